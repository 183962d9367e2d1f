//! The bands of rows that are drawn, in a ring: the band that the sight leaves is taken for the one that it comes to.
//!
//! It keeps its place in the document, as a browser makes anew whatever is moved there: only its place on the screen
//! and what it shows are others. In which order the bands follow each other is told to those who do not see it.

use web_sys::HtmlElement;

use super::drawn::{Patterns, Row, insert, set_length, set_or_remove};
use super::geometry::{BAND, Geometry, band_in};

/// The bands, in the table's body and in the pane that stays when it scrolls sideways.
///
/// The pane is one element: if each subject's cell stayed by itself, the browser would move each as a layer of its own.
pub(super) struct Bands {
    body: HtmlElement,
    pane: HtmlElement,
    patterns: Patterns,
    slots: Vec<Band>,
    /// How high the body is, and where the pane is, in CSS pixels.
    room: [f64; 2],
    /// The slot of the first band, and how many slots there are: in which order they are told.
    order: (usize, usize),
}

/// Rows one below the other: what scrolls sideways, and what stays.
struct Band {
    element: HtmlElement,
    side: HtmlElement,
    /// Top, left, width and height of what scrolls sideways, in CSS pixels.
    place: [f64; 4],
    first: usize,
    rows: Vec<Row>,
}

impl Bands {
    pub(super) fn new(body: HtmlElement, pane: HtmlElement) -> Option<Self> {
        let patterns = Patterns::new()?;
        Some(Self { body, pane, patterns, slots: Vec::new(), room: [f64::NAN; 2], order: (0, 0) })
    }

    /// Draws the rows from `first`, which begins a band, to the one before `end`, and these columns besides the frozen
    /// one; `count` rows have room.
    pub(super) fn cover(
        &mut self,
        geometry: &Geometry,
        count: usize,
        (first, end): (usize, usize),
        across: (usize, usize),
    ) {
        let height = |rows| geometry.top(rows) - geometry.head;
        let room = [height(count), geometry.head];
        if self.room != room {
            self.room = room;
            set_length(&self.body, "height", room[0]);
            set_length(&self.pane, "top", room[1]);
        }
        let from = first / BAND;
        let bands = end.div_ceil(BAND).saturating_sub(from);
        let make = |slot| {
            let band = Band::new(slot, &self.patterns)?;
            insert(&self.body, &band.element, None);
            insert(&self.pane, &band.side, None);
            Some(band)
        };
        hold(&mut self.slots, bands, make, Band::remove);
        let (left, right) = (geometry.left(across.0), geometry.left(across.1));
        for (slot, band) in self.slots.iter_mut().enumerate() {
            band.first = band_in(slot, from, bands) * BAND;
            let rows = end.saturating_sub(band.first).min(BAND);
            band.hold(rows, &self.patterns);
            band.put([height(band.first), left, right - left, height(rows)]);
            band.rows.iter_mut().for_each(|row| row.put_across(&self.patterns, across));
        }
        self.tell_order((from % bands.max(1), bands));
    }

    /// The rows with their places.
    pub(super) fn rows(&mut self) -> impl Iterator<Item = (usize, &mut Row)> {
        self.slots.iter_mut().flat_map(|band| (band.first..).zip(&mut band.rows))
    }

    /// Tells which bands the body consists of, one after another, where the document has them in another order.
    fn tell_order(&mut self, order: (usize, usize)) {
        if self.order != order {
            self.order = order;
            let (turn, count) = order;
            let ids: Vec<String> = (turn..count).chain(0..turn).map(band_id).collect();
            set_or_remove(&self.body, "aria-owns", (turn > 0).then(|| ids.join(" ")).as_deref());
        }
    }
}

impl Band {
    fn new(slot: usize, patterns: &Patterns) -> Option<Self> {
        let (element, side) = (patterns.band()?, patterns.band()?);
        element.set_id(&band_id(slot));
        Some(Self { element, side, place: [f64::NAN; 4], first: 0, rows: Vec::new() })
    }

    /// Has so many rows in it.
    fn hold(&mut self, rows: usize, patterns: &Patterns) {
        let make = |_| {
            let row = Row::new(patterns)?;
            row.append_to(&self.element, &self.side);
            Some(row)
        };
        hold(&mut self.rows, rows, make, Row::remove);
    }

    fn put(&mut self, place: [f64; 4]) {
        for (at, property) in ["top", "left", "width", "height"].into_iter().enumerate() {
            if self.place[at] != place[at] {
                set_length(&self.element, property, place[at]);
            }
        }
        if self.place[0] != place[0] {
            set_length(&self.side, "top", place[0]);
        }
        self.place = place;
    }

    fn remove(self) {
        self.element.remove();
        self.side.remove();
    }
}

/// Has so many of them in a list: makes those that are missing, removes those that are too many.
fn hold<T>(list: &mut Vec<T>, count: usize, make: impl Fn(usize) -> Option<T>, remove: fn(T)) {
    list.drain(count.min(list.len())..).for_each(remove);
    list.extend((list.len()..count).map_while(make));
}

fn band_id(slot: usize) -> String {
    format!("band-{slot}")
}
