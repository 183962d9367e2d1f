//! A dialog over the page: the browser's own, which holds the focus and closes on Escape.

use leptos::html;
use leptos::prelude::*;

/// A dialog with a heading; it is open as long as it is drawn, and asks to be closed by `close`.
#[component]
pub(in crate::ui) fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Called when it is left by Escape.
    close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = node.get() {
            // A dialog that is open already stays so.
            let _ = dialog.show_modal();
            // A long one is read from its top, though the focus goes to the button at its end.
            dialog.set_scroll_top(0);
        }
    });
    let cancel = move |event: web_sys::Event| {
        event.prevent_default();
        close.run(());
    };
    view! {
        <dialog node_ref=node on:cancel=cancel aria-label=move || title.get()>
            <h2>{move || title.get()}</h2>
            {children()}
        </dialog>
    }
}
