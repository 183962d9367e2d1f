//! Files: what is in one, taking it in, and writing one out.

pub mod summary;
pub mod tables;

#[cfg(target_arch = "wasm32")]
mod field;
#[cfg(target_arch = "wasm32")]
mod opening;
#[cfg(target_arch = "wasm32")]
mod saving;

#[cfg(target_arch = "wasm32")]
pub(super) use field::FileField;
#[cfg(target_arch = "wasm32")]
pub(super) use opening::{Incoming, IncomingDialog, SummaryTable, receive};
#[cfg(target_arch = "wasm32")]
pub(super) use saving::{save_book, save_patch, save_results, save_scheme, save_table};
