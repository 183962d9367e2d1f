//! Arranging the table's columns and rows by name: widths, hidden columns, their order, sorting, filters.

use leptos::prelude::*;

use super::cell;
use super::columns::text_width;
use super::cursor::Cursor;
use super::filter::Filter;
use super::selection::{Area, Selection};
use super::state::Grid;

/// How much wider or narrower a column becomes by one press of a key.
const STEP: f64 = 16.0;
/// How many rows are looked at to fit a column.
const LOOKED_AT: usize = 2000;

impl Grid {
    /// The keys of the selected columns but the frozen one, and their places.
    fn selected_columns(self) -> Vec<(usize, String)> {
        let area = self.selection.get_untracked().current();
        let places = area.first().column..=area.last().column;
        self.columns.with_untracked(|columns| {
            places.filter_map(|at| Some((at, columns.list.get(at)?.key.clone()))).collect()
        })
    }

    /// Makes a column so wide; all selected ones where it is among whole columns selected.
    pub(super) fn resize_column(self, column: usize, width: f64) {
        let area = self.selection.get_untracked().current();
        let whole = area.size().0 == untrack(|| self.extent()).rows && area.has(Cursor { row: 0, column });
        let keys: Vec<String> = if whole {
            self.selected_columns().into_iter().map(|(_, key)| key).collect()
        } else {
            self.columns.with_untracked(|columns| {
                columns.list.get(column).map(|column| column.key.clone()).into_iter().collect()
            })
        };
        self.arrange(|by| keys.iter().for_each(|key| by.resize(key, whole_pixels(width))));
    }

    /// Makes the selected columns wider or narrower by a step.
    pub(in crate::ui) fn widen_columns(self, wider: bool) {
        let columns = self.selected_columns();
        let by = if wider { STEP } else { -STEP };
        let widths: Vec<u32> = self.geometry.with_untracked(|geometry| {
            columns.iter().map(|(at, _)| whole_pixels(geometry.width(*at) + by)).collect()
        });
        self.arrange(|by| {
            for ((_, key), width) in columns.iter().zip(widths) {
                by.resize(key, width);
            }
        });
    }

    /// Makes the selected columns as wide as what they show.
    pub(in crate::ui) fn fit_columns(self) {
        for (at, _) in self.selected_columns() {
            self.fit_column(at);
        }
    }

    /// Makes a column as wide as what it shows.
    pub(super) fn fit_column(self, at: usize) {
        let found = self.view(|view| {
            let column = view.columns.get(at)?;
            let texts =
                view.rows.iter().take(LOOKED_AT).map(|row| {
                    text_width(&cell::shown(view.session, view.table, view.at, *row, column).text)
                });
            // The padding on both sides.
            Some((column.key.clone(), texts.max().unwrap_or_default().max(48) + 20))
        });
        if let Some((key, width)) = found.flatten() {
            self.arrange(|by| by.resize(&key, width));
        }
    }

    /// Hides the selected columns.
    pub(in crate::ui) fn hide_columns(self) {
        let keys: Vec<String> =
            self.selected_columns().into_iter().filter(|(at, _)| *at > 0).map(|(_, key)| key).collect();
        self.arrange(|by| by.hidden.extend(keys));
    }

    /// How many columns are hidden.
    pub(in crate::ui) fn hidden_columns(self) -> usize {
        let natural = self.natural.get();
        self.arrangement.with(|by| natural.iter().filter(|column| by.hidden.contains(&column.key)).count())
    }

    /// Shows every column again.
    pub(in crate::ui) fn show_columns(self) {
        self.arrange(|by| by.hidden.clear());
    }

    /// Moves the selected columns one to the left or right.
    pub(in crate::ui) fn move_columns(self, right: bool) {
        let area = self.selection.get_untracked().current();
        let (first, last) = (area.first().column, area.last().column);
        let to = if right { last + 2 } else { first.saturating_sub(1) };
        if (1..=untrack(|| self.extent()).columns).contains(&to) {
            self.move_columns_to(to);
        }
    }

    /// Moves the selected columns before another, and keeps them selected.
    pub(super) fn move_columns_to(self, to: usize) {
        let area = self.selection.get_untracked().current();
        let (first, last) = (area.first().column.max(1), area.last().column);
        if last < first {
            return;
        }
        let shown = self.columns.get_untracked();
        self.arrange(|by| by.shift(&shown.list, (first, last), to));
        let landed = if to > last { to - (last - first + 1) } else { to.min(first) };
        let by = |at: Cursor| Cursor { column: (at.column + landed).saturating_sub(first), ..at };
        if to <= first || to > last {
            let moved = Area::new(by(area.anchor), by(area.head));
            self.select(Selection::area(moved).with_active(by(self.selection.get_untracked().active())));
        }
    }

    /// Orders the rows by the active cell's column; as a further condition where `adds`.
    #[allow(dead_code, reason = "named for the table of commands")]
    pub(in crate::ui) fn sort(self, falling: bool, adds: bool) {
        let at = untrack(|| self.cursor()).column;
        let key = self.columns.with_untracked(|columns| columns.list.get(at).map(|c| c.key.clone()));
        if let Some(key) = key {
            self.sort_by(&key, falling, adds);
        }
    }

    /// Orders the rows by a column; as a further condition where `adds`.
    pub(super) fn sort_by(self, column: &str, falling: bool, adds: bool) {
        self.arrange(|by| by.sort_by(column, falling, adds));
    }

    /// Puts the rows back into their own order.
    pub(in crate::ui) fn unsort(self) {
        self.arrange(|by| by.sort.clear());
    }

    /// Shows only the rows that a column lets through.
    pub(super) fn filter(self, column: &str, filter: Filter) {
        self.arrange(|by| {
            if filter.is_empty() {
                by.filters.remove(column);
            } else {
                by.filters.insert(column.to_owned(), filter);
            }
        });
        let at = Cursor { row: 0, ..untrack(|| self.cursor()) };
        self.select(Selection::at(at));
    }

    /// Shows all rows again.
    pub(in crate::ui) fn unfilter(self) {
        self.arrange(|by| by.filters.clear());
    }

    /// Whether some rows are held back by filters.
    pub(in crate::ui) fn is_filtered(self) -> bool {
        self.arrangement.with(|by| !by.filters.is_empty())
    }

    /// Opens the menu of the active cell's column: order, filter, width, place.
    pub(in crate::ui) fn open_column_menu(self) {
        let at = untrack(|| self.cursor()).column;
        self.column_menu.set(Some(at));
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few hundred; the conversion saturates"
)]
fn whole_pixels(width: f64) -> u32 {
    width.round() as u32
}
