//! Sums, means, extremes and counts over values and lists.
//!
//! Exempt values are skipped; where all were exempt, the result is. Blanks are skipped where Excel skips them.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::arguments::{Arguments, Stop};
use crate::model::{ErrorCode, Value};
use crate::num;

/// Decimal places of a kept value, as the unit they are counted in.
const KEPT_UNIT: Decimal = Decimal::from_parts(1_661_992_960, 1_808_227_885, 5, false, 0);
/// Decimal places of a kept value.
const KEPT_PLACES: u32 = 20;

/// `SUM(number, …)`.
pub(super) fn sum_of(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.look_at_all();
    sum(arguments.values()?)
}

/// `AVERAGE(number, …)`.
pub(super) fn average_of(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.look_at_all();
    average(arguments.values()?)
}

/// `MAX(value, …)`.
pub(super) fn greatest_of(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.look_at_all();
    greatest(arguments.values()?)
}

/// `MIN(value, …)`.
pub(super) fn least_of(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.look_at_all();
    least(arguments.values()?)
}

/// `PRODUCT(number, …)`; 0 without numbers, as in Excel.
pub(super) fn product(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.look_at_all();
    let mut factors = numbers(arguments.values()?)?;
    if factors.is_empty() || factors.iter().any(Decimal::is_zero) {
        return Ok(Value::Number(Decimal::ZERO));
    }
    // In an order of its own, from both ends, so that neither the order of the list nor a passing overflow matters.
    factors.sort_unstable_by(|a, b| a.abs().cmp(&b.abs()).then(a.cmp(b)));
    let mut factors = factors.into_iter();
    let mut product = Decimal::ONE;
    while let Some(factor) = if product.abs() < Decimal::ONE { factors.next_back() } else { factors.next() } {
        product = product.checked_mul(factor).ok_or(ErrorCode::Num)?;
    }
    Ok(Value::Number(product))
}

/// `SUMPRODUCT(list, …)`: blanks count 0; where a factor is exempt, the product is left out.
pub(super) fn sum_product(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let lists: Vec<_> = (0..arguments.len()).map(|index| arguments.list(index)).collect::<Result<_, _>>()?;
    let length = lists.first().map_or(0, |list| list.len());
    if lists.iter().any(|list| list.len() != length) {
        return Err(Stop::from(ErrorCode::Value));
    }
    let mut products = Vec::with_capacity(length);
    for row in 0..length {
        let factors = lists.iter().filter_map(|list| list.get(row)).map(|cell| &cell.value);
        products.push(row_product(factors)?);
    }
    sum(products.iter())
}

/// `COUNT(value, …)`: numbers and dates.
pub(super) fn count(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    count_where(arguments, |value| matches!(value, Value::Number(_) | Value::Date(_)))
}

/// `COUNTA(value, …)`: everything that is not blank.
pub(super) fn count_filled(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    count_where(arguments, |value| !matches!(value, Value::Blank))
}

/// The sum; blanks count 0.
///
/// Summands are kept first, as columns keep their values, so that a sum of thirds is exact too and no order of the
/// summands can change it. A sum that needs more than 28 digits is `#NUM!`.
pub(super) fn sum<'a>(values: impl Iterator<Item = &'a Value> + Clone) -> Result<Value, Stop> {
    let mut total = Some(Decimal::ZERO);
    let (mut was_any, mut was_exempt) = (false, false);
    for value in values.clone() {
        match value {
            Value::Number(number) => {
                was_any = true;
                total = total.and_then(|total| num::exact_sum(total, num::keep(*number)));
            }
            Value::Blank => was_any = true,
            Value::Exempt => was_exempt = true,
            Value::Error(error) => return Err(Stop::from(*error)),
            _ => return Err(Stop::from(ErrorCode::Value)),
        }
    }
    if was_exempt && !was_any {
        return Err(Stop::Exempt);
    }
    let total = total.or_else(|| {
        wide_sum(
            values.filter_map(|value| if let Value::Number(number) = value { Some(*number) } else { None }),
        )
    });
    Ok(Value::Number(total.ok_or(ErrorCode::Digits)?))
}

/// The mean of the numbers; `#DIV/0!` without any.
pub(super) fn average<'a>(values: impl Iterator<Item = &'a Value> + Clone) -> Result<Value, Stop> {
    let count = values.clone().filter(|value| matches!(value, Value::Number(_))).count();
    let total = total(values)?;
    if count == 0 {
        return Err(Stop::from(ErrorCode::Div0));
    }
    let mean = total.checked_div(Decimal::from(count)).ok_or(ErrorCode::Num)?;
    Ok(Value::Number(mean))
}

/// The greatest of numbers, of dates, or of grades of one ladder; 0 without any, as in Excel.
pub(super) fn greatest<'a>(values: impl Iterator<Item = &'a Value> + Clone) -> Result<Value, Stop> {
    extreme(values, Ordering::Greater)
}

/// The least of numbers, of dates, or of grades of one ladder; 0 without any, as in Excel.
pub(super) fn least<'a>(values: impl Iterator<Item = &'a Value> + Clone) -> Result<Value, Stop> {
    extreme(values, Ordering::Less)
}

/// The sum as a number.
pub(super) fn total<'a>(values: impl Iterator<Item = &'a Value> + Clone) -> Result<Decimal, Stop> {
    match sum(values)? {
        Value::Number(total) => Ok(total),
        _ => Err(Stop::from(ErrorCode::Value)),
    }
}

/// The numbers, without blanks and exempt values.
pub(super) fn numbers<'a>(values: impl Iterator<Item = &'a Value>) -> Result<Vec<Decimal>, Stop> {
    let mut numbers = Vec::new();
    for value in applicable(values)? {
        match value {
            Value::Number(number) => numbers.push(*number),
            _ => return Err(Stop::from(ErrorCode::Value)),
        }
    }
    Ok(numbers)
}

/// The values without blanks and exempt ones.
pub(super) fn applicable<'a>(values: impl Iterator<Item = &'a Value>) -> Result<Vec<&'a Value>, Stop> {
    let mut found = Vec::new();
    let (mut was_blank, mut was_exempt) = (false, false);
    for value in values {
        match value {
            Value::Error(error) => return Err(Stop::from(*error)),
            Value::Exempt => was_exempt = true,
            Value::Blank => was_blank = true,
            value => found.push(value),
        }
    }
    if was_exempt && !was_blank && found.is_empty() { Err(Stop::Exempt) } else { Ok(found) }
}

/// The exact order of two numbers, two dates, or two grades of one ladder. It agrees with the snapped order and
/// leaves no ties but of equal values, so that the order of a list does not matter.
pub(super) fn exact_order(left: &Value, right: &Value) -> Result<Ordering, ErrorCode> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Ok(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Ok(left.cmp(right)),
        (Value::Grade(left), Value::Grade(right)) if left.ladder == right.ladder => {
            Ok(left.place.cmp(&right.place))
        }
        _ => Err(ErrorCode::Value),
    }
}

fn extreme<'a>(values: impl Iterator<Item = &'a Value>, wanted: Ordering) -> Result<Value, Stop> {
    let mut best: Option<&Value> = None;
    let (mut was_blank, mut was_exempt) = (false, false);
    for value in values {
        match value {
            Value::Error(error) => return Err(Stop::from(*error)),
            Value::Exempt => was_exempt = true,
            Value::Blank => was_blank = true,
            value => {
                let order = exact_order(value, best.unwrap_or(value))?;
                if best.is_none() || order == wanted {
                    best = Some(value);
                }
            }
        }
    }
    match best {
        Some(value) => Ok(value.clone()),
        None if was_exempt && !was_blank => Err(Stop::Exempt),
        None => Ok(Value::Number(Decimal::ZERO)),
    }
}

fn count_where(arguments: &mut Arguments<'_>, counts: fn(&Value) -> bool) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let (mut count, mut was_any, mut was_exempt) = (0_usize, false, false);
    for value in arguments.values()? {
        let is_exempt = matches!(value, Value::Exempt);
        was_exempt |= is_exempt;
        was_any |= !is_exempt;
        count = count.saturating_add(usize::from(!is_exempt && counts(value)));
    }
    if was_exempt && !was_any { Err(Stop::Exempt) } else { Ok(Value::Number(Decimal::from(count))) }
}

/// The product of one row of lists.
fn row_product<'a>(factors: impl Iterator<Item = &'a Value>) -> Result<Value, Stop> {
    let mut product = Some(Decimal::ONE);
    let mut is_exempt = false;
    for factor in factors {
        match factor {
            Value::Number(number) => product = product.and_then(|product| product.checked_mul(*number)),
            Value::Blank => product = Some(Decimal::ZERO),
            Value::Exempt => is_exempt = true,
            _ => return Err(Stop::from(ErrorCode::Value)),
        }
    }
    if is_exempt {
        return Ok(Value::Exempt);
    }
    Ok(Value::Number(product.ok_or(ErrorCode::Num)?))
}

/// The sum with whole parts and fractions summed apart: in any order the same, and refused only where the sum itself
/// does not fit, not a partial one.
fn wide_sum(numbers: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let (mut wholes, mut fractions) = (0_i128, 0_i128);
    for number in numbers.map(num::keep) {
        wholes = wholes.checked_add(number.trunc().to_i128()?)?;
        fractions = fractions.checked_add(number.fract().checked_mul(KEPT_UNIT)?.to_i128()?)?;
    }
    let unit = KEPT_UNIT.to_i128()?;
    wholes = wholes.checked_add(fractions.checked_div(unit)?)?;
    fractions = fractions.checked_rem(unit)?;
    let whole = Decimal::try_from_i128_with_scale(wholes, 0).ok()?;
    let fraction = Decimal::try_from_i128_with_scale(fractions, KEPT_PLACES).ok()?;
    num::exact_sum(whole, fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_refused_only_where_it_does_not_fit_itself() {
        assert_eq!(KEPT_UNIT, "100000000000000000000".parse().unwrap());
        let total = |numbers: &[&str]| {
            let values: Vec<Value> = numbers.iter().map(|n| Value::Number(n.parse().unwrap())).collect();
            total(values.iter()).ok()
        };
        let fine = "0.00000000000000000001";
        assert_eq!(total(&["123456789012", fine, "-123456789012"]), fine.parse().ok());
        assert_eq!(total(&["123456789012", "-123456789012", fine]), fine.parse().ok());
        assert_eq!(total(&["123456789012", fine]), None);
        assert_eq!(
            total(&["-5.5", "79228162514264337593543900000", "5.5"]),
            "79228162514264337593543900000".parse().ok()
        );
        assert_eq!(total(&["79228162514264337593543900000", "79228162514264337593543900000"]), None);
        let third = "0.3333333333333333333333333333";
        assert_eq!(total(&[third, "33.33333333333333333333333333"]), "33.66666666666666666666".parse().ok());
    }

    #[test]
    fn kinds_are_told_apart() {
        let order = exact_order(&Value::Number(Decimal::ONE), &Value::text("1"));
        assert_eq!(order, Err(ErrorCode::Value));
    }
}
