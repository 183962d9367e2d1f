//! Middle, spread and place of numbers: `MEDIAN`, `GEOMEAN`, `STDEV`, `TRIMMEAN`, `LARGE`, `SMALL`, `RANK`,
//! `PERCENTRANK`.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::aggregates::{applicable, average, exact_order, numbers, total};
use super::arguments::{Arguments, Stop};
use crate::eval::operators::{Standing, order};
use crate::eval::powers;
use crate::model::{Cell, ErrorCode, Value};
use crate::num;

/// Digits of `PERCENTRANK` where none are asked for.
const PERCENT_RANK_DIGITS: i64 = 3;
/// Most digits of `PERCENTRANK`: those a decision looks at.
const MOST_PERCENT_RANK_DIGITS: i64 = 12;

/// `MEDIAN(number, …)`; `#NUM!` without numbers.
pub(super) fn median(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.look_at_all();
    let mut numbers = numbers(arguments.values()?)?;
    numbers.sort_unstable();
    let middle = numbers.len().checked_div(2).unwrap_or(0);
    let upper = *numbers.get(middle).ok_or(ErrorCode::Num)?;
    if !numbers.len().is_multiple_of(2) {
        return Ok(Value::Number(upper));
    }
    let lower = *numbers.get(middle.saturating_sub(1)).ok_or(ErrorCode::Num)?;
    let sum = lower.checked_add(upper).ok_or(ErrorCode::Num)?;
    Ok(Value::Number(sum.checked_div(Decimal::TWO).ok_or(ErrorCode::Num)?))
}

/// `GEOMEAN(number, …)`; `#NUM!` without numbers, or with one that is not above 0.
pub(super) fn geometric_mean(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.look_at_all();
    let mut numbers = numbers(arguments.values()?)?;
    numbers.sort_unstable();
    Ok(Value::Number(powers::geometric_mean(&numbers)?))
}

/// `STDEV(number, …)`: of a sample; `#DIV/0!` for fewer than two numbers.
pub(super) fn deviation(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.look_at_all();
    let numbers = numbers(arguments.values()?)?;
    let count = Decimal::from(numbers.len());
    let others = Decimal::from(numbers.len().saturating_sub(1));
    if others.is_zero() {
        return Err(Stop::from(ErrorCode::Div0));
    }
    let values: Vec<Value> = numbers.iter().copied().map(Value::Number).collect();
    let mean = total(values.iter())?.checked_div(count).ok_or(ErrorCode::Num)?;
    let distances: Option<Vec<Decimal>> =
        numbers.into_iter().map(|number| number.checked_sub(mean)).collect();
    let distances = distances.ok_or(ErrorCode::Num)?;
    let spread = |unit: Decimal| -> Result<Decimal, Stop> {
        let square = |distance: &Decimal| {
            let share = distance.checked_div(unit)?;
            share.checked_mul(share).map(Value::Number)
        };
        let squares: Option<Vec<Value>> = distances.iter().map(square).collect();
        let variance =
            total(squares.ok_or(ErrorCode::Num)?.iter())?.checked_div(others).ok_or(ErrorCode::Num)?;
        Ok(powers::square_root(variance)?.checked_mul(unit).ok_or(ErrorCode::Num)?)
    };
    let greatest = distances.iter().map(Decimal::abs).max().filter(|greatest| !greatest.is_zero());
    let Some(greatest) = greatest else { return Ok(Value::Number(Decimal::ZERO)) };
    // Squares of far apart numbers add up to more than 28 digits, and of those of near ones the sum keeps too few: they
    // are then taken in shares of the greatest.
    let plain = if greatest < Decimal::ONE { None } else { spread(Decimal::ONE).ok() };
    Ok(Value::Number(plain.map_or_else(|| spread(greatest), Ok)?))
}

/// `TRIMMEAN(list, share)`: the mean without that share of the numbers, half from each end; an odd number of them is
/// rounded down to an even one.
pub(super) fn trimmed_mean(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let share = arguments.number(1)?;
    let snapped = num::snap(share);
    if snapped.is_sign_negative() && !snapped.is_zero() || snapped >= Decimal::ONE {
        return Err(Stop::from(ErrorCode::Num));
    }
    let mut numbers = numbers(arguments.list(0)?.iter().map(|cell| &cell.value))?;
    if numbers.is_empty() {
        return Err(Stop::from(ErrorCode::Num));
    }
    numbers.sort_unstable();
    let half = left_out(numbers.len(), share).ok_or(ErrorCode::Num)?;
    let kept = numbers.len().saturating_sub(half).saturating_sub(half);
    let values: Vec<Value> = numbers.into_iter().skip(half).take(kept).map(Value::Number).collect();
    average(values.iter())
}

/// How many of so many numbers a trimmed mean leaves out at each end.
pub(crate) fn left_out(count: usize, share: Decimal) -> Option<usize> {
    let both = Decimal::from(count).checked_mul(share)?;
    num::snap(both).trunc().to_usize()?.checked_div(2)
}

/// `LARGE(list, n)`: the n-th greatest of numbers, dates or grades; `#NUM!` where there is none.
pub(super) fn large(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    at_place(arguments, |count, place| count.checked_sub(place))
}

/// `SMALL(list, n)`: the n-th least of numbers, dates or grades; `#NUM!` where there is none.
pub(super) fn small(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    at_place(arguments, |_, place| place.checked_sub(1))
}

/// `RANK(value, list, [order])`: 1-2-2-4, from the greatest, or from the least where `order` is not 0; `#N/A` where
/// the value is not in the list. A blank is never in it.
pub(super) fn rank(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let value = arguments.value(0)?;
    let from_least = arguments.whole_or(2, 0)? != 0;
    let list = applicable(arguments.list(1)?.iter().map(|cell| &cell.value))?;
    if matches!(value, Value::Blank) {
        return Err(Stop::from(ErrorCode::NotAvailable));
    }
    let (mut before, mut is_there) = (0_usize, false);
    for other in list {
        exact_order(value, other)?;
        let Standing::Ordered(order) = order(other, value, arguments.context) else {
            return Err(Stop::from(ErrorCode::Value));
        };
        is_there |= order.is_eq();
        let is_before = if from_least { order.is_lt() } else { order.is_gt() };
        before = before.saturating_add(usize::from(is_before));
    }
    if !is_there {
        return Err(Stop::from(ErrorCode::NotAvailable));
    }
    Ok(Value::Number(Decimal::from(before.saturating_add(1))))
}

/// `PERCENTRANK(list, value, [digits])`: the share of the other numbers that are less, between two of them by
/// interpolation, cut off behind the digits; `#N/A` outside of the list.
pub(super) fn percent_rank(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let value = num::snap(arguments.number(1)?);
    let digits = arguments.whole_or(2, PERCENT_RANK_DIGITS)?;
    if digits < 1 {
        return Err(Stop::from(ErrorCode::Num));
    }
    let digits = i32::try_from(digits.min(MOST_PERCENT_RANK_DIGITS)).map_err(|_| ErrorCode::Num)?;
    let mut numbers: Vec<Decimal> =
        numbers(arguments.list(0)?.iter().map(|cell| &cell.value))?.into_iter().map(num::snap).collect();
    if numbers.is_empty() {
        return Err(Stop::from(ErrorCode::Num));
    }
    numbers.sort_unstable();
    let rank = rank_among(&numbers, value).ok_or(ErrorCode::NotAvailable)?;
    Ok(Value::Number(num::round_down(rank, digits)))
}

/// The inclusive rank from 0 to 1 of a value among ascending numbers.
fn rank_among(numbers: &[Decimal], value: Decimal) -> Option<Decimal> {
    let less = numbers.partition_point(|number| *number < value);
    let upper = *numbers.get(less)?;
    let others = Decimal::from(numbers.len().saturating_sub(1));
    if upper == value {
        return if others.is_zero() { Some(Decimal::ONE) } else { Decimal::from(less).checked_div(others) };
    }
    let below = less.checked_sub(1)?;
    let lower = *numbers.get(below)?;
    let part = value.checked_sub(lower)?.checked_div(upper.checked_sub(lower)?)?;
    Decimal::from(below).checked_add(part)?.checked_div(others)
}

/// The value at a place, from 1, in the ascending list; `index` finds it from how many there are.
fn at_place(arguments: &mut Arguments<'_>, index: fn(usize, usize) -> Option<usize>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let place = num::snap(arguments.number(1)?);
    let mut list = ascending(arguments.list(0)?)?;
    if !place.is_integer() {
        return Err(Stop::from(ErrorCode::Num));
    }
    let place = place.to_usize().filter(|place| *place > 0).ok_or(ErrorCode::Num)?;
    let index = index(list.len(), place).filter(|index| *index < list.len()).ok_or(ErrorCode::Num)?;
    Ok(list.swap_remove(index).clone())
}

/// The numbers, dates or grades of a list, the least first.
fn ascending(cells: &[Cell]) -> Result<Vec<&Value>, Stop> {
    let mut values = applicable(cells.iter().map(|cell| &cell.value))?;
    if let Some(first) = values.first() {
        for value in &values {
            exact_order(first, value)?;
        }
    }
    values.sort_by(|a, b| exact_order(a, b).unwrap_or(Ordering::Equal));
    Ok(values)
}
