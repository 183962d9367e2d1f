//! Rule books made of mechanisms that none of the six sources uses (`design.md` §4): a scheme each, a small book, and
//! results worked out by hand in the comments.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    dead_code,
    unreachable_pub,
    reason = "a test may stop at once, and not every test needs all of this"
)]

mod ledger;
mod rounds;
mod shares;
mod standards;

use baton_core::edit::Session;
use baton_core::exchange::import;
use baton_core::model::{Book, read_scheme};

/// A rule book with what is typed into it and what must come out.
pub(crate) struct RuleBook {
    /// Its name.
    pub(crate) name: &'static str,
    /// The scheme as JSON.
    pub(crate) scheme: &'static str,
    /// The tables to import, in order: file name and lines; cells are parted by spaces, `_` is an empty one.
    pub(crate) typed: Vec<(&'static str, String)>,
    /// The tables expected: sheet, period, lines with the subject first.
    pub(crate) expected: Vec<(&'static str, &'static str, &'static str)>,
}

/// All of them.
pub(crate) fn all() -> Vec<RuleBook> {
    vec![shares::book(), ledger::book(), rounds::book(), standards::book()]
}

impl RuleBook {
    /// The book with everything typed; nothing may be wrong with it.
    pub(crate) fn session(&self) -> Session {
        let scheme = read_scheme(self.scheme).unwrap_or_else(|found| panic!("{}: {found:?}", self.name));
        let mut session = Session::open(Book::new(self.name, scheme));
        for (file, text) in &self.typed {
            let csv: Vec<String> = lines(text).map(|line| line.join(",")).collect();
            let found = import(&session, file, &csv.join("\n"))
                .unwrap_or_else(|found| panic!("{}, {file}: {found:?}", self.name));
            assert!(found.problems.is_empty(), "{}, {file}: {:?}", self.name, found.problems);
            session.apply(&found.command).expect("what was read fits");
        }
        assert!(session.diagnostics().is_empty(), "{}: {:?}", self.name, session.diagnostics());
        session
    }
}

/// The cells of a table written with spaces between them.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Vec<String>> {
    let cell = |cell: &str| if cell == "_" { String::new() } else { cell.to_owned() };
    let written = text.lines().map(str::trim).filter(|line| !line.is_empty());
    written.map(move |line| line.split_whitespace().map(cell).collect())
}

/// Entries from a table with a row a voter and a column a subject: `head` are the headers of the voter and the mark.
fn votes(head: (&str, &str), subject: &str, year: &str, matrix: &str) -> String {
    let mut rows = matrix.lines().map(str::trim).filter(|line| !line.is_empty());
    let subjects: Vec<&str> = rows.next().unwrap().split_whitespace().skip(1).collect();
    let mut entries = format!("年 {subject} {} {}\n", head.0, head.1);
    for row in rows {
        let cells: Vec<&str> = row.split_whitespace().collect();
        for (whom, mark) in subjects.iter().zip(&cells[1..]) {
            entries.push_str(&format!("{year} {whom} {} {mark}\n", cells[0]));
        }
    }
    entries
}
