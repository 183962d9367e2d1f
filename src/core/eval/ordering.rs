//! *Order*: the place of each row within its partition.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use rust_decimal::prelude::ToPrimitive;

use crate::model::{Cell, End, Ties, Value};
use crate::num::{Decimal, snap};
use crate::plan::{Order, TieBreak};

use super::compute::Frame;
use super::frame::Groups;

/// A row that is ordered.
struct Runner<'a> {
    row: usize,
    key: Key<'a>,
    tie_break: Vec<(Key<'a>, End)>,
}

/// A value in an order; a blank or exempt tie-break comes last.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Key<'a> {
    Number(Decimal),
    Other(&'a Value),
}

impl<'a> Key<'a> {
    pub(super) fn of(value: &'a Value) -> Self {
        match value {
            Value::Number(number) => Self::Number(snap(*number)),
            other => Self::Other(other),
        }
    }

    fn can_rank(self) -> bool {
        match self {
            Self::Number(_) => true,
            Self::Other(value) => matches!(value, Value::Date(_) | Value::Grade(_)),
        }
    }

    /// Numbers, dates, grades, truths and texts; what has no order at all is the last kind.
    fn kind(self) -> u8 {
        match self {
            Self::Number(_) => 0,
            Self::Other(Value::Date(_)) => 1,
            Self::Other(Value::Grade(_)) => 2,
            Self::Other(Value::Truth(_)) => 3,
            Self::Other(Value::Text(_)) => 4,
            Self::Other(_) => 5,
        }
    }

    /// The order in which `from` comes first. Where kinds are mixed they follow each other, whatever comes first among
    /// their own; what has no order comes last, and equal among itself.
    pub(super) fn compare(self, other: Self, from: End) -> Ordering {
        let natural = match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.cmp(&b),
            (Self::Other(Value::Date(a)), Self::Other(Value::Date(b))) => a.cmp(b),
            (Self::Other(Value::Grade(a)), Self::Other(Value::Grade(b))) => a.place.cmp(&b.place),
            (Self::Other(Value::Truth(a)), Self::Other(Value::Truth(b))) => a.cmp(b),
            (Self::Other(Value::Text(a)), Self::Other(Value::Text(b))) => a.cmp(b),
            (a, b) => return a.kind().cmp(&b.kind()),
        };
        match from {
            End::Top => natural.reverse(),
            End::Bottom => natural,
        }
    }
}

/// The places of all rows. Rows that are not ranked are exempt, so that none of them is among the first three: a blank
/// would count as 0 there. A place is provisional where any value of its partition is.
///
/// `before` are the places as they were, from which sorting starts: after an edit nearly everything is in order still.
pub(super) fn order(
    order: &Order,
    frame: &Frame<'_>,
    count: usize,
    present: Option<&[bool]>,
    before: &[Cell],
) -> Vec<Cell> {
    let mut places = vec![Cell::EXEMPT; count];
    for members in partitions(&order.within, frame, count, present).all() {
        let runners = runners(order, frame, members, before);
        let provisional = is_provisional(order, frame, members.iter().copied());
        for row in members {
            if let Some(cell) = places.get_mut(*row) {
                cell.provisional = provisional;
            }
        }
        let mut counted = Counted::new(order.ties);
        let mut better: Option<&Runner<'_>> = None;
        for runner in &runners {
            let is_equal = better.is_some_and(|better| compare(order, better, runner).is_eq());
            if let Some(cell) = places.get_mut(runner.row) {
                *cell = Cell::new(Decimal::from(counted.next(is_equal)), provisional);
            }
            better = Some(runner);
        }
    }
    places
}

/// Counts places from the first on.
struct Counted {
    ties: Ties,
    number: usize,
    place: usize,
    distinct: usize,
}

impl Counted {
    fn new(ties: Ties) -> Self {
        Self { ties, number: 0, place: 0, distinct: 0 }
    }

    /// The place of the next, which is equal to the one before it or not.
    fn next(&mut self, is_equal: bool) -> usize {
        self.number = self.number.saturating_add(1);
        if !is_equal {
            self.place = self.number;
            self.distinct = self.distinct.saturating_add(1);
        }
        match self.ties {
            Ties::Skip => self.place,
            Ties::Dense => self.distinct,
        }
    }
}

/// After a change of a few rows in an order without partitions: the rows whose places are others now, with these.
///
/// The other rows stand to each other as they did before, so only those that changed are compared with them.
pub(super) fn reorder(
    order: &Order,
    frame: &Frame<'_>,
    present: Option<&[bool]>,
    before: &[Cell],
    changed: &BTreeSet<usize>,
) -> Vec<(usize, Cell)> {
    let is_there = |row: &usize| present.is_none_or(|present| present.get(*row).copied().unwrap_or(false));
    let provisional = is_provisional(order, frame, (0..before.len()).filter(is_there));
    let mut moved: Vec<(usize, Cell)> = Vec::new();
    let mut placed: Vec<(usize, usize)> = Vec::with_capacity(before.len());
    for (row, cell) in before.iter().enumerate().filter(|(row, _)| is_there(row)) {
        match &cell.value {
            _ if changed.contains(&row) => {}
            Value::Number(place) => placed.push((place.to_usize().unwrap_or(before.len()), row)),
            _ => moved.push((row, Cell::new(Value::Exempt, provisional))),
        }
    }
    // Those that are ranked, with their places before; a changed one has none.
    let mut ranked = in_place(&placed, before.len());
    for row in changed.iter().filter(|row| is_there(row)) {
        match runner(order, frame, *row) {
            Some(new) => {
                let is_better = |(_, row): &(Option<usize>, usize)| {
                    runner(order, frame, *row).is_some_and(|other| compare(order, &other, &new).is_lt())
                };
                ranked.insert(ranked.partition_point(is_better), (None, *row));
            }
            None => moved.push((*row, Cell::new(Value::Exempt, provisional))),
        }
    }
    let mut counted = Counted::new(order.ties);
    let mut better: Option<(Option<usize>, usize)> = None;
    for (was, row) in ranked {
        let is_equal = match (better, was) {
            (Some((Some(a), _)), Some(b)) => a == b,
            (Some((_, other)), _) => match (runner(order, frame, other), runner(order, frame, row)) {
                (Some(a), Some(b)) => compare(order, &a, &b).is_eq(),
                _ => false,
            },
            (None, _) => false,
        };
        let place = counted.next(is_equal);
        if was != Some(place) || before.get(row).is_none_or(|cell| cell.provisional != provisional) {
            moved.push((row, Cell::new(Decimal::from(place), provisional)));
        }
        better = Some((was, row));
    }
    moved
}

/// Rows in the order of their places, which are no greater than `last`: counted, not compared.
fn in_place(placed: &[(usize, usize)], last: usize) -> Vec<(Option<usize>, usize)> {
    // The first row of each place, and after each row the next one of the same place.
    let mut first = vec![None; last.saturating_add(1)];
    let mut next = vec![None; placed.len()];
    for (at, (place, _)) in placed.iter().enumerate().rev() {
        if let (Some(first), Some(next)) = (first.get_mut(*place), next.get_mut(at)) {
            *next = first.replace(at);
        }
    }
    let rows = first
        .into_iter()
        .flatten()
        .flat_map(|at| std::iter::successors(Some(at), |at| next.get(*at).copied().flatten()));
    rows.filter_map(|at| placed.get(at)).map(|(place, row)| (Some(*place), *row)).collect()
}

/// Whether any value of a partition may still change.
fn is_provisional(order: &Order, frame: &Frame<'_>, mut members: impl Iterator<Item = usize>) -> bool {
    members.any(|row| {
        frame.read(order.by, row).provisional
            || order.competes.is_some_and(|competes| frame.read(competes, row).provisional)
    })
}

fn runners<'a>(order: &Order, frame: &'a Frame<'_>, members: &[usize], before: &[Cell]) -> Vec<Runner<'a>> {
    let mut runners: Vec<Runner<'a>> = members.iter().filter_map(|row| runner(order, frame, *row)).collect();
    // The second sort finds the runs that the first leaves; comparing decimals costs more than comparing places.
    runners.sort_by_cached_key(|runner| match before.get(runner.row).map(|cell| &cell.value) {
        Some(Value::Number(place)) => place.to_u64().unwrap_or(u64::MAX),
        _ => u64::MAX,
    });
    runners.sort_by(|a, b| compare(order, a, b));
    runners
}

/// A row as it is ordered; `None` for one that is not ranked.
fn runner<'a>(order: &Order, frame: &'a Frame<'_>, row: usize) -> Option<Runner<'a>> {
    let competes = |competes: usize| frame.read(competes, row).value == Value::Truth(true);
    let key = Key::of(&frame.read(order.by, row).value);
    (order.competes.is_none_or(competes) && key.can_rank()).then(|| Runner {
        row,
        key,
        tie_break: tie_break(&order.tie_break, frame, row),
    })
}

fn compare(order: &Order, a: &Runner<'_>, b: &Runner<'_>) -> Ordering {
    a.key.compare(b.key, order.from).then_with(|| compare_ties(&a.tie_break, &b.tie_break))
}

/// The values that decide between equals.
pub(super) fn tie_break<'a>(breaks: &[TieBreak], frame: &'a Frame<'_>, row: usize) -> Vec<(Key<'a>, End)> {
    breaks.iter().map(|tie| (Key::of(&frame.read(tie.by, row).value), tie.from)).collect()
}

/// The order of two rows by what decides between equals.
pub(super) fn compare_ties(a: &[(Key<'_>, End)], b: &[(Key<'_>, End)]) -> Ordering {
    let mut pairs = a.iter().zip(b);
    pairs
        .find_map(|((a, from), (b, _))| Some(a.compare(*b, *from)).filter(|o| o.is_ne()))
        .unwrap_or(Ordering::Equal)
}

/// The rows that are there, grouped by equal values of some reads.
pub(super) fn partitions<'a>(
    within: &[usize],
    frame: &'a Frame<'_>,
    count: usize,
    present: Option<&[bool]>,
) -> Cow<'a, Groups> {
    if let Some(kept) = frame.kept.and_then(|kept| kept.partitions()) {
        return Cow::Borrowed(kept);
    }
    Cow::Owned(match within {
        [] => Groups::one(count, present),
        _ => Groups::new(count, present, |row| within.iter().map(|read| frame.read(*read, row)).collect()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A date less a date is a number, a date less a blank a date: a column may have both, and a number equal to two dates
    /// that differ would give places by the order of the roster.
    #[test]
    fn mixed_values_have_one_order() {
        let date = |text: &str| Value::Date(text.parse().expect("a date"));
        let values = [
            Value::Number(Decimal::ZERO),
            Value::Number(Decimal::ONE),
            date("2017-12-31"),
            date("2018-01-02"),
            Value::Truth(false),
            Value::Truth(true),
            Value::Text("甲".into()),
            Value::Blank,
            Value::Exempt,
        ];
        let keys: Vec<Key<'_>> = values.iter().map(Key::of).collect();
        for from in [End::Top, End::Bottom] {
            for a in &keys {
                for b in &keys {
                    assert_eq!(a.compare(*b, from), b.compare(*a, from).reverse());
                    for c in &keys {
                        if a.compare(*b, from).is_le() && b.compare(*c, from).is_le() {
                            assert!(a.compare(*c, from).is_le());
                        }
                    }
                }
            }
        }
    }
}
