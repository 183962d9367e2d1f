//! What the mouse does: it selects cells, rows and columns.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::cursor::Cursor;
use super::editor::commit;
use super::selection::{Area, Selection};
use super::state::Grid;

/// What the mouse is drawing since it was pressed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Drag {
    /// An area of cells.
    Cells,
    /// Whole rows.
    Rows,
    /// Whole columns.
    Columns,
    /// Whole columns to another place.
    Shift,
    /// The selected cells further on.
    Fill,
    /// A column's right edge, from a point of the screen and a width.
    Resize {
        /// The column.
        column: usize,
        /// Where the mouse was pressed.
        from: f64,
        /// How wide the column was.
        width: f64,
    },
}

/// Where the mouse has drawn something to, shown until it is let go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Drawn {
    /// The cells that are filled.
    Fill(Area),
    /// How wide a column becomes.
    Width(usize, f64),
    /// The column that the moved ones come to stand before.
    Shift(usize),
}

/// The mouse is pressed in the grid.
pub(super) fn press(grid: Grid, event: &web_sys::MouseEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    if event.button() != 0 || closest(&target, ".editor:not(.waiting), .over-grid").is_some() {
        return;
    }
    let (extends, adds) = (event.shift_key(), event.ctrl_key() || event.meta_key());
    let extent = untrack(|| grid.extent());
    let last = extent.last();
    let (drag, area) = if closest(&target, ".corner").is_some() {
        event.prevent_default();
        if commit(grid) {
            grid.select_all();
            grid.focus();
        }
        return;
    } else if closest(&target, ".fill-handle").is_some() {
        event.prevent_default();
        if commit(grid) {
            grid.drag.set(Some(Drag::Fill));
        }
        return;
    } else if let Some(column) =
        closest(&target, ".resize").and_then(|edge| number(&closest(&edge, "[data-column]")?, "data-column"))
    {
        event.prevent_default();
        let width = grid.geometry.with_untracked(|geometry| geometry.width(column));
        grid.drag.set(Some(Drag::Resize { column, from: f64::from(event.client_x()), width }));
        return;
    } else if let Some(head) = closest(&target, "thead [data-column]") {
        let first = number(&head, "data-column").unwrap_or_default();
        let span: usize = number(&head, "data-span").unwrap_or(1);
        let column = |column| Cursor { row: 0, column };
        (Drag::Columns, Area::new(column(first), Cursor { row: last.row, column: first + span - 1 }))
    } else if let Some(at) = closest(&target, ".gutter").and_then(|cell| row_of(&cell)) {
        (Drag::Rows, Area::new(Cursor { row: at, column: 0 }, Cursor { row: at, column: last.column }))
    } else if let Some(cell) = cell_of(&target) {
        (Drag::Cells, Area::new(cell, cell))
    } else {
        return;
    };
    event.prevent_default();
    if !commit(grid) {
        return;
    }
    let selection = grid.selection.get_untracked();
    // A head that is selected already takes its columns along.
    let current = selection.current();
    if drag == Drag::Columns
        && !extends
        && !adds
        && area.anchor.column > 0
        && current.has(area.anchor)
        && current.size().0 == extent.rows
        && current.size().1 < extent.columns
    {
        grid.drag.set(Some(Drag::Shift));
        grid.drawn_to.set(None);
        return grid.focus();
    }
    let selection = if extends {
        selection.to(area.head)
    } else {
        let selection = if adds { selection.and(area) } else { Selection::area(area) };
        // Of a whole column the cell in sight is active, so that nothing scrolls.
        let in_sight = match drag {
            Drag::Columns => Cursor { row: grid.first_row_in_sight(), ..area.anchor },
            _ => area.anchor,
        };
        selection.with_active(in_sight)
    };
    grid.select(selection);
    grid.drag.set(Some(drag));
    grid.focus();
}

/// The pressed mouse is moved.
pub(super) fn draw(grid: Grid, event: &web_sys::MouseEvent) {
    let Some(drag) = grid.drag.get_untracked() else { return };
    if event.buttons() & 1 == 0 {
        // Let go where nobody heard it.
        return release(grid);
    }
    let Some(at) = grid.cell_under(event) else { return };
    let selection = grid.selection.get_untracked();
    let before = selection.current().head;
    let head = match drag {
        Drag::Cells => at,
        Drag::Rows => Cursor { row: at.row, ..before },
        Drag::Columns => Cursor { column: at.column, ..before },
        Drag::Shift => {
            let target = grid.edge_under(event).unwrap_or(at.column);
            return grid.drawn_to.set(Some(Drawn::Shift(target)));
        }
        Drag::Fill => {
            grid.show_cursor(at);
            let target = toward(selection.current(), at);
            return grid.drawn_to.set(target.map(Drawn::Fill));
        }
        Drag::Resize { column, from, width } => {
            let width = (width + f64::from(event.client_x()) - from).max(24.0);
            return grid.drawn_to.set(Some(Drawn::Width(column, width)));
        }
    };
    if head != before {
        let active = selection.active();
        let drawn = selection.to(head);
        grid.select(if drawn.current().has(active) { drawn.with_active(active) } else { drawn });
        let shown = match drag {
            Drag::Columns => Cursor { row: grid.first_row_in_sight(), ..head },
            Drag::Rows => Cursor { column: 0, ..head },
            _ => head,
        };
        grid.show_cursor(shown);
    }
}

/// The cells that a fill reaches from an area towards a cell: the further of the two directions, as a spreadsheet does.
#[must_use]
fn toward(area: Area, to: Cursor) -> Option<Area> {
    let (first, last) = (area.first(), area.last());
    let (down, up) = (to.row.saturating_sub(last.row), first.row.saturating_sub(to.row));
    let (right, left) = (to.column.saturating_sub(last.column), first.column.saturating_sub(to.column));
    let most = down.max(up).max(right).max(left);
    let corner = |row, column| Cursor { row, column };
    if most == 0 {
        None
    } else if most == down {
        Some(Area::new(corner(last.row + 1, first.column), corner(to.row, last.column)))
    } else if most == up {
        Some(Area::new(corner(to.row, first.column), corner(first.row - 1, last.column)))
    } else if most == right {
        Some(Area::new(corner(first.row, last.column + 1), corner(last.row, to.column)))
    } else {
        Some(Area::new(corner(first.row, to.column), corner(last.row, first.column - 1)))
    }
}

/// The mouse is let go.
pub(super) fn release(grid: Grid) {
    let Some(drag) = grid.drag.get_untracked() else { return };
    let drawn = grid.drawn_to.get_untracked();
    grid.drag.set(None);
    if drawn.is_some() {
        grid.drawn_to.set(None);
    }
    match (drag, drawn) {
        (Drag::Fill, Some(Drawn::Fill(target))) => grid.fill_to(target),
        (Drag::Resize { .. }, Some(Drawn::Width(column, width))) => grid.resize_column(column, width),
        (Drag::Shift, Some(Drawn::Shift(to))) => grid.move_columns_to(to),
        // A press on a selected head without drawing it selects that one column.
        _ => {}
    }
}

impl Grid {
    /// The cell under the mouse; beyond the edges the nearest one.
    fn cell_under(self, event: &web_sys::MouseEvent) -> Option<Cursor> {
        let frame = self.frame.get_untracked()?.get_bounding_client_rect();
        let point = (f64::from(event.client_x()) - frame.left(), f64::from(event.client_y()) - frame.top());
        let extent = untrack(|| self.extent());
        Some(
            self.geometry
                .with_untracked(|geometry| geometry.cell_at(self.sight.get_untracked(), point, extent)),
        )
    }

    /// The column whose left edge is nearest to the mouse.
    fn edge_under(self, event: &web_sys::MouseEvent) -> Option<usize> {
        let at = self.cell_under(event)?;
        let frame = self.frame.get_untracked()?.get_bounding_client_rect();
        let x = f64::from(event.client_x()) - frame.left() + self.sight.get_untracked().left;
        let is_right = self
            .geometry
            .with_untracked(|geometry| x > geometry.left(at.column) + geometry.width(at.column) / 2.0);
        Some((at.column + usize::from(is_right)).max(1))
    }

    fn first_row_in_sight(self) -> usize {
        let extent = untrack(|| self.extent());
        let sight = self.sight.get_untracked();
        self.geometry.with_untracked(|geometry| {
            let below = geometry.head + geometry.row / 2.0;
            geometry.cell_at(sight, (0.0, below), extent).row
        })
    }
}

/// The cell that an element of the page stands for or lies in.
pub(super) fn cell_of(target: &web_sys::Element) -> Option<Cursor> {
    let cell = closest(target, "[data-c]")?;
    Some(Cursor { row: row_of(&cell)?, column: number(&cell, "data-c")? })
}

fn row_of(cell: &web_sys::Element) -> Option<usize> {
    number(&closest(cell, "[data-r]")?, "data-r")
}

fn closest(element: &web_sys::Element, selector: &str) -> Option<web_sys::Element> {
    element.closest(selector).ok().flatten()
}

fn number(element: &web_sys::Element, name: &str) -> Option<usize> {
    element.get_attribute(name)?.parse().ok()
}
