//! `cargo xtask torture [--kills N]`: kills the browser at random moments while a script types, and counts what was lost.
//! The figures are lines `key<TAB>value<TAB>unit`, printed and written to `target/torture.tsv`.

use std::fs;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};

use crate::{build, cargo, setup};

pub(crate) fn run(options: &[&str]) -> Result<()> {
    let kills: u32 = match options {
        [] => 100,
        ["--kills", kills] => kills.parse().with_context(|| format!("--kills {kills}: not a number"))?,
        other => bail!("unknown: {}", other.join(" ")),
    };
    setup::wasm_target()?;
    setup::browser()?;
    // A page that is there already, such as a draft, may be tried too.
    let dist = std::env::var_os("BATON_DIST").map_or_else(build::build, |dist| Ok(dist.into()))?;
    let mut command = cargo::command(["bench", "--quiet", "--package", "baton", "--bench", "torture"]);
    command.env("BATON_DIST", dist).env("BATON_KILLS", kills.to_string());
    let shown = cargo::show(&command);
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {shown}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    print!("{text}");
    let folder = cargo::root().join("target");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("torture.tsv"), text.as_bytes())?;
    ensure!(output.status.success(), "something that had been called saved was lost, or the page was blank");
    Ok(())
}
