//! Measures the built page in a browser and prints each figure as `key<TAB>value<TAB>unit`.

#![allow(clippy::print_stdout, reason = "the figures are read from stdout")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed measurement ends it")]

#[path = "../tests/page/harness/mod.rs"]
mod harness;

use harness::Page;

fn main() {
    println!("page_open_ms\t{:.0}\tms", open_ms());
}

/// From the start of the navigation to the page being there, the middle one of five visits with an empty cache.
fn open_ms() -> f64 {
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let page = Page::open();
            page.wait("the page", || page.find_all("#boot").is_empty());
            let time = page.script("return performance.getEntriesByName('baton-open')[0]?.startTime ?? null");
            time.as_f64().expect("the page marks when it is open")
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[2]
}
