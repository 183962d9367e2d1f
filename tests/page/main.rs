//! Drives the built page in a real browser. `cargo xtask test` runs it; alone:
//! `cargo xtask build && BATON_DIST=$PWD/dist cargo test --release --test page`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod harness;
mod opening;
