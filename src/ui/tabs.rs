//! The tabs at the bottom: sheets, registers, rosters, results, problems.

use leptos::html;
use leptos::prelude::*;

use super::desk::{Desk, desk};
use super::tab::{Tab, TabName, tabs};
use super::widgets::{Ends, found, walk};
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
    let node = NodeRef::<html::Div>::new();
    view! {
        <nav data-pane="" aria-label=desk.said(Text::Tabs)>
            <div class="tabs" role="tablist" aria-label=desk.said(Text::Tabs) node_ref=node on:keydown=move |event| step(node, &event)>
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
fn step(strip: NodeRef<html::Div>, event: &web_sys::KeyboardEvent) {
    let Some(strip) = strip.get_untracked() else { return };
    if walk(&found(&strip, "[role=tab]"), &event.key(), ["ArrowLeft", "ArrowRight"], Ends::Round) {
        event.prevent_default();
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
