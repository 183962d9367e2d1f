//! How a cell of the grid looks: its text, its signs as classes, what is told of it.

use leptos::prelude::*;

use super::cell::{self, Shown as ShownCell};
use super::columns::{CELL_PADDING, GridColumn, Holds, text_width};
use super::state::{Grid, Shown};
use crate::ui::periods::change;
use crate::words::page::Text;

/// What a cell looks like. Two cells of equal looks differ only in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) text: String,
    pub(super) class: String,
    pub(super) title: Option<String>,
    pub(super) is_invalid: bool,
    pub(super) is_read_only: bool,
    /// How its number changed against the period before, as a mark and in words.
    pub(super) change: Option<(String, String)>,
}

impl Look {
    /// The look of a row's cell; `row` is `None` in the empty one that takes a new row. Follows language and rules, not
    /// the cell: the painter knows which columns changed.
    pub(super) fn of(
        grid: Grid,
        shown: Shown,
        number: usize,
        column: &GridColumn,
        row: Option<usize>,
    ) -> Self {
        let desk = grid.desk;
        let cell =
            row.map(|row| desk.read(|session| cell::shown(session, shown.table, shown.at, row, column)));
        let cell = cell.unwrap_or_default();
        let is_read_only = !column.typed || (row.is_none() && number > 0);
        let is_long = |text: &str| text_width(text).saturating_add(CELL_PADDING) > column.width;
        if number == 0 {
            let is_new = row.is_none();
            let text = if is_new { desk.say(Text::NewRowShort) } else { cell.text };
            let class = match (is_new, is_long(&text)) {
                (true, _) => "frozen quiet",
                (false, true) => "frozen long",
                (false, false) => "frozen",
            };
            return Self {
                text,
                class: class.to_owned(),
                title: is_new.then(|| desk.say(Text::NewRow)),
                is_read_only,
                ..Self::default()
            };
        }
        let change = match (column.holds, row) {
            (Holds::Slot(slot), Some(row)) if column.number => change(desk, slot, shown.at, row),
            _ => None,
        };
        Self {
            class: class(&cell, column, row.is_some(), is_long(&cell.text)),
            title: reason(grid, &cell),
            is_invalid: cell.problem.is_some(),
            is_read_only: is_read_only || cell.locked,
            change,
            text: cell.text,
        }
    }
}

/// The signs of a cell as classes.
fn class(cell: &ShownCell, column: &GridColumn, is_row: bool, is_long: bool) -> String {
    let mut class = String::from(match (column.typed, is_row) {
        (true, true) => "typed",
        // What is to be typed once there is a row.
        (true, false) => "computed empty",
        (false, _) => "computed",
    });
    let signs = [
        (column.number && cell.problem.is_none(), " number"),
        (cell.provisional, " provisional"),
        (cell.exempt, " exempt"),
        (cell.error, " error"),
        (cell.problem.is_some(), " invalid"),
        (cell.overridden, " overridden"),
        (cell.locked && column.typed, " locked"),
        (is_long, " long"),
    ];
    for (_, sign) in signs.iter().filter(|(holds, _)| *holds) {
        class.push_str(sign);
    }
    class
}

/// What a cell's sign means, for the one who points at it.
fn reason(grid: Grid, cell: &ShownCell) -> Option<String> {
    let text = match &cell.problem {
        Some(problem) => return Some(grid.desk.words().because(problem)),
        None if cell.overridden => Text::Overridden,
        None if cell.provisional => Text::Provisional,
        None if cell.locked => Text::LegendLocked,
        None => return None,
    };
    Some(untrack(|| grid.desk.say(text)))
}
