//! Locks: nothing is written into what is locked, and a fingerprint changes with what it is of and with nothing else.

use std::collections::BTreeMap;

use proptest::prelude::*;

use baton_core::edit::Session;
use baton_core::explain::{Standing, fingerprint, published, verify_one};
use baton_core::model::{Book, Published, SheetPeriod, StepTaken, Value};
use baton_core::plan::TableKind;

use super::books::{self, Wanted};
use super::choices::Choices;
use super::commands::{command, sheet_period};

const ANY: Wanted = Wanted { ordered: true };

proptest! {
    #![proptest_config(super::config())]

    /// Whatever is done, what was typed into a locked period stays until the lock is taken away with a reason; and
    /// verifying tells a difference exactly where the cells are others.
    #[test]
    fn nothing_is_written_into_a_locked_period(mut choices in Choices::any()) {
        let mut session = Session::open(books::book(ANY, &mut choices));
        let of = sheet_period(&session, &mut choices);
        let Ok(lock) = session.lock(&of, StepTaken::default()) else { return Ok(()) };
        session.apply(&lock).unwrap();
        let typed = written(session.book(), &of);
        let shown = shown(&session, &of);
        for _ in 0..choices.between(1, 8) {
            let command = command(&session, ANY, 1, &mut choices);
            if session.apply(&command).is_err() {
                continue;
            }
            let Some(state) = verify_one(session.results(), session.book(), &of) else {
                // Taken away with a reason, or another book.
                let taken = session.book().stages.get(&of).and_then(|stage| stage.taken.last());
                let is_other = format!("{command:?}").contains("ReplaceBook");
                prop_assert!(is_other || taken.is_some_and(|taken| !taken.note.is_empty()), "{:?}", command);
                return Ok(());
            };
            if flat(&state.lock.results) != shown {
                // Unlocked and locked again within one list.
                return Ok(());
            }
            prop_assert!(written(session.book(), &of) == typed, "{:?}", command);
            let is_same = self::shown(&session, &of) == shown;
            prop_assert!(is_same == (state.standing != Standing::Differs), "{:?}: {:?}", command, state);
            prop_assert!(is_same == state.differences.is_empty(), "{:?}: {:?}", command, state);
        }
    }

    /// Where any cell of the locked sheet is another, so is the fingerprint; where no cell of the whole book and no rule
    /// is another, it is the same.
    #[test]
    fn a_fingerprint_changes_with_what_it_is_of(mut choices in Choices::any()) {
        let mut session = Session::open(books::book(ANY, &mut choices));
        let of = sheet_period(&session, &mut choices);
        let Some(before) = fingerprint(session.results(), session.book(), &of) else { return Ok(()) };
        let (cells, editions) = (cells(&session), session.book().editions.clone());
        let typed = written(session.book(), &of);
        let command = command(&session, ANY, 1, &mut choices);
        if session.apply(&command).is_err() {
            return Ok(());
        }
        let Some(after) = fingerprint(session.results(), session.book(), &of) else { return Ok(()) };
        let now = self::cells(&session);
        let is_own = |((table, period, ..), _): &(&Place, &String)| *table == *of.sheet && *period == of.period.to_string();
        let own = |cells: &BTreeMap<Place, String>| -> Vec<String> {
            cells.iter().filter(is_own).map(|(place, cell)| format!("{place:?} {cell}")).collect()
        };
        if own(&cells) != own(&now) {
            prop_assert!(before.whole != after.whole, "{:?}", command);
        }
        if cells == now && editions == session.book().editions && typed == written(session.book(), &of) {
            prop_assert!(before.whole == after.whole, "{:?}", command);
        }
        session.undo().unwrap();
        prop_assert_eq!(fingerprint(session.results(), session.book(), &of), Some(before));
    }
}

/// What a sheet shows in a period, cell by cell.
fn shown(session: &Session, of: &SheetPeriod) -> BTreeMap<(String, String), String> {
    flat(&published(session.results(), of).unwrap_or_default())
}

fn flat(table: &Published) -> BTreeMap<(String, String), String> {
    let mut flat = BTreeMap::new();
    for (row, cells) in &table.rows {
        let of_row = table.columns.iter().zip(cells);
        flat.extend(of_row.map(|(column, text)| ((row.to_string(), column.to_string()), text.clone())));
    }
    flat
}

type Place = (String, String, String, String);

/// Every cell of the columns that the scheme has in that period, by ids: where editions differ in the class of a sheet, it is
/// several tables of one id.
fn cells(session: &Session) -> BTreeMap<Place, String> {
    let (results, plan) = (session.results(), session.plan());
    let mut found = BTreeMap::new();
    for (slot, column) in plan.columns.iter().enumerate() {
        for period in 0..results.space().period_count(plan, column.table) {
            let is_sheet = matches!(plan.tables[column.table].kind, TableKind::Sheet { .. });
            let edition = results.space().edition(plan, column.table, period);
            if is_sheet && plan.version(slot, edition).is_none() {
                continue;
            }
            for row in 0..results.column(slot, period).len() {
                let (Some(at), Some(cell)) = (results.at(slot, period, row), results.cell(slot, period, row))
                else {
                    continue;
                };
                let Some(name) = results.name(at) else { continue };
                if name.column.starts_with('~') || !results.is_there(column.table, period, row) {
                    continue;
                }
                // A subject's row is its place; its name is the same for another of that name.
                let text = match &cell.value {
                    Value::Error(error) => error.code.text().to_owned(),
                    Value::Subject(of) => {
                        results.space().rows(of.class as usize).unwrap().ids[of.row as usize].to_string()
                    }
                    value => format!("{:?} {}", std::mem::discriminant(value), results.show(value)),
                };
                let place = (name.table, name.period, name.row, name.column);
                found.insert(place, format!("{text} {}", cell.provisional));
            }
        }
    }
    found
}

/// All that was written into a sheet in a period.
fn written(book: &Book, of: &SheetPeriod) -> String {
    let marks: Vec<_> = book.marks.table(&of.sheet, of.period).collect();
    let is_own = |table: &str, period: Option<baton_core::calendar::Period>| {
        *table == *of.sheet && period == Some(of.period)
    };
    let overrides: Vec<_> = book.overrides.iter().filter(|(key, _)| is_own(&key.table, key.period)).collect();
    let evidence: Vec<_> = book.evidence.iter().filter(|(key, _)| is_own(&key.table, key.period)).collect();
    format!("{marks:?} {overrides:?} {evidence:?}")
}
