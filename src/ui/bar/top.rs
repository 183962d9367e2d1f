//! The top bar.

use baton_core::edit::Command;
use leptos::prelude::*;

use crate::ui::commands::table::Verb;
use crate::ui::commands::{Menus, applies, perform};
use crate::ui::desk::desk;
use crate::ui::periods::PeriodSelector;
use crate::ui::side::Side;
use crate::ui::widgets::LanguageButton;
use crate::words::page::Text;

/// The top bar: menus, the book's name, the period, undo and redo, finding, help, the language.
#[component]
pub(in crate::ui) fn TopBar() -> impl IntoView {
    let desk = desk();
    let side = expect_context::<Side>();
    let rename = move |event| {
        desk.apply(&Command::RenameBook { name: event_target_value(&event).trim().to_owned() });
    };
    let button = move |verb: Verb, sign: &'static str| {
        let keys = verb.shortcut().map(crate::ui::commands::shortcut::Shortcut::text).unwrap_or_default();
        view! {
            <button
                on:click=move |_| perform(verb, side)
                disabled=move || !applies(verb, side)
                aria-label=desk.said(verb.text())
                title=move || format!("{} {keys}", desk.say(verb.text()))
            >{sign}</button>
        }
    };
    view! {
        <header class="bar" data-pane="">
            <div class="pair menus"><Menus/></div>
            <input class="book-name" aria-label=desk.said(Text::BookName) prop:value=move || desk.book_name() on:change=rename/>
            <PeriodSelector/>
            <span class="pair">{button(Verb::Undo, "↶")}{button(Verb::Redo, "↷")}</span>
            <span class="pair bar-end">{button(Verb::Palette, "⌕")}{button(Verb::Shortcuts, "?")}<LanguageButton/></span>
        </header>
    }
}
