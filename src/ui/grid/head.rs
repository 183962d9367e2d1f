//! The head of the grid: the indicator tree with full marks. A press selects a column; beside it waits its menu.

use leptos::prelude::*;

use super::columns::{Columns, HeaderCell};
use super::state::Grid;
use crate::words::page::Text;

/// The header rows.
#[component]
pub(super) fn Head() -> impl IntoView {
    let grid = expect_context::<Grid>();
    // The lines of the template: the rows' numbers, then every column, so that a head stays where it is.
    let template = move || {
        let count = grid.columns.with(|columns| columns.list.len());
        grid.geometry.with(|geometry| {
            let widths =
                std::iter::once(geometry.gutter).chain((0..count).map(|column| geometry.width(column)));
            widths.map(|width| format!("{width}px")).collect::<Vec<_>>().join(" ")
        })
    };
    // The same while the cursor goes down a column: no head has to be looked at.
    let selected = Memo::new(move |_| {
        let count = grid.columns.with(|columns| columns.list.len());
        grid.selection
            .with(|selection| (0..count).map(|column| selection.touches_column(column)).collect::<Vec<_>>())
    });
    // Titles of several lines come and go with the columns in sight; the head must not jump with them.
    let height = move || format!("{}px", grid.head_least.get());
    view! {
        <thead
            role="rowgroup"
            node_ref=grid.head
            style:grid-template-columns=template
            style:min-height=height
        >
            {move || {
                let columns = grid.columns.get();
                let depth = columns.header.len();
                (0..depth).map(|level| {
                    let corner = (level == 0).then(|| view! {
                        <td
                            class="corner"
                            aria-hidden="true"
                            style:grid-row=format!("1 / span {depth}")
                            title=grid.desk.said(Text::SelectAll)
                        ></td>
                    });
                    let (all, columns) = (columns.clone(), columns.clone());
                    let in_sight = move || {
                        let drawn = grid.columns_drawn.get();
                        let cells = all.header.get(level).into_iter().flatten();
                        cells.filter(|cell| cell.is_among(drawn)).cloned().collect::<Vec<_>>()
                    };
                    view! {
                        <tr role="row" aria-rowindex=level + 1>
                            {corner}
                            <For each=in_sight key=|cell| cell.first let(cell)>
                                {head_cell(grid, selected, &columns, cell, level)}
                            </For>
                        </tr>
                    }
                }).collect_view()
            }}
        </thead>
    }
}

fn head_cell(
    grid: Grid,
    selected: Memo<Vec<bool>>,
    columns: &Columns,
    cell: HeaderCell,
    level: usize,
) -> Option<AnyView> {
    let HeaderCell { title, full, columns: span, rows, first: own, is_leaf } = cell;
    let row = format!("{} / span {rows}", level + 1);
    let full = full.map(|full| view! { <small>{full}</small> });
    let within = move || selected.with(|selected| selected.get(own).copied().unwrap_or_default());
    // The frozen one moves along the whole row.
    let place = if own == 0 { "2 / -1".to_owned() } else { format!("{} / span {span}", own + 2) };
    if !is_leaf {
        return Some(
            view! {
                <th
                    role="columnheader" scope="colgroup" data-column=own data-span=span aria-colindex=own + 1 aria-colspan=span
                    style:grid-row=row style:grid-column=place
                ><span class="title">{title}{full}</span></th>
            }
            .into_any(),
        );
    }
    let column = columns.list.get(own)?.clone();
    let key = StoredValue::new(column.key.clone());
    let sorted = Memo::new(move |_| grid.arrangement.with(|by| by.sorted(&key.read_value())));
    let sign = move || {
        sorted.get().map(|(at, falling)| {
            let number = if grid.arrangement.with(|by| by.sort.len()) > 1 {
                (at + 1).to_string()
            } else {
                String::new()
            };
            format!("{}{number}", if falling { "▼" } else { "▲" })
        })
    };
    let order = move || sorted.get().map(|(_, falling)| if falling { "descending" } else { "ascending" });
    let filtered = Memo::new(move |_| grid.arrangement.with(|by| by.filters.contains_key(&key.get_value())));
    let open = move |_| {
        let is_open = grid.column_menu.get_untracked() == Some(own);
        grid.column_menu.set((!is_open).then_some(own));
    };
    let width = (own == 0).then(|| format!("{}px", column.width));
    let name = column.name.clone();
    let hint = move || grid.desk.words().at(&name, &grid.desk.say(Text::ColumnMenu));
    Some(
        view! {
            <th
                role="columnheader"
                scope="col"
                class:frozen=own == 0
                class:within=within
                data-column=own
                data-name=column.name.clone()
                aria-colindex=own + 1
                aria-sort=order
                title=column.name.clone()
                style:grid-row=row
                style:grid-column=place
                style:width=width
            >
                <span class="title">{title}{full}</span>
                <button
                    class="sort over-grid"
                    class:filtered=move || filtered.get()
                    tabindex="-1"
                    aria-haspopup="dialog"
                    aria-label=hint.clone()
                    title=hint
                    on:click=open
                >
                    {move || sign().unwrap_or_else(|| if filtered.get() { "▽" } else { "▾" }.to_owned())}
                </button>
                <span class="resize" on:dblclick=move |_| grid.fit_column(own)></span>
            </th>
        }
        .into_any(),
    )
}
