//! Copying and pasting: tables as spreadsheets write and read them, and the preview of what does not fit.

pub mod spread;
pub mod table;

#[cfg(target_arch = "wasm32")]
mod board;
#[cfg(target_arch = "wasm32")]
mod html;
#[cfg(target_arch = "wasm32")]
mod preview;

#[cfg(target_arch = "wasm32")]
pub(super) use board::{give, take};
#[cfg(target_arch = "wasm32")]
pub(super) use html::read_html;
#[cfg(target_arch = "wasm32")]
pub(super) use preview::{PastePreview, Pasted};
