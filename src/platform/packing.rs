//! Packing by the browser itself: quicker than this program, and piece by piece, so that typing need not wait for it.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Packs by gzip; `None` where the browser cannot.
pub async fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let packed = JsFuture::from(pack(bytes).ok()?).await.ok()?;
    Some(Uint8Array::new(&packed).to_vec())
}

/// `new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer()`, by name:
/// `web_sys` counts the stream as unstable.
fn pack(bytes: &[u8]) -> Result<Promise, JsValue> {
    let packing = make("CompressionStream", &"gzip".into())?;
    let blob = make("Blob", &Array::of1(&Uint8Array::from(bytes)))?;
    let packed = call(&call(&blob, "stream", &Array::new())?, "pipeThrough", &Array::of1(&packing))?;
    call(&make("Response", &packed)?, "arrayBuffer", &Array::new())?.dyn_into()
}

fn make(class: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let class: Function = Reflect::get(&global(), &class.into())?.dyn_into()?;
    Reflect::construct(&class, &Array::of1(argument))
}

fn call(of: &JsValue, name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())?.dyn_into::<Function>()?.apply(of, arguments)
}
