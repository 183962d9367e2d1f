//! The sample data beside a built-in scheme: the case's tables, through the product's own import, into an empty book.
//! It is written anew by `BATON_WRITE_SAMPLES=1 cargo test --test sample`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use baton::templates::Template;
use baton::ui::files::tables::{TextFile, read};
use baton_core::edit::Session;
use baton_core::model::{Book, write_book};

#[test]
fn the_sample_is_what_the_import_makes_of_the_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scheme = Template::of("ningming").unwrap().scheme().unwrap();
    let mut session = Session::open(Book::new("宁明县考评（示例数据）", scheme));
    let files = ["roster-", "marks-", "register-"];
    let mut tables = Vec::new();
    for entry in fs::read_dir(root.join("tests/cases/ningming")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if files.iter().any(|kind| name.starts_with(kind)) {
            tables.push(TextFile { name, text: fs::read_to_string(&path).unwrap() });
        }
    }
    let tables = read(&session, tables);
    assert!(tables.files.iter().all(|file| file.problems.is_empty()), "{:#?}", tables.files);
    session.apply(&tables.command).unwrap();
    let written = write_book(session.book());
    let kept = root.join("src/templates/ningming/sample.json");
    if std::env::var_os("BATON_WRITE_SAMPLES").is_some() {
        fs::write(&kept, &written).unwrap();
    }
    let kept = fs::read_to_string(&kept).expect("a sample");
    assert!(
        kept == written,
        "the sample is not what the case gives; write it anew (see the head of this file)"
    );
}
