//! The editor's page: sections at the left, the table of one, all settings of its row, and what is wrong.

use baton_core::edit::rules::{Listed, Path, Section};
use baton_core::model::Id;
use leptos::prelude::*;

use super::beside::Editions;
use super::grid::RulesGrid;
use super::scoring::{ScoringDialog, pasted_for};
use super::state::{Rules, rules};
use super::tell::{Asked, Problems, Rewritten};
use crate::ui::desk::{Dialog, desk};
use crate::words::page::Text;
use crate::words::rules::section as name_of;

/// The scheme editor.
#[component]
pub(in crate::ui) fn RulesPage() -> impl IntoView {
    let desk = desk();
    let rules = Rules::new(desk);
    provide_context(rules);
    // Whoever comes from a change of the lab finds what it changes.
    Effect::new(move || {
        if let Some(place) = desk.view.rule.get().filter(|_| rules.shown.with(Option::is_some)) {
            desk.view.rule.set(None);
            rules.go(&Path::read(&place));
        }
    });
    let is_of_scheme = move || rules.section.with(|section| *section != Section::Editions);
    view! {
        <div class="page rules" data-test="rules">
            <Show
                when=move || rules.shown.with(Option::is_some)
                fallback=move || view! { <p>{desk.said(Text::RulesNone)}</p> }
            >
                <Toolbar/>
                <ScoringDialog/>
                <div class="rules-sides">
                    <Sections/>
                    <section class="rules-main" aria-label=desk.said(Text::RulesTable)>
                        <Asked/>
                        <Rewritten/>
                        <Show when=is_of_scheme fallback=|| view! { <Editions/> }>
                            <RulesGrid number=0/>
                        </Show>
                        <Show when=move || rules.outline().is_some()>
                            <h2>{move || rules.desk.say(Text::RulesSettings)}</h2>
                            <RulesGrid number=1/>
                        </Show>
                        <Problems/>
                    </section>
                </div>
            </Show>
        </div>
    }
}

/// What is edited, and what can be done with rows.
#[component]
fn Toolbar() -> impl IntoView {
    let rules = rules();
    let desk = rules.desk;
    let choose = move |event| {
        let id = event_target_value(&event);
        rules.variant.set((!id.is_empty()).then(|| Id::new(&id)));
    };
    let options = move || {
        desk.track_change();
        let open = rules.variant.get();
        let known = desk.read(|session| session.book().variants.clone());
        let rest = known.into_iter().map(|of| {
            let is_open = Some(&of.id) == open.as_ref();
            view! { <option value=of.id.to_string() selected=is_open>{of.title}</option> }
        });
        view! { <option value="" selected=open.is_none()>{desk.say(Text::RulesInForce)}</option>{rest.collect_view()} }
    };
    let has_list = move || rules.table().is_some_and(|table| table.list.is_some());
    let row = move || rules.row().filter(|row| row.thing.is_some());
    let holds_others = move || row().and_then(|row| baton_core::edit::rules::below(row.thing?)).is_some();
    let remove = move |_| {
        if let Some(row) = untrack(row) {
            rules.wants_focus.set(Some(0));
            rules.remove(&row.at);
        }
    };
    let shift = move |down: bool| {
        if let (Some(row), Some(shown)) = (untrack(row), rules.shown.get_untracked()) {
            rules.wants_focus.set(Some(0));
            rules.put_at(baton_core::edit::rules::shift(&shown.scheme, &row.at, down));
        }
    };
    view! {
        <div class="rules-bar">
            <label>{desk.said(Text::RulesOf)}<select on:change=choose>{options}</select></label>
            <Show when=move || rules.variant.with(Option::is_some)>
                <span class="rules-variant">{desk.said(Text::RulesOfVariant)}</span>
            </Show>
            <button disabled=move || !has_list() title="Ctrl+Enter" on:click=move |_| rules.add(false)>{desk.said(Text::RulesAdd)}</button>
            <button disabled=move || !holds_others() title="Ctrl+Shift+Enter" on:click=move |_| rules.add(true)>{desk.said(Text::RulesAddBelow)}</button>
            <button disabled=move || row().is_none() title="Ctrl+Delete" on:click=remove>{desk.said(Text::RulesRemove)}</button>
            <button disabled=move || row().is_none() title="Alt+↑" on:click=move |_| shift(false)>{desk.said(Text::RulesUp)}</button>
            <button disabled=move || row().is_none() title="Alt+↓" on:click=move |_| shift(true)>{desk.said(Text::RulesDown)}</button>
            <Show when=move || pasted_for(rules).is_some()>
                <button on:click=move |_| rules.scoring.set(untrack(|| pasted_for(rules)))>{desk.said(Text::ScoringPaste)}</button>
            </Show>
            <button on:click=move |_| desk.dialog.set(Some(Dialog::Periods))>{desk.said(Text::OpenPeriods)}</button>
            <span class="quiet rules-keys">{desk.said(Text::RulesKeys)}</span>
        </div>
    }
}

/// The list of sections.
#[component]
fn Sections() -> impl IntoView {
    let rules = rules();
    let desk = rules.desk;
    let list = move || {
        let words = desk.words();
        let mut of = String::new();
        rules
            .sections()
            .into_iter()
            .map(|listed| {
                let heading = (!listed.of.is_empty() && listed.of != of).then(|| listed.of.clone());
                of.clone_from(&listed.of);
                let name = name_of(&listed.section, words.language);
                let heading = heading.map(|of| view! { <li class="rules-of">{of}</li> });
                view! { {heading}<li>{button(rules, listed, name)}</li> }
            })
            .collect_view()
    };
    view! { <nav class="rules-sections" aria-label=desk.said(Text::RulesSections)><ul>{list}</ul></nav> }
}

fn button(rules: Rules, Listed { section, of }: Listed, name: &'static str) -> impl IntoView {
    let own = section.clone();
    let is_shown = move || rules.section.with(|shown| *shown == own);
    let is_inner = matches!(section, Section::In(..) | Section::Ballot(_) | Section::Tariff(_));
    let label = if of.is_empty() { name.to_owned() } else { format!("{of} {name}") };
    view! {
        <button
            class:inner=is_inner
            aria-label=label
            aria-current=move || is_shown().then_some("true")
            on:click=move |_| rules.show(section.clone())
        >{name}</button>
    }
}
