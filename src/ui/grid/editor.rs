//! The editor: one field that lies over the active cell and keeps the focus, so that an input method finds it when
//! the first key is pressed and never loses a letter.

use leptos::ev;
use leptos::prelude::*;

use super::cell;
use super::choices::ChoiceList;
use super::clipboard;
use super::cursor::step;
use super::drawn::{cell_id, move_to, set_length};
use super::edit::{self, Target};
use super::selection::Selection;
use super::state::{Grid, Mode};
use crate::ui::commands::perform;
use crate::ui::commands::table::{Verb, called};
use crate::ui::side::Side;
use crate::words::page::Text;

/// The field over the active cell.
#[component]
pub(super) fn Editor() -> impl IntoView {
    let side = expect_context::<Side>();
    let grid = side.grid;
    let desk = grid.desk;
    let place = Memo::new(move |_| {
        let cursor = grid.cursor();
        grid.geometry.with(|geometry| {
            // The frozen column goes along with the sight.
            let along = if cursor.column == 0 { grid.sight.get().left } else { 0.0 };
            let corner = (geometry.left(cursor.column) + along, geometry.top(cursor.row));
            (corner, (geometry.width(cursor.column), geometry.row))
        })
    });
    Effect::new(move |size: Option<Option<(f64, f64)>>| {
        let (corner, now) = place.get();
        let field = grid.editor.get()?;
        move_to(&field, corner);
        if size.flatten() != Some(now) {
            set_length(&field, "width", now.0);
            set_length(&field, "height", now.1);
        }
        Some(now)
    });
    let opener = NodeRef::<leptos::html::Span>::new();
    Effect::new(move || {
        let (corner, size) = place.get();
        if let Some(opener) = opener.get() {
            move_to(&opener, (corner.0 + size.0 - 18.0, corner.1));
        }
    });
    // The list belongs to the cell it was opened for.
    Effect::new(move || {
        grid.selection.track();
        grid.choosing.set(None);
    });
    let is_choosing = move || grid.choosing.get().is_some() && grid.offered.with(|list| !list.is_empty());
    let has_choices = Memo::new(move |_| {
        desk.track_shape();
        let Some((shown, row, column)) = grid.active() else { return false };
        let target = Target { table: shown.table, at: shown.at, row, column: &column };
        column.typed && desk.read(|session| edit::has_choices(session, target))
    });
    let label = move || {
        let words = desk.words();
        desk.track_change();
        let name = grid.active().map(|(shown, row, column)| {
            let rows = desk.read(|session| cell::subject(session, shown.table, row));
            let value = row.map(|row| {
                desk.read(|session| cell::shown(session, shown.table, shown.at, row, &column).text)
            });
            format!("{rows} {} {}", column.name, value.unwrap_or_default()).trim().to_owned()
        });
        name.unwrap_or_else(|| words.say(Text::Editor))
    };
    // Typing begins, by key or by input method, only where it may.
    let begin = move || {
        if let Some(field) = grid.editor.get_untracked() {
            grid.typed.set(field.value());
            // Of what nothing else fits into, Enter takes the first that begins so.
            if grid.choosing.get_untracked().is_some() {
                grid.choosing.set(Some((!field.value().is_empty()).then_some(0)));
            }
        }
        if grid.mode.get_untracked() == Mode::Waiting {
            if grid.check() {
                grid.begin(Mode::Replacing);
                grid.copied.set(None);
                if untrack(|| grid.offers()).1 {
                    grid.choosing.set(Some(Some(0)));
                }
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
    // The cell that the field stands for, as long as it is drawn.
    let stands_for = move || {
        let at = grid.cursor();
        let (rows, columns) = (grid.rows_drawn.get(), grid.columns_drawn.get());
        let is_drawn = (rows.0..rows.1).contains(&at.row)
            && (at.column == 0 || (columns.0..columns.1).contains(&at.column));
        is_drawn.then(|| cell_id(at))
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
            role=move || is_choosing().then_some("combobox")
            aria-expanded=move || is_choosing().then_some("true")
            aria-label=label
            aria-activedescendant=move || match grid.choosing.get() {
                Some(at) if is_choosing() => at.map(|at| format!("choice-{at}")),
                _ => stands_for(),
            }
            aria-controls=move || if is_choosing() { "choices" } else { "grid" }
            on:keydown=move |event| press(side, &event)
            on:input=move |_| begin()
            on:compositionstart=move |_| begin()
            on:copy=move |event| clipboard::copied(grid, &event, false)
            on:cut=move |event| clipboard::copied(grid, &event, true)
            on:paste=move |event| clipboard::pasted(grid, &event)
            on:blur=move |_| { commit(grid); }
        />
        <Show when=move || has_choices.get()>
            <span
                class="opener over-grid"
                class:over-frozen=move || grid.cursor().column == 0
                aria-hidden="true"
                node_ref=opener
                title=desk.said(Text::OpenChoices)
                on:mousedown=move |event| {
                    event.prevent_default();
                    event.stop_propagation();
                    grid.focus();
                    if grid.choosing.get_untracked().is_some() { grid.choosing.set(None) } else { grid.open_choices() }
                }
            >"▾"</span>
        </Show>
        <ChoiceList/>
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
    grid.choosing.set(None);
    grid.mode.set(Mode::Waiting);
}

fn press(side: Side, event: &ev::KeyboardEvent) {
    // While an input method composes, every key is its own; 229 is how old ones say so.
    if event.is_composing() || event.key_code() == 229 {
        return;
    }
    let grid = side.grid;
    let key = event.key();
    let (control, shift) = (event.ctrl_key() || event.meta_key(), event.shift_key());
    let mode = grid.mode.get_untracked();
    let waiting = mode == Mode::Waiting;
    let choosing = grid.choosing.get_untracked().is_some();
    match key.as_str() {
        "ArrowDown" if event.alt_key() && !shift && !control => {
            event.prevent_default();
            grid.open_choices();
        }
        "ArrowUp" if choosing && event.alt_key() => {
            event.prevent_default();
            grid.choosing.set(None);
        }
        "ArrowDown" if choosing && grid.choose_next(1) => event.prevent_default(),
        "ArrowUp" if choosing && grid.choose_next(-1) => event.prevent_default(),
        "Enter" | "Tab" if choosing && let Some(choice) = grid.chosen() => {
            event.prevent_default();
            grid.pick(&choice);
            // After typing on to the next cell, as ever; from a list that was only opened, nowhere.
            if key == "Tab" || !waiting {
                grid.walk(key == "Tab", shift);
            }
        }
        "Escape" if choosing && waiting => {
            event.prevent_default();
            grid.choosing.set(None);
        }
        "Enter" if control => {
            event.prevent_default();
            if let Some(field) = grid.editor.get_untracked().filter(|_| !waiting) {
                // Where none takes it, it stays in the field.
                if grid.fill_selection(&field.value()) {
                    leave(grid, &field);
                }
            }
        }
        "Enter" => {
            event.prevent_default();
            if commit(grid) {
                grid.walk(false, shift);
            }
        }
        "Tab" if waiting && untrack(|| is_at_edge(grid, shift)) => {}
        "Tab" => {
            event.prevent_default();
            if commit(grid) {
                grid.walk(true, shift);
            }
        }
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
        "Escape" => {
            grid.copied.set(None);
            let at = untrack(|| grid.cursor());
            grid.select(Selection::at(at));
        }
        "Delete" if waiting && shift => {
            event.prevent_default();
            grid.cut();
        }
        "Insert" if waiting && control => {
            event.prevent_default();
            grid.copy(false);
        }
        "Delete" | "Backspace" if waiting => {
            event.prevent_default();
            grid.clear();
        }
        // Arrows move within a text that is being changed.
        _ if mode == Mode::Changing => {}
        "ArrowDown" | "ArrowUp" | "ArrowRight" | "ArrowLeft"
            if waiting && event.alt_key() && shift && !control =>
        {
            event.prevent_default();
            match key.as_str() {
                "ArrowDown" => grid.fill_on(1, 0),
                "ArrowUp" => grid.fill_on(-1, 0),
                "ArrowRight" => grid.fill_on(0, 1),
                _ => grid.fill_on(0, -1),
            }
        }
        digit
            if waiting
                && !control
                && !event.alt_key()
                && let Some(option) = grid.mark_by(digit) =>
        {
            event.prevent_default();
            if grid.check() {
                grid.pick(&option);
                grid.to_next_mark();
            }
        }
        _ if waiting && let Some(verb) = called_here(&key, control, event.alt_key(), shift) => {
            event.prevent_default();
            event.stop_propagation();
            perform(verb, side);
        }
        // With Alt, keys are those of menus and periods.
        _ if event.alt_key() => {}
        _ => {
            if let Some(step) = step(&key, control, untrack(|| page(grid))) {
                event.prevent_default();
                if commit(grid) {
                    grid.step(step, shift && waiting);
                }
            } else if waiting && !control && key.chars().count() == 1 && !grid.check() {
                event.prevent_default();
            }
        }
    }
}

/// The verb that keys call in the waiting grid. For what is copied and cut the browser asks by itself.
fn called_here(key: &str, control: bool, alt: bool, shift: bool) -> Option<Verb> {
    let is_here = |verb: &Verb| verb.is_heard_by_grid() && !matches!(verb, Verb::Copy | Verb::Cut);
    called(key, control, alt, shift).filter(is_here)
}

/// Rows that a page key goes up or down: those in sight but one.
#[expect(clippy::cast_possible_truncation, reason = "a few dozen; the conversion saturates")]
fn page(grid: Grid) -> isize {
    let rows = grid.geometry.with(|geometry| (grid.sight.get().height - geometry.head) / geometry.row);
    (rows as isize - 1).max(1)
}

/// At the end of a row Tab leaves the grid, so that nobody is caught in it.
fn is_at_edge(grid: Grid, back: bool) -> bool {
    let (selection, last) = (grid.selection.get(), grid.extent().last());
    selection.is_one()
        && if back { selection.active().column == 0 } else { selection.active().column == last.column }
}
