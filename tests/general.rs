//! That the model is general: rule books that none of the six sources is like (`tests/rulebooks`), every cell of the
//! tables that were worked out by hand.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at once and tell what it ran"
)]

mod rulebooks;

use baton_core::exchange::sheet_table;

#[test]
fn every_cell_comes_out_as_worked_out_by_hand() {
    let mut differences = Vec::new();
    for book in rulebooks::all() {
        let session = book.session();
        for (table, period, expected) in &book.expected {
            let at = session.plan().table(table).unwrap();
            let period = (!period.is_empty()).then(|| period.parse().unwrap());
            let (header, rows) = sheet_table(session.results(), at, period);
            let mut lines = rulebooks::lines(expected);
            let names = lines.next().unwrap();
            for line in lines {
                // Entries go by their number, subjects by their name.
                let found = match names[0].as_str() {
                    "#" => rows.get(line[0].parse::<usize>().unwrap() - 1),
                    _ => rows.iter().find(|row| row[1] == line[0]),
                };
                for (name, expected) in names.iter().zip(&line).skip(1) {
                    let at = header.iter().position(|known| known == name);
                    let found = found.zip(at).map(|(row, at)| row[at].as_str());
                    if found != Some(expected.as_str()) {
                        differences.push(format!(
                            "{}, {table} {} {name}: expected {expected}, found {found:?}",
                            book.name, line[0]
                        ));
                    }
                }
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
