//! The side panel: why a cell has its value, what was done to it, what is wrong; and the outcome that leads to it.

use crate::harness::Page;
use crate::steps::{book, cell, period, sample, select, shows, tab, text, type_into};

/// Opens the explanation of a cell and waits until it says something.
fn explains(page: &Page, subject: &str, column: &str, expected: &[&str]) {
    select(page, subject, column);
    if page.find_all("aside.side").is_empty() {
        page.press("Alt+w");
    }
    says(page, expected);
}

/// Waits until the explanation holds all of these texts.
fn says(page: &Page, expected: &[&str]) {
    for text in expected {
        page.wait(&format!("“{text}”"), || told(page).contains(text));
    }
}

fn told(page: &Page) -> String {
    page.script("return document.querySelector('.side-part')?.innerText ?? ''")
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Presses the first link of the panel that is called so.
fn follow(page: &Page, name: &str) {
    let press = "const link = [...document.querySelectorAll('.side .link')].find((link) => \
                 link.textContent === arguments[0]); link?.click(); return !!link";
    page.wait(name, || page.script_with(press, &[serde_json::json!(name)]).as_bool() == Some(true));
}

fn active(page: &Page) -> String {
    page.hook("cell-name").text()
}

#[test]
fn why_for_a_total_leads_to_its_parts_and_back() {
    let page = sample();
    explains(
        &page,
        "乡镇01",
        "总分",
        &["满分 100 分，得 55.79 分，失 44.21 分", "由以下 17 项相加", "四舍五入"],
    );
    says(&page, &["其中 16 项失分，失分最多的是指标04（失 3.82 分）"]);
    follow(&page, "指标04");
    page.wait("the part", || active(&page) == "乡镇01 · 指标04");
    says(&page, &["指标04完成数（4）÷ 指标04任务数（11）× 指标04的分值（6） = 2.18"]);
    follow(&page, "指标04完成数");
    page.wait("what it read", || active(&page) == "乡镇01 · 指标04完成数");
    says(&page, &["由人填写：4"]);
    page.press("Alt+ArrowLeft");
    page.press("Alt+ArrowLeft");
    page.wait("back", || active(&page) == "乡镇01 · 总分");
    // It follows what is typed.
    type_into(&page, "乡镇01", "指标06", "6");
    explains(&page, "乡镇01", "总分", &["得 58.19 分"]);
    page.assert_no_errors();
}

#[test]
fn why_for_a_rank_names_those_above_and_below() {
    let page = sample();
    explains(&page, "乡镇01", "排名", &["13 个对象按总分从高到低排列，排第 12", "第 11 名", "乡镇13"]);
    follow(&page, "乡镇04");
    page.wait("the one above", || active(&page) == "乡镇04 · 总分");
}

#[test]
fn why_for_an_exempt_cell_and_for_the_total_without_it() {
    let page = sample();
    type_into(&page, "乡镇01", "指标06", "不适用");
    explains(&page, "乡镇01", "指标06", &["此项不适用，不计分，也不占分值"]);
    explains(&page, "乡镇01", "总分", &["不适用的项不计，其分值摊到其余各项", "分值 6 不计"]);
}

#[test]
fn why_for_a_flag_tells_the_condition_with_its_values() {
    let page = sample();
    tab(&page, "村月考评");
    period(&page, "2018-03");
    explains(
        &page,
        "村001",
        "流动旗",
        &["倒数名次（4）≤ 黄旗名次线（5）且 得分（53.6）< 黄旗得分线（70）", "成立，所以为“黄旗”"],
    );
}

#[test]
fn an_action_leads_to_its_reason_and_notes_are_kept() {
    let page = sample();
    tab(&page, "结果与运用");
    let why = page.find("[data-test=actions] .link");
    let action = why.text();
    why.click();
    page.wait("the action", || told(&page).contains(&action) && told(&page).contains("原因如下"));
    says(&page, &["条件成立", "奖励（奖工作补休）不为空", "排名（2）对应“奖工作补休”"]);
    let link = page.find(".why-items .link");
    link.click();
    page.wait("its cell", || {
        page.find_all("[data-test=cell-name]").iter().any(|name| !name.text().is_empty())
    });
    tab(&page, "结果与运用");
    let remark = page.find("[data-test=actions] tbody tr input.remark");
    remark.fill("已谈话");
    page.press("Tab");
    page.wait("kept", || book(&page)["actions"][0]["is"]["note"] == "已谈话");
}

#[test]
fn the_history_of_a_cell_tells_what_was_typed_and_taken_back() {
    let page = sample();
    type_into(&page, "乡镇01", "指标06", "6");
    shows(&page, "乡镇01", "总分", "58.19");
    page.press("Control+z");
    shows(&page, "乡镇01", "总分", "55.79");
    select(&page, "乡镇01", "指标06");
    page.press("Alt+h");
    says(&page, &["6 → 3.6", "撤销", "3.6 → 6"]);
    // A computed cell tells what was typed into what it reads.
    select(&page, "乡镇01", "总分");
    says(&page, &["没有改动记录", "所用数据的改动", "3.6 → 6"]);
}

#[test]
fn a_computed_cell_is_replaced_by_hand_listed_and_given_back() {
    let page = sample();
    explains(&page, "乡镇02", "总分", &["得 89.5 分"]);
    page.role("button", "更正…").click();
    page.field("更正为").fill("80");
    page.field("理由（必填）").fill("漏扣");
    page.field("更正人").fill("张三");
    page.role("button", "更正").click();
    shows(&page, "乡镇02", "总分", "80");
    assert!(page.find(&cell(&page, "乡镇02", "总分")).attribute("class").contains("overridden"));
    page.wait("another rank", || text(&page, "乡镇02", "排名") != "2");
    says(&page, &["已更正：按办法算得 89.5，更正为 80。理由：漏扣（张三"]);
    page.role("button", "全部更正").click();
    let list = page.hook("overrides");
    assert!(list.text().contains("漏扣") && list.text().contains("89.5"), "{}", list.text());
    page.find("[data-test=overrides] tbody td:last-child button").click();
    shows(&page, "乡镇02", "总分", "89.5");
    page.assert_no_errors();
}

#[test]
fn what_a_mark_rests_on_is_kept_beside_it() {
    let page = sample();
    explains(&page, "乡镇01", "指标06", &[]);
    page.role("button", "佐证材料…").click();
    page.field("文号").fill("宁指发〔2018〕3号");
    page.field("日期").fill("2018年1月5日");
    let file = std::env::temp_dir().join(format!("baton-evidence-{}.txt", std::process::id()));
    std::fs::write(&file, "abc").unwrap();
    page.find("[data-test=evidence] input[type=file]").upload(&file);
    // The known digest of these three letters.
    let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    page.wait("its checksum", || page.field("SHA-256").value() == sum);
    std::fs::remove_file(&file).unwrap();
    page.role("button", "记下佐证").click();
    says(&page, &["佐证材料：宁指发〔2018〕3号，2018-01-05", "ba7816bf8f01"]);
    page.role("button", "删除佐证").click();
    page.wait("it is gone", || !page.hook("why").text().contains("宁指发"));
    page.assert_no_errors();
}

#[test]
fn problems_are_walked_through_with_a_key() {
    let page = sample();
    type_into(&page, "乡镇03", "指标06", "61");
    type_into(&page, "乡镇05", "指标07", "x");
    select(&page, "乡镇01", "总分");
    let visited = || {
        page.press("F8");
        page.wait("a problem", || !page.find_all(".problem-list [aria-current]").is_empty());
        active(&page)
    };
    let mut seen: Vec<String> = (0..2).map(|_| visited()).collect();
    seen.sort();
    assert_eq!(seen, ["乡镇03 · 指标06", "乡镇05 · 指标07"]);
    page.press("Shift+F8");
    page.wait("the one before", || active(&page) != seen[1] || active(&page) != seen[0]);
    assert!(page.role("tab", "问题 2").text().contains('2'));
}

#[test]
fn periods_are_changed_by_key() {
    let page = sample();
    let shown = || page.find(".periods select").value();
    assert_eq!(shown(), "2018-W01");
    page.press("Alt+PageDown");
    page.wait("the next week", || shown() == "2018-W02");
    page.press("Alt+PageUp");
    page.wait("the week before", || shown() == "2018-W01");
}

#[test]
fn a_period_is_compared_with_the_one_before() {
    let page = sample();
    page.press("Alt+PageDown");
    page.press("Alt+c");
    let changes = || {
        page.script("return [...document.querySelectorAll('.grid .change')].map((mark) => [mark.textContent, mark.title])")
    };
    page.wait("changes", || changes().as_array().is_some_and(|list| list.len() > 20));
    let list = changes().to_string();
    assert!(
        list.contains("比上一期升")
            && list.contains("比上一期少")
            && list.contains('▲')
            && list.contains('▼'),
        "{list}"
    );
    page.role("button", "与上一期比较").click();
    page.wait("none", || changes().as_array().is_some_and(Vec::is_empty));
}

#[test]
fn a_phone_shows_one_subject_at_a_time_and_rankings_as_lists() {
    let page = sample();
    let phone = serde_json::json!({ "width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true });
    page.cdp("Emulation.setDeviceMetricsOverride", &phone);
    page.hook("phone-cells");
    let mark = page.find("[data-name='指标06'] input");
    assert_eq!(mark.value(), "3.6");
    mark.fill("6");
    page.find("[data-name='指标07'] input").click();
    page.wait("the total", || page.find("[data-name='总分'] .value").text() == "58.19");
    page.role("button", "下一个对象").click();
    page.wait("the next", || page.find("[data-name='总分'] .value").text() == "89.5");
    page.role("button", "排名榜").click();
    page.wait("the ranking", || page.hook("phone-rankings").text().contains("乡镇10"));
    let first = page.find(".phone-ranking button");
    assert!(first.text().contains("90.54"), "{}", first.text());
    first.click();
    page.wait("the first", || page.find("[data-name='总分'] .value").text() == "90.54");
    page.find("[data-name='总分'] .value").click();
    page.wait("why", || told(&page).contains("得 90.54 分"));
    page.assert_no_errors();
}
