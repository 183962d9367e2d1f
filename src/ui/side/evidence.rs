//! 佐证材料: the document that a typed cell, or an entry as a whole, rests on. The file stays where it is: the book keeps its
//! name and its SHA-256, by which it can be checked later.

use baton_core::edit::Command;
use baton_core::explain;
use baton_core::model::{Evidence, OverrideKey};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::wasm_bindgen::JsCast;

use super::form::{day, field, trimmed};
use super::state::Side;
use crate::platform::files;
use crate::ui::desk::Notice;
use crate::words::page::Text;

/// The form under the explanation of a typed cell.
#[component]
pub(super) fn OfEvidence(
    /// What the evidence is kept under.
    key_of: OverrideKey,
    /// What is kept there already.
    kept: Option<Evidence>,
) -> impl IntoView {
    let side = expect_context::<Side>();
    let desk = side.desk;
    let is_typing = RwSignal::new(false);
    let is_kept = kept.is_some();
    let before = kept.unwrap_or_default();
    let document = RwSignal::new(before.document);
    let date = RwSignal::new(before.date.map(|date| date.to_string()).unwrap_or_default());
    let (file, sha256) = (RwSignal::new(before.file), RwSignal::new(before.sha256));
    let key = StoredValue::new(key_of);
    let keep = move |evidence: Option<Evidence>| {
        if desk.apply(&Command::SetEvidence { key: key.get_value(), evidence }) {
            is_typing.set(false);
        }
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(date) = day(desk, date) else { return };
        keep(Some(Evidence {
            document: trimmed(document),
            date,
            file: trimmed(file),
            sha256: trimmed(sha256),
        }));
    };
    let choose = move |event: web_sys::Event| {
        let field = event.target().and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok());
        let chosen = files::list(field.and_then(|field| field.files())).into_iter().next();
        spawn_local(async move {
            let Some(chosen) = chosen else { return };
            let name = chosen.name();
            match files::bytes(&chosen).await {
                // The form may have been closed meanwhile.
                Some(bytes) => {
                    file.try_set(name);
                    sha256.try_set(explain::sha256(&bytes.to_vec()));
                }
                None => desk.notice.set(Some(Notice::Text(Text::EvidenceUnreadable))),
            }
        });
    };
    view! {
        <Show
            when=move || is_typing.get()
            fallback=move || view! {
                <div class="side-actions">
                    <button on:click=move |_| is_typing.set(true)>{desk.said(Text::EvidenceDo)}</button>
                    {is_kept.then(|| view! {
                        <button on:click=move |_| keep(None)>{desk.said(Text::EvidenceRemove)}</button>
                    })}
                </div>
            }
        >
            <form class="by-hand" data-test="evidence" on:submit=submit>
                {field(desk, Text::EvidenceDocument, document, false)}
                {field(desk, Text::EvidenceDate, date, false)}
                <label>{desk.said(Text::EvidenceChoose)}<input type="file" on:change=choose/></label>
                {field(desk, Text::EvidenceFile, file, false)}
                {field(desk, Text::EvidenceSum, sha256, false)}
                <p class="quiet">{desk.said(Text::EvidenceNote)}</p>
                <div class="side-actions">
                    <button class="main">{desk.said(Text::EvidenceKeep)}</button>
                    <button type="button" on:click=move |_| is_typing.set(false)>{desk.said(Text::Cancel)}</button>
                </div>
            </form>
        </Show>
    }
}
