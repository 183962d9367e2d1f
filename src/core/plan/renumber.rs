//! Numbers of one plan in another: whether a column is still computed in the same way, though columns, parameters and
//! rules have other numbers there.

use std::collections::BTreeMap;

use super::{
    Argument, Assign, Expr, Input, List, Plan, Reach, Read, Slot, Step, TableIx, TableKind, Version,
};
use crate::model::Id;

/// What one plan's numbers are in another.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    /// The other plan's table, by one's own.
    pub tables: BTreeMap<TableIx, TableIx>,
    /// The other plan's column, by one's own.
    pub slots: BTreeMap<Slot, Slot>,
    /// The other plan's parameter, by one's own.
    parameters: BTreeMap<usize, usize>,
    /// The other plan's generator of entries, by one's own.
    generators: BTreeMap<usize, usize>,
}

impl Numbers {
    /// The numbers of `plan` in `other`. Tables are the same where id and kind are, columns where table and id are.
    /// Parameters are found by [`Self::is_same`], column by column.
    #[must_use]
    pub fn between(plan: &Plan, other: &Plan) -> Self {
        let mut numbers = Self::default();
        // The kinds of the others name classes, which may stand behind them.
        let is_class = |(_, table): &(usize, &super::Table)| table.kind == TableKind::Class;
        let (classes, others): (Vec<_>, Vec<_>) = plan.tables.iter().enumerate().partition(is_class);
        for (at, table) in classes.into_iter().chain(others) {
            let same = other
                .tables
                .iter()
                .position(|known| known.id == table.id && numbers.is_same_kind(&table.kind, &known.kind));
            if let Some(same) = same {
                numbers.tables.insert(at, same);
            }
        }
        let mut slots: BTreeMap<(TableIx, &Id), Slot> = BTreeMap::new();
        slots.extend(
            other.columns.iter().enumerate().map(|(slot, column)| ((column.table, &column.id), slot)),
        );
        for (slot, column) in plan.columns.iter().enumerate() {
            let table = numbers.tables.get(&column.table);
            if let Some(same) = table.and_then(|table| slots.get(&(*table, &column.id))) {
                numbers.slots.insert(slot, *same);
            }
        }
        for (at, made) in plan.generators.iter().enumerate() {
            let is_same = |known: &super::Generator| {
                known.id == made.id
                    && numbers.tables.get(&made.register) == Some(&known.register)
                    && numbers.tables.get(&made.from) == Some(&known.from)
            };
            if let Some(same) = other.generators.iter().position(is_same) {
                numbers.generators.insert(at, same);
            }
        }
        numbers
    }

    fn is_same_kind(&self, own: &TableKind, other: &TableKind) -> bool {
        let table = |own: &TableIx, other: &TableIx| self.tables.get(own) == Some(other);
        match (own, other) {
            (TableKind::Class, TableKind::Class) => true,
            (
                TableKind::Register { classes, cycle },
                TableKind::Register { classes: others, cycle: other },
            ) => {
                cycle == other
                    && classes.len() == others.len()
                    && classes.iter().zip(others).all(|(own, other)| table(own, other))
            }
            (TableKind::Sheet { class, cycle }, TableKind::Sheet { class: known, cycle: other }) => {
                cycle == other && table(class, known)
            }
            _ => false,
        }
    }

    /// Whether a column is computed in the same way in both plans, apart from numbers. `value` tells whether two
    /// parameters, one's own and the other's, have the same value.
    pub fn is_same(&mut self, own: &Version, other: &Version, value: impl Fn(usize, usize) -> bool) -> bool {
        let parameters = own.parameters.iter().zip(&other.parameters);
        if own.parameters.len() != other.parameters.len() || !parameters.clone().all(|(a, b)| value(*a, *b)) {
            return false;
        }
        self.parameters.clear();
        self.parameters.extend(parameters.map(|(own, other)| (*own, *other)));
        own.kind == other.kind
            && own.rounding == other.rounding
            && own.reads.len() == other.reads.len()
            && own.reads.iter().zip(&other.reads).all(|(own, other)| self.is_same_read(own, other))
            && self.step(&own.step).is_some_and(|step| step == other.step)
    }

    fn is_same_read(&self, own: &Read, other: &Read) -> bool {
        self.slots.get(&own.slot) == Some(&other.slot)
            && self.reach(&own.reach).is_some_and(|reach| reach == other.reach)
    }

    fn slot(&self, slot: Slot) -> Option<Slot> {
        self.slots.get(&slot).copied()
    }

    fn parameter(&self, parameter: usize) -> Option<usize> {
        self.parameters.get(&parameter).copied()
    }

    fn reach(&self, reach: &Reach) -> Option<Reach> {
        Some(match reach {
            Reach::Link(link) => Reach::Link(self.slot(*link)?),
            Reach::Linked(link) => Reach::Linked(self.slot(*link)?),
            Reach::Peers(fields) => {
                Reach::Peers(fields.iter().map(|field| self.slot(*field)).collect::<Option<_>>()?)
            }
            Reach::Rule(generator) => Reach::Rule(*self.generators.get(generator)?),
            Reach::Row
            | Reach::Subject
            | Reach::Earlier { .. }
            | Reach::All
            | Reach::Within
            | Reach::Every
            | Reach::Entries => reach.clone(),
        })
    }

    /// The step with the other plan's numbers; `None` where something has no number there.
    fn step(&self, step: &Step) -> Option<Step> {
        let generators = |of: &[(usize, usize)]| {
            of.iter()
                .map(|(made, read)| Some((*self.generators.get(made)?, *read)))
                .collect::<Option<Vec<_>>>()
        };
        Some(match step {
            Step::Input(input) => Step::Input(Box::new(Input {
                most: input.most.map_or(Some(None), |most| self.parameter(most).map(Some))?,
                generated: generators(&input.generated)?,
                ..(**input).clone()
            })),
            Step::Present(of) => Step::Present(generators(of)?),
            Step::Formula(expr) => Step::Formula(self.expr(expr)?),
            Step::Gather(gather) => {
                let mut gather = gather.clone();
                gather.arguments = self.arguments(&gather.arguments)?;
                Step::Gather(gather)
            }
            Step::Assign(assign) => {
                let mut assign = assign.clone();
                if let Assign::Grade(ladder) = &mut *assign {
                    for grade in &mut ladder.grades {
                        if let Some(least) = grade.least {
                            grade.least = Some(self.parameter(least)?);
                        }
                    }
                }
                Step::Assign(assign)
            }
            Step::Own(_) | Step::Order(_) | Step::Broken(_) => step.clone(),
        })
    }

    fn expr(&self, expr: &Expr) -> Option<Expr> {
        let boxed = |expr: &Expr| self.expr(expr).map(Box::new);
        Some(match expr {
            Expr::Parameter(parameter) => Expr::Parameter(self.parameter(*parameter)?),
            Expr::Unary(sign, of) => Expr::Unary(*sign, boxed(of)?),
            Expr::Percent(of) => Expr::Percent(boxed(of)?),
            Expr::Binary(operator, left, right) => Expr::Binary(*operator, boxed(left)?, boxed(right)?),
            Expr::Call(function, arguments) => Expr::Call(*function, self.arguments(arguments)?),
            Expr::Constant(_) | Expr::Read(_) | Expr::Streak { .. } => expr.clone(),
        })
    }

    fn arguments(&self, arguments: &[Argument]) -> Option<Vec<Argument>> {
        let argument = |of: &Argument| {
            Some(match of {
                Argument::One(expr) => Argument::One(self.expr(expr)?),
                Argument::List(List::Call(function, arguments)) => {
                    Argument::List(List::Call(*function, self.arguments(arguments)?))
                }
                Argument::List(List::Read(_)) | Argument::Table { .. } | Argument::Missing => of.clone(),
            })
        };
        arguments.iter().map(argument).collect()
    }
}
