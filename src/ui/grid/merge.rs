//! Merging subjects in mid-year: from a day on one stands for several, which leave the day before. What was scored
//! before that day stays as it was.

use baton_core::calendar::NaiveDate;
use baton_core::diag::Message;
use baton_core::edit::{Command, Session};
use baton_core::model::{FieldKind, Id, Subject};
use baton_core::plan::{Step, TableIx, TableKind};

use super::edit::{new_subject, replace_subject};

/// Which subject the others go into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Into {
    /// One of them, by its row: it stays.
    One(usize),
    /// A new one of that name, with the facts of the first of them.
    New(String),
}

/// A link of another subject to one of those that leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// Its class.
    pub class: Id,
    /// The subject that is linked.
    pub subject: Id,
    /// What it is called.
    pub name: String,
    field: Id,
}

/// The command that merges subjects of a class, by their rows, from a day on. Where `links`, whoever is linked to one
/// that leaves is linked to the one they go into: in all periods, for a link has no days.
///
/// # Errors
/// One of them is not in the roster on the day before, or the one they go into on that day; a name that is taken or
/// empty.
pub fn merged(
    session: &Session,
    table: TableIx,
    rows: &[usize],
    into: &Into,
    (from, links): (NaiveDate, bool),
) -> Result<Command, Message> {
    let of = session.plan().tables.get(table).ok_or(Message::EmptyName)?;
    let subjects = session.book().subjects(&of.id);
    let on_that_day = |subject: &Subject, day: Option<NaiveDate>| {
        let belongs = day.is_some_and(|day| subject.belongs_on(day));
        let message = || Message::NotBelonging { subject: subject.name().to_owned(), day: from.to_string() };
        if belongs { Ok(()) } else { Err(message()) }
    };
    let mut commands = Vec::new();
    for (row, subject) in leaving(subjects, rows, into) {
        on_that_day(subject, from.pred_opt())?;
        let left = Subject { to: from.pred_opt(), ..subject.clone() };
        commands.push(replace_subject(of, row, left));
    }
    let heir = match into {
        Into::One(row) => {
            let heir = subjects.get(*row).ok_or(Message::EmptyName)?;
            on_that_day(heir, Some(from))?;
            heir.id.clone()
        }
        Into::New(name) => {
            let first = rows.iter().min().copied().unwrap_or_default();
            let fields = subjects.get(first).map(|first| first.fields.clone()).unwrap_or_default();
            let heir = Subject { from: Some(from), fields, ..new_subject(session, of, name, &[])? };
            let id = heir.id.clone();
            commands.push(Command::AddSubject { class: of.id.clone(), at: Some(first), subject: heir });
            id
        }
    };
    if links {
        let linked = linked(session, table, rows, into).into_iter().map(|of| Command::SetField {
            class: of.class,
            subject: of.subject,
            field: of.field,
            typed: heir.to_string(),
        });
        commands.extend(linked);
    }
    Command::of(commands).ok_or(Message::EmptyName)
}

/// Who is linked to a subject that would leave.
#[must_use]
pub fn linked(session: &Session, table: TableIx, rows: &[usize], into: &Into) -> Vec<Linked> {
    let (plan, book) = (session.plan(), session.book());
    let Some(of) = plan.tables.get(table) else { return Vec::new() };
    let subjects = book.subjects(&of.id);
    let leave: Vec<&Subject> = leaving(subjects, rows, into).map(|(_, subject)| subject).collect();
    let mut found = Vec::new();
    for class in plan.tables.iter().filter(|table| matches!(table.kind, TableKind::Class)) {
        let links = class.layout.iter().filter_map(|slot| plan.columns.get(*slot)).filter(|column| {
            column.versions.iter().flatten().any(|version| match &version.step {
                Step::Input(input) => {
                    input.field.kind == FieldKind::Link && input.field.class.as_ref() == Some(&of.id)
                }
                _ => false,
            })
        });
        for column in links {
            for subject in book.subjects(&class.id) {
                let typed = subject.fields.get(&column.id).map(|typed| typed.trim());
                if leave.iter().any(|left| typed == Some(&*left.id) || typed == Some(left.name())) {
                    found.push(Linked {
                        class: class.id.clone(),
                        subject: subject.id.clone(),
                        name: subject.name().to_owned(),
                        field: column.id.clone(),
                    });
                }
            }
        }
    }
    found
}

/// Those that leave, with their rows.
fn leaving<'a>(
    subjects: &'a [Subject],
    rows: &[usize],
    into: &Into,
) -> impl Iterator<Item = (usize, &'a Subject)> {
    let stays = if let Into::One(row) = into { Some(*row) } else { None };
    let rows: Vec<usize> = rows.iter().copied().filter(|row| Some(*row) != stays).collect();
    rows.into_iter().filter_map(|row| Some((row, subjects.get(row)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::model::{Book, read_scheme};

    fn session() -> Session {
        let scheme = r#"{"format": "baton-scheme", "version": 1, "name": "s", "classes": [{"name": "镇"},
            {"name": "干部", "fields": [{"name": "单位", "type": "link", "class": "镇"}]}], "sheets": []}"#;
        let mut book = Book::new("b", read_scheme(scheme).unwrap());
        book.roster.insert(Id::new("镇"), ["东", "西", "南"].map(Subject::new).to_vec());
        let person = |(name, place): (&str, &str)| {
            let mut person = Subject::new(name);
            person.fields.insert(Id::new("单位"), place.to_owned());
            person
        };
        book.roster.insert(Id::new("干部"), [("甲", "东"), ("乙", "西")].map(person).to_vec());
        Session::open(book)
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn towns(session: &Session) -> Vec<(&str, Option<String>, Option<String>)> {
        let text = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let all = session.book().subjects("镇").iter();
        all.map(|of| (of.name(), text(of.from), text(of.to))).collect()
    }

    #[test]
    fn one_goes_into_another_and_is_taken_back_at_once() {
        let mut session = session();
        let before = session.book().clone();
        let into = Into::One(0);
        assert_eq!(linked(&session, 0, &[0, 1], &into).len(), 1);
        let command = merged(&session, 0, &[0, 1], &into, (day("2018-07-01"), true)).unwrap();
        session.apply(&command).unwrap();
        let left = Some("2018-06-30".to_owned());
        assert_eq!(towns(&session), [("东", None, None), ("西", None, left), ("南", None, None)]);
        let link = |row: usize| session.book().subjects("干部")[row].fields[&Id::new("单位")].clone();
        assert_eq!((link(0), link(1)), ("东".into(), "东".into()));
        session.undo().unwrap();
        assert_eq!(*session.book(), before);
    }

    #[test]
    fn a_new_one_stands_in_their_place() {
        let mut session = session();
        let into = Into::New("新城".into());
        let command = merged(&session, 0, &[1, 2], &into, (day("2018-07-01"), false)).unwrap();
        session.apply(&command).unwrap();
        let (day, left) = (Some("2018-07-01".to_owned()), Some("2018-06-30".to_owned()));
        assert_eq!(
            towns(&session),
            [("东", None, None), ("新城", day, None), ("西", None, left.clone()), ("南", None, left)]
        );
        assert_eq!(session.book().subjects("干部")[1].fields[&Id::new("单位")], "西");
    }

    #[test]
    fn who_is_not_there_cannot_be_merged() {
        let mut session = session();
        let command = merged(&session, 0, &[0, 1], &Into::One(0), (day("2018-07-01"), false)).unwrap();
        session.apply(&command).unwrap();
        for into in [Into::One(0), Into::One(1)] {
            let again = merged(&session, 0, &[0, 1], &into, (day("2018-08-01"), false));
            let message = Message::NotBelonging { subject: "西".into(), day: "2018-08-01".into() };
            assert_eq!(again, Err(message), "{into:?}");
        }
        let taken = merged(&session, 0, &[0, 2], &Into::New("西".into()), (day("2018-07-01"), false));
        assert_eq!(taken, Err(Message::DuplicateName { name: "西".into() }));
    }
}
