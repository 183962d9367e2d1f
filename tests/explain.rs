//! Invariant 4 on the case of every built-in scheme: for every computed cell the trace comes to the cell's value, and the parts of
//! sums and means add up to it exactly.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop at once and tell what it ran"
)]

mod support;

use baton::templates::TEMPLATES;
use baton_core::explain::why;
use baton_core::model::Value;
use baton_core::num::Decimal;
use baton_core::plan::Step;

#[test]
fn every_trace_comes_to_its_cell() {
    for template in TEMPLATES {
        let (computed, with_parts) = traced(template.id);
        println!("{}: {computed} computed cells, {with_parts} with parts", template.id);
        assert!(computed > 500 && with_parts > 50, "{}: {computed}, {with_parts}", template.id);
    }
}

/// Traces the computed cells of a case; how many there were, and how many had parts.
fn traced(case: &str) -> (usize, usize) {
    let session = support::case_session(case);
    let results = session.results();
    let plan = results.plan();
    let (mut computed, mut with_parts) = (0, 0);
    for slot in 0..plan.columns.len() {
        let table = plan.columns[slot].table;
        // The registers' many entries compute alike: a part of them is enough.
        let every = if results.space().row_count(table) > 200 { 37 } else { 1 };
        for period in 0..results.space().period_count(plan, table) {
            for row in (0..results.space().row_count(table)).step_by(every) {
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
