//! The guard: no command writes into what is locked.
//!
//! A lock closes a sheet in one period: its marks, corrections and evidence; the entries of registers that its results
//! count in that period (an entry has no period of its own that could be locked), by the place where they stand before
//! and after the command; and the period itself, which must stay open. Rosters, other sheets and the scheme may change;
//! [`crate::explain::verify`] tells what of the published results no longer follows. Another book in the place of this
//! one is no change of it: it comes with its own locks.
//!
//! A list of commands is judged one after the other, by the locks there are at that point in the list. Undo and redo are
//! not judged: they lead to books that there were.

use std::collections::{BTreeMap, BTreeSet};

use super::Command;
use crate::calendar::{Period, read_date};
use crate::diag::Message;
use crate::eval::Results;
use crate::explain::sheet_at;
use crate::model::{Book, Entry, Id, OverrideKey, SheetPeriod, Stage};
use crate::plan::{Reach, TableIx, TableKind};

/// Whether a command may be carried out.
///
/// # Errors
/// What is locked, where a command would write into it; that a lock is taken away without a reason.
pub(super) fn guard(results: &Results, book: &Book, command: &Command) -> Result<(), Message> {
    let locked = book.stages.iter().filter(|(_, stage)| stage.lock.is_some()).map(|(of, _)| of.clone());
    let mut guard = Guard {
        results,
        book,
        locked: BTreeSet::new(),
        closed: None,
        stages: BTreeMap::new(),
        entries: BTreeMap::new(),
    };
    guard.locked.extend(locked);
    guard.judge(command)
}

struct Guard<'a> {
    results: &'a Results,
    book: &'a Book,
    locked: BTreeSet<SheetPeriod>,
    /// The registers that are closed in some periods, when that has been asked for.
    closed: Option<BTreeMap<Id, Vec<Closed>>>,
    /// The stages that commands before in the list have set.
    stages: BTreeMap<SheetPeriod, Option<Stage>>,
    /// The entries that commands before in the list have added or changed.
    entries: BTreeMap<(Id, Id), Option<Entry>>,
}

/// A register is closed for the subjects of a class in a period.
struct Closed {
    class: Id,
    of: SheetPeriod,
}

impl Guard<'_> {
    fn judge(&mut self, command: &Command) -> Result<(), Message> {
        match command {
            Command::Many { commands } => commands.iter().try_for_each(|command| self.judge(command)),
            Command::SetStage { sheet, period, stage } => {
                self.judge_stage(&SheetPeriod { sheet: sheet.clone(), period: *period }, stage.as_deref())
            }
            _ if self.locked.is_empty() => Ok(()),
            Command::SetMark { sheet, period, .. } => {
                self.is_open(&SheetPeriod { sheet: sheet.clone(), period: *period })
            }
            Command::SetOverride { key, .. } | Command::SetEvidence { key, .. } => self.judge_cell(key),
            Command::SetEntry { register, entry, field, typed } => {
                let before = self.entry(register, entry);
                let mut after = before.clone();
                if let Some(after) = &mut after {
                    after.values.insert(field.clone(), typed.clone());
                }
                self.judge_entry(register, entry, before, after)
            }
            Command::AddEntry { register, entry, .. } => {
                self.judge_entry(register, &entry.id, None, Some(entry.clone()))
            }
            Command::RemoveEntry { register, entry } => {
                self.judge_entry(register, entry, self.entry(register, entry), None)
            }
            Command::OpenPeriods { cycle, span } => {
                let is_closed = |of: &&SheetPeriod| {
                    of.period.cycle() == Some(*cycle)
                        && span.is_none_or(|span| of.period < span.first || span.last < of.period)
                };
                self.locked.iter().find(is_closed).map_or(Ok(()), |of| Err(self.told(of)))
            }
            Command::SetField { .. }
            | Command::AddSubject { .. }
            | Command::RemoveSubject { .. }
            | Command::SetAction { .. }
            | Command::RenameBook { .. }
            | Command::SetScheme { .. }
            | Command::SetVariant { .. }
            | Command::AddEdition { .. }
            | Command::RemoveEdition
            | Command::ReplaceBook { .. } => Ok(()),
        }
    }

    /// A lock is taken away, or another put in its place, only by a new step with the reason.
    fn judge_stage(&mut self, of: &SheetPeriod, after: Option<&Stage>) -> Result<(), Message> {
        let known = self.stages.get(of).cloned();
        let before = known.unwrap_or_else(|| self.book.stages.get(of).cloned()).unwrap_or_default();
        let lock = after.and_then(|after| after.lock.as_ref());
        if before.lock.is_some() && before.lock.as_ref() != lock {
            let taken = after.map_or(&[][..], |after| after.taken.as_slice());
            let is_new = taken.len() > before.taken.len();
            if lock.is_some() {
                return Err(self.told(of));
            }
            if !is_new || taken.last().is_none_or(|taken| taken.note.trim().is_empty()) {
                return Err(Message::UnlockReasonMissing);
            }
        }
        if lock.is_some() {
            self.locked.insert(of.clone());
        } else {
            self.locked.remove(of);
        }
        self.stages.insert(of.clone(), after.cloned());
        self.closed = None;
        Ok(())
    }

    fn judge_cell(&mut self, key: &OverrideKey) -> Result<(), Message> {
        match key.period {
            Some(period) => self.is_open(&SheetPeriod { sheet: key.table.clone(), period }),
            None => {
                let entry = self.entry(&key.table, &key.row);
                self.judge_entry(&key.table, &key.row, entry.clone(), entry)
            }
        }
    }

    fn is_open(&self, of: &SheetPeriod) -> Result<(), Message> {
        if self.locked.contains(of) { Err(self.told(of)) } else { Ok(()) }
    }

    fn told(&self, of: &SheetPeriod) -> Message {
        let stage = self.stages.get(of).map(Option::as_ref);
        let stage = stage.unwrap_or_else(|| self.book.stages.get(of));
        let lock = stage.and_then(|stage| stage.lock.as_ref());
        Message::PeriodLocked {
            table: self.name(of),
            period: of.period.to_string(),
            at: lock.map(|lock| lock.at.clone()).unwrap_or_default(),
        }
    }

    fn name(&self, of: &SheetPeriod) -> String {
        let table = sheet_at(self.results, of).and_then(|(table, _)| self.results.plan().tables.get(table));
        table.map_or_else(|| of.sheet.as_str().to_owned(), |table| table.name.clone())
    }

    /// An entry as it is at this point of the list.
    fn entry(&self, register: &Id, entry: &Id) -> Option<Entry> {
        match self.entries.get(&(register.clone(), entry.clone())) {
            Some(known) => known.clone(),
            None => self.book.entries(register).iter().find(|known| known.id == *entry).cloned(),
        }
    }

    fn judge_entry(
        &mut self,
        register: &Id,
        entry: &Id,
        before: Option<Entry>,
        after: Option<Entry>,
    ) -> Result<(), Message> {
        let closed = match self.closed.take() {
            Some(closed) => closed,
            None => self.closed_registers(),
        };
        let stands_in =
            closed.get(register).into_iter().flatten().find(|closed| {
                before.iter().chain(&after).any(|entry| self.counts_in(register, entry, closed))
            });
        let refused = stands_in.map(|closed| Message::EntryLocked {
            register: self.register_name(register),
            table: self.name(&closed.of),
            period: closed.of.period.to_string(),
        });
        self.closed = Some(closed);
        self.entries.insert((register.clone(), entry.clone()), after);
        refused.map_or(Ok(()), Err)
    }

    /// Whether an entry counts in a locked period of a sheet: by the day from which it counts, as the evaluator has it.
    fn counts_in(&self, register: &Id, entry: &Entry, closed: &Closed) -> bool {
        let plan = self.results.plan();
        let is_of_class = entry.class.is_empty() || entry.class == closed.class;
        let of = self.register(register).and_then(|table| plan.tables.get(table));
        let field = of.and_then(|of| plan.columns.get(of.counts_from?)).map(|column| &column.id);
        let typed = field.and_then(|field| entry.values.get(field.as_str()));
        let when = typed.and_then(|typed| read_date(typed)).map_or(entry.when, Period::Day);
        let calendar = plan.editions.last().map(|edition| &edition.calendar);
        let cycle = closed.of.period.cycle();
        let period = calendar.and_then(|calendar| calendar.container(when, cycle?));
        is_of_class && period == Some(closed.of.period)
    }

    /// The registers whose entries a locked sheet counts, with its class and period.
    fn closed_registers(&self) -> BTreeMap<Id, Vec<Closed>> {
        let plan = self.results.plan();
        let mut closed: BTreeMap<Id, Vec<Closed>> = BTreeMap::new();
        for of in &self.locked {
            let Some((table, _)) = sheet_at(self.results, of) else { continue };
            let Some(TableKind::Sheet { class, .. }) = plan.tables.get(table).map(|table| &table.kind) else {
                continue;
            };
            let Some(class) = plan.tables.get(*class).map(|class| class.id.clone()) else { continue };
            let mut registers: BTreeSet<TableIx> = BTreeSet::new();
            for column in &plan.columns {
                let is_counted = |(reader, reach): &(usize, Reach)| {
                    let reader = plan.columns.get(*reader).map(|reader| reader.table);
                    *reach == Reach::Entries && reader == Some(table)
                };
                if column.readers.iter().any(is_counted) {
                    registers.insert(column.table);
                }
            }
            for register in registers.into_iter().filter_map(|register| plan.tables.get(register)) {
                let class = class.clone();
                closed.entry(register.id.clone()).or_default().push(Closed { class, of: of.clone() });
            }
        }
        closed
    }

    fn register(&self, register: &Id) -> Option<TableIx> {
        let is_it = |table: &crate::plan::Table| {
            matches!(table.kind, TableKind::Register { .. }) && table.id == *register
        };
        self.results.plan().tables.iter().position(is_it)
    }

    fn register_name(&self, register: &Id) -> String {
        let table = self.register(register).and_then(|table| self.results.plan().tables.get(table));
        table.map_or_else(|| register.as_str().to_owned(), |table| table.name.clone())
    }
}
