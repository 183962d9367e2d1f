//! The grid itself: a table of which only the rows and columns in sight are drawn, with the editor in its active cell.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::areas::Areas;
use super::cell::{self, Shown as ShownCell};
use super::columns::{Columns, Holds};
use super::cursor::Cursor;
use super::drag;
use super::editor::{Editor, take_up};
use super::head::Head;
use super::menu::ColumnMenu;
use super::selection::Selection;
use super::state::{Grid, Shown};
use crate::ui::periods::change_mark;
use crate::words::page::Text;

/// The table with its editor.
#[component]
pub(super) fn Table() -> impl IntoView {
    let grid = expect_context::<Grid>();
    // The header's height is known only once it is drawn.
    Effect::new(move || {
        grid.columns.track();
        grid.head_least.set(0.0);
        request_animation_frame(move || grid.look());
    });
    // Titles of more lines come into sight with their columns.
    Effect::new(move || {
        grid.columns_drawn.track();
        request_animation_frame(move || grid.look());
    });
    // As in a spreadsheet, keys work at once; under a finger it would only call the keyboard up.
    Effect::new(move || {
        if let Some(editor) = grid.editor.get().filter(|_| has_mouse()) {
            request_animation_frame(move || _ = editor.focus());
        }
    });
    let listeners = [
        window_event_listener(leptos::ev::resize, move |_| grid.look()),
        window_event_listener(leptos::ev::mousemove, move |event| drag::draw(grid, &event)),
        window_event_listener(leptos::ev::mouseup, move |_| drag::release(grid)),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    // The active cell stays in sight wherever the cursor goes.
    let cursor = Memo::new(move |_| grid.cursor());
    Effect::new(move || grid.show_cursor(cursor.get()));
    mark_selected(grid);
    let width = move || format!("{}px", grid.geometry.get().edges.last().copied().unwrap_or_default());
    let rows = move || grid.row_count() + grid.columns.with(|columns| columns.header.len());
    let count = move || grid.columns.with(|columns| columns.list.len());
    let name = move || {
        grid.desk.track_shape();
        let table = grid.shown.get().map(|shown| shown.table);
        grid.desk.read(|session| {
            table.and_then(|table| session.plan().tables.get(table)).map(|table| table.name.clone())
        })
    };
    let take_up_cell = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|target| drag::cell_of(&target).is_some()) {
            take_up(grid);
        }
    };
    view! {
        <div class="grid-box">
        <ColumnMenu/>
        <div
            class="grid"
            node_ref=grid.frame
            on:scroll=move |_| grid.look()
            on:mousedown=move |event| drag::press(grid, &event)
            on:dblclick=take_up_cell
        >
            <div class="canvas" style:width=width>
                <table
                    role="grid"
                    id="grid"
                    aria-label=name
                    aria-rowcount=rows
                    aria-colcount=count
                    aria-multiselectable="true"
                >
                    <Head/>
                    <Body/>
                </table>
                <Areas/>
                <Editor/>
            </div>
        </div>
        </div>
    }
}

/// The rows in sight; the others only take their place.
#[component]
fn Body() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let geometry = grid.geometry;
    let above = move || geometry.with(|geometry| geometry.top(grid.rows_drawn.get().0) - geometry.head);
    let below = move || {
        let rest = grid.row_count().saturating_sub(grid.rows_drawn.get().1);
        geometry.with(|geometry| geometry.top(rest) - geometry.head)
    };
    view! {
        <tbody
            role="rowgroup"
            style:padding-top=move || format!("{}px", above())
            style:padding-bottom=move || format!("{}px", below())
        >
            {move || {
                grid.desk.track_shape();
                let (columns, shown) = (grid.columns.get(), grid.shown.get());
                let each = move || {
                    let (first, end) = grid.rows_drawn.get();
                    let row = |at: usize| (at, grid.rows.with(|rows| rows.get(at).copied()));
                    (first..end).map(row).collect::<Vec<_>>()
                };
                shown.map(|shown| view! {
                    <For each key=|row| *row let((at, row))>
                        {row_view(grid, shown, &columns, at, row)}
                    </For>
                })
            }}
        </tbody>
    }
}

fn row_view(grid: Grid, shown: Shown, columns: &Arc<Columns>, at: usize, row: Option<usize>) -> AnyView {
    let number = row.map_or_else(|| "＋".to_owned(), |_| (at + 1).to_string());
    let index = at + 1 + columns.header.len();
    let widths = columns.clone();
    let before = move || {
        let first = grid.columns_drawn.get().0;
        let left = grid.geometry.with(|geometry| geometry.left(first) - geometry.left(1));
        format!("{left}px")
    };
    let cell = move |column: usize| {
        let columns = widths.clone();
        move || cell_view(grid, shown, &columns, Cursor { row: at, column }, row)
    };
    let frozen = cell(0);
    let each = move || {
        let (first, end) = grid.columns_drawn.get();
        first..end
    };
    view! {
        <tr role="row" class:new=row.is_none() data-r=at aria-rowindex=index>
            <td class="gutter" class:within=move || grid.selection.with(|s| s.touches_row(at)) aria-hidden="true">
                {number}
            </td>
            {frozen}
            <td class="gap" aria-hidden="true" style:width=before></td>
            <For each key=|column| *column let(column)>{cell(column)}</For>
        </tr>
    }
    .into_any()
}

fn cell_view(grid: Grid, shown: Shown, columns: &Columns, at: Cursor, row: Option<usize>) -> AnyView {
    let desk = grid.desk;
    let Some(column) = columns.list.get(at.column) else { return ().into_any() };
    if let Holds::Slot(slot) = column.holds {
        desk.track_column(slot, shown.at);
    }
    let cell = row.map(|row| desk.read(|session| cell::shown(session, shown.table, shown.at, row, column)));
    let cell = cell.unwrap_or_default();
    let width = format!("{}px", column.width);
    let selected = grid.selection.with_untracked(|selection| selection.has(at)).to_string();
    let id = cell_id(at);
    let read_only = (!column.typed || (row.is_none() && at.column > 0)).to_string();
    if at.column == 0 {
        let hint = row.is_none().then(|| desk.say(Text::NewRow));
        let text = if row.is_none() { desk.say(Text::NewRowShort) } else { cell.text };
        return view! {
            <th
                role="rowheader" scope="row" class="frozen" class:quiet=row.is_none() id=id data-c=at.column
                aria-colindex=1 aria-selected=selected aria-readonly=read_only title=hint style:width=width
            >{text}</th>
        }
        .into_any();
    }
    let title = reason(grid, &cell);
    let class = class(&cell, column.typed && row.is_some(), column.number);
    let invalid = cell.problem.is_some().then_some("true");
    let change = match (column.holds, row) {
        (Holds::Slot(slot), Some(row)) if column.number => change_mark(desk, slot, shown.at, row),
        _ => None,
    };
    view! {
        <td
            role="gridcell" class=class id=id data-c=at.column aria-colindex=at.column + 1 aria-selected=selected
            aria-readonly=read_only aria-invalid=invalid title=title style:width=width
        >{change}{cell.text}</td>
    }
    .into_any()
}

/// Keeps `aria-selected` true on what is drawn. The cells do not follow the selection themselves: hundreds would run
/// at every step of the cursor, of which a few change.
fn mark_selected(grid: Grid) {
    Effect::new(move |before: Option<Selection>| {
        let selection = grid.selection.get();
        let Some(before) = before.filter(|before| *before != selection) else { return selection };
        let ((row, end), (column, last)) = untrack(|| (grid.rows_drawn.get(), grid.columns_drawn.get()));
        let columns = || std::iter::once(0).chain(column..last);
        for at in (row..end).flat_map(|row| columns().map(move |column| Cursor { row, column })) {
            let is_selected = selection.has(at);
            if before.has(at) != is_selected
                && let Some(cell) = document().get_element_by_id(&cell_id(at))
            {
                _ = cell.set_attribute("aria-selected", if is_selected { "true" } else { "false" });
            }
        }
        selection
    });
}

/// The id of a cell's element.
pub(super) fn cell_id(at: Cursor) -> String {
    format!("cell-{}-{}", at.row, at.column)
}

/// The signs of a cell as classes.
fn class(cell: &ShownCell, typed: bool, number: bool) -> String {
    let mut class = String::from(if typed { "typed" } else { "computed" });
    let signs = [
        (number && cell.problem.is_none(), " number"),
        (cell.provisional, " provisional"),
        (cell.exempt, " exempt"),
        (cell.error, " error"),
        (cell.problem.is_some(), " invalid"),
        (cell.overridden, " overridden"),
    ];
    for (_, sign) in signs.iter().filter(|(holds, _)| *holds) {
        class.push_str(sign);
    }
    class
}

/// What a cell's sign means, for the one who points at it.
fn reason(grid: Grid, cell: &ShownCell) -> Option<String> {
    let words = grid.desk.words();
    match &cell.problem {
        Some(problem) => Some(words.because(problem)),
        None if cell.overridden => Some(words.say(Text::Overridden)),
        None if cell.provisional => Some(words.say(Text::Provisional)),
        None => None,
    }
}

fn has_mouse() -> bool {
    window().match_media("(pointer: fine)").ok().flatten().is_some_and(|query| query.matches())
}
