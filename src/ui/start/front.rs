//! The front: all that a first visit loads. It offers the first choice, and hands over to the window, which is
//! loaded when something is to be opened.
//!
//! What is reached only through [`enter`] is split off into a program of its own when the page is built; the front
//! may therefore name nothing of the desk, the grid or the core's work.

use std::any::Any;
use std::cell::RefCell;

use js_sys::Function;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::StartChoice;
use crate::ui::files::FileField;
use crate::ui::opening::Opening;
use crate::ui::speech::{Speech, head};
use crate::ui::{app, keeping, lab};
use crate::words::Language;
use crate::words::page::Text;

thread_local! {
    /// The front while it is shown.
    static SHOWN: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

/// Loads the window if it is not there yet, and opens what was chosen in it.
#[wasm_split(window, fallible)]
fn enter(language: Language, opening: Opening) -> Result<(), SplitLoaderError> {
    app::start(language, opening);
    Ok(())
}

/// The window's part that draws for the simulation.
#[wasm_split(window, fallible)]
fn draw_there(order: String, tell: Function) -> Result<(), SplitLoaderError> {
    lab::draw(&order, &tell);
    Ok(())
}

/// Draws for the simulation: `worker.js` calls it, beside the page.
///
/// # Errors
/// The window's part cannot be loaded.
#[wasm_bindgen]
pub async fn draw(order: String, tell: Function) -> Result<(), JsValue> {
    draw_there(order, tell).await.map_err(|error| JsValue::from_str(&error.to_string()))
}

/// Puts the page in place of the notice that it is being opened. In a worker there is no page: it calls `draw`.
pub fn start() {
    if web_sys::window().is_none() {
        return;
    }
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        keeping::halt();
        // `boot.js` shows the rescue screen: nothing of this program can be relied upon any more.
        if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new("baton-panic")) {
            let _ = window.dispatch_event(&event);
        }
    }));
    // Leptos is not running yet.
    wasm_bindgen_futures::spawn_local(async {
        let language = chosen_language().unwrap_or_default();
        // On a later visit the window comes at once, and the front only when it cannot.
        if keeping::has_book().await {
            let opening = if keeping::has_failed() { Opening::Earlier } else { Opening::Kept };
            if enter(language, opening).await.is_ok() {
                return;
            }
        }
        show(language);
        opened();
    });
}

/// Takes the notice of opening away, and marks the moment for `cargo xtask bench`.
pub(in crate::ui) fn opened() {
    if let Some(notice) = document().get_element_by_id("boot") {
        notice.remove();
    }
    if let Some(clock) = window().performance() {
        let _ = clock.mark("baton-open");
    }
}

/// The language asked for in the address, else that of the last visit.
fn chosen_language() -> Option<Language> {
    match window().location().search().ok().as_deref() {
        Some("?lang=en") => Some(Language::English),
        Some("?lang=zh") => Some(Language::Chinese),
        _ => keeping::kept_language(),
    }
}

fn show(language: Language) {
    let Some(body) = document().body() else { return };
    let front = leptos::mount::mount_to(body, move || view! { <Front language/> });
    SHOWN.set(Some(Box::new(front)));
}

#[component]
fn Front(language: Language) -> impl IntoView {
    let speech = Speech::new(language);
    provide_context(speech);
    Effect::new(move || {
        let words = speech.words();
        head(words.language, &words.say(Text::Product));
    });
    let is_loading = RwSignal::new(false);
    let has_failed = RwSignal::new(false);
    let choose = Callback::new(move |opening| {
        if is_loading.get_untracked() {
            return;
        }
        is_loading.set(true);
        has_failed.set(false);
        spawn_local(async move {
            match enter(speech.language.get_untracked(), opening).await {
                // Dropping the front takes it off the page.
                Ok(()) => drop(SHOWN.take()),
                Err(_) => {
                    is_loading.set(false);
                    has_failed.set(true);
                }
            }
        });
    });
    let notice = Signal::derive(move || has_failed.get().then(|| speech.words().say(Text::NotLoaded)));
    view! {
        <FileField chosen=Callback::new(move |files| choose.run(Opening::Files(files)))/>
        <main class="first"><StartChoice choose is_loading notice/></main>
    }
}
