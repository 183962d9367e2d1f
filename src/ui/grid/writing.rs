//! Writing many cells at once: pasting, filling, clearing, replacing. What does not fit is told cell by cell with its
//! reason; all the rest is one command.

use std::collections::BTreeMap;

use baton_core::calendar::{Cycle, Period};
use baton_core::diag::Message;
use baton_core::edit::{Command, NewIds, Session};
use baton_core::model::{Id, Subject};
use baton_core::plan::{Slot, Table, TableIx, TableKind};

use super::cell;
use super::columns::{GridColumn, Holds};
use super::cursor::Cursor;
use super::edit::{self, Target};

/// A table as it is shown: where places on the screen lead.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The session.
    pub session: &'a Session,
    /// The table.
    pub table: TableIx,
    /// The period's place; 0 where the table has none.
    pub at: usize,
    /// The columns shown.
    pub columns: &'a [GridColumn],
    /// The rows shown.
    pub rows: &'a [usize],
    /// Whether what is written below the last row becomes a new one.
    pub grows: bool,
    /// The date or period of a new entry that does not say its own.
    pub when: Option<Period>,
}

/// A text for a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The cell.
    pub cell: Cursor,
    /// What is to stand in it.
    pub text: String,
}

/// Why a cell was not written.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// What the core says.
    Because(Message),
    /// There is no such row, and none can be added.
    BelowTheLast,
    /// There is no such column.
    BesideTheLast,
}

/// A cell that does not take its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// The cell.
    pub cell: Cursor,
    /// The name of its row, as far as it has one.
    pub row: String,
    /// The name of its column.
    pub column: String,
    /// The text.
    pub text: String,
    /// Why.
    pub why: Why,
}

/// What writing would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// How many cells get another text.
    pub cells: usize,
    /// How many rows are added.
    pub new_rows: usize,
    /// Cells that cannot take their text at all.
    pub refused: Vec<Misfit>,
    /// Marks that do not fit: they can be kept as typed and count as blank, or be left out.
    pub unfit: Vec<Misfit>,
    commands: Vec<Command>,
}

impl Draft {
    /// Whether every text found its place.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.refused.is_empty() && self.unfit.is_empty()
    }

    /// All that is written, as one command; `None` where nothing changes.
    #[must_use]
    pub fn command(self) -> Option<Command> {
        Command::of(self.commands)
    }
}

/// What writing these texts would do; marks that do not fit are written as typed where `keeps_unfit`.
#[must_use]
pub fn draft(view: View<'_>, changes: &[Change], keeps_unfit: bool) -> Draft {
    let mut rows: BTreeMap<usize, Vec<(usize, &str)>> = BTreeMap::new();
    for change in changes {
        rows.entry(change.cell.row).or_default().push((change.cell.column, &change.text));
    }
    let mut writer =
        Writer { view, keeps_unfit, draft: Draft::default(), new_subjects: Vec::new(), new_ids: None };
    let Some(of) = view.session.plan().tables.get(view.table) else { return Draft::default() };
    for (row, texts) in rows {
        match view.rows.get(row) {
            Some(known) => writer.known_row(of, (row, *known), &texts),
            None if view.grows => writer.new_row(of, row, &texts),
            None => {
                for (column, text) in texts.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
                    writer.refuse(Cursor { row, column }, text, Why::BelowTheLast);
                }
            }
        }
    }
    writer.draft
}

struct Writer<'a> {
    view: View<'a>,
    keeps_unfit: bool,
    draft: Draft,
    new_subjects: Vec<Subject>,
    /// The ids that new entries are given.
    new_ids: Option<NewIds>,
}

/// What of a register its rows need.
type RegisterKind<'a> = (&'a [TableIx], Option<Cycle>);

impl<'a> Writer<'a> {
    fn known_row(&mut self, of: &Table, (place, row): (usize, usize), texts: &[(usize, &str)]) {
        let view = self.view;
        let mut marks = Vec::new();
        let mut heads = Vec::new();
        for (at, text) in texts {
            let cell = Cursor { row: place, column: *at };
            let Some(column) = self.column(cell, text) else { continue };
            let same = cell::typed(view.session, view.table, view.at, row, column.holds) == *text
                || cell::shown(view.session, view.table, view.at, row, column).text == *text;
            if same {
                continue;
            }
            match column.holds {
                _ if !column.typed => {
                    let message = Message::CellIsComputed { column: column.name.clone() };
                    self.refuse(cell, text, Why::Because(message));
                }
                Holds::Slot(slot) if self.takes(cell, slot, text) => marks.push((cell, column, slot, *text)),
                Holds::Slot(_) => {}
                holds => heads.push((cell, holds, *text)),
            }
        }
        if heads.is_empty() {
            for (cell, column, _, text) in marks {
                let target = Target { table: view.table, at: view.at, row: Some(row), column };
                match edit::command(view.session, target, text, None)
                    .and_then(|command| self.allowed(command))
                {
                    Ok(command) => self.write(command, 1),
                    Err(message) => self.refuse(cell, text, Why::Because(message)),
                }
            }
            return;
        }
        // Name or date are changed by putting the row anew, and its marks with it.
        let book = view.session.book();
        let cells = marks.len();
        match &of.kind {
            TableKind::Class => {
                let Some(mut subject) = book.subjects(&of.id).get(row).cloned() else { return };
                let mut done = cells;
                for (cell, holds, text) in heads {
                    match edit::subject_with(view.session, of, Some(row), subject.clone(), (holds, text)) {
                        Ok(changed) => (subject, done) = (changed, done + 1),
                        Err(message) => self.refuse(cell, text, Why::Because(message)),
                    }
                }
                for (_, _, slot, text) in marks {
                    set(&mut subject.fields, self.id(slot), text);
                }
                self.write_if((done, place), edit::replace_subject(of, row, subject));
            }
            TableKind::Register { classes, cycle } => {
                let Some(mut entry) = book.entries(&of.id).get(row).cloned() else { return };
                let mut done = cells;
                for (cell, holds, text) in heads {
                    match edit::entry_with(view.session, entry.clone(), (holds, text), (classes, *cycle)) {
                        Ok(changed) => (entry, done) = (changed, done + 1),
                        Err(message) => self.refuse(cell, text, Why::Because(message)),
                    }
                }
                for (_, _, slot, text) in marks {
                    set(&mut entry.values, self.id(slot), text);
                }
                self.write_if((done, place), edit::replace_entry(of, row, entry));
            }
            TableKind::Sheet { .. } => {}
        }
    }

    fn new_row(&mut self, of: &Table, row: usize, texts: &[(usize, &str)]) {
        let is_blank = texts.iter().all(|(_, text)| text.trim().is_empty());
        if is_blank {
            return;
        }
        let holds = |at: usize| self.view.columns.get(at).map(|column| column.holds);
        let name = texts.iter().find(|(at, _)| holds(*at) == Some(Holds::Subject)).copied();
        let made = match name.map(|(_, text)| text).filter(|text| !text.trim().is_empty()) {
            None => Err(Message::EmptyName),
            Some(name) => match &of.kind {
                TableKind::Class => self.new_subject(of, row, name, texts),
                TableKind::Register { classes, cycle } => {
                    self.new_entry(of, row, name, texts, (classes, *cycle))
                }
                TableKind::Sheet { .. } => Err(Message::EmptyName),
            },
        };
        match made.and_then(|(command, cells)| Ok((self.allowed(command)?, cells))) {
            Ok((command, cells)) => {
                self.draft.new_rows += 1;
                self.write(command, cells);
            }
            // Without its name none of the row has a place.
            Err(message) => {
                let (column, text) = name.or(texts.first().copied()).unwrap_or_default();
                self.refuse(Cursor { row, column }, text, Why::Because(message));
            }
        }
    }

    fn new_subject(
        &mut self,
        of: &Table,
        row: usize,
        name: &str,
        texts: &[(usize, &str)],
    ) -> Result<(Command, usize), Message> {
        let session = self.view.session;
        let mut subject = edit::new_subject(session, of, name, &self.new_subjects)?;
        let mut cells = 1;
        for (at, text) in texts {
            let cell = Cursor { row, column: *at };
            let Some(column) = self.column(cell, text) else { continue };
            match column.holds {
                Holds::Subject => {}
                _ if text.trim().is_empty() => {}
                Holds::Slot(slot) => {
                    if self.takes(cell, slot, text) {
                        set(&mut subject.fields, self.id(slot), text);
                        cells += 1;
                    }
                }
                holds => match edit::subject_with(session, of, None, subject.clone(), (holds, text)) {
                    Ok(changed) => (subject, cells) = (changed, cells + 1),
                    Err(message) => self.refuse(cell, text, Why::Because(message)),
                },
            }
        }
        self.new_subjects.push(subject.clone());
        Ok((Command::AddSubject { class: of.id.clone(), at: None, subject }, cells))
    }

    fn new_entry(
        &mut self,
        of: &Table,
        row: usize,
        name: &str,
        texts: &[(usize, &str)],
        kind: RegisterKind<'_>,
    ) -> Result<(Command, usize), Message> {
        let session = self.view.session;
        let holds = |at: usize| self.view.columns.get(at).map(|column| column.holds);
        let own = texts.iter().find(|(at, text)| holds(*at) == Some(Holds::When) && !text.trim().is_empty());
        let when = match own {
            Some((_, text)) => Some(edit::when(session, kind.1, text)?),
            None => self.view.when,
        };
        let ids = self.new_ids.get_or_insert_with(|| session.new_entry_ids(&of.id));
        let mut entry = edit::new_entry(session, ids, name, when, kind)?;
        let mut cells = 1;
        for (at, text) in texts {
            let cell = Cursor { row, column: *at };
            let Some(column) = self.column(cell, text) else { continue };
            match column.holds {
                _ if text.trim().is_empty() => {}
                Holds::Slot(slot) if column.typed => {
                    if self.takes(cell, slot, text) {
                        set(&mut entry.values, self.id(slot), text);
                        cells += 1;
                    }
                }
                Holds::Slot(_) => {
                    let message = Message::CellIsComputed { column: column.name.clone() };
                    self.refuse(cell, text, Why::Because(message));
                }
                Holds::When => cells += 1,
                Holds::Subject | Holds::From | Holds::To => {}
            }
        }
        Ok((Command::AddEntry { register: of.id.clone(), at: None, entry }, cells))
    }

    /// The column of a cell; where there is none, a text for it is refused.
    fn column(&mut self, cell: Cursor, text: &str) -> Option<&'a GridColumn> {
        let found = self.view.columns.get(cell.column);
        if found.is_none() && !text.trim().is_empty() {
            self.refuse(cell, text, Why::BesideTheLast);
        }
        found
    }

    /// Whether a mark is to be written: it fits, or is kept as typed.
    fn takes(&mut self, cell: Cursor, slot: Slot, text: &str) -> bool {
        match self.view.session.results().read_typed(slot, self.view.at, text) {
            Ok(_) => true,
            Err(message @ Message::CellIsComputed { .. }) => {
                self.refuse(cell, text, Why::Because(message));
                false
            }
            Err(message) => {
                let misfit = self.misfit(cell, text, Why::Because(message));
                self.draft.unfit.push(misfit);
                self.keeps_unfit
            }
        }
    }

    fn refuse(&mut self, cell: Cursor, text: &str, why: Why) {
        let misfit = self.misfit(cell, text, why);
        self.draft.refused.push(misfit);
    }

    fn misfit(&self, cell: Cursor, text: &str, why: Why) -> Misfit {
        let view = self.view;
        let row = cell::subject(view.session, view.table, view.rows.get(cell.row).copied());
        let column = view.columns.get(cell.column).map(|column| column.name.clone()).unwrap_or_default();
        Misfit { cell, row, column, text: text.to_owned(), why }
    }

    fn write(&mut self, command: Command, cells: usize) {
        self.draft.commands.push(command);
        self.draft.cells += cells;
    }

    /// A command, unless it would write into what is locked.
    fn allowed(&self, command: Command) -> Result<Command, Message> {
        self.view.session.allows(&command).map(|()| command)
    }

    fn write_if(&mut self, (cells, row): (usize, usize), command: Command) {
        if cells == 0 {
            return;
        }
        match self.allowed(command) {
            Ok(command) => self.write(command, cells),
            Err(message) => self.refuse(Cursor { row, column: 0 }, "", Why::Because(message)),
        }
    }

    fn id(&self, slot: Slot) -> Id {
        self.view.session.plan().columns.get(slot).map(|column| column.id.clone()).unwrap_or_default()
    }
}

fn set(values: &mut BTreeMap<Id, String>, id: Id, text: &str) {
    if text.trim().is_empty() {
        values.remove(&id);
    } else {
        values.insert(id, text.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::Template;
    use crate::ui::grid::columns::natural;
    use crate::words::Language;
    use crate::words::page::Words;
    use baton_core::model::{Book, PeriodSpan};

    fn session() -> Session {
        let mut session = Session::open(Book::new("x", Template::of("ningming").unwrap().scheme().unwrap()));
        let month = "2018-01".parse().unwrap();
        for name in ["甲村", "乙村", "丙村"] {
            let subject = Subject::new(name);
            session.apply(&Command::AddSubject { class: Id::new("村"), at: None, subject }).unwrap();
        }
        let span = Some(PeriodSpan { first: month, last: month });
        session.apply(&Command::OpenPeriods { cycle: Cycle::Month, span }).unwrap();
        session
    }

    fn with<T>(session: &Session, table: &str, act: impl FnOnce(View<'_>) -> T) -> T {
        let table = session.plan().table(table).unwrap();
        let columns = natural(session, table, 0, Words::new(Language::Chinese));
        let rows: Vec<usize> = (0..session.results().space().row_count(table)).collect();
        let grows = !matches!(session.plan().tables[table].kind, TableKind::Sheet { .. });
        let when = Some("2018-02".parse().unwrap());
        act(View { session, table, at: 0, columns: &columns, rows: &rows, grows, when })
    }

    fn change(view: View<'_>, row: usize, column: &str, text: &str) -> Change {
        let column = view.columns.iter().position(|known| known.name == column).unwrap();
        Change { cell: Cursor { row, column }, text: text.to_owned() }
    }

    #[test]
    fn what_does_not_fit_is_told_and_the_rest_is_one_command() {
        let mut session = session();
        let before = session.book().clone();
        let command = with(&session, "村月考评", |view| {
            let changes = [
                change(view, 0, "村指标1", "１９．５"),
                change(view, 1, "村指标1", "999"),
                change(view, 2, "村指标1", "八"),
                change(view, 0, "得分", "5"),
                change(view, 3, "村指标1", "5"),
                Change { cell: Cursor { row: 0, column: 99 }, text: "x".into() },
                Change { cell: Cursor { row: 0, column: 99 }, text: " ".into() },
                // What stands there already is no change, even in a computed column.
                change(view, 1, "村", "乙村"),
            ];
            let careful = draft(view, &changes, false);
            assert_eq!((careful.cells, careful.unfit.len(), careful.refused.len()), (1, 2, 3));
            assert!(matches!(careful.unfit[0].why, Why::Because(Message::MarkOutOfRange { .. })));
            assert_eq!(careful.unfit[1].row, "丙村");
            let whys: Vec<&Why> = careful.refused.iter().map(|misfit| &misfit.why).collect();
            assert!(
                matches!(
                    whys[..],
                    [Why::Because(Message::CellIsComputed { .. }), Why::BesideTheLast, Why::BelowTheLast]
                ),
                "{whys:?}"
            );
            let kept = draft(view, &changes, true);
            assert_eq!(kept.cells, 3);
            kept.command().unwrap()
        });
        session.apply(&command).unwrap();
        assert_eq!(session.book().marks.len(), 3);
        session.undo().unwrap();
        assert_eq!(session.book(), &before);
    }

    #[test]
    fn rows_below_the_last_are_added() {
        let mut session = session();
        let command = with(&session, "村", |view| {
            let changes =
                [change(view, 3, "村", "丁村"), change(view, 4, "村", "丁村"), change(view, 5, "村", "戊村")];
            let draft = draft(view, &changes, false);
            assert_eq!((draft.new_rows, draft.refused.len()), (2, 1));
            draft.command().unwrap()
        });
        session.apply(&command).unwrap();
        assert_eq!(session.book().subjects("村").len(), 5);
        let group = Subject::new("甲组");
        session.apply(&Command::AddSubject { class: Id::new("专责小组"), at: None, subject: group }).unwrap();
        let register = "专责小组任务清单";
        let command = with(&session, register, |view| {
            let changes = [
                change(view, 0, "专责小组", "甲组"),
                change(view, 0, "考评期", "2018年3月"),
                change(view, 0, "分值", "10"),
                change(view, 1, "专责小组", "甲组"),
                change(view, 2, "分值", "10"),
            ];
            let draft = draft(view, &changes, false);
            assert_eq!((draft.new_rows, draft.cells, draft.refused.len()), (2, 4, 1));
            draft.command().unwrap()
        });
        session.apply(&command).unwrap();
        let entries = session.book().entries(register);
        assert_eq!([entries[0].when, entries[1].when], ["2018-03", "2018-02"].map(|p| p.parse().unwrap()));
        assert_eq!(entries[0].values.values().collect::<Vec<_>>(), ["10"]);
        // Date and marks of a row that is there, at once.
        let command = with(&session, register, |view| {
            let changes = [change(view, 0, "考评期", "2018-04"), change(view, 0, "分值", "20")];
            draft(view, &changes, false).command().unwrap()
        });
        session.apply(&command).unwrap();
        let entry = &session.book().entries(register)[0];
        assert_eq!(entry.when, "2018-04".parse().unwrap());
        assert_eq!(entry.values.values().collect::<Vec<_>>(), ["20"]);
    }
}
