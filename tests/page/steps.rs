//! What the tests of the page do again and again: open the sample, find a cell by its subject and column, type.

use std::path::PathBuf;

use baton::ui::keeping::replay::{Kept, replay};
use baton::ui::keeping::{key, snapshot};
use baton_core::edit::Session;
use baton_core::model::write_book;
use serde_json::{Value, json};

use crate::harness::Page;

/// A fresh browser with the Ningming sample open.
pub(crate) fn sample() -> Page {
    with_sample(Page::open())
}

/// A page with the Ningming sample opened in it.
pub(crate) fn with_sample(page: Page) -> Page {
    page.role("button", "用示例数据打开").click();
    page.find(".grid tbody td");
    page
}

/// A fresh browser with the empty Ningming book open.
pub(crate) fn empty() -> Page {
    with_empty(Page::open())
}

/// A page with the empty Ningming book opened in it.
pub(crate) fn with_empty(page: Page) -> Page {
    page.role("button", "新建空白工作簿").click();
    page.find(".tabs button");
    page
}

/// Shows a tab.
pub(crate) fn tab(page: &Page, name: &str) {
    page.role("tab", name).click();
    page.wait(name, || page.find(".tabs [aria-selected=true]").text() == name);
}

/// Shows a period of the tab.
pub(crate) fn period(page: &Page, period: &str) {
    let choose = "const s = document.querySelector('.periods select'); s.value = arguments[0]; \
                  s.dispatchEvent(new Event('change', { bubbles: true })); return s.value";
    assert_eq!(page.script_with(choose, &[json!(period)]), period);
}

/// The cell of a subject and a column by their names, as a selector.
pub(crate) fn cell(page: &Page, subject: &str, column: &str) -> String {
    // Columns out of sight are not drawn: scrolled along until the one looked for is.
    let find = "const [subject, column] = arguments; \
        const head = [...document.querySelectorAll('.grid thead [data-name]')].find((th) => th.dataset.name === column); \
        const row = [...document.querySelectorAll('.grid .pane [data-r]')].find((row) => \
            row.querySelector('.frozen').textContent === subject); \
        const box = document.querySelector('.grid'); \
        if (box && !head) { \
            const before = box.scrollLeft; box.scrollLeft += box.clientWidth / 2; \
            if (box.scrollLeft === before) box.scrollLeft = 0; \
        } \
        return head && row && `.grid [data-r='${row.dataset.r}'] [data-c='${head.dataset.column}']`";
    let ask = || page.script_with(find, &[json!(subject), json!(column)]);
    page.wait(&format!("the cell {subject} {column}"), || ask().is_string());
    let found = ask();
    found.as_str().expect("a selector").to_owned()
}

/// What a cell shows.
pub(crate) fn text(page: &Page, subject: &str, column: &str) -> String {
    let selector = cell(page, subject, column);
    page.script_with("return document.querySelector(arguments[0])?.textContent", &[json!(selector)])
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Selects a cell.
pub(crate) fn select(page: &Page, subject: &str, column: &str) {
    page.script(
        "for (const box of document.querySelectorAll('.grid')) { box.scrollLeft = 0; box.scrollTop = 0 }",
    );
    let selector = cell(page, subject, column);
    let press = "const cell = document.querySelector(arguments[0]); cell.scrollIntoView({ block: 'center', inline: 'center' }); \
                 cell.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }))";
    page.script_with(press, &[json!(selector)]);
}

/// Types a text into a cell, key by key.
pub(crate) fn type_into(page: &Page, subject: &str, column: &str, text: &str) {
    select(page, subject, column);
    page.type_text(text);
    page.press("Enter");
}

/// Waits until a cell shows a text.
pub(crate) fn shows(page: &Page, subject: &str, column: &str, expected: &str) {
    page.wait(&format!("{subject} {column} = {expected}"), || text(page, subject, column) == expected);
}

/// Waits until everything is kept.
pub(crate) fn saved(page: &Page) {
    page.wait("已保存", || page.hook("saved").text() == "已保存");
}

/// The book that the page keeps, as JSON: put together from what is stored, as the next visit would.
pub(crate) fn book(page: &Page) -> Value {
    saved(page);
    serde_json::from_str(&write_book(stored(page).book())).expect("it is JSON")
}

/// The book that was open last, put together from what is stored.
pub(crate) fn stored(page: &Page) -> Session {
    let texts = texts(page);
    let own = |begin: String| -> Vec<Kept> {
        texts.iter().filter(|(key, _)| key.starts_with(&begin)).cloned().collect()
    };
    let open = texts.iter().find(|(name, _)| name == key::OPEN);
    let id = open.map(|(_, id)| id.clone()).expect("a book is open");
    let mut snapshots = own(key::snapshots(&id));
    snapshots.sort_by_key(|(name, _)| key::number(name));
    let mut newest = snapshots.iter().rev().map(|(_, text)| text);
    let (label, mut session) =
        newest.find_map(|text| snapshot::read(text).ok()).expect("one of them is whole");
    let replayed = replay(&mut session, label.number, &own(key::journal(&id)));
    assert!(replayed.unused.is_empty(), "{} texts cannot be used", replayed.unused.len());
    session
}

/// All texts in the browser's database and in localStorage, with their keys; where both have one, that of the first.
pub(crate) fn texts(page: &Page) -> Vec<Kept> {
    let read = "return new Promise((done) => { \
        const all = {}; \
        for (const key of Object.keys(localStorage)) all[key.replace('baton.', '')] = localStorage[key]; \
        let asked; \
        try { asked = indexedDB.open('baton', 1) } catch { return done(all) } \
        asked.onerror = () => done(all); \
        asked.onupgradeneeded = () => asked.transaction.abort(); \
        asked.onsuccess = () => { \
            const store = asked.result.transaction('texts').objectStore('texts'); \
            store.openCursor().onsuccess = (event) => { \
                const at = event.target.result; \
                if (!at) { asked.result.close(); return done(all) } \
                all[at.key] = at.value; at.continue() \
            } \
        } })";
    let texts = page.script(read);
    let texts = texts.as_object().expect("an object").iter();
    let mut texts: Vec<Kept> =
        texts.map(|(key, text)| (key.clone(), text.as_str().unwrap_or_default().to_owned())).collect();
    texts.sort();
    texts
}

/// Makes the browser forget everything, and opens the page as if for the first time.
pub(crate) fn forget(page: &Page) {
    let origin = page.script("return location.origin");
    page.script("sessionStorage.clear(); location.href = 'about:blank'");
    page.wait("an empty page", || page.script("return location.href") == "about:blank");
    page.cdp("Storage.clearDataForOrigin", &json!({ "origin": origin, "storageTypes": "all" }));
    page.go("?fresh");
}

/// Gives a text to the page as a file of that name.
pub(crate) fn give(page: &Page, name: &str, text: &str) {
    let give = "const [name, text] = arguments; const files = new DataTransfer(); \
                files.items.add(new File([text], name)); const field = document.getElementById('files'); \
                field.files = files.files; field.dispatchEvent(new Event('change', { bubbles: true }))";
    page.script_with(give, &[json!(name), json!(text)]);
}

/// Gives the page something pasted.
pub(crate) fn paste(page: &Page, text: &str, html: &str) {
    let give = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]); \
                if (arguments[1]) data.setData('text/html', arguments[1]); \
                document.querySelector('.editor').dispatchEvent(new ClipboardEvent('paste', \
                { clipboardData: data, bubbles: true, cancelable: true }))";
    page.script_with(give, &[json!(text), json!(html)]);
}

/// Chooses something from the file menu.
pub(crate) fn menu(page: &Page, item: &str) {
    page.find(".menu > summary").click();
    page.role("button", item).click();
}

/// The worked case of Ningming.
pub(crate) fn case() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ningming")
}
