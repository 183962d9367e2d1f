//! What could not be done, and that storage failed: said at once, above the table.

use leptos::prelude::*;

use crate::ui::desk::desk;
use crate::ui::files::save_book;
use crate::ui::keeping::Saved;
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
    let is_lost = Memo::new(move |_| desk.saved.get() == Saved::Refused);
    view! {
        {refused}
        <Show when=move || is_lost.get()>
            <div class="notice bad" role="alert">
                <span>{desk.said(Text::SaveFailed)}</span>
                <button on:click=move |_| save_book(desk)>{desk.said(Text::SaveFile)}</button>
            </div>
        </Show>
    }
}
