//! From a figure to its cell, or to the slider of a parameter: a name that is a button where there is somewhere to go.

use baton_core::diag::CellName;
use baton_core::eval::{Results, cell_ref};
use baton_core::plan::Slot;
use leptos::prelude::*;
use web_sys::HtmlElement;
use web_sys::wasm_bindgen::JsCast;

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

/// The name of a parameter; it leads to its slider.
pub(super) fn to_slider(said: String, parameter: usize) -> impl IntoView + use<> {
    let go = move |_| {
        let slider = format!("[data-parameter=\"{parameter}\"] .slider-number");
        let found = document().query_selector(&slider).ok().flatten();
        if let Some(field) = found.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            let _ = field.focus();
        }
    };
    view! { <button class="link" on:click=go>{said}</button> }
}
