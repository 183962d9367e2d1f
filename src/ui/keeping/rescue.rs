//! The file that the rescue screen hands out: all that is stored of a book, read back into the book.

use std::collections::BTreeMap;

use baton_core::edit::Session;
use baton_core::model::{Book, read_book};
use serde::Deserialize;

use super::replay::{Kept, replay};
use super::{key, snapshot};

#[derive(Deserialize)]
struct File {
    format: String,
    /// The book of the newest snapshot, for whoever has only that.
    #[serde(default)]
    book: Option<serde_json::Value>,
    texts: BTreeMap<String, String>,
}

/// The book in a file of the rescue screen, with everything that can still be done again; `None` where it is no such
/// file, or no book in it can be read.
#[must_use]
pub fn read(text: &str) -> Option<Book> {
    let file: File = serde_json::from_str(text).ok().filter(|file: &File| file.format == "baton-rescue")?;
    let id = file.texts.get(key::OPEN).cloned().unwrap_or_default();
    let begin = |begin: String| -> Vec<Kept> {
        let own = file.texts.iter().filter(|(key, _)| key.starts_with(&begin));
        own.map(|(key, text)| (key.clone(), text.clone())).collect()
    };
    let mut snapshots = begin(key::snapshots(&id));
    snapshots.sort_by_key(|(name, _)| key::number(name));
    let whole = snapshots.iter().rev().find_map(|(_, text)| snapshot::read(text).ok());
    match whole {
        Some((label, mut session)) => {
            replay(&mut session, label.number, &begin(key::journal(&id)));
            Some(session.book().clone())
        }
        None => read_book(&file.book?.to_string()).ok().map(|book| Session::open(book).book().clone()),
    }
}

#[cfg(test)]
mod tests {
    use baton_core::edit::Command;
    use baton_core::edit::log::Act;

    use super::super::record::Record;
    use super::super::snapshot::{Draft, Label};
    use super::*;
    use crate::templates::Template;

    #[test]
    fn snapshot_and_journal_become_the_book_again() {
        let session = Session::open(Book::new("一", Template::of("ningming").unwrap().scheme().unwrap()));
        let packed = Draft::new(&session, Label { book: "k".into(), number: 4, ..Label::default() }).pack();
        let command = Command::RenameBook { name: "二".into() };
        let record = Record { number: 5, at: String::new(), act: Act::Apply, command };
        let texts = serde_json::json!({
            "open": "k",
            key::snapshot("k", 4, "2026-03-01"): packed,
            key::snapshot("k", 5, "2026-03-01"): "baton-snapshot 1 cut off",
            key::record("k", 5): record.write(),
        });
        let file =
            serde_json::json!({ "format": "baton-rescue", "version": 1, "book": null, "texts": texts });
        assert_eq!(read(&file.to_string()).unwrap().name, "二");
        assert!(read("{}").is_none() && read(&file.to_string().replace("rescue", "book")).is_none());
    }
}
