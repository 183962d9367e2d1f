//! How a table is arranged on the screen: widths, order and hidden columns, the order of rows, filters. Never part of
//! the book.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::columns::GridColumn;
use super::filter::Filter;

/// An order of rows by a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// The column's key.
    pub column: String,
    /// Whether the greatest is first.
    pub falling: bool,
}

/// How a table is arranged. Columns are named by their keys, so that it outlives a change of rules. It is there again on
/// the next visit, but for the filters: rows that are missing would be taken for lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrangement {
    /// Widths chosen by hand, in CSS pixels.
    pub widths: BTreeMap<String, u32>,
    /// Columns that are not shown.
    pub hidden: BTreeSet<String>,
    /// The columns from left to right, where they were moved.
    pub order: Vec<String>,
    /// What rows are ordered by, the first first.
    pub sort: Vec<Sort>,
    /// Which rows are shown, by column.
    #[serde(skip)]
    pub filters: BTreeMap<String, Filter>,
}

/// Narrowest and widest column, in CSS pixels.
const NARROWEST: u32 = 32;
const WIDEST: u32 = 640;

impl Arrangement {
    /// The columns as they are shown; the first, which is frozen, stays the first.
    #[must_use]
    pub fn arranged(&self, mut list: Vec<GridColumn>) -> Vec<GridColumn> {
        if !self.order.is_empty() {
            let place = |key: &str| self.order.iter().position(|known| known == key);
            // A column that is new since then stays behind the one it followed.
            let mut before = None;
            let mut places = Vec::new();
            for (natural, column) in list.iter().enumerate() {
                before = place(&column.key).or(before);
                places.push((natural > 0, before, natural));
            }
            let mut keyed: Vec<_> = places.into_iter().zip(list).collect();
            keyed.sort_by_key(|(place, _)| *place);
            list = keyed.into_iter().map(|(_, column)| column).collect();
        }
        for column in &mut list {
            column.width = self.widths.get(&column.key).copied().unwrap_or(column.width);
        }
        let mut at = 0;
        list.retain(|column| {
            at += 1;
            at == 1 || !self.hidden.contains(&column.key)
        });
        list
    }

    /// Makes a column so wide.
    pub fn resize(&mut self, column: &str, width: u32) {
        self.widths.insert(column.to_owned(), width.clamp(NARROWEST, WIDEST));
    }

    /// Puts the columns from `first` to `last` of those shown before the one that is now at `to`.
    pub fn shift(&mut self, shown: &[GridColumn], (first, last): (usize, usize), to: usize) {
        let first = first.max(1);
        let to = to.max(1);
        if last < first || (first..=last + 1).contains(&to) || last >= shown.len() {
            return;
        }
        let mut keys: Vec<String> = shown.iter().map(|column| column.key.clone()).collect();
        let moved: Vec<String> = keys.drain(first..=last).collect();
        let to = if to > last { to - moved.len() } else { to }.min(keys.len());
        keys.splice(to..to, moved);
        self.order = keys;
    }

    /// Orders by a column; as a further key where `adds`.
    pub fn sort_by(&mut self, column: &str, falling: bool, adds: bool) {
        if adds {
            self.sort.retain(|sort| sort.column != column);
        } else {
            self.sort.clear();
        }
        self.sort.push(Sort { column: column.to_owned(), falling });
    }

    /// The place of a column among the keys of the order, and whether the greatest is first.
    #[must_use]
    pub fn sorted(&self, column: &str) -> Option<(usize, bool)> {
        let at = self.sort.iter().position(|sort| sort.column == column)?;
        self.sort.get(at).map(|sort| (at, sort.falling))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::grid::columns::Holds;

    fn columns(keys: &[&str]) -> Vec<GridColumn> {
        let column = |key: &&str| GridColumn {
            key: (*key).to_owned(),
            holds: Holds::Subject,
            name: (*key).to_owned(),
            typed: true,
            number: true,
            width: 60,
        };
        keys.iter().map(column).collect()
    }

    fn keys(list: &[GridColumn]) -> String {
        list.iter().map(|column| column.key.as_str()).collect()
    }

    #[test]
    fn columns_are_moved_hidden_and_resized() {
        let natural = columns(&["s", "a", "b", "c", "d"]);
        let mut arrangement = Arrangement::default();
        arrangement.shift(&natural, (1, 2), 5);
        assert_eq!(keys(&arrangement.arranged(natural.clone())), "scdab");
        let shown = arrangement.arranged(natural.clone());
        arrangement.shift(&shown, (4, 4), 0);
        assert_eq!(keys(&arrangement.arranged(natural.clone())), "sbcda");
        arrangement.hidden.extend(["c".to_owned(), "s".to_owned()]);
        arrangement.resize("d", 9);
        let shown = arrangement.arranged(natural);
        assert_eq!(keys(&shown), "sbda");
        assert_eq!(shown[2].width, NARROWEST);
        // A column that the rules have got since then follows the one it stands behind.
        assert_eq!(keys(&arrangement.arranged(columns(&["s", "a", "b", "x", "c", "d"]))), "sbxda");
    }

    #[test]
    fn several_keys_order_one_after_the_other() {
        let mut arrangement = Arrangement::default();
        arrangement.sort_by("a", true, false);
        arrangement.sort_by("b", false, true);
        assert_eq!(arrangement.sorted("b"), Some((1, false)));
        arrangement.sort_by("a", false, true);
        assert_eq!((arrangement.sorted("b"), arrangement.sorted("a")), (Some((0, false)), Some((1, false))));
        arrangement.sort_by("c", true, false);
        assert_eq!(arrangement.sorted("a"), None);
    }
}
