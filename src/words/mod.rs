//! Words: every text for people, in Chinese and in English, from typed tables. The core gives keys with arguments;
//! here they become sentences.

pub mod advice;
pub mod aloud;
pub mod diagnostics;
pub mod kinds;
pub mod locks;
pub mod page;
pub mod periods;
pub mod places;
pub mod rules;
pub mod trace;
pub mod variants;

/// The languages of the page and the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese, the first language.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The text in this language.
    #[must_use]
    pub fn pick<T>(self, chinese: T, english: T) -> T {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }
}
