//! 问题: what is wrong with scheme and data, where, and what to do; walked through with a key.

use std::cell::OnceCell;

use baton_core::diag::{Diagnostic, Place};
use baton_core::edit::Session;
use baton_core::edit::rules::Path;
use baton_core::model::scheme_to_json;
use leptos::prelude::*;

use super::desk::{Desk, desk};
use super::rules;
use super::rules::model::{before_newest, place_within};
use super::side::{Part, Side};
use super::tab::Tab;
use crate::words::diagnostics::{place, say};
use crate::words::page::{Text, Words};

/// More than these are counted, not listed.
const MOST: usize = 300;

/// The tab with all problems.
#[component]
pub(super) fn Problems() -> impl IntoView {
    let desk = desk();
    let list = move || {
        desk.track_change();
        desk.read(Session::diagnostics)
    };
    view! {
        <div class="page" data-test="problems">
            {move || {
                let (list, words) = (list(), desk.words());
                if list.is_empty() {
                    return view! { <p class="quiet side-empty">{words.say(Text::NoProblems)}</p> }.into_any();
                }
                let more = list.len().saturating_sub(MOST);
                view! {
                    <DiagnosticTable list=list.into_iter().take(MOST).collect() rules=RulePlaces::new(desk)/>
                    {(more > 0).then(|| view! { <p>{words.more(more)}</p> })}
                }.into_any()
            }}
        </div>
    }
}

/// The problems as a list beside the grid, the one walked to marked.
#[component]
pub(super) fn ProblemList() -> impl IntoView {
    let side = expect_context::<Side>();
    let desk = side.desk;
    view! {
        <div class="problem-list" data-test="problem-list">
            {move || {
                desk.track_change();
                let words = desk.words();
                let list = desk.read(Session::diagnostics);
                if list.is_empty() {
                    return view! { <p class="quiet side-empty">{words.say(Text::NoProblems)}</p> }.into_any();
                }
                let more = list.len().saturating_sub(MOST);
                let rules = RulePlaces::new(desk);
                let items: Vec<_> = list
                    .into_iter()
                    .enumerate()
                    .take(MOST)
                    .map(|(at, diagnostic)| item(side, words, at, &diagnostic, &rules))
                    .collect();
                view! {
                    <p class="quiet">{words.say(Text::WalkProblems)}</p>
                    <ol>{items}</ol>
                    {(more > 0).then(|| view! { <p>{words.more(more)}</p> })}
                }
                .into_any()
            }}
        </div>
    }
}

/// The places of the book's rules that problems are told of.
#[derive(Clone)]
pub(super) struct RulePlaces {
    desk: Desk,
    /// What stands before the places of the edition that is edited.
    before: String,
    /// That edition, once something in it is to be named.
    scheme: OnceCell<serde_json::Value>,
}

impl RulePlaces {
    fn new(desk: Desk) -> Self {
        let before = desk.read(|session| before_newest(session.book()));
        Self { desk, before, scheme: OnceCell::new() }
    }

    /// The place within the rules; `None` where the editor has none.
    fn find<'a>(&self, place: &'a Place) -> Option<&'a str> {
        place_within(place, &self.before)
    }

    /// What a place within the rules is called.
    fn name(&self, path: &str, words: Words) -> String {
        let read =
            || self.desk.read(|session| session.book().scheme().map(scheme_to_json).unwrap_or_default());
        rules::place(self.scheme.get_or_init(read), &Path::read(path), words)
    }

    /// Shows a place within the rules in the editor.
    fn go(desk: Desk, path: String) {
        desk.view.variant.set(None);
        desk.view.rule.set(Some(path));
        desk.show(Tab::Rules);
    }
}

fn item(
    side: Side,
    words: Words,
    at: usize,
    diagnostic: &Diagnostic,
    rules: &RulePlaces,
) -> impl IntoView + use<> {
    let said = say(&diagnostic.message, words.language);
    let severity = words.severity(diagnostic.severity);
    let name = match rules.find(&diagnostic.place) {
        Some(path) => rules.name(path, words),
        None => place(&diagnostic.place, words.language),
    };
    let node = NodeRef::<leptos::html::Li>::new();
    let is_current = Memo::new(move |_| side.problem.get() == Some(at));
    Effect::new(move || {
        if let Some(item) = node.get().filter(|_| is_current.get()) {
            item.scroll_into_view_with_bool(false);
        }
    });
    view! {
        <li node_ref=node aria-current=move || is_current.get().then_some("true")>
            <button class="link" on:click=move |_| show(side, at)>{name}</button>
            <p><span class="severity">{severity}</span>" "{said.what}</p>
            <p class="quiet">{said.remedy}</p>
        </li>
    }
}

/// Goes on to the next problem, or to the one before; round the end to the first.
pub(super) fn walk(side: Side, by: isize) {
    let count = side.desk.read(|session| session.diagnostics().len());
    let Some(last) = count.checked_sub(1) else {
        side.open(Part::Problems);
        return;
    };
    let at = match (side.problem.get_untracked(), by >= 0) {
        (None, true) => 0,
        (None, false) => last,
        (Some(at), true) => {
            if at >= last {
                0
            } else {
                at.saturating_add(1)
            }
        }
        (Some(at), false) => at.checked_sub(1).unwrap_or(last).min(last),
    };
    show(side, at);
}

/// Shows a problem in the list and, where it is one of a cell, the cell.
fn show(side: Side, at: usize) {
    let found = side.desk.read(|session| session.diagnostics().into_iter().nth(at));
    side.problem.set(Some(at));
    side.open(Part::Problems);
    match found.map(|found| found.place) {
        Some(Place::Cell(cell)) => {
            side.grid.go_to(&cell);
            side.grid.focus();
        }
        Some(place) => {
            if let Some(path) = RulePlaces::new(side.desk).find(&place) {
                RulePlaces::go(side.desk, path.to_owned());
            }
        }
        None => {}
    }
}

/// Diagnostics as a table; where there is a window, a cell can be gone to, and a place of the book's own rules.
#[component]
pub(super) fn DiagnosticTable(
    list: Vec<Diagnostic>,
    #[prop(optional)] rules: Option<RulePlaces>,
) -> impl IntoView {
    let desk = desk();
    // Drawn anew with the list; a dialog has one language as long as it is open.
    let words = untrack(|| desk.words());
    let side = use_context::<Side>();
    let heads = [Text::Severity, Text::Place, Text::What, Text::Remedy];
    let rows: Vec<_> =
        list.into_iter().map(|diagnostic| row(words, side, rules.as_ref(), diagnostic)).collect();
    view! {
        <table class="list">
            <thead><tr>{heads.map(|text| view! { <th scope="col">{words.say(text)}</th> })}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(
    words: Words,
    side: Option<Side>,
    rules: Option<&RulePlaces>,
    diagnostic: Diagnostic,
) -> impl IntoView + use<> {
    let said = say(&diagnostic.message, words.language);
    let name = place(&diagnostic.place, words.language);
    let of_rules = rules.and_then(|rules| Some((rules, rules.find(&diagnostic.place)?)));
    let at = match (&diagnostic.place, side, of_rules) {
        (Place::Cell(cell), Some(side), _) => {
            let cell = cell.clone();
            way(words, name, move || side.go(cell.clone())).into_any()
        }
        (_, _, Some((rules, path))) => {
            let (desk, name, path) = (rules.desk, rules.name(path, words), path.to_owned());
            way(words, name, move || RulePlaces::go(desk, path.clone())).into_any()
        }
        _ => name.into_any(),
    };
    view! { <tr><td>{words.severity(diagnostic.severity)}</td><td>{at}</td><td>{said.what}</td><td>{said.remedy}</td></tr> }
}

fn way(words: Words, name: String, go: impl Fn() + 'static) -> impl IntoView {
    view! { <button class="link" title=words.say(Text::ShowCell) on:click=move |_| go()>{name}</button> }
}
