//! 考评办法: the scheme is written and changed in the page, by the keyboard alone.

use serde_json::{Value, json};

use crate::harness::Page;
use crate::steps::{book, sample, tab};

/// Shows a section, by the keyboard.
pub(crate) fn section(page: &Page, name: &str) {
    section_without_table(page, name);
    focus_table(page);
}

fn section_without_table(page: &Page, name: &str) {
    let focus = "[...document.querySelectorAll('.rules-sections button')] \
                     .find((button) => button.getAttribute('aria-label') === arguments[0])?.focus(); \
                 return document.activeElement.getAttribute('aria-label')";
    page.wait(name, || page.script_with(focus, &[json!(name)]) == name);
    page.press("Enter");
    page.wait(name, || page.find(".rules-sections [aria-current=true]").label() == name);
}

/// Gives the keyboard to the section's table.
fn focus_table(page: &Page) {
    page.script("document.querySelector('[data-test=rules-table] .rules-input').focus()");
}

/// The rows of the section's table, cells by `|`.
pub(crate) fn rows(page: &Page) -> Vec<String> {
    let read = "return [...document.querySelectorAll('[data-test=rules-table] tbody tr')].map((row) => \
                    [...row.querySelectorAll('.rules-text')].map((cell) => cell.textContent).join('|'))";
    let found = page.script(read);
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

pub(crate) fn wait_for_row(page: &Page, start: &str) {
    page.wait(start, || rows(page).iter().any(|row| row.starts_with(start)));
}

/// Adds a row, which begins as told, and types over its first cell.
fn add_row(page: &Page, fresh: &str, name: &str) {
    page.press("Control+Enter");
    wait_for_row(page, fresh);
    page.type_text(name);
}

/// The scheme that is kept.
pub(crate) fn scheme(page: &Page) -> Value {
    book(page)["editions"][0]["scheme"].clone()
}

/// Chooses a cell of the section's table.
pub(crate) fn choose(page: &Page, row: usize, column: usize) {
    let click = "document.querySelector(`[data-test=rules-table] [data-at='${arguments[0]},${arguments[1]}']`).click()";
    page.script_with(click, &[json!(row), json!(column)]);
    let active = format!("[data-test=rules-table] .rules-active[data-at='{row},{column}'] input");
    page.find(&active);
    focus_table(page);
}

/// The keyboard is in the field when the field goes: that stopped the program.
#[test]
fn the_editor_may_be_left_with_the_keyboard_in_its_field_and_opens_where_it_was() {
    let page = sample();
    tab(&page, "考评办法");
    section(&page, "乡镇周考评 考评指标");
    choose(&page, 1, 0);
    page.script("[...document.querySelectorAll('[role=tab]')].find((tab) => tab.innerText.trim() == '模拟测算').click()");
    page.find("[data-test=lab] input[type=range]");
    tab(&page, "考评办法");
    page.find("[data-test=rules-table] .rules-active[data-at='1,0']");
    assert_eq!(page.find(".rules-sections [aria-current=true]").label(), "乡镇周考评 考评指标");
    // The keyboard stays at the tab.
    assert_eq!(page.script("return document.activeElement.closest('[data-test=rules]')"), Value::Null);
    page.assert_no_errors();
}

#[test]
fn a_scheme_is_written_from_nothing() {
    let page = Page::open();
    page.role("button", "从空白办法开始").click();
    page.hook("rules");
    section(&page, "考评类别与基本信息");
    add_row(&page, "新类别", "镇");
    page.press("Enter");
    wait_for_row(&page, "镇");

    section(&page, "考评表");
    add_row(&page, "新考评表|镇|月", "月考评");
    page.press("Enter");
    wait_for_row(&page, "月考评");
    choose(&page, 0, 3);
    page.type_text("总分");
    page.press("Tab");
    page.type_text("100");
    page.press("Enter");
    wait_for_row(&page, "月考评|镇|月|总分|100");

    section(&page, "月考评 考评指标");
    for (name, full) in [("农业", "60"), ("工业", "30"), ("环保", "10")] {
        page.press("Control+Enter");
        wait_for_row(&page, "新指标");
        page.press("Home");
        page.type_text(name);
        page.press("Tab");
        page.type_text(full);
        page.press("Enter");
        wait_for_row(&page, &format!("{name}|{full}"));
    }
    // What the indicators have together stands beside what they should have.
    assert_eq!(page.find("[data-test=rules-table] .rules-sum").text(), "合计 100");
    assert!(page.find_all("[data-test=rules-table] .rules-sum.off").is_empty());

    section(&page, "月考评 计算列");
    add_row(&page, "新计算列", "名次");
    page.press("Tab");
    page.type_text("排名");
    page.press("Enter");
    wait_for_row(&page, "名次|排名");
    choose(&page, 0, 3);
    // The name is completed, then taken over.
    page.type_text("总");
    page.wait("it is offered", || page.find(".rules-offered .chosen").text().starts_with("总分"));
    page.press("Enter");
    page.press("Enter");
    // By no formula, by the total.
    wait_for_row(&page, "名次|排名||总分");
    let written = scheme(&page);
    assert_eq!(written["sheets"][0]["columns"][0]["rank"]["by"], "总分");
    assert_eq!(written["sheets"][0]["indicators"].as_array().map(Vec::len), Some(3));
    assert_eq!(page.hook("rules-sound").text(), "考评办法没有发现问题。");
    page.assert_no_errors();
}

#[test]
fn a_broken_formula_is_told_at_its_cell_and_mended_there() {
    let page = sample();
    tab(&page, "考评办法");
    section(&page, "乡镇周考评 考评指标");
    choose(&page, 1, 1);
    // A wrong number is not taken, and stays as typed until it is mended.
    page.type_text("八分");
    page.press("Enter");
    page.wait("it is marked", || {
        page.find_all("[data-test=rules-table] .rules-cell.bad")
            .iter()
            .any(|cell| cell.text().contains("八分"))
    });
    choose(&page, 1, 1);
    page.press("F2");
    page.press("Control+a");
    page.type_text("8");
    page.press("Enter");
    page.wait("it is mended", || page.find_all("[data-test=rules-table] .rules-cell.bad").is_empty());
    assert_eq!(scheme(&page)["sheets"][0]["indicators"][0]["full"], 8);

    section(&page, "乡镇月考评 结果运用规则");
    let (before, kept) = (rows(&page)[0].clone(), scheme(&page));
    choose(&page, 0, 1);
    page.type_text("(1 +");
    // While it is typed it stands there in colours: the bracket has no mate yet.
    let lone = || page.find_all("[data-test=mirror] .lone").len();
    page.wait("the lone bracket", || lone() == 1);
    page.type_text(" ROUND(2, 1))");
    page.wait("both pairs", || lone() == 0 && page.find_all("[data-test=mirror] .of-bracket").len() == 4);
    // The one behind which the caret stands is pointed out with its mate.
    let pair = page.find_all("[data-test=mirror] .at-caret");
    assert_eq!(pair.iter().map(|of| of.text()).collect::<String>(), "()");
    page.press("Escape");
    assert!(page.find_all("[data-test=mirror] span").is_empty());
    assert_eq!(rows(&page)[0], before, "Escape restores");
    page.type_text("(1 +");
    page.press("Enter");
    page.wait("it is marked", || !page.find_all("[data-test=rules-table] .rules-cell.draft").is_empty());
    assert!(rows(&page)[0].contains("(1 +"), "{:?}", rows(&page)[0]);
    page.wait("it is counted", || page.hook("rules-count").text().ends_with("· 1"));
    assert_eq!(scheme(&page), kept, "the last good formula goes on");
    // Results are told to go by what stood there before, wherever they are; a reload forgets nothing.
    tab(&page, "乡镇月考评");
    assert!(page.hook("drafts-wait").text().contains("1 处修改尚未采用"));
    page.reload();
    assert!(page.hook("drafts-wait").text().contains("1 处修改尚未采用"));
    tab(&page, "考评办法");
    section(&page, "乡镇月考评 结果运用规则");
    assert!(rows(&page)[0].contains("(1 +"), "{:?}", rows(&page)[0]);
    // The list of problems leads to the cell, where it is given up.
    page.find("[data-test=rules-problems] button").click();
    page.find("[data-test=rules-table] .rules-active.draft");
    focus_table(&page);
    page.press("Escape");
    page.wait("it is as before", || rows(&page)[0] == before);
    tab(&page, "乡镇月考评");
    page.wait("nothing waits", || page.find_all("[data-test=drafts-wait]").is_empty());
    assert_eq!(scheme(&page), kept);
    page.assert_no_errors();
}

/// Pastes into the field of the dialog.
fn paste_table(page: &Page, html: &str) {
    let give = "const data = new DataTransfer(); data.setData('text/html', arguments[0]); \
                document.querySelector('[data-test=scoring] textarea').dispatchEvent(new ClipboardEvent('paste', \
                { clipboardData: data, bubbles: true, cancelable: true }))";
    page.script_with(give, &[json!(html)]);
}

/// The rows of a table of the dialog, cells by `|`.
fn lines(page: &Page, hook: &str) -> Vec<String> {
    let read = "return [...document.querySelectorAll(`[data-test=${arguments[0]}] tbody tr`)].map((row) => \
                    [...row.children].map((cell) => cell.textContent).join('|'))";
    let found = page.script_with(read, &[json!(hook)]);
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[test]
fn a_scoring_table_that_is_pasted_becomes_indicators() {
    let page = Page::open();
    page.role("button", "从空白办法开始").click();
    page.hook("rules");
    let before = scheme(&page);
    page.role("button", "粘贴评分表…").click();
    page.hook("scoring");
    paste_table(
        &page,
        "<table><tr><td colspan=5>某县考评表</td></tr>\
         <tr><td>一级指标</td><td>二级指标</td><td>分值</td><td>评分标准</td><td>评分单位</td></tr>\
         <tr><td rowspan=2>经济</td><td>农业</td><td>40分</td><td>按完成率计分</td><td>农业局</td></tr>\
         <tr><td>工业</td><td>若干</td><td>按产值计分</td><td>工信局</td></tr>\
         <tr><td>党建</td><td></td><td>60</td><td>年底考核</td><td>组织部</td></tr></table>",
    );
    page.wait("the tree", || lines(&page, "scoring-tree").len() == 4);
    assert_eq!(lines(&page, "scoring-tree")[1], "农业|40|40|农业局|按完成率计分");
    assert!(page.hook("scoring-summary").text().starts_with("3 项指标，分值合计 60"));
    // What does not fit is told with its row: it is no number, and the indicator has no full marks.
    let misfits = lines(&page, "scoring-misfits");
    assert_eq!(misfits.len(), 2, "{misfits:?}");
    assert!(misfits[0].contains("若干"), "{misfits:?}");
    // The column of full marks may be something else.
    let choose = "const choice = document.querySelectorAll('[data-test=scoring] thead select')[arguments[0]]; \
                  choice.value = arguments[1]; choice.dispatchEvent(new Event('change', { bubbles: true }))";
    page.script_with(choose, &[json!(2), json!("0")]);
    page.wait("without full marks", || lines(&page, "scoring-misfits").len() == 3);
    page.script_with(choose, &[json!(2), json!("2")]);
    page.wait("with them", || lines(&page, "scoring-misfits").len() == 2);
    page.role("button", "加入考评指标").click();
    wait_for_row(&page, "经济");
    wait_for_row(&page, "党建|60");
    let written = scheme(&page);
    let leaf = &written["sheets"][0]["indicators"][0]["indicators"][1];
    assert_eq!((&leaf["name"], &leaf["note"]), (&json!("工业"), &json!("若干\n按产值计分")));
    assert_eq!(leaf["scored-by"], "工信局");
    // It was one step.
    focus_table(&page);
    page.press("Control+z");
    page.wait("it is undone", || scheme(&page) == before);
    page.assert_no_errors();
}

#[test]
fn rules_say_whom_they_hit_and_editions_what_they_change() {
    let page = sample();
    tab(&page, "考评办法");
    section(&page, "乡镇月考评 结果运用规则");
    page.wait("some are hit", || !page.find_all(".rules-hits .link").is_empty());
    let name = page.find(".rules-hits .link").text();
    // By keys: Enter goes among them, arrows from one to the next, Escape back to the cell.
    let active =
        || page.script("return document.activeElement.textContent").as_str().unwrap_or_default().to_owned();
    let hits = "const cell = document.querySelector('.rules-hits:has(.link)'); \
                return cell.dataset.at.split(',').map(Number)";
    let at = page.script(hits);
    let place = |number: usize| at[number].as_u64().expect("a number") as usize;
    choose(&page, place(0), place(1));
    page.press("Enter");
    page.wait("the first", || active() == name);
    page.press("ArrowRight");
    page.wait("another", || active() != name);
    page.press("Escape");
    let class = || page.script("return document.activeElement.className");
    page.wait("the cell", || class().as_str().is_some_and(|class| class.contains("rules-input")));
    page.press("Enter");
    page.wait("the first again", || active() == name);
    page.press("Enter");
    page.wait("the sheet", || page.find("[role=tab][aria-selected=true]").text().contains("乡镇月考评"));
    page.wait("the row", || !page.find_all(".grid, [role=grid]").is_empty());
    assert!(page.find("main").text().contains(&name), "{name}");

    tab(&page, "考评办法");
    section_without_table(&page, "版本");
    assert_eq!(lines(&page, "editions").len(), 1);
    let day = "const field = document.querySelector('.rules form input'); field.value = '2099-01-01'; \
               field.dispatchEvent(new Event('input', { bubbles: true }))";
    page.script(day);
    page.role("button", "新增版本").click();
    page.wait("the edition", || lines(&page, "editions").len() == 2);
    assert!(lines(&page, "editions")[1].ends_with("与前一版本相同。"), "{:?}", lines(&page, "editions"));
    section(&page, "乡镇周考评 考评指标");
    choose(&page, 1, 1);
    page.type_text("12");
    page.press("Enter");
    wait_for_row(&page, "指标01|12");
    section_without_table(&page, "版本");
    page.wait("it is told", || lines(&page, "editions")[1].contains("→ 12"));
    page.role("button", "删去最新版本").click();
    page.wait("one edition", || lines(&page, "editions").len() == 1);
    page.assert_no_errors();
}

#[test]
fn renaming_keeps_marks_and_formulas_and_what_is_used_is_asked_for() {
    let page = sample();
    let marks = book(&page)["marks"].clone();
    tab(&page, "考评办法");
    section(&page, "参数");
    let name = rows(&page)[0].split('|').next().unwrap_or_default().to_owned();
    choose(&page, 0, 0);
    page.type_text("改了名的参数");
    page.press("Enter");
    wait_for_row(&page, "改了名的参数");
    let told = page.hook("rewritten").text();
    assert!(told.contains("改了名的参数") && told.contains(&name), "{told}");
    let text = scheme(&page).to_string();
    assert!(!text.contains(&format!("\"name\":\"{name}\"")), "{name}");
    assert_eq!(book(&page)["marks"], marks);
    assert_eq!(page.hook("rules-sound").text(), "考评办法没有发现问题。");
    // Something that is used is not taken out unasked.
    choose(&page, 0, 0);
    page.press("Control+Delete");
    assert!(page.hook("asked").text().contains("改了名的参数"));
    page.role("button", "保留").click();
    page.wait("nothing is asked", || page.find_all("[data-test=asked]").is_empty());
    wait_for_row(&page, "改了名的参数");
    page.assert_no_errors();
}

#[test]
fn with_a_variant_open_an_edit_becomes_a_card() {
    let page = sample();
    tab(&page, "模拟测算");
    page.role("button", "新建方案").click();
    page.wait("the variant", || book(&page)["variants"].as_array().map(Vec::len) == Some(1));
    let before = scheme(&page);
    tab(&page, "考评办法");
    section(&page, "乡镇周考评 考评指标");
    choose(&page, 1, 1);
    page.type_text("12");
    page.press("Enter");
    page.wait("the card", || book(&page)["variants"][0]["cards"].as_array().map(Vec::len) == Some(1));
    assert_eq!(scheme(&page), before, "the rules stay as they are");
    wait_for_row(&page, "指标01|12");
    page.assert_no_errors();
}

/// An indicator of the library is used by name, shows what it has from there, and is given to who is ticked in the roster.
#[test]
fn an_indicator_of_the_library_is_used_and_given() {
    let page = sample();
    tab(&page, "考评办法");
    section(&page, "指标库");
    add_row(&page, "新指标", "创新工作");
    page.press("Tab");
    page.type_text("20");
    page.press("Enter");
    wait_for_row(&page, "创新工作|20");
    choose(&page, 0, 6);
    page.type_text("是");
    page.press("Enter");
    page.wait("assigned", || scheme(&page)["library"][0]["assigned"] == json!(true));

    section(&page, "乡镇周考评 考评指标");
    choose(&page, 1, 6);
    page.type_text("创新工作");
    page.press("Enter");
    page.wait("use", || {
        scheme(&page)["sheets"][0]["indicators"][0]["use"] == scheme(&page)["library"][0]["id"]
    });
    page.assert_no_errors();
}
