//! The numbers of the rules with a slider each, and the rules with a switch each.

use baton_core::num::{self, Decimal};
use leptos::prelude::*;

use super::model::{RuleSwitch, Slider, rules, sliders, with_number, with_rule};
use super::state::{Lab, lab};
use crate::words::page::Text;

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
    let list = move || {
        let wanted = wanted.get();
        let shown = all.get().into_iter().filter(|slider| slider.name.contains(wanted.trim()));
        shown.map(|slider| row(lab, slider)).collect_view()
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
    }
}

fn row(lab: Lab, slider: Slider) -> impl IntoView {
    let Slider { parameter, path, name, value, least, most, step } = slider;
    let path = StoredValue::new(path);
    let now = Memo::new(move |_| {
        lab.read_trial(|_, trial| trial.results().parameter(parameter)).flatten().unwrap_or(value)
    });
    let slide = move |event| {
        if let Ok(to) = Decimal::from_str_exact(&event_target_value(&event)) {
            lab.slide(parameter, to);
        }
    };
    let settle = move |to: Option<Decimal>| {
        lab.change(|session, variant| with_number(session, variant, &path.get_value(), to?));
    };
    let typed = move |event| settle(num::read(&event_target_value(&event)));
    let let_go = move |event| settle(Decimal::from_str_exact(&event_target_value(&event)).ok());
    let shown = move || num::format(now.get());
    let is_other = move || now.get() != value;
    view! {
        <li class:changed=is_other data-parameter=parameter>
            <span class="slider-name">{name.clone()}</span>
            <input
                type="range" aria-label=name.clone()
                min=num::format(least) max=num::format(most) step=num::format(step)
                prop:value=shown on:input=slide on:change=let_go
            />
            <input class="slider-number" inputmode="decimal" aria-label=name prop:value=shown on:change=typed/>
            <button
                class="link slider-back" class:away=move || !is_other()
                on:click=move |_| settle(Some(value))
            >{num::format(value)}</button>
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
