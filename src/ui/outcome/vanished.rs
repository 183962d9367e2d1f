//! What was dealt with although its cause has vanished since.

use baton_core::edit::Command;
use baton_core::model::{ActionKey, ActionNote};
use leptos::prelude::*;

use super::note::note_cells;
use crate::ui::desk::desk;
use crate::ui::periods::chosen::calendar;
use crate::words::page::Text;

/// These are never dropped in silence.
#[component]
pub(super) fn Vanished() -> impl IntoView {
    let desk = desk();
    move || {
        let words = desk.words();
        desk.track_change();
        let lines: Vec<(ActionKey, ActionNote, String)> = desk.read(|session| {
            let calendar = calendar(session);
            let book = session.book();
            let vanished = session.results().orphaned_actions(book).into_iter();
            vanished
                .filter_map(|key| {
                    let period = words.period(key.period, &calendar);
                    let name = format!("{} · {period} · {} · {}", key.sheet, key.subject, key.rule);
                    Some((key.clone(), book.actions.get(key)?.clone(), name))
                })
                .collect()
        });
        if lines.is_empty() {
            return ().into_any();
        }
        let rows: Vec<_> = lines
            .into_iter()
            .map(|(key, note, name)| {
                let cells = note_cells(desk, words, &key, &note, false, &name);
                let forget = move |_| {
                    desk.apply(&Command::SetAction { key: key.clone(), note: None });
                };
                view! {
                    <tr>
                        <td>{name}</td>{cells}
                        <td><button on:click=forget>{words.say(Text::ForgetAction)}</button></td>
                    </tr>
                }
            })
            .collect();
        view! {
            <h2>{words.say(Text::CauseVanished)}</h2>
            <p class="quiet">{words.say(Text::CauseVanishedNote)}</p>
            <div class="wide"><table class="list" data-test="vanished"><tbody>{rows}</tbody></table></div>
        }
        .into_any()
    }
}
