//! Invariant 4: the trace of every computed cell comes to the cell's value, and its parts add up to it.

use proptest::prelude::*;

use baton_core::edit::Session;
use baton_core::explain::why;
use baton_core::model::Value;
use baton_core::num::Decimal;

use super::books::{self, Wanted};
use super::choices::Choices;

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn traces_come_to_the_value(mut choices in Choices::any()) {
        let mut session = Session::open(books::book(Wanted { ordered: true }, &mut choices));
        for _ in 0..choices.pick(4) {
            let command = books::override_a_cell(&session, &mut choices);
            _ = session.apply(&command);
        }
        let different = wrong_traces(&session);
        prop_assert!(different.is_empty(), "{}", different.join("\n"));
    }
}

pub(crate) fn wrong_traces(session: &Session) -> Vec<String> {
    let results = session.results();
    let plan = session.plan();
    let mut wrong = Vec::new();
    for (slot, column) in plan.columns.iter().enumerate() {
        for period in 0..results.space().period_count(plan, column.table) {
            for (row, cell) in results.column(slot, period).iter().enumerate() {
                let place = format!("{}.{} {period} {row}", plan.tables[column.table].name, column.id);
                let Some(trace) = why(results, session.book(), slot, period, row) else {
                    wrong.push(format!("{place}: no trace"));
                    continue;
                };
                let computed = results.computed(slot, period, row).unwrap_or(cell);
                if let Some(again) = trace.reevaluate(results)
                    && again != *computed
                {
                    wrong.push(format!("{place}: {computed:?}, again {again:?} by {:?}", trace.reason));
                }
                let sum: Decimal = trace.parts.iter().map(|part| part.amount).sum();
                if let Value::Number(value) = cell.value
                    && !trace.parts.is_empty()
                    && sum != value
                {
                    wrong.push(format!("{place}: {value}, parts {:?}", trace.parts));
                }
            }
        }
    }
    wrong
}
