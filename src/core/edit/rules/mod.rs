//! The scheme editor: a scheme as tables of cells that are typed into.
//!
//! `shape` says what a scheme is made of, `tables` how it is laid out, `lists` where rows are added and taken out, `at` reads and parses a cell, `change`, `moving` and
//! `rename` change it, `spots` says where what is dragged may go, `pin` and `keep` see to it that marks stay where what they are called for, or they themselves, are
//! called otherwise. `called` and `scope` know what names in formulas mean, `literals` which texts are names. `typing` says
//! what may be typed while the rest goes on computing. `scoring` reads a pasted scoring table, `taking` makes indicators of it.
//! All work on the scheme as a document, by [`Path`]s that are those of diagnostics, and give a whole [`crate::model::Scheme`] again: a
//! change of the rules is one [`super::Command::SetScheme`], or cards of a variant.

mod at;
mod called;
mod change;
mod gaps;
mod keep;
mod lists;
mod literals;
mod moving;
mod path;
mod pin;
mod rename;
mod scope;
mod scoring;
mod shape;
mod spots;
mod tables;
mod taking;
mod targets;
mod typing;
mod walk;

pub use at::{DOES, Holds, NO, YES, holds, read, settings};
pub use change::{add, remove, set};
pub use lists::{item_of, list_below, place_of_new, row_of};
pub use moving::{nest, place, shift, unnest};
pub use path::{Path, Step};
pub use rename::{Use, rewritten, uses};
pub use scope::{Offered, Scope};
pub use scoring::{Column, Misfit, Planned, Reading, ScoringTable, read_scoring_table, recognise};
pub use shape::{METHODS, Rows, SCHEME, Setting, Shape, Target, Thing};
pub use spots::{Spot, begins_thing, rows_of, spots};
pub use tables::{Head, Listed, Row, Section, Table, below, cell, outline, sections, sum_below, table};
pub use taking::{Fresh, take_scoring_table};
pub use targets::{candidates, inherited};
pub use typing::{may_close_a_circle, typed};
