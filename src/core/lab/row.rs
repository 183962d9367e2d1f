//! One subject's row: what changed in the cells behind its scores, ranks and grades, and how it does among the others in
//! an indicator that a change is about.

use super::Pair;
use super::moves::{At, pair};
use crate::calendar::Period;
use crate::eval::Results;
use crate::model::{Change, Id, Value};
use crate::num::{Decimal, Summary};
use crate::plan::Slot;

/// A cell of a subject's row that is another one after.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedCell {
    /// The column, by its id.
    pub column: Id,
    /// Its name, as the variant has it where it has the column.
    pub name: String,
    /// The cell before and after.
    pub pair: Pair,
}

/// What changed in a subject's row on a sheet: the cells from which its scores, ranks and grades come, without these
/// themselves, in the order of the screen. Empty where the subject has no row on both sides.
#[must_use]
pub fn changed_cells(
    before: &Results,
    after: &Results,
    sheet: &str,
    period: Period,
    subject: &str,
) -> Vec<ChangedCell> {
    let (Some(old), Some(new)) = (At::of(before, sheet, period), At::of(after, sheet, period)) else {
        return Vec::new();
    };
    let rows = (old.results.space().row(old.table, subject), new.results.space().row(new.table, subject));
    if rows.0.is_none() || rows.1.is_none() {
        return Vec::new();
    }
    let measured: Vec<Slot> = new.measured().into_iter().map(|(slot, _)| slot).collect();
    let layout = new.plan.tables.get(new.table).map_or(&[][..], |table| &table.layout);
    let changed = layout.iter().filter(|slot| !measured.contains(slot)).filter_map(|slot| {
        let id = new.plan.columns.get(*slot)?.id.clone();
        let name = new.plan.version(*slot, new.edition)?.name.clone();
        let slots = (old.plan.columns_of(old.table).get(&*id).copied(), Some(*slot));
        let pair = pair(&old, &new, slots, rows);
        (!pair.is_same).then_some(ChangedCell { column: id, name, pair })
    });
    changed.collect()
}

/// Marks of a sheet in a period that fit before and do not after, such as one above full marks that were lowered: the
/// subjects and columns, by their names. They count as blank.
#[must_use]
pub fn no_longer_read(
    before: &Results,
    after: &Results,
    sheet: &str,
    period: Period,
) -> Vec<(String, String)> {
    let (Some(old), Some(new)) = (At::of(before, sheet, period), At::of(after, sheet, period)) else {
        return Vec::new();
    };
    let (Some(rows), Some(table)) = (after.space().rows(new.table), new.plan.tables.get(new.table)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for slot in &table.layout {
        let Some(column) = new.plan.columns.get(*slot) else { continue };
        let known = old.plan.columns_of(old.table).get(&*column.id).copied();
        let name =
            new.plan.version(*slot, new.edition).map(|version| version.name.clone()).unwrap_or_default();
        for (row, (id, subject)) in rows.ids.iter().zip(&rows.names).enumerate() {
            if after.problem(*slot, new.period, row).is_none() {
                continue;
            }
            let own = before.space().row(old.table, id).zip(known);
            if own.is_some_and(|(row, known)| before.problem(known, old.period, row).is_none()) {
                found.push((subject.as_ref().to_owned(), name.clone()));
            }
        }
    }
    found
}

/// A subject among those of its sheet in one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Among {
    /// The column, by its id.
    pub column: Id,
    /// Its name.
    pub name: String,
    /// The subject's number.
    pub own: Decimal,
    /// The mean of all that have one, unrounded.
    pub mean: Decimal,
}

/// How a subject does among all in the column of its sheet that a card is about; `None` where the card is about none, or
/// the subject has no number there.
#[must_use]
pub fn among(
    results: &Results,
    sheet: &str,
    period: Period,
    change: &Change,
    subject: &str,
) -> Option<Among> {
    let Change::Set(set) = change else { return None };
    let at = At::of(results, sheet, period)?;
    let [list, own, inside @ ..] = set.at.as_slice() else { return None };
    if list != "sheets" || own != sheet {
        return None;
    }
    let columns = at.plan.columns_of(at.table);
    // The innermost indicator on the way.
    let (id, slot) = inside.iter().rev().find_map(|step| columns.get_key_value(step.as_str()))?;
    let number = |row: usize| match results.cell(*slot, at.period, row)?.value {
        Value::Number(number) => Some(number),
        _ => None,
    };
    let present = |row: &usize| results.space().is_present(at.table, at.period, *row);
    let all: Summary = (0..results.space().row_count(at.table)).filter(present).filter_map(number).collect();
    Some(Among {
        column: Id::new(id),
        name: at.plan.version(*slot, at.edition)?.name.clone(),
        own: number(results.space().row(at.table, subject)?)?,
        mean: all.mean()?,
    })
}
