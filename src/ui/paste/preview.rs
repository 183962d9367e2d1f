//! The preview of a paste: what does not fit, where and why, and what would still be taken.

use leptos::prelude::*;

use crate::ui::grid::Grid;
use crate::ui::grid::selection::Selection;
use crate::ui::grid::writing::{Change, Draft, Misfit, Why, draft};
use crate::ui::widgets::Dialog;
use crate::words::page::Text;

/// How many misfits are listed.
const LISTED: usize = 200;

/// What is to be pasted, while its preview is shown.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct Pasted {
    /// The text for each cell.
    pub(in crate::ui) changes: Vec<Change>,
    /// What is selected afterwards.
    pub(in crate::ui) selection: Selection,
}

/// The preview, while there is something to paste that does not fit.
#[component]
pub(in crate::ui) fn PastePreview() -> impl IntoView {
    let grid = expect_context::<Grid>();
    move || grid.pasted.get().map(|pasted| view! { <Preview pasted/> })
}

#[component]
fn Preview(pasted: Pasted) -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let keeps_unfit = RwSignal::new(false);
    let pasted = StoredValue::new(pasted);
    let drawn = Memo::new(move |_| {
        desk.track_shape();
        let keeps = keeps_unfit.get();
        pasted.with_value(|pasted| grid.view(|view| draft(view, &pasted.changes, keeps))).unwrap_or_default()
    });
    let close = Callback::new(move |()| {
        grid.pasted.set(None);
        grid.focus();
    });
    let carry_out = move |_| {
        let selection = pasted.with_value(|pasted| pasted.selection.clone());
        if drawn.get_untracked().command().is_none_or(|command| desk.apply(&command)) {
            grid.select(selection);
            close.run(());
        }
    };
    let summary = move || {
        drawn.with(|Draft { cells, new_rows, refused, unfit, .. }| {
            desk.words().paste(*cells, *new_rows, refused.len(), unfit.len())
        })
    };
    let list = move || {
        let words = desk.words();
        drawn.with(|draft| {
            let misfits = draft.unfit.iter().chain(&draft.refused);
            let lines = misfits.take(LISTED).map(|misfit| {
                let Misfit { cell, row, column, text, why } = misfit;
                let row = if row.is_empty() { words.row(cell.row + 1) } else { row.clone() };
                let column = if column.is_empty() { words.column(cell.column + 1) } else { column.clone() };
                let why = match why {
                    Why::Because(message) => words.because(message),
                    Why::BelowTheLast => words.say(Text::BelowTheLast),
                    Why::BesideTheLast => words.say(Text::BesideTheLast),
                };
                view! { <tr><th scope="row">{row}</th><td>{column}</td><td>{text.clone()}</td><td>{why}</td></tr> }
            });
            lines.collect_view()
        })
    };
    let more = move || {
        let count = drawn.with(|draft| draft.unfit.len() + draft.refused.len());
        (count > LISTED).then(|| view! { <p class="quiet">{desk.words().more(count - LISTED)}</p> })
    };
    let has_unfit = move || drawn.with(|draft| !draft.unfit.is_empty());
    let takes_nothing = move || drawn.with(|draft| draft.cells == 0);
    view! {
        <Dialog title=Signal::derive(desk.said(Text::PasteTitle)) close>
            <p data-test="paste-summary">{summary}</p>
            <div class="misfits">
                <table class="list">
                    <thead>
                        <tr>
                            <th scope="col">{desk.said(Text::PasteRow)}</th>
                            <th scope="col">{desk.said(Text::PasteColumn)}</th>
                            <th scope="col">{desk.said(Text::PasteText)}</th>
                            <th scope="col">{desk.said(Text::PasteWhy)}</th>
                        </tr>
                    </thead>
                    <tbody>{list}</tbody>
                </table>
            </div>
            {more}
            <Show when=has_unfit>
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || keeps_unfit.get()
                        on:change=move |event| keeps_unfit.set(event_target_checked(&event))
                    />
                    {desk.said(Text::PasteKeepUnfit)}
                </label>
            </Show>
            <div class="actions">
                <button on:click=move |_| close.run(())>{desk.said(Text::Cancel)}</button>
                <button class="main" disabled=takes_nothing on:click=carry_out>{desk.said(Text::PasteRest)}</button>
            </div>
        </Dialog>
    }
}
