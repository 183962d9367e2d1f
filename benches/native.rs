//! Measures the core and prints each figure as `key<TAB>value<TAB>unit`.

#![allow(clippy::print_stdout, reason = "the figures are read from stdout")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a failed measurement ends it")]

mod measured;
#[path = "../tests/support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use baton::templates::TEMPLATES;
use baton_core::edit::{Command, Session};
use baton_core::eval::Results;
use baton_core::model::{Book, Entry, Id, Indicator, Subject, read_book, write_book};
use baton_core::num::Decimal;
use baton_core::plan::compile;

use measured::{Weekly, compile_ms, eval_edit_ms, eval_full_ms, is_asked, median, time};

fn main() {
    if is_asked("eval") {
        let sample = support::case_session("ningming").book().clone();
        show("compile_ms", compile_ms(clock, &sample, 50), "ms");
        show("eval_full_ms", eval_full_ms(clock, &sample, 50), "ms");
        show("eval_edit_ms", eval_edit_ms(clock, &sample, 500, 1), "ms");
        for template in TEMPLATES {
            let text = std::fs::read_to_string(sample_of(template.id)).expect("a sample");
            let book = read_book(&text).expect("the sample reads");
            show(&format!("compile_ms/{}", template.id), compile_ms(clock, &book, 20), "ms");
            show(&format!("eval_full_ms/{}", template.id), eval_full_ms(clock, &book, 20), "ms");
            show(&format!("eval_edit_ms/{}", template.id), eval_edit_ms(clock, &book, 300, 1), "ms");
        }
    }
    if is_asked("county") {
        county();
    }
    let weekly = measured::weekly(2_000, 20);
    if is_asked("eval") {
        show("eval_full_ms/weekly2000", eval_full_ms(clock, &weekly, 9), "ms");
        show("eval_edit_ms/weekly2000", eval_edit_ms(clock, &weekly, 200, 1), "ms");
    }
    if is_asked("loop_ratio") {
        show("loop_ratio_native", loop_ratio(&weekly), "times");
    }
}

/// The county's year: filling it, an edit of a mark, its size as a file; reading and opening it, and a new entry of its
/// ledger, a new village, other full marks and a further indicator, each taken back again.
fn county() {
    let book = measured::county(1);
    show("county_full_ms", eval_full_ms(clock, &book, 5), "ms");
    show("county_edit_ms", eval_edit_ms(clock, &book, 200, 1), "ms");
    let text = write_book(&book);
    println!("county_bytes\t{}\tB", text.len());
    show("county_read_ms", time(clock, || read_book(&text)).0, "ms");
    let (opening, mut session) = time(clock, || Session::open(book.clone()));
    show("county_open_ms", opening, "ms");
    let entry = book.entries("加扣分台账")[0].clone();
    let entry = Entry { id: Id::new("新"), ..entry };
    let entry = Command::AddEntry { register: Id::new("加扣分台账"), at: None, entry };
    show("county_entry_ms", there_and_back(&mut session, &entry), "ms");
    let subject = Command::AddSubject { class: Id::new("村"), at: None, subject: Subject::new("新村") };
    show("county_subject_ms", there_and_back(&mut session, &subject), "ms");
    let mut rules = |change: fn(&mut Vec<Indicator>)| {
        let mut scheme = book.scheme().expect("a scheme").clone();
        change(&mut scheme.sheets[0].indicators);
        there_and_back(&mut session, &Command::SetScheme { scheme: Box::new(scheme) })
    };
    let full = |indicators: &mut Vec<Indicator>| {
        let full = &mut first_leaf(indicators).full;
        *full = full.map(|full| full + Decimal::ONE);
    };
    show("county_param_ms", rules(full), "ms");
    let more = |indicators: &mut Vec<Indicator>| {
        let leaf = first_leaf(indicators).clone();
        indicators.push(Indicator { id: Id::new("新指标"), name: "新指标".to_owned(), ..leaf });
    };
    show("county_structure_ms", rules(more), "ms");
}

fn first_leaf(indicators: &mut [Indicator]) -> &mut Indicator {
    let first = indicators.first_mut().expect("an indicator");
    if first.indicators.is_empty() { first } else { first_leaf(&mut first.indicators) }
}

/// The mean time of carrying a command out and of taking it back.
fn there_and_back(session: &mut Session, command: &Command) -> f64 {
    let times = (0..5).map(|_| {
        let both = || (session.apply(command).is_ok(), session.undo().is_ok());
        let (taken, done) = time(clock, both);
        assert_eq!(done, (true, true), "{command:?}");
        taken / 2.0
    });
    median(times.collect())
}

fn sample_of(template: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/templates").join(template).join("sample.json")
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
