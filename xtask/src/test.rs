//! `cargo xtask test`: everything that must hold before a change goes in, cheapest first, up to the first failure.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::cargo::{self, WASM};
use crate::{build, setup, size};

type Step = fn(&mut Tally) -> Result<()>;

/// Lints and docs only check, so they share one set of checked dependencies per target. Lints for the page use the
/// profile of the page: its macros and build scripts are then compiled once for both.
const STEPS: [(&str, Step); 11] = [
    ("set-up", |_| {
        setup::wasm_target()?;
        setup::browser()
    }),
    ("format", |_| cargo("fmt --all --check")),
    ("lints", |_| cargo("clippy --workspace --all-targets --test page -- --deny warnings")),
    ("lints of the page", |_| {
        cargo(&format!("clippy --package baton --target {WASM} --profile page -- --deny warnings"))
    }),
    ("docs", |_| docs("doc --workspace --no-deps")),
    ("docs of the page", |_| docs(&format!("doc --package baton --no-deps --target {WASM} --profile page"))),
    // This tool is tested as it was compiled: with the others, its dependencies would be compiled optimised as well.
    ("tests of this tool", |tally| tally.run(&mut words("test --package xtask"))),
    ("tests", |tally| tally.run(&mut words("test --release --workspace --exclude xtask"))),
    ("build", |_| build::build().map(drop)),
    ("size", |_| size::check(&build::dist())),
    // The same packages as above, or the dependencies would be compiled again with fewer features.
    ("browser tests", |tally| {
        // Each runs a browser, which fills a core: more at a time only make each other late.
        let threads = std::thread::available_parallelism().map_or(2, |cores| cores.get().min(4));
        let line =
            format!("test --release --workspace --exclude xtask --test page -- --test-threads {threads}");
        tally.run(words(&line).env("BATON_DIST", build::dist()))
    }),
];

pub(crate) fn run() -> Result<()> {
    let mut tally = Tally::default();
    let start = Instant::now();
    for (name, step) in STEPS {
        println!("── {name}");
        let begun = Instant::now();
        let outcome = step(&mut tally);
        println!("── {name}: {:.1} s", begun.elapsed().as_secs_f64());
        if let Err(error) = outcome {
            println!("{error:#}");
            println!("stopped at “{name}”");
            println!("{} passed, {} failed", tally.passed, tally.failed.max(1));
            std::process::exit(1);
        }
    }
    println!("everything in {:.0} s", start.elapsed().as_secs_f64());
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(())
}

/// The tests counted so far, over all test programs.
#[derive(Default)]
struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    /// Runs a `cargo test` command, shows its output and adds up its result lines.
    fn run(&mut self, command: &mut Command) -> Result<()> {
        let shown = cargo::show(command);
        let mut child =
            command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {shown}"))?;
        let output = child.stdout.take().context("cargo test has no output")?;
        for line in BufReader::new(output).lines() {
            let line = line?;
            println!("{line}");
            self.add(&line);
        }
        ensure!(child.wait()?.success(), "{shown} failed");
        Ok(())
    }

    /// Adds `test result: ok. 3 passed; 0 failed; …`; any other line counts nothing.
    fn add(&mut self, line: &str) {
        let Some(counts) = line.strip_prefix("test result: ") else { return };
        let mut before = "";
        for word in counts.split_whitespace() {
            match word {
                "passed;" => self.passed += before.parse().unwrap_or(0),
                "failed;" => self.failed += before.parse().unwrap_or(0),
                _ => before = word,
            }
        }
    }
}

fn docs(line: &str) -> Result<()> {
    cargo::run(words(line).env("RUSTDOCFLAGS", "--deny warnings"))
}

fn cargo(line: &str) -> Result<()> {
    cargo::run(&mut words(line))
}

fn words(line: &str) -> Command {
    cargo::command(line.split(' '))
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn results_of_all_programs_are_added_up() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.19s",
        ] {
            tally.add(line);
        }
        assert_eq!((tally.passed, tally.failed), (10, 2));
    }
}
