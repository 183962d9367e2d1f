//! Measures the built page in a browser and prints each figure as `key<TAB>value<TAB>unit`.
//!
//! Frame times mean little in a headless browser on two cores. What is measured of a step is the time for which the
//! page's main thread computes, by the browser's own trace: every task from the one in which the key or the turn of the
//! wheel arrives to the one that hands the painted frame on, with all that it did in between (scripts, style, layout,
//! paint). That is the thread's own time: waiting does not count.

#![allow(clippy::print_stdout, reason = "the figures are read from stdout")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed measurement ends it")]

#[path = "../tests/page/harness/mod.rs"]
mod harness;
#[allow(dead_code, unused_imports, reason = "only the scaled book is used here")]
mod measured;
#[allow(dead_code, reason = "each program uses its part")]
#[path = "../tests/page/steps.rs"]
mod steps;
#[path = "measured/tasks.rs"]
mod tasks;

use std::thread::sleep;
use std::time::Duration;

use baton_core::model::{Book, write_book};
use harness::Page;
use measured::{is_asked, median};
use serde_json::json;

/// Every kind of step is measured in so many browsers, so many times after so many that are not counted.
const ROUNDS: usize = 6;
const STEPS: usize = 50;
/// Of steps that bring about much a browser's trace holds fewer.
const FEW_STEPS: usize = 8;
const WARM: usize = 20;
/// For so long before and after a step the driver asks nothing: its questions are work of the page's main thread too.
const UNASKED: Duration = Duration::from_millis(60);

fn main() {
    if is_asked("page_open") {
        show("page_open_ms", median((0..5).map(|_| opened(&Page::open())).collect()), "ms");
    }
    if is_asked("first_usable") {
        show("first_usable_ms", median((0..3).map(|_| first_usable()).collect()), "ms");
    }
    if is_asked("edit_to_paint") {
        show_steps(
            "edit_to_paint",
            "",
            edits(|| steps::with_sample(Page::open_traced()), "乡镇01", "指标06"),
        );
        show_steps("edit_to_paint", "/rows10000", edits(large, "0003", "指标06"));
    }
    if is_asked("scroll_step") {
        show_steps("scroll_step", "", scrolls(large));
    }
    if is_asked("heap") {
        let (before, after) = heap_of_edits(&steps::with_sample(Page::open()), 5_000);
        show("heap_before_mb", before, "MB");
        show("heap_after_edits_and_undos_mb", after, "MB");
    }
    let county = || with_book(Page::open_traced(), &measured::county(1));
    if is_asked("lab_step") {
        show_steps("lab_step", "", slides(ningwu));
        show_steps("lab_step", "/county", slides(county));
    }
    if is_asked("editor") {
        show_steps("editor_param", "", rules(county, weigh));
        show_steps("editor_structure", "", rules(county, add));
    }
    if is_asked("lab_draws") {
        show_draws("", ningwu);
        show_draws("/county", county);
    }
}

/// How long a step took, mostly and at worst.
fn show_steps(name: &str, of: &str, times: Vec<f64>) {
    show(&format!("{name}_p50_ms{of}"), median(times.clone()), "ms");
    show(&format!("{name}_p99_ms{of}"), p99(times), "ms");
}

/// How long ten thousand draws took, and how long the page answered nothing meanwhile.
fn show_draws(of: &str, open: impl Fn() -> Page) {
    let runs: Vec<(f64, f64)> = (0..3).map(|_| draws(&open())).collect();
    show(&format!("lab_draws_ms{of}"), median(runs.iter().map(|run| run.0).collect()), "ms");
    show(&format!("lab_draws_pause_ms{of}"), median(runs.iter().map(|run| run.1).collect()), "ms");
}

/// The Ningwu sample: 87 units and 700 persons.
fn ningwu() -> Page {
    let page = Page::open_traced();
    page.find("button.main[aria-describedby=ningwu]").click();
    page.find(".grid tbody td");
    page
}

/// How long the main thread is busy with each step of a slider that is dragged to and fro.
fn slides(open: impl Fn() -> Page) -> Vec<f64> {
    let open = || {
        let page = open();
        steps::tab(&page, "模拟测算");
        page.find("[data-test=moves] tbody tr");
        let hold = "document.querySelector('.sliders input[type=range]').scrollIntoView({ block: 'center' })";
        page.script(hold);
        mouse(&page, "mousePressed", 0.5);
        page
    };
    measure(open, ("input", STEPS), |page, at, mark| {
        // Between a fifth and four fifths of its way, each time somewhere else.
        let share = [0.2, 0.4, 0.6, 0.8, 0.7, 0.5, 0.3][at % 7];
        settled(page);
        mark();
        mouse(page, "mouseMoved", share);
    })
}

/// How long the main thread is busy with each change of a rule in the scheme editor.
fn rules(open: impl Fn() -> Page, change: impl Fn(&Page, usize, &dyn Fn())) -> Vec<f64> {
    let open = || {
        let page = open();
        steps::tab(&page, "考评办法");
        let section = "button[aria-label='乡镇周考评 考评指标']";
        page.find(section).click();
        page.find("[data-test=rules-table] [data-at='0,1']");
        page
    };
    measure(open, ("keydown", FEW_STEPS), change)
}

/// Gives the keyboard to a cell of the first row of the editor's table.
fn first_row(page: &Page, column: usize) {
    let choose = format!(
        "document.querySelector(`[data-test=rules-table] [data-at='0,{column}']`).click(); \
         document.querySelector('[data-test=rules-table] .rules-input').focus()"
    );
    page.script(&choose);
    settled(page);
}

/// Types another weight.
fn weigh(page: &Page, at: usize, mark: &dyn Fn()) {
    first_row(page, 1);
    let digit = (2 + at % 6).to_string();
    key(page, &digit, 50 + (at % 6) as u32, &digit);
    settled(page);
    mark();
    key(page, "Enter", 13, "\r");
}

/// Adds an indicator; before the next one it is taken back.
fn add(page: &Page, at: usize, mark: &dyn Fn()) {
    if at > 0 {
        control(page, "z", 90);
        settled(page);
    }
    first_row(page, 0);
    mark();
    control(page, "Enter", 13);
}

/// Moves the mouse on the first slider, with its button held.
fn mouse(page: &Page, kind: &str, share: f64) {
    let place = "const place = document.querySelector('.sliders input[type=range]').getBoundingClientRect(); \
                 return [place.left, place.top, place.width, place.height]";
    let place = page.script(place);
    let at = |number: usize| place[number].as_f64().expect("a number");
    let (x, y) = (at(0) + at(2) * share, at(1) + at(3) / 2.0);
    page.cdp(
        "Input.dispatchMouseEvent",
        &json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 }),
    );
}

/// How long ten thousand draws take, and for how long the page did not answer at most meanwhile.
fn draws(page: &Page) -> (f64, f64) {
    steps::tab(page, "模拟测算");
    page.role("button", "稳不稳").click();
    page.find("[data-test=intervals] tbody tr");
    page.wait("all intervals", || page.find_all(".lab-outcome > [role=status]").is_empty());
    let run = "return new Promise((done) => { \
        const begun = performance.now(); let last = begun, pause = 0; \
        [...document.querySelectorAll('form.fields')].at(-1).requestSubmit(); \
        const look = () => { \
            const now = performance.now(); pause = Math.max(pause, now - last); last = now; \
            const shown = document.querySelector('.lab progress'); \
            if (shown && shown.value >= shown.max) done([now - begun, pause]); else setTimeout(look, 0) \
        }; \
        setTimeout(look, 0) })";
    let told = page.script(run);
    let at = |number: usize| told[number].as_f64().expect("a time");
    (at(0), at(1))
}

/// From the start of the navigation to the page being there, with an empty cache.
fn opened(page: &Page) -> f64 {
    page.wait("the page", || page.find_all("#boot").is_empty());
    let time = page.script("return performance.getEntriesByName('baton-open')[0]?.startTime ?? null");
    time.as_f64().expect("the page marks when it is open")
}

/// The same with the processor slowed four times.
fn first_usable() -> f64 {
    let page = Page::open_at("?lang=en");
    page.cdp("Network.enable", &json!({}));
    page.cdp("Network.setCacheDisabled", &json!({ "cacheDisabled": true }));
    page.cdp("Emulation.setCPUThrottlingRate", &json!({ "rate": 4 }));
    page.reload();
    opened(&page)
}

/// A sheet of 10,000 rows.
fn large() -> Page {
    with_book(Page::open_traced(), &measured::weekly(10_000, 1))
}

/// A page with a book opened in it.
fn with_book(page: Page, book: &Book) -> Page {
    let page = steps::with_empty(page);
    steps::give(&page, "book.json", &write_book(book));
    page.hook("summary");
    page.role("button", "替换当前工作簿").click();
    page.wait("the book", || page.find(".book-name").value() == book.name);
    page.find(".grid tbody td");
    page
}

/// How long the main thread is busy from the key that ends an entry until the ranking is painted, for each of many steps.
fn edits(open: impl Fn() -> Page, subject: &str, column: &str) -> Vec<f64> {
    let open = || {
        let page = open();
        steps::select(&page, subject, column);
        page
    };
    measure(open, ("keydown", STEPS), |page, at, mark| {
        // Back to the cell, which Enter has left downwards.
        if at > 0 {
            key(page, "ArrowUp", 38, "");
        }
        let digit = (at % 6).to_string();
        key(page, &digit, 48 + (at % 6) as u32, &digit);
        settled(page);
        mark();
        key(page, "Enter", 13, "\r");
    })
}

/// How long the main thread is busy with each notch of the wheel: 100 pixels.
fn scrolls(open: impl Fn() -> Page) -> Vec<f64> {
    measure(open, ("scroll", STEPS), |page, at, mark| {
        mark();
        // To and fro sideways: at an edge nothing scrolls.
        let (x, y) = match at % 10 {
            4 => (100, 0),
            9 => (-100, 0),
            _ => (0, 100),
        };
        page.cdp(
            "Input.dispatchMouseEvent",
            &json!({ "type": "mouseWheel", "x": 600, "y": 400, "deltaX": x, "deltaY": y }),
        );
    })
}

/// The main thread's time of each of many steps, from an event of that type after its mark to the painted frame. A
/// browser's trace holds so many steps, and each browser gives one trace.
fn measure(
    open: impl Fn() -> Page,
    (event, steps): (&str, usize),
    step: impl Fn(&Page, usize, &dyn Fn()),
) -> Vec<f64> {
    let mut measured = Vec::new();
    for _ in 0..ROUNDS {
        let page = open();
        let mark = || {
            sleep(UNASKED);
            page.script(&format!("performance.mark('{}')", tasks::MARK));
        };
        // The first few warm up what is compiled as it is used.
        for at in 0..WARM + steps {
            step(&page, at, if at < WARM { &|| () } else { &mark });
            sleep(UNASKED);
            settled(&page);
        }
        let times = tasks::times(&page.trace(), event);
        assert_eq!(times.len(), steps, "every step is found in the trace");
        measured.extend(times);
    }
    measured
}

/// Has the browser count the time for which the main thread computes, not the time that passes.
fn count_time(page: &Page) {
    page.cdp("Performance.disable", &json!({}));
    page.cdp("Performance.enable", &json!({ "timeDomain": "threadTicks" }));
}

/// The memory of scripts and program after many edits and taking them all back, against before.
fn heap_of_edits(page: &Page, times: usize) -> (f64, f64) {
    steps::select(page, "乡镇01", "指标06");
    let before = heap(page);
    for at in 0..times {
        let digit = (at % 6).to_string();
        key(page, &digit, 48 + (at % 6) as u32, &digit);
        key(page, "Enter", 13, "\r");
        key(page, "ArrowUp", 38, "");
    }
    page.press("Escape");
    for _ in 0..times {
        control(page, "z", 90);
    }
    settled(page);
    (before, heap(page))
}

fn heap(page: &Page) -> f64 {
    page.cdp("HeapProfiler.collectGarbage", &json!({}));
    count_time(page);
    let program = "const name = performance.getEntriesByType('resource').map((entry) => entry.name) \
                   .find((name) => /\\/baton-[^/]*\\.js$/.test(name)); \
                   return import(name).then((loaded) => loaded.initSync().memory.buffer.byteLength)";
    let program = page.script(program).as_f64().expect("the program's memory");
    (metric(page, "JSHeapUsedSize") + program) / 1e6
}

/// Presses a key that types a text, or none.
fn key(page: &Page, key: &str, code: u32, text: &str) {
    let kind = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
    let mut down = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code });
    if !text.is_empty() {
        down["text"] = json!(text);
    }
    page.cdp("Input.dispatchKeyEvent", &down);
    page.cdp(
        "Input.dispatchKeyEvent",
        &json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code }),
    );
}

/// Presses a key with Control held.
fn control(page: &Page, key: &str, code: u32) {
    for kind in ["rawKeyDown", "keyUp"] {
        let pressed = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code, "modifiers": 2 });
        page.cdp("Input.dispatchKeyEvent", &pressed);
    }
}

/// Waits until what was asked for is painted.
fn settled(page: &Page) {
    page.script(
        "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))",
    );
}

fn metric(page: &Page, name: &str) -> f64 {
    let metrics = page.cdp("Performance.getMetrics", &json!({}));
    let metrics = metrics["metrics"].as_array().expect("a list of metrics");
    let found = metrics.iter().find(|metric| metric["name"] == name);
    found.and_then(|metric| metric["value"].as_f64()).expect("a metric the browser knows")
}

/// Only one in a hundred is longer.
fn p99(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() * 99 / 100]
}

fn show(key: &str, value: f64, unit: &str) {
    println!("{key}\t{value:.1}\t{unit}");
}
