//! A snapshot: a book as it was after a command, packed into a text that tells whether it is still whole.
//!
//! `baton-snapshot 1 <length> <checksum> <base64>`; in the base64, of which length and checksum are told, one line of
//! JSON that says what it is, then, packed by gzip, a line each: the book as it is exported, its log, what can be undone
//! and redone. `boot.js` reads it too: the rescue screen must do without this program.

use std::io::{Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use baton_core::edit::{Command, Log, Session};
use baton_core::model::{read_book, write_book};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use super::checksum;

/// How every snapshot begins: with its version.
const BEGIN: &str = "baton-snapshot 1 ";
/// More than this is not unpacked: a damaged length must not fill the memory.
const LARGEST: u64 = 256 << 20;
/// Most changes of cells that can still be undone after a reload, beside those that the journal holds.
const UNDONE: usize = 2000;

/// What a snapshot is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The book's id in the list.
    pub book: String,
    /// The number of the last command in it.
    pub number: u64,
    /// When it was made, by the browser's clock.
    pub at: String,
    /// The book's name then.
    pub name: String,
    /// How many bytes book and log have as JSON.
    pub length: u64,
}

/// Why a snapshot cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It is none, or of a newer version.
    Foreign,
    /// It is not as it was written.
    Damaged,
    /// It is as it was written, but the book in it is none that this program opens.
    Unreadable,
}

/// A snapshot that is still to be packed: the book, its log and what can be undone, as they were at one moment.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it is of.
    pub label: Label,
    json: Vec<u8>,
}

impl Draft {
    /// Writes down a book with its log and what can be undone; the label gets its length.
    #[must_use]
    pub fn new(session: &Session, label: Label) -> Self {
        let (undo, redo) = session.past();
        let mut json = write_book(session.book()).into_bytes();
        // Writing into memory cannot fail.
        json.push(b'\n');
        let _ = serde_json::to_writer(&mut json, session.log());
        json.push(b'\n');
        let _ = serde_json::to_writer(&mut json, &(recent(undo), recent(redo)));
        Self { label: Label { length: json.len() as u64, ..label }, json }
    }

    /// What is to be packed by gzip.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.json
    }

    /// The snapshot, packed here and now.
    #[must_use]
    pub fn pack(&self) -> String {
        let mut packing = GzEncoder::new(Vec::new(), Compression::new(4));
        // Writing into memory cannot fail.
        let _ = packing.write_all(self.as_bytes());
        self.seal(&packing.finish().unwrap_or_default())
    }

    /// The snapshot, of what gzip has made of the bytes.
    #[must_use]
    pub fn seal(&self, packed: &[u8]) -> String {
        let mut bytes = serde_json::to_vec(&self.label).unwrap_or_default();
        bytes.push(b'\n');
        bytes.extend_from_slice(packed);
        format!("{BEGIN}{} {:08x} {}", bytes.len(), checksum(&bytes), BASE64.encode(&bytes))
    }
}

/// The last commands that are kept for undoing: not so many that they would outgrow the book, and none that holds a
/// whole scheme or book.
fn recent(commands: &[Command]) -> &[Command] {
    let mut left = UNDONE;
    let fits = |command: &&Command| {
        let size = if command.is_whole() { None } else { left.checked_sub(command.changes()) };
        left = size.unwrap_or(0);
        size.is_some()
    };
    let many = commands.iter().rev().take_while(fits).count();
    commands.get(commands.len() - many..).unwrap_or_default()
}

/// What a snapshot is of, and the JSON of its book and its log.
///
/// # Errors
/// What is wrong with it.
pub fn unpack(text: &str) -> Result<(Label, String), Broken> {
    let (label, packed) = open(text)?;
    let mut json = String::new();
    let mut unpacking = GzDecoder::new(packed.as_slice()).take(LARGEST);
    unpacking.read_to_string(&mut json).map_err(|_| Broken::Damaged)?;
    if json.len() as u64 == label.length { Ok((label, json)) } else { Err(Broken::Damaged) }
}

/// What a snapshot is of, and its book, opened, with its log.
///
/// # Errors
/// What is wrong with it.
pub fn read(text: &str) -> Result<(Label, Session), Broken> {
    let (label, json) = unpack(text)?;
    let mut lines = json.splitn(3, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let mut session = Session::open(read_book(line()).map_err(|_| Broken::Unreadable)?);
    // A log that another version wrote is no reason to do without the book.
    session.set_log(serde_json::from_str::<Log>(line()).unwrap_or_default());
    let (undo, redo) = serde_json::from_str(line()).unwrap_or_default();
    session.set_past(undo, redo);
    Ok((label, session))
}

/// What a snapshot is of, without unpacking it.
///
/// # Errors
/// What is wrong with it.
pub fn label(text: &str) -> Result<Label, Broken> {
    open(text).map(|(label, _)| label)
}

fn open(text: &str) -> Result<(Label, Vec<u8>), Broken> {
    let rest = text.strip_prefix(BEGIN).ok_or(Broken::Foreign)?;
    let mut parts = rest.splitn(3, ' ');
    let mut part = || parts.next().ok_or(Broken::Damaged);
    let length: usize = part()?.parse().map_err(|_| Broken::Damaged)?;
    let sum = u32::from_str_radix(part()?, 16).map_err(|_| Broken::Damaged)?;
    let mut bytes = BASE64.decode(part()?).map_err(|_| Broken::Damaged)?;
    if bytes.len() != length || checksum(&bytes) != sum {
        return Err(Broken::Damaged);
    }
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or(Broken::Damaged)?;
    let packed = bytes.split_off(end);
    let label = serde_json::from_slice(&bytes).map_err(|_| Broken::Damaged)?;
    Ok((label, packed.get(1..).unwrap_or_default().to_vec()))
}

#[cfg(test)]
mod tests {
    use baton_core::edit::Command;
    use baton_core::model::Book;
    use proptest::prelude::*;

    use super::*;
    use crate::templates::Template;

    fn sample() -> Session {
        let mut session = Session::open(Book::new("县", Template::of("ningming").unwrap().scheme().unwrap()));
        session.set_time("2026-03-01 08:00:00");
        session.apply(&Command::RenameBook { name: "宁明县考评".into() }).unwrap();
        session
    }

    fn label_of(number: u64) -> Label {
        Label { book: "k1".into(), number, at: "2026-03-01 08:05:09".into(), ..Label::default() }
    }

    #[test]
    fn a_book_comes_back_with_its_log_and_is_a_fraction_of_its_size() {
        let session = sample();
        let draft = Draft::new(&session, label_of(7));
        let text = draft.pack();
        let (label, back) = read(&text).unwrap();
        assert_eq!((label.number, label.book.as_str()), (7, "k1"));
        assert_eq!((back.book(), back.log()), (session.book(), session.log()));
        assert_eq!((back.log().len(), back.past()), (1, session.past()));
        assert_eq!(label, draft.label);
        assert!((text.len() as u64) < label.length / 2, "{} of {}", text.len(), label.length);
        assert_eq!(super::label(&text).unwrap(), label);
        assert_eq!(read("{}").err(), Some(Broken::Foreign));
    }

    #[test]
    fn what_can_be_undone_is_kept_up_to_whole_books_and_not_without_end() {
        let name = |number: usize| Command::RenameBook { name: number.to_string() };
        let mut commands: Vec<Command> = (0..UNDONE + 5).map(name).collect();
        assert_eq!(recent(&commands), &commands[5..]);
        let book = Box::new(Book::new("县", Template::of("ningming").unwrap().scheme().unwrap()));
        commands[UNDONE] = Command::Many { commands: vec![Command::ReplaceBook { book }] };
        assert_eq!(recent(&commands).len(), 4);
        commands[UNDONE + 2] = Command::Many { commands: (0..=UNDONE).map(name).collect() };
        assert_eq!(recent(&commands).len(), 2);
        assert_eq!(recent(&[]), &[]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Whatever becomes of its bytes, it either says that it is damaged or is the same book still.
        #[test]
        fn damage_is_never_taken_for_a_book(
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..128), 1..6),
            cut in prop::option::weighted(0.3, any::<prop::sample::Index>()),
        ) {
            thread_local! {
                static WHOLE: (String, String) = {
                    let text = Draft::new(&sample(), label_of(7)).pack();
                    (unpack(&text).unwrap().1, text)
                };
            }
            let (json, whole) = WHOLE.with(Clone::clone);
            let mut bytes = whole.into_bytes();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            let text = String::from_utf8(bytes).unwrap();
            if let Ok((label, back)) = unpack(&text) {
                prop_assert_eq!(label.number, 7);
                prop_assert_eq!(back, json);
            }
        }
    }
}
