//! One way to write a case: a scheme, what is typed, and the cells expected, all as small texts.
//!
//! A **scheme** is JSON, or lines of which the indented ones belong to the line above:
//!
//! ```text
//! rounding half-even            calendar {"streaks-across-years": false}      parameter 线 60
//! class 镇                      a class; below it fields: `片 text`, `上级 link {"class": "镇"}`
//! library 创新 {"full": 20, "method": {"kind": "points"}}
//! ladder 等次 [{"name": "优", "least": 90}, {"name": "差"}]
//! register 台账 of 镇 by month   below it fields and columns; with more keys: `register 票 of 镇 by year {"ballot": …}`
//! tariff 标准 {"by": ["事"], "points": [{"of": ["奖"], "points": [2]}]}
//! sheet 表 of 镇 by year         or with more keys: `sheet 表 of 镇 by year {"blank": "zero"}`
//!   x                           an input; `t text`, `c choice {"choices": ["甲"]}`
//!   果 = x / 3 | {"places": 2}   a column with a formula
//!   名次: {"rank": {"by": "果"}}  any other column
//!   total 总分 {"full": 100}      indicator 甲项 {"full": 20, "method": {"kind": "points"}}
//!   rule 奖 {"when": "x > 1", "then": [{"list": "红榜"}]}
//! statistic 次 {"list": "红榜"}
//! a line that ends with `\` goes on in the next
//! edition 2018-07-01            the lines below are the edition in force from that day
//! ```
//!
//! **Tables** are blocks parted by empty lines: the table's name, the headers, the rows; `_` is an empty cell. Without
//! a column 期 the period is 2018. Typed blocks are `roster-CLASS` (with 从 and 至 for membership), a sheet or register,
//! `open` (first and last period), and `override` (表 期 行 列 值). Where a class has no roster, it has the subjects that
//! are mentioned. Expected blocks are sheets and registers (rows of a register by their number), `listed`, `actions`,
//! `duties`, `plan NAME` (a list or plan as a table), `statistics FIRST LAST`, and `diagnostics`; without the last one there must be none. In an expected cell `~` behind
//! the value says provisional, `—` no row, and `#DIV/0!@表/2018/甲/商` where an error began.

#![allow(dead_code, reason = "each file of tests uses its part of this one")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(clippy::arithmetic_side_effects, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use baton_core::calendar::{Period, read_date};
use baton_core::diag::{Diagnostic, Place};
use baton_core::edit::{Command, Session};
use baton_core::exchange::{import, list_table, sheet_table, statistics_table};
use baton_core::model::{
    Book, Edition, Id, OverrideKey, OverrideValue, PeriodSpan, Scheme, Subject, Value, read_book,
    read_scheme, write_book,
};
use serde_json::{Map, Value as Json, json};

/// Checks the cells that a scheme gives for what is typed.
#[track_caller]
pub(crate) fn check(scheme: &str, typed: &str, expected: &str) {
    let differences = differences(scheme, typed, expected);
    assert!(differences.is_empty(), "{scheme}\n{typed}\n  {}\n", differences.join("\n  "));
}

/// What is not as expected.
fn differences(scheme: &str, typed: &str, expected: &str) -> Vec<String> {
    let (session, mut found) = match open(scheme, typed, expected) {
        Ok(opened) => opened,
        Err(problems) => (Session::open(Book::new("", empty())), problems),
    };
    let blocks = blocks(expected);
    found.extend(session.diagnostics().iter().map(show));
    let mut wanted: Vec<String> = blocks
        .iter()
        .filter(|block| block.name == "diagnostics")
        .flat_map(|block| block.lines.clone())
        .collect();
    let mut differences = Vec::new();
    // Each as often as it is told.
    for line in &found {
        match wanted.iter().position(|wanted| wanted == line) {
            Some(at) => _ = wanted.swap_remove(at),
            None => differences.push(format!("diagnostic not expected: {line}")),
        }
    }
    differences.extend(wanted.iter().map(|line| format!("diagnostic expected: {line}")));
    for block in blocks.iter().filter(|block| block.name != "diagnostics") {
        compare(&session, block, &mut differences);
    }
    differences.extend(invariants(&session));
    differences
}

/// A diagnostic as one line: severity unless error, message with its arguments, place.
pub(crate) fn show(diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        baton_core::diag::Severity::Error => "",
        baton_core::diag::Severity::Warning => "warning ",
        baton_core::diag::Severity::Note => "note ",
    };
    let message = serde_json::to_value(&diagnostic.message).unwrap();
    let place = match &diagnostic.place {
        Place::Document => "document".to_owned(),
        Place::Path { path } => path.clone(),
        Place::Formula { path, text, span, .. } => {
            let (start, end) = (span.start as usize, span.end as usize);
            format!("{path} «{}»", text.get(start..end).unwrap_or("outside of the text"))
        }
        Place::Text { line, column } => format!("{line}:{column}"),
        Place::Cell(cell) => format!("{}/{}/{}/{}", cell.table, cell.period, cell.row, cell.column),
    };
    format!("{severity}{} @ {place}", words(&message))
}

/// `unknown-name 得份 →得分` from a message as JSON: its key, then its arguments.
fn words(message: &Json) -> String {
    let Json::Object(map) = message else { return word(message) };
    let key = map.get("message").or_else(|| map.get("write")).map(word).unwrap_or_default();
    let mut words = vec![key];
    // Arguments by name, whatever order they are written in.
    let by_name: BTreeMap<&String, &Json> = map.iter().collect();
    for (name, value) in by_name {
        match (name.as_str(), value) {
            ("message" | "write", _) | (_, Json::Null) => {}
            // The keys of the object that it stands in: those are the model's to say.
            ("known", _) if words[0] == "unknown-key" => {}
            ("nearest", value) => words.push(format!("→{}", word(value))),
            (name, value) => words.push(format!("{name}={}", word(value))),
        }
    }
    words.join(" ")
}

fn word(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Array(list) => list.iter().map(word).collect::<Vec<_>>().join("|"),
        Json::Object(_) => format!("({})", words(value)),
        other => other.to_string(),
    }
}

struct Block {
    name: String,
    /// All lines below the name.
    lines: Vec<String>,
}

impl Block {
    fn cells(&self) -> impl Iterator<Item = Vec<String>> {
        self.lines.iter().map(|line| {
            line.split_whitespace()
                .map(|cell| if cell == "_" { String::new() } else { cell.to_owned() })
                .collect()
        })
    }

    /// Headers and rows, with the period 2018 where there is none.
    fn table(&self, dated: bool) -> (Vec<String>, Vec<Vec<String>>) {
        let mut cells = self.cells();
        let mut header = cells.next().unwrap_or_default();
        let mut rows: Vec<Vec<String>> = cells.collect();
        if dated && !header.iter().any(|name| ["#", "期", "日期", "月"].contains(&name.as_str())) {
            header.insert(0, "期".to_owned());
            for row in &mut rows {
                row.insert(0, "2018".to_owned());
            }
        }
        (header, rows)
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        match (line.is_empty(), inside) {
            (true, _) => inside = false,
            (false, false) => {
                blocks.push(Block { name: line.to_owned(), lines: Vec::new() });
                inside = true;
            }
            (false, true) => blocks.last_mut().unwrap().lines.push(line.to_owned()),
        }
    }
    blocks
}

/// The session of a book with all that is typed; nothing may be wrong with the tables.
#[track_caller]
pub(crate) fn session(scheme: &str, typed: &str) -> Session {
    match open(scheme, typed, "") {
        Ok((session, problems)) if problems.is_empty() => session,
        Ok((_, problems)) | Err(problems) => panic!("{scheme}\n{typed}\n{}", problems.join("\n")),
    }
}

/// Opens a book with all that is typed; also what an import told.
pub(crate) fn open(scheme: &str, typed: &str, expected: &str) -> Result<(Session, Vec<String>), Vec<String>> {
    let (typed, expected) = (blocks(typed), blocks(expected));
    let mut problems = Vec::new();
    let mut book = Book::new("例", empty());
    book.editions = editions(scheme).map_err(|found| found.iter().map(show).collect::<Vec<_>>())?;
    for class in book.editions.last().unwrap().scheme.classes.clone() {
        let subjects = roster(&class.name, &typed, &expected);
        if !subjects.is_empty() {
            book.roster.insert(class.id, subjects);
        }
    }
    let mut session = Session::open(book);
    let mut opened = BTreeSet::new();
    for block in &typed {
        if block.name == "open" {
            for row in block.cells() {
                let (first, last): (Period, Period) = (row[0].parse().unwrap(), row[1].parse().unwrap());
                let cycle = first.cycle().unwrap();
                opened.insert(cycle);
                let span = Some(PeriodSpan { first, last });
                session.apply(&Command::OpenPeriods { cycle, span }).unwrap();
            }
        }
    }
    for block in typed.iter().filter(|block| block.name != "open" && !block.name.starts_with("roster-")) {
        if block.name == "override" {
            for row in block.cells().skip(1) {
                let period = row[1].parse().ok();
                let key = OverrideKey {
                    table: Id::new(&row[0]),
                    period,
                    row: Id::new(&row[2]),
                    column: Id::new(&row[3]),
                };
                let reason = "评议".to_owned();
                let value = OverrideValue { value: row[4].clone(), reason, ..OverrideValue::default() };
                session.apply(&Command::SetOverride { key, value: Some(value) }).unwrap();
            }
            continue;
        }
        let (header, rows) = block.table(true);
        let csv: Vec<String> = std::iter::once(header).chain(rows).map(|row| row.join(",")).collect();
        match import(&session, &block.name, &csv.join("\n")) {
            Ok(found) => {
                problems.extend(found.problems.iter().map(show));
                session.apply(&found.command).unwrap();
            }
            Err(found) => problems.extend(found.iter().map(show)),
        }
    }
    // A case without anything typed is about the year 2018.
    if session.book().periods.is_empty() {
        let period = Period::Year(2018);
        let span = Some(PeriodSpan { first: period, last: period });
        session.apply(&Command::OpenPeriods { cycle: period.cycle().unwrap(), span }).unwrap();
    }
    Ok((session, problems))
}

/// The subjects of a class: from its roster, else all that are mentioned below its name, in order.
fn roster(class: &str, typed: &[Block], expected: &[Block]) -> Vec<Subject> {
    let roster = typed.iter().find(|block| block.name == format!("roster-{class}"));
    if let Some(block) = roster {
        let (header, rows) = block.table(false);
        let subject = |row: &Vec<String>| {
            let mut subject = Subject::new(&row[0]);
            for (name, value) in header.iter().zip(row).skip(1).filter(|(_, value)| !value.is_empty()) {
                match name.as_str() {
                    "从" => subject.from = read_date(value),
                    "至" => subject.to = read_date(value),
                    field => _ = subject.fields.insert(Id::new(field), value.clone()),
                }
            }
            subject
        };
        return rows.iter().map(subject).collect();
    }
    let mut names: Vec<String> = Vec::new();
    for block in typed.iter().chain(expected).filter(|block| block.name != "diagnostics") {
        let (header, rows) = block.table(false);
        let Some(at) = header.iter().position(|name| name == class) else { continue };
        for row in rows {
            if let Some(name) = row.get(at).filter(|name| !names.contains(name)) {
                names.push(name.clone());
            }
        }
    }
    names.iter().map(|name| Subject::new(name)).collect()
}

fn compare(session: &Session, block: &Block, differences: &mut Vec<String>) {
    let results = session.results();
    if let Some(span) = block.name.strip_prefix("statistics ") {
        let span: Vec<Period> = span.split_whitespace().map(|period| period.parse().unwrap()).collect();
        let (header, rows) = statistics_table(results, span[0], span[1]);
        for row in block.cells() {
            let at = header.iter().position(|name| *name == row[0]);
            let found = at.map_or("no such statistic", |at| &rows[0][at]);
            differ(differences, &format!("{} {}", block.name, row[0]), &row[1], found);
        }
        return;
    }
    let wanted: Vec<String> = block.lines.clone();
    let found: Option<Vec<String>> = match block.name.as_str() {
        "listed" => {
            Some(results.listed().iter().map(|l| format!("{} {} {}", l.period, l.subject, l.list)).collect())
        }
        "actions" => Some(
            results
                .actions()
                .iter()
                .map(|a| {
                    let flag = if a.provisional { "~" } else { "" };
                    format!("{} {} {} {}{flag}", a.key.period, a.key.subject, a.kind, a.text)
                })
                .collect(),
        ),
        "duties" => Some(
            results
                .duties()
                .iter()
                .map(|of| {
                    let due = of.due.map(|due| due.to_string()).unwrap_or_default();
                    format!("{} {} {due}", of.key.period, of.duty.name)
                })
                .collect(),
        ),
        name => name.strip_prefix("plan ").and_then(|name| {
            let (_, lines) = list_table(results, name)?;
            let cell = |cell: &String| if cell.is_empty() { "_".to_owned() } else { cell.clone() };
            Some(lines.iter().map(|line| line.iter().map(cell).collect::<Vec<_>>().join(" ")).collect())
        }),
    };
    if let Some(found) = found {
        if found != wanted {
            differences.push(format!("{}: expected {wanted:?}, found {found:?}", block.name));
        }
        return;
    }
    let Some(table) = session.plan().table(&block.name) else {
        differences.push(format!("no table {}", block.name));
        return;
    };
    let (columns, lines) = sheet_table(results, table, None);
    let (header, rows) = block.table(true);
    let by_number = header[0] == "#";
    let skip = if by_number { 1 } else { 2 };
    for row in rows {
        let period: Option<Period> = if by_number { None } else { Some(row[0].parse().unwrap()) };
        let key = &row[skip - 1];
        let line = if by_number {
            lines.get(key.parse::<usize>().unwrap() - 1)
        } else {
            lines.iter().find(|line| line[0] == row[0] && line[1] == *key)
        };
        for (name, wanted) in header.iter().zip(&row).skip(skip) {
            let at = columns.iter().position(|column| column == name);
            let found = match (line, at) {
                (None, _) => "—".to_owned(),
                (_, None) => "no such column".to_owned(),
                (Some(line), Some(at)) => {
                    let place = session.place(&block.name, period, key, name);
                    let cell = place.and_then(|(slot, at, row)| results.cell(slot, at, row));
                    let flag = if cell.is_some_and(|cell| cell.provisional) { "~" } else { "" };
                    let origin = match cell.map(|cell| &cell.value) {
                        Some(Value::Error(error)) if wanted.contains('@') => {
                            error.origin.and_then(|origin| results.name(origin))
                        }
                        _ => None,
                    };
                    let origin = origin.map(|o| format!("@{}/{}/{}/{}", o.table, o.period, o.row, o.column));
                    format!("{}{flag}{}", line[at], origin.unwrap_or_default())
                }
            };
            let place = format!("{} {} {name}", block.name, row[..skip].join(" "));
            differ(differences, &place, wanted, &found);
        }
    }
}

fn differ(differences: &mut Vec<String>, place: &str, wanted: &str, found: &str) {
    if wanted != found {
        differences.push(format!("{place}: expected {wanted:?}, found {found:?}"));
    }
}

/// What must hold for every book: typing the marks one by one gives what opening the whole gives, and a file read
/// back is the book that was written.
fn invariants(session: &Session) -> Vec<String> {
    let mut broken = Vec::new();
    match read_book(&write_book(session.book())) {
        Ok(book) if book == *session.book() => {}
        Ok(_) => broken.push("the book read back is another one".to_owned()),
        Err(found) => broken.extend(found.iter().map(show)),
    }
    let mut blank = session.book().clone();
    let marks = std::mem::take(&mut blank.marks);
    let mut typed = Session::open(blank);
    let all: Vec<_> = marks.iter().collect();
    // From the last to the first: the order must not matter.
    for (sheet, period, subject, column, mark) in all.into_iter().rev() {
        let (sheet, subject, column) = (sheet.clone(), subject.clone(), column.clone());
        let typed_mark = Arc::<str>::clone(mark).as_ref().to_owned();
        _ = typed.apply(&Command::SetMark { sheet, period, subject, column, typed: typed_mark });
    }
    let opened = Session::open(session.book().clone());
    for (name, other) in [("opened anew", &opened), ("typed one by one", &typed)] {
        for slot in 0..session.plan().columns.len() {
            let table = session.plan().columns[slot].table;
            for at in 0..session.results().space().period_count(session.plan(), table) {
                if session.results().column(slot, at) != other.results().column(slot, at) {
                    let id = &session.plan().columns[slot].id;
                    broken.push(format!(
                        "{name}: column {id}, period {at}: {:?} and not {:?}",
                        other.results().column(slot, at),
                        session.results().column(slot, at)
                    ));
                }
            }
        }
    }
    broken
}

fn empty() -> Scheme {
    read_scheme(r#"{"format": "baton-scheme", "version": 1, "name": "", "classes": [], "sheets": []}"#)
        .unwrap()
}

/// The editions of a scheme written as JSON or as lines.
fn editions(text: &str) -> Result<Vec<Edition>, Vec<Diagnostic>> {
    if text.trim_start().starts_with('{') {
        return Ok(vec![Edition { from: None, scheme: read_scheme(text)? }]);
    }
    // A line that ends with a backslash goes on in the next.
    let text = &text.replace("\\\n", " ");
    let indent =
        text.lines().filter(|line| !line.trim().is_empty()).map(|l| l.len() - l.trim_start().len()).min();
    let mut editions = Vec::new();
    let (mut from, mut lines) = (None, Vec::new());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let line = &line[indent.unwrap_or(0)..];
        if let Some(date) = line.strip_prefix("edition ") {
            editions.push(Edition { from, scheme: read_scheme(&scheme(&lines))? });
            from = Some(read_date(date).unwrap());
            lines.clear();
        } else {
            lines.push(line);
        }
    }
    editions.push(Edition { from, scheme: read_scheme(&scheme(&lines))? });
    Ok(editions)
}

/// The JSON of a scheme written as lines.
fn scheme(lines: &[&str]) -> String {
    let mut root = json!({"format": "baton-scheme", "version": 1, "name": "例", "classes": [], "sheets": []});
    let mut list = "";
    for line in lines {
        if line.starts_with(' ') {
            let holder = root[list].as_array_mut().unwrap().last_mut().unwrap();
            let (key, part) = part(line.trim());
            let key = match (key, list) {
                ("inputs", "classes" | "registers") => "fields",
                (key, _) => key,
            };
            match key {
                "total" => holder["total"] = part,
                key => push(holder, key, part),
            }
            continue;
        }
        let (word, rest) = line.split_once(' ').unwrap();
        let (words, more) = with_json(rest);
        let words: Vec<&str> = words.split_whitespace().collect();
        let mut named = Map::new();
        named.insert("name".to_owned(), json!(words.first()));
        let mut named = Json::Object(named);
        match word {
            "rounding" => root["rounding"] = json!(words[0]),
            "calendar" => root["calendar"] = more,
            "parameter" => {
                named["value"] = serde_json::from_str(words[1]).unwrap();
                push(&mut root, "parameters", named);
            }
            "class" => (list = "classes", push(&mut root, "classes", named)).1,
            "ladder" => {
                named["grades"] = more;
                push(&mut root, "ladders", named);
            }
            "statistic" => push(&mut root, "statistics", merge(named, more)),
            "register" => {
                list = "registers";
                named["classes"] = json!(words[2].split(',').collect::<Vec<_>>());
                if let Some(cycle) = words.get(4) {
                    named["cycle"] = json!(cycle);
                }
                push(&mut root, list, merge(named, more));
            }
            "library" => push(&mut root, "library", merge(named, more)),
            "duty" => push(&mut root, "duties", merge(named, more)),
            "tariff" => push(&mut root, "tariffs", merge(named, more)),
            "sheet" => {
                list = "sheets";
                named["class"] = json!(words[2]);
                named["cycle"] = json!(words[4]);
                push(&mut root, list, merge(named, more));
            }
            other => panic!("no line of a scheme begins with {other}"),
        }
    }
    root.to_string()
}

/// An indented line: the list it belongs to and its JSON.
fn part(line: &str) -> (&'static str, Json) {
    for (word, key) in [("total ", "total"), ("indicator ", "indicators"), ("rule ", "rules")] {
        if let Some(rest) = line.strip_prefix(word) {
            let (name, more) = with_json(rest);
            return (key, merge(json!({"name": name}), more));
        }
    }
    let column = |at: usize, name: &str| at < line.find(['{', '|']).unwrap_or(line.len()) && !name.is_empty();
    if let Some((name, formula)) = line.split_once(" = ").filter(|(name, _)| column(name.len(), name)) {
        let (formula, more) = match formula.rsplit_once(" | ") {
            Some((formula, more)) => (formula, serde_json::from_str(more).unwrap()),
            None => (formula, json!({})),
        };
        return ("columns", merge(json!({"name": name, "formula": formula}), more));
    }
    if let Some((name, more)) = line.split_once(": {").filter(|(name, _)| column(name.len(), name)) {
        return (
            "columns",
            merge(json!({"name": name}), serde_json::from_str(&format!("{{{more}")).unwrap()),
        );
    }
    let (words, more) = with_json(line);
    let (name, kind) = words.split_once(' ').unwrap_or((&words, "number"));
    ("inputs", merge(json!({"name": name, "type": kind}), more))
}

/// The words before JSON, and the JSON.
fn with_json(text: &str) -> (String, Json) {
    match text.find(['{', '[']) {
        Some(at) => {
            let json =
                serde_json::from_str(&text[at..]).unwrap_or_else(|error| panic!("{}: {error}", &text[at..]));
            (text[..at].trim().to_owned(), json)
        }
        None => (text.trim().to_owned(), json!({})),
    }
}

fn merge(mut into: Json, more: Json) -> Json {
    if let (Json::Object(into), Json::Object(more)) = (&mut into, more) {
        into.extend(more);
    }
    into
}

fn push(holder: &mut Json, key: &str, item: Json) {
    match holder.get_mut(key) {
        Some(Json::Array(list)) => list.push(item),
        _ => holder[key] = Json::Array(vec![item]),
    }
}

/// Checks formulas over one row: `x=1 t:text=甲` typed for 甲 in 2018, then lines `formula -> value`.
#[track_caller]
pub(crate) fn formulas(inputs: &str, cases: &str) {
    let lines: Vec<(&str, &str)> = cases
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| line.rsplit_once(" -> ").unwrap_or_else(|| panic!("no `->` in {line}")))
        .collect();
    let (mut scheme, mut header, mut row) =
        ("class 镇\nsheet 表 of 镇 by year\n".to_owned(), String::new(), String::new());
    for input in inputs.split_whitespace() {
        let (name, typed) = input.split_once('=').unwrap();
        let (name, kind) = name.split_once(':').unwrap_or((name, "number"));
        scheme.push_str(&format!(" {name} {kind}\n"));
        header.push_str(&format!(" {name}"));
        row.push_str(&format!(" {typed}"));
    }
    let mut expected = ("表\n镇".to_owned(), "甲".to_owned());
    for (at, (formula, value)) in lines.iter().enumerate() {
        scheme.push_str(&format!(" c{at} = {formula}\n"));
        expected.0.push_str(&format!(" c{at}"));
        expected.1.push_str(&format!(" {}", value.trim()));
    }
    let typed = format!("表\n镇{header}\n甲{row}");
    let names: BTreeMap<String, &str> =
        lines.iter().enumerate().map(|(at, (formula, _))| (format!(" c{at}:"), *formula)).collect();
    let found: Vec<String> = differences(&scheme, &typed, &format!("{}\n{}", expected.0, expected.1))
        .into_iter()
        .map(|mut difference| {
            for (column, formula) in &names {
                difference = difference.replace(column.as_str(), &format!(" {formula}:"));
            }
            difference
        })
        .collect();
    assert!(found.is_empty(), "{inputs}\n  {}\n", found.join("\n  "));
}
