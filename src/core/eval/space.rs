//! The space that results fill: open periods, rows of each table, who is there when, and who is tied to whom.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::calendar::{Calendar, Cycle, Period, read_date, span};
use crate::diag::nearest;
use crate::model::{Book, Id, Known, SubjectRef};
use crate::plan::{Plan, TableIx, TableKind};

use super::made::Made;

/// Open periods, rows and ties of a book.
#[derive(Clone, Debug, Default)]
pub struct Space {
    cycles: BTreeMap<Cycle, Periods>,
    tables: Vec<Rows>,
    containers: BTreeMap<(Cycle, Cycle), Vec<Option<usize>>>,
    /// The inverse: by finer and coarser cycle, the periods in each coarser one.
    insides: BTreeMap<(Cycle, Cycle), Vec<Vec<usize>>>,
    names: BTreeMap<Id, BTreeMap<Arc<str>, u32>>,
    classes: BTreeMap<Id, TableIx>,
    entries: BTreeMap<(TableIx, TableIx), EntryIndex>,
    too_many: Option<usize>,
}

/// Most cells of a book: about 640 MB. With more, no period is open, and a diagnostic says so.
pub(super) const MOST_CELLS: usize = 20_000_000;

#[derive(Clone, Debug, Default)]
struct Periods {
    periods: Vec<Period>,
    editions: Vec<usize>,
    last_days: Vec<Option<NaiveDate>>,
}

/// The rows of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The ids of subjects or entries.
    pub ids: Vec<Id>,
    /// Their names.
    pub names: Vec<Arc<str>>,
    /// By period, who has a row; empty where all have one in all periods.
    present: Vec<Vec<bool>>,
    /// Of a register: each entry's subject.
    pub subjects: Vec<Option<SubjectRef>>,
    /// Of a register: the date or period from which each entry counts.
    pub dates: Vec<Period>,
    /// Of a register: the edition each entry computes by.
    pub editions: Vec<usize>,
    /// Of a register: what made the entries behind the typed ones.
    pub(super) made: Vec<Made>,
}

impl Rows {
    /// What made the entry of a row; `None` for what was typed.
    #[must_use]
    pub fn made_by(&self, row: usize) -> Option<Made> {
        let typed = self.ids.len().saturating_sub(self.made.len());
        self.made.get(row.checked_sub(typed)?).copied()
    }
}

/// The entries of a register by period and subject of a sheet.
type EntryIndex = Vec<Vec<Vec<u32>>>;

const NO_ROWS: &[u32] = &[];

impl Space {
    /// The space of a book.
    #[must_use]
    pub fn new(plan: &Plan, book: &Book) -> Self {
        let mut space = Self::default();
        let calendar = |edition: usize| plan.editions.get(edition).map(|edition| &edition.calendar);
        let newest = plan.editions.len().saturating_sub(1);
        for (&cycle, open) in &book.periods {
            let Ok(periods) = span(open.first, open.last) else { continue };
            if open.first.cycle() != Some(cycle) {
                continue;
            }
            let last_day = |period: &Period| calendar(newest).and_then(|calendar| calendar.last_day(*period));
            let last_days: Vec<_> = periods.iter().map(last_day).collect();
            let editions =
                last_days.iter().map(|day| day.map_or(newest, |day| plan.edition_on(day))).collect();
            space.cycles.insert(cycle, Periods { periods, editions, last_days });
        }
        let cells = space.count_cells(plan, book);
        if cells > MOST_CELLS {
            space.cycles.clear();
            space.too_many = Some(cells);
        }
        for (table, of) in plan.tables.iter().enumerate() {
            if of.kind == TableKind::Class {
                space.classes.insert(of.id.clone(), table);
                let mut names = BTreeMap::new();
                for (row, subject) in (0_u32..).zip(book.subjects(&of.id)) {
                    names.entry(Arc::from(subject.name())).or_insert(row);
                }
                for (row, subject) in (0_u32..).zip(book.subjects(&of.id)) {
                    names.insert(Arc::from(subject.id.as_str()), row);
                }
                space.names.insert(of.id.clone(), names);
            }
        }
        for (table, of) in plan.tables.iter().enumerate() {
            let rows = match &of.kind {
                TableKind::Class => space.class_rows(book, &of.id, None),
                TableKind::Sheet { class, cycle } => {
                    let class = plan.tables.get(*class).map(|class| class.id.clone()).unwrap_or_default();
                    space.class_rows(book, &class, Some(*cycle))
                }
                TableKind::Register { .. } => {
                    let mut rows = space.register_rows(plan, book, &of.id, of);
                    space.made_rows(plan, book, table, &mut rows);
                    rows
                }
            };
            space.tables.push(rows);
        }
        if let Some(calendar) = calendar(newest) {
            space.index_containers(calendar);
            space.index_entries(plan, calendar);
        }
        space
    }

    /// How many cells the book has.
    fn count_cells(&self, plan: &Plan, book: &Book) -> usize {
        let mut columns = vec![0_usize; plan.tables.len()];
        for column in &plan.columns {
            if let Some(count) = columns.get_mut(column.table) {
                *count = count.saturating_add(1);
            }
        }
        let rows_of = |sheet: TableIx| match plan.tables.get(sheet).map(|of| &of.kind) {
            Some(TableKind::Sheet { class, .. }) => {
                plan.tables.get(*class).map_or(0, |class| book.subjects(&class.id).len())
            }
            _ => 0,
        };
        let cells = plan.tables.iter().enumerate().map(|(table, of)| {
            let rows = match &of.kind {
                TableKind::Class => book.subjects(&of.id).len(),
                TableKind::Register { .. } => {
                    let made =
                        plan.generators.iter().filter(|made| made.register == table).map(|made| {
                            rows_of(made.from).saturating_mul(self.period_count(plan, made.from))
                        });
                    made.fold(book.entries(&of.id).len(), usize::saturating_add)
                }
                TableKind::Sheet { class, .. } => {
                    plan.tables.get(*class).map_or(0, |class| book.subjects(&class.id).len())
                }
            };
            let columns = columns.get(table).copied().unwrap_or_default();
            rows.saturating_mul(columns).saturating_mul(self.period_count(plan, table))
        });
        cells.fold(0, usize::saturating_add)
    }

    /// How many cells there would be, where there are so many that no periods are open; 20,000,000 are the most.
    #[must_use]
    pub fn too_many(&self) -> Option<usize> {
        self.too_many
    }

    fn class_rows(&self, book: &Book, class: &str, cycle: Option<Cycle>) -> Rows {
        let subjects = book.subjects(class);
        let everybody_always = subjects.iter().all(|subject| subject.from.is_none() && subject.to.is_none());
        let present = match cycle.and_then(|cycle| self.cycles.get(&cycle)) {
            Some(periods) if !everybody_always => periods
                .last_days
                .iter()
                .map(|day| {
                    subjects.iter().map(|subject| day.is_none_or(|day| subject.belongs_on(day))).collect()
                })
                .collect(),
            _ => Vec::new(),
        };
        Rows {
            ids: subjects.iter().map(|subject| subject.id.clone()).collect(),
            names: subjects.iter().map(|subject| Arc::from(subject.name())).collect(),
            present,
            ..Rows::default()
        }
    }

    fn register_rows(&self, plan: &Plan, book: &Book, register: &str, table: &crate::plan::Table) -> Rows {
        let entries = book.entries(register);
        let TableKind::Register { classes, .. } = &table.kind else { return Rows::default() };
        let class_ids: Vec<Id> = classes
            .iter()
            .filter_map(|class| plan.tables.get(*class))
            .map(|class| class.id.clone())
            .collect();
        let newest = plan.editions.last().map(|edition| &edition.calendar);
        let subject = |entry: &crate::model::Entry| {
            let candidates =
                class_ids.iter().filter(|class| entry.class.is_empty() || entry.class == **class);
            candidates.filter_map(|class| self.subject(class, &entry.subject).ok()).next()
        };
        // The day from which an entry counts goes before its own date.
        let counts_from = table.counts_from.and_then(|slot| plan.columns.get(slot)).map(|column| &column.id);
        let when = |entry: &crate::model::Entry| {
            let typed = counts_from.and_then(|field| entry.values.get(field.as_str()));
            typed.and_then(|typed| read_date(typed)).map_or(entry.when, Period::Day)
        };
        let edition = |entry: &crate::model::Entry| {
            let day = newest.and_then(|calendar| calendar.last_day(when(entry)));
            day.map_or(plan.editions.len().saturating_sub(1), |day| plan.edition_on(day))
        };
        Rows {
            ids: entries.iter().map(|entry| entry.id.clone()).collect(),
            names: entries.iter().map(|entry| Arc::from(entry.id.as_str())).collect(),
            present: Vec::new(),
            subjects: entries.iter().map(subject).collect(),
            dates: entries.iter().map(when).collect(),
            editions: entries.iter().map(edition).collect(),
            made: Vec::new(),
        }
    }

    fn index_containers(&mut self, calendar: &Calendar) {
        let (mut containers, mut insides) = (BTreeMap::new(), BTreeMap::new());
        for (&finer, periods) in &self.cycles {
            for (&coarser, outer) in &self.cycles {
                let place = |period: &Period| {
                    let container = calendar.container(*period, coarser)?;
                    outer.periods.binary_search(&container).ok()
                };
                let places: Vec<Option<usize>> = periods.periods.iter().map(place).collect();
                let mut inside = vec![Vec::new(); outer.periods.len()];
                for (at, place) in places.iter().enumerate() {
                    if let Some(periods) = place.and_then(|place| inside.get_mut(place)) {
                        periods.push(at);
                    }
                }
                insides.insert((finer, coarser), inside);
                containers.insert((finer, coarser), places);
            }
        }
        self.containers = containers;
        self.insides = insides;
    }

    fn index_entries(&mut self, plan: &Plan, calendar: &Calendar) {
        for (register, of) in plan.tables.iter().enumerate() {
            let TableKind::Register { classes, .. } = &of.kind else { continue };
            for (sheet, sheet_of) in plan.tables.iter().enumerate() {
                let TableKind::Sheet { class, cycle } = sheet_of.kind else { continue };
                if !classes.contains(&class) {
                    continue;
                }
                let Some(periods) = self.cycles.get(&cycle) else { continue };
                let subjects = self.tables.get(sheet).map_or(0, |rows| rows.ids.len());
                let mut index: EntryIndex = vec![vec![Vec::new(); subjects]; periods.periods.len()];
                let Some(rows) = self.tables.get(register) else { continue };
                for (entry, (subject, date)) in (0_u32..).zip(rows.subjects.iter().zip(&rows.dates)) {
                    let Some(subject) = subject.filter(|subject| subject.class as usize == class) else {
                        continue;
                    };
                    let place = calendar
                        .container(*date, cycle)
                        .and_then(|period| periods.periods.binary_search(&period).ok())
                        .and_then(|period| index.get_mut(period))
                        .and_then(|rows| rows.get_mut(subject.row as usize));
                    if let Some(place) = place {
                        place.push(entry);
                    }
                }
                self.entries.insert((register, sheet), index);
            }
        }
    }

    /// Whether the same periods are open.
    pub(super) fn has_same_periods(&self, other: &Self) -> bool {
        let same = |(cycle, own): (&Cycle, &Periods)| {
            let of = other.cycles.get(cycle);
            of.is_some_and(|of| of.periods == own.periods && of.last_days == own.last_days)
        };
        self.cycles.len() == other.cycles.len() && self.cycles.iter().all(same)
    }

    /// The open periods of a cycle, in order.
    #[must_use]
    pub fn periods(&self, cycle: Cycle) -> &[Period] {
        self.cycles.get(&cycle).map_or(&[], |periods| &periods.periods)
    }

    /// The place of a period among the open ones of its cycle.
    #[must_use]
    pub fn period(&self, period: Period) -> Option<usize> {
        self.periods(period.cycle()?).binary_search(&period).ok()
    }

    /// How many periods a table has: those of its cycle for a sheet, else one that stands for all time.
    #[must_use]
    pub fn period_count(&self, plan: &Plan, table: TableIx) -> usize {
        match plan.tables.get(table).map(|table| &table.kind) {
            Some(TableKind::Sheet { cycle, .. }) => self.periods(*cycle).len(),
            Some(TableKind::Class | TableKind::Register { .. }) => 1,
            None => 0,
        }
    }

    /// The edition by which a sheet's period computes.
    #[must_use]
    pub fn edition(&self, plan: &Plan, table: TableIx, period: usize) -> usize {
        let newest = plan.editions.len().saturating_sub(1);
        match plan.tables.get(table).map(|table| &table.kind) {
            Some(TableKind::Sheet { cycle, .. }) => {
                self.cycles.get(cycle).and_then(|p| p.editions.get(period)).copied().unwrap_or(newest)
            }
            Some(TableKind::Class | TableKind::Register { .. }) | None => newest,
        }
    }

    /// The rows of a table.
    #[must_use]
    pub fn rows(&self, table: TableIx) -> Option<&Rows> {
        self.tables.get(table)
    }

    /// How many rows a table has.
    #[must_use]
    pub fn row_count(&self, table: TableIx) -> usize {
        self.tables.get(table).map_or(0, |rows| rows.ids.len())
    }

    /// Whether a row is there in a period.
    #[must_use]
    pub fn is_present(&self, table: TableIx, period: usize, row: usize) -> bool {
        let of_period = self.tables.get(table).and_then(|rows| rows.present.get(period));
        of_period.is_none_or(|present| present.get(row).copied().unwrap_or(false))
    }

    /// Who has a row in a period; `None` where all have one.
    #[must_use]
    pub fn present(&self, table: TableIx, period: usize) -> Option<&[bool]> {
        self.tables.get(table)?.present.get(period).map(Vec::as_slice)
    }

    /// The place, among the open periods of `coarser`, of the one that contains a period of `finer`.
    #[must_use]
    pub fn container(&self, finer: Cycle, period: usize, coarser: Cycle) -> Option<usize> {
        if finer == coarser {
            return Some(period);
        }
        self.containers.get(&(finer, coarser))?.get(period).copied().flatten()
    }

    /// The places of the open periods of `finer` that lie in a period of `coarser`.
    pub fn inside(&self, coarser: Cycle, period: usize, finer: Cycle) -> impl Iterator<Item = usize> + '_ {
        let periods = self.insides.get(&(finer, coarser)).and_then(|periods| periods.get(period));
        periods.into_iter().flatten().copied()
    }

    /// The place among the open periods of a cycle of the one that contains an entry's date.
    #[must_use]
    pub fn period_of(&self, calendar: &Calendar, date: Period, cycle: Cycle) -> Option<usize> {
        let period = calendar.container(date, cycle)?;
        self.periods(cycle).binary_search(&period).ok()
    }

    /// The entries of a register tied to a row of a sheet, in a period of the sheet.
    #[must_use]
    pub fn entries(&self, register: TableIx, sheet: TableIx, period: usize, row: usize) -> &[u32] {
        let index = self.entries.get(&(register, sheet));
        index.and_then(|i| i.get(period)).and_then(|rows| rows.get(row)).map_or(NO_ROWS, Vec::as_slice)
    }

    /// The row of an id in a table.
    #[must_use]
    pub fn row(&self, table: TableIx, id: &str) -> Option<usize> {
        self.tables.get(table)?.ids.iter().position(|known| &**known == id)
    }
}

impl Known for Space {
    fn subject(&self, class: &str, typed: &str) -> Result<SubjectRef, Option<String>> {
        let names = self.names.get(class);
        let found = names.and_then(|names| names.get(typed)).copied();
        let table = self.classes.get(class).copied().and_then(|table| u32::try_from(table).ok());
        match (found, table) {
            (Some(row), Some(class)) => Ok(SubjectRef { class, row }),
            _ => Err(nearest(typed, names.into_iter().flatten().map(|(name, _)| name.as_ref()))),
        }
    }
}
