//! From a figure to its cell, or to the slider of a parameter: a name that is a button where there is somewhere to go.

use baton_core::calendar::Calendar;
use baton_core::diag::CellName;
use baton_core::eval::{Results, cell_ref};
use baton_core::lab::Focus;
use baton_core::plan::Slot;
use leptos::prelude::*;
use web_sys::HtmlElement;
use web_sys::wasm_bindgen::JsCast;

use super::state::{Lab, lab};
use crate::ui::desk::Notice;
use crate::ui::side::Side;
use crate::words::page::{Text, Words};

/// The name of a cell; `None` where there is none.
pub(super) fn cell_name(results: &Results, slot: Slot, period: usize, row: usize) -> Option<CellName> {
    results.name(cell_ref(slot, period, row)?)
}

/// What a column is called today.
pub(super) fn column_name(results: &Results, slot: Slot) -> String {
    results.plan().newest(slot).map(|version| version.name.clone()).unwrap_or_default()
}

/// What a column is called, seen from a sheet in a period: with its period where that is another one, else with its sheet.
pub(super) fn column_elsewhere(
    results: &Results,
    words: Words,
    focus: &Focus,
    calendar: &Calendar,
    (slot, period): (Slot, usize),
) -> String {
    let name = column_name(results, slot);
    let table = results.plan().columns.get(slot).map(|column| column.table);
    let own = results.period(focus.table, focus.period);
    let at = table.and_then(|table| results.period(table, period)).filter(|at| Some(*at) != own);
    let sheet =
        table.filter(|table| *table != focus.table).and_then(|table| results.plan().tables.get(table));
    match (at, sheet) {
        (Some(period), _) => words.in_brackets(&name, &words.period(period, calendar)),
        (None, Some(sheet)) => words.in_brackets(&name, &sheet.name),
        (None, None) => name,
    }
}

/// Goes to a cell of the book. What the variant gives stands in the lab alone, so that nobody takes one for the other
/// that is told.
pub(super) fn go(lab: Lab, side: Side, cell: &CellName) {
    side.grid.go_to(cell);
    if untrack(|| lab.variant()).cards.iter().any(|card| !card.off) {
        lab.desk.notice.set(Some(Notice::Text(Text::LabBookAsItIs)));
    }
}

/// A text that leads to a cell.
pub(super) fn leading(side: Side, said: String, cell: Option<CellName>) -> impl IntoView + use<> {
    match cell {
        Some(cell) => {
            let lab = lab();
            view! { <button class="link" on:click=move |_| go(lab, side, &cell)>{said}</button> }.into_any()
        }
        None => said.into_any(),
    }
}

/// The name of a parameter; it leads to its slider.
pub(super) fn to_slider(said: String, parameter: usize) -> impl IntoView + use<> {
    view! { <button class="link" on:click=move |_| _ = focus_slider(parameter)>{said}</button> }
}

/// Goes to the slider of a parameter; whether there is one.
pub(super) fn focus_slider(parameter: usize) -> bool {
    let slider = format!("[data-parameter=\"{parameter}\"] .slider-number");
    let found = document().query_selector(&slider).ok().flatten();
    let field = found.and_then(|field| field.dyn_into::<HtmlElement>().ok());
    field.is_some_and(|field| field.focus().is_ok())
}
