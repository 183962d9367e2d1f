//! The first moment: the page starts on a plain static host, below any path, under a strict content policy.

use crate::harness::Page;

#[test]
fn page_opens() {
    let page = Page::open();
    assert_eq!(page.role("heading", "指挥棒 Baton").text(), "指挥棒 Baton");
    assert_eq!(page.script("return document.title"), "指挥棒 Baton");
    assert_eq!(page.script("return document.querySelector('#boot')"), serde_json::Value::Null);
    page.assert_no_errors();
}

#[test]
fn page_loads_nothing_from_elsewhere() {
    let page = Page::open();
    page.role("heading", "指挥棒 Baton");
    let loaded = page.script("return performance.getEntriesByType('resource').map((entry) => entry.name)");
    let loaded = loaded.as_array().expect("a list of addresses");
    assert!(!loaded.is_empty());
    for address in loaded {
        let address = address.as_str().unwrap_or_default();
        assert!(address.starts_with(page.address()), "{address} is not below {}", page.address());
    }
}
