//! Measures the core and prints each figure as `key<TAB>value<TAB>unit`.

#![allow(clippy::print_stdout, reason = "the figures are read from stdout")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a failed measurement ends it")]

mod measured;
#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::{Arc, LazyLock};
use std::time::Instant;

use baton_core::eval::Results;
use baton_core::model::Book;
use baton_core::plan::compile;

use measured::{Weekly, compile_ms, eval_edit_ms, eval_full_ms, median, time};

fn main() {
    let sample = support::case_session("ningming").book().clone();
    show("compile_ms", compile_ms(clock, &sample, 50), "ms");
    show("eval_full_ms", eval_full_ms(clock, &sample, 50), "ms");
    show("eval_edit_ms", eval_edit_ms(clock, &sample, 500, 1), "ms");

    let weekly = measured::weekly(2_000, 20);
    show("eval_full_ms/weekly2000", eval_full_ms(clock, &weekly, 9), "ms");
    show("eval_edit_ms/weekly2000", eval_edit_ms(clock, &weekly, 200, 1), "ms");
    show("loop_ratio_native", loop_ratio(&weekly), "times");
}

/// The evaluator's time for the whole weekly sheet over that of loops written by hand, turn by turn.
fn loop_ratio(book: &Book) -> f64 {
    let mut results = Results::new(Arc::new(compile(&book.editions)), book);
    let mut by_hand = Weekly::new(book);
    by_hand.compute();
    by_hand.assert_equal(&results);
    let (mut evaluator, mut loops) = (Vec::new(), Vec::new());
    for _ in 0..15 {
        evaluator.push(time(clock, || results.fill_all()).0);
        loops.push(time(clock, || by_hand.compute()).0);
    }
    by_hand.assert_equal(&results);
    median(evaluator) / median(loops)
}

fn clock() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed().as_secs_f64() * 1000.0
}

fn show(key: &str, value: f64, unit: &str) {
    println!("{key}\t{value:.3}\t{unit}");
}
