//! `cargo xtask bench`: measures, and writes every figure as a line `key<TAB>value<TAB>unit` to `target/bench.tsv`.
//!
//! A figure is added where it is measured: `benches/native.rs` prints those of the core, `benches/page.rs` those of
//! the page in a browser, `benches/wasm.rs` those of the core in a browser. Here they are only collected.

use std::fmt;
use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::assets::{self, Assets, Flavour};
use crate::{build, cargo, setup, size};

pub(crate) fn run() -> Result<()> {
    setup::wasm_target()?;
    setup::browser()?;
    let dist = build::build()?;

    let kb = |key: &str, value: f64| Figure {
        key: key.to_owned(),
        value: format!("{value:.1}"),
        unit: "KB".to_owned(),
    };
    let mut figures = vec![
        kb("first_load_br_kb", size::first_load_br_kb(&dist)?),
        kb("window_load_br_kb", size::window_load_br_kb(&dist)?),
    ];
    let measuring = cargo::target_dir()?.join("measured");
    Assets::gather(&assets::compile_measured()?, Flavour::Optimised)?.write(&measuring)?;
    // Each prints its figures as lines `key<TAB>value<TAB>unit`.
    for (program, page) in [("native", &dist), ("page", &dist), ("wasm", &measuring)] {
        let mut command = cargo::command(["bench", "--quiet", "--package", "baton", "--bench", program]);
        figures.append(&mut measure(command.env("BATON_DIST", page))?);
    }
    write(&figures)
}

struct Figure {
    key: String,
    value: String,
    unit: String,
}

impl Figure {
    /// `None` for a line that is no figure, such as a remark of cargo.
    fn parse(line: &str) -> Option<Self> {
        let parts: Vec<&str> = line.split('\t').collect();
        match parts.as_slice() {
            [key, value, unit] if value.parse::<f64>().is_ok() => {
                Some(Self { key: (*key).to_owned(), value: (*value).to_owned(), unit: (*unit).to_owned() })
            }
            _ => None,
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\t{}\t{}", self.key, self.value, self.unit)
    }
}

fn measure(command: &mut Command) -> Result<Vec<Figure>> {
    let shown = cargo::show(command);
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {shown}"))?;
    ensure!(output.status.success(), "{shown} failed:\n{}", String::from_utf8_lossy(&output.stdout));
    Ok(String::from_utf8_lossy(&output.stdout).lines().filter_map(Figure::parse).collect())
}

fn write(figures: &[Figure]) -> Result<()> {
    let lines: String = figures.iter().map(|figure| format!("{figure}\n")).collect();
    let folder = cargo::root().join("target");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("bench.tsv"), &lines)?;
    print!("{lines}");
    Ok(())
}
