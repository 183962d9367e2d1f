//! Parts: sums, means and rescaled totals as amounts that add up exactly to the value.

use crate::eval::Results;
use crate::formula::catalogue::Function;
use crate::formula::{self, Kind};
use crate::model::{Cell, CellRef, Value};
use crate::num::{Decimal, exact_sum, keep};
use crate::plan::{Argument, Expr, List, Step, Version};

use super::trace::Line;

/// One amount of a sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// What the formula calls it, or the row it comes from.
    pub label: String,
    /// The cell it comes from.
    pub at: Option<CellRef>,
    /// The amount.
    pub amount: Decimal,
}

/// What an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A value that is summed.
    Item,
    /// A value that was left out because it does not apply.
    Exempt,
    /// A value that was left out because it is blank.
    Blank,
    /// What dividing by the number, the weights or the applicable full marks changed.
    Scaled,
    /// What rounding changed.
    Rounded,
    /// What a replacement by hand changed.
    ByHand,
}

impl Part {
    pub(super) fn by_hand(amount: Decimal) -> Self {
        Self { kind: PartKind::ByHand, label: String::new(), at: None, amount }
    }
}

/// The parts of a sum, mean or rescaled total; none where the step is something else, or where amounts would need
/// more than 28 digits.
pub(super) fn parts(
    results: &Results,
    version: &Version,
    lines: &[Line],
    raw: Option<&Cell>,
    computed: &Cell,
) -> Vec<Part> {
    let (Some(Value::Number(raw)), Value::Number(value)) = (raw.map(|cell| &cell.value), &computed.value)
    else {
        return Vec::new();
    };
    summed(results, version, lines).and_then(|items| complete(items, keep(*raw), *value)).unwrap_or_default()
}

/// The items and what scaling and rounding add to them.
fn complete(mut parts: Vec<Part>, raw: Decimal, value: Decimal) -> Option<Vec<Part>> {
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| exact_sum(sum, part.amount))?;
    let steps = [(PartKind::Scaled, raw.checked_sub(sum)?), (PartKind::Rounded, value.checked_sub(raw)?)];
    for (kind, amount) in steps {
        if !amount.is_zero() {
            parts.push(Part { kind, label: String::new(), at: None, amount });
        }
    }
    let total = parts.iter().try_fold(Decimal::ZERO, |sum, part| exact_sum(sum, part.amount))?;
    (total == value).then_some(parts)
}

fn summed(results: &Results, version: &Version, lines: &[Line]) -> Option<Vec<Part>> {
    let (function, arguments) = match &version.step {
        Step::Formula(Expr::Call(function, arguments)) => (*function, arguments),
        Step::Gather(gather) => (gather.function, &gather.arguments),
        _ => return None,
    };
    let written = match formula::parse(&version.formula).tree.kind {
        Kind::Call { arguments, .. } => arguments,
        _ => Vec::new(),
    };
    let mut parts = Vec::new();
    // Which arguments are amounts: all of a sum or mean, every second one of a rescaled or weighted one.
    let (skip, step) = match function {
        Function::Sum | Function::Average => (0, 1),
        Function::Rescale => (1, 2),
        Function::Weighted => (0, 2),
        _ => return None,
    };
    for (at, argument) in arguments.iter().enumerate().skip(skip).step_by(step) {
        let name = written.get(at).map(formula::print).unwrap_or_default();
        match argument {
            Argument::One(Expr::Read(read)) => {
                let line = lines.get(*read)?;
                parts.push(part(name, line.cells.first().map(|cell| cell.at), line.values.first()?)?);
            }
            Argument::One(Expr::Parameter(parameter)) => {
                parts.push(part(name, None, &Cell::firm(results.parameter(*parameter)?))?);
            }
            // The 0 that makes a sum of no entries a number is no amount.
            Argument::One(Expr::Constant(cell)) if cell.value == Value::Number(Decimal::ZERO) => {}
            Argument::One(Expr::Constant(cell)) => parts.push(part(name, None, cell)?),
            Argument::List(List::Read(read)) => {
                for cell in &lines.get(*read)?.cells {
                    let period = cell.period.map(|period| period.to_string()).unwrap_or_default();
                    let label = format!("{} {period} {}", cell.row, cell.column);
                    parts.push(part(label, Some(cell.at), &cell.value)?);
                }
            }
            Argument::One(_)
            | Argument::List(List::Call(..))
            | Argument::Table { .. }
            | Argument::Missing => {
                return None;
            }
        }
    }
    Some(parts)
}

fn part(label: String, at: Option<CellRef>, cell: &Cell) -> Option<Part> {
    let (kind, amount) = match cell.value {
        Value::Number(number) => (PartKind::Item, number),
        Value::Exempt => (PartKind::Exempt, Decimal::ZERO),
        Value::Blank => (PartKind::Blank, Decimal::ZERO),
        _ => return None,
    };
    Some(Part { kind, label, at, amount })
}
