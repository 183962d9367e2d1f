//! The whole page in one file, opened from a disk.

use crate::harness::{Page, dist};
use crate::steps::{saved, shows, type_into};

#[test]
fn one_file_works_from_a_disk() {
    let page = Page::open();
    page.visit(&format!("file://{}", dist().join("baton.html").display()));
    let policy = "return document.querySelector('meta[http-equiv=Content-Security-Policy]').content";
    assert!(page.script(policy).as_str().unwrap().contains("script-src 'sha256-"));
    page.role("button", "用示例数据打开").click();
    page.find(".grid tbody td");
    type_into(&page, "乡镇01", "指标06", "6");
    shows(&page, "乡镇01", "总分", "58.19");
    saved(&page);
    page.reload();
    shows(&page, "乡镇01", "总分", "58.19");
    page.assert_no_errors();
}
