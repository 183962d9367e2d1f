//! The grid itself: a table of which only the rows in sight are drawn, with the editor in its active cell.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::cell::{self, Shown as ShownCell};
use super::columns::{Columns, Holds};
use super::cursor::Cursor;
use super::editor::{Editor, commit, take_up};
use super::head::Head;
use super::state::{Grid, Shown};
use crate::ui::desk::Desk;
use crate::ui::periods::change_mark;
use crate::words::page::Text;

/// The table with its editor.
#[component]
pub(super) fn Table() -> impl IntoView {
    let grid = expect_context::<Grid>();
    // The header's height is known only once it is drawn.
    Effect::new(move || {
        grid.columns.track();
        request_animation_frame(move || grid.look());
    });
    // As in a spreadsheet, keys work at once; under a finger it would only call the keyboard up.
    Effect::new(move || {
        if let Some(editor) = grid.editor.get().filter(|_| has_mouse()) {
            request_animation_frame(move || _ = editor.focus());
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| grid.look());
    on_cleanup(move || resized.remove());
    // The active cell stays in sight wherever the cursor goes.
    Effect::new(move || grid.show_cursor(grid.cursor()));
    let press = move |event: web_sys::MouseEvent| {
        let Some(at) = cell_at(&event) else { return };
        event.prevent_default();
        if commit(grid) {
            grid.desk.view.cursor.set(at);
        }
        if let Some(editor) = grid.editor.get_untracked() {
            let _ = editor.focus();
        }
    };
    let width = move || format!("{}px", grid.geometry.get().edges.last().copied().unwrap_or_default());
    let rows = move || grid.row_count();
    view! {
        <div
            class="grid"
            node_ref=grid.frame
            on:scroll=move |_| grid.look()
            on:mousedown=press
            on:dblclick=move |event| if cell_at(&event).is_some() { take_up(grid) }
        >
            <div class="canvas" style:width=width>
                <table role="grid" aria-rowcount=rows>
                    <colgroup>
                        {move || grid.columns.get().list.iter().map(|column| {
                            let width = format!("{}px", column.width);
                            view! { <col style:width=width/> }
                        }).collect_view()}
                    </colgroup>
                    <Head/>
                    <Body/>
                </table>
                <Editor/>
            </div>
        </div>
    }
}

/// The rows in sight, between two that take the place of the others.
#[component]
fn Body() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let geometry = grid.geometry;
    let window =
        Memo::new(move |_| geometry.with(|geometry| geometry.window(grid.sight.get(), grid.row_count())));
    let gap = move |rows: usize| {
        move || {
            let height = geometry.with(|geometry| geometry.top(rows) - geometry.head);
            format!("{height}px")
        }
    };
    let above = move || gap(window.get().0)();
    let below = move || gap(grid.row_count().saturating_sub(window.get().1))();
    view! {
        <tbody>
            <tr class="gap" style:height=above></tr>
            {move || {
                grid.desk.track_shape();
                let (columns, shown) = (grid.columns.get(), grid.shown.get());
                let each = move || {
                    let (first, end) = window.get();
                    let row = |at: usize| (at, grid.rows.with(|rows| rows.get(at).copied()));
                    (first..end).map(row).collect::<Vec<_>>()
                };
                shown.map(|shown| view! {
                    <For each key=|row| *row let((at, row))>
                        {row_view(grid.desk, shown, &columns, at, row)}
                    </For>
                })
            }}
            <tr class="gap" style:height=below></tr>
        </tbody>
    }
}

fn row_view(desk: Desk, shown: Shown, columns: &Arc<Columns>, at: usize, row: Option<usize>) -> AnyView {
    let Some(row) = row else {
        let hint = desk.said(Text::NewRow);
        let others = (1..columns.list.len()).map(|column| view! { <td class="computed" data-c=column></td> });
        return view! {
            <tr class="new" data-r=at>
                <th scope="row" class="frozen quiet" data-c="0" title=hint>"＋"</th>
                {others.collect_view()}
            </tr>
        }
        .into_any();
    };
    let cells = (0..columns.list.len()).map(|column| {
        let columns = columns.clone();
        move || cell_view(desk, shown, &columns, row, column)
    });
    view! { <tr data-r=at aria-rowindex=at + 1>{cells.collect_view()}</tr> }.into_any()
}

fn cell_view(desk: Desk, shown: Shown, columns: &Columns, row: usize, at: usize) -> AnyView {
    let Some(column) = columns.list.get(at) else { return ().into_any() };
    if let Holds::Slot(slot) = column.holds {
        desk.track_column(slot, shown.at);
    }
    let cell = desk.read(|session| cell::shown(session, shown.table, shown.at, row, column));
    if at == 0 {
        return view! { <th scope="row" class="frozen" data-c=at>{cell.text}</th> }.into_any();
    }
    let title = reason(desk, &cell);
    let class = class(&cell, column.typed, column.number);
    let change = match column.holds {
        Holds::Slot(slot) if column.number => change_mark(desk, slot, shown.at, row),
        _ => None,
    };
    view! { <td class=class data-c=at title=title>{change}{cell.text}</td> }.into_any()
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
fn reason(desk: Desk, cell: &ShownCell) -> Option<String> {
    let words = desk.words();
    match &cell.problem {
        Some(problem) => Some(words.because(problem)),
        None if cell.overridden => Some(words.say(Text::Overridden)),
        None if cell.provisional => Some(words.say(Text::Provisional)),
        None => None,
    }
}

/// The cell under the mouse.
fn cell_at(event: &web_sys::MouseEvent) -> Option<Cursor> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let cell = target.closest("[data-c]").ok()??;
    let number = |element: &web_sys::Element, name: &str| element.get_attribute(name)?.parse().ok();
    let row = number(&cell.closest("[data-r]").ok()??, "data-r")?;
    Some(Cursor { row, column: number(&cell, "data-c")? })
}

fn has_mouse() -> bool {
    window().match_media("(pointer: fine)").ok().flatten().is_some_and(|query| query.matches())
}
