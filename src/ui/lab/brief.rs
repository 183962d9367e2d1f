//! In a narrow window what comes of a change lies below what is changed. So it is told in a line that stays in sight, and
//! leads there.

use baton_core::lab::{Measure, Move, Moves};
use leptos::prelude::*;

use super::moves::sign;
use super::state::lab;
use crate::ui::phone::is_narrow;
use crate::words::page::{Text, Words};

/// So many of those who moved most are named.
const NAMED: usize = 2;

/// The line.
#[component]
pub(super) fn Brief() -> impl IntoView {
    let lab = lab();
    let narrow = is_narrow();
    let lead = move |_| {
        if let Some(outcome) = document().query_selector(".lab-outcome").ok().flatten() {
            outcome.scroll_into_view();
        }
    };
    move || {
        if !narrow.get() || lab.all_periods.get() {
            return None;
        }
        let said = told(lab.desk.words(), &lab.moves()?);
        Some(view! { <button class="lab-brief" data-test="brief" on:click=lead>{said}" ↓"</button> })
    }
}

/// How many change their places and grades, and who moved most.
fn told(words: Words, moves: &Moves) -> String {
    let count = |text: Text, count: usize| format!("{} {count}", words.say(text));
    let mut said = vec![
        count(Text::LabRanksChanged, moves.counts.ranks),
        count(Text::LabGradesChanged, moves.counts.grades),
    ];
    if let Some(at) = moves.column(|measure| matches!(measure, Measure::Rank(_))) {
        let place = |of: &Move| {
            let pair = of.cells.get(at).filter(|pair| !pair.is_same)?;
            let measure = moves.columns.get(at)?.measure;
            let (before, after) = (&pair.shown_before, &pair.shown_after);
            Some(format!("{} {}{}", of.name, words.from_to(before, after), sign(measure, pair.change)))
        };
        said.extend(moves.subjects.iter().filter_map(place).take(NAMED));
    }
    words.list(&said)
}
