//! The slope chart of the first rank: a line for each subject that the table above it lists, from its place before to its
//! place after; a chart for each group in which places are counted.

use std::collections::BTreeMap;

use baton_core::lab::{Measure, Move, Moves};
use baton_core::num::{self, Decimal};
use leptos::prelude::*;

use super::fields::listed;
use super::moves::is_counted;
use super::state::lab;
use crate::ui::widgets::is_seen;
use crate::words::page::Words;

/// More lines than these cannot be told apart: those that moved most are drawn.
const MOST: usize = 60;
/// The height of a place and the widths of the picture, in its own units.
const LINE: usize = 14;
const WIDTH: usize = 420;
const NAMES: usize = 130;

/// The charts: one, or one a group where places are counted in groups.
#[component]
pub(super) fn Slopes(found: Memo<Option<Moves>>) -> impl IntoView {
    let lab = lab();
    let charts = NodeRef::new();
    // Below the table it is out of sight while a slider is dragged: then only its room is kept.
    let is_seen = is_seen(charts);
    let has_lines = Memo::new(move |_| {
        found
            .with(|found| {
                let moves = found.as_ref()?;
                let column = moves.column(|measure| matches!(measure, Measure::Rank(_)))?;
                let only = lab.only.get();
                let slopes = moves.slopes(column);
                Some(slopes.iter().any(|(of, before, after)| before != after && is_counted(only, moves, of)))
            })
            .unwrap_or_default()
    });
    let said = move || lab.desk.words().slopes(&lab.sides());
    let drawn = move || {
        if !is_seen.get() || !has_lines.get() {
            return None;
        }
        let words = lab.desk.words();
        found.with(|found| {
            let moves = found.as_ref()?;
            let column = moves.column(|measure| matches!(measure, Measure::Rank(_)))?;
            let only = lab.only.get();
            let mut lines = moves.slopes(column);
            lines.retain(|(of, ..)| is_counted(only, moves, of));
            lines.truncate(listed(lab, lines.len()).min(MOST));
            let mut groups: BTreeMap<&str, Vec<Line>> = BTreeMap::new();
            for line in lines {
                // Who comes to another group has no place there before.
                let Some([_, group]) = line.0.groups.get(column).filter(|[old, new]| old == new) else {
                    continue;
                };
                groups.entry(group).or_default().push(line);
            }
            let said = said();
            Some(groups.iter().map(|(group, lines)| chart(words, &said, group, lines)).collect_view())
        })
    };
    view! {
        <figure class="slopes">
            {move || has_lines.get().then(|| view! { <figcaption>{said}</figcaption> })}
            <div node_ref=charts class:waiting=move || has_lines.get() && !is_seen.get()>{drawn}</div>
        </figure>
    }
}

/// A subject with its place before and after.
type Line<'a> = (&'a Move, Decimal, Decimal);

/// The chart of a group, under its name.
fn chart(words: Words, said: &str, group: &str, lines: &[Line]) -> impl IntoView + use<> {
    let ([left, right], height) = levels(lines);
    let height = (height + 1) * LINE;
    let drawn = lines.iter().zip(left.into_iter().zip(right)).map(|((of, before, after), (from, to))| {
        let class = match after.cmp(before) {
            std::cmp::Ordering::Less => "up",
            std::cmp::Ordering::Greater => "down",
            std::cmp::Ordering::Equal => "same",
        };
        let y = |place: usize| (place + 1) * LINE;
        let (before, after) = (num::format(*before), num::format(*after));
        view! {
            <g class=class>
                <title>{format!("{} {}", of.name, words.from_to(&before, &after))}</title>
                <line x1=NAMES y1=y(from) x2={WIDTH - NAMES} y2=y(to)></line>
                <text x={NAMES - 6} y={y(from) + 4} text-anchor="end">{format!("{before} {}", of.name)}</text>
                <text x={WIDTH - NAMES + 6} y={y(to) + 4}>{format!("{after} {}", of.name)}</text>
            </g>
        }
    });
    let named = if group.is_empty() { said.to_owned() } else { format!("{group} {said}") };
    view! {
        {(!group.is_empty()).then(|| view! { <h4>{group.to_owned()}</h4> })}
        <svg
            viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-label=named
            xmlns="http://www.w3.org/2000/svg"
        >{drawn.collect_view()}</svg>
    }
}

/// The lines of a chart on which places lie, from the first: for each side that of each subject. Every place has lines of
/// its own, as many as subjects share it, so that whoever rises is drawn rising.
fn levels(lines: &[Line]) -> ([Vec<usize>; 2], usize) {
    let sides =
        [lines.iter().map(|line| line.1).collect::<Vec<_>>(), lines.iter().map(|line| line.2).collect()];
    let count = |side: &[Decimal], place: Decimal| side.iter().filter(|of| **of == place).count();
    let mut begins: BTreeMap<Decimal, usize> = sides.iter().flatten().map(|place| (*place, 0)).collect();
    let mut height = 0;
    for (place, begin) in &mut begins {
        *begin = height;
        height += sides.iter().map(|side| count(side, *place)).max().unwrap_or_default();
    }
    let level = |side: &Vec<Decimal>| {
        let of = |(at, place): (usize, &Decimal)| {
            let before = side.get(..at).map(|before| count(before, *place)).unwrap_or_default();
            begins.get(place).copied().unwrap_or_default() + before
        };
        side.iter().enumerate().map(of).collect::<Vec<_>>()
    };
    (sides.each_ref().map(level), height)
}
