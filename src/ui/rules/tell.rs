//! What the editor tells: what is wrong with the scheme, which formulas were written anew, where something is used.

use std::collections::BTreeMap;

use baton_core::edit::rules::{Path, read};
use leptos::prelude::*;

use super::drafts::Waiting;
use super::model::in_words;
use super::state::{Asked as Question, Rules, rules};
use crate::words::page::{Text, Words};
use crate::words::rules::called;

/// Most places told at once.
const MOST: usize = 100;

/// Everything that is wrong, each leading to its cell.
#[component]
pub(super) fn Problems() -> impl IntoView {
    let rules = rules();
    let desk = rules.desk;
    let list = move || {
        let words = desk.words();
        let shown = rules.shown.get()?;
        let drafts = rules.drafts.get();
        let drafts = drafts.into_iter().map(|(path, Waiting { typed, why })| {
            let why = why.map_or_else(|| words.say(Text::DraftFits), |why| words.because(&why));
            let typed = in_words(&shown.json, &path, &typed, words.language);
            (path, format!("“{typed}”：{why}"), words.say(Text::RulesDraft))
        });
        let found = shown.problems.iter().map(|(path, of)| {
            (path.clone(), words.because(&of.message), words.severity(of.severity).to_owned())
        });
        let all: Vec<(Path, String, String)> = drafts.chain(found).collect();
        let lost = lost(rules, words);
        if all.is_empty() && lost.is_none() {
            return Some(
                view! { <p class="quiet" data-test="rules-sound">{words.say(Text::RulesSound)}</p> }
                    .into_any(),
            );
        }
        let items = all.into_iter().take(MOST).map(|(path, what, severity)| {
            let name = place(&shown.json, &path, words);
            view! {
                <li>
                    <button class="link" on:click=move |_| rules.go(&path)>{name}</button>
                    " "<span class="severity">{severity}</span>" "{what}
                </li>
            }
        });
        let items = items.collect_view();
        Some(view! { <ol class="rules-problems" data-test="rules-problems">{items}{lost}</ol> }.into_any())
    };
    let count = move || {
        let found = rules.shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.problems.len()));
        let (waiting, lost) = (rules.drafts.with(BTreeMap::len), rules.lost().len());
        match found.saturating_add(waiting).saturating_add(lost) {
            0 => String::new(),
            count => format!(" · {count}"),
        }
    };
    view! { <h2 data-test="rules-count">{move || desk.say(Text::Problems)}{count}</h2>{list} }
}

/// What was typed into cells that are no longer there: it stays until it is given up.
fn lost(rules: Rules, words: Words) -> Option<AnyView> {
    let all = rules.lost();
    let items = all.iter().map(|(number, typed)| {
        let number = *number;
        view! {
            <li>
                "“"{typed.clone()}"”："{words.say(Text::DraftLost)}" "
                <button on:click=move |_| rules.held.change(|drafts| drafts.drop(number))>{words.say(Text::DraftDrop)}</button>
            </li>
        }
    });
    (!all.is_empty()).then(|| items.collect_view().into_any())
}

/// A place in words: the things on the way to it, then the setting.
pub(in crate::ui) fn place(json: &serde_json::Value, path: &Path, words: Words) -> String {
    let mut names = Vec::new();
    let mut at = Some(path.clone());
    while let Some(of) = at {
        if of.number().is_some() {
            let name = read(json, &of.key("name"));
            if !name.is_empty() {
                names.push(name);
            }
        }
        at = of.parent();
    }
    names.reverse();
    if path.number().is_none() && path.depth() > 0 {
        names.push(called(path, words.language));
    }
    if names.is_empty() { path.to_string() } else { names.join(" · ") }
}

/// The formulas that were written anew since something has another name.
#[component]
pub(super) fn Rewritten() -> impl IntoView {
    let rules = rules();
    move || {
        let changed = rules.rewritten.get();
        let words = rules.desk.words();
        let shown = rules.shown.get().filter(|_| !changed.is_empty())?;
        let items = changed.iter().take(MOST).map(|(path, before, after)| {
            let (name, path) = (place(&shown.json, path, words), path.clone());
            view! {
                <li>
                    <button class="link" on:click=move |_| rules.go(&path)>{name}</button>
                    " "<del>{before.clone()}</del>" → "<ins>{after.clone()}</ins>
                </li>
            }
        });
        Some(view! {
            <div class="rules-told" role="status" data-test="rewritten">
                <p>{words.formulas_rewritten(changed.len())}</p>
                <ul>{items.collect_view()}</ul>
            </div>
        })
    }
}

/// Asks before something is taken out that is used.
#[component]
pub(super) fn Asked() -> impl IntoView {
    let rules = rules();
    let answer = NodeRef::<leptos::html::Button>::new();
    Effect::new(move || {
        if let Some(button) = answer.get().filter(|_| rules.asked.with(Option::is_some)) {
            _ = button.focus();
        }
    });
    let close = move || {
        rules.asked.set(None);
        rules.wants_focus.set(Some(0));
    };
    move || {
        let Question { item, uses, typed } = rules.asked.get()?;
        let words = rules.desk.words();
        let shown = rules.shown.get()?;
        let name = read(&shown.json, &item.key("name"));
        let items = uses.iter().take(MOST).map(|of| {
            let text = format!("{}: {}", place(&shown.json, &of.at, words), of.text);
            view! { <li>{text}</li> }
        });
        let items = items.collect_view();
        let count = uses.len();
        Some(view! {
            <div
                class="rules-told rules-asked" role="alertdialog" aria-label=words.say(Text::RulesRemove) data-test="asked"
                on:keydown=move |event| if event.key() == "Escape" { close() }
            >
                {(typed > 0).then(|| view! { <p>{words.holds_typed(&name, typed)}</p> })}
                {(count > 0).then(|| view! { <p>{words.is_used(&name, count)}</p><ul>{items}</ul> })}
                <button node_ref=answer on:click=move |_| close()>{words.say(Text::RulesKeep)}</button>
                <button on:click=move |_| { close(); remove(rules, &item); }>{words.say(Text::RulesRemoveStill)}</button>
            </div>
        })
    }
}

fn remove(rules: Rules, item: &Path) {
    rules.remove_now(item);
}
