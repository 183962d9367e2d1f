//! Mistakes: what is told, where, and that the rest still computes (`design.md` §3, §5 and "a mistake is data").
//!
//! Each case is the smallest wrong thing with the line that tells it: message, arguments, the nearest name behind `→`,
//! and its place — a path, and for formulas the part of the text between « and ».

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use baton_core::model::{read_document, read_scheme};
use common::{check, show};

mod formulas {
    use super::*;

    /// Checks what is told about a formula of the sheet 年, and that a column beside it computes.
    #[track_caller]
    fn mistake(formula: &str, told: &[&str]) {
        // As JSON, so that every text can be written.
        let column = serde_json::json!({ "formula": formula });
        let scheme = format!(
            r#"
            class 县
            class 镇
             片 text
             上级 link {{"class": "县"}}
            class 村
             属镇 link {{"class": "镇"}}
            ladder 等 [{{"name": "优", "least": 90}}, {{"name": "良好", "least": 60}}, {{"name": "差"}}]
            register 台账 of 镇
             扣分
            sheet 年 of 镇 by year
             得分
             说明 text
             日期 date
             达标 truth
             错: {column}
             好 = 得分 + 1
             等次: {{"grade": {{"ladder": "等", "by": "得分"}}}}
            sheet 月 of 镇 by month
             月分
            sheet 周 of 镇 by week
             周分
            sheet 旬 of 镇 by ten-day
             旬分
            sheet 县表 of 县 by year
             县分
            sheet 村表 of 村 by year
             村分
            "#
        );
        let told: Vec<String> =
            told.iter().map(|line| line.replace(" @ ", " @ sheets[0].columns[0].formula ")).collect();
        check(
            &scheme,
            "年\n镇 得分\n甲 1",
            &format!("年\n镇 错 好\n甲 #NAME? 2\n\ndiagnostics\n{}", told.join("\n")),
        );
    }

    #[test]
    fn names_that_are_not_there() {
        for (formula, told) in [
            ("得份 + 1", "unknown-name name=得份 →得分 @ «得份»"),
            ("得分 + 完全不同", "unknown-name name=完全不同 @ «完全不同»"),
            ("SUM(WITHIN(月.月份))", "unknown-name name=月份 →月分 @ «月份»"),
            ("SUM(ENTRIES(台账.扣))", "unknown-name name=扣 →扣分 @ «扣»"),
            // A column is meant on a sheet of the class only: 县分 is not.
            ("月份 + 1", "unknown-name name=月份 →月分 @ «月份»"),
            ("县份 + 1", "unknown-name name=县份 →县表 @ «县份»"),
            (
                "SUM(WITHIN(月.月分 + 旬.旬分))",
                "no-reach from=月 remedy=(make-column) to=旬 @ «月.月分 + 旬.旬分»",
            ),
            ("SUM(WITHIN(月表.月分))", "unknown-name name=月表 →县表 @ «月表»"),
            ("上级.县份", "unknown-name name=县份 →县分 @ «上级.县份»"),
            ("SUM(PEERS(得分, 片区))", "unknown-name name=片区 →片 @ «片区»"),
            ("SUM(LINKED(村表.村分, 属县))", "unknown-name name=属县 →属镇 @ «属县»"),
            // A column has no parts, and its table stands before it.
            ("等次.优", "unknown-name name=等次.优 @ «等次.优»"),
            ("得分.年", "unknown-name name=得分.年 →年.得分 @ «得分.年»"),
        ] {
            mistake(formula, &[told]);
        }
    }

    #[test]
    fn functions_that_are_not_there() {
        for (formula, told) in [
            ("SUMM(得分)", "unknown-function name=SUMM →SUM @ «SUMM»"),
            ("VLOOKUP(得分, 1, 2)", "unknown-function name=VLOOKUP →XLOOKUP @ «VLOOKUP»"),
            ("1 + 求和(得分)", "unknown-function name=求和 @ «求和»"),
            ("averge(得分)", "unknown-function name=AVERGE →AVERAGE @ «averge»"),
        ] {
            mistake(formula, &[told]);
        }
    }

    #[test]
    fn values_of_another_type() {
        for (formula, told) in [
            ("得分 + 说明", "wrong-type expected=number found=text @ «说明»"),
            ("说明 * 2", "wrong-type expected=number found=text @ «说明»"),
            ("-说明", "wrong-type expected=number found=text @ «说明»"),
            ("说明%", "wrong-type expected=number found=text @ «说明»"),
            ("SUM(得分, 说明)", "wrong-type expected=number found=text @ «说明»"),
            ("SUM(ALL(说明))", "wrong-type expected=number found=text @ «ALL(说明)»"),
            ("得分 = \"60\"", "wrong-type expected=number found=text @ «\"60\"»"),
            ("\"60\" = 得分", "wrong-type expected=text found=number @ «得分»"),
            ("得分 > 日期", "wrong-type expected=number found=date @ «日期»"),
            ("达标 = 1", "wrong-type expected=truth found=number @ «1»"),
            ("IF(得分, 1, 2)", "wrong-type expected=truth found=number @ «得分»"),
            ("AND(达标, 说明)", "wrong-type expected=truth found=text @ «说明»"),
            ("NOT(得分)", "wrong-type expected=truth found=number @ «得分»"),
            ("YEAR(得分)", "wrong-type expected=date found=number @ «得分»"),
            ("日期 + 日期", "wrong-type expected=number found=date @ «日期»"),
            ("日期 + 说明", "wrong-type expected=number found=text @ «说明»"),
            ("说明 + 日期", "wrong-type expected=number found=text @ «说明»"),
            ("说明 - 日期", "wrong-type expected=number found=text @ «说明»"),
            ("2 * (日期 + 1)", "wrong-type expected=number found=date @ «(日期 + 1)»"),
            ("2 * (1 + 日期)", "wrong-type expected=number found=date @ «(1 + 日期)»"),
            ("2 * IF(达标, 说明, 说明)", "wrong-type expected=number found=text @ «IF(达标, 说明, 说明)»"),
            (
                "2 * IF(达标, 说明, EXEMPT())",
                "wrong-type expected=number found=text @ «IF(达标, 说明, EXEMPT())»",
            ),
            ("2 * IF(达标, NA(), 说明)", "wrong-type expected=number found=text @ «IF(达标, NA(), 说明)»"),
            ("达标 + 1", "wrong-type expected=number found=truth @ «达标»"),
            ("等次 + 1", "wrong-type expected=number found=grade @ «等次»"),
            ("上级 + 1", "wrong-type expected=number found=subject @ «上级»"),
            ("STREAK(得分)", "wrong-type expected=truth found=number @ «得分»"),
            ("RUNNING(说明)", "wrong-type expected=number found=text @ «说明»"),
            ("ROUND(得分, \"2\")", "wrong-type expected=number found=text @ «\"2\"»"),
            ("TEXTJOIN(1, TRUE, 说明)", "wrong-type expected=text found=number @ «1»"),
        ] {
            mistake(formula, &[told]);
        }
    }

    #[test]
    fn lists_where_a_value_is_needed_and_the_other_way_round() {
        for (formula, told) in [
            ("ALL(得分)", "wrong-shape example=SUM(ALL(得分)) expected=one @ «ALL(得分)»"),
            ("得分 / ALL(得分)", "wrong-shape example=SUM(ALL(得分)) expected=one @ «ALL(得分)»"),
            (
                "WITHIN(月.月分) + 1",
                "wrong-shape example=SUM(WITHIN(月.月分)) expected=one @ «WITHIN(月.月分)»",
            ),
            (
                "BEST(ALL(得分), 2)",
                "wrong-shape example=SUM(BEST(ALL(得分), 2)) expected=one @ «BEST(ALL(得分), 2)»",
            ),
            ("ROUND(ALL(得分), 2)", "wrong-shape example=SUM(ALL(得分)) expected=one @ «ALL(得分)»"),
            ("LARGE(得分, 1)", "wrong-shape example=ALL(得分) expected=list @ «得分»"),
            ("COUNTIF(得分, 1)", "wrong-shape example=ALL(得分) expected=list @ «得分»"),
            ("SUM(BEST(得分, 2))", "wrong-shape example=ALL(得分) expected=list @ «得分»"),
            ("COUNTIF(台账.扣分, 1)", "wrong-shape example=ENTRIES(台账.扣分) expected=list @ «台账.扣分»"),
            ("COUNTIF(月.月分, 1)", "wrong-shape example=WITHIN(月.月分) expected=list @ «月.月分»"),
            ("COUNTIF(县表.县分, 1)", "wrong-shape example=EVERY(县表.县分) expected=list @ «县表.县分»"),
            ("BAND(得分, 60)", "wrong-shape example={0,0;60,1} expected=list @ «60»"),
            ("BAND(得分, {0;60})", "wrong-shape example={0,0;60,1} expected=list @ «{0;60}»"),
            ("ABS({1,2})", "wrong-shape example={0,0;60,1} expected=list @ «{1,2}»"),
            ("{1,2;3,4}", "wrong-shape example=BAND(x, {0,0;60,1}) expected=one @ «{1,2;3,4}»"),
            ("PREV(得分, 0)", "wrong-shape example=PREV(x, 1) expected=whole-number @ «0»"),
            ("PREV(得分, 1.5)", "wrong-shape example=PREV(x, 1) expected=whole-number @ «1.5»"),
            ("PREV(得分, 得分)", "wrong-shape example=PREV(x, 1) expected=whole-number @ «得分»"),
        ] {
            mistake(formula, &[told]);
        }
    }

    #[test]
    fn wrappers_that_are_missing_or_others() {
        for (formula, told) in [
            (
                "月.月分",
                "no-reach from=年 remedy=(within example=AVERAGE(WITHIN(月.月分))) to=月 @ «月.月分»",
            ),
            ("SUM(WITHIN(年.得分))", "no-reach from=年 remedy=(not-finer example=年.得分) to=年 @ «年.得分»"),
            ("月分 + 1", "no-reach from=年 remedy=(within example=AVERAGE(WITHIN(月.月分))) to=月 @ «月分»"),
            (
                "台账.扣分",
                "no-reach from=年 remedy=(entries example=SUM(ENTRIES(台账.扣分))) to=台账 @ «台账.扣分»",
            ),
            (
                "村表.村分",
                "no-reach from=年 remedy=(linked example=SUM(LINKED(村表.村分, 属镇))) to=村表 @ «村表.村分»",
            ),
            ("县表.县分", "no-reach from=年 remedy=(linked example=上级.县表.县分) to=县表 @ «县表.县分»"),
            (
                "SUM(WITHIN(台账.扣分))",
                "no-reach from=年 remedy=(entries example=SUM(ENTRIES(台账.扣分))) to=台账 @ «台账.扣分»",
            ),
            (
                "SUM(ENTRIES(月.月分))",
                "no-reach from=年 remedy=(within example=AVERAGE(WITHIN(月.月分))) to=月 @ «月.月分»",
            ),
            (
                "SUM(ALL(月.月分))",
                "no-reach from=年 remedy=(within example=AVERAGE(WITHIN(月.月分))) to=月 @ «月.月分»",
            ),
        ] {
            mistake(formula, &[told]);
        }
    }

    #[test]
    fn tables_that_a_wrapper_does_not_reach() {
        let tables = [
            ("register 台账 of 镇 by month", "分值"),
            ("sheet 年 of 镇 by year", "年分"),
            ("sheet 季 of 镇 by quarter", "季分"),
            ("sheet 月 of 镇 by month", "月分"),
            ("sheet 旬 of 镇 by ten-day", "旬分"),
            ("sheet 周 of 镇 by week", "周分"),
            ("sheet 县年 of 县 by year", "县年分"),
            ("sheet 县月 of 县 by month", "县月分"),
        ];
        for (table, formula, told) in [
            ("sheet 月", "LARGE(季.季分, 1)", "wrong-shape example=ALL(季.季分) expected=list @ «季.季分»"),
            ("register 台账", "PREV(分值)", "no-reach from=台账 remedy=(make-column) to=台账 @ «PREV(分值)»"),
            (
                "register 台账",
                "SUM(EVERY(县月.县月分))",
                "no-reach from=台账 remedy=(make-column) to=县月 @ «县月.县月分»",
            ),
            (
                "sheet 县年",
                "SUM(EVERY(月.月分))",
                "no-reach from=县年 remedy=(within example=AVERAGE(WITHIN(月.月分))) to=月 @ «月.月分»",
            ),
            (
                "sheet 县年",
                "SUM(LINKED(月.月分, 上级))",
                "no-reach from=县年 remedy=(within example=AVERAGE(WITHIN(月.月分))) to=月 @ «月.月分»",
            ),
            ("sheet 旬", "SUM(WITHIN(周.周分))", "no-reach from=旬 remedy=(overlap) to=周 @ «周.周分»"),
            (
                "sheet 月",
                "SUM(WITHIN(县月.县月分))",
                "no-reach from=月 remedy=(linked example=SUM(EVERY(县月.县月分))) to=县月 @ «县月.县月分»",
            ),
        ] {
            let mut scheme = "class 县\nclass 镇\n 上级 link {\"class\": \"县\"}\n".to_owned();
            for (line, input) in tables {
                scheme.push_str(&format!("{line}\n {input}\n"));
                if line.starts_with(table) {
                    scheme.push_str(&format!(" 错: {}\n", serde_json::json!({ "formula": formula })));
                }
            }
            let place = tables
                .iter()
                .filter(|(line, _)| line.starts_with("sheet"))
                .position(|(line, _)| line.starts_with(table));
            let place = place.map_or("registers[0]".to_owned(), |at| format!("sheets[{at}]"));
            let told = told.replace(" @ ", &format!(" @ {place}.columns[0].formula "));
            check(&scheme, "", &format!("diagnostics\n{told}"));
        }
    }

    #[test]
    fn each_column_tells_its_own() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             一 = 无名
             二 = 无名
             三 = 无名 + 另名
            ",
            "",
            "
            diagnostics
            unknown-name name=无名 @ sheets[0].columns[0].formula «无名»
            unknown-name name=无名 @ sheets[0].columns[1].formula «无名»
            unknown-name name=无名 @ sheets[0].columns[2].formula «无名»
            unknown-name name=另名 @ sheets[0].columns[2].formula «另名»
            ",
        );
    }

    #[test]
    fn too_few_or_too_many_arguments() {
        for (formula, told) in [
            ("ROUND(得分)", "argument-count found=1 function=ROUND least=2 most=2 @ «ROUND(得分)»"),
            (
                "ROUND(得分, 1, 2)",
                "argument-count found=3 function=ROUND least=2 most=2 @ «ROUND(得分, 1, 2)»",
            ),
            ("1 + ABS()", "argument-count found=0 function=ABS least=1 most=1 @ «ABS()»"),
            ("IF(达标)", "argument-count found=1 function=IF least=3 most=3 @ «IF(达标)»"),
            ("IFS(达标, 1, 达标)", "argument-count found=3 function=IFS least=2 @ «IFS(达标, 1, 达标)»"),
            ("SUM()", "argument-count found=0 function=SUM least=1 @ «SUM()»"),
            ("PREV()", "argument-count found=0 function=PREV least=1 most=2 @ «PREV()»"),
            ("SUM(PEERS(得分))", "argument-count found=1 function=PEERS least=2 @ «PEERS(得分)»"),
            (
                "SUM(LINKED(村表.村分))",
                "argument-count found=1 function=LINKED least=2 most=2 @ «LINKED(村表.村分)»",
            ),
        ] {
            mistake(formula, &[told]);
        }
    }

    #[test]
    fn grades_that_the_ladder_does_not_have() {
        for (formula, told) in [
            ("等次 = \"优秀\"", "unknown-grade grade=优秀 ladder=等 →优 @ «\"优秀\"»"),
            ("\"良\" <= 等次", "unknown-grade grade=良 ladder=等 →良好 @ «\"良\"»"),
            (
                "SWITCH(等次, \"优\", 1, \"极差\", 2, 0)",
                "unknown-grade grade=极差 ladder=等 →差 @ «\"极差\"»",
            ),
            ("COUNTIF(ALL(等次), \"优秀\")", "unknown-grade grade=优秀 ladder=等 →优 @ «\"优秀\"»"),
            ("COUNTIF(ALL(等次), \">=良\")", "unknown-grade grade=良 ladder=等 →良好 @ «\">=良\"»"),
        ] {
            mistake(formula, &[told]);
        }
    }

    #[test]
    fn texts_that_are_no_formula() {
        for (formula, told) in [
            ("得分 +", "missing-operand operator=+ @ «+»"),
            ("(得分 + 1", "unclosed-bracket open=( @ «(»"),
            ("得分)", "unexpected-token found=) @ «)»"),
            ("说明 & \"分", "unclosed-quote @ «\"»"),
            ("得分 日期", "missing-operator found=日期 @ «日期»"),
            ("得分 >= 60 && 得分", "expected-token expected=AND(…) found=&& @ «&&»"),
            ("得分 >= 60 || 得分", "expected-token expected=OR(…) found=|| @ «||»"),
            ("得分 == 60", "expected-token expected== found=== @ «==»"),
            ("得分 => 60", "expected-token expected=>= found==> @ «=>»"),
            ("得分 $ 1", "unknown-character found=$ @ «$»"),
            ("得分 + 1.2.3", "bad-number text=1.2.3 @ «1.2.3»"),
            ("BAND(得分, {0,1;60})", "uneven-rows expected=2 found=1 @ «60»"),
            ("BAND(得分, {0,得分})", "not-a-literal found=得分 @ «得分»"),
            ("BAND(得分, {60,1;0,0})", "not-in-order what={60, 1; 0, 0} @ «{60,1;0,0}»"),
            ("", "empty-formula @ «»"),
            (
                "RUNNING(得分, \"years\")",
                "unknown-choice found=years known=week|ten-day|month|quarter|half-year|year|round →year @ «\"years\"»",
            ),
        ] {
            mistake(formula, &[told]);
        }
    }

    #[test]
    fn all_of_a_formula_are_told_at_once() {
        mistake(
            "得份 + ROUND(得分) + SUMM(1)",
            &[
                "unknown-name name=得份 →得分 @ «得份»",
                "argument-count found=1 function=ROUND least=2 most=2 @ «ROUND(得分)»",
                "unknown-function name=SUMM →SUM @ «SUMM»",
            ],
        );
        // The same name is told at each of its places.
        mistake("无名 + 无名", &["unknown-name name=无名 @ «无名»", "unknown-name name=无名 @ «无名»"]);
        mistake(
            "IF(得份 > 1, 说明 + 1, 坏)",
            &[
                "unknown-name name=得份 →得分 @ «得份»",
                "wrong-type expected=number found=text @ «说明»",
                "unknown-name name=坏 @ «坏»",
            ],
        );
    }

    #[test]
    fn one_that_uses_a_broken_column_is_not_told_again() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             一 = y
             二 = 一 + 1
             三 = x + 1
            ",
            "表\n镇 x\n甲 1",
            "
            表
            镇 一 二 三
            甲 #NAME?@表/2018/甲/一 #NAME?@表/2018/甲/一 2

            diagnostics
            unknown-name name=y @ sheets[0].columns[0].formula «y»
            ",
        );
    }

    #[test]
    fn periods_that_overlap_without_one_holding_the_other() {
        check(
            "
            class 镇
            sheet 周 of 镇 by week
             x
             坏 = 旬.y
             好 = x
            sheet 旬 of 镇 by ten-day
             y
            ",
            "周\n期 镇 x\n2018-W05 甲 1",
            "
            周
            期 镇 坏 好
            2018-W05 甲 #NAME? 1

            diagnostics
            no-reach from=周 remedy=(overlap) to=旬 @ sheets[0].columns[0].formula «旬.y»
            ",
        );
    }

    #[test]
    fn a_name_of_two_sheets_needs_its_sheet() {
        check(
            "
            class 镇
            sheet 甲表 of 镇 by year
             x
            sheet 乙表 of 镇 by year
             x
            sheet 丙表 of 镇 by year
             坏 = x
             好 = 甲表.x + 乙表.x
            ",
            "甲表\n镇 x\n东 1\n\n乙表\n镇 x\n东 2",
            "
            丙表
            镇 坏 好
            东 #NAME? 3

            diagnostics
            ambiguous-name name=x places=乙表.x|甲表.x @ sheets[2].columns[0].formula «x»
            ",
        );
    }
}

mod settings {
    use super::*;

    /// Checks what is told about a scheme; its sheet 表 with the input x and the column 好 still computes.
    #[track_caller]
    fn mistake(scheme: &str, told: &[&str]) {
        check(
            scheme,
            "roster-镇\n镇\n甲\n\n表\n镇 x\n甲 1",
            &format!("表\n镇 好\n甲 2\n\ndiagnostics\n{}", told.join("\n")),
        );
    }

    /// A mistake in a line of the sheet 表.
    #[track_caller]
    fn in_sheet(line: &str, told: &[&str]) {
        mistake(
            &format!(
                r#"
            class 镇
             片 text
            ladder 等 [{{"name": "优", "least": 90}}, {{"name": "差"}}]
            sheet 表 of 镇 by year
             x
             说明 text
             好 = x + 1
             {line}
            "#
            ),
            told,
        );
    }

    #[test]
    fn of_ranks() {
        in_sheet(
            r#"坏: {"rank": {"by": "好份"}}"#,
            &["unknown-name name=好份 →好 @ sheets[0].columns[1].rank.by «好份»"],
        );
        in_sheet(
            r#"坏: {"rank": {"by": "x", "within": ["片区"]}}"#,
            &["unknown-name name=片区 →片 @ sheets[0].columns[1].rank.within[0] «片区»"],
        );
        in_sheet(
            r#"坏: {"rank": {"by": "x", "tie-break": [{"by": "z"}]}}"#,
            &["unknown-name name=z @ sheets[0].columns[1].rank.tie-break[0].by «z»"],
        );
        in_sheet(
            r#"坏: {"rank": {"by": "x", "competes": "x"}}"#,
            &["wrong-type expected=truth found=number @ sheets[0].columns[1].rank.competes «x»"],
        );
        in_sheet(
            r#"坏: {"rank": {"by": "说明"}}"#,
            &["wrong-type expected=number found=text @ sheets[0].columns[1].rank.by «说明»"],
        );
    }

    #[test]
    fn of_grades_and_ladders() {
        in_sheet(
            r#"坏: {"grade": {"ladder": "等次", "by": "x"}}"#,
            &["unknown-reference kind=ladder name=等次 →等 @ sheets[0].columns[1].grade.ladder"],
        );
        in_sheet(
            r#"坏: {"grade": {"ladder": "等", "by": "x", "limits": [{"when": "x > 1", "gives": "at-most", "grade": "优秀"}]}}"#,
            &["unknown-grade grade=优秀 ladder=等 →优 @ sheets[0].columns[1].grade.limits[0].grade"],
        );
        in_sheet(
            r#"坏: {"grade": {"ladder": "等", "by": "x", "limits": [{"when": "x", "gives": "at-most", "grade": "优"}]}}"#,
            &["wrong-type expected=truth found=number @ sheets[0].columns[1].grade.limits[0].when «x»"],
        );
        in_sheet(
            r#"坏: {"grade": {"ladder": "等", "by": "说明"}}"#,
            &["wrong-type expected=number found=text @ sheets[0].columns[1].grade.by «说明»"],
        );
        mistake(
            r#"
            class 镇
            ladder 等 [{"name": "优", "least": 60}, {"name": "良", "least": 90}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             好 = x + 1
            "#,
            &["not-in-order what=等 @ ladders[0].grades"],
        );
        mistake(
            r#"
            class 镇
            ladder 等 [{"name": "优", "least": 90}, {"name": "优", "least": 60}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             好 = x + 1
            "#,
            &["duplicate-name name=优 @ ladders[0].grades[1].name"],
        );
        // Told once, however many columns grade by it.
        mistake(
            r#"
            class 镇
            ladder 等 [{"name": "优", "quota": {"places": "名额"}}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             好 = x + 1
             坏: {"grade": {"ladder": "等", "by": "x"}}
             又坏: {"grade": {"ladder": "等", "by": "x"}}
            "#,
            &["unknown-name name=名额 @ ladders[0].grades[0].quota.places «名额»"],
        );
        mistake(
            r#"
            class 镇
            ladder 等 [{"name": "优", "quota": {"places": "名额"}}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             好 = x + 1
             坏: {"grade": {"ladder": "等", "by": "x"}}
            "#,
            &["unknown-name name=名额 @ ladders[0].grades[0].quota.places «名额»"],
        );
    }

    #[test]
    fn of_splits() {
        in_sheet(
            r#"坏: {"split": {"budget": "总额", "by": "x"}}"#,
            &["unknown-name name=总额 @ sheets[0].columns[1].split.budget «总额»"],
        );
        in_sheet(
            r#"坏: {"split": {"budget": "100", "by": "说明"}}"#,
            &["wrong-type expected=number found=text @ sheets[0].columns[1].split.by «说明»"],
        );
    }

    #[test]
    fn of_columns() {
        in_sheet(
            "坏: {}",
            &["setting-missing setting=formula | rank | grade | split @ sheets[0].columns[1]"],
        );
        in_sheet(
            r#"坏: {"formula": "x", "rank": {"by": "x"}}"#,
            &["setting-missing setting=formula | rank | grade | split @ sheets[0].columns[1]"],
        );
        in_sheet("x = 1", &["duplicate-name name=x @ sheets[0].columns[1].name"]);
        in_sheet("好 = 1", &["duplicate-name name=好 @ sheets[0].columns[1].name"]);
        in_sheet(
            "乙: {\"id\": \"z\", \"formula\": \"1\"}\n             丙: {\"id\": \"z\", \"formula\": \"2\"}",
            &["duplicate-id id=z @ sheets[0].columns[2]"],
        );
        in_sheet(r#"坏: {"name": " ", "formula": "1"}"#, &["empty-name @ sheets[0].columns[1].name"]);
        in_sheet(
            r#"坏 = x | {"places": 29}"#,
            &["setting-out-of-range found=29 least=-28 most=28 setting=places @ sheets[0].columns[1].places"],
        );
        in_sheet(
            r#"坏: {"split": {"budget": "100", "by": "x", "unit-places": -2}}"#,
            &[
                "setting-out-of-range found=-2 least=0 most=28 setting=unit-places @ sheets[0].columns[1].split.unit-places",
            ],
        );
    }

    #[test]
    fn of_indicators() {
        in_sheet(
            r#"indicator 项 {"full": 5}"#,
            &["setting-missing setting=method @ sheets[0].indicators[0]"],
        );
        in_sheet(
            r#"indicator 项 {"method": {"kind": "points"}}"#,
            &["setting-missing setting=full @ sheets[0].indicators[0]"],
        );
        for (order, ats) in [
            ("", [5, 5]),
            (r#""less-is-better": true, "#, [5, 5]),
            ("", [4, 5]),
            (r#""less-is-better": true, "#, [5, 4]),
        ] {
            let [first, second] = ats;
            in_sheet(
                &format!(
                    r#"indicator 项 {{"full": 5, "method": {{"kind": "bands", {order}"standards": [{{"at": {first}, "points": 5}}, {{"at": {second}, "points": 3}}]}}}}"#
                ),
                &["not-in-order what=standards @ sheets[0].indicators[0].method.standards"],
            );
        }
        in_sheet(
            r#"indicator 项 {"full": 5, "method": {"kind": "formula", "formula": "y"}}"#,
            &["unknown-name name=y @ sheets[0].indicators[0].method.formula «y»"],
        );
        in_sheet(
            r#"indicator 项 {"full": 5, "applies": "片区 = 1", "method": {"kind": "points"}}"#,
            &["unknown-name name=片区 →片 @ sheets[0].indicators[0].applies «片区»"],
        );
        in_sheet(
            r#"indicator 项 {"full": 5, "applies": "x", "method": {"kind": "points"}}"#,
            &["wrong-type expected=truth found=number @ sheets[0].indicators[0].applies «x»"],
        );
        in_sheet(
            r#"indicator 项 {"full": 5, "method": {"kind": "tasks", "register": "清单", "points": "分", "done": "率"}}"#,
            &["unknown-reference kind=register name=清单 @ sheets[0].indicators[0].method.register"],
        );
        in_sheet(
            r#"indicator 项 {"full": 10, "indicators": [{"name": "甲项", "full": 4, "method": {"kind": "points"}}, {"name": "乙项", "full": 5, "method": {"kind": "points"}}]}"#,
            &["warning sum-differs expected=10 found=9 what=项 @ sheets[0].indicators[0].full"],
        );
        // Those that apply to some subjects only may add up for each, but not where the others fill the marks already.
        let (always, some) = ("", r#""applies": "片 = \"东\"", "#);
        for (parts, told) in [
            (vec![(6, always), (6, some), (4, some)], None),
            (vec![(6, always), (6, always)], Some(12)),
            (vec![(10, always), (4, some)], Some(14)),
            (vec![(4, always), (4, some)], Some(8)),
        ] {
            let part = |(at, (full, applies)): (usize, &(u32, &str))| {
                format!(r#"{{"name": "项{at}", "full": {full}, {applies}"method": {{"kind": "points"}}}}"#)
            };
            let parts: Vec<String> = parts.iter().enumerate().map(part).collect();
            let told = told.map(|found| {
                format!(
                    "warning sum-differs expected=10 found={found} what=项 @ sheets[0].indicators[0].full"
                )
            });
            in_sheet(
                &format!(r#"indicator 项 {{"full": 10, "indicators": [{}]}}"#, parts.join(", ")),
                &told.iter().map(String::as_str).collect::<Vec<_>>(),
            );
        }
        in_sheet(
            r#"indicator 项 {"full": 10, "combine": "mean", "indicators": [{"name": "甲项", "full": 10, "weight": 6, "method": {"kind": "points"}}, {"name": "乙项", "full": 10, "weight": 4, "method": {"kind": "points"}}]}"#,
            &["warning sum-differs expected=1 found=10 what=项 @ sheets[0].indicators[0]"],
        );
        in_sheet(
            r#"错: {"counts": {"points": "x"}}"#,
            &["setting-missing setting=formula | rank | grade | split @ sheets[0].columns[1]"],
        );
        // What gives points by the place needs no full marks.
        in_sheet(r#"indicator 项 {"method": {"kind": "position", "by": "x", "points": [6]}}"#, &[]);
        in_sheet(
            r#"indicator 项 {"full": 10, "combine": "mean", "indicators": [{"name": "甲项", "full": 10, "weight": 0.6, "method": {"kind": "points"}}, {"name": "乙项", "full": 10, "weight": 0.3, "method": {"kind": "points"}}]}"#,
            &["warning sum-differs expected=1 found=0.9 what=项 @ sheets[0].indicators[0]"],
        );
        // A weight that does not count.
        in_sheet(
            r#"indicator 项 {"full": 10, "indicators": [{"name": "甲项", "full": 6, "weight": 60, "method": {"kind": "points"}}, {"name": "乙项", "full": 4, "weight": 40, "method": {"kind": "points"}}]}"#,
            &["warning setting-unused needs=combine: mean setting=weight @ sheets[0].indicators[0]"],
        );
        in_sheet(
            r#"indicator 项 {"full": 10, "combine": "mean", "indicators": [{"name": "甲项", "full": 10, "weight": 1, "method": {"kind": "points"}}, {"name": "乙项", "full": 10, "method": {"kind": "points"}}]}"#,
            &["warning setting-missing setting=weight @ sheets[0].indicators[0]"],
        );
    }

    #[test]
    fn of_rules() {
        in_sheet(
            r#"rule 奖 {"when": "y > 1", "then": [{"list": "红榜"}]}"#,
            &["unknown-name name=y @ sheets[0].rules[0].when «y»"],
        );
        in_sheet(
            r#"rule 奖 {"when": "x", "then": [{"list": "红榜"}]}"#,
            &["wrong-type expected=truth found=number @ sheets[0].rules[0].when «x»"],
        );
        in_sheet(
            r#"rule 奖 {"when": "x > 1", "then": [{}]}"#,
            &["setting-missing setting=action | list | entry | limit @ sheets[0].rules[0].then[0]"],
        );
        in_sheet(
            r#"rule 奖 {"when": "x > 1", "then": [{"action": {"text": "得{好}分"}}]}"#,
            &["setting-missing setting=kind @ sheets[0].rules[0].then[0].action"],
        );
        in_sheet(
            r#"rule 奖 {"when": "x > 1", "then": [{"action": {"kind": "奖", "text": "得{好份}分"}}]}"#,
            &["unknown-name name=好份 →好 @ sheets[0].rules[0].then[0].action.text «好份»"],
        );
    }

    #[test]
    fn of_entries_that_count_in_a_period_that_does_not_contain_the_rules() {
        let scheme = |cycle: &str| {
            format!(
                r#"
            class 镇
            register 台账 of 镇
             分
            sheet 表 of 镇 by year
             x
             好 = x + 1
            sheet 周 of 镇 by week
             y
             rule 奖 {{"when": "y > 1", "then": [{{"entry": {{"register": "台账", "counts-in": "containing", "cycle": "{cycle}", "values": {{"分": "1"}}}}}}]}}
            "#
            )
        };
        mistake(&scheme("month"), &[]);
        mistake(
            &scheme("ten-day"),
            &["no-reach from=周 remedy=(overlap) to=台账 @ sheets[1].rules[0].then[0].entry.cycle"],
        );
    }

    #[test]
    fn that_refer_to_what_is_not_there() {
        let scheme = |line: &str, more: &str| {
            format!(
                "
            class 镇
            {line}
            sheet 表 of 镇 by year
             x
             好 = x + 1
            {more}
            "
            )
        };
        mistake(
            &scheme("", "sheet 坏 of 乡 by year"),
            &["unknown-reference kind=class name=乡 @ sheets[1].class"],
        );
        mistake(
            &scheme("register 台账 of 乡镇", ""),
            &["unknown-reference kind=class name=乡镇 →镇 @ registers[0].classes[0]"],
        );
        // A sum that starts from the full marks, where there are none; one that starts from zero needs none.
        let ledger = |start: &str| {
            let method =
                format!(r#"{{"kind": "ledger", "register": "台账", "points": "分", "start": "{start}"}}"#);
            scheme("register 台账 of 镇\n             分", &format!(" indicator 项 {{\"method\": {method}}}"))
        };
        mistake(&ledger("full"), &["setting-missing setting=full @ sheets[0].indicators[0]"]);
        mistake(&ledger("zero"), &[]);
        mistake(
            &scheme(" 县 link {\"class\": \"县\"}", ""),
            &["unknown-reference kind=class name=县 @ classes[0].fields[0].class"],
        );
        mistake(&scheme(" 县 link", ""), &["setting-missing setting=class @ classes[0].fields[0]"]);
        mistake(&scheme(" 类 choice", ""), &["setting-missing setting=choices @ classes[0].fields[0]"]);
        mistake(
            &scheme("", "statistic 和 {\"sheet\": \"表一\", \"sum\": \"x\"}"),
            &["unknown-reference kind=sheet name=表一 →表 @ statistics[0].sheet"],
        );
        mistake(
            &scheme("", "statistic 和 {\"sheet\": \"表\", \"sum\": \"y\"}"),
            &["unknown-name name=y @ statistics[0].sum «y»"],
        );
        mistake(
            &scheme("", "statistic 和 {\"sheet\": \"表\", \"when\": \"x\"}"),
            &["wrong-type expected=truth found=number @ statistics[0].when «x»"],
        );
        mistake(
            &scheme("", "statistic 和 {}"),
            &["setting-missing setting=sheet + when | sheet + sum | action | list @ statistics[0]"],
        );
    }

    #[test]
    fn of_names_twice() {
        let scheme = |line: &str, more: &str| {
            format!(
                "
            {line}
            class 镇
             片 text
            sheet 表 of 镇 by year
             x
             好 = x + 1
            {more}
            "
            )
        };
        mistake(
            &scheme("parameter 线 60\n            parameter 线 70", ""),
            &["duplicate-name name=线 @ parameters[1].name"],
        );
        let tariff = |name: &str| {
            format!(r#"tariff {name} {{"by": ["事"], "points": [{{"of": ["奖"], "points": [2]}}]}}"#)
        };
        mistake(
            &scheme("", &format!("{}\n            {}", tariff("标准"), tariff("标准"))),
            &["duplicate-name name=标准 @ tariffs[1].name"],
        );
        mistake(
            &scheme("", r#"tariff 标准 {"name": " ", "by": ["事"], "points": []}"#),
            &["empty-name @ tariffs[0].name"],
        );
        mistake(&scheme("", "class 镇"), &["duplicate-name name=镇 @ classes[1].name"]);
        mistake(&scheme("", "sheet 表 of 镇 by month"), &["duplicate-name name=表 @ sheets[1].name"]);
        check(
            "
            class 镇
            register 表 of 镇
            sheet 表 of 镇 by year
             x
            ",
            "",
            "
            diagnostics
            duplicate-name name=表 @ sheets[0].name
            ",
        );
        mistake(
            &scheme("", "class 村\n             片 text\n             片 text"),
            &["duplicate-name name=片 @ classes[1].fields[1].name"],
        );
    }

    #[test]
    fn of_the_calendar() {
        mistake(
            r#"
            calendar {"rounds": [{"name": "一", "from": "2018-02-01", "to": "2018-01-01"}]}
            class 镇
            sheet 表 of 镇 by year
             x
             好 = x + 1
            "#,
            &["not-in-order what=一 @ calendar.rounds[0].to"],
        );
    }
}

mod documents {
    use super::*;

    /// A scheme around a part; `@` stands for nothing.
    fn with(part: &str) -> String {
        format!(r#"{{"format": "baton-scheme", "version": 1, "name": "例", {part}}}"#)
    }

    #[track_caller]
    fn mistake(text: &str, told: &[&str]) {
        let found: Vec<String> = read_scheme(text).unwrap_err().iter().map(show).collect();
        assert_eq!(found, told, "{text}");
    }

    #[test]
    fn not_json() {
        for (text, told) in [
            ("", "not-json detail=EOF while parsing a value @ 1:0"),
            ("{\n  \"name\": \"a\",,\n}", "not-json detail=key must be a string @ 2:15"),
            ("{\"name\": \"a\" \"b\"}", "not-json detail=expected `,` or `}` @ 1:14"),
            ("[1, 2", "not-json detail=EOF while parsing a list @ 1:5"),
            ("{\"a\": 1, \"a\": 2}", "not-json detail=key `a` twice in one object @ 1:16"),
        ] {
            mistake(text, &[told]);
        }
    }

    #[test]
    fn not_ours_too_deep_or_newer() {
        let deep = with(&format!(r#""classes": {}1{}"#, "[".repeat(70), "]".repeat(70)));
        for (text, told) in [
            ("[]", "not-ours expected=baton-book found=list @ document"),
            ("{}", "not-ours expected=baton-book found= @ document"),
            (r#"{"format": "other", "version": 1}"#, "not-ours expected=baton-book found=other @ document"),
            (
                r#"{"format": "baton-book", "version": 1, "name": "", "editions": []}"#,
                "not-ours expected=baton-scheme found=baton-book @ document",
            ),
            (r#"{"format": "baton-scheme", "version": 2}"#, "newer-version found=2 supported=1 @ document"),
            (
                r#"{"format": "baton-scheme", "name": "例", "classes": [], "sheets": []}"#,
                "missing-key key=version @ version",
            ),
            (&deep, "too-deep limit=64 @ document"),
            (
                &with(r#""classes": [], "sheets": [], "semantics": 2"#),
                "unknown-semantics found=2 supported=1 @ semantics",
            ),
        ] {
            mistake(text, &[told]);
        }
    }

    #[test]
    fn keys_that_are_not_known_or_missing() {
        for (part, told) in [
            (r#""classes": [], "sheets": [], "clases": []"#, "unknown-key key=clases →classes @ clases"),
            (r#""classes": [], "sheets": [], "xyz": 1"#, "unknown-key key=xyz @ xyz"),
            (
                r#""classes": [{"name": "镇", "feilds": []}], "sheets": []"#,
                "unknown-key key=feilds →fields @ classes[0].feilds",
            ),
            (
                r#""classes": [{"name": "镇"}], "sheets": [{"name": "表", "class": "镇", "cycle": "year", "indicators": [{"name": "项", "full": 5, "method": {"kind": "share", "taget": "任务"}}]}]"#,
                "unknown-key key=taget →target @ sheets[0].indicators[0].method.taget",
            ),
            (
                r#""classes": [{"name": "镇"}], "sheets": [{"name": "表", "class": "镇", "cycle": "year", "columns": [{"name": "名次", "rank": {"by": "x", "whitin": []}}]}]"#,
                "unknown-key key=whitin →within @ sheets[0].columns[0].rank.whitin",
            ),
            (r#""sheets": []"#, "missing-key key=classes @ document"),
            (r#""classes": [{}], "sheets": []"#, "missing-key key=name @ classes[0]"),
            (
                r#""classes": [], "sheets": [{"name": "表", "class": "镇"}]"#,
                "missing-key key=cycle @ sheets[0]",
            ),
            (
                r#""classes": [], "sheets": [{"name": "表", "class": "镇", "cycle": "year", "indicators": [{"name": "项", "method": {"kind": "deduct"}}]}]"#,
                "missing-key key=each @ sheets[0].indicators[0].method",
            ),
            (
                r#""classes": [], "sheets": [{"name": "表", "class": "镇", "cycle": "year", "indicators": [{"name": "项", "method": {}}]}]"#,
                "missing-key key=kind @ sheets[0].indicators[0].method",
            ),
        ] {
            mistake(&with(part), &[told]);
        }
    }

    #[test]
    fn choices_that_are_not_known() {
        for (part, told) in [
            (
                r#""classes": [], "sheets": [{"name": "表", "class": "镇", "cycle": "monthly"}]"#,
                "unknown-choice found=monthly known=week|ten-day|month|quarter|half-year|year|round →month @ sheets[0].cycle",
            ),
            (
                r#""rounding": "up", "classes": [], "sheets": []"#,
                "unknown-choice found=up known=half-up|half-even @ rounding",
            ),
            (
                r#""classes": [], "sheets": [{"name": "表", "class": "镇", "cycle": "year", "indicators": [{"name": "项", "method": {"kind": "point"}}]}]"#,
                "unknown-choice found=point known=points|share|bands|scale|relative|position|percentage|deduct|gain|tasks|ledger|checklist|carry|linked|ballots|formula →points @ sheets[0].indicators[0].method.kind",
            ),
            (
                r#""classes": [{"name": "镇", "fields": [{"name": "a", "type": "nummer"}]}], "sheets": []"#,
                "unknown-choice found=nummer known=number|text|choice|truth|date|link →number @ classes[0].fields[0].type",
            ),
        ] {
            mistake(&with(part), &[told]);
        }
    }

    #[test]
    fn values_of_another_kind() {
        for (part, path) in [
            (r#""classes": 3, "sheets": []"#, "classes"),
            (r#""classes": [{"name": 3}], "sheets": []"#, "classes[0].name"),
            (r#""classes": [{"name": "镇", "fields": {}}], "sheets": []"#, "classes[0].fields"),
            (
                r#""classes": [], "sheets": [], "parameters": [{"name": "线", "value": "六十"}]"#,
                "parameters[0].value",
            ),
            (
                r#""classes": [], "sheets": [], "parameters": [{"name": "线", "value": true}]"#,
                "parameters[0].value",
            ),
            (
                r#""classes": [], "sheets": [], "calendar": {"holidays": ["2018-02-30"]}"#,
                "calendar.holidays[0]",
            ),
            (
                r#""classes": [], "sheets": [{"name": "表", "class": "镇", "cycle": "year", "indicators": [{"name": "项", "full": "十"}]}]"#,
                "sheets[0].indicators[0].full",
            ),
            (
                r#""classes": [], "sheets": [{"name": "表", "class": "镇", "cycle": "year", "indicators": [{"name": "项", "method": {"kind": "share", "target": 5}}]}]"#,
                "sheets[0].indicators[0].method.target",
            ),
            (
                r#""classes": [], "sheets": [{"name": "表", "class": "镇", "cycle": "year", "columns": [{"name": "名", "hidden": "是"}]}]"#,
                "sheets[0].columns[0].hidden",
            ),
            (
                r#""classes": [], "sheets": [{"name": "表", "class": "镇", "cycle": "year", "columns": [{"name": "名", "places": 1.5}]}]"#,
                "sheets[0].columns[0].places",
            ),
        ] {
            let found: Vec<String> = read_scheme(&with(part)).unwrap_err().iter().map(show).collect();
            assert_eq!(found.len(), 1, "{part}: {found:?}");
            assert!(found[0].starts_with("wrong-value "), "{part}: {found:?}");
            assert!(found[0].ends_with(&format!(" @ {path}")), "{part}: {found:?}");
        }
    }

    /// Where an object belongs, its keys say more than that it should be one; an unknown key is told with those there are.
    #[test]
    fn keys_are_told_where_they_belong() {
        use baton_core::diag::Message;
        let of = |part: &str| read_scheme(&with(part)).unwrap_err().remove(0).message;
        let sheet = r#""classes": [], "sheets": [{"name": "表", "class": "镇", "cycle": "year", "columns": [{"name": "名", "rank": {"by": "x", "zzzzzzzz": 1}}]}]"#;
        let Message::UnknownKey { known, nearest: None, .. } = of(sheet) else { panic!() };
        assert_eq!(known, ["by", "from", "ties", "within", "tie-break", "competes"]);
        let Message::WrongValue { expected, found } = of(r#""classes": ["镇"], "sheets": []"#) else {
            panic!()
        };
        assert_eq!((expected.as_str(), found.as_str()), ("an object with id name fields", "string \"镇\""));
    }

    #[test]
    fn all_of_a_document_are_told_at_once() {
        mistake(
            &with(
                r#""clases": [], "classes": [{"name": "镇", "x": 1}, {"nam": "村"}], "sheets": [{"name": "表", "class": "镇", "cycle": "yaer"}]"#,
            ),
            &[
                "unknown-key key=clases →classes @ clases",
                "unknown-key key=x @ classes[0].x",
                "unknown-key key=nam →name @ classes[1].nam",
                "missing-key key=name @ classes[1]",
                "unknown-choice found=yaer known=week|ten-day|month|quarter|half-year|year|round →year @ sheets[0].cycle",
            ],
        );
    }

    #[test]
    fn of_books() {
        let book = |part: &str| {
            format!(
                r#"{{"format": "baton-book", "version": 1, "name": "例", "editions": [{{"scheme": {{"name": "例", "classes": [], "sheets": []}}}}]{part}}}"#
            )
        };
        assert!(read_document(&book("")).is_ok());
        for (part, told) in [
            (r#", "rooster": {}"#, "unknown-key key=rooster →roster @ rooster"),
            (r#", "roster": {"镇": [{"nam": "甲"}]}"#, "unknown-key key=nam →name @ roster.镇[0].nam"),
        ] {
            let found: Vec<String> = read_document(&book(part)).unwrap_err().iter().map(show).collect();
            assert!(found.contains(&told.to_owned()), "{part}: {found:?}");
        }
        let newer = r#"{"format": "baton-book", "version": 1, "name": "例", "editions": [{"scheme": {"name": "例", "semantics": 7, "classes": [], "sheets": []}}]}"#;
        let found: Vec<String> = read_document(newer).unwrap_err().iter().map(show).collect();
        assert_eq!(found, ["unknown-semantics found=7 supported=1 @ editions[0].scheme.semantics"]);
        let empty = r#"{"format": "baton-book", "version": 1, "name": "例", "editions": []}"#;
        let found: Vec<String> = read_document(empty).unwrap_err().iter().map(show).collect();
        assert_eq!(found, ["missing-key key=scheme @ editions"]);
    }
}

mod in_maps {
    use super::*;

    #[test]
    fn the_path_names_the_cycle() {
        let text = r#"{"format": "baton-book", "version": 1, "name": "例", "editions": [{"scheme": {"name": "例", "classes": [], "sheets": []}}], "periods": {"month": {"first": "2018-01"}}}"#;
        let found: Vec<String> = read_document(text).unwrap_err().iter().map(show).collect();
        assert_eq!(found, ["missing-key key=last @ periods.month"]);
    }
}

mod marks {
    use super::*;

    const SCHEME: &str = r#"
            class 镇
             片 text
             上级 link {"class": "镇"}
            register 台账 of 镇
             分 number {"least": 0}
            sheet 表 of 镇 by year
             x
             好 = x + 1
            "#;

    #[test]
    fn tables_with_headers_that_do_not_fit() {
        check(
            SCHEME,
            "
            roster-镇
            镇
            甲

            表
            镇 x 好 y
            甲 1 2 3
            ",
            "
            表
            镇 好
            甲 2

            diagnostics
            warning column-is-computed column=好 table=表 @ 1:4
            unknown-header header=y table=表 @ 1:5
            ",
        );
    }

    #[test]
    fn rows_that_do_not_fit() {
        check(
            SCHEME,
            "
            roster-镇
            镇
            甲一

            表
            期 镇 x
            2018 甲二 1
            二〇一八 甲一 1
            2018 甲一 5
            2018 甲一 6
            ",
            "
            表
            镇 好
            甲一 6

            diagnostics
            unknown-subject class=镇 name=甲二 →甲一 @ 2:0
            not-a-period example=2018 text=二〇一八 @ 3:0
            duplicate-row key=2018 甲一 @ 5:0
            ",
        );
    }

    #[test]
    fn entries_and_fields_that_do_not_fit() {
        check(
            SCHEME,
            "
            roster-镇
            镇 上级
            甲一 甲二
            甲三 甲一

            台账
            日期 镇 分
            2018-01-01 甲一 -1
            ",
            "
            台账
            # 分
            1 ~

            diagnostics
            warning mark-not-a-subject class=镇 →甲一 typed=甲二 @ 镇//甲一/上级
            warning mark-out-of-range least=0 typed=-1 @ 台账//1/分
            ",
        );
    }
}

/// What is cut out of a list to find further mistakes must not move the places of those that follow.
#[test]
fn several_mistakes_in_a_list_keep_their_own_places() {
    let text = r#"{"format": "baton-scheme", "version": 1, "name": "例", "classes": [{"name": "镇"}, 5, 6, {"nam": "村"}, {"name": 7}], "sheets": []}"#;
    let found: Vec<String> = read_document(text).unwrap_err().iter().map(show).collect();
    let places: Vec<&str> =
        found.iter().filter_map(|told| told.split_once(" @ ").map(|(_, place)| place)).collect();
    assert_eq!(
        places,
        ["classes[1]", "classes[2]", "classes[3].nam", "classes[3]", "classes[4].name"],
        "{found:?}"
    );
}

mod editions {
    use super::*;

    #[test]
    fn a_mistake_is_told_with_its_edition() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             错 = x + 没有
            edition 2018-07-01
            class 镇
            sheet 表 of 镇 by year
             x
             错: {}
            ",
            "",
            "
            diagnostics
            unknown-name name=没有 @ editions[0].scheme.sheets[0].columns[0].formula «没有»
            setting-missing setting=formula | rank | grade | split @ editions[1].scheme.sheets[0].columns[0]
            ",
        );
    }
}

mod hints {
    use super::*;

    /// A cap by `MIN` or `MAX` gives the cap where the value does not apply.
    #[test]
    fn a_cap_where_a_value_may_be_exempt() {
        for (formula, instead) in [
            ("MIN(100, x)", Some("IF(x >= 100, 100, x)")),
            ("MIN(x, 100)", Some("IF(x >= 100, 100, x)")),
            ("MAX(0, x)", Some("IF(x <= 0, 0, x)")),
            ("MIN(顶, x)", Some("IF(x >= 顶, 顶, x)")),
            ("MIN(顶 * 2, -x)", Some("IF(-x >= 顶 * 2, 顶 * 2, -x)")),
            ("MIN(100, x + 1)", Some("IF(x + 1 >= 100, 100, x + 1)")),
            ("MIN(100, 1 + x)", Some("IF(1 + x >= 100, 100, 1 + x)")),
            ("MIN(100, x%)", Some("IF(x% >= 100, 100, x%)")),
            // No cap, no value, or not what is exempt.
            ("MIN(x, y)", None),
            ("MIN(100, 顶)", None),
            ("MIN(100, 顶 + 1)", None),
            ("MIN(ABS(3), x)", None),
            ("MIN(100, ABS(x))", None),
            ("MIN(100, ALL(x))", None),
            ("SUM(100, x)", None),
        ] {
            let scheme =
                format!("parameter 顶 100\nclass 镇\nsheet 表 of 镇 by year\n x\n y\n 果 = {formula}");
            let told = instead.map_or_else(String::new, |instead| {
                let function = formula.split('(').next().unwrap_or_default();
                format!(
                    "diagnostics\nnote cap-where-exempt function={function} instead={instead} \
                     @ sheets[0].columns[0].formula «{formula}»"
                )
            });
            check(&scheme, "表\n镇 x y\n甲 1 2", &told);
        }
    }

    /// An aggregate of one value sees its own row only.
    #[test]
    fn an_aggregate_of_one_value() {
        for (formula, instead) in [
            ("MAX(x)", Some("MAX(ALL(x))")),
            ("x - AVERAGE(x)", Some("AVERAGE(ALL(x))")),
            ("MAX(ALL(x))", None),
            ("MAX(x, y)", None),
            ("MAX(顶)", None),
            // Whether it is there.
            ("COUNT(x)", None),
        ] {
            let scheme =
                format!("parameter 顶 100\nclass 镇\nsheet 表 of 镇 by year\n x\n y\n 果 = {formula}");
            let told = instead.map_or_else(String::new, |instead| {
                let function = instead.split('(').next().unwrap_or_default();
                format!(
                    "diagnostics\nwarning own-row-only function={function} instead={instead} \
                     @ sheets[0].columns[0].formula «{function}(x)»"
                )
            });
            check(&scheme, "表\n镇 x y\n甲 1 2", &told);
        }
        let rule = r#"
            class 镇
            sheet 表 of 镇 by year
             x
             rule 末位 {"when": "x = MAX(x)", "then": [{"list": "末位"}]}
            "#;
        let told = "diagnostics\nwarning own-row-only function=MAX instead=MAX(ALL(x)) @ sheets[0].rules[0].when «MAX(x)»";
        check(rule, "表\n镇 x\n甲 1", told);
    }

    /// A quota is a number of places, and counts more than its own row.
    #[test]
    fn a_quota_that_is_a_share() {
        for (places, told) in [
            ("3", ""),
            ("0", ""),
            ("COUNT(ALL(x)) * 25%", ""),
            (
                "25%",
                "warning share-of-places instead=COUNT(ALL(x)) * 25% share=25% @ ladders[0].grades[0].quota.places «25%»",
            ),
            (
                "0.3",
                "warning share-of-places instead=COUNT(ALL(x)) * 0.3 share=0.3 @ ladders[0].grades[0].quota.places «0.3»",
            ),
            (
                "COUNT(x) * 25%",
                "warning own-row-only function=COUNT instead=COUNT(ALL(x)) @ ladders[0].grades[0].quota.places «COUNT(x)»",
            ),
        ] {
            let scheme = format!(
                r#"
                class 镇
                ladder 等 [{{"name": "优", "quota": {{"places": "{places}"}}}}, {{"name": "差"}}]
                sheet 表 of 镇 by year
                 x
                 等次: {{"grade": {{"ladder": "等", "by": "x"}}}}
                "#
            );
            check(&scheme, "表\n镇 x\n甲 1", &format!("diagnostics\n{told}"));
        }
    }
}

mod own_facts_and_settings {
    use super::*;

    #[test]
    fn each_has_its_type() {
        for (formula, told) in [
            ("序号 + 1", ""),
            ("日期 + 1", ""),
            ("YEAR(日期)", ""),
            ("YEAR(序号)", "wrong-type expected=date found=number @ registers[0].columns[0].formula «序号»"),
            ("2 * 日期", "wrong-type expected=number found=date @ registers[0].columns[0].formula «日期»"),
            ("YEAR(对象)", "wrong-type expected=date found=subject @ registers[0].columns[0].formula «对象»"),
            (
                "YEAR(考评类别)",
                "wrong-type expected=date found=text @ registers[0].columns[0].formula «考评类别»",
            ),
        ] {
            check(
                &format!("class 镇\nregister 台账 of 镇\n 分\n 果 = {formula}"),
                "",
                &format!("diagnostics\n{told}"),
            );
        }
    }

    #[test]
    fn a_name_of_the_scheme_goes_before_an_own_fact() {
        check(
            "
            parameter 序号 7
            class 镇
             考评类别 text
            register 台账 of 镇
             分
             倍 = 序号 * 分
             类 = 考评类别
            ",
            "
            roster-镇
            镇 考评类别
            甲 山

            台账
            日期 镇 分
            2018-01-01 甲 2
            ",
            "
            台账
            # 倍 类
            1 14 山
            ",
        );
    }

    #[test]
    fn the_nearest_name_may_be_a_parameter_or_a_setting() {
        check(
            r#"
            parameter 达标线 60
            class 镇
            sheet 表 of 镇 by year
             indicator 农业 {"full": 10, "method": {"kind": "points"}}
             甲 = 达标钱 + 1
             乙 = 农业.分直
            "#,
            "",
            "
            diagnostics
            unknown-name name=达标钱 →达标线 @ sheets[0].columns[0].formula «达标钱»
            unknown-name name=农业.分直 →农业.分值 @ sheets[0].columns[1].formula «农业.分直»
            ",
        );
    }
}
