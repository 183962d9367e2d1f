//! Trials: many small changes tried one after the other, where only the columns are computed that lie between what
//! changes and what is asked for.
//!
//! A trial writes parameters and marks without following them; [`Results::fill_section`] then fills the section in the
//! schedule's order with the evaluator's own steps, so that its cells are those that an edit would give.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Cell, CellRef};
use crate::num::Decimal;
use crate::plan::{Plan, Slot, TableKind, Version};

use super::frame::Finder;
use super::kept::{Kept, Moving};
use super::schedule::{Instance, needs};
use super::{Results, cell_ref};

/// The part of the schedule between what changes and what is asked for, in the order in which it is filled.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    /// As the schedule has them: columns of registers that have slices come slice by slice.
    order: Vec<Instance>,
    /// The columns that come slice by slice.
    sliced: BTreeSet<Slot>,
    /// What is kept for many fills; nothing where it is filled but once or twice.
    kept: BTreeMap<Instance, Arc<Kept>>,
}

impl Section {
    /// Its columns, each in a period, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Slot, usize)> + '_ {
        self.order.iter().map(|of| self.whole(*of))
    }

    /// A column in a period: that of a register has one period, whatever its slices.
    fn whole(&self, (slot, period): Instance) -> (Slot, usize) {
        if self.sliced.contains(&slot) { (slot, 0) } else { (slot, period) }
    }

    /// Whether a column in a period is computed again in it.
    pub(crate) fn has(&self, instance: (Slot, usize)) -> bool {
        self.iter().any(|of| of == instance)
    }

    /// As it was before it was [prepared](Results::prepared).
    pub(crate) fn unprepared(self) -> Self {
        Self { kept: BTreeMap::new(), ..self }
    }

    /// Without these columns.
    pub(crate) fn without(&self, these: &BTreeSet<(Slot, usize)>) -> Self {
        let order = self.order.iter().filter(|of| !these.contains(&self.whole(**of))).copied().collect();
        Self { order, sliced: self.sliced.clone(), kept: self.kept.clone() }
    }
}

impl Results {
    /// What has to be filled again for the wanted columns where these parameters change, these columns are typed into,
    /// or these computed columns are replaced.
    pub(crate) fn section(
        &self,
        parameters: &BTreeSet<usize>,
        typed: &[(Slot, usize)],
        wanted: &[(Slot, usize)],
    ) -> Section {
        let above = self.above(wanted);
        let mut open: BTreeSet<u32> = BTreeSet::new();
        for instance in &above {
            let reads =
                self.versions_at(*instance).any(|v| v.parameters.iter().any(|p| parameters.contains(p)));
            if reads {
                open.extend(self.schedule.rank(*instance));
            }
        }
        let replaced = typed.iter().flat_map(|of| self.instances_of(*of)).filter(|of| above.contains(of));
        open.extend(replaced.filter_map(|of| self.schedule.rank(of)));
        let mut order = Vec::new();
        while let Some(rank) = open.pop_first() {
            let Some(instance) = self.schedule.at(rank) else { continue };
            order.push(instance);
            for reader in self.readers_at(instance).into_iter().filter(|reader| above.contains(reader)) {
                // What reads itself over periods comes later in the order; nothing goes back.
                open.extend(self.schedule.rank(reader).filter(|of| *of > rank));
            }
        }
        self.section_of(order)
    }

    fn section_of(&self, order: Vec<Instance>) -> Section {
        let slices = &self.schedule.slices;
        let sliced = order.iter().map(|(slot, _)| *slot).filter(|slot| slices.is_sliced(*slot)).collect();
        Section { order, sliced, kept: BTreeMap::new() }
    }

    /// A section of these parameters made ready to be filled many times: which rows belong to which, and whatever no
    /// parameter or column of the section moves, is found once. Nothing else may be changed between its fills.
    pub(crate) fn prepared(&self, section: Section, parameters: &BTreeSet<usize>) -> Section {
        let columns: BTreeSet<Slot> = section.order.iter().map(|(slot, _)| *slot).collect();
        let kept = self.kept(&section.order, Moving { parameters, columns: &columns });
        Section { kept, ..section }
    }

    /// A column in a period as the schedule has it: slice by slice where its register has slices.
    fn instances_of(&self, (slot, period): (Slot, usize)) -> Vec<Instance> {
        match self.schedule.slices.is_sliced(slot) {
            true => self.schedule.slices.instances(slot),
            false => vec![(slot, period)],
        }
    }

    /// Fills a section again, every row.
    pub(crate) fn fill_section(&mut self, section: &Section) {
        for &(slot, period) in &section.order {
            if let Some(rows) = self.schedule.slices.rows((slot, period)).map(<[usize]>::to_vec) {
                for (row, cell) in self.fresh_slice(slot, &rows) {
                    self.put(slot, 0, row, cell);
                }
            } else if let Some(cells) =
                self.fresh(slot, period, section.kept.get(&(slot, period)).map(Arc::as_ref))
                && let Some(place) = self.cells.get_mut(slot).and_then(|periods| periods.get_mut(period))
            {
                *place = Arc::new(cells);
            }
        }
    }

    /// Gives a parameter a value; nothing is computed yet.
    pub(crate) fn put_parameter(&mut self, parameter: usize, value: Decimal) {
        if let Some(place) = self.parameters.get_mut(parameter) {
            *place = Cell::firm(value);
        }
    }

    /// Puts a cell where people type, as it would be read; nothing is computed yet.
    pub(crate) fn put_typed(&mut self, at: CellRef, cell: Cell) {
        let (slot, period, row) = (at.column as usize, at.period as usize, at.row as usize);
        let typed = self.typed.get_mut(&(slot, period));
        let rows = typed.or_else(|| self.cells.get_mut(slot).and_then(|periods| periods.get_mut(period)));
        if let Some(place) = rows.and_then(|rows| Arc::make_mut(rows).get_mut(row)) {
            *place = cell;
        }
    }

    /// What stands where people type; for a column that applies to some only, what was typed and not what it counts.
    pub(crate) fn typed_cell(&self, at: CellRef) -> Option<&Cell> {
        let (slot, period, row) = (at.column as usize, at.period as usize, at.row as usize);
        match self.typed.get(&(slot, period)) {
            Some(rows) => rows.get(row),
            None => self.cell(slot, period, row),
        }
    }

    /// Puts a column of computed cells in place of what would be computed; nothing that reads it is computed yet.
    pub(crate) fn put_column(&mut self, (slot, period): (Slot, usize), cells: Vec<Cell>) {
        if let Some(place) = self.cells.get_mut(slot).and_then(|periods| periods.get_mut(period)) {
            *place = Arc::new(cells);
        }
    }

    /// Whether a computed cell is replaced by hand.
    pub(crate) fn is_replaced(&self, slot: Slot, period: usize, row: usize) -> bool {
        cell_ref(slot, period, row).is_some_and(|at| self.overrides.contains_key(&at))
    }

    /// The parameters that wanted columns depend on, over any number of columns.
    pub(crate) fn parameters_above(&self, wanted: &[(Slot, usize)]) -> BTreeSet<usize> {
        let above = self.above(wanted);
        above.iter().flat_map(|of| self.versions_at(*of)).flat_map(|v| v.parameters.iter().copied()).collect()
    }

    /// The columns, each in a period, that wanted columns depend on, themselves included.
    pub(crate) fn above(&self, wanted: &[(Slot, usize)]) -> BTreeSet<(Slot, usize)> {
        let finder = Finder { plan: &self.plan, space: &self.space, cells: &self.cells, ties: &self.cells };
        let mut found: BTreeSet<Instance> = BTreeSet::new();
        let mut open: Vec<Instance> = wanted.iter().flat_map(|of| self.instances_of(*of)).collect();
        while let Some(instance) = open.pop() {
            if self.schedule.rank(instance).is_some() && found.insert(instance) {
                open.extend(needs(instance, &finder, &self.schedule.slices));
            }
        }
        found
    }

    /// Columns, each in a period, in the order in which they are filled.
    pub(crate) fn in_order(&self, these: &BTreeSet<(Slot, usize)>) -> Vec<(Slot, usize)> {
        let mut ranked: Vec<_> =
            these.iter().filter_map(|of| Some((self.schedule.rank(*of)?, *of))).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, of)| of).collect()
    }

    /// A copy in which what wanted columns depend on is filled by another plan, which differs in nothing but how columns
    /// are rounded.
    pub(crate) fn filled_by(&self, plan: Plan, wanted: &[(Slot, usize)]) -> Self {
        let mut copy = self.clone();
        copy.plan = Arc::new(plan);
        copy.fill_section(&self.section_of(self.in_order(&self.above(wanted))));
        copy
    }

    /// The version by which a column of a sheet or class is computed in a period.
    pub(crate) fn version_at(&self, (slot, period): (Slot, usize)) -> Option<&Version> {
        let table = self.plan.columns.get(slot)?.table;
        self.plan.version(slot, self.space.edition(&self.plan, table, period))
    }

    /// The versions that may compute a column in a period: entries of a register each have that of their date.
    fn versions_at(&self, (slot, period): Instance) -> impl Iterator<Item = &Version> {
        let column = self.plan.columns.get(slot);
        let table = column.map_or(0, |column| column.table);
        let edition = self.space.edition(&self.plan, table, period);
        let is_register =
            matches!(self.plan.tables.get(table).map(|of| &of.kind), Some(TableKind::Register { .. }));
        let all = column.into_iter().flat_map(|column| column.versions.iter().enumerate());
        all.filter(move |(at, _)| is_register || *at == edition).filter_map(|(_, version)| version.as_ref())
    }

    /// The columns, each in a period, that read one.
    fn readers_at(&self, (slot, period): Instance) -> Vec<Instance> {
        let Some(column) = self.plan.columns.get(slot) else { return Vec::new() };
        let period = if self.schedule.slices.is_sliced(slot) { 0 } else { period };
        let rows: BTreeSet<usize> = (0..self.space.row_count(column.table)).collect();
        let mut found = Vec::new();
        for (reader, reach) in &column.readers {
            let Some(table) = self.plan.columns.get(*reader).map(|column| column.table) else { continue };
            let periods = self.reached((slot, period), &rows, table, reach).into_iter();
            found.extend(periods.flat_map(|(period, _)| self.instances_of((*reader, period))));
        }
        found
    }
}
