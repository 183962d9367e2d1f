//! What typing into a cell of the grid means: the one command for it, or why there is none.

use baton_core::calendar::{Cycle, Period, read_date};
use baton_core::diag::Message;
use baton_core::edit::{Command, Session};
use baton_core::model::{Entry, Id, Known, Subject};
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
/// That it is computed.
pub fn check(target: Target<'_>) -> Result<(), Message> {
    if target.column.typed {
        Ok(())
    } else {
        Err(Message::CellIsComputed { column: target.column.name.clone() })
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

/// What may be chosen in a column: the choices, 是 and 否, the subjects of a link. Empty for free typing.
#[must_use]
pub fn choices(session: &Session, target: Target<'_>) -> Vec<String> {
    use baton_core::model::FieldKind;
    let plan = session.plan();
    let names = |table: TableIx| {
        let rows = session.results().space().rows(table);
        rows.map(|rows| rows.names.iter().map(|name| name.as_ref().to_owned()).collect()).unwrap_or_default()
    };
    let Some(of) = plan.tables.get(target.table) else { return Vec::new() };
    match (target.column.holds, &of.kind) {
        (Holds::Subject, TableKind::Register { classes, .. }) => {
            classes.iter().flat_map(|class| -> Vec<String> { names(*class) }).collect()
        }
        (Holds::Slot(slot), _) => {
            let edition = session.results().space().edition(plan, target.table, target.at);
            let Some(Step::Input(input)) = plan.version(slot, edition).map(|version| &version.step) else {
                return Vec::new();
            };
            match input.field.kind {
                FieldKind::Choice => input.field.choices.clone(),
                FieldKind::Truth => vec!["是".to_owned(), "否".to_owned()],
                FieldKind::Link => input
                    .field
                    .class
                    .as_ref()
                    .and_then(|class| plan.class(class))
                    .map(names)
                    .unwrap_or_default(),
                FieldKind::Number | FieldKind::Text | FieldKind::Date => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
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
    let mut subject = session.book().subjects(&of.id).get(row).cloned().ok_or_else(|| no_such(column))?;
    let day = |text: &str| match text.trim() {
        "" => Ok(None),
        typed => read_date(typed).map(Some).ok_or_else(|| Message::NotADate { text: typed.to_owned() }),
    };
    match column.holds {
        Holds::From => subject.from = day(text)?,
        Holds::To => subject.to = day(text)?,
        Holds::Subject | Holds::When | Holds::Slot(_) => {
            let name = text.trim();
            check_name(session, of, Some(row), name)?;
            subject.name = if name == &*subject.id { String::new() } else { name.to_owned() };
        }
    }
    let class = of.id.clone();
    Ok(Command::Many {
        commands: vec![
            Command::RemoveSubject { class: class.clone(), subject: subject.id.clone() },
            Command::AddSubject { class, at: Some(row), subject },
        ],
    })
}

/// An entry's subject or date: taken out and put back in its place.
fn change_entry(
    session: &Session,
    of: &Table,
    row: usize,
    column: &GridColumn,
    text: &str,
    (classes, cycle): (&[TableIx], Option<Cycle>),
) -> Result<Command, Message> {
    let mut entry = session.book().entries(&of.id).get(row).cloned().ok_or_else(|| no_such(column))?;
    match column.holds {
        Holds::When => entry.when = when(session, cycle, text)?,
        Holds::Subject | Holds::From | Holds::To | Holds::Slot(_) => {
            let (class, subject) = subject(session, classes, text)?;
            entry.subject = subject;
            entry.class = class;
        }
    }
    let register = of.id.clone();
    Ok(Command::Many {
        commands: vec![
            Command::RemoveEntry { register: register.clone(), entry: entry.id.clone() },
            Command::AddEntry { register, at: Some(row), entry },
        ],
    })
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
            let name = text.trim();
            check_name(session, of, None, name)?;
            let subjects = session.book().subjects(&of.id);
            let mut subject = Subject::new(name);
            let mut number = 2_u32;
            while subjects.iter().any(|known| known.id == subject.id) {
                subject.id = Id::new(&format!("{name}-{number}"));
                subject.name = name.to_owned();
                number = number.saturating_add(1);
            }
            Ok(Command::AddSubject { class: of.id.clone(), at: None, subject })
        }
        TableKind::Register { classes, cycle } => {
            let (class, subject) = subject(session, classes, text)?;
            let example = cycle.map_or("2018-03-01", Cycle::example).to_owned();
            let when = when.ok_or(Message::NotAPeriod { text: String::new(), example })?;
            let id = session.new_entry_id(&of.id);
            let entry = Entry { id, class, subject, when, values: std::collections::BTreeMap::new() };
            Ok(Command::AddEntry { register: of.id.clone(), at: None, entry })
        }
        TableKind::Sheet { .. } => first(),
    }
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

fn when(session: &Session, cycle: Option<Cycle>, text: &str) -> Result<Period, Message> {
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
        // A new name leaves the id, and thereby everything tied to it, alone.
        let rename = Target { row: Some(0), ..target };
        session.apply(&command(&session, rename, "乙组", None).unwrap()).unwrap();
        assert_eq!(session.book().subjects("专责小组")[0].id, Id::new("甲组"));
        assert_eq!(session.book().subjects("专责小组")[0].name(), "乙组");
        assert!(matches!(
            type_in(&mut session, register, Some(0), "逾期", "是").err().or(check(Target {
                column: all(&session, session.plan().table(register).unwrap())
                    .list
                    .iter()
                    .find(|c| c.name == "逾期")
                    .unwrap(),
                ..rename
            })
            .err()),
            Some(Message::CellIsComputed { .. })
        ));
    }
}
