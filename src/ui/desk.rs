//! The desk: the session that lies on it, and the signals by which the page follows its changes.
//!
//! The session is plain Rust in one stored value. A command tells which columns it touched, and only their triggers
//! are fired; nothing writes back into the session but [`Desk::apply`].

use std::collections::BTreeMap;
use std::time::Duration;

use baton_core::diag::Message;
use baton_core::edit::log::Act;
use baton_core::edit::rules::Section;
use baton_core::edit::{Command, Session};
use baton_core::eval::Touched;
use baton_core::model::{Book, Id};
use baton_core::plan::{Slot, TableIx};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::files::Incoming;
use super::grid::arrangement::Arrangement;
use super::grid::selection::Selection;
use super::keeping::{self, Holding, Saved, Unread};
use super::periods::chosen::Chosen;
use super::process::model::Move;
use super::speech::Speech;
use super::tab::{self, Tab};
use crate::platform::storage::Place;
use crate::words::page::{Text, Words};

/// How long nothing is changed before the page counts what is right and wrong anew.
const MOMENT: Duration = Duration::from_millis(100);

/// The book that is open, and what of it is shown. Handed to every component as a context.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    session: StoredValue<Session>,
    /// A trigger for each column and period that is being shown, and how often it fired.
    columns: StoredValue<BTreeMap<(Slot, usize), (ArcTrigger, u32)>>,
    /// Fires when rows, periods or rules are others.
    shape: Trigger,
    /// Fires after every command.
    change: Trigger,
    /// Fires when no command has come for a moment.
    calm: Trigger,
    /// The end of that moment.
    calming: StoredValue<Option<TimeoutHandle>>,
    /// Whether there is a book at all.
    pub(super) is_open: RwSignal<bool>,
    /// What of it is shown.
    pub(super) view: View,
    /// How the page speaks.
    pub(super) speech: Speech,
    /// Whether something is being fetched to be opened.
    pub(super) is_loading: RwSignal<bool>,
    /// What could not be done.
    pub(super) notice: RwSignal<Option<Notice>>,
    /// The dialog that is open.
    pub(super) dialog: RwSignal<Option<Dialog>>,
    /// Whether what was done is kept.
    pub(super) saved: RwSignal<Saved>,
    /// Since when it is.
    pub(super) saved_at: RwSignal<String>,
    /// Where it is kept.
    pub(super) place: RwSignal<Place>,
    /// Kept texts that could not be read.
    pub(super) unread: RwSignal<Option<Unread>>,
    /// Whether this page may change the book.
    pub(super) holding: RwSignal<Holding>,
}

/// The chosen cells of the scheme editor's two tables, each by row and column.
pub(super) type ChosenCells = [(usize, usize); 2];

/// What of the book is shown: never part of the book.
#[derive(Clone, Copy)]
pub(super) struct View {
    /// The tab.
    pub(super) tab: RwSignal<Tab>,
    /// The sheet that was shown last.
    pub(super) sheet: RwSignal<Tab>,
    /// The period of each cycle.
    pub(super) chosen: RwSignal<Chosen>,
    /// The selected cells, the active one among them.
    pub(super) selection: RwSignal<Selection>,
    /// How its tables are arranged, by the keys of their tabs.
    pub(super) arrangements: RwSignal<BTreeMap<String, Arrangement>>,
    /// Whether registers show only the entries of the period.
    pub(super) this_period_only: RwSignal<bool>,
    /// Whether the period is compared with the one before.
    pub(super) compare: RwSignal<bool>,
    /// The place of the scheme that the scheme editor is to show, as a path by numbers.
    pub(super) rule: RwSignal<Option<String>>,
    /// The section that the scheme editor is to show.
    pub(super) section: RwSignal<Option<Section>>,
    /// Where the scheme editor of this book was left: its section, and the chosen cells of its two tables.
    pub(super) rules_left_at: RwSignal<Option<(Section, ChosenCells)>>,
    /// The variant that lies open, in the lab and in the scheme editor; `None`: the rules in force.
    pub(super) variant: RwSignal<Option<Id>>,
    /// What undo does before all else: takes back what was typed last and is no command, as it does not stand.
    pub(super) undo_first: RwSignal<Option<Callback<()>>>,
}

/// What could not be done.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Notice {
    /// Why a command was not carried out.
    Refused(Message),
    /// What of a block pasted into the editor waits in its cells, and what found none.
    NotAllPlaced(usize, Vec<String>),
    /// Something else.
    Text(Text),
}

/// The dialogs.
#[derive(Clone, Debug)]
pub(super) enum Dialog {
    /// The choice of the first moment, once there is a book.
    Start,
    /// Opening periods.
    Periods,
    /// Everything replaced by hand 更正.
    Overrides,
    /// Finding a command, a table, a subject or a column.
    Palette,
    /// The sheet of shortcuts.
    Shortcuts,
    /// What is in files that came in.
    Incoming(Incoming),
    /// The list of books.
    Books,
    /// The versions of the open book.
    Versions,
    /// The process of the sheet and period shown, with what is asked for.
    Process(Option<Move>),
    /// Every lock, and whether it holds.
    Locks,
    /// Merging the selected subjects.
    Merge,
}

impl Desk {
    /// An empty desk.
    pub(super) fn new(speech: Speech) -> Self {
        Self {
            session: StoredValue::new(Session::open(Book::default())),
            columns: StoredValue::new(BTreeMap::new()),
            shape: Trigger::new(),
            change: Trigger::new(),
            calm: Trigger::new(),
            calming: StoredValue::new(None),
            is_open: RwSignal::new(false),
            view: View {
                tab: RwSignal::new(Tab::default()),
                sheet: RwSignal::new(Tab::default()),
                chosen: RwSignal::new(Chosen::default()),
                selection: RwSignal::new(Selection::default()),
                arrangements: RwSignal::new(BTreeMap::new()),
                this_period_only: RwSignal::new(true),
                compare: RwSignal::new(false),
                rule: RwSignal::new(None),
                section: RwSignal::new(None),
                rules_left_at: RwSignal::new(None),
                variant: RwSignal::new(None),
                undo_first: RwSignal::new(None),
            },
            speech,
            is_loading: RwSignal::new(false),
            notice: RwSignal::new(None),
            dialog: RwSignal::new(None),
            saved: RwSignal::new(Saved::Yes),
            saved_at: RwSignal::new(String::new()),
            place: RwSignal::new(Place::Database),
            unread: RwSignal::new(None),
            holding: RwSignal::new(Holding::Here),
        }
    }

    /// Reads the session, without following its changes.
    pub(super) fn read<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.session.with_value(read)
    }

    /// Follows rows, periods and rules.
    pub(super) fn track_shape(self) {
        self.shape.track();
    }

    /// The book's name, followed.
    pub(super) fn book_name(self) -> String {
        self.change.track();
        self.read(|session| session.book().name.clone())
    }

    /// Follows every change.
    pub(super) fn track_change(self) {
        self.change.track();
    }

    /// Follows changes, but not each at once: for what is told of a whole table or book, which would hold typing up.
    pub(super) fn track_calm(self) {
        self.calm.track();
    }

    /// Follows a column in a period; how often it has changed.
    pub(super) fn track_column(self, slot: Slot, at: usize) -> u32 {
        let known = self.columns.with_value(|columns| columns.get(&(slot, at)).cloned());
        let (trigger, changes) = known.unwrap_or_else(|| {
            let new = (ArcTrigger::new(), 0);
            self.columns.update_value(|columns| _ = columns.insert((slot, at), new.clone()));
            new
        });
        trigger.track();
        changes
    }

    /// Language and word of the page, followed, as are rows, periods and rules: what is said of them changes with them.
    pub(super) fn words(self) -> Words {
        self.shape.track();
        self.speech.words()
    }

    /// A text, followed.
    pub(super) fn say(self, text: Text) -> String {
        self.words().say(text)
    }

    /// A text as the page shows it.
    pub(super) fn said(self, text: Text) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        self.speech.said(text)
    }

    /// Carries out a command; `false` where it cannot be done, which is told.
    pub(super) fn apply(self, command: &Command) -> bool {
        self.run(Act::Apply, command, |session| session.apply(command))
    }

    /// Takes the last command back.
    pub(super) fn undo(self) {
        if let Some(first) = self.view.undo_first.try_update(Option::take).flatten() {
            return first.run(());
        }
        if let Some(command) = self.read(|session| session.next_undo().cloned()) {
            self.run(Act::Undo, &command, Session::undo);
        }
    }

    /// Carries out again what was taken back last.
    pub(super) fn redo(self) {
        if let Some(command) = self.read(|session| session.next_redo().cloned()) {
            self.run(Act::Redo, &command, Session::redo);
        }
    }

    /// Puts a new book on the desk. The one that lay there stays in the list of books.
    pub(super) fn open(self, book: Book) {
        keeping::snapshot_now(self);
        self.lay(Session::open(book));
        keeping::begin(self);
        self.show(self.read(first_filled));
    }

    /// Puts a book in the place of the one on the desk. That is a command: undo takes it back.
    pub(super) fn replace(self, book: Book) {
        if self.apply(&Command::ReplaceBook { book: Box::new(book) }) {
            self.show(self.read(first_filled));
        }
    }

    /// Shows what was shown when the book was left.
    pub(super) fn show_as_left(self, tab: &str, chosen: Chosen) {
        self.view.chosen.set(chosen);
        self.show(self.read(|session| tab::remembered(session.plan(), tab)));
    }

    /// Lays an opened book on the desk; who keeps it is the caller's care.
    pub(super) fn lay(self, session: Session) {
        self.session.set_value(session);
        self.view.variant.set(None);
        self.view.rules_left_at.set(None);
        self.notice.set(None);
        self.is_open.set(true);
        self.follow(&Touched::everything());
    }

    /// Clears the desk.
    pub(super) fn clear(self) {
        self.is_open.set(false);
        self.session.set_value(Session::open(Book::default()));
    }

    /// Shows a tab, from its first cell.
    pub(super) fn show(self, tab: Tab) {
        self.view.selection.set(Selection::default());
        if matches!(tab, Tab::Sheet(_)) {
            self.view.sheet.set(tab.clone());
        }
        self.view.tab.set(tab);
        keeping::keep_view(self);
    }

    /// Chooses a period; the other cycles follow.
    pub(super) fn choose(self, period: baton_core::calendar::Period) {
        self.view.chosen.update(|chosen| self.read(|session| chosen.choose(session, period)));
        keeping::keep_view(self);
    }

    /// The table of the tab, followed.
    pub(super) fn table(self) -> Option<TableIx> {
        self.shape.track();
        let tab = self.view.tab.get();
        self.read(|session| tab.table(session.plan()))
    }

    /// Changes the session, unless another page holds the book, and has what was done written down.
    fn run(
        self,
        act: Act,
        command: &Command,
        change: impl FnOnce(&mut Session) -> Result<Touched, Message>,
    ) -> bool {
        if self.holding.get_untracked() != Holding::Here {
            self.notice.set(Some(Notice::Text(Text::ReadOnly)));
            return false;
        }
        let mut outcome = Ok(Touched::default());
        self.session.update_value(|session| {
            session.set_time(&crate::platform::today::now());
            outcome = change(session);
        });
        match outcome {
            Ok(touched) => {
                self.notice.set(None);
                self.view.undo_first.set(None);
                keeping::note(self, act, command);
                self.follow(&touched);
                true
            }
            Err(message) => {
                self.notice.set(Some(Notice::Refused(message)));
                false
            }
        }
    }

    /// Fires what a change touched.
    fn follow(self, touched: &Touched) {
        if touched.everything {
            let tab = self.view.tab.get_untracked();
            let is_gone = !matches!(tab, Tab::Outcome | Tab::Lab | Tab::Rules | Tab::Problems)
                && self.read(|session| tab.table(session.plan()).is_none());
            self.columns.set_value(BTreeMap::new());
            if is_gone {
                self.show(self.read(|session| tab::remembered(session.plan(), "")));
            }
            let word =
                self.read(|session| session.book().scheme().map(|scheme| scheme.word).unwrap_or_default());
            if word != self.speech.word.get_untracked() {
                self.speech.word.set(word);
            }
            self.shape.notify();
        } else {
            let mut triggers: Vec<ArcTrigger> = Vec::new();
            self.columns.update_value(|columns| {
                for column in &touched.columns {
                    if let Some((trigger, changes)) = columns.get_mut(column) {
                        *changes = changes.wrapping_add(1);
                        triggers.push(trigger.clone());
                    }
                }
            });
            for trigger in triggers {
                trigger.notify();
            }
        }
        self.change.notify();
        let calm = self.calm;
        let moment = set_timeout_with_handle(move || calm.notify(), MOMENT).ok();
        self.calming.update_value(|calming| {
            if let Some(before) = std::mem::replace(calming, moment) {
                before.clear();
            }
        });
    }
}

/// The tab that a book opens with: the first sheet on which something was marked, else the first tab.
fn first_filled(session: &Session) -> Tab {
    let is_filled = |tab: &Tab| match tab {
        Tab::Sheet(id) => session.book().marks.iter().any(|(sheet, ..)| &**sheet == id),
        _ => false,
    };
    let filled = tab::tabs(session.plan()).into_iter().map(|named| named.tab).find(is_filled);
    filled.unwrap_or_else(|| tab::remembered(session.plan(), ""))
}

/// The desk of the page.
pub(super) fn desk() -> Desk {
    expect_context::<Desk>()
}

impl Notice {
    /// It in words.
    pub(super) fn say(&self, words: Words) -> String {
        match self {
            Self::Refused(message) => words.because(message),
            Self::NotAllPlaced(waiting, beside) => words.not_all_placed(*waiting, beside),
            Self::Text(text) => words.say(*text),
        }
    }
}
