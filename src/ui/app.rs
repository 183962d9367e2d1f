//! The page: the first choice, or the window with the book.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::wasm_bindgen::JsCast;

use super::bar::{FormulaLine, Notices, StatusLine, TopBar};
use super::desk::{Desk, Dialog, Notice};
use super::files::{IncomingDialog, receive};
use super::grid::{Grid, Sheet};
use super::keeping::{self, Unread};
use super::outcome::Outcome;
use super::periods::OpenPeriods;
use super::problems::Problems;
use super::start::{StartChoice, StartDialog, UnreadNotice};
use super::tab::Tab;
use super::tabs::TabStrip;
use crate::platform::files;
use crate::words::Language;
use crate::words::page::Text;

/// Puts the page in place of the notice that it is being opened.
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let desk = Desk::new(Language::default());
    provide_context(desk);
    let unread = RwSignal::new(None::<Unread>);
    let is_ready = RwSignal::new(false);
    spawn_local(async move {
        if let Some(language) = chosen_language().await {
            desk.language.set(language);
        }
        unread.set(keeping::reopen(desk).await);
        is_ready.set(true);
        opened();
    });
    follow_language(desk);
    listen(desk);
    let place = move || match (is_ready.get(), desk.is_open.get()) {
        (false, _) => ().into_any(),
        (true, true) => view! { <Window/> }.into_any(),
        (true, false) => view! { <main class="first"><StartChoice/></main> }.into_any(),
    };
    view! {
        <UnreadNotice unread/>
        <FileField/>
        {place}
        {move || desk.dialog.get().map(|dialog| match dialog {
            Dialog::Start => view! { <StartDialog/> }.into_any(),
            Dialog::Periods => view! { <OpenPeriods/> }.into_any(),
            Dialog::Incoming(incoming) => view! { <IncomingDialog incoming/> }.into_any(),
        })}
    }
}

/// The language asked for in the address, else that of the last visit.
async fn chosen_language() -> Option<Language> {
    match window().location().search().ok().as_deref() {
        Some("?lang=en") => Some(Language::English),
        Some("?lang=zh") => Some(Language::Chinese),
        _ => keeping::kept_language().await,
    }
}

/// The field through which files come in; buttons press it.
#[component]
fn FileField() -> impl IntoView {
    let desk = super::desk::desk();
    let chosen = move |event: web_sys::Event| {
        let Some(field) = event.target().and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok())
        else {
            return;
        };
        let chosen = files::list(field.files());
        // So that the same file can be chosen again.
        field.set_value("");
        receive(desk, chosen);
    };
    view! {
        <input id="files" type="file" multiple accept=".json,.csv,.txt" hidden on:change=chosen
            aria-label=desk.said(Text::OpenFile)/>
    }
}

/// The window: bar, formula line, the tab's content, tabs, status.
#[component]
fn Window() -> impl IntoView {
    let desk = super::desk::desk();
    let grid = Grid::new(desk);
    provide_context(grid);
    view! {
        <TopBar/>
        <FormulaLine/>
        <Notices/>
        <main class="place">
            {move || match desk.view.tab.get() {
                Tab::Outcome => view! { <Outcome/> }.into_any(),
                Tab::Problems => view! { <Problems/> }.into_any(),
                Tab::Sheet(_) | Tab::Register(_) | Tab::Roster(_) => view! { <Sheet/> }.into_any(),
            }}
        </main>
        <TabStrip/>
        <StatusLine/>
    }
}

/// Takes the notice of opening away, and marks the moment for `cargo xtask bench`.
fn opened() {
    if let Some(notice) = document().get_element_by_id("boot") {
        notice.remove();
    }
    if let Some(clock) = window().performance() {
        let _ = clock.mark("baton-open");
    }
}

/// The document's own language and title.
fn follow_language(desk: Desk) {
    Effect::new(move || {
        let language = desk.language.get();
        desk.track_change();
        let name = desk.read(|session| session.book().name.clone());
        let product = desk.say(Text::Product);
        let title = if name.is_empty() { product } else { format!("{name} · {product}") };
        document().set_title(&title);
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", language.pick("zh-CN", "en"));
        }
    });
}

/// What the whole page listens to: undo and redo by key, files dropped on it, and being left.
fn listen(desk: Desk) {
    let _ = window_event_listener(ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || is_text_field(&event) {
            return;
        }
        match (event.key().as_str(), event.shift_key()) {
            ("z" | "Z", false) => desk.undo(),
            ("y" | "Y", _) | ("z" | "Z", true) => desk.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    let _ = window_event_listener(ev::dragover, |event| event.prevent_default());
    let _ = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        let chosen = files::list(event.data_transfer().and_then(|transfer| transfer.files()));
        if !chosen.is_empty() {
            receive(desk, chosen);
        }
    });
    // Two pages that write the same book down would overwrite each other in silence.
    let _ = window_event_listener(ev::storage, move |event| {
        if event.key().as_deref() == Some(keeping::BOOK) && desk.is_open.get_untracked() {
            desk.notice.set(Some(Notice::Text(Text::OtherPage)));
        }
    });
    let _ = window_event_listener(ev::pagehide, move |_| keeping::keep_now(desk));
    let _ = window_event_listener(ev::visibilitychange, move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Hidden {
            keeping::keep_now(desk);
        }
    });
}

/// Whether a key goes into a text that is being edited, which has an undo of its own.
fn is_text_field(event: &web_sys::KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
    else {
        return false;
    };
    // The grid's editor waits in the active cell even while nothing is being typed.
    !(target.class_list().contains("waiting") || target.read_only())
}
