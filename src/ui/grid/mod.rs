//! The grid: sheets, registers and rosters as one spreadsheet-like table. Its model knows no browser.

pub mod cell;
pub mod columns;
pub mod cursor;
pub mod edit;
pub mod geometry;
pub mod rows;

#[cfg(target_arch = "wasm32")]
mod body;
#[cfg(target_arch = "wasm32")]
mod editor;
#[cfg(target_arch = "wasm32")]
mod head;
#[cfg(target_arch = "wasm32")]
mod sheet;
#[cfg(target_arch = "wasm32")]
mod state;
#[cfg(target_arch = "wasm32")]
mod tools;

#[cfg(target_arch = "wasm32")]
pub(super) use sheet::Sheet;
#[cfg(target_arch = "wasm32")]
pub(super) use state::Grid;
