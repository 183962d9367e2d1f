//! A scheme is written from nothing by the keyboard alone, and scores its worked case as the template does.

use std::time::Instant;

use baton::templates::Template;
use baton_core::model::Scheme;
use serde_json::json;

use crate::harness::Page;
use crate::harness::keys::Stroke;
use crate::keyboard::{Keyboard, Way};
use crate::steps::{saved, stored};
use crate::support::compared::scored;
use crate::typist::{Typist, other_cells};

/// Opens the page and begins an empty scheme, by the keyboard.
fn begin<'page>(page: &'page Page, way: Way) -> Keyboard<'page> {
    let mut keyboard = Keyboard::new(page, way);
    page.role("button", "从空白办法开始");
    for _ in 0..40 {
        if page.script("return document.activeElement.innerText?.trim()") == json!("从空白办法开始") {
            break;
        }
        keyboard.press(&[Stroke::Press("Tab")]);
    }
    keyboard.press(&[Stroke::Press("Enter")]);
    page.hook("rules");
    saved(page);
    keyboard
}

/// Writes a scheme by the keyboard; gives the book that the page keeps.
fn write(target: &Scheme, way: Way) -> Scheme {
    let page = Page::open();
    let mut keyboard = begin(&page, way);
    let start = Instant::now();
    let mut typist = Typist::new(stored(&page).book().scheme().expect("an empty scheme"), target);
    typist.write(&mut keyboard);
    let missing = typist.all_missing();
    assert!(missing.is_empty(), "{missing:#?}\n{:#?}", typist.told);
    println!(
        "{}: {} keys, {} cells, {:.1} s, {} typed again",
        target.name,
        keyboard.keys,
        typist.cells,
        start.elapsed().as_secs_f64(),
        typist.told.len()
    );
    let sound = page.hook("rules-sound").text();
    assert!(sound.ends_with("办法没有发现问题。"), "{sound}");
    page.assert_no_errors();
    saved(&page);
    let kept = stored(&page).book().scheme().expect("a scheme").clone();
    let other = other_cells(&kept, typist.scheme());
    assert!(other.is_empty(), "{other:#?}");
    kept
}

/// A scheme that was written scores its worked case.
fn scores(scheme: Scheme, case: &str) {
    let (cells, differences) = scored(scheme, case);
    assert!(differences.is_empty() && cells > 0, "{}", differences.join("\n"));
    println!("{case}: {cells} cells equal");
}

#[test]
fn yingshan_is_written_by_the_keyboard_alone() {
    let target = Template::of("yingshan").expect("a template").scheme().expect("it reads");
    scores(write(&target, Way::Palette), "yingshan");
}

#[test]
fn district_is_written_by_the_keyboard_alone() {
    let target = Template::of("district").expect("a template").scheme().expect("it reads");
    scores(write(&target, Way::List), "district");
}
