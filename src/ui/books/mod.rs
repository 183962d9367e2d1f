//! The list of books, and the versions of the open one.

mod list;
mod versions;

pub(super) use list::{BooksButton, BooksDialog};
pub(super) use versions::VersionsDialog;
