//! The invariants of the scoring model, tried on random schemes, books and commands.
//!
//! `PROPTEST_CASES` sets how many of each are tried.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(clippy::arithmetic_side_effects, clippy::print_stderr, clippy::missing_panics_doc, reason = "tests")]

mod books;
mod choices;
mod commands;
mod compare;
mod coverage;
mod editing;
mod exchange;
mod formulas;
mod hostile;
mod lab;
mod locks;
mod order;
mod regressions;
mod traces;
mod variants;

/// How random cases are tried. A failing one is made smaller for a while and shown; it is kept by writing it down in
/// `regressions.rs`, not as a seed.
fn config() -> proptest::test_runner::Config {
    let defaults = proptest::test_runner::Config::default();
    proptest::test_runner::Config { max_shrink_iters: 3_000, failure_persistence: None, ..defaults }
}
