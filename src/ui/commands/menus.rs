//! The menus of the top bar.

use leptos::prelude::*;

use super::table::{Group, Verb};
use super::{applies, perform};
use crate::ui::side::Side;
use crate::ui::widgets::Menu;

/// The menus, a verb a line with its shortcut.
#[component]
pub(in crate::ui) fn Menus() -> impl IntoView {
    let side = expect_context::<Side>();
    Group::ALL
        .map(|group| {
            let items: Vec<_> = group.verbs().map(|verb| item(side, verb)).collect();
            view! { <Menu label=Signal::derive(side.desk.said(group.text()))>{items}</Menu> }
        })
        .collect_view()
}

fn item(side: Side, verb: Verb) -> impl IntoView {
    let shortcut = verb.shortcut();
    view! {
        <button
            disabled=move || !applies(verb, side)
            aria-keyshortcuts=shortcut.map(super::shortcut::Shortcut::aria)
            on:click=move |_| perform(verb, side)
        >
            {side.desk.said(verb.text())}
            {shortcut.map(|shortcut| view! { <kbd aria-hidden="true">{shortcut.text()}</kbd> })}
        </button>
    }
}
