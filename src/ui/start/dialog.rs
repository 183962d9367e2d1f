//! The first choice once more, from the menu.

use leptos::prelude::*;

use super::choice::Cards;
use crate::ui::desk::{Dialog as Open, desk};
use crate::ui::widgets::Dialog;
use crate::words::page::Text;

/// The choice once there is a book, which stays in the list.
#[component]
pub(in crate::ui) fn StartDialog() -> impl IntoView {
    let desk = desk();
    let close = Callback::new(move |()| desk.dialog.set(None));
    let choose = Callback::new(move |opening| desk.open_chosen(opening));
    view! {
        <Dialog title=Signal::derive(desk.said(Text::NewBook)) close>
            <p class="quiet">{desk.said(Text::StaysInList)}</p>
            <Cards choose is_loading=desk.is_loading/>
            <section class="card">
                <h2>{desk.said(Text::BeginFromBook)}</h2>
                <p>{desk.said(Text::BeginFromBookNote)}</p>
                <button on:click=move |_| desk.dialog.set(Some(Open::Books))>{desk.said(Text::Books)}</button>
            </section>
            <div class="actions">
                <button on:click=move |_| close.run(())>{desk.said(Text::Cancel)}</button>
            </div>
        </Dialog>
    }
}
