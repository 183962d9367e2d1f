//! What can be done in the grid by name: menus, shortcuts and the grid's own keys all come here.

use baton_core::edit::Command;
use baton_core::plan::TableKind;
use leptos::prelude::*;

use super::cell;
use super::columns::Holds;
use super::cursor::{Cursor, Move};
use super::edit;
use super::selection::{Area, Selection};
use super::state::Grid;
use super::writing::{Change, Why, draft};
use crate::ui::desk::Notice;
use crate::words::page::Text;

impl Grid {
    /// Moves the active cell, or draws the selection there.
    pub(super) fn step(self, step: Move, extends: bool) {
        untrack(|| {
            let selection = self.selection.get();
            let moved = selection.moved(step, extends, self.extent(), |cell| self.is_filled(cell));
            if extends {
                self.show_cursor(moved.current().head);
            }
            // The frozen column is in sight anyway; what people want to see is the columns beside it.
            if matches!(step, Move::Home | Move::Top)
                && let Some(frame) = self.frame.get_untracked()
            {
                frame.set_scroll_left(0);
                self.look();
            }
            self.select(moved);
        });
    }

    /// Tab and Enter: on to the next cell of the row or column, or of the selection.
    pub(super) fn walk(self, by_row: bool, back: bool) {
        let (selection, extent) = untrack(|| (self.selection.get(), self.extent()));
        self.select(if by_row { selection.tab(back, extent) } else { selection.enter(back, extent) });
    }

    fn is_filled(self, at: Cursor) -> bool {
        let filled = self.view(|view| {
            let (row, column) = (view.rows.get(at.row)?, view.columns.get(at.column)?);
            Some(!cell::is_blank(view.session, view.table, view.at, *row, column.holds))
        });
        filled.flatten().unwrap_or(false)
    }

    /// Selects every cell.
    pub(in crate::ui) fn select_all(self) {
        let extent = untrack(|| self.extent());
        self.select_area(Area::new(Cursor::default(), extent.last()));
    }

    /// Selects the whole rows of the selection.
    pub(in crate::ui) fn select_rows(self) {
        let (area, last) = untrack(|| (self.selection.get().current(), self.extent().last()));
        let head = Cursor { row: area.head.row, column: last.column };
        self.select_area(Area::new(Cursor { row: area.anchor.row, column: 0 }, head));
    }

    /// Selects the whole columns of the selection.
    pub(in crate::ui) fn select_columns(self) {
        let (area, last) = untrack(|| (self.selection.get().current(), self.extent().last()));
        let head = Cursor { row: last.row, column: area.head.column };
        self.select_area(Area::new(Cursor { row: 0, column: area.anchor.column }, head));
    }

    /// Selects an area, its active cell where it is in sight, so that nothing scrolls.
    pub(super) fn select_area(self, area: Area) {
        let cursor = untrack(|| self.cursor());
        let active = if area.has(cursor) { cursor } else { area.anchor };
        self.select(Selection::area(area).with_active(active));
    }

    /// Empties the selected cells that people type into; names and dates of rows stay.
    pub(in crate::ui) fn clear(self) {
        _ = self.fill_where(|_, holds| holds.can_be_blank(), |_| String::new());
    }

    /// Types one text into all selected cells; `false` where none takes it.
    pub(super) fn fill_selection(self, text: &str) -> bool {
        self.fill_where(|_, _| true, |_| text.to_owned())
    }

    fn fill_where(self, wanted: impl Fn(Cursor, Holds) -> bool, text: impl Fn(Cursor) -> String) -> bool {
        let selection = self.selection.get_untracked();
        let is_one = selection.is_one();
        let changes = self.view(|view| {
            let rows = view.rows.len();
            let cells = selection.cells().filter(|cell| cell.row < rows);
            cells
                .filter(|cell| {
                    view.columns.get(cell.column).is_some_and(|column| {
                        // A single cell that cannot be typed into is told; among others it is passed over.
                        wanted(*cell, column.holds) && (column.typed || is_one)
                    })
                })
                .map(|cell| Change { cell, text: text(cell) })
                .collect()
        });
        match changes {
            Some(changes) if !Vec::is_empty(&changes) => self.write(&changes),
            _ => self.check(),
        }
    }

    /// Writes texts into cells as one command; marks that do not fit stay as typed. `false`, and told, where nothing
    /// could be written.
    pub(super) fn write(self, changes: &[Change]) -> bool {
        let Some(draft) = self.view(|view| draft(view, changes, true)) else { return false };
        let refused = draft.refused.first().map(|misfit| match &misfit.why {
            Why::Because(message) => Notice::Refused(message.clone()),
            Why::BelowTheLast | Why::BesideTheLast => Notice::Text(Text::NotCarriedOut),
        });
        match (draft.command(), refused) {
            (Some(command), _) => self.desk.apply(&command),
            (None, Some(notice)) => {
                self.desk.notice.set(Some(notice));
                false
            }
            (None, None) => true,
        }
    }

    /// Goes to the empty row below the last, where a new one begins.
    pub(in crate::ui) fn to_new_row(self) {
        let row = untrack(|| self.extent().last().row);
        self.select(Selection::at(Cursor { row, column: 0 }));
        self.focus();
    }

    /// The rows of the table that are selected, from the first.
    fn chosen_rows(self) -> Vec<usize> {
        let selection = self.selection.get();
        let rows = self.view(|view| {
            let mut rows: Vec<usize> = selection
                .areas()
                .flat_map(|area| area.first().row..=area.last().row)
                .filter_map(|row| view.rows.get(row).copied())
                .collect();
            rows.sort_unstable();
            rows.dedup();
            rows
        });
        rows.unwrap_or_default()
    }

    /// The subjects of the roster shown that are selected, by row; none where no roster is shown.
    pub(in crate::ui) fn chosen_subjects(self) -> Vec<usize> {
        let is_roster = self.shown.get().is_some_and(|shown| {
            self.desk.read(|session| {
                let table = session.plan().tables.get(shown.table);
                table.is_some_and(|table| matches!(table.kind, TableKind::Class))
            })
        });
        if is_roster { self.chosen_rows() } else { Vec::new() }
    }

    /// Takes the selected rows out of their register or roster.
    pub(in crate::ui) fn remove_rows(self) {
        let rows = untrack(|| self.chosen_rows());
        let commands: Option<Vec<Command>> = self.view(|view| {
            rows.iter().filter_map(|row| edit::removal(view.session, view.table, *row)).collect()
        });
        if let Some(command) = commands.and_then(Command::of) {
            self.desk.apply(&command);
        }
    }
}
