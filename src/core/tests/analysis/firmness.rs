//! Intervals: a question, its two ends, and the scores just inside and just outside of each.

use baton_core::edit::Session;
use baton_core::lab::{End, Others, Question, interval, lever, levers};

use super::common::session;
use super::{d, focus, names, parameter};

/// Two indicators, weighed: the mean of 甲 and 乙.
const MEAN: &str = r#"
    class 镇
    sheet 表 of 镇 by year
     total 总分 {"combine": "mean"}
     indicator 甲 {"weight": 40, "method": {"kind": "points"}}
     indicator 乙 {"weight": 60, "method": {"kind": "points"}}
     名次: {"rank": {"by": "总分"}}
    "#;

/// 东 leads by 乙, 西 by 甲: they are equal where 甲 weighs as much as 乙 by 5 : 10.
const TYPED: &str = "表\n镇 甲 乙\n东 80 90\n西 90 85\n南 70 70";

fn end(session: &Session, end: &End) -> String {
    match end {
        End::Change { inside, outside, rows } => {
            format!("{inside}|{outside} {}", names(session, rows))
        }
        End::Open { limit } => format!("open {limit}"),
    }
}

/// The interval of a parameter as `low .. high way`, after its ends were scored again.
fn found(session: &Session, name: &str, others: Others, question: Question, places: u32) -> String {
    let focus = focus(session);
    let lever = lever(session.results(), &focus, parameter(session, name)).unwrap();
    let found = interval(session.results(), &focus, &lever, others, question, places).unwrap();
    for end in [&found.low, &found.high] {
        if let End::Change { inside, outside, .. } = end {
            let places_at = |value| {
                let mut results = session.results().clone();
                for (parameter, value) in lever.at(&results.clone(), value, others).unwrap() {
                    results.set_parameter(parameter, value);
                }
                focus.standings(&results).iter().map(|standing| standing.place).collect::<Vec<_>>()
            };
            let now: Vec<_> =
                focus.standings(session.results()).iter().map(|standing| standing.place).collect();
            if question == Question::First {
                let first = |places: &[Option<usize>]| -> Vec<bool> {
                    places.iter().map(|place| *place == Some(1)).collect()
                };
                assert_eq!(first(&places_at(*inside)), first(&now), "inside of {name}");
                assert_ne!(first(&places_at(*outside)), first(&now), "outside of {name}");
            }
            assert!((*inside - *outside).abs() <= d("1") / d(&10_u64.pow(places).to_string()));
        }
    }
    format!("{} .. {} {:?}", end(session, &found.low), end(session, &found.high), found.way)
}

#[test]
fn the_ends_of_a_weight() {
    let session = session(MEAN, TYPED);
    let now = |name, others, question| found(&session, name, others, question, 6);
    // 东 = 80 a + 90 b, 西 = 90 a + 85 b: equal where 10 a = 5 b. 东 is first below a = 30, 西 above; now a = 40.
    // At 30 both are first: that is another answer.
    assert_eq!(now("甲.权重", Others::Stay, Question::First), "30.000001|30 东 .. open 400 Exact");
    assert_eq!(now("乙.权重", Others::Stay, Question::First), "open 0 .. 79.999999|80 东 Exact");
    // With the other taking what is left of 100: 10 a = 5 (100 - a), a = 33⅓.
    assert_eq!(
        now("甲.权重", Others::Rescale, Question::First),
        "33.333334|33.333333 西东 .. open 100 Exact"
    );
    assert_eq!(now("甲.权重", Others::Stay, Question::Last), "open 0 .. open 400 Exact");
    assert_eq!(now("甲.权重", Others::Stay, Question::Pair(1, 2)), "open 0 .. open 400 Exact");
    assert_eq!(now("甲.权重", Others::Stay, Question::Pair(0, 1)), "30.000001|30 东西 .. open 400 Exact");
    assert_eq!(now("甲.权重", Others::Stay, Question::Place(0)), "30.000001|30 东西 .. open 400 Exact");
}

/// Where both are equal, both are first: another answer than either alone.
#[test]
fn a_tie_at_the_end_is_outside() {
    let session = session(MEAN, "表\n镇 甲 乙\n东 80 90\n西 90 84");
    // Equal at 10 a = 6 b, a = 36.
    assert_eq!(found(&session, "甲.权重", Others::Stay, Question::First, 2), "36.01|36 东 .. open 400 Exact");
}

#[test]
fn what_rounds_or_caps_is_closed_in_on() {
    let rounded = MEAN.replace(r#"{"combine": "mean"}"#, r#"{"combine": "mean", "places": 1}"#);
    let session = session(&rounded, TYPED);
    // 总分 rounds to 0.1: 西 leads while 90 a + 85 b over a + b rounds above the other.
    let found = found(&session, "甲.权重", Others::Stay, Question::First, 4);
    assert!(found.ends_with("open 400 Bisection"), "{found}");
    assert!(found.starts_with("30."), "{found}");
}

#[test]
fn weights_of_a_formula_are_a_family() {
    let scheme = r#"
    parameter 甲权 0.4
    parameter 乙权 0.6
    parameter 线 60
    class 镇
    sheet 表 of 镇 by year
     甲 number
     乙 number
     总分 = 甲 * 甲权 + 乙 * 乙权
     名次: {"rank": {"by": "总分"}}
     过 = 总分 >= 线
    "#;
    let session = session(scheme, TYPED);
    let focus = focus(&session);
    let levers = levers(session.results(), &focus);
    let (one, two) = (parameter(&session, "甲权"), parameter(&session, "乙权"));
    // 线 decides nothing of score and place.
    assert_eq!(levers.iter().map(|lever| lever.parameter).collect::<Vec<_>>(), [one, two]);
    assert_eq!(levers[0].family, [one, two]);
    assert_eq!(
        found(&session, "甲权", Others::Rescale, Question::First, 4),
        "0.3334|0.3333 西东 .. open 1.0 Exact"
    );
}

#[test]
fn a_full_mark_cannot_go_below_a_mark_that_it_bounds() {
    let scheme = r#"
    class 镇
    sheet 表 of 镇 by year
     total 总分 {"full": 100}
     indicator 甲 {"full": 40, "method": {"kind": "points"}}
     indicator 乙 {"full": 60, "method": {"kind": "share"}}
     名次: {"rank": {"by": "总分"}}
    "#;
    let session = session(scheme, "表\n镇 甲 乙任务数 乙完成数\n东 30 10 5\n西 12 10 8");
    let focus = focus(&session);
    let full = lever(session.results(), &focus, parameter(&session, "甲.分值")).unwrap();
    assert_eq!(full.bounds, Some(d("30")));
    let (least, _) = full.range(session.results(), Others::Stay);
    assert_eq!(least, d("30"));
}

/// What was put by hand does not move with the number that it would be computed by.
#[test]
fn a_part_put_by_hand_stays() {
    let scheme = r#"
    parameter 系 2
    class 镇
    sheet 表 of 镇 by year
     甲 number
     乙 number
     部 = 甲 * 系
     总分 = 部 + 乙
     名次: {"rank": {"by": "总分"}}
    "#;
    // 东 = 20 系 - 5, 南 = 10 系, and 10 by hand for 西: 南 is second now, third below 1, and second again below 0.5. Only
    // who knows that 西 stays looks there.
    let typed = "表\n镇 甲 乙\n东 20 -5\n西 1 -3\n南 10 0\n\noverride\n表 期 行 列 值\n表 2018 西 部 13";
    let found = found(&session(scheme, typed), "系", Others::Stay, Question::Place(2), 4);
    assert_eq!(found, "1|0.9999 南西 .. open 20 Exact");
}

/// The line of a grade moves no score, but the grade.
#[test]
fn the_line_of_a_grade_moves_the_grade_alone() {
    let scheme = r#"
    class 镇
    ladder 等次 [{"name": "优", "least": 80}, {"name": "差"}]
    sheet 表 of 镇 by year
     甲 number
     总分 = 甲 + 0
     名次: {"rank": {"by": "总分"}}
     等次: {"grade": {"ladder": "等次", "by": "总分"}}
    "#;
    let session = session(scheme, "表\n镇 甲\n东 90\n西 70");
    let line = session.plan().parameters[0].name.clone();
    let now = |question| found(&session, &line, Others::Stay, question, 2);
    assert_eq!(now(Question::Grade(0)), "open 0 .. 90|90.01 东 Bisection");
    assert_eq!(now(Question::First), "open 0 .. open 800 Bisection");
}
