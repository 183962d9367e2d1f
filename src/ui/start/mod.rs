//! The first moment: a built-in scheme with sample data or empty, or a file.

mod choice;
mod dialog;
mod front;
mod unread;

pub(super) use choice::StartChoice;
pub(super) use dialog::StartDialog;
pub(super) use front::opened;
pub use front::start;
pub(super) use unread::UnreadNotice;
