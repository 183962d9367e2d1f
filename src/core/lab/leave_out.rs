//! Leave one out: how places change without one indicator, group of indicators or panel; and indicators on which all
//! stand nearly alike.

use std::collections::BTreeSet;

use super::Focus;
use super::marks::number;
use super::office::{Moved, who_moves};
use crate::eval::Results;
use crate::model::{Cell, Value};
use crate::num::{self, Decimal, RoundingMode};
use crate::plan::{Part, Slot};

/// An indicator that explains less than this share of the differences between totals is pointed out: 1 %.
const LITTLE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
/// The places of shares and of what they are computed from.
const PLACES: i32 = 6;

/// How an indicator was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// As if it were exempt 不适用 for everybody: the others count for the whole.
    Exempt,
    /// As if everybody had 0, since nothing computes where it is exempt.
    Zero,
}

/// How subjects stand without a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The column: an indicator, a group of them, or a panel's result.
    pub slot: Slot,
    /// How it was left out.
    pub how: Without,
    /// Who then stands better.
    pub better: Vec<Moved>,
    /// Who then stands worse.
    pub worse: Vec<Moved>,
}

/// The indicators, groups and panels' results that lead to a sheet's scores, in the order of the screen, each left out
/// alone.
#[must_use]
pub fn leave_one_out(results: &Results, focus: &Focus) -> Vec<LeftOut> {
    let before = focus.standings(results);
    let leave = |slot: Slot| {
        let exempt = standings_with(results, focus, slot, &Cell::EXEMPT);
        let ranked = |of: &[super::Standing]| of.iter().filter(|standing| standing.score.is_some()).count();
        let (how, after) = if ranked(&exempt) > 0 || ranked(&before) == 0 {
            (Without::Exempt, exempt)
        } else {
            (Without::Zero, standings_with(results, focus, slot, &Cell::firm(Decimal::ZERO)))
        };
        let (better, worse) = who_moves(&before, &after);
        LeftOut { slot, how, better, worse }
    };
    indicators(results, focus).into_iter().map(leave).collect()
}

/// The standings where everybody has this cell in a column.
fn standings_with(results: &Results, focus: &Focus, slot: Slot, cell: &Cell) -> Vec<super::Standing> {
    let instance = (slot, focus.period);
    let mut results = results.clone();
    let section = results.section(&BTreeSet::new(), &[instance], &focus.wanted());
    let count = results.column(slot, focus.period).len();
    results.put_column(instance, vec![cell.clone(); count]);
    results.fill_section(&section.without(&BTreeSet::from([instance])));
    focus.standings(&results)
}

/// The columns of the sheet that lead to its score and are indicators or parts of one.
fn indicators(results: &Results, focus: &Focus) -> Vec<Slot> {
    let above = results.above(&[(focus.score, focus.period)]);
    let layout = results.plan().tables.get(focus.table).map_or(&[][..], |table| &table.layout);
    let is_part = |slot: &Slot| {
        let version = results.version_at((*slot, focus.period));
        *slot != focus.score
            && above.contains(&(*slot, focus.period))
            && version.is_some_and(|version| {
                version.role.part == Part::Indicator
                    || (version.role.part == Part::Computed && version.role.parent.is_some())
            })
    };
    layout.iter().copied().filter(is_part).collect()
}

/// How much an indicator tells subjects apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The indicator.
    pub slot: Slot,
    /// The least score on it.
    pub least: Decimal,
    /// The greatest.
    pub most: Decimal,
    /// Its share of the differences between the totals, to 6 places: covariance with the total over the total's
    /// variance. The shares of the children of a plain sum add up to 1. `None` where all totals are equal.
    pub share: Option<Decimal>,
    /// Whether all stand nearly alike on it: all equal, or its share is within 1 % of nothing.
    pub is_indifferent: bool,
}

/// How much each indicator of a sheet tells its subjects apart, over those that have a score on it and a total.
#[must_use]
pub fn telling(results: &Results, focus: &Focus) -> Vec<Telling> {
    let totals = results.column(focus.score, focus.period);
    let tell = |slot: Slot| {
        let cells = results.column(slot, focus.period).iter().zip(totals);
        let pairs: Vec<(Decimal, Decimal)> =
            cells.filter_map(|(cell, total)| Some((rounded(&cell.value)?, rounded(&total.value)?))).collect();
        let least = pairs.iter().map(|(own, _)| *own).min()?;
        let most = pairs.iter().map(|(own, _)| *own).max()?;
        let share = share(&pairs);
        let is_little = share.is_some_and(|share| share.abs() < LITTLE);
        let is_indifferent = pairs.len() > 1 && (least == most || is_little);
        Some(Telling { slot, least, most, share, is_indifferent })
    };
    indicators(results, focus).into_iter().filter_map(tell).collect()
}

fn rounded(value: &Value) -> Option<Decimal> {
    number(value).map(|number| num::round(number, PLACES, RoundingMode::HalfUp))
}

/// Covariance over variance, times the number of pairs on both sides so that nothing is divided before the end.
fn share(pairs: &[(Decimal, Decimal)]) -> Option<Decimal> {
    let count = Decimal::from(pairs.len());
    let mut sums = [Decimal::ZERO; 4];
    for (own, total) in pairs {
        let products = [*own, *total, own.checked_mul(*total)?, total.checked_mul(*total)?];
        for (sum, product) in sums.iter_mut().zip(products) {
            *sum = sum.checked_add(product)?;
        }
    }
    let [own, total, mixed, square] = sums;
    let covariance = count.checked_mul(mixed)?.checked_sub(own.checked_mul(total)?)?;
    let variance = count.checked_mul(square)?.checked_sub(total.checked_mul(total)?)?;
    covariance.checked_div(variance).map(|share| num::round(share, PLACES, RoundingMode::HalfUp))
}
