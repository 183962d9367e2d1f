//! Random commands of every kind.

use baton_core::calendar::Cycle;
use baton_core::edit::{Command, Session, adopt};
use baton_core::lab::diff;
use baton_core::model::{
    ActionKey, ActionNote, ActionState, Edition, Evidence, Id, OverrideKey, SheetPeriod, StepTaken, Variant,
};
use baton_core::plan::TableKind;

use super::books::{self, CLASSES, Wanted};
use super::choices::Choices;

/// A command that may fit the book as it is, or not.
pub(crate) fn command(session: &Session, wanted: Wanted, depth: u32, choices: &mut Choices) -> Command {
    let class = Id::new(choices.one(&CLASSES));
    let number = choices.pick(7);
    let subject = Id::new(&format!("{class}{number}"));
    let register = Id::new("台账");
    let place = if choices.once_in(2) { Some(choices.pick(6)) } else { None };
    match choices.pick(32) {
        0..=9 => books::type_into_a_cell(session, choices),
        10..=12 => books::override_a_cell(session, choices),
        13 => {
            let subject = books::subject(&class, &subject, choices);
            Command::AddSubject { class, at: place, subject }
        }
        14 => Command::RemoveSubject { class, subject },
        15 => {
            let entry = books::entry(&[class], &number.to_string(), choices);
            Command::AddEntry { register, at: place, entry }
        }
        16 => Command::RemoveEntry { register, entry: Id::new(&number.to_string()) },
        17 => {
            let cycle = [Cycle::Week, Cycle::Month, Cycle::Year][choices.pick(3)];
            Command::OpenPeriods { cycle, span: books::span(cycle, choices) }
        }
        18 => {
            let key = ActionKey {
                entry: None,
                sheet: Id::new("表0"),
                rule: Id::new("规则"),
                consequence: 1,
                period: "2018-01".parse().unwrap(),
                subject,
            };
            let note =
                ActionNote { state: ActionState::Done, note: "已谈".to_owned(), ..ActionNote::default() };
            Command::SetAction { key, note: if choices.once_in(3) { None } else { Some(note) } }
        }
        19 => Command::RenameBook { name: format!("册{number}") },
        20 => Command::SetScheme { scheme: Box::new(books::scheme(wanted, choices)) },
        27 => {
            let id = Id::new(&format!("方案{}", choices.pick(2)));
            let cards = session.book().scheme().map(|scheme| diff(scheme, &books::scheme(wanted, choices)));
            let variant = Variant { id: id.clone(), cards: cards.unwrap_or_default(), ..Variant::default() };
            let variant = if choices.once_in(3) { None } else { Some(Box::new(variant)) };
            Command::SetVariant { id, at: place, variant }
        }
        28 => {
            let from = ["2018-01-15", "2018-02-01", "2019-01-01"][choices.pick(3)].parse().ok();
            let id = format!("方案{}", choices.pick(2));
            let adopted = adopt(session.book(), &id, from).ok();
            adopted.unwrap_or_else(|| {
                let scheme = books::scheme(wanted, choices);
                Command::AddEdition { edition: Box::new(Edition { from, scheme }) }
            })
        }
        29 => Command::RemoveEdition,
        21 if choices.once_in(2) => Command::ReplaceBook { book: Box::new(books::book(wanted, choices)) },
        22..=23 => evidence(session, choices),
        24..=26 => stage(session, choices),
        _ if depth > 0 => {
            let commands =
                (0..choices.pick(5)).map(|_| command(session, wanted, depth - 1, choices)).collect();
            Command::Many { commands }
        }
        _ => books::type_into_a_cell(session, choices),
    }
}

/// A sheet in one of its periods, now and then in one that is not open.
pub(crate) fn sheet_period(session: &Session, choices: &mut Choices) -> SheetPeriod {
    let sheets: Vec<_> =
        session.plan().tables.iter().filter(|of| matches!(of.kind, TableKind::Sheet { .. })).collect();
    let Some(sheet) = sheets.get(choices.pick(sheets.len())) else {
        return SheetPeriod { sheet: Id::new("无"), period: "2018-01".parse().unwrap() };
    };
    let open = match sheet.kind {
        TableKind::Sheet { cycle, .. } => session.results().space().periods(cycle),
        _ => &[],
    };
    let period = open.get(choices.pick(open.len())).filter(|_| !choices.once_in(12)).copied();
    SheetPeriod { sheet: sheet.id.clone(), period: period.unwrap_or_else(|| "2018-01".parse().unwrap()) }
}

/// A step forward or back, a lock, or its end; where none can be made, the stage is forgotten.
fn stage(session: &Session, choices: &mut Choices) -> Command {
    let of = match session.book().stages.keys().next() {
        Some(known) if choices.once_in(2) => known.clone(),
        _ => sheet_period(session, choices),
    };
    let step = ["", "初审", "审定", "公布"][choices.pick(4)];
    let taken = StepTaken {
        step: (!step.is_empty()).then(|| Id::new(step)),
        by: "考评办".to_owned(),
        at: "2018-02-01".to_owned(),
        note: if choices.once_in(3) { String::new() } else { "复核".to_owned() },
    };
    let made = match choices.pick(4) {
        0 => session.unlock(&of, taken),
        1 => session.lock(&of, taken),
        _ => session.take_step(&of, taken),
    };
    made.unwrap_or(Command::SetStage { sheet: of.sheet, period: of.period, stage: None })
}

fn evidence(session: &Session, choices: &mut Choices) -> Command {
    let key = match books::type_into_a_cell(session, choices) {
        Command::SetMark { sheet, period, subject, column, .. } => {
            OverrideKey { table: sheet, period: Some(period), row: subject, column }
        }
        Command::SetEntry { register, entry, .. } => {
            OverrideKey { table: register, period: None, row: entry, column: Id::default() }
        }
        other => return other,
    };
    let evidence = Evidence { document: "〔2018〕1号".to_owned(), ..Evidence::default() };
    let evidence = [Some(evidence), Some(Evidence::default()), None][choices.pick(3)].clone();
    Command::SetEvidence { key, evidence }
}
