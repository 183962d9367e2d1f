//! Moving through the grid by keys.

/// A cell by its place on the screen: a place among the rows shown, and a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cursor {
    /// The row's place among those shown.
    pub row: usize,
    /// The column.
    pub column: usize,
}

/// How far the grid goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// How many rows are shown, the empty one for a new row included.
    pub rows: usize,
    /// How many columns are shown.
    pub columns: usize,
}

/// A step through the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Rows down, negative up.
    Rows(isize),
    /// Columns right, negative left.
    Columns(isize),
    /// To the edge of the data, by the sign of rows and columns: where filled cells end or begin.
    Edge(isize, isize),
    /// To the first column of the row.
    Home,
    /// To the last column of the row.
    End,
    /// To the first cell.
    Top,
    /// To the last cell.
    Bottom,
}

impl Extent {
    /// The last cell.
    #[must_use]
    pub fn last(self) -> Cursor {
        Cursor { row: self.rows.saturating_sub(1), column: self.columns.saturating_sub(1) }
    }
}

impl Cursor {
    /// The cell, held within the grid.
    #[must_use]
    pub fn within(self, extent: Extent) -> Self {
        let last = extent.last();
        Self { row: self.row.min(last.row), column: self.column.min(last.column) }
    }

    /// The cell after a step; `filled` tells which cells hold something.
    #[must_use]
    pub fn moved(self, step: Move, extent: Extent, filled: impl Fn(Self) -> bool) -> Self {
        let last = extent.last();
        let Self { row, column } = self;
        let moved = match step {
            Move::Rows(by) => Self { row: row.saturating_add_signed(by), column },
            Move::Columns(by) => Self { row, column: column.saturating_add_signed(by) },
            Move::Edge(down, right) => self.edge((down, right), extent, filled),
            Move::Home => Self { row, column: 0 },
            Move::End => Self { row, column: last.column },
            Move::Top => Self::default(),
            Move::Bottom => last,
        };
        moved.within(extent)
    }

    /// As a spreadsheet does it: within filled cells to the last of them, else to the next filled one, else to the end.
    fn edge(self, by: (isize, isize), extent: Extent, filled: impl Fn(Self) -> bool) -> Self {
        let next = |from: Self| {
            let row = from.row.checked_add_signed(by.0).filter(|row| *row < extent.rows)?;
            let column = from.column.checked_add_signed(by.1).filter(|column| *column < extent.columns)?;
            Some(Self { row, column })
        };
        let Some(mut at) = next(self) else { return self };
        let runs = filled(self) && filled(at);
        while let Some(beyond) = next(at) {
            if runs && !filled(beyond) || !runs && filled(at) {
                break;
            }
            at = beyond;
        }
        at
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
        ("ArrowUp", true) => Move::Edge(-1, 0),
        ("ArrowDown", true) => Move::Edge(1, 0),
        ("ArrowLeft", true) => Move::Edge(0, -1),
        ("ArrowRight", true) => Move::Edge(0, 1),
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

    fn at(row: usize, column: usize) -> Cursor {
        Cursor { row, column }
    }

    #[test]
    fn stays_within_the_grid() {
        let extent = Extent { rows: 5, columns: 3 };
        let moved = |step| at(1, 1).moved(step, extent, |_| true);
        assert_eq!(moved(Move::Rows(isize::MAX)), at(4, 1));
        assert_eq!(moved(Move::Rows(isize::MIN)), at(0, 1));
        assert_eq!(moved(Move::Columns(-2)), at(1, 0));
        assert_eq!(moved(Move::Bottom), at(4, 2));
        assert_eq!(at(1, 1).moved(Move::Bottom, Extent::default(), |_| true), at(0, 0));
        assert_eq!(step("PageDown", false, 12), Some(Move::Rows(12)));
        assert_eq!(step("a", false, 12), None);
    }

    #[test]
    fn goes_to_the_edge_of_the_data() {
        // Rows 0, 1, 2 and 5 are filled.
        let go = |from: usize, by: isize| {
            let filled = |cell: Cursor| [0, 1, 2, 5].contains(&cell.row);
            at(from, 0).moved(Move::Edge(by, 0), Extent { rows: 8, columns: 1 }, filled).row
        };
        assert_eq!([go(0, 1), go(2, 1), go(3, 1), go(5, 1), go(7, 1)], [2, 5, 5, 7, 7]);
        assert_eq!([go(7, -1), go(5, -1), go(2, -1), go(0, -1)], [5, 2, 0, 0]);
    }
}
