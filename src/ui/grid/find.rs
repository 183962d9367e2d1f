//! Finding texts in the table: which cells hold them, and what they become when replaced.

use super::cell;
use super::cursor::Cursor;
use super::filter::folded;
use super::writing::{Change, View};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The text.
    pub text: String,
    /// Whether it must be all that a cell shows.
    pub whole: bool,
}

impl Wanted {
    /// Whether a cell that shows this text is found.
    #[must_use]
    pub fn is_in(&self, shown: &str) -> bool {
        let (wanted, shown) = (folded(&self.text), folded(shown));
        !wanted.is_empty() && if self.whole { wanted == shown } else { shown.contains(&wanted) }
    }

    /// The text with every place where it is found replaced.
    #[must_use]
    pub fn replaced(&self, shown: &str, by: &str) -> String {
        if self.whole {
            return by.to_owned();
        }
        let wanted: Vec<char> = folded(&self.text).chars().collect();
        let letters: Vec<char> = shown.chars().collect();
        let same = |at: usize| {
            let mut own = letters
                .iter()
                .skip(at)
                .take(wanted.len())
                .flat_map(|l| folded(&l.to_string()).chars().collect::<Vec<_>>());
            wanted.iter().all(|letter| own.next() == Some(*letter))
        };
        let mut text = String::new();
        let mut at = 0;
        while let Some(letter) = letters.get(at) {
            if !wanted.is_empty() && same(at) {
                text.push_str(by);
                at += wanted.len();
            } else {
                text.push(*letter);
                at += 1;
            }
        }
        text
    }
}

/// The cells that show a text, row by row.
#[must_use]
pub fn found(view: View<'_>, wanted: &Wanted) -> Vec<Cursor> {
    if wanted.text.is_empty() {
        return Vec::new();
    }
    let mut cells = Vec::new();
    for (row, known) in view.rows.iter().enumerate() {
        for (column, of) in view.columns.iter().enumerate() {
            if wanted.is_in(&cell::shown(view.session, view.table, view.at, *known, of).text) {
                cells.push(Cursor { row, column });
            }
        }
    }
    cells
}

/// What replacing does to these cells; those that are computed stay.
#[must_use]
pub fn replacements(view: View<'_>, cells: &[Cursor], wanted: &Wanted, by: &str) -> Vec<Change> {
    let change = |cell: &Cursor| {
        let (row, column) = (view.rows.get(cell.row)?, view.columns.get(cell.column)?);
        let text = cell::typed(view.session, view.table, view.at, *row, column.holds);
        (column.typed && wanted.is_in(&text))
            .then(|| Change { cell: *cell, text: wanted.replaced(&text, by) })
    };
    cells.iter().filter_map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_without_case_or_width() {
        let wanted = Wanted { text: "ab".into(), whole: false };
        assert!(wanted.is_in("xＡＢ") && !wanted.is_in("a b"));
        assert_eq!(wanted.replaced("ab-ＡＢ-a", "c"), "c-c-a");
        let whole = Wanted { text: "5".into(), whole: true };
        assert!(whole.is_in("５") && !whole.is_in("55"));
        assert_eq!(whole.replaced("５", "6"), "6");
        assert!(!Wanted::default().is_in("x"));
    }
}
