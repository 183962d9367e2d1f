//! The keeper: writes every command down at once, and makes snapshots when nobody types.
//!
//! What waits to be written is a queue of texts with their keys, written in order, as many at a time as have gathered.
//! A text leaves the queue when the browser has acknowledged it, and only an empty queue is called saved. A snapshot is
//! never urgent: the journal says the same. It only saves doing everything again at the next opening.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

use baton_core::edit::Command;
use baton_core::edit::log::Act;
use leptos::leptos_dom::helpers::request_idle_callback_with_handle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::books::Line;
use super::frames::after_painting;
use super::record::Record;
use super::rolling::{self, Policy};
use super::snapshot::{Draft, Label};
use super::{OLD_BOOK, key, sealed, settings, unsealed};
use crate::platform::database::Database;
use crate::platform::local::LocalStorage;
use crate::platform::storage::{Place, Storage as _, StorageError};
use crate::platform::today::{milliseconds, now};
use crate::platform::{packing, pages};
use crate::ui::desk::Desk;
use crate::ui::periods::chosen::Chosen;

/// How long nothing is done before a snapshot is made.
const PAUSE: Duration = Duration::from_millis(2500);
/// After so many commands a snapshot is made without such a pause: all of them are done again at the next opening.
const MANY: u32 = 2000;
/// When what was refused is tried once more.
const AGAIN: Duration = Duration::from_secs(3);

/// Whether what was done is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ui) enum Saved {
    /// All of it: the browser has acknowledged it.
    #[default]
    Yes,
    /// Not yet.
    NotYet,
    /// The browser refused.
    Refused,
}

/// Whether this page may change the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ui) enum Holding {
    /// Yes.
    #[default]
    Here,
    /// Another page had it open before.
    Elsewhere,
    /// Another page has taken it over.
    Taken,
}

#[derive(Default)]
struct Keeper {
    place: Option<Place>,
    /// The id of the book on the desk; empty where there is none.
    book: String,
    /// The number of the last command.
    number: u64,
    /// What is not acknowledged yet, in order.
    waiting: VecDeque<(String, String)>,
    is_writing: bool,
    /// How many commands came after the last snapshot.
    since: u32,
    /// When the last one came, in milliseconds.
    last: u64,
    /// Whether a pause is waited for.
    is_waiting: bool,
    /// Whether some of what waits was put into localStorage too, because the page was being left.
    is_beside: bool,
    /// Whether the book came from the first release, whose text goes when this one is safe.
    is_old: bool,
}

thread_local! {
    static KEEPER: RefCell<Keeper> = RefCell::default();
}

/// Where things are kept.
pub(in crate::ui) async fn place(desk: Desk) -> Place {
    if let Some(place) = KEEPER.with_borrow(|keeper| keeper.place) {
        return place;
    }
    let place = Place::find().await;
    KEEPER.with_borrow_mut(|keeper| keeper.place = Some(place));
    desk.place.set(place);
    place
}

/// The id of the book on the desk.
pub(super) fn open_id() -> String {
    KEEPER.with_borrow(|keeper| keeper.book.clone())
}

/// Begins to keep the book on the desk under a new id.
pub(in crate::ui) fn begin(desk: Desk) {
    desk.holding.set(Holding::Here);
    let random = (js_sys::Math::random() * 1e6) as u64;
    let id = format!("{:x}{random:05x}", milliseconds());
    go_on(&id, 0);
    arrange_as_left(desk, &id);
    let label = write_down_whole(desk);
    let (key, text) = Line::of(label).write();
    queue(desk, key, text);
    keep_open(desk);
    spawn_local(async move {
        pages::hold(&id, true, move || desk.holding.set(Holding::Taken)).await;
    });
}

/// Begins to keep the book of the first release, as the first in the list.
pub(super) fn begin_with_old(desk: Desk) {
    KEEPER.with_borrow_mut(|keeper| keeper.is_old = true);
    begin(desk);
}

/// Goes on keeping the book on the desk from a command on.
pub(super) fn go_on(id: &str, number: u64) {
    KEEPER.with_borrow_mut(|keeper| {
        (keeper.book, keeper.number, keeper.since) = (id.to_owned(), number, 0);
    });
}

/// Clears the desk, and lets the book on it go.
pub(super) fn clear(desk: Desk) {
    desk.clear();
    go_on("", 0);
    pages::let_go();
    keep_open(desk);
}

/// Writes down the whole book at its present number, before any record that comes after it.
pub(super) fn write_down_whole(desk: Desk) -> Label {
    let (draft, key) = draft(desk);
    queue(desk, key, draft.pack());
    draft.label
}

/// Writes down something beside the book.
pub(super) fn queue(desk: Desk, key: String, text: String) {
    KEEPER.with_borrow_mut(|keeper| keeper.waiting.push_back((key, text)));
    // What was refused stays said until it is kept.
    if desk.saved.get_untracked() == Saved::Yes {
        desk.saved.set(Saved::NotYet);
    }
    write(desk);
}

/// Writes down what was just done.
pub(in crate::ui) fn note(desk: Desk, act: Act, command: &Command) {
    let (id, number) = KEEPER.with_borrow_mut(|keeper| {
        keeper.number += 1;
        keeper.since += 1;
        keeper.last = milliseconds();
        (keeper.book.clone(), keeper.number)
    });
    let record = Record { number, at: now(), act, command: command.clone() };
    queue(desk, key::record(&id, number), record.write());
    let is_waiting = KEEPER.with_borrow_mut(|keeper| std::mem::replace(&mut keeper.is_waiting, true));
    if !is_waiting {
        await_pause(desk, PAUSE);
    }
}

/// Tries again what was refused.
pub(in crate::ui) fn retry(desk: Desk) {
    write(desk);
}

/// Writes what waits, unless that is under way already.
fn write(desk: Desk) {
    if settings::is_halted() {
        return;
    }
    let is_mine = KEEPER.with_borrow_mut(|keeper| !std::mem::replace(&mut keeper.is_writing, true));
    if is_mine {
        // First what was done is seen: until it is acknowledged it is not called saved.
        after_painting(move || spawn_local(write_waiting(desk)));
    }
}

async fn write_waiting(desk: Desk) {
    let place = place(desk).await;
    let outcome = write_all(place).await;
    KEEPER.with_borrow_mut(|keeper| keeper.is_writing = false);
    match outcome {
        // Of memory nothing survives.
        Ok(()) if place == Place::Memory => desk.saved.set(Saved::Refused),
        Ok(()) => {
            if KEEPER.with_borrow_mut(|keeper| std::mem::take(&mut keeper.is_old)) {
                LocalStorage.forget_now(OLD_BOOK);
            }
            keep_last();
            desk.saved_at.set(now());
            desk.saved.set(Saved::Yes);
        }
        Err(StorageError::Taken) => {
            desk.saved.set(Saved::Refused);
            desk.holding.set(Holding::Taken);
        }
        Err(_) => {
            desk.saved.set(Saved::Refused);
            set_timeout(move || retry(desk), AGAIN);
        }
    }
}

/// Writes down how far the book is kept.
fn keep_last() {
    let (id, number) = KEEPER.with_borrow(|keeper| (keeper.book.clone(), keeper.number));
    if !id.is_empty() {
        // Without it a record that vanishes is missed by nobody; that alone is no loss.
        let _ = LocalStorage.put_now(&key::last(&id), &number.to_string());
    }
}

async fn write_all(place: Place) -> Result<(), StorageError> {
    loop {
        let batch: Vec<(String, String)> =
            KEEPER.with_borrow(|keeper| keeper.waiting.iter().cloned().collect());
        if batch.is_empty() {
            return Ok(());
        }
        place.add(&batch).await?;
        let is_beside = KEEPER.with_borrow_mut(|keeper| {
            keeper.waiting.drain(..batch.len());
            let is_beside = keeper.is_beside;
            keeper.is_beside &= !keeper.waiting.is_empty();
            is_beside
        });
        if is_beside && place == Place::Database {
            let records = batch.iter().filter(|(key, _)| key.starts_with(key::JOURNALS));
            records.for_each(|(key, _)| LocalStorage.forget_now(key));
        }
    }
}

/// Waits until nothing has been done for a while and the browser has nothing else to do, then makes a snapshot.
fn await_pause(desk: Desk, wait: Duration) {
    set_timeout(
        move || {
            let (since, last) = KEEPER.with_borrow(|keeper| (keeper.since, keeper.last));
            let left = PAUSE.saturating_sub(Duration::from_millis(milliseconds().saturating_sub(last)));
            if !left.is_zero() && since < MANY {
                return await_pause(desk, left);
            }
            KEEPER.with_borrow_mut(|keeper| keeper.is_waiting = false);
            // Not every browser tells when it is idle.
            if request_idle_callback_with_handle(move || snapshot_now(desk)).is_err() {
                snapshot_now(desk);
            }
        },
        wait,
    );
}

/// Makes a snapshot if anything was done since the last one: of the book as it is now, packed without haste.
pub(in crate::ui) fn snapshot_now(desk: Desk) {
    let since = KEEPER.with_borrow_mut(|keeper| std::mem::take(&mut keeper.since));
    if since == 0 || settings::is_halted() || desk.holding.get_untracked() != Holding::Here {
        return;
    }
    let (draft, key) = draft(desk);
    spawn_local(async move {
        let place = place(desk).await;
        let id = draft.label.book.clone();
        // The list says last what is told last: a line that is missing is read off the snapshot.
        let _ = Line::of(draft.label.clone()).keep(place).await;
        let text = match packing::gzip(draft.as_bytes()).await {
            Some(packed) => draft.seal(&packed),
            None => draft.pack(),
        };
        // Without it the older ones and the journal stay, which say the same; it is tried again after the next command.
        if keep_snapshot(place, &id, &key, &text).await.is_ok() && place == Place::Database {
            copy(&key, &text).await;
        }
    });
}

/// Keeps a snapshot; the older ones go when it has been read back.
async fn keep_snapshot(place: Place, id: &str, key: &str, text: &str) -> Result<(), StorageError> {
    let one = [(key.to_owned(), text.to_owned())];
    if place.put(&one).await.is_err() {
        // Older versions give way to what is there now.
        prune(place, id, rolling::TIGHT).await?;
        place.put(&one).await?;
    }
    if place.get(key).await?.as_deref() != Some(text) {
        return Err(StorageError::Different);
    }
    prune(place, id, if place == Place::Database { rolling::ROOMY } else { rolling::TIGHT }).await
}

async fn prune(place: Place, id: &str, policy: Policy) -> Result<(), StorageError> {
    let snapshots = place.keys(&key::snapshots(id)).await?;
    let mut gone = rolling::superfluous(&snapshots, policy);
    let last = if policy.last > 2 { rolling::needless_records(&snapshots) } else { None };
    // Where there is room for two snapshots only, the records after the older one stay.
    let last = last.or_else(|| snapshots.iter().rev().nth(1).and_then(|key| key::number(key)));
    if let Some(last) = last {
        let records = place.keys(&key::journal(id)).await?;
        gone.extend(records.into_iter().filter(|key| key::number(key).is_some_and(|number| number <= last)));
    }
    if gone.is_empty() { Ok(()) } else { place.forget(&gone).await }
}

/// Keeps the newest snapshot in localStorage too. Older ones there make room as soon as the database has them, and
/// records that lie there because a page was left are in it.
async fn copy(key: &str, text: &str) {
    let is_older = |other: &String| key::number(other) <= key::number(key);
    let records = LocalStorage.keys_now(&key::journal(key::id(key)));
    records.iter().filter(|record| is_older(record)).for_each(|record| LocalStorage.forget_now(record));
    for other in LocalStorage.keys_now(key::SNAPSHOTS) {
        let is_older = key::id(&other) == key::id(key) && is_older(&other);
        if other != key && (is_older || Database.get(&other).await.is_ok_and(|kept| kept.is_some())) {
            LocalStorage.forget_now(&other);
        }
    }
    // The database has it; a small localStorage is no reason to alarm anybody.
    let _ = LocalStorage.put_now(key, text);
}

/// The book on the desk as a snapshot that is still to be packed, and its key.
fn draft(desk: Desk) -> (Draft, String) {
    let (book, number) = KEEPER.with_borrow(|keeper| (keeper.book.clone(), keeper.number));
    let at = now();
    let key = key::snapshot(&book, number, &at);
    let draft = desk.read(|session| {
        let name = session.book().name.clone();
        Draft::new(session, Label { book, number, at, name, length: 0 })
    });
    (draft, key)
}

/// The page may be gone in a moment: what is not acknowledged yet goes to localStorage, which does not keep it waiting.
pub(in crate::ui) fn flush(desk: Desk) {
    if settings::is_halted() {
        return;
    }
    if desk.is_open.get_untracked() && desk.holding.get_untracked() == Holding::Here {
        KEEPER.with_borrow_mut(|keeper| {
            // In order: what comes after one that is missing could not be used.
            let mut waiting = keeper.waiting.iter();
            keeper.is_beside |= !keeper.waiting.is_empty();
            while waiting.next().is_some_and(|(key, text)| LocalStorage.put_now(key, text).is_ok()) {}
        });
    }
    snapshot_now(desk);
}

/// Writes down which tab and periods are shown.
pub(in crate::ui) fn keep_view(desk: Desk) {
    let tab = desk.view.tab.with_untracked(crate::ui::tab::Tab::key);
    let periods = desk.view.chosen.with_untracked(Chosen::key);
    let id = open_id();
    if !id.is_empty() {
        // Where the view cannot be kept, nothing of worth is lost.
        let _ = LocalStorage.put_now(&key::view(&id), &format!("{tab}\n{periods}"));
    }
}

/// Writes down how the tables are arranged.
pub(in crate::ui) fn keep_arrangements(desk: Desk) {
    let id = open_id();
    if !id.is_empty() {
        let text = desk.view.arrangements.with_untracked(sealed);
        // Where it cannot be kept, nothing of worth is lost.
        let _ = LocalStorage.put_now(&key::arrangements(&id), &text);
    }
}

/// Arranges the tables as they were when the book was left.
pub(super) fn arrange_as_left(desk: Desk, id: &str) {
    let kept = LocalStorage.get_now(&key::arrangements(id)).and_then(|text| unsealed(&text));
    desk.view.arrangements.set(kept.unwrap_or_default());
}

/// Writes down what was typed into cells of the scheme and does not stand; `false` where it cannot be kept.
pub(in crate::ui) fn keep_drafts(drafts: &impl serde::Serialize) -> bool {
    let id = open_id();
    !id.is_empty() && LocalStorage.put_now(&key::drafts(&id), &sealed(drafts)).is_ok()
}

/// What was kept of it for the open book, with the book's id.
pub(in crate::ui) fn kept_drafts<T: serde::de::DeserializeOwned>() -> (String, Option<T>) {
    let id = open_id();
    let kept = LocalStorage.get_now(&key::drafts(&id)).and_then(|text| unsealed(&text));
    (id, kept)
}

/// Writes down which book is open.
pub(super) fn keep_open(desk: Desk) {
    let id = open_id();
    spawn_local(async move { settings::keep_open(place(desk).await, &id).await });
}
