//! Goal seek, both ways: what would have to be better at least for a subject to reach a place or a score, and the smallest
//! change of one parameter that does it, with whom it favours and whom it harms.

use std::sync::Arc;

use baton_core::calendar::Calendar;
use baton_core::diag::CellName;
use baton_core::eval::Results;
use baton_core::lab::{
    Focus, Goal, GoalWay, MarkChange, Moved, Others, OwnMark, Remedy, Standing, Wish, levers, remedies, seek,
};
use baton_core::model::{GradeRef, Value};
use baton_core::num::{self, Decimal};
use leptos::prelude::*;

use super::fields::subjects;
use super::leading::{cell_name, column_elsewhere, leading, to_slider};
use super::model::with_number;
use super::state::{Lab, Part, lab};
use super::tried::try_mark;
use crate::ui::periods::chosen::calendar;
use crate::ui::side::Side;
use crate::words::page::{Text, Words};

/// To how many places a parameter is looked for.
const PLACES: u32 = 2;
/// So many names are told of those who move; all are counted.
const NAMES_TOLD: usize = 8;
/// More than these are not listed: the cheapest come first.
const MOST: usize = 12;

/// What is to be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Asked {
    #[default]
    Place,
    Score,
    /// A grade, by its number among those that can be had.
    Grade(usize),
}

/// What was found, as lines.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    said: Text,
    lines: Vec<Line>,
    /// Whether only all lines together do it.
    is_together: bool,
}

/// What changes, from what to what, and two columns that say how the subject then stands, or who else moves.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    name: String,
    changes: Changes,
    /// What it becomes, as it is typed.
    to: String,
    rest: [String; 3],
}

/// Where what changes is found.
#[derive(Clone, Debug, PartialEq)]
enum Changes {
    Mark(OwnMark, Option<CellName>),
    /// Its number, and its place in the scheme.
    Parameter(usize, String),
}

/// The part.
#[component]
pub(super) fn GoalPart() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let side = expect_context::<Side>();
    let (row, asked, wanted) =
        (RwSignal::new(0_usize), RwSignal::new(Asked::default()), RwSignal::new("1".to_owned()));
    let found = RwSignal::new(None::<Result<(Found, Option<Found>), Text>>);
    let grades = Memo::new(move |_| grades(lab));
    // What was found holds for what was asked only.
    Effect::new(move || {
        lab.track();
        row.track();
        asked.track();
        wanted.track();
        found.set(None);
    });
    let names = move || subjects(lab, row);
    let look = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let number = num::read(&wanted.get_untracked());
        let goal = match asked.get_untracked() {
            Asked::Score => number.map(Goal::Score),
            Asked::Place => number
                .and_then(|number| usize::try_from(number.trunc()).ok())
                .filter(|place| *place > 0)
                .map(Goal::Place),
            Asked::Grade(at) => {
                grades.with_untracked(|grades| grades.get(at).map(|(grade, _)| Goal::Grade(*grade)))
            }
        };
        found.set(match goal {
            Some(goal) => untrack(|| search(lab, row.get_untracked(), goal)).map(Ok),
            None => Some(Err(Text::LabGoalNoNumber)),
        });
    };
    let choose = move |event| {
        let chosen = event_target_value(&event);
        asked.set(match chosen.parse() {
            Ok(at) => Asked::Grade(at),
            Err(_) if chosen == "score" => Asked::Score,
            Err(_) => Asked::Place,
        });
    };
    // A grade for each that can be had.
    let of_grades = move || {
        let words = desk.words();
        let option = |(at, (_, name)): (usize, (GradeRef, Arc<str>))| {
            let said = words.at(&words.say(Text::LabGoalGrade), &name);
            view! { <option value=at.to_string()>{said}</option> }
        };
        grades.get().into_iter().enumerate().map(option).collect_view()
    };
    let now = move || {
        let (place, words, row) = (lab.place()?, desk.words(), row.get());
        lab.compare(|_, after| {
            let focus = Focus::of(after, place.table, place.at)?;
            let of = focus.standings(after).get(row).copied()?;
            let name = after.subject_name(focus.subject(after, row)?)?;
            let grade = of.grade.map(|grade| after.show(&Value::Grade(grade))).unwrap_or_default();
            Some(words.stands_now(name.as_ref(), of.score.map(num::format), of.place, &grade))
        })
        .flatten()
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
                <select data-test="goal" on:change=choose>
                    <option value="place">{desk.said(Text::LabGoalPlace)}</option>
                    <option value="score">{desk.said(Text::LabGoalScore)}</option>
                    {of_grades}
                </select>
            </label>
            <Show when=move || !matches!(asked.get(), Asked::Grade(_))>
                <label>
                    {desk.said(Text::LabGoalValue)}
                    <input inputmode="decimal" prop:value=wanted on:input=move |event| wanted.set(event_target_value(&event))/>
                </label>
            </Show>
            <button class="main">{desk.said(Text::LabSeek)}</button>
        </form>
        <p data-test="stands-now">{now}</p>
        {move || {
            let words = desk.words();
            found.get().map(|found| match found {
                Err(why) => view! { <p class="warning" role="alert">{words.say(why)}</p> }.into_any(),
                // There already, it takes no rule either.
                Ok((unit, None)) => table(lab, words, side, unit, "unit").into_any(),
                Ok((unit, Some(office))) => view! {
                    <h2>{words.say(Text::LabForUnit)}</h2>
                    {table(lab, words, side, unit, "unit")}
                    <h2>{words.say(Text::LabForOffice)}</h2>
                    <p class="warning">{words.say(Text::LabOfficeWarning)}</p>
                    {table(lab, words, side, office, "office")}
                }
                .into_any(),
            })
        }}
    }
}

/// The grades that can be had on the sheet looked at, the best first.
fn grades(lab: Lab) -> Vec<(GradeRef, Arc<str>)> {
    let Some(place) = lab.place() else { return Vec::new() };
    let found = lab.compare(|_, after| {
        let focus = Focus::of(after, place.table, place.at)?;
        let mut grades = focus.grades(after);
        // The last one is had anyway.
        grades.pop();
        Some(grades)
    });
    found.flatten().unwrap_or_default()
}

fn search(lab: Lab, row: usize, goal: Goal) -> Option<(Found, Option<Found>)> {
    let (place, words) = (lab.place()?, lab.desk.words());
    let calendar = lab.desk.read(calendar);
    lab.compare(|_, after| {
        let focus = Focus::of(after, place.table, place.at)?;
        let marks = |changes: &[MarkChange]| marks(after, words, &focus, &calendar, changes);
        let unit = match seek(after, &focus, row, goal) {
            GoalWay::Reached => return Some((Found::of(Text::LabReached, Vec::new()), None)),
            GoalWay::Single(changes) => Found::of(Text::LabSingle, marks(&changes)),
            GoalWay::Together { changes, .. } if changes.is_empty() => {
                Found::of(Text::LabNoMarks, Vec::new())
            }
            GoalWay::Together { changes, is_reached, .. } => {
                let said = if is_reached { Text::LabTogether } else { Text::LabOutOfReach };
                Found { is_together: true, ..Found::of(said, marks(&changes)) }
            }
        };
        let found =
            remedies(after, &focus, &levers(after, &focus), Others::Stay, Wish::Reach(row, goal), PLACES);
        let line = |of: &Remedy| {
            let known = after.plan().parameters.get(of.parameter);
            let (name, path) =
                known.map(|known| (known.name.clone(), known.path.clone())).unwrap_or_default();
            let names = |moved: &[Moved]| -> Vec<String> {
                let name = |of: &Moved| after.subject_name(focus.subject(after, of.row)?);
                moved.iter().filter_map(name).map(|name| name.as_ref().to_owned()).collect()
            };
            let share = num::format_places(of.share.saturating_mul(Decimal::ONE_HUNDRED), 1);
            let (from, to) = (num::format(of.from), num::format(of.to));
            let counted = |moved: &[Moved]| {
                let names: Vec<String> = names(moved).into_iter().take(NAMES_TOLD).collect();
                words.counted(moved.len(), &names)
            };
            let from_to = words.by_share(&from, &to, &format!("{share}%"));
            Line {
                name,
                changes: Changes::Parameter(of.parameter, path),
                to: to.clone(),
                rest: [from_to, counted(&of.favours), counted(&of.harms)],
            }
        };
        let said = if found.is_empty() { Text::LabNoRemedy } else { Text::LabRemedies };
        let office = Found::of(said, found.iter().take(MOST).map(line).collect());
        Some((unit, Some(office)))
    })
    .flatten()
}

fn marks(
    results: &Results,
    words: Words,
    focus: &Focus,
    calendar: &Calendar,
    changes: &[MarkChange],
) -> Vec<Line> {
    let line = |of: &MarkChange| {
        let from_to = words.from_to(&results.show(&of.mark.now), &results.show(&of.to));
        let Standing { score, place, .. } = of.standing;
        let place = place.map(|place| place.to_string()).unwrap_or_default();
        Line {
            name: column_elsewhere(results, words, focus, calendar, (of.mark.slot, of.mark.period)),
            changes: Changes::Mark(
                of.mark.clone(),
                cell_name(results, of.mark.slot, of.mark.period, of.mark.row),
            ),
            to: results.show(&of.to),
            rest: [from_to, score.map(num::format).unwrap_or_default(), place],
        }
    };
    changes.iter().take(MOST).map(line).collect()
}

impl Found {
    fn of(said: Text, lines: Vec<Line>) -> Self {
        Self { said, lines, is_together: false }
    }
}

/// Puts a change into the open variant.
fn take(lab: Lab, line: &Line) {
    match &line.changes {
        Changes::Mark(mark, Some(cell)) => try_mark(lab, mark, cell, &line.to),
        Changes::Mark(_, None) => {}
        Changes::Parameter(_, path) => {
            lab.change(|session, variant| with_number(session, variant, path, num::read(&line.to)?));
        }
    }
}

/// What was found; each line, or all together, can be put into the variant, and then one sees who moves.
fn table(lab: Lab, words: Words, side: Side, found: Found, of: &'static str) -> impl IntoView {
    let see = move || lab.part.set(Part::Moves);
    let all = StoredValue::new(found.lines.clone());
    let is_together = found.is_together;
    let take_all = (is_together && !found.lines.is_empty()).then(|| {
        let take_all = move |_| {
            all.with_value(|lines| lines.iter().for_each(|line| take(lab, line)));
            see();
        };
        view! { <p><button on:click=take_all>{words.say(Text::LabTryAll)}</button></p> }
    });
    let heads = match of {
        "unit" => [Text::LabMark, Text::LabChangeTo, Text::Score, Text::LabPlace],
        _ => [Text::LabParameter, Text::LabChangeTo, Text::LabFavours, Text::LabHarms],
    };
    let rows = found.lines.into_iter().map(|line| {
        let own = line.clone();
        let take_one = move |_| {
            take(lab, &own);
            see();
        };
        let Line { name, changes, rest, .. } = line;
        let name = match changes {
            Changes::Mark(_, cell) => leading(side, name, cell).into_any(),
            Changes::Parameter(parameter, _) => to_slider(name, parameter).into_any(),
        };
        let take = (!is_together).then(
            || view! { <td><button class="link" on:click=take_one>{words.say(Text::LabTry)}</button></td> },
        );
        view! { <tr><th scope="row">{name}</th>{rest.map(|said| view! { <td>{said}</td> })}{take}</tr> }
    });
    let rows: Vec<_> = rows.collect();
    let is_empty = rows.is_empty();
    view! {
        <p role="status">{words.say(found.said)}</p>
        {(!is_empty).then(|| view! {
            <div class="wide">
                <table class="list" data-test=of>
                    <thead><tr>
                        {heads.map(|text| view! { <th scope="col">{words.say(text)}</th> })}
                        {(!is_together).then(|| view! { <td></td> })}
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        })}
        {take_all}
    }
}
