//! Evaluation: fills the plan's columns from a book's data, all of them or only what a change touches.
//!
//! [`Results`] holds every cell. [`Results::new`] reads the data and fills everything; [`Results::mark`] and its like
//! take one change and fill again only the columns, periods and rows that it reaches, stopping where a kept value did
//! not change. Both ways give the same cells, to the last digit.

mod assign;
mod compute;
mod fill;
mod frame;
pub mod functions;
mod kept;
mod load;
mod made;
mod operators;
mod ordering;
mod outcome;
mod powers;
mod reload;
mod replay;
mod schedule;
mod sharing;
mod slices;
mod space;
mod trial;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::calendar::Period;
use crate::diag::{CellName, Diagnostic, Message};
use crate::model::{Book, Cell, CellRef, Value};
use crate::num::Decimal;
use crate::plan::{Plan, Slot, TableIx, TableKind};

pub use assign::Decision;
pub(crate) use fill::finished;
pub(crate) use functions::left_out;
pub use made::Made;
pub use outcome::{Action, ActionOrigin, DutyDue, Listed};
pub(crate) use powers::square_root;
pub(crate) use replay::Given;
pub use space::{Rows, Space};
pub(crate) use trial::Section;
pub use update::Touched;

use frame::Cells;
use schedule::Schedule;

/// Every cell of a book, with all that is needed to fill them again.
#[derive(Clone, Debug)]
pub struct Results {
    plan: Arc<Plan>,
    space: Arc<Space>,
    parameters: Vec<Cell>,
    cells: Cells,
    /// What was typed into columns that apply to some subjects only: their cells are computed from it.
    typed: BTreeMap<(Slot, usize), Arc<Vec<Cell>>>,
    schedule: Arc<Schedule>,
    /// Cells replaced by hand.
    overrides: BTreeMap<CellRef, Cell>,
    /// What the cells replaced by hand would be.
    computed: BTreeMap<CellRef, Cell>,
    /// Marks that do not fit, with the reason.
    problems: BTreeMap<CellRef, Message>,
    /// Cells that are a sum of more than 28 digits, and so an error.
    long_sums: BTreeSet<CellRef>,
    /// What the data has that the plan does not.
    vanished: Vec<Diagnostic>,
}

impl Results {
    /// Reads a book's data and fills every column.
    #[must_use]
    pub fn new(plan: Arc<Plan>, book: &Book) -> Self {
        let mut results = Self::load(plan, book);
        results.fill_all();
        results
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Periods and rows.
    #[must_use]
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// The value of a parameter now.
    #[must_use]
    pub fn parameter(&self, parameter: usize) -> Option<Decimal> {
        match self.parameters.get(parameter)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// A cell; `None` where there is none.
    #[must_use]
    pub fn cell(&self, slot: Slot, period: usize, row: usize) -> Option<&Cell> {
        self.cells.get(slot)?.get(period)?.get(row)
    }

    /// A column in a period, row by row.
    #[must_use]
    pub fn column(&self, slot: Slot, period: usize) -> &[Cell] {
        self.cells.get(slot).and_then(|periods| periods.get(period)).map_or(&[], |cells| cells.as_slice())
    }

    /// What a cell that was replaced by hand would be.
    #[must_use]
    pub fn computed(&self, slot: Slot, period: usize, row: usize) -> Option<&Cell> {
        self.computed.get(&cell_ref(slot, period, row)?)
    }

    /// Whether a row is there in a period: the subject belongs to it, and what a rule would make it makes.
    #[must_use]
    pub fn is_there(&self, table: TableIx, period: usize, row: usize) -> bool {
        let present = self.plan.tables.get(table).and_then(|table| table.present);
        let is_made = present.and_then(|slot| self.cell(slot, 0, row));
        self.space.is_present(table, period, row) && is_made.is_none_or(is_made_out)
    }

    /// Why a mark does not fit.
    #[must_use]
    pub fn problem(&self, slot: Slot, period: usize, row: usize) -> Option<&Message> {
        self.problems.get(&cell_ref(slot, period, row)?)
    }

    /// What is wrong with the data: marks that do not fit, what has vanished, periods that need each other.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let marks = self.problems.iter().filter_map(|(at, message)| {
            Some(Diagnostic::warning(crate::diag::Place::Cell(self.name(*at)?), message.clone()))
        });
        self.vanished
            .iter()
            .cloned()
            .chain(marks)
            .chain(self.period_cycles())
            .chain(self.sums_too_long())
            .collect()
    }

    /// Sums that need more than 28 digits, where they began.
    fn sums_too_long(&self) -> impl Iterator<Item = Diagnostic> {
        self.long_sums.iter().filter_map(|at| {
            Some(Diagnostic::warning(crate::diag::Place::Cell(self.name(*at)?), Message::SumTooLong))
        })
    }

    /// Circles of cells, each at the first of them that has a row.
    fn period_cycles(&self) -> Vec<Diagnostic> {
        let name = |(slot, period): &schedule::Instance| self.name(cell_ref(*slot, *period, 0)?);
        let place = |path: &Vec<schedule::Instance>| path.iter().find_map(name).map(crate::diag::Place::Cell);
        self.circles_at(place)
    }

    /// Circles of cells that only the periods that are open make, each at a column of the newest rules.
    #[must_use]
    pub fn circles(&self) -> Vec<Diagnostic> {
        let column = |(slot, _): &schedule::Instance| {
            let path = &self.plan.newest(*slot)?.path;
            (!path.is_empty()).then(|| crate::diag::Place::path(path))
        };
        self.circles_at(|path| path.iter().find_map(column))
    }

    /// A path for each knot of cells that need each other: further ways through the same cells say nothing new.
    fn circles_at(
        &self,
        place: impl Fn(&Vec<schedule::Instance>) -> Option<crate::diag::Place>,
    ) -> Vec<Diagnostic> {
        let mut told = BTreeSet::new();
        let mut found = Vec::new();
        for path in &self.schedule.cycles {
            if path.iter().any(|instance| told.contains(instance)) {
                continue;
            }
            told.extend(path.iter().copied());
            let Some(place) = place(path) else { continue };
            let path = path.iter().filter_map(|(slot, period)| self.column_name(*slot, *period)).collect();
            found.push(Diagnostic::error(place, Message::PeriodCycle { path }));
        }
        found
    }

    /// A column with its table and its period, as people call them.
    fn column_name(&self, slot: Slot, period: usize) -> Option<String> {
        let table = self.plan.columns.get(slot)?.table;
        let named = format!("{}.{}", self.plan.tables.get(table)?.name, self.plan.newest(slot)?.name);
        Some(match self.period(table, period) {
            Some(period) => format!("{named} {period}"),
            None => named,
        })
    }

    /// A cell by its ids.
    #[must_use]
    pub fn name(&self, at: CellRef) -> Option<CellName> {
        let column = self.plan.columns.get(at.column as usize)?;
        let table = self.plan.tables.get(column.table)?;
        let period = self.period(column.table, at.period as usize).map(|period| period.to_string());
        let row = self.space.rows(column.table)?.ids.get(at.row as usize)?;
        Some(CellName {
            table: table.id.as_str().to_owned(),
            period: period.unwrap_or_default(),
            row: row.as_str().to_owned(),
            column: column.id.as_str().to_owned(),
        })
    }

    /// The cell of a sheet or register with these ids; `None` where there is none. A cell of a sheet has a period, one
    /// of a register has none.
    #[must_use]
    pub fn locate(
        &self,
        table: &str,
        period: Option<Period>,
        row: &str,
        column: &str,
    ) -> Option<(Slot, usize, usize)> {
        // Editions may differ in the class or cycle of a sheet: it then is several tables of one id.
        let of_id = self.plan.tables.iter().enumerate().filter(|(_, of)| &*of.id == table);
        of_id.filter_map(|(table, of)| self.locate_in(table, &of.kind, period, row, column)).next()
    }

    fn locate_in(
        &self,
        table: TableIx,
        kind: &TableKind,
        period: Option<Period>,
        row: &str,
        column: &str,
    ) -> Option<(Slot, usize, usize)> {
        let period = match (kind, period) {
            (TableKind::Sheet { cycle, .. }, Some(period)) if period.cycle() == Some(*cycle) => {
                self.space.period(period)?
            }
            (TableKind::Register { .. }, None) => 0,
            _ => return None,
        };
        let row = self.space.row(table, row)?;
        let has_id = |of: &crate::plan::Column| of.table == table && &*of.id == column;
        Some((self.plan.columns.iter().position(has_id)?, period, row))
    }

    /// The period of a table at a place; `None` for tables without periods.
    #[must_use]
    pub fn period(&self, table: TableIx, at: usize) -> Option<Period> {
        match self.plan.tables.get(table)?.kind {
            TableKind::Sheet { cycle, .. } => self.space.periods(cycle).get(at).copied(),
            TableKind::Class | TableKind::Register { .. } => None,
        }
    }

    /// The text of a cell as tables show it, with the places that its column is shown with.
    #[must_use]
    pub fn shown(&self, slot: Slot, period: usize, row: usize) -> String {
        let Some(cell) = self.cell(slot, period, row) else { return String::new() };
        let table = self.plan.columns.get(slot).map_or(0, |column| column.table);
        let version = self.plan.version(slot, self.space.edition(&self.plan, table, period));
        match (&cell.value, version.and_then(|version| version.shown)) {
            (Value::Number(number), Some(places)) => self.show(&Value::Number(places.apply(*number))),
            (value, _) => self.show(value),
        }
    }

    /// The text of a value, with the names of subjects and grades.
    #[must_use]
    pub fn show(&self, value: &Value) -> String {
        match value {
            Value::Subject(subject) => {
                self.subject_name(*subject).map(|name| name.as_ref().to_owned()).unwrap_or_default()
            }
            Value::Grade(grade) => {
                let newest = self.plan.editions.iter().rev();
                let mut names = newest.filter_map(|edition| {
                    edition.grades.get(grade.ladder as usize)?.get(grade.place as usize).cloned()
                });
                names.next().map(|name| name.as_ref().to_owned()).unwrap_or_default()
            }
            other => other.to_string(),
        }
    }

    /// The name of a subject.
    #[must_use]
    pub fn subject_name(&self, subject: crate::model::SubjectRef) -> Option<Arc<str>> {
        self.space.rows(subject.class as usize)?.names.get(subject.row as usize).cloned()
    }
}

/// Whether an entry counts as there, by the cell that says so: where that cannot be computed it does, so that the mistake
/// shows in all that looks at the entry.
fn is_made_out(cell: &Cell) -> bool {
    matches!(cell.value, Value::Truth(true) | Value::Error(_))
}

/// A cell by numbers; `None` beyond what a book can hold.
#[must_use]
pub fn cell_ref(slot: Slot, period: usize, row: usize) -> Option<CellRef> {
    Some(CellRef {
        column: u32::try_from(slot).ok()?,
        period: u32::try_from(period).ok()?,
        row: u32::try_from(row).ok()?,
    })
}
