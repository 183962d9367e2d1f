//! Simulations: frequencies against the exact answer, chunks against one run, the shortcut against the evaluator.

use baton_core::edit::Session;
use baton_core::lab::{Focus, Noise, Settings, Shape, Simulation, Spread, Tally, levers, scored};
use baton_core::model::read_book;
use baton_core::num::Decimal;

use super::common::session;
use super::{d, focus, parameter};

const MEAN: &str = r#"
    class 镇
    sheet 表 of 镇 by year
     total 总分 {"combine": "mean"}
     indicator 甲 {"full": 100, "weight": 50, "method": {"kind": "points"}}
     indicator 乙 {"full": 100, "weight": 50, "method": {"kind": "points"}}
     名次: {"rank": {"by": "总分"}}
     等次: {"grade": {"ladder": "等次", "by": "总分"}}
    ladder 等次 [{"name": "优", "least": 85}, {"name": "差"}]
    "#;

fn settings(spread: Spread, parameters: Vec<usize>, draws: u32) -> Settings {
    let noise = Noise { most: Decimal::ZERO, shape: Shape::Uniform, places: 0 };
    Settings { seed: 2026, draws, parameters, spread, marks: Vec::new(), noise }
}

fn percent(percent: &str, keep_sum: bool) -> Spread {
    Spread::Percent { percent: d(percent), keep_sum }
}

fn run(session: &Session, settings: Settings) -> Simulation {
    let mut simulation = Simulation::new(session.results(), &focus(session), settings);
    while simulation.step(1_000) {}
    simulation
}

/// Within six standard deviations of a share of the draws.
#[track_caller]
fn about(count: u32, draws: u32, share: &str) {
    let (draws_d, share) = (Decimal::from(draws), d(share));
    let expected = draws_d * share;
    let off = Decimal::from(count) - expected;
    let variance = expected * (Decimal::ONE - share);
    assert!(
        off * off <= Decimal::from(36) * variance + Decimal::ONE,
        "{count} of {draws}, expected {expected}"
    );
}

/// One weight, alike from 25 to 75.
#[test]
fn one_uniform_weight() {
    let session = session(MEAN, "表\n镇 甲 乙\n东 80 90\n西 90 83");
    // 东 = 80 a + 90·50, 西 = 90 a + 83·50: equal at a = 35, a fifth of the way from 25 to 75.
    let weight = parameter(&session, "甲.权重");
    let found = run(&session, settings(percent("50", false), vec![weight], 20_000));
    let counts = found.tally();
    assert_eq!(counts.draws, 20_000);
    about(counts.places[0][0], 20_000, "0.2");
    about(counts.places[1][0], 20_000, "0.8");
    assert_eq!(counts.unranked, [0, 0]);
    // Every draw gives both a place; where they are equal both are first.
    assert_eq!(counts.places[0].iter().sum::<u32>(), 20_000);
    // 东 is excellent (85) where a ≤ 50: in half of the draws; so is 西 (86.5) where 90 a + 83·50 ≥ 85 (a + 50): a ≥ 20, always.
    about(counts.holds[0], 20_000, "0.5");
    assert_eq!(counts.holds[1], 20_000);
    // The others were too near to where a decision rounds.
    assert!((19_900..20_000).contains(&counts.linear), "{counts:?}");
}

/// Both sides alike: none is better off.
#[test]
fn what_is_symmetrical_is_even() {
    let session = session(MEAN, "表\n镇 甲 乙\n东 80 90\n西 90 80");
    let parameters = vec![parameter(&session, "甲.权重"), parameter(&session, "乙.权重")];
    for spread in [percent("20", false), percent("20", true), Spread::Shares { percent: d("100") }] {
        let found = run(&session, settings(spread, parameters.clone(), 20_000));
        about(found.tally().places[0][0], 20_000, "0.5");
    }
}

/// Shares alike over 0 to 1: 甲 weighs less than a third in a third of the draws.
#[test]
fn shares_of_a_whole() {
    let session = session(MEAN, "表\n镇 甲 乙\n东 80 90\n西 90 85");
    let parameters = vec![parameter(&session, "甲.权重"), parameter(&session, "乙.权重")];
    let found = run(&session, settings(Spread::Shares { percent: d("100") }, parameters, 20_000));
    about(found.tally().places[0][0], 20_000, "0.3333333");
}

/// All that was counted, in a row.
fn counted(tally: &Tally) -> Vec<u32> {
    let others = [tally.draws, tally.all_hold, tally.first_holds, tally.linear];
    [tally.places.concat(), tally.unranked.clone(), tally.holds.clone(), others.to_vec()].concat()
}

/// What three parts count that share the draws out among them.
fn in_parts(session: &Session, settings: &Settings) -> Vec<u32> {
    let part = |part| {
        let mut simulation =
            Simulation::new(session.results(), &focus(session), settings.clone()).part(part, 3);
        while simulation.step(11) {}
        assert_eq!(simulation.tally().draws, settings.draws / 3);
        counted(simulation.tally())
    };
    let add = |sum: Vec<u32>, part: Vec<u32>| sum.iter().zip(part).map(|(sum, part)| sum + part).collect();
    (0..3).map(part).reduce(add).unwrap()
}

#[test]
fn chunks_and_shortcut_change_nothing() {
    let session = session(MEAN, "表\n镇 甲 乙\n东 80 90\n西 90 85\n南 85 87\n北 87 86");
    let focus = focus(&session);
    let parameters: Vec<usize> =
        levers(session.results(), &focus).iter().map(|lever| lever.parameter).collect();
    let marks = scored(session.results(), &focus);
    assert_eq!(marks.len(), 2);
    let noise = Noise { most: d("3"), shape: Shape::Triangular, places: 1 };
    let weights =
        parameters.iter().copied().filter(|of| session.plan().parameters[*of].name.ends_with("权重"));
    for settings in [
        settings(percent("30", true), weights.clone().collect(), 900),
        settings(percent("30", false), weights.clone().collect(), 900),
        Settings {
            marks: marks.clone(),
            noise,
            ..settings(percent("30", true), weights.clone().collect(), 900)
        },
        Settings { marks, noise, ..settings(percent("0", true), Vec::new(), 900) },
    ] {
        let whole = run(&session, settings.clone());
        let mut chunks = Simulation::new(session.results(), &focus, settings.clone());
        for chunk in [1, 7, 300, 0, 592, 100] {
            chunks.step(chunk);
        }
        assert_eq!(whole.tally(), chunks.tally());
        assert_eq!(counted(whole.tally()), in_parts(&session, &settings));
        let mut exact = Simulation::new(session.results(), &focus, settings.clone()).without_shortcut();
        exact.step(u32::MAX);
        let mut counts = whole.tally().clone();
        counts.linear = 0;
        assert_eq!(&counts, exact.tally());
        assert_ne!(whole.tally(), run(&session, Settings { seed: 1, ..settings }).tally());
    }
}

/// A mark at the end of its range is led no further, and what is blank or exempt has no noise.
#[test]
fn noise_stays_in_the_range() {
    let session = session(MEAN, "表\n镇 甲 乙\n东 100 100\n西 99.9 不适用\n南 _ 3");
    let noise = Noise { most: d("0.1"), shape: Shape::Uniform, places: 1 };
    let marks = scored(session.results(), &focus(&session));
    let found = run(&session, Settings { marks, noise, ..settings(percent("0", false), Vec::new(), 9_000) });
    let counts = found.tally();
    // 东 is 100 or 99.9 in each, at the end in two of three; 西 is 99.8, 99.9 or 100.
    // 东 is second where 西 is 100 and 东 not twice 100: a third of five ninths.
    about(counts.places[0][1], 9_000, "0.1851852");
    about(counts.places[2][2], 9_000, "1");
}

/// What is found once before the first draw (ties, groups, parts of formulas that nothing moves) changes no digit: every
/// sheet of every sample, draw by draw.
#[test]
fn what_is_kept_changes_no_digit() {
    let mut compared = 0;
    for sample in ["district", "haikou", "jiange", "ningming", "ningwu", "yingshan"] {
        let path = format!("{}/../templates/{sample}/sample.json", env!("CARGO_MANIFEST_DIR"));
        let session = Session::open(read_book(&std::fs::read_to_string(path).unwrap()).unwrap());
        let (results, plan) = (session.results(), session.plan());
        for table in 0..plan.tables.len() {
            let last = results.space().period_count(plan, table).checked_sub(1);
            let Some(focus) = last.and_then(|last| Focus::of(results, table, last)) else { continue };
            let parameters = levers(results, &focus).iter().map(|lever| lever.parameter).collect();
            let noise = Noise { most: d("3"), shape: Shape::Uniform, places: 1 };
            // With noisy marks nothing is taken from linear expressions.
            let marks = scored(results, &focus);
            let settings = Settings { marks, noise, ..settings(percent("40", true), parameters, 12) };
            let mut quick = Simulation::new(results, &focus, settings.clone());
            let mut plain = Simulation::new(results, &focus, settings).without_shortcut();
            for _ in 0..12 {
                quick.step(1);
                plain.step(1);
                if quick.tally().linear == 0 {
                    assert_eq!(quick.standings(), plain.standings(), "{sample}, table {table}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared >= 12 * 12, "{compared} draws were compared");
}

/// Groups by what moves, and the entries that a rule makes of it, are found in each draw.
#[test]
fn what_moves_is_not_kept() {
    let groups = r#"
     组 = IF(总分 >= 85, "高", "低")
     同组 = AVERAGE(PEERS(总分, 组))
     差 = 总分 - 同组
     名次: {"rank": {"by": "差", "within": ["组"]}}"#;
    let entries = r#"
     净分 = 总分 + SUM(0, ENTRIES(台账.分))
     名次: {"rank": {"by": "净分"}}
     rule 罚 {"when": "总分 < 85", "then": [{"entry": {"register": "台账", "values": {"分": "0 - 3"}}}]}"#;
    for columns in [groups, entries] {
        let scheme = MEAN.replace(r#"     名次: {"rank": {"by": "总分"}}"#, columns.trim_start_matches('\n'));
        let scheme = format!("{scheme}register 台账 of 镇\n     分\n    ");
        let session = session(&scheme, "表\n镇 甲 乙\n东 80 90\n西 90 85\n南 85 87\n北 87 86");
        let parameters = vec![parameter(&session, "甲.权重"), parameter(&session, "乙.权重")];
        let settings = settings(percent("90", true), parameters, 300);
        let mut quick = Simulation::new(session.results(), &focus(&session), settings.clone());
        let mut plain = Simulation::new(session.results(), &focus(&session), settings).without_shortcut();
        for _ in 0..300 {
            quick.step(1);
            plain.step(1);
            assert_eq!(quick.standings(), plain.standings());
        }
        assert_eq!(quick.tally().linear, 0);
        assert!(plain.tally().places.iter().flatten().any(|count| (1..300).contains(count)), "places move");
    }
}

/// The mean of one indicator that weighs nothing is no number: not even where its weight, divided by itself, is left out.
#[test]
fn what_weighs_nothing_is_not_ranked() {
    let scheme = r#"
    class 镇
    sheet 表 of 镇 by year
     total 总分 {"combine": "mean"}
     indicator 甲 {"weight": 0, "method": {"kind": "formula", "formula": "数"}}
     数
     名次: {"rank": {"by": "总分"}}
    "#;
    let session = session(scheme, "表\n镇 数\n东 1\n西 1");
    assert_eq!(focus(&session).standings(session.results())[0].place, None);
    let settings = settings(percent("20", false), vec![parameter(&session, "甲.权重")], 50);
    assert_eq!(run(&session, settings).tally().unranked, [50, 50]);
}
