//! Aggregates over the rows that meet criteria: `COUNTIF(S)`, `SUMIF(S)`, `AVERAGEIF(S)`, `MAXIFS`, `MINIFS`.
//!
//! Criteria are Excel's, without wildcards and case-sensitive:
//!
//! * a number, date, truth, grade or subject is met by its equals; a blank by blanks;
//! * a text may begin with `=`, `<>`, `<`, `<=`, `>` or `>=`. What follows is read for each kind of cell: as a number
//!   beside numbers, as a date (`2024-3-1`, `2024/3/1`) beside dates, as `TRUE` or `FALSE` beside truths, as a name
//!   beside grades and subjects, and as it stands beside texts;
//! * `""` is met by blanks and empty texts, `"="` by blanks only, `"<>"` by everything else;
//! * a row with an exempt cell among those tested is skipped.

use std::cmp::Ordering;
use std::sync::Arc;
use std::vec;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Context;
use super::arguments::{Arguments, Stop};
use crate::eval::operators::{Standing, equal, order};
use crate::model::{ErrorCode, Value};
use crate::num;

/// What is made of the values of the rows that meet the criteria.
type Aggregate<'a> = fn(vec::IntoIter<&'a Value>) -> Result<Value, Stop>;

/// `COUNTIF(list, criterion)`, `COUNTIFS(list1, criterion1, …)`.
pub(super) fn count(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    let rows = rows_meeting(arguments, 0, arguments.len())?;
    Ok(Value::Number(Decimal::from(rows.iter().filter(|is_met| **is_met).count())))
}

/// `SUMIF(list, criterion, [summed list])` and its like: `aggregate` over the rows of the third list, or of the first.
pub(super) fn over_own_or_other<'a>(
    arguments: &mut Arguments<'a>,
    aggregate: Aggregate<'a>,
) -> Result<Value, Stop> {
    let rows = rows_meeting(arguments, 0, 2)?;
    let over = if arguments.is_missing(2) { 0 } else { 2 };
    over_rows(arguments, over, &rows, aggregate)
}

/// `SUMIFS(summed list, list1, criterion1, …)` and its like: `aggregate` over the rows of the first list.
pub(super) fn over_first<'a>(arguments: &mut Arguments<'a>, aggregate: Aggregate<'a>) -> Result<Value, Stop> {
    let rows = rows_meeting(arguments, 1, arguments.len())?;
    over_rows(arguments, 0, &rows, aggregate)
}

fn over_rows<'a>(
    arguments: &mut Arguments<'a>,
    over: usize,
    rows: &[bool],
    aggregate: Aggregate<'a>,
) -> Result<Value, Stop> {
    let cells = arguments.list(over)?;
    if cells.len() != rows.len() {
        return Err(Stop::from(ErrorCode::Value));
    }
    let met = cells.iter().zip(rows).filter(|(_, is_met)| **is_met);
    let values: Vec<&'a Value> = met.map(|(cell, _)| arguments.look(cell)).collect();
    aggregate(values.into_iter())
}

/// Which rows meet all pairs of list and criterion among the arguments from `first` to before `end`.
fn rows_meeting(arguments: &mut Arguments<'_>, first: usize, end: usize) -> Result<Vec<bool>, Stop> {
    let mut pairs = Vec::new();
    for place in (first..end).step_by(2) {
        arguments.sound(place)?;
        let criterion = Criterion::read(arguments.value(place.saturating_add(1))?)?;
        pairs.push((arguments.list(place)?, criterion));
    }
    let length = pairs.first().map_or(0, |(list, _)| list.len());
    if pairs.iter().any(|(list, _)| list.len() != length) {
        return Err(Stop::from(ErrorCode::Value));
    }
    let context = arguments.context;
    let mut only_exempt = length > 0;
    let mut rows = Vec::with_capacity(length);
    for row in 0..length {
        let cells = || pairs.iter().filter_map(|(list, criterion)| Some((&list.get(row)?.value, criterion)));
        let is_exempt = cells().any(|(value, _)| matches!(value, Value::Exempt));
        only_exempt &= is_exempt;
        rows.push(!is_exempt && cells().all(|(value, criterion)| criterion.is_met(value, context)));
    }
    if only_exempt { Err(Stop::Exempt) } else { Ok(rows) }
}

/// What a cell is tested for.
enum Criterion {
    /// Equal to a value.
    Value(Value),
    /// Blank or an empty text.
    Empty,
    /// Blank, or not.
    Blank(bool),
    /// Compared with what a text says.
    Written(Comparison, Reading),
}

#[derive(Clone, Copy)]
enum Comparison {
    Equal,
    NotEqual,
    Order(fn(Ordering) -> bool),
}

/// A text, and what it says as another kind.
struct Reading {
    text: Arc<str>,
    number: Option<Decimal>,
    date: Option<NaiveDate>,
    truth: Option<bool>,
}

impl Criterion {
    fn read(criterion: &Value) -> Result<Self, Stop> {
        let Value::Text(text) = criterion else { return Ok(Self::Value(criterion.clone())) };
        if text.is_empty() {
            return Ok(Self::Empty);
        }
        // A full-width sign is a sign to whoever typed it but a letter to Excel: refuse rather than count nothing.
        if text.starts_with(['≥', '≤', '≠', '＝', '＞', '＜']) {
            return Err(Stop::from(ErrorCode::Value));
        }
        let (comparison, rest) = split(text);
        match (comparison, rest) {
            (Comparison::Equal, "") => Ok(Self::Blank(true)),
            (Comparison::NotEqual, "") => Ok(Self::Blank(false)),
            (Comparison::Order(_), "") => Err(Stop::from(ErrorCode::Value)),
            (comparison, rest) => Ok(Self::Written(comparison, Reading::of(rest))),
        }
    }

    fn is_met(&self, value: &Value, context: &Context<'_>) -> bool {
        match self {
            Self::Value(wanted) => equal(value, wanted, context),
            Self::Empty => match value {
                Value::Blank => true,
                Value::Text(text) => text.is_empty(),
                _ => false,
            },
            Self::Blank(wanted) => matches!(value, Value::Blank) == *wanted,
            Self::Written(Comparison::Equal, reading) => reading.equals(value, context),
            Self::Written(Comparison::NotEqual, reading) => !reading.equals(value, context),
            Self::Written(Comparison::Order(holds), reading) => {
                matches!(reading.order(value, context), Standing::Ordered(order) if holds(order))
            }
        }
    }
}

impl Reading {
    fn of(text: &str) -> Self {
        let truth = match text {
            _ if text.eq_ignore_ascii_case("TRUE") => Some(true),
            _ if text.eq_ignore_ascii_case("FALSE") => Some(false),
            _ => None,
        };
        Self { text: Arc::from(text), number: num::read(text), date: read_date(text), truth }
    }

    fn equals(&self, value: &Value, context: &Context<'_>) -> bool {
        match value {
            Value::Number(number) => self.number.is_some_and(|wanted| num::compare(*number, wanted).is_eq()),
            Value::Date(date) => self.date == Some(*date),
            Value::Truth(truth) => self.truth == Some(*truth),
            value => equal(value, &Value::Text(self.text.clone()), context),
        }
    }

    /// How a cell stands to what the text says; a text cell only where the text says nothing of another kind.
    fn order(&self, value: &Value, context: &Context<'_>) -> Standing {
        let wanted = match value {
            Value::Number(_) => self.number.map(Value::Number),
            Value::Date(_) => self.date.map(Value::Date),
            Value::Text(_) if self.number.is_some() || self.date.is_some() => None,
            Value::Text(_) | Value::Grade(_) => Some(Value::Text(self.text.clone())),
            _ => None,
        };
        wanted.map_or(Standing::Unordered, |wanted| order(value, &wanted, context))
    }
}

fn split(text: &str) -> (Comparison, &str) {
    let signs: [(&str, Comparison); 6] = [
        ("<>", Comparison::NotEqual),
        ("<=", Comparison::Order(Ordering::is_le)),
        (">=", Comparison::Order(Ordering::is_ge)),
        ("<", Comparison::Order(Ordering::is_lt)),
        (">", Comparison::Order(Ordering::is_gt)),
        ("=", Comparison::Equal),
    ];
    let found = signs.into_iter().find_map(|(sign, comparison)| Some((comparison, text.strip_prefix(sign)?)));
    found.unwrap_or((Comparison::Equal, text))
}

fn read_date(text: &str) -> Option<NaiveDate> {
    let separator = if text.contains('/') { '/' } else { '-' };
    let mut parts = text.trim().split(separator);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_whole = parts.next().is_none() && year.len() == 4;
    if !is_whole || [year, month, day].iter().any(|part| !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
