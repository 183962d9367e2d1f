//! 更正: replacing a computed cell by hand, with value, reason and name; and taking that back.

use baton_core::edit::Command;
use baton_core::model::{OverrideKey, OverrideValue};
use leptos::prelude::*;

use super::form::{day, field, trimmed};
use super::state::Side;
use crate::platform::today::now;
use crate::ui::desk::Dialog;
use crate::words::page::Text;

/// The form under the explanation of a computed cell.
#[component]
pub(super) fn ByHand(
    /// What the override is kept under.
    key_of: OverrideKey,
    /// What stands in the cell now.
    computed: String,
    /// What replaces it already.
    by_hand: Option<OverrideValue>,
) -> impl IntoView {
    let side = expect_context::<Side>();
    let desk = side.desk;
    let is_typing = side.is_replacing;
    let is_replaced = by_hand.is_some();
    let (body, date) = by_hand.as_ref().map(|before| (before.body.clone(), before.date)).unwrap_or_default();
    let (body, date) =
        (RwSignal::new(body), RwSignal::new(date.map(|date| date.to_string()).unwrap_or_default()));
    let (value, reason, by) = match by_hand {
        Some(before) => (before.value, before.reason, before.by),
        // Whoever corrects one cell corrects the next.
        None => (computed, String::new(), last_name(side)),
    };
    let (value, reason, by) = (RwSignal::new(value), RwSignal::new(reason), RwSignal::new(by));
    let key = StoredValue::new(key_of);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(date) = day(desk, date) else { return };
        let value = OverrideValue {
            value: trimmed(value),
            reason: trimmed(reason),
            by: trimmed(by),
            at: now(),
            body: trimmed(body),
            date,
        };
        if desk.apply(&Command::SetOverride { key: key.get_value(), value: Some(value) }) {
            is_typing.set(false);
        }
    };
    let remove = move |_| {
        desk.apply(&Command::SetOverride { key: key.get_value(), value: None });
    };
    view! {
        <Show
            when=move || is_typing.get()
            fallback=move || view! {
                <div class="side-actions">
                    <button on:click=move |_| is_typing.set(true)>{desk.said(Text::ReplaceByHand)}</button>
                    {is_replaced.then(|| view! {
                        <button on:click=remove>{desk.said(Text::TakeBackByHand)}</button>
                    })}
                    <button class="link" on:click=move |_| desk.dialog.set(Some(Dialog::Overrides))>
                        {desk.said(Text::AllByHand)}
                    </button>
                </div>
            }
        >
            <form class="by-hand" on:submit=submit>
                {field(desk, Text::ByHandValue, value, true)}
                {field(desk, Text::ByHandReason, reason, true)}
                {field(desk, Text::ByHandName, by, false)}
                {field(desk, Text::ByHandBody, body, false)}
                {field(desk, Text::ByHandDate, date, false)}
                <div class="side-actions">
                    <button class="main">{desk.said(Text::ReplaceByHandDo)}</button>
                    <button type="button" on:click=move |_| is_typing.set(false)>{desk.said(Text::Cancel)}</button>
                </div>
            </form>
        </Show>
    }
}

/// The name given with the last correction.
fn last_name(side: Side) -> String {
    side.desk.read(|session| {
        let all = session.book().overrides.values();
        all.max_by(|a, b| a.at.cmp(&b.at)).map(|value| value.by.clone()).unwrap_or_default()
    })
}
