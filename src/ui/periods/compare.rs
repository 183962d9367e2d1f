//! Comparing the period shown with the one before: beside each computed number how it changed, with an arrow.

use baton_core::explain;
use baton_core::plan::Slot;
use leptos::prelude::*;

use crate::ui::desk::Desk;

/// How a cell changed, as a mark and in words, where periods are being compared; followed.
pub(in crate::ui) fn change(desk: Desk, slot: Slot, at: usize, row: usize) -> Option<(String, String)> {
    if !desk.view.compare.get() {
        return None;
    }
    desk.track_column(slot, at.checked_sub(1)?);
    let change = desk.read(|session| explain::change(session.results(), slot, at, row))?;
    Some(desk.words().change(change))
}

/// The mark beside a cell.
pub(in crate::ui) fn change_mark(desk: Desk, slot: Slot, at: usize, row: usize) -> Option<AnyView> {
    let (mark, said) = change(desk, slot, at, row)?;
    Some(view! { <small class="change" title=said.clone() aria-label=said>{mark}</small> }.into_any())
}
