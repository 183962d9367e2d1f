//! Buttons side by side that are one stop of the Tab key: arrow keys, Home and End go from one to the other.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

/// What a selector finds below an element, in the order of the page.
pub(in crate::ui) fn found(root: &web_sys::Element, selector: &str) -> Vec<web_sys::HtmlElement> {
    let Ok(all) = root.query_selector_all(selector) else { return Vec::new() };
    (0..all.length()).filter_map(|at| all.item(at)?.dyn_into().ok()).collect()
}

/// What lies behind the ends of a row of buttons.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Ends {
    /// The other end.
    Round,
    /// Nothing.
    Closed,
}

/// Gives the keyboard to another of these than the one that has it, by the keys that go back and on; `false` where the key
/// does not move, or none of them has the keyboard.
pub(in crate::ui) fn walk(
    buttons: &[web_sys::HtmlElement],
    key: &str,
    [back, on]: [&str; 2],
    ends: Ends,
) -> bool {
    let active = document().active_element();
    let now = buttons.iter().position(|button| active.as_ref() == Some(button.as_ref()));
    let Some(now) = now else { return false };
    let last = buttons.len().saturating_sub(1);
    let next = match key {
        _ if key == back => now.checked_sub(1).unwrap_or(if ends == Ends::Round { last } else { 0 }),
        _ if key == on && now < last => now.saturating_add(1),
        _ if key == on => {
            if ends == Ends::Round {
                0
            } else {
                last
            }
        }
        "Home" => 0,
        "End" => last,
        _ => return false,
    };
    if let Some(button) = buttons.get(next) {
        _ = button.focus();
    }
    true
}
