//! Goal seek for the office: the smallest change of one parameter that does something for somebody, and who else moves.
//!
//! Rules made to fit somebody are exactly what this makes visible: every answer lists whom it favours and whom it harms.

use std::collections::BTreeSet;

use super::goal::Goal;
use super::lever::{Lever, Others};
use super::probe::Probe;
use super::{Focus, Standing};
use crate::eval::Results;
use crate::num::{self, Decimal};

/// How many even steps are tried on each side.
const STEPS: u32 = 64;

/// What the change is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// One row stands before another.
    Above(usize, usize),
    /// A row reaches a goal.
    Reach(usize, Goal),
}

/// A subject that stands otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its row.
    pub row: usize,
    /// How it stands now.
    pub before: Standing,
    /// How it would stand.
    pub after: Standing,
}

/// A change of one parameter that does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// The parameter.
    pub parameter: usize,
    /// Its value now.
    pub from: Decimal,
    /// The nearest value found that does it, to the stated places.
    pub to: Decimal,
    /// How much of its value the change is; of 1 where its value is 0.
    pub share: Decimal,
    /// Who has a better place, or a better grade at the same place.
    pub favours: Vec<Moved>,
    /// Who has a worse one.
    pub harms: Vec<Moved>,
}

/// For each lever that can do it alone the smallest change found, the smallest first. Values are tried in 64 even steps
/// on each side and the first that does it is closed in on, to so many decimal places.
#[must_use]
pub fn remedies(
    results: &Results,
    focus: &Focus,
    levers: &[Lever],
    others: Others,
    wish: Wish,
    places: u32,
) -> Vec<Remedy> {
    let before = focus.standings(results);
    if is_fulfilled(wish, &before) {
        return Vec::new();
    }
    let unit = Decimal::try_new(1, places.min(super::MOST_PLACES)).unwrap_or(Decimal::ONE);
    let find = |lever: &Lever| remedy(results, focus, lever, others, wish, unit, &before);
    let mut found: Vec<Remedy> = levers.iter().filter_map(find).collect();
    found.sort_by_key(|remedy| remedy.share);
    found
}

fn is_fulfilled(wish: Wish, standings: &[Standing]) -> bool {
    let of = |row: usize| standings.get(row).copied().unwrap_or_default();
    match wish {
        Wish::Above(a, b) => match (of(a).place, of(b).place) {
            (Some(a), Some(b)) => a < b,
            _ => of(a).score.map(num::snap) > of(b).score.map(num::snap),
        },
        Wish::Reach(row, goal) => goal.is_reached(&of(row)),
    }
}

fn remedy(
    results: &Results,
    focus: &Focus,
    lever: &Lever,
    others: Others,
    wish: Wish,
    unit: Decimal,
    before: &[Standing],
) -> Option<Remedy> {
    let (least, most) = lever.range(results, others);
    let mut probe = Probe::new(results, focus, lever, others);
    let mut best: Option<Decimal> = None;
    for limit in [least, most] {
        let mut missed = lever.value;
        for step in 1..=STEPS {
            let way = limit
                .checked_sub(lever.value)?
                .checked_mul(Decimal::from(step))?
                .checked_div(Decimal::from(STEPS))?;
            let value = lever.value.checked_add(way)?;
            let Some(standings) = probe.standings(value) else { break };
            if !is_fulfilled(wish, &standings) {
                missed = value;
                continue;
            }
            let to = close_in(&mut probe, wish, missed, value, unit)?;
            let to = on_grid(&mut probe, wish, lever.value, to, unit).unwrap_or(to);
            let way = |to: Decimal| to.checked_sub(lever.value).map(|way| way.abs());
            if best.is_none_or(|best| way(to) < way(best)) {
                best = Some(to);
            }
            break;
        }
    }
    let to = best?;
    let after = probe.standings(to)?;
    // Where most are alike in the end, nobody is told apart any more: that is no answer.
    if scores(&after).saturating_mul(2) < scores(before) {
        return None;
    }
    let way = to.checked_sub(lever.value)?.abs();
    let share = if lever.value.is_zero() { way } else { num::keep(way.checked_div(lever.value.abs())?) };
    let (favours, harms) = who_moves(before, &after);
    Some(Remedy { parameter: lever.parameter, from: lever.value, to, share, favours, harms })
}

/// How many different scores there are.
fn scores(standings: &[Standing]) -> usize {
    let scores: BTreeSet<Decimal> = standings.iter().filter_map(|of| of.score.map(num::snap)).collect();
    scores.len()
}

/// The next value on the grid of the unit, away from where the lever stands, where that does it too: one that can be
/// written into a scheme.
fn on_grid(probe: &mut Probe, wish: Wish, from: Decimal, to: Decimal, unit: Decimal) -> Option<Decimal> {
    let steps = to.checked_div(unit)?;
    let steps = if to < from { steps.floor() } else { steps.ceil() };
    let value = steps.checked_mul(unit)?.normalize();
    is_fulfilled(wish, &probe.standings(value)?).then_some(value)
}

/// The value nearest to one that misses it which fulfils it, on the grid of the unit where one lies between them.
fn close_in(
    probe: &mut Probe,
    wish: Wish,
    missed: Decimal,
    fulfils: Decimal,
    unit: Decimal,
) -> Option<Decimal> {
    let (mut missed, mut fulfils) = (missed, fulfils);
    loop {
        let half = missed.checked_add(fulfils)?.checked_div(Decimal::TWO)?;
        let down = half.checked_div(unit)?.floor().checked_mul(unit)?;
        let is_between = |value: &Decimal| *value > missed.min(fulfils) && *value < missed.max(fulfils);
        let Some(middle) = [Some(down), down.checked_add(unit)].into_iter().flatten().find(is_between) else {
            return Some(fulfils.normalize());
        };
        if is_fulfilled(wish, &probe.standings(middle)?) {
            fulfils = middle;
        } else {
            missed = middle;
        }
    }
}

/// Who stands better and who worse: by place, then by grade.
pub(super) fn who_moves(before: &[Standing], after: &[Standing]) -> (Vec<Moved>, Vec<Moved>) {
    let key = |of: &Standing| {
        (of.place.map(|place| usize::MAX.saturating_sub(place)), of.grade.map(|grade| grade.place))
    };
    let (mut better, mut worse) = (Vec::new(), Vec::new());
    for (row, (before, after)) in before.iter().zip(after).enumerate() {
        let moved = Moved { row, before: *before, after: *after };
        match key(after).cmp(&key(before)) {
            std::cmp::Ordering::Greater => better.push(moved),
            std::cmp::Ordering::Less => worse.push(moved),
            std::cmp::Ordering::Equal => {}
        }
    }
    (better, worse)
}
