//! The window of the page.

use leptos::prelude::*;

/// Puts the page in place of the notice that it is being opened.
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(App);
    if let Some(notice) = document().get_element_by_id("boot") {
        notice.remove();
    }
    // For `cargo xtask bench`: the moment the page is there.
    if let Some(clock) = window().performance() {
        let _ = clock.mark("baton-open");
    }
}

#[component]
fn App() -> impl IntoView {
    view! {
        <main>
            <h1>"指挥棒 Baton"</h1>
        </main>
    }
}
