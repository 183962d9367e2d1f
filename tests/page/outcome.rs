//! 结果与运用: actions with their days, by state and due day, and the recurring duties.

use serde_json::json;

use crate::harness::Page;
use crate::steps::{book, tab};

/// A sample, on the page of results.
fn outcome_of(name: &str) -> Page {
    let page = Page::open();
    let card = "const card = [...document.querySelectorAll('.card')].find((card) => card.textContent.includes(arguments[0])); \
                card.querySelector('button.main').click()";
    page.find(".card button.main");
    page.script_with(card, &[json!(name)]);
    page.find(".tabs button");
    tab(&page, "结果与运用");
    page.find("[data-test=actions] tbody tr");
    page
}

fn choose(page: &Page, label: &str, value: &str) {
    let field = page.field(label);
    page.script_with(
        "const [select, value] = arguments; select.value = value; select.dispatchEvent(new Event('change', { bubbles: true }))",
        &[field.reference(), json!(value)],
    );
}

fn district() -> Page {
    outcome_of("区级激励和约谈机制")
}

/// The span is chosen in months, and what fails is told by year: the lists and actions that the statistics count stand below.
#[test]
fn what_a_year_brings_stands_below_a_span_of_months() {
    let page = outcome_of("海口市脱贫攻坚考核");
    let count = page.find("[data-test=outcome] .figures dd").text();
    let held = page.find_all("[data-test=actions] tbody tr").len();
    // Each that failed is named in a circular and held to account.
    assert_eq!(Ok(held), count.parse::<usize>().map(|failed| 2 * failed));
    assert!(page.hook("outcome").text().contains("不达标通报名单"));
    page.assert_no_errors();
}

#[test]
fn actions_say_when_they_are_due_and_what_is_late() {
    let page = district();
    let heads = page.find("[data-test=actions] thead").text();
    for head in ["安排日期", "期限", "所属计划"] {
        assert!(heads.contains(head), "{heads}");
    }
    // The sample is of 2018: whatever is not dealt with is late by now.
    choose(&page, "显示", "已逾期");
    page.wait("only what is late", || {
        let rows = page.find_all("[data-test=actions] tbody tr");
        !rows.is_empty() && page.find_all("[data-test=actions] .overdue").len() == rows.len()
    });
    let late = page.find_all("[data-test=actions] tbody tr").len();
    choose(&page, "排列", "按期限");
    // Dealt with, it is late no longer.
    let state = page.find("[data-test=actions] tbody select");
    page.script_with(
        "const select = arguments[0]; select.value = '已办理'; select.dispatchEvent(new Event('change', { bubbles: true }))",
        &[state.reference()],
    );
    page.wait("one less", || page.find_all("[data-test=actions] tbody tr").len() == late - 1);
}

#[test]
fn recurring_duties_stand_with_their_due_days_and_are_noted() {
    let page = district();
    let duties = page.hook("duties").text();
    assert!(duties.contains("报送月排名") && duties.contains("2018-02-05"), "{duties}");
    let remark = page.find("[data-test=duties] tbody tr input.remark");
    remark.fill("已报送");
    page.press("Tab");
    page.wait("kept", || book(&page)["actions"][0]["is"]["note"] == "已报送");
}
