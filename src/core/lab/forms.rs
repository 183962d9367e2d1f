//! Forms: the cells of a section as ratios of linear expressions in parameters, found from the plan's steps.
//!
//! Whatever does not depend on the variables is computed by the evaluator itself. What depends on them otherwise than by
//! sums, products with what is fixed, quotients, `RESCALE` and `WEIGHTED` has no form: a condition, a cap, a rounding.
//! Coefficients are decimals of 28 digits, so a form is as good as the evaluator's own arithmetic, not the same to the
//! last digit; who uses it says how it makes sure.

use std::collections::{BTreeMap, BTreeSet};

use super::linear::{Linear, Ratio};
use crate::eval::{Given, Results, Section};
use crate::formula::catalogue::Function;
use crate::formula::{Operator, Sign};
use crate::model::{Cell, Value};
use crate::num;
use crate::plan::{Argument, Expr, List, Reach, Slot, Step, TableKind, Version};

/// A cell: what it is whatever the variables are, or how it depends on them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    /// Does not depend on them.
    Fixed(Cell),
    /// A number.
    Moving(Ratio),
}

/// The forms of the cells of a section, column by column; `None` for a cell that has none.
pub(super) struct Forms<'a> {
    results: &'a Results,
    variables: &'a BTreeMap<usize, Linear>,
    /// What moves: a column that is not among `columns` yet has no form yet.
    section: BTreeSet<(Slot, usize)>,
    columns: BTreeMap<(Slot, usize), Vec<Option<Form>>>,
}

impl<'a> Forms<'a> {
    /// The forms of a section up to a column, where parameters are linear in some variables.
    pub(super) fn of(
        results: &'a Results,
        section: &Section,
        variables: &'a BTreeMap<usize, Linear>,
        up_to: (Slot, usize),
    ) -> Self {
        let mut forms =
            Self { results, variables, section: section.iter().collect(), columns: BTreeMap::new() };
        for instance in section.iter() {
            let cells = forms.column(instance, instance == up_to);
            forms.columns.insert(instance, cells);
            if instance == up_to {
                break;
            }
        }
        forms
    }

    /// The forms of a column, row by row; a column outside of the section is fixed.
    pub(super) fn at(&self, instance: (Slot, usize)) -> Vec<Option<Form>> {
        match self.columns.get(&instance) {
            Some(cells) => cells.clone(),
            None => {
                let cells = self.results.column(instance.0, instance.1);
                cells.iter().map(|cell| Some(Form::Fixed(cell.clone()))).collect()
            }
        }
    }

    fn column(&self, (slot, period): (Slot, usize), is_last: bool) -> Vec<Option<Form>> {
        let plan = self.results.plan();
        let count = self.results.column(slot, period).len();
        let none = || vec![None; count];
        let Some(table) = plan.columns.get(slot).and_then(|column| plan.tables.get(column.table)) else {
            return none();
        };
        // Entries compute each by the edition of its date, and whether one is there may depend on the variables.
        let is_register = matches!(table.kind, TableKind::Register { .. });
        let is_there = table.present.is_some_and(|present| self.section.contains(&(present, 0)));
        let Some(version) = self.results.version_at((slot, period)) else { return none() };
        if is_there || (is_register && plan.editions.len() > 1) {
            return none();
        }
        (0..count).map(|row| self.cell(version, (slot, period), row, is_last)).collect()
    }

    fn cell(
        &self,
        version: &Version,
        (slot, period): (Slot, usize),
        row: usize,
        is_last: bool,
    ) -> Option<Form> {
        let (results, plan) = (self.results, self.results.plan());
        let now = results.cell(slot, period, row)?;
        let table = plan.columns.get(slot)?.table;
        if results.is_replaced(slot, period, row) || !results.is_there(table, period, row) {
            return Some(Form::Fixed(now.clone()));
        }
        let edition = results.space().edition(plan, table, period);
        let body = Row { forms: self, version, edition, reads: self.reads(version, (slot, period), row) };
        if let Some(form) = body.fixed_step(now) {
            return Some(form);
        }
        let form = match &version.step {
            Step::Formula(expr) => body.expr(expr),
            Step::Gather(gather) => body.call(gather.function, &gather.arguments),
            // What is typed stays; whether it still fits under full marks is told by `Lever::bounds`.
            Step::Input(input) if !input.is_partly_computed() => Some(Form::Fixed(now.clone())),
            Step::Input(_)
            | Step::Own(_)
            | Step::Present(_)
            | Step::Order(_)
            | Step::Assign(_)
            | Step::Broken(_) => None,
        };
        match form? {
            // What nothing moves is what stands there, kept and rounded as it is.
            Form::Fixed(_) => Some(Form::Fixed(now.clone())),
            Form::Moving(_) if version.rounding.is_some() && !is_last => None,
            moving @ Form::Moving(_) => Some(moving),
        }
    }

    /// What each read of a step finds for a row; `None` where one of it has no form.
    fn reads(&self, version: &Version, at: (Slot, usize), row: usize) -> Vec<Option<Vec<Form>>> {
        let read = |read: &crate::plan::Read| {
            let of = |instance: &(Slot, usize), row: usize, cell: &Cell| match self.columns.get(instance) {
                Some(forms) => forms.get(row).cloned().flatten(),
                None if self.section.contains(instance) => None,
                None => Some(Form::Fixed(cell.clone())),
            };
            if read.reach == Reach::Row {
                let instance = (read.slot, at.1);
                let cell = self.results.cell(read.slot, at.1, row).unwrap_or(&Cell::BLANK);
                return of(&instance, row, cell).map(|form| vec![form]);
            }
            let ties: &[Slot] = match &read.reach {
                Reach::Link(link) | Reach::Linked(link) => std::slice::from_ref(link),
                Reach::Peers(fields) => fields,
                _ => &[],
            };
            if ties.iter().any(|tie| self.section.iter().any(|(slot, _)| slot == tie)) {
                return None;
            }
            let found = self.results.found(at, read, row).into_iter();
            let forms = found.map(|(place, cell)| match place {
                Some(place) => of(&(place.column as usize, place.period as usize), place.row as usize, &cell),
                None => Some(Form::Fixed(cell)),
            });
            forms.collect()
        };
        version.reads.iter().map(read).collect()
    }
}

/// One row of a step, with what its reads find.
struct Row<'a> {
    forms: &'a Forms<'a>,
    version: &'a Version,
    edition: usize,
    reads: Vec<Option<Vec<Form>>>,
}

impl Row<'_> {
    /// A step that nothing moves: what stands there.
    fn fixed_step(&self, now: &Cell) -> Option<Form> {
        let moves = (0..self.reads.len()).any(|read| self.read_moves(read) != Some(false));
        let set = self.version.parameters.iter().any(|of| self.forms.variables.contains_key(of));
        (!moves && !set).then(|| Form::Fixed(now.clone()))
    }

    fn expr(&self, expr: &Expr) -> Option<Form> {
        if !self.moves(expr)? {
            return Some(Form::Fixed(self.value(expr)));
        }
        match expr {
            Expr::Parameter(parameter) => {
                let linear = self.forms.variables.get(parameter)?;
                Some(Form::Moving(Ratio::whole(linear.clone())))
            }
            Expr::Read(read) => self.reads.get(*read)?.as_ref()?.first().cloned(),
            Expr::Unary(Sign::Plus, operand) => self.expr(operand),
            Expr::Unary(Sign::Minus, operand) => {
                number(&self.expr(operand)?)?.scale(num::Decimal::NEGATIVE_ONE).map(Form::Moving)
            }
            Expr::Percent(operand) => {
                let hundred = Ratio::constant(num::Decimal::ONE_HUNDRED);
                number(&self.expr(operand)?)?.divide(&hundred).map(Form::Moving)
            }
            Expr::Binary(operator, left, right) => self.binary(*operator, left, right),
            Expr::Call(function, arguments) => self.call(*function, arguments),
            Expr::Constant(_) | Expr::Streak { .. } => None,
        }
    }

    fn binary(&self, operator: Operator, left: &Expr, right: &Expr) -> Option<Form> {
        let (left, right) = (self.expr(left)?, self.expr(right)?);
        if is_exempt(&left) || is_exempt(&right) {
            return Some(Form::Fixed(Cell::EXEMPT));
        }
        let (left, right) = (number(&left)?, number(&right)?);
        let form = match operator {
            Operator::Add => left.add(&right),
            Operator::Subtract => left.add(&right.scale(num::Decimal::NEGATIVE_ONE)?),
            Operator::Multiply => left.multiply(&right),
            Operator::Divide => left.divide(&right),
            _ => None,
        };
        form.map(Form::Moving)
    }

    fn call(&self, function: Function, arguments: &[Argument]) -> Option<Form> {
        match function {
            Function::If => {
                let [condition, branches @ ..] = arguments else { return None };
                let branch = branches.get(usize::from(!self.holds(condition)?))?;
                self.one(branch)
            }
            Function::Ifs => {
                for case in arguments.chunks(2) {
                    let [condition, value] = case else { return None };
                    if self.holds(condition)? {
                        return self.one(value);
                    }
                }
                None
            }
            Function::Sum => self.sum(&self.numbers(arguments)?).map(Form::Moving),
            Function::Average => {
                let numbers: Vec<Ratio> = self
                    .all(arguments)?
                    .iter()
                    .filter(|of| !is_blank(of))
                    .map(number)
                    .collect::<Option<_>>()?;
                let count = Ratio::constant(num::Decimal::from(numbers.len()));
                self.sum(&numbers)?.divide(&count).map(Form::Moving)
            }
            Function::Rescale => {
                let (full, pairs) = arguments.split_first()?;
                let full = number(&self.one(full)?)?;
                let pairs = self.pairs(pairs)?;
                let scores: Vec<Ratio> = pairs.iter().map(|(score, _)| score.clone()).collect();
                let fulls: Vec<Ratio> = pairs.into_iter().map(|(_, full)| full).collect();
                let (scores, fulls) = (self.sum(&scores)?, self.sum(&fulls)?);
                if fulls == full {
                    return Some(Form::Moving(scores));
                }
                scores.multiply(&full)?.divide(&fulls).map(Form::Moving)
            }
            Function::Weighted => {
                let pairs = self.pairs(arguments)?;
                let products: Vec<Ratio> =
                    pairs.iter().map(|(score, weight)| score.multiply(weight)).collect::<Option<_>>()?;
                let weights: Vec<Ratio> = pairs.into_iter().map(|(_, weight)| weight).collect();
                self.sum(&products)?.divide(&self.sum(&weights)?).map(Form::Moving)
            }
            _ => None,
        }
    }

    fn sum(&self, numbers: &[Ratio]) -> Option<Ratio> {
        numbers.iter().try_fold(Ratio::constant(num::Decimal::ZERO), |sum, number| sum.add(number))
    }

    /// Whether a condition that nothing moves holds.
    fn holds(&self, condition: &Argument) -> Option<bool> {
        match self.one(condition)? {
            Form::Fixed(Cell { value: Value::Truth(holds), .. }) => Some(holds),
            _ => None,
        }
    }

    fn one(&self, argument: &Argument) -> Option<Form> {
        match argument {
            Argument::One(expr) => self.expr(expr),
            Argument::List(_) | Argument::Table { .. } | Argument::Missing => None,
        }
    }

    /// All values of arguments, of lists each, without what is exempt.
    fn all(&self, arguments: &[Argument]) -> Option<Vec<Form>> {
        let mut all = Vec::new();
        for argument in arguments {
            match argument {
                Argument::One(expr) => all.push(self.expr(expr)?),
                Argument::List(List::Read(read)) => all.extend(self.reads.get(*read)?.clone()?),
                Argument::List(List::Call(..)) | Argument::Table { .. } | Argument::Missing => return None,
            }
        }
        all.retain(|form| !is_exempt(form));
        Some(all)
    }

    fn numbers(&self, arguments: &[Argument]) -> Option<Vec<Ratio>> {
        self.all(arguments)?.iter().map(number).collect()
    }

    /// The applicable pairs of `RESCALE` and `WEIGHTED`; none at all is not a number.
    fn pairs(&self, arguments: &[Argument]) -> Option<Vec<(Ratio, Ratio)>> {
        let mut pairs = Vec::new();
        for pair in arguments.chunks(2) {
            let [left, right] = pair else { return None };
            let (left, right) = (self.one(left)?, self.one(right)?);
            if !is_exempt(&left) && !is_exempt(&right) {
                pairs.push((number(&left)?, number(&right)?));
            }
        }
        (!pairs.is_empty()).then_some(pairs)
    }

    /// Whether a part of the formula depends on the variables; `None` where that cannot be told.
    fn moves(&self, expr: &Expr) -> Option<bool> {
        match expr {
            Expr::Constant(_) => Some(false),
            Expr::Parameter(parameter) => Some(self.forms.variables.contains_key(parameter)),
            Expr::Read(read) => self.read_moves(*read),
            Expr::Unary(_, operand) | Expr::Percent(operand) => self.moves(operand),
            Expr::Binary(_, left, right) => Some(self.moves(left)? | self.moves(right)?),
            Expr::Call(_, arguments) => self.any_moves(arguments),
            Expr::Streak { condition, before } => {
                Some(self.read_moves(*condition)? | self.read_moves(*before)?)
            }
        }
    }

    fn any_moves(&self, arguments: &[Argument]) -> Option<bool> {
        arguments.iter().try_fold(false, |any, argument| {
            let moves = match argument {
                Argument::One(expr) => self.moves(expr)?,
                Argument::List(List::Read(read)) => self.read_moves(*read)?,
                Argument::List(List::Call(_, arguments)) => self.any_moves(arguments)?,
                Argument::Table { .. } | Argument::Missing => false,
            };
            Some(any | moves)
        })
    }

    fn read_moves(&self, read: usize) -> Option<bool> {
        let found = self.reads.get(read)?.as_ref()?;
        Some(found.iter().any(|form| matches!(form, Form::Moving(_))))
    }

    /// A part that nothing moves, by the evaluator's own step.
    fn value(&self, expr: &Expr) -> Cell {
        let given = |found: &Option<Vec<Form>>, is_list: bool| {
            let cell = |form: &Form| match form {
                Form::Fixed(cell) => cell.clone(),
                Form::Moving(_) => Cell::BLANK,
            };
            let cells: Vec<Cell> = found.iter().flatten().map(cell).collect();
            if is_list { Given::List(cells) } else { Given::Rows(cells) }
        };
        let reads = self.reads.iter().zip(&self.version.reads);
        let given: Vec<Given> = reads.map(|(found, read)| given(found, read.reach.is_list())).collect();
        self.forms.results.replay_part(self.edition, &given, expr, 0)
    }
}

/// A form as a number; a blank counts 0. `None` for what is none.
fn number(form: &Form) -> Option<Ratio> {
    match form {
        Form::Moving(ratio) => Some(ratio.clone()),
        Form::Fixed(Cell { value: Value::Number(number), .. }) => Some(Ratio::constant(*number)),
        Form::Fixed(Cell { value: Value::Blank, .. }) => Some(Ratio::constant(num::Decimal::ZERO)),
        Form::Fixed(_) => None,
    }
}

fn is_exempt(form: &Form) -> bool {
    matches!(form, Form::Fixed(Cell { value: Value::Exempt, .. }))
}

fn is_blank(form: &Form) -> bool {
    matches!(form, Form::Fixed(Cell { value: Value::Blank, .. }))
}
