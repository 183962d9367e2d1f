//! What a worked case expects, held against what was computed: every cell as text.

use std::collections::BTreeMap;

use baton_core::calendar::Period;
use baton_core::edit::Session;
use baton_core::exchange::{CsvTable, list_table, read_csv, sheet_table, statistics_table};
use baton_core::model::{Book, Scheme};
use baton_core::plan::{TableIx, TableKind};

use super::{case_folder, fill, tables};

/// Fills a book of a scheme that was written in the editor from a worked case, and compares every expected table.
pub(crate) fn scored(scheme: Scheme, case: &str) -> (usize, Vec<String>) {
    let mut files = tables(&case_folder(case));
    // What is written there has ids of its own: files name its tables by their names.
    if let (Some(register), Some(ledger)) = (scheme.registers.first(), files.remove("ledger.csv")) {
        files.insert(format!("register-{}.csv", register.name), ledger);
    }
    let (session, mut differences) = fill(Session::open(Book::new("case", scheme)), &files);
    let (cells, different) = compare_all(&session, &files);
    differences.extend(different);
    (cells, differences)
}

/// Compares every expected table of a case; how many cells were compared, and every difference.
pub(crate) fn compare_all(session: &Session, files: &BTreeMap<String, String>) -> (usize, Vec<String>) {
    let (mut cells, mut differences) = (0, Vec::new());
    for (name, text) in files.iter().filter(|(name, _)| name.starts_with("expected-")) {
        let expected = read_csv(text).expect("an expected table is a table");
        let table = name.trim_start_matches("expected-").trim_end_matches(".csv");
        let (compared, different) = compare(session, table, &expected);
        cells += compared;
        differences.extend(different.into_iter().map(|difference| format!("{name}: {difference}")));
    }
    (cells, differences)
}

/// Compares an expected table with what was computed: columns by header, rows by period and subject.
fn compare(session: &Session, table: &str, expected: &CsvTable) -> (usize, Vec<String>) {
    let results = session.results();
    let mut cells = 0;
    let mut differences = Vec::new();
    let mut differ = |line: u64, column: &str, expected: &str, found: Option<&String>| {
        cells += 1;
        match found {
            Some(found) if found == expected => {}
            Some(found) => {
                differences.push(format!("line {line} {column}: expected {expected:?}, found {found:?}"));
            }
            None => {
                differences.push(format!("line {line} {column}: expected {expected:?}, found no such cell"));
            }
        }
    };
    if table == "统计" {
        for (line, row) in &expected.rows {
            let period = |text: &str| text.parse::<Period>().expect("a period");
            let (header, rows) = statistics_table(results, period(&row[0]), period(&row[1]));
            for (name, expected) in expected.header.iter().zip(row) {
                let at = header.iter().position(|known| known == name);
                differ(*line, name, expected, at.map(|at| &rows[0][at]));
            }
        }
        return (cells, differences);
    }
    if let Some((_, rows)) = list_table(results, table) {
        // A list or plan: the whole table, row by row; what does not identify a row has no order of its own.
        let none = Vec::new();
        for at in 0..rows.len().max(expected.rows.len()) {
            let found = rows.get(at).unwrap_or(&none).join(",");
            let (line, row) = expected.rows.get(at).map_or((0, &none), |(line, row)| (*line, row));
            differ(line, "", &row.join(","), Some(&found));
        }
        return (cells, differences);
    }
    let Some(number) = session.plan().table(table) else {
        return (0, vec![format!("no table {table}")]);
    };
    let (header, rows) = with_facts(session, number);
    // The first two columns, period and subject, are the key; where there is only one period, it is left out.
    let dated =
        expected.header.first().is_some_and(|name| ["期", "周", "月", "季", "年"].contains(&name.as_str()));
    let key_columns = if dated { 2 } else { 1 };
    let key = |row: &[String]| row.iter().take(key_columns).cloned().collect::<Vec<_>>();
    let computed: BTreeMap<Vec<String>, &Vec<String>> =
        rows.iter().map(|row| (key(&row[2 - key_columns..]), row)).collect();
    for (line, row) in &expected.rows {
        let found = computed.get(&key(row));
        for (name, expected) in expected.header.iter().zip(row).skip(key_columns) {
            let at = header.iter().position(|known| known == name);
            differ(*line, name, expected, found.and_then(|found| at.and_then(|at| found.get(at))));
        }
    }
    (cells, differences)
}

/// A sheet's table, and behind its columns the facts of its subjects on the roster.
fn with_facts(session: &Session, sheet: TableIx) -> (Vec<String>, Vec<Vec<String>>) {
    let (mut header, mut rows) = sheet_table(session.results(), sheet, None);
    if let TableKind::Sheet { class, .. } = session.plan().tables[sheet].kind {
        let (facts, subjects) = sheet_table(session.results(), class, None);
        header.extend(facts.into_iter().skip(1));
        for row in &mut rows {
            let subject =
                subjects.iter().find(|subject| subject[0] == row[1]).expect("a subject of the roster");
            row.extend(subject.iter().skip(1).cloned());
        }
    }
    (header, rows)
}
