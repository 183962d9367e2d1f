//! The commands.

use serde::{Deserialize, Serialize};

use crate::calendar::{Cycle, Period};
use crate::model::{
    ActionKey, ActionNote, Book, Edition, Entry, Evidence, Id, OverrideKey, OverrideValue, PeriodSpan,
    Scheme, Stage, Subject, Variant,
};

/// A change of a book. Its inverse is a command too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "command")]
#[expect(missing_docs, reason = "the parts are named for what they hold; all are ids but for texts as typed")]
pub enum Command {
    /// Types into a cell of a sheet; empty text blanks it.
    SetMark { sheet: Id, period: Period, subject: Id, column: Id, typed: String },
    /// Types into a field of a subject.
    SetField { class: Id, subject: Id, field: Id, typed: String },
    /// Types into a field of an entry.
    SetEntry { register: Id, entry: Id, field: Id, typed: String },
    /// Puts a subject into the roster, at a place or at the end.
    AddSubject { class: Id, at: Option<usize>, subject: Subject },
    /// Takes a subject out of the roster; its marks stay in the book and are told as without a place.
    RemoveSubject { class: Id, subject: Id },
    /// Puts an entry into a register, at a place or at the end.
    AddEntry { register: Id, at: Option<usize>, entry: Entry },
    /// Takes an entry out of a register.
    RemoveEntry { register: Id, entry: Id },
    /// Opens all periods of a cycle from the first to the last, or none.
    OpenPeriods { cycle: Cycle, span: Option<PeriodSpan> },
    /// Replaces a computed cell by hand 更正, or no longer.
    SetOverride { key: OverrideKey, value: Option<OverrideValue> },
    /// Notes what became of an action, or forgets it.
    SetAction { key: ActionKey, note: Option<ActionNote> },
    /// Says what a mark or an entry rests on, or no longer.
    SetEvidence { key: OverrideKey, evidence: Option<Evidence> },
    /// Sets how far a period of a sheet has come in its process, its lock with it; [`super::Session::take_step`], `lock`
    /// and `unlock` make it.
    SetStage { sheet: Id, period: Period, stage: Option<Box<Stage>> },
    /// Renames the book.
    RenameBook { name: String },
    /// Puts another scheme in the place of the newest edition's.
    SetScheme { scheme: Box<Scheme> },
    /// Adds a variant 模拟测算方案, at a place or at the end, changes the one of that id, or takes it away.
    SetVariant { id: Id, at: Option<usize>, variant: Option<Box<Variant>> },
    /// Puts the next edition behind the newest: the rules from a date on.
    AddEdition { edition: Box<Edition> },
    /// Takes the newest edition away; the first stays.
    RemoveEdition,
    /// Puts another book in the place of this one.
    ReplaceBook { book: Box<Book> },
    /// Several commands as one: all or none, undone at once.
    Many { commands: Vec<Command> },
}

impl Command {
    /// Several commands as one; `None` where there is none.
    #[must_use]
    pub fn of(mut commands: Vec<Self>) -> Option<Self> {
        match commands.len() {
            0 | 1 => commands.pop(),
            _ => Some(Self::Many { commands }),
        }
    }

    /// How many changes it makes, those of a list one by one.
    #[must_use]
    pub fn changes(&self) -> usize {
        match self {
            Self::Many { commands } => commands.iter().map(Self::changes).sum(),
            _ => 1,
        }
    }

    /// Whether it, or one of its list, holds a whole scheme or book.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match self {
            Self::SetScheme { .. }
            | Self::AddEdition { .. }
            | Self::RemoveEdition
            | Self::ReplaceBook { .. } => true,
            Self::Many { commands } => commands.iter().any(Self::is_whole),
            _ => false,
        }
    }
}
