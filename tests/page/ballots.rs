//! Votes 民主测评: entered in the same grid, under a heading of their own.

use serde_json::json;

use crate::harness::Page;
use crate::steps::{shows, tab, type_into};

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
