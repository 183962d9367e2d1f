//! The grid itself: a table of which only the rows and columns in sight are drawn, with the editor in its active cell.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::areas::Areas;
use super::drag;
use super::editor::{Editor, take_up};
use super::grounds::Grounds;
use super::head::Head;
use super::menu::ColumnMenu;
use super::painter::paint;
use super::state::Grid;

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
    let (body, pane) = (NodeRef::new(), NodeRef::new());
    paint(grid, body, pane);
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
        <div class="grid-box" data-pane="">
        <ColumnMenu/>
        <div
            class="grid"
            node_ref=grid.frame
            on:scroll=move |_| grid.look()
            on:mousedown=move |event| drag::press(grid, &event)
            on:dblclick=take_up_cell
        >
            <div class="canvas" style:width=width>
                <Grounds/>
                <div class="pane" role="presentation"><div role="presentation" node_ref=pane></div></div>
                <table
                    role="grid"
                    id="grid"
                    aria-label=name
                    aria-rowcount=rows
                    aria-colcount=count
                    aria-multiselectable="true"
                >
                    <Head/>
                    <tbody role="rowgroup" node_ref=body></tbody>
                </table>
                <Areas/>
                <Editor/>
            </div>
        </div>
        </div>
    }
}

fn has_mouse() -> bool {
    window().match_media("(pointer: fine)").ok().flatten().is_some_and(|query| query.matches())
}
