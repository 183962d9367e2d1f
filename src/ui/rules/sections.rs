//! The list of sections: one stop of the Tab key, gone through by the arrow keys, chosen by Enter.

use baton_core::edit::rules::{Listed, Section};
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::state::{Rules, rules};
use crate::words::page::Text;
use crate::words::rules::section as name_of;

/// The sections of the scheme.
#[component]
pub(super) fn Sections() -> impl IntoView {
    let rules = rules();
    let desk = rules.desk;
    let node = NodeRef::<leptos::html::Ul>::new();
    // Drawn anew only when there are others.
    let listed = Memo::new(move |_| rules.sections());
    let list = move || {
        let language = desk.speech.language.get();
        let mut of = String::new();
        listed
            .get()
            .into_iter()
            .map(|listed| {
                let heading = (!listed.of.is_empty() && listed.of != of).then(|| listed.of.clone());
                of.clone_from(&listed.of);
                let name = name_of(&listed.section, language);
                let heading = heading.map(|of| view! { <li class="rules-of">{of}</li> });
                view! { {heading}<li>{button(rules, listed, name)}</li> }
            })
            .collect_view()
    };
    let hear = move |event: web_sys::KeyboardEvent| {
        if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        if node.get_untracked().is_some_and(|list| walk(&list, &event.key())) {
            event.prevent_default();
        }
    };
    view! {
        <nav class="rules-sections" data-pane="" aria-label=desk.said(Text::RulesSections)>
            <ul node_ref=node on:keydown=hear>{list}</ul>
        </nav>
    }
}

/// Gives the keyboard to another section of the list; `false` where the key does not move.
fn walk(list: &web_sys::HtmlUListElement, key: &str) -> bool {
    let Ok(all) = list.query_selector_all("button") else { return false };
    let buttons: Vec<web_sys::HtmlElement> =
        (0..all.length()).filter_map(|at| all.item(at)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let now = buttons.iter().position(|button| active.as_ref() == Some(button.as_ref())).unwrap_or(0);
    let last = buttons.len().saturating_sub(1);
    let next = match key {
        "ArrowDown" => now.saturating_add(1).min(last),
        "ArrowUp" => now.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        _ => return false,
    };
    if let Some(button) = buttons.get(next) {
        _ = button.focus();
    }
    true
}

fn button(rules: Rules, Listed { section, of }: Listed, name: &'static str) -> impl IntoView {
    let own = section.clone();
    let is_shown = Memo::new(move |_| rules.section.with(|shown| *shown == own));
    let is_inner = matches!(section, Section::In(..) | Section::Ballot(_) | Section::Tariff(_));
    let label = if of.is_empty() { name.to_owned() } else { format!("{of} {name}") };
    view! {
        <button
            class:inner=is_inner
            aria-label=label
            tabindex=move || if is_shown.get() { "0" } else { "-1" }
            aria-current=move || is_shown.get().then_some("true")
            on:click=move |_| rules.show(section.clone())
        >{name}</button>
    }
}
