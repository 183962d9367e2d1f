//! Draws every place of the page, on a desk and a phone, light and dark, Chinese and English, into `docs/screens`.
//! `cargo xtask screens` runs it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a picture that cannot be drawn ends it"
)]

mod harness;
#[allow(dead_code, reason = "each program uses its part")]
mod steps;

use std::path::{Path, PathBuf};

use serde_json::json;

use harness::Page;

/// How one gets to a place.
type Way = fn(&Page);

/// What is shown, by its name, and how one gets there from the sample.
const PLACES: [(&str, Way); 10] = [
    ("sheet", |page| tab(page, 0)),
    ("why", |page| {
        tab(page, 1);
        // The first rank.
        click(page, ".grid tbody tr[data-r='0'] [data-c='1'], .phone-cells button.value", 0);
        page.script("if (!document.querySelector('.side')) document.querySelector('.why-button')?.click()");
    }),
    ("register", |page| {
        page.script("if (document.querySelector('.side')) document.querySelector('.why-button')?.click()");
        tab_named(page, "帮扶后盾单位任务清单");
    }),
    ("roster", |page| tab_named(page, "乡镇")),
    ("outcome", |page| tab_from_end(page, 4)),
    ("lab", |page| {
        tab_from_end(page, 3);
        page.find("[data-test=lab] input[type=range]");
        // The second parameter raised by some steps: a card, and who moves.
        page.script(
            "const slider = document.querySelectorAll('[data-test=lab] input[type=range]')[1]; \
             slider.value = slider.max; \
             for (const type of ['input', 'change']) slider.dispatchEvent(new Event(type, { bubbles: true }))",
        );
        page.find("[data-test=cards] li");
    }),
    ("rules", |page| {
        tab_from_end(page, 2);
        // The indicators of the first sheet, the second of them chosen.
        click(page, ".rules-sections button", 3);
        click(page, "[data-test=rules-table] tbody tr:nth-child(2) .rules-cell", 0);
    }),
    ("problems", |page| tab_from_end(page, 1)),
    ("palette", |page| {
        tab(page, 0);
        page.script(
            "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))",
        );
        page.wait("the palette", || !page.find_all("dialog[open]").is_empty());
    }),
    ("shortcuts", |page| {
        page.press("Escape");
        page.script(
            "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'F1', bubbles: true }))",
        );
    }),
];

fn main() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/screens");
    std::fs::create_dir_all(&folder).expect("a folder for the pictures");
    for (device, width, height, mobile) in [("desk", 1440, 900, false), ("phone", 390, 844, true)] {
        for theme in ["light", "dark"] {
            for language in ["zh", "en"] {
                let page = Page::open_at(&format!("?lang={language}"));
                let size =
                    json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
                page.cdp("Emulation.setDeviceMetricsOverride", &size);
                // A finger, not a mouse: sizes follow it.
                let touch = json!({ "enabled": mobile, "maxTouchPoints": if mobile { 5 } else { 1 } });
                page.cdp("Emulation.setTouchEmulationEnabled", &touch);
                let feature = json!([{ "name": "prefers-color-scheme", "value": theme }]);
                page.cdp("Emulation.setEmulatedMedia", &json!({ "features": feature }));
                let draw =
                    |place: &str| draw(&page, &folder, &format!("{place}-{device}-{theme}-{language}"));
                page.find(".card button");
                draw("start");
                click(&page, ".card button.main", 0);
                page.wait("the book", || !page.find_all("[role=tab][aria-selected=true]").is_empty());
                for (place, go) in PLACES {
                    go(&page);
                    draw(place);
                }
            }
        }
    }
}

fn draw(page: &Page, folder: &Path, name: &str) {
    let still =
        "return new Promise((done) => setTimeout(() => requestAnimationFrame(() => done(true)), 300))";
    page.script(still);
    page.picture(&folder.join(format!("{name}.webp")));
}

fn tab(page: &Page, at: usize) {
    click(page, "[role=tab]", at);
}

fn tab_named(page: &Page, name: &str) {
    let at = "return [...document.querySelectorAll('[role=tab]')].findIndex((tab) => tab.innerText.trim() == arguments[0])";
    let at = page.script_with(at, &[json!(name)]).as_u64().expect("the sample has this table");
    tab(page, at as usize);
}

fn tab_from_end(page: &Page, from_end: usize) {
    let count = page.find_all("[role=tab]").len();
    tab(page, count - from_end);
}

fn click(page: &Page, selector: &str, at: usize) {
    let press = "const found = document.querySelectorAll(arguments[0])[arguments[1]]; if (!found) return false; \
                 found.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true })); \
                 found.dispatchEvent(new MouseEvent('mouseup', { bubbles: true, cancelable: true })); found.click(); return true";
    page.script_with(press, &[json!(selector), json!(at)]);
}
