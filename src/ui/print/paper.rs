//! The pages for the printer. They are made when the browser is about to print and gone afterwards; where the tab has
//! no table, the style sheet alone prints what the tab shows.

use leptos::ev;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, HtmlElement};

use super::layout::{Layout, pages};
use super::sheet::{Sheet, append, element, height, line};
use crate::platform::today::today;
use crate::ui::grid::columns::Columns;
use crate::ui::grid::{Grid, Shown};
use crate::ui::periods::chosen::calendar;
use crate::ui::tab::Tab;
use crate::words::page::Text;

/// How the paper lies is told by a rule of the style sheet, added as long as it holds.
const ACROSS: &str = "@page { size: A4 landscape; margin: 10mm }";

/// The pages, as long as they are there.
struct Printed {
    root: HtmlElement,
    rule: Option<(CssStyleSheet, u32)>,
}

/// Makes the pages whenever the browser is about to print.
pub(in crate::ui) fn listen(grid: Grid) {
    let printed = StoredValue::new_local(None::<Printed>);
    let clear = move || printed.update_value(|printed| _ = printed.take().map(Printed::remove));
    let before = move |_| {
        clear();
        printed.set_value(untrack(|| print(grid)));
    };
    let listeners = [
        window_event_listener(ev::beforeprint, before),
        window_event_listener(ev::afterprint, move |_| clear()),
    ];
    on_cleanup(move || {
        listeners.into_iter().for_each(WindowListenerHandle::remove);
        clear();
    });
}

impl Printed {
    fn remove(self) {
        self.root.remove();
        if let Some((sheet, at)) = self.rule {
            let _ = sheet.delete_rule(at);
        }
        if let Some(page) = document().document_element() {
            let _ = page.remove_attribute("data-print");
        }
    }
}

/// The pages of the tab's table; none where there is no table, or where something else is being printed.
fn print(grid: Grid) -> Option<Printed> {
    let html = document().document_element()?;
    let shown = grid.shown.get()?;
    if html.has_attribute("data-print") {
        return None;
    }
    let columns = grid.columns.get();
    let widths: Vec<u32> = columns.list.iter().map(|column| column.width).collect();
    let groups: Vec<usize> = columns.header.iter().take(1).flatten().map(|cell| cell.first).collect();
    let layout = Layout::new(&widths, &groups);

    let root = element("div", "print-view")?;
    document().body()?.append_child(&root).ok()?;
    if fill(grid, shown, &columns, &layout, &root).is_none() {
        root.remove();
        return None;
    }
    let _ = html.set_attribute("data-print", "table");
    Some(Printed { root, rule: layout.across.then(lay_across).flatten() })
}

/// Puts the pages into their place.
fn fill(grid: Grid, shown: Shown, columns: &Columns, layout: &Layout, root: &HtmlElement) -> Option<()> {
    // Laid out as on paper already, out of sight, so that what is measured holds there.
    root.set_class_name("print-view measured");
    let style = root.style();
    style.set_property("font-size", &format!("{}px", layout.text)).ok()?;
    style.set_property("--page-width", &format!("{}px", layout.room().0)).ok()?;
    style.set_property("--page-height", &format!("{}px", layout.room().1)).ok()?;
    let sheets = layout.parts.iter().map(|part| Sheet::new(grid, shown, columns, layout, part));
    let sheets: Vec<Sheet> = sheets.collect::<Option<_>>()?;
    let (heading, tail) = (heading(grid, shown)?, tail(grid, &sheets)?);
    let foot = numbered(grid, (1, 1), None, 1)?;
    sheets.iter().for_each(|sheet| append(root, sheet.node()));
    [&heading, &foot, &tail].into_iter().for_each(|part| append(root, part));

    let head = sheets.iter().map(Sheet::head_height).fold(0.0, f64::max);
    let row = |at: usize| sheets.iter().map(|sheet| sheet.row_height(at)).fold(0.0, f64::max);
    let rows: Vec<f64> = (0..grid.rows.with(|rows| rows.len())).map(row).collect();
    let room = layout.room().1 - height(&heading) - height(&foot) - head;
    let pages = pages(&rows, sheets.len(), room, height(&tail));
    root.set_text_content(None);

    for (at, page) in pages.iter().enumerate() {
        let section = element("section", "print-page")?;
        append(&section, heading.clone_node_with_deep(true).ok()?);
        if let Some(sheet) = page.part.and_then(|part| sheets.get(part)) {
            append(&section, sheet.page(&page.rows)?);
        }
        if at + 1 == pages.len() {
            append(&section, &tail);
        }
        append(&section, numbered(grid, (at + 1, pages.len()), page.part, sheets.len())?);
        append(root, section);
    }
    root.set_class_name("print-view");
    Some(())
}

/// Over each page: the book, the table, the period, the day of printing.
fn heading(grid: Grid, shown: Shown) -> Option<HtmlElement> {
    let desk = grid.desk;
    let words = desk.speech.words();
    let table =
        desk.read(|session| session.plan().tables.get(shown.table).map(|table| table.name.clone()))?;
    let is_whole = matches!(desk.view.tab.get(), Tab::Register(_)) && !desk.view.this_period_only.get();
    let period = shown.period.filter(|_| !is_whole).map(|period| {
        desk.read(|session| {
            let calendar = calendar(session);
            format!("{} {}", words.period(period, &calendar), words.days(period, &calendar))
        })
    });
    let heading = element("header", "")?;
    append(&heading, line(&desk.read(|session| session.book().name.clone()))?);
    let title = element("h1", "")?;
    title.set_text_content(Some(format!("{table} {}", period.unwrap_or_default()).trim()));
    append(&heading, title);
    append(&heading, line(&today().map(|day| words.printed_on(day)).unwrap_or_default())?);
    Some(heading)
}

/// After the table: what its signs mean, where there are any, and the line for the signatures.
fn tail(grid: Grid, sheets: &[Sheet]) -> Option<HtmlElement> {
    let words = grid.desk.speech.words();
    let tail = element("div", "print-tail")?;
    let signs = [
        (sheets.iter().any(|sheet| sheet.signs.provisional), Text::PrintProvisional),
        (sheets.iter().any(|sheet| sheet.signs.invalid), Text::PrintInvalid),
        (sheets.iter().any(|sheet| sheet.signs.overridden), Text::PrintOverridden),
        (grid.is_filtered(), Text::Filtered),
    ];
    let notes: Vec<String> =
        signs.into_iter().filter(|(is_there, _)| *is_there).map(|(_, text)| words.say(text)).collect();
    if !notes.is_empty() {
        append(&tail, line(&notes.join(words.language.pick("；", "; ")))?);
    }
    let signatures = element("p", "signatures")?;
    for text in [Text::PrintedBy, Text::CheckedBy, Text::Responsible, Text::SignedOn] {
        let place = element("span", "")?;
        place.set_text_content(Some(&words.say(text)));
        append(&signatures, place);
    }
    append(&tail, signatures);
    Some(tail)
}

/// Below each page: its number, and which part of the columns it shows.
fn numbered(
    grid: Grid,
    (number, of): (usize, usize),
    part: Option<usize>,
    parts: usize,
) -> Option<HtmlElement> {
    let words = grid.desk.speech.words();
    let part = part.filter(|_| parts > 1).map(|part| words.part_of_columns(part + 1, parts));
    let texts = [Some(words.page_number(number, of)), part];
    let foot = element("footer", "")?;
    append(&foot, line(&texts.into_iter().flatten().collect::<Vec<_>>().join("　"))?);
    Some(foot)
}

/// Lays the paper across.
fn lay_across() -> Option<(CssStyleSheet, u32)> {
    let sheet = document().style_sheets().get(0)?.dyn_into::<CssStyleSheet>().ok()?;
    let last = sheet.css_rules().ok()?.length();
    let at = sheet.insert_rule_with_index(ACROSS, last).ok()?;
    Some((sheet, at))
}
