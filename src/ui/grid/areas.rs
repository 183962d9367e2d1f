//! What lies over the cells: the selected areas and the outline of what was copied.

use leptos::prelude::*;

use super::drag::Drawn;
use super::drawn::move_to;
use super::selection::Area;
use super::state::{Grid, Mode};
use crate::words::page::Text;

/// A rectangle of the canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Box {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    /// Whether it goes along with the frozen column.
    frozen: bool,
}

/// The areas.
#[component]
pub(super) fn Areas() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let selected = move || {
        let areas: Vec<Area> = grid.selection.with(|selection| {
            // The editor's own frame says what a single cell is.
            if selection.is_one() { Vec::new() } else { selection.areas().collect() }
        });
        areas.into_iter().flat_map(|area| boxes(grid, area)).map(|at| draw(at, "area")).collect_view()
    };
    let copied = move || {
        let copied = grid.copied.get().filter(|(shown, _)| Some(*shown) == grid.shown.get());
        let areas = copied.map(|(_, areas)| areas).unwrap_or_default();
        areas.into_iter().flat_map(|area| boxes(grid, area)).map(|at| draw(at, "area copied")).collect_view()
    };
    let drawn = move || {
        let (at, class) = match grid.drawn_to.get()? {
            Drawn::Fill(area) => (boxes(grid, area), "area filled"),
            Drawn::Width(column, width) => {
                let edge = grid.geometry.with(|geometry| geometry.left(column)) + width;
                (vec![line(grid, edge)], "area edge")
            }
            Drawn::Shift(column) => {
                let edge = grid.geometry.with(|geometry| geometry.left(column));
                (vec![line(grid, edge)], "area edge")
            }
        };
        Some(at.into_iter().map(|at| draw(at, class)).collect_view())
    };
    // At the corner of what is selected, where it can be filled from.
    let corner = Memo::new(move |_| {
        let area = grid.selection.with(|selection| {
            let areas = selection.areas().count();
            (areas == 1).then(|| selection.current())
        })?;
        let last = area.last();
        let typed =
            grid.columns.with(|columns| columns.list.get(last.column).is_some_and(|column| column.typed));
        let is_row = grid.rows.with(|rows| last.row < rows.len());
        let is_there = typed && is_row && grid.mode.get() == Mode::Waiting;
        let corner = boxes(grid, Area::new(last, last)).into_iter().next().filter(|_| is_there)?;
        Some((corner.left + corner.width - 4.0, corner.top + corner.height - 4.0, corner.frozen))
    });
    let handle = NodeRef::<leptos::html::Div>::new();
    Effect::new(move || {
        if let (Some(handle), Some((left, top, _))) = (handle.get(), corner.get()) {
            move_to(&handle, (left, top));
        }
    });
    view! {
        {selected}
        {copied}
        {drawn}
        <div
            class="fill-handle"
            class:over-frozen=move || corner.with(|corner| corner.is_some_and(|(.., frozen)| frozen))
            class:away=move || corner.with(Option::is_none)
            node_ref=handle
            title=grid.desk.said(Text::FillHandle)
        ></div>
    }
}

/// An upright line from the top of the sight to its bottom.
fn line(grid: Grid, left: f64) -> Box {
    let sight = grid.sight.get();
    Box { left: left - 1.0, top: sight.top, width: 2.0, height: sight.height, frozen: true }
}

/// The part of an area in the frozen column, and the rest.
fn boxes(grid: Grid, area: Area) -> Vec<Box> {
    let (first, last) = (area.first(), area.last());
    grid.geometry.with(|geometry| {
        let (top, bottom) = (geometry.top(first.row), geometry.top(last.row) + geometry.row);
        let part = |from: usize, to: usize, frozen: bool| {
            let along = if frozen { grid.sight.get().left } else { 0.0 };
            let (left, right) = (geometry.left(from), geometry.left(to + 1));
            Box { left: left + along, top, width: right - left, height: bottom - top, frozen }
        };
        let mut parts = Vec::new();
        if first.column == 0 {
            parts.push(part(0, 0, true));
        }
        if last.column > 0 {
            parts.push(part(first.column.max(1), last.column, false));
        }
        parts
    })
}

fn draw(at: Box, class: &'static str) -> impl IntoView {
    view! {
        <div
            class=class
            class:over-frozen=at.frozen
            style:left=format!("{}px", at.left)
            style:top=format!("{}px", at.top)
            style:width=format!("{}px", at.width)
            style:height=format!("{}px", at.height)
        ></div>
    }
}
