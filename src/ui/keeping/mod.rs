//! Keeping: everything that is done is written down at once, and is there again on the next visit.
//!
//! A book is kept as snapshots and as a journal of the commands after them. `keeper` writes both, `opening` puts
//! them together again, `books` is the list of books, `key` says what lies where.

pub mod key;
pub mod record;
pub mod replay;
pub mod rescue;
pub mod rolling;
pub mod snapshot;

#[cfg(target_arch = "wasm32")]
mod books;
#[cfg(target_arch = "wasm32")]
mod frames;
#[cfg(target_arch = "wasm32")]
mod keeper;
#[cfg(target_arch = "wasm32")]
mod opening;
#[cfg(target_arch = "wasm32")]
mod settings;

#[cfg(target_arch = "wasm32")]
pub(super) use self::{
    books::{Line, Removed, copy, forget_old, is_on_desk, lines, remove, rename, scheme},
    keeper::{
        Holding, Saved, begin, flush, keep_arrangements, keep_drafts, keep_view, kept_drafts, note, place,
        retry, snapshot_now,
    },
    opening::{Unread, open_book, open_version, reopen, restore_version, take_over, version, versions},
    settings::{halt, has_book, has_failed, keep_language, kept_language},
};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The key of a book of the first release.
#[cfg(target_arch = "wasm32")]
const OLD_BOOK: &str = "book";

/// Something small as a text that tells whether it is still whole: a checksum, then JSON.
fn sealed(content: &impl Serialize) -> String {
    // It holds only texts, numbers, lists and maps with text keys: writing them cannot fail.
    let json = serde_json::to_string(content).unwrap_or_default();
    format!("{:08x} {json}", checksum(json.as_bytes()))
}

/// What was sealed; `None` where the text is not whole.
fn unsealed<T: DeserializeOwned>(text: &str) -> Option<T> {
    let (sum, json) = text.split_once(' ')?;
    let is_whole = u32::from_str_radix(sum, 16).ok()? == checksum(json.as_bytes());
    is_whole.then(|| serde_json::from_str(json).ok()).flatten()
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum()
}
