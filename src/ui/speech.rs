//! Speech: in which language and word the page says its texts, and that the page follows when they change.

use baton_core::model::Word;
use leptos::prelude::*;

use super::keeping;
use crate::words::Language;
use crate::words::page::{Text, Words};

/// Language and word of the page. Handed to every component as a context.
#[derive(Clone, Copy)]
pub(super) struct Speech {
    /// The language.
    pub(super) language: RwSignal<Language>,
    /// The scheme's own word for appraisal.
    pub(super) word: RwSignal<Word>,
}

impl Speech {
    /// Speech in a language; without a scheme, in the common word.
    pub(super) fn new(language: Language) -> Self {
        Self { language: RwSignal::new(language), word: RwSignal::new(Word::default()) }
    }

    /// Language and word, followed.
    pub(super) fn words(self) -> Words {
        Words { language: self.language.get(), word: self.word.get() }
    }

    /// A text as the page shows it. All are of one type: were each a closure of its own, each would bring its own copy
    /// of the code that draws it.
    pub(super) fn said(self, text: Text) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.words().say(text)
    }

    /// Turns to the other language, and remembers it.
    pub(super) fn turn(self) {
        let other = self.language.get_untracked().pick(Language::English, Language::Chinese);
        self.language.set(other);
        keeping::keep_language(other);
    }
}

/// How the page speaks.
pub(super) fn speech() -> Speech {
    expect_context::<Speech>()
}

/// Tells the browser the page's language and title, where they are others: to be told the same language again has it
/// style every element of the page anew.
pub(super) fn head(language: Language, title: &str) {
    if document().title() != title {
        document().set_title(title);
    }
    let name = language.pick("zh-CN", "en");
    if let Some(root) = document().document_element()
        && root.get_attribute("lang").as_deref() != Some(name)
    {
        let _ = root.set_attribute("lang", name);
    }
}
