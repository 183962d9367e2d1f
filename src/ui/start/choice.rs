//! The choice of the first moment: on the front, and in the window as long as it has no book.

use leptos::prelude::*;

use crate::templates::{TEMPLATES, Template};
use crate::ui::lab::link;
use crate::ui::opening::Opening;
use crate::ui::speech::speech;
use crate::ui::widgets::{LanguageButton, pick_files};
use crate::words::page::Text;

/// The choice as a page.
#[component]
pub(in crate::ui) fn StartChoice(
    /// Opens what was chosen.
    choose: Callback<Opening>,
    /// Whether something is being opened.
    #[prop(into)]
    is_loading: Signal<bool>,
    /// What could not be done.
    notice: Signal<Option<String>>,
) -> impl IntoView {
    let speech = speech();
    view! {
        <div class="start">
            <div class="start-head"><h1>{speech.said(Text::Product)}</h1><LanguageButton/></div>
            <p>{speech.said(Text::Lead)}</p>
            {has_patch().then(|| view! { <p role="status">{speech.said(Text::PatchWaits)}</p> })}
            {move || notice.get().map(|notice| view! { <p class="bad" role="alert">{notice}</p> })}
            <Cards choose is_loading/>
        </div>
    }
}

/// Whether the address holds a patch, which is shown when a book is open.
fn has_patch() -> bool {
    window().location().hash().is_ok_and(|hash| hash.trim_start_matches('#').starts_with(link::BEGIN))
}

/// What can be opened.
#[component]
pub(in crate::ui) fn Cards(
    choose: Callback<Opening>,
    #[prop(into)] is_loading: Signal<bool>,
) -> impl IntoView {
    let speech = speech();
    view! {
        <div class="cards">
            {TEMPLATES.iter().map(|&template| view! { <TemplateCard template choose is_loading/> }).collect_view()}
            <section class="card">
                <h2>{speech.said(Text::OwnScheme)}</h2>
                <p>{speech.said(Text::OwnSchemeNote)}</p>
                <button disabled=is_loading on:click=move |_| choose.run(Opening::Blank)>{speech.said(Text::Blank)}</button>
            </section>
            <section class="card">
                <h2>{speech.said(Text::OwnFile)}</h2>
                <p>{speech.said(Text::OpenFileNote)}</p>
                <button on:click=move |_| pick_files()>{speech.said(Text::OpenFile)}</button>
            </section>
        </div>
    }
}

/// A built-in scheme: with sample data or empty.
#[component]
fn TemplateCard(template: Template, choose: Callback<Opening>, is_loading: Signal<bool>) -> impl IntoView {
    let speech = speech();
    // Its text is fetched when it is chosen: id and name are all the card needs.
    let note = match template.id {
        "ningming" => Some(Text::NingmingNote),
        "yingshan" => Some(Text::YingshanNote),
        "jiange" => Some(Text::JiangeNote),
        "haikou" => Some(Text::HaikouNote),
        "ningwu" => Some(Text::NingwuNote),
        "district" => Some(Text::DistrictNote),
        _ => None,
    };
    // The buttons of all cards say the same: which scheme they open is told with them.
    let heading = template.id;
    let first = move || {
        let text = if is_loading.get() { Text::Loading } else { Text::WithSample };
        speech.words().say(text)
    };
    view! {
        <section class="card">
            <h2 id=heading>{template.name}</h2>
            {note.map(|note| view! { <p>{speech.said(note)}</p> })}
            <button
                class="main" disabled=is_loading aria-describedby=heading
                on:click=move |_| choose.run(Opening::Sample(template))
            >
                {first}
            </button>
            <button
                disabled=is_loading aria-describedby=heading
                on:click=move |_| choose.run(Opening::Empty(template))
            >
                {speech.said(Text::Empty)}
            </button>
        </section>
    }
}
