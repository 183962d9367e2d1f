//! The desk: the session that lies on it, and the signals by which the page follows its changes.
//!
//! The session is plain Rust in one stored value. A command tells which columns it touched, and only their triggers
//! are fired; nothing writes back into the session but [`Desk::apply`].

use std::collections::BTreeMap;

use baton_core::diag::Message;
use baton_core::edit::{Command, Session};
use baton_core::eval::Touched;
use baton_core::model::{Book, Marks};
use baton_core::plan::{Slot, TableIx};
use leptos::prelude::*;

use super::files::Incoming;
use super::grid::cursor::Cursor;
use super::grid::rows::Sort;
use super::keeping::{self, Saved};
use super::periods::chosen::Chosen;
use super::speech::Speech;
use super::tab::{self, Tab};
use crate::words::page::{Text, Words};

/// The book that is open, and what of it is shown. Handed to every component as a context.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    session: StoredValue<Session>,
    /// A trigger for each column and period that is being shown.
    columns: StoredValue<BTreeMap<(Slot, usize), ArcTrigger>>,
    /// Fires when rows, periods or rules are others.
    shape: Trigger,
    /// Fires after every command.
    change: Trigger,
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
    /// Whether what was typed is kept.
    pub(super) saved: RwSignal<Saved>,
}

/// What of the book is shown: never part of the book.
#[derive(Clone, Copy)]
pub(super) struct View {
    /// The tab.
    pub(super) tab: RwSignal<Tab>,
    /// The period of each cycle.
    pub(super) chosen: RwSignal<Chosen>,
    /// The active cell.
    pub(super) cursor: RwSignal<Cursor>,
    /// The order of the rows.
    pub(super) sort: RwSignal<Option<Sort>>,
    /// Whether registers show only the entries of the period.
    pub(super) this_period_only: RwSignal<bool>,
}

/// What could not be done.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Notice {
    /// Why a command was not carried out.
    Refused(Message),
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
    /// What is in files that came in.
    Incoming(Incoming),
}

impl Desk {
    /// An empty desk.
    pub(super) fn new(speech: Speech) -> Self {
        let nothing = Book {
            name: String::new(),
            editions: Vec::new(),
            periods: BTreeMap::new(),
            roster: BTreeMap::new(),
            marks: Marks::default(),
            registers: BTreeMap::new(),
            overrides: BTreeMap::new(),
            actions: BTreeMap::new(),
        };
        Self {
            session: StoredValue::new(Session::open(nothing)),
            columns: StoredValue::new(BTreeMap::new()),
            shape: Trigger::new(),
            change: Trigger::new(),
            is_open: RwSignal::new(false),
            view: View {
                tab: RwSignal::new(Tab::default()),
                chosen: RwSignal::new(Chosen::default()),
                cursor: RwSignal::new(Cursor::default()),
                sort: RwSignal::new(None),
                this_period_only: RwSignal::new(true),
            },
            speech,
            is_loading: RwSignal::new(false),
            notice: RwSignal::new(None),
            dialog: RwSignal::new(None),
            saved: RwSignal::new(Saved::Yes),
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

    /// Follows every change.
    pub(super) fn track_change(self) {
        self.change.track();
    }

    /// Follows a column in a period.
    pub(super) fn track_column(self, slot: Slot, at: usize) {
        let known = self.columns.with_value(|columns| columns.get(&(slot, at)).cloned());
        let trigger = known.unwrap_or_else(|| {
            let trigger = ArcTrigger::new();
            self.columns.update_value(|columns| _ = columns.insert((slot, at), trigger.clone()));
            trigger
        });
        trigger.track();
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
        self.run(|session| session.apply(command))
    }

    /// Takes the last command back.
    pub(super) fn undo(self) {
        if self.read(Session::depth).0 > 0 {
            self.run(Session::undo);
        }
    }

    /// Carries out again what was taken back last.
    pub(super) fn redo(self) {
        if self.read(Session::depth).1 > 0 {
            self.run(Session::redo);
        }
    }

    /// Puts a book on the desk. Where one lies there, that is a command, so that undo brings it back.
    pub(super) fn open(self, book: Book) {
        if self.is_open.get_untracked() {
            self.apply(&Command::ReplaceBook { book: Box::new(book) });
        } else {
            self.lay(book);
            keeping::keep(self);
        }
        self.show(self.read(|session| tab::remembered(session.plan(), "")));
    }

    /// Puts the kept book on the desk as it was left.
    pub(super) fn reopen(self, book: Book, tab: &str, chosen: Chosen) {
        self.lay(book);
        self.view.chosen.set(chosen);
        self.show(self.read(|session| tab::remembered(session.plan(), tab)));
    }

    fn lay(self, book: Book) {
        self.session.set_value(Session::open(book));
        self.is_open.set(true);
        self.follow(&Touched::everything());
    }

    /// Shows a tab, from its first cell.
    pub(super) fn show(self, tab: Tab) {
        self.view.sort.set(None);
        self.view.cursor.set(Cursor::default());
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

    fn run(self, change: impl FnOnce(&mut Session) -> Result<Touched, Message>) -> bool {
        let mut outcome = Ok(Touched::default());
        self.session.update_value(|session| {
            session.set_time(&crate::platform::today::now());
            outcome = change(session);
        });
        match outcome {
            Ok(touched) => {
                self.notice.set(None);
                self.follow(&touched);
                keeping::keep(self);
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
            let is_gone = !matches!(tab, Tab::Outcome | Tab::Problems)
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
            let triggers: Vec<ArcTrigger> = self.columns.with_value(|columns| {
                touched.columns.iter().filter_map(|column| columns.get(column).cloned()).collect()
            });
            for trigger in triggers {
                trigger.notify();
            }
        }
        self.change.notify();
    }
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
            Self::Text(text) => words.say(*text),
        }
    }
}
