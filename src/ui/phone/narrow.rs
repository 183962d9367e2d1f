//! Whether the window is as narrow as a phone.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::wasm_bindgen::closure::Closure;

/// The same limit as in the style sheets.
const NARROW: &str = "(max-width: 700px)";

/// Whether the window is narrow, followed.
pub(in crate::ui) fn is_narrow() -> RwSignal<bool> {
    let narrow = RwSignal::new(false);
    if let Some(query) = window().match_media(NARROW).ok().flatten() {
        narrow.set(query.matches());
        let watched = query.clone();
        let changed = Closure::<dyn Fn()>::new(move || {
            if narrow.try_get_untracked().is_some_and(|known| known != watched.matches()) {
                narrow.set(watched.matches());
            }
        });
        query.set_onchange(Some(changed.as_ref().unchecked_ref()));
        let kept = StoredValue::new_local((query, changed));
        on_cleanup(move || kept.with_value(|(query, _)| query.set_onchange(None)));
    }
    narrow
}
