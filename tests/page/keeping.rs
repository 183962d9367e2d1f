//! Losing nothing: what is called saved is there again, whatever becomes of the browser or the storage.

use std::fs;

use serde_json::Value;

use crate::harness::Page;
use crate::steps::{book, case, give, menu, sample, saved, shows, stored, texts, type_into};

#[test]
fn every_command_is_kept_at_once() {
    let page = sample();
    saved(&page);
    type_into(&page, "乡镇01", "指标06", "6");
    type_into(&page, "乡镇01", "指标07", "1");
    page.press("Control+z");
    shows(&page, "乡镇01", "指标07", "2.6");
    saved(&page);
    // No pause: the journal has the three of them before there is a snapshot.
    assert_eq!(texts(&page).iter().filter(|(key, _)| key.starts_with("journal/")).count(), 3);
    page.reload();
    shows(&page, "乡镇01", "总分", "58.19");
    assert_eq!(stored(&page).log().len(), 3);
    page.assert_no_errors();
}

#[test]
fn a_book_of_the_first_release_is_found_and_becomes_the_first_of_the_list() {
    let page = Page::open();
    let text = fs::read_to_string(case().join("../../../src/templates/ningming/sample.json")).unwrap();
    page.script_with("localStorage.setItem('baton.book', arguments[0])", &[text.into()]);
    page.script("localStorage.setItem('baton.view', 'sheet:村月考评\\nmonth=2018-03')");
    page.reload();
    page.find(".grid tbody td");
    saved(&page);
    page.wait("the old key is gone", || page.stored("baton.book").is_none());
    page.reload();
    page.find(".grid tbody td");
    menu(&page, "工作簿列表…");
    page.wait("one book", || page.find_all("[data-test=books] tbody tr").len() == 1);
    page.assert_no_errors();
}

#[test]
fn an_old_text_that_cannot_be_read_is_put_aside() {
    let page = Page::open();
    page.script("localStorage.setItem('baton.book', '{\"format\":\"baton-book\"')");
    page.reload();
    page.wait("the notice", || page.find("[role=alert]").text().contains("上次保存的工作簿无法读取"));
    assert_eq!(page.stored("baton.unread").as_deref(), Some("{\"format\":\"baton-book\""));
    page.role("button", "保存原文为文件").click();
    assert_eq!(page.downloaded().1, b"{\"format\":\"baton-book\"");
}

#[test]
fn a_full_storage_is_told_at_once_and_the_file_offered() {
    let page = sample();
    book(&page);
    page.script(
        "IDBObjectStore.prototype.real = IDBObjectStore.prototype.add; IDBObjectStore.prototype.add = \
         function () { throw new DOMException('full', 'QuotaExceededError') }",
    );
    type_into(&page, "乡镇01", "指标06", "6");
    page.role("button", "另存为文件").click();
    let (_, content) = page.downloaded();
    let kept: Value = serde_json::from_slice(&content).unwrap();
    assert_eq!(kept["format"], "baton-book");
    assert!(page.hook("saved").text().contains("没有保存"));
    // As soon as there is room again, all of it is kept.
    type_into(&page, "乡镇01", "指标07", "1");
    page.script("IDBObjectStore.prototype.add = IDBObjectStore.prototype.real");
    page.role("button", "重试").click();
    saved(&page);
    assert_eq!(stored(&page).log().len(), 2);
}

#[test]
fn another_scheme_or_book_from_a_file_lies_beside_the_first() {
    let page = sample();
    type_into(&page, "乡镇01", "指标06", "6");
    let before = book(&page);
    give(&page, "book.json", &before.to_string().replace("宁明县考评（示例数据）", "第二本"));
    page.role("button", "作为另一个工作簿打开").click();
    page.wait("the second", || page.field("工作簿名称").value() == "第二本");
    saved(&page);
    menu(&page, "工作簿列表…");
    page.wait("two books", || page.find_all("[data-test=books] tbody tr").len() == 2);
    page.role("button", "打开").click();
    page.wait("the first", || page.field("工作簿名称").value() == "宁明县考评（示例数据）");
    shows(&page, "乡镇01", "总分", "58.19");
    page.assert_no_errors();
}
