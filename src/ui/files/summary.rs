//! What is in a file, before anything is replaced by it.

use baton_core::calendar::{Cycle, Period};
use baton_core::diag::Severity;
use baton_core::edit::Session;
use baton_core::model::{Book, Document, DocumentKind, Scheme};
use baton_core::plan::TableKind;

/// What a file holds, in figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Scheme or book.
    pub kind: DocumentKind,
    /// The book's name, or the scheme's.
    pub name: String,
    /// The name of the newest edition's scheme.
    pub scheme: String,
    /// How many editions.
    pub editions: usize,
    /// The classes with their numbers of subjects.
    pub classes: Vec<(String, usize)>,
    /// The sheets.
    pub sheets: Vec<String>,
    /// The registers with their numbers of entries.
    pub registers: Vec<(String, usize)>,
    /// The open periods: cycle, first, last.
    pub periods: Vec<(Cycle, Period, Period)>,
    /// How many marks.
    pub marks: usize,
    /// How many errors and warnings it opens with.
    pub problems: (usize, usize),
}

impl Summary {
    /// What is in a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        match document {
            Document::Scheme(scheme) => {
                let book = Book::new(&scheme.name, Scheme::clone(scheme));
                Self { kind: DocumentKind::Scheme, ..Self::of_session(&Session::open(book)) }
            }
            Document::Book(book) => Self::of_session(&Session::open(Book::clone(book))),
        }
    }

    /// What is in an open book.
    #[must_use]
    pub fn of_session(session: &Session) -> Self {
        let (book, plan) = (session.book(), session.plan());
        let tables =
            |wanted: fn(&TableKind) -> bool| plan.tables.iter().filter(move |table| wanted(&table.kind));
        let named =
            |(name, id): (&String, &str), count: fn(&Book, &str) -> usize| (name.clone(), count(book, id));
        let diagnostics = session.diagnostics();
        let count =
            |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        Self {
            kind: DocumentKind::Book,
            name: book.name.clone(),
            scheme: book.scheme().map(|scheme| scheme.name.clone()).unwrap_or_default(),
            editions: book.editions.len(),
            classes: tables(|kind| *kind == TableKind::Class)
                .map(|class| named((&class.name, &class.id), |book, id| book.subjects(id).len()))
                .collect(),
            sheets: tables(|kind| matches!(kind, TableKind::Sheet { .. }))
                .map(|sheet| sheet.name.clone())
                .collect(),
            registers: tables(|kind| matches!(kind, TableKind::Register { .. }))
                .map(|register| named((&register.name, &register.id), |book, id| book.entries(id).len()))
                .collect(),
            periods: book.periods.iter().map(|(cycle, span)| (*cycle, span.first, span.last)).collect(),
            marks: book.marks.len(),
            problems: (count(Severity::Error), count(Severity::Warning)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::Template;

    #[test]
    fn says_what_a_scheme_brings() {
        let scheme = Template::of("ningming").unwrap().scheme().unwrap();
        let summary = Summary::of(&Document::Scheme(Box::new(scheme)));
        assert_eq!(summary.kind, DocumentKind::Scheme);
        assert_eq!((summary.classes.len(), summary.sheets.len(), summary.registers.len()), (6, 7, 7));
        assert_eq!((summary.marks, summary.problems), (0, (0, 0)));
    }
}
