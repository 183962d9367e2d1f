//! Entries of a register that look like the same event entered twice. Knows no browser.

use std::collections::HashMap;

use baton_core::calendar::Period;
use baton_core::edit::Session;
use baton_core::model::{Entry, FieldKind, Id};
use baton_core::plan::{Step, TableIx, Version};

/// An entry that says what one before it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The numbers of both in the register, from 1; the later one second.
    pub numbers: (usize, usize),
    /// The id of the later one.
    pub entry: Id,
}

/// The entries of a register that say what one before them says: class, subject, day and all values but texts are the same, and
/// so is each text, or one of the two is blank. Votes are none: equal ones are meant to be there.
#[must_use]
pub fn twins(session: &Session, register: TableIx) -> Vec<Twin> {
    let plan = session.plan();
    let Some(table) = plan.tables.get(register).filter(|table| !table.is_ballot) else { return Vec::new() };
    let Some(entries) = session.book().registers.get(&table.id) else { return Vec::new() };
    let columns = plan.columns.iter().filter(|column| column.table == register);
    let is_text = |version: &Version| matches!(&version.step, Step::Input(input) if input.field.kind == FieldKind::Text);
    let texts: Vec<&Id> = columns
        .filter(|column| column.versions.iter().flatten().any(is_text))
        .map(|column| &column.id)
        .collect();
    let is_known = |(id, _): &(&Id, &String)| !texts.contains(id);
    let key = |entry: &'_ Entry| -> (Id, Id, Period, Vec<(Id, String)>) {
        let values = entry.values.iter().filter(is_known);
        let values = values.map(|(id, typed)| (id.clone(), typed.trim().to_owned())).collect();
        (entry.class.clone(), entry.subject.clone(), entry.when, values)
    };
    let mut known: HashMap<_, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let same = known.entry(key(entry)).or_default();
        let agrees = |other: &&usize| {
            let other = entries.get(**other);
            other.is_some_and(|other| texts.iter().all(|text| agree(other, entry, text)))
        };
        if let Some(first) = same.iter().find(agrees) {
            let numbers = (first.saturating_add(1), at.saturating_add(1));
            found.push(Twin { numbers, entry: entry.id.clone() });
        }
        same.push(at);
    }
    found
}

/// Whether two entries have the same text, or one has none.
fn agree<'a>(one: &'a Entry, other: &'a Entry, text: &Id) -> bool {
    let text = |entry: &'a Entry| entry.values.get(text).map(|typed| typed.trim());
    let (one, other) = (text(one), text(other));
    one.is_none() || other.is_none() || one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::TEMPLATES;
    use baton_core::model::{Book, Subject, read_book, read_scheme};

    fn session(entries: &[(&str, &str, &str, &str)]) -> Session {
        let scheme = r#"{"format": "baton-scheme", "version": 1, "name": "s", "classes": [{"name": "镇"}],
            "sheets": [], "registers": [{"name": "台账", "classes": ["镇"], "fields": [
                {"name": "次数", "type": "number"}, {"name": "说明", "type": "text"}]}]}"#;
        let mut book = Book::new("b", read_scheme(scheme).unwrap());
        book.roster.insert(Id::new("镇"), vec![Subject::new("东"), Subject::new("西")]);
        let entry = |(at, (subject, day, count, said)): (usize, &(&str, &str, &str, &str))| Entry {
            id: Id::new(&format!("e{at}")),
            class: Id::default(),
            subject: Id::new(subject),
            when: day.parse().unwrap(),
            values: [("次数", *count), ("说明", *said)]
                .into_iter()
                .filter(|(_, typed)| !typed.is_empty())
                .map(|(id, typed)| (Id::new(id), typed.to_owned()))
                .collect(),
        };
        book.registers.insert(Id::new("台账"), entries.iter().enumerate().map(entry).collect());
        Session::open(book)
    }

    fn numbers(entries: &[(&str, &str, &str, &str)]) -> Vec<(usize, usize)> {
        let session = session(entries);
        let register = session.plan().tables.iter().position(|table| table.name == "台账").unwrap();
        twins(&session, register).into_iter().map(|twin| twin.numbers).collect()
    }

    #[test]
    fn the_same_event_is_found_and_another_is_not() {
        let first = ("东", "2018-03-05", "2", "山火");
        assert_eq!(numbers(&[first, first]), [(1, 2)]);
        assert_eq!(
            numbers(&[first, ("西", "2018-03-05", "2", "山火"), ("东", "2018-03-05", "2", "")]),
            [(1, 3)]
        );
        for other in [
            ("东", "2018-03-06", "2", "山火"),
            ("东", "2018-03-05", "3", "山火"),
            ("东", "2018-03-05", "2", "水灾"),
        ] {
            assert_eq!(numbers(&[first, other]), [], "{other:?}");
        }
    }

    /// What the samples have is not called the same again and again.
    #[test]
    fn registers_of_the_samples_are_left_in_peace() {
        for template in TEMPLATES {
            let path = format!("{}/src/templates/{}/sample.json", env!("CARGO_MANIFEST_DIR"), template.id);
            let session = Session::open(read_book(&std::fs::read_to_string(path).unwrap()).unwrap());
            for table in 0..session.plan().tables.len() {
                let of = &session.plan().tables[table];
                let count = session.book().registers.get(&of.id).map_or(0, Vec::len);
                let found = twins(&session, table).len();
                assert!(found * 20 <= count, "{} {}: {found} of {count}", template.id, of.name);
            }
        }
    }
}
