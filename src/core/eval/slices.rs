//! Slices: the entries of a register by the open periods that their dates lie in.
//!
//! A register has no periods: its columns are filled for all entries at once. Where that makes a cycle (what happened in
//! March feeds a sheet, which says what an entry of April counts), those of its columns that are computed entry by entry
//! are filled slice by slice instead, in the order of time. A column that looks at other entries, such as a place or
//! what counts but once, is still filled for all at once, and so needs all slices.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Cycle;
use crate::plan::{Plan, Reach, Read, Slot, Step, TableIx, TableKind};

use super::frame::Finder;
use super::schedule::Instance;
use super::space::Space;

/// The slices of the registers that have some.
#[derive(Clone, Debug, Default)]
pub(super) struct Slices {
    tables: BTreeMap<TableIx, Slicing>,
    /// The columns that are filled slice by slice, each with its register.
    slots: BTreeMap<Slot, TableIx>,
}

/// The entries of a register by slice.
#[derive(Clone, Debug, Default)]
struct Slicing {
    of_row: Vec<usize>,
    slices: Vec<Slice>,
}

/// Entries whose dates lie in the same open periods.
#[derive(Clone, Debug, Default)]
struct Slice {
    rows: Vec<usize>,
    periods: BTreeMap<Cycle, usize>,
}

impl Slices {
    /// The slices of some registers.
    pub(super) fn new(plan: &Plan, space: &Space, registers: &BTreeSet<TableIx>) -> Self {
        let mut slices = Self::default();
        for &table in registers {
            slices.tables.insert(table, Slicing::new(plan, space, table));
        }
        for (slot, column) in plan.columns.iter().enumerate() {
            let is_by_entry = column.versions.iter().flatten().all(|version| match version.step {
                Step::Formula(_) | Step::Input(_) | Step::Own(_) | Step::Present(_) | Step::Broken(_) => true,
                Step::Gather(_) | Step::Order(_) | Step::Assign(_) => false,
            });
            if registers.contains(&column.table) && is_by_entry {
                slices.slots.insert(slot, column.table);
            }
        }
        slices
    }

    /// Whether no register has slices.
    pub(super) fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    fn of(&self, slot: Slot) -> Option<&Slicing> {
        self.tables.get(self.slots.get(&slot)?)
    }

    /// The instances of a column of a register: one for each slice, or one for all.
    pub(super) fn instances(&self, slot: Slot) -> Vec<Instance> {
        match self.of(slot) {
            Some(slicing) => (1..=slicing.slices.len()).map(|at| (slot, at)).collect(),
            None => vec![(slot, 0)],
        }
    }

    /// The entries of an instance; `None` where it is no slice.
    pub(super) fn rows(&self, (slot, at): Instance) -> Option<&[usize]> {
        let slicing = self.of(slot)?;
        slicing.slices.get(at.checked_sub(1)?).map(|slice| slice.rows.as_slice())
    }

    /// The instance of an entry; `None` where the column is filled for all at once.
    pub(super) fn of_row(&self, slot: Slot, row: usize) -> Option<Instance> {
        let slicing = self.of(slot)?;
        Some((slot, slicing.of_row.get(row)?.saturating_add(1)))
    }

    /// Whether a column is filled slice by slice.
    pub(super) fn is_sliced(&self, slot: Slot) -> bool {
        self.slots.contains_key(&slot)
    }

    /// What a read of a column in a period needs, slice by slice where there are slices.
    pub(super) fn needs(&self, finder: &Finder<'_>, (reader, at): Instance, read: &Read) -> Vec<Instance> {
        let table = finder.plan.columns.get(reader).map_or(0, |column| column.table);
        if let Some(slice) = self.of(reader).and_then(|slicing| slicing.slices.get(at.checked_sub(1)?)) {
            return self.needs_of_slice(finder, table, slice, at, read);
        }
        let Some(slicing) = self.of(read.slot) else {
            return finder.periods(table, at, read).into_iter().map(|period| (read.slot, period)).collect();
        };
        match (&read.reach, finder.plan.tables.get(table).map(|table| &table.kind)) {
            (Reach::Entries, Some(TableKind::Sheet { cycle, .. })) => {
                let slices = (1_usize..).zip(&slicing.slices);
                let here = slices.filter(|(_, slice)| slice.periods.get(cycle) == Some(&at));
                here.map(|(at, _)| (read.slot, at)).collect()
            }
            _ => self.instances(read.slot),
        }
    }

    fn needs_of_slice(
        &self,
        finder: &Finder<'_>,
        table: TableIx,
        slice: &Slice,
        at: usize,
        read: &Read,
    ) -> Vec<Instance> {
        let of = finder.plan.columns.get(read.slot).map(|column| column.table);
        match of.and_then(|of| finder.plan.tables.get(of)).map(|of| &of.kind) {
            _ if of == Some(table) && self.is_sliced(read.slot) && read.reach == Reach::Row => {
                vec![(read.slot, at)]
            }
            Some(TableKind::Register { .. }) => self.instances(read.slot),
            Some(TableKind::Sheet { cycle, .. }) => match read.reach {
                Reach::Rule(generator) => {
                    let rows = finder.space.rows(table);
                    let made = slice.rows.iter().filter_map(|row| rows?.made_by(*row));
                    let periods: BTreeSet<usize> =
                        made.filter(|made| made.generator == generator).map(|made| made.period).collect();
                    periods.into_iter().map(|period| (read.slot, period)).collect()
                }
                _ => slice.periods.get(cycle).map(|period| (read.slot, *period)).into_iter().collect(),
            },
            Some(TableKind::Class) => vec![(read.slot, 0)],
            None => Vec::new(),
        }
    }
}

impl Slicing {
    fn new(plan: &Plan, space: &Space, table: TableIx) -> Self {
        let mut slicing = Self::default();
        let (Some(rows), Some(edition)) = (space.rows(table), plan.editions.last()) else { return slicing };
        let mut known: BTreeMap<Vec<(Cycle, usize)>, usize> = BTreeMap::new();
        for (row, date) in rows.dates.iter().enumerate() {
            let period = |cycle| Some((cycle, space.period_of(&edition.calendar, *date, cycle)?));
            let periods: Vec<(Cycle, usize)> = Cycle::ALL.into_iter().filter_map(period).collect();
            let next = slicing.slices.len();
            let at = *known.entry(periods.clone()).or_insert(next);
            if at == next {
                slicing.slices.push(Slice { rows: Vec::new(), periods: periods.into_iter().collect() });
            }
            slicing.of_row.push(at);
            if let Some(slice) = slicing.slices.get_mut(at) {
                slice.rows.push(row);
            }
        }
        slicing
    }
}
