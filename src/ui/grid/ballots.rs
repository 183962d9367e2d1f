//! Ballot by ballot with a key a mark: in a table of votes a digit is the option of that number, and the next mark waits.

use leptos::prelude::*;

use super::cursor::Cursor;
use super::edit::{Target, by_digit};
use super::selection::Selection;
use super::state::Grid;

impl Grid {
    /// What digits stand for in a cell, without following.
    fn digits_at(self, at: Cursor) -> Vec<String> {
        let found = self.view(|view| {
            let column = view.columns.get(at.column)?;
            let row = view.rows.get(at.row).copied();
            let target = Target { table: view.table, at: view.at, row, column };
            (row.is_some() || view.grows).then(|| by_digit(view.session, target))
        });
        found.flatten().unwrap_or_default()
    }

    /// What digits stand for in the active cell, followed.
    pub(super) fn digits(self) -> Vec<String> {
        self.active().map(|_| self.digits_at(self.cursor())).unwrap_or_default()
    }

    /// The option that a key stands for in the active cell.
    pub(super) fn mark_by(self, key: &str) -> Option<String> {
        let number = key.parse::<usize>().ok().filter(|_| key.len() == 1)?;
        untrack(|| self.digits()).into_iter().nth(number.checked_sub(1)?)
    }

    /// Goes on to the next mark: the one beside it, else the first of the next row.
    pub(super) fn to_next_mark(self) {
        let at = untrack(|| self.cursor());
        let takes = |column: usize| !self.digits_at(Cursor { row: at.row, column }).is_empty();
        let last = untrack(|| self.extent()).last();
        let beside = at.column.saturating_add(1);
        let next = if beside <= last.column && takes(beside) {
            Cursor { row: at.row, column: beside }
        } else {
            let first = (0..=at.column).rev().take_while(|column| takes(*column)).last().unwrap_or(at.column);
            Cursor { row: at.row.saturating_add(1).min(last.row), column: first }
        };
        self.select(Selection::at(next));
    }
}
