//! Files: what is in one is shown before anything is replaced, and a bad one changes nothing.

use std::fs;

use serde_json::Value;

use crate::harness::Page;
use crate::steps::{book, case, empty, forget, give, menu, sample, shows, tab, type_into};

#[test]
fn an_exported_book_comes_in_equal() {
    let page = sample();
    type_into(&page, "乡镇01", "指标06", "6");
    let before = book(&page);
    menu(&page, "导出考评工作簿（JSON）");
    let (name, content) = page.downloaded();
    assert_eq!(name, "宁明县考评（示例数据）.json");
    let text = String::from_utf8(content).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), before);

    forget(&page);
    page.role("button", "用示例数据打开");
    give(&page, "book.json", &text);
    let summary = page.hook("summary").text();
    assert!(summary.contains("宁明县考评（示例数据）") && summary.contains("帮扶后盾单位 90"), "{summary}");
    page.role("button", "打开").click();
    shows(&page, "乡镇01", "总分", "58.19");
    assert_eq!(book(&page), before);
}

#[test]
fn a_book_replaces_another_only_when_told_and_undo_brings_it_back() {
    let page = empty();
    let before = book(&page);
    let sample = fs::read_to_string(case().join("../../../src/templates/ningming/sample.json")).unwrap();
    give(&page, "book.json", &sample);
    page.hook("summary");
    page.role("button", "取消").click();
    assert_eq!(book(&page), before);
    give(&page, "book.json", &sample);
    page.role("button", "替换当前工作簿").click();
    shows(&page, "乡镇01", "总分", "55.79");
    page.role("button", "撤销").click();
    page.wait("the first book", || page.field("工作簿名称").value().contains("新建"));
    assert_eq!(book(&page), before);
}

#[test]
fn a_scheme_alone_goes_out_and_comes_in() {
    let page = sample();
    menu(&page, "导出考评办法（JSON）");
    let (name, content) = page.downloaded();
    assert_eq!(name, "宁明县四位一体考评办法.办法.json");
    let text = String::from_utf8(content).unwrap();
    // The same rules with another weight: the data stays, the results follow.
    let mut scheme: Value = serde_json::from_str(&text).unwrap();
    scheme["sheets"][0]["indicators"][5]["full"] = 12.into();
    scheme["sheets"][0]["total"]["full"] = 106.into();
    give(&page, "scheme.json", &scheme.to_string());
    page.hook("summary");
    page.role("button", "更换本工作簿的办法（保留数据）").click();
    page.wait("other full marks", || page.find(".grid thead").text().contains("106"));
    type_into(&page, "乡镇01", "指标06", "12");
    shows(&page, "乡镇01", "总分", "64.19");
}

#[test]
fn broken_files_are_refused_with_their_place_and_lose_nothing() {
    let page = sample();
    type_into(&page, "乡镇01", "指标06", "6");
    let before = book(&page);
    let good = before.to_string();
    let mut newer = before.clone();
    newer["version"] = 99.into();
    let unknown = good.replacen("\"periods\":", "\"perlods\":", 1);
    let broken = [
        ("not JSON", "{\"format\": \"baton-book\",\n oops".to_owned(), "第 2 行"),
        ("cut off", good.chars().take(good.chars().count() / 2).collect(), "第 1 行"),
        ("newer", newer.to_string(), "99"),
        ("unknown key", unknown, "perlods"),
        ("another program's", "{\"a\": 1}".to_owned(), ""),
    ];
    for (what, text, place) in broken {
        give(&page, "bad.json", &text);
        let dialog = page.role("dialog", "文件未打开，现有数据没有改变");
        let said = dialog.text();
        assert!(said.contains("bad.json") && said.contains(place), "{what}: {said}");
        page.role("button", "关闭").click();
        page.wait("no dialog", || page.find_all("dialog").is_empty());
        assert_eq!(book(&page), before, "{what}");
    }
    page.assert_no_errors();
}

#[test]
fn the_tables_of_a_case_give_its_results() {
    let page = empty();
    take_in(&page, &["roster-", "marks-", "register-"]);
    tab(&page, "乡镇周考评");
    shows(&page, "乡镇01", "总分", "55.79");
    shows(&page, "乡镇01", "排名", "12");
    tab(&page, "帮扶后盾单位月考评");
    shows(&page, "帮扶后盾单位01", "排名", "64");
    // All of it is one step.
    page.role("button", "撤销").click();
    page.wait("an empty book", || page.find_all(".grid tbody td").is_empty());
    page.assert_no_errors();
}

#[test]
fn a_table_goes_out_as_excel_opens_it() {
    let page = sample();
    menu(&page, "导出本表（CSV）");
    let (name, content) = page.downloaded();
    assert_eq!(name, "乡镇周考评 2018-W01.csv");
    let text = String::from_utf8(content).unwrap();
    assert!(text.starts_with("\u{FEFF}期,乡镇,总分,") && text.contains("2018-W01,乡镇01,55.79,"), "{text}");
}

/// Imports the case's tables whose names begin so, all at once.
fn take_in(page: &Page, kinds: &[&str]) {
    let mut paths: Vec<_> = fs::read_dir(case()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        kinds.iter().any(|kind| name.starts_with(kind))
    });
    page.find_all("#files")[0].upload_all(&paths);
    page.hook("tables");
    page.role("button", "导入").click();
    page.wait("the dialog to close", || page.find_all("dialog").is_empty());
}
