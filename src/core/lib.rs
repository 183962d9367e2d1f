//! The scoring model of Baton: exact numbers, the formula language, calendars, schemes and books as
//! documents, the compiled plan, its evaluation and its explanation.
//!
//! Modules import only what stands above them in this list; `tests/layers.rs` fails otherwise.
//! The core knows no browser, clock, storage or language of the screen.

pub mod num;

pub mod diag;

pub mod formula;

pub mod calendar;

pub mod model;

pub mod plan;

pub mod eval;

pub mod explain;

pub mod lab;

pub mod edit;

pub mod exchange;
