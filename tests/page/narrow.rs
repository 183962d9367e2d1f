//! A phone: nothing is wider than the screen but what scrolls in a box of its own.

use serde_json::json;

use crate::harness::Page;
use crate::steps::{book, sample, tab};

fn on_a_phone(page: &Page) {
    let phone = json!({ "width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true });
    page.cdp("Emulation.setDeviceMetricsOverride", &phone);
}

#[test]
fn nothing_is_wider_than_a_phone() {
    let page = sample();
    on_a_phone(&page);
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

#[test]
fn registers_are_kept_one_entry_at_a_time() {
    let page = sample();
    let before = book(&page);
    on_a_phone(&page);
    tab(&page, "专责小组任务清单");
    let task = || page.find("[data-name='任务'] input").value();
    page.wait("the first entry", || task() == "任务1");
    page.role("button", "下一个对象").click();
    page.wait("the second", || task() == "任务2");
    page.role("button", "＋ 增加一行").click();
    page.wait("a new one", || page.find_all(".phone-cells li").len() == 1);
    let choose = "const field = document.querySelector(\"[data-name='专责小组'] select\"); field.value = arguments[0]; \
                  field.dispatchEvent(new Event('change', { bubbles: true })); return field.value";
    page.script_with(choose, &[json!("专责小组03")]);
    page.wait("its other cells", || page.find_all(".phone-cells li").len() > 3);
    page.find("[data-name='任务'] input").fill("新任务");
    page.find("[data-name='分值'] input").fill("7");
    page.find("[data-name='任务'] input").click();
    let entry = || {
        let entries = book(&page)["registers"]["专责小组任务清单"].clone();
        entries.as_array().and_then(|entries| entries.last().cloned()).unwrap_or_default().to_string()
    };
    page.wait("kept", || ["专责小组03", "新任务", "7"].iter().all(|text| entry().contains(text)));
    page.role("button", "－ 删除本行").click();
    page.wait("as before", || book(&page) == before);
    page.assert_no_errors();
}

#[test]
fn rosters_are_kept_one_subject_at_a_time() {
    let page = sample();
    on_a_phone(&page);
    tab(&page, "乡镇");
    let name = || page.find(".phone-cells [data-name='乡镇'] input");
    page.wait("the first", || name().value() == "乡镇01");
    page.role("button", "＋ 增加一行").click();
    page.wait("a new one", || name().value().is_empty());
    name().fill("乡镇99");
    page.find(".phone-walk select").click();
    page.wait("added", || {
        book(&page)["roster"]["乡镇"]
            .as_array()
            .is_some_and(|list| list.iter().any(|one| one["id"] == "乡镇99"))
    });
    page.assert_no_errors();
}

/// A finger that begins on an element and goes so far.
fn swipe(page: &Page, selector: &str, (right, down): (f64, f64)) {
    let find = "const of = document.querySelector(arguments[0]); of.scrollIntoView({ block: 'center' }); \
                const at = of.getBoundingClientRect(); return [at.x + at.width * 0.3, at.y + at.height / 2]";
    let at = page.script_with(find, &[json!(selector)]);
    let (x, y) = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
    let touch = |kind: &str, points: serde_json::Value| {
        page.cdp("Input.dispatchTouchEvent", &json!({ "type": kind, "touchPoints": points }));
    };
    touch("touchStart", json!([{ "x": x, "y": y }]));
    for step in 1..=8 {
        let share = f64::from(step) / 8.0;
        touch("touchMove", json!([{ "x": x + right * share, "y": y + down * share }]));
    }
    touch("touchEnd", json!([]));
}

/// What moves is told where one drags, and a finger that scrolls changes nothing.
#[test]
fn the_lab_is_used_with_a_finger() {
    let page = sample();
    on_a_phone(&page);
    page.cdp("Emulation.setTouchEmulationEnabled", &json!({ "enabled": true }));
    tab(&page, "模拟测算");
    let sliders = || page.find_all("[data-test=sliders] li").len();
    page.wait("the first parameters", || sliders() == 5);
    page.hook("all-sliders").click();
    page.wait("all of them", || sliders() > 5);
    page.hook("all-sliders").click();
    page.wait("the first again", || sliders() == 5);
    let first = "[data-test=sliders] li:nth-child(2) input[type=range]";
    let value = || page.find(first).value();
    let (before, kept) = (value(), book(&page));
    assert!(page.hook("brief").text().starts_with("名次变化 0"));
    // Up the page: the slider is left as it was.
    let top = "return document.querySelector(arguments[0]).getBoundingClientRect().top";
    swipe(&page, first, (4.0, -200.0));
    page.wait("it is scrolled", || {
        page.script_with(top, &[json!(first)]).as_f64().is_some_and(|top| top < 350.0)
    });
    assert_eq!((value(), book(&page)), (before.clone(), kept.clone()));
    // Along the slider: it is dragged, and the line tells who moves.
    // A finger that comes down while the page still glides only stops it: it is put down again.
    page.wait("it is changed", || {
        swipe(&page, first, (110.0, 4.0));
        value() != before
    });
    page.wait("a variant", || book(&page)["variants"][0]["cards"].as_array().map(Vec::len) == Some(1));
    page.wait("who moves", || page.hook("brief").text().contains('→'));
    page.assert_no_errors();
}
