//! 考评办法: the scheme is written and changed in the page, by the keyboard alone.

use serde_json::{Value, json};

use crate::harness::Page;
use crate::steps::{book, sample, tab};

/// Shows a section, by the keyboard.
fn section(page: &Page, name: &str) {
    let focus = "[...document.querySelectorAll('.rules-sections button')] \
                     .find((button) => button.getAttribute('aria-label') === arguments[0])?.focus(); \
                 return document.activeElement.getAttribute('aria-label')";
    page.wait(name, || page.script_with(focus, &[json!(name)]) == name);
    page.press("Enter");
    page.wait(name, || page.find(".rules-sections [aria-current=true]").label() == name);
    focus_table(page);
}

/// Gives the keyboard to the section's table.
fn focus_table(page: &Page) {
    page.script("document.querySelector('[data-test=rules-table] .rules-input').focus()");
}

/// The rows of the section's table, cells by `|`.
fn rows(page: &Page) -> Vec<String> {
    let read = "return [...document.querySelectorAll('[data-test=rules-table] tbody tr')].map((row) => \
                    [...row.querySelectorAll('.rules-text')].map((cell) => cell.textContent).join('|'))";
    let found = page.script(read);
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn wait_for_row(page: &Page, start: &str) {
    page.wait(start, || rows(page).iter().any(|row| row.starts_with(start)));
}

/// The scheme that is kept.
fn scheme(page: &Page) -> Value {
    book(page)["editions"][0]["scheme"].clone()
}

/// Chooses a cell of the section's table.
fn choose(page: &Page, row: usize, column: usize) {
    let click = "document.querySelector(`[data-test=rules-table] [data-at='${arguments[0]},${arguments[1]}']`).click()";
    page.script_with(click, &[json!(row), json!(column)]);
    let active = format!("[data-test=rules-table] .rules-active[data-at='{row},{column}'] input");
    page.find(&active);
    focus_table(page);
}

/// The keyboard is in the field when the field goes: that stopped the program.
#[test]
fn the_editor_may_be_left_with_the_keyboard_in_its_field() {
    let page = sample();
    tab(&page, "考评办法");
    section(&page, "乡镇周考评 考评指标");
    choose(&page, 1, 0);
    page.script("[...document.querySelectorAll('[role=tab]')].find((tab) => tab.innerText.trim() == '模拟测算').click()");
    page.find("[data-test=lab] input[type=range]");
    page.assert_no_errors();
}

#[test]
fn a_scheme_is_written_from_nothing() {
    let page = Page::open();
    page.role("button", "从空白办法开始").click();
    page.hook("rules");
    section(&page, "考评类别与基本信息");
    page.press("Control+Enter");
    wait_for_row(&page, "新类别");
    page.type_text("镇");
    page.press("Enter");
    wait_for_row(&page, "镇");

    section(&page, "考评表");
    page.press("Control+Enter");
    wait_for_row(&page, "新考评表|镇|月");
    page.type_text("月考评");
    page.press("Enter");
    wait_for_row(&page, "月考评");
    choose(&page, 0, 3);
    page.type_text("总分");
    page.press("Tab");
    page.type_text("100");
    page.press("Enter");
    wait_for_row(&page, "月考评|镇|月|总分|100");

    section(&page, "月考评 考评指标");
    for (name, full) in [("农业", "60"), ("工业", "30"), ("环保", "10")] {
        page.press("Control+Enter");
        wait_for_row(&page, "新指标");
        page.press("Home");
        page.type_text(name);
        page.press("Tab");
        page.type_text(full);
        page.press("Enter");
        wait_for_row(&page, &format!("{name}|{full}"));
    }
    // What the indicators have together stands beside what they should have.
    assert_eq!(page.find("[data-test=rules-table] .rules-sum").text(), "合计 100");
    assert!(page.find_all("[data-test=rules-table] .rules-sum.off").is_empty());

    section(&page, "月考评 计算列");
    page.press("Control+Enter");
    wait_for_row(&page, "新计算列");
    page.type_text("名次");
    page.press("Tab");
    page.type_text("排名");
    page.press("Enter");
    wait_for_row(&page, "名次|排名");
    choose(&page, 0, 3);
    // The name is completed, then taken over.
    page.type_text("总");
    page.wait("it is offered", || page.find(".rules-offered .chosen").text().starts_with("总分"));
    page.press("Enter");
    page.press("Enter");
    // By no formula, by the total.
    wait_for_row(&page, "名次|排名||总分");
    let written = scheme(&page);
    assert_eq!(written["sheets"][0]["columns"][0]["rank"]["by"], "总分");
    assert_eq!(written["sheets"][0]["indicators"].as_array().map(Vec::len), Some(3));
    assert_eq!(page.find(".rules-main > .quiet").text(), "考评办法没有发现问题。");
    page.assert_no_errors();
}

#[test]
fn a_broken_formula_is_told_at_its_cell_and_mended_there() {
    let page = sample();
    tab(&page, "考评办法");
    section(&page, "乡镇周考评 考评指标");
    choose(&page, 1, 1);
    // A wrong number is not taken, and stays as typed until it is mended.
    page.type_text("八分");
    page.press("Enter");
    page.wait("it is marked", || {
        page.find_all("[data-test=rules-table] .rules-cell.bad")
            .iter()
            .any(|cell| cell.text().contains("八分"))
    });
    choose(&page, 1, 1);
    page.press("F2");
    page.press("Control+a");
    page.type_text("8");
    page.press("Enter");
    page.wait("it is mended", || page.find_all("[data-test=rules-table] .rules-cell.bad").is_empty());
    assert_eq!(scheme(&page)["sheets"][0]["indicators"][0]["full"], 8);

    section(&page, "乡镇月考评 结果运用规则");
    let before = rows(&page)[0].clone();
    choose(&page, 0, 1);
    page.type_text("(1 +");
    page.press("Escape");
    assert_eq!(rows(&page)[0], before, "Escape restores");
    page.type_text("(1 +");
    page.press("Enter");
    page.wait("it is marked", || !page.find_all("[data-test=rules-table] .rules-problem").is_empty());
    assert!(rows(&page)[0].contains("(1 +"), "{:?}", rows(&page)[0]);
    // The list of problems leads to the cell; undo mends it.
    page.find("[data-test=rules-problems] button").click();
    page.find("[data-test=rules-table] .rules-active.bad");
    page.press("Control+z");
    page.wait("it is as before", || rows(&page)[0] == before);
    page.assert_no_errors();
}

#[test]
fn renaming_keeps_marks_and_formulas_and_what_is_used_is_asked_for() {
    let page = sample();
    let marks = book(&page)["marks"].clone();
    tab(&page, "考评办法");
    section(&page, "参数");
    let name = rows(&page)[0].split('|').next().unwrap_or_default().to_owned();
    choose(&page, 0, 0);
    page.type_text("改了名的参数");
    page.press("Enter");
    wait_for_row(&page, "改了名的参数");
    let told = page.hook("rewritten").text();
    assert!(told.contains("改了名的参数") && told.contains(&name), "{told}");
    let text = scheme(&page).to_string();
    assert!(!text.contains(&format!("\"name\":\"{name}\"")), "{name}");
    assert_eq!(book(&page)["marks"], marks);
    assert_eq!(page.find(".rules-main > .quiet").text(), "考评办法没有发现问题。");
    // Something that is used is not taken out unasked.
    choose(&page, 0, 0);
    page.press("Control+Delete");
    assert!(page.hook("asked").text().contains("改了名的参数"));
    page.role("button", "保留").click();
    page.wait("nothing is asked", || page.find_all("[data-test=asked]").is_empty());
    wait_for_row(&page, "改了名的参数");
    page.assert_no_errors();
}

#[test]
fn with_a_variant_open_an_edit_becomes_a_card() {
    let page = sample();
    tab(&page, "模拟测算");
    page.role("button", "新建方案").click();
    page.wait("the variant", || book(&page)["variants"].as_array().map(Vec::len) == Some(1));
    let before = scheme(&page);
    tab(&page, "考评办法");
    section(&page, "乡镇周考评 考评指标");
    choose(&page, 1, 1);
    page.type_text("12");
    page.press("Enter");
    page.wait("the card", || book(&page)["variants"][0]["cards"].as_array().map(Vec::len) == Some(1));
    assert_eq!(scheme(&page), before, "the rules stay as they are");
    wait_for_row(&page, "指标01|12");
    page.assert_no_errors();
}
