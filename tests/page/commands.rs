//! The table of commands: menus, palette and the sheet of shortcuts.

use crate::steps::{sample, select, shows, tab};

#[test]
fn the_palette_finds_tables_subjects_columns_and_commands() {
    let page = sample();
    let find = |letters: &str| {
        page.press("Control+k");
        page.hook("palette");
        page.type_text(letters);
        page.wait(letters, || page.hook("palette").text().contains(letters));
        page.press("Enter");
        page.wait("closed", || page.find_all("dialog[open]").is_empty());
    };
    find("乡镇07");
    page.wait("the subject", || page.hook("cell-name").text().starts_with("乡镇07"));
    find("满意度");
    page.wait("the column", || page.hook("cell-name").text() == "乡镇07 · 满意度");
    find("村月考评");
    page.wait("the table", || page.find(".tabs [aria-selected=true]").text() == "村月考评");
    find("单元格历史");
    page.find(".side [data-test=history]");
    page.assert_no_errors();
}

#[test]
fn menus_and_the_sheet_of_shortcuts_tell_the_same_keys() {
    let page = sample();
    page.press("F1");
    let sheet = page.hook("shortcuts").text();
    assert!(sheet.contains("为什么是这个值") && sheet.contains("Alt+W"), "{sheet}");
    page.press("Escape");
    page.wait("closed", || page.find_all("dialog[open]").is_empty());
    let menus = page.find_all(".bar .menu > summary");
    let names: Vec<String> = menus.iter().map(|menu| menu.text()).collect();
    assert_eq!(names, ["文件", "编辑", "查看", "数据", "帮助"]);
    select(&page, "乡镇01", "总分");
    menus[2].click();
    let item = page.role("button", "为什么是这个值");
    assert_eq!(item.attribute("aria-keyshortcuts"), "Alt+W");
    item.click();
    page.find("aside.side [data-test=why]");
    // What does not apply cannot be chosen.
    menus[1].click();
    let item = |name: &str| {
        page.find_all(".menu[open] button").into_iter().find(|item| item.label() == name).expect("an item")
    };
    assert_eq!(item("恢复").attribute("disabled"), "true");
    // What the grid can do is called by name too.
    select(&page, "乡镇02", "指标06");
    menus[1].click();
    item("向下填充").click();
    shows(&page, "乡镇02", "指标06", "3.6");
}

#[test]
fn a_question_mark_opens_the_sheet_of_shortcuts_where_no_text_is_typed() {
    let page = sample();
    select(&page, "乡镇01", "总分");
    page.press("Shift+?");
    let top = "const sheet = document.querySelector('dialog[open]'); return sheet?.scrollTop";
    page.wait("the sheet from its top", || page.script(top) == 0);
    assert!(page.hook("shortcuts").text().contains("F1 / ?"));
    page.press("Escape");
    page.wait("closed", || page.find_all("dialog[open]").is_empty());
    // In a cell of a number that is being typed, and in one that takes a text, it is typed.
    let typed = || page.find(".editor").value();
    select(&page, "乡镇01", "指标06");
    page.type_text("3?");
    assert_eq!(typed(), "3?");
    page.press("Escape");
    tab(&page, "专责小组任务清单");
    page.find(".grid [data-r='0'] [data-c='2']").click();
    page.type_text("?");
    page.wait("typed", || typed() == "?");
    assert!(page.find_all("dialog[open]").is_empty());
    page.press("Escape");
}
