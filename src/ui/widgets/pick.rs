//! The browser's dialog for choosing files.

use web_sys::wasm_bindgen::JsCast;

/// Opens the dialog; what is chosen is handled by the field's own listener.
pub(in crate::ui) fn pick_files() {
    let field = leptos::prelude::document().get_element_by_id("files");
    if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        field.click();
    }
}
