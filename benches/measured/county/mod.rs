//! A county's year: 437 subjects of three classes, 52 weeks of 40 indicators each, months, quarters and the year made
//! of them, and a ledger of 2,000 entries. The scheme beside it is written to be read; the data come from a seed and are
//! the same in every run and on every machine.
//!
//! It needs nothing but the core, so that a test or a bench of any package takes it in by its path.

#![allow(clippy::expect_used, reason = "the scheme is part of the program")]

use std::sync::Arc;

use baton_core::calendar::{NaiveDate, Period, read_date};
use baton_core::model::{Book, Entry, FieldKind, Id, Indicator, Method, Sheet, Subject, read_scheme};

/// How many subjects each class has: towns, departments, villages.
const CLASSES: [(&str, &str, usize); 3] = [("乡镇", "乡镇", 25), ("县直部门", "部门", 72), ("村", "村", 340)];
/// How many entries the ledger has.
const ENTRIES: usize = 2_000;
/// What is typed where an indicator does not apply.
const EXEMPT: &str = "不适用";

/// The book of a seed.
pub(crate) fn county(seed: u64) -> Book {
    let scheme = read_scheme(include_str!("scheme.json")).expect("the scheme reads");
    let mut book = Book::new("示范县2018年考评", scheme);
    let mut random = Random(seed);
    // How good a subject is, in per cent: the same all year, so that some win often and some are last again and again.
    let mut levels: Vec<(&str, Subject, usize)> = Vec::new();
    for (class, short, count) in CLASSES {
        for number in 1..=count {
            levels.push((class, subject(class, short, number, count, &mut random), 60 + random.below(40)));
        }
    }
    for (class, subject, _) in &levels {
        book.roster.entry(Id::new(class)).or_default().push(subject.clone());
    }
    let sheets = book.editions[0].scheme.sheets.clone();
    for sheet in sheets.iter().filter(|sheet| sheet.name.ends_with("周考评")) {
        for week in 1..=52 {
            let period = Period::Week { year: 2018, week };
            let of_class = levels.iter().filter(|(class, ..)| *class == sheet.class.as_str());
            for (_, subject, level) in of_class.filter(|(_, subject, _)| is_there(subject, week)) {
                week_of(&mut book, sheet, period, subject, *level, &mut random);
            }
        }
    }
    for sheet in sheets.iter().filter(|sheet| sheet.name.ends_with("年考评")) {
        let (period, column) = (Period::Year(2018), Id::new("一票否优"));
        for (_, subject, _) in levels.iter().filter(|(class, ..)| *class == sheet.class.as_str()) {
            if is_there(subject, 52) && random.one_in(30) {
                book.marks.set(&sheet.id, period, &subject.id, &column, Some(Arc::from("是")));
            }
        }
    }
    let entries = (1..=ENTRIES).map(|number| entry(number, &mut random)).collect();
    book.registers.insert(Id::new("加扣分台账"), entries);
    book
}

/// A subject with its facts. Two villages become one in the middle of the year.
fn subject(class: &str, short: &str, number: usize, count: usize, random: &mut Random) -> Subject {
    let mut subject = Subject::new(&format!("{short}{number:03}"));
    let mut set = |field: &str, typed: String| subject.fields.insert(Id::new(field), typed);
    set("山区", if random.one_in(3) { "是" } else { "否" }.to_owned());
    match class {
        "县直部门" => {
            _ = set("考评组", ["党群", "政府", "政法", "企事业"][number % 4].to_owned());
        }
        "村" => {
            _ = set("乡镇", format!("乡镇{:03}", 1 + number % CLASSES[0].2));
        }
        _ => {}
    }
    if class == "村" && number > count - 2 {
        let is_old = number < count;
        subject.to = is_old.then(|| day(7, 1));
        subject.from = (!is_old).then(|| day(7, 2));
    }
    subject
}

/// Whether a subject belongs to a week of 2018: the change of villages is between the weeks 26 and 27.
fn is_there(subject: &Subject, week: u32) -> bool {
    if week <= 26 { subject.from.is_none() } else { subject.to.is_none() }
}

fn day(month: usize, day: usize) -> NaiveDate {
    read_date(&format!("2018-{month}-{day}")).expect("a day")
}

/// A subject's marks of a week: one in fifty is blank, one in two hundred exempt.
fn week_of(
    book: &mut Book,
    sheet: &Sheet,
    period: Period,
    subject: &Subject,
    level: usize,
    random: &mut Random,
) {
    let mut set = |column: &str, typed: String, random: &mut Random| {
        let typed = if random.one_in(200) { EXEMPT.to_owned() } else { typed };
        if !random.one_in(50) {
            book.marks.set(&sheet.id, period, &subject.id, &Id::new(column), Some(Arc::from(typed.as_str())));
        }
    };
    for leaf in sheet.indicators.iter().flat_map(|group| &group.indicators) {
        leaf_of(leaf, level, random, &mut set);
    }
    for input in sheet.inputs.iter().filter(|input| input.kind == FieldKind::Number) {
        let typed = match input.name.as_str() {
            "投资额" => (50 + random.below(level * 20)).to_string(),
            "收入增幅" => format!("{}.{}", random.near(level, 20) / 5, random.below(10)),
            _ => random.near(level, 25).to_string(),
        };
        set(&input.name, typed, random);
    }
}

fn leaf_of(
    leaf: &Indicator,
    level: usize,
    random: &mut Random,
    set: &mut impl FnMut(&str, String, &mut Random),
) {
    let named = |what: &str| format!("{}{what}", leaf.name);
    match leaf.method.as_ref().expect("a leaf") {
        Method::Points => {
            // In halves of a point, so that there are ties.
            let full: usize = leaf.full.and_then(|full| full.try_into().ok()).expect("whole full marks");
            let halves = random.near(level, 40) * full * 2 / 100;
            let half = if halves % 2 == 1 { ".5" } else { "" };
            set(&leaf.id, format!("{}{half}", halves / 2), random);
        }
        Method::Share(_) => {
            let target = 1 + random.below(30);
            set(&named("任务数"), target.to_string(), random);
            set(&named("完成数"), (target * random.near(level + 10, 30) / 100).to_string(), random);
        }
        Method::Percentage(_) => {
            let tenths = random.below(10);
            set(&named("百分比"), format!("{}.{tenths}", random.near(level, 20).min(99)), random);
        }
        Method::Deduct(_) => set(&named("次数"), (random.below(100 - level / 2) / 20).to_string(), random),
        Method::Gain(_) => set(&named("次数"), (random.below(level) / 15).to_string(), random),
        Method::Checklist(list) => {
            for item in &list.items {
                let is_met = random.near(level, 60) > 35;
                set(&item.name, if is_met { "是" } else { "否" }.to_owned(), random);
            }
        }
        // Their marks are inputs of the sheet, or another subject's.
        _ => {}
    }
}

/// An entry of the ledger: mostly of the county's own level, some of them one event that was reported several times.
fn entry(number: usize, random: &mut Random) -> Entry {
    let (class, short, count) = CLASSES[usize::from(!random.one_in(3))];
    let when = day(1 + random.below(12), 1 + random.below(28));
    let kinds = ["表彰奖励", "媒体宣传", "媒体宣传", "经验推广", "通报批评", "任务逾期", "舆情处置不力"];
    let levels = ["国家级", "省级", "市级", "市级", "县级", "县级", "县级", "县级"];
    let mut values = std::collections::BTreeMap::new();
    let mut set = |field: &str, typed: String| values.insert(Id::new(field), typed);
    set("事项", kinds[random.below(kinds.len())].to_owned());
    set("级别", levels[random.below(levels.len())].to_owned());
    set("文号", format!("示办〔2018〕{number}号"));
    if random.one_in(5) {
        set("事件", format!("事件{}", random.below(40)));
    }
    Entry {
        id: Id::new(&number.to_string()),
        class: Id::new(class),
        subject: Id::new(&format!("{short}{:03}", 1 + random.below(count))),
        when: Period::Day(when),
        values,
    }
}

/// Numbers that are the same in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number less than `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// A per cent at most half of `spread` from `level`.
    fn near(&mut self, level: usize, spread: usize) -> usize {
        (level + self.below(spread)).saturating_sub(spread / 2).min(100)
    }
}
