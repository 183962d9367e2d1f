//! Draws the rows and columns in sight: one effect that writes into the document what differs from what is drawn.
//!
//! A step of scrolling needs hundreds of cells, and a reactive view of each would cost more than laying it out and
//! painting it. So rows and cells that go out of sight are taken for those that come into it, and each remembers what
//! it shows.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::bands::Bands;
use super::columns::{Columns, GridColumn, Holds};
use super::cursor::Cursor;
use super::drawn::Place;
use super::look::Look;
use super::selection::Selection;
use super::state::{Grid, Shown};

/// What is drawn.
struct Painter {
    bands: Bands,
    /// What was drawn last.
    scene: Option<Scene>,
}

/// What there is to draw, but for the cells themselves.
struct Scene {
    shown: Shown,
    /// Language, rules and rows: with them every cell may look otherwise.
    edition: usize,
    columns: Arc<Columns>,
    /// The columns besides the frozen one: the first, and one behind the last.
    across: (usize, usize),
    /// How often each of the columns drawn has changed, the frozen one first.
    changes: Vec<(usize, u32)>,
    selection: Selection,
}

/// Keeps the rows and columns in sight drawn in the table's body and in the pane beside it.
pub(super) fn paint(grid: Grid, body: NodeRef<html::Tbody>, pane: NodeRef<html::Div>) {
    let edition = Memo::new(move |before: Option<&usize>| {
        grid.desk.words();
        grid.desk.view.compare.track();
        before.map_or(0, |before| before.wrapping_add(1))
    });
    Effect::new(move |painter: Option<Option<Painter>>| {
        follow(grid);
        let (body, pane) = (body.get()?, pane.get()?);
        let mut painter = painter.flatten().or_else(|| {
            let bands = Bands::new(body.unchecked_into(), pane.into())?;
            Some(Painter { bands, scene: None })
        })?;
        painter.paint(grid, edition.get());
        Some(painter)
    });
}

impl Painter {
    fn paint(&mut self, grid: Grid, edition: usize) {
        let Some(shown) = grid.shown.get() else { return };
        let (columns, across) = (grid.columns.get(), grid.columns_drawn.get());
        let drawn = std::iter::once(0).chain(across.0..across.1);
        let changes = drawn.map(|number| (number, changes(grid, shown, columns.list.get(number)))).collect();
        let selection = grid.selection.get();
        let scene = Scene { shown, edition, columns, across, changes, selection };
        let before = self.scene.replace(scene);
        self.place(grid);
        self.fill(grid, before.as_ref());
    }

    /// Takes rows and cells to where they are in sight.
    fn place(&mut self, grid: Grid) {
        let Self { bands, scene: Some(scene) } = self else { return };
        let (count, drawn) = (grid.row_count(), grid.rows_drawn.get());
        grid.geometry.with(|geometry| bands.cover(geometry, count, drawn, scene.across));
    }

    /// Writes into them what they have to show.
    fn fill(&mut self, grid: Grid, before: Option<&Scene>) {
        let Self { bands, scene: Some(scene) } = self else { return };
        let before = before.filter(|before| before.is_of(scene));
        // The columns that look otherwise even in rows that stayed.
        let is_stale = |(number, changes): &(usize, u32)| {
            before.is_none_or(|before| !before.changes.contains(&(*number, *changes)))
        };
        let stale: Vec<bool> = scene.changes.iter().map(is_stale).collect();
        let is_reselected = before.is_none_or(|before| before.selection != scene.selection);
        let header = scene.columns.header.len();
        grid.rows.with(|order| {
            for (at, row) in bands.rows() {
                let place = Place { at, row: order.get(at).copied(), header };
                let is_another = row.put(place);
                if is_reselected || is_another {
                    row.mark(scene.selection.touches_row(at));
                }
                for ((number, cell), stale) in row.cells().zip(&stale) {
                    let Some(column) = scene.columns.list.get(number) else { continue };
                    let at = Cursor { row: at, column: number };
                    let is_elsewhere = cell.put(at, column.width);
                    if is_another || is_elsewhere || *stale {
                        cell.show(Look::of(grid, scene.shown, number, column, place.row));
                    }
                    if is_reselected || is_elsewhere {
                        cell.select(scene.selection.has(at));
                        // The row owns the subject's cell, and the editor stands for the active one.
                        cell.name((number == 0 || at == scene.selection.active()).then_some(at));
                    }
                }
            }
        });
    }
}

impl Scene {
    /// Whether cells that stayed look the same but for their columns' changes.
    fn is_of(&self, other: &Self) -> bool {
        self.shown == other.shown
            && self.edition == other.edition
            && Arc::ptr_eq(&self.columns, &other.columns)
    }
}

/// Follows the memos from which others that are read are derived, before those: Leptos does not tell an effect of a
/// memo that changed while another derived from it was looked at for that effect. Names would stand beside other rows.
fn follow(grid: Grid) {
    grid.columns.track();
    grid.rows.track();
    grid.geometry.track();
}

/// How often a column has changed; followed.
fn changes(grid: Grid, shown: Shown, column: Option<&GridColumn>) -> u32 {
    let Some(Holds::Slot(slot)) = column.map(|column| column.holds) else { return 0 };
    let own = grid.desk.track_column(slot, shown.at);
    let compared = shown.at.checked_sub(1).filter(|_| grid.desk.view.compare.get());
    compared.map_or(own, |before| own.wrapping_add(grid.desk.track_column(slot, before)))
}
