//! Who moves: how many, and each subject's scores, ranks, grades, money and what follows, before and after; those that
//! moved most first. A figure shows whom it counts, a value leads to its cell, a name tells why.

use baton_core::diag::CellName;
use baton_core::lab::{Measure, Move, MoveCounts, Moves, Pair};
use baton_core::model::Id;
use baton_core::num::{self, Decimal};
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::fields::{listed, table_of_subjects};
use super::leading::go;
use super::model::{Place, has_marks};
use super::over::OverTable;
use super::slopes::Slopes;
use super::state::{Lab, lab};
use super::why::{Why, view_of, why};
use crate::ui::periods::chosen::calendar;
use crate::ui::side::Side;
use crate::words::page::{Text, Words};

/// Whom a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Only {
    Scores,
    Ranks,
    Grades,
    Gained,
    Lost,
    Listed,
    Unlisted,
    Money,
}

/// Whether a subject is among those whom a figure counts; `None`: any subject is.
pub(super) fn is_counted(only: Option<Only>, moves: &Moves, of: &Move) -> bool {
    only.is_none_or(|only| only.holds(moves, of))
}

impl Only {
    /// Whether a subject is counted.
    fn holds(self, moves: &Moves, of: &Move) -> bool {
        let is_other = |is_it: fn(Measure) -> bool| {
            let mut cells = of.cells.iter().zip(&moves.columns);
            cells.any(|(pair, column)| is_it(column.measure) && !pair.is_same)
        };
        match self {
            Self::Scores => is_other(|measure| measure == Measure::Score),
            Self::Ranks => is_other(|measure| matches!(measure, Measure::Rank(_))),
            Self::Grades => is_other(|measure| measure == Measure::Grade),
            Self::Money => is_other(|measure| measure == Measure::Money),
            Self::Gained => !of.gained.is_empty(),
            Self::Lost => !of.lost.is_empty(),
            Self::Listed => !of.listed.is_empty(),
            Self::Unlisted => !of.unlisted.is_empty(),
        }
    }
}

/// The part.
#[component]
pub(super) fn MovesPart() -> impl IntoView {
    let lab = lab();
    move || match lab.all_periods.get() {
        true => view! { <OverTable/> }.into_any(),
        false => view! { <OnePeriod/> }.into_any(),
    }
}

/// One period.
#[component]
fn OnePeriod() -> impl IntoView {
    let lab = lab();
    let side = expect_context::<Side>();
    let found = Memo::new(move |_| lab.moves());
    let why = why();
    view! {
        {move || unmarked(lab)}
        {move || {
            let words = lab.desk.words();
            let (only, subject) = (lab.only.get(), lab.subject.get());
            found.with(|found| match (found, lab.place()) {
                (Some(moves), Some(place)) => view! {
                    {counts(words, &moves.counts, moves.tau.value(), Some((lab.only, only)))}
                    {only.map(|_| view! { <p><button data-test="show-all" on:click=move |_| lab.only.set(None)>{words.say(Text::LabAllShown)}</button></p> })}
                    {seats(words, moves)}
                    {has_no_effect(lab, moves).then(|| view! { <p class="warning" data-test="no-effect">{words.say(Text::LabNoEffect)}</p> })}
                    {table(lab, words, side, &place, moves, only, (subject, why))}
                }
                .into_any(),
                _ => view! { <p class="quiet">{words.say(Text::LabNothing)}</p> }.into_any(),
            })
        }}
        <Slopes found/>
    }
}

/// Whether there are changes, and none of them moves anything that is compared.
fn has_no_effect(lab: Lab, moves: &Moves) -> bool {
    let is_same = |of: &Move| of.cells.iter().all(|pair| pair.is_same) && !has_follows(of);
    lab.variant().cards.iter().any(|card| !card.off) && moves.subjects.iter().all(is_same)
}

/// Says so where nothing can move because nothing is marked yet.
fn unmarked(lab: Lab) -> Option<impl IntoView> {
    lab.desk.track_calm();
    let place = lab.place()?;
    let (is_marked, calendar) = lab.desk.read(|session| (has_marks(session, &place), calendar(session)));
    let words = lab.desk.words();
    let said = words.no_marks(&place.name, &words.period(place.period, &calendar));
    (!is_marked).then(|| view! { <p class="warning" data-test="unmarked">{said}</p> })
}

/// How many moved, as figures; where only whom one of them counts can be shown, each is a button for that.
pub(super) fn counts(
    words: Words,
    counts: &MoveCounts,
    tau: Option<Decimal>,
    only: Option<(RwSignal<Option<Only>>, Option<Only>)>,
) -> impl IntoView + use<> {
    let mut figures: Vec<(Text, String, Option<Only>)> = [
        (Text::LabScoresChanged, counts.scores, Only::Scores),
        (Text::LabRanksChanged, counts.ranks, Only::Ranks),
        (Text::LabGradesChanged, counts.grades, Only::Grades),
        (Text::LabActionsGained, counts.gained, Only::Gained),
        (Text::LabActionsLost, counts.lost, Only::Lost),
    ]
    .into_iter()
    .map(|(text, count, only)| (text, count.to_string(), (count > 0).then_some(only)))
    .collect();
    if counts.listed + counts.unlisted > 0 {
        figures.push((
            Text::LabListed,
            counts.listed.to_string(),
            (counts.listed > 0).then_some(Only::Listed),
        ));
        let unlisted = (counts.unlisted > 0).then_some(Only::Unlisted);
        figures.push((Text::LabUnlisted, counts.unlisted.to_string(), unlisted));
    }
    if !counts.money_gained.is_zero() || !counts.money_lost.is_zero() {
        figures.push((Text::LabMoney, num::format(counts.money_gained), Some(Only::Money)));
    }
    if let Some(tau) = tau {
        figures.push((Text::LabTau, num::format_places(tau, 3), None));
    }
    let figure = |(text, value, counted): (Text, String, Option<Only>)| {
        let value = match (only, counted) {
            (Some((chosen, now)), Some(counted)) => {
                let is_on = now == Some(counted);
                let press = move |_| chosen.set((!is_on).then_some(counted));
                let hint = words.say(if is_on { Text::LabAllShown } else { Text::LabOnly });
                view! { <button class="link" aria-pressed=is_on.to_string() title=hint on:click=press>{value}</button> }
                    .into_any()
            }
            _ => value.into_any(),
        };
        let note = (text == Text::LabTau).then(|| words.say(Text::LabTauNote));
        view! { <div title=note><dt>{words.say(text)}</dt><dd>{value}</dd></div> }
    };
    view! {
        <dl class="figures" data-test="lab-counts">{figures.into_iter().map(figure).collect_view()}</dl>
    }
}

fn seats(words: Words, moves: &Moves) -> impl IntoView + use<> {
    let seats = moves.seats.iter().filter(|seats| seats.before != seats.after);
    let seats: Vec<_> = seats.map(|seats| words.seats(&seats.grade, seats.before, seats.after)).collect();
    (!seats.is_empty()).then(|| view! { <p class="seats">{seats.join("　")}</p> })
}

fn table(
    lab: Lab,
    words: Words,
    side: Side,
    place: &Place,
    moves: &Moves,
    only: Option<Only>,
    (chosen, why): (Option<Id>, Memo<Option<Why>>),
) -> impl IntoView + use<> {
    let heads = moves.columns.iter().map(|column| view! { <th scope="col">{column.name.clone()}</th> });
    let heads = heads.collect_view();
    let counted: Vec<&Move> = moves.subjects.iter().filter(|of| is_counted(only, moves, of)).collect();
    let follows = counted.iter().any(|of| has_follows(of));
    let first = listed(lab, counted.len());
    // Whose reasons lie open stays, wherever its row comes to.
    let is_shown = |(at, of): &(usize, &&Move)| *at < first || chosen.as_ref() == Some(&of.subject);
    let measures: Vec<Measure> = moves.columns.iter().map(|column| column.measure).collect();
    let span = measures.len() + 1 + usize::from(follows);
    let rows = counted.iter().enumerate().filter(is_shown).map(|(_, of)| {
        let cells = of.cells.iter().zip(&measures).enumerate();
        let cells = cells.map(|(at, (pair, measure))| cell(words, at, pair, *measure)).collect_view();
        let is_chosen = chosen.as_ref() == Some(&of.subject);
        let (id, own) = (of.subject.clone(), of.subject.clone());
        let choose = move |_| lab.subject.set((!is_chosen).then(|| id.clone()));
        let what = said_of_follows(words, of);
        let told = move || {
            why.with(|why| {
                let why = why.as_ref().filter(|why| why.subject == own)?;
                Some(view_of(lab, words, side, why))
            })
        };
        let below = is_chosen.then(|| view! { <tr class="told"><td colspan=span>{told}</td></tr> });
        view! {
            <tr data-subject=of.subject.to_string()>
                <th scope="row">
                    <button class="link" aria-expanded=is_chosen.to_string() on:click=choose>{of.name.clone()}</button>
                </th>
                {cells}
                {follows.then(|| view! { <td>{what}</td> })}
            </tr>
            {below}
        }
    });
    let rows = rows.collect_view();
    let columns: Vec<Id> = moves.columns.iter().map(|column| column.id.clone()).collect();
    let (sheet, period) = (place.id.to_string(), place.period.to_string());
    // One listener for all cells: a step of a slider draws hundreds of them.
    let lead = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let find = |selector: &str| target.as_ref()?.closest(selector).ok().flatten();
        let column = find("[data-column]").and_then(|cell| cell.get_attribute("data-column"));
        let column = column.and_then(|at| columns.get(at.parse::<usize>().ok()?).cloned());
        let row = find("[data-subject]").and_then(|row| row.get_attribute("data-subject"));
        if let (Some(column), Some(row)) = (column, row) {
            event.prevent_default();
            let (table, period) = (sheet.clone(), period.clone());
            go(lab, side, &CellName { table, period, row, column: column.to_string() });
        }
    };
    view! {
        <div on:click=lead>{table_of_subjects(lab, words, "moves", heads, follows, rows, counted.len())}</div>
    }
}

/// A cell before and after, with a sign of which way it moved: never colour alone.
fn cell(words: Words, at: usize, pair: &Pair, measure: Measure) -> impl IntoView + use<> {
    let (said, class) = match pair.is_same {
        true => (pair.shown_after.clone(), "number"),
        false => {
            let said = words.from_to(&pair.shown_before, &pair.shown_after);
            (format!("{said}{}", sign(measure, pair.change)), "number moved")
        }
    };
    // A link, not a button: the browser lays out a table of links faster, and does so with every step of a slider.
    view! { <td class=class data-column=at><a class="plain" href="#">{said}</a></td> }
}

/// Which way a number moved: up is the better place, or more.
pub(super) fn sign(measure: Measure, change: Option<Decimal>) -> &'static str {
    match (measure, change) {
        (_, Some(change)) if change.is_zero() => "",
        (Measure::Rank(_), Some(change)) if change.is_sign_negative() => " ▲",
        (Measure::Rank(_), Some(_)) => " ▼",
        (_, Some(change)) if change.is_sign_negative() => " ▼",
        (_, Some(_)) => " ▲",
        (_, None) => "",
    }
}

/// Whether there are actions or lists that a subject gains or loses.
fn has_follows(of: &Move) -> bool {
    [of.gained.len(), of.lost.len(), of.listed.len(), of.unlisted.len()] != [0; 4]
}

/// Actions and lists that a subject gains and loses.
pub(super) fn said_of_follows(words: Words, of: &Move) -> String {
    let mut said = Vec::new();
    let name = |action: &baton_core::eval::Action| match action.text.is_empty() {
        true => action.kind.clone(),
        false => action.text.clone(),
    };
    said.extend(of.gained.iter().map(|action| format!("＋{}", name(action))));
    said.extend(of.lost.iter().map(|action| format!("－{}", name(action))));
    said.extend(of.listed.iter().map(|entry| format!("＋{}", entry.list)));
    said.extend(of.unlisted.iter().map(|entry| format!("－{}", entry.list)));
    words.list(&said)
}
