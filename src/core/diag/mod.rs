//! Diagnostics: a mistake as data, with severity, place, message key and arguments.
//!
//! The core never writes text for people: a [`Message`] is a key with its arguments, and each language's table of
//! texts says from it what is wrong and what to do.

mod message;
mod nearest;
mod place;

pub use message::{Expected, Message, Reach};
pub use nearest::nearest;
pub use place::{CellName, Place, Span};

use serde::Serialize;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Computes, but probably not what was meant.
    Warning,
    /// Does not compute; what does not depend on it still does.
    Error,
}

/// One mistake: how grave, where, and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong, with all that is needed to say it and its remedy.
    pub message: Message,
}

impl Diagnostic {
    /// A mistake that keeps something from computing.
    #[must_use]
    pub fn error(place: Place, message: Message) -> Self {
        Self { severity: Severity::Error, place, message }
    }

    /// Something that computes but is probably not what was meant.
    #[must_use]
    pub fn warning(place: Place, message: Message) -> Self {
        Self { severity: Severity::Warning, place, message }
    }

    /// Something worth knowing.
    #[must_use]
    pub fn note(place: Place, message: Message) -> Self {
        Self { severity: Severity::Note, place, message }
    }
}
