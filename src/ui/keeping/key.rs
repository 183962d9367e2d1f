//! Under which keys a book is kept, in the browser's database and in localStorage alike (there behind `baton.`).
//!
//! | key | what |
//! |---|---|
//! | `open` | the id of the book that was open last |
//! | `book/<id>` | its line in the list of books |
//! | `journal/<id>/<number>` | a command that was carried out, undone or redone |
//! | `snapshot/<id>/<number>/<time>` | the book after that command |
//! | `last/<id>` | in localStorage, the number of the last command that is kept: tells when some are missing |
//! | `aside/<id>/<number>` | what could not be read: never thrown away |
//! | `view/<id>` | the tab and the periods shown |
//! | `arrangement/<id>` | how its tables are arranged on the screen |
//! | `drafts/<id>` | what was typed into cells of its scheme and does not stand |
//! | `language` | the language chosen |
//! | `book`, `unread` | a book of the first release, and one of those that could not be read |

/// The book that was open last.
pub const OPEN: &str = "open";
/// How the lines of the list of books begin.
pub const BOOKS: &str = "book/";
/// How all records begin.
pub const JOURNALS: &str = "journal/";
/// How all snapshots begin.
pub const SNAPSHOTS: &str = "snapshot/";

/// A book's line in the list.
#[must_use]
pub fn book(id: &str) -> String {
    format!("{BOOKS}{id}")
}

/// How the records of a book begin.
#[must_use]
pub fn journal(id: &str) -> String {
    format!("{JOURNALS}{id}/")
}

/// A record.
#[must_use]
pub fn record(id: &str, number: u64) -> String {
    format!("{JOURNALS}{id}/{number:012}")
}

/// How the snapshots of a book begin.
#[must_use]
pub fn snapshots(id: &str) -> String {
    format!("{SNAPSHOTS}{id}/")
}

/// A snapshot.
#[must_use]
pub fn snapshot(id: &str, number: u64, at: &str) -> String {
    format!("{SNAPSHOTS}{id}/{number:012}/{at}")
}

/// How what was put aside of a book begins.
#[must_use]
pub fn asides(id: &str) -> String {
    format!("aside/{id}/")
}

/// What was put aside when a book was opened.
#[must_use]
pub fn aside(id: &str, number: u64) -> String {
    format!("aside/{id}/{number:012}")
}

/// The number of the last command that is kept.
#[must_use]
pub fn last(id: &str) -> String {
    format!("last/{id}")
}

/// What of a book is shown.
#[must_use]
pub fn view(id: &str) -> String {
    format!("view/{id}")
}

/// How the tables of a book are arranged.
#[must_use]
pub fn arrangements(id: &str) -> String {
    format!("arrangement/{id}")
}

/// What was typed into cells of a book's scheme and does not stand.
#[must_use]
pub fn drafts(id: &str) -> String {
    format!("drafts/{id}")
}

/// The id of the book in the key of a record or a snapshot.
#[must_use]
pub fn id(key: &str) -> &str {
    key.split('/').nth(1).unwrap_or_default()
}

/// The number in the key of a record or a snapshot.
#[must_use]
pub fn number(key: &str) -> Option<u64> {
    key.split('/').nth(2)?.parse().ok()
}

/// The time in the key of a snapshot.
#[must_use]
pub fn time(key: &str) -> &str {
    key.splitn(4, '/').nth(3).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written_and_sort_by_number() {
        let key = snapshot("k1", 7, "2026-03-01 08:05:09");
        assert_eq!((number(&key), time(&key)), (Some(7), "2026-03-01 08:05:09"));
        assert_eq!(number(&record("k1", 120)), Some(120));
        assert!(record("k1", 9) < record("k1", 10) && record("k1", 10).starts_with(&journal("k1")));
        assert_eq!((number("snapshot/k1"), id("snapshot/k1")), (None, "k1"));
    }
}
