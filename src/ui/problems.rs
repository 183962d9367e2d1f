//! 问题: what is wrong with scheme and data, where, and what to do.

use baton_core::diag::{Diagnostic, Place};
use leptos::prelude::*;

use super::desk::desk;
use super::grid::Grid;
use crate::words::diagnostics::{place, say};
use crate::words::page::{Text, Words};

/// More than these are counted, not listed.
const MOST: usize = 300;

/// The list of problems.
#[component]
pub(super) fn Problems() -> impl IntoView {
    let desk = desk();
    let list = move || {
        desk.track_change();
        desk.read(baton_core::edit::Session::diagnostics)
    };
    view! {
        <div class="page" data-test="problems">
            {move || {
                let (list, words) = (list(), desk.words());
                if list.is_empty() {
                    return view! { <p>{words.say(Text::NoProblems)}</p> }.into_any();
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

/// Diagnostics as a table; where there is a grid, a cell can be gone to.
#[component]
pub(super) fn DiagnosticTable(list: Vec<Diagnostic>) -> impl IntoView {
    let desk = desk();
    // Drawn anew with the list; a dialog has one language as long as it is open.
    let words = untrack(|| desk.words());
    let grid = use_context::<Grid>();
    let heads = [Text::Severity, Text::Place, Text::What, Text::Remedy];
    let rows: Vec<_> = list.into_iter().map(|diagnostic| row(words, grid, diagnostic)).collect();
    view! {
        <table class="list">
            <thead><tr>{heads.map(|text| view! { <th scope="col">{words.say(text)}</th> })}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(words: Words, grid: Option<Grid>, diagnostic: Diagnostic) -> impl IntoView {
    let said = say(&diagnostic.message, words.language);
    let name = place(&diagnostic.place, words.language);
    let at = match (diagnostic.place, grid) {
        (Place::Cell(cell), Some(grid)) => {
            let go = move |_| grid.go_to(&cell);
            view! { <button class="link" title=words.say(Text::ShowCell) on:click=go>{name}</button> }
                .into_any()
        }
        _ => name.into_any(),
    };
    view! { <tr><td>{words.severity(diagnostic.severity)}</td><td>{at}</td><td>{said.what}</td><td>{said.remedy}</td></tr> }
}
