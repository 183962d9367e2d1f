//! Typing: everything follows at once, nothing typed is lost, and every step can be taken back.

use crate::harness::Page;
use crate::steps::{book, cell, empty, period, sample, saved, select, shows, tab, text, type_into};

#[test]
fn the_sample_shows_the_case() {
    let page = sample();
    page.find(".tabs [aria-selected=true]");
    // expected-乡镇周考评.csv, 2018-W01.
    shows(&page, "乡镇01", "总分", "55.79");
    shows(&page, "乡镇01", "排名", "12");
    shows(&page, "乡镇02", "总分", "89.5");
    tab(&page, "村月考评");
    shows(&page, "村001", "得分", "67.4");
    page.assert_no_errors();
}

#[test]
fn a_mark_moves_the_ranking_and_the_month_at_once() {
    let page = sample();
    shows(&page, "乡镇02", "排名", "2");
    type_into(&page, "乡镇02", "满意度", "0");
    shows(&page, "乡镇02", "总分", "84.77");
    page.wait("another rank", || text(&page, "乡镇02", "排名") != "2");
    tab(&page, "乡镇月考评");
    page.wait("another month", || text(&page, "乡镇02", "月得分") != "88.38");
    page.assert_no_errors();
}

#[test]
fn a_mark_that_does_not_fit_stays_with_its_reason() {
    let page = sample();
    type_into(&page, "乡镇03", "指标06", "６１");
    shows(&page, "乡镇03", "指标06", "６１");
    let marked = page.find(&cell(&page, "乡镇03", "指标06"));
    assert!(marked.attribute("class").contains("invalid"));
    assert!(marked.attribute("title").contains('6'), "{}", marked.attribute("title"));
    assert!(page.find(&cell(&page, "乡镇03", "总分")).attribute("class").contains("provisional"));
    assert!(page.hook("coverage").text().contains(" / "));
    select(&page, "乡镇03", "指标06");
    page.wait("the reason", || !page.hook("cell-remark").text().is_empty());
    // Put right, the signs are gone.
    page.type_text("6");
    page.press("Enter");
    shows(&page, "乡镇03", "指标06", "6");
    assert!(!page.find(&cell(&page, "乡镇03", "总分")).attribute("class").contains("provisional"));
}

#[test]
fn computed_cells_cannot_be_typed_into() {
    let page = sample();
    select(&page, "乡镇01", "总分");
    page.type_text("9");
    page.wait("a notice", || page.find("[role=alert]").text().contains("总分"));
    assert_eq!(text(&page, "乡镇01", "总分"), "55.79");
}

#[test]
fn steps_are_taken_back_and_done_again() {
    let page = sample();
    let before = book(&page);
    type_into(&page, "乡镇01", "指标06", "6");
    shows(&page, "乡镇01", "总分", "58.19");
    page.press("Control+z");
    shows(&page, "乡镇01", "总分", "55.79");
    assert_eq!(book(&page), before);
    page.press("Control+y");
    shows(&page, "乡镇01", "总分", "58.19");
    page.role("button", "撤销").click();
    shows(&page, "乡镇01", "总分", "55.79");
    page.wait("nothing left to undo", || page.find("[aria-label='撤销']").attribute("disabled") == "true");
}

#[test]
fn keys_work_as_in_a_spreadsheet() {
    let page = sample();
    select(&page, "乡镇01", "指标06");
    // F2 changes what is there, Tab goes right, Escape forgets, Delete clears.
    page.press("F2");
    page.type_text("1");
    page.press("Tab");
    shows(&page, "乡镇01", "指标06", "3.61");
    page.type_text("5");
    page.press("Escape");
    shows(&page, "乡镇01", "指标07", "2.6");
    page.press("Delete");
    shows(&page, "乡镇01", "指标07", "");
    page.press("ArrowDown");
    page.type_text("1");
    page.press("ArrowDown");
    shows(&page, "乡镇02", "指标07", "1");
    assert_eq!(page.hook("cell-name").text(), "乡镇03 · 指标07");
}

#[test]
fn a_reload_keeps_everything() {
    let page = sample();
    type_into(&page, "乡镇01", "指标06", "6");
    tab(&page, "村月考评");
    period(&page, "2018-03");
    let before = book(&page);
    page.reload();
    page.wait("the same tab", || page.find(".tabs [aria-selected=true]").text() == "村月考评");
    assert_eq!(page.find(".periods select").value(), "2018-03");
    assert_eq!(book(&page), before);
    tab(&page, "乡镇周考评");
    period(&page, "2018-W01");
    shows(&page, "乡镇01", "总分", "58.19");
}

#[test]
fn an_empty_book_is_filled_by_hand() {
    let page = empty();
    tab(&page, "村");
    new_row(&page, "甲村");
    new_row(&page, "乙村");
    tab(&page, "村月考评");
    page.role("button", "开启考评期…").click();
    let fields = ["从", "到"].map(|label| page.field(label));
    for field in fields {
        field.fill("2018年3月");
    }
    page.role("button", "开启").click();
    type_into(&page, "乙村", "村指标1", "20");
    shows(&page, "乙村", "排名", "1");
    shows(&page, "甲村", "排名", "2");
    // The next period is one press away.
    page.role("button", "开启2018年4月").click();
    page.wait("April", || page.find(".periods select").value() == "2018-04");
    saved(&page);
}

#[test]
fn entries_of_a_register_count_at_once() {
    let page = sample();
    tab(&page, "专责小组月考评");
    shows(&page, "专责小组01", "得分", "98");
    tab(&page, "专责小组任务清单");
    page.find(".grid tbody td");
    page.role("button", "＋ 增加一行").click();
    page.type_text("专责小组01");
    page.press("Enter");
    page.press("ArrowUp");
    page.press("Control+ArrowRight");
    let rows = page.script("return document.querySelectorAll('.grid tbody tr[data-r]').length");
    assert!(rows.as_u64().unwrap_or_default() < 80, "only the rows in sight are drawn, not {rows}");
    // A task of 100 points with nothing done.
    let last = page.script("return [...document.querySelectorAll('.grid tbody tr')].at(-2).dataset.r");
    assert!(last.is_string() || last.is_null());
    let at = page.hook("cell-name").text();
    assert!(at.starts_with("专责小组01"), "{at}");
    page.press("Home");
    for _ in 0..3 {
        page.press("ArrowRight");
    }
    page.type_text("100");
    page.press("Tab");
    page.press("Tab");
    page.type_text("0");
    page.press("Enter");
    tab(&page, "专责小组月考评");
    page.wait("another score", || text(&page, "专责小组01", "得分") != "98");
    page.assert_no_errors();
}

fn new_row(page: &Page, name: &str) {
    page.role("button", "＋ 增加一行").click();
    page.type_text(name);
    page.press("Enter");
    page.wait(name, || page.find_all(".grid .pane .frozen").iter().any(|header| header.text() == name));
}
