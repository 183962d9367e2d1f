//! A snapshot: a book as it was after a command, packed into a text that tells whether it is still whole.
//!
//! `baton-snapshot 1 <length> <checksum> <base64>`; in the base64, of which length and checksum are told, one line of
//! JSON that says what it is, then, packed by gzip, the book as it is exported and in the next line its log. `boot.js`
//! reads it too: the rescue screen must do without this program.

use std::io::{Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use baton_core::edit::{Log, Session};
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

/// Packs a book with its log; the label comes back with its length.
#[must_use]
pub fn pack(session: &Session, label: Label) -> (Label, String) {
    let log = serde_json::to_string(session.log()).unwrap_or_default();
    let json = format!("{}\n{log}", write_book(session.book()));
    let label = Label { length: json.len() as u64, ..label };
    let mut bytes = serde_json::to_vec(&label).unwrap_or_default();
    bytes.push(b'\n');
    let mut packing = GzEncoder::new(bytes, Compression::new(4));
    // Writing into memory cannot fail.
    let _ = packing.write_all(json.as_bytes());
    let bytes = packing.finish().unwrap_or_default();
    let text = format!("{BEGIN}{} {:08x} {}", bytes.len(), checksum(&bytes), BASE64.encode(&bytes));
    (label, text)
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
    let (book, log) = json.split_once('\n').unwrap_or((&json, ""));
    let mut session = Session::open(read_book(book).map_err(|_| Broken::Unreadable)?);
    // A log that another version wrote is no reason to do without the book.
    session.set_log(serde_json::from_str::<Log>(log).unwrap_or_default());
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
        let text = pack(&session, label_of(7)).1;
        let (label, back) = read(&text).unwrap();
        assert_eq!((label.number, label.book.as_str()), (7, "k1"));
        assert_eq!((back.book(), back.log()), (session.book(), session.log()));
        assert_eq!(back.log().len(), 1);
        assert!((text.len() as u64) < label.length / 2, "{} of {}", text.len(), label.length);
        assert_eq!(super::label(&text).unwrap(), label);
        assert_eq!(read("{}").err(), Some(Broken::Foreign));
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
                    let text = pack(&sample(), label_of(7)).1;
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
