//! Filling cells from others: down, to the right, and on in any direction as a series.

use leptos::prelude::*;

use super::cell;
use super::cursor::Cursor;
use super::selection::{Area, Selection};
use super::series::go_on;
use super::state::Grid;
use super::writing::{Change, View};

impl Grid {
    /// Copies the first row of each selected area into the others; a single row gets what stands above it.
    pub(in crate::ui) fn fill_down(self) {
        self.fill_from(|area, cell| match (area.size().0, area.first().row) {
            (1, row) => Some(Cursor { row: row.checked_sub(1)?, ..cell }),
            (_, row) if row == cell.row => None,
            (_, row) => Some(Cursor { row, ..cell }),
        });
    }

    /// Copies the first column of each selected area into the others; a single column gets what stands left of it.
    pub(in crate::ui) fn fill_right(self) {
        self.fill_from(|area, cell| match (area.size().1, area.first().column) {
            (1, column) => Some(Cursor { column: column.checked_sub(1)?, ..cell }),
            (_, column) if column == cell.column => None,
            (_, column) => Some(Cursor { column, ..cell }),
        });
    }

    fn fill_from(self, source: impl Fn(Area, Cursor) -> Option<Cursor>) {
        let selection = self.selection.get_untracked();
        let changes = self.view(|view| {
            let mut changes = Vec::new();
            for area in selection.areas() {
                for cell in area.cells().filter(|cell| takes(view, *cell)) {
                    let text = source(area, cell).and_then(|from| typed(view, from));
                    changes.extend(text.map(|text| Change { cell, text }));
                }
            }
            changes
        });
        match changes {
            Some(changes) if !changes.is_empty() => _ = self.write(&changes),
            _ => _ = self.check(),
        }
    }

    /// Goes on with the selected cells by rows or columns, negative up or left, and selects those too.
    pub(in crate::ui) fn fill_on(self, rows: isize, columns: isize) {
        let area = self.selection.get_untracked().current();
        let (first, last) = (area.first(), area.last());
        let extent = untrack(|| self.extent());
        let shifted = |at: usize, by: isize| at.checked_add_signed(by);
        let target = match (rows, columns) {
            (1.., _) => shifted(last.row, rows).map(|row| {
                Area::new(
                    Cursor { row: last.row + 1, column: first.column },
                    Cursor { row, column: last.column },
                )
            }),
            (..0, _) => shifted(first.row, rows).map(|row| {
                Area::new(
                    Cursor { row, column: first.column },
                    Cursor { row: first.row - 1, column: last.column },
                )
            }),
            (0, 1..) => shifted(last.column, columns).map(|column| {
                Area::new(
                    Cursor { row: first.row, column: last.column + 1 },
                    Cursor { row: last.row, column },
                )
            }),
            (0, _) => shifted(first.column, columns).map(|column| {
                Area::new(
                    Cursor { row: first.row, column },
                    Cursor { row: last.row, column: first.column - 1 },
                )
            }),
        };
        let target = target.filter(|target| target.last() == target.last().within(extent));
        if let Some(target) = target.filter(|target| target.first() != first || target.last() != last) {
            self.fill_to(target);
        }
    }

    /// Goes on with the selected cells over an area that lies beside them.
    pub(super) fn fill_to(self, target: Area) {
        let source = self.selection.get_untracked().current();
        let (first, last) = (source.first(), source.last());
        let (start, end) = (target.first(), target.last());
        let down = start.row > last.row || end.row < first.row;
        let back = if down { end.row < first.row } else { end.column < first.column };
        let changes = self.view(|view| {
            let mut changes = Vec::new();
            let lines = if down { start.column..=end.column } else { start.row..=end.row };
            for line in lines {
                let at = |along: usize| {
                    if down {
                        Cursor { row: along, column: line }
                    } else {
                        Cursor { row: line, column: along }
                    }
                };
                let (from, to) = if down { (first.row, last.row) } else { (first.column, last.column) };
                let known: Vec<String> =
                    (from..=to).map(|along| typed(view, at(along)).unwrap_or_default()).collect();
                let mut cells: Vec<Cursor> = if down {
                    (start.row..=end.row).map(at).collect()
                } else {
                    (start.column..=end.column).map(at).collect()
                };
                if back {
                    cells.reverse();
                }
                let texts = go_on(&known, cells.len(), back);
                let pairs = cells.into_iter().zip(texts).filter(|(cell, _)| takes(view, *cell));
                changes.extend(pairs.map(|(cell, text)| Change { cell, text }));
            }
            changes
        });
        if changes.is_some_and(|changes| !changes.is_empty() && self.write(&changes)) {
            let corner = |a: Cursor, b: Cursor, pick: fn(usize, usize) -> usize| Cursor {
                row: pick(a.row, b.row),
                column: pick(a.column, b.column),
            };
            let all = Area::new(corner(first, start, usize::min), corner(last, end, usize::max));
            let active = untrack(|| self.cursor());
            self.select(Selection::area(all).with_active(active));
            self.show_cursor(if back { all.first() } else { all.last() });
        }
    }
}

/// Whether a cell of a row that is there can be typed into.
fn takes(view: View<'_>, at: Cursor) -> bool {
    at.row < view.rows.len() && view.columns.get(at.column).is_some_and(|column| column.typed)
}

/// What was typed into a cell.
fn typed(view: View<'_>, at: Cursor) -> Option<String> {
    let (row, column) = (view.rows.get(at.row)?, view.columns.get(at.column)?);
    Some(cell::typed(view.session, view.table, view.at, *row, column.holds))
}
