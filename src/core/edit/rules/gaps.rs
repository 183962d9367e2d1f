//! Values side by side in a list of several, such as a row of a tariff: each is a cell, and some may be empty.

use serde_json::Value as Json;

use super::at::holds;
use super::path::{Path, Step};
use super::shape::Shape;
use super::targets::numbers;

/// Whether a place is one of several values in a list.
pub(super) fn is_value(json: &Json, place: &Path) -> bool {
    let list = place.number().and_then(|_| place.parent());
    list.and_then(|list| holds(json, &list)).is_some_and(|of| matches!(of.shape, Shape::Several(_)))
}

/// Puts a value at its place; what is not typed yet is empty.
pub(super) fn put(json: &mut Json, cell: &Path, value: Option<Json>) {
    let Some((list, Step::Index(number))) = cell.split() else { return };
    let (number, count) = (*number, width(json, &list));
    let empty = match holds(json, cell).map(|of| of.shape) {
        Some(Shape::Number | Shape::Whole) => Json::Null,
        _ => Json::from(""),
    };
    let Some(Json::Array(values)) = list.find_mut(json) else { return };
    // One that is for all is for each of them now.
    let rest = match values.as_slice() {
        [one] if number > 0 && empty.is_null() => one.clone(),
        _ => empty.clone(),
    };
    let is_for_all = values.len() == 1 && number == 0 && empty.is_null();
    let wanted = if is_for_all { 1 } else { count.max(number.saturating_add(1)) };
    while values.len() < wanted {
        values.push(rest.clone());
    }
    if let Some(place) = values.get_mut(number) {
        *place = value.unwrap_or(empty);
    }
}

/// How many values a row of a tariff has; of other lists none is known.
fn width(json: &Json, list: &Path) -> usize {
    let Some(tariff) = list.parent().and_then(|row| row.parent()).and_then(|rows| rows.parent()) else {
        return 0;
    };
    let (by, across) = (numbers(json, &tariff.key("by")).len(), numbers(json, &tariff.key("across")).len());
    match list.last_key() {
        Some("of") => by.saturating_sub(usize::from(across > 0)),
        Some("points") => across.max(1),
        _ => 0,
    }
}
