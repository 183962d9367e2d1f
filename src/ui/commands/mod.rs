//! The one table of what the window can do: menus, shortcuts, the palette and the sheet of shortcuts are drawn from it.

pub mod search;
pub mod shortcut;
pub mod table;

#[cfg(target_arch = "wasm32")]
mod keys;
#[cfg(target_arch = "wasm32")]
mod menus;
#[cfg(target_arch = "wasm32")]
mod palette;
#[cfg(target_arch = "wasm32")]
mod panes;
#[cfg(target_arch = "wasm32")]
mod perform;
#[cfg(target_arch = "wasm32")]
mod sheet;

#[cfg(target_arch = "wasm32")]
pub(super) use keys::listen;
#[cfg(target_arch = "wasm32")]
pub(super) use menus::Menus;
#[cfg(target_arch = "wasm32")]
pub(super) use palette::Palette;
#[cfg(target_arch = "wasm32")]
pub(super) use perform::{applies, perform};
#[cfg(target_arch = "wasm32")]
pub(super) use sheet::Shortcuts;
