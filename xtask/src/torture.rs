//! `cargo xtask torture`: kills the browser at random moments while a script types, damages what is stored, and counts
//! what was lost. The figures are lines `key<TAB>value<TAB>unit`, printed and written to `target/torture.tsv`.

use anyhow::{Context, Result, bail, ensure};

use crate::figures::{self, measure};
use crate::{build, cargo, setup};

pub(crate) fn run(options: &[&str]) -> Result<()> {
    let mut command = cargo::command(["bench", "--quiet", "--package", "baton", "--bench", "torture"]);
    for option in options.chunks(2) {
        let (variable, number) = match option {
            ["--kills", kills] => ("BATON_KILLS", kills),
            ["--damage", damages] => ("BATON_DAMAGES", damages),
            ["--seed", seed] => ("BATON_SEED", seed),
            other => bail!("unknown: {}", other.join(" ")),
        };
        number.parse::<u32>().with_context(|| format!("{}: not a number", option.join(" ")))?;
        command.env(variable, number);
    }
    setup::wasm_target()?;
    setup::browser()?;
    // A page that is there already, such as a draft, may be tried too.
    let dist = std::env::var_os("BATON_DIST").map_or_else(build::build, |dist| Ok(dist.into()))?;
    let (figures, is_good) = measure(command.env("BATON_DIST", dist))?;
    figures::write("torture.tsv", &figures)?;
    ensure!(is_good, "something that had been called saved was lost, or the page was blank");
    Ok(())
}
