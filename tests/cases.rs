//! The worked cases: a template's empty book, the case's tables through the product's own CSV import, and every cell
//! of every expected table compared as text (`tests/cases/README.md`).

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop at once and tell what it ran"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use baton::templates::Template;
use support::compared::compare_all;
use support::{filled, tables};

#[test]
fn every_cell_of_every_case_comes_out_equal() {
    let mut folders = folders_in(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"));
    assert!(!folders.is_empty(), "no case folder found below tests/cases");
    if let Some(more) = std::env::var_os("BATON_CASES") {
        let found = folders_in(PathBuf::from(&more));
        assert!(!found.is_empty(), "no case folder found below {}", more.display());
        folders.extend(found);
    }
    let mut failures = Vec::new();
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let template = name.split('@').next().unwrap();
        match Template::of(template) {
            None => failures.push(format!("{name}: no template of that name")),
            Some(template) => match run(template, &folder) {
                Ok(cells) => println!("{name}: {cells} cells equal"),
                Err(differences) => failures.push(format!("{name}:\n  {}", differences.join("\n  "))),
            },
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn folders_in(path: PathBuf) -> Vec<PathBuf> {
    let entries = fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Runs a case; gives how many cells were compared, or every difference.
fn run(template: Template, folder: &Path) -> Result<usize, Vec<String>> {
    let files = tables(folder);
    let (session, mut differences) = filled(template, &files);
    let (cells, different) = compare_all(&session, &files);
    differences.extend(different);
    if differences.is_empty() && cells > 0 { Ok(cells) } else { Err(differences) }
}
