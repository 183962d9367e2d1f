//! The kill test: a script types, pastes, undoes and redoes while the browser is killed at a random moment. After
//! opening it again everything that was called saved must be there, and the book must be whole.

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use baton_core::edit::log::Act;
use serde_json::{Value, json};

use crate::harness::Page;
use crate::steps::{sample, saved, stored, texts};

/// Where the marks are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Storage {
    /// In the browser's database.
    Database,
    /// In localStorage, because the database is refused.
    LocalOnly,
}

/// What came of some kills.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// How often the browser was killed.
    pub(crate) kills: u32,
    /// How many commands had been called saved by then.
    pub(crate) saved: u64,
    /// How often something that had been called saved was missing.
    pub(crate) lost: u32,
    /// How often the book could not be opened, or the page stayed blank.
    pub(crate) broken: u32,
}

/// Refuses the database to every page.
pub(crate) const NO_DATABASE: &str = "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('refused', 'SecurityError') } })";

/// The marks of some columns, and whether the page says that everything is saved.
const LOOK: &str = "
    const heads = [...document.querySelectorAll('.grid thead [data-name]')];
    const columns = ['指标06', '指标07'].map((name) => heads.find((th) => th.dataset.name === name)?.dataset.column);
    const marks = {};
    for (const row of document.querySelectorAll('.grid .pane [data-r]'))
        for (const column of columns)
            marks[row.querySelector('.frozen').textContent + ' ' + column] =
                document.querySelector(`.grid tr[data-r='${row.dataset.r}'] [data-c='${column}']`).textContent;
    return [marks, document.querySelector('[data-test=saved]')?.textContent === '已保存']";

const SELECT: &str = "
    const [subject, name] = arguments;
    const head = [...document.querySelectorAll('.grid thead [data-name]')].find((th) => th.dataset.name === name);
    const row = [...document.querySelectorAll('.grid .pane [data-r]')].find((row) => row.querySelector('.frozen').textContent === subject);
    const cell = document.querySelector(`.grid tr[data-r='${row?.dataset.r}'] [data-c='${head?.dataset.column}']`);
    cell?.scrollIntoView({ block: 'center', inline: 'center' });
    cell?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
    return !!cell";

const PASTE: &str = "
    const data = new DataTransfer();
    data.setData('text/plain', arguments[0]);
    (document.activeElement ?? document.body).dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    return new Promise((done) => setTimeout(() => {
        document.querySelector('dialog[open] button.main')?.click();
        done()
    }, 30))";

type Marks = BTreeMap<String, Value>;

/// Kills the browser so many times, each time at a random moment.
pub(crate) fn torture(kills: u32, storage: Storage) -> Tally {
    let mut random = Random::new();
    let mut page = sample();
    if storage == Storage::LocalOnly {
        page = refused();
    }
    saved(&page);
    let before = (storage == Storage::LocalOnly).then_some(NO_DATABASE);
    wide(&page);
    let mut tally = Tally::default();
    let mut number = 0;
    for _ in 0..kills {
        let start = look(&page);
        let kill = page.killer();
        let moment = Duration::from_millis(random.below(2500));
        let killer = thread::spawn(move || {
            thread::sleep(moment);
            kill();
        });
        let (mut seen, under_way) = until_killed(&page, &mut random, &mut number);
        seen.splice(0..0, start);
        killer.join().expect("the killer does not panic");
        tally.kills += 1;
        tally.saved += seen.iter().filter(|(_, is_saved)| *is_saved).count() as u64;
        page.start_again(before);
        wide(&page);
        match opened(&page) {
            Opened::Book => tally.lost += u32::from(!is_there(&page, &seen, under_way, number)),
            other => {
                // Nothing at all is left, or nothing is to be seen: the next kill begins anew.
                tally.lost += u32::from(other == Opened::Nothing);
                tally.broken += u32::from(other == Opened::Blank);
                page = if storage == Storage::LocalOnly { refused() } else { sample() };
                wide(&page);
                saved(&page);
            }
        }
    }
    tally
}

/// What a step does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Type,
    UndoOrRedo,
}

/// What the page shows when it is opened again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    Book,
    /// The choice of the first moment.
    Nothing,
    Blank,
}

/// Whether all that had been called saved is there: the book is as it was at that moment or at a later one, or one step
/// further, which was under way.
fn is_there(page: &Page, seen: &[(Marks, bool)], under_way: Step, number: u64) -> bool {
    let Some((marks, _)) = look(page) else { return false };
    let last = seen.iter().rposition(|(_, is_saved)| *is_saved).unwrap_or(0);
    let may_be = seen.get(last..).unwrap_or_default();
    let Some((newest, _)) = may_be.last() else { return true };
    let is_step = match under_way {
        // Every text is typed once only, and says when.
        Step::Type => marks
            .iter()
            .filter(|(cell, text)| newest.get(*cell) != Some(text))
            .all(|(_, text)| text.as_str().is_some_and(|text| text.contains(&format!("{number:05}")))),
        Step::UndoOrRedo => {
            stored(page).log().newest_first().next().is_some_and(|last| last.act != Act::Apply)
        }
    };
    let is_there = is_step || may_be.iter().any(|(seen, _)| *seen == marks);
    if !is_there {
        let other = |(cell, text): &(&String, &Value)| newest.get(*cell) != Some(text);
        eprintln!("missing after kill: {:?}", marks.iter().filter(other).collect::<Vec<_>>());
    }
    is_there
}

/// Types, pastes, undoes and redoes until the browser is gone; gives what was seen after each step, and what was under way.
fn until_killed(page: &Page, random: &mut Random, number: &mut u64) -> (Vec<(Marks, bool)>, Step) {
    let mut seen = Vec::new();
    loop {
        *number += 1;
        let subject = format!("乡镇{:02}", 1 + random.below(13));
        let column = if random.below(2) == 0 { "指标06" } else { "指标07" };
        if page.try_script(SELECT, &[json!(subject), json!(column)]).is_none() {
            return (seen, Step::Type);
        }
        // Every text is typed only once, so that it says when it was typed; a zero at its end would not be shown.
        let text = format!("1.{number:05}1");
        let chance = random.below(10);
        let step = if chance < 2 { Step::UndoOrRedo } else { Step::Type };
        let is_there = match chance {
            0 => page.try_type("", "Control+z"),
            1 => page.try_type("", "Control+y"),
            2 => page.try_script(PASTE, &[json!(format!("{text}1\n{text}2\n"))]).is_some(),
            _ => page.try_type(&text, "Enter"),
        };
        // Sometimes at once, sometimes when it has been saved.
        if random.below(2) == 0 {
            thread::sleep(Duration::from_millis(random.below(40)));
        }
        match look(page).filter(|_| is_there) {
            Some(state) => seen.push(state),
            None => return (seen, step),
        }
    }
}

/// So that the columns looked at are in sight: others are not drawn.
fn wide(page: &Page) {
    page.resize(1800, 900);
}

fn look(page: &Page) -> Option<(Marks, bool)> {
    let looked = page.try_script(LOOK, &[])?;
    let marks = looked[0].as_object()?.iter().map(|(cell, text)| (cell.clone(), text.clone())).collect();
    Some((marks, looked[1].as_bool()?))
}

/// The marks once all that was done is painted: what is saved may not be.
fn painted(page: &Page) -> Option<Marks> {
    page.try_script(
        "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))",
        &[],
    )?;
    look(page).map(|(marks, _)| marks)
}

/// Waits for the page to show something.
fn opened(page: &Page) -> Opened {
    match shown(page) {
        // What is stored can be put together too.
        Opened::Book if stored(page).book().roster.is_empty() => Opened::Blank,
        shown => shown,
    }
}

/// The same without looking into the storage.
fn shown(page: &Page) -> Opened {
    let shown = page.try_script(
        "return new Promise((done) => { const begun = Date.now(); const look = () => \
         document.querySelector('.grid tbody td') ? done('book') : document.querySelector('.start') ? done('start') : \
         Date.now() - begun > 15000 ? done('blank') : setTimeout(look, 20); look() })",
        &[],
    );
    match shown.as_ref().and_then(Value::as_str) {
        Some("book") => Opened::Book,
        Some("start") => Opened::Nothing,
        _ => Opened::Blank,
    }
}

/// What came of damaging what is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Damages {
    /// How often something was damaged.
    pub(crate) times: u32,
    /// How often the page stayed blank.
    pub(crate) blank: u32,
    /// How often something was missing, or not as it had been, and nothing was said.
    pub(crate) unsaid: u32,
    /// How often that was said, but not all that is left was offered as a file.
    pub(crate) not_offered: u32,
    /// How often something was missing and all of that was done.
    pub(crate) told: u32,
}

/// How what is stored is damaged.
#[derive(Clone, Copy, Debug)]
enum Damage {
    /// Some letters of a text are others.
    Letters,
    /// Letters of several texts are others.
    Several,
    /// The end of a text is missing.
    Cut,
    /// Nothing of a text is left.
    Emptied,
    /// A text is missing.
    Removed,
    /// Two texts stand in each other's place.
    Swapped,
    /// In the place of a text stands something that is none.
    Foreign,
    /// The database is gone.
    NoDatabase,
    /// All that was in localStorage is gone.
    NoLocal,
}

const DAMAGES: [Damage; 12] = [
    Damage::Letters,
    Damage::Letters,
    Damage::Several,
    Damage::Cut,
    Damage::Cut,
    Damage::Emptied,
    Damage::Removed,
    Damage::Removed,
    Damage::Swapped,
    Damage::Foreign,
    Damage::NoDatabase,
    Damage::NoLocal,
];

/// Damages what is stored, so many times, and opens the page again. The same seed does the same.
pub(crate) fn damage(times: u32, seed: u64) -> Damages {
    let mut random = Random::of(seed);
    let mut damages = Damages::default();
    let mut page = sample();
    saved(&page);
    wide(&page);
    let mut number = 0;
    for _ in 0..times {
        for _ in 0..1 + random.below(3) {
            number += 1;
            let subject = format!("乡镇{:02}", 1 + random.below(13));
            page.try_script(SELECT, &[json!(subject), json!("指标06")]);
            page.try_type(&format!("2.{number:05}"), "Enter");
        }
        saved(&page);
        if random.below(2) == 0 {
            leave_for_a_moment(&page);
        }
        let before = painted(&page);
        let done = damage_once(&page, &mut random);
        page.reload();
        damages.times += 1;
        let shown = shown(&page);
        let after = painted(&page);
        let is_same = shown == Opened::Book && after == before;
        let told = page.script(
            "return [...document.querySelectorAll('[role=alert]')].map((alert) => alert.textContent).join() || null",
        );
        let told = told.as_str().unwrap_or_default();
        let is_offered = told.contains("保存原文为文件") || told.contains("浏览器的存储");
        let wrong = match shown {
            Opened::Blank => Some(&mut damages.blank),
            _ if is_same => None,
            _ if told.is_empty() => Some(&mut damages.unsaid),
            _ if !is_offered => Some(&mut damages.not_offered),
            _ => {
                damages.told += 1;
                None
            }
        };
        if let Some(wrong) = wrong {
            *wrong += 1;
            let differ =
                |(cell, text): &(String, Value)| before.as_ref().and_then(|of| of.get(cell)) != Some(text);
            let other: Vec<_> = after.into_iter().flatten().filter(differ).collect();
            eprintln!(
                "seed {seed}, time {}: {done}, then told “{told}”; other marks: {other:?}",
                damages.times
            );
        }
        if shown != Opened::Book || page.find_all(".grid tbody td").is_empty() {
            page = sample();
            wide(&page);
        }
        saved(&page);
    }
    damages
}

/// Turns away from the page and back, and waits for the snapshot that is made then.
pub(crate) fn leave_for_a_moment(page: &Page) {
    let snapshots = || texts(page).iter().filter(|(key, _)| key.starts_with("snapshot/")).count();
    let newest = || texts(page).iter().rev().find(|(key, _)| key.starts_with("snapshot/")).cloned();
    let (many, before) = (snapshots(), newest());
    page.script(
        "const turn = (state) => { \
             Object.defineProperty(document, 'visibilityState', { get: () => state, configurable: true }); \
             document.dispatchEvent(new Event('visibilitychange', { bubbles: true })) }; \
         turn('hidden'); turn('visible')",
    );
    page.wait("a snapshot", || snapshots() != many || newest() != before);
}

/// Damages something; gives what was done, in words.
fn damage_once(page: &Page, random: &mut Random) -> String {
    let all = texts(page);
    let kind = random.pick(&DAMAGES);
    // Half of the time what was written last, on which most depends.
    let key = |random: &mut Random| -> String {
        let records: Vec<&String> =
            all.iter().map(|(key, _)| key).filter(|key| key.starts_with("journal/")).collect();
        match records.last() {
            Some(last) if random.below(4) == 0 => (*last).clone(),
            _ => random.pick(&all).0,
        }
    };
    let many = if matches!(kind, Damage::Several) { 4 } else { 2 };
    let keys: Vec<String> = (0..many).map(|_| key(random)).collect();
    let place = random.pick(&["both", "both", "database", "local"]);
    let at: Vec<u64> = (0..8).map(|_| random.below(1 << 40)).collect();
    let letters: Vec<String> = (0..8).map(|_| char::from(32 + random.below(95) as u8).to_string()).collect();
    let is_new = random.below(2) == 0;
    page.script_with(
        DAMAGE,
        &[json!(format!("{kind:?}")), json!(keys), json!(place), json!(at), json!(letters), json!(is_new)],
    );
    format!("{kind:?} in {place}: {}, letters {letters:?} at {at:?}", keys.join(", "))
}

/// Damages stored texts.
const DAMAGE: &str = "
    const [kind, keys, place, at, letters, isNew] = arguments;
    if (isNew) sessionStorage.clear();
    const other = (text, i) => {
        const where = at[i] % Math.max(1, text.length);
        return text.slice(0, where) + letters[i] + text.slice(where + 1);
    };
    const damaged = (text) => {
        if (kind === 'Letters') return [...Array(1 + (at[7] % 5)).keys()].reduce(other, text);
        if (kind === 'Several') return other(text, 0);
        if (kind === 'Cut') return text.slice(0, at[0] % Math.max(1, text.length));
        if (kind === 'Emptied') return '';
        if (kind === 'Foreign') return 7;
        return undefined;
    };
    const own = (key) => 'baton.' + key;
    const local = (key, value) =>
        value === undefined || value === null ? localStorage.removeItem(own(key)) : localStorage.setItem(own(key), value);
    const list = kind === 'Several' ? keys : keys.slice(0, 1);
    const [a, b] = keys;
    if (kind === 'NoLocal') localStorage.clear();
    else if (kind !== 'NoDatabase' && place !== 'database') {
        if (kind === 'Swapped') {
            const [x, y] = [localStorage.getItem(own(a)), localStorage.getItem(own(b))];
            local(a, y), local(b, x);
        } else for (const key of list) {
            const text = localStorage.getItem(own(key));
            if (text !== null) local(key, damaged(text));
        }
    }
    return new Promise((done) => {
        if (kind === 'NoDatabase') {
            const gone = indexedDB.deleteDatabase('baton');
            gone.onsuccess = gone.onerror = () => done();
            return;
        }
        const asked = indexedDB.open('baton');
        asked.onsuccess = () => {
            const change = asked.result.transaction('texts', 'readwrite');
            change.oncomplete = () => { asked.result.close(); done() };
            const store = change.objectStore('texts');
            const put = (key, value) => value === undefined ? store.delete(key) : store.put(value, key);
            const get = (key, then) => (store.get(key).onsuccess = (event) => then(event.target.result));
            if (place === 'local' || kind === 'NoLocal') return;
            if (kind === 'Swapped') get(a, (x) => get(b, (y) => { put(a, y); put(b, x) }));
            else for (const key of list)
                get(key, (text) => text !== undefined && put(key, damaged(String(text))));
        };
    })";

/// A page to which the database is refused, with the sample open.
pub(crate) fn refused() -> Page {
    let page = Page::open();
    page.before_each_page(NO_DATABASE);
    page.reload();
    page.role("button", "用示例数据打开").click();
    page.find(".grid tbody td");
    page
}

/// Chance: other moments in every run, or the same ones for a seed.
struct Random(u64);

impl Random {
    fn new() -> Self {
        Self::of(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos() as u64))
    }

    fn of(seed: u64) -> Self {
        // Small seeds must not begin alike.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize].clone()
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
