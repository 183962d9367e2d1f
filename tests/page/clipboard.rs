//! Copying to and pasting from spreadsheets, as text and as HTML; what does not fit is told before anything is changed.

use serde_json::Value;

use crate::harness::Page;
use crate::steps::{book, paste, sample, select, shows, tab, text};

/// What the page puts on the clipboard: text and HTML.
fn copied(page: &Page, keys: &str) -> (String, String) {
    page.script(
        "window.copied = null; for (const name of ['copy', 'cut']) document.addEventListener(name, (e) => { \
         window.copied = ['text/plain', 'text/html'].map((kind) => e.clipboardData.getData(kind)) }, { once: true })",
    );
    page.press(keys);
    page.wait("a copy", || page.script("return window.copied !== null") == true);
    let copied = page.script("return window.copied");
    let part = |at: usize| copied[at].as_str().unwrap_or_default().to_owned();
    (part(0), part(1))
}

fn rows(page: &Page) -> Value {
    page.script("return Number(document.querySelector('.grid table').getAttribute('aria-rowcount'))")
}

#[test]
fn a_selection_is_copied_as_text_and_table() {
    let page = sample();
    select(&page, "乡镇01", "指标01任务数");
    page.press("Shift+ArrowRight");
    page.press("Shift+ArrowDown");
    let (plain, html) = copied(&page, "Control+c");
    assert_eq!(plain, "17\t11\r\n4\t4");
    assert!(html.contains("<tr><td>17</td><td>11</td></tr>"), "{html}");
    // With the names of the columns above.
    let (plain, _) = copied(&page, "Control+Shift+C");
    assert_eq!(plain, "指标01任务数\t指标01完成数\r\n17\t11\r\n4\t4");
    page.assert_no_errors();
}

#[test]
fn what_is_cut_moves_when_it_is_pasted_in_one_step() {
    let page = sample();
    let before = book(&page);
    select(&page, "乡镇01", "指标06");
    page.press("Shift+ArrowRight");
    let (plain, html) = copied(&page, "Control+x");
    assert_eq!(plain, "3.6\t2.6");
    // Cut and not pasted here, nothing is lost.
    page.find(".area.copied");
    assert_eq!(book(&page), before);
    select(&page, "乡镇02", "指标07");
    paste(&page, &plain, &html);
    shows(&page, "乡镇02", "指标07", "3.6");
    shows(&page, "乡镇02", "指标08", "2.6");
    shows(&page, "乡镇01", "指标06", "");
    shows(&page, "乡镇01", "指标07", "");
    page.press("Control+z");
    shows(&page, "乡镇01", "指标06", "3.6");
    assert_eq!(book(&page), before);
    // It moves once; pasted again, it is a copy.
    paste(&page, &plain, &html);
    shows(&page, "乡镇02", "指标07", "3.6");
    shows(&page, "乡镇01", "指标06", "3.6");
    page.assert_no_errors();
}

#[test]
fn what_fits_is_pasted_at_once_and_undone_at_once() {
    let page = sample();
    let before = book(&page);
    select(&page, "乡镇01", "指标06");
    paste(&page, "５．５\t\"4\"\r\n1\t2\r\n", "");
    shows(&page, "乡镇01", "指标06", "5.5");
    shows(&page, "乡镇02", "指标07", "2");
    assert!(page.find_all("dialog").is_empty());
    page.press("Control+z");
    shows(&page, "乡镇02", "指标07", "5");
    assert_eq!(book(&page), before);
    // A table as a spreadsheet writes it wins over the text; a single row fills the rows selected.
    page.press("Shift+ArrowDown");
    let html = "<html><body><table><tr><td>3<br></td>\n <td> 2.\n</td></tr></table></body></html>";
    paste(&page, "9\t9", html);
    shows(&page, "乡镇01", "指标06", "3");
    page.press("Control+z");
    // One cell into all that is selected.
    select(&page, "乡镇01", "指标06");
    page.press("Shift+ArrowDown");
    page.press("Shift+ArrowDown");
    paste(&page, "1", "");
    for subject in ["乡镇01", "乡镇02", "乡镇03"] {
        shows(&page, subject, "指标06", "1");
    }
    page.press("Delete");
    page.press("Control+z");
    page.press("Control+z");
    assert_eq!(book(&page), before);
    page.assert_no_errors();
}

#[test]
fn what_does_not_fit_is_told_before_anything_changes() {
    let page = sample();
    let before = book(&page);
    select(&page, "乡镇12", "指标05完成数");
    // Then a computed score, then 指标06; a third row has no subject.
    paste(&page, "1\t5\t2\n2\t5\t99\n3\t5\t1", "");
    let told = page.find("dialog .misfits").text();
    assert!(told.contains("乡镇12") && told.contains("99") && told.contains("第 14 行"), "{told}");
    assert_eq!(book(&page), before);
    page.role("button", "取消").click();
    page.wait("no dialog", || page.find_all("dialog").is_empty());
    assert_eq!(book(&page), before);
    paste(&page, "1\t5\t2\n2\t5\t99\n3\t5\t1", "");
    page.role("button", "粘贴其余内容").click();
    shows(&page, "乡镇12", "指标06", "2");
    shows(&page, "乡镇13", "指标05完成数", "2");
    assert_ne!(text(&page, "乡镇13", "指标06"), "99");
    page.press("Control+z");
    assert_eq!(book(&page), before);
    page.assert_no_errors();
}

#[test]
fn rows_pasted_below_the_last_are_new_entries() {
    let page = sample();
    tab(&page, "专责小组任务清单");
    page.find(".grid .pane .frozen");
    let before = rows(&page).as_u64().unwrap_or_default();
    page.role("button", "＋ 增加一行").click();
    paste(
        &page,
        "专责小组01\t2018-01\t\"新任务\n分两行\"\t5\n专责小组02\t2018年1月\t新任务\t10\n没有的小组\t2018-01\tx\t1",
        "",
    );
    assert!(page.find("dialog .misfits").text().contains("没有的小组"));
    page.role("button", "粘贴其余内容").click();
    page.wait("two more rows", || rows(&page).as_u64() == Some(before + 2));
    page.press("Control+z");
    page.wait("as before", || rows(&page).as_u64() == Some(before));
    page.assert_no_errors();
}

#[test]
fn an_event_entered_twice_is_pointed_out() {
    let page = sample();
    tab(&page, "专责小组任务清单");
    page.find(".grid .pane .frozen");
    assert!(page.find_all("[data-test=twice]").is_empty());
    page.role("button", "＋ 增加一行").click();
    paste(&page, "专责小组01\t2018-01\t巡查\t5\n专责小组01\t2018-01\t巡查\t5", "");
    let said = page.hook("twice").text();
    assert!(said.starts_with("可能重复录入：第 "), "{said}");
    // It leads to the later one.
    page.find("[data-test=twice] button").click();
    page.role("button", "－ 删除本行").click();
    page.wait("nothing is twice", || page.find_all("[data-test=twice]").is_empty());
    page.assert_no_errors();
}
