//! Updating: a change fills again only the columns, periods and rows that it reaches.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Book, Cell, CellRef, Value};
use crate::num::Decimal;
use crate::plan::{Plan, Reach, Read, Slot, Step, TableKind};

use super::frame::Finder;
use super::schedule::Instance;
use super::{Results, cell_ref, ordering};

/// What a change touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// The columns, with their periods, of which a cell changed.
    pub columns: BTreeSet<(Slot, usize)>,
    /// How many cells were computed again.
    pub computed: usize,
    /// Whether everything was filled anew: rows, periods or rules are others now.
    pub everything: bool,
}

impl Touched {
    /// All of it.
    #[must_use]
    pub fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// Takes in what another change touched.
    pub fn add(&mut self, other: Self) {
        self.columns.extend(other.columns);
        self.computed = self.computed.saturating_add(other.computed);
        self.everything |= other.everything;
    }
}

/// How many changed rows are put into an order one by one.
const FEW: usize = 16;

/// Rows to be computed again.
#[derive(Clone, Debug)]
pub(super) enum Dirty {
    All,
    Rows(BTreeSet<usize>),
}

impl Dirty {
    fn add(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::All, _) => {}
            (_, Self::All) => *self = Self::All,
            (Self::Rows(rows), Self::Rows(more)) => rows.extend(more),
        }
    }
}

/// What is to be computed again, by its place in the schedule.
pub(super) type Queue = BTreeMap<u32, Dirty>;

impl Results {
    /// What was typed into a cell changed; `typed` is empty for a blank. Where nothing can be typed, all is to be read
    /// anew: what stands there is without a place.
    pub fn mark(&mut self, slot: Slot, period: usize, row: usize, typed: &str) -> Touched {
        if cell_ref(slot, period, row).is_none_or(|at| self.is_computed(at)) {
            return Touched::everything();
        }
        let Some(cell) = self.read_cell(slot, period, row, typed) else { return Touched::everything() };
        let mut touched = Touched::default();
        let mut queue = Queue::new();
        if let Some(rows) = self.typed.get_mut(&(slot, period)) {
            // The indicator applies to some only: the cell is computed from what was typed.
            if let Some(place) = Arc::make_mut(rows).get_mut(row) {
                *place = cell;
            }
            self.push(&mut queue, (slot, period), Dirty::Rows(BTreeSet::from([row])));
        } else if self.put(slot, period, row, cell) {
            touched.columns.insert((slot, period));
            self.push_readers(&mut queue, (slot, period), &BTreeSet::from([row]));
        } else {
            // The value is as before, but what was typed or what is wrong with it may differ.
            touched.columns.insert((slot, period));
        }
        self.run(queue, &mut touched);
        touched
    }

    /// A parameter's value changed. Where it bounds marks, what was typed has to be read again: the result then says
    /// that everything is touched, and [`Self::set_parameter_in`] is the way.
    pub fn set_parameter(&mut self, parameter: usize, value: Decimal) -> Touched {
        self.change_parameter(parameter, value, None)
    }

    /// A parameter's value changed; the marks that it bounds are read again from the book, which must be the one that
    /// the results are of.
    pub fn set_parameter_in(&mut self, book: &Book, parameter: usize, value: Decimal) -> Touched {
        self.change_parameter(parameter, value, Some(book))
    }

    /// Takes a plan that differs from the one before in nothing but these parameters' values, see
    /// [`Plan::settings_beside`]. The book must be the one that the results are of.
    pub fn replan(&mut self, plan: Arc<Plan>, book: &Book, settings: &[(usize, Decimal)]) {
        self.plan = plan;
        for &(parameter, value) in settings {
            self.set_parameter_in(book, parameter, value);
        }
    }

    fn change_parameter(&mut self, parameter: usize, value: Decimal, book: Option<&Book>) -> Touched {
        match self.parameters.get_mut(parameter) {
            Some(place) if place.value != Value::Number(value) => *place = Cell::firm(value),
            _ => return Touched::default(),
        }
        let plan = self.plan.clone();
        let mut touched = Touched::default();
        let mut queue = Queue::new();
        for (slot, column) in plan.columns.iter().enumerate() {
            for period in 0..self.space.period_count(&plan, column.table) {
                let edition = self.space.edition(&plan, column.table, period);
                let Some(version) = plan.version(slot, edition).filter(|v| v.parameters.contains(&parameter))
                else {
                    continue;
                };
                match (&version.step, book) {
                    (Step::Input(_), Some(book)) => {
                        let changed = self.read_again(book, (slot, period), &mut queue);
                        if !changed.is_empty() {
                            touched.columns.insert((slot, period));
                            self.push_readers(&mut queue, (slot, period), &changed);
                        }
                        continue;
                    }
                    (Step::Input(_), None) => touched.everything = true,
                    _ => {}
                }
                self.push(&mut queue, (slot, period), Dirty::All);
            }
        }
        self.run(queue, &mut touched);
        touched
    }

    /// Reads the marks of a sheet's column again; gives the rows that changed. Cells that are computed from what was
    /// typed are to be computed again.
    fn read_again(&mut self, book: &Book, (slot, period): Instance, queue: &mut Queue) -> BTreeSet<usize> {
        let plan = self.plan.clone();
        let mut changed = BTreeSet::new();
        let Some(column) = plan.columns.get(slot) else { return changed };
        let Some(sheet) = plan.tables.get(column.table).map(|table| &table.id) else { return changed };
        let Some(of) = self.period(column.table, period) else { return changed };
        let ids = self.space.rows(column.table).map(|rows| rows.ids.clone()).unwrap_or_default();
        for (row, subject) in ids.iter().enumerate() {
            let Some(typed) = book.marks.get(sheet, of, subject, &column.id) else { continue };
            let Some(cell) = self.read_cell(slot, period, row, typed) else { continue };
            if let Some(rows) = self.typed.get_mut(&(slot, period)) {
                if rows.get(row).is_some_and(|known| *known != cell)
                    && let Some(place) = Arc::make_mut(rows).get_mut(row)
                {
                    *place = cell;
                    self.push(queue, (slot, period), Dirty::Rows(BTreeSet::from([row])));
                }
            } else if self.put(slot, period, row, cell) {
                changed.insert(row);
            }
        }
        changed
    }

    /// A computed cell is replaced by hand, or no longer with `None`; where it is typed, all is to be read anew.
    pub fn set_override(&mut self, at: CellRef, typed: Option<&str>) -> Touched {
        if !self.is_computed(at) {
            return Touched::everything();
        }
        match typed {
            Some(typed) => _ = self.overrides.insert(at, self.read_override(at, typed)),
            None => {
                self.overrides.remove(&at);
                self.computed.remove(&at);
            }
        }
        let mut touched = Touched::default();
        let mut queue = Queue::new();
        let rows = Dirty::Rows(BTreeSet::from([at.row as usize]));
        self.push(&mut queue, (at.column as usize, at.period as usize), rows);
        touched.columns.insert((at.column as usize, at.period as usize));
        self.run(queue, &mut touched);
        touched
    }

    pub(super) fn run(&mut self, mut queue: Queue, touched: &mut Touched) {
        while let Some((rank, dirty)) = queue.pop_first() {
            let Some((slot, period)) = self.schedule.at(rank) else { continue };
            let slice = self.schedule.slices.rows((slot, period)).map(<[usize]>::to_vec);
            let (period, changed) = match slice {
                Some(slice) => (0, self.refill_slice(slot, &slice, dirty, touched)),
                None => (period, self.refill(slot, period, dirty, touched)),
            };
            if !changed.is_empty() {
                touched.columns.insert((slot, period));
                self.push_readers(&mut queue, (slot, period), &changed);
            }
        }
    }

    /// Computes dirty rows again and gives those that changed.
    fn refill(&mut self, slot: Slot, period: usize, dirty: Dirty, touched: &mut Touched) -> BTreeSet<usize> {
        let row_by_row = self.is_row_by_row(slot, period);
        let (rows, cells) = match dirty {
            Dirty::Rows(rows) if row_by_row => {
                let rows: Vec<usize> = rows.into_iter().collect();
                let cells = self.fresh_rows(slot, period, &rows);
                (rows, cells)
            }
            Dirty::Rows(rows) if let Some((rows, cells)) = self.reordered(slot, period, &rows) => {
                (rows, Some(cells))
            }
            Dirty::All if let Some((rows, cells)) = self.regathered(slot, period) => (rows, Some(cells)),
            Dirty::Rows(_) | Dirty::All => {
                let cells = self.fresh(slot, period, None);
                ((0..cells.as_ref().map_or(0, Vec::len)).collect(), cells)
            }
        };
        let Some(cells) = cells else { return BTreeSet::new() };
        touched.computed = touched.computed.saturating_add(cells.len());
        rows.into_iter()
            .zip(cells)
            .filter_map(|(row, cell)| self.put(slot, period, row, cell).then_some(row))
            .collect()
    }

    /// Computes the dirty entries of a slice again and gives those that changed.
    fn refill_slice(
        &mut self,
        slot: Slot,
        slice: &[usize],
        dirty: Dirty,
        touched: &mut Touched,
    ) -> BTreeSet<usize> {
        let rows = match dirty {
            Dirty::All => slice.to_vec(),
            Dirty::Rows(rows) => rows.into_iter().collect(),
        };
        let fresh = self.fresh_slice(slot, &rows);
        touched.computed = touched.computed.saturating_add(fresh.len());
        let changed = fresh.into_iter().filter_map(|(row, cell)| self.put(slot, 0, row, cell).then_some(row));
        changed.collect()
    }

    /// The places of an order of which a few rows changed, as far as they are others now; `None` where all is to be
    /// ordered anew.
    fn reordered(
        &mut self,
        slot: Slot,
        period: usize,
        changed: &BTreeSet<usize>,
    ) -> Option<(Vec<usize>, Vec<Cell>)> {
        let plan = self.plan.clone();
        let column = plan.columns.get(slot)?;
        let is_register = matches!(plan.tables.get(column.table)?.kind, TableKind::Register { .. });
        let version = plan.version(slot, self.space.edition(&plan, column.table, period))?;
        let Step::Order(order) = &version.step else { return None };
        // What stands there must be the places before: with overrides some are not, and entries may have no place.
        if is_register
            || !order.within.is_empty()
            || !self.overrides.is_empty()
            || changed.len() > FEW
            || self.schedule.is_in_cycle((slot, period))
        {
            return None;
        }
        let before = self.column(slot, period);
        let moved = self.with_frame(version, (slot, period), None, |frame, present| {
            ordering::reorder(order, frame, present, before, changed)
        });
        let (rows, mut cells): (Vec<usize>, Vec<Cell>) = moved.into_iter().unzip();
        self.settle(version, (slot, period), &mut cells, Some(&rows));
        Some((rows, cells))
    }

    /// What is gathered for all rows alike, for the rows that may be others now: where the first of them is as before,
    /// all are. `None` where it is not gathered so, or rows may differ.
    fn regathered(&mut self, slot: Slot, period: usize) -> Option<(Vec<usize>, Vec<Cell>)> {
        let plan = self.plan.clone();
        let table = plan.columns.get(slot)?.table;
        let is_register = matches!(plan.tables.get(table)?.kind, TableKind::Register { .. });
        let version = plan.version(slot, self.space.edition(&plan, table, period))?;
        let Step::Gather(gather) = &version.step else { return None };
        // Entries are gathered by the edition of their date, and an override stands in one row only.
        if !gather.shared
            || is_register
            || !self.overrides.is_empty()
            || self.schedule.is_in_cycle((slot, period))
        {
            return None;
        }
        let count = self.space.row_count(table);
        let first = (0..count).find(|row| self.space.is_present(table, period, *row))?;
        let shared = self.with_frame(version, (slot, period), None, |frame, _| {
            frame.strict(gather.function, &gather.arguments, first)
        });
        let (mut rows, mut cells) = (vec![first], vec![shared.clone()]);
        self.settle(version, (slot, period), &mut cells, Some(&rows));
        if cells.first() != self.column(slot, period).get(first) {
            (rows, cells) = ((0..count).collect(), vec![shared; count]);
            self.settle(version, (slot, period), &mut cells, None);
        }
        Some((rows, cells))
    }

    fn is_row_by_row(&self, slot: Slot, period: usize) -> bool {
        let Some(column) = self.plan.columns.get(slot) else { return false };
        if self.schedule.is_in_cycle((slot, period)) {
            return false;
        }
        let is_register =
            matches!(self.plan.tables.get(column.table).map(|t| &t.kind), Some(TableKind::Register { .. }));
        if is_register && self.plan.editions.len() > 1 {
            return false;
        }
        let version = self.plan.version(slot, self.space.edition(&self.plan, column.table, period));
        version.is_some_and(|version| match &version.step {
            Step::Formula(_) | Step::Input(_) | Step::Own(_) | Step::Present(_) | Step::Broken(_) => true,
            Step::Gather(gather) => !gather.shared,
            Step::Order(_) | Step::Assign(_) => false,
        })
    }

    /// Puts a cell in place; `true` where it differs from what was there.
    pub(super) fn put(&mut self, slot: Slot, period: usize, row: usize, cell: Cell) -> bool {
        let Some(cells) = self.cells.get_mut(slot).and_then(|periods| periods.get_mut(period)) else {
            return false;
        };
        // What a variant shares is copied only where it differs.
        if cells.get(row).is_none_or(|known| *known == cell) {
            return false;
        }
        let place = Arc::make_mut(cells).get_mut(row);
        place.map(|place| *place = cell).is_some()
    }

    pub(super) fn push(&self, queue: &mut Queue, instance: Instance, dirty: Dirty) {
        let slices = &self.schedule.slices;
        if slices.is_sliced(instance.0) {
            match dirty {
                Dirty::All => {
                    for slice in slices.instances(instance.0) {
                        self.push_one(queue, slice, Dirty::All);
                    }
                }
                Dirty::Rows(rows) => {
                    for row in rows {
                        if let Some(slice) = slices.of_row(instance.0, row) {
                            self.push_one(queue, slice, Dirty::Rows(BTreeSet::from([row])));
                        }
                    }
                }
            }
            return;
        }
        self.push_one(queue, instance, dirty);
    }

    fn push_one(&self, queue: &mut Queue, instance: Instance, dirty: Dirty) {
        let Some(rank) = self.schedule.rank(instance) else { return };
        match queue.get_mut(&rank) {
            Some(known) => known.add(dirty),
            None => _ = queue.insert(rank, dirty),
        }
    }

    /// What reads a column that changed, and which of its rows.
    fn push_readers(&self, queue: &mut Queue, (slot, period): Instance, changed: &BTreeSet<usize>) {
        let plan: &Plan = &self.plan;
        let Some(column) = plan.columns.get(slot) else { return };
        for (reader, reach) in &column.readers {
            let Some(table) = plan.columns.get(*reader).map(|column| column.table) else { continue };
            for (period, rows) in self.reached((slot, period), changed, table, reach) {
                self.push(queue, (*reader, period), rows);
            }
        }
    }

    /// The periods and rows of a table that reach a changed column: the inverse of a reach.
    pub(super) fn reached(
        &self,
        (slot, period): Instance,
        changed: &BTreeSet<usize>,
        table: usize,
        reach: &Reach,
    ) -> Vec<(usize, Dirty)> {
        let rows = || Dirty::Rows(changed.clone());
        let plan: &Plan = &self.plan;
        let of = plan.columns.get(slot).map_or(0, |column| column.table);
        match reach {
            Reach::Row => vec![(period, rows())],
            Reach::Rule(_) => vec![(0, Dirty::All)],
            Reach::All | Reach::Peers(_) => vec![(period, Dirty::All)],
            Reach::Earlier { lag, .. } => {
                let later = period.saturating_add(*lag as usize);
                if later < self.space.period_count(plan, table) { vec![(later, rows())] } else { Vec::new() }
            }
            Reach::Entries => self.tied_subjects(of, table, changed),
            Reach::Subject | Reach::Within => {
                let is_register = matches!(
                    plan.tables.get(table).map(|table| &table.kind),
                    Some(TableKind::Register { .. })
                );
                let read = Read { label: String::new(), slot, reach: reach.clone() };
                self.reading_periods(table, &read, period)
                    .map(|period| (period, if is_register { Dirty::All } else { rows() }))
                    .collect()
            }
            Reach::Link(_) | Reach::Linked(_) | Reach::Every => {
                let read = Read { label: String::new(), slot, reach: reach.clone() };
                self.reading_periods(table, &read, period).map(|period| (period, Dirty::All)).collect()
            }
        }
    }

    /// The periods of a table in which a read looks at a period of what it reads.
    fn reading_periods<'a>(
        &'a self,
        table: usize,
        read: &'a Read,
        of: usize,
    ) -> impl Iterator<Item = usize> + 'a {
        let finder = Finder { plan: &self.plan, space: &self.space, cells: &self.cells, ties: &self.cells };
        let cycle = |table: usize| match self.plan.tables.get(table)?.kind {
            TableKind::Sheet { cycle, .. } => Some(cycle),
            TableKind::Class | TableKind::Register { .. } => None,
        };
        let read_table = self.plan.columns.get(read.slot).map_or(table, |column| column.table);
        // Only these can be: the one that contains the period, or those inside of it.
        let near: Vec<usize> = match (cycle(table), cycle(read_table), &read.reach) {
            (Some(own), Some(finer), Reach::Within) => {
                self.space.container(finer, of, own).into_iter().collect()
            }
            (Some(own), Some(coarser), _) => self.space.inside(coarser, of, own).collect(),
            _ => (0..self.space.period_count(&self.plan, table)).collect(),
        };
        near.into_iter().filter(move |period| finder.periods(table, *period, read).contains(&of))
    }

    /// The subjects and periods of a sheet that changed entries are tied to.
    fn tied_subjects(&self, register: usize, sheet: usize, changed: &BTreeSet<usize>) -> Vec<(usize, Dirty)> {
        let Some(rows) = self.space.rows(register) else { return Vec::new() };
        let (Some(cycle), Some(calendar)) =
            (self.plan.cycle(sheet), self.plan.editions.last().map(|edition| &edition.calendar))
        else {
            return Vec::new();
        };
        let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for &entry in changed {
            let subject = rows.subjects.get(entry).copied().flatten();
            let period = rows.dates.get(entry).and_then(|date| self.space.period_of(calendar, *date, cycle));
            if let (Some(subject), Some(period)) = (subject, period) {
                found.entry(period).or_default().insert(subject.row as usize);
            }
        }
        found.into_iter().map(|(period, rows)| (period, Dirty::Rows(rows))).collect()
    }

    /// The cell at a place, by numbers, if it is there.
    #[must_use]
    pub fn at(&self, slot: Slot, period: usize, row: usize) -> Option<CellRef> {
        self.cell(slot, period, row)?;
        cell_ref(slot, period, row)
    }
}
