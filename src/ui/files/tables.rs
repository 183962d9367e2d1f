//! Several CSV tables as one change: what fits of each, what does not, and the one command for all.

use baton_core::diag::{Diagnostic, Place};
use baton_core::edit::{Command, Session};
use baton_core::exchange::import;

/// A file as it was read, before it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What importing one file would do.
#[derive(Clone, Debug, PartialEq)]
pub struct TableFile {
    /// The file's name.
    pub file: String,
    /// The table it goes into; empty where there is none for it.
    pub table: String,
    /// How many rows fit.
    pub rows: usize,
    /// How many of them stand there already.
    pub known: usize,
    /// What does not fit.
    pub problems: Vec<Diagnostic>,
}

/// What importing several files would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Tables {
    /// File by file, in the order in which they are taken in.
    pub files: Vec<TableFile>,
    /// The one command that takes in what fits.
    pub command: Command,
}

impl Tables {
    /// How many rows fit, over all files.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.files.iter().map(|file| file.rows).sum()
    }
}

/// Reads tables for a book, rosters first because marks and entries name subjects; nothing is changed.
#[must_use]
pub fn read(session: &Session, mut files: Vec<TextFile>) -> Tables {
    files.sort_by_key(|file| (order(&file.name), file.name.clone()));
    // Each file is read against the book as the ones before it leave it.
    let mut ahead = session.clone();
    let mut commands = Vec::new();
    let mut read = Vec::new();
    for file in files {
        match import(&ahead, &file.name, &file.text) {
            Ok(found) => {
                let mut problems = found.problems;
                match ahead.apply(&found.command) {
                    Ok(_) => commands.push(found.command),
                    Err(message) => problems.push(Diagnostic::error(Place::Document, message)),
                }
                let (table, rows, known) = (found.table, found.rows, found.known);
                read.push(TableFile { file: file.name, table, rows, known, problems });
            }
            Err(problems) => {
                read.push(TableFile { file: file.name, table: String::new(), rows: 0, known: 0, problems });
            }
        }
    }
    Tables { files: read, command: Command::Many { commands } }
}

fn order(name: &str) -> usize {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    ["roster-", "marks-", "register-", "ballots-"].iter().position(|kind| stem.starts_with(kind)).unwrap_or(4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::Template;
    use baton_core::model::Book;

    #[test]
    fn rosters_come_first_and_all_is_one_undo() {
        let empty = Book::new("x", Template::of("ningming").unwrap().scheme().unwrap());
        let mut session = Session::open(empty.clone());
        let file = |name: &str, text: &str| TextFile { name: name.into(), text: text.into() };
        let marks = file("marks-村月考评.csv", "月,村,村指标1,别的\n2018-01,甲村,12,1\n2018-01,丙村,1,1\n");
        let rosters = file("roster-村.csv", "村\n甲村\n乙村\n");
        let tables = read(&session, vec![marks, rosters, file("x.csv", "a\n1\n")]);
        assert_eq!(tables.rows(), 3);
        let problems: Vec<usize> = tables.files.iter().map(|file| file.problems.len()).collect();
        // A column and a subject that are not there; a file without a table.
        assert_eq!(problems, [0, 2, 1]);
        session.apply(&tables.command).unwrap();
        assert_eq!((session.book().subjects("村").len(), session.book().marks.len()), (2, 1));
        session.undo().unwrap();
        assert_eq!(session.book(), &empty);
    }
}
