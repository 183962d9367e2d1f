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
const STEPS: [(&str, Step); 9] = [
    ("set-up", |_| {
        setup::wasm_target()?;
        setup::browser()
    }),
    ("format", |_| cargo("fmt --all --check")),
    ("lints", |_| cargo("clippy --workspace --all-targets --test page -- --deny warnings")),
    ("lints of the page", |_| {
        cargo(&format!("clippy --package baton --target {WASM} --profile page -- --deny warnings"))
    }),
    ("docs", |_| cargo::run(words("doc --workspace --no-deps").env("RUSTDOCFLAGS", "--deny warnings"))),
    // This tool is left out: its dependencies would be compiled once more, optimised, for nothing.
    ("tests", |tally| tally.run(&mut words("test --release --workspace --exclude xtask"))),
    ("build", |_| build::build().map(drop)),
    ("size", |_| size::check(&build::dist())),
    // The same packages as above, or the dependencies would be compiled again with fewer features.
    ("browser tests", |tally| {
        let mut command = words("test --release --workspace --exclude xtask --test page");
        tally.run(command.env("BATON_DIST", build::dist()))
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

fn cargo(line: &str) -> Result<()> {
    cargo::run(&mut words(line))
}

fn words(line: &str) -> Command {
    cargo::command(line.split(' '))
}
