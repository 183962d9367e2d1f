//! The same measurements in a browser: a program that stands in the page's place, measures the core once and leaves
//! the figures at the page's body. `cargo xtask bench` builds it; no build of the page has it.

#![allow(clippy::expect_used, reason = "a failed measurement ends it")]

#[cfg(target_arch = "wasm32")]
#[path = "mod.rs"]
mod measured;

#[cfg(target_arch = "wasm32")]
fn main() {
    use measured::{compile_ms, eval_edit_ms, eval_full_ms};

    console_error_panic_hook::set_once();
    let sample = include_str!("../../src/templates/ningming/sample.json");
    let sample = baton_core::model::read_book(sample).expect("the sample reads");
    let weekly = measured::weekly(2_000, 20);
    let county = measured::county(1);
    let figures = [
        ("compile_ms_wasm", compile_ms(clock, &sample, 20)),
        ("eval_full_ms_wasm", eval_full_ms(clock, &sample, 20)),
        ("eval_edit_ms_wasm", eval_edit_ms(clock, &sample, 20, 50)),
        ("eval_full_ms_wasm/weekly2000", eval_full_ms(clock, &weekly, 5)),
        ("eval_edit_ms_wasm/weekly2000", eval_edit_ms(clock, &weekly, 20, 10)),
        ("county_full_ms_wasm", eval_full_ms(clock, &county, 3)),
        ("county_edit_ms_wasm", eval_edit_ms(clock, &county, 20, 5)),
    ];
    let lines: Vec<String> = figures.iter().map(|(key, value)| format!("{key}\t{value:.3}\tms")).collect();
    let body = document().body().expect("a body");
    body.set_attribute("data-figures", &lines.join("\n")).expect("an attribute");
}

#[cfg(target_arch = "wasm32")]
fn document() -> web_sys::Document {
    web_sys::window().and_then(|window| window.document()).expect("a document")
}

#[cfg(target_arch = "wasm32")]
fn clock() -> f64 {
    web_sys::window().and_then(|window| window.performance()).expect("a clock").now()
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
