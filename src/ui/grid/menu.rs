//! The menu of a column: order, filter, width and place. It is opened from the column's head or by a key.

use std::collections::{BTreeMap, BTreeSet};

use baton_core::num;
use leptos::html;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::cell;
use super::cursor::Cursor;
use super::filter::Filter;
use super::selection::Area;
use super::state::Grid;
use crate::words::page::Text;

/// How many values are listed to choose from.
const LISTED: usize = 200;

/// The open menu.
#[component]
pub(super) fn ColumnMenu() -> impl IntoView {
    let grid = expect_context::<Grid>();
    move || grid.column_menu.get().map(|at| view! { <Menu at/> })
}

#[component]
fn Menu(at: usize) -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let node = NodeRef::<html::Div>::new();
    let Some(column) = grid.columns.with_untracked(|columns| columns.list.get(at).cloned()) else {
        return ().into_any();
    };
    // What the menu does, it does with this column.
    let selection = grid.selection.get_untracked();
    if !selection.touches_column(at) {
        let last = untrack(|| grid.extent()).last().row;
        grid.select_area(Area::new(Cursor { row: 0, column: at }, Cursor { row: last, column: at }));
    }
    Effect::new(move || {
        if let Some(first) = node.get().and_then(|menu| menu.query_selector("button").ok().flatten())
            && let Ok(button) = first.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = button.focus();
        }
    });
    let close = move || {
        grid.column_menu.set(None);
        grid.focus();
    };
    let press = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            close();
        }
    };
    let leave = move |event: web_sys::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        if let (Some(menu), Some(to)) = (node.get_untracked(), to)
            && !menu.contains(Some(&to))
        {
            grid.column_menu.set(None);
        }
    };
    let item = move |text: Text, act: fn(Grid)| {
        view! {
            <button on:click=move |_| { act(grid); close() }>{desk.said(text)}</button>
        }
    };
    let key = StoredValue::new(column.key.clone());
    let order = move |text: Text, falling: bool| {
        let act = move |event: web_sys::MouseEvent| {
            grid.sort_by(&key.get_value(), falling, event.shift_key());
            close();
        };
        view! { <button title=desk.said(Text::SortBy) on:click=act>{desk.said(text)}</button> }
    };
    let hidden = untrack(|| grid.hidden_columns());
    let place = move || {
        let (left, width) = grid.geometry.with(|geometry| (geometry.left(at), geometry.width(at)));
        let sight = grid.sight.get();
        let along = if at == 0 { 0.0 } else { sight.left };
        // Its right edge under that of the column, but not beyond the box.
        (left - along).min(sight.width - 260.0).max(4.0).min((left - along + width).max(4.0))
    };
    let top = move || grid.head_height.get();
    view! {
        <div
            class="column-menu"
            role="dialog"
            aria-label=column.name.clone()
            node_ref=node
            style:left=move || format!("{}px", place())
            style:top=move || format!("{}px", top())
            on:keydown=press
            on:focusout=leave
        >
            {order(Text::SortRising, false)}
            {order(Text::SortFalling, true)}
            <Show when=move || grid.arrangement.with(|by| !by.sort.is_empty())>
                {item(Text::SortNone, Grid::unsort)}
            </Show>
            <FilterForm at key close=Callback::new(move |()| close())/>
            <Show when=move || { at > 0 }>
                <div class="pair">
                    {item(Text::MoveLeft, |grid| grid.move_columns(false))}
                    {item(Text::MoveRight, |grid| grid.move_columns(true))}
                </div>
                {item(Text::HideColumns, Grid::hide_columns)}
            </Show>
            <Show when=move || { hidden > 0 }>{item(Text::ShowColumns, Grid::show_columns)}</Show>
            <div class="pair">
                {item(Text::Wider, |grid| grid.widen_columns(true))}
                {item(Text::Narrower, |grid| grid.widen_columns(false))}
                {item(Text::FitWidth, Grid::fit_columns)}
            </div>
        </div>
    }
    .into_any()
}

/// Which rows the column lets through.
#[component]
fn FilterForm(at: usize, key: StoredValue<String>, close: Callback<()>) -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let present = key.with_value(|key| grid.arrangement.with_untracked(|by| by.filters.get(key).cloned()));
    let is_filtered = present.is_some();
    let present = present.unwrap_or_default();
    let (values, is_number) = values(grid, at);
    let all: BTreeSet<String> = values.iter().map(|(text, _)| text.clone()).collect();
    let bound = |number: Option<num::Decimal>| number.map(num::format).unwrap_or_default();
    let contains = RwSignal::new(present.contains.clone());
    let (least, most) = (RwSignal::new(bound(present.least)), RwSignal::new(bound(present.most)));
    let chosen = RwSignal::new(present.values.clone().unwrap_or_else(|| all.clone()));
    let list = values.len() <= LISTED;
    let everything = StoredValue::new(all);
    let carry_out = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let chosen = chosen.get_untracked();
        let filter = Filter {
            values: (list && everything.with_value(|all| *all != chosen)).then_some(chosen),
            contains: contains.get_untracked(),
            least: num::read(&least.get_untracked()),
            most: num::read(&most.get_untracked()),
        };
        grid.filter(&key.get_value(), filter);
        close.run(());
    };
    let clear = move |_| {
        grid.filter(&key.get_value(), Filter::default());
        close.run(());
    };
    let field = move |text: Text, of: RwSignal<String>| {
        view! {
            <input
                aria-label=desk.said(text)
                placeholder=desk.said(text)
                prop:value=of
                on:input=move |event| of.set(event_target_value(&event))
            />
        }
    };
    let choices = values.into_iter().take(LISTED).map(|(text, count)| {
        let label = if text.is_empty() { desk.say(Text::BlankCells) } else { text.clone() };
        let of = text.clone();
        let is_chosen = move || chosen.with(|chosen| chosen.contains(&of));
        let turn = move |event: web_sys::Event| {
            let adds = event_target_checked(&event);
            chosen.update(|chosen| {
                if adds {
                    chosen.insert(text.clone());
                } else {
                    chosen.remove(&text);
                }
            });
        };
        view! {
            <label>
                <input type="checkbox" prop:checked=is_chosen on:change=turn/>
                <span>{label}</span>
                <small class="quiet">{count}</small>
            </label>
        }
    });
    let turn_all = move |event: web_sys::Event| {
        let adds = event_target_checked(&event);
        chosen.set(if adds { everything.get_value() } else { BTreeSet::new() });
    };
    let is_all = move || chosen.with(|chosen| everything.with_value(|all| all == chosen));
    let choices = list.then(|| {
        view! {
            <div class="values">
                <label>
                    <input type="checkbox" prop:checked=is_all on:change=turn_all/>
                    <span>{desk.said(Text::SelectAll)}</span>
                </label>
                {choices.collect_view()}
            </div>
        }
    });
    view! {
        <form on:submit=carry_out>
            {field(Text::FilterContains, contains)}
            {is_number.then(|| view! {
                <div class="pair">{field(Text::FilterLeast, least)}{field(Text::FilterMost, most)}</div>
            })}
            {choices}
            <div class="pair">
                <button class="main">{desk.said(Text::FilterApply)}</button>
                {is_filtered.then(|| view! {
                    <button type="button" on:click=clear>{desk.said(Text::FilterClear)}</button>
                })}
            </div>
        </form>
    }
}

/// The texts that a column shows in the rows that other filters let through, with their numbers; whether some are
/// numbers.
fn values(grid: Grid, at: usize) -> (Vec<(String, usize)>, bool) {
    let found = grid.view(|view| {
        let Some(column) = view.columns.get(at) else { return (Vec::new(), false) };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut numbers = BTreeMap::new();
        let all = super::rows::rows(view.session, view.table, view.at, grid.within());
        for row in &all {
            let text = cell::shown(view.session, view.table, view.at, *row, column).text;
            if let Some(number) = cell::number(view.session, view.at, *row, column.holds) {
                numbers.insert(text.clone(), number);
            }
            *counts.entry(text).or_default() += 1;
        }
        let mut list: Vec<(String, usize)> = counts.into_iter().collect();
        // Numbers by their size, behind them texts.
        list.sort_by_key(|(text, _)| (!numbers.contains_key(text), numbers.get(text).copied()));
        (list, !numbers.is_empty())
    });
    found.unwrap_or_default()
}
