//! The notice that the kept book could not be read: its text is not lost.

use leptos::prelude::*;

use crate::platform::files::hand_out;
use crate::ui::desk::desk;
use crate::ui::keeping::Unread;
use crate::ui::problems::DiagnosticTable;
use crate::words::page::Text;

/// The notice; nothing where everything was read.
#[component]
pub(in crate::ui) fn UnreadNotice(unread: RwSignal<Option<Unread>>) -> impl IntoView {
    let desk = desk();
    move || {
        unread.get().map(|found| {
            let (title, note) = match (found.is_open, found.text.is_empty()) {
                (true, false) => (Text::PartUnreadTitle, Text::PartUnreadNote),
                (true, true) => (Text::PartMissingTitle, Text::PartMissingNote),
                (false, false) => (Text::UnreadTitle, Text::UnreadNote),
                (false, true) => (Text::MissingTitle, Text::MissingNote),
            };
            let text = found.text;
            let has_text = !text.is_empty();
            let save = move |_| {
                // Where the browser does not hand it out, the text still lies in the storage.
                let _ = hand_out("baton-unread.txt", "text/plain", &text);
            };
            view! {
                <section class="notice bad column" role="alert">
                    <h2>{desk.said(title)}</h2>
                    <p>{desk.said(note)}</p>
                    {(!found.problems.is_empty()).then(|| view! { <DiagnosticTable list=found.problems/> })}
                    <div class="actions">
                        {has_text.then(|| view! { <button on:click=save>{desk.said(Text::KeepUnread)}</button> })}
                        <button on:click=move |_| unread.set(None)>{desk.said(Text::Dismiss)}</button>
                    </div>
                </section>
            }
        })
    }
}
