//! The side panel 依据 · 历史 · 问题: why a cell has its value, what was done to it, what is wrong.

pub mod model;

#[cfg(target_arch = "wasm32")]
mod by_hand;
#[cfg(target_arch = "wasm32")]
mod evidence;
#[cfg(target_arch = "wasm32")]
mod form;
#[cfg(target_arch = "wasm32")]
mod history;
#[cfg(target_arch = "wasm32")]
mod overrides;
#[cfg(target_arch = "wasm32")]
mod panel;
#[cfg(target_arch = "wasm32")]
mod paper;
#[cfg(target_arch = "wasm32")]
mod state;
#[cfg(target_arch = "wasm32")]
mod why;

#[cfg(target_arch = "wasm32")]
pub(super) use overrides::Overrides;
#[cfg(target_arch = "wasm32")]
pub(super) use panel::SidePanel;
#[cfg(target_arch = "wasm32")]
pub(super) use state::{Part, Side};
