//! A table of the editor: cells are drawn as they stand, one field waits in the active cell and is typed into.

use baton_core::edit::rules::{Head, Table};
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::beside::Hits;
use super::drag;
use super::field::{Field, hear_among_links};
use super::looks::{CellLook, RowLook, looks};
use super::range;
use super::state::{Rules, rules};
use crate::words::page::{Text, Words};
use crate::words::rules::head_in;

/// A table: the section's (0), or all settings of its row (1).
#[component]
pub(super) fn RulesGrid(number: usize) -> impl IntoView {
    let rules = rules();
    let table = rules.tables[number];
    let node = NodeRef::<leptos::html::Div>::new();
    let field = Field::new(rules, number);
    let heads = move || {
        let words = rules.desk.words();
        table.with(|table| table.as_deref().map(|table| draw_heads(table, words)))
    };
    let rows = move || {
        let words = rules.desk.words();
        let (Some(shown), Some(table)) = (rules.shown.get(), table.get()) else { return Vec::new() };
        rules.drafts.with(|drafts| looks(words, number, &shown, &table, drafts))
    };
    // The field is put into the active cell whenever that is another one, or drawn anew.
    Effect::new(move || {
        rules.drafts.track();
        rules.desk.words();
        let active = rules.active[number].get();
        rules.corner[number].track();
        let count = table.with(|table| table.as_ref().map(|table| (table.rows.len(), table.heads.len())));
        let is_there = rules.shown.with(Option::is_some) && count.is_some();
        let wants = rules.wants_focus.get() == Some(number);
        if let Some(node) = node.get().filter(|_| is_there) {
            // When the cells are drawn, which may be after this.
            queue_microtask(move || {
                if !field.settle(&node, active, wants) {
                    request_animation_frame(move || _ = field.settle(&node, active, wants));
                }
            });
        }
    });
    let label = move || match number {
        0 => rules.desk.say(Text::RulesTable),
        _ => rules.desk.say(Text::RulesSettings),
    };
    let click = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(at) = target.and_then(|target| target.closest("[data-at]").ok().flatten()) else { return };
        let Some(place) = range::place(&at) else { return };
        if event.shift_key() {
            field.commit();
            rules.corner[number].set(Some(place));
            rules.wants_focus.set(Some(number));
        } else if rules.active[number].get_untracked() == place {
            range::narrow(field);
            field.begin_at_click();
        } else {
            field.commit();
            range::narrow(field);
            rules.active[number].set(place);
            rules.wants_focus.set(Some(number));
        }
    };
    let with_node = move |act: fn(Field, &web_sys::HtmlDivElement, &web_sys::PointerEvent)| {
        move |event: web_sys::PointerEvent| {
            if let Some(node) = node.get_untracked() {
                act(field, &node, &event);
            }
        }
    };
    let give_up = move || node.get_untracked().is_some_and(|node| drag::give_up(field, &node));
    let escape = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" && give_up() {
            event.prevent_default();
        }
    });
    on_cleanup(move || escape.remove());
    view! {
        <div class="rules-scroll" node_ref=node data-test=if number == 0 { "rules-table" } else { "rules-settings" } data-pane="" on:click=click
            on:dblclick=move |_| if !field.is_typing.get_untracked() { field.begin() }
            on:pointerdown=move |event| {
                with_node(drag::press)(event.clone());
                range::press(field, &event);
            }
            on:pointermove=move |event| {
                with_node(drag::pull)(event.clone());
                range::pull(field, &event);
            }
            on:pointerup=with_node(drag::release)
            on:pointercancel=move |_| _ = give_up()
            on:scroll=move |_| if let Some(node) = node.get_untracked() { drag::show(field, &node) }>
            <table
                class="rules-grid"
                role="grid"
                aria-label=label
                aria-rowcount=move || table.with(|table| table.as_ref().map_or(0, |table| table.rows.len().saturating_add(1)).to_string())
            >
                <thead><tr>{heads}</tr></thead>
                <tbody><For each=rows key=RowLook::clone children=move |row| draw_row(rules, number, row)/></tbody>
            </table>
            {field.view()}
            <div class="rules-drop" aria-hidden="true" hidden></div>
        </div>
    }
}

fn draw_heads(table: &Table, words: Words) -> impl IntoView + use<> {
    let heads = table.heads.iter().map(|of| {
        let text = match of {
            Head::Setting(key) => head_in(table.list.as_ref(), key, words.language),
            Head::Named { name, .. } => name.clone(),
            Head::Hits => words.say(Text::RulesHits),
            Head::Names => words.say(Text::RulesSetting),
            Head::Values => words.say(Text::RulesValue),
        };
        view! { <th scope="col">{text}</th> }
    });
    heads.collect_view()
}

fn draw_row(rules: Rules, number: usize, row: RowLook) -> impl IntoView + use<> {
    let at = row.at;
    let mut handle = row.handle;
    let cells = row.cells.into_iter().enumerate();
    let cells = cells
        .map(|(column, cell)| draw_cell(rules, cell, handle.take(), (number, at, column)))
        .collect_view();
    view! {
        <tr
            class="rules-row"
            class:rules-heading=row.is_heading
            data-depth=row.depth.min(6).to_string()
            aria-rowindex=at.saturating_add(2).to_string()
        >
            {cells}
        </tr>
    }
}

/// The formula that a method stands for.
fn stands_for(rules: Rules, formula: String) -> impl IntoView {
    let title = format!("{}: {formula}", untrack(|| rules.desk.say(Text::RulesStandsFor)));
    view! { <span class="rules-stands" title=title>"= "{formula}</span> }
}

fn draw_cell(
    rules: Rules,
    look: CellLook,
    handle: Option<String>,
    (number, at, column): (usize, usize, usize),
) -> AnyView {
    let data = format!("{at},{column}");
    let handle =
        handle.map(|said| view! { <span class="rules-handle" title=said aria-hidden="true"></span> });
    let look = match look {
        CellLook::Name(name, add) => {
            let add = add.map(|(list, text)| {
                let add = move |event: web_sys::MouseEvent| {
                    event.stop_propagation();
                    if let Some(shown) = rules.shown.get_untracked() {
                        rules.add_to(&shown, number, &list, None);
                    }
                };
                view! { <button class="rules-add" tabindex="-1" title=text.clone() aria-label=text on:click=add>"＋"</button> }
            });
            return view! { <th scope="row" class="rules-name" data-at=data>{handle}{name}{add}</th> }
                .into_any();
        }
        CellLook::Hits(rule) => {
            let list = rule.map(|rule| view! { <Hits rule/> });
            return view! {
                <td class="rules-none rules-hits" data-at=data on:keydown=move |event| hear_among_links(&event)>{list}</td>
            }
            .into_any();
        }
        CellLook::None(formula) => {
            let formula = formula.map(|formula| stands_for(rules, formula));
            return view! { <td class="rules-none" data-at=data>{handle}{formula}</td> }.into_any();
        }
        CellLook::Setting(look) => look,
    };
    let problem = look.problem.clone().map(|problem| {
        view! { <span class="rules-problem" id=format!("rules-problem-{number}-{at}-{column}")>{problem}</span> }
    });
    let sum = look.sum.map(|(text, is_off)| view! { <span class="rules-sum" class:off=is_off>{text}</span> });
    view! {
        <td
            class="rules-cell"
            class:bad=look.problem.is_some()
            class:draft=look.is_draft
            class:rules-choice=look.is_choice
            class:rules-formula=look.is_formula
            class:rules-first=column == 0
            data-at=data
            title=look.problem
        >
            {handle}
            <span class="rules-text">{look.text}</span>
            <span class="rules-usual">{look.usual}</span>
            {look.stands_for.map(|formula| stands_for(rules, formula))}
            {sum}
            {problem}
        </td>
    }
    .into_any()
}
