//! Reloading: the rows of some tables are others now. Those tables are read anew from the book, all others stay as they
//! are, and what reads the reloaded ones is filled again.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Book, Cell, CellRef, FieldKind, Id};
use crate::plan::{Plan, Slot, Step, TableIx, TableKind};

use super::Results;
use super::load::Scope;
use super::space::Space;
use super::update::{Dirty, Queue, Touched};

impl Results {
    /// The tables whose rows are others when subjects of a class come or go: the class, its sheets, and the registers
    /// and links that name its subjects by their place.
    #[must_use]
    pub fn tables_of_class(&self, class: TableIx) -> BTreeSet<TableIx> {
        let plan: &Plan = &self.plan;
        let of_class = |kind: &TableKind| match kind {
            TableKind::Class => false,
            TableKind::Sheet { class: of, .. } => *of == class,
            TableKind::Register { classes, .. } => classes.contains(&class),
        };
        let tables = plan.tables.iter().enumerate();
        let mut found: BTreeSet<TableIx> =
            tables.filter(|(at, table)| *at == class || of_class(&table.kind)).map(|(at, _)| at).collect();
        let id = plan.tables.get(class).map(|table| &table.id);
        let links_here = |slot: &Slot| {
            let versions =
                plan.columns.get(*slot).into_iter().flat_map(|column| column.versions.iter().flatten());
            versions.into_iter().any(|version| is_link_to(&version.step, id))
        };
        let links = (0..plan.columns.len()).filter(links_here);
        found.extend(links.filter_map(|slot| plan.columns.get(slot)).map(|column| column.table));
        // Entries that rules make for a subject, or for one that it links to.
        let made = plan
            .generators
            .iter()
            .filter(|made| found.contains(&made.from) || made.of.is_some_and(|link| links_here(&link)));
        found.extend(made.map(|made| made.register).collect::<Vec<_>>());
        found
    }

    /// Reads some tables anew from the book and fills what depends on them; `false` where all is to be read anew.
    ///
    /// Cells name subjects by their place, and formulas may give a subject's name: where a class is among the tables, all
    /// that depends on them is filled again, else only as far as values change.
    pub fn reload(&mut self, book: &Book, tables: &BTreeSet<TableIx>) -> bool {
        let plan = self.plan.clone();
        // Slices go by the entries, and so does then the order in which columns are filled; what has vanished is told in the
        // order of the whole book.
        if !self.schedule.slices.is_empty() || !self.vanished.is_empty() {
            return false;
        }
        let space = Space::new(&plan, book);
        if space.too_many().is_some() || self.space.too_many().is_some() {
            return false;
        }
        self.space = Arc::new(space);
        let is_reloaded =
            |slot: Slot| plan.columns.get(slot).is_some_and(|column| tables.contains(&column.table));
        self.typed.retain(|(slot, _), _| !is_reloaded(*slot));
        let stays = |at: &CellRef| !is_reloaded(at.column as usize);
        self.overrides.retain(|at, _| stays(at));
        self.computed.retain(|at, _| stays(at));
        self.problems.retain(|at, _| stays(at));
        self.long_sums.retain(stays);
        let mut queue = Queue::new();
        for (slot, column) in plan.columns.iter().enumerate().filter(|(slot, _)| is_reloaded(*slot)) {
            let rows = self.space.row_count(column.table);
            for cells in self.cells.get_mut(slot).into_iter().flatten() {
                *cells = Arc::new(vec![Cell::BLANK; rows]);
            }
            self.push_all(&mut queue, slot);
        }
        self.load_tables(book, Scope::Only(tables));
        if !self.vanished.is_empty() {
            return false;
        }
        let is_class =
            |table: &TableIx| plan.tables.get(*table).is_some_and(|of| of.kind == TableKind::Class);
        for slot in readers(&plan, is_reloaded, tables.iter().any(is_class)) {
            self.push_all(&mut queue, slot);
        }
        self.run(queue, &mut Touched::default());
        true
    }

    fn push_all(&self, queue: &mut Queue, slot: Slot) {
        let table = self.plan.columns.get(slot).map_or(0, |column| column.table);
        for period in 0..self.space.period_count(&self.plan, table) {
            self.push(queue, (slot, period), Dirty::All);
        }
    }
}

/// The columns that read reloaded ones, or with `through` all that depend on them.
fn readers(plan: &Plan, is_reloaded: impl Fn(Slot) -> bool, through: bool) -> BTreeSet<Slot> {
    let mut found = BTreeSet::new();
    let mut open: Vec<Slot> = (0..plan.columns.len()).filter(|slot| is_reloaded(*slot)).collect();
    while let Some(slot) = open.pop() {
        for (reader, _) in plan.columns.get(slot).into_iter().flat_map(|column| &column.readers) {
            if !is_reloaded(*reader) && found.insert(*reader) && through {
                open.push(*reader);
            }
        }
    }
    found
}

fn is_link_to(step: &Step, class: Option<&Id>) -> bool {
    matches!(step, Step::Input(input) if input.field.kind == FieldKind::Link && input.field.class.as_ref() == class)
}
