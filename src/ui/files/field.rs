//! How files come in: chosen through the hidden field that buttons press, or dropped on the page.

use leptos::ev;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use crate::platform::files;
use crate::ui::speech::speech;
use crate::words::page::Text;

/// The field, and the page as a place to drop files on.
#[component]
pub(in crate::ui) fn FileField(
    /// Takes the files.
    chosen: Callback<Vec<web_sys::File>>,
) -> impl IntoView {
    let change = move |event: web_sys::Event| {
        let Some(field) = event.target().and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok())
        else {
            return;
        };
        let files = files::list(field.files());
        // So that the same file can be chosen again.
        field.set_value("");
        chosen.run(files);
    };
    let over = window_event_listener(ev::dragover, |event| event.prevent_default());
    let dropped = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        let files = files::list(event.data_transfer().and_then(|transfer| transfer.files()));
        if !files.is_empty() {
            chosen.run(files);
        }
    });
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
    view! {
        <input id="files" type="file" multiple accept=".json,.csv,.txt" hidden on:change=change
            aria-label=speech().said(Text::OpenFile)/>
    }
}
