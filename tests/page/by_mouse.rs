//! 考评办法 with the mouse: a row is dragged by its handle to another place, or into another row.

use serde_json::{Value, json};

use crate::harness::Page;
use crate::steps::{book, sample, tab};

/// How far down a row something is dropped: above it, or into it.
const ABOVE: f64 = 0.1;
const INTO: f64 = 0.5;

fn editor() -> Page {
    let page = sample();
    tab(&page, "考评办法");
    page.find("button[aria-label='乡镇周考评 考评指标']").click();
    page.find("[data-test=rules-table] .rules-handle");
    page
}

/// The names in the section's table.
fn names(page: &Page) -> Vec<String> {
    let read = "return [...document.querySelectorAll('[data-test=rules-table] tbody .rules-first .rules-text')] \
                    .map((cell) => cell.textContent)";
    let found = page.script(read);
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The row of a name, as a condition of scripts.
const ROW: &str = "[...document.querySelectorAll('[data-test=rules-table] tbody tr')] \
                       .find((row) => row.querySelector('.rules-first .rules-text')?.textContent === arguments[0])";

/// Something of the mouse at a place.
pub(crate) fn mouse(page: &Page, kind: &str, (x, y): (f64, f64)) {
    let buttons = u8::from(kind != "mouseReleased");
    page.cdp(
        "Input.dispatchMouseEvent",
        &json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1 }),
    );
}

/// A place in the window: within the box that a script gives, so far down.
fn place(page: &Page, script: &str, name: &str, share: f64) -> (f64, f64) {
    let found = format!(
        "const of = ({script}).getBoundingClientRect(); return [of.x + Math.min(of.width / 2, 40), of.y + of.height * arguments[1]]"
    );
    let at = page.script_with(&found, &[json!(name), json!(share)]);
    (at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
}

/// Takes hold of a row's handle and holds it over another row.
fn hold(page: &Page, name: &str, over: &str, share: f64) {
    let from = place(page, &format!("({ROW}).querySelector('.rules-handle')"), name, 0.5);
    let to = (from.0, place(page, ROW, over, share).1);
    mouse(page, "mouseMoved", from);
    mouse(page, "mousePressed", from);
    mouse(page, "mouseMoved", ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0));
    mouse(page, "mouseMoved", to);
    page.wait("the line", || page.script("return !document.querySelector('.rules-drop').hidden") == true);
}

/// Drags a row by its handle over another row, and lets go.
fn drag(page: &Page, name: &str, over: &str, share: f64) {
    hold(page, name, over, share);
    let to = (place(page, ROW, over, share).0, place(page, ROW, over, share).1);
    mouse(page, "mouseReleased", to);
    let rests =
        "return document.querySelector('.rules-drop').hidden && !document.querySelector('.rules-dragging')";
    page.wait("it rests", || page.script(rests) == true);
}

#[test]
fn a_row_is_dragged_to_another_place_and_into_another() {
    let page = editor();
    let (before, marks) = (names(&page), book(&page)["marks"].clone());
    let at = |name: &str| before.iter().position(|of| of == name).expect("a row");
    let (first, third) = (at("指标01"), at("指标03"));
    // To another place: its marks go with it, and one undo takes it back.
    drag(&page, "指标03", "指标01", ABOVE);
    let mut moved = before.clone();
    let taken = moved.remove(third);
    moved.insert(first, taken);
    page.wait("it is moved", || names(&page) == moved);
    assert_eq!(book(&page)["marks"], marks);
    page.press("Control+z");
    page.wait("it is back", || names(&page) == before);
    // Given up, everything is as it was.
    hold(&page, "指标03", "指标01", ABOVE);
    page.press("Escape");
    page.wait("the line is gone", || {
        page.script("return document.querySelector('.rules-drop').hidden") == true
    });
    mouse(&page, "mouseReleased", place(&page, ROW, "指标01", ABOVE));
    assert_eq!(names(&page), before);
    // Into another row.
    drag(&page, "指标03", "指标02", INTO);
    let held = || {
        let indicators = book(&page)["editions"][0]["scheme"]["sheets"][0]["indicators"].clone();
        let list = indicators.as_array().cloned().unwrap_or_default();
        let holder = list.into_iter().find(|of| of["name"] == "指标02").unwrap_or_default();
        holder["indicators"][0]["name"] == "指标03"
    };
    page.wait("it stands in the other", held);
    page.press("Control+z");
    page.wait("it is out again", || !held() && names(&page) == before);
    page.assert_no_errors();
}
