//! `cargo xtask screens`: the pictures of the documentation.

use anyhow::Result;

use crate::{build, cargo, setup};

pub(crate) fn run() -> Result<()> {
    setup::browser()?;
    let dist = build::build()?;
    let draw = ["test", "--release", "--workspace", "--exclude", "xtask", "--test", "screens"];
    cargo::run(cargo::command(draw).env("BATON_DIST", dist))
}
