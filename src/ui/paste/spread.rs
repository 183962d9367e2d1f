//! Where the cells of a pasted table go: into the selection, over and over where it is several times as large.

use super::table::Rows;
use crate::ui::grid::cursor::Cursor;
use crate::ui::grid::selection::{Area, Selection};
use crate::ui::grid::writing::Change;

/// The text for each cell, and the area that is selected afterwards.
#[must_use]
pub fn spread(table: &Rows, selection: &Selection) -> (Vec<Change>, Selection) {
    let (height, width) = (table.len(), table.iter().map(Vec::len).max().unwrap_or_default());
    let text = |row: usize, column: usize| {
        table.get(row).and_then(|row| row.get(column)).cloned().unwrap_or_default()
    };
    if (height, width) == (1, 1) {
        let changes = selection.cells().map(|cell| Change { cell, text: text(0, 0) }).collect();
        return (changes, selection.clone());
    }
    if height == 0 || width == 0 {
        return (Vec::new(), selection.clone());
    }
    let first = selection.current().first();
    let (rows, columns) = selection.current().size();
    let times = |selected: usize, own: usize| if selected.is_multiple_of(own) { selected } else { own };
    let (rows, columns) = (times(rows, height), times(columns, width));
    let last = Cursor { row: first.row + rows - 1, column: first.column + columns - 1 };
    let area = Area::new(first, last);
    let change = |cell: Cursor| {
        let text = text((cell.row - first.row) % height, (cell.column - first.column) % width);
        Change { cell, text }
    };
    (area.cells().map(change).collect(), Selection::area(area))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pasted(table: &[&[&str]], from: (usize, usize), to: (usize, usize)) -> (String, (usize, usize)) {
        let table: Rows =
            table.iter().map(|row| row.iter().map(|text| (*text).to_owned()).collect()).collect();
        let at = |(row, column)| Cursor { row, column };
        let (changes, selection) = spread(&table, &Selection::area(Area::new(at(from), at(to))));
        (changes.into_iter().map(|change| change.text).collect(), selection.current().size())
    }

    #[test]
    fn a_table_fills_what_is_selected() {
        // One cell into many, one row into many, a table from its first cell on.
        assert_eq!(pasted(&[&["x"]], (0, 0), (1, 2)), ("xxxxxx".into(), (2, 3)));
        assert_eq!(pasted(&[&["a", "b"]], (0, 0), (2, 0)), ("ababab".into(), (3, 2)));
        assert_eq!(pasted(&[&["a"], &["b"]], (2, 1), (5, 1)), ("abab".into(), (4, 1)));
        assert_eq!(pasted(&[&["a", "b"], &["c"]], (2, 1), (2, 1)), ("abc".into(), (2, 2)));
        // Not a multiple: once.
        assert_eq!(pasted(&[&["a"], &["b"]], (0, 0), (2, 0)), ("ab".into(), (2, 1)));
    }
}
