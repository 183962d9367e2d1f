//! Sample data of the built-in schemes: fetched only when picked, from beside the page.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlMetaElement, Response};

/// The sample book of a template, as text; `None` where it is not there or could not be fetched.
pub async fn fetch(template: &str) -> Option<String> {
    let window = web_sys::window()?;
    let meta = window.document()?.query_selector(&format!("meta[name=\"sample-{template}\"]")).ok()??;
    let address = meta.unchecked_into::<HtmlMetaElement>().content();
    let response = JsFuture::from(window.fetch_with_str(&address)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
