//! The documentation of the format: what is generated from the code is current, and what the pages show is so.
//!
//! `cargo xtask docs` writes the generated parts anew; it runs these tests with `BATON_WRITE_DOCS`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod examples;
mod functions;
mod keys;
mod methods;
#[path = "../../src/words/one_of_each.rs"]
mod one_of_each;
mod problems;
mod reference;
mod schema;
mod tutorial;

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the repository.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What a generated file has to be; written where that is asked for.
#[track_caller]
fn is_current(name: &str, generated: &str) {
    if std::env::var_os("BATON_WRITE_DOCS").is_some() {
        fs::write(path(name), generated).unwrap();
    }
    let kept = fs::read_to_string(path(name)).unwrap_or_default();
    assert!(kept == generated, "{name} is not what the code gives. Write it anew: cargo xtask docs");
}
