//! Any text: read as a book, opened, edited and undone; what was read is written and reads equal.

#![no_main]

use baton_core::edit::{Command, Session};
use baton_core::model::{Id, Subject, read_book, write_book};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(book) = read_book(text) else { return };
    assert_eq!(read_book(&write_book(&book)).as_ref(), Ok(&book));
    let mut session = Session::open(book);
    let before = session.book().clone();
    let class = session.book().roster.keys().next().cloned().unwrap_or_else(|| Id::new("村"));
    let mark =
        session.book().marks.iter().next().map(|(sheet, period, subject, column, _)| Command::SetMark {
            sheet: sheet.clone(),
            period,
            subject: subject.clone(),
            column: column.clone(),
            typed: "7".to_owned(),
        });
    let commands = [
        mark,
        Some(Command::AddSubject { class, at: Some(0), subject: Subject::new("新") }),
        Some(Command::OpenPeriods { cycle: baton_core::calendar::Cycle::Week, span: None }),
    ];
    let done = commands.iter().flatten().filter(|command| session.apply(command).is_ok()).count();
    for _ in 0..done {
        session.undo().expect("it was done");
    }
    assert_eq!(session.book(), &before);
});
