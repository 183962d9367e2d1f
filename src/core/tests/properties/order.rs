//! Invariant 7: neither the order of subjects and entries nor that of commands on different cells changes a result.

use std::collections::BTreeMap;

use proptest::prelude::*;

use baton_core::edit::{Command, Session};
use baton_core::model::{Book, Value};

use super::books::{self, Wanted};
use super::choices::Choices;
use super::compare::differences;

/// Without what names a place in a list or goes by the order of the roster (splits, lines decided by tie-break).
const UNORDERED: Wanted = Wanted { ordered: false };

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn subjects_and_entries_in_another_order(mut choices in Choices::any()) {
        let book = books::book(UNORDERED, &mut choices);
        let mut turned = book.clone();
        let by = choices.between(1, 4);
        for subjects in turned.roster.values_mut() {
            let count = subjects.len();
            if choices.once_in(2) { subjects.reverse() } else { subjects.rotate_left(by % count.max(1)) }
        }
        for entries in turned.registers.values_mut() {
            entries.reverse();
        }
        let (one, other) = (cells(&book), cells(&turned));
        prop_assert_eq!(one.len(), other.len());
        for (place, cell) in &one {
            prop_assert!(Some(cell) == other.get(place), "{:?}: {:?} and {:?}", place, cell, other.get(place));
        }
    }

    #[test]
    fn commands_on_different_cells_in_another_order(mut choices in Choices::any()) {
        let book = books::book(Wanted { ordered: true }, &mut choices);
        let session = Session::open(book.clone());
        let mut commands: BTreeMap<String, Command> = BTreeMap::new();
        for _ in 0..choices.between(2, 8) {
            let command = if choices.once_in(4) {
                books::override_a_cell(&session, &mut choices)
            } else {
                books::type_into_a_cell(&session, &mut choices)
            };
            commands.insert(cell_of(&command), command);
        }
        let run = |commands: Vec<&Command>| {
            let mut session = Session::open(book.clone());
            for command in commands {
                _ = session.apply(command);
            }
            session
        };
        let (one, other) = (run(commands.values().collect()), run(commands.values().rev().collect()));
        prop_assert!(one.book() == other.book());
        let different = differences(&one, &other);
        prop_assert!(different.is_empty(), "{}", different.join("\n"));
    }
}

/// The cell a command changes, as text.
fn cell_of(command: &Command) -> String {
    match command {
        Command::SetMark { sheet, period, subject, column, .. } => {
            format!("{sheet} {period} {subject} {column}")
        }
        Command::SetField { class, subject, field, .. } => format!("{class} {subject} {field}"),
        Command::SetEntry { register, entry, field, .. } => format!("{register} {entry} {field}"),
        Command::SetOverride { key, .. } => format!("{key:?}"),
        other => format!("{other:?}"),
    }
}

/// Every cell by ids: table, column, period, row; as text, with the provisional flag. Which of several errors a list
/// with errors gives is left out: it is the first one's.
fn cells(book: &Book) -> BTreeMap<(String, String, usize, String), (String, bool)> {
    let session = Session::open(book.clone());
    let results = session.results();
    let plan = session.plan();
    let mut found = BTreeMap::new();
    for (slot, column) in plan.columns.iter().enumerate() {
        // What tells papers without a number apart is their place in the list: no result, and nothing shows it.
        if column.id.starts_with('~') && column.id.contains("序号") {
            continue;
        }
        let table = &plan.tables[column.table];
        let rows = results.space().rows(column.table).map(|rows| rows.ids.clone()).unwrap_or_default();
        for period in 0..results.space().period_count(plan, column.table) {
            for (cell, row) in results.column(slot, period).iter().zip(&rows) {
                let text = match &cell.value {
                    Value::Error(_) => "error".to_owned(),
                    value => format!("{:?} {}", std::mem::discriminant(value), results.show(value)),
                };
                let place = (table.name.clone(), column.id.to_string(), period, row.to_string());
                found.insert(place, (text, cell.provisional));
            }
        }
    }
    found
}
