//! Figures: lines `key<TAB>value<TAB>unit`, as the programs of `benches` print them.

use std::fmt;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::cargo;

/// A figure.
pub(crate) struct Figure {
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) unit: String,
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

/// Runs a program that prints figures, and prints each as it comes; `false` beside them where it ended as failed.
pub(crate) fn measure(command: &mut Command) -> Result<(Vec<Figure>, bool)> {
    let mut running = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", cargo::show(command)))?;
    let mut figures = Vec::new();
    for line in running.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines) {
        if let Some(figure) = Figure::parse(&line?) {
            println!("{figure}");
            figures.push(figure);
        }
    }
    Ok((figures, running.wait()?.success()))
}

/// Writes figures to a file in `target`.
pub(crate) fn write(name: &str, figures: &[Figure]) -> Result<()> {
    let lines: String = figures.iter().map(|figure| format!("{figure}\n")).collect();
    let folder = cargo::root().join("target");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), &lines)?;
    Ok(())
}
