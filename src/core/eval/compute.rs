//! Formulas: one expression over one row.

use crate::formula::Operator;
use crate::formula::catalogue::Function;
use crate::model::{Cell, ErrorCode, Value};
use crate::num::Decimal;
use crate::plan::{Argument, Expr, List};

use super::frame::{Groups, Source};
use super::functions::{self, Context};
use super::kept::Kept;
use super::operators;

/// What evaluating an expression needs: its step's sources, the parameters, and names.
pub(super) struct Frame<'a> {
    pub(super) sources: Vec<Source<'a>>,
    pub(super) parameters: &'a [Cell],
    pub(super) context: Context<'a>,
    /// What was divided last, and what it gave.
    pub(super) divided: Divided,
    /// What was found once for many fills.
    pub(super) kept: Option<&'a Kept>,
}

/// The last division: two numbers and their quotient. A share is divided twice in a row, once to see whether it reaches
/// the whole and once for its points, and of all arithmetic a division takes longest.
pub(super) type Divided = std::cell::Cell<Option<[Decimal; 3]>>;

impl Frame<'_> {
    /// The value of a read for a row.
    #[inline]
    pub(super) fn read(&self, read: usize, row: usize) -> &Cell {
        match self.sources.get(read) {
            Some(source) => source.one(row),
            None => &Cell::BLANK,
        }
    }

    /// A parameter's value.
    #[inline]
    pub(super) fn parameter(&self, parameter: usize) -> Option<Decimal> {
        match self.parameters.get(parameter)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The cell that an expression names: a constant, a parameter or a read. `None` for what is to be computed.
    #[inline]
    fn named<'s>(&'s self, expr: &'s Expr, row: usize) -> Option<&'s Cell> {
        match expr {
            Expr::Constant(cell) => Some(cell),
            Expr::Parameter(parameter) => self.parameters.get(*parameter),
            Expr::Read(read) => Some(self.read(*read, row)),
            Expr::Unary(..) | Expr::Percent(_) | Expr::Binary(..) | Expr::Call(..) | Expr::Streak { .. } => {
                None
            }
        }
    }

    /// The value of an expression for a row.
    pub(super) fn eval(&self, expr: &Expr, row: usize) -> Cell {
        match expr {
            Expr::Constant(cell) => cell.clone(),
            Expr::Parameter(parameter) => {
                self.parameters.get(*parameter).cloned().unwrap_or_else(|| Cell::error(ErrorCode::Ref))
            }
            Expr::Read(read) => self.read(*read, row).clone(),
            Expr::Unary(sign, operand) => self.with(operand, row, |cell| operators::unary(*sign, cell)),
            Expr::Percent(operand) => self.with(operand, row, operators::percent),
            Expr::Binary(operator, left, right) => self.with(left, row, |l| {
                self.with(right, row, |r| match (operator, &l.value, &r.value) {
                    (Operator::Divide, Value::Number(left), Value::Number(right)) => {
                        Cell::new(self.quotient(*left, *right), l.provisional | r.provisional)
                    }
                    _ => operators::binary(*operator, l, r, &self.context),
                })
            }),
            Expr::Call(function, arguments) => self.call(*function, arguments, row),
            Expr::Streak { condition, before } => self.streak(*condition, *before, row),
        }
    }

    /// A quotient; the last one where the same two numbers, digit for digit, are divided again.
    fn quotient(&self, left: Decimal, right: Decimal) -> Value {
        if let Some([dividend, divisor, quotient]) = self.divided.get()
            && dividend.unpack() == left.unpack()
            && divisor.unpack() == right.unpack()
        {
            return Value::Number(quotient);
        }
        let value = operators::numbers(Operator::Divide, left, right);
        if let Value::Number(quotient) = value {
            self.divided.set(Some([left, right, quotient]));
        }
        value
    }

    /// Evaluates an operand and hands it on; what stands in a cell is handed on without a copy.
    #[inline]
    fn with<R>(&self, expr: &Expr, row: usize, then: impl FnOnce(&Cell) -> R) -> R {
        match self.named(expr, row) {
            Some(cell) => then(cell),
            None => then(&self.eval(expr, row)),
        }
    }

    /// One more than before where the condition is true; what is not true, blank or exempt breaks a run.
    fn streak(&self, condition: usize, before: usize, row: usize) -> Cell {
        let condition = self.read(condition, row);
        match &condition.value {
            Value::Error(_) => condition.clone(),
            Value::Truth(true) => {
                let before = self.read(before, row);
                let length = match &before.value {
                    Value::Number(length) => *length,
                    Value::Error(_) => return before.clone(),
                    _ => Decimal::ZERO,
                };
                let provisional = condition.provisional || before.provisional;
                length
                    .checked_add(Decimal::ONE)
                    .map_or_else(|| Cell::error(ErrorCode::Num), |length| Cell::new(length, provisional))
            }
            _ => Cell::new(Decimal::ZERO, condition.provisional),
        }
    }

    fn call(&self, function: Function, arguments: &[Argument], row: usize) -> Cell {
        match function {
            Function::If => self.when(arguments, row),
            Function::Ifs => self.cases(arguments, row),
            Function::Switch => self.switch(arguments, row),
            Function::IfError => match arguments {
                [value, otherwise] => {
                    let value = self.argument_value(value, row);
                    if matches!(value.value, Value::Error(_)) {
                        let mut cell = self.argument_value(otherwise, row);
                        cell.provisional |= value.provisional;
                        cell
                    } else {
                        value
                    }
                }
                _ => Cell::error(ErrorCode::Value),
            },
            _ => self.strict(function, arguments, row),
        }
    }

    /// A function that needs all its arguments. Few arguments are handed on without a list of their own.
    pub(super) fn strict(&self, function: Function, arguments: &[Argument], row: usize) -> Cell {
        let call = |values: &[functions::Argument<'_>]| functions::call(function, values, &self.context);
        let value = |argument| self.argument(argument, row);
        let result = match arguments {
            [Argument::One(expr)] if let Some(cell) = self.named(expr, row) => {
                return call(&[functions::Argument::Read(cell)]);
            }
            [one] => value(one).map(|one| call(&[one])),
            [one, two] => value(one).and_then(|one| Ok(call(&[one, value(two)?]))),
            [one, two, three] => value(one).and_then(|one| Ok(call(&[one, value(two)?, value(three)?]))),
            many => {
                let mut values = Vec::with_capacity(many.len());
                for argument in many {
                    // Most are cells: written where they belong at once, without a result to unpack.
                    if let Argument::One(expr) = argument
                        && let Some(cell) = self.named(expr, row)
                    {
                        values.push(functions::Argument::Read(cell));
                        continue;
                    }
                    match value(argument) {
                        Ok(value) => values.push(value),
                        Err(error) => return error,
                    }
                }
                return call(&values);
            }
        };
        result.unwrap_or_else(|error| error)
    }

    /// An argument as a function takes it: what stands in a cell is not copied.
    #[inline]
    fn argument<'s>(&'s self, argument: &'s Argument, row: usize) -> Result<functions::Argument<'s>, Cell> {
        Ok(match argument {
            Argument::One(expr) => match self.named(expr, row) {
                Some(cell) => functions::Argument::Read(cell),
                None => functions::Argument::One(self.eval(expr, row)),
            },
            Argument::Table { columns, cells } => functions::Argument::Table { columns: *columns, cells },
            Argument::Missing => functions::Argument::Missing,
            Argument::List(List::Read(read)) => match self.sources.get(*read) {
                Some(source) => source.list(row),
                None => functions::Argument::List(&[]),
            },
            Argument::List(List::Call(function, arguments)) => {
                functions::Argument::Gathered(self.list_call(*function, arguments, row)?)
            }
        })
    }

    fn list_call(&self, function: Function, arguments: &[Argument], row: usize) -> Result<Vec<Cell>, Cell> {
        let values: Vec<_> =
            arguments.iter().map(|argument| self.argument(argument, row)).collect::<Result<_, _>>()?;
        functions::call_list(function, &values, &self.context)
    }

    /// The groups of rows for which arguments are the same: those that all their lists are made by. `None` where a
    /// row has arguments of its own.
    pub(super) fn groups(&self, arguments: &[Argument]) -> Option<&Groups> {
        let mut found: Option<&Groups> = None;
        for argument in arguments {
            let groups = match argument {
                Argument::One(Expr::Constant(_) | Expr::Parameter(_))
                | Argument::Table { .. }
                | Argument::Missing => continue,
                Argument::One(_) => return None,
                Argument::List(List::Read(read)) => match self.sources.get(*read)? {
                    Source::Groups { groups, .. } => groups,
                    _ => return None,
                },
                Argument::List(List::Call(_, arguments)) => self.groups(arguments)?,
            };
            if found.is_some_and(|found| *found != *groups) {
                return None;
            }
            found = Some(groups);
        }
        found
    }

    fn argument_value(&self, argument: &Argument, row: usize) -> Cell {
        match argument {
            Argument::One(expr) => self.eval(expr, row),
            Argument::Missing => Cell::BLANK,
            Argument::List(_) | Argument::Table { .. } => Cell::error(ErrorCode::Value),
        }
    }

    /// Whether a condition holds; an error or an exempt condition is the result instead.
    fn holds(&self, condition: &Argument, row: usize) -> Result<(bool, bool), Cell> {
        let holds = |cell: &Cell| functions::condition(cell).map(|truth| (truth, cell.provisional));
        match condition {
            Argument::One(expr) => self.with(expr, row, holds),
            other => holds(&self.argument_value(other, row)),
        }
    }

    fn when(&self, arguments: &[Argument], row: usize) -> Cell {
        let Some((condition, branches)) = arguments.split_first() else {
            return Cell::error(ErrorCode::Value);
        };
        let (holds, provisional) = match self.holds(condition, row) {
            Ok(found) => found,
            Err(cell) => return cell,
        };
        let branch = branches.get(usize::from(!holds));
        let mut cell = branch.map_or_else(|| Cell::firm(false), |branch| self.argument_value(branch, row));
        cell.provisional |= provisional;
        cell
    }

    fn cases(&self, arguments: &[Argument], row: usize) -> Cell {
        let mut provisional = false;
        for case in arguments.chunks(2) {
            let [condition, value] = case else { break };
            match self.holds(condition, row) {
                Err(mut cell) => {
                    cell.provisional |= provisional;
                    return cell;
                }
                Ok((holds, uncertain)) => {
                    provisional |= uncertain;
                    if holds {
                        let mut cell = self.argument_value(value, row);
                        cell.provisional |= provisional;
                        return cell;
                    }
                }
            }
        }
        Cell::new(Value::error(ErrorCode::NotAvailable), provisional)
    }

    fn switch(&self, arguments: &[Argument], row: usize) -> Cell {
        let Some((value, cases)) = arguments.split_first() else { return Cell::error(ErrorCode::Value) };
        let value = self.argument_value(value, row);
        let mut provisional = value.provisional;
        for case in cases.chunks(2) {
            match case {
                [candidate, result] => {
                    let candidate = self.argument_value(candidate, row);
                    let equal = operators::binary(Operator::Equal, &value, &candidate, &self.context);
                    provisional |= candidate.provisional;
                    match equal.value {
                        Value::Truth(true) => {
                            let mut cell = self.argument_value(result, row);
                            cell.provisional |= provisional;
                            return cell;
                        }
                        Value::Error(_) | Value::Exempt => return Cell { provisional, ..equal },
                        _ => {}
                    }
                }
                [default] => {
                    let mut cell = self.argument_value(default, row);
                    cell.provisional |= provisional;
                    return cell;
                }
                _ => {}
            }
        }
        Cell::new(Value::error(ErrorCode::NotAvailable), provisional)
    }
}
