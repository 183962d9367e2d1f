//! How a table is laid out on A4: upright or across, how small, which columns and rows stand on which page. The page
//! does this itself: Chromium 109 has no page numbers and breaks no table by its columns. Lengths are CSS pixels.

use std::ops::Range;

use crate::ui::grid::columns::HeaderCell;

/// What a sheet takes within its margins of 10 mm: 190 mm by 277 mm, and a little less, for fractions of a pixel.
const SHORT: f64 = 716.0;
const LONG: f64 = 1044.0;

/// Text sizes that are tried, upright and across, and the one at which a table is cut into parts.
const UPRIGHT: [f64; 2] = [12.0, 11.0];
const ACROSS: [f64; 3] = [12.0, 11.0, 10.0];
const CUT: f64 = 11.0;

/// The text size that the grid's widths were reckoned for.
const RECKONED: f64 = 13.0;

/// The column of row numbers, at the reckoned size.
pub const NUMBER_WIDTH: f64 = 40.0;

/// A table laid out on A4.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Whether the paper lies across.
    pub across: bool,
    /// The size of the text.
    pub text: f64,
    /// The columns of each part, besides the first, which stands on every page.
    pub parts: Vec<Range<usize>>,
}

impl Layout {
    /// Lays a table out: as large as fits upright, else across, else in parts; `groups` are the columns with which a
    /// group of the header begins, which stays whole where it can.
    #[must_use]
    pub fn new(widths: &[u32], groups: &[usize]) -> Self {
        let widths: Vec<f64> = widths.iter().copied().map(f64::from).collect();
        let whole: f64 = NUMBER_WIDTH + widths.iter().sum::<f64>();
        let fits = |(across, text): &(bool, f64)| whole * text / RECKONED <= room(*across).0;
        let tried = UPRIGHT.map(|text| (false, text)).into_iter().chain(ACROSS.map(|text| (true, text)));
        if let Some((across, text)) = tried.into_iter().find(fits) {
            return Self { across, text, parts: std::iter::once(1..widths.len().max(1)).collect() };
        }
        let first = widths.first().copied().unwrap_or_default();
        let parts = parts(&widths, groups, room(true).0 * RECKONED / CUT - NUMBER_WIDTH - first);
        Self { across: true, text: CUT, parts }
    }

    /// A width of the grid on paper.
    #[must_use]
    pub fn width(&self, reckoned: f64) -> f64 {
        reckoned * self.text / RECKONED
    }

    /// How wide and how high a page is within its margins.
    #[must_use]
    pub fn room(&self) -> (f64, f64) {
        room(self.across)
    }
}

fn room(across: bool) -> (f64, f64) {
    if across { (LONG, SHORT) } else { (SHORT, LONG) }
}

/// The columns from the second on in parts that are no wider than `room`, but for a single column that is.
fn parts(widths: &[f64], groups: &[usize], room: f64) -> Vec<Range<usize>> {
    let width = |columns: &Range<usize>| widths.get(columns.clone()).map_or(0.0, |list| list.iter().sum());
    let mut bounds: Vec<usize> =
        groups.iter().copied().filter(|at| (1..widths.len()).contains(at)).chain([1, widths.len()]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for group in bounds.iter().zip(bounds.iter().skip(1)).map(|(from, to)| *from..*to) {
        if width(&group) <= room {
            pieces.push(group);
        } else {
            pieces.extend(group.map(|at| at..at + 1));
        }
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        match parts.last_mut() {
            Some(part) if width(&(part.start..piece.end)) <= room => part.end = piece.end,
            _ => parts.push(piece),
        }
    }
    parts
}

/// The header over some columns and the first.
#[must_use]
pub fn header(header: &[Vec<HeaderCell>], columns: &Range<usize>) -> Vec<Vec<HeaderCell>> {
    let cut = |cell: &HeaderCell| {
        let (from, to) = (cell.first.max(columns.start), (cell.first + cell.columns).min(columns.end));
        match cell.first {
            0 => Some(cell.clone()),
            _ => (from < to).then(|| HeaderCell { first: from, columns: to - from, ..cell.clone() }),
        }
    };
    header.iter().map(|row| row.iter().filter_map(cut).collect()).collect()
}

/// What stands on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The part of the columns; `None` on a page for the tail alone.
    pub part: Option<usize>,
    /// The rows.
    pub rows: Range<usize>,
}

/// The pages of a table: as many rows as `room` takes, at least one, all parts of the columns one after the other, then
/// the next rows. Where `tail` has no room below the last, it has a page of its own.
#[must_use]
pub fn pages(rows: &[f64], parts: usize, room: f64, tail: f64) -> Vec<Page> {
    let (mut slices, mut from, mut filled) = (Vec::new(), 0, 0.0);
    for (at, height) in rows.iter().enumerate() {
        if at > from && filled + height > room {
            slices.push(from..at);
            (from, filled) = (at, 0.0);
        }
        filled += height;
    }
    slices.push(from..rows.len());
    let each = |rows: Range<usize>| (0..parts).map(move |part| Page { part: Some(part), rows: rows.clone() });
    let mut pages: Vec<Page> = slices.into_iter().flat_map(each).collect();
    if filled + tail > room {
        pages.push(Page { part: None, rows: rows.len()..rows.len() });
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_lies_upright_across_or_in_parts() {
        let upright = Layout::new(&[104, 60, 60, 92], &[0, 1, 2, 3]);
        assert_eq!((upright.across, upright.text), (false, 12.0));
        assert_eq!(upright.parts.first(), Some(&(1..4)));
        let across = Layout::new(&[104; 10], &[]);
        assert_eq!((across.across, across.text, across.parts.len()), (true, 12.0, 1));
        let wide = Layout::new(&[100; 30], &[0, 1, 2, 9, 18, 24]);
        assert_eq!((wide.across, wide.text), (true, CUT));
        // A group stays whole: nine columns of the second do not fit behind the first eight.
        assert_eq!(wide.parts, [1..9, 9..18, 18..24, 24..30]);
        assert_eq!(Layout::new(&[104], &[0]).parts.first(), Some(&(1..1)));
    }

    #[test]
    fn a_group_that_is_wider_than_the_paper_is_cut() {
        let parts = Layout::new(&[100; 30], &[0, 1]).parts;
        assert_eq!(parts, [1..11, 11..21, 21..30]);
        let cell = |first: usize, columns| HeaderCell {
            title: first.to_string(),
            full: None,
            columns,
            rows: 1,
            first,
            is_leaf: false,
        };
        let over = header(&[vec![cell(0, 1), cell(1, 14), cell(15, 15)]], &(11..21));
        let spans: Vec<_> = over.concat().iter().map(|cell| (cell.first, cell.columns)).collect();
        assert_eq!(spans, [(0, 1), (11, 4), (15, 6)]);
    }

    #[test]
    fn rows_fill_page_after_page() {
        let shown = |rows: &[f64], parts| -> Vec<(Option<usize>, Range<usize>)> {
            pages(rows, parts, 30.0, 5.0).into_iter().map(|page| (page.part, page.rows)).collect()
        };
        assert_eq!(shown(&[10.0; 7], 1), [(Some(0), 0..3), (Some(0), 3..6), (Some(0), 6..7)]);
        assert_eq!(shown(&[10.0; 3], 2), [(Some(0), 0..3), (Some(1), 0..3), (None, 3..3)]);
        assert_eq!(shown(&[50.0, 10.0], 1), [(Some(0), 0..1), (Some(0), 1..2)]);
        assert_eq!(shown(&[], 1).first(), Some(&(Some(0), 0..0)));
    }
}
