//! What is kept: what the steps of a section find that nothing in it moves, found once for all its fills.
//!
//! Two things are kept. Ties: which rows belong to which, by roster, links, dates and equal values. And formulas: a part
//! that reads nothing that moves is computed once for each row, and where such a part chooses a branch, the branch stands
//! in place of the choice. The same steps compute the same cells either way, to the last digit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::formula::Operator;
use crate::formula::catalogue::Function;
use crate::model::{Cell, Value};
use crate::plan::{Argument, Expr, List, Plan, Reach, Read, Slot, Step, TableKind};

use super::Results;
use super::compute::Frame;
use super::frame::{Groups, Source};
use super::functions::condition;
use super::operators;
use super::ordering::partitions;
use super::replay::within;
use super::schedule::Instance;

/// What a column's step finds in a period that nothing moves.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Kept {
    ties: Vec<Option<Tie>>,
    partitions: Option<Groups>,
    formulas: Vec<Option<Expr>>,
}

/// Which rows a read finds for each row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tie {
    /// One row, or none.
    Rows(Arc<Vec<Option<usize>>>),
    /// One row in a period, or none.
    Dated(Arc<Vec<Option<(usize, usize)>>>),
    /// Several rows.
    Lists(Arc<Vec<Vec<u32>>>),
    /// The rows of its group.
    Groups(Arc<Groups>),
}

impl Kept {
    /// The tie of a read, by its place.
    pub(super) fn tie(&self, read: usize) -> Option<&Tie> {
        self.ties.get(read)?.as_ref()
    }

    /// The groups within which the step decides.
    pub(super) fn partitions(&self) -> Option<&Groups> {
        self.partitions.as_ref()
    }

    /// The formula of a row, shortened; `None` where nothing of it stays.
    pub(super) fn formula(&self, row: usize) -> Option<&Expr> {
        self.formulas.get(row)?.as_ref()
    }
}

impl Tie {
    pub(super) fn rows(
        kept: Option<&Self>,
        find: impl FnOnce() -> Vec<Option<usize>>,
    ) -> Arc<Vec<Option<usize>>> {
        if let Some(Self::Rows(kept)) = kept { Arc::clone(kept) } else { Arc::new(find()) }
    }

    pub(super) fn dated(
        kept: Option<&Self>,
        find: impl FnOnce() -> Vec<Option<(usize, usize)>>,
    ) -> Arc<Vec<Option<(usize, usize)>>> {
        if let Some(Self::Dated(kept)) = kept { Arc::clone(kept) } else { Arc::new(find()) }
    }

    pub(super) fn lists(kept: Option<&Self>, find: impl FnOnce() -> Vec<Vec<u32>>) -> Arc<Vec<Vec<u32>>> {
        if let Some(Self::Lists(kept)) = kept { Arc::clone(kept) } else { Arc::new(find()) }
    }

    pub(super) fn groups(kept: Option<&Self>, find: impl FnOnce() -> Groups) -> Arc<Groups> {
        if let Some(Self::Groups(kept)) = kept { Arc::clone(kept) } else { Arc::new(find()) }
    }

    /// The tie of a source, where it has one.
    fn of(source: &Source<'_>) -> Option<Self> {
        match source {
            Source::Tied { rows, .. } => Some(Self::Rows(Arc::clone(rows))),
            Source::Dated { at, .. } => Some(Self::Dated(Arc::clone(at))),
            Source::Lists { rows, .. } => Some(Self::Lists(Arc::clone(rows))),
            Source::Groups { groups, .. } => Some(Self::Groups(Arc::clone(groups))),
            Source::Aligned(_) | Source::Same(_) | Source::All { .. } | Source::Finer(_) => None,
        }
    }
}

/// What moves while a section is filled over and over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moving<'a> {
    /// The parameters that are given other values.
    pub(super) parameters: &'a BTreeSet<usize>,
    /// The columns that are typed into, replaced or computed, in any period.
    pub(super) columns: &'a BTreeSet<Slot>,
}

impl Moving<'_> {
    /// Whether the rows that a read finds stay, whatever stands in them.
    fn ties_stay(self, plan: &Plan, read: &Read) -> bool {
        let moves = |slot: &Slot| self.columns.contains(slot);
        match &read.reach {
            Reach::Link(link) | Reach::Linked(link) => !moves(link),
            Reach::Peers(fields) => !fields.iter().any(moves),
            Reach::Entries => {
                let of = plan.columns.get(read.slot).and_then(|column| plan.tables.get(column.table));
                !of.and_then(|of| of.present.as_ref()).is_some_and(moves)
            }
            Reach::Row
            | Reach::Earlier { .. }
            | Reach::Subject
            | Reach::All
            | Reach::Within
            | Reach::Every
            | Reach::Rule(_) => true,
        }
    }
}

impl Results {
    /// What the steps of these columns, each in a period, find that nothing moves.
    pub(super) fn kept(&self, order: &[Instance], moving: Moving<'_>) -> BTreeMap<Instance, Arc<Kept>> {
        let keep = |of: &Instance| Some((*of, Arc::new(self.kept_of(*of, moving)?)));
        order.iter().filter_map(keep).collect()
    }

    /// `None` for a column that is not filled for all rows at once, by one version.
    fn kept_of(&self, (slot, period): Instance, moving: Moving<'_>) -> Option<Kept> {
        let table = self.plan.columns.get(slot)?.table;
        let is_register = matches!(self.plan.tables.get(table)?.kind, TableKind::Register { .. });
        if self.schedule.slices.is_sliced(slot) || (is_register && self.plan.editions.len() > 1) {
            return None;
        }
        let version = self.plan.version(slot, self.space.edition(&self.plan, table, period))?;
        let ties_stay: Vec<bool> =
            version.reads.iter().map(|read| moving.ties_stay(&self.plan, read)).collect();
        let stay: Vec<bool> = version
            .reads
            .iter()
            .zip(&ties_stay)
            .map(|(read, ties_stay)| *ties_stay && !moving.columns.contains(&read.slot))
            .collect();
        let count = self.space.row_count(table);
        Some(self.with_frame(version, (slot, period), None, |frame, present| {
            let tie = |(source, stays): (&Source<'_>, &bool)| Tie::of(source).filter(|_| *stays);
            let is_kept = |within: &&[usize]| within.iter().all(|read| stay.get(*read) == Some(&true));
            let groups = within(version).filter(is_kept);
            let short = Shortened { frame, stay: &stay, parameters: moving.parameters };
            Kept {
                ties: frame.sources.iter().zip(&ties_stay).map(tie).collect(),
                partitions: groups.map(|within| partitions(within, frame, count, present).into_owned()),
                formulas: match &version.step {
                    Step::Formula(expr) => (0..count).map(|row| short.expr(expr, row)).collect(),
                    _ => Vec::new(),
                },
            }
        }))
    }
}

/// Shortens formulas: what stays is computed.
struct Shortened<'a> {
    frame: &'a Frame<'a>,
    /// By read: whether what it finds stays.
    stay: &'a [bool],
    /// The parameters that move.
    parameters: &'a BTreeSet<usize>,
}

impl Shortened<'_> {
    /// An expression for a row with what stays computed; `None` where that gains nothing.
    fn expr(&self, expr: &Expr, row: usize) -> Option<Expr> {
        match expr {
            Expr::Constant(_) | Expr::Parameter(_) | Expr::Read(_) => None,
            computed if self.stays(computed) => Some(Expr::Constant(self.frame.eval(computed, row))),
            Expr::Unary(sign, operand) => Some(Expr::Unary(*sign, Box::new(self.expr(operand, row)?))),
            Expr::Percent(operand) => Some(Expr::Percent(Box::new(self.expr(operand, row)?))),
            Expr::Binary(operator, left, right) => {
                let (left, right) = either(left.as_ref(), right.as_ref(), |of| self.expr(of, row))?;
                Some(Expr::Binary(*operator, Box::new(left), Box::new(right)))
            }
            Expr::Call(function, arguments) => {
                let chosen = self.chosen(*function, arguments, row);
                chosen.map(|branch| self.whole(branch, row)).or_else(|| {
                    let short: Vec<Option<Argument>> =
                        arguments.iter().map(|argument| self.argument(argument, row)).collect();
                    let any = short.iter().any(Option::is_some);
                    let whole = short.into_iter().zip(arguments);
                    any.then(|| {
                        let arguments = whole.map(|(short, of)| short.unwrap_or_else(|| of.clone()));
                        Expr::Call(*function, arguments.collect())
                    })
                })
            }
            Expr::Streak { .. } => None,
        }
    }

    /// The same, whether shortened or not.
    fn whole(&self, expr: &Expr, row: usize) -> Expr {
        self.expr(expr, row).unwrap_or_else(|| expr.clone())
    }

    fn argument(&self, argument: &Argument, row: usize) -> Option<Argument> {
        match argument {
            Argument::One(expr) => self.expr(expr, row).map(Argument::One),
            Argument::List(_) | Argument::Table { .. } | Argument::Missing => None,
        }
    }

    /// The branch that a choice takes, where what decides it stays, is sound and is certain: else the choice itself must
    /// hand on an error, an exemption or a flag.
    fn chosen<'e>(&self, function: Function, arguments: &'e [Argument], row: usize) -> Option<&'e Expr> {
        match (function, arguments) {
            (Function::If, [condition, branches @ ..]) => {
                branch(branches.get(usize::from(!self.holds(condition, row)?))?)
            }
            (Function::Ifs, cases) => {
                for case in cases.chunks(2) {
                    let [condition, value] = case else { return None };
                    if self.holds(condition, row)? {
                        return branch(value);
                    }
                }
                None
            }
            (Function::Switch, [value, cases @ ..]) => {
                let value = self.certain(value, row)?;
                for case in cases.chunks(2) {
                    match case {
                        [candidate, result] => {
                            let candidate = self.certain(candidate, row)?;
                            let context = &self.frame.context;
                            match operators::binary(Operator::Equal, &value, &candidate, context).value {
                                Value::Truth(true) => return branch(result),
                                Value::Truth(false) => {}
                                _ => return None,
                            }
                        }
                        [default] => return branch(default),
                        _ => return None,
                    }
                }
                None
            }
            _ => None,
        }
    }

    /// Whether a condition that stays holds.
    fn holds(&self, argument: &Argument, row: usize) -> Option<bool> {
        condition(&self.certain(argument, row)?).ok()
    }

    /// The value of an argument that stays and is not provisional.
    fn certain(&self, argument: &Argument, row: usize) -> Option<Cell> {
        let Argument::One(expr) = argument else { return None };
        self.stays(expr).then(|| self.frame.eval(expr, row)).filter(|cell| !cell.provisional)
    }

    fn stays(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Constant(_) => true,
            Expr::Parameter(parameter) => !self.parameters.contains(parameter),
            Expr::Read(read) => self.read_stays(*read),
            Expr::Unary(_, operand) | Expr::Percent(operand) => self.stays(operand),
            Expr::Binary(_, left, right) => self.stays(left) && self.stays(right),
            Expr::Call(_, arguments) => self.all_stay(arguments),
            Expr::Streak { condition, before } => self.read_stays(*condition) && self.read_stays(*before),
        }
    }

    fn all_stay(&self, arguments: &[Argument]) -> bool {
        arguments.iter().all(|argument| match argument {
            Argument::One(expr) => self.stays(expr),
            Argument::List(List::Read(read)) => self.read_stays(*read),
            Argument::List(List::Call(_, arguments)) => self.all_stay(arguments),
            Argument::Table { .. } | Argument::Missing => true,
        })
    }

    fn read_stays(&self, read: usize) -> bool {
        self.stay.get(read) == Some(&true)
    }
}

/// A branch that is one expression.
fn branch(argument: &Argument) -> Option<&Expr> {
    if let Argument::One(expr) = argument { Some(expr) } else { None }
}

/// Both of two, where at least one is shortened.
fn either(left: &Expr, right: &Expr, short: impl Fn(&Expr) -> Option<Expr>) -> Option<(Expr, Expr)> {
    match (short(left), short(right)) {
        (None, None) => None,
        (l, r) => Some((l.unwrap_or_else(|| left.clone()), r.unwrap_or_else(|| right.clone()))),
    }
}
