//! What can be done with the rows of a register or roster: one more, one less, those of this period only.

use leptos::prelude::*;

use super::state::Grid;
use crate::ui::tab::Tab;
use crate::words::page::Text;

/// The tools above a register or roster; nothing above a sheet.
#[component]
pub(super) fn Tools() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let is_register = move || matches!(desk.view.tab.get(), Tab::Register(_));
    let has_row = move || grid.active().is_some_and(|(_, row, _)| row.is_some());
    let add = move |_| grid.to_new_row();
    let only = desk.view.this_period_only;
    view! {
        <Show when=move || grid.shown.get().is_some_and(|shown| shown.grows)>
            <div class="tools" role="toolbar">
                <button on:click=add>"＋ "{desk.said(Text::AddRow)}</button>
                <button on:click=move |_| grid.remove_row() disabled=move || !has_row()>
                    "－ "{desk.said(Text::RemoveRow)}
                </button>
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
                <span class="quiet">{move || desk.words().rows(grid.rows.with(|rows| rows.len()))}</span>
            </div>
        </Show>
    }
}
