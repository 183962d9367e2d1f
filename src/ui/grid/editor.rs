//! The editor: one field that lies over the active cell and keeps the focus, so that an input method finds it when
//! the first key is pressed and never loses a letter.

use leptos::ev;
use leptos::prelude::*;

use super::cell;
use super::cursor::{Move, step};
use super::edit::{self, Target};
use super::state::{Grid, Mode};
use crate::words::page::Text;

/// The field over the active cell.
#[component]
pub(super) fn Editor() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let place = move || {
        let cursor = grid.cursor();
        grid.geometry.with(|geometry| {
            // The frozen column goes along with the sight.
            let left = if cursor.column == 0 { grid.sight.get().left } else { geometry.left(cursor.column) };
            (left, geometry.top(cursor.row), geometry.width(cursor.column), geometry.row)
        })
    };
    let choices = Memo::new(move |_| {
        desk.track_shape();
        let Some((shown, row, column)) = grid.active() else { return Vec::new() };
        let target = Target { table: shown.table, at: shown.at, row, column: &column };
        desk.read(|session| edit::choices(session, target))
    });
    let has_choices = move || choices.with(|choices| !choices.is_empty());
    let label = move || {
        let words = desk.words();
        desk.track_change();
        let name = grid.active().map(|(shown, row, column)| {
            let rows = desk.read(|session| cell::subject(session, shown.table, row));
            format!("{rows} {}", column.name)
        });
        name.unwrap_or_else(|| words.say(Text::Editor))
    };
    // Typing begins, by key or by input method, only where it may.
    let begin = move || {
        if grid.mode.get_untracked() == Mode::Waiting {
            if grid.check() {
                grid.begin(Mode::Replacing);
            } else if let Some(field) = grid.editor.get_untracked() {
                field.set_value("");
            }
        }
    };
    let read_only = move || {
        !grid
            .active()
            .is_some_and(|(_, row, column)| column.typed && (row.is_some() || grid.cursor().column == 0))
    };
    view! {
        <input
            type="text"
            class="editor"
            class:waiting=move || grid.mode.get() == Mode::Waiting
            class:over-frozen=move || grid.cursor().column == 0
            node_ref=grid.editor
            autocomplete="off"
            spellcheck="false"
            readonly=read_only
            list=move || has_choices().then_some("grid-choices")
            aria-label=label
            style:left=move || format!("{}px", place().0)
            style:top=move || format!("{}px", place().1)
            style:width=move || format!("{}px", place().2)
            style:height=move || format!("{}px", place().3)
            on:keydown=move |event| press(grid, has_choices(), &event)
            on:input=move |_| begin()
            on:compositionstart=move |_| begin()
            on:copy=move |event| copy(grid, &event)
            on:dblclick=move |_| take_up(grid)
            on:blur=move |_| { commit(grid); }
        />
        <datalist id="grid-choices">
            {move || choices.get().into_iter().map(|choice| view! { <option value=choice></option> }).collect_view()}
        </datalist>
    }
}

/// Copies what the active cell shows; while something is being typed, the field copies what is selected in it.
fn copy(grid: Grid, event: &web_sys::ClipboardEvent) {
    let (Some((shown, Some(row), column)), Some(clipboard)) =
        (untrack(|| grid.active()), event.clipboard_data())
    else {
        return;
    };
    if grid.mode.get_untracked() == Mode::Waiting {
        let cell = grid.desk.read(|session| cell::shown(session, shown.table, shown.at, row, &column));
        if clipboard.set_data("text/plain", &cell.text).is_ok() {
            event.prevent_default();
        }
    }
}

/// Takes up what the active cell holds, to change it.
pub(super) fn take_up(grid: Grid) {
    if grid.mode.get_untracked() != Mode::Waiting || !grid.check() {
        return;
    }
    let (Some((shown, row, column)), Some(field)) = (untrack(|| grid.active()), grid.editor.get_untracked())
    else {
        return;
    };
    let text = row.map(|row| grid.desk.read(|s| cell::typed(s, shown.table, shown.at, row, column.holds)));
    field.set_value(&text.unwrap_or_default());
    let _ = field.focus();
    grid.begin(Mode::Changing);
}

/// Types what stands in the editor into the active cell; `false` where it cannot be, and the editor keeps it.
pub(super) fn commit(grid: Grid) -> bool {
    let Some(field) = grid.editor.get_untracked().filter(|_| grid.mode.get_untracked() != Mode::Waiting)
    else {
        return true;
    };
    // A tab that changed under the editor must not get what was meant for another cell.
    let done = !grid.is_where_it_began() || grid.type_in(&field.value());
    if done {
        leave(grid, &field);
    }
    done
}

fn leave(grid: Grid, field: &web_sys::HtmlInputElement) {
    field.set_value("");
    grid.mode.set(Mode::Waiting);
}

fn press(grid: Grid, has_choices: bool, event: &ev::KeyboardEvent) {
    // While an input method composes, every key is its own; 229 is how old ones say so.
    if event.is_composing() || event.key_code() == 229 {
        return;
    }
    let key = event.key();
    let control = event.ctrl_key() || event.meta_key();
    let waiting = grid.mode.get_untracked() == Mode::Waiting;
    let commit_and = |step: Move| {
        event.prevent_default();
        if commit(grid) {
            untrack(|| grid.step(step));
        }
    };
    let back = if event.shift_key() { -1 } else { 1 };
    match key.as_str() {
        "Enter" => commit_and(Move::Rows(back)),
        "Tab" if waiting && untrack(|| is_at_edge(grid, back)) => {}
        "Tab" => commit_and(Move::Columns(back)),
        "F2" => {
            event.prevent_default();
            take_up(grid);
        }
        "Escape" if !waiting => {
            event.prevent_default();
            grid.desk.notice.set(None);
            if let Some(field) = grid.editor.get_untracked() {
                leave(grid, &field);
            }
        }
        "Delete" | "Backspace" if waiting => {
            event.prevent_default();
            if grid.check() {
                grid.type_in("");
            }
        }
        // Arrows choose from a list and move within a text that is being changed.
        _ if grid.mode.get_untracked() == Mode::Changing || (!waiting && has_choices) => {}
        _ => {
            if let Some(step) = step(&key, control, PAGE) {
                commit_and(step);
            } else if waiting && !control && !event.alt_key() && key.chars().count() == 1 && !grid.check() {
                event.prevent_default();
            }
        }
    }
}

/// Rows that a page key goes up or down.
const PAGE: isize = 16;

/// At the end of a row Tab leaves the grid, so that nobody is caught in it.
fn is_at_edge(grid: Grid, by: isize) -> bool {
    let cursor = grid.cursor();
    cursor
        == cursor.moved(Move::Columns(by), grid.row_count(), grid.columns.with(|columns| columns.list.len()))
}
