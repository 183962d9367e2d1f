//! Leave one out: how places change without an indicator, group or panel, and how much of the differences between scores
//! each explains; those on which all stand nearly alike are pointed out.

use baton_core::diag::CellName;
use baton_core::lab::{Focus, Moved, Without, leave_one_out, telling};
use baton_core::num::{self, Decimal};
use leptos::prelude::*;

use super::leading::{cell_name, column_name, leading};
use super::state::{Lab, lab};
use super::swings::short;
use crate::ui::side::Side;
use crate::words::page::{Text, Words};

/// So many names are told of those who rise or fall; all are counted.
const NAMES_TOLD: usize = 4;
/// The picture in its own units.
const LINE: usize = 18;
const WIDTH: usize = 560;
const NAMES: usize = 180;

/// A line of the table.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    name: String,
    cell: Option<CellName>,
    /// Least and greatest score, and the share of the differences it explains.
    tells: Option<(Decimal, Decimal, Option<Decimal>)>,
    is_alike: bool,
    how: Without,
    better: (usize, Vec<String>),
    worse: (usize, Vec<String>),
}

/// The part.
#[component]
pub(super) fn LeftOutPart() -> impl IntoView {
    let lab = lab();
    let side = expect_context::<Side>();
    move || {
        let words = lab.desk.words();
        let lines = lines(lab)?;
        if lines.is_empty() {
            let said = words.say(Text::LabNothingToLeaveOut);
            return Some(view! { <p class="warning" data-test="nothing-to-leave-out">{said}</p> }.into_any());
        }
        Some(
            view! {
                <p class="quiet">{words.say(Text::LabLeftOutNote)}</p>
                {picture(words, &lines)}
                {table(words, side, lines)}
            }
            .into_any(),
        )
    }
}

fn lines(lab: Lab) -> Option<Vec<Line>> {
    let place = lab.place()?;
    lab.compare_calmly(|_, after| {
        let focus = Focus::of(after, place.table, place.at)?;
        let told = telling(after, &focus);
        let named = |moved: &[Moved]| {
            let name = |of: &Moved| after.subject_name(focus.subject(after, of.row)?);
            let names = moved.iter().filter_map(name).take(NAMES_TOLD);
            (moved.len(), names.map(|name| name.as_ref().to_owned()).collect())
        };
        let line = |of: &baton_core::lab::LeftOut| {
            let tells = told.iter().find(|tells| tells.slot == of.slot);
            Line {
                name: column_name(after, of.slot),
                cell: cell_name(after, of.slot, place.at, 0),
                tells: tells.map(|tells| (tells.least, tells.most, tells.share)),
                is_alike: tells.is_some_and(|tells| tells.is_indifferent),
                how: of.how,
                better: named(&of.better),
                worse: named(&of.worse),
            }
        };
        Some(leave_one_out(after, &focus).iter().map(line).collect())
    })
    .flatten()
}

/// A bar for each indicator's share of the differences; to the left where it works against the whole.
fn picture(words: Words, lines: &[Line]) -> impl IntoView + use<> {
    let shares: Vec<(&Line, Decimal)> =
        lines.iter().filter_map(|line| Some((line, line.tells.as_ref()?.2?))).collect();
    if shares.is_empty() {
        return None;
    }
    let least = shares.iter().map(|(_, share)| *share).min().unwrap_or_default().min(Decimal::ZERO);
    let most = shares.iter().map(|(_, share)| *share).max().unwrap_or_default().max(Decimal::ZERO);
    let (from, to) = (NAMES + 4, WIDTH - 56);
    let x = |share: Decimal| {
        let part = share.saturating_sub(least).checked_div(most.saturating_sub(least)).unwrap_or_default();
        num::round(part.saturating_mul(Decimal::from(to - from)), 1, num::RoundingMode::HalfUp)
            .saturating_add(Decimal::from(from))
    };
    let height = shares.len() * LINE + 8;
    let drawn = shares.iter().enumerate().map(|(at, (line, share))| {
        let (left, right) = (x((*share).min(Decimal::ZERO)), x((*share).max(Decimal::ZERO)));
        let class = if line.is_alike { "falls" } else { "rises" };
        let middle = at * LINE + 7 + LINE / 2;
        view! {
            <g class=class>
                <text x={NAMES - 6} y=middle text-anchor="end">{short(&line.name)}</text>
                <rect
                    x=num::format(left) y={at * LINE + 6} height={LINE - 6}
                    width=num::format(right.saturating_sub(left).max(Decimal::ONE))
                ></rect>
                <text x=num::format(right.saturating_add(Decimal::from(4))) y=middle>{percent(*share)}</text>
            </g>
        }
    });
    let drawn = drawn.collect_view();
    let zero = num::format(x(Decimal::ZERO));
    Some(view! {
        <figure class="bars">
            <figcaption>{words.say(Text::LabLeftOutChart)}</figcaption>
            <svg
                viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-label=words.say(Text::LabLeftOutChart)
                xmlns="http://www.w3.org/2000/svg"
            >{drawn}<line x1=zero.clone() y1="2" x2=zero y2={height - 4}></line></svg>
        </figure>
    })
}

fn percent(share: Decimal) -> String {
    format!("{}%", num::format_places(share.saturating_mul(Decimal::ONE_HUNDRED), 1))
}

fn table(words: Words, side: Side, lines: Vec<Line>) -> impl IntoView + use<> {
    let rows = lines.into_iter().map(|line| {
        let (span, share) = match line.tells {
            Some((least, most, share)) => {
                let span = format!("{} – {}", num::format_places(least, 2), num::format_places(most, 2));
                (span, share.map(percent).unwrap_or_default())
            }
            None => (String::new(), String::new()),
        };
        let how = match line.how {
            Without::Exempt => Text::LabExempt,
            Without::Zero => Text::LabZero,
        };
        let alike =
            line.is_alike.then(|| view! { " "<small class="bad">{words.say(Text::LabAlike)}</small> });
        view! {
            <tr>
                <th scope="row">{leading(side, line.name, line.cell)}</th>
                <td class="number">{span}</td>
                <td class="number">{share}{alike}</td>
                <td class="quiet">{words.say(how)}</td>
                <td>{words.counted(line.better.0, &line.better.1)}</td>
                <td>{words.counted(line.worse.0, &line.worse.1)}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let heads =
        [Text::LabIndicator, Text::LabSpan, Text::LabTells, Text::LabHow, Text::LabBetter, Text::LabWorse];
    view! {
        <div class="wide">
            <table class="list left-out" data-test="left-out">
                <thead><tr>{heads.map(|text| view! { <th scope="col">{words.say(text)}</th> })}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
