//! Rules that never or always hold, and what is deducted twice.

use std::collections::{BTreeMap, BTreeSet};

use super::{Advice, Focus, Hint, name};
use crate::eval::{Results, cell_ref};
use crate::formula::catalogue::Function;
use crate::lab::marks::number;
use crate::model::{CellRef, Value};
use crate::num::Decimal;
use crate::plan::{Part, Reach, Slot, Step};

/// Fewer cells than this tell nothing about a rule.
const FEW: usize = 10;

/// Rules that held nowhere, or everywhere, over all periods of the book.
pub(super) fn silent(results: &Results, found: &mut Vec<Advice>) {
    let plan = results.plan();
    for (number, edition) in plan.editions.iter().enumerate() {
        for rule in &edition.rules {
            let (mut holds, mut cells) = (Vec::new(), 0_usize);
            for period in 0..results.space().period_count(plan, rule.table) {
                let is_other = results.space().edition(plan, rule.table, period) != number;
                for (row, cell) in results.column(rule.when, period).iter().enumerate() {
                    let Value::Truth(truth) = cell.value else { continue };
                    if is_other || !results.is_there(rule.table, period, row) {
                        continue;
                    }
                    cells = cells.saturating_add(1);
                    if truth {
                        holds.extend(cell_ref(rule.when, period, row));
                    }
                }
            }
            if cells < FEW {
                continue;
            }
            let rule = rule.name.clone();
            if holds.is_empty() {
                found.push(Advice { hint: Hint::NeverFires { rule, cells }, cells: Vec::new() });
            } else if holds.len() == cells {
                found.push(Advice { hint: Hint::AlwaysFires { rule, cells }, cells: holds });
            }
        }
    }
}

/// Where a subject's sums over a register find something negative: by entry the columns that count it.
fn deductions(
    results: &Results,
    focus: &Focus,
    row: usize,
) -> BTreeMap<(usize, usize), BTreeMap<Slot, CellRef>> {
    let mut by_entry: BTreeMap<(usize, usize), BTreeMap<Slot, CellRef>> = BTreeMap::new();
    for (slot, period) in results.above(&[(focus.score, focus.period)]) {
        let is_here = results.plan().columns.get(slot).is_some_and(|column| column.table == focus.table);
        let Some(version) = results.version_at((slot, period)).filter(|_| is_here && period == focus.period)
        else {
            continue;
        };
        let Step::Gather(gather) = &version.step else { continue };
        if gather.function != Function::Sum {
            continue;
        }
        for read in version.reads.iter().filter(|read| read.reach == Reach::Entries) {
            for (place, cell) in results.found((slot, period), read, row) {
                let is_negative = number(&cell.value).is_some_and(|points| points < Decimal::ZERO);
                let Some(place) = place.filter(|_| is_negative) else { continue };
                let Some(register) = results.plan().columns.get(place.column as usize) else { continue };
                let columns = by_entry.entry((register.table, place.row as usize)).or_default();
                columns.extend(owners(results, slot).into_iter().map(|owner| (owner, place)));
            }
        }
    }
    by_entry
}

/// The columns of the screen that a part of a formula belongs to.
fn owners(results: &Results, slot: Slot) -> BTreeSet<Slot> {
    let mut owners = BTreeSet::new();
    let (mut open, mut seen) = (vec![slot], BTreeSet::new());
    while let Some(slot) = open.pop() {
        if !seen.insert(slot) {
            continue;
        }
        if results.plan().newest(slot).is_some_and(|version| version.role.part != Part::Generated) {
            owners.insert(slot);
        } else if let Some(column) = results.plan().columns.get(slot) {
            open.extend(column.readers.iter().map(|(reader, _)| *reader));
        }
    }
    owners
}

/// Entries that several columns of the sheet deduct.
pub(super) fn deducted_twice(results: &Results, focus: &Focus, found: &mut Vec<Advice>) {
    for row in 0..results.column(focus.score, focus.period).len() {
        for columns in deductions(results, focus, row).into_values().filter(|columns| columns.len() > 1) {
            let names = columns.keys().map(|slot| name(results, *slot)).collect();
            let own = columns.keys().filter_map(|slot| cell_ref(*slot, focus.period, row));
            let cells = columns.values().copied().collect::<BTreeSet<_>>().into_iter().chain(own).collect();
            found.push(Advice { hint: Hint::DeductedTwice { columns: names }, cells });
        }
    }
}

/// Deductions that different rules make for one subject on one day.
pub(super) fn punished_twice(results: &Results, focus: &Focus, found: &mut Vec<Advice>) {
    for row in 0..results.column(focus.score, focus.period).len() {
        let mut by_day: BTreeMap<(usize, String), BTreeMap<usize, CellRef>> = BTreeMap::new();
        for ((register, entry), columns) in deductions(results, focus, row) {
            let Some(rows) = results.space().rows(register) else { continue };
            let (Some(made), Some(date)) = (rows.made_by(entry), rows.dates.get(entry)) else { continue };
            if let Some(place) = columns.into_values().next() {
                by_day.entry((register, date.to_string())).or_default().insert(made.generator, place);
            }
        }
        for rules in by_day.into_values().filter(|rules| rules.len() > 1) {
            let of = |generator: &usize| results.plan().generators.get(*generator).map(|of| of.rule.clone());
            let names = rules.keys().filter_map(of).collect();
            let cells = rules.into_values().collect();
            found.push(Advice { hint: Hint::PunishedTwice { rules: names }, cells });
        }
    }
}
