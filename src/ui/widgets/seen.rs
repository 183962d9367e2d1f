//! Whether something is in sight or on paper: what is dear to draw is not drawn before.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// So many pixels of it make it seen: of less nothing can be read.
const LEAST: f64 = 40.0;
/// The browser tells each time that another so manieth part of it comes into sight.
const PARTS: u32 = 50;

/// Whether an element is in sight or being printed, followed. Where the browser does not tell, it is.
pub(in crate::ui) fn is_seen(element: NodeRef<html::Div>) -> Memo<bool> {
    let (in_sight, on_paper) = (RwSignal::new(false), RwSignal::new(false));
    let told = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let last = entries.iter().last().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
        if let Some(last) = last {
            let is_seen = last.intersection_rect().height() >= LEAST;
            if in_sight.try_get_untracked().is_some_and(|known| known != is_seen) {
                in_sight.set(is_seen);
            }
        }
    });
    let parts: js_sys::Array =
        (0..=PARTS).map(|part| f64::from(part) / f64::from(PARTS)).map(JsValue::from).collect();
    let options = IntersectionObserverInit::new();
    options.set_threshold(&parts);
    let observer = IntersectionObserver::new_with_options(told.as_ref().unchecked_ref(), &options).ok();
    in_sight.set(observer.is_none());
    let kept = StoredValue::new_local((observer, told));
    Effect::new(move || {
        if let Some(element) = element.get() {
            kept.with_value(|(observer, _)| observer.iter().for_each(|observer| observer.observe(&element)));
        }
    });
    let listeners = [
        window_event_listener(ev::beforeprint, move |_| on_paper.set(true)),
        window_event_listener(ev::afterprint, move |_| on_paper.set(false)),
    ];
    on_cleanup(move || {
        kept.with_value(|(observer, _)| observer.iter().for_each(IntersectionObserver::disconnect));
        listeners.into_iter().for_each(WindowListenerHandle::remove);
    });
    Memo::new(move |_| in_sight.get() || on_paper.get())
}
