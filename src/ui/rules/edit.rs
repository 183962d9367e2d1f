//! The keys of a table of the editor.

use baton_core::edit::rules::{Path, nest, shift, unnest};
use leptos::prelude::*;

use super::field::Field;
use super::model::is_formula;
use super::range;

/// Hears a key in the field.
pub(super) fn hear(field: Field, event: &web_sys::KeyboardEvent) {
    let is_dragging = field.dragged.with_value(Option::is_some);
    if event.is_composing() || event.key() == "Process" || is_dragging {
        return;
    }
    let done = match field.is_typing.get_untracked() {
        true => while_typing(field, event),
        false => while_waiting(field, event),
    };
    if done {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn while_typing(field: Field, event: &web_sys::KeyboardEvent) -> bool {
    let chosen = field.chosen.get_untracked();
    let count = field.offered.with_untracked(Vec::len);
    match event.key().as_str() {
        // Of what is only offered, not chosen among, the first press rids one.
        "Escape" if count > 0 && !field.has_fixed_choices() => {
            field.close_offers();
            true
        }
        "Escape" => {
            field.give_up();
            true
        }
        "ArrowDown" | "ArrowUp" if count > 0 => {
            let last = count.saturating_sub(1);
            let next = match (chosen, event.key() == "ArrowDown") {
                (None, _) => 0,
                (Some(at), true) => {
                    if at >= last {
                        0
                    } else {
                        at.saturating_add(1)
                    }
                }
                (Some(at), false) => at.checked_sub(1).unwrap_or(last),
            };
            field.chosen.set(Some(next));
            true
        }
        key @ ("Enter" | "Tab") => {
            if let Some(at) = chosen {
                field.take(at);
                // A name goes into a formula that goes on; a choice is all there is.
                if in_formula(field) {
                    return true;
                }
            }
            field.commit();
            match (key, event.shift_key()) {
                ("Tab", back) => step(field, (0, if back { -1 } else { 1 })),
                (_, back) => step(field, (if back { -1 } else { 1 }, 0)),
            }
            true
        }
        _ => false,
    }
}

/// Whether the active cell holds a formula.
pub(super) fn in_formula(field: Field) -> bool {
    let shown = field.rules.shown.get_untracked();
    field.cell().zip(shown).is_some_and(|(cell, shown)| is_formula(&shown.json, &cell))
}

fn while_waiting(field: Field, event: &web_sys::KeyboardEvent) -> bool {
    let rules = field.rules;
    let control = event.ctrl_key() || event.meta_key();
    let key = event.key();
    if event.alt_key() {
        let item = untrack(|| rules.item(field.number));
        return match (key.as_str(), item) {
            ("ArrowUp", Some(item)) => moved(field, &item, |scheme, item| shift(scheme, item, false)),
            ("ArrowDown", Some(item)) => moved(field, &item, |scheme, item| shift(scheme, item, true)),
            ("ArrowLeft", Some(item)) => moved(field, &item, unnest),
            ("ArrowRight", Some(item)) => moved(field, &item, nest),
            _ => false,
        };
    }
    match key.as_str() {
        "Insert" => rules.add(field.number, event.shift_key()),
        "Enter" if control => rules.add(field.number, event.shift_key()),
        "Delete" if control => remove(field),
        "Delete" | "Backspace" if range::has_several(field) => range::empty(field),
        "Delete" | "Backspace" => {
            if let Some(cell) = field.cell() {
                rules.wants_focus.set(Some(field.number));
                rules.type_into(&cell, "");
            }
        }
        "Enter" | "F2" if field.to_links() => {}
        "Enter" | "F2" => field.begin(),
        "Escape" if range::has_several(field) => range::narrow(field),
        "Escape" => field.give_up(),
        "ArrowUp" if event.shift_key() => range::widen(field, (-1, 0)),
        "ArrowDown" if event.shift_key() => range::widen(field, (1, 0)),
        "ArrowLeft" if event.shift_key() => range::widen(field, (0, -1)),
        "ArrowRight" if event.shift_key() => range::widen(field, (0, 1)),
        "ArrowUp" => step(field, (-1, 0)),
        "ArrowDown" => step(field, (1, 0)),
        "ArrowLeft" => step(field, (0, -1)),
        "ArrowRight" => step(field, (0, 1)),
        "PageUp" => step(field, (-10, 0)),
        "PageDown" => step(field, (10, 0)),
        "Home" if control => step(field, (isize::MIN, isize::MIN)),
        "End" if control => step(field, (isize::MAX, 0)),
        "Home" => step(field, (0, isize::MIN)),
        "End" => step(field, (0, isize::MAX)),
        _ => return false,
    }
    true
}

fn remove(field: Field) {
    let rules = field.rules;
    if let Some(item) = untrack(|| rules.item(field.number)) {
        rules.wants_focus.set(Some(field.number));
        rules.remove(&item);
    }
}

fn moved(
    field: Field,
    item: &Path,
    change: impl FnOnce(&baton_core::model::Scheme, &Path) -> Option<(baton_core::model::Scheme, Path)>,
) -> bool {
    if let Some(shown) = field.rules.shown.get_untracked() {
        field.rules.wants_focus.set(Some(field.number));
        field.rules.put_at(field.number, change(&shown.scheme, item));
    }
    true
}

/// Goes some rows and columns on.
pub(super) fn step(field: Field, (rows, columns): (isize, isize)) {
    let Some(place) = on(field, field.place(), (rows, columns)) else { return };
    field.rules.wants_focus.set(Some(field.number));
    range::narrow(field);
    field.rules.active[field.number].set(place);
}

/// The cell some rows and columns on from another, within the table.
pub(super) fn on(
    field: Field,
    (row, column): (usize, usize),
    (rows, columns): (isize, isize),
) -> Option<(usize, usize)> {
    let (row_count, column_count) = field.size()?;
    let on = |at: usize, by: isize, count: usize| at.saturating_add_signed(by).min(count.saturating_sub(1));
    Some((on(row, rows, row_count), on(column, columns, column_count)))
}
