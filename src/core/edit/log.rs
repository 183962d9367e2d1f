//! The log: what was changed, when, and from what to what. Kept beside the book, never part of it.
//!
//! It is read off a command and its inverse, which between them know both sides of every change, so that undo and redo
//! are logged by the same rule as what they take back. A list of commands is logged cell by cell. Of what changes the
//! whole book only its kind is kept: the book itself would outgrow everything.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::Command;
use crate::calendar::Period;
use crate::diag::CellName;
use crate::model::{ActionKey, ActionNote, Evidence, Id, OverrideValue, Stage};

/// Most changes that are kept; the oldest go first. About a megabyte, a tenth of it when compressed.
pub const MOST: usize = 10_000;

/// What was changed in a book, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Log {
    changes: VecDeque<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// When, as the clock of the caller said it; empty where it said nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// Whether it was carried out, taken back or carried out again.
    #[serde(default, skip_serializing_if = "Act::is_apply")]
    pub act: Act,
    /// What was changed.
    pub what: What,
}

/// How a change came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// It was carried out.
    #[default]
    Apply,
    /// It took the last command back.
    Undo,
    /// It carried out again what had been taken back.
    Redo,
}

/// What was changed, with both sides of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
#[expect(missing_docs, reason = "the parts are named for what they hold; all are ids but for texts as typed")]
pub enum What {
    /// Typed into a cell.
    Typed { table: Id, period: Option<Period>, row: Id, column: Id, before: String, after: String },
    /// A computed cell was replaced by hand 更正, or no longer.
    Override {
        table: Id,
        period: Option<Period>,
        row: Id,
        column: Id,
        before: Option<OverrideValue>,
        after: Option<OverrideValue>,
    },
    /// It was said what a mark or an entry rests on.
    Evidence {
        table: Id,
        period: Option<Period>,
        row: Id,
        column: Id,
        before: Option<Evidence>,
        after: Option<Evidence>,
    },
    /// A period of a sheet took a step of its process, was locked or opened again. Of a lock only its fingerprint is kept.
    Stage { table: Id, period: Period, before: StageNote, after: StageNote },
    /// A subject or an entry came, went, or got another name or date.
    Row { table: Id, row: Id, change: RowChange },
    /// What became of an action.
    Action { key: ActionKey, before: Option<ActionNote>, after: Option<ActionNote> },
    /// Periods were opened or closed.
    Periods,
    /// The book got another name.
    Name { before: String, after: String },
    /// Another scheme took the place of the newest edition's, or an edition came or went.
    Scheme,
    /// A variant 模拟测算方案 came, changed or went.
    Variant { id: Id },
    /// Another book took the place of this one.
    Book,
}

/// Where a period of a sheet stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageNote {
    /// The step; `None` before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Id>,
    /// The lock's fingerprint; empty where it was not locked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lock: String,
    /// Who came there, if told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The remark or reason with which it came there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl StageNote {
    fn of(stage: Option<&Stage>) -> Self {
        let taken = stage.and_then(|stage| stage.taken.last());
        let lock = stage.and_then(|stage| stage.lock.as_ref());
        let by = taken.map(|taken| &taken.by).or(lock.map(|lock| &lock.by));
        let note = taken.map(|taken| &taken.note).or(lock.map(|lock| &lock.note));
        Self {
            step: taken.and_then(|taken| taken.step.clone()),
            lock: lock.map(|lock| lock.fingerprint.clone()).unwrap_or_default(),
            by: by.cloned().unwrap_or_default(),
            note: note.cloned().unwrap_or_default(),
        }
    }
}

/// What happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowChange {
    /// It came.
    Added,
    /// It went.
    Removed,
    /// Its name, subject or dates changed.
    Changed,
}

impl Act {
    fn is_apply(&self) -> bool {
        *self == Self::Apply
    }
}

impl Log {
    /// Every change, the newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().rev()
    }

    /// How many changes are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether nothing has been changed yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// What happened to a cell, the newest first: what was typed into it, what replaced it by hand, what became of its
    /// row, and that the whole scheme or book was replaced.
    #[must_use]
    pub fn history(&self, cell: &CellName) -> Vec<&Change> {
        let period: Option<Period> = cell.period.parse().ok();
        let concerns = |change: &&Change| match &change.what {
            What::Typed { table, period: of, row, column, .. }
            | What::Override { table, period: of, row, column, .. }
            | What::Evidence { table, period: of, row, column, .. } => {
                **table == cell.table && **row == cell.row && **column == cell.column && *of == period
            }
            What::Row { table, row, .. } => **table == cell.table && **row == cell.row,
            What::Stage { table, period: of, .. } => **table == cell.table && Some(*of) == period,
            What::Scheme | What::Book => true,
            What::Action { .. } | What::Periods | What::Name { .. } | What::Variant { .. } => false,
        };
        self.newest_first().filter(concerns).collect()
    }

    /// What became of an action, the newest first.
    #[must_use]
    pub fn history_of_action(&self, of: &ActionKey) -> Vec<&Change> {
        let concerns = |change: &&Change| matches!(&change.what, What::Action { key, .. } if key == of);
        self.newest_first().filter(concerns).collect()
    }

    /// Notes a command that was carried out, with the command that would take it back.
    pub(super) fn note(&mut self, at: &str, act: Act, command: &Command, inverse: &Command) {
        let mut changes = Vec::new();
        read(command, inverse, &mut changes);
        for what in joined(changes) {
            self.changes.push_back(Change { at: at.to_owned(), act, what });
        }
        while self.changes.len() > MOST {
            self.changes.pop_front();
        }
    }
}

/// Reads the changes off a command and its inverse.
fn read(command: &Command, inverse: &Command, to: &mut Vec<What>) {
    let row = |table: &Id, row: &Id, change| What::Row { table: table.clone(), row: row.clone(), change };
    to.push(match (command, inverse) {
        (
            Command::SetMark { sheet, period, subject, column, typed },
            Command::SetMark { typed: before, .. },
        ) => What::Typed {
            table: sheet.clone(),
            period: Some(*period),
            row: subject.clone(),
            column: column.clone(),
            before: before.clone(),
            after: typed.clone(),
        },
        (Command::SetField { class, subject, field, typed }, Command::SetField { typed: before, .. }) => {
            What::Typed {
                table: class.clone(),
                period: None,
                row: subject.clone(),
                column: field.clone(),
                before: before.clone(),
                after: typed.clone(),
            }
        }
        (Command::SetEntry { register, entry, field, typed }, Command::SetEntry { typed: before, .. }) => {
            What::Typed {
                table: register.clone(),
                period: None,
                row: entry.clone(),
                column: field.clone(),
                before: before.clone(),
                after: typed.clone(),
            }
        }
        (Command::SetOverride { key, value }, Command::SetOverride { value: before, .. }) => What::Override {
            table: key.table.clone(),
            period: key.period,
            row: key.row.clone(),
            column: key.column.clone(),
            before: before.clone(),
            after: value.clone(),
        },
        (Command::SetAction { key, note }, Command::SetAction { note: before, .. }) => {
            What::Action { key: key.clone(), before: before.clone(), after: note.clone() }
        }
        (Command::SetEvidence { key, evidence }, Command::SetEvidence { evidence: before, .. }) => {
            What::Evidence {
                table: key.table.clone(),
                period: key.period,
                row: key.row.clone(),
                column: key.column.clone(),
                before: before.clone(),
                after: evidence.clone(),
            }
        }
        (Command::SetStage { sheet, period, stage }, Command::SetStage { stage: before, .. }) => {
            What::Stage {
                table: sheet.clone(),
                period: *period,
                before: StageNote::of(before.as_deref()),
                after: StageNote::of(stage.as_deref()),
            }
        }
        (Command::RenameBook { name }, Command::RenameBook { name: before }) => {
            What::Name { before: before.clone(), after: name.clone() }
        }
        (Command::Many { commands }, Command::Many { commands: inverses }) => {
            // The inverse takes back from the end.
            for (command, inverse) in commands.iter().zip(inverses.iter().rev()) {
                read(command, inverse, to);
            }
            return;
        }
        (Command::AddSubject { class, subject, .. }, _) => row(class, &subject.id, RowChange::Added),
        (Command::RemoveSubject { class, subject }, _) => row(class, subject, RowChange::Removed),
        (Command::AddEntry { register, entry, .. }, _) => row(register, &entry.id, RowChange::Added),
        (Command::RemoveEntry { register, entry }, _) => row(register, entry, RowChange::Removed),
        (Command::OpenPeriods { .. }, _) => What::Periods,
        // The first scheme of a book is taken back as a whole book.
        (Command::SetScheme { .. } | Command::AddEdition { .. } | Command::RemoveEdition, _) => What::Scheme,
        (Command::SetVariant { id, .. }, _) => What::Variant { id: id.clone() },
        (Command::ReplaceBook { .. }, _) => What::Book,
        // An inverse is of the kind of its command.
        _ => return,
    });
}

/// A row that was taken out and put back in one step has changed.
fn joined(changes: Vec<What>) -> Vec<What> {
    let mut joined: Vec<What> = Vec::with_capacity(changes.len());
    for what in changes {
        if let (
            Some(What::Row { table: before, row: of, change: change @ RowChange::Removed }),
            What::Row { table, row, change: RowChange::Added },
        ) = (joined.last_mut(), &what)
            && before == table
            && of == row
        {
            *change = RowChange::Changed;
            continue;
        }
        joined.push(what);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Session;
    use crate::model::{Book, Entry, Subject, read_scheme};

    /// A book with one sheet, one subject and one open month.
    fn session() -> Session {
        let scheme = r#"{
            "format": "baton-scheme", "version": 1, "id": "s", "name": "s", "semantics": 1,
            "classes": [{"name": "镇", "fields": [{"name": "人口"}]}],
            "registers": [{"name": "台账", "classes": ["镇"], "fields": [{"name": "分"}]}],
            "sheets": [{"name": "月", "class": "镇", "cycle": "month", "total": {"name": "总分"},
                "indicators": [{"name": "甲", "full": 10, "method": {"kind": "points"}}]}]
        }"#;
        let mut session = Session::open(Book::new("b", read_scheme(scheme).unwrap()));
        for command in [
            r#"{"command": "add-subject", "class": "镇", "subject": {"id": "东"}}"#,
            r#"{"command": "open-periods", "cycle": "month", "span": {"first": "2024-01", "last": "2024-02"}}"#,
        ] {
            session.apply(&serde_json::from_str(command).unwrap()).unwrap();
        }
        session.set_log(Log::default());
        session
    }

    fn mark(typed: &str) -> Command {
        Command::SetMark {
            sheet: "月".into(),
            period: "2024-01".parse().unwrap(),
            subject: "东".into(),
            column: "甲".into(),
            typed: typed.to_owned(),
        }
    }

    fn name(table: &str, period: &str, row: &str, column: &str) -> CellName {
        let [table, period, row, column] = [table, period, row, column].map(str::to_owned);
        CellName { table, period, row, column }
    }

    /// A cell's history as lines: when, how, from what, to what.
    fn told(session: &Session, cell: &CellName) -> Vec<String> {
        let line = |change: &Change| {
            let what = match &change.what {
                What::Typed { before, after, .. } => format!("{before}>{after}"),
                What::Override { before, after, .. } => {
                    let text = |value: &Option<OverrideValue>| {
                        value.as_ref().map(|value| value.value.clone()).unwrap_or_default()
                    };
                    format!("={}>{}", text(before), text(after))
                }
                What::Row { change, .. } => format!("{change:?}"),
                other => format!("{other:?}"),
            };
            format!("{} {:?} {what}", change.at, change.act)
        };
        session.log().history(cell).into_iter().map(line).collect()
    }

    #[test]
    fn a_cell_remembers_typing_undo_and_redo() {
        let mut session = session();
        session.set_time("8:00");
        session.apply(&mark("7")).unwrap();
        session.set_time("8:01");
        session.apply(&mark("9")).unwrap();
        session.undo().unwrap();
        session.set_time("8:02");
        session.redo().unwrap();
        let cell = name("月", "2024-01", "东", "甲");
        assert_eq!(
            told(&session, &cell),
            ["8:02 Redo 7>9", "8:01 Undo 9>7", "8:01 Apply 7>9", "8:00 Apply >7"]
        );
        assert_eq!(told(&session, &name("月", "2024-02", "东", "甲")), [""; 0]);
        let text = serde_json::to_string(session.log()).unwrap();
        assert_eq!(&serde_json::from_str::<Log>(&text).unwrap(), session.log());
    }

    #[test]
    fn a_list_of_commands_counts_cell_by_cell() {
        let mut session = session();
        let field = |typed: &str| Command::SetField {
            class: "镇".into(),
            subject: "东".into(),
            field: "人口".into(),
            typed: typed.to_owned(),
        };
        session.apply(&Command::Many { commands: vec![mark("1"), field("5"), mark("2")] }).unwrap();
        assert_eq!(told(&session, &name("月", "2024-01", "东", "甲")), [" Apply 1>2", " Apply >1"]);
        assert_eq!(told(&session, &name("镇", "", "东", "人口")), [" Apply >5"]);
        session.undo().unwrap();
        assert_eq!(told(&session, &name("镇", "", "东", "人口")), [" Undo 5>", " Apply >5"]);
        // What is refused leaves no trace.
        let before = session.log().clone();
        let wrong = Command::RemoveSubject { class: "镇".into(), subject: "西".into() };
        assert!(session.apply(&wrong).is_err());
        assert_eq!(session.log(), &before);
    }

    #[test]
    fn rows_replacements_and_whole_books_are_told() {
        let mut session = session();
        let subject = Subject { name: "东镇".to_owned(), ..Subject::new("东") };
        let rename = Command::Many {
            commands: vec![
                Command::RemoveSubject { class: "镇".into(), subject: "东".into() },
                Command::AddSubject { class: "镇".into(), at: Some(0), subject },
            ],
        };
        session.apply(&rename).unwrap();
        assert_eq!(told(&session, &name("镇", "", "东", "人口")), [" Apply Changed"]);
        let entry: Entry =
            serde_json::from_str(r#"{"id": "1", "subject": "东", "when": "2024-01-05"}"#).unwrap();
        session.apply(&Command::AddEntry { register: "台账".into(), at: None, entry }).unwrap();
        assert_eq!(told(&session, &name("台账", "", "1", "分")), [" Apply Added"]);
        let replaced: Command = serde_json::from_str(
            r#"{"command": "set-override", "key": {"table": "月", "period": "2024-01", "row": "东", "column": "总分"},
                "value": {"value": "9", "reason": "误"}}"#,
        )
        .unwrap();
        session.apply(&replaced).unwrap();
        let total = name("月", "2024-01", "东", "总分");
        assert_eq!(told(&session, &total), [" Apply =>9"]);
        let book = Box::new(session.book().clone());
        session.apply(&Command::ReplaceBook { book }).unwrap();
        assert_eq!(told(&session, &total), [" Apply Book", " Apply =>9"]);
    }

    #[test]
    fn the_oldest_go_first() {
        let mut session = session();
        let commands = (0..=MOST).map(|at| mark(&format!("{at}"))).collect();
        session.apply(&Command::Many { commands }).unwrap();
        assert_eq!(session.log().len(), MOST);
        assert_eq!(
            told(&session, &name("月", "2024-01", "东", "甲")).last().map(String::as_str),
            Some(" Apply 0>1")
        );
    }
}
