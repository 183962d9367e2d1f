//! Fingerprints: what the results of a sheet in a period rest on, as one number that changes when any of it does.
//!
//! It is the SHA-256 of a text of lines, each a JSON list of texts: the fingerprint of the scheme's edition in force;
//! the marks, corrections and evidence of the sheet in the period as typed; the value of every cell outside of it that its
//! columns read (rosters, other sheets, entries, earlier periods); the results. Aggregates within formulas are seen
//! through to what they read. Lines are in the order of ids, so that the order of rosters and of typing does not count;
//! where a result goes by that order, the result itself tells.
//!
//! The scheme is its JSON with all keys sorted, so that it does not matter in which order this program keeps them.
//! RFC 8785 was not taken for that: it writes numbers as floats, while lines here hold texts only, and the numbers of a
//! scheme have at most 15 digits or are texts. There is nothing in it that differs between machines.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::diag::CellName;
use crate::eval::Results;
use crate::model::{Book, CellRef, Id, Published, Scheme, SheetPeriod, Value};
use crate::num;
use crate::plan::{Part, Slot, Step, TableIx, TableKind};

/// The fingerprint of the results of a sheet in a period, and that of the scheme's edition among them: each 64
/// hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Of results, inputs and scheme.
    pub whole: String,
    /// Of the scheme's edition alone.
    pub scheme: String,
}

/// The sheet of a plan in a period: table and place of the period; `None` where there is none or it is not open.
#[must_use]
pub fn sheet_at(results: &Results, of: &SheetPeriod) -> Option<(TableIx, usize)> {
    let plan = results.plan();
    let is_it = |table: &crate::plan::Table| match table.kind {
        TableKind::Sheet { cycle, .. } => table.id == of.sheet && of.period.cycle() == Some(cycle),
        TableKind::Class | TableKind::Register { .. } => false,
    };
    Some((plan.tables.iter().position(is_it)?, results.space().period(of.period)?))
}

/// The fingerprint of the results of a sheet in a period; `None` where there is no such sheet or the period is not open.
#[must_use]
pub fn fingerprint(results: &Results, book: &Book, of: &SheetPeriod) -> Option<Fingerprint> {
    let (table, period) = sheet_at(results, of)?;
    let scheme = of_scheme(book.scheme_in(of.period)?);
    let mut text = Text(Sha256::new());
    text.line(&["baton", "1", &of.sheet, &of.period.to_string()]);
    text.line(&["scheme", &scheme]);
    typed(book, of, &mut text);
    for (name, at) in named(results, outside(results, table, period)) {
        let CellName { table, period, row, column } = name;
        text.cell(&["read", &table, &period, &row, &column], results, at);
    }
    for (name, at) in named(results, cells(results, table, period, |_| true)) {
        text.cell(&["result", &name.row, &name.column], results, at);
    }
    Some(Fingerprint { whole: hex(&text.0.finalize()), scheme })
}

/// What a sheet shows in a period: its computed cells as they stand, every digit of them.
#[must_use]
pub fn published(results: &Results, of: &SheetPeriod) -> Option<Published> {
    let (table, period) = sheet_at(results, of)?;
    let edition = results.space().edition(results.plan(), table, period);
    let is_computed = |slot: Slot| {
        results.plan().version(slot, edition).is_some_and(|version| !matches!(version.step, Step::Input(_)))
    };
    let mut published = Published::default();
    let mut known: BTreeMap<u32, usize> = BTreeMap::new();
    let cells = cells(results, table, period, is_computed);
    for at in &cells {
        if let (false, Some(name)) = (known.contains_key(&at.column), results.name(*at)) {
            known.insert(at.column, published.columns.len());
            published.columns.push(Id::new(&name.column));
        }
    }
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for at in cells {
        let cell = results.cell(at.column as usize, at.period as usize, at.row as usize);
        let text = cell.map(|cell| results.show(&cell.value)).unwrap_or_default();
        rows.entry(at.row).or_default().push(text);
    }
    let ids = results.space().rows(table).map(|rows| rows.ids.as_slice()).unwrap_or_default();
    let named = rows.into_iter().filter_map(|(row, cells)| Some((ids.get(row as usize)?.clone(), cells)));
    published.rows.extend(named);
    Some(published)
}

/// The SHA-256 of some bytes, in 64 hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn of_scheme(scheme: &Scheme) -> String {
    let mut json = serde_json::to_value(scheme).unwrap_or_default();
    json.sort_all_objects();
    sha256(json.to_string().as_bytes())
}

/// The marks, corrections and evidence of the sheet in the period, as they were typed.
fn typed(book: &Book, of: &SheetPeriod, text: &mut Text) {
    for (subject, column, typed) in book.marks.table(&of.sheet, of.period) {
        text.line(&["mark", subject, column, typed]);
    }
    for (key, value) in &book.overrides {
        if key.table == of.sheet && key.period == Some(of.period) {
            let date = value.date.map(|date| date.to_string()).unwrap_or_default();
            let (by, at, body) = (&value.by, &value.at, &value.body);
            text.line(&["override", &key.row, &key.column, &value.value, &value.reason, by, at, body, &date]);
        }
    }
    for (key, evidence) in &book.evidence {
        if key.table == of.sheet && key.period == Some(of.period) {
            let date = evidence.date.map(|date| date.to_string()).unwrap_or_default();
            let (document, file, sha256) = (&evidence.document, &evidence.file, &evidence.sha256);
            text.line(&["evidence", &key.row, &key.column, document, &date, file, sha256]);
        }
    }
}

/// The cells of a sheet in a period, in the order of columns and rows, without those that the compiler made; of the
/// columns wanted only.
fn cells(
    results: &Results,
    table: TableIx,
    period: usize,
    wanted: impl Fn(Slot) -> bool,
) -> BTreeSet<CellRef> {
    let mut found = BTreeSet::new();
    for (slot, column) in results.plan().columns.iter().enumerate() {
        if column.table != table || is_generated(results, slot) || !wanted(slot) {
            continue;
        }
        let rows = 0..results.column(slot, period).len();
        let there = rows.filter(|row| results.is_there(table, period, *row));
        found.extend(there.filter_map(|row| results.at(slot, period, row)));
    }
    found
}

/// Every cell outside of a sheet in a period that its columns read. What the compiler made for a part of a formula is
/// seen through, wherever it stands.
fn outside(results: &Results, table: TableIx, period: usize) -> BTreeSet<CellRef> {
    let plan = results.plan();
    let mut found = BTreeSet::new();
    let mut known: BTreeMap<(Slot, usize), BTreeSet<usize>> = BTreeMap::new();
    let mut open: BTreeMap<(Slot, usize), BTreeSet<usize>> = BTreeMap::new();
    let there: BTreeSet<usize> = {
        let mut there = BTreeSet::new();
        let rows = 0..results.space().row_count(table);
        there.extend(rows.filter(|row| results.is_there(table, period, *row)));
        there
    };
    for (slot, column) in plan.columns.iter().enumerate() {
        if column.table == table {
            open.insert((slot, period), there.clone());
            known.insert((slot, period), there.clone());
        }
    }
    while let Some((instance, rows)) = open.pop_first() {
        for at in results.rests_on(instance, &rows) {
            let (slot, of, row) = (at.column as usize, at.period as usize, at.row as usize);
            let is_own = of == period && plan.columns.get(slot).is_some_and(|column| column.table == table);
            if !is_generated(results, slot) {
                if !is_own {
                    found.insert(at);
                }
            } else if known.entry((slot, of)).or_default().insert(row) {
                open.entry((slot, of)).or_default().insert(row);
            }
        }
    }
    found
}

fn is_generated(results: &Results, slot: Slot) -> bool {
    results.plan().newest(slot).is_none_or(|version| version.role.part == Part::Generated)
}

/// Cells in the order of their names.
fn named(results: &Results, cells: BTreeSet<CellRef>) -> BTreeMap<CellName, CellRef> {
    let mut named = BTreeMap::new();
    named.extend(cells.into_iter().filter_map(|at| Some((results.name(at)?, at))));
    named
}

/// The text that is hashed, line by line.
struct Text(Sha256);

impl Text {
    fn line(&mut self, parts: &[&str]) {
        // A list of texts can always be written.
        self.0.update(serde_json::to_string(parts).unwrap_or_default());
        self.0.update("\n");
    }

    fn cell(&mut self, parts: &[&str], results: &Results, at: CellRef) {
        let Some(cell) = results.cell(at.column as usize, at.period as usize, at.row as usize) else {
            return;
        };
        let (kind, text) = value(results, &cell.value);
        let firm = if cell.provisional { "provisional" } else { "firm" };
        let mut parts = parts.to_vec();
        parts.extend([kind, &text, firm]);
        self.line(&parts);
    }
}

/// A value as its kind and a text that does not depend on the order of rosters.
fn value(results: &Results, value: &Value) -> (&'static str, String) {
    match value {
        Value::Blank => ("blank", String::new()),
        Value::Exempt => ("exempt", String::new()),
        Value::Number(number) => ("number", num::format(*number)),
        Value::Truth(truth) => ("truth", truth.to_string()),
        Value::Text(text) => ("text", text.as_ref().to_owned()),
        Value::Date(date) => ("date", date.to_string()),
        Value::Subject(subject) => {
            let rows = results.space().rows(subject.class as usize);
            let id = rows.and_then(|rows| rows.ids.get(subject.row as usize));
            ("subject", id.map(|id| id.as_str().to_owned()).unwrap_or_default())
        }
        Value::Grade(_) => ("grade", results.show(value)),
        Value::Error(error) => ("error", error.code.text().to_owned()),
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
