//! 考评办法: every kind of problem is made, told at its cell, and mended from there. `kinds.rs` says how one comes to each.

mod kinds;

use std::time::{Duration, Instant};
use std::{fs, thread};

use baton::ui::rules::drafts::typed as typed_into;
use baton::ui::rules::model::{Shown, keyed, said};
use baton::words::Language;
use baton::words::page::Words;
use baton::words::rules::section_in_full;
use baton_core::diag::Message;
use baton_core::edit::rules::{self, Path, Table};
use baton_core::edit::{Command, Session};
use baton_core::model::{Document, Scheme, Word, read_document};
use serde_json::{Value, json};

use self::kinds::{By, Case, How, kind, kinds};
use crate::harness::Page;
use crate::steps::{book, give, period, with_empty};

/// How long a cell may take to show what is wrong.
const PATIENCE: Duration = Duration::from_secs(15);

const BOOK: &str = include_str!("mending/book.json");

/// A cell of the editor.
#[derive(Debug)]
struct Spot {
    /// What the section's button is called.
    section: String,
    /// Its row and column in the section's table.
    cell: (usize, usize),
    /// Its row among all settings of that row, where the section's table has no cell of it.
    setting: Option<usize>,
}

impl Spot {
    /// Where the editor has the cell of that path.
    fn find(json: &Value, path: &Path) -> Self {
        let fits = |table: &Table| {
            let all = table.rows.iter().enumerate();
            let mut all = all.flat_map(|(at, row)| {
                table.heads.iter().enumerate().map(move |(column, head)| (at, column, row, head))
            });
            let found = all.find(|(_, _, row, head)| rules::cell(json, row, head).as_ref() == Some(path));
            found.map(|(at, column, row, _)| ((at, column), row.at.depth()))
        };
        let sections = rules::sections(json);
        // A total has a row among its indicators too, and that says more of it.
        let mut best: Option<(usize, Self)> = None;
        for listed in &sections {
            if let Some((cell, depth)) = fits(&rules::table(json, &listed.section))
                && best.as_ref().is_none_or(|(known, _)| depth > *known)
            {
                let section = section_in_full(listed, Language::Chinese);
                best = Some((depth, Self { section, cell, setting: None }));
            }
        }
        if let Some((_, spot)) = best {
            return spot;
        }
        for listed in &sections {
            let table = rules::table(json, &listed.section);
            for (at, row) in table.rows.iter().enumerate().filter(|(_, row)| path.is_within(&row.at)) {
                if let Some(((setting, _), _)) =
                    fits(&rules::outline(json, &row.at)).filter(|_| row.thing.is_some())
                {
                    let section = section_in_full(listed, Language::Chinese);
                    return Self { section, cell: (at, 0), setting: Some(setting) };
                }
            }
        }
        panic!("the editor has no cell {path}");
    }

    /// The cell as a selector.
    fn selector(&self) -> String {
        match self.setting {
            Some(row) => format!("[data-test=rules-settings] [data-at='{row},1']"),
            None => format!("[data-test=rules-table] [data-at='{},{}']", self.cell.0, self.cell.1),
        }
    }
}

/// What is to be seen once a problem is made.
struct Made {
    /// What is wrong and what to do.
    told: String,
    /// How many problems there are.
    count: usize,
    /// Whether what was typed waits, and the last good scheme goes on.
    waits: bool,
    /// The scheme as it is shown then.
    json: Value,
}

fn session() -> Session {
    match read_document(BOOK) {
        Ok(Document::Book(book)) => Session::open(*book),
        other => panic!("{other:?}"),
    }
}

fn shown(session: &Session) -> Shown {
    Shown::new(session, None).unwrap()
}

/// The kind of a problem, what is told of it, and what the core makes of the case.
fn made(of: &str, case: &Case) -> Made {
    let mut session = session();
    let before = shown(&session);
    let words = Words { language: Language::Chinese, word: Word::default() };
    let at = Path::read(case.at);
    let changed: Result<Scheme, Message> = match case.by {
        By::Adding => rules::add(&before.scheme, &at, None, "新指标", &|_| false).map(|(scheme, _)| scheme),
        By::Typing | By::Leaving => {
            let typed = keyed(&before.json, &at, &case.typed, Language::Chinese);
            typed_into(&session, &before, None, &at, &typed)
        }
    };
    match changed {
        Err(message) => {
            assert_eq!(kind(&message), of, "{message:?}");
            assert_eq!(case.told, case.at, "{of}: a draft waits in its own cell");
            Made { told: words.because(&message), count: 1, waits: true, json: before.json }
        }
        Ok(scheme) => {
            session.apply(&Command::SetScheme { scheme: Box::new(scheme) }).unwrap();
            let after = shown(&session);
            let problems = after.problems_of(&Path::read(case.told));
            let found = problems.iter().find(|found| kind(&found.message) == of);
            let found =
                found.unwrap_or_else(|| panic!("{of} is not told at {}: {:?}", case.told, after.problems));
            let told = words.because(&found.message);
            Made { told, count: after.problems.len(), waits: false, json: after.json.clone() }
        }
    }
}

fn cases() -> Vec<(&'static str, Case)> {
    let made = |(kind, how)| match how {
        How::Made(case) => Some((kind, case)),
        How::Elsewhere(..) => None,
    };
    kinds().into_iter().filter_map(made).collect()
}

/// Each case is what it is called, and the cells are there; what is not made in the editor is tested where it is told.
#[test]
fn every_kind_of_problem_has_a_case_or_a_reason() {
    for (kind, how) in kinds() {
        match how {
            How::Made(case) => {
                let made = made(kind, &case);
                Spot::find(&made.json, &Path::read(case.told));
            }
            How::Elsewhere(why, file, test) => {
                let text =
                    fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
                assert!(text.contains(&format!("fn {test}()")), "{kind}, since {why}: {file} has no {test}");
            }
        }
    }
}

/// Presses Enter on a button that a script finds.
fn press_button(page: &Page, what: &str, find: &str, arguments: &[Value]) {
    let focus = format!("const button = {find}; button?.focus(); return document.activeElement === button");
    page.wait(what, || page.script_with(&focus, arguments) == true);
    page.press("Enter");
}

/// Shows a section and chooses a cell of it.
fn choose(page: &Page, spot: &Spot) {
    press_button(
        page,
        &spot.section,
        "[...document.querySelectorAll('.rules-sections button')].find((of) => of.getAttribute('aria-label') === arguments[0])",
        &[json!(spot.section)],
    );
    let is_shown =
        "return document.querySelector('.rules-sections [aria-current=true]')?.getAttribute('aria-label')";
    page.wait(&spot.section, || page.script(is_shown) == spot.section.as_str());
    let table = format!("[data-test=rules-table] [data-at='{},{}']", spot.cell.0, spot.cell.1);
    go_to(page, &table);
    if spot.setting.is_some() {
        go_to(page, &spot.selector());
    }
}

/// Clicks a cell, and waits until the field stands in it with the keyboard.
fn go_to(page: &Page, cell: &str) {
    let go = "const cell = document.querySelector(arguments[0]); \
              const is_there = () => cell?.classList.contains('rules-active') && cell.contains(document.activeElement); \
              if (cell && !cell.classList.contains('rules-active')) cell.click(); \
              else if (cell && !is_there()) cell.querySelector('.rules-input')?.focus(); \
              return is_there() === true";
    page.wait(cell, || page.script_with(go, &[json!(cell)]) == true);
}

/// Types over what stands in the active cell, or deletes it.
fn type_over(page: &Page, text: &str, by: By) {
    match text {
        "" => return page.press("Delete"),
        // As by an input method: so many keys would take long.
        long if long.len() > 100 => _ = page.cdp("Input.insertText", &json!({ "text": long })),
        short => page.type_text(short),
    }
    if by == By::Leaving {
        page.script("document.querySelector('.rules-sections button').focus()");
    } else {
        page.press("Enter");
    }
}

/// What the editor shows of a cell and of all problems.
fn seen(page: &Page, cell: &str) -> Value {
    page.script_with(
        "const cell = document.querySelector(arguments[0]); \
         const has = (name) => cell?.classList.contains(name) ?? false; \
         return { bad: has('bad'), draft: has('draft'), text: cell?.querySelector('.rules-text')?.textContent, \
             title: cell?.getAttribute('title'), told: cell?.querySelector('.rules-problem')?.textContent, \
             count: document.querySelector('[data-test=rules-count]')?.textContent, \
             list: [...document.querySelectorAll('[data-test=rules-problems] li')].map((of) => of.textContent), \
             sound: !!document.querySelector('[data-test=rules-sound]') }",
        &[json!(cell)],
    )
}

fn wait_for(page: &Page, what: &str, cell: &str, fits: impl Fn(&Value) -> bool) {
    let start = Instant::now();
    loop {
        let now = seen(page, cell);
        if fits(&now) {
            return;
        }
        assert!(start.elapsed() < PATIENCE, "{what}: {cell} {now:#}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn is_told(text: &Value, told: &str) -> bool {
    text.as_str().is_some_and(|text| text.contains(told))
}

/// Shows a tab, without asking for every button's name.
fn tab(page: &Page, name: &str) {
    let press = "[...document.querySelectorAll('.tabs [role=tab]')].find((of) => of.innerText.trim() === arguments[0])?.click(); \
                 return document.querySelector('.tabs [aria-selected=true]')?.innerText.trim()";
    page.wait(name, || page.script_with(press, &[json!(name)]) == name);
}

/// Results go on, and say so where something waits.
fn results_go_on(page: &Page, kind: &str, waits: bool) {
    tab(page, "月");
    // While it waits they are what they were; what stands may change them.
    let total = if waits { "87" } else { "东镇" };
    let read = "return [document.querySelector('.grid')?.textContent.includes(arguments[0]) ?? false, \
                    document.querySelector('[data-test=drafts-wait]')?.textContent ?? '']";
    page.wait(&format!("{kind}: results"), || {
        let read = page.script_with(read, &[json!(total)]);
        let notice = read[1].as_str().unwrap_or_default();
        read[0] == true && notice.contains("1 处修改尚未采用") == waits
    });
    tab(page, "考评办法");
}

/// The field in the active cell says what is wrong, for who does not see it.
fn is_said(page: &Page, cell: &str, told: &str) -> bool {
    let read = "const cell = document.querySelector(arguments[0]); const field = document.activeElement; \
                return cell?.contains(field) && field.getAttribute('aria-invalid') === 'true' \
                    ? document.getElementById(field.getAttribute('aria-describedby'))?.textContent : null";
    is_told(&page.script_with(read, &[json!(cell)]), told)
}

fn make_and_mend(page: &Page, of: &str, case: &Case, before: &Shown, kept: &Value) {
    let made = made(of, case);
    let at = Spot::find(&made.json, &Path::read(case.told));
    let cell = at.selector();
    if case.by == By::Adding {
        let list = "指标库";
        press_button(
            page,
            list,
            "[...document.querySelectorAll('.rules-sections button')].find((of) => of.getAttribute('aria-label') === arguments[0])",
            &[json!(list)],
        );
        page.wait(list, || {
            let focus = "document.querySelector('[data-test=rules-table] .rules-input')?.focus(); \
                         return document.querySelector('.rules-sections [aria-current=true]')?.getAttribute('aria-label')";
            page.script(focus) == list
        });
        page.press("Control+Enter");
    } else {
        choose(page, &Spot::find(&before.json, &Path::read(case.at)));
        type_over(page, &case.typed, case.by);
    }
    if case.told != case.at {
        choose(page, &at);
    }
    wait_for(page, of, &cell, |now| {
        now["bad"] == true
            && now["draft"] == made.waits
            && is_told(&now["title"], &made.told)
            && is_told(&now["told"], &made.told)
            && now["count"].as_str().is_some_and(|count| count.ends_with(&format!("· {}", made.count)))
            && now["list"].as_array().is_some_and(|list| list.iter().any(|of| is_told(of, &made.told)))
            && (case.told != case.at || case.by == By::Adding || now["text"] == case.typed.trim())
    });
    results_go_on(page, of, made.waits);
    // From the list to the cell.
    press_button(
        page,
        "the problem in the list",
        "[...document.querySelectorAll('[data-test=rules-problems] li')].find((of) => of.textContent.includes(arguments[0]))?.querySelector('button')",
        &[json!(made.told)],
    );
    page.wait(&format!("{of}: {cell} is chosen and says what is wrong"), || is_said(page, &cell, &made.told));
    // Mended there, or at the cell of which it speaks.
    if case.by == By::Adding {
        page.press("Control+Delete");
    } else {
        if case.told != case.at {
            choose(page, &Spot::find(&made.json, &Path::read(case.at)));
        }
        type_over(page, &said(&before.json, &Path::read(case.at), Language::Chinese), By::Typing);
    }
    wait_for(page, &format!("{of} is mended"), &cell, |now| {
        now["sound"] == true
            && now["bad"] == false
            && now["count"].as_str().is_some_and(|of| !of.contains('·'))
    });
    let now = &book(page)["editions"][0]["scheme"];
    assert_eq!(now, kept, "{of} leaves nothing behind");
}

#[test]
fn every_kind_of_problem_is_told_at_its_cell_and_mended_from_there() {
    let page = with_empty(Page::open());
    give(&page, "book.json", BOOK);
    page.hook("summary");
    page.role("button", "替换当前工作簿").click();
    page.wait("the book", || page.find(".book-name").value() == "试");
    page.find(".grid tbody td");
    let before = shown(&session());
    let kept = book(&page)["editions"][0]["scheme"].clone();
    tab(&page, "月");
    period(&page, "2025-01");
    tab(&page, "考评办法");
    page.hook("rules-sound");
    for (kind, case) in cases() {
        make_and_mend(&page, kind, &case, &before, &kept);
    }
    page.assert_no_errors();
}
