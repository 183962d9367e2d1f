//! The browser's frames: what need not be done before the next one waits for it.

use std::time::Duration;

use leptos::prelude::{document, request_animation_frame, set_timeout};
use web_sys::VisibilityState;

/// Calls as soon as the browser has painted what was changed; at once in a page that nobody sees, which is not painted.
pub(super) fn after_painting(call: impl FnOnce() + 'static) {
    if document().visibility_state() == VisibilityState::Visible {
        request_animation_frame(move || set_timeout(call, Duration::ZERO));
    } else {
        call();
    }
}
