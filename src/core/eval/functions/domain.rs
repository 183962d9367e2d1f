//! The appraisal's own functions: `BAND`, `SCALE`, `BEST`, `RESCALE`, `WEIGHTED`.

use rust_decimal::Decimal;

use super::aggregates::{numbers, total};
use super::arguments::{Arguments, Stop};
use crate::eval::operators::written;
use crate::model::{Cell, ErrorCode, Value};
use crate::num;

/// `BAND(number, table)`: the result of the last row whose threshold is reached; `#N/A` below the first.
///
/// The table has two columns, thresholds and results; thresholds that are not ascending numbers are `#VALUE!`.
pub(super) fn band(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    let number = num::snap(arguments.number(0)?);
    let (columns, cells) = arguments.table(1)?;
    if columns != 2 {
        return Err(Stop::from(ErrorCode::Value));
    }
    let mut reached: Option<&Cell> = None;
    let mut last: Option<Decimal> = None;
    for row in cells.chunks(columns) {
        let [threshold, result] = row else { return Err(Stop::from(ErrorCode::Value)) };
        let threshold = match arguments.look(threshold) {
            Value::Number(threshold) => num::snap(*threshold),
            Value::Error(error) => return Err(Stop::from(*error)),
            _ => return Err(Stop::from(ErrorCode::Value)),
        };
        if last.is_some_and(|last| last >= threshold) {
            return Err(Stop::from(ErrorCode::Value));
        }
        last = Some(threshold);
        if threshold <= number {
            reached = Some(result);
        }
    }
    match arguments.look(reached.ok_or(ErrorCode::NotAvailable)?) {
        Value::Error(error) => Err(Stop::from(*error)),
        value => Ok(value.clone()),
    }
}

/// `SCALE(number, low, high, full)`: 0 at `low`, `full` at `high`, linear between them and never outside; `low` may
/// be the greater where less is better. `#DIV/0!` where both are equal.
pub(super) fn scale(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let (number, low) = (arguments.number(0)?, arguments.number(1)?);
    let (high, full) = (arguments.number(2)?, arguments.number(3)?);
    let upwards = num::compare(low, high);
    if upwards.is_eq() {
        return Err(Stop::from(ErrorCode::Div0));
    }
    if num::compare(low, number) != upwards {
        return Ok(Value::Number(Decimal::ZERO));
    }
    if num::compare(number, high) != upwards {
        return Ok(Value::Number(full));
    }
    let way = number.checked_sub(low).and_then(|way| way.checked_mul(full));
    let share = way.and_then(|way| way.checked_div(high.checked_sub(low)?));
    Ok(Value::Number(share.ok_or(ErrorCode::Num)?))
}

/// `BEST(list, n)`: the n greatest numbers, the greatest first; all where there are fewer, `#NUM!` for n below 1.
///
/// Blanks and exempt values are skipped. Where nothing else is there, the list is one exempt or blank cell, so that an
/// aggregate over it says what it would have said over the whole list.
pub(super) fn best(arguments: &mut Arguments<'_>) -> Result<Vec<Cell>, Stop> {
    arguments.all_sound()?;
    let count = arguments.whole(1)?;
    let count = usize::try_from(count).ok().filter(|count| *count > 0).ok_or(ErrorCode::Num)?;
    let list = arguments.list(0)?;
    let provisional = arguments.is_provisional();
    let mut numbers = match numbers(list.iter().map(|cell| &cell.value)) {
        Ok(numbers) => numbers,
        Err(Stop::Exempt) => return Ok(vec![Cell::new(Value::Exempt, provisional)]),
        Err(stop) => return Err(stop),
    };
    if numbers.is_empty() && !list.is_empty() {
        return Ok(vec![Cell::new(Value::Blank, provisional)]);
    }
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    Ok(numbers.into_iter().take(count).map(|number| Cell::new(number, provisional)).collect())
}

/// `RESCALE(full, score1, full1, …)`: the applicable scores ÷ their full marks × `full`. A pair with an exempt value
/// drops out; exempt where none is left. A blank score counts 0. Where the full marks are `full`, the result is the
/// plain sum.
pub(super) fn rescale(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    let (scores, fulls) = match plain_sums(arguments, 1) {
        Some(sums) => sums,
        None => {
            arguments.all_sound()?;
            arguments.number(0)?;
            let pairs = applicable_pairs(arguments, 1)?;
            (total(pairs.iter().map(|(score, _)| score))?, total(pairs.iter().map(|(_, full)| full))?)
        }
    };
    let full = arguments.number(0)?;
    if num::compare(fulls, full).is_eq() {
        return Ok(Value::Number(scores));
    }
    share(scores.checked_mul(full), fulls)
}

/// `WEIGHTED(score1, weight1, …)`: Σ score × weight ÷ Σ weight. A pair with an exempt value drops out; exempt where
/// none is left. A blank score counts 0.
pub(super) fn weighted(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let pairs = applicable_pairs(arguments, 0)?;
    let product = |(score, weight): &(Value, Value)| match (score, weight) {
        (Value::Number(score), Value::Number(weight)) => score.checked_mul(*weight).map(Value::Number),
        _ => None,
    };
    let products: Vec<Value> = pairs.iter().map(product).collect::<Option<_>>().ok_or(ErrorCode::Num)?;
    let weights = total(pairs.iter().map(|(_, weight)| weight))?;
    share(Some(total(products.iter())?), weights)
}

/// `LOT(seed, value)`: a number from 0 to below 1 with 12 places that seed and value decide between them: the same
/// wherever it is drawn again, and not to be foretold from a neighbour's. Both count as they are written.
pub(super) fn lot(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    // FNV-1a over both texts, then mixed, so that names that differ in one letter are far apart.
    let mut lot = 0xcbf2_9ce4_8422_2325_u64;
    for index in 0..2 {
        let value = arguments.value(index)?;
        let text = written(value, arguments.context)?;
        for byte in text.bytes().chain([0]) {
            lot = (lot ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    for factor in [0xff51_afd7_ed55_8ccd_u64, 0xc4ce_b9fe_1a85_ec53] {
        lot = (lot ^ lot.wrapping_shr(33)).wrapping_mul(factor);
    }
    lot ^= lot.wrapping_shr(33);
    let lot = i64::try_from(lot.checked_rem(1_000_000_000_000).unwrap_or_default()).unwrap_or_default();
    Ok(Value::Number(Decimal::new(lot, 12)))
}

fn share(part: Option<Decimal>, whole: Decimal) -> Result<Value, Stop> {
    if whole.is_zero() {
        return Err(Stop::from(ErrorCode::Div0));
    }
    let share = part.and_then(|part| part.checked_div(whole));
    Ok(Value::Number(share.ok_or(ErrorCode::Num)?))
}

/// The sums of the applicable pairs from the argument `first` on, added up as they come: most totals. `None` where
/// it needs a closer look: at an error, a wrong kind, a list, no pair at all, or more than 28 digits on the way.
fn plain_sums(arguments: &mut Arguments<'_>, first: usize) -> Option<(Decimal, Decimal)> {
    let number = |value: &Value| match value {
        Value::Number(number) => Some(*number),
        Value::Blank => Some(Decimal::ZERO),
        _ => None,
    };
    let mut sums = (Decimal::ZERO, Decimal::ZERO);
    let mut is_any = false;
    for place in (first..arguments.len()).step_by(2) {
        let (left, right) = (arguments.cell(place).ok()?, arguments.cell(place.saturating_add(1)).ok()?);
        let (left, right) = (arguments.look(left), arguments.look(right));
        if matches!((left, right), (Value::Exempt, Value::Exempt | Value::Number(_) | Value::Blank)) {
            continue;
        }
        let left = number(left)?;
        if matches!(right, Value::Exempt) {
            continue;
        }
        sums.0 = num::exact_sum(sums.0, num::keep(left))?;
        sums.1 = num::exact_sum(sums.1, num::keep(number(right)?))?;
        is_any = true;
    }
    is_any.then_some(sums)
}

/// The pairs of numbers from the argument `first` on, without those of which one is exempt.
fn applicable_pairs(arguments: &mut Arguments<'_>, first: usize) -> Result<Vec<(Value, Value)>, Stop> {
    let mut pairs = Vec::new();
    for place in (first..arguments.len()).step_by(2) {
        let (left, right) = (arguments.number(place), arguments.number(place.saturating_add(1)));
        match (left, right) {
            (Ok(left), Ok(right)) => pairs.push((Value::Number(left), Value::Number(right))),
            (Err(Stop::Error(error)), _) | (_, Err(Stop::Error(error))) => return Err(Stop::from(error)),
            (Err(Stop::Exempt), _) | (_, Err(Stop::Exempt)) => {}
        }
    }
    if pairs.is_empty() { Err(Stop::Exempt) } else { Ok(pairs) }
}
