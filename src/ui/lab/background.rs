//! Draws in the background: workers of the browser that run the same program beside the page and share the draws out.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Function;
use leptos::prelude::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::draws::{Counts, ordered};
use crate::platform::today::milliseconds;

/// How often the page is told how far the draws have come, and how many are made before the clock is looked at.
const TELL: Duration = Duration::from_millis(250);
const DRAWS_AT_ONCE: u32 = 16;

/// At most so many workers: each opens the book anew and needs the memory of it.
const MOST: u32 = 4;

/// Workers that draw; they are stopped when this is dropped.
pub(super) struct Background {
    workers: Vec<Worker>,
    _listeners: Vec<Closure<dyn FnMut(MessageEvent)>>,
    _failed: Closure<dyn FnMut()>,
}

/// How many workers can draw side by side here.
pub(super) fn parts() -> u32 {
    let cores = window().navigator().hardware_concurrency();
    (1..=MOST).rfind(|count| f64::from(*count) <= cores).unwrap_or(1)
}

impl Background {
    /// Has orders carried out, each by a worker; `tell` hears what all counted so far, or `None` where one fails. `None`
    /// where the page may start no worker.
    pub(super) fn begin(orders: &[String], tell: impl Fn(Option<Counts>) + Clone + 'static) -> Option<Self> {
        let meta = document().query_selector("meta[name=worker]").ok()??;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let address = meta.get_attribute("content")?;
        let counted = Rc::new(RefCell::new(vec![Counts::default(); orders.len()]));
        let fail = tell.clone();
        let failed = Closure::<dyn FnMut()>::new(move || fail(None));
        let mut begun = Self { workers: Vec::new(), _listeners: Vec::new(), _failed: failed };
        for (part, order) in orders.iter().enumerate() {
            let (counted, tell) = (Rc::clone(&counted), tell.clone());
            let hear = move |event: MessageEvent| {
                let Some(told) = event.data().as_string().and_then(|text| Counts::read(&text)) else {
                    return tell(None);
                };
                let mut counted = counted.borrow_mut();
                if let Some(counts) = counted.get_mut(part) {
                    *counts = told;
                }
                let sum = Counts::sum(&counted);
                drop(counted);
                tell(Some(sum));
            };
            let listener = Closure::<dyn FnMut(MessageEvent)>::new(hear);
            let worker = Worker::new_with_options(&address, &options).ok()?;
            worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
            worker.set_onerror(Some(begun._failed.as_ref().unchecked_ref()));
            let is_posted = worker.post_message(&JsValue::from_str(order)).is_ok();
            begun.workers.push(worker);
            begun._listeners.push(listener);
            if !is_posted {
                return None;
            }
        }
        Some(begun)
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        for worker in &self.workers {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
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
