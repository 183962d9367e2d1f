//! *Order*: the place of each row within its partition.

use std::cmp::Ordering;

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

    /// The order in which `from` comes first; what has no order comes last, and equal among itself.
    pub(super) fn compare(self, other: Self, from: End) -> Ordering {
        let natural = match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.cmp(&b),
            (Self::Other(Value::Date(a)), Self::Other(Value::Date(b))) => a.cmp(b),
            (Self::Other(Value::Grade(a)), Self::Other(Value::Grade(b))) => a.place.cmp(&b.place),
            (Self::Other(Value::Truth(a)), Self::Other(Value::Truth(b))) => a.cmp(b),
            (Self::Other(Value::Text(a)), Self::Other(Value::Text(b))) => a.cmp(b),
            (a, b) => return b.can_rank().cmp(&a.can_rank()),
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
        let provisional = members.iter().any(|row| {
            frame.read(order.by, *row).provisional
                || order.competes.is_some_and(|competes| frame.read(competes, *row).provisional)
        });
        for row in members {
            if let Some(cell) = places.get_mut(*row) {
                cell.provisional = provisional;
            }
        }
        let mut place = 0_u64;
        let mut distinct = 0_u64;
        let mut better: Option<&Runner<'_>> = None;
        for (number, runner) in (1_u64..).zip(&runners) {
            if better.is_none_or(|better| compare(order, better, runner) != Ordering::Equal) {
                place = number;
                distinct = distinct.saturating_add(1);
            }
            let shown = match order.ties {
                Ties::Skip => place,
                Ties::Dense => distinct,
            };
            if let Some(cell) = places.get_mut(runner.row) {
                *cell = Cell::new(Decimal::from(shown), provisional);
            }
            better = Some(runner);
        }
    }
    places
}

fn runners<'a>(order: &Order, frame: &'a Frame<'_>, members: &[usize], before: &[Cell]) -> Vec<Runner<'a>> {
    let competes = |row: usize| {
        order.competes.is_none_or(|condition| frame.read(condition, row).value == Value::Truth(true))
    };
    let mut runners: Vec<Runner<'a>> = members
        .iter()
        .filter(|row| competes(**row))
        .map(|&row| Runner {
            row,
            key: Key::of(&frame.read(order.by, row).value),
            tie_break: tie_break(&order.tie_break, frame, row),
        })
        .filter(|runner| runner.key.can_rank())
        .collect();
    // The second sort finds the runs that the first leaves; comparing decimals costs more than comparing places.
    runners.sort_by_cached_key(|runner| match before.get(runner.row).map(|cell| &cell.value) {
        Some(Value::Number(place)) => place.to_u64().unwrap_or(u64::MAX),
        _ => u64::MAX,
    });
    runners.sort_by(|a, b| compare(order, a, b));
    runners
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
pub(super) fn partitions(
    within: &[usize],
    frame: &Frame<'_>,
    count: usize,
    present: Option<&[bool]>,
) -> Groups {
    if within.is_empty() {
        return Groups::one(count, present);
    }
    Groups::new(count, present, |row| within.iter().map(|read| frame.read(*read, row)).collect())
}
