//! How a command changes a book; no results are looked at here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Command;
use crate::diag::Message;
use crate::model::{Book, Edition, Id, SheetPeriod, Variant, settle_ids};

/// Changes the book and gives the command that takes the change back.
///
/// # Errors
/// What the command names that is not there; the book is then as before.
pub(super) fn change(book: &mut Book, command: &Command) -> Result<Command, Message> {
    change_knowing(book, command, &mut Taken::default())
}

/// The ids of the lists that a list of commands has added to, so that importing a long table does not look through
/// the whole list for every row.
#[derive(Default)]
struct Taken {
    subjects: BTreeMap<Id, BTreeSet<Id>>,
    entries: BTreeMap<Id, BTreeSet<Id>>,
}

fn change_knowing(book: &mut Book, command: &Command, taken: &mut Taken) -> Result<Command, Message> {
    if !matches!(
        command,
        Command::AddSubject { .. }
            | Command::AddEntry { .. }
            | Command::SetField { .. }
            | Command::Many { .. }
    ) {
        *taken = Taken::default();
    }
    Ok(match command {
        Command::SetMark { sheet, period, subject, column, typed } => {
            let value = (!typed.trim().is_empty()).then(|| Arc::from(typed.as_str()));
            let before = book.marks.set(sheet, *period, subject, column, value);
            let typed = before.map(|before| before.as_ref().to_owned()).unwrap_or_default();
            let (sheet, subject, column) = (sheet.clone(), subject.clone(), column.clone());
            Command::SetMark { sheet, period: *period, subject, column, typed }
        }
        Command::SetField { class, subject, field, typed } => {
            // From the end: in an imported table what was added last is typed into next.
            let found =
                book.roster.get_mut(class.as_str()).and_then(|s| s.iter_mut().rfind(|s| s.id == *subject));
            let fields = &mut found.ok_or_else(|| missing(class, subject, field))?.fields;
            let typed = set_typed(fields, field, typed);
            Command::SetField { class: class.clone(), subject: subject.clone(), field: field.clone(), typed }
        }
        Command::SetEntry { register, entry, field, typed } => {
            let entries = book.registers.get_mut(register.as_str());
            let found = entries.and_then(|entries| entries.iter_mut().find(|known| known.id == *entry));
            let values = &mut found.ok_or_else(|| missing(register, entry, field))?.values;
            let typed = set_typed(values, field, typed);
            Command::SetEntry {
                register: register.clone(),
                entry: entry.clone(),
                field: field.clone(),
                typed,
            }
        }
        Command::AddSubject { class, at, subject } => {
            let subjects = book.roster.entry(class.clone()).or_default();
            let ids = || subjects.iter().map(|known| known.id.clone()).collect();
            if !taken.subjects.entry(class.clone()).or_insert_with(ids).insert(subject.id.clone()) {
                return Err(Message::DuplicateId { id: subject.id.as_str().to_owned() });
            }
            let mut subject = subject.clone();
            subject.settle();
            let inverse = Command::RemoveSubject { class: class.clone(), subject: subject.id.clone() };
            insert(subjects, *at, subject);
            inverse
        }
        Command::RemoveSubject { class, subject } => {
            let subjects =
                book.roster.get_mut(class.as_str()).ok_or_else(|| missing(class, subject, &Id::default()))?;
            let at = subjects.iter().rposition(|known| known.id == *subject);
            let at = at.ok_or_else(|| missing(class, subject, &Id::default()))?;
            let removed = subjects.remove(at);
            if subjects.is_empty() {
                book.roster.remove(class.as_str());
            }
            Command::AddSubject { class: class.clone(), at: Some(at), subject: removed }
        }
        Command::AddEntry { register, at, entry } => {
            let entries = book.registers.entry(register.clone()).or_default();
            let ids = || entries.iter().map(|known| known.id.clone()).collect();
            if !taken.entries.entry(register.clone()).or_insert_with(ids).insert(entry.id.clone()) {
                return Err(Message::DuplicateId { id: entry.id.as_str().to_owned() });
            }
            let mut entry = entry.clone();
            entry.settle();
            let inverse = Command::RemoveEntry { register: register.clone(), entry: entry.id.clone() };
            insert(entries, *at, entry);
            inverse
        }
        Command::RemoveEntry { register, entry } => {
            let entries = book
                .registers
                .get_mut(register.as_str())
                .ok_or_else(|| missing(register, entry, &Id::default()))?;
            let at = entries.iter().rposition(|known| known.id == *entry);
            let at = at.ok_or_else(|| missing(register, entry, &Id::default()))?;
            let removed = entries.remove(at);
            if entries.is_empty() {
                book.registers.remove(register.as_str());
            }
            Command::AddEntry { register: register.clone(), at: Some(at), entry: removed }
        }
        Command::OpenPeriods { cycle, span } => {
            if let Some(span) = span {
                span.check(*cycle)?;
            }
            let before = match span {
                Some(span) => book.periods.insert(*cycle, *span),
                None => book.periods.remove(cycle),
            };
            Command::OpenPeriods { cycle: *cycle, span: before }
        }
        Command::SetOverride { key, value } => {
            if value.as_ref().is_some_and(|value| value.reason.trim().is_empty()) {
                return Err(Message::ReasonMissing);
            }
            let before = match value {
                Some(value) => book.overrides.insert(key.clone(), value.clone()),
                None => book.overrides.remove(key),
            };
            Command::SetOverride { key: key.clone(), value: before }
        }
        Command::SetAction { key, note } => {
            let before = match note {
                Some(note) => book.actions.insert(key.clone(), note.clone()),
                None => book.actions.remove(key),
            };
            Command::SetAction { key: key.clone(), note: before }
        }
        Command::SetEvidence { key, evidence } => {
            let before = match evidence.clone().filter(|evidence| !evidence.is_empty()) {
                Some(evidence) => book.evidence.insert(key.clone(), evidence),
                None => book.evidence.remove(key),
            };
            Command::SetEvidence { key: key.clone(), evidence: before }
        }
        Command::SetStage { sheet, period, stage } => {
            let of = SheetPeriod { sheet: sheet.clone(), period: *period };
            let before = match stage.clone().filter(|stage| !stage.is_empty()) {
                Some(stage) => book.stages.insert(of, *stage),
                None => book.stages.remove(&of),
            };
            Command::SetStage { sheet: sheet.clone(), period: *period, stage: before.map(Box::new) }
        }
        Command::RenameBook { name } => {
            Command::RenameBook { name: std::mem::replace(&mut book.name, name.clone()) }
        }
        Command::SetScheme { scheme } => {
            let mut scheme = (**scheme).clone();
            settle_ids(&mut scheme);
            match book.editions.last_mut() {
                Some(newest) => {
                    let before = std::mem::replace(&mut newest.scheme, scheme);
                    Command::SetScheme { scheme: Box::new(before) }
                }
                None => {
                    let before = book.clone();
                    book.editions.push(Edition { from: None, scheme });
                    Command::ReplaceBook { book: Box::new(before) }
                }
            }
        }
        Command::SetVariant { id, at, variant } => set_variant(book, id, *at, variant.as_deref())?,
        Command::AddEdition { edition } => {
            let newest = book.editions.last().ok_or(Message::NoEdition)?;
            let is_later = |from| newest.from.is_none_or(|known| from > known);
            if !edition.from.is_some_and(is_later) {
                let date = |from: Option<chrono::NaiveDate>| from.map(|from| from.to_string());
                return Err(Message::EditionNotLater {
                    newest: date(newest.from).unwrap_or_default(),
                    found: date(edition.from).unwrap_or_default(),
                });
            }
            let mut edition = (**edition).clone();
            settle_ids(&mut edition.scheme);
            book.editions.push(edition);
            Command::RemoveEdition
        }
        Command::RemoveEdition => {
            let newest = if book.editions.len() > 1 { book.editions.pop() } else { None };
            Command::AddEdition { edition: Box::new(newest.ok_or(Message::NoEdition)?) }
        }
        Command::ReplaceBook { book: other } => {
            let mut other = (**other).clone();
            other.settle();
            Command::ReplaceBook { book: Box::new(std::mem::replace(book, other)) }
        }
        Command::Many { commands } => return many(book, commands, taken),
    })
}

fn set_variant(
    book: &mut Book,
    id: &Id,
    at: Option<usize>,
    variant: Option<&Variant>,
) -> Result<Command, Message> {
    if variant.is_some_and(|variant| variant.id != *id) {
        return Err(Message::NoSuchVariant { id: id.as_str().to_owned() });
    }
    let known = book.variants.iter().position(|known| known.id == *id);
    let before = known.map(|place| book.variants.remove(place));
    match (variant, known) {
        (Some(variant), known) => insert(&mut book.variants, known.or(at), variant.clone()),
        (None, Some(_)) => {}
        (None, None) => return Err(Message::NoSuchVariant { id: id.as_str().to_owned() }),
    }
    Ok(Command::SetVariant { id: id.clone(), at: known, variant: before.map(Box::new) })
}

/// All of the commands, or none where one fails.
fn many(book: &mut Book, commands: &[Command], taken: &mut Taken) -> Result<Command, Message> {
    let mut inverses = Vec::with_capacity(commands.len());
    for command in commands {
        match change_knowing(book, command, taken) {
            Ok(inverse) => inverses.push(inverse),
            Err(message) => {
                for inverse in inverses.iter().rev() {
                    // What was just done can be taken back.
                    _ = change(book, inverse);
                }
                return Err(message);
            }
        }
    }
    inverses.reverse();
    Ok(Command::Many { commands: inverses })
}

fn set_typed(values: &mut BTreeMap<Id, String>, field: &Id, typed: &str) -> String {
    let before = if typed.trim().is_empty() {
        values.remove(field.as_str())
    } else {
        values.insert(field.clone(), typed.to_owned())
    };
    before.unwrap_or_default()
}

fn insert<T>(list: &mut Vec<T>, at: Option<usize>, item: T) {
    let at = at.unwrap_or(list.len()).min(list.len());
    list.insert(at, item);
}

fn missing(table: &Id, row: &Id, column: &Id) -> Message {
    Message::NoSuchCell {
        table: table.as_str().to_owned(),
        period: String::new(),
        row: row.as_str().to_owned(),
        column: column.as_str().to_owned(),
    }
}
