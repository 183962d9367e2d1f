//! The schedule: in which order columns are filled, period by period, so that each finds what it reads.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::cycles::{path_through, sorted};
use crate::plan::{Plan, Slot, TableKind};

use super::frame::{Cells, Finder};
use super::slices::Slices;
use super::space::Space;

/// A column in a period; of a register that has slices, a column in a slice, counted from 1.
pub(super) type Instance = (Slot, usize);

/// Columns and periods in an order that can be filled.
#[derive(Clone, Debug, Default)]
pub(super) struct Schedule {
    pub(super) order: Vec<Instance>,
    ranks: BTreeMap<Instance, u32>,
    /// A path for each group of instances that need each other through periods that overlap.
    pub(super) cycles: Vec<Vec<Instance>>,
    /// All members of such groups: none of them can be filled.
    in_cycles: BTreeSet<Instance>,
    /// Registers whose entries are filled in the order of time.
    pub(super) slices: Slices,
}

impl Schedule {
    pub(super) fn new(plan: &Plan, space: &Space) -> Self {
        let whole = Self::with(plan, space, Slices::default());
        let is_register = |table: &usize| {
            matches!(plan.tables.get(*table).map(|of| &of.kind), Some(TableKind::Register { .. }))
        };
        let table = |(slot, _): &Instance| plan.columns.get(*slot).map(|column| column.table);
        let registers: BTreeSet<usize> =
            whole.in_cycles.iter().filter_map(table).filter(is_register).collect();
        if registers.is_empty() {
            return whole;
        }
        Self::with(plan, space, Slices::new(plan, space, &registers))
    }

    fn with(plan: &Plan, space: &Space, slices: Slices) -> Self {
        let nothing = Cells::new();
        let finder = Finder { plan, space, cells: &nothing, ties: &nothing };
        let instances = |slot: Slot| match slices.is_sliced(slot) {
            true => slices.instances(slot),
            false => {
                let table = plan.columns.get(slot).map_or(0, |column| column.table);
                (0..space.period_count(plan, table)).map(|period| (slot, period)).collect()
            }
        };
        let needs = |instance| needs(instance, &finder, &slices);
        let sorted = sorted((0..plan.columns.len()).flat_map(instances), needs);
        // What needs itself in a slice cannot be filled in any.
        let whole = |(slot, at): Instance| if slices.is_sliced(slot) { (slot, 0) } else { (slot, at) };
        let path = |knot: &Vec<Instance>| {
            let mut path: Vec<Instance> = path_through(knot, needs).into_iter().map(whole).collect();
            path.dedup();
            path
        };
        Self {
            ranks: sorted.order.iter().copied().zip(0_u32..).collect(),
            cycles: sorted.knots.iter().map(path).collect(),
            in_cycles: sorted.knots.iter().flatten().copied().map(whole).collect(),
            order: sorted.order,
            slices,
        }
    }

    /// The place of an instance in the order.
    pub(super) fn rank(&self, instance: Instance) -> Option<u32> {
        self.ranks.get(&instance).copied()
    }

    /// Whether an instance needs itself.
    pub(super) fn is_in_cycle(&self, instance: Instance) -> bool {
        self.in_cycles.contains(&instance)
    }

    /// The instance at a place of the order.
    pub(super) fn at(&self, rank: u32) -> Option<Instance> {
        self.order.get(rank as usize).copied()
    }
}

/// The instances that an instance reads.
pub(super) fn needs((slot, period): Instance, finder: &Finder<'_>, slices: &Slices) -> Vec<Instance> {
    let Some(column) = finder.plan.columns.get(slot) else { return Vec::new() };
    let edition = finder.space.edition(finder.plan, column.table, period);
    // A register's rows may compute by several editions.
    let newest = edition.saturating_add(1) == finder.plan.editions.len();
    let is_register = matches!(
        finder.plan.tables.get(column.table).map(|table| &table.kind),
        Some(TableKind::Register { .. })
    );
    let versions =
        column.versions.iter().enumerate().filter(|(at, _)| *at == edition || (is_register && newest));
    let mut found = Vec::new();
    for read in versions.filter_map(|(_, version)| version.as_ref()).flat_map(|version| &version.reads) {
        for instance in slices.needs(finder, (slot, period), read) {
            if !found.contains(&instance) {
                found.push(instance);
            }
        }
    }
    found
}
