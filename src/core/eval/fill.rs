//! Filling: one column in one period.

use std::sync::Arc;

use crate::model::{Cell, CellError, CellRef, ErrorCode, SubjectRef, Value};
use crate::num::{Decimal, Rounding, keep};
use crate::plan::{Own, Plan, Slot, Step, TableKind, Version};

use super::compute::{Divided, Frame};
use super::frame::Finder;
use super::functions::Context;
use super::kept::Kept;
use super::schedule::Instance;
use super::{Results, assign, cell_ref, is_made_out, load, ordering};

impl Results {
    /// Fills every column in every period.
    pub fn fill_all(&mut self) {
        self.computed.clear();
        self.long_sums.clear();
        for at in 0.. {
            let Some((slot, period)) = self.schedule.at(at) else { break };
            if let Some(rows) = self.schedule.slices.rows((slot, period)).map(<[usize]>::to_vec) {
                for (row, cell) in self.fresh_slice(slot, &rows) {
                    self.put(slot, 0, row, cell);
                }
                continue;
            }
            let cells = self.fresh(slot, period, None);
            if let Some(cells) = cells
                && let Some(place) = self.cells.get_mut(slot).and_then(|periods| periods.get_mut(period))
            {
                *place = Arc::new(cells);
            }
        }
    }

    /// Every row of a column in a period, computed anew; `None` for what is typed.
    pub(super) fn fresh(&mut self, slot: Slot, period: usize, kept: Option<&Kept>) -> Option<Vec<Cell>> {
        let plan = self.plan.clone();
        let table = plan.columns.get(slot)?.table;
        let count = self.space.row_count(table);
        let edition = self.space.edition(&plan, table, period);
        if let Some(error) = self.needs_itself(slot, period) {
            return Some(vec![error; count]);
        }
        if matches!(plan.tables.get(table)?.kind, TableKind::Register { .. }) && plan.editions.len() > 1 {
            return self.fresh_entries(&plan, slot, count);
        }
        let Some(version) = plan.version(slot, edition) else {
            return Some(vec![Cell::EXEMPT; count]);
        };
        if let Step::Input(input) = &version.step
            && !input.is_partly_computed()
        {
            return None;
        }
        let mut cells =
            self.with_frame(version, (slot, period), kept, |frame, present| match &version.step {
                Step::Order(order) => {
                    ordering::order(order, frame, count, present, self.column(slot, period))
                }
                Step::Assign(step) => assign::assign(step, frame, count, present),
                Step::Gather(gather) if gather.shared => {
                    let shared = frame.strict(gather.function, &gather.arguments, 0);
                    vec![shared; count]
                }
                Step::Gather(gather) if let Some(groups) = frame.groups(&gather.arguments) => {
                    // The same for all of a group, and who is in none has no row.
                    let mut cells = vec![Cell::EXEMPT; count];
                    for members in groups.all() {
                        let Some(&first) = members.first() else { continue };
                        let shared = frame.strict(gather.function, &gather.arguments, first);
                        for row in members {
                            if let Some(cell) = cells.get_mut(*row) {
                                cell.clone_from(&shared);
                            }
                        }
                    }
                    cells
                }
                Step::Formula(_)
                | Step::Gather(_)
                | Step::Input(_)
                | Step::Own(_)
                | Step::Present(_)
                | Step::Broken(_) => {
                    (0..count).map(|row| self.row(version, frame, (slot, period), row)).collect()
                }
            });
        self.settle(version, (slot, period), &mut cells, None);
        Some(cells)
    }

    /// The error of all rows of a column in a period that needs itself; `None` where it does not.
    pub(crate) fn needs_itself(&self, slot: Slot, period: usize) -> Option<Cell> {
        let error = CellError { code: ErrorCode::Ref, origin: cell_ref(slot, period, 0) };
        self.schedule.is_in_cycle((slot, period)).then(|| Cell::firm(Value::Error(error)))
    }

    /// Some rows of a column that is computed row by row, computed anew.
    pub(super) fn fresh_rows(&mut self, slot: Slot, period: usize, rows: &[usize]) -> Option<Vec<Cell>> {
        let plan = self.plan.clone();
        let table = plan.columns.get(slot)?.table;
        let version = plan.version(slot, self.space.edition(&plan, table, period))?;
        let mut cells = self.with_frame(version, (slot, period), None, |frame, _| {
            rows.iter().map(|row| self.row(version, frame, (slot, period), *row)).collect::<Vec<_>>()
        });
        self.settle(version, (slot, period), &mut cells, Some(rows));
        Some(cells)
    }

    /// The entries of a register compute each by the edition in force on its date.
    fn fresh_entries(&mut self, plan: &Arc<Plan>, slot: Slot, count: usize) -> Option<Vec<Cell>> {
        let table = plan.columns.get(slot)?.table;
        let editions = self.space.rows(table)?.editions.clone();
        let newest = plan.editions.len().saturating_sub(1);
        if load::is_input(plan, slot, newest) && !self.typed.contains_key(&(slot, 0)) {
            return None;
        }
        let mut cells = vec![Cell::EXEMPT; count];
        for edition in 0..plan.editions.len() {
            let Some(version) = plan.version(slot, edition) else { continue };
            let rows: Vec<usize> = (0..count).filter(|row| editions.get(*row) == Some(&edition)).collect();
            let all = self.with_frame(version, (slot, 0), None, |frame, present| match &version.step {
                Step::Order(order) => ordering::order(order, frame, count, present, self.column(slot, 0)),
                Step::Assign(step) => assign::assign(step, frame, count, present),
                Step::Formula(_)
                | Step::Gather(_)
                | Step::Input(_)
                | Step::Own(_)
                | Step::Present(_)
                | Step::Broken(_) => (0..count).map(|row| self.row(version, frame, (slot, 0), row)).collect(),
            });
            let mut own: Vec<Cell> = rows.iter().filter_map(|row| all.get(*row).cloned()).collect();
            self.settle(version, (slot, 0), &mut own, Some(&rows));
            for (row, cell) in rows.into_iter().zip(own) {
                if let Some(place) = cells.get_mut(row) {
                    *place = cell;
                }
            }
        }
        Some(cells)
    }

    /// Some entries of a column of a register that is computed entry by entry, computed anew; none of what is typed.
    pub(super) fn fresh_slice(&mut self, slot: Slot, rows: &[usize]) -> Vec<(usize, Cell)> {
        let plan = self.plan.clone();
        let newest = plan.editions.len().saturating_sub(1);
        if let Some(error) = self.needs_itself(slot, 0) {
            return rows.iter().map(|row| (*row, error.clone())).collect();
        }
        if load::is_input(&plan, slot, newest) && !self.typed.contains_key(&(slot, 0)) {
            return Vec::new();
        }
        let table = plan.columns.get(slot).map_or(0, |column| column.table);
        let editions = self.space.rows(table).map(|rows| rows.editions.clone()).unwrap_or_default();
        let mut fresh = Vec::with_capacity(rows.len());
        for edition in 0..plan.editions.len() {
            let is_own = |row: &usize| editions.get(*row) == Some(&edition);
            let own: Vec<usize> = rows.iter().copied().filter(is_own).collect();
            let Some(version) = plan.version(slot, edition) else {
                fresh.extend(own.into_iter().map(|row| (row, Cell::EXEMPT)));
                continue;
            };
            let mut cells = self.with_frame(version, (slot, 0), None, |frame, _| {
                own.iter().map(|row| self.row(version, frame, (slot, 0), *row)).collect::<Vec<_>>()
            });
            self.settle(version, (slot, 0), &mut cells, Some(&own));
            fresh.extend(own.into_iter().zip(cells));
        }
        fresh
    }

    /// Finds what a step reads, and hands it on; what is `kept` need not be found again.
    pub(super) fn with_frame<R>(
        &self,
        version: &Version,
        (slot, period): Instance,
        kept: Option<&Kept>,
        then: impl FnOnce(&Frame<'_>, Option<&[bool]>) -> R,
    ) -> R {
        let table = self.plan.columns.get(slot).map_or(0, |column| column.table);
        let edition = self.plan.editions.get(self.space.edition(&self.plan, table, period));
        let finder = Finder { plan: &self.plan, space: &self.space, cells: &self.cells, ties: &self.cells };
        let subject_name = |subject: SubjectRef| self.subject_name(subject);
        let is_working_day =
            |day: chrono::NaiveDate| edition.is_some_and(|edition| edition.calendar.is_working_day(day));
        let tie = |read: usize| kept.and_then(|kept| kept.tie(read));
        let reads = version.reads.iter().enumerate();
        let frame = Frame {
            sources: reads.map(|(at, read)| finder.source(table, period, read, tie(at))).collect(),
            parameters: &self.parameters,
            context: Context {
                grades: edition.map_or(&[], |edition| &edition.grades),
                subject_name: &subject_name,
                is_working_day: &is_working_day,
            },
            divided: Divided::default(),
            kept,
        };
        then(&frame, self.space.present(table, period))
    }

    /// One row of a step that is computed row by row.
    fn row(&self, version: &Version, frame: &Frame<'_>, (slot, period): Instance, row: usize) -> Cell {
        match &version.step {
            Step::Formula(expr) => {
                let shorter = frame.kept.and_then(|kept| kept.formula(row));
                frame.eval(shorter.unwrap_or(expr), row)
            }
            Step::Gather(gather) => frame.strict(gather.function, &gather.arguments, row),
            Step::Present(rules) => match self.made_by(slot, row) {
                Some(made) => match rules.iter().find(|(generator, _)| *generator == made.generator) {
                    Some((_, read)) => frame.read(*read, row).clone(),
                    None => Cell::firm(false),
                },
                None => Cell::firm(true),
            },
            Step::Input(input) if let Some(made) = self.made_by(slot, row) => {
                let read = input.generated.iter().find(|(generator, _)| *generator == made.generator);
                read.map_or(Cell::BLANK, |(_, read)| frame.read(*read, row).clone())
            }
            Step::Input(input) => match input.applies.map(|condition| frame.read(condition, row)) {
                Some(cell) if cell.value != Value::Truth(true) => match cell.value {
                    Value::Error(_) => cell.clone(),
                    _ => Cell::new(Value::Exempt, cell.provisional),
                },
                _ => self
                    .typed
                    .get(&(slot, period))
                    .and_then(|rows| rows.get(row))
                    .cloned()
                    .unwrap_or(Cell::BLANK),
            },
            Step::Own(own) => self.own(*own, (slot, period), row),
            Step::Broken(code) => Cell::error(*code),
            Step::Order(_) | Step::Assign(_) => Cell::BLANK,
        }
    }

    /// What made an entry, where a rule did.
    fn made_by(&self, slot: Slot, row: usize) -> Option<super::Made> {
        self.space.rows(self.plan.columns.get(slot)?.table)?.made_by(row)
    }

    /// What a row knows without anybody typing it; blank where it has no such thing.
    fn own(&self, own: Own, (slot, period): Instance, row: usize) -> Cell {
        let table = self.plan.columns.get(slot).map_or(0, |column| column.table);
        let rows = self.space.rows(table);
        let subject = || match self.plan.tables.get(table)?.kind {
            TableKind::Register { .. } => rows?.subjects.get(row).copied().flatten(),
            TableKind::Sheet { class, .. } => {
                Some(SubjectRef { class: u32::try_from(class).ok()?, row: u32::try_from(row).ok()? })
            }
            TableKind::Class => None,
        };
        let calendar = self.plan.editions.last().map(|edition| &edition.calendar);
        let value = match own {
            Own::Date => rows
                .and_then(|rows| rows.dates.get(row))
                .and_then(|date| calendar?.last_day(*date))
                .map(Value::Date),
            Own::Subject => subject().map(Value::Subject),
            Own::Class => subject()
                .and_then(|subject| self.plan.tables.get(subject.class as usize))
                .map(|class| Value::text(&class.name)),
            Own::Number => Some(Value::Number(Decimal::from(row.saturating_add(1)))),
            Own::FirstDay => {
                self.period(table, period).and_then(|of| calendar?.first_day(of)).map(Value::Date)
            }
            Own::LastDay => self.period(table, period).and_then(|of| calendar?.last_day(of)).map(Value::Date),
        };
        value.map_or(Cell::BLANK, Cell::firm)
    }

    /// Keeps or rounds what was computed, names where errors began, leaves out who has no row, and puts overrides in.
    pub(super) fn settle(
        &mut self,
        version: &Version,
        (slot, period): Instance,
        cells: &mut [Cell],
        rows: Option<&[usize]>,
    ) {
        let table = self.plan.columns.get(slot).map_or(0, |column| column.table);
        let present = self.space.present(table, period);
        let is_there = self.plan.tables.get(table).and_then(|table| table.present);
        let is_there = is_there.filter(|of| *of != slot).map(|of| self.column(of, 0));
        for (at, cell) in cells.iter_mut().enumerate() {
            let Some(row) = row_of(at, rows) else { continue };
            if let Some(present) = present
                && !present.get(row).copied().unwrap_or(false)
            {
                *cell = Cell::EXEMPT;
                continue;
            }
            if let Some(of_entry) = is_there.and_then(|of| of.get(row))
                && !is_made_out(of_entry)
            {
                // An entry that a rule would make, but does not.
                *cell = Cell::new(Value::Exempt, of_entry.provisional);
                continue;
            }
            finish(cell, version.rounding, (slot, period), row);
        }
        self.put_overrides((slot, period), cells, rows);
        self.note_long_sums((slot, period), cells, rows);
    }

    fn put_overrides(&mut self, (slot, period): Instance, cells: &mut [Cell], rows: Option<&[usize]>) {
        if self.overrides.is_empty() {
            return;
        }
        for (at, cell) in cells.iter_mut().enumerate() {
            let Some(at) = row_of(at, rows).and_then(|row| cell_ref(slot, period, row)) else { continue };
            if let Some(by_hand) = self.overrides.get(&at) {
                self.computed.insert(at, std::mem::replace(cell, by_hand.clone()));
            } else {
                self.computed.remove(&at);
            }
        }
    }

    fn note_long_sums(&mut self, (slot, period): Instance, cells: &[Cell], rows: Option<&[usize]>) {
        for (at, cell) in cells.iter().enumerate() {
            let is_long = matches!(&cell.value, Value::Error(error) if error.code == ErrorCode::Digits);
            if !is_long && self.long_sums.is_empty() {
                continue;
            }
            let Some(at) = row_of(at, rows).and_then(|row| cell_ref(slot, period, row)) else { continue };
            match &cell.value {
                Value::Error(error) if is_long && error.origin == Some(at) => _ = self.long_sums.insert(at),
                _ => _ = self.long_sums.remove(&at),
            }
        }
    }
}

/// The row that the cell at a place belongs to: `rows` are those computed, or all.
fn row_of(at: usize, rows: Option<&[usize]>) -> Option<usize> {
    rows.map_or(Some(at), |rows| rows.get(at).copied())
}

/// Keeps or rounds a number and names the cell where an error began.
#[inline]
fn finish(cell: &mut Cell, rounding: Option<Rounding>, (slot, period): Instance, row: usize) {
    match &mut cell.value {
        Value::Number(number) => {
            *number = match rounding {
                Some(rounding) => rounding.apply(*number),
                None => keep(*number),
            };
        }
        Value::Error(error) if error.origin.is_none() => error.origin = cell_ref(slot, period, row),
        _ => {}
    }
}

/// For explanations: how a cell's number is kept or rounded.
#[must_use]
pub(crate) fn finished(cell: &Cell, rounding: Option<Rounding>, at: CellRef) -> Cell {
    let mut cell = cell.clone();
    finish(&mut cell, rounding, (at.column as usize, at.period as usize), at.row as usize);
    cell
}
