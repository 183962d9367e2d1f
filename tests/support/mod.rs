//! What tests of several kinds need: the tables of a case, and a book filled from them.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    dead_code,
    unreachable_pub,
    reason = "a test may stop at once, and not every test needs all of this"
)]

pub(crate) mod compared;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use baton::templates::Template;
use baton_core::edit::Session;
use baton_core::exchange::import;
use baton_core::model::Book;

/// The folder of a worked case.
pub(crate) fn case_folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)
}

/// The template's empty book, filled from the case of the same name.
pub(crate) fn case_session(name: &str) -> Session {
    let template = Template::of(name).expect("a template of that name");
    let (session, problems) = filled(template, &tables(&case_folder(name)));
    assert!(problems.is_empty(), "{problems:?}");
    session
}

/// The template's empty book after importing a case's tables, and all that did not fit.
pub(crate) fn filled(template: Template, tables: &BTreeMap<String, String>) -> (Session, Vec<String>) {
    fill(Session::open(Book::new("case", template.scheme().expect("the template reads"))), tables)
}

/// A book after importing a case's tables, and all that did not fit.
pub(crate) fn fill(mut session: Session, tables: &BTreeMap<String, String>) -> (Session, Vec<String>) {
    let mut problems: Vec<String> =
        session.diagnostics().iter().map(|diagnostic| format!("scheme: {diagnostic:?}")).collect();
    // Rosters first: marks and entries name subjects.
    for kind in ["roster-", "marks-", "register-", "ballots-", "ledger"] {
        for (name, text) in tables.iter().filter(|(name, _)| name.starts_with(kind)) {
            match import(&session, name, text) {
                Ok(found) => {
                    problems.extend(found.problems.iter().map(|problem| format!("{name}: {problem:?}")));
                    session.apply(&found.command).expect("what was read fits");
                }
                Err(found) => problems.extend(found.iter().map(|problem| format!("{name}: {problem:?}"))),
            }
        }
    }
    (session, problems)
}

/// The tables of a folder, by file name, decoded as UTF-8 or else GB18030.
pub(crate) fn tables(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8(bytes.clone())
            .unwrap_or_else(|_| encoding_rs::GB18030.decode(&bytes).0.into_owned());
        found.insert(path.file_name().unwrap().to_string_lossy().into_owned(), text);
    }
    found
}
