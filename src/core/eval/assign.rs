//! *Assign*: grades with quotas and limits, and budgets split by weights.

use std::cmp::Ordering;

use crate::model::{Cell, End, ErrorCode, GradeRef, LimitKind, LineTies, QuotaRounding, Value};
use crate::num::{self, Decimal, Rounding, RoundingMode};
use crate::plan::{Assign, Ladder, LadderGrade, Quota, Split};

use super::compute::Frame;
use super::ordering::{Key, compare_ties, partitions, tie_break};

/// What decided a grade.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// The grade by score and quota alone, by its place from the best.
    pub earned: usize,
    /// The grade after the limits.
    pub given: usize,
    /// For each grade tried, from the best: how many places its line had; `None` where it has no quota.
    pub lines: Vec<Option<Decimal>>,
    /// The limits that held, by their number, in order.
    pub limits: Vec<usize>,
    /// Whether it may still change: its own score or limits, and where a quota counts anybody's.
    pub provisional: bool,
}

/// How a grade was decided, or the error that it takes on: of a limit's condition, or of a quota's number of places. A
/// veto that cannot be told, or places that cannot be counted, must not pass for none.
pub(super) type Decided = Result<Decision, Cell>;

/// The cells of an assigned column.
pub(super) fn assign(
    assign: &Assign,
    frame: &Frame<'_>,
    count: usize,
    present: Option<&[bool]>,
) -> Vec<Cell> {
    match assign {
        Assign::Grade(ladder) => {
            let decisions = grade(ladder, frame, count, present);
            (0..count).map(|row| grade_cell(ladder, &decisions, frame, row)).collect()
        }
        Assign::Split(budget) => split(budget, frame, count, present),
    }
}

fn grade_cell(ladder: &Ladder, decisions: &[Option<Decided>], frame: &Frame<'_>, row: usize) -> Cell {
    let by = frame.read(ladder.by, row);
    match decisions.get(row).and_then(Option::as_ref) {
        Some(Err(error)) => error.clone(),
        Some(Ok(decision)) => {
            let last = ladder.grades.len().saturating_sub(1);
            let place = u32::try_from(last.saturating_sub(decision.given)).unwrap_or_default();
            Cell::new(Value::Grade(GradeRef { ladder: ladder.ladder, place }), decision.provisional)
        }
        None => match by.value {
            Value::Error(_) | Value::Exempt => by.clone(),
            _ => Cell::new(Value::Blank, by.provisional),
        },
    }
}

/// How each row's grade was decided; rows without a number have none.
pub(super) fn grade(
    ladder: &Ladder,
    frame: &Frame<'_>,
    count: usize,
    present: Option<&[bool]>,
) -> Vec<Option<Decided>> {
    let mut decisions: Vec<Option<Decided>> = vec![None; count];
    for members in partitions(&ladder.within, frame, count, present).all() {
        let mut rows: Vec<Candidate<'_>> = members
            .iter()
            .filter_map(|&row| match frame.read(ladder.by, row).value {
                Value::Number(score) => Some(Candidate {
                    row,
                    score: num::snap(score),
                    ties: tie_break(&ladder.tie_break, frame, row),
                    limits: limits_of(ladder, frame, row),
                    earned: None,
                    error: error_of(ladder, frame, row),
                }),
                _ => None,
            })
            .collect();
        rows.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| compare_ties(&a.ties, &b.ties)));
        let quotas = || ladder.grades.iter().filter_map(|grade| grade.quota.as_ref());
        let is_open = |quota: &Quota| members.iter().any(|row| frame.read(quota.places, *row).provisional);
        let anybody = quotas().next().is_some()
            && (members.iter().any(|row| is_provisional(ladder, frame, *row)) || quotas().any(is_open));
        let mut lines = Vec::new();
        for (place, grade) in ladder.grades.iter().enumerate() {
            lines.push(take(&mut rows, place, grade, ladder, frame));
        }
        for candidate in rows {
            let earned = candidate.earned.unwrap_or(ladder.grades.len().saturating_sub(1));
            let decision = || Decision {
                earned,
                given: after_limits(ladder, earned, &candidate.limits),
                lines: lines.iter().take(earned.saturating_add(1)).copied().collect(),
                provisional: anybody || is_provisional(ladder, frame, candidate.row),
                limits: candidate.limits.clone(),
            };
            if let Some(place) = decisions.get_mut(candidate.row) {
                *place = Some(candidate.error.clone().map_or_else(|| Ok(decision()), Err));
            }
        }
    }
    decisions
}

fn is_provisional(ladder: &Ladder, frame: &Frame<'_>, row: usize) -> bool {
    frame.read(ladder.by, row).provisional
        || ladder.limits.iter().any(|limit| frame.read(limit.when, row).provisional)
}

struct Candidate<'a> {
    row: usize,
    score: Decimal,
    ties: Vec<(Key<'a>, End)>,
    limits: Vec<usize>,
    earned: Option<usize>,
    error: Option<Cell>,
}

/// The error of the first limit whose condition is one.
fn error_of(ladder: &Ladder, frame: &Frame<'_>, row: usize) -> Option<Cell> {
    let mut conditions = ladder.limits.iter().map(|limit| frame.read(limit.when, row));
    conditions.find(|cell| matches!(cell.value, Value::Error(_))).cloned()
}

fn limits_of(ladder: &Ladder, frame: &Frame<'_>, row: usize) -> Vec<usize> {
    let holds = |when: usize| frame.read(when, row).value == Value::Truth(true);
    ladder.limits.iter().enumerate().filter(|(_, limit)| holds(limit.when)).map(|(at, _)| at).collect()
}

/// The grade after the limits, in their order; later ones win.
fn after_limits(ladder: &Ladder, earned: usize, limits: &[usize]) -> usize {
    limits.iter().filter_map(|at| ladder.limits.get(*at)).fold(earned, |grade, limit| match limit.gives {
        LimitKind::AtMost => grade.max(limit.grade),
        LimitKind::AtLeast => grade.min(limit.grade),
        LimitKind::Exactly => limit.grade,
    })
}

/// Gives one grade to the candidates that earn it, best first; gives back how many places its line had.
fn take(
    rows: &mut [Candidate<'_>],
    place: usize,
    grade: &LadderGrade,
    ladder: &Ladder,
    frame: &Frame<'_>,
) -> Option<Decimal> {
    let least = grade.least.and_then(|parameter| frame.parameter(parameter)).map(num::snap);
    let is_last = place.saturating_add(1) == ladder.grades.len();
    let reaches = |candidate: &Candidate<'_>| is_last || least.is_none_or(|least| candidate.score >= least);
    let Some(quota) = &grade.quota else {
        for candidate in rows.iter_mut().filter(|candidate| candidate.earned.is_none()) {
            if reaches(candidate) {
                candidate.earned = Some(place);
            }
        }
        return None;
    };
    let places = match places(quota, frame, rows) {
        Ok(places) => places,
        // Whoever has no better grade already might have this one.
        Err(error) => {
            for candidate in rows.iter_mut().filter(|candidate| candidate.earned.is_none()) {
                if reaches(candidate) {
                    candidate.error.get_or_insert_with(|| error.clone());
                }
            }
            return None;
        }
    };
    // A subject held back by a limit stands in the line only where it does not free its place.
    let in_line: Vec<bool> = rows
        .iter()
        .map(|candidate| {
            let held_back = quota.frees && after_limits(ladder, place, &candidate.limits) > place;
            reaches(candidate) && !held_back
        })
        .collect();
    let line: Vec<usize> =
        in_line.iter().enumerate().filter(|(_, stands)| **stands).map(|(at, _)| at).collect();
    let mut number = 0_usize;
    while let Some(&first) = line.get(number) {
        let equals = line.iter().skip(number).take_while(|at| same_place(rows, first, **at)).count();
        let last = number.saturating_add(equals);
        let comes_in = |position: usize| Decimal::from(position) <= places;
        for (position, &at) in line.iter().enumerate().take(last).skip(number) {
            let fits = match quota.ties {
                LineTies::AllOut => comes_in(last),
                LineTies::AllIn => comes_in(number.saturating_add(1)),
                LineTies::TieBreak => comes_in(position.saturating_add(1)),
            };
            if let Some(candidate) = rows.get_mut(at).filter(|candidate| fits && candidate.earned.is_none()) {
                candidate.earned = Some(place);
            }
        }
        number = last;
    }
    Some(places)
}

fn same_place(rows: &[Candidate<'_>], a: usize, b: usize) -> bool {
    match (rows.get(a), rows.get(b)) {
        (Some(a), Some(b)) => a.score == b.score && compare_ties(&a.ties, &b.ties) == Ordering::Equal,
        _ => false,
    }
}

/// The number of places, rounded as the quota says; none where its formula is blank or exempt.
///
/// # Errors
/// Its formula is an error, or gives no number.
fn places(quota: &Quota, frame: &Frame<'_>, rows: &[Candidate<'_>]) -> Result<Decimal, Cell> {
    let Some(first) = rows.iter().map(|candidate| candidate.row).min() else { return Ok(Decimal::ZERO) };
    let cell = frame.read(quota.places, first);
    let places = match &cell.value {
        Value::Number(places) => *places,
        Value::Blank | Value::Exempt => return Ok(Decimal::ZERO),
        Value::Error(_) => return Err(cell.clone()),
        _ => return Err(Cell::error(ErrorCode::Value)),
    };
    Ok(match quota.rounding {
        QuotaRounding::Down => num::round_down(places, 0),
        QuotaRounding::Up => num::round_up(places, 0),
        QuotaRounding::HalfUp => num::round(places, 0, RoundingMode::HalfUp),
    })
}

/// A budget split by weights: each share rounded down to the unit, what is left over to the largest remainders,
/// equals in roster order. Rows without a positive weight get nothing.
fn split(split: &Split, frame: &Frame<'_>, count: usize, present: Option<&[bool]>) -> Vec<Cell> {
    let mut cells = vec![Cell::BLANK; count];
    for members in partitions(&split.within, frame, count, present).all() {
        let provisional = members.iter().any(|row| frame.read(split.by, *row).provisional);
        let shares = shares(split, frame, members);
        for (at, row) in members.iter().enumerate() {
            let Some(cell) = cells.get_mut(*row) else { continue };
            let by = frame.read(split.by, *row);
            *cell = match (&shares, &by.value) {
                (_, Value::Error(_) | Value::Exempt) => by.clone(),
                (Ok(shares), _) => Cell::new(shares.get(at).copied().unwrap_or_default(), provisional),
                (Err(code), _) => Cell::new(Value::error(*code), provisional),
            };
        }
    }
    cells
}

fn shares(split: &Split, frame: &Frame<'_>, members: &[usize]) -> Result<Vec<Decimal>, ErrorCode> {
    let weight = |row: &usize| match frame.read(split.by, *row).value {
        Value::Number(weight) if weight > Decimal::ZERO => weight,
        _ => Decimal::ZERO,
    };
    let budget = members.first().map(|row| &frame.read(split.budget, *row).value);
    let budget = match budget {
        Some(Value::Number(budget)) => *budget,
        Some(Value::Error(error)) => return Err(error.code),
        _ => return Err(ErrorCode::Value),
    };
    let weights: Vec<Decimal> = members.iter().map(weight).collect();
    let sum = weights
        .iter()
        .try_fold(Decimal::ZERO, |sum, weight| num::exact_sum(sum, *weight))
        .ok_or(ErrorCode::Num)?;
    let whole = Rounding { places: split.unit_places, mode: RoundingMode::HalfUp };
    let budget = whole.apply(budget);
    let mut shares = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    let mut left = budget;
    for (at, weight) in weights.iter().enumerate() {
        let exact = budget
            .checked_mul(*weight)
            .and_then(|product| product.checked_div(sum))
            .ok_or(ErrorCode::Div0)?;
        let share = num::round_down(exact, split.unit_places);
        left = left.checked_sub(share).ok_or(ErrorCode::Num)?;
        remainders.push((num::snap(exact.checked_sub(share).ok_or(ErrorCode::Num)?), at));
        shares.push(share);
    }
    let unit = u32::try_from(split.unit_places).ok().and_then(|places| Decimal::try_new(1, places).ok());
    let unit = unit.ok_or(ErrorCode::Num)?;
    remainders.retain(|(_, at)| weights.get(*at).is_some_and(|weight| !weight.is_zero()));
    remainders.sort_by(|(a, _), (b, _)| b.cmp(a));
    for (_, at) in remainders {
        if left < unit {
            break;
        }
        left = left.checked_sub(unit).ok_or(ErrorCode::Num)?;
        if let Some(share) = shares.get_mut(at) {
            *share = share.checked_add(unit).ok_or(ErrorCode::Num)?;
        }
    }
    Ok(shares)
}
