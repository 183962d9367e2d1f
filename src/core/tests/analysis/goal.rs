//! Goal seek both ways, and what moves a subject.

use baton_core::lab::{
    Goal, GoalWay, Mover, Others, Wish, leave_one_out, levers, remedies, seek, telling, tornado,
};
use baton_core::model::{GradeRef, Value};

use super::common::session;
use super::{d, focus, names};

const SUM: &str = r#"
    class 镇
    ladder 等次 [{"name": "优", "least": 90}, {"name": "良", "least": 80}, {"name": "差"}]
    sheet 表 of 镇 by year
     total 总分 {"full": 100}
     indicator 甲 {"full": 60, "method": {"kind": "points"}}
     indicator 乙 {"full": 30, "method": {"kind": "deduct", "each": 2}}
     indicator 丙 {"full": 10, "method": {"kind": "points"}}
     名次: {"rank": {"by": "总分"}}
     等次: {"grade": {"ladder": "等次", "by": "总分"}}
    "#;
const TYPED: &str = "表\n镇 甲 乙次数 丙\n东 50 3 5.5\n西 55 1 5.5\n南 20 5 5.5";

/// 东 has 50 + 24 + 5.5 = 79.5, 西 55 + 28 + 5.5 = 88.5, 南 20 + 20 + 5.5 = 45.5.
#[test]
fn the_cheapest_single_marks() {
    let session = session(SUM, TYPED);
    let focus = focus(&session);
    let singles = |row, goal| match seek(session.results(), &focus, row, goal) {
        GoalWay::Single(changes) => changes
            .iter()
            .map(|change| {
                // The answer really does it, by typing it.
                let mut results = session.results().clone();
                results.mark(change.mark.slot, change.mark.period, row, &change.to.to_string());
                let standing = focus.standings(&results)[row];
                assert_eq!(standing, change.standing);
                assert!(goal.is_reached(&standing));
                let name = &session.plan().newest(change.mark.slot).unwrap().name;
                format!("{name} {} {}", change.to, change.share)
            })
            .collect::<Vec<_>>()
            .join(", "),
        GoalWay::Reached => "reached".to_owned(),
        GoalWay::Together { .. } => "none alone".to_owned(),
    };
    // Half a point for 良: of 丙 marked to 0.1, of 甲 to whole points, of 乙 one occurrence less of the 5 that somebody has.
    let good = Goal::Grade(GradeRef { ladder: 0, place: 1 });
    assert_eq!(singles(0, good), "甲 51 0.01666666666666666667, 丙 6 0.05, 乙次数 2 0.2");
    assert_eq!(singles(0, Goal::Score(d("79.5"))), "reached");
    // 4.5 are missing: of 乙, 2 an occurrence, all 3 occurrences must go, 3 of the 5 that somebody has: 85.5.
    assert_eq!(singles(0, Goal::Score(d("84"))), "甲 55 0.08333333333333333333, 丙 10 0.45, 乙次数 0 0.6");
    assert_eq!(singles(0, Goal::Place(1)), "甲 59 0.15");
    assert_eq!(singles(2, Goal::Place(1)), "none alone");
}

/// To be required to do less is nothing that a subject could do better: only what was done is looked for.
#[test]
fn what_is_required_is_not_to_be_less() {
    let scheme = r#"
    class 镇
    sheet 表 of 镇 by year
     total 总分 {"full": 100}
     indicator 甲 {"full": 100, "method": {"kind": "share", "target": "任务", "done": "完成"}}
     名次: {"rank": {"by": "总分"}}
    "#;
    let session = session(scheme, "表\n镇 任务 完成\n东 100 60\n西 50 40\n南 80 10");
    let names = |changes: &[baton_core::lab::MarkChange]| {
        let name =
            |of: &baton_core::lab::MarkChange| session.plan().newest(of.mark.slot).unwrap().name.clone();
        changes.iter().map(name).collect::<Vec<_>>()
    };
    let seek = |row, score| seek(session.results(), &focus(&session), row, Goal::Score(d(score)));
    // 南 did 10 of 80; 60, the most that anybody did, is 75 of 100.
    let GoalWay::Single(changes) = seek(2, "75") else { panic!("one mark does it") };
    assert_eq!((names(&changes), &changes[0].to), (vec!["完成".to_owned()], &Value::Number(d("60"))));
    // 东 did the most that anybody did: that 50 were required of it instead of 100 would do it, but is no way.
    let GoalWay::Together { changes, is_reached, .. } = seek(0, "80") else { panic!("no mark does it") };
    assert_eq!((names(&changes), is_reached), (vec![], false));
}

#[test]
fn what_together_does_it_and_what_cannot() {
    let session = session(SUM, TYPED);
    let focus = focus(&session);
    let found = seek(session.results(), &focus, 2, Goal::Score(d("92")));
    let GoalWay::Together { best, changes, is_reached } = found else { panic!("{found:?}") };
    assert!(is_reached);
    assert_eq!(best.unwrap().to, Value::Number(d("60")));
    // 59 + 28 + 5.5 = 92.5 with one occurrence; 58, or two occurrences, would be too little: each is as small as it may be.
    let steps: Vec<String> = changes.iter().map(|change| change.to.to_string()).collect();
    assert_eq!(steps, ["59", "1"]);
    let mut results = session.results().clone();
    for change in &changes {
        results.mark(change.mark.slot, change.mark.period, 2, &change.to.to_string());
    }
    assert_eq!(focus.standings(&results)[2], changes.last().unwrap().standing);
    let GoalWay::Together { is_reached, .. } = seek(session.results(), &focus, 2, Goal::Score(d("101")))
    else {
        panic!("no mark gives 101")
    };
    assert!(!is_reached);
}

const WEIGHED: &str = r#"
    class 镇
    sheet 表 of 镇 by year
     total 总分 {"combine": "mean"}
     indicator 甲 {"weight": 40, "method": {"kind": "points"}}
     indicator 乙 {"weight": 60, "method": {"kind": "points"}}
     名次: {"rank": {"by": "总分"}}
    "#;

/// 东 = 80 a + 90 b and 西 = 90 a + 84 b are equal where 10 a = 6 b; now a = 40 and b = 60, 西 leads.
#[test]
fn the_smallest_change_of_one_weight_and_whom_it_favours() {
    let session = session(WEIGHED, "表\n镇 甲 乙\n东 80 90\n西 90 84\n南 10 10");
    let focus = focus(&session);
    let levers = levers(session.results(), &focus);
    let found = remedies(session.results(), &focus, &levers, Others::Stay, Wish::Above(0, 1), 2);
    let shown: Vec<String> = found
        .iter()
        .map(|remedy| {
            let name = &session.plan().parameters[remedy.parameter].name;
            let rows = |moved: &[baton_core::lab::Moved]| {
                names(&session, &moved.iter().map(|moved| moved.row).collect::<Vec<_>>())
            };
            format!("{name} {} +{} -{}", remedy.to, rows(&remedy.favours), rows(&remedy.harms))
        })
        .collect();
    assert_eq!(shown, ["甲.权重 35.99 +东 -西", "乙.权重 66.67 +东 -西"]);
    let already = remedies(session.results(), &focus, &levers, Others::Stay, Wish::Above(1, 0), 2);
    assert!(already.is_empty());
    let never = remedies(session.results(), &focus, &levers, Others::Stay, Wish::Above(2, 0), 2);
    assert!(never.is_empty());
}

#[test]
fn what_moves_a_subject_most() {
    let session = session(SUM, TYPED);
    let focus = focus(&session);
    let levers = levers(session.results(), &focus);
    let swings = tornado(session.results(), &focus, 0, &levers, d("10"), Others::Stay);
    let shown: Vec<String> = swings
        .iter()
        .map(|swing| {
            let name = match &swing.of {
                Mover::Parameter(parameter) => session.plan().parameters[*parameter].name.clone(),
                Mover::Mark(mark) => session.plan().newest(mark.slot).unwrap().name.clone(),
            };
            format!("{name} {}..{} {}", swing.low.0, swing.high.0, swing.width.normalize())
        })
        .collect();
    assert_eq!(&shown[..3], ["甲 0..60 60", "总分.分值 90..110 15.9", "乙次数 0..5 10"]);
    assert!(shown.contains(&"乙.每次 1.8..2.2 1.2".to_owned()), "{shown:?}");
    assert!(swings.windows(2).all(|pair| pair[0].width >= pair[1].width));
}

#[test]
fn without_one_indicator() {
    let session = session(SUM, TYPED);
    let focus = focus(&session);
    let left_out = leave_one_out(session.results(), &focus);
    let name = |slot: usize| session.plan().newest(slot).unwrap().name.clone();
    let shown: Vec<String> = left_out
        .iter()
        .map(|left| format!("{} {:?} {}", name(left.slot), left.how, left.better.len() + left.worse.len()))
        .collect();
    assert_eq!(shown.len(), 3, "{shown:?}");
    // Nobody moves without 丙, on which all are equal.
    let told = telling(session.results(), &focus);
    let indifferent: Vec<String> =
        told.iter().filter(|told| told.is_indifferent).map(|told| name(told.slot)).collect();
    assert_eq!(indifferent, ["丙"]);
    let shares: baton_core::num::Decimal = told.iter().filter_map(|told| told.share).sum();
    assert_eq!(shares, d("1"));
}

/// Without 甲 the order turns; a total by a formula cannot leave one out but counts it 0.
#[test]
fn without_one_the_order_turns() {
    let session = session(WEIGHED, "表\n镇 甲 乙\n东 80 90\n西 100 84");
    let focus = focus(&session);
    let left_out = leave_one_out(session.results(), &focus);
    assert_eq!((left_out[0].better.len(), left_out[0].worse.len()), (1, 1));
    assert_eq!((left_out[1].better.len(), left_out[1].worse.len()), (0, 0));
    let scheme = r#"
    class 镇
    sheet 表 of 镇 by year
     indicator 甲 {"method": {"kind": "points"}}
     indicator 乙 {"method": {"kind": "points"}}
     总分 = 甲 + 乙
     名次: {"rank": {"by": "总分"}}
    "#;
    let session = super::common::session(scheme, "表\n镇 甲 乙\n东 80 90\n西 100 84");
    let left_out = leave_one_out(session.results(), &super::focus(&session));
    let how: Vec<_> = left_out.iter().map(|left| (left.how, left.better.len())).collect();
    assert_eq!(how, [(baton_core::lab::Without::Zero, 1), (baton_core::lab::Without::Zero, 0)]);
}
