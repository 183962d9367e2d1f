//! Who moves over all periods: sums and means of the changes, and in how many periods rank and grade are others.

use baton_core::diag::CellName;
use baton_core::lab::{Measure, OverPeriods, Total, over_periods};
use baton_core::num::Decimal;
use leptos::prelude::*;

use super::fields::{listed, table_of_subjects};
use super::leading::leading;
use super::moves::{counts, sign};
use super::state::{Lab, lab};
use super::why::{by_how_much, signed};
use crate::ui::side::Side;
use crate::words::page::{Text, Words};

/// The table. It follows when nothing moves any more: all periods are too many to follow each step of a slider.
#[component]
pub(super) fn OverTable() -> impl IntoView {
    let lab = lab();
    let side = expect_context::<Side>();
    move || {
        let (words, place) = (lab.desk.words(), lab.place()?);
        let over = lab.compare_calmly(|before, after| over_periods(before, after, &place.id))?;
        let lead = CellName {
            table: place.id.to_string(),
            period: place.period.to_string(),
            row: String::new(),
            column: over.columns.first().map(|(id, ..)| id.to_string()).unwrap_or_default(),
        };
        Some(view! {
            <p class="quiet">{words.say(Text::LabAllNote)}</p>
            {counts(words, &over.counts, None, None)}
            {table(lab, words, side, &over, &lead)}
        })
    }
}

fn table(lab: Lab, words: Words, side: Side, over: &OverPeriods, lead: &CellName) -> impl IntoView + use<> {
    let heads = over.columns.iter().flat_map(|(_, name, measure)| {
        let heads = words.over_heads(name);
        heads.into_iter().zip(told(*measure)).filter(|(_, is_told)| *is_told).map(|(head, _)| head)
    });
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view();
    let follows = over.subjects.iter().any(|of| of.gained + of.lost + of.listed + of.unlisted > 0);
    let rows = over.subjects.iter().take(listed(lab, over.subjects.len())).map(|of| {
        let cells = of.totals.iter().zip(&over.columns).flat_map(|(total, (.., measure))| {
            let cells = cells(words, *measure, total, over.periods);
            cells.into_iter().zip(told(*measure)).filter(|(_, is_told)| *is_told).map(|(cell, _)| cell)
        });
        let cells = cells.map(|(said, is_moved)| {
            view! { <td class="number" class:moved=is_moved>{said}</td> }
        });
        let cells = cells.collect_view();
        let what = follows.then(|| {
            let counted = [
                (Text::LabActionsGained, of.gained),
                (Text::LabActionsLost, of.lost),
                (Text::LabListed, of.listed),
                (Text::LabUnlisted, of.unlisted),
            ];
            let counted = counted.into_iter().filter(|(_, count)| *count > 0);
            let counted: Vec<String> =
                counted.map(|(text, count)| format!("{} {count}", words.say(text))).collect();
            view! { <td>{words.list(&counted)}</td> }
        });
        view! { <tr><th scope="row">{leading(side, of.name.clone(), Some(CellName { row: of.subject.to_string(), ..lead.clone() }))}</th>{cells}{what}</tr> }
    });
    let rows = rows.collect_view();
    table_of_subjects(lab, words, "over", heads, follows, rows, over.subjects.len())
}

/// Whether sum, mean and number of periods are told of a column.
fn told(measure: Measure) -> [bool; 3] {
    match measure {
        Measure::Score => [true, true, false],
        Measure::Rank(_) => [false, true, true],
        Measure::Grade => [false, false, true],
        Measure::Money => [true, false, false],
    }
}

/// Sum, mean and number of periods, and whether there is a change.
fn cells(words: Words, measure: Measure, total: &Total, periods: usize) -> [(String, bool); 3] {
    let signed = |number: Decimal| match measure {
        Measure::Rank(_) => by_how_much(words, measure, number, 2),
        _ => format!("{}{}", signed(number, 2), sign(measure, Some(number))),
    };
    let is_moved = total.changed > 0;
    [
        (signed(total.sum), is_moved),
        (total.mean().map(signed).unwrap_or_default(), is_moved),
        (words.of_periods(total.changed, periods), is_moved),
    ]
}
