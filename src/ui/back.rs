//! The browser's Back and Forward lead through the tabs that were shown, not out of the page.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsValue;

use super::desk::Desk;
use super::tab::{Tab, remembered};

/// Writes each tab that is shown into the browser's history, and shows the one that is gone back to.
pub(super) fn listen(desk: Desk) {
    let Ok(history) = window().history() else { return };
    let known = {
        let history = history.clone();
        move || history.state().ok().and_then(|state| state.as_string())
    };
    let before = known.clone();
    Effect::new(move |is_later: Option<()>| {
        let key = desk.view.tab.with(Tab::key);
        if before().as_ref() == Some(&key) {
            return;
        }
        let state = JsValue::from_str(&key);
        // Where the browser takes no more entries, Back leads further back.
        let _ = match is_later {
            Some(()) => history.push_state(&state, ""),
            None => history.replace_state(&state, ""),
        };
    });
    let heard = window_event_listener_untyped("popstate", move |_| {
        if let Some(key) = known() {
            desk.show(desk.read(|session| remembered(session.plan(), &key)));
        }
    });
    on_cleanup(move || heard.remove());
}
