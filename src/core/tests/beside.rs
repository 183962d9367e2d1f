//! A variant beside the book that it changes: what it takes over of the known results, and what it computes, is what the
//! book of it gives opened anew. On random books: `properties/variants.rs`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(clippy::arithmetic_side_effects, reason = "tests")]

mod common;

use baton_core::calendar::Cycle;
use baton_core::edit::{Session, book_of};
use baton_core::eval::Results;
use baton_core::lab::{Trial, backtest, diff};
use baton_core::model::{
    Card, Change, Entry, EntryChange, OverrideChange, OverrideKey, OverrideValue, PeriodSpan, Subject,
    Variant,
};

const SCHEME: &str = r#"
    parameter 系数 2
    class 镇
    ladder 等次表 [{"name": "优", "least": 60}, {"name": "差"}]
    register 台账 of 镇
     事 text
     常 = 5
    sheet 月 of 镇 by month
     农业
     工业
     合 = 农业 + 工业
     取 = 农业
     前 = PREV(农业)
     商 = 农业 / 3 | {"places": 2}
     倍 = 农业 * 系数
     等次: {"grade": {"ladder": "等次表", "by": "农业"}}
     写 = 等次 & "等"
     次 = SUM(ENTRIES(台账.常))
    "#;

const TYPED: &str = "
    月
    期 镇 农业 工业
    2018-01 甲 20 7
    2018-02 甲 40 8
    2018-03 甲 80 9

    台账
    日期 镇 事
    2018-02-03 甲 一
    2018-03-03 甲 二
    ";

fn variant(cards: Vec<Card>) -> Variant {
    Variant { id: "v".into(), title: "试".to_owned(), cards, ..Variant::default() }
}

/// The results of a variant, which are those of its book opened anew.
#[track_caller]
fn tried(session: &Session, cards: Vec<Card>) -> Results {
    let variant = variant(cards);
    let shown = Trial::new(session.book(), session.results(), &variant);
    assert_eq!(shown.unfit(), []);
    let fresh = Session::open(book_of(session.book(), &variant).unwrap());
    let (shown, fresh) = (shown.results().clone(), fresh.results());
    assert_eq!(shown.space().too_many(), fresh.space().too_many());
    for (slot, column) in fresh.plan().columns.iter().enumerate() {
        for period in 0..fresh.space().period_count(fresh.plan(), column.table) {
            let (own, expected) = (shown.column(slot, period), fresh.column(slot, period));
            assert_eq!(own, expected, "{} in period {period}", column.id);
            for row in 0..expected.len() {
                let computed = shown.computed(slot, period, row);
                assert_eq!(computed, fresh.computed(slot, period, row), "{}", column.id);
            }
        }
    }
    shown
}

/// A cell as it is shown; of a register without a period.
fn cell(results: &Results, table: &str, period: Option<&str>, row: &str, column: &str) -> String {
    let period = period.map(|period| period.parse().unwrap());
    let (slot, at, row) = results.locate(table, period, row, column).unwrap();
    results.show(&results.cell(slot, at, row).unwrap().value)
}

#[test]
fn a_column_is_computed_anew_where_its_formula_its_numbers_or_its_rounding_are_others() {
    let session = common::session(SCHEME, TYPED);
    for (from, to, column, before, after) in [
        ("农业 + 工业", "农业 * 工业", "合", "89", "720"),
        ("取 = 农业", "取 = 工业", "取", "80", "9"),
        ("PREV(农业)", "PREV(农业, 2)", "前", "40", "20"),
        (r#"{"places": 2}"#, r#"{"places": 1}"#, "商", "26.67", "26.7"),
        ("系数 2", "系数 3", "倍", "160", "240"),
        (r#""name": "优""#, r#""name": "优秀""#, "写", "优等", "优秀等"),
        ("常 = 5", "常 = 6", "次", "5", "6"),
    ] {
        // A column before it, so that the whole is compiled and columns have other numbers.
        let changed = SCHEME.replace(from, to).replace("\n     合 =", "\n     新 = 1\n     合 =");
        assert_ne!(changed, SCHEME.replace("\n     合 =", "\n     新 = 1\n     合 ="), "{from}");
        let changed = common::session(&changed, "");
        let cards = diff(session.book().scheme().unwrap(), changed.book().scheme().unwrap());
        let after_it = tried(&session, cards);
        let shown = |of: &Results| cell(of, "月", Some("2018-03"), "甲", column);
        assert_eq!((shown(session.results()).as_str(), shown(&after_it).as_str()), (before, after));
    }
}

#[test]
fn entries_that_come_or_go_to_another_month_are_counted_there() {
    let session = common::session(SCHEME, TYPED);
    let first = session.book().entries("台账")[0].clone();
    let moved = Entry { when: "2018-03-09".parse().unwrap(), ..first.clone() };
    let more = Entry { id: "新".into(), when: "2018-01-09".parse().unwrap(), ..first.clone() };
    let entry = |before: Option<&Entry>, after: Option<&Entry>| {
        let entry = after.or(before).unwrap().id.clone();
        let boxed = |of: Option<&Entry>| of.cloned().map(Box::new);
        let (before, after) = (boxed(before), boxed(after));
        vec![Card::new(Change::Entry(EntryChange { register: "台账".into(), entry, before, after }))]
    };
    for (cards, expected) in [
        (entry(Some(&first), Some(&moved)), ["0", "0", "10"]),
        (entry(None, Some(&more)), ["5", "5", "5"]),
        (entry(Some(&first), None), ["0", "0", "5"]),
    ] {
        let results = tried(&session, cards);
        let sums = ["2018-01", "2018-02", "2018-03"].map(|at| cell(&results, "月", Some(at), "甲", "次"));
        assert_eq!(sums, expected);
    }
    let results = tried(&session, entry(None, Some(&more)));
    assert_eq!(cell(&results, "台账", None, "新", "常"), "5");
}

#[test]
fn a_cell_put_by_hand_is_the_one_put_there() {
    let session = common::session(SCHEME, TYPED);
    let key = OverrideKey {
        table: "月".into(),
        period: "2018-03".parse().ok(),
        row: "甲".into(),
        column: "合".into(),
    };
    let value =
        OverrideValue { value: "50".to_owned(), reason: "评议".to_owned(), ..OverrideValue::default() };
    let by_hand = OverrideChange { key, before: None, after: Some(value) };
    let results = tried(&session, vec![Card::new(Change::Override(by_hand))]);
    assert_eq!(cell(&results, "月", Some("2018-03"), "甲", "合"), "50");
    let (slot, at, row) = results.locate("月", "2018-03".parse().ok(), "甲", "合").unwrap();
    assert_eq!(results.show(&results.computed(slot, at, row).unwrap().value), "89");
}

#[test]
fn a_backtest_computes_older_entries_by_the_newest_edition() {
    let edition = |factor: u32| format!("class 镇\nregister 台账 of 镇\n 分\n 得 = 分 * {factor}\n");
    let scheme = format!("{}edition 2018-02-01\n{}", edition(2), edition(3));
    let session = common::session(&scheme, "台账\n日期 镇 分\n2018-01-05 甲 7");
    let shown = |results: &Results| cell(results, "台账", None, "1", "得");
    assert_eq!(shown(session.results()), "14");
    let backtest = backtest(session.book(), session.results(), &variant(Vec::new()), None).unwrap();
    assert_eq!(shown(&backtest.results), "21");
}

#[test]
fn a_variant_of_too_many_cells_takes_nothing_over_from_periods_that_it_has_not() {
    let scheme = "class 镇\nregister 台账 of 镇\n 读 = 月.x\nsheet 月 of 镇 by month\n x\n";
    let mut book =
        common::session(scheme, "台账\n日期 镇\n2018-01-05 甲\n\n月\n期 镇 x\n2018-01 甲 7").book().clone();
    let more = (0..1_000).map(|number| Subject::new(&number.to_string()));
    book.roster.get_mut("镇").unwrap().extend(more);
    let span = PeriodSpan { first: "2018-01".parse().unwrap(), last: "2022-12".parse().unwrap() };
    book.periods.insert(Cycle::Month, span);
    let session = Session::open(book);
    assert_eq!(cell(session.results(), "台账", None, "1", "读"), "7");
    let columns: String = (0..340).map(|number| format!(" 列{number} = 1\n")).collect();
    let changed = common::session(&format!("{scheme}{columns}"), "");
    let results = tried(&session, diff(session.book().scheme().unwrap(), changed.book().scheme().unwrap()));
    assert!(results.space().too_many().is_some());
    assert_ne!(cell(&results, "台账", None, "1", "读"), "7");
}
