//! Choosing from lists: `INDEX`, `TAKE`, `XLOOKUP`.

use std::cmp::Ordering;

use super::arguments::{Arguments, Stop};
use crate::eval::operators::{Standing, equal, order};
use crate::model::{Cell, ErrorCode, Value};

/// `INDEX(list, n)`, or `INDEX(table, row, column)`; places count from 1. Only the chosen cell is looked at.
/// A place beyond the end is `#REF!`, one below 1 `#VALUE!`.
pub(super) fn index(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    let (columns, cells) = arguments.table(0)?;
    let first = place(arguments.whole(1)?)?;
    let place = if arguments.is_missing(2) {
        first
    } else {
        let column = place(arguments.whole(2)?)?;
        if column >= columns {
            return Err(Stop::from(ErrorCode::Ref));
        }
        first.checked_mul(columns).and_then(|start| start.checked_add(column)).ok_or(ErrorCode::Ref)?
    };
    chosen(arguments, cells, place)
}

/// `TAKE(list, n)`: the first n, or the last n where n is negative; all where there are fewer, `#VALUE!` for 0.
pub(super) fn take(arguments: &mut Arguments<'_>) -> Result<Vec<Cell>, Stop> {
    let cells = arguments.list(0)?;
    let count = arguments.whole(1)?;
    let length = usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX).min(cells.len());
    let taken = match count.cmp(&0) {
        Ordering::Equal => return Err(Stop::from(ErrorCode::Value)),
        Ordering::Greater => cells.get(..length),
        Ordering::Less => cells.get(cells.len().saturating_sub(length)..),
    };
    let mut taken = taken.unwrap_or_default().to_vec();
    // How many were taken may still change where the number is provisional.
    for cell in &mut taken {
        cell.provisional |= arguments.is_provisional();
    }
    Ok(taken)
}

/// `XLOOKUP(value, searched list, result list, [if not found], [match mode], [search mode])`.
///
/// Match mode 0 is an exact match, −1 that or the next less, 1 that or the next greater; search mode 1 takes the
/// first of several, −1 the last. Other modes are `#VALUE!`. Exempt cells are never found.
pub(super) fn look_up(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    let wanted = arguments.value(0)?;
    arguments.sound(1)?;
    let (searched, results) = (arguments.list(1)?, arguments.list(2)?);
    if searched.len() != results.len() {
        return Err(Stop::from(ErrorCode::Value));
    }
    let beside = match arguments.whole_or(4, 0)? {
        0 => None,
        -1 => Some(Ordering::Less),
        1 => Some(Ordering::Greater),
        _ => return Err(Stop::from(ErrorCode::Value)),
    };
    let takes_last = match arguments.whole_or(5, 1)? {
        1 => false,
        -1 => true,
        _ => return Err(Stop::from(ErrorCode::Value)),
    };
    let context = arguments.context;
    let candidates = || searched.iter().enumerate().filter(|(_, cell)| !matches!(cell.value, Value::Exempt));
    let mut exact = candidates().filter(|(_, cell)| equal(&cell.value, wanted, context));
    let exact = if takes_last { exact.next_back() } else { exact.next() };
    let found = exact.or_else(|| {
        let beside = beside?;
        let stands = |left: &Value, right: &Value| match order(left, right, context) {
            Standing::Ordered(order) if !matches!(left, Value::Blank) => Some(order),
            _ => None,
        };
        let mut best: Option<(usize, &Cell)> = None;
        for (place, cell) in candidates().filter(|(_, cell)| stands(&cell.value, wanted) == Some(beside)) {
            let to_best = best.and_then(|(_, best)| stands(&cell.value, &best.value));
            let is_better = match to_best {
                None => best.is_none(),
                Some(Ordering::Equal) => takes_last,
                Some(order) => order != beside,
            };
            if is_better {
                best = Some((place, cell));
            }
        }
        best
    });
    match found {
        Some((place, _)) => chosen(arguments, results, place),
        None if arguments.is_missing(3) => Err(Stop::from(ErrorCode::NotAvailable)),
        None => arguments.value(3).cloned(),
    }
}

/// The index of a place that counts from 1.
fn place(place: i64) -> Result<usize, Stop> {
    let index = place.checked_sub(1).and_then(|index| usize::try_from(index).ok());
    index.ok_or(Stop::from(ErrorCode::Value))
}

fn chosen<'a>(arguments: &mut Arguments<'a>, cells: &'a [Cell], place: usize) -> Result<Value, Stop> {
    let cell = cells.get(place).ok_or(ErrorCode::Ref)?;
    match arguments.look(cell) {
        Value::Error(error) => Err(Stop::from(*error)),
        value => Ok(value.clone()),
    }
}
