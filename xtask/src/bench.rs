//! `cargo xtask bench`: measures, and prints every figure as a line `key<TAB>value<TAB>unit` as soon as
//! it is known, and writes them to `target/bench.tsv`.
//!
//! A figure is added where it is measured: `benches/native.rs` prints those of the core, `benches/page.rs` those of
//! the page in a browser, `benches/wasm.rs` those of the core in a browser. Here they are only collected.

use anyhow::{Result, ensure};

use crate::assets::{self, Assets, Flavour};
use crate::figures::{self, Figure, measure};
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
    figures.iter().for_each(|figure| println!("{figure}"));
    let measuring = cargo::target_dir()?.join("measured");
    Assets::gather(&assets::compile_measured()?, Flavour::Optimised)?.write(&measuring)?;
    // Each prints its figures as lines `key<TAB>value<TAB>unit`.
    for (program, page) in [("native", &dist), ("page", &dist), ("wasm", &measuring)] {
        let mut command = cargo::command(["bench", "--quiet", "--package", "baton", "--bench", program]);
        let (mut measured, is_good) = measure(command.env("BATON_DIST", page))?;
        ensure!(is_good, "{} failed", cargo::show(&command));
        figures.append(&mut measured);
    }
    figures::write("bench.tsv", &figures)
}
