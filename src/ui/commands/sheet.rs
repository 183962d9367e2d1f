//! The sheet of shortcuts.

use leptos::prelude::*;

use super::shortcut::Shortcut;
use super::table::{EDITOR_KEYS, GRID_KEYS, Group};
use crate::ui::side::Side;
use crate::ui::widgets::Dialog;
use crate::words::page::Text;

/// All shortcuts, a menu after the other, and the keys of the grid and of the scheme editor.
#[component]
pub(in crate::ui) fn Shortcuts() -> impl IntoView {
    let side = expect_context::<Side>();
    let desk = side.desk;
    let close = Callback::new(move |()| desk.dialog.set(None));
    let line = move |text: Text, keys: String| {
        view! { <div><dt>{desk.said(text)}</dt><dd><kbd>{keys}</kbd></dd></div> }
    };
    let groups = Group::ALL.map(|group| {
        let verbs = group.verbs().filter(|verb| verb.shortcut().is_some()).map(|verb| {
            let keys: Vec<String> = verb.shortcuts().map(Shortcut::text).collect();
            line(verb.text(), keys.join(" / "))
        });
        let lines: Vec<_> = verbs.collect();
        view! { <section><h3>{desk.said(group.text())}</h3><dl>{lines}</dl></section> }
    });
    view! {
        <Dialog title=Signal::derive(desk.said(Text::Shortcuts)) close>
            <div class="shortcuts" data-test="shortcuts">
                <section>
                    <h3>{desk.said(Text::GridKeys)}</h3>
                    <dl>{GRID_KEYS.map(|(keys, text)| line(text, keys.to_owned()))}</dl>
                </section>
                {groups}
                <section>
                    <h3>{desk.said(Text::EditorKeys)}</h3>
                    <dl>{EDITOR_KEYS.map(|(keys, text)| line(text, keys.to_owned()))}</dl>
                </section>
            </div>
            <div class="actions"><button class="main" on:click=move |_| close.run(())>{desk.said(Text::Close)}</button></div>
        </Dialog>
    }
}
