//! Opening what is kept: the newest snapshot that is whole and the journal after it. What cannot be read is put aside
//! and told, never thrown away.

use baton_core::diag::Diagnostic;
use baton_core::edit::{Command, Session};
use baton_core::model::read_book;
use leptos::prelude::*;

use super::keeper::{self, Holding, place};
use super::replay::{Kept, replay};
use super::snapshot::{self, Label};
use super::{OLD_BOOK, books, key, settings};
use crate::platform::local::LocalStorage;
use crate::platform::pages;
use crate::platform::storage::{Place, Storage as _};
use crate::ui::desk::{Desk, Notice};
use crate::ui::periods::chosen::Chosen;
use crate::words::page::Text;

const OLD_UNREAD: &str = "unread";
const OLD_VIEW: &str = "view";

/// Kept texts that could not be read.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Unread {
    /// The texts.
    pub(in crate::ui) text: String,
    /// What is wrong with them, where more is known than that they are damaged.
    pub(in crate::ui) problems: Vec<Diagnostic>,
    /// Whether the book was opened without them.
    pub(in crate::ui) is_open: bool,
}

/// A book as it was put together.
pub(super) struct Found {
    pub(super) session: Session,
    /// The number of the last command in it.
    pub(super) number: u64,
    /// The highest number that was ever given.
    highest: u64,
    /// Whether the same could be put together from the first place alone.
    is_there: bool,
    /// What could not be read.
    unused: Vec<Kept>,
}

/// Puts the book that was open last on the desk.
pub(in crate::ui) async fn reopen(desk: Desk) -> Option<Unread> {
    let place = place(desk).await;
    if let Some(text) = LocalStorage.get_now(OLD_BOOK) {
        return take_over_old(desk, text);
    }
    let id = settings::kept_open(place).await;
    let lines = books::lines(place).await;
    let open = lines.iter().filter(|line| line.removed.is_empty());
    let id = match id {
        Some(id) if open.clone().any(|line| line.id == id) => id,
        // It was removed in another page.
        Some(id) if lines.iter().any(|line| line.id == id) => return None,
        _ => open.max_by(|a, b| a.changed.cmp(&b.changed))?.id.clone(),
    };
    open_book(desk, &id).await
}

/// A book of the first release becomes the first in the list.
fn take_over_old(desk: Desk, text: String) -> Option<Unread> {
    match read_book(&text) {
        Ok(book) => {
            let view = LocalStorage.get_now(OLD_VIEW).unwrap_or_default();
            let (tab, periods) = view.split_once('\n').unwrap_or_default();
            desk.lay(Session::open(book));
            keeper::begin_with_old(desk);
            desk.show_as_left(tab, Chosen::from_key(periods));
            None
        }
        Err(problems) => {
            // Only once it lies safely under the other key may the first be forgotten.
            if LocalStorage.put_now(OLD_UNREAD, &text).is_ok() {
                LocalStorage.forget_now(OLD_BOOK);
            }
            Some(Unread { text, problems, is_open: false })
        }
    }
}

/// Puts a kept book on the desk as it was left.
pub(in crate::ui) async fn open_book(desk: Desk, id: &str) -> Option<Unread> {
    open(desk, id, false).await
}

/// Takes the book on the desk over from the page that holds it, as that one left it.
pub(in crate::ui) async fn take_over(desk: Desk) -> Option<Unread> {
    open(desk, &keeper::open_id(), true).await
}

async fn open(desk: Desk, id: &str, by_force: bool) -> Option<Unread> {
    let place = place(desk).await;
    let lost = move || desk.holding.set(Holding::Taken);
    let is_held = pages::hold(id, by_force, lost).await;
    desk.holding.set(if is_held { Holding::Here } else { Holding::Elsewhere });
    match find(place, id).await {
        Ok(found) => {
            let view = LocalStorage.get_now(&key::view(id)).unwrap_or_default();
            let (tab, periods) = view.split_once('\n').unwrap_or_default();
            let Found { session, number, highest, is_there, unused } = found;
            desk.lay(session);
            keeper::go_on(id, number);
            desk.show_as_left(tab, Chosen::from_key(periods));
            if is_held {
                keeper::keep_open(desk);
                if !is_there || highest > number {
                    keeper::go_on(id, highest + 1);
                    keep_aside(desk, id, highest, &unused);
                    keeper::write_down_whole(desk);
                }
            }
            (!unused.is_empty() && highest > number).then(|| unread(&unused, true))
        }
        Err(unused) => {
            keeper::clear(desk);
            Some(unread(&unused, false))
        }
    }
}

/// Puts what could not be read under a key of its own, from where nothing removes it.
fn keep_aside(desk: Desk, id: &str, number: u64, unused: &[Kept]) {
    if !unused.is_empty() {
        keeper::queue(desk, key::aside(id, number), unread(unused, true).text);
    }
}

fn unread(unused: &[Kept], is_open: bool) -> Unread {
    let text = unused.iter().map(|(key, text)| format!("{key}\n{text}\n")).collect();
    Unread { text, problems: Vec::new(), is_open }
}

/// Puts a book together from what is kept, without changing anything.
///
/// # Errors
/// All that is kept of it, where no snapshot can be read.
pub(super) async fn find(place: Place, id: &str) -> Result<Found, Vec<Kept>> {
    let mut snapshots = place.keys(&key::snapshots(id)).await.unwrap_or_default();
    let mut records = place.all(&key::journal(id)).await.unwrap_or_default();
    // What was kept in localStorage while the database was refused, and its copy of the newest snapshot.
    let beside = if place == Place::Local { Vec::new() } else { LocalStorage.keys_now("") };
    let is_ours = |begin: String| move |key: &&String| key.starts_with(&begin);
    let own: Vec<&String> = beside.iter().filter(is_ours(key::snapshots(id))).collect();
    snapshots.extend(
        own.iter().filter(|key| !snapshots.contains(key)).map(|key| (*key).clone()).collect::<Vec<_>>(),
    );
    // The newest first; of two equal ones that of the first place.
    snapshots.sort_by_key(|name| (key::number(name), !own.contains(&name)));
    let mut is_there = true;
    for name in beside.iter().filter(is_ours(key::journal(id))) {
        if !records.iter().any(|(known, _)| known == name) {
            records.extend(LocalStorage.get_now(name).map(|text| (name.clone(), text)));
            is_there = false;
        }
    }
    records.sort();
    let numbers =
        snapshots.iter().chain(records.iter().map(|(name, _)| name)).filter_map(|name| key::number(name));
    let highest = numbers.max().unwrap_or(0);

    let mut unused = Vec::new();
    for name in snapshots.iter().rev() {
        let mut text = place.get(name).await.ok().flatten();
        if text.is_none() {
            text = LocalStorage.get_now(name);
            is_there = false;
        }
        let Some(text) = text else { continue };
        let Ok((label, mut session)) = snapshot::read(&text) else {
            unused.push((name.clone(), text));
            continue;
        };
        let replayed = replay(&mut session, label.number, &records);
        unused.extend(replayed.unused);
        let number = replayed.number;
        return Ok(Found { session, number, highest, is_there, unused });
    }
    unused.extend(records);
    Err(unused)
}

/// The versions of the open book, or of the one that was open last, the newest first, each with its key.
pub(in crate::ui) async fn versions(desk: Desk) -> Vec<(String, Label)> {
    let place = place(desk).await;
    let id = match keeper::open_id() {
        none if none.is_empty() => settings::kept_open(place).await.unwrap_or_default(),
        id => id,
    };
    let begin = key::snapshots(&id);
    let mut all = place.all(&begin).await.unwrap_or_default();
    if all.is_empty() {
        all = LocalStorage.all(&begin).await.unwrap_or_default();
    }
    all.reverse();
    let known = |(key, text): (String, String)| snapshot::label(&text).ok().map(|label| (key, label));
    all.into_iter().filter_map(known).collect()
}

/// A version, opened; `None` where it cannot be read.
pub(in crate::ui) async fn version(desk: Desk, key: &str) -> Option<Session> {
    let kept = place(desk).await.get(key).await.ok().flatten();
    let text = kept.or_else(|| LocalStorage.get_now(key))?;
    snapshot::read(&text).ok().map(|(_, session)| session)
}

/// Goes back to a version. That is a command like any other: undo takes it back.
pub(in crate::ui) async fn restore_version(desk: Desk, key: &str) {
    // What is there now becomes a version as well.
    keeper::snapshot_now(desk);
    match version(desk, key).await {
        Some(session) => {
            desk.apply(&Command::ReplaceBook { book: Box::new(session.book().clone()) });
        }
        None => desk.notice.set(Some(Notice::Text(Text::VersionDamaged))),
    }
}

/// Puts a version on the desk where no book is on it, because its newest state cannot be opened. What came after the
/// version stays: its snapshots as versions, its records put aside.
pub(in crate::ui) async fn open_version(desk: Desk, name: &str) {
    let place = place(desk).await;
    let Some(session) = version(desk, name).await else {
        desk.notice.set(Some(Notice::Text(Text::VersionDamaged)));
        return;
    };
    let id = name.split('/').nth(1).unwrap_or_default().to_owned();
    let lost = move || desk.holding.set(Holding::Taken);
    if !pages::hold(&id, false, lost).await {
        desk.notice.set(Some(Notice::Text(Text::HeldElsewhere)));
        return;
    }
    let mut numbers = place.keys(&key::snapshots(&id)).await.unwrap_or_default();
    let records = place.all(&key::journal(&id)).await.unwrap_or_default();
    numbers.extend(records.iter().map(|(name, _)| name.clone()));
    numbers.extend(LocalStorage.keys_now(&key::snapshots(&id)));
    let highest = numbers.iter().filter_map(|name| key::number(name)).max().unwrap_or(0);
    let later: Vec<Kept> =
        records.into_iter().filter(|(record, _)| key::number(record) > key::number(name)).collect();
    desk.holding.set(Holding::Here);
    desk.lay(session);
    keeper::go_on(&id, highest + 1);
    desk.show_as_left("", Chosen::default());
    keeper::keep_open(desk);
    keep_aside(desk, &id, highest, &later);
    keeper::write_down_whole(desk);
}
