//! Random commands of every kind.

use baton_core::calendar::Cycle;
use baton_core::edit::{Command, Session};
use baton_core::model::{ActionKey, ActionNote, ActionState, Id};

use super::books::{self, CLASSES, Wanted};
use super::choices::Choices;

/// A command that may fit the book as it is, or not.
pub(crate) fn command(session: &Session, wanted: Wanted, depth: u32, choices: &mut Choices) -> Command {
    let class = Id::new(choices.one(&CLASSES));
    let number = choices.pick(7);
    let subject = Id::new(&format!("{class}{number}"));
    let register = Id::new("台账");
    let place = if choices.once_in(2) { Some(choices.pick(6)) } else { None };
    match choices.pick(24) {
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
        21 if choices.once_in(2) => Command::ReplaceBook { book: Box::new(books::book(wanted, choices)) },
        _ if depth > 0 => {
            let commands =
                (0..choices.pick(5)).map(|_| command(session, wanted, depth - 1, choices)).collect();
            Command::Many { commands }
        }
        _ => books::type_into_a_cell(session, choices),
    }
}
