//! Cards about data: marks, fields, entries, subjects and cells replaced by hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::apply::{Obstacle, Unfit};
use crate::model::{
    Book, Card, Change, EntryChange, FieldChange, Id, MarkChange, OverrideChange, SubjectChange, ValueChange,
};

/// Whether a change is one of data.
pub(super) fn is_of_data(change: &Change) -> bool {
    !matches!(change, Change::Set(_) | Change::Order(_))
}

/// Carries out the cards about data that are switched on, and says what no longer applies.
#[must_use]
pub fn apply_to_data(book: &mut Book, cards: &[Card]) -> Vec<Unfit> {
    let of_data = cards.iter().enumerate().filter(|(_, card)| !card.off && is_of_data(&card.change));
    of_data
        .filter_map(|(card, of)| carry_out(book, &of.change).err().map(|why| Unfit { card, why }))
        .collect()
}

fn carry_out(book: &mut Book, change: &Change) -> Result<(), Obstacle> {
    match change {
        Change::Set(_) | Change::Order(_) => Ok(()),
        Change::Mark(MarkChange { sheet, period, subject, column, before, after }) => {
            let typed = (!after.trim().is_empty()).then(|| Arc::from(after.as_str()));
            let found = book.marks.set(sheet, *period, subject, column, typed);
            compared(found.as_deref().unwrap_or_default(), before, after)
        }
        Change::Field(FieldChange { class, subject, field, before, after }) => {
            let subjects = book.roster.get_mut(class.as_str()).ok_or(Obstacle::Gone)?;
            let of = subjects.iter_mut().find(|known| known.id == *subject).ok_or(Obstacle::Gone)?;
            typed(&mut of.fields, field, before, after)
        }
        Change::Value(ValueChange { register, entry, field, before, after }) => {
            let entries = book.registers.get_mut(register.as_str()).ok_or(Obstacle::Gone)?;
            let of = entries.iter_mut().find(|known| known.id == *entry).ok_or(Obstacle::Gone)?;
            typed(&mut of.values, field, before, after)
        }
        Change::Subject(SubjectChange { class, subject, before, after }) => {
            let subjects = book.roster.entry(class.clone()).or_default();
            let found = row(subjects, |known| known.id == *subject, before.as_deref(), after.as_deref());
            book.settle();
            found
        }
        Change::Entry(EntryChange { register, entry, before, after }) => {
            let entries = book.registers.entry(register.clone()).or_default();
            let found = row(entries, |known| known.id == *entry, before.as_deref(), after.as_deref());
            book.settle();
            found
        }
        Change::Override(OverrideChange { key, before, after }) => {
            let found = match after {
                Some(after) => book.overrides.insert(key.clone(), after.clone()),
                None => book.overrides.remove(key),
            };
            match found {
                found if found == *after => Err(Obstacle::Already),
                found if found == *before => Ok(()),
                found => Err(Obstacle::Differs(found.map(|found| found.value.into()))),
            }
        }
    }
}

fn typed(values: &mut BTreeMap<Id, String>, field: &Id, before: &str, after: &str) -> Result<(), Obstacle> {
    let found = match after.trim().is_empty() {
        true => values.remove(field.as_str()),
        false => values.insert(field.clone(), after.to_owned()),
    };
    compared(&found.unwrap_or_default(), before, after)
}

fn compared(found: &str, before: &str, after: &str) -> Result<(), Obstacle> {
    match found {
        _ if found == after => Err(Obstacle::Already),
        _ if found == before => Ok(()),
        _ => Err(Obstacle::Differs(Some(found.into()))),
    }
}

/// A row that came, went or changed.
fn row<T: Clone + PartialEq>(
    rows: &mut Vec<T>,
    is_it: impl Fn(&T) -> bool,
    before: Option<&T>,
    after: Option<&T>,
) -> Result<(), Obstacle> {
    let place = rows.iter().position(is_it);
    let found = place.and_then(|place| rows.get(place)).cloned();
    match (place, after) {
        _ if found.as_ref() == after => return Err(Obstacle::Already),
        (Some(place), Some(after)) => {
            if let Some(there) = rows.get_mut(place) {
                there.clone_from(after);
            }
        }
        (Some(place), None) => _ = rows.remove(place),
        (None, Some(_)) if before.is_some() => return Err(Obstacle::Gone),
        (None, Some(after)) => rows.push(after.clone()),
        (None, None) => {}
    }
    if found.as_ref() == before { Ok(()) } else { Err(Obstacle::Differs(None)) }
}
