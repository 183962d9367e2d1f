//! Every lock of the book, and whether what was published still holds.

use baton_core::explain::{LockState, verify};
use leptos::prelude::*;

use crate::ui::desk::desk;
use crate::ui::widgets::Dialog;
use crate::words::locks;
use crate::words::page::{Text, Words};

/// The list of locks.
#[component]
pub(in crate::ui) fn LocksDialog() -> impl IntoView {
    let desk = desk();
    let close = Callback::new(move |()| desk.dialog.set(None));
    let list = move || {
        desk.track_change();
        let words = desk.words();
        let states = desk.read(|session| verify(session.results(), session.book()));
        if states.is_empty() {
            return view! { <p class="quiet">{words.say(Text::NoLocks)}</p> }.into_any();
        }
        states.iter().map(|state| told(words, state)).collect_view().into_any()
    };
    view! {
        <Dialog title=Signal::derive(desk.said(Text::VerifyLocks)) close>
            <div data-test="locks">{list}</div>
            <div class="actions"><button on:click=move |_| close.run(())>{desk.said(Text::Close)}</button></div>
        </Dialog>
    }
}

fn told(words: Words, state: &LockState) -> impl IntoView + use<> {
    let lines = locks::tell(state, words.language).into_iter();
    view! { <div class="lock">{lines.map(|line| view! { <p>{line}</p> }).collect_view()}</div> }
}
