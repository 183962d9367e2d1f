//! The grid: sheets, registers and rosters as one spreadsheet-like table. Its model knows no browser.

pub mod arrangement;
pub mod cell;
pub mod columns;
pub mod cursor;
pub mod edit;
pub mod filter;
pub mod find;
pub mod geometry;
pub mod merge;
pub mod rows;
pub mod run;
pub mod selection;
pub mod series;
pub mod twins;
pub mod writing;

#[cfg(target_arch = "wasm32")]
mod actions;
#[cfg(target_arch = "wasm32")]
mod areas;
#[cfg(target_arch = "wasm32")]
mod arranging;
#[cfg(target_arch = "wasm32")]
mod ballots;
#[cfg(target_arch = "wasm32")]
mod bands;
#[cfg(target_arch = "wasm32")]
mod body;
#[cfg(target_arch = "wasm32")]
mod choices;
#[cfg(target_arch = "wasm32")]
mod clipboard;
#[cfg(target_arch = "wasm32")]
mod drag;
#[cfg(target_arch = "wasm32")]
mod drawn;
#[cfg(target_arch = "wasm32")]
mod editor;
#[cfg(target_arch = "wasm32")]
mod filling;
#[cfg(target_arch = "wasm32")]
mod finder;
#[cfg(target_arch = "wasm32")]
mod grounds;
#[cfg(target_arch = "wasm32")]
mod head;
#[cfg(target_arch = "wasm32")]
mod look;
#[cfg(target_arch = "wasm32")]
mod menu;
#[cfg(target_arch = "wasm32")]
mod merger;
#[cfg(target_arch = "wasm32")]
mod painter;
#[cfg(target_arch = "wasm32")]
mod sheet;
#[cfg(target_arch = "wasm32")]
mod state;
#[cfg(target_arch = "wasm32")]
mod tools;

#[cfg(target_arch = "wasm32")]
pub(super) use merger::MergeDialog;
#[cfg(target_arch = "wasm32")]
pub(super) use sheet::Sheet;
#[cfg(target_arch = "wasm32")]
pub(super) use state::{Grid, Shown};
#[cfg(target_arch = "wasm32")]
pub(super) use tools::Tools;
