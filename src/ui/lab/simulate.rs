//! Uncertain weights and noisy marks: ten thousand draws from a seed that is shown, and how often each subject took each
//! place. Draws are made in the background; where a page may start nothing there (one opened from a disk), in slices of
//! some milliseconds, so that it answers meanwhile.

use std::time::Duration;

use baton_core::diag::CellName;
use baton_core::lab::{Focus, Simulation};
use baton_core::num;
use leptos::prelude::*;

use super::background::{Background, parts};
use super::draws::{Asked, Counts, orders, simulation};
use super::leading::{cell_name, leading};
use super::state::{Lab, lab};
use crate::platform::today::milliseconds;
use crate::ui::side::Side;
use crate::words::page::{Text, Words};

/// How long one slice lasts, in milliseconds, and how many draws are made before the clock is looked at.
const SLICE: u64 = 20;
const DRAWS_AT_ONCE: u32 = 8;
/// More subjects than these are counted, not drawn: the picture would say nothing.
const MOST: usize = 120;
/// Where there are more places than these, their shares stand on end on paper: side by side they would run into each
/// other.
const UPRIGHT: usize = 24;

/// What was drawn so far, with the subjects' names.
#[derive(Clone, Debug, PartialEq)]
struct Drawn {
    counts: Counts,
    wanted: u32,
    names: Vec<String>,
    /// The group of each subject within which its place is counted; none where there is one of all.
    groups: Vec<String>,
    /// The score of each subject.
    cells: Vec<Option<CellName>>,
    has_grades: bool,
}

/// The form and its outcome.
#[component]
pub(super) fn Simulate() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let side = expect_context::<Side>();
    let field = |value: &str| RwSignal::new(value.to_owned());
    let (draws, seed, spread, noise) = (field("10000"), field("2018"), field("20"), field("0"));
    let drawn = RwSignal::new(None::<Drawn>);
    let turn = StoredValue::new(0_u32);
    let background = StoredValue::new_local(None::<Background>);
    let is_running = RwSignal::new(false);
    let stop = move || {
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        background.set_value(None);
        is_running.set(false);
    };
    on_cleanup(move || {
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        background.set_value(None);
    });
    let start = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        stop();
        let text = |signal: RwSignal<String>| signal.get_untracked();
        let number = |signal: RwSignal<String>| num::read(&text(signal)).unwrap_or_default();
        let Some(place) = untrack(|| lab.place()) else { return };
        let asked = Asked {
            table: place.table,
            at: place.at,
            draws: text(draws).trim().parse::<u32>().unwrap_or(10_000).clamp(1, 1_000_000),
            seed: text(seed).trim().parse::<u64>().unwrap_or_default(),
            percent: number(spread),
            most: number(noise),
        };
        let Some(blank) = blank(lab, asked) else { return };
        is_running.set(true);
        drawn.set(Some(blank));
        let own = turn.get_value();
        // What is still told by those in the background is of a turn that is over then.
        let here = move || {
            turn.update_value(|turn| *turn = turn.wrapping_add(1));
            draw_here(lab, asked, (turn, turn.get_value()), drawn, is_running);
        };
        let tell = move |told: Option<Counts>| match told {
            _ if turn.try_get_value() != Some(own) => {}
            Some(counts) => {
                let is_done = counts.draws == asked.draws;
                drawn.update(|drawn| _ = drawn.as_mut().map(|drawn| drawn.counts = counts));
                is_running.set(!is_done);
            }
            None => here(),
        };
        let variant = untrack(|| lab.variant());
        let begun = desk
            .read(|session| orders(session.book(), &variant, asked, parts()))
            .and_then(|orders| Background::begin(&orders, tell));
        match begun {
            Some(begun) => background.set_value(Some(begun)),
            None => here(),
        }
    };
    let entry = move |label: Text, signal: RwSignal<String>| {
        view! {
            <label>
                {desk.said(label)}
                <input inputmode="decimal" prop:value=signal on:input=move |event| signal.set(event_target_value(&event))/>
            </label>
        }
    };
    view! {
        <h2>{desk.said(Text::LabSimulation)}</h2>
        <p class="quiet">{desk.said(Text::LabSimulationNote)}</p>
        <form class="fields" on:submit=start>
            {entry(Text::LabDraws, draws)}
            {entry(Text::LabSeed, seed)}
            {entry(Text::LabSpread, spread)}
            {entry(Text::LabNoise, noise)}
            <button class="main">{desk.said(Text::LabRun)}</button>
            <button type="button" disabled=move || !is_running.get() on:click=move |_| stop()>{desk.said(Text::Cancel)}</button>
        </form>
        {move || {
            let words = desk.words();
            let is_done = !is_running.get();
            drawn.with(|drawn| drawn.as_ref().map(|drawn| progress(words, drawn, is_done)))
        }}
        // Drawn once, at the end: some thousand cells would hold the page up while it draws.
        {move || {
            let words = desk.words();
            let is_done = !is_running.get();
            drawn.with(|drawn| drawn.as_ref().filter(|_| is_done).map(|drawn| outcome(words, side, drawn)))
        }}
    }
}

/// What is shown before the first draw; `None` where nothing is ranked.
fn blank(lab: Lab, asked: Asked) -> Option<Drawn> {
    let names = untrack(|| lab.names());
    untrack(|| {
        lab.compare(|_, after| {
            let focus = Focus::of(after, asked.table, asked.at)?;
            let score = |row: usize| cell_name(after, focus.score, focus.period, row);
            let cells = (0..names.len()).map(score).collect();
            let (groups, has_grades) = (focus.group_names(after), focus.grade.is_some());
            Some(Drawn { counts: Counts::default(), wanted: asked.draws, names, groups, cells, has_grades })
        })
        .flatten()
    })
}

/// Draws in this page, slice by slice.
fn draw_here(
    lab: Lab,
    asked: Asked,
    own: (StoredValue<u32>, u32),
    drawn: RwSignal<Option<Drawn>>,
    is_running: RwSignal<bool>,
) {
    match untrack(|| lab.compare(|_, after| simulation(after, asked))).flatten() {
        Some(simulation) => go_on(StoredValue::new(simulation), own, drawn, is_running),
        None => is_running.set(false),
    }
}

/// One slice of draws, then the next when the page has had its turn.
fn go_on(
    simulation: StoredValue<Simulation>,
    (turn, own): (StoredValue<u32>, u32),
    drawn: RwSignal<Option<Drawn>>,
    is_running: RwSignal<bool>,
) {
    if turn.try_get_value() != Some(own) {
        return;
    }
    let begun = milliseconds();
    let mut is_more = true;
    simulation.update_value(|simulation| {
        while is_more && milliseconds().saturating_sub(begun) < SLICE {
            is_more = simulation.step(DRAWS_AT_ONCE);
        }
    });
    let (done, wanted) = simulation.with_value(|of| (of.tally().draws, of.settings().draws));
    // What is told of it follows in twenty steps.
    let told = drawn.with_untracked(|drawn| drawn.as_ref().map_or(0, |drawn| drawn.counts.draws));
    if !is_more || done.saturating_sub(told) >= (wanted / 20).max(1) {
        let counts = simulation.with_value(|of| Counts::of(of.tally()));
        drawn.update(|drawn| _ = drawn.as_mut().map(|drawn| drawn.counts = counts));
    }
    if is_more {
        set_timeout(move || go_on(simulation, (turn, own), drawn, is_running), Duration::ZERO);
    } else {
        is_running.set(false);
    }
}

/// How far it has come.
fn progress(words: Words, drawn: &Drawn, is_done: bool) -> impl IntoView + use<> {
    let counts = &drawn.counts;
    let first = percent(counts.first_holds, counts.draws.max(1));
    view! {
        <progress max=drawn.wanted value=counts.draws aria-label=words.say(Text::LabProgress)></progress>
        <p role="status" data-test="draws">{words.draws(counts.draws, drawn.wanted, &first)}</p>
        {(is_done && counts.draws < drawn.wanted).then(|| view! { <p class="quiet">{words.say(Text::LabCancelled)}</p> })}
    }
}

/// How often each subject took each place: a table of shares for each group in which places are counted.
fn outcome(words: Words, side: Side, drawn: &Drawn) -> impl IntoView + use<> {
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for row in (0..drawn.counts.places.len()).filter(|row| is_ranked(&drawn.counts, *row)) {
        let group = drawn.groups.get(row).map_or("", String::as_str);
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((group, vec![row])),
        }
    }
    let tables = groups.into_iter().map(|(group, rows)| heats(words, side, drawn, (group, rows)));
    view! { <div data-test="heats">{tables.collect_view()}</div> }
}

/// The table of a group: darker where more often, with what else was counted.
fn heats(
    words: Words,
    side: Side,
    drawn: &Drawn,
    (group, mut rows): (&str, Vec<usize>),
) -> impl IntoView + use<> {
    let counts = &drawn.counts;
    let of = counts.draws.max(1);
    rows.sort_by_key(|row| mean_place(counts, *row));
    let places =
        rows.iter().filter_map(|row| counts.places.get(*row)?.iter().rposition(|count| *count > 0)).max();
    let places = places.map_or(0, |last| last + 1);
    let more = rows.len().saturating_sub(MOST);
    let lines = rows.iter().take(MOST).map(|row| {
        let name = drawn.names.get(*row).cloned().unwrap_or_default();
        let mut own = counts.places.get(*row).cloned().unwrap_or_default();
        own.resize(places, 0);
        // Places that were never taken lie in one cell: of ten thousand cells most would be empty.
        let cells = own.chunk_by(|left, right| *left == 0 && *right == 0).map(|taken| {
            let count = taken.first().copied().unwrap_or_default();
            let said = (count > 0).then(|| view! { <span>{percent(count, of)}</span> });
            let strength = (count * 10).div_ceil(of);
            view! { <td class=format!("heat heat-{strength}") colspan=taken.len()>{said}</td> }
        });
        let cells = cells.collect_view();
        let holds = drawn.has_grades.then(|| {
            let count = counts.holds.get(*row).copied().unwrap_or_default();
            view! { <td class="number">{percent(count, of)}</td> }
        });
        let cell = drawn.cells.get(*row).cloned().flatten();
        view! { <tr><th scope="row">{leading(side, name, cell)}</th>{holds}{cells}</tr> }
    });
    let lines = lines.collect_view();
    let heads = (1..=places).map(|place| view! { <th scope="col">{place}</th> }).collect_view();
    let holds_head = drawn
        .has_grades
        .then(|| view! { <th scope="col" class="holds">{words.say(Text::LabGradeHolds)}</th> });
    view! {
        <div class="wide of-places">
            <table class="list heats" class:many={places > UPRIGHT}>
                <caption class="quiet">{words.heat(group)}</caption>
                <thead><tr><th scope="col">{words.say(Text::Subject)}</th>{holds_head}{heads}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="quiet">{words.more(more)}</p> })}
    }
}

fn is_ranked(counts: &Counts, row: usize) -> bool {
    counts.places.get(row).is_some_and(|places| places.iter().any(|count| *count > 0))
}

/// The mean place times the number of draws: the order of the table.
fn mean_place(counts: &Counts, row: usize) -> u64 {
    let own = counts.places.get(row).map(Vec::as_slice).unwrap_or_default();
    own.iter().enumerate().map(|(place, count)| place as u64 * u64::from(*count)).sum()
}

/// A share in per cent with one place, from whole numbers.
fn percent(count: u32, of: u32) -> String {
    let tenths = (u64::from(count) * 1000 + u64::from(of) / 2) / u64::from(of.max(1));
    format!("{}.{}%", tenths / 10, tenths % 10)
}
