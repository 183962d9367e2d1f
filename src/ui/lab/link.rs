//! A patch as a link: in the address behind `#`, which no browser sends to a server.
//!
//! `#variant=1.<base64url>`: the version of the link, then, packed by gzip, the same JSON as the file has. The checksum of
//! gzip tells a link that was cut or changed on its way.

use std::io::{Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use baton_core::diag::{Diagnostic, Message, Place};
use baton_core::model::{Patch, read_patch, write_patch};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

/// How the part of the address behind `#` begins.
pub const BEGIN: &str = "variant=";
/// The version of the link that this program writes and reads; the version of what it holds is told in there.
const VERSION: u32 = 1;
/// More than this is not unpacked: a link made in bad faith must not fill the memory.
const LARGEST: u64 = 8 << 20;

/// Why a link cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub enum Unread {
    /// It is not as it was written: cut, or changed on its way.
    Damaged,
    /// It is as it was written, but holds no patch that this program reads.
    Wrong(Vec<Diagnostic>),
}

/// The part of the address behind `#`.
#[must_use]
pub fn write(patch: &Patch) -> String {
    let mut packing = GzEncoder::new(Vec::new(), Compression::best());
    // Writing into memory cannot fail.
    let _ = packing.write_all(write_patch(patch).as_bytes());
    format!("{BEGIN}{VERSION}.{}", BASE64.encode(packing.finish().unwrap_or_default()))
}

/// The patch in the part of an address behind `#`; `None` where that is about something else.
///
/// # Errors
/// Why it cannot be used.
pub fn read(fragment: &str) -> Option<Result<Patch, Unread>> {
    let rest = fragment.trim_start_matches('#').strip_prefix(BEGIN)?;
    Some(unpack(rest))
}

fn unpack(rest: &str) -> Result<Patch, Unread> {
    let (version, packed) = rest.split_once('.').ok_or(Unread::Damaged)?;
    let found: u32 = version.parse().map_err(|_| Unread::Damaged)?;
    if found != VERSION {
        let message = Message::NewerVersion { supported: VERSION, found };
        return Err(Unread::Wrong(vec![Diagnostic::error(Place::Document, message)]));
    }
    // Some programs that pass texts on break long lines.
    let packed: String = packed.chars().filter(|letter| !letter.is_whitespace()).collect();
    let packed = BASE64.decode(packed).map_err(|_| Unread::Damaged)?;
    let mut text = String::new();
    let mut unpacking = GzDecoder::new(packed.as_slice()).take(LARGEST);
    unpacking.read_to_string(&mut text).map_err(|_| Unread::Damaged)?;
    read_patch(&text).map_err(Unread::Wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::model::{Card, Change, SchemeChange, Variant};
    use proptest::prelude::*;

    fn patch() -> Patch {
        let at = ["sheets", "乡镇周考评", "indicators", "农业", "full"].map(str::to_owned).to_vec();
        let change = SchemeChange { at, before: Some(8.into()), after: Some(16.into()), behind: None };
        let variant = Variant {
            id: "1".into(),
            title: "农业加倍".to_owned(),
            cards: vec![Card::new(Change::Set(change))],
            ..Variant::default()
        };
        Patch { scheme: "宁明县考评办法".to_owned(), variant }
    }

    #[test]
    fn a_link_holds_the_patch_in_letters_that_every_address_may_have() {
        let link = write(&patch());
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.=".contains(letter);
        assert!(link.starts_with("variant=1.") && link.chars().all(is_plain), "{link}");
        assert_eq!(read(&link), Some(Ok(patch())));
        assert_eq!(read(&format!("#{link}")), Some(Ok(patch())));
        // Broken into lines by a mail program.
        let (front, back) = link.split_at(40);
        assert_eq!(read(&format!("{front}\r\n {back}")), Some(Ok(patch())));
    }

    #[test]
    fn what_is_no_link_of_ours_is_left_alone_and_what_is_damaged_says_so() {
        let link = write(&patch());
        for other in ["", "#", "#top", "#variants=1", "?variant=1"] {
            assert_eq!(read(other), None, "{other}");
        }
        for damaged in
            ["variant=", "variant=1", "variant=x.y", "variant=1.", "variant=1.%20", "variant=1.AAAA"]
        {
            assert_eq!(read(damaged), Some(Err(Unread::Damaged)), "{damaged}");
        }
        assert_eq!(read(&link[..link.len() - 4]), Some(Err(Unread::Damaged)));
        assert!(matches!(read(&link.replace("=1.", "=2.")), Some(Err(Unread::Wrong(_)))));
        // Packed well, but a whole book or another version.
        let packed = |text: &str| {
            let mut packing = GzEncoder::new(Vec::new(), Compression::best());
            packing.write_all(text.as_bytes()).unwrap();
            format!("variant=1.{}", BASE64.encode(packing.finish().unwrap()))
        };
        let json = write_patch(&patch());
        assert_eq!(read(&packed(&json)), Some(Ok(patch())));
        for wrong in
            [json.replace("\"version\":1", "\"version\":9"), json.replace("variant", "book"), "7".into()]
        {
            assert!(matches!(read(&packed(&wrong)), Some(Err(Unread::Wrong(_)))), "{wrong}");
        }
    }

    #[test]
    fn what_would_fill_the_memory_is_not_unpacked() {
        let mut packing = GzEncoder::new(Vec::new(), Compression::best());
        for _ in 0..64 {
            packing.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        let link = format!("variant=1.{}", BASE64.encode(packing.finish().unwrap()));
        assert!(matches!(read(&link), Some(Err(_))), "{}", link.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Whatever becomes of its letters, a link is refused or holds the same patch still.
        #[test]
        fn damage_is_never_taken_for_a_patch(
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..128), 1..4),
        ) {
            let mut link = write(&patch()).into_bytes();
            let begin = "variant=1.".len();
            for (at, byte) in changes {
                let at = begin + at.index(link.len() - begin);
                link[at] = byte;
            }
            let link = String::from_utf8(link).unwrap();
            if let Some(Ok(read)) = read(&link) {
                prop_assert_eq!(read, patch());
            }
        }
    }
}
