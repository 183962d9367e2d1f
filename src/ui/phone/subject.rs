//! One subject as a list of its cells, or a ranking as a list.

use baton_core::num;
use leptos::prelude::*;

use super::ranking::{Ranking, rankings};
use crate::ui::desk::Notice;
use crate::ui::grid::Grid;
use crate::ui::grid::cell;
use crate::ui::grid::columns::{GridColumn, Holds};
use crate::ui::grid::cursor::Cursor;
use crate::ui::grid::edit::{self, Target};
use crate::ui::grid::selection::Selection;
use crate::ui::periods::change_mark;
use crate::ui::side::{Part, Side};
use crate::words::page::Text;

/// The sheet of the tab, a subject at a time.
#[component]
pub(in crate::ui) fn OneSubject() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let ranking = RwSignal::new(false);
    let row = Memo::new(move |_| {
        let at = grid.cursor().row;
        grid.rows.with(|rows| rows.get(at).or(rows.first()).copied())
    });
    let count = move || grid.rows.with(|rows| rows.len());
    let place = Memo::new(move |_| grid.cursor().row.min(count().saturating_sub(1)));
    let to =
        move |place: usize| grid.select(Selection::at(Cursor { row: place, ..untrack(|| grid.cursor()) }));
    let options = move || {
        desk.track_shape();
        let shown = grid.shown.get();
        let rows = grid.rows.get();
        rows.iter()
            .enumerate()
            .map(|(at, row)| {
                let name = shown.map(|shown| desk.read(|s| cell::subject(s, shown.table, Some(*row))));
                view! { <option value=at.to_string() selected=move || place.get() == at>{name}</option> }
            })
            .collect_view()
    };
    let is_last = move || place.get().saturating_add(1) >= count();
    let choose = move |event| {
        if let Ok(at) = event_target_value(&event).parse() {
            to(at);
        }
    };
    let cells = move || {
        let (Some(shown), Some(row)) = (grid.shown.get(), row.get()) else { return Vec::new() };
        let columns = grid.columns.get();
        let others = columns.list.iter().enumerate().filter(|(_, column)| column.holds != Holds::Subject);
        others.map(|(at, column)| line(grid, shown.table, shown.at, row, at, column.clone())).collect()
    };
    view! {
        <div class="phone">
            <div class="phone-head">
                <div class="pair" role="group" aria-label=desk.said(Text::PhoneView)>
                    <button aria-pressed=move || (!ranking.get()).to_string() on:click=move |_| ranking.set(false)>
                        {desk.said(Text::OneByOne)}
                    </button>
                    <button aria-pressed=move || ranking.get().to_string() on:click=move |_| ranking.set(true)>
                        {desk.said(Text::Rankings)}
                    </button>
                </div>
                <Show when=move || !ranking.get()>
                    <div class="phone-walk">
                        <button
                            aria-label=desk.said(Text::PreviousSubject)
                            disabled=move || place.get() == 0
                            on:click=move |_| to(place.get_untracked().saturating_sub(1))
                        >"◀"</button>
                        <select aria-label=desk.said(Text::Subject) on:change=choose>{options}</select>
                        <button
                            aria-label=desk.said(Text::NextSubject)
                            disabled=is_last
                            on:click=move |_| to(place.get_untracked().saturating_add(1))
                        >"▶"</button>
                    </div>
                </Show>
            </div>
            {move || if ranking.get() {
                let open = Callback::new(move |place: usize| {
                    ranking.set(false);
                    to(place);
                });
                view! { <RankingLists open/> }.into_any()
            } else {
                view! { <ul class="phone-cells" data-test="phone-cells">{cells}</ul> }.into_any()
            }}
        </div>
    }
}

/// A cell: its name, its full marks, and its value, typed where it may be.
fn line(grid: Grid, table: usize, at: usize, row: usize, place: usize, column: GridColumn) -> AnyView {
    let desk = grid.desk;
    let side = expect_context::<Side>();
    let Holds::Slot(slot) = column.holds else { return ().into_any() };
    let full = desk.read(|session| {
        let (plan, results) = (session.plan(), session.results());
        let version = plan.version(slot, results.space().edition(plan, table, at))?;
        results.parameter(version.role.full?).map(num::format)
    });
    let name = column.name.clone();
    let is_typed = column.typed;
    let go = move || grid.select(Selection::at(Cursor { column: place, ..untrack(|| grid.cursor()) }));
    let column = StoredValue::new(column);
    let shown = Memo::new(move |_| {
        desk.track_column(slot, at);
        desk.read(|session| column.with_value(|column| cell::shown(session, table, at, row, column)))
    });
    let signs = move || {
        let shown = shown.get();
        let signs = [
            (shown.provisional, "provisional"),
            (shown.exempt, "exempt"),
            (shown.error, "error"),
            (shown.problem.is_some(), "invalid"),
            (shown.overridden, "overridden"),
        ];
        let held = signs.iter().filter(|(holds, _)| *holds).map(|(_, sign)| *sign);
        held.fold("value".to_owned(), |class, sign| format!("{class} {sign}"))
    };
    let commit = move |event| {
        let text = event_target_value(&event);
        let command = desk.read(|session| {
            column.with_value(|column| {
                let target = Target { table, at, row: Some(row), column };
                edit::check(target).and_then(|()| edit::command(session, target, &text, None))
            })
        });
        match command {
            Ok(command) => _ = desk.apply(&command),
            Err(message) => desk.notice.set(Some(Notice::Refused(message))),
        }
    };
    let explain = move |_| {
        go();
        side.open(Part::Why);
    };
    let label = name.clone();
    let value = if is_typed {
        view! {
            <input
                class=signs
                aria-label=label
                prop:value=move || shown.get().text
                on:focus=move |_| go()
                on:change=commit
            />
        }
        .into_any()
    } else {
        let label = format!("{} {name}", desk.say(Text::WhyThis));
        view! { <button class=signs aria-label=label on:click=explain>{move || shown.get().text}</button> }
            .into_any()
    };
    let change = move || {
        desk.track_column(slot, at);
        change_mark(desk, slot, at, row)
    };
    let problem = move || {
        let problem = shown.get().problem?;
        Some(view! { <small class="bad">{desk.words().because(&problem)}</small> })
    };
    view! {
        <li class:computed=!is_typed data-name=name.clone()>
            <span class="name">{name.clone()}{full.map(|full| view! { <small>{full}</small> })}{change}</span>
            {value}
            {problem}
        </li>
    }
    .into_any()
}

/// The rankings of the sheet.
#[component]
fn RankingLists(
    /// Shows the subject at a place of the grid's rows.
    open: Callback<usize>,
) -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let list = move || {
        desk.track_change();
        let Some(shown) = grid.shown.get() else { return Vec::new() };
        desk.read(|session| rankings(session, shown.table, shown.at))
    };
    let one = move |ranking: Ranking| {
        let rows = grid.rows.get();
        let lines: Vec<_> = ranking
            .lines
            .into_iter()
            .map(|line| {
                let place = rows.iter().position(|row| *row == line.row).unwrap_or_default();
                view! {
                    <li>
                        <button on:click=move |_| open.run(place)>
                            <span class="place-number">{line.place}</span>
                            <span class="name">{line.name}</span>
                            <span class="value">{line.value}</span>
                        </button>
                    </li>
                }
            })
            .collect();
        let heading = format!("{} · {}", ranking.name, desk.words().ordered_by(&ranking.by));
        view! { <h2>{heading}</h2><ol class="phone-ranking">{lines}</ol> }
    };
    view! {
        <div class="phone-rankings" data-test="phone-rankings">
            {move || {
                let list = list();
                if list.is_empty() {
                    return view! { <p class="quiet side-empty">{desk.say(Text::NoRankings)}</p> }.into_any();
                }
                list.into_iter().map(one).collect_view().into_any()
            }}
        </div>
    }
}
