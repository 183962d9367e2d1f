//! The numbers of the rules with a slider each, and the rules with a switch each.

use baton_core::lab::Trial;
use baton_core::num::{self, Decimal};
use leptos::prelude::*;
use web_sys::HtmlInputElement;
use web_sys::wasm_bindgen::JsCast;

use super::model::{RuleSwitch, Slider, rules, sliders, with_number, with_rule, with_whole_kept};
use super::state::{Lab, lab};
use crate::ui::phone::is_narrow;
use crate::words::page::Text;

/// In a narrow window so many are there at first, so that what they move is not far below.
const FEW: usize = 5;

/// The parameters on which the sheet's standings depend.
#[component]
pub(super) fn Sliders() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let wanted = RwSignal::new(String::new());
    let all = Memo::new(move |_| {
        let place = lab.place();
        desk.track_change();
        desk.read(|session| place.map(|place| sliders(session.results(), &place)).unwrap_or_default())
    });
    let narrow = is_narrow();
    let shows_all = RwSignal::new(false);
    let found = Memo::new(move |_| {
        let wanted = wanted.get();
        all.with(|all| {
            all.iter().filter(|slider| slider.name.contains(wanted.trim())).cloned().collect::<Vec<_>>()
        })
    });
    let list = move || {
        let most = if narrow.get() && !shows_all.get() { FEW } else { usize::MAX };
        found.get().into_iter().take(most).map(|slider| row(lab, slider)).collect_view()
    };
    let others = move || {
        let others = found.with(Vec::len).saturating_sub(FEW);
        let said = move || match shows_all.get() {
            true => desk.say(Text::LabFewerParameters),
            false => desk.words().show_more(others),
        };
        (narrow.get() && others > 0).then(|| {
            view! { <button class="link" data-test="all-sliders" on:click=move |_| shows_all.update(|all| *all = !*all)>{said}</button> }
        })
    };
    view! {
        <h2>{desk.said(Text::LabParameters)}</h2>
        <p class="quiet">{desk.said(Text::LabParametersNote)}</p>
        <input
            type="search"
            aria-label=desk.said(Text::LabFilter)
            placeholder=desk.said(Text::LabFilter)
            prop:value=wanted
            on:input=move |event| wanted.set(event_target_value(&event))
        />
        {move || all.with(Vec::is_empty).then(|| view! { <p class="warning">{desk.say(Text::LabNoSliders)}</p> })}
        <ul class="sliders" data-test="sliders">{list}</ul>
        {others}
    }
}

fn row(lab: Lab, slider: Slider) -> impl IntoView {
    let Slider { name, least, most, step, whole, .. } = slider.clone();
    let (parameter, value) = (slider.lever.parameter, slider.lever.value);
    let slider = StoredValue::new(slider);
    let now = Memo::new(move |_| {
        lab.read_trial(|_, trial| trial.results().parameter(parameter)).flatten().unwrap_or(value)
    });
    // A finger that scrolls the page over a slider sets it before the browser knows what is meant, and says so by
    // cancelling the pointer: then the slider goes back to where it was, and stays there until it is touched anew.
    let touched_at = StoredValue::new(value);
    let is_scrolling = StoredValue::new(false);
    let touch = move |_| {
        is_scrolling.set_value(false);
        touched_at.set_value(now.get_untracked());
    };
    let give_back = move |event: &web_sys::Event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let before = touched_at.get_value();
        lab.slide(parameter, before);
        if let Some(field) = field {
            field.set_value(&num::format(before));
        }
    };
    let scroll = move |event: web_sys::PointerEvent| {
        is_scrolling.set_value(true);
        give_back(&event);
    };
    let slide = move |event: web_sys::Event| {
        if is_scrolling.get_value() {
            give_back(&event);
        } else if let Ok(to) = Decimal::from_str_exact(&event_target_value(&event)) {
            lab.slide(parameter, to);
        }
    };
    let settle = move |to: Option<Decimal>| {
        lab.change(|session, variant| {
            slider.with_value(|slider| with_number(session, variant, &slider.path, to?))
        });
    };
    let typed = move |event| settle(num::read(&event_target_value(&event)));
    let let_go = move |event: web_sys::Event| match is_scrolling.get_value() {
        true => give_back(&event),
        false => settle(Decimal::from_str_exact(&event_target_value(&event)).ok()),
    };
    // Where it makes up a whole with others that comes to something else now, they can make up for it.
    let is_off = Memo::new(move |_| {
        let has_others = slider.with_value(|slider| slider.lever.family.len() > 1);
        let sum = |trial: &Trial| slider.with_value(|slider| slider.lever.whole(trial.results()));
        // Looked at when nothing moves any more: a row that grows while one drags would push the others away.
        lab.track_calm();
        untrack(|| {
            now.get() != value && has_others && lab.read_trial(|_, trial| sum(trial)).flatten() != Some(whole)
        })
    });
    let keep_whole = move |_| {
        let to = now.get_untracked();
        lab.change_by_trial(|session, results, variant| {
            slider.with_value(|slider| with_whole_kept(session, results, variant, slider, to))
        });
    };
    let shown = move || num::format(now.get());
    let is_other = move || now.get() != value;
    view! {
        <li class:changed=is_other data-parameter=parameter>
            <span class="slider-name">{name.clone()}</span>
            <input
                type="range" aria-label=name.clone()
                min=num::format(least) max=num::format(most) step=num::format(step)
                prop:value=shown on:input=slide on:change=let_go
                on:pointerdown=touch on:pointercancel=scroll on:keydown=move |_| is_scrolling.set_value(false)
            />
            <input class="slider-number" inputmode="decimal" aria-label=name prop:value=shown on:change=typed/>
            <button
                class="link slider-back" class:away=move || !is_other()
                on:click=move |_| settle(Some(value))
            >{num::format(value)}</button>
            {move || is_off.get().then(|| view! {
                <button class="link slider-rest" on:click=keep_whole>{lab.desk.words().keep_whole(&num::format(whole))}</button>
            })}
        </li>
    }
}

/// The rules of the scheme, each to be switched off.
#[component]
pub(super) fn Rules() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let list = move || {
        let variant = lab.variant();
        let switches = desk.read(|session| rules(session, &variant));
        let item = |rule: RuleSwitch| {
            let (name, table, is_on) = (rule.name.clone(), rule.table.clone(), rule.is_on);
            let switch = move |event| {
                let is_on = event_target_checked(&event);
                lab.change(|session, variant| with_rule(session, variant, &rule, is_on));
            };
            view! {
                <li>
                    <label>
                        <input type="checkbox" prop:checked=is_on on:change=switch/>
                        <span>{name}</span>" "<small class="quiet">{table}</small>
                    </label>
                </li>
            }
        };
        switches.into_iter().map(item).collect_view()
    };
    view! {
        <details class="lab-rules">
            <summary>{desk.said(Text::LabRules)}</summary>
            <ul data-test="rules">{list}</ul>
        </details>
    }
}
