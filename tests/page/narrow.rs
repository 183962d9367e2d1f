//! A phone: nothing is wider than the screen but what scrolls in a box of its own.

use serde_json::json;

use crate::steps::{sample, tab};

#[test]
fn nothing_is_wider_than_a_phone() {
    let page = sample();
    let phone = json!({ "width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true });
    page.cdp("Emulation.setDeviceMetricsOverride", &phone);
    for name in ["乡镇周考评", "专责小组任务清单", "村", "结果与运用"] {
        tab(&page, name);
        let width = page.script(
            "return Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth",
        );
        assert!(width.as_i64().unwrap_or(1) <= 0, "{name}: {width} pixels too wide");
        let cut = page.script(
            "return [...document.querySelectorAll('header button, header select, header input, footer')] \
             .filter((e) => e.offsetParent && (e.getBoundingClientRect().right > innerWidth + 1 \
             || e.getBoundingClientRect().left < 0)).map((e) => e.outerHTML.slice(0, 80))",
        );
        assert_eq!(cut, json!([]), "{name}");
    }
}
