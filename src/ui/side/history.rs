//! 历史: what was done to the cell, the newest first; of a computed cell, also what was typed into the cells it reads.

use baton_core::diag::CellName;
use baton_core::edit::log::{Act, Change, RowChange, StageNote, What};
use baton_core::explain;
use baton_core::model::{Evidence, OverrideValue};
use leptos::prelude::*;

use super::model;
use super::state::Side;
use crate::words::diagnostics;
use crate::words::page::{Text, Words};

/// More than these are not shown.
const MOST: usize = 200;

/// The history of the active cell.
#[component]
pub(super) fn History() -> impl IntoView {
    let side = expect_context::<Side>();
    let desk = side.desk;
    let list = move || {
        desk.track_change();
        let Some((cell, _)) = side.subject() else { return (None, Vec::new(), Vec::new()) };
        desk.read(|session| {
            let own: Vec<Change> = session.log().history(&cell).into_iter().cloned().collect();
            (Some(cell.clone()), own, sources(session, &cell))
        })
    };
    view! {
        <div class="history" data-test="history">
            {move || {
                let words = desk.words();
                let (cell, own, sources) = list();
                let Some(cell) = cell else {
                    return view! { <p class="quiet side-empty">{words.say(Text::WhyNothing)}</p> }.into_any();
                };
                let none = own.is_empty().then(|| view! { <p class="quiet">{words.say(Text::NoHistory)}</p> });
                let items: Vec<_> = own.iter().take(MOST).map(|change| item(words, change)).collect();
                let below = (!sources.is_empty()).then(|| {
                    let items: Vec<_> = sources.into_iter().map(|(cell, change)| {
                        let name = diagnostics::cell(&cell);
                        let go = move |_| side.go(cell.clone());
                        view! {
                            <li>
                                <button class="link" on:click=go>{name}</button>
                                {item(words, &change)}
                            </li>
                        }
                    }).collect();
                    view! { <h3>{words.say(Text::HistoryOfSources)}</h3><ul class="history-list">{items}</ul> }
                });
                view! {
                    <p class="quiet">{diagnostics::cell(&cell)}</p>
                    {none}
                    <ol class="history-list">{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ol>
                    {below}
                }
                .into_any()
            }}
        </div>
    }
}

/// What was typed into the cells that a computed one reads, the newest first.
fn sources(session: &baton_core::edit::Session, cell: &CellName) -> Vec<(CellName, Change)> {
    let read = || {
        let (slot, at, row) = model::locate(session, cell)?;
        let trace = explain::why(session.results(), session.book(), slot, at, row)?;
        let mut names = std::collections::BTreeSet::new();
        names.extend(
            trace
                .lines
                .iter()
                .flat_map(|line| &line.cells)
                .filter_map(|shown| session.results().name(shown.at)),
        );
        names.remove(cell);
        Some(names)
    };
    let Some(names) = read().filter(|names| !names.is_empty()) else { return Vec::new() };
    let of = |change: &Change| match &change.what {
        What::Typed { table, period, row, column, .. }
        | What::Override { table, period, row, column, .. }
        | What::Evidence { table, period, row, column, .. } => {
            let name = CellName {
                table: table.to_string(),
                period: period.map(|period| period.to_string()).unwrap_or_default(),
                row: row.to_string(),
                column: column.to_string(),
            };
            names.contains(&name).then(|| (name, change.clone()))
        }
        _ => None,
    };
    session.log().newest_first().filter_map(of).take(MOST).collect()
}

fn item(words: Words, change: &Change) -> impl IntoView + use<> {
    let act = match change.act {
        Act::Apply => None,
        Act::Undo => Some(words.say(Text::ActUndo)),
        Act::Redo => Some(words.say(Text::ActRedo)),
    };
    let text = |typed: &str| if typed.is_empty() { words.say(Text::BlankValue) } else { typed.to_owned() };
    let hand = |value: &Option<OverrideValue>| match value {
        Some(value) => format!("{} ({})", value.value, value.reason),
        None => words.say(Text::NotByHand),
    };
    let evidence =
        |of: &Option<Evidence>| {
            text(of.as_ref().map_or("", |of| {
                if of.document.is_empty() { of.file.as_str() } else { of.document.as_str() }
            }))
        };
    let what = match &change.what {
        What::Typed { before, after, .. } => words.from_to(&text(before), &text(after)),
        What::Override { before, after, .. } => {
            format!("{} {}", words.say(Text::ByHandSign), words.from_to(&hand(before), &hand(after)))
        }
        What::Evidence { before, after, .. } => {
            format!(
                "{} {}",
                words.say(Text::EvidenceChanged),
                words.from_to(&evidence(before), &evidence(after))
            )
        }
        What::Stage { before, after, .. } => stage(words, before, after),
        What::Row { change: RowChange::Added, .. } => words.say(Text::RowAdded),
        What::Row { change: RowChange::Removed, .. } => words.say(Text::RowRemoved),
        What::Row { change: RowChange::Changed, .. } => words.say(Text::RowChanged),
        What::Scheme => words.say(Text::SchemeReplaced),
        What::Book => words.say(Text::BookReplaced),
        What::Action { .. } | What::Periods | What::Name { .. } | What::Variant { .. } => String::new(),
    };
    let at = change.at.clone();
    view! {
        <span class="history-what">{what}</span>
        <span class="quiet">{at}{act.map(|act| format!(" · {act}"))}</span>
    }
}

/// From which step to which, whether it was locked or opened again, and why.
fn stage(words: Words, before: &StageNote, after: &StageNote) -> String {
    let step = |of: &StageNote| {
        of.step.as_ref().map_or_else(|| words.say(Text::NoStepYet), |step| step.as_str().to_owned())
    };
    let lock = match (before.lock.is_empty(), after.lock.is_empty()) {
        (true, false) => words.say(Text::Locked),
        (false, true) => words.say(Text::StageUnlocked),
        _ => String::new(),
    };
    let moved =
        if before.step == after.step { String::new() } else { words.from_to(&step(before), &step(after)) };
    let parts = [moved.as_str(), &lock, &after.by, &after.note];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
