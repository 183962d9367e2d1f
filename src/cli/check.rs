//! `baton check`: every problem of a scheme or a book.

use baton_core::diag::Diagnostic;
use baton_core::edit::Session;
use baton_core::model::{Book, Document};

use super::arguments::{Check, Listing};
use super::{Outcome, files, report};
use crate::words::Language;

pub(super) fn run(options: &Check, language: Language) -> Result<Outcome, Outcome> {
    let document = files::document(&options.scheme, language)?;
    let name = files::name(&options.scheme, language);
    Ok(match document {
        Err(problems) => listed(&problems, &name, options.listing(), language),
        Ok(document) => check(document, &name, options.listing(), language),
    })
}

/// Checks what could be read: compiles the scheme, and computes the book.
fn check(document: Document, name: &str, format: Listing, language: Language) -> Outcome {
    let book = match document {
        Document::Scheme(scheme) => Book::new("", *scheme),
        Document::Book(book) => *book,
    };
    listed(&Session::open(book).diagnostics(), name, format, language)
}

fn listed(problems: &[Diagnostic], name: &str, format: Listing, language: Language) -> Outcome {
    let stdout = match format {
        Listing::Text => {
            let summary = report::summary(problems, language);
            format!(
                "{}{name}{}{summary}\n",
                report::problems(problems, None, language),
                language.pick("：", ": ")
            )
        }
        Listing::Json => report::as_json(problems, name, language),
    };
    Outcome { stdout, stderr: String::new(), code: report::code(problems) }
}
