//! `baton why`: how a cell came to its value.

use baton_core::diag::{Message, nearest};
use baton_core::edit::Session;
use baton_core::explain;
use baton_core::plan::{Slot, TableIx, TableKind};

use super::arguments::Why;
use super::{Outcome, files, report, score};
use crate::words::{Language, trace};

pub(super) fn run(options: &Why, language: Language) -> Result<Outcome, Outcome> {
    let session = Session::open(files::book(&options.book, language)?);
    let (slot, period, row) = cell(&session, options, language)?;
    if options.json {
        // Deeper than any scheme goes but through earlier periods: the tree must not outgrow the stack.
        let deepest = options.depth.min(200);
        let tree = explain::tree(session.results(), session.book(), (slot, period, row), deepest)
            .and_then(|tree| serde_json::to_string_pretty(&tree).ok())
            .ok_or_else(|| report::wrong_call(&no_such_cell(options), &[], language))?;
        return Ok(Outcome::fine(format!("{tree}\n")));
    }
    let told = explain::why(session.results(), session.book(), slot, period, row)
        .map(|found| trace::tell(&found, language).join("\n"))
        .ok_or_else(|| report::wrong_call(&no_such_cell(options), &[], language))?;
    Ok(Outcome::fine(format!("{told}\n")))
}

/// The cell by names: column, place of the period, row.
fn cell(session: &Session, options: &Why, language: Language) -> Result<(Slot, usize, usize), Outcome> {
    let plan = session.plan();
    let table = score::find(plan, &options.sheet, language)?;
    let period = place_of_period(session, table, &options.period)
        .map_err(|message| report::wrong_call(&message, &[], language))?;
    let row = row(session, table, &options.subject)
        .map_err(|message| report::wrong_call(&message, &[], language))?;
    let slot = plan.column(table, &options.column).ok_or_else(|| {
        let layout = plan.tables.get(table).map(|table| table.layout.as_slice()).unwrap_or_default();
        let known: Vec<String> =
            layout.iter().filter_map(|slot| Some(plan.newest(*slot)?.name.clone())).collect();
        let nearest = nearest(&options.column, known.iter().map(String::as_str));
        let message =
            Message::UnknownReference { kind: "column".to_owned(), name: options.column.clone(), nearest };
        report::wrong_call(&message, &known, language)
    })?;
    Ok((slot, period, row))
}

fn place_of_period(session: &Session, table: TableIx, typed: &str) -> Result<usize, Message> {
    let plan = session.plan();
    match plan.tables.get(table).map(|table| &table.kind) {
        Some(TableKind::Sheet { cycle, .. }) => {
            let period = score::period(session, *cycle, typed)?;
            Ok(session.results().space().period(period).unwrap_or_default())
        }
        _ => Ok(0),
    }
}

fn row(session: &Session, table: TableIx, typed: &str) -> Result<usize, Message> {
    let plan = session.plan();
    let rows = session.results().space().rows(table);
    let names = rows.map(|rows| rows.names.as_slice()).unwrap_or_default();
    let by_name = || names.iter().position(|name| name.as_ref() == typed);
    session.results().space().row(table, typed).or_else(by_name).ok_or_else(|| {
        let class = match plan.tables.get(table).map(|table| &table.kind) {
            Some(TableKind::Sheet { class, .. }) => plan.tables.get(*class),
            _ => plan.tables.get(table),
        };
        let class = class.map(|class| class.name.clone()).unwrap_or_default();
        let nearest = nearest(typed, names.iter().map(AsRef::as_ref));
        Message::UnknownSubject { name: typed.to_owned(), class, nearest }
    })
}

fn no_such_cell(options: &Why) -> Message {
    Message::NoSuchCell {
        table: options.sheet.clone(),
        period: options.period.clone(),
        row: options.subject.clone(),
        column: options.column.clone(),
    }
}
