//! Dates from 1900 to 9999: `DATE`, `YEAR`, `MONTH`, `DAY`, `EDATE`, `WORKDAY`, `NETWORKDAYS`.
//!
//! Working days are those of the scheme's calendar, make-up workdays included; with a list of holidays of its own, a
//! function takes Monday to Friday without them, as Excel does.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate, Weekday};
use rust_decimal::Decimal;

use super::arguments::{Arguments, Stop};
use crate::eval::operators::later;
use crate::model::{ErrorCode, Value};

/// Most working days that `WORKDAY` counts, and days that `NETWORKDAYS` looks at.
const MOST_DAYS: i64 = 100_000;
/// Most days that `WORKDAY` looks at for them.
const MOST_STEPS: i64 = 400_000;

/// `DATE(year, month, day)`: years below 1900 count from 1900; months and days beyond their range run on.
pub(super) fn date(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let (year, month, day) = (arguments.whole(0)?, arguments.whole(1)?, arguments.whole(2)?);
    let year = match year {
        0..1900 => year.saturating_add(1900),
        1900..=9999 => year,
        _ => return Err(Stop::from(ErrorCode::Num)),
    };
    let year = i32::try_from(year).map_err(|_| ErrorCode::Num)?;
    let first = NaiveDate::from_ymd_opt(year, 1, 1).ok_or(ErrorCode::Num)?;
    let first = moved_months(first, month.saturating_sub(1))?;
    Ok(Value::Date(later(first, day.saturating_sub(1))?))
}

/// `YEAR(date)`.
pub(super) fn year(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.date(0).map(|date| Value::Number(Decimal::from(date.year())))
}

/// `MONTH(date)`.
pub(super) fn month(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.date(0).map(|date| Value::Number(Decimal::from(date.month())))
}

/// `DAY(date)`.
pub(super) fn day(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.date(0).map(|date| Value::Number(Decimal::from(date.day())))
}

/// `EDATE(date, months)`: the same day, or the month's last.
pub(super) fn months_later(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let date = arguments.date(0)?;
    let moved = moved_months(date, arguments.whole(1)?)?;
    Ok(Value::Date(later(moved, 0)?))
}

/// `WORKDAY(date, days, [holidays])`: so many working days later, the date itself not counted.
pub(super) fn working_days_later(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let mut date = arguments.date(0)?;
    let days = arguments.whole(1)?;
    let holidays = holidays(arguments)?;
    if days.saturating_abs() > MOST_DAYS {
        return Err(Stop::from(ErrorCode::Num));
    }
    let mut left = days.saturating_abs();
    for _ in 0..MOST_STEPS {
        if left == 0 {
            return Ok(Value::Date(date));
        }
        date = later(date, days.signum())?;
        left = left.saturating_sub(i64::from(is_working_day(date, holidays.as_ref(), arguments)));
    }
    Err(Stop::from(ErrorCode::Num))
}

/// `NETWORKDAYS(first, last, [holidays])`: the working days from first to last, both counted; negative where the
/// last lies before the first.
pub(super) fn working_days_between(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let (first, last) = (arguments.date(0)?, arguments.date(1)?);
    let holidays = holidays(arguments)?;
    let (from, to) = (first.min(last), first.max(last));
    if to.signed_duration_since(from).num_days() > MOST_DAYS {
        return Err(Stop::from(ErrorCode::Num));
    }
    let days = from.iter_days().take_while(|date| *date <= to);
    let count = days.filter(|date| is_working_day(*date, holidays.as_ref(), arguments)).count();
    let count = Decimal::from(count);
    let signed = if last < first { Decimal::ZERO.checked_sub(count) } else { Some(count) };
    Ok(Value::Number(signed.ok_or(ErrorCode::Num)?))
}

fn is_working_day(
    date: NaiveDate,
    holidays: Option<&BTreeSet<NaiveDate>>,
    arguments: &Arguments<'_>,
) -> bool {
    match holidays {
        None => (arguments.context.is_working_day)(date),
        Some(holidays) => !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !holidays.contains(&date),
    }
}

/// The function's own holidays, its third argument; blanks and exempt values among them are skipped.
fn holidays(arguments: &Arguments<'_>) -> Result<Option<BTreeSet<NaiveDate>>, Stop> {
    if arguments.is_missing(2) {
        return Ok(None);
    }
    let mut holidays = BTreeSet::new();
    for cell in arguments.list(2)? {
        match &cell.value {
            Value::Date(date) => {
                holidays.insert(*date);
            }
            Value::Blank | Value::Exempt => {}
            _ => return Err(Stop::from(ErrorCode::Value)),
        }
    }
    Ok(Some(holidays))
}

fn moved_months(date: NaiveDate, months: i64) -> Result<NaiveDate, Stop> {
    let distance = Months::new(u32::try_from(months.unsigned_abs()).map_err(|_| ErrorCode::Num)?);
    let moved =
        if months < 0 { date.checked_sub_months(distance) } else { date.checked_add_months(distance) };
    moved.ok_or(Stop::from(ErrorCode::Num))
}
