//! What is tried of data, and cards typed over: a mark instead of the one that is typed, another value in a card. Knows no
//! browser.

use baton_core::diag::CellName;
use baton_core::edit::Session;
use baton_core::lab::{Obstacle, apply};
use baton_core::model::{Card, Change, Id, MarkChange, Variant};
use baton_core::num;
use serde_json::Value as Json;

use super::model::base_of;

/// The variant with a mark tried instead of what is typed in the book; typed as there, the change goes again. `None` where
/// the cell has no period.
#[must_use]
pub fn with_mark(session: &Session, variant: &Variant, cell: &CellName, typed: &str) -> Option<Variant> {
    let period = cell.period.parse().ok()?;
    let (sheet, subject, column) = (Id::new(&cell.table), Id::new(&cell.row), Id::new(&cell.column));
    let known = session.book().marks.get(&sheet, period, &subject, &column);
    let before = known.map(|known| known.as_ref().to_owned()).unwrap_or_default();
    let after = typed.trim().to_owned();
    let is_it = |card: &Card| match &card.change {
        Change::Mark(of) => {
            (&of.sheet, of.period, &of.subject, &of.column) == (&sheet, period, &subject, &column)
        }
        _ => false,
    };
    let mut cards = variant.cards.clone();
    let at = cards.iter().position(is_it);
    let is_other = before != after;
    let change = Change::Mark(MarkChange {
        sheet: sheet.clone(),
        period,
        subject: subject.clone(),
        column: column.clone(),
        before,
        after,
    });
    match at {
        Some(at) if is_other => {
            if let Some(card) = cards.get_mut(at) {
                card.change = change;
                card.off = false;
            }
        }
        Some(at) => _ = cards.remove(at),
        None if is_other => cards.push(Card::new(change)),
        None => {}
    }
    Some(Variant { cards, ..variant.clone() })
}

/// What a card sets where that is one number or text, as it is typed; `None` where it is more than that.
#[must_use]
pub fn value_of(change: &Change) -> Option<String> {
    match change {
        Change::Set(of) => match (of.before.as_ref()?, of.after.as_ref()?) {
            (Json::Number(_) | Json::String(_), Json::Number(number)) => Some(number.to_string()),
            (Json::Number(_) | Json::String(_), Json::String(text)) => Some(text.clone()),
            _ => None,
        },
        Change::Mark(of) => Some(of.after.clone()),
        Change::Field(of) => Some(of.after.clone()),
        Change::Value(of) => Some(of.after.clone()),
        Change::Order(_) | Change::Subject(_) | Change::Entry(_) | Change::Override(_) => None,
    }
}

/// The variant with another value in a card: a number where one stood. `None` where the value cannot stand there.
#[must_use]
pub fn with_value(session: &Session, variant: &Variant, card: usize, typed: &str) -> Option<Variant> {
    let mut cards = variant.cards.clone();
    let typed = typed.trim();
    match &mut cards.get_mut(card)?.change {
        Change::Set(of) => {
            of.after = Some(match of.after.as_ref()? {
                Json::Number(_) => serde_json::from_str(&num::format(num::read(typed)?)).ok()?,
                Json::String(_) => Json::String(typed.to_owned()),
                _ => return None,
            });
        }
        Change::Mark(of) => typed.clone_into(&mut of.after),
        Change::Field(of) => typed.clone_into(&mut of.after),
        Change::Value(of) => typed.clone_into(&mut of.after),
        Change::Order(_) | Change::Subject(_) | Change::Entry(_) | Change::Override(_) => return None,
    }
    let (_, unfit) = apply(&base_of(session, variant)?, &cards);
    let is_refused = unfit.iter().any(|of| of.card == card && matches!(of.why, Obstacle::Refused(_)));
    (!is_refused).then(|| Variant { cards, ..variant.clone() })
}

#[cfg(test)]
mod tests {
    use super::super::model::{new_variant, with_number};
    use super::*;
    use baton_core::lab::Trial;
    use baton_core::model::read_book;
    use baton_core::num::Decimal;

    fn session() -> Session {
        Session::open(read_book(include_str!("../../templates/ningming/sample.json")).unwrap())
    }

    fn start(session: &Session) -> Variant {
        new_variant(session, |number| format!("方案{number}"), None)
    }

    #[test]
    fn a_mark_is_tried_and_taken_back() {
        let session = session();
        let (sheet, period, subject, column, typed) = session.book().marks.iter().next().unwrap();
        let cell = CellName {
            table: sheet.to_string(),
            period: period.to_string(),
            row: subject.to_string(),
            column: column.to_string(),
        };
        let tried = with_mark(&session, &start(&session), &cell, "3").unwrap();
        assert_eq!(tried.cards.len(), 1);
        assert_eq!(value_of(&tried.cards[0].change).as_deref(), Some("3"));
        let trial = Trial::new(session.book(), session.results(), &tried);
        assert!(trial.unfit().is_empty(), "{:?}", trial.unfit());
        // Tried again it is the same card; as it stands in the book it is none.
        let again = with_mark(&session, &tried, &cell, "2").unwrap();
        assert_eq!((again.cards.len(), value_of(&again.cards[0].change).as_deref()), (1, Some("2")));
        assert!(with_mark(&session, &again, &cell, typed).unwrap().cards.is_empty());
    }

    #[test]
    fn a_card_is_typed_over() {
        let session = session();
        let path = "sheets[0].indicators[0].full";
        let twelve = with_number(&session, &start(&session), path, Decimal::from(12)).unwrap();
        let ten = with_value(&session, &twelve, 0, " 10 ").unwrap();
        assert_eq!(ten, with_number(&session, &start(&session), path, Decimal::from(10)).unwrap());
        assert_eq!(with_value(&session, &twelve, 0, "many"), None);
        assert_eq!(with_value(&session, &twelve, 1, "10"), None);
    }
}
