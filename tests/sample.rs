//! The sample data beside each built-in scheme: the case's tables and those of `tests/samples`, which the case does not
//! have, through the product's own import, into an empty book.
//! It is written anew by `BATON_WRITE_SAMPLES=1 cargo test --test sample`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::path::Path;

use baton::templates::{TEMPLATES, Template};
use baton::ui::files::tables::{TextFile, read};
use baton_core::edit::Session;
use baton_core::model::{Book, write_book};
use support::{case_folder, tables};

#[test]
fn the_samples_are_what_the_import_makes_of_the_cases() {
    for template in TEMPLATES {
        let written = sample(*template);
        let kept =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("src/templates").join(template.id).join("sample.json");
        if std::env::var_os("BATON_WRITE_SAMPLES").is_some() {
            fs::write(&kept, &written).unwrap();
        }
        let kept = fs::read_to_string(&kept).expect("a sample");
        assert!(
            kept == written,
            "the sample of {} is not what the case gives; write it anew (see the head of this file)",
            template.id
        );
    }
}

fn sample(template: Template) -> String {
    let name = match template.id {
        "ningming" => "宁明县考评".to_owned(),
        _ => template.name.trim_end_matches("办法").to_owned(),
    };
    let mut session = Session::open(Book::new(&format!("{name}（示例数据）"), template.scheme().unwrap()));
    let kinds = ["roster-", "marks-", "register-", "ballots-", "ledger"];
    let more = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(template.id);
    let more = if more.is_dir() { tables(&more) } else { Default::default() };
    // A roster with more facts takes the place of the case's.
    let mut all = tables(&case_folder(template.id));
    all.extend(more);
    let files = all
        .into_iter()
        .filter(|(name, _)| kinds.iter().any(|kind| name.starts_with(kind)))
        .map(|(name, text)| TextFile { name, text })
        .collect();
    let tables = read(&session, files);
    assert!(tables.files.iter().all(|file| file.problems.is_empty()), "{:#?}", tables.files);
    session.apply(&tables.command).unwrap();
    assert_eq!(session.diagnostics(), [], "{}", template.id);
    write_book(session.book())
}
