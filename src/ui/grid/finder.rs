//! The bar that finds and replaces: how many cells hold a text, one after the other, and what takes its place.

use leptos::html;
use leptos::prelude::*;

use super::cursor::Cursor;
use super::find::{found, replacements};
use super::selection::Selection;
use super::state::Grid;
use crate::words::page::Text;

impl Grid {
    /// Opens the bar that finds, and replaces where asked.
    pub(in crate::ui) fn open_find(self, replaces: bool) {
        self.finding.set(Some(replaces));
    }
}

/// The bar, while it is open.
#[component]
pub(super) fn Finder() -> impl IntoView {
    let grid = expect_context::<Grid>();
    move || grid.finding.get().map(|replaces| view! { <Bar replaces/> })
}

#[component]
fn Bar(replaces: bool) -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let node = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(field) = node.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let wanted = grid.wanted;
    let by = RwSignal::new(String::new());
    let hits = Memo::new(move |_| {
        desk.track_change();
        grid.rows.track();
        grid.columns.track();
        wanted.with(|wanted| grid.view(|view| found(view, wanted))).unwrap_or_default()
    });
    // Which of them the active cell is.
    let at = move || {
        let cursor = grid.cursor();
        hits.with(|hits| hits.iter().position(|hit| *hit == cursor))
    };
    let count = move || {
        let all = hits.with(Vec::len);
        let is_empty = wanted.with(|wanted| wanted.text.is_empty());
        (!is_empty).then(|| desk.words().hits(at().map(|at| at + 1), all))
    };
    let go = move |back: bool| {
        let cursor = untrack(|| grid.cursor());
        let next = hits.with_untracked(|hits| {
            let next: Option<&Cursor> = if back {
                hits.iter().rev().find(|hit| **hit < cursor).or(hits.last())
            } else {
                hits.iter().find(|hit| **hit > cursor).or(hits.first())
            };
            next.copied()
        });
        if let Some(next) = next {
            grid.select(Selection::at(next));
        }
    };
    let replace = move |cells: Vec<Cursor>| {
        let (text, by) = (wanted.get_untracked(), by.get_untracked());
        let changes = grid.view(|view| replacements(view, &cells, &text, &by)).unwrap_or_default();
        if changes.is_empty() {
            grid.check();
        } else {
            grid.write(&changes);
        }
    };
    let replace_one = move |_| {
        let cursor = untrack(|| grid.cursor());
        if untrack(at).is_some() {
            replace(vec![cursor]);
        }
        go(false);
    };
    let close = move || {
        grid.finding.set(None);
        grid.focus();
    };
    let press = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            close();
        }
        "Enter" if !event.is_composing() => {
            event.prevent_default();
            go(event.shift_key());
        }
        _ => {}
    };
    let look = move |event| wanted.update(|wanted| wanted.text = event_target_value(&event));
    let whole = move |event| wanted.update(|wanted| wanted.whole = event_target_checked(&event));
    view! {
        <div class="tools finder" role="search">
            <input
                node_ref=node
                aria-label=desk.said(Text::Find)
                placeholder=desk.said(Text::Find)
                prop:value=move || wanted.with(|wanted| wanted.text.clone())
                on:input=look
                on:keydown=press
            />
            <output data-test="hits">{count}</output>
            <button on:click=move |_| go(true) aria-label=desk.said(Text::FindPrevious) title=desk.said(Text::FindPrevious)>"↑"</button>
            <button on:click=move |_| go(false) aria-label=desk.said(Text::FindNext) title=desk.said(Text::FindNext)>"↓"</button>
            <label>
                <input type="checkbox" prop:checked=move || wanted.with(|wanted| wanted.whole) on:change=whole/>
                {desk.said(Text::FindWhole)}
            </label>
            {replaces.then(|| view! {
                <input
                    aria-label=desk.said(Text::ReplaceBy)
                    placeholder=desk.said(Text::ReplaceBy)
                    prop:value=by
                    on:input=move |event| by.set(event_target_value(&event))
                    on:keydown=press
                />
                <button on:click=replace_one>{desk.said(Text::Replace)}</button>
                <button on:click=move |_| replace(hits.get_untracked())>{desk.said(Text::ReplaceAll)}</button>
            })}
            <button class="close" on:click=move |_| close() aria-label=desk.said(Text::Close)>"✕"</button>
        </div>
    }
}
