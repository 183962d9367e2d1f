//! The built-in schemes and their sample data: fetched only when chosen, from beside the page.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlMetaElement, Response};

/// What can be fetched of a built-in scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The scheme.
    Scheme,
    /// A book with sample data.
    Sample,
}

/// A part of a template, as text; `None` where it is not there or could not be fetched.
pub async fn fetch(template: &str, part: Part) -> Option<String> {
    let part = match part {
        Part::Scheme => "scheme",
        Part::Sample => "sample",
    };
    let window = web_sys::window()?;
    let meta = window.document()?.query_selector(&format!("meta[name=\"{part}-{template}\"]")).ok()??;
    let address = meta.unchecked_into::<HtmlMetaElement>().content();
    let response = JsFuture::from(window.fetch_with_str(&address)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
