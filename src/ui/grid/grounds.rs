//! What lies under the cells: for each column drawn one upright strip with its ground and the line at its right edge.
//!
//! A ground and lines of every cell by itself would be painted cell by cell, with every step of scrolling.

use leptos::prelude::*;

use super::state::Grid;

/// The strips.
#[component]
pub(super) fn Grounds() -> impl IntoView {
    let grid = expect_context::<Grid>();
    // As the heads: with columns that come into sight only their own strips are made.
    move || {
        let columns = grid.columns.get();
        let in_sight = move || {
            let (first, end) = grid.columns_drawn.get();
            first..end
        };
        let strip = move |number: usize| {
            let class = if columns.list.get(number)?.typed { "ground typed" } else { "ground computed" };
            let (left, width) =
                grid.geometry.with_untracked(|geometry| (geometry.left(number), geometry.width(number)));
            Some(view! {
                <div class=class style:left=format!("{left}px") style:width=format!("{width}px")></div>
            })
        };
        view! { <For each=in_sight key=|number| *number children=strip/> }
    }
}
