//! 问题: what is wrong with scheme and data, where, and what to do; walked through with a key.

use baton_core::diag::{CellName, Diagnostic, Place};
use baton_core::edit::Session;
use leptos::prelude::*;

use super::desk::desk;
use super::side::{Part, Side};
use crate::words::diagnostics::{place, say};
use crate::words::page::{Text, Words};

/// More than these are counted, not listed.
const MOST: usize = 300;

/// The tab with all problems.
#[component]
pub(super) fn Problems() -> impl IntoView {
    let desk = desk();
    let list = move || {
        desk.track_change();
        desk.read(Session::diagnostics)
    };
    view! {
        <div class="page" data-test="problems">
            {move || {
                let (list, words) = (list(), desk.words());
                if list.is_empty() {
                    return view! { <p class="quiet side-empty">{words.say(Text::NoProblems)}</p> }.into_any();
                }
                let more = list.len().saturating_sub(MOST);
                view! {
                    <DiagnosticTable list=list.into_iter().take(MOST).collect()/>
                    {(more > 0).then(|| view! { <p>{words.more(more)}</p> })}
                }.into_any()
            }}
        </div>
    }
}

/// The problems as a list beside the grid, the one walked to marked.
#[component]
pub(super) fn ProblemList() -> impl IntoView {
    let side = expect_context::<Side>();
    let desk = side.desk;
    view! {
        <div class="problem-list" data-test="problem-list">
            {move || {
                desk.track_change();
                let words = desk.words();
                let list = desk.read(Session::diagnostics);
                if list.is_empty() {
                    return view! { <p class="quiet side-empty">{words.say(Text::NoProblems)}</p> }.into_any();
                }
                let more = list.len().saturating_sub(MOST);
                let items: Vec<_> = list
                    .into_iter()
                    .enumerate()
                    .take(MOST)
                    .map(|(at, diagnostic)| item(side, words, at, &diagnostic))
                    .collect();
                view! {
                    <p class="quiet">{words.say(Text::WalkProblems)}</p>
                    <ol>{items}</ol>
                    {(more > 0).then(|| view! { <p>{words.more(more)}</p> })}
                }
                .into_any()
            }}
        </div>
    }
}

fn item(side: Side, words: Words, at: usize, diagnostic: &Diagnostic) -> impl IntoView + use<> {
    let said = say(&diagnostic.message, words.language);
    let severity = words.severity(diagnostic.severity);
    let name = place(&diagnostic.place, words.language);
    let node = NodeRef::<leptos::html::Li>::new();
    let is_current = Memo::new(move |_| side.problem.get() == Some(at));
    Effect::new(move || {
        if let Some(item) = node.get().filter(|_| is_current.get()) {
            item.scroll_into_view_with_bool(false);
        }
    });
    view! {
        <li node_ref=node aria-current=move || is_current.get().then_some("true")>
            <button class="link" on:click=move |_| show(side, at)>{name}</button>
            <p><span class="severity">{severity}</span>" "{said.what}</p>
            <p class="quiet">{said.remedy}</p>
        </li>
    }
}

/// Goes on to the next problem, or to the one before; round the end to the first.
pub(super) fn walk(side: Side, by: isize) {
    let count = side.desk.read(|session| session.diagnostics().len());
    let Some(last) = count.checked_sub(1) else {
        side.open(Part::Problems);
        return;
    };
    let at = match (side.problem.get_untracked(), by >= 0) {
        (None, true) => 0,
        (None, false) => last,
        (Some(at), true) => {
            if at >= last {
                0
            } else {
                at.saturating_add(1)
            }
        }
        (Some(at), false) => at.checked_sub(1).unwrap_or(last).min(last),
    };
    show(side, at);
}

/// Shows a problem in the list and, where it is one of a cell, the cell.
fn show(side: Side, at: usize) {
    let found = side.desk.read(|session| session.diagnostics().into_iter().nth(at));
    side.problem.set(Some(at));
    side.open(Part::Problems);
    if let Some(Place::Cell(cell)) = found.map(|found| found.place) {
        side.grid.go_to(&cell);
        side.grid.focus();
    }
}

/// Diagnostics as a table; where there is a window, a cell can be gone to.
#[component]
pub(super) fn DiagnosticTable(list: Vec<Diagnostic>) -> impl IntoView {
    let desk = desk();
    // Drawn anew with the list; a dialog has one language as long as it is open.
    let words = untrack(|| desk.words());
    let side = use_context::<Side>();
    let heads = [Text::Severity, Text::Place, Text::What, Text::Remedy];
    let rows: Vec<_> = list.into_iter().map(|diagnostic| row(words, side, diagnostic)).collect();
    view! {
        <table class="list">
            <thead><tr>{heads.map(|text| view! { <th scope="col">{words.say(text)}</th> })}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(words: Words, side: Option<Side>, diagnostic: Diagnostic) -> impl IntoView {
    let said = say(&diagnostic.message, words.language);
    let name = place(&diagnostic.place, words.language);
    let at = match (diagnostic.place, side) {
        (Place::Cell(cell), Some(side)) => way(words, side, cell, name).into_any(),
        _ => name.into_any(),
    };
    view! { <tr><td>{words.severity(diagnostic.severity)}</td><td>{at}</td><td>{said.what}</td><td>{said.remedy}</td></tr> }
}

fn way(words: Words, side: Side, cell: CellName, name: String) -> impl IntoView {
    view! { <button class="link" title=words.say(Text::ShowCell) on:click=move |_| side.go(cell.clone())>{name}</button> }
}
