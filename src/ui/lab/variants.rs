//! The variants of the book: choosing, naming, beginning, and ending one by adopting or discarding it.

use baton_core::model::{Id, Variant};
use leptos::prelude::*;

use super::ends::Ends;
use super::handing_on::HandingOn;
use super::state::lab;
use crate::words::page::Text;

/// The line above the lab.
#[component]
pub(super) fn Variants() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let choose = move |event| {
        let id = event_target_value(&event);
        lab.open.set((!id.is_empty()).then(|| Id::new(&id)));
    };
    let options = move || {
        desk.track_change();
        let open = lab.variant().id;
        let known = desk.read(|session| session.book().variants.clone());
        let option = |of: Variant| {
            let is_open = of.id == open;
            view! { <option value=of.id.to_string() selected=is_open>{of.title}</option> }
        };
        let none =
            view! { <option value="" selected=open.is_empty()>{desk.say(Text::LabNoVariant)}</option> };
        view! { {none}{known.into_iter().map(option).collect_view()} }
    };
    let choose_left = move |event| {
        let id = event_target_value(&event);
        lab.against.set((!id.is_empty()).then(|| Id::new(&id)));
    };
    // The variants but the open one, and the book as it is.
    let lefts = move || {
        desk.track_change();
        let (open, left) = (lab.variant().id, lab.left_variant().map(|left| left.id));
        let known = desk.read(|session| session.book().variants.clone());
        let option = |of: Variant| {
            let is_left = Some(&of.id) == left.as_ref();
            view! { <option value=of.id.to_string() selected=is_left>{of.title}</option> }
        };
        let others = known.into_iter().filter(|of| of.id != open);
        let others = others.map(option).collect_view();
        view! { <option value="" selected=left.is_none()>{desk.say(Text::LabScheme)}</option>{others} }
    };
    let rename = move |event| {
        let title = event_target_value(&event).trim().to_owned();
        if !title.is_empty() {
            lab.change(|_, variant| Some(Variant { title, ..variant.clone() }));
        }
    };
    let reason = move |event| {
        let reason = event_target_value(&event).trim().to_owned();
        lab.change(|_, variant| Some(Variant { reason, ..variant.clone() }));
    };
    // Until something else is done.
    let ended = move || {
        desk.track_change();
        let (said, back) = lab.ended.get()?;
        desk.read(|session| session.next_undo() == back.as_ref()).then_some(said)
    };
    let base = move || {
        let base = lab.variant().base?;
        let title = desk.read(|session| session.book().variant(&base).map(|of| of.title.clone()))?;
        Some(desk.words().based_on(&title))
    };
    view! {
        <div class="lab-variants">
            <label>{desk.said(Text::LabVariant)}<select on:change=choose>{options}</select></label>
            <label>{desk.said(Text::LabAgainst)}<select data-test="against" on:change=choose_left>{lefts}</select></label>
            <button on:click=move |_| lab.begin(None)>{desk.said(Text::LabNew)}</button>
            // Always there, so that nothing jumps with the first change.
            <fieldset class="lab-open" disabled=move || !lab.is_open()>
                <button on:click=move |_| lab.begin(Some(untrack(|| lab.variant()).id))>{desk.said(Text::LabNewOnThis)}</button>
                <label>
                    {desk.said(Text::LabTitle)}
                    <input prop:value=move || lab.variant().title on:change=rename/>
                </label>
                <label class="lab-reason">
                    {desk.said(Text::LabReason)}
                    <input prop:value=move || lab.variant().reason on:change=reason/>
                </label>
                <span class="quiet">{base}</span>
                <Ends/>
                <HandingOn/>
            </fieldset>
            <p class="lab-ended" role="status" data-test="ended">{ended}</p>
        </div>
    }
}
