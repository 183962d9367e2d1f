//! Goal seek for a subject: what would have to be better, at least, to reach a place, a score or a grade.
//!
//! Each mark is tried alone: over its range in even steps, then the change nearest to now that reaches the goal is closed
//! in on, to the places that the column is marked with. Every answer was scored.

use super::marks::{MarkProbe, OwnMark, Range, number, own_marks};
use super::{Focus, Standing};
use crate::eval::Results;
use crate::model::{GradeRef, Value};
use crate::num::{self, Decimal};

/// How many even steps of a range are tried.
const STEPS: u32 = 16;
/// How many marks a combination has at most.
const MOST_MARKS: usize = 12;

/// What a subject is to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// This place or a better one.
    Place(usize),
    /// This score or more.
    Score(Decimal),
    /// This grade or a better one of its ladder.
    Grade(GradeRef),
}

/// A mark that is changed.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkChange {
    /// The mark as it is.
    pub mark: OwnMark,
    /// What it would be.
    pub to: Value,
    /// How much of its range the change is; 1 for what is chosen from a list.
    pub share: Decimal,
    /// How the subject then stands.
    pub standing: Standing,
}

/// What it takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// It is there already.
    Reached,
    /// Each of these marks alone does it by its smallest change, the cheapest first: the least share of its range.
    Single(Vec<MarkChange>),
    /// No mark alone does; what the best one gives, and marks that together do, found one after the other by what helps
    /// most, where they do.
    Together {
        /// The single change that leads furthest.
        best: Option<MarkChange>,
        /// The changes one after the other, each with the standing after it.
        changes: Vec<MarkChange>,
        /// Whether they reach the goal.
        is_reached: bool,
    },
}

impl Goal {
    /// Whether a standing reaches it.
    #[must_use]
    pub fn is_reached(self, standing: &Standing) -> bool {
        match self {
            Self::Place(place) => standing.place.is_some_and(|own| own <= place),
            Self::Score(score) => standing.score.is_some_and(|own| num::compare(own, score).is_ge()),
            Self::Grade(grade) => {
                standing.grade.is_some_and(|own| own.ladder == grade.ladder && own.place >= grade.place)
            }
        }
    }
}

/// What would have to be better for a subject to reach a goal.
#[must_use]
pub fn seek(results: &Results, focus: &Focus, row: usize, goal: Goal) -> Way {
    let now = focus.standings(results).get(row).copied().unwrap_or_default();
    if goal.is_reached(&now) {
        return Way::Reached;
    }
    // To require less of a subject is nothing that it could do better.
    let marks: Vec<OwnMark> =
        own_marks(results, focus, row).into_iter().filter(|mark| !mark.is_target).collect();
    let mut probe = MarkProbe::new(results, focus, row);
    let mut singles: Vec<MarkChange> =
        marks.iter().filter_map(|mark| cheapest(&mut probe, mark, goal)).collect();
    if !singles.is_empty() {
        singles.sort_by_key(|change| change.share);
        return Way::Single(singles);
    }
    together(results, focus, row, goal, now, &marks)
}

/// The smallest change of one mark that reaches the goal.
fn cheapest(probe: &mut MarkProbe, mark: &OwnMark, goal: Goal) -> Option<MarkChange> {
    let section = probe.section(mark);
    let mut values = mark.values(STEPS);
    values.sort_by_key(|value| distance(mark, value));
    let mut missed: Vec<Decimal> = number_now(mark).into_iter().collect();
    for value in values {
        let standing = probe.try_value(mark, &section, &value);
        if !goal.is_reached(&standing) {
            missed.extend(number(&value));
            continue;
        }
        let Some(reaches) = number(&value) else { return Some(change(mark, value, standing)) };
        // Between the nearest value on the way that misses it and this one.
        let start = number_now(mark).unwrap_or_default();
        let on_the_way = missed.iter().copied().filter(|of| (*of < reaches) == (start < reaches));
        let misses = on_the_way.max_by_key(|of| of.checked_sub(start).map(|way| way.abs())).unwrap_or(start);
        let to = close_in(probe, mark, goal, misses, reaches)?;
        let standing = probe.try_value(mark, &section, &Value::Number(to));
        return Some(change(mark, Value::Number(to), standing));
    }
    None
}

/// The value nearest to one that misses the goal which reaches it, to the column's places.
fn close_in(
    probe: &mut MarkProbe,
    mark: &OwnMark,
    goal: Goal,
    misses: Decimal,
    reaches: Decimal,
) -> Option<Decimal> {
    let Range::Number { places, .. } = mark.range else { return Some(reaches) };
    let section = probe.section(mark);
    let unit = Decimal::try_new(1, places).ok()?;
    let (mut misses, mut reaches) = (misses, reaches);
    while reaches.checked_sub(misses)?.abs() > unit {
        let half = misses.checked_add(reaches)?.checked_div(Decimal::TWO)?;
        let down = half.checked_div(unit)?.floor().checked_mul(unit)?;
        let is_between = |value: &Decimal| *value > misses.min(reaches) && *value < misses.max(reaches);
        let Some(middle) = [Some(down), down.checked_add(unit)].into_iter().flatten().find(is_between) else {
            break;
        };
        if goal.is_reached(&probe.try_value(mark, &section, &Value::Number(middle))) {
            reaches = middle;
        } else {
            misses = middle;
        }
    }
    Some(reaches.normalize())
}

/// The single change that leads furthest, and changes one after the other until the goal is reached.
fn together(
    results: &Results,
    focus: &Focus,
    row: usize,
    goal: Goal,
    now: Standing,
    marks: &[OwnMark],
) -> Way {
    let mut probe = MarkProbe::new(results, focus, row);
    let mut left: Vec<&OwnMark> = marks.iter().collect();
    let mut changes: Vec<MarkChange> = Vec::new();
    let mut best_alone = None;
    let mut standing = now;
    while changes.len() < MOST_MARKS && !goal.is_reached(&standing) {
        let mut best: Option<(usize, MarkChange)> = None;
        for (at, mark) in left.iter().enumerate() {
            let section = probe.section(mark);
            for value in mark.values(2) {
                let found = probe.try_value(mark, &section, &value);
                let is_better = best.as_ref().is_none_or(|(_, best)| is_better(&found, &best.standing));
                if is_better && self::is_better(&found, &standing) {
                    best = Some((at, change(mark, value, found)));
                }
            }
        }
        let Some((at, found)) = best else { break };
        best_alone.get_or_insert_with(|| found.clone());
        left.remove(at);
        let mut found = found;
        if goal.is_reached(&found.standing)
            && let (Some(start), Some(to)) = (number_now(&found.mark), number(&found.to))
            && let Some(to) = close_in(&mut probe, &found.mark, goal, start, to)
        {
            found.to = Value::Number(to);
        }
        let section = probe.section(&found.mark);
        let standings = probe.put(&found.mark, &section, &found.to);
        standing = standings.get(row).copied().unwrap_or_default();
        changes.push(MarkChange { standing, ..change(&found.mark, found.to.clone(), standing) });
    }
    let is_reached = goal.is_reached(&standing);
    if is_reached {
        changes = trimmed(results, focus, row, goal, changes);
    }
    Way::Together { best: best_alone, changes, is_reached }
}

/// Changes that together reach a goal, each taken back as far as the others allow; those that none needs are left out.
fn trimmed(
    results: &Results,
    focus: &Focus,
    row: usize,
    goal: Goal,
    mut changes: Vec<MarkChange>,
) -> Vec<MarkChange> {
    let mut at = 0;
    while let Some(own) = changes.get(at).cloned() {
        let mut probe = MarkProbe::new(results, focus, row);
        for (_, other) in changes.iter().enumerate().filter(|(other, _)| *other != at) {
            let section = probe.section(&other.mark);
            probe.put(&other.mark, &section, &other.to);
        }
        let section = probe.section(&own.mark);
        if goal.is_reached(&probe.try_value(&own.mark, &section, &own.mark.now)) {
            changes.remove(at);
            continue;
        }
        if let (Some(start), Some(to)) = (number_now(&own.mark), number(&own.to))
            && let Some(to) = close_in(&mut probe, &own.mark, goal, start, to)
            && let Some(known) = changes.get_mut(at)
        {
            known.to = Value::Number(to);
        }
        at = at.saturating_add(1);
    }
    // How the subject stands after each of them.
    let mut probe = MarkProbe::new(results, focus, row);
    let follow = |of: MarkChange| {
        let section = probe.section(&of.mark);
        let standing = probe.put(&of.mark, &section, &of.to).get(row).copied().unwrap_or_default();
        change(&of.mark, of.to, standing)
    };
    changes.into_iter().map(follow).collect()
}

/// Whether one stands better than another: by place, then grade, then score.
fn is_better(one: &Standing, other: &Standing) -> bool {
    let key = |of: &Standing| {
        let place = of.place.map(|place| usize::MAX.saturating_sub(place));
        (of.grade.map(|grade| grade.place), place, of.score.map(num::snap))
    };
    key(one) > key(other)
}

fn change(mark: &OwnMark, to: Value, standing: Standing) -> MarkChange {
    let share = match (&mark.range, distance(mark, &to)) {
        (Range::Number { least, most, .. }, Some(way)) => most
            .checked_sub(*least)
            .and_then(|range| way.checked_div(range))
            .map_or(Decimal::ONE, |share| num::keep(share).normalize()),
        _ => Decimal::ONE,
    };
    MarkChange { mark: mark.clone(), to, share, standing }
}

/// Where a number starts from: a blank from 0, or from the end of the range that is nearest to it.
fn number_now(mark: &OwnMark) -> Option<Decimal> {
    match (&mark.range, &mark.now) {
        (Range::Number { .. }, Value::Number(number)) => Some(*number),
        (Range::Number { least, most, .. }, _) => Some(Decimal::ZERO.max(*least).min(*most)),
        (Range::OneOf(_), _) => None,
    }
}

fn distance(mark: &OwnMark, to: &Value) -> Option<Decimal> {
    number(to)?.checked_sub(number_now(mark)?).map(|way| way.abs())
}
