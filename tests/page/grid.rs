//! The grid as hands used to a spreadsheet expect it: selecting, filling, arranging.

use serde_json::json;

use crate::harness::Page;
use crate::steps::{book, cell, sample, select, shows, tab, text};

/// What is selected, as assistive technology is told: how many of the drawn cells.
fn selected(page: &Page) -> u64 {
    page.script("return document.querySelectorAll('.grid [aria-selected=true]').length").as_u64().unwrap_or(0)
}

fn name(page: &Page) -> String {
    page.hook("cell-name").text()
}

#[test]
fn areas_are_selected_by_mouse_and_keys_and_their_numbers_summed() {
    let page = sample();
    let from = page.find(&cell(&page, "乡镇01", "总分"));
    let to = page.find(&cell(&page, "乡镇03", "总分"));
    page.drag(&from, &to);
    page.wait("three cells", || selected(&page) == 3);
    let sums = page.hook("selected").text();
    // 55.79 + 89.5 + …: exact decimals of the core, not what is shown.
    assert!(sums.starts_with("求和 ") && sums.ends_with("计数 3"), "{sums}");
    page.press("Shift+ArrowDown");
    page.press("Shift+ArrowRight");
    page.wait("eight cells", || selected(&page) == 8);
    assert_eq!(name(&page), "乡镇01 · 总分");
    // Tab and Enter walk within, round and round.
    page.press("Tab");
    assert_eq!(name(&page), "乡镇01 · 排名");
    page.press("Tab");
    assert_eq!(name(&page), "乡镇02 · 总分");
    page.press("Shift+Enter");
    assert_eq!(name(&page), "乡镇01 · 总分");
    assert_eq!(selected(&page), 8);
    // One more cell with Ctrl.
    let press = "document.querySelector(arguments[0]).dispatchEvent(new MouseEvent('mousedown', \
                 { bubbles: true, cancelable: true, ctrlKey: true }))";
    page.script_with(press, &[json!(cell(&page, "乡镇07", "总分"))]);
    page.wait("nine cells", || selected(&page) == 9);
    page.press("Escape");
    page.wait("one cell", || selected(&page) == 1);
    // The number of a row, the head of a column, the corner.
    page.find(".grid [data-r='1'] .gutter").click();
    page.wait("a row", || selected(&page) > 10 && name(&page).starts_with("乡镇02"));
    page.find(".grid thead [data-name='排名'] .title").click();
    page.wait("a column", || name(&page) == "乡镇01 · 排名" && selected(&page) > 10);
    assert!(page.hook("selected").text().contains("计数 13"), "{}", page.hook("selected").text());
    page.press("Control+a");
    let drawn = page.script("return document.querySelectorAll('.grid tbody [aria-colindex]').length");
    page.wait("everything", || selected(&page) == drawn.as_u64().unwrap_or(0));
    page.assert_no_errors();
}

#[test]
fn keys_go_to_the_edges() {
    let page = sample();
    select(&page, "乡镇01", "指标06");
    page.press("Control+End");
    page.wait("the last row", || name(&page).starts_with("乡镇13"));
    page.press("Control+Home");
    page.wait("the first cell", || page.script("return document.querySelector('.grid').scrollLeft") == 0);
    assert!(name(&page).starts_with("乡镇01 · 乡镇"), "{}", name(&page));
    page.press("ArrowRight");
    page.press("Control+ArrowDown");
    assert_eq!(name(&page), "乡镇13 · 总分");
    page.press("Control+Shift+ArrowUp");
    page.wait("the whole column", || page.hook("selected").text().contains("计数 13"));
    page.press("Control+ArrowUp");
    page.press("PageDown");
    assert_ne!(name(&page), "乡镇01 · 总分");
}

#[test]
fn a_selection_is_filled_and_emptied_in_one_step() {
    let page = sample();
    let before = book(&page);
    select(&page, "乡镇01", "指标06");
    page.press("Shift+ArrowDown");
    page.press("Shift+ArrowDown");
    page.type_text("5.5");
    page.press("Control+Enter");
    for subject in ["乡镇01", "乡镇02", "乡镇03"] {
        shows(&page, subject, "指标06", "5.5");
    }
    page.press("Delete");
    shows(&page, "乡镇03", "指标06", "");
    page.press("Control+z");
    shows(&page, "乡镇03", "指标06", "5.5");
    page.press("Control+z");
    assert_eq!(book(&page), before);
    // Down and to the right from the first row and column.
    let first = text(&page, "乡镇01", "指标06");
    page.press("Control+d");
    shows(&page, "乡镇03", "指标06", &first);
    page.press("Escape");
    page.press("Shift+ArrowRight");
    page.press("Control+r");
    shows(&page, "乡镇01", "指标07", &first);
    page.press("Control+z");
    page.press("Control+z");
    assert_eq!(book(&page), before);
    page.assert_no_errors();
}

#[test]
fn only_what_is_in_sight_is_drawn_and_its_place_told() {
    let page = sample();
    tab(&page, "帮扶后盾单位任务清单");
    page.find(".tools input[type=checkbox]").click();
    let nodes = || page.script("return document.querySelectorAll('.grid *').length").as_u64().unwrap_or(0);
    page.wait("many rows", || {
        page.find(".grid table").attribute("aria-rowcount").parse().unwrap_or(0) > 1000
    });
    assert!(nodes() < 2500, "{} elements", nodes());
    page.press("Control+End");
    let last = page.find(".grid table").attribute("aria-rowcount");
    page.wait("the last row", || !page.find_all(&format!(".grid tr[aria-rowindex='{last}']")).is_empty());
    assert!(nodes() < 2500, "{} elements", nodes());
    // One tab stop, which tells the cell it stands for.
    let stops = page.script(
        "return [...document.querySelectorAll('.grid a, .grid button, .grid input, .grid [tabindex]')] \
         .filter((e) => e.tabIndex >= 0).map((e) => e.className)",
    );
    assert_eq!(stops.as_array().map(Vec::len), Some(1), "{stops}");
    let active = page.find(".editor").attribute("aria-activedescendant");
    assert_eq!(page.find(&format!("#{active}")).attribute("aria-selected"), "true");
}
