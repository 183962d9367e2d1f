//! The choice of the first moment, and again from the menu.

use baton_core::model::{Book, read_book};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::samples;
use crate::templates::{TEMPLATES, Template};
use crate::ui::bar::LanguageButton;
use crate::ui::desk::{Desk, Notice, desk};
use crate::ui::widgets::{Dialog, pick_files};
use crate::words::page::Text;

/// The choice on a fresh profile.
#[component]
pub(in crate::ui) fn StartChoice() -> impl IntoView {
    let desk = desk();
    view! {
        <div class="start">
            <div class="start-head"><h1>{desk.said(Text::Product)}</h1><LanguageButton/></div>
            <p>{desk.said(Text::Lead)}</p>
            {move || desk.notice.get().map(|notice| view! {
                <p class="bad" role="alert">{notice.say(desk.words())}</p>
            })}
            <Cards/>
        </div>
    }
}

/// The same choice once there is a book; undo brings the present one back.
#[component]
pub(in crate::ui) fn StartDialog() -> impl IntoView {
    let desk = desk();
    let close = Callback::new(move |()| desk.dialog.set(None));
    view! {
        <Dialog title=Signal::derive(desk.said(Text::NewBook)) close>
            <p class="quiet">{desk.said(Text::ReplacingNote)}</p>
            <Cards/>
            <div class="actions">
                <button on:click=move |_| close.run(())>{desk.said(Text::Cancel)}</button>
            </div>
        </Dialog>
    }
}

#[component]
fn Cards() -> impl IntoView {
    let desk = desk();
    view! {
        <div class="cards">
            {TEMPLATES.map(|template| view! { <TemplateCard template/> })}
            <section class="card">
                <h2>{desk.said(Text::OwnFile)}</h2>
                <p>{desk.said(Text::OpenFileNote)}</p>
                <button on:click=move |_| pick_files()>{desk.said(Text::OpenFile)}</button>
            </section>
        </div>
    }
}

/// A built-in scheme: with sample data or empty.
#[component]
fn TemplateCard(template: Template) -> impl IntoView {
    let desk = desk();
    let loading = RwSignal::new(false);
    // Not read before it is chosen: its name is all the card needs.
    let name = template.name;
    let note = (template.id == "ningming").then_some(Text::NingmingNote);
    let with_sample = move |_| {
        if loading.get_untracked() {
            return;
        }
        loading.set(true);
        desk.notice.set(None);
        spawn_local(async move {
            let book = samples::fetch(template.id).await.and_then(|text| read_book(&text).ok());
            loading.set(false);
            match book {
                Some(book) => open(desk, book),
                None => desk.notice.set(Some(Notice::Text(Text::SampleUnavailable))),
            }
        });
    };
    let empty = move |_| {
        if let Ok(scheme) = template.scheme() {
            let name = untrack(|| desk.words()).new_book(&scheme.name);
            open(desk, Book::new(&name, scheme));
        }
    };
    view! {
        <section class="card">
            <h2>{name}</h2>
            {note.map(|note| view! { <p>{desk.said(note)}</p> })}
            <button class="main" on:click=with_sample disabled=move || loading.get()>
                {move || desk.say(if loading.get() { Text::Loading } else { Text::WithSample })}
            </button>
            <button on:click=empty>{desk.said(Text::Empty)}</button>
        </section>
    }
}

fn open(desk: Desk, book: Book) {
    desk.dialog.set(None);
    desk.open(book);
}
