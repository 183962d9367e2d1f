//! 模拟测算: a weight is raised, one sees who moves and why, and it is taken back or becomes the rule.

use serde_json::json;

use crate::harness::Page;
use crate::printing::printed;
use crate::steps::{book, give, sample, shows, tab, text};

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
    let line = "const row = [...document.querySelectorAll('[data-test=moves] tbody tr[data-subject]')] \
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
    // Right below its line: how it does in the indicator, and by how many places it moves.
    let below = "const told = document.querySelector('[data-test=shares]').closest('tr').previousElementSibling; \
                 return told.querySelector('th').textContent";
    assert_eq!(page.script(below), "乡镇02");
    assert!(
        shares.contains("为什么变") && shares.contains("指标01 ") && shares.contains("全体平均"),
        "{shares}"
    );
    // Switched off it does nothing; undo switches it on again.
    page.find("[data-test=cards] input[type=checkbox]").click();
    page.wait("nothing moves", || !line(&page, "乡镇02").contains("→"));
    page.role("button", "撤销").click();
    page.wait("it moves again", || line(&page, "乡镇02").contains("→"));
    // Taken back, no trace is left.
    page.role("button", "放弃").click();
    page.wait("nothing is left", || book(&page).get("variants").is_none());
    assert!(!line(&page, "乡镇02").contains("→"));
    assert_eq!(page.hook("ended").text(), "已放弃“方案1”：办法和数据都没有变。可以撤销。");
    // Taken back, the variant lies open again, with all that can be done with it.
    page.role("button", "撤销").click();
    page.wait("it moves again", || line(&page, "乡镇02").contains("→"));
    assert_eq!(page.hook("ended").text(), "");
    assert_eq!(cards(&page).len(), 1);
    page.role("button", "采用");
}

/// Where a weight was changed the others of its whole make up for it at the press of a button, as one step.
#[test]
fn the_others_of_a_whole_make_up_for_a_weight() {
    let page = lab();
    slide(&page, "指标01.分值", "16", true);
    page.wait("the card", || cards(&page).len() == 1);
    page.role("button", "同组其余按比例调整，合计仍为 100").click();
    page.wait("a card each", || cards(&page).len() > 10);
    page.wait("nothing is off", || page.find_all(".slider-rest").is_empty());
    assert!(cards(&page).contains(&"乡镇周考评 · 指标01 的分值 8 → 16".to_owned()));
    page.role("button", "撤销").click();
    page.wait("one card again", || cards(&page).len() == 1);
    page.find(".slider-rest");
    page.assert_no_errors();
}

/// Every figure leads to what it counts or to its cell, a change to where it was made.
#[test]
fn figures_and_changes_lead_to_their_cells() {
    let page = lab();
    slide(&page, "指标01.分值", "16", true);
    page.wait("the card", || cards(&page).len() == 1);
    let lines = || page.find_all("[data-test=moves] tbody tr[data-subject]").len();
    let all = lines();
    let figure = "const figure = [...document.querySelectorAll('[data-test=lab-counts] div')] \
                      .find((of) => of.querySelector('dt').textContent === arguments[0]).querySelector('button'); \
                  figure.click(); return figure.textContent";
    let press = |figure_of: &str| page.script_with(figure, &[json!(figure_of)]);
    let count = press("名次变化").as_str().and_then(|count| count.parse::<usize>().ok()).expect("a count");
    page.wait("only those", || lines() == count);
    assert!(count > 0 && count < all, "{count} of {all}");
    press("名次变化");
    page.wait("all", || lines() == all);
    // The change leads to its slider; that of a rule to the scheme editor.
    page.role("button", "查看所改之处 乡镇周考评 · 指标01 的分值 8 → 16").click();
    let at = "return document.activeElement.closest('li').querySelector('.slider-name').textContent";
    assert_eq!(page.script(at), "指标01.分值");
    // A value leads to its cell.
    page.find("[data-test=moves] tbody tr[data-subject] [data-column]").click();
    page.wait("the sheet", || page.find(".tabs [aria-selected=true]").text() == "乡镇周考评");
    tab(&page, "模拟测算");
    page.find("details.lab-rules summary").click();
    page.find("[data-test=rules] input").click();
    page.wait("a second card", || cards(&page).len() == 2);
    page.find_all("[data-test=cards] .card-line button:first-of-type")[1].click();
    page.wait("the editor", || page.find(".tabs [aria-selected=true]").text() == "考评办法");
    page.assert_no_errors();
}

/// A mark is tried without touching the data; what a card sets is typed over in it.
#[test]
fn a_mark_is_tried_and_a_card_typed_over() {
    let page = lab();
    let marks = book(&page)["marks"].clone();
    page.script(
        "document.querySelector('[data-test=try-mark]').closest('details').querySelector('summary').click()",
    );
    page.wait("its marks", || page.find_all("[data-test=try-mark] select:nth-of-type(1) option").len() > 3);
    choose(&page, "[data-test=try-mark] label:nth-of-type(2) select", "指标06");
    page.find("[data-test=try-mark] input").fill("x");
    page.find("[data-test=try-mark] button").click();
    page.wait("it is refused", || page.find(".notice").text().contains("x"));
    assert!(page.find_all("[data-test=cards] li").is_empty());
    page.find("[data-test=try-mark] input").fill("0.5");
    page.find("[data-test=try-mark] button").click();
    page.wait("the card", || cards(&page).len() == 1 && cards(&page)[0].ends_with("→ 0.5"));
    page.wait("it moves", || line(&page, "乡镇01").contains("→"));
    let tried = line(&page, "乡镇01");
    page.find("[data-test=cards] .card-value").fill("5.5");
    page.press("Enter");
    page.wait("another value", || cards(&page).len() == 1 && cards(&page)[0].ends_with("→ 5.5"));
    assert_ne!(line(&page, "乡镇01"), tried);
    // What cannot stand there is refused, and the card stays.
    slide(&page, "指标01.分值", "16", true);
    page.wait("a second card", || cards(&page).len() == 2);
    page.find_all("[data-test=cards] .card-value")[1].fill("多");
    page.press("Enter");
    page.wait("it says so", || page.find(".notice").text().contains("这里不能这样写"));
    assert_eq!(cards(&page)[1], "乡镇周考评 · 指标01 的分值 8 → 16");
    assert_eq!(book(&page)["marks"], marks, "the data stays");
    page.assert_no_errors();
}

/// Ningwu opens with a sheet that has no marks: the lab takes one that has, and says so where one looks at another.
#[test]
fn the_lab_opens_where_something_can_move() {
    let page = Page::open();
    page.find("button.main[aria-describedby=ningwu]").click();
    page.find(".grid tbody td");
    tab(&page, "模拟测算");
    page.find("[data-test=moves] tbody tr");
    assert_eq!(
        page.script("return document.querySelector('.lab-sheet select').selectedOptions[0].text"),
        "年终考核"
    );
    assert!(page.find_all("[data-test=unmarked]").is_empty());
    choose(&page, ".lab-sheet select", "目标任务分项");
    assert!(page.hook("unmarked").text().contains("还没有得分"));
    choose(&page, ".lab-sheet select", "年终考核");
    // Nothing there is put together from indicators: said, not left empty.
    page.role("button", "去掉一项").click();
    page.hook("nothing-to-leave-out");
    // Goal seek by grade: what is far away is told with its sheet and period.
    page.role("button", "反推").click();
    page.find("[data-test=goal]");
    choose(&page, "[data-test=goal]", "等次不低于：优秀");
    page.role("button", "查找").click();
    page.wait("an answer", || !page.find_all(".lab-outcome [role=status]").is_empty());
    // What was found is tried by a press, and one sees who moves.
    page.find("[data-test=unit] tbody td button, .lab-outcome p > button:not(.link)").click();
    page.wait("the cards", || !cards(&page).is_empty());
    page.find("[data-test=moves] tbody tr");
    page.assert_no_errors();
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
    assert!(page.hook("ended").text().starts_with("已采用“方案1”：现行办法已更新"));
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

/// Chooses something in a drop-down of the lab by what it shows.
fn choose(page: &Page, selector: &str, shown: &str) {
    let choose = "const select = document.querySelector(arguments[0]); \
                  const option = [...select.options].find((of) => of.textContent === arguments[1]); \
                  if (!option) return [...select.options].map((of) => of.textContent); \
                  select.value = option.value; \
                  select.dispatchEvent(new Event('change', { bubbles: true })); return true";
    assert_eq!(page.script_with(choose, &[json!(selector), json!(shown)]), true, "{shown}");
}

fn variants(page: &Page) -> usize {
    book(page)["variants"].as_array().map_or(0, Vec::len)
}

#[test]
fn a_patch_goes_by_link_and_shows_what_it_holds_before_it_is_taken_over() {
    let page = lab();
    slide(&page, "指标01.分值", "16", true);
    page.wait("the card", || cards(&page).len() == 1);
    let shown = line(&page, "乡镇02");
    page.role("button", "链接").click();
    page.wait("the link", || page.hook("link").value().contains("#variant=1."));
    let link = page.hook("link").value();
    let fragment = link.split_once('#').map(|(_, fragment)| format!("#{fragment}")).expect("a fragment");
    page.role("button", "复制").click();
    page.wait("it says so", || page.find(".lab-link [role=status]").text() == "已复制。");
    page.role("button", "放弃").click();
    page.wait("nothing is left", || variants(&page) == 0);

    // In a page that is open the link shows what it holds; the address forgets it; left alone it leaves no trace.
    let go = |fragment: &str| _ = page.script_with("location.hash = arguments[0]", &[json!(fragment)]);
    go(&fragment);
    page.wait("what it holds", || {
        page.hook("patch-cards").text().contains("乡镇周考评 · 指标01 的分值 8 → 16")
    });
    assert_eq!(page.script("return location.hash"), "");
    page.role("button", "取消").click();
    assert_eq!(variants(&page), 0);

    // Cut off it is refused.
    go(&fragment[..fragment.len() - 6]);
    page.wait("it is damaged", || page.find("dialog").text().contains("链接不完整或已损坏"));
    page.role("button", "关闭").click();
    // Of another version too.
    go(&fragment.replace("=1.", "=7."));
    page.wait("it is newer", || page.find("dialog").text().contains("第 7 版"));
    page.role("button", "关闭").click();
    assert_eq!(variants(&page), 0);

    // Opened with the page it comes when the book is there, and is taken over by a click.
    page.go(&format!("?again{fragment}"));
    page.hook("patch-cards");
    assert_eq!(page.script("return location.hash"), "");
    assert_eq!(variants(&page), 0);
    page.role("button", "放入模拟测算").click();
    page.wait("the card", || cards(&page) == ["乡镇周考评 · 指标01 的分值 8 → 16"]);
    assert_eq!(line(&page, "乡镇02"), shown);
    page.press("Control+z");
    page.wait("undo leaves no trace", || variants(&page) == 0);
    page.assert_no_errors();
}

#[test]
fn a_patch_goes_as_a_file_and_one_of_another_scheme_is_refused() {
    let page = lab();
    slide(&page, "指标01.分值", "16", true);
    page.wait("the card", || cards(&page).len() == 1);
    page.role("button", "存为文件").click();
    let (name, bytes) = page.downloaded();
    assert_eq!(name, "方案1.json");
    let text = String::from_utf8(bytes).expect("a text");
    assert!(text.contains("\"format\":\"baton-variant\""), "{text}");
    give(&page, "方案.json", &text);
    page.hook("patch");
    page.role("button", "放入模拟测算").click();
    page.wait("a second one", || variants(&page) == 2);
    // None of the changes has its place here.
    give(&page, "别的.json", &text.replace("sheets", "tariffs"));
    page.wait("it says so", || page.find("dialog [role=alert]").text().contains("都找不到对应内容"));
    assert!(page.find_all("dialog button").iter().all(|button| button.text() != "放入模拟测算"));
    page.role("button", "取消").click();
    give(&page, "坏的.json", &text.replace("\"cards\"", "\"kards\""));
    page.wait("the mistake", || page.find("dialog").text().contains("kards"));
    page.role("button", "关闭").click();
    assert_eq!(variants(&page), 2);
}

#[test]
fn any_two_variants_are_compared() {
    let page = lab();
    slide(&page, "指标01.分值", "16", true);
    page.wait("it moves", || line(&page, "乡镇02").contains("→"));
    let first = line(&page, "乡镇02");
    page.role("button", "以此方案为基础新建").click();
    page.wait("the second", || page.hook("pair").text().contains("方案2"));
    page.wait("the same against the scheme", || line(&page, "乡镇02") == first);
    // Against the one it is based on nothing moves, until something is changed.
    choose(&page, "[data-test=against]", "方案1");
    page.wait("both sides are told", || page.hook("pair").text() == "方案1 → 方案2");
    page.wait("nothing moves", || !line(&page, "乡镇02").contains("→"));
    slide(&page, "指标02.分值", "20", true);
    page.wait("it moves", || line(&page, "乡镇02").contains("→"));
    page.role("button", "乡镇02").click();
    page.wait("its share", || page.hook("shares").text().contains("指标02"));
    assert!(!page.hook("shares").text().contains("指标01"), "what both have is no change between them");
    choose(&page, "[data-test=against]", "现行办法");
    page.wait("both changes", || {
        let told = page.hook("shares").text();
        told.contains("指标01") && told.contains("指标02")
    });
    // A third that is based on neither: what lies between them is told, and comes to the whole.
    page.role("button", "新建方案").click();
    page.wait("the third", || page.hook("pair").text().contains("方案3"));
    slide(&page, "指标03.分值", "14", true);
    choose(&page, "[data-test=against]", "方案1");
    page.wait("both sides", || page.hook("pair").text() == "方案1 → 方案3");
    assert!(page.hook("left-changes").text().contains("指标01 的分值 8 → 16"));
    page.wait("what lies between", || {
        let told = page.hook("shares").text();
        told.contains("指标01 的分值 16 → 8") && told.contains("指标03 的分值")
    });
    let sums = "return [...document.querySelectorAll('[data-test=shares] table')].map((of) => { \
                    const number = (cell) => Math.round(parseFloat(cell.textContent.replace('−', '-')) * 1e4) || 0; \
                    const parts = [...of.querySelectorAll(':scope > tbody td.number')].map(number); \
                    return [parts.length, Math.abs(parts.reduce((sum, part) => sum + part, 0) - number(of.querySelector('tfoot td')))] })";
    let sums = page.script(sums);
    let of_score = &sums[0];
    assert_eq!(of_score[0], 2, "{sums}");
    assert!(of_score[1].as_f64().is_some_and(|off| off <= 1.0), "shares come to the whole: {sums}");
}

#[test]
fn all_periods_are_told_together() {
    let page = lab();
    slide(&page, "指标01.分值", "16", true);
    page.wait("it moves", || line(&page, "乡镇02").contains("→"));
    choose(&page, "[data-test=lab-period]", "全部各期");
    let periods = page.find_all("[data-test=lab-period] option").len() - 1;
    page.wait("its sums", || page.hook("over").text().contains(&format!("/ {periods} 期")));
    let heads: Vec<String> =
        page.find_all("[data-test=over] thead th").iter().map(|head| head.text()).collect();
    assert!(
        heads.contains(&"总分·变化合计".to_owned()) && heads.contains(&"总分·平均变化".to_owned()),
        "{heads:?}"
    );
    // Each leads to its cells.
    page.role("button", "乡镇02").click();
    page.wait("the sheet", || page.find(".tabs [aria-selected=true]").text() == "乡镇周考评");
}

#[test]
fn what_moves_a_subject_and_what_each_indicator_tells() {
    let page = lab();
    page.role("button", "受什么影响").click();
    page.find("[data-test=tornado] rect");
    let rows = page.find_all("[data-test=swings] tbody tr").len();
    assert_eq!(page.find_all("[data-test=tornado] rect").len(), rows, "a bar for each line of the table");
    page.role("button", "去掉一项").click();
    page.find("[data-test=left-out] tbody tr");
    // A line leads to its cells.
    page.find("[data-test=left-out] tbody th button").click();
    page.wait("the sheet", || page.find(".tabs [aria-selected=true]").text() == "乡镇周考评");
    page.assert_no_errors();
}

/// Begins so many draws.
fn draw(page: &Page, draws: &str) {
    let ask = "const form = [...document.querySelectorAll('form.fields')].at(-1); \
               form.querySelector('input').value = arguments[0]; \
               form.querySelector('input').dispatchEvent(new Event('input', { bubbles: true }))";
    page.script_with(ask, &[json!(draws)]);
    page.role("button", "开始模拟").click();
}

/// Has so many draws made and gives what they came to.
fn simulate(page: &Page, draws: &str) -> String {
    draw(page, draws);
    let all = format!("{draws} / {draws}");
    page.wait("all draws", || page.hook("draws").text().contains(&all));
    page.hook("heats").text()
}

#[test]
fn draws_are_made_beside_the_page_and_come_to_the_same_in_it() {
    let page = lab();
    page.role("button", "稳不稳").click();
    // The name of a parameter leads to its slider.
    page.find("[data-test=intervals] tbody th button").click();
    let at = "return document.activeElement.className";
    assert_eq!(page.script(at), json!("slider-number"));
    page.script(
        "window.begun = 0; const Own = Worker; \
         window.Worker = class extends Own { constructor(...of) { super(...of); window.begun += 1 } }",
    );
    let beside = simulate(&page, "300");
    // They share the draws out, one a core.
    let cores = page.script("return Math.min(navigator.hardwareConcurrency, 4)");
    let begun = page.script("return window.begun");
    assert_eq!(begun, cores);
    // Where a page may start no worker, it draws by itself.
    page.script("document.querySelector('meta[name=worker]').remove()");
    assert_eq!(simulate(&page, "300"), beside);
    assert_eq!(page.script("return window.begun"), begun);
    page.assert_no_errors();
}

#[test]
fn shares_of_places_are_printed_on_a_page_across_and_no_empty_one_follows() {
    let page = lab();
    page.role("button", "稳不稳").click();
    simulate(&page, "50");
    let all = printed(&page).0;
    page.script("document.querySelector('[data-test=heats]').remove()");
    assert_eq!(all, printed(&page).0 + 1);
}

#[test]
fn draws_are_cancelled() {
    let page = lab();
    page.role("button", "稳不稳").click();
    page.find("[data-test=intervals] tbody tr");
    draw(&page, "1000000");
    let told = || page.hook("draws").text();
    page.wait("some draws", || !told().starts_with("已模拟 0 /"));
    page.role("button", "取消").click();
    let so_far = told();
    // What was drawn until then is shown.
    page.find("[data-test=heats] tbody tr");
    assert_eq!(told(), so_far);
}
