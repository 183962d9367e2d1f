//! The keeper: writes every command down at once, and makes snapshots when there is a pause or much was done.
//!
//! What waits to be written is a queue of texts with their keys, written in order, as many at a time as have gathered.
//! A text leaves the queue when the browser has acknowledged it, and only an empty queue is called saved.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

use baton_core::edit::Command;
use baton_core::edit::log::Act;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::books::Line;
use super::record::Record;
use super::rolling::{self, Policy};
use super::snapshot::{self, Label};
use super::{OLD_BOOK, key, settings};
use crate::platform::database::Database;
use crate::platform::local::LocalStorage;
use crate::platform::pages;
use crate::platform::storage::{Place, Storage as _, StorageError};
use crate::platform::today::{milliseconds, now};
use crate::ui::desk::Desk;
use crate::ui::periods::chosen::Chosen;

/// How long nothing is done before a snapshot is made.
const PAUSE: Duration = Duration::from_millis(1500);
/// A snapshot is made after so many commands, pause or not.
const MANY: u32 = 100;
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
    pause: Option<TimeoutHandle>,
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
    let (label, key, text) = pack(desk);
    queue(desk, key, text);
    label
}

/// Writes down something beside the book.
pub(super) fn queue(desk: Desk, key: String, text: String) {
    KEEPER.with_borrow_mut(|keeper| keeper.waiting.push_back((key, text)));
    desk.saved.set(Saved::NotYet);
    write(desk);
}

/// Writes down what was just done.
pub(in crate::ui) fn note(desk: Desk, act: Act, command: &Command) {
    let (id, number, since) = KEEPER.with_borrow_mut(|keeper| {
        keeper.number += 1;
        keeper.since += 1;
        (keeper.book.clone(), keeper.number, keeper.since)
    });
    let record = Record { number, at: now(), act, command: command.clone() };
    queue(desk, key::record(&id, number), record.write());
    if since >= MANY {
        snapshot_now(desk);
    } else {
        snapshot_after_a_pause(desk);
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
        spawn_local(async move {
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
        });
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
        KEEPER.with_borrow_mut(|keeper| drop(keeper.waiting.drain(..batch.len())));
    }
}

fn snapshot_after_a_pause(desk: Desk) {
    let timer = set_timeout_with_handle(move || snapshot_now(desk), PAUSE).ok();
    stop_waiting(timer);
}

fn stop_waiting(timer: Option<TimeoutHandle>) {
    let before = KEEPER.with_borrow_mut(|keeper| std::mem::replace(&mut keeper.pause, timer));
    if let Some(before) = before {
        before.clear();
    }
}

/// Makes a snapshot if anything was done since the last one.
pub(in crate::ui) fn snapshot_now(desk: Desk) {
    stop_waiting(None);
    let since = KEEPER.with_borrow_mut(|keeper| std::mem::take(&mut keeper.since));
    if since == 0 || settings::is_halted() || desk.holding.get_untracked() != Holding::Here {
        return;
    }
    let (label, key, text) = pack(desk);
    let id = open_id();
    let line = Line::of(label);
    spawn_local(async move {
        let place = place(desk).await;
        // The list says last what is told last: a line that is missing is read off the snapshot.
        let _ = line.keep(place).await;
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

/// Keeps the newest snapshot in localStorage too. Older ones there make room as soon as the database has them.
async fn copy(key: &str, text: &str) {
    let own: String = key.split_inclusive('/').take(2).collect();
    for other in LocalStorage.keys_now("snapshot/") {
        let is_older = other.starts_with(&own) && key::number(&other) <= key::number(key);
        if other != key && (is_older || Database.get(&other).await.is_ok_and(|kept| kept.is_some())) {
            LocalStorage.forget_now(&other);
        }
    }
    // The database has it; a small localStorage is no reason to alarm anybody.
    let _ = LocalStorage.put_now(key, text);
}

/// The book on the desk as a snapshot.
fn pack(desk: Desk) -> (Label, String, String) {
    let (id, number) = KEEPER.with_borrow(|keeper| (keeper.book.clone(), keeper.number));
    let at = now();
    let key = key::snapshot(&id, number, &at);
    let (label, text) = desk.read(|session| {
        let name = session.book().name.clone();
        snapshot::pack(session, Label { book: id, number, at, name, length: 0 })
    });
    (label, key, text)
}

/// The page may be gone in a moment: what is not acknowledged yet goes to localStorage, which does not keep it waiting.
pub(in crate::ui) fn flush(desk: Desk) {
    let is_due = KEEPER.with_borrow(|keeper| !keeper.waiting.is_empty());
    if settings::is_halted() {
        return;
    }
    if is_due && desk.is_open.get_untracked() && desk.holding.get_untracked() == Holding::Here {
        let (_, key, text) = pack(desk);
        let _ = LocalStorage.put_now(&key, &text);
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

/// Writes down which book is open.
pub(super) fn keep_open(desk: Desk) {
    let id = open_id();
    spawn_local(async move { settings::keep_open(place(desk).await, &id).await });
}
