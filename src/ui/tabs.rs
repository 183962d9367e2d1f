//! The tabs at the bottom: sheets, registers, rosters, results, problems.

use leptos::prelude::*;

use super::desk::desk;
use super::tab::{Tab, tabs};
use crate::words::page::Text;

/// The tabs.
#[component]
pub(super) fn TabStrip() -> impl IntoView {
    let desk = desk();
    let list = Memo::new(move |_| {
        desk.track_shape();
        desk.read(|session| tabs(session.plan()))
    });
    let problems = Memo::new(move |_| {
        desk.track_change();
        desk.read(|session| session.diagnostics().len())
    });
    let buttons = move || {
        let mut before = None;
        list.get().into_iter().map(|named| {
            let group = group(&named.tab);
            let heading = (before != Some(group)).then_some(group).flatten();
            let starts = before.is_some_and(|before| before != group);
            before = Some(group);
            let (tab, shown) = (named.tab.clone(), named.tab.clone());
            let is_shown = Memo::new(move |_| desk.view.tab.get() == shown);
            let (name, of) = (named.name.clone(), named.tab.clone());
            let label = move || match of {
                Tab::Outcome => desk.say(Text::Outcome),
                Tab::Problems => match problems.get() {
                    0 => desk.say(Text::Problems),
                    count => format!("{} {count}", desk.say(Text::Problems)),
                },
                Tab::Sheet(_) | Tab::Register(_) | Tab::Roster(_) => name.clone(),
            };
            let alarming = named.tab == Tab::Problems;
            view! {
                {heading.map(|text| view! { <span class="group">{move || desk.say(text)}</span> })}
                <button
                    role="tab"
                    class:starts=starts
                    class:alarming=move || alarming && problems.get() != 0
                    aria-selected=move || is_shown.get().to_string()
                    on:click=move |_| desk.show(tab.clone())
                >
                    {label}
                </button>
            }
        }).collect_view()
    };
    view! { <nav class="tabs" role="tablist" aria-label=move || desk.say(Text::Tabs)>{buttons}</nav> }
}

/// What stands before the first tab of a kind.
fn group(tab: &Tab) -> Option<Text> {
    match tab {
        Tab::Register(_) => Some(Text::Registers),
        Tab::Roster(_) => Some(Text::Rosters),
        Tab::Sheet(_) | Tab::Outcome | Tab::Problems => None,
    }
}
