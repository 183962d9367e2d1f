//! Handing the open variant on, alone: as a file, or as a link that holds it.

use baton_core::lab::alone;
use baton_core::model::Patch;
use leptos::html;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::link;
use super::state::{Lab, lab};
use crate::ui::files::save_patch;
use crate::words::page::Text;

/// The buttons, and the link once it is asked for.
#[component]
pub(super) fn HandingOn() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let is_shown = RwSignal::new(false);
    let is_copied = RwSignal::new(false);
    let field = NodeRef::<html::Input>::new();
    let address = Memo::new(move |_| {
        let patch = patch(lab)?;
        let whole = window().location().href().ok()?;
        let page = whole.split('#').next().unwrap_or_default();
        Some(format!("{page}#{}", link::write(&patch)))
    });
    // What was copied is the link no longer once the variant is another.
    Effect::new(move || {
        address.track();
        is_copied.set(false);
    });
    let save = move |_| {
        if let Some(patch) = untrack(|| patch(lab)) {
            save_patch(desk, &patch);
        }
    };
    let copy = move |_| {
        let Some(field) = field.get_untracked() else { return };
        let _ = field.focus();
        field.select();
        // Asks for no permission and works over plain http.
        let page = document().dyn_into::<web_sys::HtmlDocument>();
        is_copied.set(page.is_ok_and(|page| page.exec_command("copy").unwrap_or(false)));
    };
    view! {
        <button on:click=save>{desk.said(Text::LabSaveFile)}</button>
        <button
            aria-expanded=move || is_shown.get().to_string()
            on:click=move |_| is_shown.update(|shown| *shown = !*shown)
        >{desk.said(Text::LabLink)}</button>
        <Show when=move || is_shown.get()>
            <div class="lab-link">
                <input
                    node_ref=field readonly data-test="link" aria-label=desk.said(Text::LabLink)
                    prop:value=move || address.get().unwrap_or_default()
                />
                <button on:click=copy>{desk.said(Text::LabLinkCopy)}</button>
                <span class="quiet" role="status">{move || {
                    let text = if is_copied.get() { Text::LabLinkCopied } else { Text::LabLinkNote };
                    desk.say(text)
                }}</span>
            </div>
        </Show>
    }
}

fn patch(lab: Lab) -> Option<Patch> {
    let variant = lab.variant();
    lab.desk.read(|session| alone(session.book(), &variant))
}
