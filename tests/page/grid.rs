//! The grid as hands used to a spreadsheet expect it: selecting, filling, arranging.

use serde_json::json;

use crate::harness::Page;
use crate::steps::{book, cell, sample, select, shows, tab, text, type_into};

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
    let drawn = page.script(
        "return document.querySelectorAll('.grid .pane [aria-colindex], .grid tbody [aria-colindex]').length",
    );
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
    page.find(".grid .pane .frozen").click();
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

#[test]
fn series_go_on_by_the_handle_and_by_keys() {
    let page = sample();
    let before = book(&page);
    select(&page, "乡镇01", "指标06");
    page.type_text("1");
    page.press("Enter");
    page.type_text("2");
    page.press("Enter");
    page.press("ArrowUp");
    page.press("Shift+ArrowUp");
    page.press("Alt+Shift+ArrowDown");
    shows(&page, "乡镇03", "指标06", "3");
    let to = page.find(&cell(&page, "乡镇05", "指标06"));
    page.drag(&page.find(".fill-handle"), &to);
    shows(&page, "乡镇05", "指标06", "5");
    page.wait("all of it selected", || selected(&page) == 5);
    for _ in 0..4 {
        page.press("Control+z");
    }
    assert_eq!(book(&page), before);
    page.assert_no_errors();
}

#[test]
fn the_handle_fills_in_each_direction() {
    let page = sample();
    let before = book(&page);
    type_into(&page, "乡镇03", "指标07", "3");
    type_into(&page, "乡镇04", "指标07", "4");
    let draw = |from: (&str, &str), more: Option<&str>, to: (&str, &str)| {
        select(&page, from.0, from.1);
        more.inspect(|keys| page.press(keys));
        let target = page.find(&cell(&page, to.0, to.1));
        page.drag(&page.find(".fill-handle"), &target);
    };
    draw(("乡镇03", "指标07"), Some("Shift+ArrowDown"), ("乡镇01", "指标07"));
    shows(&page, "乡镇02", "指标07", "2");
    shows(&page, "乡镇01", "指标07", "1");
    draw(("乡镇03", "指标07"), Some("Shift+ArrowDown"), ("乡镇06", "指标07"));
    shows(&page, "乡镇06", "指标07", "6");
    draw(("乡镇05", "指标01任务数"), None, ("乡镇05", "指标01完成数"));
    shows(&page, "乡镇05", "指标01完成数", &text(&page, "乡镇05", "指标01任务数"));
    draw(("乡镇06", "指标01完成数"), None, ("乡镇06", "指标01任务数"));
    shows(&page, "乡镇06", "指标01任务数", &text(&page, "乡镇06", "指标01完成数"));
    for _ in 0..6 {
        page.press("Control+z");
    }
    assert_eq!(book(&page), before);
    page.assert_no_errors();
}

#[test]
fn several_areas_are_filled_at_once() {
    let page = sample();
    select(&page, "乡镇01", "指标06");
    let add = "document.querySelector(arguments[0]).dispatchEvent(new MouseEvent('mousedown', \
               { bubbles: true, cancelable: true, ctrlKey: true }))";
    page.script_with(add, &[json!(cell(&page, "乡镇04", "指标08"))]);
    page.press("Shift+ArrowDown");
    page.type_text("1.5");
    page.press("Control+Enter");
    for (subject, column) in [("乡镇01", "指标06"), ("乡镇04", "指标08"), ("乡镇05", "指标08")] {
        shows(&page, subject, column, "1.5");
    }
    assert_ne!(text(&page, "乡镇02", "指标06"), "1.5");
    page.press("Control+z");
    shows(&page, "乡镇01", "指标06", "3.6");
    shows(&page, "乡镇05", "指标08", "6");
}

#[test]
fn rows_are_ordered_by_several_columns() {
    let page = sample();
    let menu = |column: &str, shift: bool, name: &str| {
        select(&page, "乡镇01", column);
        page.press("Control+Shift+L");
        page.find(".column-menu");
        let press = "const [name, shiftKey] = arguments; \
            [...document.querySelectorAll('.column-menu button')].find((button) => button.textContent === name) \
            .dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey }))";
        page.script_with(press, &[json!(name), json!(shift)]);
        page.wait("closed", || page.find_all(".column-menu").is_empty());
    };
    menu("发现问题数", false, "升序");
    menu("总分", true, "降序");
    let order = || {
        page.script(
            "return [...document.querySelectorAll('.grid .pane .frozen')].map((cell) => cell.textContent.slice(-2)).join(' ')",
        )
    };
    // None found: by their totals from the best; then one found, and so on.
    page.wait("the order", || order() == "10 07 04 01 09 13 02 05 12 06 08 11 03");
    page.press("Control+Home");
    page.wait("the sign of the second key", || {
        page.find(".grid thead [data-name='总分'] .sort").text() == "▼2"
    });
    page.assert_no_errors();
}

#[test]
fn a_column_is_drawn_to_another_place() {
    let page = sample();
    let place = || page.find(".grid thead [data-name='排名']").attribute("data-column");
    page.find(".grid thead [data-name='排名'] .title").click();
    let to = page.find(".grid thead [data-name='指标01完成数'] .title");
    page.drag(&page.find(".grid thead [data-name='排名'] .title"), &to);
    page.wait("further right", || ["3", "4"].contains(&place().as_str()));
    // The whole column came along, and is still selected.
    assert_eq!(name(&page), "乡镇01 · 排名");
    let to = page.find(".grid thead [data-name='总分'] .title");
    page.drag(&page.find(".grid thead [data-name='排名'] .title"), &to);
    page.wait("back", || ["1", "2"].contains(&place().as_str()));
    page.assert_no_errors();
}

#[test]
fn columns_and_rows_are_arranged_without_touching_the_book() {
    let page = sample();
    let before = book(&page);
    let first = |name: &str| page.find(".grid [data-r='0'] .frozen").text() == name;
    // By rank, from its menu; the menu is reached by a key too.
    page.find(".grid thead [data-name='排名'] .sort").click();
    page.role("button", "升序").click();
    page.wait("the first of the ranking", || first("乡镇10"));
    select(&page, "乡镇10", "排名");
    page.press("Control+Shift+L");
    page.field("不小于").fill("12");
    page.role("button", "筛选").click();
    page.wait("two rows", || page.find_all(".grid tbody tr").len() == 2 && first("乡镇01"));
    page.role("button", "清除筛选").click();
    page.wait("all rows", || page.find_all(".grid tbody tr").len() == 13);
    page.press("Control+Shift+L");
    page.role("button", "恢复名册顺序").click();
    page.wait("the roster's order", || first("乡镇01"));
    // Moved, hidden, shown again.
    page.press("Control+Shift+L");
    page.role("button", "右移").click();
    page.wait("moved", || page.find(".grid thead [data-name='排名']").attribute("data-column") == "3");
    page.press("Control+Shift+L");
    page.role("button", "隐藏此列").click();
    page.wait("hidden", || page.find_all(".grid thead [data-name='排名']").is_empty());
    page.role("button", "显示隐藏的列").click();
    let head = page.find(".grid thead [data-name='排名']");
    let width = || {
        page.script("return document.querySelector(\".grid thead [data-name='总分']\").offsetWidth").as_u64()
    };
    let narrow = width();
    page.drag(&page.find(".grid thead [data-name='总分'] .resize"), &head);
    page.wait("a wider column", || width() > narrow);
    assert_eq!(book(&page), before);
    page.assert_no_errors();
}

#[test]
fn texts_are_found_and_replaced() {
    let page = sample();
    tab(&page, "专责小组任务清单");
    page.find(".grid .pane .frozen").click();
    page.press("Control+f");
    page.field("查找").fill("任务4");
    let hits = || page.hook("hits").text();
    page.wait("hits", || hits().starts_with("共 "));
    page.press("Enter");
    page.wait("the first", || hits().starts_with("1 / "));
    page.press("Enter");
    page.wait("the second", || hits().starts_with("2 / "));
    page.press("Escape");
    page.press("Control+h");
    page.field("替换为").fill("末项");
    page.role("button", "全部替换").click();
    page.wait("none is left", || hits() == "共 0 处");
    page.press("Escape");
    assert!(page.find(".grid tbody").text().contains("末项"));
    page.press("Control+z");
    page.wait("as before", || !page.find(".grid tbody").text().contains("末项"));
    page.assert_no_errors();
}

#[test]
fn what_fits_is_offered_and_typing_finds_it() {
    let page = sample();
    tab(&page, "专责小组任务清单");
    page.find(".grid [data-r='2'] .frozen").click();
    page.press("Alt+ArrowDown");
    page.wait("the list", || page.find_all(".choices li").len() == 9);
    page.press("ArrowDown");
    page.press("Enter");
    page.wait("the next one", || page.find(".grid [data-r='2'] .frozen").text() == "专责小组03");
    page.type_text("05");
    page.wait("one of them", || page.find_all(".choices li").len() == 1);
    page.press("Enter");
    page.wait("it", || page.find(".grid [data-r='2'] .frozen").text() == "专责小组05");
    // After typing, Enter goes on to the next row.
    page.press("ArrowUp");
    // The days of the month for a date.
    for _ in 0..4 {
        page.press("ArrowRight");
    }
    page.press("Alt+ArrowDown");
    page.wait("days", || page.find_all(".choices li").len() == 31);
    page.press("Escape");
    page.type_text("2018年3月5日");
    page.press("Enter");
    page.wait("a date", || {
        !page.find(".grid [data-r='2'] [data-c='4']").attribute("class").contains("invalid")
    });
    page.assert_no_errors();
}

#[test]
fn an_input_method_never_loses_its_first_letter() {
    let page = sample();
    tab(&page, "专责小组任务清单");
    page.find(".grid [data-r='0'] [data-c='2']").click();
    // As the browser hears it of Pinyin: letters that are composed, then the word they become.
    let compose = |text: &str| {
        let length = text.chars().count();
        let state = json!({ "text": text, "selectionStart": length, "selectionEnd": length });
        page.cdp("Input.imeSetComposition", &state);
    };
    for text in ["r", "re", "ren", "renwu"] {
        compose(text);
    }
    page.cdp("Input.insertText", &json!({ "text": "任务甲" }));
    page.press("Enter");
    page.wait("the word", || page.find(".grid [data-r='0'] [data-c='2']").text() == "任务甲");
    // The next cell is composed into without any key in between.
    compose("y");
    compose("yi");
    page.cdp("Input.insertText", &json!({ "text": "乙" }));
    page.press("Tab");
    page.wait("the next word", || page.find(".grid [data-r='1'] [data-c='2']").text() == "乙");
    page.assert_no_errors();
}

#[test]
fn names_stand_beside_their_rows_whatever_the_height_of_the_header() {
    let page = Page::open();
    page.find("button.main[aria-describedby=ningwu]").click();
    page.find(".grid tbody td");
    let apart = "const top = (found) => document.querySelector(found).getBoundingClientRect().top; \
                 return Math.abs(top('.grid tbody [data-r=\"0\"]') - top('.pane [data-r=\"0\"]'))";
    let height = || page.script("return document.querySelector('.grid thead').offsetHeight");
    let before = height();
    for sheet in ["目标任务分项", "年终考核", "目标任务分项"] {
        tab(&page, sheet);
        page.wait("its header", || (height() == before) == (sheet == "年终考核"));
        page.wait("names beside their rows", || page.script(apart).as_f64().is_some_and(|apart| apart < 1.0));
    }
}
