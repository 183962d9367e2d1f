//! What typing into a cell of the grid means: the one command for it, or why there is none.

use baton_core::calendar::{Cycle, NaiveDate, Period, read_date};
use baton_core::diag::Message;
use baton_core::edit::{Command, NewIds, Session};
use baton_core::model::{Entry, FieldKind, Id, Known, Subject};
use baton_core::plan::{Step, Table, TableIx, TableKind};

use super::columns::{GridColumn, Holds};
use crate::ui::periods::chosen::calendar;

/// A place in the grid that is typed into.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The table.
    pub table: TableIx,
    /// The period's place; 0 where the table has none.
    pub at: usize,
    /// The row; `None` for the empty one below the last, which becomes a new subject or entry.
    pub row: Option<usize>,
    /// The column.
    pub column: &'a GridColumn,
}

/// The command that types a text into a cell.
///
/// # Errors
/// Why it cannot be typed there; a mark that merely does not fit is a command all the same.
pub fn command(
    session: &Session,
    target: Target<'_>,
    text: &str,
    new_when: Option<Period>,
) -> Result<Command, Message> {
    let of = session.plan().tables.get(target.table).ok_or_else(|| no_such(target.column))?;
    match target.row {
        Some(row) => change(session, of, target, row, text),
        None => add(session, of, target, text, new_when),
    }
}

/// Whether a cell can be typed into at all.
///
/// # Errors
/// That it is computed, or locked: nothing is typed first that could then not be kept.
pub fn check(session: &Session, target: Target<'_>) -> Result<(), Message> {
    if !target.column.typed {
        return Err(Message::CellIsComputed { column: target.column.name.clone() });
    }
    let Some(row) = target.row else { return Ok(()) };
    let same = super::cell::typed(session, target.table, target.at, row, target.column.holds);
    match command(session, target, &same, None) {
        Ok(command) => session.allows(&command),
        Err(_) => Ok(()),
    }
}

/// The command that takes a row out of its register or roster; `None` where rows are not one's to remove.
#[must_use]
pub fn removal(session: &Session, table: TableIx, row: usize) -> Option<Command> {
    let of = session.plan().tables.get(table)?;
    let id = session.results().space().rows(table)?.ids.get(row)?.clone();
    match of.kind {
        TableKind::Class => Some(Command::RemoveSubject { class: of.id.clone(), subject: id }),
        TableKind::Register { .. } => Some(Command::RemoveEntry { register: of.id.clone(), entry: id }),
        TableKind::Sheet { .. } => None,
    }
}

/// What may be chosen in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The texts.
    pub list: Vec<String>,
    /// Whether nothing else fits, so that they are offered as one types.
    pub only: bool,
}

/// Whether anything may be chosen in a cell: what `choices` would find, without making it.
#[must_use]
pub fn has_choices(session: &Session, target: Target<'_>) -> bool {
    let plan = session.plan();
    let kind = plan.tables.get(target.table).map(|of| &of.kind);
    match (target.column.holds, kind) {
        (Holds::Subject | Holds::When, Some(TableKind::Register { .. })) | (Holds::From | Holds::To, _) => {
            true
        }
        (Holds::Slot(slot), _) => {
            let edition = session.results().space().edition(plan, target.table, target.at);
            match plan.version(slot, edition).map(|version| &version.step) {
                Some(Step::Input(input)) => !matches!(input.field.kind, FieldKind::Number | FieldKind::Text),
                _ => false,
            }
        }
        _ => false,
    }
}

/// What may be chosen in a cell: the choices, 是 and 否, the subjects of a link, the days of the period shown.
#[must_use]
pub fn choices(session: &Session, target: Target<'_>, within: Option<Period>) -> Choices {
    let plan = session.plan();
    let names = |table: TableIx| {
        let rows = session.results().space().rows(table);
        rows.map(|rows| rows.names.iter().map(|name| name.as_ref().to_owned()).collect()).unwrap_or_default()
    };
    let only = |list| Choices { list, only: true };
    let Some(of) = plan.tables.get(target.table) else { return Choices::default() };
    match (target.column.holds, &of.kind) {
        (Holds::Subject, TableKind::Register { classes, .. }) => {
            only(classes.iter().flat_map(|class| -> Vec<String> { names(*class) }).collect())
        }
        (Holds::When, TableKind::Register { cycle: Some(cycle), .. }) => {
            let open = session.results().space().periods(*cycle);
            Choices { list: open.iter().map(Period::to_string).collect(), only: false }
        }
        (Holds::When | Holds::From | Holds::To, _) => Choices { list: days(session, within), only: false },
        (Holds::Slot(slot), _) => {
            let edition = session.results().space().edition(plan, target.table, target.at);
            let Some(Step::Input(input)) = plan.version(slot, edition).map(|version| &version.step) else {
                return Choices::default();
            };
            match input.field.kind {
                FieldKind::Choice => only(input.field.choices.clone()),
                FieldKind::Truth => only(vec!["是".to_owned(), "否".to_owned()]),
                FieldKind::Link => {
                    let class = input.field.class.as_ref().and_then(|class| plan.class(class));
                    only(class.map(names).unwrap_or_default())
                }
                FieldKind::Date => Choices { list: days(session, within), only: false },
                FieldKind::Number | FieldKind::Text => Choices::default(),
            }
        }
        _ => Choices::default(),
    }
}

/// The choices of a cell of a table of votes that a digit each stands for, so that a ballot takes a key a mark: the first
/// for 1, at most nine. None where a choice begins with a digit itself.
#[must_use]
pub fn by_digit(session: &Session, target: Target<'_>) -> Vec<String> {
    let plan = session.plan();
    let is_ballot = plan.tables.get(target.table).is_some_and(|table| table.is_ballot);
    let Holds::Slot(slot) = target.column.holds else { return Vec::new() };
    let edition = session.results().space().edition(plan, target.table, target.at);
    match plan.version(slot, edition).map(|version| &version.step) {
        Some(Step::Input(input)) if is_ballot && matches!(input.field.kind, FieldKind::Choice) => {
            let all = &input.field.choices;
            let is_plain = |choice: &String| !choice.starts_with(|sign: char| sign.is_numeric());
            if all.len() <= 9 && all.iter().all(is_plain) { all.clone() } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

/// The days of a period, at most a quarter's.
fn days(session: &Session, within: Option<Period>) -> Vec<String> {
    let calendar = calendar(session);
    let first = within.and_then(|period| calendar.first_day(period));
    let last = within.and_then(|period| calendar.last_day(period));
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let days = std::iter::successors(Some(Period::Day(first)), |day| day.next());
    days.take_while(|day| *day <= Period::Day(last)).take(92).map(|day| day.to_string()).collect()
}

fn change(
    session: &Session,
    of: &Table,
    target: Target<'_>,
    row: usize,
    text: &str,
) -> Result<Command, Message> {
    let rows = session.results().space().rows(target.table);
    let id = rows.and_then(|rows| rows.ids.get(row)).cloned().ok_or_else(|| no_such(target.column))?;
    let Holds::Slot(slot) = target.column.holds else {
        return match of.kind {
            TableKind::Class => change_subject(session, of, row, target.column, text),
            TableKind::Register { ref classes, cycle } => {
                change_entry(session, of, row, target.column, text, (classes, cycle))
            }
            TableKind::Sheet { .. } => Err(Message::CellIsComputed { column: target.column.name.clone() }),
        };
    };
    let column = session.plan().columns.get(slot).map(|column| column.id.clone()).unwrap_or_default();
    let (table, typed) = (of.id.clone(), text.to_owned());
    Ok(match of.kind {
        TableKind::Sheet { .. } => {
            let period =
                session.results().period(target.table, target.at).ok_or_else(|| no_such(target.column))?;
            Command::SetMark { sheet: table, period, subject: id, column, typed }
        }
        TableKind::Class => Command::SetField { class: table, subject: id, field: column, typed },
        TableKind::Register { .. } => Command::SetEntry { register: table, entry: id, field: column, typed },
    })
}

/// A subject's name or days: taken out and put back in its place, its id and marks as they were.
fn change_subject(
    session: &Session,
    of: &Table,
    row: usize,
    column: &GridColumn,
    text: &str,
) -> Result<Command, Message> {
    let subject = session.book().subjects(&of.id).get(row).cloned().ok_or_else(|| no_such(column))?;
    Ok(replace_subject(of, row, subject_with(session, of, Some(row), subject, (column.holds, text))?))
}

/// An entry's subject or date: taken out and put back in its place.
fn change_entry(
    session: &Session,
    of: &Table,
    row: usize,
    column: &GridColumn,
    text: &str,
    kind: (&[TableIx], Option<Cycle>),
) -> Result<Command, Message> {
    let entry = session.book().entries(&of.id).get(row).cloned().ok_or_else(|| no_such(column))?;
    Ok(replace_entry(of, row, entry_with(session, entry, (column.holds, text), kind)?))
}

/// The command that puts another subject of the same id into a row.
pub(super) fn replace_subject(of: &Table, row: usize, subject: Subject) -> Command {
    let class = of.id.clone();
    Command::Many {
        commands: vec![
            Command::RemoveSubject { class: class.clone(), subject: subject.id.clone() },
            Command::AddSubject { class, at: Some(row), subject },
        ],
    }
}

/// The command that puts another entry of the same id into a row.
pub(super) fn replace_entry(of: &Table, row: usize, entry: Entry) -> Command {
    let register = of.id.clone();
    Command::Many {
        commands: vec![
            Command::RemoveEntry { register: register.clone(), entry: entry.id.clone() },
            Command::AddEntry { register, at: Some(row), entry },
        ],
    }
}

/// The day that is typed; none where nothing is.
///
/// # Errors
/// It is no date.
pub fn day(typed: &str) -> Result<Option<NaiveDate>, Message> {
    match typed.trim() {
        "" => Ok(None),
        typed => read_date(typed).map(Some).ok_or_else(|| Message::NotADate { text: typed.to_owned() }),
    }
}

/// A subject with another name or day.
pub(super) fn subject_with(
    session: &Session,
    of: &Table,
    row: Option<usize>,
    mut subject: Subject,
    (holds, text): (Holds, &str),
) -> Result<Subject, Message> {
    match holds {
        Holds::From => subject.from = day(text)?,
        Holds::To => subject.to = day(text)?,
        Holds::Subject | Holds::When | Holds::Slot(_) => {
            let name = text.trim();
            check_name(session, of, row, name)?;
            subject.name = if name == &*subject.id { String::new() } else { name.to_owned() };
        }
    }
    Ok(subject)
}

/// An entry with another subject or date.
pub(super) fn entry_with(
    session: &Session,
    mut entry: Entry,
    (holds, text): (Holds, &str),
    (classes, cycle): (&[TableIx], Option<Cycle>),
) -> Result<Entry, Message> {
    match holds {
        Holds::When => entry.when = when(session, cycle, text)?,
        Holds::Subject | Holds::From | Holds::To | Holds::Slot(_) => {
            let (class, subject) = subject(session, classes, text)?;
            entry.subject = subject;
            entry.class = class;
        }
    }
    Ok(entry)
}

fn add(
    session: &Session,
    of: &Table,
    target: Target<'_>,
    text: &str,
    when: Option<Period>,
) -> Result<Command, Message> {
    let first = || Err(Message::EmptyName);
    if text.trim().is_empty() || target.column.holds != Holds::Subject {
        return first();
    }
    match &of.kind {
        TableKind::Class => {
            let subject = new_subject(session, of, text, &[])?;
            Ok(Command::AddSubject { class: of.id.clone(), at: None, subject })
        }
        TableKind::Register { classes, cycle } => {
            let mut ids = session.new_entry_ids(&of.id);
            let entry = new_entry(session, &mut ids, text, when, (classes, *cycle))?;
            Ok(Command::AddEntry { register: of.id.clone(), at: None, entry })
        }
        TableKind::Sheet { .. } => first(),
    }
}

/// A new subject of that name, with an id that neither the roster has nor `others` have.
pub(super) fn new_subject(
    session: &Session,
    of: &Table,
    name: &str,
    others: &[Subject],
) -> Result<Subject, Message> {
    let name = name.trim();
    check_name(session, of, None, name)?;
    if others.iter().any(|other| other.name() == name) {
        return Err(Message::DuplicateName { name: name.to_owned() });
    }
    let known = || session.book().subjects(&of.id).iter().chain(others);
    let mut subject = Subject::new(name);
    let mut number = 2_u32;
    while known().any(|known| known.id == subject.id) {
        subject.id = Id::new(&format!("{name}-{number}"));
        subject.name = name.to_owned();
        number = number.saturating_add(1);
    }
    Ok(subject)
}

/// A new entry of that subject.
pub(super) fn new_entry(
    session: &Session,
    ids: &mut NewIds,
    name: &str,
    when: Option<Period>,
    (classes, cycle): (&[TableIx], Option<Cycle>),
) -> Result<Entry, Message> {
    let (class, subject) = subject(session, classes, name)?;
    let example = cycle.map_or("2018-03-01", Cycle::example).to_owned();
    let when = when.ok_or(Message::NotAPeriod { text: String::new(), example })?;
    let id = ids.next().unwrap_or_default();
    Ok(Entry { id, class, subject, when, values: std::collections::BTreeMap::new() })
}

fn check_name(session: &Session, of: &Table, own: Option<usize>, name: &str) -> Result<(), Message> {
    if name.is_empty() {
        return Err(Message::EmptyName);
    }
    let taken = |(row, subject): (usize, &Subject)| Some(row) != own && subject.name() == name;
    if session.book().subjects(&of.id).iter().enumerate().any(taken) {
        return Err(Message::DuplicateName { name: name.to_owned() });
    }
    Ok(())
}

/// The date or period of an entry as typed.
pub(super) fn when(session: &Session, cycle: Option<Cycle>, text: &str) -> Result<Period, Message> {
    let period = match cycle {
        Some(cycle) => calendar(session).read(text, Some(cycle)),
        None => read_date(text).map(Period::Day),
    };
    let example = cycle.map_or("2018-03-01", Cycle::example).to_owned();
    period.ok_or_else(|| Message::NotAPeriod { text: text.trim().to_owned(), example })
}

/// The class, where the register has several, and id of a subject by its name.
fn subject(session: &Session, classes: &[TableIx], text: &str) -> Result<(Id, Id), Message> {
    let (plan, space) = (session.plan(), session.results().space());
    let mut near = None;
    for class in classes {
        let Some(of) = plan.tables.get(*class) else { continue };
        match space.subject(&of.id, text.trim()) {
            Ok(found) => {
                let rows = space.rows(*class);
                let id = rows.and_then(|rows| rows.ids.get(found.row as usize)).cloned().unwrap_or_default();
                let class = if classes.len() > 1 { of.id.clone() } else { Id::default() };
                return Ok((class, id));
            }
            Err(nearest) => near = near.or(nearest),
        }
    }
    let class = classes.first().and_then(|class| plan.tables.get(*class)).map(|class| class.name.clone());
    let class = class.unwrap_or_default();
    Err(Message::UnknownSubject { name: text.trim().to_owned(), class, nearest: near })
}

fn no_such(column: &GridColumn) -> Message {
    Message::NoSuchCell {
        table: String::new(),
        period: String::new(),
        row: String::new(),
        column: column.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::Template;
    use crate::ui::grid::columns::{Columns, columns};
    use crate::words::Language;
    use crate::words::page::Words;
    use baton_core::model::Book;

    fn session() -> Session {
        Session::open(Book::new("x", Template::of("ningming").unwrap().scheme().unwrap()))
    }

    fn all(session: &Session, table: TableIx) -> Columns {
        columns(session, table, 0, Words::new(Language::Chinese))
    }

    fn type_in(
        session: &mut Session,
        table: &str,
        row: Option<usize>,
        column: &str,
        text: &str,
    ) -> Result<(), Message> {
        let table = Template::of(table).map_or_else(|| session.plan().table(table), |_| None).unwrap();
        let columns = all(session, table);
        let column = columns.list.iter().find(|known| known.name == column).unwrap();
        let month = Some("2018-02".parse().unwrap());
        let command = command(session, Target { table, at: 0, row, column }, text, month)?;
        session.apply(&command).map(drop)
    }

    #[test]
    fn rosters_and_registers_grow_and_change_by_typing() {
        let mut session = session();
        let class = session.plan().class("专责小组").unwrap();
        let columns = all(&session, class);
        let name = &columns.list[0];
        let target = Target { table: class, at: 0, row: None, column: name };
        session.apply(&command(&session, target, " 甲组 ", None).unwrap()).unwrap();
        assert_eq!(
            command(&session, target, "甲组", None),
            Err(Message::DuplicateName { name: "甲组".into() })
        );
        let register = "专责小组任务清单";
        type_in(&mut session, register, None, "专责小组", "甲组").unwrap();
        assert_eq!(session.book().entries(register)[0].when, "2018-02".parse().unwrap());
        type_in(&mut session, register, Some(0), "考评期", "2018年3月").unwrap();
        type_in(&mut session, register, Some(0), "分值", "10").unwrap();
        assert_eq!(session.book().entries(register)[0].when, "2018-03".parse().unwrap());
        assert!(matches!(
            type_in(&mut session, register, Some(0), "专责小组", "乙组"),
            Err(Message::UnknownSubject { .. })
        ));
        // What fits is offered: the subjects, the periods that are open.
        let table = session.plan().table(register).unwrap();
        let here = all(&session, table);
        let offered = |column: &str| {
            let column = here.list.iter().find(|known| known.name == column).unwrap();
            let target = Target { table, at: 0, row: Some(0), column };
            (has_choices(&session, target), choices(&session, target, None))
        };
        assert_eq!(offered("专责小组"), (true, Choices { list: vec!["甲组".into()], only: true }));
        assert_eq!(offered("分值"), (false, Choices::default()));
        assert_eq!(days(&session, Some("2018-02".parse().unwrap())).len(), 28);
        // A new name leaves the id, and thereby everything tied to it, alone.
        let rename = Target { row: Some(0), ..target };
        session.apply(&command(&session, rename, "乙组", None).unwrap()).unwrap();
        assert_eq!(session.book().subjects("专责小组")[0].id, Id::new("甲组"));
        assert_eq!(session.book().subjects("专责小组")[0].name(), "乙组");
        assert!(matches!(
            type_in(&mut session, register, Some(0), "逾期", "是").err().or(check(
                &session,
                Target {
                    column: all(&session, session.plan().table(register).unwrap())
                        .list
                        .iter()
                        .find(|c| c.name == "逾期")
                        .unwrap(),
                    ..rename
                }
            )
            .err()),
            Some(Message::CellIsComputed { .. })
        ));
    }
}
