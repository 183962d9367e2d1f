//! A menu that opens under its button.

use leptos::html;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

/// A menu; it closes when one of its buttons is pressed, on Escape, and when the focus goes elsewhere.
#[component]
pub(in crate::ui) fn Menu(
    /// What stands on its button.
    #[prop(into)]
    label: Signal<String>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(menu) = node.get_untracked() {
            menu.set_open(false);
        }
    };
    let leave = move |event: web_sys::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        // A press on nothing that takes the focus says nothing; one elsewhere closes it.
        if let (Some(menu), Some(to)) = (node.get_untracked(), to)
            && !menu.contains(Some(&to))
        {
            close();
        }
    };
    let press = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    view! {
        <details class="menu" node_ref=node on:focusout=leave on:keydown=press>
            <summary>{move || label.get()}</summary>
            <div on:click=move |_| close()>{children()}</div>
        </details>
    }
}
