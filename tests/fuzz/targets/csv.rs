//! Any text: read as a table, and imported into the Ningming book as each kind of table.

#![no_main]

use std::sync::LazyLock;

use baton_core::edit::Session;
use baton_core::exchange::{import, read_csv, write_csv};
use baton_core::model::{Book, read_scheme};
use libfuzzer_sys::fuzz_target;

static EMPTY: LazyLock<Session> = LazyLock::new(|| {
    let scheme = read_scheme(include_str!("../../../src/templates/ningming/scheme.json")).expect("it reads");
    let mut session = Session::open(Book::new("册", scheme));
    let roster = include_str!("../../cases/ningming/roster-乡镇.csv");
    let found = import(&session, "roster-乡镇.csv", roster).expect("it is a table");
    session.apply(&found.command).expect("it fits");
    session
});

fuzz_target!(|text: &str| {
    if let Ok(table) = read_csv(text) {
        let rows: Vec<Vec<String>> = table.rows.iter().map(|(_, cells)| cells.clone()).collect();
        let again = read_csv(&write_csv(&table.header, &rows)).expect("what was written is a table");
        assert_eq!(again.header, table.header);
        assert_eq!(again.rows.len(), table.rows.len());
    }
    for file in ["roster-村.csv", "marks-乡镇周考评.csv", "register-县直部门任务清单.csv"] {
        let mut session = EMPTY.clone();
        if let Ok(found) = import(&session, file, text) {
            session.apply(&found.command).expect("what was read fits");
            session.undo().expect("it was done");
            assert_eq!(session.book(), EMPTY.book());
        }
    }
});
