//! A part of the table as it stands on paper: its head, and rows that are moved to the pages they belong to.

use std::ops::Range;

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use super::layout::{Layout, NUMBER_WIDTH, header};
use crate::ui::grid::cell;
use crate::ui::grid::columns::{Columns, GridColumn};
use crate::ui::grid::{Grid, Shown};
use crate::words::page::Text;

/// Some columns of the table, the first among them, with all rows.
pub(super) struct Sheet {
    table: HtmlElement,
    columns: HtmlElement,
    head: HtmlElement,
    rows: Vec<HtmlElement>,
    /// Which signs its cells have.
    pub(super) signs: Signs,
}

/// The signs that are explained below the table.
#[derive(Clone, Copy, Default)]
pub(super) struct Signs {
    pub(super) provisional: bool,
    pub(super) invalid: bool,
    pub(super) overridden: bool,
}

impl Sheet {
    /// Builds it; `None` where the browser refuses.
    pub(super) fn new(
        grid: Grid,
        shown: Shown,
        columns: &Columns,
        layout: &Layout,
        part: &Range<usize>,
    ) -> Option<Self> {
        let list: Vec<&GridColumn> =
            columns.list.iter().take(1).chain(columns.list.get(part.clone())?).collect();
        let table = element("table", "")?;
        let widths = element("colgroup", "")?;
        let all = std::iter::once(NUMBER_WIDTH).chain(list.iter().map(|column| f64::from(column.width)));
        let mut whole = 0.0;
        for width in all.map(|width| layout.width(width)) {
            let column = element("col", "")?;
            let _ = column.style().set_property("width", &format!("{width}px"));
            append(&widths, column);
            whole += width;
        }
        let _ = table.style().set_property("width", &format!("{whole}px"));
        append(&table, &widths);
        let head = head(grid, columns, part)?;
        append(&table, &head);
        let body = element("tbody", "")?;
        let mut signs = Signs::default();
        let mut rows = Vec::new();
        for (at, row) in grid.rows.get_untracked().iter().enumerate() {
            let line = element("tr", "")?;
            append(&line, cell_of("td", "number", &(at + 1).to_string())?);
            for column in &list {
                let cell =
                    grid.desk.read(|session| cell::shown(session, shown.table, shown.at, *row, column));
                let (class, text) = signed(&cell, column.number, &mut signs);
                append(&line, cell_of("td", &class, &text)?);
            }
            append(&body, &line);
            rows.push(line);
        }
        append(&table, body);
        Some(Self { table, columns: widths, head, rows, signs })
    }

    /// The whole of it, to be measured.
    pub(super) fn node(&self) -> &Node {
        &self.table
    }

    pub(super) fn head_height(&self) -> f64 {
        height(&self.head)
    }

    pub(super) fn row_height(&self, at: usize) -> f64 {
        self.rows.get(at).map(|row| height(row)).unwrap_or_default()
    }

    /// The table of a page: these rows under the head.
    pub(super) fn page(&self, rows: &Range<usize>) -> Option<Node> {
        let table = self.table.clone_node().ok()?;
        append(&table, self.columns.clone_node_with_deep(true).ok()?);
        append(&table, self.head.clone_node_with_deep(true).ok()?);
        let body = element("tbody", "")?;
        self.rows.get(rows.clone())?.iter().for_each(|row| append(&body, row));
        append(&table, body);
        Some(table)
    }
}

fn head(grid: Grid, columns: &Columns, part: &Range<usize>) -> Option<HtmlElement> {
    let head = element("thead", "")?;
    for (level, cells) in header(&columns.header, part).iter().enumerate() {
        let row = element("tr", "")?;
        if level == 0 {
            let number = cell_of("th", "", &grid.desk.speech.words().say(Text::RowNumber))?;
            let _ = number.set_attribute("rowspan", &columns.header.len().to_string());
            append(&row, number);
        }
        for cell in cells {
            let node = cell_of("th", "", &cell.title)?;
            let _ = node.set_attribute("colspan", &cell.columns.to_string());
            let _ = node.set_attribute("rowspan", &cell.rows.to_string());
            if let Some(full) = &cell.full {
                let full_marks = element("small", "")?;
                full_marks.set_text_content(Some(full));
                append(&node, full_marks);
            }
            append(&row, node);
        }
        append(&head, row);
    }
    Some(head)
}

/// The classes and text of a cell; paper has no colours, so what was replaced by hand gets an asterisk.
fn signed(cell: &cell::Shown, number: bool, signs: &mut Signs) -> (String, String) {
    signs.provisional |= cell.provisional;
    signs.invalid |= cell.problem.is_some();
    signs.overridden |= cell.overridden;
    let classes = [
        (number && cell.problem.is_none(), "number"),
        (cell.provisional, "provisional"),
        (cell.problem.is_some(), "invalid"),
    ];
    let class = classes.iter().filter(|(holds, _)| *holds).map(|(_, class)| *class);
    let sign = if cell.overridden { "*" } else { "" };
    (class.collect::<Vec<_>>().join(" "), format!("{}{sign}", cell.text))
}

fn cell_of(tag: &str, class: &str, text: &str) -> Option<HtmlElement> {
    let cell = element(tag, class)?;
    cell.set_text_content(Some(text));
    Some(cell)
}

/// A paragraph.
pub(super) fn line(text: &str) -> Option<HtmlElement> {
    cell_of("p", "", text)
}

/// A new element.
pub(super) fn element(tag: &str, class: &str) -> Option<HtmlElement> {
    let element = document().create_element(tag).ok()?.dyn_into::<HtmlElement>().ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Some(element)
}

/// Puts a node behind the last one in another; both are new, so nothing can refuse.
pub(super) fn append(to: &Node, node: impl AsRef<Node>) {
    let _ = to.append_child(node.as_ref());
}

/// How high an element is, in fractions of a pixel.
pub(super) fn height(element: &Element) -> f64 {
    element.get_bounding_client_rect().height()
}
