//! Where a row that is dragged may come to stand.

use serde_json::Value as Json;

use super::lists::{item_of, row_of};
use super::moving::{is_there, list_inside, may_stand_in};
use super::path::Path;
use super::tables::{Row, Table};
use super::targets::numbers;

/// A place among the rows of a table that a thing may be moved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The list.
    pub list: Path,
    /// The number of the item it comes to stand before.
    pub before: usize,
    /// The row it comes to stand above, or whose thing it goes into; the count of rows where that is the end.
    pub row: usize,
    /// How far it is indented there.
    pub depth: usize,
    /// Whether it goes into the thing of the row.
    pub is_inside: bool,
    /// Whether it stands there already.
    pub stays: bool,
}

/// Whether a row begins a thing of a list, which can be moved.
#[must_use]
pub fn begins_thing(row: &Row) -> bool {
    row.thing.is_some() && !row.is_list
}

/// The rows of a thing in a table, with all that is below it: the first, and the first behind.
#[must_use]
pub fn rows_of(table: &Table, item: &Path) -> Option<(usize, usize)> {
    let first = row_of(table, item)?;
    let is_other = |row: &Row| !row.at.is_within(item);
    let count = table.rows.iter().skip(first).position(is_other);
    Some((first, count.map_or(table.rows.len(), |count| first.saturating_add(count))))
}

/// All places of a table that a thing may be moved to, also where it stands already.
#[must_use]
pub fn spots(json: &Json, table: &Table, item: &Path) -> Vec<Spot> {
    let mut found = Vec::new();
    for (first, row) in table.rows.iter().enumerate().filter(|(_, row)| begins_thing(row)) {
        let Some(other) = item_of(table, row) else { continue };
        let (Some(list), Some(number)) = (other.parent(), other.number()) else { continue };
        let depth = row.depth;
        let mut add = |list: Path, before: usize, row: usize, depth: usize, is_inside: bool| {
            if may_stand_in(json, item, &list) {
                let stays = is_there(item, &list, before);
                found.push(Spot { list, before, row, depth, is_inside, stays });
            }
        };
        add(list.clone(), number, first, depth, false);
        if let Some((_, end)) = rows_of(table, &other) {
            add(list, number.saturating_add(1), end, depth, false);
        }
        if let Some(inside) = list_inside(json, &other) {
            let count = numbers(json, &inside).len();
            add(inside, count, first, depth.saturating_add(1), true);
        }
    }
    found
}
