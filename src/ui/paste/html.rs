//! Reading an HTML table from the clipboard. The browser's own parser makes a document of it that runs no scripts and
//! loads nothing; only texts are taken out.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, HtmlTableCellElement, SupportedType};

use super::table::Rows;

/// Stands for a line break of the cell, while those of the source are taken for spaces.
const BREAK: &str = "\u{E000}";
/// More columns than this no cell spans.
const WIDEST_SPAN: u32 = 500;

/// The rows of the first table; `None` where there is none.
pub(in crate::ui) fn read_html(html: &str) -> Option<Rows> {
    let document = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
    let table = document.query_selector("table").ok()??;
    let lines = table.query_selector_all("tr").ok()?;
    let mut rows: Rows = Vec::new();
    // Columns that a cell above reaches down into: how many rows it still does.
    let mut covered: Vec<u32> = Vec::new();
    for at in 0..lines.length() {
        let Some(line) = lines.item(at).and_then(|line| line.dyn_into::<Element>().ok()) else { continue };
        let mut row = Vec::new();
        let cells = line.children();
        let cover = |row: &mut Vec<String>, covered: &mut Vec<u32>| {
            while let Some(left) = covered.get_mut(row.len()).filter(|left| **left > 0) {
                *left -= 1;
                row.push(String::new());
            }
        };
        for cell in (0..cells.length()).filter_map(|at| cells.item(at)) {
            let Ok(cell) = cell.dyn_into::<HtmlTableCellElement>() else { continue };
            cover(&mut row, &mut covered);
            let text = text(&cell);
            for at in 0..cell.col_span().clamp(1, WIDEST_SPAN) {
                if covered.len() <= row.len() {
                    covered.resize(row.len() + 1, 0);
                }
                if let Some(left) = covered.get_mut(row.len()) {
                    *left = cell.row_span().saturating_sub(1);
                }
                row.push(if at == 0 { text.clone() } else { String::new() });
            }
        }
        cover(&mut row, &mut covered);
        rows.push(row);
    }
    (!rows.is_empty()).then_some(rows)
}

fn text(cell: &Element) -> String {
    if let Ok(breaks) = cell.query_selector_all("br") {
        for at in 0..breaks.length() {
            if let Some(node) = breaks.item(at) {
                node.set_text_content(Some(BREAK));
            }
        }
    }
    let text = cell.text_content().unwrap_or_default();
    let words = text.split([' ', '\n', '\r', '\t', '\u{a0}']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").replace(BREAK, "\n")
}
