//! 模拟测算: a weight is raised, one sees who moves and why, and it is taken back or becomes the rule.

use serde_json::json;

use crate::harness::Page;
use crate::steps::{book, sample, shows, tab, text};

/// The lab over the sample's weekly sheet.
fn lab() -> Page {
    let page = sample();
    tab(&page, "模拟测算");
    page.find("[data-test=moves] tbody tr");
    page
}

/// Slides a parameter to a value, and lets go where asked.
fn slide(page: &Page, name: &str, value: &str, lets_go: bool) {
    let slide = "const slider = [...document.querySelectorAll('[data-test=sliders] input[type=range]')] \
                     .find((slider) => slider.getAttribute('aria-label') === arguments[0]); \
                 slider.value = arguments[1]; \
                 slider.dispatchEvent(new Event('input', { bubbles: true })); \
                 if (arguments[2]) slider.dispatchEvent(new Event('change', { bubbles: true }))";
    page.script_with(slide, &[json!(name), json!(value), json!(lets_go)]);
}

/// The line of a subject in the table of who moves.
fn line(page: &Page, subject: &str) -> String {
    let line = "const row = [...document.querySelectorAll('[data-test=moves] tbody tr')] \
                    .find((row) => row.querySelector('th').textContent === arguments[0]); \
                return row ? [...row.cells].map((cell) => cell.textContent).join(' | ') : ''";
    page.script_with(line, &[json!(subject)]).as_str().unwrap_or_default().to_owned()
}

fn cards(page: &Page) -> Vec<String> {
    page.find_all("[data-test=cards] li label").iter().map(|card| card.text()).collect()
}

#[test]
fn a_weight_is_raised_who_moves_is_seen_and_it_is_taken_back() {
    let page = lab();
    // While one drags the table follows, and nothing is written down.
    slide(&page, "指标01.分值", "16", false);
    page.wait("it moves", || line(&page, "乡镇02").contains("→"));
    assert!(page.find_all("[data-test=cards]").is_empty(), "nothing is written down yet");
    // Let go, it is a card in words.
    slide(&page, "指标01.分值", "16", true);
    page.wait("the card", || cards(&page) == ["乡镇周考评 · 指标01 的分值 8 → 16"]);
    assert_eq!(book(&page)["variants"][0]["cards"].as_array().map(Vec::len), Some(1));
    // Which card moved it by how much: with one card the whole.
    page.role("button", "乡镇02").click();
    let shares = page.hook("shares").text();
    assert!(shares.contains("乡镇周考评 · 指标01 的分值 8 → 16"), "{shares}");
    // Switched off it does nothing; undo switches it on again.
    page.find("[data-test=cards] input[type=checkbox]").click();
    page.wait("nothing moves", || !line(&page, "乡镇02").contains("→"));
    page.role("button", "撤销").click();
    page.wait("it moves again", || line(&page, "乡镇02").contains("→"));
    // Taken back, no trace is left.
    page.role("button", "放弃").click();
    page.wait("nothing is left", || book(&page).get("variants").is_none());
    assert!(!line(&page, "乡镇02").contains("→"));
}

#[test]
fn what_is_adopted_gives_what_the_variant_showed() {
    let page = lab();
    slide(&page, "指标01.分值", "16", true);
    page.wait("it moves", || line(&page, "乡镇02").contains("→"));
    let shown = line(&page, "乡镇02");
    let (_, after) = shown.split_once("→ ").expect("the score after");
    let after = after.split([' ', '|']).next().unwrap_or_default().to_owned();
    page.role("button", "采用").click();
    // The form asks from when on; left empty it replaces the rules in force.
    page.find("form.lab-adopt button.main").click();
    page.wait("no variant is left", || book(&page).get("variants").is_none());
    tab(&page, "乡镇周考评");
    shows(&page, "乡镇02", "总分", &after);
    // Undo brings rules and variant back.
    page.press("Control+z");
    page.wait("the rules before", || text(&page, "乡镇02", "总分") != after);
    assert_eq!(book(&page)["variants"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_rule_switched_off_takes_its_actions_away_and_the_backtest_tells_whom() {
    let page = lab();
    page.find("details.lab-rules summary").click();
    let sheet = "const select = document.querySelector('.lab-sheet select'); \
                 select.value = [...select.options].find((of) => of.textContent === arguments[0]).value; \
                 select.dispatchEvent(new Event('change', { bubbles: true }))";
    page.script_with(sheet, &[json!("乡镇月考评")]);
    let rules = page.find_all("[data-test=rules] input");
    assert!(!rules.is_empty());
    for at in 0..rules.len() {
        page.find_all("[data-test=rules] input")[at].click();
    }
    page.wait("the rules are off", || {
        cards(&page).iter().filter(|card| card.contains("停用结果运用规则")).count() == rules.len()
    });
    page.role("button", "历史回测").click();
    page.wait("whom it hits", || {
        page.find_all("[data-test=backtest] tbody td:last-child")
            .iter()
            .any(|cell| cell.text().contains("乡镇"))
    });
}
