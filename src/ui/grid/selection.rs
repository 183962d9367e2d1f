//! What is selected: areas of cells, one of them the current one, and the active cell within.

use super::cursor::{Cursor, Extent, Move};

/// A rectangle of cells, from the corner where it began to the one it was drawn to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Where it began.
    pub anchor: Cursor,
    /// Where it was drawn to.
    pub head: Cursor,
}

/// What is selected. There is always at least one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The areas before the current one.
    before: Vec<Area>,
    /// The one that is extended.
    current: Area,
    /// The cell that is typed into.
    active: Cursor,
    /// The column where Tab began to go right: Enter goes back below it.
    tabbed_from: Option<usize>,
}

impl Area {
    /// The area between two corners.
    #[must_use]
    pub fn new(anchor: Cursor, head: Cursor) -> Self {
        Self { anchor, head }
    }

    /// Top left.
    #[must_use]
    pub fn first(self) -> Cursor {
        Cursor { row: self.anchor.row.min(self.head.row), column: self.anchor.column.min(self.head.column) }
    }

    /// Bottom right.
    #[must_use]
    pub fn last(self) -> Cursor {
        Cursor { row: self.anchor.row.max(self.head.row), column: self.anchor.column.max(self.head.column) }
    }

    /// How many rows and columns it has.
    #[must_use]
    pub fn size(self) -> (usize, usize) {
        let (first, last) = (self.first(), self.last());
        (last.row - first.row + 1, last.column - first.column + 1)
    }

    /// Whether a cell lies in it.
    #[must_use]
    pub fn has(self, cell: Cursor) -> bool {
        let (first, last) = (self.first(), self.last());
        (first.row..=last.row).contains(&cell.row) && (first.column..=last.column).contains(&cell.column)
    }

    /// Its cells, row by row.
    pub fn cells(self) -> impl Iterator<Item = Cursor> {
        let (first, last) = (self.first(), self.last());
        (first.row..=last.row)
            .flat_map(move |row| (first.column..=last.column).map(move |column| Cursor { row, column }))
    }

    fn within(self, extent: Extent) -> Self {
        Self { anchor: self.anchor.within(extent), head: self.head.within(extent) }
    }
}

impl Selection {
    /// One cell.
    #[must_use]
    pub fn at(cell: Cursor) -> Self {
        Self { current: Area::new(cell, cell), active: cell, ..Self::default() }
    }

    /// One area, its first cell active.
    #[must_use]
    pub fn area(area: Area) -> Self {
        Self { current: area, active: area.anchor, ..Self::default() }
    }

    /// The same with another of its cells active.
    #[must_use]
    pub fn with_active(self, active: Cursor) -> Self {
        Self { active, ..self }
    }

    /// Whether any cell of a row is selected.
    #[must_use]
    pub fn touches_row(&self, row: usize) -> bool {
        self.areas().any(|area| (area.first().row..=area.last().row).contains(&row))
    }

    /// Whether any cell of a column is selected.
    #[must_use]
    pub fn touches_column(&self, column: usize) -> bool {
        self.areas().any(|area| (area.first().column..=area.last().column).contains(&column))
    }

    /// The active cell.
    #[must_use]
    pub fn active(&self) -> Cursor {
        self.active
    }

    /// The area that is extended.
    #[must_use]
    pub fn current(&self) -> Area {
        self.current
    }

    /// All areas, the current one last.
    pub fn areas(&self) -> impl Iterator<Item = Area> {
        self.before.iter().copied().chain([self.current])
    }

    /// Whether it is a single cell.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.before.is_empty() && self.current.size() == (1, 1)
    }

    /// Whether a cell is selected.
    #[must_use]
    pub fn has(&self, cell: Cursor) -> bool {
        self.areas().any(|area| area.has(cell))
    }

    /// Its cells, each once, area by area.
    pub fn cells(&self) -> impl Iterator<Item = Cursor> {
        let areas: Vec<Area> = self.areas().collect();
        (0..areas.len()).flat_map(move |at| {
            let earlier = areas.get(..at).unwrap_or_default().to_vec();
            let area = areas.get(at).copied().unwrap_or_default();
            area.cells().filter(move |cell| !earlier.iter().any(|area| area.has(*cell)))
        })
    }

    /// Held within the grid.
    #[must_use]
    pub fn within(&self, extent: Extent) -> Self {
        Self {
            before: self.before.iter().map(|area| area.within(extent)).collect(),
            current: self.current.within(extent),
            active: self.active.within(extent),
            tabbed_from: self.tabbed_from,
        }
    }

    /// The current area drawn to another corner.
    #[must_use]
    pub fn to(&self, head: Cursor) -> Self {
        let current = Area { head, ..self.current };
        // Where Tab had walked on, the area stays and so does the cell.
        let active = if current.has(self.active) { self.active } else { current.anchor };
        Self { current, active, tabbed_from: None, ..self.clone() }
    }

    /// One more area, beginning with a cell.
    #[must_use]
    pub fn and(&self, area: Area) -> Self {
        let before = self.areas().collect();
        Self { before, current: area, active: area.anchor, tabbed_from: None }
    }

    /// The selection after a step, or drawn by it.
    #[must_use]
    pub fn moved(&self, step: Move, extends: bool, extent: Extent, filled: impl Fn(Cursor) -> bool) -> Self {
        if extends {
            self.to(self.current.head.moved(step, extent, filled))
        } else {
            Self::at(self.active.moved(step, extent, filled))
        }
    }

    /// Tab: the next cell of the row; within several selected cells the next of them, round and round.
    #[must_use]
    pub fn tab(&self, back: bool, extent: Extent) -> Self {
        if !self.is_one() {
            return self.walk(back, true);
        }
        let step = Move::Columns(if back { -1 } else { 1 });
        let from = self.tabbed_from.or(Some(self.active.column)).filter(|_| !back);
        Self { tabbed_from: from, ..Self::at(self.active.moved(step, extent, |_| true)) }
    }

    /// Enter: the cell below; below where Tab began; within several selected cells the next of them.
    #[must_use]
    pub fn enter(&self, back: bool, extent: Extent) -> Self {
        if !self.is_one() {
            return self.walk(back, false);
        }
        let from = Cursor { column: self.tabbed_from.unwrap_or(self.active.column), ..self.active };
        Self::at(from.moved(Move::Rows(if back { -1 } else { 1 }), extent, |_| true))
    }

    /// The next cell of the selection, along rows or down columns, area after area.
    fn walk(&self, back: bool, by_row: bool) -> Self {
        let areas: Vec<Area> = self.areas().collect();
        // The current area first: it is the one looked at.
        let own = areas.iter().rposition(|area| area.has(self.active)).unwrap_or_default();
        let area = areas.get(own).copied().unwrap_or_default();
        let (rows, columns) = area.size();
        let first = area.first();
        let (row, column) = (self.active.row - first.row, self.active.column - first.column);
        let (place, count) = if by_row {
            (row * columns + column, rows * columns)
        } else {
            (column * rows + row, rows * columns)
        };
        let next = if back { place.checked_sub(1) } else { Some(place + 1).filter(|next| *next < count) };
        let (area, place) = match next {
            Some(place) => (area, place),
            None => {
                let others = areas.len();
                let other = if back { own + others - 1 } else { own + 1 } % others;
                let area = areas.get(other).copied().unwrap_or_default();
                let (rows, columns) = area.size();
                (area, if back { rows * columns - 1 } else { 0 })
            }
        };
        let ((rows, columns), first) = (area.size(), area.first());
        let (row, column) =
            if by_row { (place / columns, place % columns) } else { (place % rows, place / rows) };
        let active = Cursor { row: first.row + row, column: first.column + column };
        Self { active, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENT: Extent = Extent { rows: 10, columns: 6 };

    fn at(row: usize, column: usize) -> Cursor {
        Cursor { row, column }
    }

    #[test]
    fn an_area_is_drawn_from_its_first_cell_in_every_direction() {
        let one = Selection::at(at(4, 3));
        let drawn = one.moved(Move::Rows(-2), true, EXTENT, |_| true);
        let drawn = drawn.moved(Move::Columns(1), true, EXTENT, |_| true);
        assert_eq!((drawn.current().first(), drawn.current().last()), (at(2, 3), at(4, 4)));
        assert_eq!(drawn.active(), at(4, 3));
        // Drawn back over its first cell, it turns.
        let turned = drawn.moved(Move::Rows(4), true, EXTENT, |_| true);
        assert_eq!((turned.current().first(), turned.current().last()), (at(4, 3), at(6, 4)));
        // A step without Shift leaves one cell.
        assert_eq!(turned.moved(Move::Rows(1), false, EXTENT, |_| true), Selection::at(at(5, 3)));
    }

    #[test]
    fn several_areas_count_each_cell_once() {
        let selection = Selection::area(Area::new(at(0, 0), at(1, 1))).and(Area::new(at(1, 1), at(2, 2)));
        assert_eq!(selection.cells().count(), 7);
        assert!(selection.has(at(0, 1)) && selection.has(at(2, 2)) && !selection.has(at(0, 2)));
        assert_eq!(selection.active(), at(1, 1));
        let held = selection.within(Extent { rows: 1, columns: 1 });
        assert_eq!(held.cells().collect::<Vec<_>>(), [at(0, 0)]);
    }

    #[test]
    fn tab_and_enter_walk_within_the_selection() {
        let mut selection = Selection::area(Area::new(at(0, 0), at(1, 1)));
        let mut path = Vec::new();
        for _ in 0..4 {
            selection = selection.tab(false, EXTENT);
            path.push(selection.active());
        }
        assert_eq!(path, [at(0, 1), at(1, 0), at(1, 1), at(0, 0)]);
        assert_eq!(selection.enter(false, EXTENT).active(), at(1, 0));
        assert_eq!(selection.enter(true, EXTENT).active(), at(1, 1));
        // From the last cell of an area to the first of the other.
        let two = Selection::area(Area::new(at(0, 0), at(0, 1))).and(Area::new(at(5, 5), at(5, 5)));
        assert_eq!(two.tab(false, EXTENT).active(), at(0, 0));
        assert_eq!(two.tab(true, EXTENT).active(), at(0, 1));
    }

    #[test]
    fn enter_goes_back_below_where_tab_began() {
        let selection = Selection::at(at(1, 2)).tab(false, EXTENT).tab(false, EXTENT);
        assert_eq!(selection.active(), at(1, 4));
        assert_eq!(selection.enter(false, EXTENT).active(), at(2, 2));
        let moved = selection.moved(Move::Rows(1), false, EXTENT, |_| true);
        assert_eq!(moved.enter(false, EXTENT).active(), at(3, 4));
    }
}
