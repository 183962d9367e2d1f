//! Going between the panes of the window by the keyboard: what stands in `data-pane`, in the order of the page.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use crate::ui::widgets::found;

/// What takes the keyboard in a pane, the best first: the field of a table, what is chosen in a list, anything.
const STOPS: [&str; 4] = [
    ".rules-input, .editor",
    "[tabindex='0']",
    "[aria-current='true'], [aria-selected='true']",
    "button:not(:disabled), summary, select, a[href], input:not(:disabled)",
];

/// Gives the keyboard to the next pane that can take it, or to the one before.
pub(super) fn go(is_back: bool) {
    let panes = document().document_element().map(|root| found(&root, "[data-pane]")).unwrap_or_default();
    let active = document().active_element();
    let holds = |pane: &web_sys::HtmlElement| pane.contains(active.as_ref().map(AsRef::as_ref));
    let (count, now) = (panes.len(), panes.iter().position(holds));
    for step in 1..=count {
        let at = match (now, is_back) {
            (None, false) => step.saturating_sub(1),
            (None, true) => count.saturating_sub(step),
            (Some(now), false) => now.saturating_add(step).checked_rem(count).unwrap_or(0),
            (Some(now), true) => {
                now.saturating_add(count).saturating_sub(step).checked_rem(count).unwrap_or(0)
            }
        };
        if panes.get(at).is_some_and(take) {
            return;
        }
    }
}

/// Gives a pane the keyboard; `false` where nothing in it takes it.
fn take(pane: &web_sys::HtmlElement) -> bool {
    let stops = STOPS.iter().filter_map(|stop| pane.query_selector(stop).ok().flatten());
    let mut stops = stops.filter_map(|stop| stop.dyn_into::<web_sys::HtmlElement>().ok());
    stops.any(|stop| {
        _ = stop.focus();
        document().active_element().as_ref() == Some(stop.as_ref())
    })
}
