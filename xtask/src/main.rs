//! The one tool of this repository: `cargo xtask serve | build | test | bench | docs | torture | screens`.

#![allow(clippy::print_stdout, reason = "a command-line tool talks on stdout")]

mod assets;
mod bench;
mod build;
mod cargo;
mod docs;
mod figures;
mod one_file;
mod program;
mod screens;
mod serve;
mod setup;
mod size;
mod test;
mod torture;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask <command>

  serve [--port N] [--release]   build the page, serve it on localhost, rebuild and reload on every change
  build [--draft]                write the page for any static host to dist/; a draft, quickly, to target/draft/
  test                           check everything: format, lints, docs, tests, size, browser
  bench                          measure, and write the figures to target/bench.tsv
  docs                           write the generated parts of docs/ anew: JSON Schemas, the reference of the format
  torture [--kills N] [--damage N] [--seed N]
                                 kill the browser at N random moments while a script types, damage what is stored
                                 N times, and count what was lost
  screens                        draw every place of the page into docs/screens";

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve", options @ ..] => serve::run(&serve::Options::parse(options)?),
        ["build"] => build::run(),
        ["build", "--draft"] => build::draft(),
        ["test"] => test::run(),
        ["bench"] => bench::run(),
        ["torture", options @ ..] => torture::run(options),
        ["docs"] => docs::run(),
        ["screens"] => screens::run(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        other => bail!("unknown: {}\n\n{USAGE}", other.join(" ")),
    }
}
