//! Who moves: how many, and each subject's scores, ranks, grades, money and what follows, before and after; those that
//! moved most first.

use baton_core::lab::{Measure, Move, MoveCounts, Moves, Pair};
use baton_core::num::{self, Decimal};
use leptos::prelude::*;

use super::fields::table_of_subjects;
use super::over::OverTable;
use super::shares::SharesOf;
use super::slopes::Slopes;
use super::state::{Lab, lab};
use crate::words::page::{Text, Words};

/// More than these are counted, not listed: whoever is dragging a slider looks at the first.
const MOST: usize = 100;

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
    let found = Memo::new(move |_| lab.moves());
    view! {
        {move || {
            let words = lab.desk.words();
            found.with(|found| match found {
                Some(moves) => view! {
                    {counts(words, &moves.counts, moves.tau.value())}
                    {seats(words, moves)}
                    {table(lab, words, moves)}
                }
                .into_any(),
                None => view! { <p class="quiet">{words.say(Text::LabNothing)}</p> }.into_any(),
            })
        }}
        <SharesOf/>
        <Slopes found/>
    }
}

/// How many moved, as figures.
pub(super) fn counts(words: Words, counts: &MoveCounts, tau: Option<Decimal>) -> impl IntoView + use<> {
    let tau = tau.map(|tau| num::format_places(tau, 3)).unwrap_or_default();
    let mut figures: Vec<(Text, String)> = vec![
        (Text::LabScoresChanged, counts.scores.to_string()),
        (Text::LabRanksChanged, counts.ranks.to_string()),
        (Text::LabGradesChanged, counts.grades.to_string()),
        (Text::LabActionsGained, counts.gained.to_string()),
        (Text::LabActionsLost, counts.lost.to_string()),
    ];
    if counts.listed + counts.unlisted > 0 {
        figures.push((Text::LabListed, counts.listed.to_string()));
        figures.push((Text::LabUnlisted, counts.unlisted.to_string()));
    }
    if !counts.money_gained.is_zero() || !counts.money_lost.is_zero() {
        figures.push((Text::LabMoney, num::format(counts.money_gained)));
    }
    if !tau.is_empty() {
        figures.push((Text::LabTau, tau));
    }
    view! {
        <dl class="figures" data-test="lab-counts">
            {figures.into_iter().map(|(text, value)| view! {
                <div><dt>{words.say(text)}</dt><dd>{value}</dd></div>
            }).collect_view()}
        </dl>
    }
}

fn seats(words: Words, moves: &Moves) -> impl IntoView + use<> {
    let seats = moves.seats.iter().filter(|seats| seats.before != seats.after);
    let seats: Vec<_> = seats.map(|seats| words.seats(&seats.grade, seats.before, seats.after)).collect();
    (!seats.is_empty()).then(|| view! { <p class="quiet">{seats.join("　")}</p> })
}

fn table(lab: Lab, words: Words, moves: &Moves) -> impl IntoView + use<> {
    let heads = moves.columns.iter().map(|column| view! { <th scope="col">{column.name.clone()}</th> });
    let heads = heads.collect_view();
    let follows = moves.subjects.iter().any(|of| !said_of_follows(words, of).is_empty());
    let measures: Vec<Measure> = moves.columns.iter().map(|column| column.measure).collect();
    let rows = moves.subjects.iter().take(MOST).map(|of| {
        let cells = of.cells.iter().zip(&measures).map(|(pair, measure)| cell(words, pair, *measure));
        let cells = cells.collect_view();
        let id = of.subject.clone();
        let chosen = id.clone();
        let choose = move |_| lab.subject.update(|known| *known = (known.as_ref() != Some(&id)).then(|| id.clone()));
        let is_chosen = move || (lab.subject.get().as_ref() == Some(&chosen)).to_string();
        let what = said_of_follows(words, of);
        view! {
            <tr>
                <th scope="row"><button class="link" aria-expanded=is_chosen on:click=choose>{of.name.clone()}</button></th>
                {cells}
                {follows.then(|| view! { <td>{what}</td> })}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let more = moves.subjects.len().saturating_sub(MOST);
    table_of_subjects(words, "moves", heads, follows, rows, more)
}

/// A cell before and after, with a sign of which way it moved: never colour alone.
fn cell(words: Words, pair: &Pair, measure: Measure) -> impl IntoView + use<> {
    if pair.is_same {
        return view! { <td class="number">{pair.shown_after.clone()}</td> }.into_any();
    }
    let sign = match (measure, pair.change) {
        (Measure::Rank(_), Some(change)) if change.is_sign_negative() => " ▲",
        (Measure::Rank(_), Some(_)) => " ▼",
        (_, Some(change)) if change.is_sign_negative() => " ▼",
        (_, Some(_)) => " ▲",
        (_, None) => "",
    };
    let said = words.from_to(&pair.shown_before, &pair.shown_after);
    view! { <td class="number moved">{said}{sign}</td> }.into_any()
}

fn said_of_follows(words: Words, of: &Move) -> String {
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
