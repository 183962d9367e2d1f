//! A large book: 10,000 rows of 60 columns are opened, walked through and typed into, and the page does not grow with them.

use std::collections::BTreeMap;

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

/// The subjects in the order in which the browser tells them to those who do not see the page.
fn told(page: &Page) -> Vec<String> {
    let tree = page.cdp("Accessibility.getFullAXTree", &json!({}));
    let nodes = tree["nodes"].as_array().expect("the browser tells of the page");
    let by_id: BTreeMap<_, _> = nodes.iter().map(|node| (node["nodeId"].as_str(), node)).collect();
    let mut to_tell = vec![&nodes[0]["nodeId"]];
    let mut told = Vec::new();
    while let Some(id) = to_tell.pop() {
        let Some(node) = by_id.get(&id.as_str()) else { continue };
        if node["role"]["value"] == "rowheader" {
            told.push(node["name"]["value"].as_str().unwrap_or_default().to_owned());
        }
        to_tell.extend(node["childIds"].as_array().into_iter().flatten().rev());
    }
    told
}

/// The subjects from top to bottom; the cells of each stand at its height.
fn seen(page: &Page) -> Vec<String> {
    let read = "const top = (of) => of.getBoundingClientRect().top; \
        const sides = [...document.querySelectorAll('.grid .pane [data-r]')].sort((a, b) => top(a) - top(b)); \
        return sides.map((side) => { \
            const row = document.querySelector(`.grid tr[data-r='${side.dataset.r}']`); \
            const is_level = Math.abs(top(row) - top(side)) < 1; \
            return is_level ? side.querySelector('.frozen').textContent : 'not level' })";
    let seen = page.script(read);
    seen.as_array().into_iter().flatten().map(|name| name.as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn rows_follow_each_other_to_the_eye_and_to_the_ear() {
    let page = empty();
    // The last band of rows is not full.
    open(&page, 502);
    for first in [0, 5, 17, 100, 101, 300, 470, 502, 250, 3] {
        page.script(&format!("document.querySelector('.grid').scrollTop = 28 * {first}"));
        let at_top = format!("单位{:05}", (first + 1).min(480));
        page.wait(&at_top, || seen(&page).contains(&at_top));
        let seen = seen(&page);
        let number = |name: &String| name.trim_start_matches("单位").parse::<usize>().unwrap_or_default();
        assert!(seen.windows(2).all(|pair| number(&pair[0]) + 1 == number(&pair[1])), "{seen:?}");
        assert_eq!(told(&page), seen, "from row {first}");
    }
    // A window that grows takes more bands into the same turn of the ring.
    page.script("document.querySelector('.grid').scrollTop = 280");
    for height in [500, 900] {
        page.resize(1280, height);
        page.wait("all rows", || told(&page) == seen(&page) && seen(&page).len() * 28 > height as usize);
    }
    let high = "return document.querySelector('.grid').scrollHeight - document.querySelector('.grid thead').offsetHeight";
    assert_eq!(page.script(high), 502 * 28, "nothing lies below the last");
    page.assert_no_errors();
}
