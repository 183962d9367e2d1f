//! The first moment: a built-in scheme with sample data or empty, or a file.

mod choice;
mod unread;

pub(super) use choice::{StartChoice, StartDialog};
pub(super) use unread::UnreadNotice;
