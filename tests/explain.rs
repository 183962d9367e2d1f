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
use baton_core::model::{Book, Id, Subject, Value, read_scheme};
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

/// A total whose parts do not come to its own full marks is rescaled, and says by what; so does one whose parts do not all
/// apply; one whose parts come to the whole is a sum.
#[test]
fn a_total_says_why_it_is_rescaled() {
    let said = |full: u32, exempt: bool| {
        let applies = if exempt { r#", "applies": "甲 > 100""# } else { "" };
        let scheme = format!(
            r#"{{"format": "baton-scheme", "version": 1, "name": "s", "classes": [{{"name": "镇"}}],
            "periods": {{"month": {{"first": "2018-01", "last": "2018-01"}}}},
            "sheets": [{{"name": "月", "class": "镇", "cycle": "month", "total": {{"name": "总分", "full": 100}},
                "indicators": [{{"name": "甲", "full": 50, "method": {{"kind": "points"}}}},
                    {{"name": "乙", "full": {full}, "method": {{"kind": "points"}}{applies}}}]}}]}}"#
        );
        let mut book = Book::new("b", read_scheme(&scheme).unwrap());
        book.roster.insert(Id::new("镇"), vec![Subject::new("东")]);
        let month = "2018-01".parse().unwrap();
        for (column, mark) in [("甲", "45"), ("乙", "36")] {
            book.marks.set(&Id::new("月"), month, &Id::new("东"), &Id::new(column), Some(mark.into()));
        }
        let session = Session::open(book);
        let (slot, at, row) = session.place("月", Some(month), "东", "总分").unwrap();
        let trace = why(session.results(), session.book(), slot, at, row).unwrap();
        let told = tell(&trace, Language::Chinese);
        let line = told.iter().find(|line| line.contains("项相加")).unwrap_or_else(|| panic!("{told:#?}"));
        (session.results().cell(slot, at, row).unwrap().value.clone(), line.clone())
    };
    let number = |text: &str| Value::Number(text.parse().unwrap());
    assert_eq!(
        said(40, false),
        (number("90"), "由以下 2 项相加；各项分值合计 90，与总分的分值不同，所以按比例折算。".to_owned())
    );
    assert_eq!(
        said(50, true),
        (number("90"), "由以下 2 项相加；不适用的项不计，其分值摊到其余各项。".to_owned())
    );
    assert_eq!(said(50, false), (number("81"), "由以下 2 项相加。".to_owned()));
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
