//! Reading arguments: each by its kind, with the provisional flags of all cells looked at.

use std::slice;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Argument, Context};
use crate::model::{Cell, CellError, ErrorCode, Value};
use crate::num;

/// Why a function gives no ordinary value.
pub(super) enum Stop {
    /// It is exempt.
    Exempt,
    /// It is an error.
    Error(CellError),
}

impl Stop {
    /// The value that stands for the result.
    pub(super) fn value(self) -> Value {
        match self {
            Self::Exempt => Value::Exempt,
            Self::Error(error) => Value::Error(error),
        }
    }
}

impl From<ErrorCode> for Stop {
    fn from(code: ErrorCode) -> Self {
        Self::Error(CellError { code, origin: None })
    }
}

impl From<CellError> for Stop {
    fn from(error: CellError) -> Self {
        Self::Error(error)
    }
}

/// A function's arguments, and the flag of those looked at so far.
pub(super) struct Arguments<'a> {
    arguments: &'a [Argument<'a>],
    /// What functions know besides their arguments.
    pub(super) context: &'a Context<'a>,
    provisional: bool,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(arguments: &'a [Argument<'a>], context: &'a Context<'a>) -> Self {
        Self { arguments, context, provisional: false }
    }

    /// How many arguments there are.
    pub(super) fn len(&self) -> usize {
        self.arguments.len()
    }

    /// The cell of a result.
    pub(super) fn finish(&self, outcome: Result<Value, Stop>) -> Cell {
        Cell { value: outcome.unwrap_or_else(Stop::value), provisional: self.provisional }
    }

    /// Whether the argument was left out.
    pub(super) fn is_missing(&self, index: usize) -> bool {
        matches!(self.arguments.get(index), None | Some(Argument::Missing))
    }

    /// Looks at a cell: its flag becomes the result's.
    pub(super) fn look(&mut self, cell: &'a Cell) -> &'a Value {
        self.provisional |= cell.provisional;
        &cell.value
    }

    /// Whether any cell looked at so far is provisional.
    pub(super) fn is_provisional(&self) -> bool {
        self.provisional
    }

    /// Looks at every cell of every argument.
    pub(super) fn look_at_all(&mut self) {
        self.provisional |= self.arguments.iter().flat_map(cells).any(|cell| cell.provisional);
    }

    /// Looks at every cell of every argument; the first error among them stops.
    pub(super) fn all_sound(&mut self) -> Result<(), Stop> {
        self.look_at_all();
        sound(self.arguments.iter().flat_map(cells))
    }

    /// Looks at every cell of one argument; the first error among them stops.
    pub(super) fn sound(&mut self, index: usize) -> Result<(), Stop> {
        let cells = self.list(index)?;
        self.provisional |= cells.iter().any(|cell| cell.provisional);
        sound(cells.iter())
    }

    /// The values of all arguments, lists taken apart; an argument left out is `#VALUE!`.
    pub(super) fn values(&self) -> Result<impl Iterator<Item = &'a Value> + Clone + use<'a>, Stop> {
        self.values_from(0)
    }

    /// The values of the arguments from `first` on, lists taken apart; an argument left out is `#VALUE!`.
    pub(super) fn values_from(
        &self,
        first: usize,
    ) -> Result<impl Iterator<Item = &'a Value> + Clone + use<'a>, Stop> {
        let arguments = self.arguments.get(first..).unwrap_or_default();
        if arguments.iter().any(|argument| matches!(argument, Argument::Missing)) {
            return Err(Stop::from(ErrorCode::Value));
        }
        Ok(arguments.iter().flat_map(cells).map(|cell| &cell.value))
    }

    /// The cells of one argument.
    pub(super) fn list(&self, index: usize) -> Result<&'a [Cell], Stop> {
        match self.arguments.get(index) {
            Some(Argument::Missing) | None => Err(Stop::from(ErrorCode::Value)),
            Some(argument) => Ok(cells(argument)),
        }
    }

    /// The cells of one argument and how many a row has: one in a list.
    pub(super) fn table(&self, index: usize) -> Result<(usize, &'a [Cell]), Stop> {
        match self.arguments.get(index) {
            Some(Argument::Table { columns, cells }) => Ok((*columns, cells)),
            _ => Ok((1, self.list(index)?)),
        }
    }

    /// A single value, not looked at yet; blank where it was left out, `#VALUE!` where it is a list.
    pub(super) fn cell(&self, index: usize) -> Result<&'a Cell, Stop> {
        match self.arguments.get(index) {
            Some(Argument::One(cell)) => Ok(cell),
            Some(Argument::Read(cell)) => Ok(cell),
            Some(Argument::Missing) | None => Ok(&Cell::BLANK),
            Some(Argument::List(_) | Argument::Gathered(_) | Argument::Table { .. }) => {
                Err(Stop::from(ErrorCode::Value))
            }
        }
    }

    /// A single value that is neither an error nor exempt.
    pub(super) fn value(&mut self, index: usize) -> Result<&'a Value, Stop> {
        let cell = self.cell(index)?;
        match self.look(cell) {
            Value::Error(error) => Err(Stop::from(*error)),
            Value::Exempt => Err(Stop::Exempt),
            value => Ok(value),
        }
    }

    /// A number; a blank counts 0.
    pub(super) fn number(&mut self, index: usize) -> Result<Decimal, Stop> {
        match self.value(index)? {
            Value::Number(number) => Ok(*number),
            Value::Blank => Ok(Decimal::ZERO),
            _ => Err(Stop::from(ErrorCode::Value)),
        }
    }

    /// The whole part of a number, snapped first.
    pub(super) fn whole(&mut self, index: usize) -> Result<i64, Stop> {
        num::snap(self.number(index)?).trunc().to_i64().ok_or(Stop::from(ErrorCode::Num))
    }

    /// The whole part of a number; `otherwise` where it was left out.
    pub(super) fn whole_or(&mut self, index: usize, otherwise: i64) -> Result<i64, Stop> {
        if self.is_missing(index) { Ok(otherwise) } else { self.whole(index) }
    }

    /// A condition; a blank counts false.
    pub(super) fn truth(&mut self, index: usize) -> Result<bool, Stop> {
        truth(self.value(index)?)
    }

    /// A text; a blank counts empty.
    pub(super) fn text(&mut self, index: usize) -> Result<Arc<str>, Stop> {
        match self.value(index)? {
            Value::Text(text) => Ok(text.clone()),
            Value::Blank => Ok(Arc::from("")),
            _ => Err(Stop::from(ErrorCode::Value)),
        }
    }

    /// A date; a blank is none and `#VALUE!`.
    pub(super) fn date(&mut self, index: usize) -> Result<NaiveDate, Stop> {
        match self.value(index)? {
            Value::Date(date) => Ok(*date),
            _ => Err(Stop::from(ErrorCode::Value)),
        }
    }
}

/// The condition that a value is; a blank counts false.
pub(super) fn truth(value: &Value) -> Result<bool, Stop> {
    match value {
        Value::Truth(truth) => Ok(*truth),
        Value::Blank => Ok(false),
        Value::Exempt => Err(Stop::Exempt),
        Value::Error(error) => Err(Stop::from(*error)),
        _ => Err(Stop::from(ErrorCode::Value)),
    }
}

fn sound<'a>(cells: impl Iterator<Item = &'a Cell>) -> Result<(), Stop> {
    for cell in cells {
        if let Value::Error(error) = &cell.value {
            return Err(Stop::from(*error));
        }
    }
    Ok(())
}

fn cells<'a>(argument: &'a Argument<'a>) -> &'a [Cell] {
    match argument {
        Argument::One(cell) => slice::from_ref(cell),
        Argument::Read(cell) => slice::from_ref(*cell),
        Argument::List(cells) | Argument::Table { cells, .. } => cells,
        Argument::Gathered(cells) => cells,
        Argument::Missing => &[],
    }
}
