//! The rows and cells that are drawn: elements that remember what they show, so that only what is another is written.

use leptos::prelude::document;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, Text};

use super::cursor::Cursor;
use super::look::Look;
use super::run::{Draw, Run};

/// A row of the grid: what scrolls sideways, and what stays.
pub(super) struct Row {
    element: HtmlElement,
    cells: Run<Cell>,
    side: HtmlElement,
    number: HtmlElement,
    frozen: Cell,
    shows: Option<Place>,
    is_within: bool,
}

/// Where a row is, and what it shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Its place among the rows shown.
    pub(super) at: usize,
    /// The row of the table; `None` for the empty one that takes a new row.
    pub(super) row: Option<usize>,
    /// The rows of the header.
    pub(super) header: usize,
}

/// A cell of the grid.
pub(super) struct Cell {
    element: HtmlElement,
    text: Text,
    change: Option<Element>,
    at: Option<Cursor>,
    width: u32,
    look: Look,
    is_selected: bool,
    /// The cell after which it is named.
    name: Option<Cursor>,
}

/// What is copied for each new row and cell: quicker than setting every attribute.
pub(super) struct Patterns {
    band: HtmlElement,
    row: HtmlElement,
    side: HtmlElement,
    cell: HtmlElement,
}

/// The cells in a row.
struct Cells<'a>(&'a HtmlElement, &'a Patterns);

impl Patterns {
    pub(super) fn new() -> Option<Self> {
        let side = element("div", &[("role", "presentation")])?;
        let frozen = [("role", "rowheader"), ("aria-colindex", "1"), ("aria-selected", "false")];
        _ = side.append_child(&*element("div", &[("class", "gutter"), ("aria-hidden", "true")])?);
        _ = side.append_child(&*element("div", &frozen)?);
        Some(Self {
            band: element("div", &[("class", "band"), ("role", "presentation")])?,
            row: element("tr", &[("role", "row")])?,
            side,
            cell: element("td", &[("role", "gridcell"), ("aria-selected", "false")])?,
        })
    }

    /// A new band without rows.
    pub(super) fn band(&self) -> Option<HtmlElement> {
        copy(&self.band)
    }
}

impl Row {
    pub(super) fn new(patterns: &Patterns) -> Option<Self> {
        let side = copy(&patterns.side)?;
        let part = |at| side.children().item(at)?.dyn_into::<HtmlElement>().ok();
        Some(Self {
            element: copy(&patterns.row)?,
            cells: Run::default(),
            number: part(0)?,
            frozen: Cell::new(part(1)?)?,
            side,
            shows: None,
            is_within: false,
        })
    }

    /// Puts it behind the others: what scrolls sideways, and what stays.
    pub(super) fn append_to(&self, body: &HtmlElement, pane: &HtmlElement) {
        insert(body, &self.element, None);
        insert(pane, &self.side, None);
    }

    pub(super) fn remove(self) {
        self.element.remove();
        self.side.remove();
    }

    /// Puts it where it has to be; whether it showed another row before.
    pub(super) fn put(&mut self, place: Place) -> bool {
        if self.shows == Some(place) {
            return false;
        }
        self.shows = Some(place);
        for element in [&self.element, &self.side] {
            set(element, "data-r", &place.at.to_string());
        }
        set(&self.element, "aria-rowindex", &(place.at + 1 + place.header).to_string());
        // The subject's cell lies in the pane, but belongs to the row.
        set(&self.element, "aria-owns", &cell_id(Cursor { row: place.at, column: 0 }));
        let number = place.row.map_or_else(|| "＋".to_owned(), |_| (place.at + 1).to_string());
        self.number.set_text_content(Some(&number));
        true
    }

    /// Has it show these columns besides the frozen one.
    pub(super) fn put_across(&mut self, patterns: &Patterns, columns: (usize, usize)) {
        self.cells.cover(columns, &mut Cells(&self.element, patterns));
    }

    /// Marks its number when a cell of it is selected.
    pub(super) fn mark(&mut self, is_within: bool) {
        if self.is_within != is_within {
            self.is_within = is_within;
            self.number.set_class_name(if is_within { "gutter within" } else { "gutter" });
        }
    }

    /// Its cells with their columns, the frozen one first.
    pub(super) fn cells(&mut self) -> impl Iterator<Item = (usize, &mut Cell)> {
        std::iter::once((0, &mut self.frozen)).chain(self.cells.iter_mut())
    }
}

impl Cell {
    fn new(element: HtmlElement) -> Option<Self> {
        let text = document().create_text_node("");
        element.append_child(&text).ok()?;
        let (at, change, look) = (None, None, Look::default());
        Some(Self { element, text, change, at, width: 0, look, is_selected: false, name: None })
    }

    /// Puts it where it has to be; whether it was elsewhere before.
    pub(super) fn put(&mut self, at: Cursor, width: u32) -> bool {
        if self.width != width {
            self.width = width;
            set_length(&self.element, "width", f64::from(width));
        }
        let before = self.at.replace(at);
        if before == Some(at) {
            return false;
        }
        if before.is_none_or(|before| before.column != at.column) {
            set(&self.element, "data-c", &at.column.to_string());
            set(&self.element, "aria-colindex", &(at.column + 1).to_string());
        }
        true
    }

    /// Writes what differs from what it shows.
    pub(super) fn show(&mut self, look: Look) {
        let before = std::mem::replace(&mut self.look, look);
        let (element, look) = (&self.element, &self.look);
        if before.text != look.text {
            self.text.set_data(&look.text);
        }
        if before.class != look.class {
            element.set_class_name(&look.class);
        }
        if before.title != look.title {
            set_or_remove(element, "title", look.title.as_deref());
        }
        if before.is_invalid != look.is_invalid {
            set_or_remove(element, "aria-invalid", look.is_invalid.then_some("true"));
        }
        if before.is_read_only != look.is_read_only {
            set_or_remove(element, "aria-readonly", look.is_read_only.then_some("true"));
        }
        if before.change != look.change {
            if let Some(change) = self.change.take() {
                change.remove();
            }
            if let Some((mark, said)) = &look.change
                && let Some(change) =
                    self::element("small", &[("class", "change"), ("title", said), ("aria-label", said)])
            {
                change.set_text_content(Some(mark));
                _ = element.insert_before(&change, Some(&self.text));
                self.change = Some(change.into());
            }
        }
    }

    /// Gives it its id, by which another element says that it belongs to it or stands for it; others need none.
    pub(super) fn name(&mut self, at: Option<Cursor>) {
        if self.name != at {
            self.name = at;
            set_or_remove(&self.element, "id", at.map(cell_id).as_deref());
        }
    }

    /// Tells whether it is selected.
    pub(super) fn select(&mut self, is_selected: bool) {
        if self.is_selected != is_selected {
            self.is_selected = is_selected;
            set(&self.element, "aria-selected", if is_selected { "true" } else { "false" });
        }
    }
}

impl Draw<Cell> for Cells<'_> {
    fn make(&mut self) -> Option<Cell> {
        Cell::new(copy(&self.1.cell)?)
    }
    fn insert(&mut self, cell: &Cell, before: Option<&Cell>) {
        insert(self.0, &cell.element, before.map(|cell| &cell.element));
    }
    fn remove(&mut self, cell: Cell) {
        cell.element.remove();
    }
}

/// The id of a cell's element.
pub(super) fn cell_id(at: Cursor) -> String {
    format!("cell-{}-{}", at.row, at.column)
}

/// Moves an element that lies at the canvas's corner to a place of it: the browser need not lay anything out for that.
pub(super) fn move_to(element: &HtmlElement, (left, top): (f64, f64)) {
    _ = element.style().set_property("transform", &format!("translate({left}px,{top}px)"));
}

/// Sets a length of an element's style, in CSS pixels.
pub(super) fn set_length(element: &HtmlElement, property: &str, length: f64) {
    _ = element.style().set_property(property, &format!("{length}px"));
}

fn element(tag: &str, attributes: &[(&str, &str)]) -> Option<HtmlElement> {
    let element: HtmlElement = document().create_element(tag).ok()?.dyn_into().ok()?;
    attributes.iter().for_each(|(name, value)| set(&element, name, value));
    Some(element)
}

fn copy(pattern: &HtmlElement) -> Option<HtmlElement> {
    pattern.clone_node_with_deep(true).ok()?.dyn_into().ok()
}

pub(super) fn insert(parent: &HtmlElement, element: &HtmlElement, before: Option<&HtmlElement>) {
    let before: Option<&Node> = before.map(AsRef::as_ref);
    _ = parent.insert_before(element, before);
}

fn set(element: &Element, name: &str, value: &str) {
    _ = element.set_attribute(name, value);
}

pub(super) fn set_or_remove(element: &Element, name: &str, value: Option<&str>) {
    match value {
        Some(value) => set(element, name, value),
        None => _ = element.remove_attribute(name),
    }
}
