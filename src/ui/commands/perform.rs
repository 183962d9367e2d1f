//! When a verb applies, and what it does.

use baton_core::edit::Session;
use leptos::prelude::*;

use super::table::Verb;
use crate::ui::desk::Dialog;
use crate::ui::files::{save_book, save_scheme, save_table};
use crate::ui::periods::{self, beside};
use crate::ui::problems;
use crate::ui::side::{Part, Side};
use crate::ui::widgets::pick_files;

/// Whether it can be done now; followed.
pub(in crate::ui) fn applies(verb: Verb, side: Side) -> bool {
    let desk = side.desk;
    match verb {
        Verb::SaveTable => side.grid.shown.get().is_some(),
        Verb::Undo => {
            desk.track_change();
            desk.read(Session::depth).0 > 0
        }
        Verb::Redo => {
            desk.track_change();
            desk.read(Session::depth).1 > 0
        }
        Verb::Back => side.way.with(|way| !way.is_empty()),
        Verb::ByHand => side.can_be_replaced(),
        Verb::PreviousPeriod => beside(desk, -1).is_some(),
        Verb::NextPeriod => beside(desk, 1).is_some(),
        Verb::Compare => periods::has_periods(desk),
        Verb::NewBook
        | Verb::Books
        | Verb::Versions
        | Verb::OpenFile
        | Verb::ImportTables
        | Verb::SaveBook
        | Verb::SaveScheme
        | Verb::OpenPeriods
        | Verb::AllByHand
        | Verb::Why
        | Verb::History
        | Verb::ProblemPart
        | Verb::NextProblem
        | Verb::PreviousProblem
        | Verb::Palette
        | Verb::Shortcuts
        | Verb::Language => true,
    }
}

/// Does it.
pub(in crate::ui) fn perform(verb: Verb, side: Side) {
    let desk = side.desk;
    let open = |dialog: Dialog| desk.dialog.set(Some(dialog));
    match verb {
        Verb::NewBook => open(Dialog::Start),
        Verb::Books => open(Dialog::Books),
        Verb::Versions => open(Dialog::Versions),
        Verb::OpenFile | Verb::ImportTables => pick_files(),
        Verb::SaveBook => save_book(desk),
        Verb::SaveScheme => save_scheme(desk),
        Verb::SaveTable => save_table(desk, side.grid),
        Verb::OpenPeriods => open(Dialog::Periods),
        Verb::Undo => desk.undo(),
        Verb::Redo => desk.redo(),
        Verb::ByHand => side.replace_by_hand(),
        Verb::AllByHand => open(Dialog::Overrides),
        Verb::Why => side.toggle(Part::Why),
        Verb::History => side.toggle(Part::History),
        Verb::ProblemPart => side.toggle(Part::Problems),
        Verb::Back => side.back(),
        Verb::NextProblem => problems::walk(side, 1),
        Verb::PreviousProblem => problems::walk(side, -1),
        Verb::PreviousPeriod => periods::go(desk, -1),
        Verb::NextPeriod => periods::go(desk, 1),
        Verb::Compare => desk.view.compare.update(|compare| *compare = !*compare),
        Verb::Palette => open(Dialog::Palette),
        Verb::Shortcuts => open(Dialog::Shortcuts),
        Verb::Language => desk.speech.turn(),
    }
}
