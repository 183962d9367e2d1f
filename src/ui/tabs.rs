//! The tabs at the bottom: sheets, registers, rosters, results, problems.

use leptos::html;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::desk::{Desk, desk};
use super::tab::{Tab, TabName, tabs};
use crate::words::page::Text;

/// The tabs.
#[component]
pub(super) fn TabStrip() -> impl IntoView {
    let desk = desk();
    let list = move || {
        desk.track_shape();
        desk.read(|session| tabs(session.plan()))
    };
    let problems = Memo::new(move |_| {
        desk.track_calm();
        desk.read(|session| session.diagnostics().len())
    });
    let is_table = |tab: &Tab| !matches!(tab, Tab::Outcome | Tab::Lab | Tab::Rules | Tab::Problems);
    let strip = move || {
        let mut before = None;
        list()
            .into_iter()
            .filter(|named| is_table(&named.tab))
            .map(|named| {
                let group = group(&named);
                let heading = (before != Some(group)).then_some(group).flatten();
                before = Some(group);
                view! {
                    {heading.map(|text| view! { <span class="group">{desk.said(text)}</span> })}
                    {tab_button(desk, named.tab.clone(), label(desk, named))}
                }
            })
            .collect_view()
    };
    let outcome = Signal::derive(desk.said(Text::Outcome));
    let lab = Signal::derive(desk.said(Text::Lab));
    let rules = Signal::derive(desk.said(Text::Rules));
    let found = Signal::derive(move || match problems.get() {
        0 => desk.say(Text::Problems),
        count => format!("{} {count}", desk.say(Text::Problems)),
    });
    // What comes of it all stays in sight however many tables there are.
    view! {
        <nav data-pane="" aria-label=desk.said(Text::Tabs)>
            <div class="tabs" role="tablist" aria-label=desk.said(Text::Tabs) on:keydown=step>
                <div class="strip" role="presentation">{strip}</div>
                {tab_button(desk, Tab::Outcome, outcome)}
                {tab_button(desk, Tab::Lab, lab)}
                {tab_button(desk, Tab::Rules, rules)}
                {tab_button(desk, Tab::Problems, found)}
            </div>
        </nav>
    }
}

/// Arrow keys go from tab to tab, Home and End to the ends; Enter shows the one they came to.
fn step(event: web_sys::KeyboardEvent) {
    let tabs = document().query_selector_all(".tabs [role=tab]");
    let Ok(tabs) = tabs else { return };
    let tabs: Vec<web_sys::HtmlElement> =
        (0..tabs.length()).filter_map(|at| tabs.item(at)?.dyn_into().ok()).collect();
    let now = document().active_element();
    let now = now.and_then(|now| tabs.iter().position(|tab| tab.is_same_node(Some(&now))));
    let Some(now) = now else { return };
    let to = match event.key().as_str() {
        "ArrowRight" => now.saturating_add(1) % tabs.len(),
        "ArrowLeft" => now.checked_sub(1).unwrap_or(tabs.len().saturating_sub(1)),
        "Home" => 0,
        "End" => tabs.len().saturating_sub(1),
        _ => return,
    };
    event.prevent_default();
    if let Some(tab) = tabs.get(to) {
        let _ = tab.focus();
    }
}

fn label(desk: Desk, named: TabName) -> Signal<String> {
    if named.is_second {
        Signal::derive(move || named.label(&desk.say(Text::Rosters)))
    } else {
        Signal::stored(named.name)
    }
}

fn tab_button(desk: Desk, tab: Tab, label: Signal<String>) -> AnyView {
    let node = NodeRef::<html::Button>::new();
    let of = tab.clone();
    let is_shown = Memo::new(move |_| desk.view.tab.get() == of);
    Effect::new(move || {
        if let Some(button) = node.get().filter(|_| is_shown.get()) {
            button.scroll_into_view_with_bool(false);
        }
    });
    view! {
        <button
            role="tab"
            node_ref=node
            aria-selected=move || is_shown.get().to_string()
            tabindex=move || if is_shown.get() { "0" } else { "-1" }
            on:click=move |_| desk.show(tab.clone())
        >
            {label}
        </button>
    }
    .into_any()
}

/// What stands before the first tab of a kind.
fn group(named: &TabName) -> Option<Text> {
    match named.tab {
        Tab::Register(_) if named.is_ballot => Some(Text::Ballots),
        Tab::Register(_) => Some(Text::Registers),
        Tab::Roster(_) => Some(Text::Rosters),
        Tab::Sheet(_) | Tab::Outcome | Tab::Lab | Tab::Rules | Tab::Problems => None,
    }
}
