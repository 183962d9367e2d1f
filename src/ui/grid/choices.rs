//! The list under the active cell: choices, 是 and 否, subjects, dates of the period. It opens by Alt+Down, and by
//! typing where only what it offers fits.

use leptos::prelude::*;

use super::filter::folded;
use super::state::{Grid, Mode};

/// How many are offered at once.
const OFFERED: usize = 100;

/// The list, while it is open.
#[component]
pub(super) fn ChoiceList() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let place = move || {
        let cursor = grid.cursor();
        let sight = grid.sight.get();
        grid.geometry.with(|geometry| {
            let along = if cursor.column == 0 { sight.left } else { 0.0 };
            let top = geometry.top(cursor.row);
            // Above the cell where there is more room.
            let is_low = top - sight.top > sight.height / 2.0;
            let edge = if is_low { top } else { top + geometry.row };
            (geometry.left(cursor.column) + along, edge, geometry.width(cursor.column), is_low)
        })
    };
    let options = move || {
        let options = grid.offered.get().into_iter().enumerate().map(|(at, text)| {
            let own = text.clone();
            let press = move |event: web_sys::MouseEvent| {
                // The field must not lose the focus: it would take what was typed so far.
                event.prevent_default();
                event.stop_propagation();
                grid.pick(&own);
            };
            let is_at = move || grid.choosing.get().flatten() == Some(at);
            let class = move || if is_at() { "at" } else { "" };
            view! {
                <li
                    role="option" id=format!("choice-{at}") class=class
                    aria-selected=move || is_at().to_string() on:mousedown=press
                >
                    {text}
                </li>
            }
        });
        options.collect_view()
    };
    // The chosen one stays in sight.
    Effect::new(move || {
        let at = grid.choosing.get().flatten();
        let node = at.and_then(|at| document().get_element_by_id(&format!("choice-{at}")));
        if let Some(list) = node.as_ref().and_then(|node| node.parent_element()) {
            let at = i32::try_from(at.unwrap_or_default()).unwrap_or_default();
            let height = node.map(|node| node.client_height()).unwrap_or_default();
            let top = list.scroll_top().min(at * height).max((at + 1) * height - list.client_height());
            list.set_scroll_top(top);
        }
    });
    let is_open = move || grid.choosing.get().is_some() && grid.offered.with(|offered| !offered.is_empty());
    view! {
        <Show when=is_open>
            <ul
                class="choices over-grid"
                class:above=move || place().3
                role="listbox"
                id="choices"
                aria-label=grid.desk.said(crate::words::page::Text::Choices)
                style:left=move || format!("{}px", place().0)
                style:top=move || format!("{}px", place().1)
                style:min-width=move || format!("{}px", place().2)
            >
                {options}
            </ul>
        </Show>
    }
}

/// What is offered of all choices to one who has typed so much: what is just that first, then what begins so.
pub(super) fn offered(all: &[String], typed: &str) -> Vec<String> {
    let wanted = folded(typed.trim());
    if wanted.is_empty() {
        return all.iter().take(OFFERED).cloned().collect();
    }
    let same = all.iter().filter(|choice| folded(choice) == wanted);
    let begins = all.iter().filter(|choice| {
        let choice = folded(choice);
        choice.starts_with(&wanted) && choice != wanted
    });
    let has = all.iter().filter(|choice| {
        let choice = folded(choice);
        !choice.starts_with(&wanted) && choice.contains(&wanted)
    });
    same.chain(begins).chain(has).take(OFFERED).cloned().collect()
}

impl Grid {
    /// Opens the list of what fits into the active cell, if there is one.
    pub(in crate::ui) fn open_choices(self) {
        let all = self.choices.get_untracked();
        if all.is_empty() || !self.check() {
            return;
        }
        self.typed.set(String::new());
        let now = untrack(|| self.active()).and_then(|(shown, row, column)| {
            let row = row?;
            Some(
                self.desk
                    .read(|session| super::cell::typed(session, shown.table, shown.at, row, column.holds)),
            )
        });
        let at = all.iter().take(OFFERED).position(|choice| Some(choice) == now.as_ref());
        self.choosing.set(Some(at.or(Some(0))));
    }

    /// Goes up or down the list; `false` where it is not open.
    pub(super) fn choose_next(self, by: isize) -> bool {
        let Some(at) = self.choosing.get_untracked() else { return false };
        let last = self.offered.with_untracked(Vec::len).saturating_sub(1);
        let next = match at {
            Some(at) => at.saturating_add_signed(by).min(last),
            None if by > 0 => 0,
            None => last,
        };
        self.choosing.set(Some(Some(next)));
        true
    }

    /// The choice that Enter takes.
    pub(super) fn chosen(self) -> Option<String> {
        let at = self.choosing.get_untracked()??;
        self.offered.with_untracked(|offered| offered.get(at).cloned())
    }

    /// Types a choice into the active cell.
    pub(super) fn pick(self, choice: &str) {
        self.choosing.set(None);
        if self.type_in(choice) {
            if let Some(field) = self.editor.get_untracked() {
                field.set_value("");
            }
            self.mode.set(Mode::Waiting);
        }
    }
}
