//! The head of the grid: the indicator tree with full marks; a leaf orders the rows.

use leptos::prelude::*;

use super::columns::HeaderCell;
use super::rows::Sort;
use super::state::Grid;
use crate::ui::desk::Desk;
use crate::words::page::Text;

/// The header rows.
#[component]
pub(super) fn Head() -> impl IntoView {
    let grid = expect_context::<Grid>();
    view! {
        <thead node_ref=grid.head>
            {move || {
                let columns = grid.columns.get();
                let name = |cell: &HeaderCell| {
                    cell.column.and_then(|at| columns.list.get(at)).map(|column| column.name.clone())
                };
                columns.header.iter().map(|row| {
                    let cells = row.iter().map(|cell| head_cell(grid.desk, cell.clone(), name(cell)));
                    view! { <tr>{cells.collect_view()}</tr> }
                }).collect_view()
            }}
        </thead>
    }
}

fn head_cell(desk: Desk, cell: HeaderCell, name: Option<String>) -> AnyView {
    let HeaderCell { title, full, columns, rows, column } = cell;
    let full = full.map(|full| view! { <small>{full}</small> });
    let Some(column) = column else {
        return view! { <th scope="colgroup" colspan=columns>{title}{full}</th> }.into_any();
    };
    let sort = desk.view.sort;
    let falling = move || sort.get().filter(|sort| sort.column == column).map(|sort| sort.falling);
    let turn = move |_| {
        sort.set(match falling() {
            None => Some(Sort { column, falling: true }),
            Some(true) => Some(Sort { column, falling: false }),
            Some(false) => None,
        });
    };
    let sign = move || falling().map(|falling| if falling { " ▼" } else { " ▲" });
    let order = move || falling().map(|falling| if falling { "descending" } else { "ascending" });
    let name = name.unwrap_or_default();
    let hint = {
        let name = name.clone();
        move || format!("{name} · {}", desk.say(Text::SortBy))
    };
    view! {
        <th scope="col" rowspan=rows class:frozen=column == 0 data-column=column data-name=name aria-sort=order>
            <button class="sort" tabindex="-1" title=hint on:click=turn>{title}{sign}{full}</button>
        </th>
    }
    .into_any()
}
