//! Loading: what was typed becomes the cells of input columns.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::diag::{Diagnostic, Message, Place};
use crate::model::{BlankRule, Book, Cell, CellRef, Field, FieldKind, Id, Value, read_mark};
use crate::plan::{Column, Input, Plan, Slot, Step, TableIx, TableKind, Version};

use super::schedule::Schedule;
use super::space::{MOST_CELLS, Space};
use super::{Results, cell_ref};

/// Which tables are read from the book.
#[derive(Clone, Copy)]
pub(super) enum Scope<'a> {
    /// All of them.
    All,
    /// These.
    Only(&'a BTreeSet<TableIx>),
    /// All but what is known.
    But(&'a KnownMarks),
}

/// What was typed into sheets and is known already.
pub(super) struct KnownMarks {
    /// The columns of which all is known.
    pub(super) columns: BTreeSet<Slot>,
    /// The sheets, by id, of which no mark is anywhere else.
    pub(super) sheets: BTreeSet<Id>,
}

impl Scope<'_> {
    fn has(self, table: TableIx) -> bool {
        match self {
            Self::All | Self::But(_) => true,
            Self::Only(tables) => tables.contains(&table),
        }
    }

    /// Whether a column of a table that is read is read too.
    fn reads(self, slot: Slot) -> bool {
        match self {
            Self::All | Self::Only(_) => true,
            Self::But(known) => !known.columns.contains(&slot),
        }
    }

    /// Whether there is anything to read of a sheet's marks.
    fn reads_marks(self, sheet: &Id) -> bool {
        match self {
            Self::All | Self::Only(_) => true,
            Self::But(known) => !known.sheets.contains(sheet),
        }
    }
}

impl Results {
    /// A circle of cells that a plan makes with the periods and rows of a book, whose own rules are not asked; nothing is
    /// read or computed.
    #[must_use]
    pub fn circle(plan: Arc<Plan>, book: &Book) -> Option<Message> {
        Self::empty(plan, book).circles().into_iter().next().map(|circle| circle.message)
    }

    /// Reads a book's data; nothing is computed yet.
    pub(super) fn load(plan: Arc<Plan>, book: &Book) -> Self {
        let mut results = Self::empty(plan, book);
        results.load_tables(book, Scope::All);
        results
    }

    /// The rows and columns of a plan for a book, before anything is read.
    pub(super) fn empty(plan: Arc<Plan>, book: &Book) -> Self {
        let space = Space::new(&plan, book);
        let schedule = Schedule::new(&plan, &space);
        let parameters = plan.parameters.iter().map(|parameter| Cell::firm(parameter.value)).collect();
        // Until something is written into it, a column is the one of blanks of its table.
        let tables = 0..plan.tables.len();
        let blanks: Vec<Arc<Vec<Cell>>> =
            tables.map(|table| Arc::new(vec![Cell::BLANK; space.row_count(table)])).collect();
        let cells = plan
            .columns
            .iter()
            .map(|column| {
                let periods = 0..space.period_count(&plan, column.table);
                let blank = blanks.get(column.table).cloned().unwrap_or_default();
                periods.map(|_| blank.clone()).collect()
            })
            .collect();
        let mut results = Self {
            plan,
            space: Arc::new(space),
            parameters,
            cells,
            typed: BTreeMap::new(),
            schedule: Arc::new(schedule),
            overrides: BTreeMap::new(),
            computed: BTreeMap::new(),
            problems: BTreeMap::new(),
            long_sums: BTreeSet::new(),
            vanished: Vec::new(),
        };
        if let Some(cells) = results.space.too_many() {
            let message = Message::SettingOutOfRange {
                setting: "cells".to_owned(),
                least: "0".to_owned(),
                most: MOST_CELLS.to_string(),
                found: cells.to_string(),
            };
            results.vanished.push(Diagnostic::error(Place::Document, message));
        }
        results
    }

    /// Reads what was typed into tables.
    pub(super) fn load_tables(&mut self, book: &Book, scope: Scope<'_>) {
        self.load_blanks(scope);
        self.load_rosters(book, scope);
        self.load_registers(book, scope);
        self.load_marks(book, scope);
        self.load_overrides(book, scope);
    }

    /// Blank marks are provisional where the sheet says so, and exempt where the subject has no row.
    fn load_blanks(&mut self, scope: Scope<'_>) {
        let plan = self.plan.clone();
        let is_read = |(slot, column): &(Slot, &Column)| scope.has(column.table) && scope.reads(*slot);
        for (slot, column) in plan.columns.iter().enumerate().filter(is_read) {
            for period in 0..self.space.period_count(&plan, column.table) {
                let edition = self.space.edition(&plan, column.table, period);
                let version = plan.version(slot, edition);
                let Some(Step::Input(input)) = version.map(|version| &version.step) else { continue };
                let blank = blank(input);
                let present = self.space.present(column.table, period).map(<[bool]>::to_vec);
                let Some(cells) = self.cells.get_mut(slot).and_then(|periods| periods.get_mut(period)) else {
                    continue;
                };
                for (row, cell) in Arc::make_mut(cells).iter_mut().enumerate() {
                    let is_there =
                        present.as_ref().is_none_or(|present| present.get(row).copied().unwrap_or(false));
                    *cell = if is_there { blank.clone() } else { Cell::EXEMPT };
                }
                if input.is_partly_computed() {
                    self.typed.insert((slot, period), cells.clone());
                }
            }
        }
    }

    fn load_rosters(&mut self, book: &Book, scope: Scope<'_>) {
        let plan = self.plan.clone();
        for (class, subjects) in &book.roster {
            let Some(table) = plan.class(class).filter(|table| scope.has(*table)) else { continue };
            let columns = plan.columns_of(table);
            for (row, subject) in subjects.iter().enumerate() {
                for (field, typed) in &subject.fields {
                    match columns.get(field.as_str()) {
                        Some(&slot) => self.load_cell(slot, 0, row, typed),
                        None => self.vanish(class, "", &subject.id, field),
                    }
                }
            }
        }
    }

    fn load_registers(&mut self, book: &Book, scope: Scope<'_>) {
        let plan = self.plan.clone();
        for (register, entries) in &book.registers {
            let is_register = |table: &crate::plan::Table| matches!(table.kind, TableKind::Register { .. });
            let table = plan.tables.iter().position(|table| is_register(table) && table.id == *register);
            let Some(table) = table else {
                for entry in entries {
                    self.vanish(register, "", &entry.id, "");
                }
                continue;
            };
            if !scope.has(table) {
                continue;
            }
            let columns = plan.columns_of(table);
            for (row, entry) in entries.iter().enumerate() {
                for (field, typed) in &entry.values {
                    match columns.get(field.as_str()) {
                        Some(&slot) => self.load_cell(slot, 0, row, typed),
                        None => self.vanish(register, "", &entry.id, field),
                    }
                }
            }
        }
    }

    fn load_marks(&mut self, book: &Book, scope: Scope<'_>) {
        let plan = self.plan.clone();
        let is_sheet = |table: &crate::plan::Table| matches!(table.kind, TableKind::Sheet { .. });
        let mut rows: BTreeMap<TableIx, HashMap<Id, usize>> = BTreeMap::new();
        for (table, _) in plan.tables.iter().enumerate().filter(|(_, table)| is_sheet(table)) {
            let ids = self.space.rows(table).map(|rows| rows.ids.clone()).unwrap_or_default();
            rows.insert(table, ids.into_iter().enumerate().rev().map(|(at, id)| (id, at)).collect());
        }
        for (sheet, period, typed_rows) in book.marks.tables().filter(|(sheet, ..)| scope.reads_marks(sheet))
        {
            // Editions may differ in the class or cycle of a sheet: it then is several tables of one id.
            let of_id = plan.tables.iter().enumerate().filter(|(_, of)| is_sheet(of) && of.id == *sheet);
            let tables: Vec<TableIx> = of_id.map(|(table, _)| table).collect();
            if !tables.is_empty() && !tables.iter().any(|table| scope.has(*table)) {
                continue;
            }
            let open = self.space.period(period);
            let has_cycle = |table: &TableIx| plan.cycle(*table) == period.cycle();
            let place = |table: TableIx| Some(TypedTable::new(&plan, table, open?));
            let mut places: Vec<TypedTable<'_>> =
                tables.into_iter().filter(has_cycle).filter_map(place).collect();
            for (subject, typed_row) in typed_rows {
                let row = |of: &TypedTable<'_>| rows.get(&of.table)?.get(subject).copied();
                let found: Vec<(usize, usize)> =
                    places.iter().enumerate().filter_map(|(at, of)| Some((at, row(of)?))).collect();
                for (column, typed) in typed_row {
                    let place = found.iter().find_map(|(at, row)| {
                        Some((*places.get(*at)?.columns.get(column.as_str())?, *row, *at))
                    });
                    let Some((slot, row, of)) = place else {
                        self.vanish(sheet, &period.to_string(), subject, column);
                        continue;
                    };
                    let Some(of) = places.get_mut(of).filter(|of| scope.has(of.table) && scope.reads(slot))
                    else {
                        continue;
                    };
                    let at = (slot, of.period);
                    let reader =
                        of.readers.entry(slot).or_insert_with(|| self.reader(&plan, slot, of.period));
                    let cell = self.read_typed_by(reader.as_ref(), at, row, typed);
                    self.place_typed(at, row, cell);
                }
            }
        }
    }

    fn load_overrides(&mut self, book: &Book, scope: Scope<'_>) {
        for (key, value) in &book.overrides {
            let place = self.locate(&key.table, key.period, &key.row, &key.column);
            let table = |slot: Slot| self.plan.columns.get(slot).map(|column| column.table);
            if let Some((slot, ..)) = place
                && !table(slot).is_some_and(|table| scope.has(table))
            {
                continue;
            }
            let place = place.and_then(|(slot, period, row)| cell_ref(slot, period, row));
            match place.filter(|at| self.is_computed(*at)) {
                Some(at) => {
                    let cell = self.read_override(at, &value.value);
                    self.overrides.insert(at, cell);
                }
                None => {
                    let message = Message::OverrideVanished {
                        table: key.table.as_str().to_owned(),
                        period: key.period.map(|period| period.to_string()).unwrap_or_default(),
                        row: key.row.as_str().to_owned(),
                        column: key.column.as_str().to_owned(),
                    };
                    self.vanished.push(Diagnostic::warning(Place::Document, message));
                }
            }
        }
    }

    /// Whether a cell is computed: nothing is typed into it, and it can be replaced by hand.
    pub(super) fn is_computed(&self, at: CellRef) -> bool {
        let slot = at.column as usize;
        let Some(table) = self.plan.columns.get(slot).map(|column| column.table) else { return false };
        !is_input(&self.plan, slot, self.space.edition(&self.plan, table, at.period as usize))
    }

    /// The value that replaces a computed cell, read as the column's type says; a text where it says nothing.
    pub(super) fn read_override(&self, at: CellRef, typed: &str) -> Cell {
        let slot = at.column as usize;
        let kind = self.plan.newest(slot).map(|version| version.kind);
        if let Some(crate::plan::Type::Grade(ladder)) = kind {
            let edition = self.plan.editions.last();
            let place = edition
                .and_then(|edition| edition.grades.get(ladder as usize))
                .and_then(|names| names.iter().position(|name| &**name == typed.trim()))
                .and_then(|place| u32::try_from(place).ok());
            if let Some(place) = place {
                return Cell::firm(Value::Grade(crate::model::GradeRef { ladder, place }));
            }
        }
        let kind = match kind {
            Some(crate::plan::Type::Number) => FieldKind::Number,
            Some(crate::plan::Type::Truth) => FieldKind::Truth,
            Some(crate::plan::Type::Date) => FieldKind::Date,
            _ => FieldKind::Text,
        };
        let field = crate::model::Field::new("", kind);
        read_mark(&field, typed, &*self.space)
            .map_or_else(|_| Cell::firm(Value::text(typed.trim())), Cell::firm)
    }

    /// Puts a mark into its cell. One that does not fit counts as a provisional blank and is a problem.
    fn load_cell(&mut self, slot: Slot, period: usize, row: usize, typed: &str) {
        let cell = self.read_cell(slot, period, row, typed);
        self.place_typed((slot, period), row, cell);
    }

    fn place_typed(&mut self, (slot, period): (Slot, usize), row: usize, cell: Option<Cell>) {
        let Some(cell) = cell else { return };
        let typed = self.typed.get_mut(&(slot, period));
        let rows = typed.or_else(|| self.cells.get_mut(slot).and_then(|periods| periods.get_mut(period)));
        if let Some(place) = rows.and_then(|rows| Arc::make_mut(rows).get_mut(row)) {
            *place = cell;
        }
    }

    /// The cell of a mark, noting or forgetting what is wrong with it; `None` where nothing can be typed there.
    pub(super) fn read_cell(&mut self, slot: Slot, period: usize, row: usize, typed: &str) -> Option<Cell> {
        let plan = self.plan.clone();
        let reader = self.reader(&plan, slot, period);
        self.read_typed_by(reader.as_ref(), (slot, period), row, typed)
    }

    /// What reads the marks of a column in a period; `None` where nothing can be typed.
    fn reader<'p>(&self, plan: &'p Plan, slot: Slot, period: usize) -> Option<Reader<'p>> {
        let table = plan.columns.get(slot)?.table;
        let version = plan.version(slot, self.space.edition(plan, table, period))?;
        let Step::Input(input) = &version.step else { return None };
        Some(Reader { table, field: self.bounded(input), blank: blank(input) })
    }

    fn read_typed_by(
        &mut self,
        reader: Option<&Reader<'_>>,
        (slot, period): (Slot, usize),
        row: usize,
        typed: &str,
    ) -> Option<Cell> {
        let at = cell_ref(slot, period, row)?;
        let Some(reader) = reader else {
            let name = self.name(at)?;
            self.vanish(&name.table, &name.period, &name.row, &name.column);
            return None;
        };
        self.problems.remove(&at);
        if !self.space.is_present(reader.table, period, row) {
            return Some(Cell::EXEMPT);
        }
        Some(match read_mark(&reader.field, typed, &*self.space) {
            Ok(Value::Blank) => reader.blank.clone(),
            Ok(value) => Cell::firm(value),
            Err(message) => {
                self.problems.insert(at, message);
                Cell::new(Value::Blank, true)
            }
        })
    }

    /// What a text would be as a mark of a column, before it is typed.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read_typed(&self, slot: Slot, period: usize, typed: &str) -> Result<Value, Message> {
        let table = self.plan.columns.get(slot).map_or(0, |column| column.table);
        match self.plan.version(slot, self.space.edition(&self.plan, table, period)) {
            Some(Version { step: Step::Input(input), .. }) => self.read_input(input, typed),
            Some(version) => Err(Message::CellIsComputed { column: version.name.clone() }),
            None => Err(Message::CellIsComputed { column: String::new() }),
        }
    }

    fn read_input(&self, input: &Input, typed: &str) -> Result<Value, Message> {
        read_mark(&self.bounded(input), typed, &*self.space)
    }

    /// What may be typed into a column, with its bound as it is now.
    fn bounded<'p>(&self, input: &'p Input) -> Cow<'p, Field> {
        let Some(most) = input.most else { return Cow::Borrowed(&input.field) };
        Cow::Owned(Field { most: self.parameter(most), ..input.field.clone() })
    }

    fn vanish(&mut self, table: &str, period: &str, row: &str, column: &str) {
        let message = Message::MarkVanished {
            table: table.to_owned(),
            period: period.to_owned(),
            row: row.to_owned(),
            column: column.to_owned(),
        };
        self.vanished.push(Diagnostic::warning(Place::Document, message));
    }
}

/// A sheet in a period, as its marks are read: its columns, and what reads those that were met.
struct TypedTable<'p> {
    table: TableIx,
    period: usize,
    columns: HashMap<&'p str, Slot>,
    readers: HashMap<Slot, Option<Reader<'p>>>,
}

impl<'p> TypedTable<'p> {
    fn new(plan: &'p Plan, table: TableIx, period: usize) -> Self {
        let columns = plan.columns_of(table).into_iter().collect();
        Self { table, period, columns, readers: HashMap::new() }
    }
}

/// What reading the marks of a column in a period needs to know.
struct Reader<'p> {
    table: TableIx,
    field: Cow<'p, Field>,
    blank: Cell,
}

/// What a blank counts in a column.
fn blank(input: &Input) -> Cell {
    let provisional = input.blank == BlankRule::Provisional && !input.field.optional;
    Cell::new(Value::Blank, provisional)
}

/// Whether a column is typed.
#[must_use]
pub(super) fn is_input(plan: &Plan, slot: Slot, edition: usize) -> bool {
    matches!(plan.version(slot, edition).map(|version| &version.step), Some(Step::Input(_)))
}
