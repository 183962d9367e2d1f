//! Actions 奖惩约谈事项, with what became of each.

use baton_core::edit::Command;
use baton_core::eval::Action;
use baton_core::model::{ActionKey, ActionNote, ActionState};
use leptos::prelude::*;

use super::page::{Span, lies_within};
use crate::ui::desk::{Desk, desk};
use crate::ui::periods::chosen::calendar;
use crate::words::page::{Text, Words};

/// More than these are counted, not listed.
const MOST: usize = 500;

/// An action with its subject's name and what became of it.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    action: Action,
    period: String,
    subject: String,
    state: ActionState,
}

/// The actions of a span of periods.
#[component]
pub(super) fn Actions(span: Span) -> impl IntoView {
    let desk = desk();
    view! {
        <h2>{desk.said(Text::Actions)}</h2>
        {move || {
            let words = desk.words();
            desk.track_change();
            let lines = lines(desk, words, span);
            let more = lines.len().saturating_sub(MOST);
            if lines.is_empty() {
                return view! { <p class="quiet">{words.say(Text::Nothing)}</p> }.into_any();
            }
            let columns = columns(&lines);
            let heads = columns.iter().map(|(text, _)| view! { <th scope="col">{words.say(*text)}</th> });
            let heads = heads.collect_view();
            let rows: Vec<_> =
                lines.into_iter().take(MOST).map(|line| row(desk, words, &columns, line)).collect();
            view! {
                <div class="wide">
                    <table class="list" data-test="actions">
                        <thead><tr>{heads}<th scope="col">{words.say(Text::State)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {(more > 0).then(|| view! { <p>{words.more(more)}</p> })}
            }
            .into_any()
        }}
    }
}

fn lines(desk: Desk, words: Words, span: Span) -> Vec<Line> {
    desk.read(|session| {
        let (results, calendar) = (session.results(), calendar(session));
        let line = |action: Action| {
            let rows = results.space().rows(action.origin.table);
            let subject = rows.and_then(|rows| rows.names.get(action.origin.row));
            Line {
                period: words.period(action.key.period, &calendar),
                subject: subject.map(|name| name.as_ref().to_owned()).unwrap_or_default(),
                state: session.book().actions.get(&action.key).map(|note| note.state).unwrap_or_default(),
                action,
            }
        };
        let actions = results.actions().into_iter();
        actions.filter(|action| lies_within(action.key.period, span, &calendar)).map(line).collect()
    })
}

/// A column: its heading, and what it says of an action.
type Column = (Text, fn(&Line) -> &str);

/// The columns of which at least one action has something to say.
fn columns(lines: &[Line]) -> Vec<Column> {
    let all: [Column; 8] = [
        (Text::Period, |line| &line.period),
        (Text::Subject, |line| &line.subject),
        (Text::Kind, |line| &line.action.kind),
        (Text::ActionText, |line| &line.action.text),
        (Text::HeldBy, |line| &line.action.held_by),
        (Text::Concerns, |line| &line.action.concerns),
        (Text::AttendedBy, |line| &line.action.attended_by),
        (Text::Clause, |line| &line.action.clause),
    ];
    all.into_iter().filter(|(_, said)| lines.iter().any(|line| !said(line).is_empty())).collect()
}

fn row(desk: Desk, words: Words, columns: &[Column], line: Line) -> impl IntoView {
    let cells = columns.iter().map(|(text, said)| {
        let is_provisional = *text == Text::ActionText && line.action.provisional;
        let title = is_provisional.then(|| words.say(Text::Provisional));
        view! { <td class:provisional=is_provisional title=title>{said(&line).to_owned()}</td> }
    });
    let cells = cells.collect_view();
    let label = format!("{} {} {}", words.say(Text::State), line.subject, line.action.text);
    view! { <tr>{cells}<td>{state_choice(desk, words, line.action.key, line.state, label)}</td></tr> }
}

const STATES: [ActionState; 4] =
    [ActionState::Proposed, ActionState::Approved, ActionState::Done, ActionState::Withdrawn];

fn state_choice(
    desk: Desk,
    words: Words,
    key: ActionKey,
    state: ActionState,
    label: String,
) -> impl IntoView {
    let choose = move |event| {
        let name = event_target_value(&event);
        let Some(state) = STATES.into_iter().find(|state| words.state(*state) == name) else { return };
        let before = desk.read(|session| session.book().actions.get(&key).cloned());
        let note = ActionNote { state, ..before.unwrap_or_default() };
        let note = (note != ActionNote::default()).then_some(note);
        desk.apply(&Command::SetAction { key: key.clone(), note });
    };
    view! {
        <select aria-label=label on:change=choose>
            {STATES.map(|of| view! {
                <option value=words.state(of) selected=of == state>{words.state(of)}</option>
            })}
        </select>
    }
}
