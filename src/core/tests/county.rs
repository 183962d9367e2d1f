//! The county's year that benches, tests and tries at scale share (`benches/measured/county`): it is sound, the same for a
//! seed, and has in it what a year has.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

#[allow(unreachable_pub, reason = "benches use more of it")]
#[path = "../../../benches/measured/county/mod.rs"]
mod county;

use std::collections::BTreeSet;

use baton_core::calendar::Cycle;
use baton_core::edit::Session;
use baton_core::eval::Results;
use baton_core::model::{Value, read_book, write_book};

/// Changing the scheme or the generator changes them, and every figure measured with them.
#[test]
fn a_seed_gives_the_same_bytes_for_ever() {
    let text = write_book(&county::county(1));
    assert_eq!((text.len(), fingerprint(text.as_bytes())), (6_804_825, 2_160_710_549_695_979_419));
    assert_ne!(fingerprint(write_book(&county::county(2)).as_bytes()), fingerprint(text.as_bytes()));
}

#[test]
fn it_is_a_whole_year_without_a_mistake() {
    let book = county::county(1);
    let counts: Vec<usize> = book.roster.values().map(Vec::len).collect();
    assert_eq!(counts.iter().sum::<usize>(), 437);
    assert_eq!(book.entries("加扣分台账").len(), 2_000);
    let weekly = book.scheme().unwrap().sheets.iter().filter(|sheet| sheet.cycle == Cycle::Week);
    for sheet in weekly {
        assert_eq!(sheet.indicators.iter().map(|group| group.indicators.len()).sum::<usize>(), 40);
    }
    let session = Session::open(book);
    assert_eq!(session.diagnostics(), []);
    assert_eq!(session.results().space().periods(Cycle::Week).len(), 52);
    assert!(read_book(&write_book(session.book())).unwrap() == *session.book());

    let results = session.results();
    for (sheet, column, expected) in [
        ("乡镇年考评", "等次", &["优秀", "良好", "合格"][..]),
        ("部门年考评", "等次", &["优秀", "良好", "合格"]),
        ("村年考评", "等次", &["优秀", "良好", "合格"]),
        ("村季考评", "等次", &["好", "较好", "一般"]),
    ] {
        let found = texts(results, sheet, column);
        assert!(expected.iter().all(|grade| found.contains(*grade)), "{sheet}: {found:?}");
    }
    // Ties, blanks that make results provisional, marks that do not apply.
    let plan = results.plan();
    let weekly = plan.table("村周考评").unwrap();
    let places = results.column(plan.column(weekly, "排名").unwrap(), 0);
    let distinct: BTreeSet<String> = places.iter().map(|cell| cell.value.to_string()).collect();
    assert!(distinct.len() < places.len() && places.iter().any(|cell| cell.provisional));
    let mark = results.column(plan.column(weekly, "组织生活及时").unwrap(), 0);
    assert!(mark.iter().any(|cell| cell.value == Value::Blank));
    assert!(mark.iter().any(|cell| cell.value == Value::Exempt));
    // What follows: talks, rewards, lists, and entries that rules made.
    let actions = results.actions();
    for kind in ["约谈", "提醒", "奖励"] {
        assert!(actions.iter().any(|action| action.kind == kind), "no {kind}");
    }
    let listed = results.listed();
    for list in ["流动红旗乡镇", "流动黄旗村", "年度优秀"] {
        assert!(listed.iter().any(|listed| listed.list == list), "{list} is empty");
    }
    let register = plan.table("加扣分台账").unwrap();
    let made = (2_000..results.space().row_count(register)).filter(|row| results.is_there(register, 0, *row));
    assert!(made.count() > 36);
}

fn texts(results: &Results, sheet: &str, column: &str) -> BTreeSet<String> {
    let plan = results.plan();
    let table = plan.table(sheet).unwrap();
    let slot = plan.column(table, column).unwrap();
    let periods = results.space().period_count(plan, table);
    let rows = results.space().row_count(table);
    (0..periods).flat_map(|period| (0..rows).map(move |row| results.shown(slot, period, row))).collect()
}

/// FNV-1a, 64 bits: not against forgery.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
