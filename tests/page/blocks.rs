//! 考评办法 in blocks: several cells are chosen, copied, pasted and emptied at once, as in other spreadsheets; and what was
//! typed is neither lost nor taken out unasked.

use serde_json::{Value, json};

use crate::by_mouse;
use crate::harness::Page;
use crate::rules::{choose, rows, scheme, section, wait_for_row};
use crate::steps::{book, sample, tab};

/// Opens the indicators of the sample's first sheet.
fn indicators() -> Page {
    let page = sample();
    tab(&page, "考评办法");
    section(&page, "乡镇周考评 考评指标");
    page
}

/// Gives the table a clipboard event with something on the clipboard; what is on it then.
fn clipboard(page: &Page, kind: &str, text: &str) -> String {
    let give = "const data = new DataTransfer(); if (arguments[1]) data.setData('text/plain', arguments[1]); \
                document.querySelector('[data-test=rules-table] .rules-input').dispatchEvent( \
                    new ClipboardEvent(arguments[0], { clipboardData: data, bubbles: true, cancelable: true })); \
                return data.getData('text/plain')";
    page.script_with(give, &[json!(kind), json!(text)]).as_str().unwrap_or_default().to_owned()
}

fn picked(page: &Page) -> usize {
    page.find_all("[data-test=rules-table] .rules-picked").len()
}

/// First and second cell of the rows from the second on, so many.
fn pairs(page: &Page, count: usize) -> Vec<String> {
    let pair = |row: &String| row.split('|').take(2).collect::<Vec<_>>().join("|");
    rows(page).iter().skip(1).take(count).map(pair).collect()
}

#[test]
fn a_block_is_copied_pasted_and_taken_back_in_one_step() {
    let page = indicators();
    let before = pairs(&page, 4);
    choose(&page, 1, 0);
    page.press("Shift+ArrowDown");
    page.press("Shift+ArrowRight");
    page.wait("four cells", || picked(&page) == 4);
    let copied = clipboard(&page, "copy", "");
    assert_eq!(copied.replace('\t', "|").lines().collect::<Vec<_>>(), before[..2]);
    // Pasted as one step: names, and numbers beside them.
    clipboard(&page, "paste", "防汛\t7.5\n安全\t6.5");
    page.wait("it stands", || pairs(&page, 2) == ["防汛|7.5", "安全|6.5"]);
    assert_eq!(pairs(&page, 4)[2..], before[2..]);
    page.press("Control+z");
    page.wait("it is back", || pairs(&page, 4) == before);
    // Emptied as one step.
    choose(&page, 1, 1);
    page.press("Shift+ArrowDown");
    page.press("Delete");
    page.wait("both are empty", || pairs(&page, 2).iter().all(|row| row.ends_with('|')));
    page.press("Control+z");
    page.wait("they are back", || pairs(&page, 4) == before);
    // An arrow alone chooses one cell again.
    page.press("ArrowDown");
    page.wait("one cell", || picked(&page) == 0);
    page.assert_no_errors();
}

#[test]
fn cells_are_chosen_by_a_drag_of_the_mouse() {
    let page = indicators();
    let middle = "const of = document.querySelector(`[data-test=rules-table] [data-at='${arguments[0]}']`) \
                      .getBoundingClientRect(); return [of.x + of.width / 2, of.y + of.height / 2]";
    let mouse = |kind: &str, cell: &str| {
        let at = page.script_with(middle, &[json!(cell)]);
        by_mouse::mouse(&page, kind, (at[0].as_f64().unwrap(), at[1].as_f64().unwrap()));
    };
    mouse("mousePressed", "1,0");
    mouse("mouseMoved", "2,0");
    mouse("mouseMoved", "3,1");
    mouse("mouseReleased", "3,1");
    page.wait("six cells", || picked(&page) == 6);
    assert_eq!(clipboard(&page, "copy", "").lines().count(), 3);
    page.assert_no_errors();
}

#[test]
fn rows_that_are_missing_are_added_and_what_does_not_stand_waits() {
    let page = Page::open();
    page.role("button", "从空白办法开始").click();
    page.hook("rules");
    // Typed where there is no row yet, it begins the first.
    section(&page, "参数");
    page.type_text("满分");
    page.press("Enter");
    wait_for_row(&page, "满分");
    // A table from a spreadsheet brings the rows that are missing.
    choose(&page, 0, 0);
    clipboard(&page, "paste", "满分\t100\n及格线\t60\n优秀线\t九十");
    page.wait("three rows", || rows(&page).len() == 3);
    wait_for_row(&page, "及格线|60");
    assert_eq!(scheme(&page)["parameters"].as_array().map(Vec::len), Some(3));
    // What is no number waits where it belongs, is told, and is taken back before all else.
    wait_for_row(&page, "优秀线|九十");
    assert_eq!(page.find_all("[data-test=rules-table] .draft").len(), 1);
    assert!(page.find(".notice").text().contains("1 格还不成立"));
    choose(&page, 2, 1);
    page.type_text("90");
    page.press("Enter");
    wait_for_row(&page, "优秀线|90");
    assert!(page.find_all("[data-test=rules-table] .draft").is_empty());
    choose(&page, 1, 1);
    page.type_text("六十");
    page.press("Enter");
    page.find("[data-test=rules-table] .draft");
    page.press("Control+z");
    page.wait("it waits no more", || page.find_all("[data-test=rules-table] .draft").is_empty());
    assert_eq!(rows(&page)[2], rows(&page)[2].replace("九十", "90"), "nothing else is taken back");
    page.assert_no_errors();
}

#[test]
fn an_indicator_with_marks_is_not_taken_out_unasked() {
    let page = indicators();
    let marks = book(&page)["marks"].clone();
    choose(&page, 1, 0);
    page.press("Control+Delete");
    assert!(page.hook("asked").text().contains("已经录入"));
    page.role("button", "保留").click();
    page.wait("nothing is asked", || page.find_all("[data-test=asked]").is_empty());
    assert!(pairs(&page, 1)[0].starts_with("指标01"));
    page.press("Control+Delete");
    page.hook("asked");
    page.role("button", "仍然删去").click();
    page.wait("it is gone", || !pairs(&page, 1)[0].starts_with("指标01"));
    assert_eq!(book(&page)["marks"], marks, "what was typed is kept");
    page.press("Control+z");
    page.wait("it is back", || pairs(&page, 1)[0].starts_with("指标01"));
    page.assert_no_errors();
}

/// Problems of the rules are told by names, and lead to their cells.
#[test]
fn a_problem_of_the_rules_leads_to_its_cell() {
    let page = indicators();
    choose(&page, 1, 1);
    page.type_text("1");
    page.press("Enter");
    page.wait("the sum is off", || !page.find_all("[data-test=rules-table] .rules-sum.off").is_empty());
    let show = "[...document.querySelectorAll('[role=tab]')].find((tab) => tab.innerText.trim().startsWith('问题')).click()";
    page.script(show);
    page.hook("problems");
    let link = "return [...document.querySelectorAll('[data-test=problems] button.link')] \
                    .map((button) => button.innerText).filter((text) => text.startsWith('乡镇周考评'))";
    page.wait("its place in words", || page.script(link).as_array().is_some_and(|all| !all.is_empty()));
    let raw = "return document.querySelector('[data-test=problems]').innerText.includes('sheets[')";
    assert_eq!(page.script(raw), Value::Bool(false));
    page.script(
        "[...document.querySelectorAll('[data-test=problems] button.link')] \
                     .find((button) => button.innerText.startsWith('乡镇周考评')).click()",
    );
    page.find("[data-test=rules-table] .rules-active");
    page.assert_no_errors();
}

/// A form says the formula it stands for; a function is explained where the mouse rests on it.
#[test]
fn methods_say_their_formulas_and_functions_what_they_take() {
    let page = indicators();
    let formula = page.find("[data-test=rules-table] [data-at='1,5'] .rules-stands");
    assert!(formula.text().contains("指标01完成数"), "{}", formula.text());
    section(&page, "乡镇周考评 计算列");
    let at = rows(&page).iter().position(|row| row.contains('(')).expect("a formula with a function");
    choose(&page, at, 2);
    page.press("F2");
    let help = page.find("[data-test=mirror] .of-function").attribute("title");
    assert!(help.contains('('), "{help}");
    page.press("Escape");
    page.press("Escape");
    page.assert_no_errors();
}
