//! Comparing: what a computed cell changed against the period before.

use crate::eval::Results;
use crate::model::{End, Value};
use crate::num::{self, Decimal};
use crate::plan::{Slot, Step};

/// How a computed number differs from that of the period before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A score or an amount grew or shrank by so much; the sign tells which.
    Number(Decimal),
    /// A place went up or down by so many, always counted positive.
    Place {
        /// How many places.
        by: Decimal,
        /// Whether towards the better end.
        is_up: bool,
    },
    /// It is the same.
    Same,
}

/// The change of a cell; `None` for what is typed, for what is no number in both periods, and in the first period.
#[must_use]
pub fn change(results: &Results, slot: Slot, period: usize, row: usize) -> Option<Change> {
    let before = period.checked_sub(1)?;
    let plan = results.plan();
    let table = plan.columns.get(slot)?.table;
    let space = results.space();
    if !space.is_present(table, period, row) || !space.is_present(table, before, row) {
        return None;
    }
    let number = |period: usize| match results.cell(slot, period, row)?.value {
        Value::Number(number) => Some(number),
        _ => None,
    };
    let version = plan.version(slot, space.edition(plan, table, period))?;
    if matches!(version.step, Step::Input(_) | Step::Own(_) | Step::Present(_)) {
        return None;
    }
    let difference = num::snap(number(period)?.checked_sub(number(before)?)?);
    if difference.is_zero() {
        return Some(Change::Same);
    }
    Some(match &version.step {
        // Place 1 is the best of an order from the top, and the worst of one from the bottom.
        Step::Order(order) => Change::Place {
            by: difference.abs(),
            is_up: difference.is_sign_negative() == (order.from == End::Top),
        },
        Step::Formula(_)
        | Step::Gather(_)
        | Step::Assign(_)
        | Step::Input(_)
        | Step::Own(_)
        | Step::Present(_)
        | Step::Broken(_) => Change::Number(difference),
    })
}
