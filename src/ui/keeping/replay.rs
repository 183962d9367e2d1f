//! Opening what was kept: the newest snapshot that is whole, then the records after it, one by one.

use baton_core::edit::Session;
use baton_core::edit::log::Act;

use super::key;
use super::record::Record;

/// A kept text with its key.
pub type Kept = (String, String);

/// What came of the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// The number of the last record that is in the book.
    pub number: u64,
    /// When that was done; empty where there was none.
    pub at: String,
    /// The records that could not be used, the first bad one and all after it.
    pub unused: Vec<Kept>,
}

/// Does again what the records say, in order, from the one after a snapshot's number. The first that is missing,
/// damaged or cannot be carried out ends it: those after it were made on a book that is no longer there.
pub fn replay(session: &mut Session, from: u64, records: &[Kept]) -> Replayed {
    let mut replayed = Replayed { number: from, ..Replayed::default() };
    let mut later = records.iter().filter(|(name, _)| key::number(name).is_none_or(|number| number > from));
    for (name, text) in later.by_ref() {
        let next = replayed.number.saturating_add(1);
        let record = Record::read(text).filter(|record| {
            record.number == next && key::number(name) == Some(next) && again(session, record)
        });
        match record {
            Some(record) => (replayed.number, replayed.at) = (next, record.at),
            None => {
                replayed.unused.push((name.clone(), text.clone()));
                break;
            }
        }
    }
    replayed.unused.extend(later.cloned());
    replayed
}

/// Does one thing again; `false` where it cannot be done.
fn again(session: &mut Session, record: &Record) -> bool {
    session.set_time(&record.at);
    let command = &record.command;
    let outcome = match record.act {
        Act::Apply => session.apply(command),
        Act::Undo if session.next_undo() == Some(command) => session.undo(),
        Act::Redo if session.next_redo() == Some(command) => session.redo(),
        // What it takes back lies before all that the snapshot remembers.
        Act::Undo | Act::Redo => {
            let outcome = session.repeat(command);
            session.set_past(Vec::new(), Vec::new());
            outcome
        }
    };
    outcome.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::calendar::Cycle;
    use baton_core::edit::Command;
    use baton_core::model::{Book, PeriodSpan, SheetPeriod, StepTaken, Subject};

    use crate::templates::Template;

    /// Renames, undoes and redoes; gives the records and the name after each.
    fn journal(session: &mut Session) -> (Vec<Kept>, Vec<String>) {
        let (mut records, mut names) = (Vec::new(), vec![session.book().name.clone()]);
        let acts = [1, 1, 0, 0, 2, 1, 0, 0, 2, 2, 1, 1];
        for (number, act) in (1..).zip(acts) {
            let (act, command) = match act {
                0 => (Act::Undo, session.next_undo().cloned().unwrap()),
                2 => (Act::Redo, session.next_redo().cloned().unwrap()),
                _ => (Act::Apply, Command::RenameBook { name: format!("第{number}") }),
            };
            match act {
                Act::Apply => session.apply(&command).unwrap(),
                Act::Undo => session.undo().unwrap(),
                Act::Redo => session.redo().unwrap(),
            };
            let record = Record { number, at: format!("t{number}"), act, command };
            records.push((key::record("k", number), record.write()));
            names.push(session.book().name.clone());
        }
        (records, names)
    }

    fn book() -> Book {
        Book::new("零", Template::of("ningming").unwrap().scheme().unwrap())
    }

    #[test]
    fn the_book_is_as_it_was_from_whichever_snapshot() {
        let mut live = Session::open(book());
        let (records, names) = journal(&mut live);
        for (from, name) in (0..).zip(&names) {
            for to in from..names.len() {
                let mut session = Session::open(Book { name: name.clone(), ..book() });
                let replayed = replay(&mut session, from as u64, &records[..to]);
                assert_eq!((replayed.number, replayed.unused.len()), (to as u64, 0), "{from} to {to}");
                assert_eq!(session.book().name, names[to], "{from} to {to}");
            }
        }
        let mut session = Session::open(book());
        replay(&mut session, 0, &records);
        assert_eq!(session.depth(), live.depth());
    }

    /// What was undone after a snapshot that does not remember it: a lock, and what was typed before it.
    #[test]
    fn a_lock_is_taken_back_where_the_snapshot_does_not_remember_it() {
        let mut live = Session::open(book());
        let week = "2018-W01".parse().unwrap();
        let span = Some(PeriodSpan { first: week, last: week });
        live.apply(&Command::OpenPeriods { cycle: Cycle::Week, span }).unwrap();
        let subject = Subject::new("乡镇01");
        live.apply(&Command::AddSubject { class: "乡镇".into(), at: None, subject }).unwrap();
        let of = SheetPeriod { sheet: "乡镇周考评".into(), period: week };
        let first = live.book().clone();
        let typed = Command::SetMark {
            sheet: of.sheet.clone(),
            period: of.period,
            subject: "乡镇01".into(),
            column: "指标06".into(),
            typed: "1".to_owned(),
        };
        live.apply(&typed).unwrap();
        let lock = live.lock(&of, StepTaken::default()).unwrap();
        live.apply(&lock).unwrap();
        let locked = live.book().clone();
        let mut records = Vec::new();
        for number in 1..=4 {
            let (act, command) = match number {
                1 | 2 => (Act::Undo, live.next_undo().cloned().unwrap()),
                _ => (Act::Redo, live.next_redo().cloned().unwrap()),
            };
            if act == Act::Undo {
                live.undo().unwrap()
            } else {
                live.redo().unwrap()
            };
            records
                .push((key::record("k", number), Record { number, at: String::new(), act, command }.write()));
        }
        for (to, book) in [(2, &first), (4, &locked)] {
            let mut session = Session::open(locked.clone());
            assert_eq!(replay(&mut session, 0, &records[..to]).unused, []);
            assert!(session.book() == book);
        }
    }

    #[test]
    fn a_bad_record_ends_it_and_nothing_of_the_rest_is_thrown_away() {
        let (records, names) = journal(&mut Session::open(book()));
        for bad in 0..records.len() {
            let mut damaged = records.clone();
            damaged[bad].1 = damaged[bad].1.replacen('"', "'", 3);
            let mut missing = records.clone();
            missing.remove(bad);
            for (list, unused) in [(damaged, records.len() - bad), (missing, records.len() - bad - 1)] {
                let mut session = Session::open(book());
                let replayed = replay(&mut session, 0, &list);
                assert_eq!((replayed.number, replayed.unused.len()), (bad as u64, unused));
                assert_eq!(session.book().name, names[bad]);
                assert_eq!(replayed.unused, list[list.len() - unused..]);
            }
        }
    }
}
