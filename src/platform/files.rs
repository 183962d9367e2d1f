//! Files: reading those that people choose or drop, and handing one out.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, File, FileList, HtmlAnchorElement, TextDecoder, TextDecoderOptions, Url,
};

/// A file that was chosen.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Its name.
    pub name: String,
    /// Its text; `None` where its bytes are neither UTF-8 nor GB18030, or it could not be read.
    pub text: Option<String>,
}

/// Reads files as text: UTF-8 or else GB18030, in which Excel of Chinese Windows writes CSV.
pub async fn read(files: Vec<File>) -> Vec<Chosen> {
    let mut read = Vec::new();
    for file in files {
        let name = file.name();
        let bytes = bytes(&file).await;
        let text = bytes.and_then(|bytes| decode(&bytes, "utf-8").or_else(|| decode(&bytes, "gb18030")));
        read.push(Chosen { name, text });
    }
    read
}

/// A file's bytes; `None` where it cannot be read.
pub async fn bytes(file: &File) -> Option<js_sys::Uint8Array> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer))
}

/// The files of a list.
#[must_use]
pub fn list(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

fn decode(bytes: &js_sys::Uint8Array, encoding: &str) -> Option<String> {
    let strictly = TextDecoderOptions::new();
    strictly.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options(encoding, &strictly).ok()?;
    decoder.decode_with_buffer_source(bytes).ok()
}

/// Hands a text out as a file, into the browser's folder for downloads; `false` where the browser does not let it.
#[must_use]
pub fn hand_out(name: &str, kind: &str, text: &str) -> bool {
    try_hand_out(name, kind, text).is_ok()
}

fn try_hand_out(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(&file_name(name));
    link.click();
    // Held until the browser has surely begun to read it.
    leptos::prelude::set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(60),
    );
    Ok(())
}

/// A name that every file system takes.
fn file_name(name: &str) -> String {
    name.chars()
        .map(|letter| if "\\/:*?\"<>|".contains(letter) || letter.is_control() { '-' } else { letter })
        .collect()
}
