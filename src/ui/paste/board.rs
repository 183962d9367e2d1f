//! A table on the browser's clipboard, as text and as HTML.

use web_sys::DataTransfer;

use super::html::read_html;
use super::table::{Rows, read_text, write_html, write_text};

/// Puts a table on it; `false` where the browser does not take it.
pub(in crate::ui) fn give(clipboard: &DataTransfer, rows: &Rows) -> bool {
    clipboard.set_data("text/plain", &write_text(rows)).is_ok()
        && clipboard.set_data("text/html", &write_html(rows)).is_ok()
}

/// The table on it: that of the HTML, else of the text.
pub(in crate::ui) fn take(clipboard: &DataTransfer) -> Rows {
    let html = clipboard.get_data("text/html").ok().and_then(|html| read_html(&html));
    html.unwrap_or_else(|| read_text(&clipboard.get_data("text/plain").unwrap_or_default()))
}
