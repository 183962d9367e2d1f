//! What stands beside the rules: whom each hits now, with a link to the cell, and the editions with what tells each from
//! the one before.

use baton_core::diag::Message;
use baton_core::edit::Command;
use baton_core::edit::rules::Path;
use baton_core::model::Edition;
use leptos::prelude::*;

use super::hits::{EditionLine, editions, hits};
use super::state::rules;
use crate::ui::desk::Notice;
use crate::ui::grid::Grid;
use crate::words::page::Text;

/// So many names stand beside a rule; of all others is said how many they are.
const MOST: usize = 8;
/// So many changes of an edition are told.
const CHANGES: usize = 200;

/// Whom a rule hits in the period shown, by the rules in force.
#[component]
pub(super) fn Hits(rule: Path) -> impl IntoView {
    let rules = rules();
    let desk = rules.desk;
    let grid = expect_context::<Grid>();
    let found = Memo::new(move |_| {
        desk.track_calm();
        desk.track_shape();
        let chosen = desk.view.chosen.get();
        // What a variant would do is the lab's to say.
        let shown = rules.shown.get().filter(|_| rules.variant.with(Option::is_none))?;
        desk.read(|session| hits(session, &shown.json, &rule, &chosen))
    });
    move || {
        let (period, all) = found.get()?;
        let words = desk.words();
        let count = all.len();
        let links = all.into_iter().take(MOST).map(|hit| {
            let (cell, name) = (hit.cell, hit.name);
            let title = hit.is_provisional.then(|| words.say(Text::Provisional));
            view! {
                <button class="link" tabindex="-1" title=title on:click=move |event: web_sys::MouseEvent| {
                    event.stop_propagation();
                    grid.go_to(&cell);
                }>{name}</button>
            }
        });
        let links = links.collect_view();
        let more = count.checked_sub(MOST).filter(|more| *more > 0).map(|more| words.more(more));
        let said = words.rule_hits(&period, count);
        Some(view! { <span class="quiet">{said}</span>{links}{more} })
    }
}

/// The editions of the rules: which is in force from when, and what tells it from the one before. The newest is the one
/// that is edited.
#[component]
pub(super) fn Editions() -> impl IntoView {
    let rules = rules();
    let desk = rules.desk;
    let from = RwSignal::new(String::new());
    let all = Memo::new(move |_| {
        desk.track_change();
        let language = desk.words().language;
        desk.read(|session| editions(session, language))
    });
    let list = move || {
        let words = desk.words();
        let all = all.get();
        let count = all.len();
        let lines = all.into_iter().enumerate().map(|(at, line)| {
            let EditionLine { from, name, note, changes } = line;
            let from = if from.is_empty() { words.say(Text::EditionFirst) } else { from };
            let is_newest = at.saturating_add(1) == count;
            let told = match (at, changes.is_empty()) {
                (0, _) => ().into_any(),
                (_, true) => view! { <p class="quiet">{words.say(Text::EditionSame)}</p> }.into_any(),
                _ => {
                    let more = changes.len().checked_sub(CHANGES).filter(|more| *more > 0);
                    let items = changes.into_iter().take(CHANGES).map(|change| view! { <li>{change}</li> });
                    view! { <ul>{items.collect_view()}</ul>{more.map(|more| words.more(more))} }.into_any()
                }
            };
            view! {
                <tr>
                    <th scope="row">{from}</th>
                    <td>{name}{is_newest.then(|| view! { <span class="rules-variant">" "{words.say(Text::EditionEdited)}</span> })}</td>
                    <td>{note}</td>
                    <td>{told}</td>
                </tr>
            }
        });
        lines.collect_view()
    };
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = from.get_untracked();
        let Some(day) = baton_core::calendar::read_date(&typed) else {
            return desk.notice.set(Some(Notice::Refused(Message::MarkNotADate { typed })));
        };
        let scheme = desk.read(|session| session.book().scheme().cloned());
        let added = scheme
            .map(|scheme| Command::AddEdition { edition: Box::new(Edition { from: Some(day), scheme }) });
        if added.is_some_and(|command| desk.apply(&command)) {
            from.set(String::new());
        }
    };
    view! {
        <table class="list rules-editions" data-test="editions">
            <thead>
                <tr>
                    <th scope="col">{desk.said(Text::EditionFrom)}</th>
                    <th scope="col">{desk.said(Text::EditionName)}</th>
                    <th scope="col">{desk.said(Text::EditionNote)}</th>
                    <th scope="col">{desk.said(Text::EditionChanges)}</th>
                </tr>
            </thead>
            <tbody>{list}</tbody>
        </table>
        <form class="rules-bar" on:submit=add>
            <label>
                {desk.said(Text::EditionFrom)}
                <input type="date" prop:value=move || from.get() on:input=move |event| from.set(event_target_value(&event))/>
            </label>
            <button disabled=move || from.with(String::is_empty)>{desk.said(Text::EditionAdd)}</button>
            <button
                type="button"
                disabled=move || all.with(|all| all.len() < 2)
                on:click=move |_| _ = desk.apply(&Command::RemoveEdition)
            >{desk.said(Text::EditionRemove)}</button>
        </form>
        <p class="quiet">{desk.said(Text::EditionHint)}</p>
    }
}
