//! Widgets: what several parts of the window are made of.

mod dialog;
mod language;
mod menu;
mod pick;
mod seen;
mod walk;

pub(super) use dialog::Dialog;
pub(super) use language::LanguageButton;
pub(super) use menu::Menu;
pub(super) use pick::pick_files;
pub(super) use seen::is_seen;
pub(super) use walk::{Ends, found, walk};
