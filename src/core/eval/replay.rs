//! Replaying: where a cell's values came from, and the same step over values handed in. For explanations only: they
//! read with the evaluator's own reaches and compute with its own steps, so that they cannot tell another story.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Cell, CellError, CellRef, ErrorCode, SubjectRef, Value};
use crate::plan::{Assign, Expr, Reach, Read, Slot, Step, TableKind, Version};

use super::assign::Decision;
use super::compute::{Divided, Frame};
use super::frame::{Finder, Source};
use super::functions::Context;
use super::{Results, assign, cell_ref, ordering};

/// The values of one read, handed in.
pub(crate) enum Given {
    /// One value a row.
    Rows(Vec<Cell>),
    /// A list, the same for all rows.
    List(Vec<Cell>),
}

impl Results {
    /// What a read finds for a row, in order, each value with the cell it stands in; a value that stands nowhere, such
    /// as the one before the first period, has none.
    pub(crate) fn found(
        &self,
        (slot, period): (Slot, usize),
        read: &Read,
        row: usize,
    ) -> Vec<(Option<CellRef>, Cell)> {
        // The same reach over cells that hold their own place instead of a value.
        let mut places = vec![Vec::new(); self.cells.len()];
        if let (Some(of), Some(to)) = (self.cells.get(read.slot), places.get_mut(read.slot)) {
            *to = of
                .iter()
                .enumerate()
                .map(|(at, rows)| Arc::new(own_places(read.slot, at, rows.len())))
                .collect();
        }
        let table = self.plan.columns.get(slot).map_or(0, |column| column.table);
        let finder = Finder { plan: &self.plan, space: &self.space, cells: &self.cells, ties: &self.cells };
        let values = finder.source(table, period, read, None).cells(row);
        let own = Finder { cells: &places, ..finder }.source(table, period, read, None).cells(row);
        own.iter().map(place).zip(values).collect()
    }

    /// The cells that some rows of a column were computed from, one step back.
    pub(crate) fn rests_on(
        &self,
        (slot, period): (Slot, usize),
        rows: &BTreeSet<usize>,
    ) -> BTreeSet<CellRef> {
        let mut found = BTreeSet::new();
        let table = self.plan.columns.get(slot).map_or(0, |column| column.table);
        let mut by_edition: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for row in rows {
            by_edition.entry(self.edition_of(table, period, *row)).or_default().insert(*row);
        }
        for (edition, mut rows) in by_edition {
            let Some(version) = self.plan.version(slot, edition) else { continue };
            if matches!(version.step, Step::Order(_) | Step::Assign(_)) {
                // Each row's place is decided among all those of its population.
                for row in rows.clone() {
                    rows.extend(self.population(version, (slot, period), row));
                }
            }
            for read in &version.reads {
                self.read_by((table, period), read, &rows, &mut found);
            }
        }
        found
    }

    fn read_by(
        &self,
        (table, period): (usize, usize),
        read: &Read,
        rows: &BTreeSet<usize>,
        found: &mut BTreeSet<CellRef>,
    ) {
        let finder = Finder { plan: &self.plan, space: &self.space, cells: &self.cells, ties: &self.cells };
        let looked_at = finder.periods(table, period, read);
        let is_read = |at: &usize| matches!(read.reach, Reach::Rule(_)) || looked_at.contains(at);
        let mut places = vec![Vec::new(); self.cells.len()];
        if let (Some(of), Some(to)) = (self.cells.get(read.slot), places.get_mut(read.slot)) {
            let rows = |at, count| if is_read(&at) { own_places(read.slot, at, count) } else { Vec::new() };
            *to = of.iter().enumerate().map(|(at, cells)| Arc::new(rows(at, cells.len()))).collect();
        }
        let finder = Finder { cells: &places, ..finder };
        let source = finder.source(table, period, read, None);
        // Such a list is the same for all rows.
        let enough = if matches!(read.reach, Reach::All | Reach::Every) { 1 } else { rows.len() };
        for row in rows.iter().take(enough) {
            found.extend(source.cells(*row).iter().filter_map(place));
        }
    }

    /// The edition by which a row computes: an entry's own, or that of the period.
    pub(crate) fn edition_of(&self, table: usize, period: usize, row: usize) -> usize {
        let of_entry = self.space.rows(table).and_then(|rows| rows.editions.get(row)).copied();
        let is_register =
            matches!(self.plan.tables.get(table).map(|table| &table.kind), Some(TableKind::Register { .. }));
        of_entry.filter(|_| is_register).unwrap_or_else(|| self.space.edition(&self.plan, table, period))
    }

    /// The rows among which a rank, grade or share is decided, in roster order, the row itself among them.
    pub(crate) fn population(
        &self,
        version: &Version,
        (slot, period): (Slot, usize),
        row: usize,
    ) -> Vec<usize> {
        let Some(within) = within(version) else { return vec![row] };
        let count = self.space.row_count(self.plan.columns.get(slot).map_or(0, |column| column.table));
        self.with_frame(version, (slot, period), None, |frame, present| {
            ordering::partitions(within, frame, count, present).members(row).to_vec()
        })
    }

    /// The names of the groups within which ranks, grades or shares of a period are decided, a row each: the values that
    /// tell them apart, `·` between several. Empty where there is one group of all.
    pub(crate) fn group_names(&self, version: &Version, (slot, period): (Slot, usize)) -> Vec<String> {
        let Some(within) = within(version).filter(|within| !within.is_empty()) else { return Vec::new() };
        let count = self.space.row_count(self.plan.columns.get(slot).map_or(0, |column| column.table));
        self.with_frame(version, (slot, period), None, |frame, _| {
            let name = |row: usize| {
                let values = within.iter().map(|read| self.show(&frame.read(*read, row).value));
                values.collect::<Vec<_>>().join("·")
            };
            (0..count).map(name).collect()
        })
    }

    /// What a step gives for one of several rows over values handed in; neither kept nor rounded yet. `None` for what
    /// is typed.
    pub(crate) fn replay(
        &self,
        version: &Version,
        edition: usize,
        given: &[Given],
        row: usize,
    ) -> Option<Cell> {
        let count = rows_of(given);
        self.with_given(edition, given, |frame| match &version.step {
            Step::Formula(expr) => Some(frame.eval(expr, row)),
            Step::Gather(gather) => Some(frame.strict(gather.function, &gather.arguments, row)),
            Step::Order(order) => ordering::order(order, frame, count, None, &[]).get(row).cloned(),
            Step::Assign(step) => assign::assign(step, frame, count, None).get(row).cloned(),
            Step::Broken(code) => Some(Cell::error(*code)),
            Step::Input(_) | Step::Own(_) | Step::Present(_) => None,
        })
    }

    /// What a part of a formula gives for one of several rows over values handed in.
    pub(crate) fn replay_part(&self, edition: usize, given: &[Given], part: &Expr, row: usize) -> Cell {
        self.with_given(edition, given, |frame| frame.eval(part, row))
    }

    /// How the grades of all rows were decided, over values handed in; `None` where there is none, or an error.
    pub(crate) fn replay_grades(
        &self,
        version: &Version,
        edition: usize,
        given: &[Given],
    ) -> Vec<Option<Decision>> {
        let Step::Assign(step) = &version.step else { return Vec::new() };
        let Assign::Grade(ladder) = step.as_ref() else { return Vec::new() };
        let count = rows_of(given);
        let decided = self.with_given(edition, given, |frame| assign::grade(ladder, frame, count, None));
        decided.into_iter().map(|of| of.and_then(Result::ok)).collect()
    }

    fn with_given<R>(&self, edition: usize, given: &[Given], then: impl FnOnce(&Frame<'_>) -> R) -> R {
        let edition = self.plan.editions.get(edition);
        let subject_name = |subject: SubjectRef| self.subject_name(subject);
        let is_working_day =
            |day: chrono::NaiveDate| edition.is_some_and(|edition| edition.calendar.is_working_day(day));
        let frame = Frame {
            sources: given.iter().map(source).collect(),
            parameters: &self.parameters,
            context: Context {
                grades: edition.map_or(&[], |edition| &edition.grades),
                subject_name: &subject_name,
                is_working_day: &is_working_day,
            },
            divided: Divided::default(),
            kept: None,
        };
        then(&frame)
    }
}

/// The reads within whose equal values a step decides; `None` for a step that looks at its own row only.
pub(super) fn within(version: &Version) -> Option<&[usize]> {
    match &version.step {
        Step::Order(order) => Some(&order.within),
        Step::Assign(step) => match step.as_ref() {
            Assign::Grade(ladder) => Some(&ladder.within),
            Assign::Split(split) => Some(&split.within),
        },
        Step::Input(_)
        | Step::Own(_)
        | Step::Present(_)
        | Step::Formula(_)
        | Step::Gather(_)
        | Step::Broken(_) => None,
    }
}

fn source(given: &Given) -> Source<'_> {
    match given {
        Given::Rows(cells) => Source::Aligned(cells),
        Given::List(cells) => Source::All { cells, present: None },
    }
}

fn rows_of(given: &[Given]) -> usize {
    let rows = given.iter().map(|given| match given {
        Given::Rows(cells) => cells.len(),
        Given::List(_) => 0,
    });
    rows.max().unwrap_or_default()
}

fn own_places(slot: Slot, period: usize, rows: usize) -> Vec<Cell> {
    let own = |row| {
        Cell::firm(Value::Error(CellError { code: ErrorCode::Ref, origin: cell_ref(slot, period, row) }))
    };
    (0..rows).map(own).collect()
}

fn place(cell: &Cell) -> Option<CellRef> {
    match &cell.value {
        Value::Error(error) => error.origin,
        _ => None,
    }
}
