//! What could not be done, and that storage failed: said at once, above the table.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::storage::Place;
use crate::ui::desk::desk;
use crate::ui::files::save_book;
use crate::ui::keeping::{self, Holding, Saved};
use crate::words::page::Text;

/// The notices.
#[component]
pub(in crate::ui) fn Notices() -> impl IntoView {
    let desk = desk();
    let refused = move || {
        desk.notice.get().map(|notice| {
            view! {
                <div class="notice" role="alert">
                    <span>{move || notice.say(desk.words())}</span>
                    <button on:click=move |_| desk.notice.set(None)>{desk.said(Text::Dismiss)}</button>
                </div>
            }
        })
    };
    let away = move || match desk.holding.get() {
        Holding::Here => None,
        Holding::Elsewhere => Some(Text::HeldElsewhere),
        Holding::Taken => Some(Text::HeldTaken),
    };
    let take_over = move |_| {
        spawn_local(async move {
            let unread = keeping::take_over(desk).await;
            desk.unread.set(unread);
        });
    };
    let is_lost = Memo::new(move |_| desk.saved.get() == Saved::Refused);
    let lost = move || match desk.place.get() {
        Place::Memory => Text::NoStorage,
        Place::Database | Place::Local => Text::SaveFailed,
    };
    view! {
        {refused}
        {move || away().map(|text| view! {
            <div class="notice" role="alert" data-test="read-only">
                <span>{desk.said(text)}</span>
                <button on:click=take_over>{desk.said(Text::TakeOver)}</button>
            </div>
        })}
        <Show when=move || is_lost.get()>
            <div class="notice bad" role="alert">
                <span>{move || desk.say(lost())}</span>
                <button on:click=move |_| keeping::retry(desk)>{desk.said(Text::SaveAgain)}</button>
                <button on:click=move |_| save_book(desk)>{desk.said(Text::SaveFile)}</button>
            </div>
        </Show>
    }
}
