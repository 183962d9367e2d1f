//! Attribution: the cards of a variant and what each of them moved, subject by subject.

use std::sync::Arc;

use super::beside::Trial;
use super::shares::{Shares, Values, shapley};
use crate::calendar::Period;
use crate::eval::Results;
use crate::model::{Book, Id, Value, Variant};

/// A column of a sheet in a period, by ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The sheet.
    pub sheet: Id,
    /// The period.
    pub period: Period,
    /// The column: a score, a rank, money.
    pub column: Id,
}

/// What each card of a variant moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The cards that have a share, by their numbers in the variant: those that are switched on and carried out.
    pub cards: Vec<usize>,
    /// The subjects, in the order of the roster.
    pub subjects: Vec<Id>,
    /// Their shares, in the order of `cards`; for a single card it is the whole.
    pub shares: Shares,
}

/// Shares out among a variant's own cards what it changes in a column against what it is based on. `how` is as in
/// [`shapley`]: up to how many cards all coalitions are tried, else how many draws, and the seed.
#[must_use]
pub fn attribute(
    book: &Book,
    base: &Results,
    variant: &Variant,
    target: &Target,
    how: (usize, usize, u64),
) -> Attribution {
    let whole = Trial::new(book, base, variant);
    let is_out = |card: usize| whole.unfit().iter().any(|of| of.card == card && !of.why.is_carried_out());
    let cards: Vec<usize> = variant
        .cards
        .iter()
        .enumerate()
        .filter(|(at, card)| !card.off && !is_out(*at))
        .map(|(at, _)| at)
        .collect();
    let some = |coalition: &[bool]| {
        let mut some = variant.clone();
        for card in &mut some.cards {
            card.off = true;
        }
        for (card, is_on) in cards.iter().zip(coalition) {
            if let Some(card) = some.cards.get_mut(*card) {
                card.off = !is_on;
            }
        }
        some
    };
    let nothing = Trial::new(book, base, &some(&[]));
    let subjects = subjects(&nothing, &whole, target);
    let sliding = Sliding::new(book, &nothing, &whole, &cards);
    let shares = match sliding {
        Some(mut sliding) => {
            shapley(cards.len(), how, |coalition| read(sliding.to(coalition), &subjects, target))
        }
        None => shapley(cards.len(), how, |coalition| {
            read(Trial::new(book, base, &some(coalition)).results(), &subjects, target)
        }),
    };
    Attribution { cards, subjects, shares }
}

/// The subjects of both, those only in the variant last.
fn subjects(nothing: &Trial, whole: &Trial, target: &Target) -> Vec<Id> {
    let ids = |trial: &Trial| {
        let table = trial.results().plan().table(&target.sheet);
        let rows = table.and_then(|table| trial.results().space().rows(table));
        rows.map(|rows| rows.ids.clone()).unwrap_or_default()
    };
    let mut subjects = ids(nothing);
    let known = subjects.clone();
    subjects.extend(ids(whole).into_iter().filter(|id| !known.contains(id)));
    subjects
}

fn read(results: &Results, subjects: &[Id], target: &Target) -> Values {
    let value = |subject: &Id| {
        let at = results.locate(&target.sheet, Some(target.period), subject, &target.column);
        match at.and_then(|(slot, period, row)| results.cell(slot, period, row)).map(|cell| &cell.value) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    };
    subjects.iter().map(value).collect()
}

/// Results that go from coalition to coalition by setting parameters, where all cards are such.
struct Sliding<'a> {
    book: &'a Book,
    results: Results,
    /// By card: its parameter, with the value without the card and with it.
    settings: Vec<(usize, crate::num::Decimal, crate::num::Decimal)>,
}

impl<'a> Sliding<'a> {
    fn new(book: &'a Book, nothing: &Trial, whole: &Trial, cards: &[usize]) -> Option<Self> {
        let (before, after) = (nothing.results(), whole.results());
        if !Arc::ptr_eq(before.plan(), after.plan()) || whole.data().is_some() {
            return None;
        }
        let mut settings: Vec<(usize, _, _)> = Vec::new();
        for card in cards {
            let parameter = whole.parameter(*card)?;
            // Two cards on one number: which of them comes last matters.
            if settings.iter().any(|(known, _, _)| *known == parameter) {
                return None;
            }
            settings.push((parameter, before.parameter(parameter)?, after.parameter(parameter)?));
        }
        Some(Self { book, results: before.clone(), settings })
    }

    fn to(&mut self, coalition: &[bool]) -> &Results {
        for ((parameter, before, after), is_on) in self.settings.iter().zip(coalition) {
            let value = if *is_on { *after } else { *before };
            self.results.set_parameter_in(self.book, *parameter, value);
        }
        &self.results
    }
}
