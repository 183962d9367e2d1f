//! Taking an explanation out of the page: as text, or on paper.

use leptos::prelude::*;
use web_sys::wasm_bindgen::{JsCast, JsValue};

/// Puts a text on the clipboard. The newer interface for it is missing over plain http; a field that is selected and
/// copied works everywhere.
pub(super) fn copy(text: &str) {
    let document = document();
    let before = document.active_element();
    let Some(field) = document.create_element("textarea").ok() else { return };
    let Ok(field) = field.dyn_into::<web_sys::HtmlTextAreaElement>() else { return };
    field.set_value(text);
    field.set_class_name("off-screen");
    let Some(body) = document.body() else { return };
    if body.append_child(&field).is_ok() {
        field.select();
        let document: &JsValue = document.as_ref();
        if let Ok(command) = js_sys::Reflect::get(document, &JsValue::from_str("execCommand"))
            && let Ok(command) = command.dyn_into::<js_sys::Function>()
        {
            // A browser that refuses leaves the clipboard as it was.
            let _ = command.call1(document, &JsValue::from_str("copy"));
        }
        field.remove();
    }
    if let Some(before) = before.and_then(|before| before.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = before.focus();
    }
}

/// Prints the panel alone: the sheet that a unit signs.
pub(super) fn print() {
    let Some(root) = document().document_element() else { return };
    if root.set_attribute("data-print", "side").is_ok() {
        // Returns when the dialog is closed; where printing is not possible, nothing is printed.
        let _ = window().print();
        let _ = root.remove_attribute("data-print");
    }
}
