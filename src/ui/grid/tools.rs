//! What stands above the table: what can be done with the rows of a register or roster, and what of the table is not
//! shown, so that nobody takes a part for the whole.

use baton_core::diag::CellName;
use leptos::prelude::*;

use super::state::Grid;
use super::twins::{Twin, twins};
use crate::ui::desk::Dialog;
use crate::ui::tab::Tab;
use crate::words::page::Text;

/// More than these are counted, not named.
const MOST: usize = 3;

/// The entries that look like one event entered twice, each leading to the later one.
#[component]
fn Twice() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let found = Memo::new(move |_| {
        desk.track_calm();
        let register = desk.table()?;
        desk.read(|session| {
            let table = session.plan().tables.get(register)?;
            let column = session.plan().columns.get(*table.layout.first()?)?;
            let cell = |twin: Twin| {
                let (table, column) = (table.id.to_string(), column.id.to_string());
                let row = twin.entry.to_string();
                (twin.numbers, CellName { table, period: String::new(), row, column })
            };
            Some(twins(session, register).into_iter().map(cell).collect::<Vec<_>>())
        })
    });
    move || {
        let twins = found.get().unwrap_or_default();
        let words = desk.words();
        (!twins.is_empty()).then(|| {
            let more = twins.len().saturating_sub(MOST);
            let ways = twins.into_iter().take(MOST).map(|(numbers, cell)| {
                let go = move |_| {
                    grid.go_to(&cell);
                    grid.focus();
                };
                view! { <button class="link" on:click=go>{words.twin(numbers)}</button> }
            });
            let ways = ways.collect_view();
            view! {
                <span class="held-back" role="status" data-test="twice">
                    {words.say(Text::EnteredTwice)}{ways}{(more > 0).then(|| words.more(more))}
                </span>
            }
        })
    }
}

/// The tools above a register or roster; above a sheet only while something is held back.
#[component]
pub(in crate::ui) fn Tools() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let is_register = move || matches!(desk.view.tab.get(), Tab::Register(_));
    let is_roster = move || matches!(desk.view.tab.get(), Tab::Roster(_));
    let grows = move || grid.shown.get().is_some_and(|shown| shown.grows);
    let has_row = move || grid.active().is_some_and(|(_, row, _)| row.is_some());
    let add = move |_| grid.to_new_row();
    let only = desk.view.this_period_only;
    let hidden = Memo::new(move |_| grid.hidden_columns());
    let is_partial = move || grid.is_filtered() || hidden.get() > 0;
    view! {
        <Show when=move || grid.shown.get().is_some() && (grows() || is_partial())>
            <div class="tools" role="toolbar">
                <Show when=grows>
                    <button on:click=add>"＋ "{desk.said(Text::AddRow)}</button>
                    <button on:click=move |_| grid.remove_rows() disabled=move || !has_row()>
                        "－ "{desk.said(Text::RemoveRow)}
                    </button>
                </Show>
                <Show when=is_roster>
                    <button
                        disabled=move || grid.chosen_subjects().len() < 2
                        on:click=move |_| desk.dialog.set(Some(Dialog::Merge))
                    >{desk.said(Text::Merge)}</button>
                </Show>
                <Show when=is_register>
                    <label>
                        <input
                            type="checkbox"
                            prop:checked=move || only.get()
                            on:change=move |event| only.set(event_target_checked(&event))
                        />
                        {desk.said(Text::ThisPeriodOnly)}
                    </label>
                </Show>
                <span class="quiet" data-test="rows">
                    {move || desk.words().rows(grid.rows.with(|rows| rows.len()))}
                </span>
                <Show when=is_register>
                    <span class="quiet" data-test="digits">{move || desk.words().digits(&grid.digits())}</span>
                    <Twice/>
                </Show>
                <Show when=move || grid.is_filtered()>
                    <span class="held-back">{desk.said(Text::Filtered)}</span>
                    <button on:click=move |_| { grid.unfilter(); grid.focus() }>{desk.said(Text::FilterClear)}</button>
                </Show>
                <Show when=move || { hidden.get() > 0 }>
                    <span class="held-back">{move || desk.words().hidden_columns(hidden.get())}</span>
                    <button on:click=move |_| { grid.show_columns(); grid.focus() }>{desk.said(Text::ShowColumns)}</button>
                </Show>
            </div>
        </Show>
    }
}
