//! The palette: a few letters find a command, a table, a subject or a column.

use leptos::html;
use leptos::prelude::*;

use super::search::{self, Find, Here, Target};
use super::table::Verb;
use super::{applies, perform};
use crate::ui::side::Side;
use crate::ui::tab::Tab;
use crate::ui::widgets::Dialog;
use crate::words::page::Text;

/// The palette.
#[component]
pub(in crate::ui) fn Palette() -> impl IntoView {
    let side = expect_context::<Side>();
    let desk = side.desk;
    let close = Callback::new(move |()| desk.dialog.set(None));
    let (query, chosen) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
    // What can be found does not change while the palette is open.
    let all = StoredValue::new(untrack(|| everything(side)));
    let found = Memo::new(move |_| all.with_value(|all| search::matching(all, &query.get())));
    let carry_out = move |find: Find| {
        close.run(());
        match find.target {
            Target::Verb(verb) => perform(verb, side),
            Target::Tab(tab) => desk.show(tab),
            Target::Section(section) => {
                // Shown anew it would begin with its first section.
                if desk.view.tab.get_untracked() != Tab::Rules {
                    desk.show(Tab::Rules);
                }
                desk.view.section.set(Some(section));
            }
            Target::Cell(cell) => {
                side.grid.go_to(&cell);
                side.grid.focus();
            }
        }
    };
    let press = move |event: web_sys::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|at| *at = at.saturating_add(1).min(last)),
            "ArrowUp" => chosen.update(|at| *at = at.saturating_sub(1)),
            "Enter" => {
                if let Some(find) = found.with_untracked(|found| found.get(chosen.get_untracked()).cloned()) {
                    carry_out(find);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let node = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(field) = node.get() {
            request_animation_frame(move || _ = field.focus());
        }
    });
    let type_in = move |event| {
        query.set(event_target_value(&event));
        chosen.set(0);
    };
    view! {
        <Dialog title=Signal::derive(desk.said(Text::PaletteCommand)) close>
            <div class="palette">
                <input
                    node_ref=node
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-activedescendant=move || format!("palette-{}", chosen.get())
                    aria-label=desk.said(Text::PaletteCommand)
                    placeholder=desk.said(Text::PaletteHint)
                    autocomplete="off"
                    prop:value=query
                    on:input=type_in
                    on:keydown=press
                />
                <ul id="palette-list" role="listbox" aria-label=desk.said(Text::PaletteCommand) data-test="palette">
                    {move || found.get().into_iter().enumerate().map(|(at, find)| {
                        let (name, hint) = (find.name.clone(), find.hint.clone());
                        let node = NodeRef::<html::Li>::new();
                        Effect::new(move || {
                            if let Some(item) = node.get().filter(|_| chosen.get() == at) {
                                item.scroll_into_view_with_bool(false);
                            }
                        });
                        view! {
                            <li
                                node_ref=node
                                id=format!("palette-{at}")
                                role="option"
                                aria-selected=move || (chosen.get() == at).to_string()
                                on:click=move |_| carry_out(find.clone())
                            >
                                <span>{name}</span><small>{hint}</small>
                            </li>
                        }
                    }).collect_view()}
                </ul>
                <p class="quiet" hidden=move || found.with(|found| !found.is_empty())>{desk.said(Text::PaletteNothing)}</p>
            </div>
        </Dialog>
    }
}

fn everything(side: Side) -> Vec<Find> {
    let desk = side.desk;
    let verbs: Vec<Verb> =
        Verb::ALL.iter().copied().filter(|verb| *verb != Verb::Palette && applies(*verb, side)).collect();
    let here = side.grid.shown.get().map(|shown| Here {
        table: shown.table,
        period: desk.read(|session| {
            session
                .results()
                .period(shown.table, shown.at)
                .map(|period| period.to_string())
                .unwrap_or_default()
        }),
        row: side.grid.active().and_then(|(_, row, _)| row).unwrap_or_default(),
    });
    let words = desk.words();
    desk.read(|session| search::all(session, here.as_ref(), &verbs, words))
}
