//! A patch that arrives by a link or as a file: what it holds is shown first, and taken over only by a click.

use baton_core::edit::take_in;
use baton_core::lab::{Fit, Obstacle, Teller, held};
use baton_core::model::Patch;
use leptos::ev;
use leptos::prelude::*;

use super::link::{self, Unread};
use crate::ui::desk::{Desk, Dialog as Open, desk};
use crate::ui::files::Incoming;
use crate::ui::tab::Tab;
use crate::words::page::Text;
use crate::words::variants::{card, obstacle};

/// Follows the page's address: a patch in it is shown as soon as a book lies on the desk and no dialog is open.
pub(in crate::ui) fn listen(desk: Desk) {
    let arrived = RwSignal::new(take_fragment());
    let _ = window_event_listener(ev::hashchange, move |_| {
        if let Some(incoming) = take_fragment() {
            arrived.set(Some(incoming));
        }
    });
    Effect::new(move || {
        let is_free = desk.is_open.get() && desk.dialog.with(Option::is_none);
        if is_free && arrived.with(Option::is_some) {
            desk.dialog.set(arrived.write().take().map(Open::Incoming));
        }
    });
}

/// What the address holds; it is taken out of it, so that it stands in no history and comes but once.
fn take_fragment() -> Option<Incoming> {
    let location = window().location();
    let read = link::read(&location.hash().ok()?)?;
    let rest = location.pathname().ok()? + &location.search().ok()?;
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&web_sys::wasm_bindgen::JsValue::NULL, "", Some(&rest));
    }
    Some(match read {
        Ok(patch) => Incoming::Patch(Box::new(patch)),
        Err(Unread::Damaged) => Incoming::DamagedLink,
        Err(Unread::Wrong(problems)) => Incoming::Refused(String::new(), problems),
    })
}

/// What a patch holds, and what can be done with it.
#[component]
pub(in crate::ui) fn PatchContent(patch: Patch, close: Callback<()>) -> impl IntoView {
    let desk = desk();
    let patch = StoredValue::new(patch);
    // Cards are tried one by one: once for all that is told of them.
    let found = Memo::new(move |_| {
        desk.track_change();
        desk.read(|session| patch.with_value(|patch| held(session.book(), session.results(), patch)))
    });
    let shown = move || {
        let words = desk.words();
        desk.track_change();
        let (patch, found) = (patch.get_value(), found.get());
        let (scheme, cards) = desk.read(|session| {
            let book = session.book();
            let scheme = book.scheme();
            let teller = scheme.map(|scheme| Teller::new(scheme, book));
            let told = patch.variant.cards.iter().enumerate().map(|(at, of)| {
                let said = teller.as_ref().map(|teller| card(&teller.tell(&of.change), words.language));
                let why = found.unfit.iter().find(|unfit| unfit.card == at).map(|unfit| &unfit.why);
                let is_out = why.is_some_and(|why| !why.is_carried_out() && *why != Obstacle::Already);
                let because = why.map(|why| obstacle(why, words.language));
                (said.unwrap_or_default(), of.off, of.comment.clone(), because, is_out)
            });
            let told: Vec<_> = told.collect();
            (scheme.map(|scheme| scheme.name.clone()).unwrap_or_default(), told)
        });
        let is_other = !patch.scheme.is_empty() && patch.scheme != scheme;
        let lines = [
            (Text::LabTitle, patch.variant.title.clone()),
            (Text::LabReason, patch.variant.reason.clone()),
            (Text::PatchScheme, patch.scheme.clone()),
            (Text::LabValidFrom, patch.variant.from.map(|from| from.to_string()).unwrap_or_default()),
        ];
        let lines = lines.into_iter().filter(|(_, value)| !value.is_empty());
        let lines = lines
            .map(|(head, value)| view! { <tr><th scope="row">{words.say(head)}</th><td>{value}</td></tr> });
        let items = cards.into_iter().map(|(said, off, comment, because, is_out)| {
            view! {
                <li class="change-card" class:off=off class:out=is_out>
                    <span>{said}</span>
                    {off.then(|| view! { " "<small class="quiet">{words.say(Text::PatchOff)}</small> })}
                    {(!comment.is_empty()).then(|| view! { <p class="quiet">{comment}</p> })}
                    {because.map(|because| view! { <p class="bad">{because}</p> })}
                </li>
            }
        });
        let verdict = match found.fit {
            Fit::Applies => None,
            Fit::Already => Some(Text::PatchAlready),
            Fit::Foreign => Some(Text::PatchForeign),
            Fit::Empty => Some(Text::PatchEmpty),
        };
        let lines = lines.collect_view();
        let items = items.collect_view();
        view! {
            <table class="list" data-test="patch"><tbody>{lines}</tbody></table>
            {is_other.then(|| view! { <p class="warning">{words.other_scheme(&scheme)}</p> })}
            <h3>{words.say(Text::LabChanges)}</h3>
            <ol class="change-cards patch-cards" data-test="patch-cards">{items}</ol>
            {match verdict {
                Some(text) => view! { <p class="bad" role="alert">{words.say(text)}</p> }.into_any(),
                None => view! { <p class="quiet">{words.say(Text::PatchNote)}</p> }.into_any(),
            }}
        }
    };
    let applies = move || found.get().fit == Fit::Applies;
    let take = move |_| {
        let (id, command) = desk.read(|session| patch.with_value(|patch| take_in(session.book(), patch)));
        close.run(());
        if desk.apply(&command) {
            desk.view.variant.set(Some(id));
            desk.show(Tab::Lab);
        }
    };
    view! {
        {shown}
        <div class="actions">
            <button on:click=move |_| close.run(())>{desk.said(Text::Cancel)}</button>
            <Show when=applies>
                <button class="main" on:click=take>{desk.said(Text::PatchTake)}</button>
            </Show>
        </div>
    }
}
