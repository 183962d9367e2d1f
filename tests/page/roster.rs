//! Subjects that are merged in mid-year.

use serde_json::{Value, json};

use crate::steps::{book, cell, sample, select, tab};

#[test]
fn towns_are_merged_from_a_day_on() {
    let page = sample();
    let before = book(&page);
    tab(&page, "乡镇");
    let command = || page.role("button", "合并所选对象…");
    select(&page, "乡镇01", "乡镇");
    // One alone is not merged with anything.
    assert_eq!(command().attribute("disabled"), "true");
    page.press("Shift+ArrowDown");
    page.wait("two are chosen", || command().attribute("disabled") != "true");
    command().click();
    let dialog = page.hook("merge");
    assert!(dialog.text().starts_with("乡镇01、乡镇02"), "{}", dialog.text());
    let set = "const field = document.querySelector(arguments[0]); field.value = arguments[1]; \
               field.dispatchEvent(new Event(arguments[2], { bubbles: true }))";
    page.script_with(set, &[json!("[data-test=merge] select"), json!("1"), json!("change")]);
    page.script_with(
        set,
        &[json!("[data-test=merge] input[type=date]"), json!("2018-02-05"), json!("input")],
    );
    page.role("button", "合并").click();
    page.wait("it is done", || page.find_all("[data-test=merge]").is_empty());
    let town = |book: &Value, row: usize| book["roster"]["乡镇"][row].clone();
    let after = book(&page);
    assert_eq!(town(&after, 0)["to"], "2018-02-04");
    assert_eq!(town(&after, 1), town(&before, 1));
    assert_eq!(after["marks"], before["marks"]);
    // It was one step.
    page.press("Control+z");
    page.wait("it is taken back", || book(&page) == before);
    page.assert_no_errors();
}

/// Merged into a new one, which stands where the first of them stood; what cannot be is told in the dialog.
#[test]
fn a_new_town_takes_the_place_of_two() {
    let page = sample();
    tab(&page, "乡镇");
    select(&page, "乡镇03", "乡镇");
    page.press("Shift+ArrowDown");
    page.role("button", "合并所选对象…").click();
    let set = "const field = document.querySelector(arguments[0]); field.value = arguments[1]; \
               field.dispatchEvent(new Event(arguments[2], { bubbles: true }))";
    page.script_with(set, &[json!("[data-test=merge] select"), json!("2"), json!("change")]);
    page.script_with(
        set,
        &[json!("[data-test=merge] input[type=date]"), json!("2018-02-05"), json!("input")],
    );
    page.field("新名称").fill("乡镇05");
    page.role("button", "合并").click();
    page.wait("the name is taken", || page.hook("merge").text().contains("乡镇05"));
    page.field("新名称").fill("新城");
    page.role("button", "合并").click();
    page.wait("it is done", || page.find_all("[data-test=merge]").is_empty());
    cell(&page, "新城", "乡镇");
    let towns = book(&page)["roster"]["乡镇"].clone();
    let told: Vec<[&str; 3]> = [2, 3, 4]
        .map(|row: usize| ["id", "from", "to"].map(|key| towns[row][key].as_str().unwrap_or_default()))
        .to_vec();
    let left = "2018-02-04";
    assert_eq!(told, [["新城", "2018-02-05", ""], ["乡镇03", "", left], ["乡镇04", "", left]]);
    page.assert_no_errors();
}
