//! Keeping: what is typed is written down at once and is there again on the next visit.
//!
//! | key | what |
//! |---|---|
//! | `baton.book` | the book, as the same JSON that is exported |
//! | `baton.unread` | a kept text that could not be read: never thrown away |
//! | `baton.view` | the tab and the periods shown |
//! | `baton.language` | the language chosen |

use std::cell::{Cell, RefCell};
use std::time::Duration;

use baton_core::diag::Diagnostic;
use baton_core::model::{read_book, write_book};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use super::periods::chosen::Chosen;
use crate::platform::storage::{LocalStorage as Browser, Storage as _};
use crate::words::Language;

/// The key of the book.
pub(super) const BOOK: &str = "baton.book";
const UNREAD: &str = "baton.unread";
const VIEW: &str = "baton.view";
const LANGUAGE: &str = "baton.language";

/// How long typing may go on before it is written down.
const PAUSE: Duration = Duration::from_millis(250);

/// Whether what was typed is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Saved {
    /// All of it, read back to be sure.
    #[default]
    Yes,
    /// Not yet.
    NotYet,
    /// The browser refused.
    Refused,
}

/// A kept text that could not be read.
#[derive(Clone, Debug)]
pub(super) struct Unread {
    /// The text.
    pub(super) text: String,
    /// What is wrong with it.
    pub(super) problems: Vec<Diagnostic>,
}

thread_local! {
    static WAITING: RefCell<Option<TimeoutHandle>> = const { RefCell::new(None) };
    /// Counts the changes: a write that a later change overtook says nothing.
    static CHANGES: Cell<u64> = const { Cell::new(0) };
}

/// Has the book written down after a short pause.
pub(super) fn keep(desk: Desk) {
    CHANGES.set(CHANGES.get().wrapping_add(1));
    desk.saved.set(Saved::NotYet);
    let timer = set_timeout_with_handle(move || keep_now(desk), PAUSE).ok();
    if let Some(before) = WAITING.replace(timer) {
        before.clear();
    }
}

/// Writes the book down if it is waiting to be.
pub(super) fn keep_now(desk: Desk) {
    let Some(waiting) = WAITING.take() else { return };
    waiting.clear();
    let change = CHANGES.get();
    let text = desk.read(|session| write_book(session.book()));
    spawn_local(async move {
        let outcome = Browser.save(BOOK, &text).await;
        if CHANGES.get() == change {
            desk.saved.set(if outcome.is_ok() { Saved::Yes } else { Saved::Refused });
        }
    });
}

/// Writes down which tab and periods are shown.
pub(super) fn keep_view(desk: Desk) {
    let tab = desk.view.tab.with_untracked(super::tab::Tab::key);
    let periods = desk.view.chosen.with_untracked(Chosen::key);
    // Where the view cannot be kept, nothing of worth is lost.
    spawn_local(async move { _ = Browser.save(VIEW, &format!("{tab}\n{periods}")).await });
}

/// Writes down the language.
pub(super) fn keep_language(language: Language) {
    spawn_local(async move { _ = Browser.save(LANGUAGE, language.pick("zh-CN", "en")).await });
}

/// The language chosen on an earlier visit.
pub(super) async fn kept_language() -> Option<Language> {
    match Browser.load(LANGUAGE).await.ok()??.as_str() {
        "en" => Some(Language::English),
        "zh-CN" => Some(Language::Chinese),
        _ => None,
    }
}

/// Whether a book is kept from an earlier visit.
pub(super) async fn has_book() -> bool {
    Browser.load(BOOK).await.is_ok_and(|text| text.is_some())
}

/// Puts the kept book on the desk. A text that cannot be read is put aside, told and offered as a file.
pub(super) async fn reopen(desk: Desk) -> Option<Unread> {
    let text = Browser.load(BOOK).await.ok()??;
    match read_book(&text) {
        Ok(book) => {
            let view = Browser.load(VIEW).await.ok().flatten().unwrap_or_default();
            let (tab, periods) = view.split_once('\n').unwrap_or_default();
            desk.reopen(book, tab, Chosen::from_key(periods));
            None
        }
        Err(problems) => {
            // Only once it lies safely under the other key may the first be written over.
            if Browser.save(UNREAD, &text).await.is_ok() {
                _ = Browser.forget(BOOK).await;
            }
            Some(Unread { text, problems })
        }
    }
}
