//! Which rows a grid shows, and in which order.

use std::cmp::Ordering;

use baton_core::calendar::Period;
use baton_core::edit::Session;
use baton_core::model::Value;
use baton_core::plan::{TableIx, TableKind};

use super::cell;
use super::columns::{GridColumn, Holds};
use super::filter::Filter;
use crate::ui::periods::chosen::calendar;

/// The rows of a table in a period of its own (`at`), in the roster's order. Of a register, those whose date lies in
/// `within`, or all.
#[must_use]
pub fn rows(session: &Session, table: TableIx, at: usize, within: Option<Period>) -> Vec<usize> {
    let space = session.results().space();
    let count = space.row_count(table);
    match session.plan().tables.get(table).map(|table| &table.kind) {
        Some(TableKind::Register { .. }) => {
            let Some((within, cycle)) = within.and_then(|within| Some((within, within.cycle()?))) else {
                return (0..count).filter(|row| session.results().is_there(table, at, *row)).collect();
            };
            let calendar = calendar(session);
            let dates = space.rows(table).map(|rows| rows.dates.as_slice()).unwrap_or_default();
            let lies_within = |row: &usize| {
                dates.get(*row).is_some_and(|date| calendar.container(*date, cycle) == Some(within))
            };
            let is_there = |row: &usize| session.results().is_there(table, at, *row);
            (0..count).filter(lies_within).filter(is_there).collect()
        }
        Some(TableKind::Sheet { .. } | TableKind::Class) => {
            (0..count).filter(|row| space.is_present(table, at, *row)).collect()
        }
        None => Vec::new(),
    }
}

/// Orders rows by columns, the first first; blank, exempt and erroneous cells come last either way, equals stay as
/// they were.
pub fn sort(session: &Session, table: TableIx, at: usize, rows: &mut Vec<usize>, by: &[(&GridColumn, bool)]) {
    // Each key is made once: rosters have thousands of rows.
    let keys = |row: usize| -> Vec<Key> {
        by.iter().map(|(column, _)| key(session, table, at, row, column.holds)).collect()
    };
    let mut keyed: Vec<(Vec<Key>, usize)> = rows.iter().map(|row| (keys(*row), *row)).collect();
    keyed.sort_by(|(a, _), (b, _)| {
        let each = a.iter().zip(b).zip(by);
        each.map(|((a, b), (_, falling))| match (a, b) {
            (Key::Last, Key::Last) => Ordering::Equal,
            (Key::Last, _) => Ordering::Greater,
            (_, Key::Last) => Ordering::Less,
            _ if *falling => b.cmp(a),
            _ => a.cmp(b),
        })
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
    });
    *rows = keyed.into_iter().map(|(_, row)| row).collect();
}

/// Keeps the rows that every filter lets through.
pub fn filter(
    session: &Session,
    table: TableIx,
    at: usize,
    rows: &mut Vec<usize>,
    by: &[(&GridColumn, &Filter)],
) {
    rows.retain(|row| {
        by.iter().all(|(column, filter)| {
            let text = cell::shown(session, table, at, *row, column).text;
            filter.lets(&text, cell::number(session, at, *row, column.holds))
        })
    });
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(baton_core::num::Decimal),
    Date(Period),
    Text(String),
    Last,
}

fn key(session: &Session, table: TableIx, at: usize, row: usize, holds: Holds) -> Key {
    let results = session.results();
    let rows = results.space().rows(table);
    match holds {
        // The roster's order is the official one; names sort by it.
        Holds::Subject => {
            let subject = rows.and_then(|rows| rows.subjects.get(row).copied().flatten());
            Key::Number(subject.map_or(row, |subject| subject.row as usize).into())
        }
        Holds::When => rows.and_then(|rows| rows.dates.get(row)).map_or(Key::Last, |date| Key::Date(*date)),
        Holds::From | Holds::To => Key::Last,
        Holds::Slot(slot) => match results.cell(slot, at, row).map(|cell| &cell.value) {
            Some(Value::Number(number)) => Key::Number(*number),
            Some(Value::Date(date)) => Key::Date(Period::Day(*date)),
            Some(Value::Grade(grade)) => Key::Number(grade.place.into()),
            Some(Value::Blank | Value::Exempt | Value::Error(_)) | None => Key::Last,
            Some(other) => match results.show(other) {
                text if text.is_empty() => Key::Last,
                text => Key::Text(text),
            },
        },
    }
}
