//! Chinese and English: switched in the page, remembered, and the scheme's own names stay.

use crate::harness::Page;
use crate::steps::sample;

#[test]
fn the_language_is_switched_and_remembered() {
    let page = sample();
    page.role("button", "EN").click();
    page.wait("English", || page.find("header").text().contains("File"));
    assert_eq!(page.script("return document.documentElement.lang"), "en");
    // The scheme's own names stay as they are.
    assert!(page.find(".grid thead").text().contains("指标01"));
    page.reload();
    page.role("button", "Undo");
    page.role("button", "中文").click();
    page.role("button", "撤销");
    assert_eq!(page.script("return document.documentElement.lang"), "zh-CN");
}

#[test]
fn the_address_can_ask_for_english() {
    let page = Page::open_at("?lang=en");
    page.role("button", "Open with sample data");
    page.assert_no_errors();
}
