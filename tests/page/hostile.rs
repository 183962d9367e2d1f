//! A hostile file: scripts and marks that turn the writing round, in every name, are shown as text and do nothing.

use serde_json::json;

use crate::steps::{empty, give};

const NAME: &str = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>\u{202e}abc";

#[test]
fn hostile_names_are_text() {
    let page = empty();
    let scheme = json!({
        "name": NAME,
        "classes": [{ "name": NAME }],
        "sheets": [{ "name": NAME, "class": NAME, "cycle": "month", "inputs": [{ "name": "分" }],
            "columns": [{ "name": "倍", "formula": "分 * 2" }] }],
    });
    let book = json!({
        "format": "baton-book", "version": 1, "name": NAME,
        "editions": [{ "scheme": scheme }],
        "periods": { "month": { "first": "2018-01", "last": "2018-02" } },
        "roster": { NAME: [{ "id": "1", "name": NAME }] },
    });
    give(&page, "hostile.json", &book.to_string());
    page.hook("summary");
    page.role("button", "替换当前工作簿").click();
    page.wait("the name in the grid", || {
        page.script(
            "return document.querySelector('.grid .pane .frozen')?.textContent.includes('<script>') ?? false",
        ) == json!(true)
    });
    assert_eq!(page.script("return window.hit ?? null"), json!(null));
    assert_eq!(page.script("return document.querySelectorAll('main img, main script').length"), json!(0));
    // What turns the writing round ends with the name: what follows it reads as before.
    let turned = "return getComputedStyle(document.querySelector('.grid .pane .frozen')).unicodeBidi";
    assert!(["isolate", "plaintext", "isolate-override"].contains(&page.script(turned).as_str().unwrap()));
    page.assert_no_errors();
}
