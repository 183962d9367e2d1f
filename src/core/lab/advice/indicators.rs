//! Weights that do not sum, and indicators that cannot matter.

use std::collections::BTreeSet;

use super::{Advice, Focus, Hint, Idle, name};
use crate::eval::{Results, cell_ref};
use crate::lab::lever::weights as weights_of;
use crate::lab::marks::number;
use crate::model::{Cell, CellRef};
use crate::num::{self, Decimal};
use crate::plan::{Part, Slot, Step};

/// Sums of products with parameters that look like weights and come to neither 1 nor 100. Those of the indicator tree are
/// told by the compiler.
pub(super) fn weights(results: &Results, focus: &Focus, found: &mut Vec<Advice>) {
    for (slot, period) in results.above(&[(focus.score, focus.period)]) {
        let Some(version) = results.version_at((slot, period)) else { continue };
        let Step::Formula(expr) = &version.step else { continue };
        let Some(weights) = weights_of(expr) else { continue };
        let values = weights.iter().map(|weight| results.parameter(*weight));
        let sum = values.clone().try_fold(Decimal::ZERO, |sum, value| num::exact_sum(sum, value?));
        let Some(sum) = sum else { continue };
        // Other factors are no weights: what is near to a whole was meant to be one.
        let is_near = |whole: Decimal| {
            let off = sum.checked_sub(whole).map(|off| off.abs());
            off.is_some_and(|off| {
                !off.is_zero() && off <= whole.checked_div(Decimal::TWO).unwrap_or_default()
            })
        };
        let are_shares = values.flatten().all(|value| value > Decimal::ZERO && value <= Decimal::ONE_HUNDRED);
        if are_shares && (is_near(Decimal::ONE) || is_near(Decimal::ONE_HUNDRED)) {
            let column = version.name.clone();
            let cells = cell_ref(slot, period, 0).into_iter().collect();
            found.push(Advice { hint: Hint::WeightsDiffer { column, sum }, cells });
        }
    }
}

/// Leaves of the tree that tell nobody apart.
pub(super) fn idle(results: &Results, focus: &Focus, found: &mut Vec<Advice>) {
    let above = results.above(&[(focus.score, focus.period)]);
    let layout = results.plan().tables.get(focus.table).map_or(&[][..], |table| &table.layout);
    let part = |slot: Slot| results.version_at((slot, focus.period)).map(|version| version.role.clone());
    let indicators: Vec<Slot> = layout
        .iter()
        .copied()
        .filter(|slot| part(*slot).is_some_and(|role| role.part == Part::Indicator))
        .filter(|slot| above.contains(&(*slot, focus.period)))
        .collect();
    let parents: BTreeSet<Slot> =
        indicators.iter().filter_map(|slot| part(*slot).and_then(|role| role.parent)).collect();
    for slot in indicators.iter().copied().filter(|slot| !parents.contains(slot)) {
        if let Some(why) = why_idle(results, focus, slot) {
            let hint = Hint::CannotMatter { indicator: name(results, slot), why };
            found.push(Advice { hint, cells: cells(results, focus, slot) });
        }
    }
}

fn why_idle(results: &Results, focus: &Focus, slot: Slot) -> Option<Idle> {
    let version = results.version_at((slot, focus.period))?;
    let edition = results.space().edition(results.plan(), focus.table, focus.period);
    let weight = format!("{}.weight", version.path);
    let parameters = results.plan().parameters.iter().enumerate();
    let weights = parameters.filter(|(_, of)| of.edition == edition && of.path == weight).map(|(at, _)| at);
    let is_nothing = |parameter: usize| results.parameter(parameter).is_some_and(|value| value.is_zero());
    if weights.chain(version.role.full).any(is_nothing) {
        return Some(Idle::NoWeight);
    }
    let column = results.column(slot, focus.period);
    let numbers: Vec<Decimal> = column.iter().filter_map(|cell| number(&cell.value)).map(num::snap).collect();
    let (least, most) = (*numbers.iter().min()?, *numbers.iter().max()?);
    if numbers.len() < 2 {
        return None;
    }
    if least == most {
        return Some(Idle::AllEqual);
    }
    let scores = |results: &Results| -> Vec<Option<Decimal>> {
        let column = results.column(focus.score, focus.period).iter();
        column.map(|cell| number(&cell.value).map(num::snap)).collect()
    };
    let instance = (slot, focus.period);
    let section = results.section(&BTreeSet::new(), &[instance], &[(focus.score, focus.period)]);
    let section = section.without(&BTreeSet::from([instance]));
    let stays = |value: Decimal| {
        let mut results = results.clone();
        let cells = column.iter().map(|cell| match number(&cell.value) {
            Some(_) => Cell::new(value, cell.provisional),
            None => cell.clone(),
        });
        results.put_column(instance, cells.collect());
        results.fill_section(&section);
        scores(&results)
    };
    let now = scores(results);
    (stays(least) == now && stays(most) == now).then_some(Idle::Capped)
}

/// The cells of a column in the period, of those who are there.
pub(super) fn cells(results: &Results, focus: &Focus, slot: Slot) -> Vec<CellRef> {
    let rows = 0..results.column(slot, focus.period).len();
    let there = rows.filter(|row| results.is_there(focus.table, focus.period, *row));
    there.filter_map(|row| cell_ref(slot, focus.period, row)).collect()
}
