//! The advisor: for each kind the smallest book that shows it, and beside it the one that does not.

use baton_core::lab::{CLIFF, Hint, advise};

use super::common::session;
use super::focus;

/// What is pointed out of the sheet 表, a line each: the hint's kind and arguments.
fn hints(scheme: &str, typed: &str) -> Vec<String> {
    let session = session(scheme, typed);
    let line = |hint: &Hint| match hint {
        Hint::WeightsDiffer { column, sum } => format!("weights {column} {sum}"),
        Hint::CannotMatter { indicator, why } => format!("idle {indicator} {why:?}"),
        Hint::Unreachable { grade, least, most } => {
            format!("unreachable {grade} {least} {}", most.normalize())
        }
        Hint::NeverFires { rule, cells } => format!("never {rule} {cells}"),
        Hint::AlwaysFires { rule, cells } => format!("always {rule} {cells}"),
        Hint::DeductedTwice { columns } => format!("deducted {}", columns.join("+")),
        Hint::PunishedTwice { rules } => format!("punished {}", rules.join("+")),
        Hint::Cliff { grade, gap } => format!("cliff {grade} {gap}"),
        Hint::TieAtLine { grade, places, better, equals } => {
            format!("tie {grade} {places} {better} {equals}")
        }
        Hint::RoundingDecides { with } => format!("rounding {with:?}"),
    };
    let found = advise(session.results(), &focus(&session), CLIFF);
    for advice in &found {
        for cell in &advice.cells {
            assert!(session.results().name(*cell).is_some(), "a cell that is not there");
        }
    }
    found.iter().map(|advice| line(&advice.hint)).collect()
}

#[test]
fn weights_of_a_formula() {
    let scheme = |one: &str, two: &str| {
        format!(
            "parameter 甲权 {one}\nparameter 乙权 {two}\nclass 镇\nsheet 表 of 镇 by year\n 甲 number\n 乙 number\n \
             总分 = 甲 * 甲权 + 乙 * 乙权\n 名次: {{\"rank\": {{\"by\": \"总分\"}}}}"
        )
    };
    let typed = "表\n镇 甲 乙\n东 80 90\n西 90 85";
    assert_eq!(hints(&scheme("0.4", "0.5"), typed), ["weights 总分 0.9"]);
    assert_eq!(hints(&scheme("40", "61"), typed), ["weights 总分 101"]);
    assert!(hints(&scheme("0.4", "0.6"), typed).is_empty());
    // No weights: amounts a piece.
    assert!(hints(&scheme("3", "5"), typed).is_empty());
}

#[test]
fn indicators_that_cannot_matter() {
    let scheme = |weight: &str, formula: &str| {
        format!(
            r#"
    class 镇
    sheet 表 of 镇 by year
     次 number
     total 总分 {{"combine": "mean"}}
     indicator 甲 {{"weight": {weight}, "method": {{"kind": "points"}}}}
     indicator 乙 {{"weight": 50, "method": {{"kind": "points"}}}}
     得分 = {formula}
     名次: {{"rank": {{"by": "得分"}}}}
    "#
        )
    };
    let different = "表\n镇 甲 乙\n东 80 90\n西 90 85";
    assert!(hints(&scheme("50", "总分"), different).is_empty());
    assert_eq!(hints(&scheme("0", "总分"), different), ["idle 甲 NoWeight"]);
    assert_eq!(hints(&scheme("50", "总分"), "表\n镇 甲 乙\n东 80 90\n西 80 85"), ["idle 甲 AllEqual"]);
    let capped = hints(&scheme("50", "MIN(60, 总分)"), different);
    assert_eq!(capped, ["idle 甲 Capped", "idle 乙 Capped"]);
}

#[test]
fn a_grade_that_nobody_can_reach() {
    let scheme = |least: &str| {
        format!(
            r#"
    class 镇
    ladder 等次 [{{"name": "优", "least": {least}}}, {{"name": "差"}}]
    sheet 表 of 镇 by year
     total 总分 {{"full": 90}}
     indicator 甲 {{"full": 60, "method": {{"kind": "points"}}}}
     indicator 乙 {{"full": 20, "method": {{"kind": "share"}}}}
     indicator 丙 {{"full": 10, "method": {{"kind": "deduct", "each": 1}}}}
     名次: {{"rank": {{"by": "总分"}}}}
     等次: {{"grade": {{"ladder": "等次", "by": "总分"}}}}
    "#
        )
    };
    let typed = "表\n镇 甲 乙任务数 乙完成数 丙次数\n东 50 10 9 1\n西 55 10 8 2";
    assert_eq!(hints(&scheme("90.5"), typed), ["unreachable 优 90.5 90"]);
    assert!(hints(&scheme("90"), typed).is_empty());
}

#[test]
fn a_rule_that_never_or_always_holds() {
    let scheme = |when: &str| {
        format!(
            "class 镇\nsheet 表 of 镇 by year\n x number\n 名次: {{\"rank\": {{\"by\": \"x\"}}}}\n \
             rule 奖 {{\"when\": \"{when}\", \"then\": [{{\"list\": \"红榜\"}}]}}"
        )
    };
    let rows: Vec<String> = (1..=10).map(|row| format!("镇{row} {row}")).collect();
    let typed = format!("表\n镇 x\n{}", rows.join("\n"));
    assert_eq!(hints(&scheme("x > 10"), &typed), ["never 奖 10"]);
    assert_eq!(hints(&scheme("x > 0"), &typed), ["always 奖 10"]);
    assert!(hints(&scheme("x > 9"), &typed).is_empty());
    let few: Vec<&str> = typed.lines().take(11).collect();
    assert!(hints(&scheme("x > 10"), &few.join("\n")).is_empty());
}

#[test]
fn one_entry_in_two_columns() {
    let scheme = |second: &str| {
        format!(
            r#"
    class 镇
    register 台账 of 镇 by year
     事 text
     分 number
    sheet 表 of 镇 by year
     扣分 = SUM(0, ENTRIES(台账.分))
     通报 = {second}
     总分 = 100 + 扣分 + 通报
     名次: {{"rank": {{"by": "总分"}}}}
    "#
        )
    };
    let typed = "台账\n期 镇 事 分\n2018 东 安全 -3\n2018 西 环保 -1\n\n表\n镇\n东\n西";
    let twice =
        hints(&scheme("SUM(0, ENTRIES(IF(事 = \\\"安全\\\", 台账.分, 0)))").replace("\\\"", "\""), typed);
    assert_eq!(twice, ["deducted 扣分+通报"]);
    assert!(hints(&scheme("0"), typed).is_empty());
}

#[test]
fn cliffs_and_ties_at_a_line() {
    let scheme = r#"
    class 镇
    ladder 等次 [{"name": "优", "least": 90, "quota": {"places": "2", "ties": "all-out"}}, {"name": "差"}]
    sheet 表 of 镇 by year
     x number
     名次: {"rank": {"by": "x"}}
     等次: {"grade": {"ladder": "等次", "by": "x"}}
    "#;
    assert_eq!(hints(scheme, "表\n镇 x\n东 95\n西 89.99\n南 89.98"), ["cliff 优 0.01"]);
    assert_eq!(hints(scheme, "表\n镇 x\n东 95\n西 92\n南 92"), ["tie 优 2 1 2"]);
    // Equal above the line, equal below it, and equals that fill it.
    assert!(hints(scheme, "表\n镇 x\n东 95\n西 95\n南 92\n北 92").is_empty());
    assert!(hints(scheme, "表\n镇 x\n东 90\n西 80").is_empty());
}

#[test]
fn rounding_that_decides() {
    let scheme = |places: &str| {
        format!(
            r#"
    class 镇
    sheet 表 of 镇 by year
     x number
     y number
     果 = x + y | {{{places}}}
     名次: {{"rank": {{"by": "果"}}}}
    "#
        )
    };
    let near = "表\n镇 x y\n东 80 0.04\n西 80 0.01";
    assert_eq!(hints(&scheme("\"places\": 1"), near), ["rounding OneMorePlace"]);
    assert_eq!(hints(&scheme("\"places\": 0"), near), ["rounding Unrounded"]);
    assert!(hints(&scheme("\"places\": 2"), near).is_empty());
    assert!(hints(&scheme(""), near).is_empty());
}

/// Two rules that each deduct on the same day from the same subject.
#[test]
fn two_rules_for_one_day() {
    let scheme = |second: &str| {
        format!(
            r#"
    class 镇
    register 台账 of 镇 by year
     分 number
    sheet 表 of 镇 by year
     x number
     扣分 = SUM(0, ENTRIES(台账.分))
     总分 = 100 + 扣分
     名次: {{"rank": {{"by": "总分"}}}}
     rule 通报 {{"when": "x > 1", "then": [{{"entry": {{"register": "台账", "values": {{"分": "-1"}}}}}}]}}
     rule 约谈 {{"when": "{second}", "then": [{{"entry": {{"register": "台账", "values": {{"分": "-2"}}}}}}]}}
    "#
        )
    };
    let typed = "表\n镇 x\n东 2\n西 1";
    assert_eq!(hints(&scheme("x > 1"), typed), ["punished 通报+约谈"]);
    assert!(hints(&scheme("x < 2"), typed).is_empty());
}
