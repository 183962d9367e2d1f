//! The list of sections: one stop of the Tab key, gone through by the arrow keys, chosen by Enter.

use baton_core::edit::rules::Section;
use leptos::prelude::*;

use super::state::{Rules, rules};
use crate::ui::widgets::{Ends, found, walk};
use crate::words::page::Text;
use crate::words::rules::{section as name_of, section_in_full};

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
                let label = section_in_full(&listed, language);
                view! { {heading}<li>{button(rules, listed.section, name, label)}</li> }
            })
            .collect_view()
    };
    let hear = move |event: web_sys::KeyboardEvent| {
        if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let buttons = node.get_untracked().map(|list| found(&list, "button")).unwrap_or_default();
        if walk(&buttons, &event.key(), ["ArrowUp", "ArrowDown"], Ends::Closed) {
            event.prevent_default();
        }
    };
    view! {
        <nav class="rules-sections" data-pane="" aria-label=desk.said(Text::RulesSections)>
            <ul node_ref=node on:keydown=hear>{list}</ul>
        </nav>
    }
}

fn button(rules: Rules, section: Section, name: &'static str, label: String) -> impl IntoView {
    let own = section.clone();
    let is_shown = Memo::new(move |_| rules.section.with(|shown| *shown == own));
    let is_inner = matches!(section, Section::In(..) | Section::Ballot(_) | Section::Tariff(_));
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
