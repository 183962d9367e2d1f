//! Everybody can use it: axe-core finds no violation on any tab, in either theme.

use serde_json::{Value, json};

use crate::harness::Page;
use crate::steps::{sample, tab};

/// axe-core 4.14.1, under the Mozilla Public License beside it.
const AXE: &str = include_str!("axe/axe.min.js");

#[test]
fn axe_finds_nothing() {
    let page = Page::open();
    page.role("button", "用示例数据打开");
    let mut found = violations(&page, "the first choice");
    drop(page);

    let page = sample();
    for theme in ["light", "dark"] {
        let feature = json!([{ "name": "prefers-color-scheme", "value": theme }]);
        page.cdp("Emulation.setEmulatedMedia", &json!({ "features": feature }));
        for name in ["乡镇周考评", "专责小组任务清单", "村", "结果与运用", "模拟测算", "考评办法", "问题"]
        {
            tab(&page, name);
            found.extend(violations(&page, &format!("{name}, {theme}")));
        }
    }
    for part in ["w", "h", "p"] {
        tab(&page, "乡镇周考评");
        page.press("ArrowRight");
        page.press(&format!("Alt+{part}"));
        page.find("aside.side");
        found.extend(violations(&page, &format!("the side panel, Alt+{part}")));
    }
    page.press("Control+k");
    page.hook("palette");
    found.extend(violations(&page, "the palette"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn violations(page: &Page, place: &str) -> Vec<String> {
    page.script(&format!("if (!window.axe) {{ {AXE} }}"));
    let result = page.script("return axe.run(document, { resultTypes: ['violations'] })");
    let list = result["violations"].as_array().expect("a list of violations");
    let line = |violation: &Value| {
        let nodes = violation["nodes"].as_array().into_iter().flatten().take(3);
        let nodes: Vec<&str> = nodes.filter_map(|node| node["html"].as_str()).collect();
        format!("{place}: {}: {}", violation["id"].as_str().unwrap_or_default(), nodes.join(" | "))
    };
    list.iter().map(line).collect()
}
