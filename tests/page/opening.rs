//! The first moment: the page starts on a plain static host, below any path, under a strict content policy.

use std::fs;

use serde_json::json;

use crate::harness::{Page, dist};
use crate::steps::{sample, tab};

#[test]
fn page_opens() {
    let page = Page::open();
    assert_eq!(page.role("heading", "指挥棒 Baton").text(), "指挥棒 Baton");
    assert_eq!(page.script("return document.title"), "指挥棒 Baton");
    assert_eq!(page.script("return document.querySelector('#boot')"), serde_json::Value::Null);
    page.assert_no_errors();
}

#[test]
fn first_visit_loads_little() {
    let page = Page::open();
    page.role("button", "用示例数据打开");
    let mut loaded = page.requests();
    loaded.sort();
    loaded.dedup();
    let code: Vec<&str> = loaded
        .iter()
        .map(|name| if name.is_empty() { "index.html" } else { name })
        .filter(|name| [".html", ".js", ".css", ".wasm"].iter().any(|end| name.ends_with(end)))
        .collect();
    assert!(code.len() >= 5, "{code:?}");
    let size = |name: &&str| fs::metadata(dist().join(format!("{name}.br"))).map_or(0, |file| file.len());
    let bytes: u64 = code.iter().map(size).sum();
    assert!(bytes > 10_000 && bytes <= 250_000, "a first visit loads {bytes} bytes: {code:?}");
    // Everything else in the folder is a part that waits for something to be opened.
    let rest = fs::read_dir(dist()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let rest: Vec<String> = rest
        .filter(|name| [".js", ".css", ".wasm"].iter().any(|end| name.ends_with(end)))
        .filter(|name| !code.contains(&name.as_str()))
        .collect();
    let waits = |name: &String| name.starts_with("split_") || name.starts_with("worker");
    assert!(!rest.is_empty() && rest.iter().all(waits), "{rest:?}");
}

#[test]
fn window_that_cannot_be_loaded_is_told_and_can_be_asked_for_again() {
    let page = Page::open();
    page.cdp("Network.enable", &json!({}));
    page.cdp("Network.setBlockedURLs", &json!({ "urls": ["*split_*"] }));
    page.role("button", "用示例数据打开").click();
    assert_eq!(page.find(".start [role=alert]").text(), "没有载入。请检查网络后重试。");
    page.cdp("Network.setBlockedURLs", &json!({ "urls": [] }));
    page.role("button", "用示例数据打开").click();
    page.find(".grid tbody td");
}

#[test]
fn later_visits_go_straight_to_the_book() {
    let page = sample();
    crate::steps::saved(&page);
    page.reload();
    page.find(".grid tbody td");
    assert!(page.find_all(".start").is_empty());
    page.assert_no_errors();
}

/// A book opens where something is marked; Back and Forward go through the tabs that were shown.
#[test]
fn the_browsers_back_leads_to_the_tab_before() {
    let page = Page::open();
    page.find("button.main[aria-describedby=ningwu]").click();
    page.find(".grid tbody td");
    let shown = || page.find(".tabs [aria-selected=true]").text();
    assert_eq!(shown(), "平时考核", "the sheet before it holds nothing");
    for name in ["模拟测算", "考核办法"] {
        tab(&page, name);
    }
    for (way, name) in [("back", "模拟测算"), ("back", "平时考核"), ("forward", "模拟测算")] {
        page.script(&format!("history.{way}()"));
        page.wait(name, || shown() == name);
    }
    page.assert_no_errors();
}
