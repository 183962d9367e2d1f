//! What the panel's forms have in common.

use baton_core::calendar::NaiveDate;
use leptos::prelude::*;

use crate::ui::desk::{Desk, Notice};
use crate::ui::grid::edit;
use crate::words::page::Text;

/// A field with its name.
pub(super) fn field(desk: Desk, text: Text, signal: RwSignal<String>, is_required: bool) -> impl IntoView {
    view! {
        <label>
            {desk.said(text)}
            <input required=is_required prop:value=signal on:input=move |event| signal.set(event_target_value(&event))/>
        </label>
    }
}

/// What is typed in a field, without the blanks around it.
pub(super) fn trimmed(signal: RwSignal<String>) -> String {
    signal.get_untracked().trim().to_owned()
}

/// The day typed in a field, none where nothing is; `None` where it is no date, which is told.
pub(super) fn day(desk: Desk, signal: RwSignal<String>) -> Option<Option<NaiveDate>> {
    edit::day(&trimmed(signal))
        .inspect_err(|message| desk.notice.set(Some(Notice::Refused(message.clone()))))
        .ok()
}
