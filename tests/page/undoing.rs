//! Taking back and doing again across kinds of commands: every state of the book comes back to the letter.

use serde_json::Value;

use crate::steps::{book, give, menu, paste, sample, select, shows, tab, type_into};

#[test]
fn one_walk_back_and_forth_over_every_kind_of_command() {
    let page = sample();
    let mut states: Vec<Value> = vec![book(&page)];
    let mut done = |what: &str| {
        let before = states.last().cloned().unwrap_or_default();
        page.wait(what, || book(&page) != before);
        states.push(book(&page));
    };
    type_into(&page, "乡镇01", "指标06", "6");
    done("a mark");

    select(&page, "乡镇02", "指标06");
    paste(&page, "1\t2\r\n3\t4", "");
    done("a table pasted");

    select(&page, "乡镇03", "总分");
    page.press("Alt+w");
    page.role("button", "更正…").click();
    page.field("更正为").fill("60");
    page.field("理由（必填）").fill("核实");
    page.role("button", "更正").click();
    done("a score replaced by hand");
    page.press("Alt+w");

    tab(&page, "专责小组任务清单");
    page.find(".grid .pane .frozen");
    page.role("button", "＋ 增加一行").click();
    page.type_text("专责小组01");
    page.press("Enter");
    done("an entry added");

    tab(&page, "村");
    page.find(".grid [data-r='4'] .frozen").click();
    page.role("button", "－ 删除本行").click();
    done("a subject removed with its marks");

    menu(&page, "导出考评办法（JSON）");
    let (_, scheme) = page.downloaded();
    let mut scheme: Value = serde_json::from_slice(&scheme).expect("it is JSON");
    scheme["sheets"][0]["indicators"][5]["full"] = 12.into();
    scheme["sheets"][0]["total"]["full"] = 106.into();
    give(&page, "scheme.json", &scheme.to_string());
    page.hook("summary");
    page.role("button", "更换本工作簿的办法（保留数据）").click();
    done("the scheme replaced");

    for (button, way) in [("撤销", (0..6).rev().collect::<Vec<usize>>()), ("恢复", (1..=6).collect())] {
        for at in way {
            page.find(&format!("header [aria-label='{button}']")).click();
            page.wait(&format!("{button} to state {at}"), || book(&page) == states[at]);
        }
    }
    assert_eq!(states.len(), 7);
    tab(&page, "乡镇周考评");
    shows(&page, "乡镇03", "总分", "60");
    page.assert_no_errors();
}
