//! Actions 奖惩约谈事项, with what became of each.

use baton_core::calendar::read_date;
use baton_core::edit::Command;
use baton_core::eval::Action;
use baton_core::model::{ActionKey, ActionNote, ActionState};
use leptos::prelude::*;

use super::page::{Span, lies_within};
use crate::ui::desk::{Desk, desk};
use crate::ui::periods::chosen::calendar;
use crate::ui::side::Side;
use crate::ui::side::model::of_rule;
use crate::words::page::{Text, Words};

/// More than these are counted, not listed.
const MOST: usize = 500;

/// An action with its subject's name and what became of it.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    action: Action,
    period: String,
    subject: String,
    note: ActionNote,
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
            let own = [Text::State, Text::ActionDate, Text::ActionNote];
            let rows: Vec<_> =
                lines.into_iter().take(MOST).map(|line| row(desk, words, &columns, line)).collect();
            view! {
                <div class="wide">
                    <table class="list" data-test="actions">
                        <thead><tr>{heads}{own.map(|text| view! { <th scope="col">{words.say(text)}</th> })}</tr></thead>
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
            let subject = action.whom.and_then(|whom| results.subject_name(whom));
            Line {
                period: words.period(action.key.period, &calendar),
                subject: subject.map(|name| name.as_ref().to_owned()).unwrap_or_default(),
                note: session.book().actions.get(&action.key).cloned().unwrap_or_default(),
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

fn row(desk: Desk, words: Words, columns: &[Column], line: Line) -> impl IntoView + use<> {
    let side = expect_context::<Side>();
    let why = {
        let lead = words.action_lead(&line.action.kind, &line.action.text, &line.action.clause);
        let origin = line.action.origin;
        move |_| {
            if let Some(cell) = desk.read(|session| of_rule(session, origin)) {
                side.explain(cell, lead.clone());
            }
        }
    };
    let cells = columns.iter().map(|(text, said)| {
        let is_provisional = *text == Text::ActionText && line.action.provisional;
        let title = is_provisional.then(|| words.say(Text::Provisional));
        let said = said(&line).to_owned();
        // What follows from a rule leads to the cell in which the rule decided.
        let content = if *text == Text::ActionText {
            let why = why.clone();
            let label = format!("{} {} {said}", words.say(Text::WhyThis), line.subject);
            view! { <button class="link" aria-label=label on:click=why>{said}</button> }.into_any()
        } else {
            said.into_any()
        };
        view! { <td class:provisional=is_provisional title=title>{content}</td> }
    });
    let cells = cells.collect_view();
    let of = format!("{} {}", line.subject, line.action.text);
    view! { <tr>{cells}{note_cells(desk, words, &line.action.key, &line.note, &of)}</tr> }
}

const STATES: [ActionState; 4] =
    [ActionState::Proposed, ActionState::Approved, ActionState::Done, ActionState::Withdrawn];

/// What became of an action: its state, its date, a remark.
fn note_cells(
    desk: Desk,
    words: Words,
    key: &ActionKey,
    note: &ActionNote,
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
        </td>
        <td><input type="date" aria-label=label(Text::ActionDate) prop:value=day on:change=date/></td>
        <td><input class="remark" aria-label=label(Text::ActionNote) prop:value=note.note.clone() on:change=remark/></td>
    }
}

/// What was dealt with although its cause has vanished since: never dropped in silence.
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
                let cells = note_cells(desk, words, &key, &note, &name);
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
