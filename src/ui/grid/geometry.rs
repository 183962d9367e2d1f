//! Where things are in the grid: which rows are in sight, and how far to scroll to a cell. Rows have one height and
//! columns known widths, so nothing has to be measured but the box and the header.

use super::cursor::{Cursor, Extent};

/// Rows are drawn in bands of so many, so that not every pixel of scrolling draws anew.
pub const BAND: usize = 4;
/// Rows drawn above and below what is in sight, so that scrolling shows no gaps.
const BESIDE: usize = 6;
/// How far the columns reach that are drawn left and right of what is in sight, in CSS pixels.
const WIDTH_BESIDE: f64 = 180.0;
/// How far they reach at least before others are drawn: columns come and go in every row, so not with every step to
/// and fro.
const WIDTH_LEAST: f64 = 60.0;

/// Sizes in CSS pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Geometry {
    /// The height of a row.
    pub row: f64,
    /// The height of the header.
    pub head: f64,
    /// The width of the rows' numbers, left of the first column.
    pub gutter: f64,
    /// The left edge of each column, and the right edge of the last.
    pub edges: Vec<f64>,
}

/// The box through which the grid is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sight {
    /// How far it is scrolled down.
    pub top: f64,
    /// How far it is scrolled to the right.
    pub left: f64,
    /// Its inner width.
    pub width: f64,
    /// Its inner height.
    pub height: f64,
}

impl Geometry {
    /// The geometry of columns of these widths.
    #[must_use]
    pub fn new(row: f64, head: f64, gutter: f64, widths: impl Iterator<Item = u32>) -> Self {
        let mut edges = vec![gutter];
        let mut edge = gutter;
        edges.extend(widths.map(|width| {
            edge += f64::from(width);
            edge
        }));
        Self { row, head, gutter, edges }
    }

    /// The left edge of a column.
    #[must_use]
    pub fn left(&self, column: usize) -> f64 {
        self.edges.get(column).copied().unwrap_or_default()
    }

    /// The width of a column.
    #[must_use]
    pub fn width(&self, column: usize) -> f64 {
        self.left(column + 1) - self.left(column)
    }

    /// The top edge of a row, counted from the top of the header.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "no grid has 2^52 rows")]
    pub fn top(&self, row: usize) -> f64 {
        self.head + self.row * row as f64
    }

    /// The rows to draw of `count`: first, which begins a band, and one behind the last. They are as many bands wherever
    /// the sight is.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both are held within the rows"
    )]
    pub fn window(&self, sight: Sight, count: usize) -> (usize, usize) {
        if self.row <= 0.0 {
            return (0, count.min(40));
        }
        let first = (sight.top / self.row).max(0.0) as usize;
        let seen = (sight.height / self.row).ceil().max(0.0) as usize;
        let bands = (seen + 2 * BESIDE).div_ceil(BAND) + 1;
        let last = count.div_ceil(BAND).saturating_sub(bands);
        let first = (first.saturating_sub(BESIDE) / BAND).min(last);
        (first * BAND, ((first + bands) * BAND).min(count))
    }

    /// The columns to draw besides the frozen first one: first, and one behind the last. Those drawn before, as long as
    /// the sight has not come near their ends.
    #[must_use]
    pub fn column_window(&self, sight: Sight, before: Option<(usize, usize)>) -> (usize, usize) {
        let is_within =
            |inner: (usize, usize), outer: (usize, usize)| outer.0 <= inner.0 && inner.1 <= outer.1;
        let (least, most) = (self.columns_in(sight, WIDTH_LEAST), self.columns_in(sight, 2.0 * WIDTH_BESIDE));
        let will_do = |before: &(usize, usize)| is_within(least, *before) && is_within(*before, most);
        before.filter(will_do).unwrap_or_else(|| self.columns_in(sight, WIDTH_BESIDE))
    }

    /// The columns besides the frozen one that are in sight or so near to it: first, and one behind the last.
    fn columns_in(&self, sight: Sight, beside: f64) -> (usize, usize) {
        let count = self.edges.len().saturating_sub(1);
        let (left, right) = (sight.left + self.left(1) - beside, sight.left + sight.width + beside);
        // The first whose right edge is in sight, and the first whose left edge is beyond it.
        let first = self.edges.iter().skip(1).position(|edge| *edge > left).unwrap_or(count);
        let end = self.edges.iter().position(|edge| *edge >= right).unwrap_or(count);
        let first = first.clamp(1, count.max(1));
        (first, end.clamp(first, count.max(1)))
    }

    /// The cell at a point of the box; beyond its edges the nearest one.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within the rows")]
    pub fn cell_at(&self, sight: Sight, (x, y): (f64, f64), extent: Extent) -> Cursor {
        let x = if (0.0..self.left(1)).contains(&x) { x } else { x + sight.left };
        let column = self.edges.iter().skip(1).position(|edge| *edge > x).unwrap_or(usize::MAX);
        let row = ((y + sight.top - self.head) / self.row.max(1.0)).max(0.0) as usize;
        Cursor { row, column }.within(extent)
    }

    /// Where to scroll so that a cell is in sight, right of the frozen column and below the header.
    #[must_use]
    pub fn scroll_to(&self, sight: Sight, row: usize, column: usize) -> (f64, f64) {
        let (top, left) = (self.top(row), self.left(column));
        let frozen = if column == 0 { 0.0 } else { self.left(1) };
        let down = sight.top.min(top - self.head).max(top + self.row - sight.height).max(0.0);
        let right = if column == 0 {
            sight.left
        } else {
            // The left edge wins where a column is wider than the sight.
            sight.left.max(left + self.width(column) - sight.width).min(left - frozen).max(0.0)
        };
        (down, right)
    }
}

/// The band that one of so many slots shows when `first` is the first of as many bands: each keeps its slot as long as
/// it is drawn.
#[must_use]
pub fn band_in(slot: usize, first: usize, slots: usize) -> usize {
    first + (slot + slots - first % slots) % slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_keeps_its_slot() {
        for slots in 1..6 {
            for first in 0..20 {
                let mut bands: Vec<usize> = (0..slots).map(|slot| band_in(slot, first, slots)).collect();
                assert!(bands.iter().enumerate().all(|(slot, band)| band % slots == slot), "{bands:?}");
                bands.sort_unstable();
                assert_eq!(bands, (first..first + slots).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn draws_only_what_is_in_sight() {
        let geometry = Geometry::new(28.0, 56.0, 0.0, [100, 60, 60, 60].into_iter());
        let sight = Sight { top: 28.0 * 1000.0, left: 0.0, width: 200.0, height: 280.0 };
        let (first, end) = geometry.window(sight, 1776);
        assert!(first <= 1000 && 1010 <= end && end - first < 40, "{first} {end}");
        assert_eq!(geometry.window(Sight { top: 0.0, ..sight }, 5), (0, 5));
        // As many bands everywhere, the last of which may be short.
        for top in [0.0, 28.0 * 7.0, 28.0 * 1000.0, 28.0 * 1769.0, 28.0 * 5000.0] {
            let (first, end) = geometry.window(Sight { top, ..sight }, 1779);
            assert_eq!((first % BAND, end.div_ceil(BAND) - first / BAND), (0, 7), "{top}");
            let seen = (top / 28.0) as usize;
            assert!(first <= seen.min(1769) && (seen + 10).min(1779) <= end, "{top}: {first} {end}");
        }
    }

    #[test]
    fn draws_only_the_columns_in_sight() {
        let geometry = Geometry::new(28.0, 56.0, 40.0, std::iter::repeat_n(60, 60));
        let sight = Sight { top: 0.0, left: 0.0, width: 700.0, height: 280.0 };
        let window = |left, before| geometry.column_window(Sight { left, ..sight }, before);
        assert_eq!(window(0.0, None), (1, 14));
        let (first, end) = window(1200.0, None);
        assert!(first > 14 && end - first < 18 && geometry.left(end) >= 1900.0, "{first} {end}");
        assert_eq!(window(9000.0, None).1, 60);
        let few = Geometry::new(28.0, 56.0, 40.0, [60].into_iter());
        assert_eq!(few.column_window(sight, None), (1, 1));
        assert_eq!(few.column_window(sight, Some((1, 14))), (1, 1), "those of another table");
        // To and fro the same are drawn; with their end in sight, and after a jump, others.
        assert_eq!(window(100.0, Some((1, 14))), (1, 14));
        assert_eq!(window(140.0, Some((1, 14))), window(140.0, None));
        assert_eq!(window(0.0, Some(window(140.0, None))), window(140.0, None));
        assert_eq!(window(1200.0, Some((1, 14))), (first, end));
        // A point over the frozen column is in it however far the rest is scrolled.
        let extent = Extent { rows: 100, columns: 60 };
        let at = |x, y| geometry.cell_at(Sight { left: 600.0, top: 280.0, ..sight }, (x, y), extent);
        assert_eq!(at(60.0, 60.0), Cursor { row: 10, column: 0 });
        assert_eq!(at(110.0, 60.0), Cursor { row: 10, column: 11 });
        assert_eq!(at(-5000.0, 90000.0), Cursor { row: 99, column: 0 });
    }

    #[test]
    fn scrolls_no_further_than_needed() {
        let geometry = Geometry::new(28.0, 56.0, 0.0, [100, 60, 60, 60].into_iter());
        let sight = Sight { top: 0.0, left: 0.0, width: 200.0, height: 280.0 };
        assert_eq!(geometry.scroll_to(sight, 3, 1), (0.0, 0.0));
        // The last column ends at 280: 80 must go.
        assert_eq!(geometry.scroll_to(sight, 0, 3), (0.0, 80.0));
        // Back to the column behind the frozen one.
        assert_eq!(geometry.scroll_to(Sight { left: 80.0, ..sight }, 0, 1), (0.0, 0.0));
        // Row 20 ends at 56 + 21 × 28.
        assert_eq!(geometry.scroll_to(sight, 20, 0).0, 56.0 + 21.0 * 28.0 - 280.0);
    }
}
