//! Periods: which one is shown, and opening further ones.

pub mod chosen;

#[cfg(target_arch = "wasm32")]
mod compare;
#[cfg(target_arch = "wasm32")]
mod opening;
#[cfg(target_arch = "wasm32")]
mod selector;

#[cfg(target_arch = "wasm32")]
pub(super) use compare::{change, change_mark};
#[cfg(target_arch = "wasm32")]
pub(super) use opening::OpenPeriods;
#[cfg(target_arch = "wasm32")]
pub(super) use selector::PeriodSelector;
#[cfg(target_arch = "wasm32")]
pub(super) use selector::{beside, go, has_periods};
