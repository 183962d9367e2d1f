//! Every function against LibreOffice, a call a line: negative, zero, empty lists, text, huge numbers.
//!
//! `libreoffice.csv` holds each call with what LibreOffice gives; `tests/libreoffice/calls.py` writes it. Numbers are compared
//! to 12 digits, LibreOffice's being binary; texts to the letter; an error must be an error, and Excel's where LibreOffice
//! has that one. Where the two programs differ on purpose, the call is named below with the reason.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use baton_core::edit::{Command, Session};
use baton_core::exchange::read_csv;
use baton_core::model::{Book, Value, read_scheme};
use baton_core::num::Decimal;

/// Calls that give something else than in LibreOffice, with what they give and why.
const DIFFERENT: [(&str, &str, &str); 11] = [
    ("POWER(0, 0)", "#NUM!", "as in Excel"),
    ("(0) ^ (0)", "#NUM!", "as in Excel"),
    ("POWER(0, -1)", "#DIV/0!", "as in Excel"),
    ("(0) ^ (-1)", "#DIV/0!", "as in Excel"),
    ("MEDIAN(ENTRIES(空.分))", "#NUM!", "as in Excel"),
    ("GEOMEAN({0,0})", "#NUM!", "as in Excel: only numbers above 0"),
    ("RANK(2, {5,1,4,1,3})", "#N/A", "as in Excel: the number is not in the list"),
    ("RANK(2, {5,1,4,1,3}, 1)", "#N/A", "as in Excel: the number is not in the list"),
    ("PERCENTRANK({1,3,4,5}, 2)", "0.166", "as in Excel: digits are cut off, not rounded"),
    ("PERCENTRANK({1,3,4,5}, 2, 2)", "0.16", "as in Excel: digits are cut off, not rounded"),
    ("PERCENTRANK({1,3,4,5}, 0)", "#N/A", "as in Excel: beyond the list"),
];
/// What LibreOffice calls `#VALUE!` and Excel something else: the start of the call, Excel's error.
const OTHER_ERROR: [(&str, &str); 3] =
    [("LARGE(", "#NUM!"), ("SMALL(", "#NUM!"), ("PERCENTRANK({1,3,4,5}, 6", "#N/A")];

#[test]
fn every_call_gives_what_libreoffice_gives() {
    let table = read_csv(include_str!("libreoffice.csv")).unwrap();
    assert!(table.rows.len() >= 400, "{} calls", table.rows.len());
    let mut different = Vec::new();
    for (_, row) in &table.rows {
        let [call, expected] = row.as_slice() else { panic!("{row:?}") };
        let found = computed(call);
        let on_purpose = DIFFERENT.iter().find(|(known, _, _)| known == call);
        let fits = match on_purpose {
            Some((_, wanted, _)) => found == *wanted,
            None => {
                let other = OTHER_ERROR.iter().find(|(start, _)| call.starts_with(start));
                let expected = match other {
                    Some((_, error)) if expected == "#VALUE!" => error,
                    _ => expected.as_str(),
                };
                is_same(&found, expected)
            }
        };
        if !fits {
            different.push(format!("{call}: {found}, LibreOffice {expected}"));
        }
    }
    assert!(different.is_empty(), "{} calls\n{}", different.len(), different.join("\n"));
}

fn is_same(found: &str, expected: &str) -> bool {
    if expected.starts_with('#') {
        // 502 and 504 are LibreOffice's own: Excel has #NUM!, #VALUE! or #REF! there.
        return found.starts_with('#') && (expected == "#ARG" || expected == found);
    }
    match (number(found), number(expected)) {
        (Some(found), Some(expected)) => {
            let near = (found.abs() + expected.abs() + Decimal::ONE) / Decimal::from(1_000_000_000_000_u64);
            (found - expected).abs() <= near
        }
        _ => found == expected,
    }
}

/// A number; what is too small for a decimal is 0.
fn number(text: &str) -> Option<Decimal> {
    let read = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text));
    let is_tiny = text.split_once("e-").is_some_and(|(mantissa, _)| mantissa.parse::<Decimal>().is_ok());
    read.ok().or(is_tiny.then_some(Decimal::ZERO))
}

/// The value of a formula: a number, a text in quotes, 1 or 0 for truths, an error.
fn computed(formula: &str) -> String {
    let scheme = serde_json::json!({
        "format": "baton-scheme", "version": 1, "name": "s",
        "classes": [{"name": "镇"}],
        "registers": [{"name": "空", "classes": ["镇"], "fields": [{"name": "分"}]}],
        "sheets": [{"name": "年", "class": "镇", "cycle": "year", "columns": [{"name": "列", "formula": formula}]}],
    });
    let mut session = Session::open(Book::new("b", read_scheme(&scheme.to_string()).unwrap()));
    for command in [
        r#"{"command": "add-subject", "class": "镇", "subject": {"id": "甲"}}"#,
        r#"{"command": "open-periods", "cycle": "year", "span": {"first": "2018", "last": "2018"}}"#,
    ] {
        let command: Command = serde_json::from_str(command).unwrap();
        session.apply(&command).unwrap();
    }
    let (slot, at, row) = session.place("年", "2018".parse().ok(), "甲", "列").unwrap();
    let cell = session.results().cell(slot, at, row).unwrap();
    match &cell.value {
        Value::Text(text) => format!("\"{text}\""),
        Value::Truth(truth) => i32::from(*truth).to_string(),
        other => session.results().show(other),
    }
}
