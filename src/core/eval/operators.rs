//! Operators between cells: arithmetic, joining and comparing (`design.md` §5).
//!
//! * The first error wins, then exempt; the flag of the result is set where one of the operands has it.
//! * A blank counts 0 beside a number, adds no days to a date and joins as nothing. It equals only another blank;
//!   in the order it counts 0 beside a number and stands neither before nor after anything else.
//! * Comparisons snap numbers first. Values of different kinds are never equal, and to order them is `#VALUE!`.
//! * A text beside a grade or subject is compared with its name.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::powers;
use crate::formula::{Operator, Sign};
use crate::model::{Cell, ErrorCode, GradeRef, SubjectRef, Value};
use crate::num;

/// Most characters of a text that a formula makes, as in Excel; a longer one is `#VALUE!`.
pub(super) const LONGEST_TEXT: usize = 32_767;

/// What functions and operators know besides their operands.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The names of the grades, by ladder, from the lowest.
    pub grades: &'a [Vec<Arc<str>>],
    /// The name of a subject.
    pub subject_name: &'a dyn Fn(SubjectRef) -> Option<Arc<str>>,
    /// Whether a date is a working day by the scheme's calendar.
    pub is_working_day: &'a dyn Fn(NaiveDate) -> bool,
}

impl<'a> Context<'a> {
    /// The name of a grade.
    #[must_use]
    pub fn grade_name(&self, grade: GradeRef) -> Option<&'a Arc<str>> {
        self.ladder(grade.ladder)?.get(usize::try_from(grade.place).ok()?)
    }

    /// The place of a grade in a ladder, by its name.
    #[must_use]
    pub fn grade_place(&self, ladder: u32, name: &str) -> Option<u32> {
        let place = self.ladder(ladder)?.iter().position(|grade| &**grade == name)?;
        u32::try_from(place).ok()
    }

    fn ladder(&self, ladder: u32) -> Option<&'a Vec<Arc<str>>> {
        self.grades.get(usize::try_from(ladder).ok()?)
    }
}

/// The value of `left operator right`.
#[inline]
#[must_use]
pub(super) fn binary(operator: Operator, left: &Cell, right: &Cell, context: &Context<'_>) -> Cell {
    let provisional = left.provisional | right.provisional;
    let value = match (&left.value, &right.value) {
        (Value::Number(left), Value::Number(right)) => numbers(operator, *left, *right),
        (left, right) => mixed(operator, left, right, context),
    };
    Cell { value, provisional }
}

/// The value with a sign before it.
#[must_use]
pub(super) fn unary(sign: Sign, operand: &Cell) -> Cell {
    let signed = |number: Decimal| match sign {
        Sign::Plus => Some(number),
        Sign::Minus => Decimal::ZERO.checked_sub(number),
    };
    map_number(operand, signed)
}

/// The value with a per cent sign behind it.
#[must_use]
pub(super) fn percent(operand: &Cell) -> Cell {
    map_number(operand, |number| number.checked_div(Decimal::ONE_HUNDRED))
}

/// Whether two values, neither of them exempt or an error, are equal.
pub(super) fn equal(left: &Value, right: &Value, context: &Context<'_>) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => num::compare(*left, *right).is_eq(),
        (Value::Text(text), Value::Grade(grade)) | (Value::Grade(grade), Value::Text(text)) => {
            context.grade_name(*grade) == Some(text)
        }
        (Value::Text(text), Value::Subject(subject)) | (Value::Subject(subject), Value::Text(text)) => {
            (context.subject_name)(*subject).as_ref() == Some(text)
        }
        (left, right) => left == right,
    }
}

/// How one value stands to another.
pub(super) enum Standing {
    /// Before, equal or after.
    Ordered(Ordering),
    /// Neither before nor after: one of them is a blank that does not count 0.
    Apart,
    /// Not to be ordered.
    Unordered,
}

/// The order of two values, neither of them exempt or an error.
pub(super) fn order(left: &Value, right: &Value, context: &Context<'_>) -> Standing {
    let order = match (left, right) {
        (Value::Number(left), Value::Number(right)) => num::compare(*left, *right),
        (Value::Number(left), Value::Blank) => num::compare(*left, Decimal::ZERO),
        (Value::Blank, Value::Number(right)) => num::compare(Decimal::ZERO, *right),
        (Value::Blank, Value::Blank) => Ordering::Equal,
        (Value::Blank, _) | (_, Value::Blank) => return Standing::Apart,
        (Value::Text(left), Value::Text(right)) => left.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::Grade(left), Value::Grade(right)) if left.ladder == right.ladder => {
            left.place.cmp(&right.place)
        }
        (Value::Grade(grade), Value::Text(name)) => match context.grade_place(grade.ladder, name) {
            Some(place) => grade.place.cmp(&place),
            None => return Standing::Unordered,
        },
        (Value::Text(name), Value::Grade(grade)) => match context.grade_place(grade.ladder, name) {
            Some(place) => place.cmp(&grade.place),
            None => return Standing::Unordered,
        },
        _ => return Standing::Unordered,
    };
    Standing::Ordered(order)
}

/// The value as `&` and `CONCAT` write it: numbers snapped, in their shortest form, dates as `2018-03-01`.
///
/// # Errors
///
/// An error value's own; `#VALUE!` for what has no text.
pub(super) fn written<'a>(value: &'a Value, context: &Context<'a>) -> Result<Cow<'a, str>, ErrorCode> {
    let owned = match value {
        Value::Text(text) => return Ok(Cow::Borrowed(text)),
        Value::Blank | Value::Exempt => return Ok(Cow::Borrowed("")),
        Value::Truth(true) => return Ok(Cow::Borrowed("TRUE")),
        Value::Truth(false) => return Ok(Cow::Borrowed("FALSE")),
        Value::Number(number) => num::format(num::snap(*number)),
        Value::Date(date) => date.to_string(),
        Value::Grade(grade) => context.grade_name(*grade).ok_or(ErrorCode::Value)?.as_ref().to_owned(),
        Value::Subject(subject) => {
            (context.subject_name)(*subject).ok_or(ErrorCode::Value)?.as_ref().to_owned()
        }
        Value::Error(error) => return Err(error.code),
    };
    Ok(Cow::Owned(owned))
}

/// A text made by a formula.
///
/// # Errors
///
/// `#VALUE!` where it is longer than [`LONGEST_TEXT`].
pub(super) fn made_text(text: &str) -> Result<Value, ErrorCode> {
    let is_long = text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT;
    if is_long { Err(ErrorCode::Value) } else { Ok(Value::text(text)) }
}

/// The date so many days later; `#NUM!` outside of 1900 to 9999.
pub(super) fn later(date: NaiveDate, days: i64) -> Result<NaiveDate, ErrorCode> {
    let distance = Days::new(days.unsigned_abs());
    let moved = if days < 0 { date.checked_sub_days(distance) } else { date.checked_add_days(distance) };
    moved.filter(|date| (1900..=9999).contains(&date.year())).ok_or(ErrorCode::Num)
}

#[inline]
pub(super) fn numbers(operator: Operator, left: Decimal, right: Decimal) -> Value {
    let result = match operator {
        Operator::Add => left.checked_add(right),
        Operator::Subtract => left.checked_sub(right),
        Operator::Multiply => left.checked_mul(right),
        Operator::Divide if right.is_zero() => return Value::error(ErrorCode::Div0),
        Operator::Divide => left.checked_div(right),
        Operator::Equal => return Value::Truth(num::compare(left, right).is_eq()),
        Operator::NotEqual => return Value::Truth(num::compare(left, right).is_ne()),
        Operator::Less => return Value::Truth(num::compare(left, right).is_lt()),
        Operator::LessOrEqual => return Value::Truth(num::compare(left, right).is_le()),
        Operator::Greater => return Value::Truth(num::compare(left, right).is_gt()),
        Operator::GreaterOrEqual => return Value::Truth(num::compare(left, right).is_ge()),
        Operator::Power => return powers::power(left, right).map_or_else(Value::error, Value::Number),
        Operator::Join => return join_numbers(left, right),
    };
    result.map_or_else(|| Value::error(ErrorCode::Num), Value::Number)
}

#[cold]
fn join_numbers(left: Decimal, right: Decimal) -> Value {
    Value::text(&[num::format(num::snap(left)), num::format(num::snap(right))].concat())
}

fn mixed(operator: Operator, left: &Value, right: &Value, context: &Context<'_>) -> Value {
    if let Value::Error(error) = left {
        return Value::Error(*error);
    }
    if let Value::Error(error) = right {
        return Value::Error(*error);
    }
    if matches!(left, Value::Exempt) || matches!(right, Value::Exempt) {
        return Value::Exempt;
    }
    let result = match operator {
        Operator::Equal => Ok(Value::Truth(equal(left, right, context))),
        Operator::NotEqual => Ok(Value::Truth(!equal(left, right, context))),
        Operator::Less => ordered(left, right, context, Ordering::is_lt),
        Operator::LessOrEqual => ordered(left, right, context, Ordering::is_le),
        Operator::Greater => ordered(left, right, context, Ordering::is_gt),
        Operator::GreaterOrEqual => ordered(left, right, context, Ordering::is_ge),
        Operator::Join => joined(left, right, context),
        Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Power => {
            arithmetic(operator, left, right)
        }
    };
    result.unwrap_or_else(Value::error)
}

fn ordered(
    left: &Value,
    right: &Value,
    context: &Context<'_>,
    holds: fn(Ordering) -> bool,
) -> Result<Value, ErrorCode> {
    match order(left, right, context) {
        Standing::Ordered(order) => Ok(Value::Truth(holds(order))),
        Standing::Apart => Ok(Value::Truth(false)),
        Standing::Unordered => Err(ErrorCode::Value),
    }
}

fn joined(left: &Value, right: &Value, context: &Context<'_>) -> Result<Value, ErrorCode> {
    made_text(&[written(left, context)?, written(right, context)?].concat())
}

fn arithmetic(operator: Operator, left: &Value, right: &Value) -> Result<Value, ErrorCode> {
    if let (Some(left), Some(right)) = (counted(left), counted(right)) {
        return Ok(numbers(operator, left, right));
    }
    match (operator, left, right) {
        (Operator::Subtract, Value::Date(left), Value::Date(right)) => {
            Ok(Value::Number(Decimal::from(left.signed_duration_since(*right).num_days())))
        }
        (Operator::Add, Value::Date(date), days) | (Operator::Add, days, Value::Date(date)) => {
            moved(*date, counted(days))
        }
        (Operator::Subtract, Value::Date(date), days) => {
            moved(*date, counted(days).and_then(|days| Decimal::ZERO.checked_sub(days)))
        }
        _ => Err(ErrorCode::Value),
    }
}

/// The number that a value counts in arithmetic.
fn counted(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Blank => Some(Decimal::ZERO),
        _ => None,
    }
}

/// The date that lies so many days later; a part of a day does not reach the next day, as Excel shows it.
fn moved(date: NaiveDate, days: Option<Decimal>) -> Result<Value, ErrorCode> {
    let days = days.ok_or(ErrorCode::Value)?;
    let days = num::snap(days).floor().to_i64().ok_or(ErrorCode::Num)?;
    later(date, days).map(Value::Date)
}

fn map_number(operand: &Cell, change: impl Fn(Decimal) -> Option<Decimal>) -> Cell {
    let value = match &operand.value {
        Value::Error(error) => Value::Error(*error),
        Value::Exempt => Value::Exempt,
        value => match counted(value) {
            Some(number) => change(number).map_or_else(|| Value::error(ErrorCode::Num), Value::Number),
            None => Value::error(ErrorCode::Value),
        },
    };
    Cell { value, provisional: operand.provisional }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::functions::tests::{cell, show, with_context};

    #[test]
    fn operators_between_cells() {
        let cases = [
            // Numbers.
            ("1", "+", "2", "3"),
            ("1", "-", "2", "-1"),
            ("3", "*", "0.1", "0.3"),
            ("1", "/", "3", "0.3333333333333333333333333333"),
            ("1", "/", "0", "#DIV/0!"),
            ("0", "/", "0", "#DIV/0!"),
            ("2", "^", "3", "8"),
            ("0", "^", "0", "#NUM!"),
            ("79228162514264337593543950335", "+", "1", "#NUM!"),
            ("-79228162514264337593543950335", "-", "1", "#NUM!"),
            ("79228162514264337593543950335", "*", "2", "#NUM!"),
            ("79228162514264337593543950335", "/", "0.1", "#NUM!"),
            ("1", "&", "2.50", "\"12.5\""),
            ("1", "=", "1.0", "T"),
            ("4.9999999999999999999999999995", "=", "5", "T"),
            ("4.9999999999999999999999999995", ">=", "5", "T"),
            ("4.9999999999999999999999999995", "<", "5", "F"),
            ("1", "<>", "2", "T"),
            ("1", "<", "2", "T"),
            ("1", "<=", "1", "T"),
            ("1", ">", "1", "F"),
            ("1?", "+", "2", "3?"),
            ("1", "<", "2?", "T?"),
            // Blanks.
            ("_", "+", "2", "2"),
            ("_?", "+", "2", "2?"),
            ("_", "+", "_", "0"),
            ("2", "/", "_", "#DIV/0!"),
            ("_", "/", "2", "0"),
            ("_", "=", "0", "F"),
            ("_", "<>", "0", "T"),
            ("_", "=", "\"\"", "F"),
            ("_", "=", "_", "T"),
            ("_", "<>", "_", "F"),
            ("_", "<", "60", "T"),
            ("_", ">=", "60", "F"),
            ("-1", "<", "_", "T"),
            ("_", "<=", "_", "T"),
            ("_", "<=", "d2024-01-01", "F"),
            ("_", ">", "d2024-01-01", "F"),
            ("_", "<", "\"a\"", "F"),
            ("_", "&", "\"a\"", "\"a\""),
            ("_", "&", "_", "\"\""),
            // Exempt and errors.
            ("x", "+", "1", "x"),
            ("x", "=", "x", "x"),
            ("x", "<", "\"a\"", "x"),
            ("x", "&", "\"a\"", "x"),
            ("x?", "*", "1", "x?"),
            ("x", "+", "\"a\"", "x"),
            ("#N/A", "+", "#NUM!", "#N/A"),
            ("x", "+", "#NUM!", "#NUM!"),
            ("#REF!", "=", "x", "#REF!"),
            ("#REF!", "&", "\"a\"", "#REF!"),
            ("1?", "+", "#NUM!", "#NUM!?"),
            // Texts and truths.
            ("\"1\"", "+", "1", "#VALUE!"),
            ("T", "+", "1", "#VALUE!"),
            ("1", "*", "\"a\"", "#VALUE!"),
            ("\"a\"", "=", "\"a\"", "T"),
            ("\"a\"", "=", "\"A\"", "F"),
            ("\"a\"", "<", "\"b\"", "T"),
            ("\"a\"", ">", "\"A\"", "T"),
            ("\"1\"", "=", "1", "F"),
            ("\"1\"", "<>", "1", "T"),
            ("\"1\"", "<", "2", "#VALUE!"),
            ("T", "=", "T", "T"),
            ("T", "=", "1", "F"),
            ("T", ">", "F", "#VALUE!"),
            ("\"是否：\"", "&", "T", "\"是否：TRUE\""),
            ("\"自\"", "&", "d2024-03-01", "\"自2024-03-01\""),
            ("\"共\"", "&", "4.9999999999999999999999999995", "\"共5\""),
            // Grades and subjects.
            ("g0.3", ">", "g0.2", "T"),
            ("g0.3", "=", "g0.3", "T"),
            ("g0.1", "=", "g1.1", "F"),
            ("g0.1", "<", "g1.1", "#VALUE!"),
            ("g0.3", "=", "\"优秀\"", "T"),
            ("\"优秀\"", "<>", "g0.2", "T"),
            ("g0.2", ">=", "\"合格\"", "T"),
            ("\"合格\"", "<", "g0.2", "T"),
            ("g0.2", ">=", "\"没有\"", "#VALUE!"),
            ("g0.2", "=", "\"没有\"", "F"),
            ("g0.2", ">", "1", "#VALUE!"),
            ("g0.2", "+", "1", "#VALUE!"),
            ("\"等次\"", "&", "g0.3", "\"等次优秀\""),
            ("s0.0", "=", "s0.0", "T"),
            ("s0.0", "=", "\"城关镇\"", "T"),
            ("s0.0", "<", "s0.1", "#VALUE!"),
            ("s0.1", "&", "\"：\"", "\"高桥镇：\""),
            // Dates.
            ("d2024-03-01", "-", "d2024-02-01", "29"),
            ("d2024-02-01", "-", "d2024-03-01", "-29"),
            ("d2024-02-28", "+", "2", "d2024-03-01"),
            ("2", "+", "d2024-02-28", "d2024-03-01"),
            ("d2024-03-01", "-", "1", "d2024-02-29"),
            ("d2024-03-01", "+", "0.9", "d2024-03-01"),
            ("d2024-03-01", "-", "0.5", "d2024-02-29"),
            ("d2024-03-01", "+", "_", "d2024-03-01"),
            ("1", "-", "d2024-03-01", "#VALUE!"),
            ("d2024-03-01", "+", "d2024-03-01", "#VALUE!"),
            ("d2024-03-01", "*", "2", "#VALUE!"),
            ("d9999-12-31", "+", "1", "#NUM!"),
            ("d1900-01-01", "-", "1", "#NUM!"),
            ("d2024-03-01", "+", "79228162514264337593543950335", "#NUM!"),
            ("d2024-03-01", "<", "d2024-03-02", "T"),
            ("d2024-03-01", "=", "d2024-03-01", "T"),
            ("d2024-03-01", "=", "\"2024-03-01\"", "F"),
            ("d2024-03-01", "<", "45000", "#VALUE!"),
        ];
        with_context(|context| {
            for (left, sign, right, expected) in cases {
                let result = binary(operator(sign), &cell(left), &cell(right), context);
                assert_eq!(show(&result), expected, "{left} {sign} {right}");
            }
        });
    }

    #[test]
    fn signs_and_per_cent() {
        let minus = |token: &str| show(&unary(Sign::Minus, &cell(token)));
        assert_eq!(minus("5"), "-5");
        assert_eq!(minus("0?"), "0?");
        assert_eq!(minus("_"), "0");
        assert_eq!(minus("x"), "x");
        assert_eq!(minus("\"5\""), "#VALUE!");
        assert_eq!(minus("d2024-01-01"), "#VALUE!");
        assert_eq!(minus("#N/A"), "#N/A");
        assert_eq!(show(&unary(Sign::Plus, &cell("5?"))), "5?");
        assert_eq!(show(&percent(&cell("12.5"))), "0.125");
        assert_eq!(show(&percent(&cell("T"))), "#VALUE!");
        assert_eq!(show(&percent(&cell("x"))), "x");
    }

    fn operator(sign: &str) -> Operator {
        match sign {
            "+" => Operator::Add,
            "-" => Operator::Subtract,
            "*" => Operator::Multiply,
            "/" => Operator::Divide,
            "^" => Operator::Power,
            "&" => Operator::Join,
            "=" => Operator::Equal,
            "<>" => Operator::NotEqual,
            "<" => Operator::Less,
            "<=" => Operator::LessOrEqual,
            ">" => Operator::Greater,
            ">=" => Operator::GreaterOrEqual,
            other => panic!("{other} is no operator"),
        }
    }
}
