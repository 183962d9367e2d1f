//! The sign in the status line: the step of the sheet and period shown, and its lock.

use baton_core::explain::{Standing, verify_one};
use leptos::prelude::*;

use super::dialog::stand;
use crate::ui::desk::Dialog;
use crate::ui::grid::Grid;
use crate::words::page::Text;

/// The sign; there is none where nothing is to be told.
#[component]
pub(in crate::ui) fn StageSign() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let told = Memo::new(move |_| {
        desk.track_calm();
        let words = desk.words();
        let stand = stand(grid)?;
        let step = stand.step().map(|step| step.name.clone());
        let Some(lock) = &stand.stage.lock else {
            stand.process.as_ref()?;
            return Some((step.unwrap_or_else(|| words.say(Text::NoStepYet)), false));
        };
        let name = step.unwrap_or_else(|| words.say(Text::Locked));
        let state = desk.read(|session| verify_one(session.results(), session.book(), &stand.of));
        let differs = state.is_some_and(|state| state.standing == Standing::Differs);
        let note = if differs { format!(" · {}", words.say(Text::NotAsPublished)) } else { String::new() };
        Some((format!("🔒 {name} {}{note}", lock.short()), differs))
    });
    view! {
        {move || told.get().map(|(text, differs)| view! {
            <button
                class="link"
                class:bad=differs
                title=desk.said(Text::ProcessVerb)
                on:click=move |_| desk.dialog.set(Some(Dialog::Process(None)))
                data-test="stage"
            >{text}</button>
        })}
    }
}
