//! Comparing all that two evaluations gave.

use baton_core::edit::Session;
use baton_core::eval::Results;
use baton_core::model::Value;

/// Every difference between what a session shows and what a session shows that opens the same book.
pub(crate) fn against_fresh(session: &Session) -> Vec<String> {
    let fresh = Session::open(session.book().clone());
    differences(session, &fresh)
}

/// Every difference between two sessions of equal books.
pub(crate) fn differences(one: &Session, other: &Session) -> Vec<String> {
    let (a, b) = (one.results(), other.results());
    let mut found = Vec::new();
    let plan = one.plan();
    if plan.columns.len() != other.plan().columns.len() {
        return vec!["other columns".to_owned()];
    }
    for (slot, column) in plan.columns.iter().enumerate() {
        let table = &plan.tables[column.table];
        let periods = a.space().period_count(plan, column.table);
        if periods != b.space().period_count(other.plan(), column.table) {
            found.push(format!("{}: other periods", table.name));
            continue;
        }
        for period in 0..periods {
            if a.column(slot, period).len() != b.column(slot, period).len() {
                found.push(format!("{}.{}: other rows", table.name, column.id));
            }
            for row in 0..a.column(slot, period).len() {
                let place = || format!("{}.{} period {period} row {row}", table.name, column.id);
                let (x, y) = (a.cell(slot, period, row), b.cell(slot, period, row));
                if x != y || shown(a, x.map(|x| &x.value)) != shown(b, y.map(|y| &y.value)) {
                    found.push(format!("{}: {x:?} and {y:?}", place()));
                }
                let (x, y) = (a.computed(slot, period, row), b.computed(slot, period, row));
                if x != y {
                    found.push(format!("{}: would be {x:?} and {y:?}", place()));
                }
                let (x, y) = (a.problem(slot, period, row), b.problem(slot, period, row));
                if x != y {
                    found.push(format!("{}: problem {x:?} and {y:?}", place()));
                }
            }
        }
    }
    if a.actions() != b.actions() || a.listed() != b.listed() {
        found.push("other actions".to_owned());
    }
    let diagnostics = |session: &Session| {
        let mut texts: Vec<String> = session.diagnostics().iter().map(|d| format!("{d:?}")).collect();
        texts.sort();
        texts
    };
    let (x, y) = (diagnostics(one), diagnostics(other));
    if x != y {
        let only =
            |x: &[String], y: &[String]| x.iter().filter(|d| !y.contains(d)).cloned().collect::<Vec<_>>();
        found.push(format!(
            "diagnostics {:?} and {:?}, {} and {}",
            only(&x, &y),
            only(&y, &x),
            x.len(),
            y.len()
        ));
    }
    found
}

fn shown(results: &Results, value: Option<&Value>) -> Option<String> {
    value.map(|value| results.show(value))
}
