//! Recurring duties 定期事项, such as rankings in by the 5th, with what became of each.

use baton_core::eval::DutyDue;
use baton_core::model::ActionNote;
use leptos::prelude::*;

use super::note::{HEADS, note_cells};
use super::page::Span;
use crate::platform::today::today;
use crate::ui::desk::desk;
use crate::ui::periods::chosen::calendar;
use crate::words::page::Text;

/// The duties after the periods of a span; nothing where the scheme names none.
#[component]
pub(super) fn Duties(span: Span) -> impl IntoView {
    let desk = desk();
    move || {
        let words = desk.words();
        desk.track_change();
        let lines: Vec<(DutyDue, String, ActionNote)> = desk.read(|session| {
            let calendar = calendar(session);
            let duties = session.results().duties().into_iter();
            let duties = duties.filter(|duty| calendar.lies_within(duty.key.period, span.0, span.1));
            duties
                .map(|duty| {
                    let note = session.book().actions.get(&duty.key).cloned().unwrap_or_default();
                    (duty.clone(), words.period(duty.key.period, &calendar), note)
                })
                .collect()
        });
        if lines.is_empty() {
            return ().into_any();
        }
        let heads =
            [Text::Period, Text::Duty, Text::ActionText, Text::DutyHeldBy, Text::ActionDue, Text::Clause];
        let heads = heads.into_iter().chain(HEADS);
        let heads: Vec<_> = heads.map(|text| view! { <th scope="col">{words.say(text)}</th> }).collect();
        let today = today();
        let rows: Vec<_> = lines
            .into_iter()
            .map(|(DutyDue { key, duty, due }, period, note)| {
                let of = format!("{} {period}", duty.name);
                let is_overdue = today.is_some_and(|today| note.is_overdue(due, today));
                let notes = note_cells(desk, words, &key, &note, is_overdue, &of);
                view! {
                    <tr>
                        <td>{period}</td><td>{duty.name}</td><td>{duty.text}</td><td>{duty.held_by}</td>
                        <td class="day">{due.map(|due| due.to_string())}</td><td>{duty.clause}</td>{notes}
                    </tr>
                }
            })
            .collect();
        view! {
            <h2>{words.say(Text::Duties)}</h2>
            <div class="wide">
                <table class="list" data-test="duties"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        }
        .into_any()
    }
}
