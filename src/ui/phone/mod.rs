//! A table on a phone: one subject or entry at a time as a list of its cells, and rankings as lists, so that nobody has
//! to hunt for a column sideways.

pub mod ranking;

#[cfg(target_arch = "wasm32")]
mod line;
#[cfg(target_arch = "wasm32")]
mod narrow;
#[cfg(target_arch = "wasm32")]
mod one;
#[cfg(target_arch = "wasm32")]
mod rankings;

#[cfg(target_arch = "wasm32")]
pub(super) use narrow::is_narrow;
#[cfg(target_arch = "wasm32")]
pub(super) use one::OneByOne;
