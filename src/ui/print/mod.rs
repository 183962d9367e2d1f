//! A table on paper: all its rows and columns on A4, page by page, with heads, page numbers and a line for the signature.

pub mod layout;

#[cfg(target_arch = "wasm32")]
mod paper;
#[cfg(target_arch = "wasm32")]
mod sheet;

#[cfg(target_arch = "wasm32")]
pub(super) use paper::listen;
