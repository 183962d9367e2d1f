//! Copying, cutting and pasting, through the events of the clipboard: they need no permission and work over plain http.

use std::collections::BTreeSet;

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::cell;
use super::cursor::Cursor;
use super::editor::commit;
use super::state::{Grid, Mode};
use super::writing::{Change, draft};
use crate::ui::paste::spread::spread;
use crate::ui::paste::table::{Rows, read_text, write_text};
use crate::ui::paste::{Pasted, give, take};

impl Grid {
    /// Copies what is selected, with the names of the columns above it where asked.
    pub(in crate::ui) fn copy(self, with_headers: bool) {
        self.copies_headers.set_value(with_headers);
        self.by_event("copy");
        self.copies_headers.set_value(false);
    }

    /// Cuts what is selected: it moves when it is pasted, and stays where it is otherwise.
    pub(in crate::ui) fn cut(self) {
        self.by_event("cut");
    }

    /// Has the browser ask for what is to be copied. It asks only a field in which something is selected.
    fn by_event(self, command: &str) {
        if !commit(self) {
            return;
        }
        let Some(field) = self.editor.get_untracked() else { return };
        let Ok(page) = document().dyn_into::<web_sys::HtmlDocument>() else { return };
        field.set_value(" ");
        let _ = field.focus();
        field.select();
        let _ = page.exec_command(command);
        field.set_value("");
    }

    /// Pastes a table at the selection: at once where all of it fits, else after a preview.
    pub(super) fn paste(self, table: &Rows) {
        let (mut changes, selection) = spread(table, &self.selection.get_untracked());
        let written: BTreeSet<Cursor> = changes.iter().map(|change| change.cell).collect();
        let left = self.cut_cells(table).into_iter().filter(|cell| !written.contains(cell));
        changes.extend(left.map(|cell| Change { cell, text: String::new() }));
        let Some(drawn) = self.view(|view| draft(view, &changes, false)) else { return };
        if !drawn.fits() {
            self.pasted.set(Some(Pasted { changes, selection }));
        } else if drawn.command().is_none_or(|command| self.desk.apply(&command)) {
            self.select(selection);
        }
    }

    /// The cells that what is pasted leaves, where it was cut here; it is cut no longer.
    fn cut_cells(self, table: &Rows) -> Vec<Cursor> {
        let cut = self.cut.try_update_value(Option::take).flatten();
        let cut = cut.filter(|text| read_text(text) == *table);
        let from =
            self.copied.get_untracked().filter(|(shown, _)| Some(*shown) == self.shown.get_untracked());
        let (Some(_), Some((_, areas))) = (cut, from) else { return Vec::new() };
        self.copied.set(None);
        let cells = self.view(|view| {
            let can_be_emptied = |cell: &Cursor| {
                cell.row < view.rows.len()
                    && view
                        .columns
                        .get(cell.column)
                        .is_some_and(|column| column.typed && column.holds.can_be_blank())
            };
            areas.iter().flat_map(|area| area.cells()).filter(can_be_emptied).collect()
        });
        cells.unwrap_or_default()
    }
}

/// The browser asks what is to be copied; while something is being typed, the field answers by itself.
pub(super) fn copied(grid: Grid, event: &web_sys::ClipboardEvent, cuts: bool) {
    let Some(clipboard) = event.clipboard_data().filter(|_| grid.mode.get_untracked() == Mode::Waiting)
    else {
        return;
    };
    let rows = selected(grid, grid.copies_headers.get_value());
    if give(&clipboard, &rows) {
        event.prevent_default();
        let areas = grid.selection.with_untracked(|selection| selection.areas().collect());
        grid.copied.set(grid.shown.get_untracked().map(|shown| (shown, areas)));
        grid.cut.set_value(cuts.then(|| write_text(&rows)));
    }
}

/// Something is pasted; while something is being typed, into the field.
pub(super) fn pasted(grid: Grid, event: &web_sys::ClipboardEvent) {
    let Some(clipboard) = event.clipboard_data().filter(|_| grid.mode.get_untracked() == Mode::Waiting)
    else {
        return;
    };
    event.prevent_default();
    grid.paste(&take(&clipboard));
}

/// What is selected as a table of texts: all rows and columns of which a cell is.
fn selected(grid: Grid, with_headers: bool) -> Rows {
    let selection = grid.selection.get_untracked();
    let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
    for area in selection.areas() {
        rows.extend(area.first().row..=area.last().row);
        columns.extend(area.first().column..=area.last().column);
    }
    let table = grid.view(|view| {
        let text = |at: Cursor| {
            let (row, column) = (view.rows.get(at.row)?, view.columns.get(at.column)?);
            Some(cell::shown(view.session, view.table, view.at, *row, column).text)
        };
        let names = with_headers.then(|| {
            let name = |column: &usize| view.columns.get(*column).map(|column| column.name.clone());
            columns.iter().filter_map(name).collect()
        });
        let lines = rows.iter().filter(|row| **row < view.rows.len()).map(|row| {
            let cells = columns.iter().map(|column| Cursor { row: *row, column: *column });
            cells.map(|at| if selection.has(at) { text(at) } else { None }.unwrap_or_default()).collect()
        });
        names.into_iter().chain(lines).collect()
    });
    table.unwrap_or_default()
}
