//! Actions 奖惩约谈事项, with what became of each.

use baton_core::eval::Action;
use baton_core::model::ActionNote;
use leptos::prelude::*;

use super::note::{HEADS, STATES, note_cells};
use super::page::Span;
use super::wanted::{By, Wanted};
use crate::platform::today::today;
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
    day: String,
    due: String,
    note: ActionNote,
    is_overdue: bool,
}

/// The actions of a span of periods.
#[component]
pub(super) fn Actions(span: Span, wanted: RwSignal<Wanted>, by: RwSignal<By>) -> impl IntoView {
    let desk = desk();
    view! {
        <h2>{desk.said(Text::Actions)}</h2>
        <div class="fields">
            {choice(desk, Text::ShowActions, wanted, wanted_choices)}
            {choice(desk, Text::OrderActions, by, by_choices)}
        </div>
        {move || {
            let words = desk.words();
            desk.track_change();
            let lines = lines(desk, words, span, wanted.get(), by.get());
            let more = lines.len().saturating_sub(MOST);
            if lines.is_empty() {
                return view! { <p class="quiet">{words.say(Text::Nothing)}</p> }.into_any();
            }
            let columns = columns(&lines);
            let heads = columns.iter().map(|(text, _)| *text).chain(HEADS);
            let heads: Vec<_> = heads.map(|text| view! { <th scope="col">{words.say(text)}</th> }).collect();
            let rows: Vec<_> =
                lines.into_iter().take(MOST).map(|line| row(desk, words, &columns, line)).collect();
            view! {
                <div class="wide">
                    <table class="list" data-test="actions"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
                </div>
                {(more > 0).then(|| view! { <p>{words.more(more)}</p> })}
            }
            .into_any()
        }}
    }
}

/// A choice of what is shown, by the names of the possible ones.
fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
    desk: Desk,
    label: Text,
    chosen: RwSignal<T>,
    choices: fn(Words) -> Vec<(T, String)>,
) -> impl IntoView {
    let choose = move |event| {
        let name = event_target_value(&event);
        if let Some((choice, _)) = untrack(|| choices(desk.words())).into_iter().find(|(_, of)| *of == name) {
            chosen.set(choice);
        }
    };
    let options = move || {
        let option = |(of, name): (T, String)| {
            let value = name.clone();
            view! { <option value=value selected=move || chosen.get() == of>{name}</option> }
        };
        choices(desk.words()).into_iter().map(option).collect_view()
    };
    view! { <label>{desk.said(label)}<select on:change=choose>{options}</select></label> }
}

fn wanted_choices(words: Words) -> Vec<(Wanted, String)> {
    let states = STATES.map(|state| (Wanted::In(state), words.state(state).to_owned()));
    let others = [
        (Wanted::All, words.say(Text::AllActions)),
        (Wanted::Open, words.say(Text::OpenActions)),
        (Wanted::Overdue, words.say(Text::Overdue)),
    ];
    others.into_iter().chain(states).collect()
}

fn by_choices(words: Words) -> Vec<(By, String)> {
    vec![(By::Period, words.say(Text::OrderByPeriod)), (By::Due, words.say(Text::OrderByDue))]
}

fn lines(desk: Desk, words: Words, span: Span, wanted: Wanted, by: By) -> Vec<Line> {
    let today = today();
    desk.read(|session| {
        let (results, calendar) = (session.results(), calendar(session));
        let noted = |action: Action| {
            let note = session.book().actions.get(&action.key).cloned().unwrap_or_default();
            (action, note)
        };
        let line = |(action, note): (Action, ActionNote)| {
            let subject = action.whom.and_then(|whom| results.subject_name(whom));
            let day = |day: Option<_>| day.map(|day: baton_core::calendar::NaiveDate| day.to_string());
            Line {
                period: words.period(action.key.period, &calendar),
                subject: subject.map(|name| name.as_ref().to_owned()).unwrap_or_default(),
                day: day(action.date).unwrap_or_default(),
                due: day(action.due).unwrap_or_default(),
                is_overdue: today.is_some_and(|today| note.is_overdue(action.due, today)),
                note,
                action,
            }
        };
        let actions = results.actions().into_iter();
        let mut found: Vec<_> = actions
            .filter(|action| calendar.lies_within(action.key.period, span.0, span.1))
            .map(noted)
            .filter(|(action, note)| wanted.lets(note, action.due, today))
            .collect();
        by.order(&mut found, |(action, _)| action.due);
        found.into_iter().map(line).collect()
    })
}

/// A column: its heading, and what it says of an action.
type Column = (Text, fn(&Line) -> &str);

/// The columns of which at least one action has something to say.
fn columns(lines: &[Line]) -> Vec<Column> {
    let all: [Column; 11] = [
        (Text::Period, |line| &line.period),
        (Text::Subject, |line| &line.subject),
        (Text::Kind, |line| &line.action.kind),
        (Text::ActionText, |line| &line.action.text),
        (Text::HeldBy, |line| &line.action.held_by),
        (Text::Concerns, |line| &line.action.concerns),
        (Text::AttendedBy, |line| &line.action.attended_by),
        (Text::ActionDay, |line| &line.day),
        (Text::ActionDue, |line| &line.due),
        (Text::ActionPlan, |line| &line.action.plan),
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
        let is_day = matches!(text, Text::ActionDay | Text::ActionDue);
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
        view! { <td class:provisional=is_provisional class:day=is_day title=title>{content}</td> }
    });
    let cells = cells.collect_view();
    let of = format!("{} {}", line.subject, line.action.text);
    let notes = note_cells(desk, words, &line.action.key, &line.note, line.is_overdue, &of);
    view! { <tr>{cells}{notes}</tr> }
}
