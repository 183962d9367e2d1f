//! 结果与运用: what follows from the results over a span of periods: statistics, lists, actions, duties.

pub mod wanted;

#[cfg(target_arch = "wasm32")]
mod actions;
#[cfg(target_arch = "wasm32")]
mod duties;
#[cfg(target_arch = "wasm32")]
mod note;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod vanished;

#[cfg(target_arch = "wasm32")]
pub(super) use page::Outcome;
