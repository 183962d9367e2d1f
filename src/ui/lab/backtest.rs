//! The backtest: the open variant over every open period, and whom it would have hit.

use baton_core::lab::{Moves, backtest, moves_of_sheet};
use leptos::prelude::*;

use super::state::{Part, lab};
use crate::ui::periods::chosen::calendar;
use crate::words::page::Text;

/// The part: computed when it is shown, for it fills every period anew.
#[component]
pub(super) fn BacktestPart() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    move || {
        let (words, variant, left) = (desk.words(), lab.variant(), lab.left_variant());
        let place = lab.place()?;
        let (calendar, sheets): (_, Vec<Moves>) = desk.read(|session| {
            let tried = |variant| backtest(session.book(), session.results(), variant, None);
            let sheets = match left {
                None => tried(&variant).map(|found| found.sheets),
                // Both sides in force in every period.
                Some(left) => tried(&left)
                    .zip(tried(&variant))
                    .map(|(left, right)| moves_of_sheet(&left.results, &right.results, &place.id)),
            };
            let sheets = sheets.into_iter().flatten().filter(|of| of.sheet == place.id);
            (calendar(session), sheets.collect())
        });
        // A period leads to who moves in it.
        let to_period = move |period: baton_core::calendar::Period| {
            move |_| {
                desk.choose(period);
                lab.all_periods.set(false);
                lab.part.set(Part::Moves);
            }
        };
        let rows = sheets.iter().map(|of| {
            let names: Vec<String> = of.hit().map(|of| of.name.clone()).collect();
            let counts = &of.counts;
            let hit = match names.is_empty() && counts.scores + counts.ranks > 0 {
                true => words.say(Text::LabOnlyRanks),
                false => words.list(&names),
            };
            view! {
                <tr>
                    <th scope="row"><button class="link" on:click=to_period(of.period)>
                        {words.period(of.period, &calendar)}
                    </button></th>
                    <td class="number">{counts.scores}</td>
                    <td class="number">{counts.ranks}</td>
                    <td class="number">{counts.grades}</td>
                    <td class="number">{counts.gained}</td>
                    <td class="number">{counts.lost}</td>
                    <td>{hit}</td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        let heads = [
            Text::Period,
            Text::LabScoresChanged,
            Text::LabRanksChanged,
            Text::LabGradesChanged,
            Text::LabActionsGained,
            Text::LabActionsLost,
            Text::LabHit,
        ];
        Some(view! {
            <p class="quiet">{words.say(Text::LabBacktestNote)}</p>
            <div class="wide">
                <table class="list" data-test="backtest">
                    <thead><tr>{heads.map(|text| view! { <th scope="col">{words.say(text)}</th> })}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        })
    }
}
