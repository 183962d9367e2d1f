//! `baton score`: a book's results as tables.

use baton_core::calendar::{Cycle, Period};
use baton_core::diag::{Message, nearest};
use baton_core::edit::Session;
use baton_core::exchange::{ResultTable, all_results, list_table, write_tables};
use baton_core::plan::{Plan, TableIx, TableKind};
use serde_json::json;

use super::arguments::{Score, Tables};
use super::{Outcome, files, report};
use crate::words::{Language, diagnostics};

pub(super) fn run(options: &Score, language: Language) -> Result<Outcome, Outcome> {
    let session = Session::open(files::book(&options.book, language)?);
    let tables = tables(&session, options, language)?;
    let stdout = match options.format {
        Tables::Csv => write_tables(&tables, options.sheet.is_none()),
        Tables::Json => as_json(&tables, options.sheet.is_none()),
    };
    let problems = session.diagnostics();
    let stderr = report::problems(&problems, Some(&files::name(&options.book, language)), language);
    Ok(Outcome { stdout, stderr, code: report::code(&problems) })
}

fn tables(session: &Session, options: &Score, language: Language) -> Result<Vec<ResultTable>, Outcome> {
    let plan = session.plan();
    if options.all {
        return Ok(all_results(session.results()));
    }
    // A list that rules fill, or a plan of actions, is a table too.
    if let Some(name) = options.sheet.as_ref().filter(|name| plan.table(name).is_none())
        && let Some((header, mut rows)) = list_table(session.results(), name)
    {
        if let Some(typed) = &options.period {
            rows.retain(|row| row.first() == Some(typed));
        }
        return Ok(vec![ResultTable { name: name.clone(), header, rows }]);
    }
    let numbers = match &options.sheet {
        Some(sheet) => vec![find(plan, sheet, language)?],
        None => (0..plan.tables.len()).filter(|table| is_sheet(plan, *table)).collect(),
    };
    let chosen = match &options.period {
        None => numbers.into_iter().map(|table| (table, None)).collect(),
        Some(typed) => in_period(session, &numbers, typed, language)?,
    };
    let results = session.results();
    Ok(chosen.into_iter().map(|(table, period)| ResultTable::of(results, table, period)).collect())
}

/// The sheet or register of that name.
pub(super) fn find(plan: &Plan, name: &str, language: Language) -> Result<TableIx, Outcome> {
    let not_class =
        |table: &TableIx| plan.tables.get(*table).is_some_and(|table| table.kind != TableKind::Class);
    plan.table(name).filter(not_class).ok_or_else(|| {
        let known: Vec<String> = (0..plan.tables.len())
            .filter(not_class)
            .filter_map(|at| Some(plan.tables.get(at)?.name.clone()))
            .collect();
        let nearest = nearest(name, known.iter().map(String::as_str));
        let message = Message::UnknownReference { kind: "sheet".to_owned(), name: name.to_owned(), nearest };
        report::wrong_call(&message, &known, language)
    })
}

fn is_sheet(plan: &Plan, table: TableIx) -> bool {
    plan.tables.get(table).is_some_and(|table| matches!(table.kind, TableKind::Sheet { .. }))
}

/// Those of the tables whose cycle has the period typed, with the period.
fn in_period(
    session: &Session,
    tables: &[TableIx],
    typed: &str,
    language: Language,
) -> Result<Vec<(TableIx, Option<Period>)>, Outcome> {
    let plan = session.plan();
    let cycles: Vec<(TableIx, Cycle)> = tables
        .iter()
        .filter(|table| is_sheet(plan, **table))
        .filter_map(|table| Some((*table, plan.cycle(*table)?)))
        .collect();
    let mut refused = None;
    let mut found = Vec::new();
    for (table, cycle) in &cycles {
        match period(session, *cycle, typed) {
            Ok(period) => found.push((*table, Some(period))),
            // A period that is only not open says more than one that is of another cycle.
            Err(message @ Message::PeriodNotOpen { .. }) => refused = Some(message),
            Err(message) => refused = refused.or(Some(message)),
        }
    }
    let refused = refused.unwrap_or_else(|| {
        let example = Cycle::Month.example().to_owned();
        Message::NotAPeriod { text: typed.to_owned(), example }
    });
    if found.is_empty() {
        let mut open: Vec<Cycle> = cycles.into_iter().map(|(_, cycle)| cycle).collect();
        open.sort_unstable();
        open.dedup();
        let open: Vec<String> =
            open.into_iter().map(|cycle| open_periods(session, cycle, language)).collect();
        return Err(report::wrong_call(&refused, &open, language));
    }
    Ok(found)
}

/// The open periods of a cycle: 周 2018-W01 至 2018-W20.
fn open_periods(session: &Session, cycle: Cycle, language: Language) -> String {
    let name = diagnostics::cycle(cycle, language);
    let to = language.pick("至", "to");
    match session.results().space().periods(cycle) {
        [] => format!("{name} {}", language.pick("（未启用）", "(none open)")),
        [only] => format!("{name} {only}"),
        [first, .., last] => format!("{name} {first} {to} {last}"),
    }
}

/// The open period of a cycle that was typed.
pub(super) fn period(session: &Session, cycle: Cycle, typed: &str) -> Result<Period, Message> {
    let calendar = session.plan().editions.last().map(|edition| &edition.calendar);
    let read = calendar.and_then(|calendar| calendar.read(typed, Some(cycle)));
    let period = read
        .ok_or_else(|| Message::NotAPeriod { text: typed.to_owned(), example: cycle.example().to_owned() })?;
    let open = session.results().space().periods(cycle);
    if open.contains(&period) {
        return Ok(period);
    }
    let text = |period: Option<&Period>| period.map(ToString::to_string).unwrap_or_default();
    Err(Message::PeriodNotOpen {
        period: period.to_string(),
        first: text(open.first()),
        last: text(open.last()),
    })
}

/// One table as JSON, or several in an object by name, in the order of the scheme.
fn as_json(tables: &[ResultTable], named: bool) -> String {
    let each = tables.iter().map(|table| {
        let content = json!({ "columns": table.header, "rows": table.rows });
        if named { format!("{}: {content}", json!(table.name)) } else { content.to_string() }
    });
    let each: Vec<String> = each.collect();
    if named { format!("{{\n{}\n}}\n", each.join(",\n")) } else { format!("{}\n", each.join("\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str) -> ResultTable {
        ResultTable { name: name.into(), header: vec!["月".into()], rows: vec![vec!["2018-01".into()]] }
    }

    #[test]
    fn several_tables_are_told_apart() {
        assert_eq!(as_json(&[table("甲")], false), "{\"columns\":[\"月\"],\"rows\":[[\"2018-01\"]]}\n");
        let several = as_json(&[table("乙"), table("甲\"")], true);
        let read: serde_json::Value = serde_json::from_str(&several).unwrap();
        assert_eq!(read["甲\""]["rows"][0][0], "2018-01");
        assert!(several.find('乙') < several.find('甲'));
        assert_eq!(as_json(&[], true), "{\n\n}\n");
    }
}
