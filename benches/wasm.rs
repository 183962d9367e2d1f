//! Opens the measuring program in a browser and prints the figures that it leaves there.

#![allow(clippy::print_stdout, reason = "the figures are read from stdout")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed measurement ends it")]

#[path = "../tests/page/harness/mod.rs"]
mod harness;

use std::thread;
use std::time::{Duration, Instant};

use harness::Page;

/// How long measuring may take.
const PATIENCE: Duration = Duration::from_secs(120);

fn main() {
    let page = Page::open();
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(figures) = page.script("return document.body.dataset.figures ?? null").as_str() {
            println!("{figures}");
            return;
        }
        thread::sleep(Duration::from_millis(500));
    }
    panic!("no figures after {PATIENCE:?}");
}
