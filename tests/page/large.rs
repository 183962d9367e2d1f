//! A large book: 10,000 rows of 60 columns are opened, walked through and typed into, and the page does not grow with them.

use serde_json::{Value, json};

use crate::harness::Page;
use crate::steps::{empty, give};

/// A book of so many subjects, with 57 marks a row, their sum and its rank.
fn large(subjects: usize) -> Value {
    let marks: Vec<String> = (1..=57).map(|number| format!("项{number:02}")).collect();
    let inputs: Vec<Value> = marks.iter().map(|name| json!({ "name": name })).collect();
    let columns = json!([
        { "name": "合计", "formula": format!("SUM({})", marks.join(", ")) },
        { "name": "名次", "rank": { "by": "合计", "from": "top" } },
    ]);
    let roster: Vec<Value> =
        (1..=subjects).map(|number| json!({ "id": format!("单位{number:05}") })).collect();
    json!({
        "format": "baton-book", "version": 1, "name": format!("{subjects} 个单位"),
        "editions": [{ "scheme": {
            "name": "大表办法", "classes": [{ "name": "单位" }],
            "sheets": [{ "name": "大表", "class": "单位", "cycle": "month", "inputs": inputs, "columns": columns }],
        } }],
        "periods": { "month": { "first": "2018-01", "last": "2018-01" } },
        "roster": { "单位": roster },
    })
}

fn open(page: &Page, subjects: usize) {
    let book = large(subjects);
    give(page, "large.json", &book.to_string());
    page.hook("summary");
    page.role("button", "替换当前工作簿").click();
    page.wait("the book", || page.find(".book-name").value() == book["name"]);
    let rows = (subjects + 1).to_string();
    page.wait("its rows", || page.find(".grid table").attribute("aria-rowcount") == rows);
}

/// How many elements there are at the first cell, and at the last.
fn elements(page: &Page) -> [u64; 2] {
    page.find(".grid .pane .frozen").click();
    let count = || page.script("return document.querySelectorAll('*').length").as_u64().unwrap_or(0);
    let rows = page.find(".grid table").attribute("aria-rowcount");
    let at_first = count();
    page.press("Control+End");
    page.wait("the last row", || {
        !page.find_all(&format!(".grid tr[aria-rowindex='{rows}'] [aria-colindex='60']")).is_empty()
    });
    [at_first, count()]
}

#[test]
fn a_large_book_is_as_light_as_a_small_one() {
    let page = empty();
    open(&page, 200);
    let small = elements(&page);
    open(&page, 10_000);
    let large = elements(&page);
    for (small, large) in small.into_iter().zip(large) {
        // A row more or less, as the last one ends.
        assert!(small.abs_diff(large) * 20 <= small, "{large} elements against {small}");
    }
    assert_eq!(page.find(".grid table").attribute("aria-colcount"), "60");
    // In the far corner a mark is typed, and its row is ranked before all others.
    assert_eq!(page.hook("cell-name").text(), "单位10000 · 合计");
    page.press("ArrowLeft");
    page.type_text("5");
    page.press("Enter");
    page.press("End");
    page.wait("its sum", || page.find(".grid tr[aria-rowindex='10001'] [aria-colindex='60']").text() == "5");
    page.assert_no_errors();
}
