//! Locking a period: what the page shows of it, what it refuses, and how it is opened again.

use crate::steps::{book, paste, sample, saved, select, shows, text, type_into};

#[test]
fn a_locked_period_says_so_refuses_and_is_opened_with_a_reason() {
    let page = sample();
    let view = |item: &str| {
        page.find_all(".bar .menu > summary")[2].click();
        page.role("button", item).click();
    };
    let before = text(&page, "乡镇01", "指标06");
    view("审定并锁定本期…");
    page.field("办理人").fill("指挥部");
    page.role("button", "审定并锁定").click();
    page.wait("the sign", || page.hook("stage").text().starts_with("🔒 已锁定 "));
    assert_eq!(page.find(".grid td.typed.locked").attribute("aria-readonly"), "true");
    let locked = book(&page);
    assert_eq!(locked["stages"][0]["is"]["lock"]["by"], "指挥部");

    // Typing and pasting tell why; nothing is changed.
    select(&page, "乡镇01", "指标06");
    page.type_text("1");
    page.wait("the reason", || page.find(".notice").text().contains("审定锁定"));
    shows(&page, "乡镇01", "指标06", &before);
    page.press("Escape");
    paste(&page, "1\t2\r\n3\t4", "");
    page.wait("the reason of each", || {
        page.script("return document.body.innerText").to_string().contains("审定锁定")
    });
    assert_eq!(book(&page), locked);
    page.script(
        "document.querySelector('dialog[open]')?.dispatchEvent(new Event('cancel', {cancelable: true}))",
    );

    // Without a reason it stays locked; with one it can be changed again, and the reason is kept.
    view("解除本期锁定…");
    page.role("button", "解除锁定").click();
    page.wait("what is missing", || page.find("dialog [role=alert]").text().contains("理由"));
    page.field("说明（解除锁定须写明理由）").fill("漏计一项");
    page.role("button", "解除锁定").click();
    page.wait("no lock", || page.find_all(".grid td.locked").is_empty());
    type_into(&page, "乡镇01", "指标06", "1");
    shows(&page, "乡镇01", "指标06", "1");
    saved(&page);
    assert!(book(&page).to_string().contains("漏计一项"));

    // Back: the lock is there again.
    for _ in 0..2 {
        page.find("header [aria-label='撤销']").click();
    }
    page.wait("locked again", || book(&page) == locked);
}
