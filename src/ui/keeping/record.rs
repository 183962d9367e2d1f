//! A record of the journal: one command, as it was carried out, undone or redone, in one line of text that tells
//! whether it is still whole.

use baton_core::edit::Command;
use baton_core::edit::log::Act;
use serde::{Deserialize, Serialize};

use super::{sealed, unsealed};

/// A record of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its number: one more than that of the record before it.
    pub number: u64,
    /// When, by the browser's clock.
    pub at: String,
    /// What was done.
    pub act: Act,
    /// With which command: for undo and redo the one that took the last one back or did it again, so that it can be
    /// repeated on a book that has forgotten its past.
    pub command: Command,
}

impl Record {
    /// It as text.
    #[must_use]
    pub fn write(&self) -> String {
        sealed(self)
    }

    /// The record in a text; `None` where the text is not whole.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        unsealed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::model::{Book, read_book};

    use crate::templates::Template;

    #[test]
    fn every_kind_of_command_comes_back_and_a_changed_letter_is_noticed() {
        let book = Book::new("县", Template::of("ningming").unwrap().scheme().unwrap());
        let rename = Command::RenameBook { name: "一".into() };
        let scheme = Command::SetScheme { scheme: Box::new(book.scheme().unwrap().clone()) };
        let replace = Command::ReplaceBook { book: Box::new(book) };
        let sample = include_str!("../../templates/ningming/sample.json");
        let whole = Command::ReplaceBook { book: Box::new(read_book(sample).unwrap()) };
        let many = Command::Many { commands: vec![rename.clone(), scheme, replace, whole] };
        for command in [rename, many] {
            let record = Record { number: 3, at: "2026-03-01 08:05:09".into(), act: Act::Undo, command };
            let text = record.write();
            // Compared without printing: a book fills a thousand screens.
            assert!(Record::read(&text).as_ref() == Some(&record));
            assert!(Record::read(&text.replacen("undo", "redo", 1)).is_none());
            assert!(Record::read(&text[..text.len() - 1]).is_none());
        }
    }
}
