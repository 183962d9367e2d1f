//! A value as cells hold it.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::num;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// 未填: nothing was typed.
    Blank,
    /// 不适用: leaves the denominator.
    Exempt,
    /// A number.
    Number(Decimal),
    /// True or false: 是 or 否.
    Truth(bool),
    /// A text.
    Text(Arc<str>),
    /// A date.
    Date(NaiveDate),
    /// A subject of a class, by its row.
    Subject(SubjectRef),
    /// A grade, by its ladder and its place in it; better is greater.
    Grade(GradeRef),
    /// An error, with the cell where it began.
    Error(CellError),
}

/// A subject by class and row, both counted from 0 in the order of scheme and roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubjectRef {
    /// The class's place in the scheme.
    pub class: u32,
    /// The subject's place in the roster.
    pub row: u32,
}

/// A grade by ladder and place; place 0 is the lowest grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GradeRef {
    /// The ladder's number in the plan.
    pub ladder: u32,
    /// The grade's place from the lowest, from 0.
    pub place: u32,
}

/// An error value: what it is and where it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CellError {
    /// What it is.
    pub code: ErrorCode,
    /// The cell where it began; `None` while the cell that computes it has not been named yet.
    pub origin: Option<CellRef>,
}

/// A cell by numbers: the plan's column, the period's place in the column's cycle, the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellRef {
    /// The column's number in the plan.
    pub column: u32,
    /// The period's place among the open periods of the column's cycle; 0 where it has none.
    pub period: u32,
    /// The row.
    pub row: u32,
}

/// Excel's error values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ErrorCode {
    /// `#DIV/0!`
    Div0,
    /// `#VALUE!`
    Value,
    /// `#REF!`
    Ref,
    /// `#NAME?`
    Name,
    /// `#N/A`
    NotAvailable,
    /// `#NUM!`
    Num,
    /// `#NUM!` too: a sum that needs more than 28 digits.
    Digits,
}

impl ErrorCode {
    /// Every error value.
    pub const ALL: [Self; 6] =
        [Self::Div0, Self::Value, Self::Ref, Self::Name, Self::NotAvailable, Self::Num];

    /// As Excel writes it.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Div0 => "#DIV/0!",
            Self::Value => "#VALUE!",
            Self::Ref => "#REF!",
            Self::Name => "#NAME?",
            Self::NotAvailable => "#N/A",
            Self::Num | Self::Digits => "#NUM!",
        }
    }

    /// The error value of that text.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.text() == text)
    }
}

impl Value {
    /// An error that has not been given a cell yet.
    #[must_use]
    pub fn error(code: ErrorCode) -> Self {
        Self::Error(CellError { code, origin: None })
    }

    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(Arc::from(text))
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

/// The value without names: numbers in their shortest form, dates as `2018-03-01`, nothing for a blank.
/// Subjects and grades need the plan to be named and show their numbers here.
impl fmt::Display for Value {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => Ok(()),
            Self::Exempt => to.write_str("不适用"),
            Self::Number(number) => to.write_str(&num::format(*number)),
            Self::Truth(true) => to.write_str("是"),
            Self::Truth(false) => to.write_str("否"),
            Self::Text(text) => to.write_str(text),
            Self::Date(date) => write!(to, "{date}"),
            Self::Subject(subject) => write!(to, "@{}:{}", subject.class, subject.row),
            Self::Grade(grade) => write!(to, "@{}:{}", grade.ladder, grade.place),
            Self::Error(error) => to.write_str(error.code.text()),
        }
    }
}

/// A value with its provisional flag: set where a blank counted as 0 or a mark was invalid, inherited by all that
/// depends on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The value.
    pub value: Value,
    /// Whether it may still change because something is missing.
    pub provisional: bool,
}

impl Cell {
    /// A blank cell.
    pub const BLANK: Self = Self { value: Value::Blank, provisional: false };
    /// An exempt cell.
    pub const EXEMPT: Self = Self { value: Value::Exempt, provisional: false };

    /// A value that will not change.
    #[must_use]
    pub fn firm(value: impl Into<Value>) -> Self {
        Self { value: value.into(), provisional: false }
    }

    /// A value with its flag.
    #[must_use]
    pub fn new(value: impl Into<Value>, provisional: bool) -> Self {
        Self { value: value.into(), provisional }
    }

    /// An error that has not been given a cell yet.
    #[must_use]
    pub fn error(code: ErrorCode) -> Self {
        Self { value: Value::error(code), provisional: false }
    }
}
