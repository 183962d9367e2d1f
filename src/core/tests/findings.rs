//! Findings: what decided within a formula, a case a line.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a test fails by panicking")]

use baton_core::edit::{Command, Session};
use baton_core::explain::{Finding, Shown, why};
use baton_core::model::{Book, read_scheme};

/// What is found of `列` by a formula over the mark `甲`, typed for three subjects.
fn found(method: &str, typed: [&str; 3]) -> (Vec<String>, Option<String>) {
    let scheme = format!(
        r#"{{
        "format": "baton-scheme", "version": 1, "id": "s", "name": "s", "semantics": 1,
        "parameters": [{{"name": "上限", "value": 10}}],
        "classes": [{{"name": "镇"}}],
        "sheets": [{{"name": "月", "class": "镇", "cycle": "month",
            "indicators": [{{"name": "甲", "method": {{"kind": "points"}}}}, {{"name": "列", {method}}}]}}]
    }}"#
    );
    let mut session = Session::open(Book::new("b", read_scheme(&scheme).unwrap()));
    let mut apply = |command: &str| {
        let command: Command = serde_json::from_str(command).unwrap();
        session.apply(&command).unwrap();
    };
    apply(
        r#"{"command": "open-periods", "cycle": "month", "span": {"first": "2024-01", "last": "2024-01"}}"#,
    );
    for (subject, typed) in ["东", "西", "北"].into_iter().zip(typed) {
        apply(&format!(r#"{{"command": "add-subject", "class": "镇", "subject": {{"id": "{subject}"}}}}"#));
        let column = if method.contains("deduct") { "列次数" } else { "甲" };
        apply(&format!(
            r#"{{"command": "set-mark", "sheet": "月", "period": "2024-01", "subject": "{subject}",
                "column": "{column}", "typed": "{typed}"}}"#
        ));
    }
    let (slot, at, row) = session.place("月", "2024-01".parse().ok(), "东", "列").unwrap();
    let trace = why(session.results(), session.book(), slot, at, row).unwrap();
    let lines = trace.findings.iter().map(line).collect();
    (lines, trace.counted)
}

fn line(finding: &Finding) -> String {
    let rows = |cells: &[Shown]| cells.iter().map(|shown| shown.row.as_str()).collect::<String>();
    match finding {
        Finding::Chosen { condition, holds, taken } => format!("{condition} {holds} {taken}"),
        Finding::Matched { of, case, taken } => format!("{of} {case:?} {taken}"),
        Finding::Capped { what, value, limit, is_most, .. } => {
            format!("{what} {} over {limit} {is_most}", value.value)
        }
        Finding::UsedUp { what, value, from } => format!("{what} {} uses up {from}", value.value),
        Finding::Tariff { tariff, keys, points } => format!("{tariff} {} {}", keys.join("/"), points.value),
        Finding::Dropped { lowest, highest } => format!("-{} +{}", rows(lowest), rows(highest)),
    }
}

/// A formula, the marks of three subjects, what is told of the first, and what counted.
type Case = (&'static str, [&'static str; 3], &'static [&'static str], Option<&'static str>);

#[test]
fn what_decided_is_found() {
    let cases: [Case; 9] = [
        ("MIN(上限, 甲)", ["12", "", ""], &["甲 12 over 上限 true"], None),
        ("MIN(上限, 甲)", ["7", "", ""], &[], Some("甲")),
        ("MAX(0, 甲 - 5)", ["2", "", ""], &["甲 - 5 -3 over 0 false"], None),
        ("IF(甲 > 3, 1, 2)", ["4", "", ""], &["甲 > 3 true 1"], Some("1")),
        ("IF(甲 >= 上限, 上限, 甲)", ["12", "", ""], &["甲 12 over 上限 true"], Some("上限")),
        ("IF(甲 >= 上限, 上限, 甲)", ["2", "", ""], &[], Some("甲")),
        ("IFS(甲 > 8, 3, 甲 > 2, 2, TRUE, 1)", ["4", "", ""], &["甲 > 2 true 2"], Some("2")),
        ("SWITCH(甲, 1, 5, 2, 6, 0)", ["2", "", ""], &["甲 Some(\"2\") 6"], Some("6")),
        ("SWITCH(甲, 1, 5, 0)", ["2", "", ""], &["甲 None 0"], Some("0")),
    ];
    for (formula, typed, expected, counted) in cases {
        let method = format!(r#""method": {{"kind": "formula", "formula": "{formula}"}}"#);
        let (lines, found_counted) = found(&method, typed);
        assert_eq!(lines, expected, "{formula}");
        assert_eq!(found_counted.as_deref(), counted, "{formula}");
    }
    let dropped = r#""method": {"kind": "formula", "formula": "TRIMMEAN(ALL(甲), 0.7)"}"#;
    assert_eq!(found(dropped, ["3", "1", "2"]).0, ["-西 +东"]);
    let deducted = r#""full": 5, "method": {"kind": "deduct", "each": 2}"#;
    assert_eq!(found(deducted, ["4", "", ""]).0, ["列.每次 * 列次数 8 uses up 列.分值"]);
}
