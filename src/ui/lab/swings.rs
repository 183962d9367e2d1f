//! What moves one subject: a tornado, a bar for each parameter and mark from the score at its lower value to that at its
//! upper one, and the same numbers as a table.

use baton_core::calendar::Calendar;
use baton_core::diag::CellName;
use baton_core::eval::Results;
use baton_core::lab::{Focus, Mover, Others, Standing, Swing, levers, tornado};
use baton_core::num::{self, Decimal};
use leptos::prelude::*;

use super::fields::{rescaling, subjects};
use super::leading::{cell_name, column_elsewhere, leading, to_slider};
use super::state::{Lab, lab};
use crate::ui::periods::chosen::calendar;
use crate::ui::side::Side;
use crate::words::page::{Text, Words};

/// More than these are not drawn: the widest come first.
const MOST: usize = 24;
/// The picture in its own units: the height of a bar, the width, that of the names, and that of the scores at both ends.
const LINE: usize = 18;
const WIDTH: usize = 560;
const NAMES: usize = 180;
const ENDS: usize = 52;

/// A bar.
#[derive(Clone, Debug, PartialEq)]
struct Bar {
    name: String,
    cell: Option<CellName>,
    parameter: Option<usize>,
    low: (String, Standing),
    high: (String, Standing),
    width: Decimal,
}

/// The part.
#[component]
pub(super) fn SwingsPart() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let side = expect_context::<Side>();
    let (row, rescales, percent) =
        (RwSignal::new(0_usize), RwSignal::new(false), RwSignal::new("10".to_owned()));
    let names = move || subjects(lab, row);
    let found = Memo::new(move |_| {
        let others = if rescales.get() { Others::Rescale } else { Others::Stay };
        let percent = num::read(&percent.get()).unwrap_or_default().abs();
        bars(lab, row.get(), percent, others)
    });
    view! {
        <p class="quiet">{desk.said(Text::LabSwingsNote)}</p>
        <div class="fields">
            <label>
                {desk.said(Text::Subject)}
                <select
                    data-test="swings-of"
                    on:change=move |event| row.set(event_target_value(&event).parse().unwrap_or_default())
                >{names}</select>
            </label>
            <label>
                {desk.said(Text::LabSpread)}
                <input
                    inputmode="decimal" prop:value=percent
                    on:change=move |event| percent.set(event_target_value(&event))
                />
            </label>
            {rescaling(desk, rescales)}
        </div>
        {move || {
            let words = desk.words();
            found.with(|found| {
                let (now, bars) = found.as_ref()?;
                Some(match bars.is_empty() {
                    true => view! { <p class="quiet">{words.say(Text::LabNoSwings)}</p> }.into_any(),
                    false => view! { {picture(words, *now, bars)}{table(words, side, bars)} }.into_any(),
                })
            })
        }}
    }
}

/// The subject's score now, and what moves it.
fn bars(lab: Lab, row: usize, percent: Decimal, others: Others) -> Option<(Option<Decimal>, Vec<Bar>)> {
    let (place, words, calendar) = (lab.place()?, lab.desk.words(), lab.desk.read(calendar));
    lab.compare_calmly(|_, after| {
        let focus = Focus::of(after, place.table, place.at)?;
        let now = focus.standings(after).get(row)?.score;
        let swings = tornado(after, &focus, row, &levers(after, &focus), percent, others);
        Some((
            now,
            swings.iter().take(MOST).map(|swing| bar(after, words, (&focus, &calendar), swing)).collect(),
        ))
    })
    .flatten()
}

fn bar(results: &Results, words: Words, (focus, calendar): (&Focus, &Calendar), swing: &Swing) -> Bar {
    let (name, cell, parameter) = match &swing.of {
        Mover::Parameter(parameter) => {
            let name = results.plan().parameters.get(*parameter).map(|known| known.name.clone());
            (name, None, Some(*parameter))
        }
        Mover::Mark(mark) => {
            let cell = cell_name(results, mark.slot, mark.period, mark.row);
            (Some(column_elsewhere(results, words, focus, calendar, (mark.slot, mark.period))), cell, None)
        }
    };
    let end = |(value, standing): &(baton_core::model::Value, Standing)| (results.show(value), *standing);
    Bar {
        name: name.unwrap_or_default(),
        cell,
        parameter,
        low: end(&swing.low),
        high: end(&swing.high),
        width: swing.width,
    }
}

/// The bars: where the score lies at the lower value and at the upper one, and a line where it lies now.
fn picture(words: Words, now: Option<Decimal>, bars: &[Bar]) -> impl IntoView + use<> {
    let scores = bars.iter().flat_map(|bar| [bar.low.1.score, bar.high.1.score]).chain([now]).flatten();
    let (least, most) = (scores.clone().min().unwrap_or_default(), scores.max().unwrap_or_default());
    let (from, to) = (NAMES + ENDS, WIDTH - ENDS);
    let x = |score: Decimal| {
        let whole = most.saturating_sub(least);
        let share = score.saturating_sub(least).checked_div(whole).unwrap_or_default();
        num::round(share.saturating_mul(Decimal::from(to - from)), 1, num::RoundingMode::HalfUp)
            .saturating_add(Decimal::from(from))
    };
    let height = bars.len() * LINE + 8;
    let drawn = bars.iter().enumerate().filter_map(|(at, bar)| {
        let (low, high) = (bar.low.1.score?, bar.high.1.score?);
        let (left, right) = (low.min(high), low.max(high));
        // Where the higher value is the worse one, the bar is hatched by its outline: never colour alone.
        let class = if low <= high { "rises" } else { "falls" };
        let (y, middle) = (at * LINE + 6, at * LINE + 6 + LINE / 2);
        let wide = x(right).saturating_sub(x(left)).max(Decimal::ONE);
        Some(view! {
            <g class=class>
                <title>{format!("{} {}", bar.name, words.from_to(&bar.low.0, &bar.high.0))}</title>
                <text x={NAMES - 6} y={middle + 1} text-anchor="end">{short(&bar.name)}</text>
                <rect x=num::format(x(left)) y=y width=num::format(wide) height={LINE - 6}></rect>
                <text x=num::format(x(left).saturating_sub(Decimal::from(4))) y={middle + 1} text-anchor="end">
                    {num::format_places(left, 2)}
                </text>
                <text x=num::format(x(right).saturating_add(Decimal::from(4))) y={middle + 1}>
                    {num::format_places(right, 2)}
                </text>
            </g>
        })
    });
    let drawn = drawn.collect_view();
    let line = now.map(|now| {
        let at = num::format(x(now));
        view! { <line x1=at.clone() y1="2" x2=at y2={height - 4}></line> }
    });
    view! {
        <figure class="bars">
            <figcaption>{words.say(Text::LabSwingsChart)}</figcaption>
            <svg
                viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-label=words.say(Text::LabSwingsChart)
                xmlns="http://www.w3.org/2000/svg" data-test="tornado"
            >{drawn}{line}</svg>
        </figure>
    }
}

/// A name that fits beside the bars; the table has it whole.
pub(super) fn short(name: &str) -> String {
    let mut wide = 0;
    let fits = |letter: &char| {
        wide += if letter.is_ascii() { 1 } else { 2 };
        wide <= 28
    };
    let cut: String = name.chars().take_while(fits).collect();
    if cut.len() < name.len() { format!("{cut}…") } else { cut }
}

fn table(words: Words, side: Side, bars: &[Bar]) -> impl IntoView + use<> {
    let stands = |standing: &Standing| {
        let score = standing.score.map(|score| num::format_places(score, 4)).unwrap_or_default();
        match standing.place {
            Some(place) => words.in_brackets(&score, &place.to_string()),
            None => score,
        }
    };
    let rows = bars.iter().map(|bar| {
        let name = match bar.parameter {
            Some(parameter) => to_slider(bar.name.clone(), parameter).into_any(),
            None => leading(side, bar.name.clone(), bar.cell.clone()).into_any(),
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number">{bar.low.0.clone()}</td>
                <td class="number">{stands(&bar.low.1)}</td>
                <td class="number">{bar.high.0.clone()}</td>
                <td class="number">{stands(&bar.high.1)}</td>
                <td class="number">{num::format_places(bar.width, 4)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let heads =
        [Text::LabWhat, Text::LabLow, Text::LabScoreThen, Text::LabHigh, Text::LabScoreThen, Text::LabWidth];
    view! {
        <div class="wide">
            <table class="list" data-test="swings">
                <thead><tr>{heads.map(|text| view! { <th scope="col">{words.say(text)}</th> })}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
