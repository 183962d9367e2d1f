//! A table of the editor: cells are drawn as they stand, one field waits in the active cell and is typed into.

use baton_core::edit::rules::{Head, Path, Row, Table, Thing, cell, sum_below};
use baton_core::num;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::beside::Hits;
use super::drafts::Waiting;
use super::field::Field;
use super::model::{Shown, in_words, is_chosen, is_formula, meant, said};
use super::state::{Rules, rules};
use crate::words::page::{Text, Words};
use crate::words::rules::{head_in, setting};

/// A table: the section's (0), or all settings of its row (1).
#[component]
pub(super) fn RulesGrid(number: usize) -> impl IntoView {
    let rules = rules();
    let table = rules.tables[number];
    let node = NodeRef::<leptos::html::Div>::new();
    let field = Field::new(rules, number);
    let drawn = move || {
        let words = rules.desk.words();
        let (shown, table) = (rules.shown.get()?, table.get()?);
        rules.drafts.track();
        Some(draw(rules, words, number, &shown, &table))
    };
    // The field is put into the active cell whenever that is another one, or drawn anew.
    Effect::new(move || {
        rules.drafts.track();
        rules.desk.words();
        let active = rules.active[number].get();
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
        let Some(place) = at.get_attribute("data-at").and_then(|text| place(&text)) else { return };
        if rules.active[number].get_untracked() == place {
            field.begin_at_click();
        } else {
            field.commit();
            rules.active[number].set(place);
            rules.wants_focus.set(Some(number));
        }
    };
    view! {
        <div class="rules-scroll" node_ref=node data-test=if number == 0 { "rules-table" } else { "rules-settings" } data-pane="" on:click=click
            on:dblclick=move |_| if !field.is_typing.get_untracked() { field.begin() }>
            <table
                class="rules-grid"
                role="grid"
                aria-label=label
                aria-rowcount=move || table.with(|table| table.as_ref().map_or(0, |table| table.rows.len().saturating_add(1)).to_string())
            >
                {drawn}
            </table>
            {field.view()}
        </div>
    }
}

fn place(text: &str) -> Option<(usize, usize)> {
    let (row, column) = text.split_once(',')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}

fn draw(rules: Rules, words: Words, number: usize, shown: &Shown, table: &Table) -> impl IntoView + use<> {
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
    let heads = heads.collect_view();
    let rows = table.rows.iter().enumerate().map(|(at, row)| {
        let cells = table.heads.iter().enumerate().map(|(column, head)| {
            draw_cell(rules, words, shown, row, head, (number, at, column))
        });
        let depth = row.depth.min(6).to_string();
        let is_heading = row.is_list || (row.thing.is_none() && number == 0 && row.at.last_key() == Some("total"));
        view! {
            <tr class="rules-row" class:rules-heading=is_heading data-depth=depth aria-rowindex=at.saturating_add(2).to_string()>
                {cells.collect_view()}
            </tr>
        }
    });
    view! { <thead><tr>{heads}</tr></thead><tbody>{rows.collect_view()}</tbody> }
}

fn draw_cell(
    rules: Rules,
    words: Words,
    shown: &Shown,
    row: &Row,
    head: &Head,
    (number, at, column): (usize, usize, usize),
) -> AnyView {
    let data = format!("{at},{column}");
    if *head == Head::Names {
        let name = setting(&row.at, row.thing.filter(|_| !row.is_list), words.language);
        let thing = row.thing.filter(|_| row.is_list);
        let add = thing.map(|thing| {
            let (list, text) = (row.at.clone(), crate::words::rules::fresh(thing, words.language));
            let add = move |event: web_sys::MouseEvent| {
                event.stop_propagation();
                if let Some(shown) = rules.shown.get_untracked() {
                    rules.add_to(&shown, number, &list, None);
                }
            };
            view! { <button class="rules-add" tabindex="-1" title=text aria-label=text on:click=add>"＋"</button> }
        });
        return view! { <th scope="row" class="rules-name" data-at=data>{name}{add}</th> }.into_any();
    }
    if *head == Head::Hits {
        let rule = row.at.clone();
        let list = (row.thing == Some(Thing::Rule)).then(|| view! { <Hits rule/> });
        return view! { <td class="rules-none rules-hits" data-at=data>{list}</td> }.into_any();
    }
    let Some(path) = cell(&shown.json, row, head) else {
        return view! { <td class="rules-none" data-at=data></td> }.into_any();
    };
    let draft = rules.drafts.with_untracked(|drafts| drafts.get(&path).cloned());
    let is_draft = draft.is_some();
    let (text, problem) = match draft {
        Some(Waiting { typed, why }) => {
            let why = why.map_or_else(|| words.say(Text::DraftFits), |why| words.because(&why));
            let text = in_words(&shown.json, &path, &typed, words.language);
            (text, Some(format!("{} {why}", words.say(Text::DraftWaits))))
        }
        None => {
            let found = shown.problems_of(&path);
            let told: Vec<String> = found.iter().map(|of| words.because(&of.message)).collect();
            (said(&shown.json, &path, words.language), (!told.is_empty()).then(|| told.join(" ")))
        }
    };
    let usual = if text.is_empty() { meant(&shown.json, &path, words.language) } else { String::new() };
    let sum = full_marks(words, shown, row, &path);
    let (is_choice, is_formula) = (is_chosen(&shown.json, &path), is_formula(&shown.json, &path));
    let is_first = column == 0;
    let (has_problem, title) = (problem.is_some(), problem.clone());
    view! {
        <td
            class="rules-cell"
            class:bad=has_problem
            class:draft=is_draft
            class:rules-choice=is_choice
            class:rules-formula=is_formula
            class:rules-first=is_first
            data-at=data
            title=title
        >
            <span class="rules-text">{text}</span>
            <span class="rules-usual">{usual}</span>
            {sum}
            {problem.map(|problem| view! { <span class="rules-problem" id=format!("rules-problem-{number}-{at}-{column}")>{problem}</span> })}
        </td>
    }
    .into_any()
}

/// What the full marks below a node add up to, where these stand in the cell.
fn full_marks(words: Words, shown: &Shown, row: &Row, path: &Path) -> Option<AnyView> {
    if path.last_key() != Some("full") {
        return None;
    }
    let sum = sum_below(&shown.json, &row.at)?;
    let full = num::read(&baton_core::edit::rules::read(&shown.json, path));
    let is_off = full.is_some_and(|full| full != sum);
    let text = words.sum_of_full(&num::format(sum));
    Some(view! { <span class="rules-sum" class:off=is_off>{text}</span> }.into_any())
}
