//! The list of books: open, rename, copy, delete, bring back.

use std::future::Future;

use baton_core::model::Book;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::desk::{Desk, Dialog as Open, Notice, desk};
use crate::ui::keeping::{self, Line, Removed};
use crate::ui::widgets::Dialog;
use crate::words::page::Text;

/// Opens the list where no book is open; nothing where there are no books.
#[component]
pub(in crate::ui) fn BooksButton() -> impl IntoView {
    let desk = desk();
    let has_books = RwSignal::new(false);
    spawn_local(async move {
        let lines = keeping::lines(keeping::place(desk).await).await;
        let _ = has_books.try_set(!lines.is_empty());
    });
    move || {
        has_books.get().then(|| {
            view! {
                <p class="books-button">
                    <button on:click=move |_| desk.dialog.set(Some(Open::Books))>{desk.said(Text::Books)}</button>
                </p>
            }
        })
    }
}

/// What the list needs of its lines.
#[derive(Clone, Copy)]
struct List {
    desk: Desk,
    lines: RwSignal<Vec<Line>>,
    /// The book whose name is being typed.
    renaming: RwSignal<String>,
}

impl List {
    /// Reads the list anew.
    fn refresh(self) {
        spawn_local(async move {
            let lines = keeping::lines(keeping::place(self.desk).await).await;
            let _ = self.lines.try_set(lines);
        });
    }

    /// Does something that takes a moment, then shows what came of it.
    fn then_refresh(self, act: impl Future<Output = bool> + 'static) {
        spawn_local(async move {
            let notice = if act.await { None } else { Some(Notice::Text(Text::BookNotRead)) };
            self.desk.notice.set(notice);
            self.refresh();
        });
    }

    fn open(self, line: &Line) {
        let (desk, id) = (self.desk, line.id.clone());
        desk.dialog.set(None);
        keeping::snapshot_now(desk);
        spawn_local(async move {
            if let Some(unread) = keeping::open_book(desk, &id).await {
                desk.unread.set(Some(unread));
            }
        });
    }
}

/// The list.
#[component]
pub(in crate::ui) fn BooksDialog() -> impl IntoView {
    let desk = desk();
    let list = List { desk, lines: RwSignal::new(Vec::new()), renaming: RwSignal::new(String::new()) };
    // What was just done is in the list too.
    keeping::snapshot_now(desk);
    list.refresh();
    let close = Callback::new(move |()| desk.dialog.set(None));
    let there =
        move || list.lines.get().into_iter().filter(|line| line.removed.is_empty()).collect::<Vec<_>>();
    let removed =
        move || list.lines.get().into_iter().filter(|line| !line.removed.is_empty()).collect::<Vec<_>>();
    view! {
        <Dialog title=Signal::derive(desk.said(Text::BooksTitle)) close>
            <p class="quiet">{desk.said(Text::BooksNote)}</p>
            {move || desk.notice.get().map(|notice| view! {
                <p class="bad" role="alert">{notice.say(desk.words())}</p>
            })}
            <table class="list books" data-test="books">
                <thead><tr>
                    <th scope="col">{desk.said(Text::Name)}</th>
                    <th scope="col">{desk.said(Text::ChangedAt)}</th>
                    <th scope="col" class="number">{desk.said(Text::Size)}</th>
                    <td></td>
                </tr></thead>
                <tbody>{move || there().into_iter().map(|line| view! { <Row list line/> }).collect_view()}</tbody>
            </table>
            {move || there().is_empty().then(|| view! { <p class="quiet">{desk.said(Text::NoBooks)}</p> })}
            {move || (!removed().is_empty()).then(|| view! {
                <h3>{desk.said(Text::RemovedBooks)}</h3>
                <p class="quiet">{desk.said(Text::RemovedNote)}</p>
                <table class="list books" data-test="removed-books"><tbody>
                    {removed().into_iter().map(|line| view! { <RemovedRow list line/> }).collect_view()}
                </tbody></table>
            })}
            <div class="actions">
                {move || desk.is_open.get().then(|| view! {
                    <button on:click=move |_| desk.dialog.set(Some(Open::Start))>{desk.said(Text::NewBook)}</button>
                })}
                <button class="main" on:click=move |_| close.run(())>{desk.said(Text::Close)}</button>
            </div>
        </Dialog>
    }
}

/// A book of the list.
#[component]
fn Row(list: List, line: Line) -> impl IntoView {
    let desk = list.desk;
    let line = StoredValue::new(line);
    let (name, changed, size) = line.with_value(|line| (line.name.clone(), line.changed.clone(), line.size));
    let is_open = line.with_value(keeping::is_on_desk);
    let open = move |_| list.open(&line.get_value());
    let rename = move |event| {
        list.renaming.set(String::new());
        let name = event_target_value(&event).trim().to_owned();
        let line = line.get_value();
        if !name.is_empty() && name != line.name {
            list.then_refresh(async move { keeping::rename(desk, &line, name).await });
        }
    };
    let copy = move |_| {
        let line = line.get_value();
        let name = untrack(|| desk.words()).copy_of(&line.name);
        list.then_refresh(async move { keeping::copy(desk, &line, name).await });
    };
    // A new book by the same rules, without any data.
    let begin = move |_| {
        let line = line.get_value();
        spawn_local(async move {
            match keeping::scheme(desk, &line).await {
                Some(scheme) => {
                    desk.dialog.set(None);
                    let name = untrack(|| desk.words()).new_book(&scheme.name);
                    desk.open(Book::new(&name, scheme));
                }
                None => desk.notice.set(Some(Notice::Text(Text::BookNotRead))),
            }
        });
    };
    let remove = move |_| {
        list.then_refresh(async move {
            keeping::remove(desk, line.get_value(), Removed::Yes).await;
            true
        });
    };
    let is_renaming = move || line.with_value(|line| list.renaming.get() == line.id);
    let field = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            // Where it cannot be focused it can still be pressed.
            let _ = field.focus();
            field.select();
        }
    });
    let named = move || {
        if is_renaming() {
            view! { <input aria-label=desk.said(Text::BookName) value=name.clone() on:change=rename node_ref=field/> }
                .into_any()
        } else {
            name.clone().into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">{named}</th>
            <td class="when">{changed}</td>
            <td class="number">{move || desk.words().size(size)}</td>
            <td class="acts">
                <button class:main=!is_open disabled=is_open on:click=open>
                    {desk.said(if is_open { Text::OpenNow } else { Text::OpenIt })}
                </button>
                <button on:click=move |_| list.renaming.set(line.with_value(|line| line.id.clone()))>
                    {desk.said(Text::RenameIt)}
                </button>
                <button on:click=copy>{desk.said(Text::CopyIt)}</button>
                <button on:click=begin title=desk.said(Text::BeginFromNote)>{desk.said(Text::BeginFrom)}</button>
                <button on:click=remove>{desk.said(Text::RemoveIt)}</button>
            </td>
        </tr>
    }
}

/// A book that was deleted.
#[component]
fn RemovedRow(list: List, line: Line) -> impl IntoView {
    let desk = list.desk;
    let (name, removed, size) = (line.name.clone(), line.removed.clone(), line.size);
    let restore = move |_| {
        let line = line.clone();
        list.then_refresh(async move {
            keeping::remove(desk, line, Removed::No).await;
            true
        });
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="when">{removed}</td>
            <td class="number">{move || desk.words().size(size)}</td>
            <td class="acts"><button on:click=restore>{desk.said(Text::RestoreIt)}</button></td>
        </tr>
    }
}
