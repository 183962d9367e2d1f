//! Losing nothing: what is called saved is there again, whatever becomes of the browser or the storage.

use std::fs;

use serde_json::{Value, json};

use crate::harness::Page;
use crate::steps::{book, case, give, menu, sample, saved, select, shows, stored, text, texts, type_into};
use crate::torture::{NO_DATABASE, Storage, damage, leave_for_a_moment, refused, torture};

#[test]
fn every_command_is_kept_at_once() {
    let page = sample();
    saved(&page);
    type_into(&page, "乡镇01", "指标06", "6");
    type_into(&page, "乡镇01", "指标07", "1");
    page.press("Control+z");
    shows(&page, "乡镇01", "指标07", "2.6");
    saved(&page);
    // No pause: the journal has the three of them before there is a snapshot.
    assert_eq!(texts(&page).iter().filter(|(key, _)| key.starts_with("journal/")).count(), 3);
    page.reload();
    shows(&page, "乡镇01", "总分", "58.19");
    assert_eq!(stored(&page).log().len(), 3);
    page.assert_no_errors();
}

#[test]
fn undo_and_the_arrangement_of_a_table_outlive_a_reload() {
    let page = sample();
    saved(&page);
    type_into(&page, "乡镇01", "指标06", "6");
    type_into(&page, "乡镇01", "指标07", "1");
    page.press("Control+z");
    saved(&page);
    // All of it lies before the snapshot.
    leave_for_a_moment(&page);
    page.press("Control+Home");
    page.find(".grid thead [data-name='排名'] .sort").click();
    page.role("button", "升序").click();
    let first = || page.find(".grid [data-r='0'] .frozen").text();
    page.wait("the first of the ranking", || first() == "乡镇10");
    page.reload();
    page.wait("the first of the ranking", || first() == "乡镇10");
    select(&page, "乡镇01", "指标06");
    page.press("Control+z");
    shows(&page, "乡镇01", "总分", "55.79");
    page.press("Control+y");
    page.press("Control+y");
    shows(&page, "乡镇01", "指标07", "1");
    page.assert_no_errors();
}

#[test]
fn a_book_of_the_first_release_is_found_and_becomes_the_first_of_the_list() {
    let page = Page::open();
    let text = fs::read_to_string(case().join("../../../src/templates/ningming/sample.json")).unwrap();
    page.script_with("localStorage.setItem('baton.book', arguments[0])", &[text.into()]);
    page.script("localStorage.setItem('baton.view', 'sheet:村月考评\\nmonth=2018-03')");
    page.reload();
    page.find(".grid tbody td");
    saved(&page);
    page.wait("the old key is gone", || page.stored("baton.book").is_none());
    page.reload();
    page.find(".grid tbody td");
    menu(&page, "工作簿列表…");
    page.wait("one book", || page.find_all("[data-test=books] tbody tr").len() == 1);
    page.assert_no_errors();
}

#[test]
fn an_old_text_that_cannot_be_read_is_put_aside() {
    let page = Page::open();
    page.script("localStorage.setItem('baton.book', '{\"format\":\"baton-book\"')");
    page.reload();
    page.wait("the notice", || page.find("[role=alert]").text().contains("上次保存的工作簿无法读取"));
    assert_eq!(page.stored("baton.unread").as_deref(), Some("{\"format\":\"baton-book\""));
    page.role("button", "保存原文为文件").click();
    assert_eq!(page.downloaded().1, b"{\"format\":\"baton-book\"");
}

#[test]
fn a_full_storage_is_told_at_once_and_the_file_offered() {
    let page = sample();
    book(&page);
    page.script(
        "IDBObjectStore.prototype.real = IDBObjectStore.prototype.add; IDBObjectStore.prototype.add = \
         function () { throw new DOMException('full', 'QuotaExceededError') }",
    );
    type_into(&page, "乡镇01", "指标06", "6");
    page.role("button", "另存为文件").click();
    let (_, content) = page.downloaded();
    let kept: Value = serde_json::from_slice(&content).unwrap();
    assert_eq!(kept["format"], "baton-book");
    assert!(page.hook("saved").text().contains("没有保存"));
    // As soon as there is room again, all of it is kept.
    type_into(&page, "乡镇01", "指标07", "1");
    page.role("button", "重试");
    // In one breath: the page tries again by itself too, and then has no such button.
    page.script(
        "IDBObjectStore.prototype.add = IDBObjectStore.prototype.real; \
         [...document.querySelectorAll('button')].find(button => button.innerText == '重试').click()",
    );
    saved(&page);
    assert_eq!(stored(&page).log().len(), 2);
}

#[test]
fn another_scheme_or_book_from_a_file_lies_beside_the_first() {
    let page = sample();
    type_into(&page, "乡镇01", "指标06", "6");
    let before = book(&page);
    give(&page, "book.json", &before.to_string().replace("宁明县考评（示例数据）", "第二本"));
    page.role("button", "作为另一个工作簿打开").click();
    page.wait("the second", || page.field("工作簿名称").value() == "第二本");
    saved(&page);
    menu(&page, "工作簿列表…");
    page.wait("two books", || page.find_all("[data-test=books] tbody tr").len() == 2);
    page.role("button", "打开").click();
    page.wait("the first", || page.field("工作簿名称").value() == "宁明县考评（示例数据）");
    shows(&page, "乡镇01", "总分", "58.19");
    page.assert_no_errors();
}

#[test]
fn a_killed_browser_loses_nothing_that_was_called_saved() {
    let tally = torture(6, Storage::Database);
    assert_eq!((tally.kills, tally.lost, tally.broken), (6, 0, 0), "{tally:?}");
}

#[test]
fn damaged_storage_is_opened_all_the_same_and_what_is_missing_is_told() {
    let damages = damage(10, 1);
    assert_eq!(
        (damages.times, damages.blank, damages.unsaid, damages.not_offered),
        (10, 0, 0, 0),
        "{damages:?}"
    );
}

#[test]
fn what_cannot_be_read_is_put_aside_and_told() {
    let page = sample();
    saved(&page);
    type_into(&page, "乡镇01", "指标06", "6");
    type_into(&page, "乡镇01", "指标07", "1");
    saved(&page);
    // The first of the two records is damaged, and the snapshots that say the same are gone.
    page.script(
        "for (const key of Object.keys(localStorage)) if (/snapshot/.test(key)) localStorage.removeItem(key); \
         return new Promise((done) => { const asked = indexedDB.open('baton'); asked.onsuccess = () => { \
         const change = asked.result.transaction('texts', 'readwrite'); \
         change.oncomplete = () => { asked.result.close(); done() }; \
         const store = change.objectStore('texts'); \
         store.openCursor().onsuccess = (event) => { const at = event.target.result; if (!at) return; \
         if (/journal.*0001$/.test(at.key)) at.update(at.value.replace('{', '[')); \
         if (/snapshot.*0*[12]\\/2/.test(at.key) && !/0000\\/2/.test(at.key)) at.delete(); at.continue() } } })",
    );
    page.reload();
    page.wait("the notice", || page.find("[role=alert]").text().contains("最近的一部分改动无法读取"));
    shows(&page, "乡镇01", "总分", "55.79");
    saved(&page);
    let aside = texts(&page).into_iter().find(|(key, _)| key.starts_with("aside/")).expect("it is put aside");
    assert!(aside.1.contains("指标06") && aside.1.contains("指标07"));
    page.role("button", "保存原文为文件").click();
    assert_eq!(page.downloaded().1, aside.1.as_bytes());
    // It goes on from there, and the next visit has nothing to complain of.
    type_into(&page, "乡镇01", "指标06", "6");
    saved(&page);
    page.reload();
    shows(&page, "乡镇01", "总分", "58.19");
    assert!(page.find_all("[role=alert]").is_empty());
}

#[test]
fn without_a_database_the_small_storage_takes_its_place() {
    let page = refused();
    page.wait("it is told", || page.find(".status").text().contains("较小的本地存储"));
    type_into(&page, "乡镇01", "指标06", "6");
    saved(&page);
    page.reload();
    shows(&page, "乡镇01", "总分", "58.19");
    page.assert_no_errors();
}

#[test]
fn without_any_storage_the_file_is_offered_loudly() {
    let page = Page::open();
    page.before_each_page(&format!(
        "{NO_DATABASE}; Object.defineProperty(window, 'localStorage', {{ get() {{ throw new DOMException('refused', 'SecurityError') }} }})"
    ));
    page.reload();
    page.role("button", "用示例数据打开").click();
    page.find(".grid tbody td");
    page.wait("the banner", || page.find(".notice.bad").text().contains("不允许本页存储数据"));
    assert!(page.hook("saved").text().contains("没有保存"));
    page.role("button", "另存为文件").click();
    assert!(page.downloaded().0.ends_with(".json"));
}

#[test]
fn a_second_page_is_read_only_until_it_takes_over() {
    two_pages(&sample());
}

#[test]
fn pages_over_plain_http_ask_each_other() {
    let page = Page::open();
    page.script("localStorage.setItem('no-locks', '1')");
    let no_locks = "Object.defineProperty(navigator, 'locks', { get: () => undefined })";
    page.before_each_page(no_locks);
    page.reload();
    page.role("button", "用示例数据打开").click();
    page.find(".grid tbody td");
    two_pages_with(&page, Some(no_locks));
}

fn two_pages(page: &Page) {
    two_pages_with(page, None);
}

fn two_pages_with(page: &Page, before: Option<&str>) {
    saved(page);
    type_into(page, "乡镇01", "指标06", "6");
    saved(page);
    let [first, second] = page.second_tab();
    if let Some(script) = before {
        page.before_each_page(script);
        page.reload();
    }
    page.wait("it is told", || page.hook("read-only").text().contains("已在另一个页面中打开"));
    shows(page, "乡镇01", "总分", "58.19");
    type_into(page, "乡镇01", "指标06", "1");
    page.wait("the refusal", || page.find("main + *, body").text().contains("本页只读"));
    shows(page, "乡镇01", "指标06", "6");
    // The first goes on; what it did is there when the second takes over.
    page.turn_to(&first);
    type_into(page, "乡镇01", "指标07", "1");
    saved(page);
    page.turn_to(&second);
    page.role("button", "由本页接手编辑").click();
    shows(page, "乡镇01", "指标07", "1");
    page.wait("it may write", || page.find_all("[data-test=read-only]").is_empty());
    type_into(page, "乡镇01", "指标07", "2");
    saved(page);
    page.turn_to(&first);
    page.wait("it is told", || page.hook("read-only").text().contains("接手"));
    type_into(page, "乡镇01", "指标07", "3");
    assert_eq!(text(page, "乡镇01", "指标07"), "1");
    page.role("button", "由本页接手编辑").click();
    shows(page, "乡镇01", "指标07", "2");
    page.assert_no_errors();
}

#[test]
fn books_are_copied_renamed_deleted_and_brought_back() {
    let page = sample();
    type_into(&page, "乡镇01", "指标06", "6");
    saved(&page);
    menu(&page, "工作簿列表…");
    page.role("button", "复制").click();
    // The rows are drawn anew whenever something has been done: read and pressed in one go.
    let names = || -> Vec<String> {
        let names = page.script(
            "return [...document.querySelectorAll('[data-test=books] tbody th')].map((name) => name.textContent)",
        );
        serde_json::from_value(names).unwrap_or_default()
    };
    page.wait("the copy", || names().contains(&"宁明县考评（示例数据）（副本）".to_owned()));
    let row = |name: &str| names().iter().position(|known| known == name).expect("in the list") + 1;
    let press = |row: usize, button: usize| {
        let press = "document.querySelector(`[data-test=books] tbody tr:nth-child(${arguments[0]}) \
                     button:nth-of-type(${arguments[1]})`).click()";
        page.script_with(press, &[json!(row), json!(button)]);
    };
    press(row("宁明县考评（示例数据）（副本）"), 2);
    page.find("[data-test=books] input");
    page.type_text("试算");
    page.press("Enter");
    page.wait("the new name", || names().contains(&"试算".to_owned()));
    press(row("试算"), 5);
    page.wait("it is gone", || names().len() == 1);
    page.role("button", "恢复").click();
    page.wait("it is back", || names().len() == 2);
    press(row("试算"), 1);
    page.wait("it is open", || page.field("工作簿名称").value() == "试算");
    shows(&page, "乡镇01", "总分", "58.19");
    // The open one is deleted: the first choice is there again, and the list.
    menu(&page, "工作簿列表…");
    page.wait("both", || names().len() == 2);
    press(row("试算"), 5);
    page.wait("one", || names().len() == 1);
    page.role("button", "关闭").click();
    page.role("button", "用示例数据打开");
    page.role("button", "工作簿列表…").click();
    page.wait("one", || names().len() == 1);
    press(1, 1);
    shows(&page, "乡镇01", "总分", "58.19");
    page.assert_no_errors();
}

#[test]
fn versions_are_looked_into_and_gone_back_to() {
    let page = sample();
    saved(&page);
    type_into(&page, "乡镇01", "指标06", "6");
    saved(&page);
    page.wait("a version", || {
        texts(&page).iter().filter(|(key, _)| key.starts_with("snapshot/")).count() == 2
    });
    menu(&page, "历史版本…");
    page.wait("two versions", || page.find_all("[data-test=versions] > tbody > tr").len() == 2);
    page.find("[data-test=versions] > tbody > tr:last-child button").click();
    assert!(page.hook("summary").text().contains("帮扶后盾单位 90"));
    page.find("[data-test=versions] > tbody > tr:nth-child(2) button:nth-of-type(2)").click();
    shows(&page, "乡镇01", "总分", "55.79");
    page.press("Control+z");
    shows(&page, "乡镇01", "总分", "58.19");
    saved(&page);
    page.assert_no_errors();
}

#[test]
fn a_program_that_fails_offers_its_data_and_the_next_start_is_whole() {
    let page = sample();
    type_into(&page, "乡镇01", "指标06", "6");
    saved(&page);
    // The browser does not give what the program relies upon.
    page.script(
        "const own = Document.prototype.createElement; \
         Document.prototype.createElement = function (tag, ...rest) { \
         if (tag === 'dialog') throw new Error('no dialog'); return own.call(this, tag, ...rest) }",
    );
    menu(&page, "历史版本…");
    page.wait("the rescue screen", || page.find(".rescue").text().contains("程序出错"));
    page.find(".rescue button:first-child").click();
    let (name, content) = page.downloaded();
    assert_eq!(name, "baton-rescue.json");
    let file: Value = serde_json::from_slice(&content).unwrap();
    assert_eq!(file["book"]["format"], "baton-book");
    page.find(".rescue button.main").click();
    shows(&page, "乡镇01", "总分", "58.19");
    // The page opens the file like any other.
    give(&page, "baton-rescue.json", &String::from_utf8(content).unwrap());
    assert!(page.hook("summary").text().contains("帮扶后盾单位 90"));
    page.role("button", "取消").click();
}

#[test]
fn when_opening_failed_earlier_versions_are_offered() {
    let page = sample();
    saved(&page);
    type_into(&page, "乡镇01", "指标06", "6");
    saved(&page);
    page.script_with("localStorage.setItem('baton.failed', arguments[0])", &[json!("opening")]);
    page.reload();
    page.wait("the choice", || page.find("dialog").text().contains("请选择一个较早的版本"));
    page.find("[data-test=versions] > tbody > tr:last-child button:nth-of-type(2)").click();
    shows(&page, "乡镇01", "总分", "55.79");
    type_into(&page, "乡镇01", "指标06", "5");
    saved(&page);
    page.reload();
    shows(&page, "乡镇01", "指标06", "5");
    page.assert_no_errors();
}

#[test]
fn a_book_begins_by_the_scheme_of_another() {
    let page = sample();
    type_into(&page, "乡镇01", "指标06", "6");
    saved(&page);
    let scheme = book(&page)["editions"].clone();
    menu(&page, "工作簿列表…");
    page.role("button", "沿用办法新建").click();
    page.wait("the new book", || page.field("工作簿名称").value().contains("新建"));
    saved(&page);
    let new = book(&page);
    assert_eq!(new["editions"], scheme);
    let has_data =
        |of: &str| new.get(of).is_some_and(|all| all.as_object().is_some_and(|all| !all.is_empty()));
    assert!(!["roster", "marks", "registers", "periods"].iter().any(|of| has_data(of)), "{new}");
    // The other one is as it was.
    menu(&page, "工作簿列表…");
    page.wait("both", || page.find_all("[data-test=books] tbody tr").len() == 2);
}
