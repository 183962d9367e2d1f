//! Several cells of a table of the editor chosen at once: by Shift and the arrows, Shift and a click, or a drag; copied, cut,
//! emptied, and what is pasted.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, HtmlDivElement, PointerEvent};

use super::edit::on;
use super::field::Field;
use crate::ui::paste::{give, take};
use crate::ui::widgets::found;

/// The class of the cells that are chosen beside the active one.
const PICKED: &str = "rules-picked";

/// The row and column of a drawn cell.
pub(super) fn place(cell: &Element) -> Option<(usize, usize)> {
    let text = cell.get_attribute("data-at")?;
    let (row, column) = text.split_once(',')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}

/// Whether more than the active cell is chosen.
pub(super) fn has_several(field: Field) -> bool {
    field.rules.corner[field.number].with_untracked(Option::is_some)
}

/// Chooses the active cell alone.
pub(super) fn narrow(field: Field) {
    field.rules.corner[field.number].set(None);
    // The table below is of another row then.
    if field.number == 0 {
        field.rules.corner[1].set(None);
    }
}

/// Chooses some rows and columns more, or less.
pub(super) fn widen(field: Field, by: (isize, isize)) {
    let corner = field.rules.corner[field.number].get_untracked().unwrap_or_else(|| field.place());
    if let Some(corner) = on(field, corner, by) {
        field.rules.corner[field.number].set((corner != field.place()).then_some(corner));
    }
}

/// First and last row and column of what is chosen.
fn bounds(field: Field) -> ((usize, usize), (usize, usize)) {
    let (row, column) = field.place();
    let (other, beside) = field.rules.corner[field.number].get_untracked().unwrap_or((row, column));
    ((row.min(other), column.min(beside)), (row.max(other), column.max(beside)))
}

/// Marks what is chosen.
pub(super) fn draw(field: Field, node: &HtmlDivElement) {
    for cell in found(node, &format!(".{PICKED}")) {
        _ = cell.class_list().remove_1(PICKED);
    }
    if !has_several(field) {
        return;
    }
    let ((top, left), (bottom, right)) = bounds(field);
    for cell in found(node, "[data-at]") {
        let is_in =
            |(row, column): &(usize, usize)| (top..=bottom).contains(row) && (left..=right).contains(column);
        if place(&cell).filter(is_in).is_some() {
            _ = cell.class_list().add_1(PICKED);
        }
    }
}

/// The mouse is pressed on a cell: a drag from there chooses several.
pub(super) fn press(field: Field, event: &PointerEvent) {
    let is_free = event.button() == 0 && event.pointer_type() == "mouse" && !event.shift_key();
    let cell = cell_of(event).filter(|_| is_free && field.dragged.with_value(Option::is_none));
    field.pressed.set_value(cell);
}

/// The mouse is moved with its button held.
pub(super) fn pull(field: Field, event: &PointerEvent) {
    let Some(from) = field.pressed.get_value().filter(|_| event.buttons() == 1) else { return };
    let Some(to) = cell_of(event) else { return };
    let corner = field.rules.corner[field.number];
    // Within the cell in which something is typed, text is chosen.
    let begins = corner.with_untracked(Option::is_none);
    if begins && (to == from) {
        return;
    }
    if field.rules.active[field.number].get_untracked() != from {
        field.commit();
        field.rules.active[field.number].set(from);
    } else if field.is_typing.get_untracked() {
        return;
    }
    let to = (to != from).then_some(to);
    if corner.get_untracked() != to {
        corner.set(to);
        field.rules.wants_focus.set(Some(field.number));
    }
}

fn cell_of(event: &PointerEvent) -> Option<(usize, usize)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    place(&target.closest("[data-at]").ok()??)
}

/// The chosen cells are copied; while something is typed, the field answers by itself.
pub(super) fn copied(field: Field, event: &ClipboardEvent, cuts: bool) {
    let Some(clipboard) = event.clipboard_data().filter(|_| !field.is_typing.get_untracked()) else { return };
    if give(&clipboard, &field.rules.picked(field.number)) {
        event.prevent_default();
        if cuts {
            empty(field);
        }
    }
}

/// Empties the chosen cells.
pub(super) fn empty(field: Field) {
    let (first, last) = bounds(field);
    let columns = last.1.saturating_sub(first.1).saturating_add(1);
    let rows = last.0.saturating_sub(first.0).saturating_add(1);
    field.rules.put_block(field.number, first, &vec![vec![String::new(); columns]; rows]);
}

/// A table is pasted from the active cell on; while something is typed, into the field.
pub(super) fn pasted(field: Field, event: &ClipboardEvent) {
    let Some(clipboard) = event.clipboard_data().filter(|_| !field.is_typing.get_untracked()) else { return };
    event.prevent_default();
    let rows = take(&clipboard);
    if rows.iter().flatten().any(|text| !text.trim().is_empty()) {
        field.rules.put_block(field.number, bounds(field).0, &rows);
    }
}
