//! On paper: the whole table, page by page.

use serde_json::{Value, json};

use crate::harness::Page;
use crate::steps::{sample, tab, type_into};

/// Prints into a PDF, as the printer would get it: how many pages it has, and the size of the first in points.
pub(crate) fn printed(page: &Page) -> (usize, String) {
    let pdf = page.cdp("Page.printToPDF", &json!({ "preferCSSPageSize": true, "printBackground": false }));
    let pdf = crate::harness::base64(pdf["data"].as_str().expect("a document"));
    let text = String::from_utf8_lossy(&pdf);
    let pages = text.matches("/Type /Page\n").count();
    let size = text.split("/MediaBox [").nth(1).and_then(|rest| rest.split(']').next()).unwrap_or_default();
    (pages, size.to_owned())
}

/// What stands on each page that is made for the printer: its text, the number of its head rows and of its rows.
fn pages(page: &Page) -> Vec<(String, u64, u64)> {
    let made = page.script(
        "dispatchEvent(new Event('beforeprint')); \
         const made = [...document.querySelectorAll('.print-page')].map((page) => [page.textContent, \
             page.querySelectorAll('thead tr').length, page.querySelectorAll('tbody tr').length]); \
         dispatchEvent(new Event('afterprint')); return made",
    );
    let one = |page: &Value| {
        let count = |at: usize| page[at].as_u64().unwrap_or_default();
        (page[0].as_str().unwrap_or_default().to_owned(), count(1), count(2))
    };
    made.as_array().into_iter().flatten().map(one).collect()
}

#[test]
fn the_whole_table_is_printed_page_by_page() {
    let page = sample();
    // A sheet of many columns lies across, in parts with the subjects on each.
    type_into(&page, "乡镇03", "指标06", "61");
    let made = pages(&page);
    assert!(made.len() > 1, "{} pages", made.len());
    for (at, (text, heads, rows)) in made.iter().enumerate() {
        assert_eq!((*heads, *rows), (2, 13), "page {at}");
        let number = format!("第 {} 页，共 {} 页", at + 1, made.len());
        for wanted in ["宁明县", "乡镇周考评 2018年第1周", "打印日期：20", "序号", "乡镇13", &number, "部分"]
        {
            assert!(text.contains(wanted), "{wanted} on page {at}: {text}");
        }
        let is_last = at + 1 == made.len();
        for wanted in ["审核：", "斜体：暂定", "波浪线：不合要求"] {
            assert_eq!(text.contains(wanted), is_last, "{wanted} on page {at}");
        }
    }
    let (count, size) = printed(&page);
    assert_eq!(count, made.len());
    let sides: Vec<f64> = size.split_whitespace().filter_map(|side| side.parse().ok()).collect();
    assert!(sides.len() == 4 && sides[2] > sides[3], "across: {size}");
    assert!(page.find_all(".print-view").is_empty(), "gone after printing");

    // A register of many rows: all of them, not only those in sight.
    tab(&page, "帮扶后盾单位任务清单");
    page.find(".tools input[type=checkbox]").click();
    let rows: u64 = page.find(".grid table").attribute("aria-rowcount").parse().expect("a number");
    let made = pages(&page);
    let printed_rows: u64 = made.iter().map(|(_, _, rows)| rows).sum();
    // Without the head and the empty row for a new entry.
    assert_eq!(printed_rows, rows - 2);
    let (count, _) = printed(&page);
    assert_eq!(count, made.len());

    // Where there is no table, what the tab shows.
    tab(&page, "结果与运用");
    assert!(pages(&page).is_empty());
    assert!(printed(&page).0 >= 1);
    page.assert_no_errors();
}
