//! What is kept beside the books: the language, which book is open, what of it is shown. Part of the first visit.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::platform::database::Database;
use crate::platform::local::LocalStorage;
use crate::platform::storage::{Place, Storage as _};
use crate::ui::keeping::key;
use crate::words::Language;

const LANGUAGE: &str = "language";
const FAILED: &str = "failed";

/// Set when the program has failed: what it holds in memory may be half done, and must not be written over what is kept.
static IS_HALTED: AtomicBool = AtomicBool::new(false);

/// Nothing is written down any more.
pub(in crate::ui) fn halt() {
    IS_HALTED.store(true, Ordering::Relaxed);
}

pub(super) fn is_halted() -> bool {
    IS_HALTED.load(Ordering::Relaxed)
}

/// Writes down the language.
pub(in crate::ui) fn keep_language(language: Language) {
    // Where it cannot be kept, nothing of worth is lost.
    let _ = LocalStorage.put_now(LANGUAGE, language.pick("zh-CN", "en"));
}

/// The language chosen on an earlier visit.
pub(in crate::ui) fn kept_language() -> Option<Language> {
    match LocalStorage.get_now(LANGUAGE)?.as_str() {
        "en" => Some(Language::English),
        "zh-CN" => Some(Language::Chinese),
        _ => None,
    }
}

/// Whether a book is kept from an earlier visit.
pub(in crate::ui) async fn has_book() -> bool {
    // localStorage is quick to ask, but may have been written too late.
    let beginnings = [super::OLD_BOOK, key::BOOKS, key::SNAPSHOTS];
    if beginnings.iter().any(|begin| !LocalStorage.keys_now(begin).is_empty()) {
        return true;
    }
    let has = async |begin| Database.keys(begin).await.is_ok_and(|keys| !keys.is_empty());
    has(key::BOOKS).await || has(key::SNAPSHOTS).await
}

/// Whether opening the book failed at the last visit, or earlier versions were asked for; asked once. The rescue screen
/// of `boot.js` writes it down.
pub(in crate::ui) fn has_failed() -> bool {
    let has_failed = LocalStorage.get_now(FAILED).is_some();
    LocalStorage.forget_now(FAILED);
    has_failed
}

/// Writes down which book is open: for this page, and for the next one.
pub(super) async fn keep_open(place: Place, id: &str) {
    if let Some(own) = own() {
        let _ = own.set_item(key::OPEN, id);
    }
    let _ = LocalStorage.put_now(key::OPEN, id);
    let _ = place.put(&[(key::OPEN.to_owned(), id.to_owned())]).await;
}

/// The book that was open in this page, else the one that was open last anywhere.
pub(super) async fn kept_open(place: Place) -> Option<String> {
    let mut found = own().and_then(|own| own.get_item(key::OPEN).ok().flatten());
    if found.is_none() {
        found = place.get(key::OPEN).await.ok().flatten();
    }
    found.or_else(|| LocalStorage.get_now(key::OPEN)).filter(|id| !id.is_empty())
}

/// The storage of this one page, which a reload survives.
fn own() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}
