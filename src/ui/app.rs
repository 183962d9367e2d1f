//! The window: the first choice as long as there is no book, then the book. It is loaded when first something is opened.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::back;
use super::bar::{FormulaLine, Notices, StatusLine, TopBar};
use super::books::{BooksButton, BooksDialog, VersionsDialog};
use super::commands::{self, Palette, Shortcuts};
use super::desk::{Desk, Dialog, Notice};
use super::files::{FileField, IncomingDialog, receive};
use super::grid::{Grid, MergeDialog, Sheet};
use super::keeping;
use super::lab::{self, LabPage};
use super::opening::Opening;
use super::outcome::Outcome;
use super::periods::OpenPeriods;
use super::phone::{OneByOne, is_narrow};
use super::print;
use super::problems::Problems;
use super::process::{LocksDialog, ProcessDialog};
use super::rules::{Held, HeldNotice, RulesPage};
use super::side::{Overrides, Side, SidePanel};
use super::speech::{Speech, head};
use super::start::{StartChoice, StartDialog, UnreadNotice, opened};
use super::tab::Tab;
use super::tabs::TabStrip;
use crate::words::Language;
use crate::words::page::Text;

/// Puts the window on the page, and opens in it what was chosen.
pub(super) fn start(language: Language, opening: Opening) {
    leptos::mount::mount_to_body(move || view! { <App language opening/> });
}

#[component]
fn App(language: Language, opening: Opening) -> impl IntoView {
    let speech = Speech::new(language);
    provide_context(speech);
    let desk = Desk::new(speech);
    provide_context(desk);
    follow_language(desk);
    listen(desk);
    lab::listen(desk);
    // Nothing else can be chosen before the book of the last visit is there.
    let is_ready = RwSignal::new(!matches!(opening, Opening::Kept));
    match opening {
        Opening::Kept => spawn_local(async move {
            desk.unread.set(keeping::reopen(desk).await);
            is_ready.set(true);
            opened();
            keeping::forget_old(desk).await;
        }),
        Opening::Earlier => {
            desk.notice.set(Some(Notice::Text(Text::CrashedOpening)));
            desk.dialog.set(Some(Dialog::Versions));
            opened();
        }
        other => desk.open_chosen(other),
    }
    let choose = Callback::new(move |opening| desk.open_chosen(opening));
    let notice = Signal::derive(move || desk.notice.get().map(|notice| notice.say(desk.words())));
    let place = move || match (is_ready.get(), desk.is_open.get()) {
        (false, _) => ().into_any(),
        (true, true) => view! { <Window/> }.into_any(),
        (true, false) => view! {
            <main class="first"><StartChoice choose is_loading=desk.is_loading notice/><BooksButton/></main>
        }
        .into_any(),
    };
    view! {
        <UnreadNotice unread=desk.unread/>
        <FileField chosen=Callback::new(move |files| receive(desk, files))/>
        {place}
        {move || desk.dialog.get().map(|dialog| match dialog {
            Dialog::Start => view! { <StartDialog/> }.into_any(),
            Dialog::Periods => view! { <OpenPeriods/> }.into_any(),
            // Drawn by the window, which knows the side panel.
            Dialog::Overrides
            | Dialog::Palette
            | Dialog::Shortcuts
            | Dialog::Process(_)
            | Dialog::Locks
            | Dialog::Merge => ().into_any(),
            Dialog::Incoming(incoming) => view! { <IncomingDialog incoming/> }.into_any(),
            Dialog::Books => view! { <BooksDialog/> }.into_any(),
            Dialog::Versions => view! { <VersionsDialog/> }.into_any(),
        })}
    }
}

/// The window: bar, formula line, the tab's content, tabs, status.
#[component]
fn Window() -> impl IntoView {
    let desk = super::desk::desk();
    let grid = Grid::new(desk);
    provide_context(grid);
    provide_context(Held::new(desk));
    let side = Side::new(desk, grid);
    provide_context(side);
    commands::listen(side);
    print::listen(grid);
    back::listen(desk);
    let narrow = is_narrow();
    let one_by_one = Memo::new(move |_| narrow.get() && grid.has_rows());
    view! {
        <TopBar/>
        <FormulaLine/>
        <Notices/>
        <HeldNotice/>
        <div class="middle">
        <main class="place">
            <h1 class="unseen">{move || desk.book_name()}</h1>
            {move || match desk.view.tab.get() {
                Tab::Outcome => view! { <Outcome/> }.into_any(),
                Tab::Lab => view! { <LabPage/> }.into_any(),
                Tab::Rules => view! { <RulesPage/> }.into_any(),
                Tab::Problems => view! { <Problems/> }.into_any(),
                Tab::Sheet(_) | Tab::Register(_) | Tab::Roster(_) => match one_by_one.get() {
                    true => view! { <OneByOne/> }.into_any(),
                    false => view! { <Sheet/> }.into_any(),
                },
            }}
        </main>
        <SidePanel/>
        </div>
        <TabStrip/>
        <StatusLine/>
        {move || match desk.dialog.get() {
            Some(Dialog::Overrides) => view! { <Overrides/> }.into_any(),
            Some(Dialog::Palette) => view! { <Palette/> }.into_any(),
            Some(Dialog::Shortcuts) => view! { <Shortcuts/> }.into_any(),
            Some(Dialog::Process(wish)) => view! { <ProcessDialog wish/> }.into_any(),
            Some(Dialog::Locks) => view! { <LocksDialog/> }.into_any(),
            Some(Dialog::Merge) => view! { <MergeDialog/> }.into_any(),
            _ => ().into_any(),
        }}
    }
}

/// The document's own language and title.
fn follow_language(desk: Desk) {
    Effect::new(move || {
        let words = desk.words();
        let name = desk.book_name();
        let product = words.say(Text::Product);
        head(words.language, &if name.is_empty() { product } else { format!("{name} · {product}") });
    });
}

/// What the whole page listens to: being left.
fn listen(desk: Desk) {
    let _ = window_event_listener(ev::pagehide, move |_| keeping::flush(desk));
    let _ = window_event_listener(ev::visibilitychange, move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Hidden {
            keeping::flush(desk);
        }
    });
}
