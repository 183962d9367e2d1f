//! When a verb applies, and what it does.

use baton_core::edit::Session;
use leptos::prelude::*;

use super::table::{Group, Verb};
use crate::ui::desk::Dialog;
use crate::ui::files::{save_book, save_results, save_scheme, save_table};
use crate::ui::periods::{self, beside};
use crate::ui::problems;
use crate::ui::process::model::Move;
use crate::ui::process::stand;
use crate::ui::side::{Part, Side};
use crate::ui::widgets::pick_files;

/// Whether it can be done now; followed.
pub(in crate::ui) fn applies(verb: Verb, side: Side) -> bool {
    let desk = side.desk;
    match verb {
        Verb::SaveTable
        | Verb::Copy
        | Verb::CopyWithHeaders
        | Verb::Cut
        | Verb::Clear
        | Verb::FillDown
        | Verb::FillRight
        | Verb::SelectAll
        | Verb::SelectRows
        | Verb::SelectColumns
        | Verb::Find
        | Verb::Replace
        | Verb::SortRising
        | Verb::SortFalling
        | Verb::SortNone
        | Verb::ColumnMenu
        | Verb::HideColumns
        | Verb::ColumnLeft
        | Verb::ColumnRight
        | Verb::ColumnWider
        | Verb::ColumnNarrower
        | Verb::FitWidth
        | Verb::OpenChoices => side.grid.shown.get().is_some(),
        Verb::AddRow | Verb::RemoveRow => side.grid.shown.get().is_some_and(|shown| shown.grows),
        Verb::Merge => side.grid.chosen_subjects().len() > 1,
        Verb::FilterClear => side.grid.is_filtered(),
        Verb::ShowColumns => side.grid.hidden_columns() > 0,
        Verb::Undo => {
            desk.track_change();
            desk.read(Session::depth).0 > 0 || desk.view.undo_first.with(Option::is_some)
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
        Verb::Process => stand(side.grid).is_some(),
        Verb::NextStep => can(side, Move::Next),
        Verb::StepBack => can(side, Move::Back),
        Verb::LockPeriod => can(side, Move::Lock),
        Verb::UnlockPeriod => can(side, Move::Unlock),
        Verb::NewBook
        | Verb::Books
        | Verb::Versions
        | Verb::OpenFile
        | Verb::ImportTables
        | Verb::SaveBook
        | Verb::SaveScheme
        | Verb::SaveResults
        | Verb::Print
        | Verb::OpenPeriods
        | Verb::AllByHand
        | Verb::Why
        | Verb::History
        | Verb::ProblemPart
        | Verb::NextProblem
        | Verb::PreviousProblem
        | Verb::NextPane
        | Verb::PreviousPane
        | Verb::VerifyLocks
        | Verb::Palette
        | Verb::Shortcuts
        | Verb::Language => true,
    }
}

fn can(side: Side, wanted: Move) -> bool {
    stand(side.grid).is_some_and(|stand| stand.can(wanted))
}

/// Does it. What changes or arranges the grid gives the keys back to it.
pub(in crate::ui) fn perform(verb: Verb, side: Side) {
    carry_out(verb, side);
    let takes_focus = matches!(verb, Verb::Find | Verb::Replace | Verb::ColumnMenu);
    if matches!(verb.group(), Group::Data | Group::Edit)
        && !takes_focus
        && side.desk.dialog.with_untracked(Option::is_none)
        && verb != Verb::ByHand
    {
        side.grid.focus();
    }
}

fn carry_out(verb: Verb, side: Side) {
    let desk = side.desk;
    let open = |dialog: Dialog| desk.dialog.set(Some(dialog));
    let grid = side.grid;
    match verb {
        Verb::NewBook => open(Dialog::Start),
        Verb::Books => open(Dialog::Books),
        Verb::Versions => open(Dialog::Versions),
        Verb::OpenFile | Verb::ImportTables => pick_files(),
        Verb::SaveBook => save_book(desk),
        Verb::SaveScheme => save_scheme(desk),
        Verb::SaveTable => save_table(desk, side.grid),
        Verb::SaveResults => save_results(desk),
        // Where printing is not possible, nothing is printed.
        Verb::Print => _ = window().print(),
        Verb::OpenPeriods => open(Dialog::Periods),
        Verb::Process => open(Dialog::Process(None)),
        Verb::NextStep => open(Dialog::Process(Some(Move::Next))),
        Verb::StepBack => open(Dialog::Process(Some(Move::Back))),
        Verb::LockPeriod => open(Dialog::Process(Some(Move::Lock))),
        Verb::UnlockPeriod => open(Dialog::Process(Some(Move::Unlock))),
        Verb::VerifyLocks => open(Dialog::Locks),
        Verb::Undo => desk.undo(),
        Verb::Redo => desk.redo(),
        Verb::Copy => grid.copy(false),
        Verb::CopyWithHeaders => grid.copy(true),
        Verb::Cut => grid.cut(),
        Verb::Clear => grid.clear(),
        Verb::FillDown => grid.fill_down(),
        Verb::FillRight => grid.fill_right(),
        Verb::SelectAll => grid.select_all(),
        Verb::SelectRows => grid.select_rows(),
        Verb::SelectColumns => grid.select_columns(),
        Verb::Find => grid.open_find(false),
        Verb::Replace => grid.open_find(true),
        Verb::AddRow => grid.to_new_row(),
        Verb::RemoveRow => grid.remove_rows(),
        Verb::Merge => open(Dialog::Merge),
        Verb::SortRising => grid.sort(false, false),
        Verb::SortFalling => grid.sort(true, false),
        Verb::SortNone => grid.unsort(),
        Verb::ColumnMenu => grid.open_column_menu(),
        Verb::FilterClear => grid.unfilter(),
        Verb::HideColumns => grid.hide_columns(),
        Verb::ShowColumns => grid.show_columns(),
        Verb::ColumnLeft => grid.move_columns(false),
        Verb::ColumnRight => grid.move_columns(true),
        Verb::ColumnWider => grid.widen_columns(true),
        Verb::ColumnNarrower => grid.widen_columns(false),
        Verb::FitWidth => grid.fit_columns(),
        Verb::OpenChoices => grid.open_choices(),
        Verb::ByHand => side.replace_by_hand(),
        Verb::AllByHand => open(Dialog::Overrides),
        Verb::Why => side.toggle(Part::Why),
        Verb::History => side.toggle(Part::History),
        Verb::ProblemPart => side.toggle(Part::Problems),
        Verb::Back => side.back(),
        Verb::NextProblem => problems::walk(side, 1),
        Verb::PreviousProblem => problems::walk(side, -1),
        Verb::NextPane => super::panes::go(false),
        Verb::PreviousPane => super::panes::go(true),
        Verb::PreviousPeriod => periods::go(desk, -1),
        Verb::NextPeriod => periods::go(desk, 1),
        Verb::Compare => desk.view.compare.update(|compare| *compare = !*compare),
        Verb::Palette => open(Dialog::Palette),
        Verb::Shortcuts => open(Dialog::Shortcuts),
        Verb::Language => desk.speech.turn(),
    }
}
