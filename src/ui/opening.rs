//! What is to be opened, as chosen at the start, and opening it.

use baton_core::model::{Book, read_book, read_scheme};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::{Desk, Notice};
use super::files::receive;
use super::tab::Tab;
use crate::platform::samples::{self, Part};
use crate::templates::Template;
use crate::words::page::{Text, Words};

/// What is to be opened.
#[derive(Clone, Debug)]
pub(super) enum Opening {
    /// The book of the last visit.
    Kept,
    /// An earlier version of it.
    Earlier,
    /// A built-in scheme with its sample data.
    Sample(Template),
    /// A built-in scheme without data.
    Empty(Template),
    /// A scheme with nothing in it, to be written in the page.
    Blank,
    /// Files, of whatever is in them.
    Files(Vec<web_sys::File>),
}

/// A scheme with nothing in it.
const BLANK: &str =
    r#"{"format": "baton-scheme", "version": 1, "id": "scheme", "name": "?", "classes": [], "sheets": []}"#;

impl Desk {
    /// Opens a book whose scheme is still to be written, where that is done.
    fn open_blank(self) {
        let Ok(mut scheme) = read_scheme(BLANK) else { return };
        let words = Words { language: self.speech.language.get_untracked(), ..Words::default() };
        scheme.name = words.say(Text::BlankName);
        self.dialog.set(None);
        self.open(Book::new(&words.new_book(&scheme.name), scheme));
        self.show(Tab::Rules);
    }

    /// Opens what was chosen; a book that lies on the desk stays in the list.
    pub(super) fn open_chosen(self, opening: Opening) {
        let fetched = match opening {
            // The book of the last visit is there before any other can be chosen.
            Opening::Kept | Opening::Earlier => return,
            Opening::Blank => return self.open_blank(),
            Opening::Files(files) => return receive(self, files),
            Opening::Sample(template) => (template, Part::Sample),
            Opening::Empty(template) => (template, Part::Scheme),
        };
        self.is_loading.set(true);
        self.notice.set(None);
        let words = Words { language: self.speech.language.get_untracked(), ..Words::default() };
        spawn_local(async move {
            let (template, part) = fetched;
            let book = samples::fetch(template.id, part).await.and_then(|text| match part {
                Part::Sample => read_book(&text).ok(),
                Part::Scheme => {
                    let scheme = read_scheme(&text).ok()?;
                    Some(Book::new(&Words { word: scheme.word, ..words }.new_book(&scheme.name), scheme))
                }
            });
            self.is_loading.set(false);
            match book {
                Some(book) => {
                    self.dialog.set(None);
                    self.open(book);
                }
                None => self.notice.set(Some(Notice::Text(Text::NotLoaded))),
            }
        });
    }
}
