//! The drafts of the book on the desk: for the editor, and for the line that tells of them elsewhere.

use leptos::prelude::*;

use super::drafts::Drafts;
use crate::ui::desk::{Desk, desk};
use crate::ui::keeping::{keep_drafts, kept_drafts};
use crate::ui::tab::Tab;
use crate::words::page::Text;

/// The drafts. Handed to every component as a context.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Held {
    pub(super) drafts: RwSignal<Drafts>,
    /// Whether the browser keeps them.
    is_kept: StoredValue<bool>,
}

impl Held {
    /// Those of the book on the desk, whichever that is.
    pub(in crate::ui) fn new(desk: Desk) -> Self {
        let held = Self { drafts: RwSignal::new(Drafts::default()), is_kept: StoredValue::new(true) };
        let book = StoredValue::new(None::<String>);
        Effect::new(move || {
            // Set whenever a book is opened, when its id is known.
            desk.view.arrangements.track();
            let (id, kept) = kept_drafts::<Drafts>();
            let is_other = book.with_value(|known| known.as_ref() != Some(&id));
            // A book that is taken over from another page has the drafts of that one.
            if is_other || held.is_kept.get_value() {
                book.set_value(Some(id));
                held.is_kept.set_value(true);
                held.drafts.set(kept.unwrap_or_default());
            }
        });
        held
    }

    /// Changes them, and writes them down. Where the browser keeps nothing, they stay as long as the page does.
    pub(super) fn change(self, change: impl FnOnce(&mut Drafts)) {
        self.drafts.update(change);
        self.is_kept.set_value(self.drafts.with_untracked(keep_drafts));
    }
}

/// Tells, wherever results are shown, that something typed into the scheme waits and does not count yet.
#[component]
pub(in crate::ui) fn HeldNotice() -> impl IntoView {
    let desk = desk();
    let held = expect_context::<Held>();
    let count = Memo::new(move |_| held.drafts.with(Drafts::count));
    let is_told = move || count.get() > 0 && desk.view.tab.with(|tab| *tab != Tab::Rules);
    view! {
        <Show when=is_told>
            <div class="notice" role="status" data-test="drafts-wait">
                <span>{move || desk.words().drafts_wait(count.get())}</span>
                <button on:click=move |_| desk.show(Tab::Rules)>{desk.said(Text::DraftsShow)}</button>
            </div>
        </Show>
    }
}
