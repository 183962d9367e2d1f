//! What became of an action or a duty: its state, its day, a remark, each a cell to change.

use baton_core::calendar::read_date;
use baton_core::edit::Command;
use baton_core::model::{ActionKey, ActionNote, ActionState};
use leptos::prelude::*;

use crate::ui::desk::Desk;
use crate::words::page::{Text, Words};

/// The states, in the order in which they follow each other.
pub(super) const STATES: [ActionState; 4] =
    [ActionState::Proposed, ActionState::Approved, ActionState::Done, ActionState::Withdrawn];

/// The headings of the cells.
pub(super) const HEADS: [Text; 3] = [Text::State, Text::ActionDate, Text::ActionNote];

/// The cells of one; `of` says of which to those who listen.
pub(super) fn note_cells(
    desk: Desk,
    words: Words,
    key: &ActionKey,
    note: &ActionNote,
    is_overdue: bool,
    of: &str,
) -> impl IntoView + use<> {
    let set = {
        let key = key.clone();
        move |change: &dyn Fn(&mut ActionNote)| {
            let mut note = desk.read(|session| session.book().actions.get(&key).cloned()).unwrap_or_default();
            change(&mut note);
            let note = (note != ActionNote::default()).then_some(note);
            desk.apply(&Command::SetAction { key: key.clone(), note });
        }
    };
    let label = |text: Text| format!("{} {of}", words.say(text));
    let state = note.state;
    let choose = {
        let set = set.clone();
        move |event| {
            let name = event_target_value(&event);
            if let Some(state) = STATES.into_iter().find(|state| words.state(*state) == name) {
                set(&|note| note.state = state);
            }
        }
    };
    let date = {
        let set = set.clone();
        move |event| {
            let typed = event_target_value(&event);
            set(&|note| note.date = read_date(&typed));
        }
    };
    let remark = move |event| {
        let typed = event_target_value(&event);
        set(&|note| typed.trim().clone_into(&mut note.note));
    };
    let day = note.date.map(|date| date.to_string()).unwrap_or_default();
    view! {
        <td>
            <select aria-label=label(Text::State) on:change=choose>
                {STATES.map(|of| view! {
                    <option value=words.state(of) selected=of == state>{words.state(of)}</option>
                })}
            </select>
            {is_overdue.then(|| view! { <strong class="overdue">{words.say(Text::Overdue)}</strong> })}
        </td>
        <td><input type="date" aria-label=label(Text::ActionDate) prop:value=day on:change=date/></td>
        <td><input class="remark" aria-label=label(Text::ActionNote) prop:value=note.note.clone() on:change=remark/></td>
    }
}
