//! Lines between grades: such as nobody can reach, such as little keeps from, such as equals stand across.

use super::bounds::bounds;
use super::{Advice, Focus, Hint};
use crate::eval::{Results, cell_ref};
use crate::lab::marks::number;
use crate::model::{LimitKind, QuotaRounding, Value};
use crate::num::{self, Decimal, RoundingMode};
use crate::plan::{Assign, Ladder, Quota, Step, Version};

/// The grade's step, where the sheet has one.
fn ladder<'a>(results: &'a Results, focus: &Focus) -> Option<(&'a Version, &'a Ladder)> {
    let version = results.version_at((focus.grade?, focus.period))?;
    let Step::Assign(step) = &version.step else { return None };
    match step.as_ref() {
        Assign::Grade(ladder) => Some((version, ladder)),
        Assign::Split(_) => None,
    }
}

/// Grades whose least score nobody can reach; the last is for everybody.
pub(super) fn unreachable(results: &Results, focus: &Focus, found: &mut Vec<Advice>) {
    let Some((_, ladder)) = ladder(results, focus) else { return };
    let Some(most) = bounds(results, (focus.score, focus.period)).most.map(num::snap) else { return };
    let but_the_last = ladder.grades.iter().take(ladder.grades.len().saturating_sub(1));
    for grade in but_the_last {
        let Some(least) = grade.least.and_then(|parameter| results.parameter(parameter)) else { continue };
        if num::compare(most, least).is_lt() {
            let hint = Hint::Unreachable { grade: grade.name.as_ref().to_owned(), least, most };
            let cells = focus.grade.and_then(|slot| cell_ref(slot, focus.period, 0)).into_iter().collect();
            found.push(Advice { hint, cells });
        }
    }
}

/// Subjects that lack so little, but not nothing, of the least score of a better grade.
pub(super) fn cliffs(results: &Results, focus: &Focus, cliff: Decimal, found: &mut Vec<Advice>) {
    let Some((_, ladder)) = ladder(results, focus) else { return };
    for (row, standing) in focus.standings(results).iter().enumerate() {
        let Some(score) = standing.score else { continue };
        for grade in ladder.grades.iter().take(ladder.grades.len().saturating_sub(1)) {
            let least = grade.least.and_then(|parameter| results.parameter(parameter));
            let gap = least.and_then(|least| num::snap(least).checked_sub(num::snap(score)));
            let Some(gap) = gap.filter(|gap| *gap > Decimal::ZERO && *gap <= cliff) else { continue };
            let cells = [Some(focus.score), focus.grade].into_iter().flatten();
            let cells = cells.filter_map(|slot| cell_ref(slot, focus.period, row)).collect();
            found.push(Advice { hint: Hint::Cliff { grade: grade.name.as_ref().to_owned(), gap }, cells });
        }
    }
}

/// Equal scores across the line of a quota: some of them come in and some do not, or all do though there is not place for
/// all, or none though there is for some.
pub(super) fn ties(results: &Results, focus: &Focus, found: &mut Vec<Advice>) {
    let Some((version, ladder)) = ladder(results, focus) else { return };
    let Some(slot) = focus.grade else { return };
    let mut seen = vec![false; results.column(slot, focus.period).len()];
    for row in 0..seen.len() {
        if seen.get(row).copied().unwrap_or(true) || !results.is_there(focus.table, focus.period, row) {
            continue;
        }
        let group = results.population(version, (slot, focus.period), row);
        for member in &group {
            if let Some(seen) = seen.get_mut(*member) {
                *seen = true;
            }
        }
        for (place, grade) in ladder.grades.iter().enumerate() {
            let Some(quota) = &grade.quota else { continue };
            let least = grade.least.and_then(|parameter| results.parameter(parameter)).map(num::snap);
            let in_line = |row: &usize| {
                let score = number(&results.cell(focus.score, focus.period, *row)?.value).map(num::snap)?;
                let reaches = least.is_none_or(|least| score >= least);
                (reaches && !(quota.frees && is_held_back(results, focus, version, ladder, place, *row)))
                    .then_some((*row, score))
            };
            let line: Vec<(usize, Decimal)> = group.iter().filter_map(in_line).collect();
            let Some(places) = places(results, focus, version, quota, &group) else { continue };
            found.extend(across(focus, grade.name.as_ref(), &line, places));
        }
    }
}

/// The equals that a line with so many places runs through.
fn across(focus: &Focus, grade: &str, line: &[(usize, Decimal)], places: usize) -> Option<Advice> {
    let mut scores: Vec<Decimal> = line.iter().map(|(_, score)| *score).collect();
    scores.sort_unstable_by(|a, b| b.cmp(a));
    // The first that has no place, and who is equal to it.
    let score = *scores.get(places)?;
    let better = scores.iter().filter(|other| **other > score).count();
    let equals: Vec<usize> = line.iter().filter(|(_, other)| *other == score).map(|(row, _)| *row).collect();
    if places == 0 || better == places || equals.len() < 2 {
        return None;
    }
    let cells = equals.iter().filter_map(|row| cell_ref(focus.score, focus.period, *row)).collect();
    let hint = Hint::TieAtLine { grade: grade.to_owned(), places, better, equals: equals.len() };
    Some(Advice { hint, cells })
}

/// Whether a limit that holds for a row keeps it below a grade.
fn is_held_back(
    results: &Results,
    focus: &Focus,
    version: &Version,
    ladder: &Ladder,
    place: usize,
    row: usize,
) -> bool {
    let holds = |read: usize| {
        let slot = version.reads.get(read).map(|read| read.slot);
        let cell = slot.and_then(|slot| results.cell(slot, focus.period, row));
        cell.is_some_and(|cell| cell.value == Value::Truth(true))
    };
    let after =
        ladder.limits.iter().filter(|limit| holds(limit.when)).fold(place, |grade, limit| {
            match limit.gives {
                LimitKind::AtMost => grade.max(limit.grade),
                LimitKind::AtLeast => grade.min(limit.grade),
                LimitKind::Exactly => limit.grade,
            }
        });
    after > place
}

fn places(
    results: &Results,
    focus: &Focus,
    version: &Version,
    quota: &Quota,
    group: &[usize],
) -> Option<usize> {
    let read = version.reads.get(quota.places)?;
    let found = results.found((focus.grade?, focus.period), read, *group.iter().min()?);
    let places = number(&found.first()?.1.value)?;
    let whole = match quota.rounding {
        QuotaRounding::Down => num::round_down(places, 0),
        QuotaRounding::Up => num::round_up(places, 0),
        QuotaRounding::HalfUp => num::round(places, 0, RoundingMode::HalfUp),
    };
    usize::try_from(whole).ok()
}
