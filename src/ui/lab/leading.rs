//! From a figure to its cell: a name that is a button where there is a cell to go to.

use baton_core::diag::CellName;
use baton_core::eval::{Results, cell_ref};
use baton_core::plan::Slot;
use leptos::prelude::*;

use crate::ui::side::Side;

/// The name of a cell; `None` where there is none.
pub(super) fn cell_name(results: &Results, slot: Slot, period: usize, row: usize) -> Option<CellName> {
    results.name(cell_ref(slot, period, row)?)
}

/// What a column is called today.
pub(super) fn column_name(results: &Results, slot: Slot) -> String {
    results.plan().newest(slot).map(|version| version.name.clone()).unwrap_or_default()
}

/// A text that leads to a cell.
pub(super) fn leading(side: Side, said: String, cell: Option<CellName>) -> impl IntoView + use<> {
    match cell {
        Some(cell) => {
            view! { <button class="link" on:click=move |_| side.grid.go_to(&cell)>{said}</button> }.into_any()
        }
        None => said.into_any(),
    }
}
