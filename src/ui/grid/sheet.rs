//! A tab's table: what can be done with its rows, and the grid, or why there is none yet.

use baton_core::plan::TableKind;
use leptos::prelude::*;

use super::body::Table;
use super::finder::Finder;
use super::state::Grid;
use super::tools::Tools;
use crate::ui::desk::Dialog;
use crate::ui::paste::PastePreview;
use crate::ui::tab::Tab;
use crate::words::page::Text;

/// What there is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Table,
    NoPeriods,
    NoSubjects,
}

/// The table of the tab.
#[component]
pub(in crate::ui) fn Sheet() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let state = Memo::new(move |_| match grid.shown.get() {
        None => State::NoPeriods,
        Some(shown) if !shown.grows && !grid.is_filtered() && grid.rows.with(|rows| rows.is_empty()) => {
            State::NoSubjects
        }
        Some(_) => State::Table,
    });
    let open_periods = move |_| desk.dialog.set(Some(Dialog::Periods));
    let go_to_roster = move |_| {
        let roster = untrack(|| desk.table()).and_then(|table| {
            desk.read(|session| match session.plan().tables.get(table)?.kind {
                TableKind::Sheet { class, .. } => Tab::of(session.plan(), class),
                TableKind::Class | TableKind::Register { .. } => None,
            })
        });
        if let Some(roster) = roster {
            desk.show(roster);
        }
    };
    view! {
        <Tools/>
        <Finder/>
        <PastePreview/>
        {move || match state.get() {
            State::Table => view! { <Table/> }.into_any(),
            State::NoPeriods => view! {
                <div class="empty">
                    <p>{desk.said(Text::NoPeriods)}</p>
                    <button class="main" on:click=open_periods>{desk.said(Text::OpenPeriods)}</button>
                </div>
            }.into_any(),
            State::NoSubjects => view! {
                <div class="empty">
                    <p>{desk.said(Text::NoSubjects)}</p>
                    <button class="main" on:click=go_to_roster>{desk.said(Text::GoToRoster)}</button>
                </div>
            }.into_any(),
        }}
    }
}
