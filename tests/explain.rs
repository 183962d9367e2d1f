//! Invariant 4 on the case of every built-in scheme: for every computed cell the trace comes to the cell's value, and the parts of
//! sums and means add up to it exactly.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop at once and tell what it ran"
)]

mod rulebooks;
mod support;

use baton::templates::TEMPLATES;
use baton::words::Language;
use baton::words::trace::tell;
use baton_core::edit::Session;
use baton_core::explain::why;
use baton_core::model::Value;
use baton_core::num::Decimal;
use baton_core::plan::Step;

#[test]
fn every_trace_comes_to_its_cell() {
    for template in TEMPLATES {
        let (computed, with_parts) = traced(&support::case_session(template.id));
        println!("{}: {computed} computed cells, {with_parts} with parts", template.id);
        assert!(computed > 500 && with_parts > 50, "{}: {computed}, {with_parts}", template.id);
    }
}

/// The same for rule books that are like none of these.
#[test]
fn every_trace_of_other_rule_books_comes_to_its_cell() {
    for book in rulebooks::all() {
        let (computed, with_parts) = traced(&book.session());
        println!("{}: {computed} computed cells, {with_parts} with parts", book.name);
        assert!(computed > 40 && with_parts > 0, "{}: {computed}, {with_parts}", book.name);
    }
}

/// What the next better grade would take: its least score, its places, or the rule for equals; nothing above the best,
/// and nothing where a limit holds the subject back, which is told by itself.
#[test]
fn a_grade_tells_the_next_better_one() {
    let cases = [
        (
            "ledger",
            "乡镇年度",
            "乙",
            "等次",
            "再高一等“优秀”要达到 88 分，还差 1.3 分。",
            "The next better grade, 优秀, takes 88; 1.3 are missing.",
        ),
        ("ledger", "乡镇年度", "甲", "等次", "", ""),
        (
            "shares",
            "部门测评",
            "丙",
            "等次",
            "再高一等“优秀”的名额已满：最后一名 297 分，还差 34 分。",
            "The places of the next better grade, 优秀, are taken: the last of them has 297; 34 are missing.",
        ),
        (
            "shares",
            "部门测评",
            "戊",
            "等次",
            "再高一等“良好”要达到 250 分，还差 35.75 分。",
            "The next better grade, 良好, takes 250; 35.75 are missing.",
        ),
        (
            "rounds",
            "单位年度",
            "甲",
            "单位等次",
            "再高一等“好”的名额已满：最后一名也是 81.5 分，按同分的规定没有列入。",
            "The places of the next better grade, 好, are taken: the last of them has 81.5 too, and the rule for equals decides.",
        ),
        ("standards", "年度", "丁", "等次", "", ""),
    ];
    let books = rulebooks::all();
    for (book, sheet, subject, column, chinese, english) in cases {
        let session = books.iter().find(|of| of.name == book).unwrap().session();
        let (slot, at, row) = session.place(sheet, "2018".parse().ok(), subject, column).unwrap();
        let trace = why(session.results(), session.book(), slot, at, row).unwrap();
        for (language, expected, of_it) in
            [(Language::Chinese, chinese, "再高一等"), (Language::English, english, "next better grade")]
        {
            let told = tell(&trace, language);
            let found = told.iter().find(|line| line.contains(of_it));
            assert_eq!(found.map_or("", String::as_str), expected, "{book} {subject}: {told:#?}");
        }
    }
}

/// Traces the computed cells of a book; how many there were, and how many had parts.
fn traced(session: &Session) -> (usize, usize) {
    let results = session.results();
    let plan = results.plan();
    let (mut computed, mut with_parts) = (0, 0);
    for slot in 0..plan.columns.len() {
        let table = plan.columns[slot].table;
        for period in 0..results.space().period_count(plan, table) {
            for row in 0..results.space().row_count(table) {
                let cell = results.cell(slot, period, row).unwrap();
                let trace = why(results, session.book(), slot, period, row).unwrap();
                let edition = results.space().edition(plan, table, period);
                if matches!(plan.version(slot, edition).unwrap().step, Step::Input(_) | Step::Own(_)) {
                    assert_eq!(trace.reevaluate(results), None);
                    continue;
                }
                computed += 1;
                assert_eq!(trace.reevaluate(results).as_ref(), Some(cell), "{:?}", trace.cell);
                if let (Value::Number(value), false) = (&cell.value, trace.parts.is_empty()) {
                    let sum: Decimal = trace.parts.iter().map(|part| part.amount).sum();
                    assert_eq!(sum, *value, "{:?}", trace.cell);
                    with_parts += 1;
                }
            }
        }
    }
    (computed, with_parts)
}
