//! Tornado: what moves one subject most: each parameter by some per cent, each of its marks between its ends.

use super::lever::{Lever, Others};
use super::marks::{MarkProbe, OwnMark, own_marks};
use super::probe::Probe;
use super::{Focus, Standing};
use crate::eval::Results;
use crate::model::Value;
use crate::num::{self, Decimal};

/// What is moved.
#[derive(Clone, Debug, PartialEq)]
pub enum Mover {
    /// A parameter.
    Parameter(usize),
    /// A mark of the subject.
    Mark(OwnMark),
}

/// How far something moves a subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// What is moved.
    pub of: Mover,
    /// Its lower value (the least, or for a choice the one with the least score), and how the subject then stands.
    pub low: (Value, Standing),
    /// Its upper value, and how the subject then stands.
    pub high: (Value, Standing),
    /// How far the scores at the two are apart.
    pub width: Decimal,
}

/// What moves a subject's score: the widest swing first, equal ones in the order of the scheme. What does not move it at
/// all is left out. Parameters are moved by so many per cent down and up, as far as marks that they bound still fit.
#[must_use]
pub fn tornado(
    results: &Results,
    focus: &Focus,
    row: usize,
    levers: &[Lever],
    percent: Decimal,
    others: Others,
) -> Vec<Swing> {
    let mut swings: Vec<Swing> =
        levers.iter().filter_map(|lever| of_parameter(results, focus, row, lever, percent, others)).collect();
    let mut probe = MarkProbe::new(results, focus, row);
    for mark in own_marks(results, focus, row) {
        let section = probe.section(&mark);
        let mut found: Vec<(Value, Standing)> = mark
            .values(1)
            .into_iter()
            .chain([mark.now.clone()])
            .map(|value| (value.clone(), probe.try_value(&mark, &section, &value)))
            .collect();
        if matches!(mark.range, super::marks::Range::OneOf(_)) {
            found.sort_by_key(|(_, standing)| standing.score);
        } else {
            found.sort_by_key(|(value, _)| super::marks::number(value));
        }
        if let [low, .., high] = found.as_slice() {
            swings.extend(swing(Mover::Mark(mark), low.clone(), high.clone()));
        }
    }
    swings.sort_by_key(|swing| std::cmp::Reverse(swing.width));
    swings
}

fn of_parameter(
    results: &Results,
    focus: &Focus,
    row: usize,
    lever: &Lever,
    percent: Decimal,
    others: Others,
) -> Option<Swing> {
    let mut probe = Probe::new(results, focus, lever, others);
    let (least, most) = lever.range(results, others);
    let way = lever.value.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)?.abs();
    let low = num::keep(lever.value.checked_sub(way)?).max(least);
    let high = num::keep(lever.value.checked_add(way)?).min(most);
    let mut at = |value: Decimal| Some((Value::Number(value), *probe.standings(value)?.get(row)?));
    let (low, high) = (at(low)?, at(high)?);
    swing(Mover::Parameter(lever.parameter), low, high)
}

fn swing(of: Mover, low: (Value, Standing), high: (Value, Standing)) -> Option<Swing> {
    let width = high.1.score?.checked_sub(low.1.score?)?.abs();
    (low.1 != high.1).then_some(Swing { of, low, high, width })
}
