//! 模拟测算: the lab. Parameters with sliders, what was changed as cards, and who moves.

pub mod draws;
pub mod edited;
pub mod link;
pub mod model;

#[cfg(target_arch = "wasm32")]
mod advice;
#[cfg(target_arch = "wasm32")]
mod arriving;
#[cfg(target_arch = "wasm32")]
mod background;
#[cfg(target_arch = "wasm32")]
mod backtest;
#[cfg(target_arch = "wasm32")]
mod brief;
#[cfg(target_arch = "wasm32")]
mod cards;
#[cfg(target_arch = "wasm32")]
mod ends;
#[cfg(target_arch = "wasm32")]
mod fields;
#[cfg(target_arch = "wasm32")]
mod firm;
#[cfg(target_arch = "wasm32")]
mod goal;
#[cfg(target_arch = "wasm32")]
mod handing_on;
#[cfg(target_arch = "wasm32")]
mod leading;
#[cfg(target_arch = "wasm32")]
mod left_out;
#[cfg(target_arch = "wasm32")]
mod moves;
#[cfg(target_arch = "wasm32")]
mod over;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod simulate;
#[cfg(target_arch = "wasm32")]
mod sliders;
#[cfg(target_arch = "wasm32")]
mod slopes;
#[cfg(target_arch = "wasm32")]
mod state;
#[cfg(target_arch = "wasm32")]
mod swings;
#[cfg(target_arch = "wasm32")]
mod tried;
#[cfg(target_arch = "wasm32")]
mod variants;
#[cfg(target_arch = "wasm32")]
mod why;

#[cfg(target_arch = "wasm32")]
pub(super) use arriving::{PatchContent, listen};
#[cfg(target_arch = "wasm32")]
pub(super) use background::draw;
#[cfg(target_arch = "wasm32")]
pub(super) use page::LabPage;
