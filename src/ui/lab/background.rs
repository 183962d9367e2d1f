//! Draws in the background: a worker of the browser that runs the same program beside the page.

use std::time::Duration;

use js_sys::Function;
use leptos::prelude::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::draws::{Counts, ordered};
use crate::platform::today::milliseconds;

/// How often the page is told how far the draws have come, and how many are made before the clock is looked at.
const TELL: Duration = Duration::from_millis(250);
const DRAWS_AT_ONCE: u32 = 16;

/// A worker that draws; it is stopped when this is dropped.
pub(super) struct Background {
    worker: Worker,
    _listener: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut()>,
}

impl Background {
    /// Has an order carried out; `tell` hears what was counted so far, or `None` where the worker fails. `None` where the
    /// page may start no worker.
    pub(super) fn begin(order: &str, tell: impl Fn(Option<Counts>) + Clone + 'static) -> Option<Self> {
        let meta = document().query_selector("meta[name=worker]").ok()??;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&meta.get_attribute("content")?, &options).ok()?;
        let fail = tell.clone();
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            tell(event.data().as_string().and_then(|text| Counts::read(&text)));
        });
        let failed = Closure::<dyn FnMut()>::new(move || fail(None));
        worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        worker.post_message(&JsValue::from_str(order)).ok()?;
        Some(Self { worker, _listener: listener, _failed: failed })
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// Carries out an order, in the worker; `tell` is given what was counted so far as a text, nothing where it is no order.
pub(in crate::ui) fn draw(order: &str, tell: &Function) {
    // Nobody listens where the page has gone: then the browser stops the worker.
    let tell = |text: &str| _ = tell.call1(&JsValue::NULL, &JsValue::from_str(text));
    let Some(mut simulation) = ordered(order) else { return tell("") };
    let mut told = milliseconds();
    while simulation.step(DRAWS_AT_ONCE) {
        if u128::from(milliseconds().saturating_sub(told)) >= TELL.as_millis() {
            told = milliseconds();
            tell(&Counts::of(simulation.tally()).write());
        }
    }
    tell(&Counts::of(simulation.tally()).write());
}
