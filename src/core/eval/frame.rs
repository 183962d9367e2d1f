//! A frame: what a step reads, found once for all rows of a column in a period.

use std::sync::Arc;

use crate::model::{Cell, SubjectRef, Value};
use crate::plan::{Plan, Reach, Read, Slot, TableIx, TableKind};

use super::functions::Argument;
use super::is_made_out;
use super::kept::Tie;
use super::space::Space;

/// All cells: by column, period and row. A variant shares the columns that its patch does not touch.
pub(super) type Cells = Vec<Vec<Arc<Vec<Cell>>>>;

/// Where a read finds its values.
pub(super) enum Source<'a> {
    /// One value a row, row by row.
    Aligned(&'a [Cell]),
    /// One value a row, through a tie to another row.
    Tied { cells: &'a [Cell], rows: Arc<Vec<Option<usize>>>, present: Option<&'a [bool]> },
    /// One value a row of a register, in the period of the entry.
    Dated { periods: &'a [Arc<Vec<Cell>>], at: Arc<Vec<Option<(usize, usize)>>> },
    /// The same value for all rows.
    Same(&'a Cell),
    /// The same list for all rows.
    All { cells: &'a [Cell], present: Option<&'a [bool]> },
    /// The list of the rows of one's group.
    Groups { cells: &'a [Cell], groups: Arc<Groups> },
    /// One value a row from each of several periods.
    Finer(Vec<(&'a [Cell], Option<&'a [bool]>)>),
    /// For each row the list of the rows tied to it.
    Lists { cells: &'a [Cell], rows: Arc<Vec<Vec<u32>>>, present: Option<&'a [bool]> },
}

static BLANK: Cell = Cell::BLANK;
static EXEMPT: Cell = Cell::EXEMPT;
const NONE: &[Cell] = &[];

impl Source<'_> {
    /// The one value for a row.
    #[inline]
    pub(super) fn one(&self, row: usize) -> &Cell {
        match self {
            Source::Aligned(cells) => cells.get(row).unwrap_or(&BLANK),
            Source::Tied { cells, rows, present } => match rows.get(row).copied().flatten() {
                Some(tied) if is_there(*present, tied) => cells.get(tied).unwrap_or(&BLANK),
                Some(_) => &EXEMPT,
                None => &BLANK,
            },
            Source::Dated { periods, at } => at
                .get(row)
                .copied()
                .flatten()
                .and_then(|(period, tied)| periods.get(period)?.get(tied))
                .unwrap_or(&BLANK),
            Source::Same(cell) => cell,
            Source::All { .. } | Source::Groups { .. } | Source::Finer(_) | Source::Lists { .. } => &BLANK,
        }
    }

    /// The cells of the list for a row.
    pub(super) fn cells(&self, row: usize) -> Vec<Cell> {
        match self.list(row) {
            Argument::Gathered(cells) => cells,
            Argument::List(cells) => cells.to_vec(),
            Argument::One(_) | Argument::Read(_) | Argument::Table { .. } | Argument::Missing => Vec::new(),
        }
    }

    /// The list for a row; not copied where it stands in a column as it is.
    pub(super) fn list(&self, row: usize) -> Argument<'_> {
        let there = |present: &Option<&[bool]>, at: &usize| is_there(*present, *at);
        Argument::Gathered(match self {
            Source::All { cells, present: None } => return Argument::List(cells),
            Source::All { cells, present } => {
                let rows = cells.iter().enumerate();
                rows.filter(|(at, _)| there(present, at)).map(|(_, cell)| cell.clone()).collect()
            }
            Source::Groups { cells, groups } => {
                groups.members(row).iter().filter_map(|at| cells.get(*at)).cloned().collect()
            }
            Source::Finer(periods) => {
                let periods = periods.iter().filter(|(_, present)| there(present, &row));
                periods.filter_map(|(cells, _)| cells.get(row)).cloned().collect()
            }
            Source::Lists { cells, rows, present } => {
                let tied = rows.get(row).map_or(&[][..], Vec::as_slice).iter().map(|at| *at as usize);
                tied.filter(|at| there(present, at)).filter_map(|at| cells.get(at)).cloned().collect()
            }
            Source::Aligned(_) | Source::Tied { .. } | Source::Dated { .. } | Source::Same(_) => {
                return Argument::List(std::slice::from_ref(self.one(row)));
            }
        })
    }
}

fn is_there(present: Option<&[bool]>, row: usize) -> bool {
    present.is_none_or(|present| present.get(row).copied().unwrap_or(false))
}

/// Rows grouped by equal values.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Groups {
    of_row: Vec<Option<usize>>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    /// Groups of the rows that are present, by the snapped values of columns.
    pub(super) fn new<'a>(
        count: usize,
        present: Option<&[bool]>,
        value: impl Fn(usize) -> Vec<&'a Cell>,
    ) -> Self {
        let mut known: std::collections::HashMap<Vec<Key>, usize> = std::collections::HashMap::new();
        let mut groups = Self { of_row: vec![None; count], members: Vec::new() };
        for row in (0..count).filter(|row| is_there(present, *row)) {
            let key: Vec<Key> = value(row).into_iter().map(key).collect();
            let next = groups.members.len();
            let group = *known.entry(key).or_insert(next);
            if group == next {
                groups.members.push(Vec::new());
            }
            if let (Some(of), Some(members)) = (groups.of_row.get_mut(row), groups.members.get_mut(group)) {
                *of = Some(group);
                members.push(row);
            }
        }
        groups
    }

    /// All rows that are present, as one group.
    pub(super) fn one(count: usize, present: Option<&[bool]>) -> Self {
        let members: Vec<usize> = (0..count).filter(|row| is_there(present, *row)).collect();
        let of_row = (0..count).map(|row| is_there(present, row).then_some(0)).collect();
        Self { of_row, members: if members.is_empty() { Vec::new() } else { vec![members] } }
    }

    /// The rows of a row's group.
    pub(super) fn members(&self, row: usize) -> &[usize] {
        let group = self.of_row.get(row).copied().flatten();
        group.and_then(|group| self.members.get(group)).map_or(&[], Vec::as_slice)
    }

    /// Every group, in the order of its first row.
    pub(super) fn all(&self) -> impl Iterator<Item = &[usize]> {
        self.members.iter().map(Vec::as_slice)
    }
}

/// A value by which rows are grouped.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Nothing,
    Exempt,
    Error,
    Number(crate::num::Decimal),
    Truth(bool),
    Text(std::sync::Arc<str>),
    Date(chrono::NaiveDate),
    Subject(SubjectRef),
    Grade(crate::model::GradeRef),
}

fn key(cell: &Cell) -> Key {
    match &cell.value {
        Value::Blank => Key::Nothing,
        Value::Exempt => Key::Exempt,
        Value::Error(_) => Key::Error,
        Value::Number(number) => Key::Number(crate::num::snap(*number).normalize()),
        Value::Truth(truth) => Key::Truth(*truth),
        Value::Text(text) => Key::Text(text.clone()),
        Value::Date(date) => Key::Date(*date),
        Value::Subject(subject) => Key::Subject(*subject),
        Value::Grade(grade) => Key::Grade(*grade),
    }
}

/// What finding sources needs to know.
#[derive(Clone, Copy)]
pub(super) struct Finder<'a> {
    pub(super) plan: &'a Plan,
    pub(super) space: &'a Space,
    /// Where values are read.
    pub(super) cells: &'a Cells,
    /// Where links and groups are read: the same, except where an explanation reads places instead of values.
    pub(super) ties: &'a Cells,
}

impl<'a> Finder<'a> {
    /// Where a read of a column of `table` in `period` finds its values; by the tie `kept`, where that was found before.
    pub(super) fn source(
        &self,
        table: TableIx,
        period: usize,
        read: &Read,
        kept: Option<&Tie>,
    ) -> Source<'a> {
        let of = self.plan.columns.get(read.slot).map_or(0, |column| column.table);
        match &read.reach {
            Reach::Row => Source::Aligned(self.column(read.slot, period)),
            Reach::Earlier { .. } => match self.periods(table, period, read).first() {
                Some(&earlier) => Source::Aligned(self.column(read.slot, earlier)),
                None => Source::Same(&BLANK),
            },
            Reach::Subject => match self.plan.tables.get(table).map(|table| &table.kind) {
                Some(TableKind::Register { .. }) => {
                    self.of_entries(table, read.slot, of, kept, |row| self.entry_subject(table, of, row))
                }
                _ => match self.periods(table, period, read).first() {
                    Some(&at) => Source::Aligned(self.column(read.slot, at)),
                    None => Source::Same(&BLANK),
                },
            },
            Reach::Link(link) => {
                let target = |row: usize| self.link_target(table, period, *link, row);
                if matches!(self.plan.tables.get(table).map(|t| &t.kind), Some(TableKind::Register { .. })) {
                    return self.of_entries(table, read.slot, of, kept, target);
                }
                match self.periods(table, period, read).first() {
                    Some(&at) => Source::Tied {
                        cells: self.column(read.slot, at),
                        rows: Tie::rows(kept, || (0..self.space.row_count(table)).map(target).collect()),
                        present: self.space.present(of, at),
                    },
                    None => Source::Same(&BLANK),
                }
            }
            Reach::All => Source::All {
                cells: self.column(read.slot, period),
                present: self.space.present(table, period),
            },
            Reach::Peers(fields) => {
                let groups = Tie::groups(kept, || {
                    let columns: Vec<&[Cell]> = fields.iter().map(|field| self.tie(*field, period)).collect();
                    Groups::new(self.space.row_count(table), self.space.present(table, period), |row| {
                        columns.iter().map(|cells| cells.get(row).unwrap_or(&BLANK)).collect()
                    })
                });
                Source::Groups { cells: self.column(read.slot, period), groups }
            }
            Reach::Within => Source::Finer(
                self.periods(table, period, read)
                    .into_iter()
                    .map(|at| (self.column(read.slot, at), self.space.present(of, at)))
                    .collect(),
            ),
            Reach::Every => match self.periods(table, period, read).first() {
                Some(&at) => {
                    Source::All { cells: self.column(read.slot, at), present: self.space.present(of, at) }
                }
                None => Source::All { cells: NONE, present: None },
            },
            Reach::Linked(link) => match self.periods(table, period, read).first() {
                Some(&at) => Source::Lists {
                    cells: self.column(read.slot, at),
                    rows: Tie::lists(kept, || self.linked_here(table, *link)),
                    present: self.space.present(of, at),
                },
                None => Source::All { cells: NONE, present: None },
            },
            Reach::Entries => {
                let is_there = self.plan.tables.get(of).and_then(|of| of.present);
                let is_there = is_there.map(|is_there| self.tie(is_there, 0));
                let counts = |entry: &u32| {
                    is_there.is_none_or(|cells| cells.get(*entry as usize).is_some_and(is_made_out))
                };
                let entries = |row: usize| {
                    self.space.entries(of, table, period, row).iter().copied().filter(counts).collect()
                };
                Source::Lists {
                    cells: self.column(read.slot, 0),
                    rows: Tie::lists(kept, || (0..self.space.row_count(table)).map(entries).collect()),
                    present: None,
                }
            }
            Reach::Rule(generator) => {
                let made = |row: usize| {
                    let made = self.space.rows(table)?.made_by(row)?;
                    (made.generator == *generator).then_some((made.period, made.row))
                };
                Source::Dated {
                    periods: self.cells.get(read.slot).map_or(&[], Vec::as_slice),
                    at: Tie::dated(kept, || (0..self.space.row_count(table)).map(made).collect()),
                }
            }
        }
    }

    /// The periods of the read column that a read looks at.
    pub(super) fn periods(&self, table: TableIx, period: usize, read: &Read) -> Vec<usize> {
        let of = self.plan.columns.get(read.slot).map_or(0, |column| column.table);
        let own = self.plan.tables.get(table).map(|table| &table.kind);
        let other = self.plan.tables.get(of).map(|table| &table.kind);
        match (&read.reach, own, other) {
            (Reach::Row | Reach::All | Reach::Peers(_), _, _) => vec![period],
            (Reach::Earlier { lag, within }, _, _) => {
                let earlier = period.checked_sub(*lag as usize);
                let same_span = |earlier: &usize| match (within, self.plan.cycle(table)) {
                    (Some(span), Some(own)) => {
                        let containing = |period: usize| self.containing(own, period, *span);
                        containing(*earlier) == containing(period)
                    }
                    _ => true,
                };
                earlier.filter(same_span).into_iter().collect()
            }
            (
                Reach::Within,
                Some(TableKind::Sheet { cycle, .. }),
                Some(TableKind::Sheet { cycle: finer, .. }),
            ) => self.space.inside(*cycle, period, *finer).collect(),
            (_, Some(TableKind::Register { .. }), Some(TableKind::Sheet { cycle, .. })) => {
                (0..self.space.periods(*cycle).len()).collect()
            }
            (_, Some(TableKind::Sheet { cycle, .. }), Some(TableKind::Sheet { cycle: other, .. })) => {
                self.space.container(*cycle, period, *other).into_iter().collect()
            }
            (_, _, Some(TableKind::Class | TableKind::Register { .. })) => vec![0],
            (_, _, Some(TableKind::Sheet { .. }) | None) => Vec::new(),
        }
    }

    /// The period of `span` that contains a period, whether it is open or not.
    fn containing(
        &self,
        own: crate::calendar::Cycle,
        period: usize,
        span: crate::calendar::Cycle,
    ) -> Option<crate::calendar::Period> {
        let calendar = &self.plan.editions.last()?.calendar;
        calendar.container(*self.space.periods(own).get(period)?, span)
    }

    fn column(&self, slot: Slot, period: usize) -> &'a [Cell] {
        self.cells.get(slot).and_then(|periods| periods.get(period)).map_or(NONE, |cells| cells.as_slice())
    }

    fn tie(&self, slot: Slot, period: usize) -> &'a [Cell] {
        self.ties.get(slot).and_then(|periods| periods.get(period)).map_or(NONE, |cells| cells.as_slice())
    }

    /// A read of a register's rows: of the subject's class, or of a sheet in the entry's period.
    fn of_entries(
        &self,
        register: TableIx,
        slot: Slot,
        of: TableIx,
        kept: Option<&Tie>,
        target: impl Fn(usize) -> Option<usize>,
    ) -> Source<'a> {
        let count = self.space.row_count(register);
        let Some(TableKind::Sheet { cycle, .. }) = self.plan.tables.get(of).map(|table| &table.kind) else {
            return Source::Tied {
                cells: self.column(slot, 0),
                rows: Tie::rows(kept, || (0..count).map(target).collect()),
                present: None,
            };
        };
        let calendar = self.plan.editions.last().map(|edition| &edition.calendar);
        let period = |row: usize| {
            let date = *self.space.rows(register)?.dates.get(row)?;
            self.space.period_of(calendar?, date, *cycle)
        };
        let at = Tie::dated(kept, || (0..count).map(|row| Some((period(row)?, target(row)?))).collect());
        Source::Dated { periods: self.cells.get(slot).map_or(&[], Vec::as_slice), at }
    }

    /// The row of an entry's subject in a table of its class; none in a table of another class.
    fn entry_subject(&self, register: TableIx, of: TableIx, row: usize) -> Option<usize> {
        let subject = self.space.rows(register)?.subjects.get(row).copied().flatten()?;
        let class = match self.plan.tables.get(of)?.kind {
            TableKind::Sheet { class, .. } => class,
            TableKind::Class | TableKind::Register { .. } => of,
        };
        (subject.class as usize == class).then_some(subject.row as usize)
    }

    /// The row that a link of a row points to; the link stands in the table itself or in its class.
    fn link_target(&self, table: TableIx, period: usize, link: Slot, row: usize) -> Option<usize> {
        let column = self.plan.columns.get(link)?;
        let (period, row) = match self.plan.tables.get(table).map(|table| &table.kind) {
            _ if column.table == table => (period, row),
            Some(TableKind::Register { .. }) => (0, self.entry_subject(table, column.table, row)?),
            _ => (0, row),
        };
        match self.tie(link, period).get(row)?.value {
            Value::Subject(subject) => Some(subject.row as usize),
            _ => None,
        }
    }

    /// For each row of a table the rows of another class whose link points to it.
    fn linked_here(&self, table: TableIx, link: Slot) -> Vec<Vec<u32>> {
        let mut rows = vec![Vec::new(); self.space.row_count(table)];
        for (at, cell) in (0_u32..).zip(self.tie(link, 0)) {
            if let Value::Subject(subject) = cell.value
                && let Some(tied) = rows.get_mut(subject.row as usize)
            {
                tied.push(at);
            }
        }
        rows
    }
}
