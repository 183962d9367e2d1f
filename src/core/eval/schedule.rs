//! The schedule: in which order columns are filled, period by period, so that each finds what it reads.

use std::collections::{BTreeMap, BTreeSet};

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
    /// Groups that need each other through periods that overlap: none of them can be filled.
    pub(super) cycles: Vec<Vec<Instance>>,
    /// Registers whose entries are filled in the order of time.
    pub(super) slices: Slices,
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Open,
    Done,
}

impl Schedule {
    pub(super) fn new(plan: &Plan, space: &Space) -> Self {
        let whole = Self::with(plan, space, Slices::default());
        let is_register = |table: &usize| {
            matches!(plan.tables.get(*table).map(|of| &of.kind), Some(TableKind::Register { .. }))
        };
        let table = |(slot, _): &Instance| plan.columns.get(*slot).map(|column| column.table);
        let registers: BTreeSet<usize> =
            whole.cycles.iter().flatten().filter_map(table).filter(is_register).collect();
        if registers.is_empty() {
            return whole;
        }
        let mut sliced = Self::with(plan, space, Slices::new(plan, space, &registers));
        // What needs itself in a slice cannot be filled in any.
        for instance in sliced.cycles.iter_mut().flatten() {
            if sliced.slices.is_sliced(instance.0) {
                instance.1 = 0;
            }
        }
        for cycle in &mut sliced.cycles {
            cycle.dedup();
        }
        sliced
    }

    fn with(plan: &Plan, space: &Space, slices: Slices) -> Self {
        let mut schedule = Self { slices, ..Self::default() };
        let mut visits: BTreeMap<Instance, Visit> = BTreeMap::new();
        let nothing = Cells::new();
        let finder = Finder { plan, space, cells: &nothing, ties: &nothing };
        for slot in 0..plan.columns.len() {
            let table = plan.columns.get(slot).map_or(0, |column| column.table);
            let instances = match schedule.slices.is_sliced(slot) {
                true => schedule.slices.instances(slot),
                false => (0..space.period_count(plan, table)).map(|period| (slot, period)).collect(),
            };
            for instance in instances {
                schedule.visit(instance, &finder, &mut visits);
            }
        }
        schedule.ranks.extend(schedule.order.iter().copied().zip(0_u32..));
        schedule
    }

    /// The place of an instance in the order.
    pub(super) fn rank(&self, instance: Instance) -> Option<u32> {
        self.ranks.get(&instance).copied()
    }

    /// Whether an instance needs itself.
    pub(super) fn is_in_cycle(&self, instance: Instance) -> bool {
        !self.cycles.is_empty() && self.cycles.iter().any(|cycle| cycle.contains(&instance))
    }

    /// The instance at a place of the order.
    pub(super) fn at(&self, rank: u32) -> Option<Instance> {
        self.order.get(rank as usize).copied()
    }

    /// Visits an instance after all that it reads, without recursion.
    fn visit(&mut self, root: Instance, finder: &Finder<'_>, visits: &mut BTreeMap<Instance, Visit>) {
        if visits.contains_key(&root) {
            return;
        }
        visits.insert(root, Visit::Open);
        let mut frames = vec![(root, needs(root, finder, &self.slices), 0_usize)];
        while let Some((instance, reads, at)) = frames.last_mut() {
            let Some(&next) = reads.get(*at) else {
                visits.insert(*instance, Visit::Done);
                self.order.push(*instance);
                frames.pop();
                continue;
            };
            *at = at.saturating_add(1);
            match visits.get(&next) {
                None => {
                    visits.insert(next, Visit::Open);
                    let reads = needs(next, finder, &self.slices);
                    frames.push((next, reads, 0));
                }
                Some(Visit::Open) => {
                    let from = frames.iter().position(|(open, _, _)| *open == next).unwrap_or_default();
                    self.cycles.push(frames.iter().skip(from).map(|(open, _, _)| *open).collect());
                }
                Some(Visit::Done) => {}
            }
        }
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
