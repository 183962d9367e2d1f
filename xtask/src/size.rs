//! What a first visit has to load.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::program;

/// How the name of the script begins that draws beside the page.
const WORKER: &str = "worker";
/// A first visit loads no more than this many KB.
const MOST_KB: f64 = 250.0;

/// When a file of the page is loaded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// By every first visit.
    First,
    /// When something is opened.
    Window,
    /// When it is chosen, as samples are, and what draws beside the page.
    Chosen,
}

/// The programs, scripts, styles and pages in `dist` that every first visit loads, as brotli sends them, in KB of 1000
/// bytes. `tests/page/opening.rs` holds this against what a browser asks for.
pub(crate) fn first_load_br_kb(dist: &Path) -> Result<f64> {
    loaded_kb(dist, Moment::First)
}

/// What opening a book loads beside it and its scheme, in KB.
pub(crate) fn window_load_br_kb(dist: &Path) -> Result<f64> {
    loaded_kb(dist, Moment::Window)
}

/// Fails when a first visit loads too much.
pub(crate) fn check(dist: &Path) -> Result<()> {
    let first = first_load_br_kb(dist)?;
    println!("first_load_br_kb\t{first:.1}\tKB");
    println!("window_load_br_kb\t{:.1}\tKB", window_load_br_kb(dist)?);
    ensure!(first <= MOST_KB, "a first visit loads {first:.1} KB; it may be {MOST_KB}");
    Ok(())
}

fn loaded_kb(dist: &Path, when: Moment) -> Result<f64> {
    let mut bytes = 0;
    let mut folders = vec![dist.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if moment(&path) == Some(when) {
                bytes += fs::metadata(&path)?.len();
            }
        }
    }
    Ok(bytes as f64 / 1000.0)
}

/// When a packed file is loaded; `None` for one that is not packed.
fn moment(path: &Path) -> Option<Moment> {
    let name = path.file_name()?.to_str()?.strip_suffix(".br")?;
    let is_code = [".wasm", ".js", ".css", ".html"].iter().any(|end| name.ends_with(end));
    Some(match (is_code && !name.starts_with(WORKER), name.starts_with(program::LATER)) {
        (true, false) => Moment::First,
        (true, true) => Moment::Window,
        (false, _) => Moment::Chosen,
    })
}
