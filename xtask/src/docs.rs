//! `cargo xtask docs`: the generated parts of the documentation of the format, written anew.

use anyhow::Result;

use crate::cargo;

pub(crate) fn run() -> Result<()> {
    let write = ["test", "--package", "baton", "--test", "docs", "--", "current"];
    cargo::run(cargo::command(write).env("BATON_WRITE_DOCS", "1"))
}
