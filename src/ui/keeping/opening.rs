//! Opening what is kept: the newest snapshot that is whole and the journal after it. What cannot be read is put aside
//! and told, never thrown away.

use baton_core::diag::Diagnostic;
use baton_core::edit::{Command, Session};
use baton_core::model::read_book;
use leptos::prelude::*;

use super::keeper::{self, Holding, place};
use super::record::Record;
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
    /// The texts; empty where they are gone.
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
            keeper::arrange_as_left(desk, id);
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
            (highest > number).then(|| unread(&unused, true))
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

/// What is kept of a book, in the first place and in localStorage beside it.
struct All {
    place: Place,
    /// The keys of its snapshots, the oldest first.
    snapshots: Vec<String>,
    /// Its records, in order.
    records: Vec<Kept>,
    /// The numbers of those that only localStorage has.
    beside: Vec<u64>,
    /// The highest number that was ever given.
    highest: u64,
}

/// Finds all that is kept of a book.
async fn all(place: Place, id: &str) -> All {
    // Asked before all else: the page that holds the book may go on writing.
    let last = LocalStorage.get_now(&key::last(id)).and_then(|number| number.parse().ok());
    let mut snapshots = place.keys(&key::snapshots(id)).await.unwrap_or_default();
    let mut records = place.all(&key::journal(id)).await.unwrap_or_default();
    let mut beside = Vec::new();
    if place != Place::Local {
        // What was kept there while the database was refused or the page being left, and its copy of a snapshot.
        snapshots.extend(LocalStorage.keys_now(&key::snapshots(id)));
        for name in LocalStorage.keys_now(&key::journal(id)) {
            let Some(text) = LocalStorage.get_now(&name) else { continue };
            match records.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) if Record::read(known).is_some() => continue,
                Some((_, known)) => *known = text,
                None => records.push((name.clone(), text)),
            }
            beside.extend(key::number(&name));
        }
    }
    snapshots.sort_by_key(|name| (key::number(name), name.clone()));
    snapshots.dedup();
    records.sort();
    let names = snapshots.iter().chain(records.iter().map(|(name, _)| name));
    let highest = names.filter_map(|name| key::number(name)).chain(last).max().unwrap_or(0);
    All { place, snapshots, records, beside, highest }
}

/// Puts a book together from what is kept, without changing anything: from the newest snapshot that is whole, or from
/// an older one where the records after that lead further.
///
/// # Errors
/// All that is kept of it, where no snapshot can be read.
pub(super) async fn find(place: Place, id: &str) -> Result<Found, Vec<Kept>> {
    let all = all(place, id).await;
    let mut best: Option<Found> = None;
    let mut broken = Vec::new();
    for name in all.snapshots.iter().rev() {
        if best.as_ref().is_some_and(|best| best.number >= all.highest) {
            break;
        }
        match all.snapshot(id, name).await {
            Ok((label, mut session, mut is_there)) => {
                let replayed = replay(&mut session, label.number, &all.records);
                let number = replayed.number;
                is_there &= !all.beside.iter().any(|beside| (label.number + 1..=number).contains(beside));
                if best.as_ref().is_none_or(|best| number > best.number) {
                    let (highest, unused) = (all.highest, replayed.unused);
                    best = Some(Found { session, number, highest, is_there, unused });
                }
            }
            Err(texts) => broken.extend(texts.into_iter().map(|text| (name.clone(), text))),
        }
    }
    match best {
        Some(mut found) => {
            found.unused.splice(0..0, broken);
            Ok(found)
        }
        None => {
            broken.extend(all.records);
            Err(broken)
        }
    }
}

impl All {
    /// A snapshot, opened, and whether the first place has it.
    ///
    /// # Errors
    /// The texts under that key, none of them whole.
    async fn snapshot(&self, id: &str, name: &str) -> Result<(Label, Session, bool), Vec<String>> {
        let first = self.place.get(name).await.ok().flatten();
        let second = if self.place == Place::Local { None } else { LocalStorage.get_now(name) };
        let mut broken = Vec::new();
        for (text, is_there) in [(first, true), (second, false)] {
            let Some(text) = text else { continue };
            match snapshot::read(&text) {
                // That of another book or moment is whole too, but lies in the wrong place.
                Ok((label, session)) if label.book == id && Some(label.number) == key::number(name) => {
                    return Ok((label, session, is_there));
                }
                _ if !broken.contains(&text) => broken.push(text),
                _ => {}
            }
        }
        Err(broken)
    }
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
    let id = key::id(name).to_owned();
    let lost = move || desk.holding.set(Holding::Taken);
    if !pages::hold(&id, false, lost).await {
        desk.notice.set(Some(Notice::Text(Text::HeldElsewhere)));
        return;
    }
    let All { records, highest, .. } = all(place, &id).await;
    let later: Vec<Kept> =
        records.into_iter().filter(|(record, _)| key::number(record) > key::number(name)).collect();
    desk.holding.set(Holding::Here);
    keeper::arrange_as_left(desk, &id);
    desk.lay(session);
    keeper::go_on(&id, highest + 1);
    desk.show_as_left("", Chosen::default());
    keeper::keep_open(desk);
    keep_aside(desk, &id, highest, &later);
    keeper::write_down_whole(desk);
}
