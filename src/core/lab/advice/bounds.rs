//! Bounds: between what a column's values can lie, whatever is typed, as far as its steps tell.
//!
//! Every bound holds; where no step tells one there is none. Cells replaced by hand are not thought of.

use std::collections::BTreeMap;

use crate::eval::Results;
use crate::formula::catalogue::Function;
use crate::formula::{Operator, Sign};
use crate::lab::marks::number;
use crate::model::{FieldKind, Value};
use crate::num::{self, Decimal};
use crate::plan::{Argument, Expr, List, Reach, Slot, Step, Version};

/// The least and the greatest value, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) least: Option<Decimal>,
    pub(super) most: Option<Decimal>,
}

/// Between what a column in a period can lie.
pub(super) fn bounds(results: &Results, wanted: (Slot, usize)) -> Bounds {
    let mut known: BTreeMap<(Slot, usize), Bounds> = BTreeMap::new();
    for instance in results.in_order(&results.above(&[wanted])) {
        let Some(version) = results.version_at(instance) else { continue };
        let walk = Walk { results, known: &known, version, period: instance.1, caps: Vec::new() };
        let mut found = match &version.step {
            Step::Input(input) if input.field.kind == FieldKind::Number => {
                let most = input.most.map_or(input.field.most, |parameter| results.parameter(parameter));
                // A blank counts 0.
                let (least, most) = (input.field.least, most);
                Bounds {
                    least: least.map(|least| least.min(Decimal::ZERO)),
                    most: most.map(|most| most.max(Decimal::ZERO)),
                }
            }
            Step::Formula(expr) => walk.expr(expr),
            Step::Gather(gather) => walk.call(gather.function, &gather.arguments),
            Step::Input(_)
            | Step::Own(_)
            | Step::Present(_)
            | Step::Order(_)
            | Step::Assign(_)
            | Step::Broken(_) => Bounds::default(),
        };
        if let Some(rounding) = version.rounding {
            found = Bounds {
                least: found.least.map(|least| rounding.apply(least)),
                most: found.most.map(|most| rounding.apply(most)),
            };
        }
        known.insert(instance, found);
    }
    known.get(&wanted).copied().unwrap_or_default()
}

struct Walk<'a> {
    results: &'a Results,
    known: &'a BTreeMap<(Slot, usize), Bounds>,
    version: &'a Version,
    period: usize,
    /// What a condition says about a part of the formula where it is looked at: it is at most this.
    caps: Vec<(&'a Expr, Decimal)>,
}

impl Bounds {
    fn point(value: Decimal) -> Self {
        Self { least: Some(value), most: Some(value) }
    }

    /// All that lies in one or the other.
    fn or(self, other: Self) -> Self {
        Self {
            least: self.least.zip(other.least).map(|(a, b)| a.min(b)),
            most: self.most.zip(other.most).map(|(a, b)| a.max(b)),
        }
    }

    fn plus(self, other: Self) -> Self {
        let sum = |(a, b): (Decimal, Decimal)| a.checked_add(b);
        Self {
            least: self.least.zip(other.least).and_then(sum),
            most: self.most.zip(other.most).and_then(sum),
        }
    }

    fn negative(self) -> Self {
        let minus = |value: Decimal| Decimal::ZERO.checked_sub(value);
        Self { least: self.most.and_then(minus), most: self.least.and_then(minus) }
    }

    fn times(self, other: Self) -> Self {
        if let Some(found) = self.ends(other, Decimal::checked_mul) {
            return found;
        }
        // What is not negative stays so.
        let least = (self.is_positive() && other.is_positive()).then_some(Decimal::ZERO);
        Self { least, most: None }
    }

    fn over(self, other: Self) -> Self {
        let zero = Decimal::ZERO;
        let is_never_zero =
            other.least.is_some_and(|least| least > zero) || other.most.is_some_and(|most| most < zero);
        match self.ends(other, Decimal::checked_div).filter(|_| is_never_zero) {
            Some(found) => found,
            None if self.is_positive() && other.is_positive() => Self { least: Some(zero), most: None },
            None => Self::default(),
        }
    }

    fn is_positive(self) -> bool {
        self.least.is_some_and(|least| least >= Decimal::ZERO)
    }

    /// The least and the greatest of what the ends give with each other.
    fn ends(self, other: Self, step: fn(Decimal, Decimal) -> Option<Decimal>) -> Option<Self> {
        let (a, b, c, d) = (self.least?, self.most?, other.least?, other.most?);
        let found: Vec<Decimal> =
            [(a, c), (a, d), (b, c), (b, d)].iter().map(|(x, y)| step(*x, *y)).collect::<Option<_>>()?;
        Some(Self { least: found.iter().min().copied(), most: found.iter().max().copied() })
    }
}

impl<'a> Walk<'a> {
    fn expr(&self, expr: &'a Expr) -> Bounds {
        let mut found = match expr {
            Expr::Constant(cell) => match &cell.value {
                Value::Number(number) => Bounds::point(*number),
                _ => Bounds::default(),
            },
            Expr::Parameter(parameter) => {
                self.results.parameter(*parameter).map_or_else(Bounds::default, Bounds::point)
            }
            Expr::Read(read) => self.read(*read),
            Expr::Unary(Sign::Plus, operand) => self.expr(operand),
            Expr::Unary(Sign::Minus, operand) => self.expr(operand).negative(),
            Expr::Percent(operand) => self.expr(operand).over(Bounds::point(Decimal::ONE_HUNDRED)),
            Expr::Binary(operator, left, right) => {
                let (left, right) = (self.expr(left), self.expr(right));
                match operator {
                    Operator::Add => left.plus(right),
                    Operator::Subtract => left.plus(right.negative()),
                    Operator::Multiply => left.times(right),
                    Operator::Divide => left.over(right),
                    _ => Bounds::default(),
                }
            }
            Expr::Call(function, arguments) => self.call(*function, arguments),
            Expr::Streak { .. } => Bounds::default(),
        };
        for (_, cap) in self.caps.iter().filter(|(of, _)| *of == expr) {
            found.most = Some(found.most.map_or(*cap, |most| most.min(*cap)));
        }
        found
    }

    fn read(&self, read: usize) -> Bounds {
        let Some(read) = self.version.reads.get(read) else { return Bounds::default() };
        match read.reach {
            Reach::Row | Reach::All | Reach::Peers(_) => {
                self.known.get(&(read.slot, self.period)).copied().unwrap_or_default()
            }
            _ => Bounds::default(),
        }
    }

    fn one(&self, argument: Option<&'a Argument>) -> Bounds {
        match argument {
            Some(Argument::One(expr)) => self.expr(expr),
            Some(Argument::List(List::Read(read))) => self.read(*read),
            Some(Argument::List(List::Call(Function::Best, inner))) => self.one(inner.first()),
            _ => Bounds::default(),
        }
    }

    fn all(&self, arguments: &'a [Argument]) -> Vec<Bounds> {
        arguments.iter().map(|argument| self.one(Some(argument))).collect()
    }

    fn hull(found: impl IntoIterator<Item = Bounds>) -> Bounds {
        found.into_iter().reduce(Bounds::or).unwrap_or_default()
    }

    fn call(&self, function: Function, arguments: &'a [Argument]) -> Bounds {
        match function {
            Function::If => self.when(arguments),
            Function::IfError => Self::hull(self.all(arguments)),
            Function::Average | Function::Median | Function::TrimMean => {
                let lists = if function == Function::TrimMean { arguments.get(..1) } else { Some(arguments) };
                Self::hull(self.all(lists.unwrap_or_default()))
            }
            Function::Sum if arguments.iter().all(|argument| matches!(argument, Argument::One(_))) => {
                self.all(arguments).into_iter().fold(Bounds::point(Decimal::ZERO), Bounds::plus)
            }
            Function::Min => {
                let found = self.all(arguments);
                Bounds {
                    least: found
                        .iter()
                        .map(|of| of.least)
                        .collect::<Option<Vec<_>>>()
                        .and_then(|all| all.into_iter().min()),
                    // What is skipped, blank or exempt, caps nothing: only what is always there does.
                    most: arguments
                        .iter()
                        .zip(&found)
                        .filter(|(of, _)| is_always_there(of))
                        .filter_map(|(_, of)| of.most)
                        .min()
                        .or_else(|| {
                            found
                                .iter()
                                .map(|of| of.most)
                                .collect::<Option<Vec<_>>>()
                                .and_then(|all| all.into_iter().max())
                        }),
                }
            }
            Function::Max => {
                let found = self.all(arguments);
                Bounds {
                    least: arguments
                        .iter()
                        .zip(&found)
                        .filter(|(of, _)| is_always_there(of))
                        .filter_map(|(_, of)| of.least)
                        .max()
                        .or_else(|| {
                            found
                                .iter()
                                .map(|of| of.least)
                                .collect::<Option<Vec<_>>>()
                                .and_then(|all| all.into_iter().min())
                        }),
                    most: found
                        .iter()
                        .map(|of| of.most)
                        .collect::<Option<Vec<_>>>()
                        .and_then(|all| all.into_iter().max()),
                }
            }
            Function::Rescale => self.rescale(arguments),
            Function::Weighted => {
                let weights = arguments.iter().skip(1).step_by(2);
                let is_weight = |of: Bounds| of.least.is_some_and(|least| least >= Decimal::ZERO);
                if weights.clone().all(|argument| is_weight(self.one(Some(argument)))) {
                    Self::hull(arguments.iter().step_by(2).map(|argument| self.one(Some(argument))))
                } else {
                    Bounds::default()
                }
            }
            Function::Band => match arguments.get(1) {
                Some(Argument::Table { columns: 2, cells }) => Self::hull(cells.chunks(2).map(|row| {
                    row.get(1)
                        .and_then(|cell| number(&cell.value))
                        .map_or_else(Bounds::default, Bounds::point)
                })),
                _ => Bounds::default(),
            },
            Function::Scale => self.one(arguments.get(3)).or(Bounds::point(Decimal::ZERO)),
            _ => Bounds::default(),
        }
    }

    /// Either branch; in the one where the condition does not hold, what it compares is below its limit.
    fn when(&self, arguments: &'a [Argument]) -> Bounds {
        let [condition, yes, no] = arguments else { return Bounds::default() };
        let capped = |of: &'a Expr, by: &'a Expr| {
            let mut caps = self.caps.clone();
            caps.extend(self.expr(by).most.map(|most| (of, most)));
            Walk { caps, ..*self }
        };
        let (mut in_yes, mut in_no) = (None, None);
        if let Argument::One(Expr::Binary(operator, left, right)) = condition {
            match operator {
                Operator::GreaterOrEqual | Operator::Greater => in_no = Some(capped(left, right)),
                Operator::Less | Operator::LessOrEqual => in_yes = Some(capped(left, right)),
                _ => {}
            }
        }
        let yes = in_yes.as_ref().map_or_else(|| self.one(Some(yes)), |walk| walk.one(Some(yes)));
        let no = in_no.as_ref().map_or_else(|| self.one(Some(no)), |walk| walk.one(Some(no)));
        yes.or(no)
    }

    /// The greatest share of full marks that any part can have, of the whole: whoever is exempt from the others has it.
    fn rescale(&self, arguments: &'a [Argument]) -> Bounds {
        let full = self.one(arguments.first());
        let pairs = arguments.get(1..).unwrap_or_default().chunks(2);
        let share = |pair: &'a [Argument]| {
            let full = self.one(pair.get(1));
            let is_full = full.least.is_some_and(|least| least > Decimal::ZERO);
            if is_full { self.one(pair.first()).over(full) } else { Bounds::default() }
        };
        Self::hull(pairs.map(share)).times(full)
    }
}

/// Whether an argument is a number whatever is typed.
fn is_always_there(argument: &Argument) -> bool {
    match argument {
        Argument::One(Expr::Parameter(_)) => true,
        Argument::One(Expr::Constant(cell)) => number(&cell.value).map(num::snap).is_some(),
        _ => false,
    }
}
