//! Drives the built page in a real browser. `cargo xtask test` runs it; alone:
//! `cargo xtask build && cargo test --release --test page`. A test that fails leaves a picture of the page in
//! `target/screenshots`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod accessible;
mod ballots;
mod blocks;
mod by_keyboard;
mod by_mouse;
mod clipboard;
mod commands;
mod editing;
mod exchanging;
mod grid;
mod harness;
mod hostile;
mod keeping;
mod keyboard;
mod lab;
mod languages;
mod large;
mod mending;
mod narrow;
mod one_file;
mod opening;
mod outcome;
mod printing;
mod process;
mod results;
mod roster;
mod rules;
mod side;
mod steps;
#[path = "../support/mod.rs"]
mod support;
mod torture;
mod typist;
mod undoing;
