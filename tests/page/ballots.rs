//! Votes 民主测评: entered in the same grid, under a heading of their own.

use serde_json::json;

use crate::harness::Page;
use crate::steps::{book, cell, give, shows, tab, type_into, with_empty};

#[test]
fn a_vote_moves_the_panel_and_the_score() {
    let page = Page::open();
    page.role("button", "用示例数据打开");
    let choose = "const card = [...document.querySelectorAll('.card')].find((card) => \
                  card.textContent.includes(arguments[0])); card.querySelector('button').click()";
    page.script_with(choose, &[json!("双述双评")]);
    page.find(".grid tbody td");
    assert!(page.find(".tabs .strip").text().contains("民主测评"));
    tab(&page, "第一书记");
    // 考核组成员: 1 × 70 and 8 × 50 of 9 valid votes; expected-第一书记.csv.
    shows(&page, "第一书记001", "总体评价考核组成员", "52.22");
    shows(&page, "第一书记001", "总体评价", "54.61");
    tab(&page, "双评测评");
    shows(&page, "第一书记001", "有效票", "9");
    type_into(&page, "第一书记001", "好", "1");
    shows(&page, "第一书记001", "有效票", "10");
    tab(&page, "第一书记");
    shows(&page, "第一书记001", "总体评价考核组成员", "57");
    shows(&page, "第一书记001", "总体评价", "56.53");
    page.assert_no_errors();
}

/// Ballot by ballot: a digit is the option of that number, and the next mark waits.
#[test]
fn a_ballot_takes_a_key_a_mark() {
    let page = with_empty(Page::open());
    let text = json!({
        "format": "baton-book", "version": 1, "name": "单票",
        "editions": [{ "scheme": {
            "name": "单票", "classes": [{ "name": "人" }],
            "sheets": [{ "name": "表", "class": "人", "cycle": "year", "indicators": [
                { "name": "测评", "full": 100, "method": { "kind": "ballots", "register": "票", "dimension": "德" } }] }],
            "registers": [{ "name": "票", "classes": ["人"], "cycle": "year", "ballot": {
                "form": "single", "dimensions": ["德", "能"],
                "options": [{ "name": "好", "worth": 100 }, { "name": "中", "worth": 60 }] } }],
        } }],
        "periods": { "year": { "first": "2018", "last": "2018" } },
        "roster": { "人": [{ "id": "甲" }] },
        "registers": { "票": [
            { "id": "a", "subject": "甲", "when": "2018", "values": { "票号": "1" } },
            { "id": "b", "subject": "甲", "when": "2018", "values": { "票号": "2" } }] },
    });
    give(&page, "votes.json", &text.to_string());
    page.role("button", "作为另一个工作簿打开").click();
    page.find(".grid tbody td");
    tab(&page, "票");
    page.find(&cell(&page, "甲", "德")).click();
    page.wait("what digits stand for", || page.hook("digits").text() == "按数字键填写：1 好　2 中　3 弃权");
    for key in ["1", "2", "2", "3"] {
        page.press(key);
    }
    let marks = || {
        let entries = book(&page)["registers"]["票"].clone();
        let mark = |at: usize, of: &str| entries[at]["values"][of].as_str().unwrap_or_default().to_owned();
        [mark(0, "德"), mark(0, "能"), mark(1, "德"), mark(1, "能")].join(" ")
    };
    page.wait("four marks by four keys", || marks() == "好 中 中 弃权");
    tab(&page, "表");
    shows(&page, "甲", "测评", "80");
    page.assert_no_errors();
}
