//! The lab 模拟测算: what a change of the rules would do.
//!
//! A variant is a patch on a scheme (and, if wanted, on data) kept as cards, one a change: [`diff`] finds them,
//! [`apply`] carries them out. It is computed beside the book and shares with it what it does not touch.

mod apply;
mod diff;
mod items;

pub use apply::{Obstacle, Unfit, apply};
pub use diff::diff;
