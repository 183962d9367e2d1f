//! The process 考评流程 of the sheet and period shown: its steps, its lock, and how what is locked stands.

pub mod model;

#[cfg(target_arch = "wasm32")]
mod dialog;
#[cfg(target_arch = "wasm32")]
mod list;
#[cfg(target_arch = "wasm32")]
mod sign;

#[cfg(target_arch = "wasm32")]
pub(super) use dialog::{ProcessDialog, stand};
#[cfg(target_arch = "wasm32")]
pub(super) use list::LocksDialog;
#[cfg(target_arch = "wasm32")]
pub(super) use sign::StageSign;
