//! How firm the ranking is: for each parameter the interval within which what is asked about stays as it is, found one
//! after the other so that the page answers meanwhile.

use std::time::Duration;

use baton_core::lab::{End, Focus, Interval, Others, Question, Way, interval, levers};
use baton_core::num;
use leptos::prelude::*;

use super::fields::{rescaling, subjects};
use super::leading::to_slider;
use super::simulate::Simulate;
use super::state::{Lab, lab};
use crate::words::page::{Text, Words};

/// To how many places the ends are found.
const PLACES: u32 = 2;

/// What is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Asked {
    /// Whether the first stays first.
    #[default]
    First,
    /// Whether the last stays last.
    Last,
    /// Whether the chosen subject keeps its place.
    Place,
    /// Whether it keeps its grade.
    Grade,
}

const ASKED: [(Asked, Text); 4] = [
    (Asked::First, Text::LabAskFirst),
    (Asked::Last, Text::LabAskLast),
    (Asked::Place, Text::LabAskPlace),
    (Asked::Grade, Text::LabAskGrade),
];

/// A line of the table.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    name: String,
    parameter: usize,
    value: String,
    low: (String, String),
    high: (String, String),
    is_exact: bool,
}

/// The part.
#[component]
pub(super) fn FirmPart() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let asked = RwSignal::new(Asked::default());
    let rescales = RwSignal::new(false);
    let subject = RwSignal::new(0_usize);
    let lines = RwSignal::new(Vec::<Line>::new());
    // What is being found; a later question ends it.
    let turn = StoredValue::new(0_u32);
    let left = RwSignal::new(0_usize);
    Effect::new(move || {
        let others = if rescales.get() { Others::Rescale } else { Others::Stay };
        let question = match asked.get() {
            Asked::First => Question::First,
            Asked::Last => Question::Last,
            Asked::Place => Question::Place(subject.get()),
            Asked::Grade => Question::Grade(subject.get()),
        };
        lab.track();
        lab.place();
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        lines.set(Vec::new());
        find(lab, (question, others), (turn, turn.get_value()), 0, (lines, left));
    });
    on_cleanup(move || turn.update_value(|turn| *turn = turn.wrapping_add(1)));
    let choose = move |event| {
        let name = event_target_value(&event);
        let words = untrack(|| desk.words());
        if let Some((of, _)) = ASKED.into_iter().find(|(_, text)| words.say(*text) == name) {
            asked.set(of);
        }
    };
    let options = move || {
        let option = |(of, text): (Asked, Text)| {
            let name = desk.say(text);
            let value = name.clone();
            view! { <option value=value selected=move || asked.get() == of>{name}</option> }
        };
        ASKED.map(option)
    };
    let choose_subject = move |event| subject.set(event_target_value(&event).parse().unwrap_or_default());
    let asks_one = move || matches!(asked.get(), Asked::Place | Asked::Grade);
    view! {
        <h2>{desk.said(Text::LabFirmTitle)}</h2>
        <p class="quiet">{desk.said(Text::LabFirmNote)}</p>
        <div class="fields">
            <label>{desk.said(Text::LabAsk)}<select on:change=choose>{options}</select></label>
            <Show when=asks_one>
                <label>{desk.said(Text::Subject)}<select on:change=choose_subject>{move || subjects(lab, subject)}</select></label>
            </Show>
            {rescaling(desk, rescales)}
        </div>
        {move || {
            let words = desk.words();
            let rows: Vec<_> = lines.get().into_iter().map(|line| row(words, line)).collect();
            let heads = [Text::LabParameter, Text::LabNow, Text::LabDownTo, Text::LabUpTo, Text::LabWay];
            view! {
                <div class="wide">
                    <table class="list" data-test="intervals">
                        <thead><tr>{heads.map(|text| view! { <th scope="col">{words.say(text)}</th> })}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
        }}
        {move || (left.get() > 0).then(|| view! { <p class="quiet" role="status">{desk.words().still(left.get())}</p> })}
        <Simulate/>
    }
}

/// Finds one interval, then goes on to the next when the page has had its turn.
fn find(
    lab: Lab,
    (question, others): (Question, Others),
    (turn, own): (StoredValue<u32>, u32),
    at: usize,
    (lines, left): (RwSignal<Vec<Line>>, RwSignal<usize>),
) {
    if turn.try_get_value() != Some(own) {
        return;
    }
    let place = untrack(|| lab.place());
    let words = untrack(|| lab.desk.words());
    let found = untrack(|| {
        lab.compare(|_, after| {
            let place = place?;
            let focus = Focus::of(after, place.table, place.at)?;
            let levers = levers(after, &focus);
            let lever = levers.get(at)?;
            let name = after.plan().parameters.get(lever.parameter)?.name.clone();
            let found = interval(after, &focus, lever, others, question, PLACES);
            let line = found.map(|found| line(words, &focus, after, (name, lever.parameter), &found));
            Some((line, levers.len().saturating_sub(at + 1)))
        })
        .flatten()
    });
    let Some((line, more)) = found else {
        left.set(0);
        return;
    };
    if let Some(line) = line {
        lines.update(|lines| lines.push(line));
    }
    left.set(more);
    if more > 0 {
        set_timeout(
            move || find(lab, (question, others), (turn, own), at + 1, (lines, left)),
            Duration::ZERO,
        );
    }
}

fn line(
    words: Words,
    focus: &Focus,
    results: &baton_core::eval::Results,
    (name, parameter): (String, usize),
    found: &Interval,
) -> Line {
    let end = |end: &End| match end {
        End::Open { limit } => (words.say(Text::LabNoEnd), words.up_to(&num::format(*limit))),
        End::Change { inside, outside, rows } => {
            let names = rows.iter().filter_map(|row| results.subject_name(focus.subject(results, *row)?));
            let names: Vec<String> = names.map(|name| name.as_ref().to_owned()).collect();
            (num::format(*inside), words.changes_at(&num::format(*outside), &names))
        }
    };
    Line {
        name,
        parameter,
        value: num::format(found.value),
        low: end(&found.low),
        high: end(&found.high),
        is_exact: found.way == Way::Exact,
    }
}

fn row(words: Words, line: Line) -> impl IntoView {
    let way = words.say(if line.is_exact { Text::LabExact } else { Text::LabBisection });
    let end =
        |(value, said): (String, String)| view! { <td>{value}" "<small class="quiet">{said}</small></td> };
    view! {
        <tr>
            <th scope="row">{to_slider(line.name, line.parameter)}</th>
            <td class="number">{line.value}</td>
            {end(line.low)}
            {end(line.high)}
            <td class="quiet">{way}</td>
        </tr>
    }
}
