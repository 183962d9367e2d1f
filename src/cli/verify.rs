//! `baton verify`: whether what was locked and published still follows from the book.

use baton_core::edit::Session;
use baton_core::explain::{self, LockState, Standing};
use serde_json::{Value as Json, json};

use super::arguments::{Listing, Verify};
use super::{Code, Outcome, files};
use crate::words::{Language, locks};

pub(super) fn run(options: &Verify, language: Language) -> Result<Outcome, Outcome> {
    let session = Session::open(files::book(&options.book, language)?);
    let states = explain::verify(session.results(), session.book());
    let stdout = match options.format {
        Listing::Json => as_json(&states),
        Listing::Text => as_text(&states, language),
    };
    let all_hold = states.iter().all(|state| state.standing == Standing::Holds);
    let code = if all_hold { Code::Fine } else { Code::Mistakes };
    Ok(Outcome { stdout, stderr: String::new(), code })
}

fn as_text(states: &[LockState], language: Language) -> String {
    let mut text = String::new();
    for line in states.iter().flat_map(|state| locks::tell(state, language)) {
        text.push_str(&line);
        text.push('\n');
    }
    let (all, held) = (states.len(), states.iter().filter(|state| state.standing == Standing::Holds).count());
    text + &match all {
        0 => language.pick("没有锁定的考评期。\n", "No period is locked.\n").to_owned(),
        _ => language.pick(
            format!("共锁定 {all} 期，{held} 期与锁定时完全一致。\n"),
            format!("Locked periods: {all}, of which {held} are exactly as they were.\n"),
        ),
    }
}

fn as_json(states: &[LockState]) -> String {
    let standing = |of: Standing| match of {
        Standing::Holds => "holds",
        Standing::Rests => "rests",
        Standing::Differs => "differs",
    };
    let list: Vec<Json> = states
        .iter()
        .map(|state| {
            let differences: Vec<Json> = state
                .differences
                .iter()
                .map(|of| json!({"row": of.cell.row, "column": of.cell.column, "published": of.published, "now": of.now}))
                .collect();
            json!({
                "sheet": state.of.sheet,
                "period": state.of.period,
                "at": state.lock.at,
                "by": state.lock.by,
                "note": state.lock.note,
                "fingerprint": state.lock.fingerprint,
                "now": state.now.as_ref().map(|now| &now.whole),
                "scheme-changed": state.scheme_changed(),
                "standing": standing(state.standing),
                "differences": differences,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "locks": list }))
}
