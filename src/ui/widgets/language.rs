//! The switch between the languages.

use leptos::prelude::*;

use crate::ui::speech::speech;
use crate::words::page::Text;

/// The switch; it names the other language.
#[component]
pub(in crate::ui) fn LanguageButton() -> impl IntoView {
    let speech = speech();
    view! {
        <button
            class="language"
            on:click=move |_| speech.turn()
            title=speech.said(Text::Language)
            lang=move || speech.language.get().pick("en", "zh-CN")
        >
            {move || speech.language.get().pick("EN", "中文")}
        </button>
    }
}
