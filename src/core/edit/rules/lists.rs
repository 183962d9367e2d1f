//! Which list a row of a table belongs to: where a new thing goes, and what is taken out or moved.

use super::path::Path;
use super::tables::{Row, Table, below};

/// The thing of a list that a row is or belongs to: itself, or the innermost one around a setting. `None` where that is
/// what the whole table is about.
#[must_use]
pub fn item_of(table: &Table, row: &Row) -> Option<Path> {
    let mut at = Some(row.at.clone());
    while let Some(place) = at.filter(|place| place.depth() > table.of.depth()) {
        if place.number().is_some() {
            return Some(place);
        }
        at = place.parent();
    }
    None
}

/// The list that stands in the same table below the thing a row is.
#[must_use]
pub fn list_below(row: &Row) -> Option<Path> {
    Some(row.at.key(below(row.own_thing()?)?))
}

/// Where a new thing goes: the list, and the number of the thing that it comes behind. Of a heading it is the list below
/// it, of a thing or a setting of one the list that has the thing, else the table's own.
#[must_use]
pub fn place_of_new(table: &Table, row: Option<&Row>) -> Option<(Path, Option<usize>)> {
    if let Some(row) = row {
        if row.is_list {
            return Some((row.at.clone(), None));
        }
        if let Some(item) = item_of(table, row) {
            return Some((item.parent()?, item.number()));
        }
    }
    Some((table.list.clone()?, None))
}

/// The row of a thing in a table, or the first of its settings.
#[must_use]
pub fn row_of(table: &Table, item: &Path) -> Option<usize> {
    let own = table.rows.iter().position(|row| row.at == *item);
    own.or_else(|| table.rows.iter().position(|row| row.at.is_within(item)))
}
