//! How firm what stands is: the analyses of the lab, each by the smallest book that shows it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(clippy::arithmetic_side_effects, reason = "a test fails by panicking")]

mod advice;
#[path = "../common/mod.rs"]
mod common;
mod firmness;
mod goal;
mod simulation;

use baton_core::edit::Session;
use baton_core::lab::Focus;
use baton_core::num::Decimal;

pub(crate) fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The sheet 表 in its first period.
pub(crate) fn focus(session: &Session) -> Focus {
    let table = session.plan().table("表").unwrap();
    Focus::of(session.results(), table, 0).unwrap()
}

/// A parameter by its name.
pub(crate) fn parameter(session: &Session, name: &str) -> usize {
    session.plan().parameters.iter().position(|of| of.name == name).unwrap()
}

/// Rows as the names of their subjects.
pub(crate) fn names(session: &Session, rows: &[usize]) -> String {
    let class = session.plan().tables.iter().position(|table| table.name == "镇").unwrap();
    let names = &session.results().space().rows(class).unwrap().names;
    rows.iter().map(|row| names[*row].as_ref()).collect::<Vec<_>>().join("")
}
