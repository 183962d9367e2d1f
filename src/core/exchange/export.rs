//! Export: a sheet's results and statistics as tables of text.

use crate::calendar::Period;
use crate::eval::Results;
use crate::num;
use crate::plan::{TableIx, TableKind};

/// A sheet or register as a table of text: its periods or all time, rows in roster order, columns as on the screen.
/// `period` limits it to one.
#[must_use]
pub fn sheet_table(
    results: &Results,
    table: TableIx,
    period: Option<Period>,
) -> (Vec<String>, Vec<Vec<String>>) {
    let plan = results.plan();
    let Some(of) = plan.tables.get(table) else { return (Vec::new(), Vec::new()) };
    let mut header = Vec::new();
    let subject_header = match of.kind {
        TableKind::Sheet { class, .. } => plan.tables.get(class).map_or("", |class| &class.name),
        TableKind::Class => &of.name,
        TableKind::Register { .. } => "考评对象",
    };
    let has_periods = matches!(of.kind, TableKind::Sheet { .. });
    let is_register = matches!(of.kind, TableKind::Register { .. });
    if has_periods || is_register {
        header.push("期".to_owned());
    }
    header.push(subject_header.to_owned());
    header
        .extend(of.layout.iter().map(|slot| plan.newest(*slot).map(|v| v.name.clone()).unwrap_or_default()));
    let mut lines = Vec::new();
    let Some(rows) = results.space().rows(table) else { return (header, lines) };
    for at in 0..results.space().period_count(plan, table) {
        let this = results.period(table, at);
        if period.is_some() && has_periods && this != period {
            continue;
        }
        for (row, name) in rows.names.iter().enumerate() {
            if !results.space().is_present(table, at, row) {
                continue;
            }
            let mut line = Vec::with_capacity(header.len());
            if has_periods {
                line.push(this.map(|period| period.to_string()).unwrap_or_default());
            }
            if is_register {
                line.push(rows.dates.get(row).map(|date| date.to_string()).unwrap_or_default());
                let subject = rows.subjects.get(row).copied().flatten();
                let subject = subject.and_then(|subject| results.subject_name(subject));
                line.push(subject.map(|name| name.as_ref().to_owned()).unwrap_or_default());
            } else {
                line.push(name.as_ref().to_owned());
            }
            line.extend(of.layout.iter().map(|slot| {
                results.cell(*slot, at, row).map(|cell| results.show(&cell.value)).unwrap_or_default()
            }));
            lines.push(line);
        }
    }
    (header, lines)
}

/// The statistics over a span of periods, as one row.
#[must_use]
pub fn statistics_table(results: &Results, first: Period, last: Period) -> (Vec<String>, Vec<Vec<String>>) {
    let mut header = vec!["起".to_owned(), "止".to_owned()];
    let mut line = vec![first.to_string(), last.to_string()];
    for (name, value) in results.statistics(first, last) {
        header.push(name);
        line.push(value.map(num::format).unwrap_or_else(|| "#NUM!".to_owned()));
    }
    (header, vec![line])
}
