//! `baton lock` and `baton unlock`: approving a period of a sheet, and taking that back with the reason.

use std::path::Path;

use baton_core::diag::Message;
use baton_core::edit::Session;
use baton_core::model::{SheetPeriod, StepTaken, write_book};
use baton_core::plan::TableKind;

use super::arguments::{Lock, Unlock};
use super::{Outcome, files, report, score};
use crate::words::{Language, locks};

pub(super) fn run(options: &Lock, language: Language) -> Result<Outcome, Outcome> {
    let mut session = Session::open(files::book(&options.book, language)?);
    let of = sheet_period(&session, &options.sheet, &options.period, language)?;
    let taken = StepTaken {
        step: None,
        by: options.by.clone().unwrap_or_default(),
        at: options.at.clone().unwrap_or_default(),
        note: options.note.clone().unwrap_or_default(),
    };
    let refused = |message: Message| report::wrong_call(&message, &[], language);
    let command = session.lock(&of, taken).map_err(refused)?;
    session.apply(&command).map_err(refused)?;
    let state = baton_core::explain::verify_one(session.results(), session.book(), &of);
    let told = state.map(|state| locks::tell(&state, language).join("\n")).unwrap_or_default();
    written(&session, options.out.as_deref().unwrap_or(&options.book), &format!("{told}\n"), language)
}

pub(super) fn undo(options: &Unlock, language: Language) -> Result<Outcome, Outcome> {
    let mut session = Session::open(files::book(&options.book, language)?);
    let of = sheet_period(&session, &options.sheet, &options.period, language)?;
    let taken = StepTaken {
        step: None,
        by: options.by.clone().unwrap_or_default(),
        at: options.at.clone().unwrap_or_default(),
        note: options.reason.clone(),
    };
    let refused = |message: Message| report::wrong_call(&message, &[], language);
    let command = session.unlock(&of, taken).map_err(refused)?;
    session.apply(&command).map_err(refused)?;
    let (sheet, period) = (&options.sheet, of.period);
    let told = language
        .pick(format!("“{sheet}”{period}：已解除锁定。\n"), format!("“{sheet}” {period}: unlocked.\n"));
    written(&session, options.out.as_deref().unwrap_or(&options.book), &told, language)
}

fn written(session: &Session, out: &Path, told: &str, language: Language) -> Result<Outcome, Outcome> {
    let text = format!("{}\n", write_book(session.book()));
    if files::is_standard(out) {
        return Ok(Outcome { stderr: told.to_owned(), ..Outcome::fine(text) });
    }
    files::replace(out, &text, language)?;
    Ok(Outcome::fine(told.to_owned()))
}

/// The sheet by id or name, and its open period as it was typed.
fn sheet_period(
    session: &Session,
    sheet: &str,
    period: &str,
    language: Language,
) -> Result<SheetPeriod, Outcome> {
    let plan = session.plan();
    let table = plan.tables.get(score::find(plan, sheet, language)?);
    let Some(TableKind::Sheet { cycle, .. }) = table.map(|table| &table.kind) else {
        let (kind, name) = ("sheet".to_owned(), sheet.to_owned());
        let message = Message::UnknownReference { kind, name, nearest: None };
        return Err(report::wrong_call(&message, &[], language));
    };
    let period = score::period(session, *cycle, period)
        .map_err(|message| report::wrong_call(&message, &[], language))?;
    Ok(SheetPeriod { sheet: table.map(|table| table.id.clone()).unwrap_or_default(), period })
}
