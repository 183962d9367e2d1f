//! A session: a book being edited, with its plan and results always up to date.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Command;
use super::change::change;
use super::guard::guard;
use super::log::{Act, Log};
use crate::diag::{Diagnostic, Message};
use crate::eval::{Results, Touched};
use crate::explain::sheet_at;
use crate::model::{Book, Id, Scheme, SheetPeriod};
use crate::plan::{Plan, Slot, Step, TableIx, TableKind, compile};

/// More changes at once than this are filled in anew rather than one by one.
const MANY: usize = 500;

/// A book being edited: the one door through which it changes.
#[derive(Clone, Debug)]
pub struct Session {
    book: Book,
    results: Results,
    undo: Vec<Command>,
    redo: Vec<Command>,
    log: Log,
    time: String,
}

impl Session {
    /// Opens a book: compiles its scheme and fills every column.
    #[must_use]
    pub fn open(mut book: Book) -> Self {
        book.settle();
        let plan = Arc::new(compile(&book.editions));
        let results = Results::new(plan, &book);
        Self { book, results, undo: Vec::new(), redo: Vec::new(), log: Log::default(), time: String::new() }
    }

    /// The book.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// The plan of its scheme.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        self.results.plan()
    }

    /// Every cell.
    #[must_use]
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// What was changed, and when.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Goes on with the log that was kept beside the book.
    pub fn set_log(&mut self, log: Log) {
        self.log = log;
    }

    /// Tells what time it is: the log notes it with every command from now on. Nothing is computed from it.
    pub fn set_time(&mut self, time: &str) {
        time.clone_into(&mut self.time);
    }

    /// What is wrong with scheme and data.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.plan().diagnostics.iter().cloned().chain(self.results.diagnostics()).collect()
    }

    /// The circle of cells that other rules would close with the periods that are open; `None` where there is one already,
    /// or none.
    #[must_use]
    pub fn circle_by(&self, scheme: &Scheme) -> Option<Message> {
        if !self.results.circles().is_empty() {
            return None;
        }
        let mut editions = self.book.editions.clone();
        editions.last_mut()?.scheme = scheme.clone();
        Results::circle(Arc::new(compile(&editions)), &self.book)
    }

    /// Carries out a command; undone commands can then no longer be redone.
    ///
    /// # Errors
    /// Why it cannot be done; nothing has changed then.
    pub fn apply(&mut self, command: &Command) -> Result<Touched, Message> {
        self.check(command)?;
        guard(&self.results, &self.book, command)?;
        self.carry_out(command)
    }

    /// Whether nothing that a command would write into is locked.
    ///
    /// # Errors
    /// What is locked, and since when.
    pub fn allows(&self, command: &Command) -> Result<(), Message> {
        guard(&self.results, &self.book, command)
    }

    /// Carries out what an earlier session took back or did again, of which this one does not remember the command. It
    /// leads to a book that there was: locks do not keep it from that.
    ///
    /// # Errors
    /// Why it cannot be done; nothing has changed then.
    pub fn repeat(&mut self, command: &Command) -> Result<Touched, Message> {
        self.check(command)?;
        self.carry_out(command)
    }

    /// Takes the last command back.
    ///
    /// # Errors
    /// Nothing is left to undo.
    pub fn undo(&mut self) -> Result<Touched, Message> {
        let command = self.undo.pop().ok_or(Message::NothingToUndo)?;
        let inverse = change(&mut self.book, &command)?;
        self.log.note(&self.time, Act::Undo, &command, &inverse);
        self.redo.push(inverse);
        Ok(self.refresh(&command))
    }

    /// Carries out again what was taken back last.
    ///
    /// # Errors
    /// Nothing is left to redo.
    pub fn redo(&mut self) -> Result<Touched, Message> {
        let command = self.redo.pop().ok_or(Message::NothingToRedo)?;
        let inverse = change(&mut self.book, &command)?;
        self.log.note(&self.time, Act::Redo, &command, &inverse);
        self.undo.push(inverse);
        Ok(self.refresh(&command))
    }

    /// How many commands can be taken back, and carried out again.
    #[must_use]
    pub fn depth(&self) -> (usize, usize) {
        (self.undo.len(), self.redo.len())
    }

    /// What [`Self::undo`] would carry out.
    #[must_use]
    pub fn next_undo(&self) -> Option<&Command> {
        self.undo.last()
    }

    /// What [`Self::redo`] would carry out.
    #[must_use]
    pub fn next_redo(&self) -> Option<&Command> {
        self.redo.last()
    }

    /// What [`Self::undo`] and [`Self::redo`] would carry out, the next one last.
    #[must_use]
    pub fn past(&self) -> (&[Command], &[Command]) {
        (&self.undo, &self.redo)
    }

    /// Goes on with what could be undone and redone when the book was left.
    pub fn set_past(&mut self, undo: Vec<Command>, redo: Vec<Command>) {
        (self.undo, self.redo) = (undo, redo);
    }

    fn carry_out(&mut self, command: &Command) -> Result<Touched, Message> {
        let inverse = change(&mut self.book, command)?;
        self.log.note(&self.time, Act::Apply, command, &inverse);
        self.undo.push(inverse);
        self.redo.clear();
        Ok(self.refresh(command))
    }

    /// Whether what a command types into can be typed into.
    fn check(&self, command: &Command) -> Result<(), Message> {
        let is_input = |slot: Slot, edition: usize| match self.plan().version(slot, edition) {
            Some(version) if matches!(version.step, Step::Input(_)) => Ok(()),
            Some(version) => Err(Message::CellIsComputed { column: version.name.clone() }),
            None => Ok(()),
        };
        let newest = self.plan().editions.len().saturating_sub(1);
        match command {
            Command::SetMark { sheet, period, subject, column, .. } => {
                let no_such = || Message::NoSuchCell {
                    table: sheet.as_str().to_owned(),
                    period: period.to_string(),
                    row: subject.as_str().to_owned(),
                    column: column.as_str().to_owned(),
                };
                let found = self.results.locate(sheet, Some(*period), subject, column);
                let (slot, at, _) = found.ok_or_else(no_such)?;
                let table = self.plan().columns.get(slot).map_or(0, |column| column.table);
                is_input(slot, self.results.space().edition(self.plan(), table, at))
            }
            Command::SetField { class, subject, field, .. } => {
                let table = self.plan().class(class);
                let slot = table.and_then(|table| self.plan().columns_of(table).get(field.as_str()).copied());
                slot.map_or_else(
                    || {
                        Err(Message::NoSuchCell {
                            table: class.as_str().to_owned(),
                            period: String::new(),
                            row: subject.as_str().to_owned(),
                            column: field.as_str().to_owned(),
                        })
                    },
                    |slot| is_input(slot, newest),
                )
            }
            Command::SetEntry { register, entry, field, .. } => {
                let found = self.results.locate(register, None, entry, field);
                let (slot, _, _) = found.ok_or_else(|| Message::NoSuchCell {
                    table: register.as_str().to_owned(),
                    period: String::new(),
                    row: entry.as_str().to_owned(),
                    column: field.as_str().to_owned(),
                })?;
                is_input(slot, newest)
            }
            Command::SetStage { sheet, period, stage: Some(_) } => {
                // A lock outlives its sheet, and can be taken away then.
                let of = SheetPeriod { sheet: sheet.clone(), period: *period };
                let is_known = sheet_at(&self.results, &of).is_some() || self.book.stages.contains_key(&of);
                if is_known { Ok(()) } else { Err(self.no_such(&of)) }
            }
            // What commands in a list name may be made by those before them.
            _ => Ok(()),
        }
    }

    /// A cell as people name it, table and column by id or name: column, place of the period, row.
    #[must_use]
    pub fn place(
        &self,
        table: &str,
        period: Option<crate::calendar::Period>,
        row: &str,
        column: &str,
    ) -> Option<(Slot, usize, usize)> {
        let table = self.plan().table(table)?;
        let slot = self.plan().column(table, column)?;
        let space = self.results.space();
        let at = match period {
            Some(period) => {
                space.period(period).filter(|at| self.results.period(table, *at) == Some(period))?
            }
            None => 0,
        };
        Some((slot, at, space.row(table, row)?))
    }

    /// Brings the results up to date with a command that was carried out.
    fn refresh(&mut self, command: &Command) -> Touched {
        if command.changes() <= MANY
            && let Some(touched) = self.follow_all(command)
        {
            return touched;
        }
        if command.is_whole() {
            self.take_rules(command);
        } else {
            self.results = Results::new(self.results.plan().clone(), &self.book);
        }
        Touched::everything()
    }

    /// Compiles the rules anew: where only values are others, what depends on them is filled again; else what reads what
    /// is other.
    fn take_rules(&mut self, command: &Command) {
        let plan = Arc::new(compile(&self.book.editions));
        // Other commands may change data too.
        if !matches!(command, Command::SetScheme { .. }) {
            self.results = Results::new(plan, &self.book);
            return;
        }
        match plan.settings_beside(self.plan()) {
            Some(settings) => self.results.replan(plan, &self.book, &settings),
            None => self.results = Results::by_other_rules(plan, &self.book, &self.results),
        }
    }

    /// The change of single cells, then of the tables whose rows are others now; `None` where all is to be filled anew.
    fn follow_all(&mut self, command: &Command) -> Option<Touched> {
        let mut reloaded = BTreeSet::new();
        self.reloaded(command, &mut reloaded)?;
        let mut touched = self.follow(command, &reloaded)?;
        if !reloaded.is_empty() {
            if !self.results.reload(&self.book, &reloaded) {
                return None;
            }
            touched.add(Touched::everything());
        }
        Some(touched)
    }

    /// The tables whose rows a command changes, or their ties to subjects and periods; `None` where it changes periods
    /// or rules.
    fn reloaded(&self, command: &Command, tables: &mut BTreeSet<TableIx>) -> Option<()> {
        let plan = self.plan();
        match command {
            Command::SetField { class, field, .. } => {
                let table = plan.class(class)?;
                let slot = plan.columns_of(table).get(field.as_str()).copied();
                // Entries that rules make may be tied to another subject now.
                let tied = plan.generators.iter().filter(|made| made.of.is_some() && made.of == slot);
                tables.extend(tied.map(|made| made.register));
            }
            Command::SetEntry { register, field, .. } => {
                let table = self.register(register)?;
                // Which period the entry belongs to may be another one now.
                let slot = plan.columns_of(table).get(field.as_str()).copied();
                if slot.is_some() && plan.tables.get(table)?.counts_from == slot {
                    tables.insert(table);
                }
            }
            Command::AddEntry { register, .. } | Command::RemoveEntry { register, .. } => {
                tables.insert(self.register(register)?);
            }
            Command::AddSubject { class, .. } | Command::RemoveSubject { class, .. } => {
                tables.extend(self.results.tables_of_class(plan.class(class)?));
            }
            Command::Many { commands } => {
                for command in commands {
                    self.reloaded(command, tables)?;
                }
            }
            Command::SetMark { .. }
            | Command::SetOverride { .. }
            | Command::SetAction { .. }
            | Command::RenameBook { .. }
            | Command::SetEvidence { .. }
            | Command::SetStage { .. }
            | Command::SetVariant { .. } => {}
            Command::OpenPeriods { .. }
            | Command::SetScheme { .. }
            | Command::AddEdition { .. }
            | Command::RemoveEdition
            | Command::ReplaceBook { .. } => return None,
        }
        Some(())
    }

    fn register(&self, id: &str) -> Option<TableIx> {
        let is_register = |kind: &TableKind| matches!(kind, TableKind::Register { .. });
        self.plan().tables.iter().position(|table| is_register(&table.kind) && *table.id == *id)
    }

    /// The change of one cell after the other, but in tables that are read anew; `None` where that cannot be done.
    fn follow(&mut self, command: &Command, reloaded: &BTreeSet<TableIx>) -> Option<Touched> {
        let touched = match command {
            Command::SetMark { sheet, period, subject, column, typed } => {
                if self.is_reloaded(sheet, reloaded)? {
                    return Some(Touched::default());
                }
                let (slot, at, row) = self.results.locate(sheet, Some(*period), subject, column)?;
                self.results.mark(slot, at, row, typed)
            }
            Command::SetField { class, subject, field, typed } => {
                let table = self.plan().class(class)?;
                if reloaded.contains(&table) {
                    return Some(Touched::default());
                }
                let slot = self.plan().columns_of(table).get(field.as_str()).copied()?;
                let row = self.results.space().row(table, subject)?;
                self.results.mark(slot, 0, row, typed)
            }
            Command::SetEntry { register, entry, field, typed } => {
                if reloaded.contains(&self.register(register)?) {
                    return Some(Touched::default());
                }
                let (slot, at, row) = self.results.locate(register, None, entry, field)?;
                self.results.mark(slot, at, row, typed)
            }
            Command::SetOverride { key, value } => {
                if self.is_reloaded(&key.table, reloaded)? {
                    return Some(Touched::default());
                }
                let (slot, at, row) = self.results.locate(&key.table, key.period, &key.row, &key.column)?;
                let at = self.results.at(slot, at, row)?;
                self.results.set_override(at, value.as_ref().map(|value| value.value.as_str()))
            }
            // Its cells look otherwise when it is locked.
            Command::SetStage { sheet, period, .. } => {
                let mut touched = Touched::default();
                let of = SheetPeriod { sheet: sheet.clone(), period: *period };
                if let Some((table, at)) = sheet_at(&self.results, &of) {
                    let own = self.plan().columns_of(table).into_values();
                    touched.columns.extend(own.map(|slot| (slot, at)));
                }
                touched
            }
            Command::Many { commands } => {
                let mut touched = Touched::default();
                for command in commands {
                    touched.add(self.follow(command, reloaded)?);
                }
                touched
            }
            // Rows are read anew; notes and names compute nothing.
            Command::AddSubject { .. }
            | Command::RemoveSubject { .. }
            | Command::AddEntry { .. }
            | Command::RemoveEntry { .. }
            | Command::SetAction { .. }
            | Command::RenameBook { .. }
            | Command::SetEvidence { .. }
            | Command::SetVariant { .. } => Touched::default(),
            Command::OpenPeriods { .. }
            | Command::SetScheme { .. }
            | Command::AddEdition { .. }
            | Command::RemoveEdition
            | Command::ReplaceBook { .. } => {
                return None;
            }
        };
        Some(touched).filter(|touched| !touched.everything)
    }

    /// Whether a table of that id is read anew; `None` where editions make several of it, and only some are.
    fn is_reloaded(&self, id: &str, reloaded: &BTreeSet<TableIx>) -> Option<bool> {
        let tables = self.plan().tables.iter().enumerate();
        let mut of_id = tables.filter(|(_, table)| *table.id == *id).map(|(at, _)| reloaded.contains(&at));
        let first = of_id.next().unwrap_or_default();
        of_id.all(|other| other == first).then_some(first)
    }

    /// Ids for new entries that the register does not have yet.
    #[must_use]
    pub fn new_entry_ids(&self, register: &str) -> NewIds {
        let taken: BTreeSet<Id> = self.book.entries(register).iter().map(|entry| entry.id.clone()).collect();
        NewIds { next: taken.len().saturating_add(1), taken }
    }
}

/// Ids that are not taken, each given once.
#[derive(Clone, Debug)]
pub struct NewIds {
    taken: BTreeSet<Id>,
    next: usize,
}

impl Iterator for NewIds {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        loop {
            let id = Id::new(&self.next.to_string());
            self.next = self.next.saturating_add(1);
            if !self.taken.contains(&id) {
                return Some(id);
            }
        }
    }
}
