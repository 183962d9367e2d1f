//! The top bar.

use baton_core::edit::{Command, Session};
use leptos::prelude::*;

use crate::ui::desk::{Desk, Dialog, desk};
use crate::ui::files::{save_book, save_scheme, save_table};
use crate::ui::grid::Grid;
use crate::ui::periods::PeriodSelector;
use crate::ui::widgets::{LanguageButton, Menu, pick_files};
use crate::words::page::Text;

/// The top bar: files, the book's name, the period, undo and redo, the language.
#[component]
pub(in crate::ui) fn TopBar() -> impl IntoView {
    let desk = desk();
    let grid = expect_context::<Grid>();
    let name = move || {
        desk.track_change();
        desk.read(|session| session.book().name.clone())
    };
    let rename = move |event| {
        desk.apply(&Command::RenameBook { name: event_target_value(&event).trim().to_owned() });
    };
    let depth = Memo::new(move |_| {
        desk.track_change();
        desk.read(Session::depth)
    });
    let item = move |text: Text, act: fn(Desk)| {
        view! { <button on:click=move |_| act(desk)>{desk.said(text)}</button> }
    };
    let has_table = move || grid.shown.get().is_some();
    view! {
        <header class="bar">
            <Menu label=Signal::derive(desk.said(Text::File))>
                {item(Text::NewBook, |desk| desk.dialog.set(Some(Dialog::Start)))}
                {item(Text::Books, |desk| desk.dialog.set(Some(Dialog::Books)))}
                {item(Text::Versions, |desk| desk.dialog.set(Some(Dialog::Versions)))}
                {item(Text::OpenFile, |_| pick_files())}
                {item(Text::ImportTables, |_| pick_files())}
                {item(Text::ExportBook, save_book)}
                {item(Text::ExportScheme, save_scheme)}
                <button disabled=move || !has_table() on:click=move |_| save_table(desk, grid)>
                    {desk.said(Text::ExportTable)}
                </button>
                {item(Text::OpenPeriods, |desk| desk.dialog.set(Some(Dialog::Periods)))}
            </Menu>
            <input class="book-name" aria-label=desk.said(Text::BookName) prop:value=name on:change=rename/>
            <PeriodSelector/>
            <span class="pair">
                <button
                    on:click=move |_| desk.undo()
                    disabled=move || depth.get().0 == 0
                    aria-label=desk.said(Text::Undo)
                    title=move || format!("{} Ctrl+Z", desk.say(Text::Undo))
                >"↶"</button>
                <button
                    on:click=move |_| desk.redo()
                    disabled=move || depth.get().1 == 0
                    aria-label=desk.said(Text::Redo)
                    title=move || format!("{} Ctrl+Y", desk.say(Text::Redo))
                >"↷"</button>
            </span>
            <LanguageButton/>
        </header>
    }
}
