//! The list of books: a line each, beside what is kept of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use baton_core::edit::Command;
use baton_core::edit::log::Act;
use baton_core::model::Scheme;
use serde::{Deserialize, Serialize};

use super::keeper::{self, place};
use super::record::Record;
use super::snapshot::{self, Draft, Label};
use super::{key, opening, sealed, unsealed};
use crate::platform::local::LocalStorage;
use crate::platform::pages;
use crate::platform::storage::{Place, Storage as _, StorageError};
use crate::platform::today::{milliseconds, now};
use crate::ui::desk::Desk;

/// So long a removed book can be brought back.
const KEPT_MS: u64 = 30 * 24 * 60 * 60 * 1000;

/// A line of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::ui) struct Line {
    /// The book's id.
    pub(in crate::ui) id: String,
    /// Its name.
    pub(in crate::ui) name: String,
    /// When it was changed last.
    pub(in crate::ui) changed: String,
    /// Its size as JSON, in bytes.
    pub(in crate::ui) size: u64,
    /// When it was removed; empty where it was not.
    #[serde(default)]
    pub(in crate::ui) removed: String,
    /// The same in milliseconds.
    #[serde(default)]
    removed_ms: u64,
}

/// A book that is to be removed or brought back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Removed {
    /// It is no longer to be seen.
    Yes,
    /// It is there again.
    No,
}

impl Line {
    /// The line of a book that was just kept.
    pub(super) fn of(label: Label) -> Self {
        let Label { book: id, name, at: changed, length: size, .. } = label;
        Self { id, name, changed, size, ..Self::default() }
    }

    /// Its key and text.
    pub(super) fn write(&self) -> (String, String) {
        (key::book(&self.id), sealed(self))
    }

    pub(super) async fn keep(&self, place: Place) -> Result<(), StorageError> {
        let (key, text) = self.write();
        if place == Place::Database {
            // So that a visit finds at once that there are books.
            let _ = LocalStorage.put_now(&key, &text);
        }
        place.put(&[(key, text)]).await
    }
}

/// The list, the one changed last first. A line that is missing or damaged is read off the newest snapshot.
pub(in crate::ui) async fn lines(place: Place) -> Vec<Line> {
    let mut texts = place.all(key::BOOKS).await.unwrap_or_default();
    texts.extend(LocalStorage.all(key::BOOKS).await.unwrap_or_default());
    let whole = texts.iter().filter_map(|(name, text)| {
        unsealed(text).filter(|line: &Line| key::book(&line.id) == *name).map(|line| (line.id.clone(), line))
    });
    let mut lines = BTreeMap::new();
    for (id, line) in whole {
        lines.entry(id).or_insert(line);
    }
    let mut snapshots = place.keys(key::SNAPSHOTS).await.unwrap_or_default();
    snapshots.extend(LocalStorage.keys_now(key::SNAPSHOTS));
    let names = texts.iter().map(|(name, _)| name).chain(&snapshots);
    let ids: BTreeSet<&str> = names.map(|name| key::id(name)).collect();
    for id in ids {
        if !lines.contains_key(id) {
            lines.insert(id.to_owned(), read_off(place, id, &snapshots).await);
        }
    }
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.sort_by(|a, b| b.changed.cmp(&a.changed));
    lines
}

/// The line of a book, as its newest snapshot tells it; where none can be read, one that has only the id.
async fn read_off(place: Place, id: &str, snapshots: &[String]) -> Line {
    let mut own: Vec<&String> = snapshots.iter().filter(|name| key::id(name) == id).collect();
    own.sort_by_key(|name| Reverse(key::number(name)));
    for name in own {
        let kept = place.get(name).await.ok().flatten().or_else(|| LocalStorage.get_now(name));
        let label = kept.and_then(|text| snapshot::label(&text).ok()).filter(|label| label.book == id);
        if let Some(label) = label {
            return Line::of(label);
        }
    }
    Line { id: id.to_owned(), name: id.to_owned(), ..Line::default() }
}

/// Removes a book from the list, or brings it back: nothing of it is deleted yet.
pub(in crate::ui) async fn remove(desk: Desk, line: Line, how: Removed) {
    let (removed, removed_ms) = match how {
        Removed::Yes => (now(), milliseconds()),
        Removed::No => (String::new(), 0),
    };
    let line = Line { removed, removed_ms, ..line };
    let is_open = line.id == keeper::open_id();
    if is_open && how == Removed::Yes {
        keeper::snapshot_now(desk);
        keeper::clear(desk);
    }
    let place = place(desk).await;
    let _ = line.keep(place).await;
}

/// Whether a book of the list is the one on the desk.
pub(in crate::ui) fn is_on_desk(line: &Line) -> bool {
    line.id == keeper::open_id()
}

/// Deletes for good what was removed long ago.
pub(in crate::ui) async fn forget_old(desk: Desk) {
    let place = place(desk).await;
    for line in lines(place).await {
        let is_removed = !line.removed.is_empty() && line.removed_ms > 0;
        if is_removed && milliseconds().saturating_sub(line.removed_ms) > KEPT_MS {
            let mut keys = [key::book, key::view, key::arrangements, key::drafts, key::last]
                .map(|key| key(&line.id))
                .to_vec();
            for begin in [key::journal(&line.id), key::snapshots(&line.id), key::asides(&line.id)] {
                keys.extend(place.keys(&begin).await.unwrap_or_default());
            }
            let _ = place.forget(&keys).await;
            keys.iter().for_each(|key| LocalStorage.forget_now(key));
        }
    }
}

/// Copies a book under another name; `false` where it cannot be read or kept.
pub(in crate::ui) async fn copy(desk: Desk, line: &Line, name: String) -> bool {
    let place = place(desk).await;
    let Ok(found) = opening::find(place, &line.id).await else { return false };
    let mut session = found.session;
    if session.apply(&Command::RenameBook { name: name.clone() }).is_err() {
        return false;
    }
    let id = format!("{:x}c", milliseconds());
    let at = now();
    let key = key::snapshot(&id, 0, &at);
    let label = Label { book: id, number: 0, at, name, length: 0 };
    let draft = Draft::new(&session, label);
    place.add(&[(key, draft.pack()), Line::of(draft.label).write()]).await.is_ok()
}

/// The newest rules of a book of the list; `None` where it cannot be read or has none.
pub(in crate::ui) async fn scheme(desk: Desk, line: &Line) -> Option<Scheme> {
    if line.id == keeper::open_id() {
        return desk.read(|session| session.book().scheme().cloned());
    }
    let found = opening::find(place(desk).await, &line.id).await.ok()?;
    found.session.book().scheme().cloned()
}

/// Renames a book that is not on the desk; `false` where it cannot be read or kept, or another page has it open.
pub(in crate::ui) async fn rename(desk: Desk, line: &Line, name: String) -> bool {
    if line.id == keeper::open_id() {
        return desk.apply(&Command::RenameBook { name });
    }
    let place = place(desk).await;
    if !pages::is_free(&line.id).await {
        return false;
    }
    let Ok(found) = opening::find(place, &line.id).await else { return false };
    let command = Command::RenameBook { name: name.clone() };
    let record = Record { number: found.number + 1, at: now(), act: Act::Apply, command };
    let line = Line { name, changed: now(), ..line.clone() };
    let text = (key::record(&line.id, record.number), record.write());
    place.add(&[text]).await.is_ok() && line.keep(place).await.is_ok()
}
