//! The keys of the window: those that call a verb are taken before the grid or a field sees them.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::wasm_bindgen::closure::Closure;

use super::shortcut::Shortcut;
use super::table::{Verb, called};
use super::{applies, perform};
use crate::ui::side::Side;

/// Listens to keys as long as the window is there.
pub(in crate::ui) fn listen(side: Side) {
    let heard = Closure::<dyn Fn(web_sys::KeyboardEvent)>::new(move |event: web_sys::KeyboardEvent| {
        hear(side, &event);
    });
    // On its way down: the grid takes keys that move even where Alt is held.
    let window = window();
    if window
        .add_event_listener_with_callback_and_bool("keydown", heard.as_ref().unchecked_ref(), true)
        .is_ok()
    {
        let heard = StoredValue::new_local(heard);
        on_cleanup(move || {
            heard.with_value(|heard| {
                let _ = leptos::prelude::window().remove_event_listener_with_callback_and_bool(
                    "keydown",
                    heard.as_ref().unchecked_ref(),
                    true,
                );
            });
        });
    }
}

fn hear(side: Side, event: &web_sys::KeyboardEvent) {
    if event.is_composing() {
        return;
    }
    let control = event.ctrl_key() || event.meta_key();
    let (key, alt) = (event.key(), event.alt_key());
    let Some(verb) = called(&key, control, alt, event.shift_key()) else { return };
    // A dialog has its own keys, and a text that is being changed an undo of its own.
    let has_dialog = document().query_selector("dialog[open]").ok().flatten().is_some();
    let is_of_texts = matches!(verb, Verb::Undo | Verb::Redo | Verb::Find | Verb::Replace);
    // A sign is typed wherever a text may go, in a cell that takes one too.
    let is_typed = Shortcut::types(&key, control, alt);
    if has_dialog
        || verb.is_heard_by_grid()
        || ((is_of_texts || is_typed) && is_text_field(event))
        || (is_typed && is_in_grid(event) && untrack(|| side.grid.takes_text()))
        || ((is_typed || verb.is_heard_by_editor()) && is_in_rules(event))
    {
        return;
    }
    event.prevent_default();
    event.stop_propagation();
    if untrack(|| applies(verb, side)) {
        perform(verb, side);
    }
}

/// Whether a key goes into a text that is being edited.
fn is_text_field(event: &web_sys::KeyboardEvent) -> bool {
    // The grid's editor waits in the active cell even while nothing is being typed.
    field(event).is_some_and(|field| !(field.class_list().contains("waiting") || field.read_only()))
}

/// Whether a key goes to the grid's active cell.
fn is_in_grid(event: &web_sys::KeyboardEvent) -> bool {
    field(event).is_some_and(|field| field.class_list().contains("editor"))
}

/// Whether a key goes to the active cell of the scheme editor, which takes any text.
fn is_in_rules(event: &web_sys::KeyboardEvent) -> bool {
    field(event).is_some_and(|field| field.class_list().contains("rules-input"))
}

fn field(event: &web_sys::KeyboardEvent) -> Option<web_sys::HtmlInputElement> {
    event.target()?.dyn_into().ok()
}
