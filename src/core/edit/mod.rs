//! Editing: every change of a book is a command that goes through one door, which checks, records, undoes it and
//! computes again only what it touches.

mod change;
mod command;
mod guard;
pub mod log;
pub mod rules;
mod session;
mod stages;
mod variants;

pub use command::Command;
pub use log::Log;
pub use session::{NewIds, Session};
pub use variants::{adopt, book_of, discard, new_variant_id, take_in};
