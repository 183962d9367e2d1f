//! Goal seek, both ways: what would have to be better at least for a subject to reach a place or a score, and the smallest
//! change of one parameter that does it, with whom it favours and whom it harms.

use baton_core::diag::CellName;
use baton_core::eval::Results;
use baton_core::lab::{
    Focus, Goal, GoalWay, MarkChange, Moved, Others, Remedy, Standing, Wish, levers, remedies, seek,
};
use baton_core::num;
use leptos::prelude::*;

use super::fields::subjects;
use super::leading::{cell_name, column_name, leading, to_slider};
use super::state::{Lab, lab};
use crate::ui::side::Side;
use crate::words::page::{Text, Words};

/// To how many places a parameter is looked for.
const PLACES: u32 = 2;
/// More than these are not listed: the cheapest come first.
const MOST: usize = 12;

/// What was found, as lines.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    said: Text,
    lines: Vec<Line>,
}

/// What changes, from what to what, and two columns that say how the subject then stands, or who else moves.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    name: String,
    changes: Changes,
    rest: [String; 3],
}

/// Where what changes is found.
#[derive(Clone, Debug, PartialEq)]
enum Changes {
    Mark(Option<CellName>),
    Parameter(usize),
}

/// The part.
#[component]
pub(super) fn GoalPart() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let side = expect_context::<Side>();
    let (row, is_score, wanted) =
        (RwSignal::new(0_usize), RwSignal::new(false), RwSignal::new("1".to_owned()));
    let found = RwSignal::new(None::<(Found, Found)>);
    // What was found holds for what was asked only.
    Effect::new(move || {
        lab.track();
        row.track();
        is_score.track();
        wanted.track();
        found.set(None);
    });
    let names = move || subjects(lab, row);
    let look = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(number) = num::read(&wanted.get_untracked()) else { return };
        let goal = match is_score.get_untracked() {
            true => Goal::Score(number),
            false => Goal::Place(usize::try_from(number.trunc()).unwrap_or(1).max(1)),
        };
        found.set(untrack(|| search(lab, row.get_untracked(), goal)));
    };
    view! {
        <p class="quiet">{desk.said(Text::LabGoalNote)}</p>
        <form class="fields" on:submit=look>
            <label>
                {desk.said(Text::Subject)}
                <select on:change=move |event| row.set(event_target_value(&event).parse().unwrap_or_default())>{names}</select>
            </label>
            <label>
                {desk.said(Text::LabGoal)}
                <select on:change=move |event| is_score.set(event_target_value(&event) == "score")>
                    <option value="place">{desk.said(Text::LabGoalPlace)}</option>
                    <option value="score">{desk.said(Text::LabGoalScore)}</option>
                </select>
            </label>
            <label>
                {desk.said(Text::LabGoalValue)}
                <input inputmode="decimal" prop:value=wanted on:input=move |event| wanted.set(event_target_value(&event))/>
            </label>
            <button class="main">{desk.said(Text::LabSeek)}</button>
        </form>
        {move || {
            let words = desk.words();
            found.get().map(|(unit, office)| view! {
                <h2>{words.say(Text::LabForUnit)}</h2>
                {table(words, side, unit, "unit")}
                <h2>{words.say(Text::LabForOffice)}</h2>
                <p class="warning">{words.say(Text::LabOfficeWarning)}</p>
                {table(words, side, office, "office")}
            })
        }}
    }
}

fn search(lab: Lab, row: usize, goal: Goal) -> Option<(Found, Found)> {
    let (place, words) = (lab.place()?, lab.desk.words());
    lab.compare(|_, after| {
        let focus = Focus::of(after, place.table, place.at)?;
        let unit = match seek(after, &focus, row, goal) {
            GoalWay::Reached => Found { said: Text::LabReached, lines: Vec::new() },
            GoalWay::Single(changes) => Found { said: Text::LabSingle, lines: marks(after, words, &changes) },
            GoalWay::Together { changes, is_reached, .. } => {
                let said = if is_reached { Text::LabTogether } else { Text::LabOutOfReach };
                Found { said, lines: marks(after, words, &changes) }
            }
        };
        let found =
            remedies(after, &focus, &levers(after, &focus), Others::Stay, Wish::Reach(row, goal), PLACES);
        let line = |of: &Remedy| {
            let name = after.plan().parameters.get(of.parameter).map(|known| known.name.clone());
            let names = |moved: &[Moved]| -> Vec<String> {
                let name = |of: &Moved| after.subject_name(focus.subject(after, of.row)?);
                moved.iter().filter_map(name).map(|name| name.as_ref().to_owned()).collect()
            };
            let from_to = words.from_to(&num::format(of.from), &num::format(of.to));
            Line {
                name: name.unwrap_or_default(),
                changes: Changes::Parameter(of.parameter),
                rest: [from_to, words.list(&names(&of.favours)), words.list(&names(&of.harms))],
            }
        };
        let said = if found.is_empty() { Text::LabNoRemedy } else { Text::LabRemedies };
        let office = Found { said, lines: found.iter().take(MOST).map(line).collect() };
        Some((unit, office))
    })
    .flatten()
}

fn marks(results: &Results, words: Words, changes: &[MarkChange]) -> Vec<Line> {
    let line = |of: &MarkChange| {
        let from_to = words.from_to(&results.show(&of.mark.now), &results.show(&of.to));
        let Standing { score, place, .. } = of.standing;
        let place = place.map(|place| place.to_string()).unwrap_or_default();
        Line {
            name: column_name(results, of.mark.slot),
            changes: Changes::Mark(cell_name(results, of.mark.slot, of.mark.period, of.mark.row)),
            rest: [from_to, score.map(num::format).unwrap_or_default(), place],
        }
    };
    changes.iter().take(MOST).map(line).collect()
}

fn table(words: Words, side: Side, found: Found, of: &'static str) -> impl IntoView {
    let heads = match of {
        "unit" => [Text::LabMark, Text::LabChangeTo, Text::Score, Text::LabPlace],
        _ => [Text::LabParameter, Text::LabChangeTo, Text::LabFavours, Text::LabHarms],
    };
    let rows = found.lines.into_iter().map(|Line { name, changes, rest }| {
        let name = match changes {
            Changes::Mark(cell) => leading(side, name, cell).into_any(),
            Changes::Parameter(parameter) => to_slider(name, parameter).into_any(),
        };
        view! { <tr><th scope="row">{name}</th>{rest.map(|said| view! { <td>{said}</td> })}</tr> }
    });
    let rows: Vec<_> = rows.collect();
    let is_empty = rows.is_empty();
    view! {
        <p role="status">{words.say(found.said)}</p>
        {(!is_empty).then(|| view! {
            <div class="wide">
                <table class="list" data-test=of>
                    <thead><tr>{heads.map(|text| view! { <th scope="col">{words.say(text)}</th> })}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        })}
    }
}
