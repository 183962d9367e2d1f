//! The editor's page: sections at the left, the table of one, all settings of its row, and what is wrong.

use baton_core::edit::rules::{Path, Section, list_below, shift};
use baton_core::model::Id;
use leptos::prelude::*;

use super::beside::Editions;
use super::grid::RulesGrid;
use super::scoring::{ScoringDialog, pasted_for};
use super::sections::Sections;
use super::state::{Rules, rules};
use super::tell::{Asked, Problems, Rewritten};
use crate::ui::desk::{Dialog, desk};
use crate::words::page::Text;

/// The scheme editor.
#[component]
pub(in crate::ui) fn RulesPage() -> impl IntoView {
    let desk = desk();
    let rules = Rules::new(desk);
    provide_context(rules);
    on_cleanup(move || {
        desk.view.undo_first.set(None);
        rules.leave();
    });
    // Whoever comes from a change of the lab finds what it changes.
    Effect::new(move || {
        if let Some(place) = desk.view.rule.get().filter(|_| rules.shown.with(Option::is_some)) {
            desk.view.rule.set(None);
            rules.go(&Path::read(&place));
        }
    });
    Effect::new(move || {
        if let Some(section) = desk.view.section.get().filter(|_| rules.shown.with(Option::is_some)) {
            desk.view.section.set(None);
            rules.show(section);
            rules.wants_focus.set(Some(0));
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
                        <Show when=is_of_scheme fallback=|| view! { <div data-pane=""><Editions/></div> }>
                            <RulesGrid number=0/>
                        </Show>
                        <Show when=move || rules.tables[1].with(Option::is_some)>
                            <h2>{move || rules.desk.say(Text::RulesSettings)}</h2>
                            <RulesGrid number=1/>
                        </Show>
                        <div data-pane=""><Problems/></div>
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
        desk.view.variant.set((!id.is_empty()).then(|| Id::new(&id)));
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
    let has_list = move || rules.place_of_new(0, false).is_some();
    let item = move || rules.item(0);
    let holds_others = move || rules.row().as_ref().and_then(list_below).is_some();
    let remove = move |_| {
        if let Some(item) = untrack(item) {
            rules.wants_focus.set(Some(0));
            rules.remove(&item);
        }
    };
    let move_it = move |down: bool| {
        if let (Some(item), Some(shown)) = (untrack(item), rules.shown.get_untracked()) {
            rules.wants_focus.set(Some(0));
            rules.put_at(0, shift(&shown.scheme, &item, down));
        }
    };
    view! {
        <div class="rules-bar">
            <label>{desk.said(Text::RulesOf)}<select on:change=choose>{options}</select></label>
            <Show when=move || rules.variant.with(Option::is_some)>
                <span class="rules-variant">{desk.said(Text::RulesOfVariant)}</span>
            </Show>
            <button disabled=move || !has_list() title="Ctrl+Enter" on:click=move |_| rules.add(0, false)>{desk.said(Text::RulesAdd)}</button>
            <button disabled=move || !holds_others() title="Ctrl+Shift+Enter" on:click=move |_| rules.add(0, true)>{desk.said(Text::RulesAddBelow)}</button>
            <button disabled=move || item().is_none() title="Ctrl+Delete" on:click=remove>{desk.said(Text::RulesRemove)}</button>
            <button disabled=move || item().is_none() title="Alt+↑" on:click=move |_| move_it(false)>{desk.said(Text::RulesUp)}</button>
            <button disabled=move || item().is_none() title="Alt+↓" on:click=move |_| move_it(true)>{desk.said(Text::RulesDown)}</button>
            <Show when=move || pasted_for(rules).is_some()>
                <button on:click=move |_| rules.scoring.set(untrack(|| pasted_for(rules)))>{desk.said(Text::ScoringPaste)}</button>
            </Show>
            <button on:click=move |_| desk.dialog.set(Some(Dialog::Periods))>{desk.said(Text::OpenPeriods)}</button>
            <span class="quiet rules-keys">{desk.said(Text::RulesKeys)}</span>
        </div>
    }
}
