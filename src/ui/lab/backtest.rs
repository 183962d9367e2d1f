//! The backtest: the open variant over every open period, and whom it would have hit.

use baton_core::lab::{Moves, backtest};
use leptos::prelude::*;

use super::state::lab;
use crate::ui::periods::chosen::calendar;
use crate::words::page::Text;

/// The part: computed when it is shown, for it fills every period anew.
#[component]
pub(super) fn BacktestPart() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    move || {
        let (words, variant) = (desk.words(), lab.variant());
        let place = lab.place()?;
        let (calendar, found) = desk.read(|session| {
            let found = backtest(session.book(), session.results(), &variant, None);
            (calendar(session), found)
        });
        let sheets: Vec<Moves> =
            found.into_iter().flat_map(|found| found.sheets).filter(|of| of.sheet == place.id).collect();
        let rows = sheets.iter().map(|of| {
            let names: Vec<String> = of.hit().map(|of| of.name.clone()).collect();
            let counts = &of.counts;
            view! {
                <tr>
                    <th scope="row">{words.period(of.period, &calendar)}</th>
                    <td class="number">{counts.scores}</td>
                    <td class="number">{counts.ranks}</td>
                    <td class="number">{counts.grades}</td>
                    <td class="number">{counts.gained}</td>
                    <td class="number">{counts.lost}</td>
                    <td>{words.list(&names)}</td>
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
