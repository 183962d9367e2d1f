//! 考评办法: the scheme editor. Its sections at the left, the table of one beside them, all settings of the row below.

pub mod block;
pub mod drafts;
pub mod dropping;
pub mod hits;
pub mod model;

#[cfg(target_arch = "wasm32")]
mod beside;
#[cfg(target_arch = "wasm32")]
mod drag;
#[cfg(target_arch = "wasm32")]
mod edit;
#[cfg(target_arch = "wasm32")]
mod field;
#[cfg(target_arch = "wasm32")]
mod grid;
#[cfg(target_arch = "wasm32")]
mod held;
#[cfg(target_arch = "wasm32")]
mod looks;
#[cfg(target_arch = "wasm32")]
mod mirror;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod range;
#[cfg(target_arch = "wasm32")]
mod scoring;
#[cfg(target_arch = "wasm32")]
mod sections;
#[cfg(target_arch = "wasm32")]
mod state;
#[cfg(target_arch = "wasm32")]
mod tell;

#[cfg(target_arch = "wasm32")]
pub(super) use held::{Held, HeldNotice};
#[cfg(target_arch = "wasm32")]
pub(super) use page::RulesPage;
#[cfg(target_arch = "wasm32")]
pub(super) use tell::place;
