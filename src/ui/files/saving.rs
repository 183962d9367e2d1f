//! Writing a book, a scheme or a table out as a file.

use baton_core::exchange::{all_results, sheet_table, write_csv, write_tables};
use baton_core::model::{Patch, write_book, write_patch, write_scheme};
use leptos::prelude::*;

use crate::platform::files::hand_out;
use crate::ui::desk::{Desk, Notice};
use crate::ui::grid::Grid;
use crate::words::page::Text;

/// Exports the book as JSON.
pub(in crate::ui) fn save_book(desk: Desk) {
    let (name, text) = desk.read(|session| (session.book().name.clone(), write_book(session.book())));
    give(desk, &format!("{name}.json"), "application/json", &text);
}

/// Exports the newest edition's scheme alone as JSON.
pub(in crate::ui) fn save_scheme(desk: Desk) {
    let scheme = desk.read(|session| session.book().scheme().map(|s| (s.name.clone(), write_scheme(s))));
    if let Some((name, text)) = scheme {
        give(
            desk,
            &format!("{}.json", untrack(|| desk.words()).scheme_file(&name)),
            "application/json",
            &text,
        );
    }
}

/// Exports a variant alone as JSON.
pub(in crate::ui) fn save_patch(desk: Desk, patch: &Patch) {
    give(desk, &format!("{}.json", patch.variant.title), "application/json", &write_patch(patch));
}

/// Exports the table shown as CSV, as Excel opens it.
pub(in crate::ui) fn save_table(desk: Desk, grid: Grid) {
    let Some(shown) = grid.shown.get_untracked() else { return };
    let (name, text) = desk.read(|session| {
        let period = session.results().period(shown.table, shown.at);
        let (header, rows) = sheet_table(session.results(), shown.table, period);
        let table =
            session.plan().tables.get(shown.table).map(|table| table.name.clone()).unwrap_or_default();
        let name = period.map_or_else(|| table.clone(), |period| format!("{table} {period}"));
        (name, write_csv(&header, &rows))
    });
    give(desk, &format!("{name}.csv"), "text/csv", &text);
}

/// Exports every result as one CSV, the same to the byte as `baton score --all` prints.
pub(in crate::ui) fn save_results(desk: Desk) {
    let (name, text) = desk
        .read(|session| (session.book().name.clone(), write_tables(&all_results(session.results()), true)));
    give(desk, &format!("{name}.csv"), "text/csv", &text);
}

fn give(desk: Desk, name: &str, kind: &str, text: &str) {
    if !hand_out(name, kind, text) {
        desk.notice.set(Some(Notice::Text(Text::NotCarriedOut)));
    }
}
