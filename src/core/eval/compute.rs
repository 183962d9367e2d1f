//! Formulas: one expression over one row.

use crate::formula::catalogue::Function;
use crate::model::{Cell, ErrorCode, Value};
use crate::num::Decimal;
use crate::plan::{Argument, Expr, List};

use super::frame::Source;
use super::functions::{self, Context};
use super::operators;

/// What evaluating an expression needs: its step's sources, the parameters, and names.
pub(super) struct Frame<'a> {
    pub(super) sources: Vec<Source<'a>>,
    pub(super) parameters: &'a [Decimal],
    pub(super) context: Context<'a>,
}

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
        self.parameters.get(parameter).copied()
    }

    /// The value of an expression for a row.
    pub(super) fn eval(&self, expr: &Expr, row: usize) -> Cell {
        match expr {
            Expr::Constant(cell) => cell.clone(),
            Expr::Parameter(parameter) => match self.parameter(*parameter) {
                Some(value) => Cell::firm(value),
                None => Cell::error(ErrorCode::Ref),
            },
            Expr::Read(read) => self.read(*read, row).clone(),
            Expr::Unary(sign, operand) => self.with(operand, row, |cell| operators::unary(*sign, cell)),
            Expr::Percent(operand) => self.with(operand, row, operators::percent),
            Expr::Binary(operator, left, right) => self.with(left, row, |l| {
                self.with(right, row, |r| operators::binary(*operator, l, r, &self.context))
            }),
            Expr::Call(function, arguments) => self.call(*function, arguments, row),
            Expr::Streak { condition, before } => self.streak(*condition, *before, row),
        }
    }

    /// Evaluates an operand and hands it on; a read is handed on without a copy.
    #[inline]
    fn with<R>(&self, expr: &Expr, row: usize, then: impl FnOnce(&Cell) -> R) -> R {
        match expr {
            Expr::Constant(cell) => then(cell),
            Expr::Read(read) => then(self.read(*read, row)),
            Expr::Parameter(_)
            | Expr::Unary(..)
            | Expr::Percent(_)
            | Expr::Binary(..)
            | Expr::Call(..)
            | Expr::Streak { .. } => then(&self.eval(expr, row)),
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
                        self.argument_value(otherwise, row)
                    } else {
                        value
                    }
                }
                _ => Cell::error(ErrorCode::Value),
            },
            _ => self.strict(function, arguments, row),
        }
    }

    /// A function that needs all its arguments.
    pub(super) fn strict(&self, function: Function, arguments: &[Argument], row: usize) -> Cell {
        let lists: Vec<Option<Result<Vec<Cell>, Cell>>> =
            if arguments.iter().any(|a| matches!(a, Argument::List(_))) {
                arguments.iter().map(|argument| self.list(argument, row)).collect()
            } else {
                Vec::new()
            };
        if let Some(error) = lists.iter().flatten().find_map(|list| list.as_ref().err()) {
            return error.clone();
        }
        let values: Vec<functions::Argument<'_>> = arguments
            .iter()
            .enumerate()
            .map(|(at, argument)| match (argument, lists.get(at)) {
                (_, Some(Some(Ok(list)))) => functions::Argument::List(list),
                (Argument::One(expr), _) => functions::Argument::One(self.eval(expr, row)),
                (Argument::Table { columns, cells }, _) => {
                    functions::Argument::Table { columns: *columns, cells }
                }
                (Argument::List(_) | Argument::Missing, _) => functions::Argument::Missing,
            })
            .collect();
        functions::call(function, &values, &self.context)
    }

    /// The cells of a list argument; `None` where the argument is no list.
    fn list(&self, argument: &Argument, row: usize) -> Option<Result<Vec<Cell>, Cell>> {
        let Argument::List(list) = argument else { return None };
        Some(match list {
            List::Read(read) => {
                let mut cells = Vec::new();
                if let Some(source) = self.sources.get(*read) {
                    source.list(row, &mut cells);
                }
                Ok(cells)
            }
            List::Call(function, arguments) => self.list_call(*function, arguments, row),
        })
    }

    fn list_call(&self, function: Function, arguments: &[Argument], row: usize) -> Result<Vec<Cell>, Cell> {
        let lists: Vec<Option<Vec<Cell>>> = arguments
            .iter()
            .map(|argument| self.list(argument, row).transpose())
            .collect::<Result<_, _>>()?;
        let values: Vec<functions::Argument<'_>> = arguments
            .iter()
            .zip(&lists)
            .map(|(argument, list)| match (argument, list) {
                (_, Some(list)) => functions::Argument::List(list),
                (Argument::One(expr), None) => functions::Argument::One(self.eval(expr, row)),
                (Argument::Table { columns, cells }, None) => {
                    functions::Argument::Table { columns: *columns, cells }
                }
                (Argument::List(_) | Argument::Missing, None) => functions::Argument::Missing,
            })
            .collect();
        functions::call_list(function, &values, &self.context)
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
        let cell = self.argument_value(condition, row);
        match cell.value {
            Value::Truth(truth) => Ok((truth, cell.provisional)),
            Value::Blank => Ok((false, cell.provisional)),
            Value::Error(_) | Value::Exempt => Err(cell),
            Value::Number(_) | Value::Text(_) | Value::Date(_) | Value::Subject(_) | Value::Grade(_) => {
                Err(Cell::new(Value::error(ErrorCode::Value), cell.provisional))
            }
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
                    let equal =
                        operators::binary(crate::formula::Operator::Equal, &value, &candidate, &self.context);
                    provisional |= candidate.provisional;
                    match equal.value {
                        Value::Truth(true) => {
                            let mut cell = self.argument_value(result, row);
                            cell.provisional |= provisional;
                            return cell;
                        }
                        Value::Error(_) | Value::Exempt => return equal,
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
