//! Rows of a table of the editor are dragged by their handles, with a mouse, a pen or a finger. A line shows where they
//! would come to stand. What is done then is what the keys do too.

use std::sync::Arc;

use baton_core::edit::rules::{Path, Spot, item_of, place, rows_of, spots};
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDivElement, HtmlElement, PointerEvent};

use super::dropping::pick;
use super::field::Field;
use super::model::Shown;
use crate::ui::widgets::found;

/// So far the pointer moves before that is a drag, in pixels.
const SLACK: i32 = 4;
/// How far a row is indented for each step down, in pixels, and where the first begins; as the style sheet has it.
const INDENT: (i32, i32) = (18, 22);
/// So near to the edge of the table the pointer makes it scroll, and so far in each frame.
const EDGE: (f64, i32) = (28.0, 9);
/// The height of the table's head, under which rows are hidden.
const HEAD: f64 = 30.0;

/// A row that is held by its handle.
#[derive(Clone)]
pub(super) struct Dragged {
    shown: Arc<Shown>,
    item: Path,
    /// Its first row, and the first behind it.
    rows: (usize, usize),
    depth: usize,
    /// Where it may go.
    spots: Arc<Vec<Spot>>,
    /// Where the pointer was pressed, and where it is.
    from: (i32, i32),
    at: (i32, i32),
    /// Whether it has been moved at all.
    is_moving: bool,
    /// Where it would come to stand.
    spot: Option<Spot>,
}

/// The pointer is pressed: on a handle that begins a drag.
pub(super) fn press(field: Field, node: &HtmlDivElement, event: &PointerEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let handle = target.and_then(|target| target.closest(".rules-handle").ok().flatten());
    let Some(handle) = handle.filter(|_| event.button() == 0 && event.is_primary()) else { return };
    let row = handle.closest(".rules-row").ok().flatten();
    let Some(row) = row.and_then(|row| rows(node).iter().position(|other| **other == row)) else { return };
    // Neither is text selected nor does the field lose the keyboard.
    event.prevent_default();
    field.commit();
    let Some(shown) = field.rules.shown.get_untracked() else { return };
    let dragged = field.rules.tables[field.number].with_untracked(|table| {
        let table = table.as_deref()?;
        let of = table.rows.get(row)?;
        let item = item_of(table, of)?;
        let spots = Arc::new(spots(&shown.json, table, &item));
        let (from, rows, depth) = ((event.client_x(), event.client_y()), rows_of(table, &item)?, of.depth);
        Some(Dragged { shown, item, rows, depth, spots, from, at: from, is_moving: false, spot: None })
    });
    field.dragged.set_value(dragged);
    // Without it the drag merely ends where the table does.
    _ = node.set_pointer_capture(event.pointer_id());
}

/// The pointer is moved.
pub(super) fn pull(field: Field, node: &HtmlDivElement, event: &PointerEvent) {
    let at = (event.client_x(), event.client_y());
    let begins = field.dragged.try_update_value(|dragged| {
        let dragged = dragged.as_mut().filter(|_| event.is_primary())?;
        dragged.at = at;
        let is_far = |a: i32, b: i32| a.abs_diff(b) > SLACK.unsigned_abs();
        let begins = !dragged.is_moving && (is_far(at.0, dragged.from.0) || is_far(at.1, dragged.from.1));
        dragged.is_moving |= begins;
        Some((begins, dragged.rows))
    });
    let Some((begins, held)) = begins.flatten() else { return };
    if begins {
        _ = node.class_list().add_1("rules-dragging");
        for row in rows(node).get(held.0..held.1).unwrap_or_default() {
            _ = row.class_list().add_1("rules-dragged");
        }
        glide(field, node.clone());
    }
    show(field, node);
}

/// The pointer is let go.
pub(super) fn release(field: Field, node: &HtmlDivElement, event: &PointerEvent) {
    let Some(dragged) = end(field, node) else { return };
    let Dragged { shown, item, rows, is_moving, spot, .. } = dragged;
    let rules = field.rules;
    if !is_moving {
        // A click chooses the row.
        rules.wants_focus.set(Some(field.number));
        return rules.active[field.number].update(|active| active.0 = rows.0);
    }
    if !is_same(field, &shown) {
        return;
    }
    let Some(spot) = spot.filter(|spot| !spot.stays) else { return };
    // A finger that lets go wants no keyboard to come up.
    if event.pointer_type() == "mouse" {
        rules.wants_focus.set(Some(field.number));
    }
    rules.put_at(field.number, place(&shown.scheme, &item, &spot.list, spot.before));
}

/// Gives the drag up: nothing is moved. `false` where nothing is dragged.
pub(super) fn give_up(field: Field, node: &HtmlDivElement) -> bool {
    end(field, node).is_some()
}

fn end(field: Field, node: &HtmlDivElement) -> Option<Dragged> {
    let dragged = field.dragged.try_update_value(Option::take).flatten()?;
    _ = node.class_list().remove_1("rules-dragging");
    for row in rows(node) {
        _ = row.class_list().remove_1("rules-dragged");
    }
    if let Some(mark) = mark(node) {
        _ = mark.set_attribute("hidden", "");
    }
    Some(dragged)
}

/// Whether the rules are still those that were shown when the drag began: undone meanwhile, say, its places are others.
fn is_same(field: Field, shown: &Arc<Shown>) -> bool {
    field.rules.shown.with_untracked(|now| now.as_ref().is_some_and(|now| Arc::ptr_eq(now, shown)))
}

/// Shows where the row would come to stand.
pub(super) fn show(field: Field, node: &HtmlDivElement) {
    let Some(dragged) = field.dragged.get_value().filter(|dragged| dragged.is_moving) else { return };
    let all: Vec<_> = rows(node).iter().map(|row| row.get_bounding_client_rect()).collect();
    let y = f64::from(dragged.at.1);
    let row = all.iter().position(|row| y < row.bottom()).unwrap_or(all.len().saturating_sub(1));
    let (Some(over), Some(mark)) = (all.get(row), mark(node)) else { return };
    let part = ((y - over.top()) / over.height().max(1.0)).clamp(0.0, 1.0);
    let steps = dragged.at.0.saturating_sub(dragged.from.0) / INDENT.0;
    let wanted = dragged.depth.saturating_add_signed(isize::try_from(steps).unwrap_or(0));
    let spot = pick(&dragged.spots, row, part, wanted).cloned();
    field.dragged.update_value(|dragged| {
        if let Some(dragged) = dragged {
            dragged.spot.clone_from(&spot);
        }
    });
    let Some(spot) = spot.filter(|spot| !spot.stays) else {
        _ = mark.set_attribute("hidden", "");
        return;
    };
    let around = node.get_bounding_client_rect();
    let own = all.get(spot.row);
    let edge = own.map_or_else(|| all.last().map_or(0.0, |row| row.bottom()), |row| row.top());
    let top = edge - around.top() - f64::from(node.client_top()) + f64::from(node.scroll_top());
    let steps = i32::try_from(spot.depth.min(6)).unwrap_or(0);
    let indent = if spot.is_inside { 0 } else { INDENT.1 + INDENT.0 * steps };
    let left = node.scroll_left() + indent;
    let style = mark.style();
    _ = style.set_property("transform", &format!("translate({left}px,{top}px)"));
    _ = style.set_property("width", &format!("{}px", node.client_width() - indent));
    let height = own.filter(|_| spot.is_inside).map_or(0.0, |row| row.height());
    _ = style.set_property("height", &format!("{height}px"));
    _ = mark.set_attribute("data-into", if spot.is_inside { "true" } else { "false" });
    _ = mark.remove_attribute("hidden");
}

/// Scrolls on as long as the pointer is held near the edge of the table.
fn glide(field: Field, node: HtmlDivElement) {
    let at = field.dragged.try_with_value(|dragged| dragged.as_ref().map(|dragged| dragged.at.1)).flatten();
    let Some(y) = at.map(f64::from) else { return };
    let around = node.get_bounding_client_rect();
    let by = if y < around.top() + HEAD + EDGE.0 {
        -EDGE.1
    } else if y > around.bottom() - EDGE.0 {
        EDGE.1
    } else {
        0
    };
    if by != 0 {
        node.set_scroll_top(node.scroll_top().saturating_add(by));
    }
    request_animation_frame(move || glide(field, node));
}

/// The rows as they are drawn.
fn rows(node: &HtmlDivElement) -> Vec<HtmlElement> {
    found(node, ".rules-row")
}

/// The line.
fn mark(node: &HtmlDivElement) -> Option<HtmlElement> {
    node.query_selector(".rules-drop").ok()??.dyn_into().ok()
}
