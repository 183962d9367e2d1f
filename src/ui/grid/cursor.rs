//! Moving through the grid by keys.

/// The active cell: a place among the rows shown, and a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The row's place among those shown.
    pub row: usize,
    /// The column.
    pub column: usize,
}

/// A step through the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Rows down, negative up.
    Rows(isize),
    /// Columns right, negative left.
    Columns(isize),
    /// To the first column of the row.
    Home,
    /// To the last column of the row.
    End,
    /// To the first cell.
    Top,
    /// To the last cell.
    Bottom,
}

impl Cursor {
    /// The cell after a step in a grid of so many rows and columns.
    #[must_use]
    pub fn moved(self, step: Move, rows: usize, columns: usize) -> Self {
        let (last_row, last_column) = (rows.saturating_sub(1), columns.saturating_sub(1));
        let Self { row, column } = self;
        let moved = match step {
            Move::Rows(by) => Self { row: row.saturating_add_signed(by), column },
            Move::Columns(by) => Self { row, column: column.saturating_add_signed(by) },
            Move::Home => Self { row, column: 0 },
            Move::End => Self { row, column: last_column },
            Move::Top => Self { row: 0, column: 0 },
            Move::Bottom => Self { row: last_row, column: last_column },
        };
        Self { row: moved.row.min(last_row), column: moved.column.min(last_column) }
    }
}

/// The step that a key stands for; `None` for keys that do not move. `page` is how many rows are in sight.
#[must_use]
pub fn step(key: &str, control: bool, page: isize) -> Option<Move> {
    Some(match (key, control) {
        ("ArrowUp", false) => Move::Rows(-1),
        ("ArrowDown", false) => Move::Rows(1),
        ("ArrowLeft", false) => Move::Columns(-1),
        ("ArrowRight", false) => Move::Columns(1),
        ("ArrowUp", true) => Move::Rows(isize::MIN),
        ("ArrowDown", true) => Move::Rows(isize::MAX),
        ("ArrowLeft", true) => Move::Home,
        ("ArrowRight", true) => Move::End,
        ("PageUp", _) => Move::Rows(-page),
        ("PageDown", _) => Move::Rows(page),
        ("Home", false) => Move::Home,
        ("End", false) => Move::End,
        ("Home", true) => Move::Top,
        ("End", true) => Move::Bottom,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_within_the_grid() {
        let cursor = Cursor { row: 1, column: 1 };
        assert_eq!(cursor.moved(Move::Rows(isize::MAX), 5, 3), Cursor { row: 4, column: 1 });
        assert_eq!(cursor.moved(Move::Rows(isize::MIN), 5, 3), Cursor { row: 0, column: 1 });
        assert_eq!(cursor.moved(Move::Columns(-2), 5, 3), Cursor { row: 1, column: 0 });
        assert_eq!(cursor.moved(Move::Bottom, 0, 0), Cursor::default());
        assert_eq!(step("PageDown", false, 12), Some(Move::Rows(12)));
        assert_eq!(step("a", false, 12), None);
    }
}
