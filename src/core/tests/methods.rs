//! Methods, the tree of indicators, rules with what follows from them, and statistics (`design.md` §4 and §6).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use common::check;

mod methods {
    use super::*;

    /// One indicator of 20 with this method; the table and the scores of 甲.
    #[track_caller]
    fn method(settings: &str, cases: &[(&str, &str)]) {
        let scheme = format!(
            r#"
            class 镇
            sheet 表 of 镇 by year
             indicator 项 {{"full": 20, "method": {settings}}}
            "#
        );
        for (typed, score) in cases {
            let (header, row) = typed.split_once('=').unwrap();
            check(&scheme, &format!("表\n镇 {header}\n甲 {row}"), &format!("表\n镇 项\n甲 {score}"));
        }
    }

    #[test]
    fn points_are_typed() {
        method(
            r#"{"kind": "points"}"#,
            &[
                ("项=0", "0"),
                ("项=20", "20"),
                ("项=7.25", "7.25"),
                ("项=不适用", "不适用"),
                ("项=１２", "12"),
            ],
        );
    }

    #[test]
    fn share_of_a_target_with_a_cap() {
        method(
            r#"{"kind": "share", "target": "任务", "done": "完成"}"#,
            &[
                ("任务 完成=10 5", "10"),
                ("任务 完成=10 10", "20"),
                ("任务 完成=10 12", "20"),
                ("任务 完成=3 1", "6.66666666666666666667"),
                ("任务 完成=10 0", "0"),
                ("任务 完成=0 0", "#DIV/0!"),
                ("任务 完成=不适用 3", "不适用"),
                ("任务 完成=3 不适用", "不适用"),
                ("任务 完成=10 _", "0~"),
                ("任务 完成=_ 10", "0~"),
            ],
        );
    }

    #[test]
    fn marks_without_a_name_are_named_for_the_indicator() {
        method(r#"{"kind": "share"}"#, &[("项任务数 项完成数=10 5", "10")]);
        method(r#"{"kind": "percentage"}"#, &[("项百分比=90", "18")]);
        method(r#"{"kind": "deduct", "each": 3}"#, &[("项次数=2", "14")]);
        method(r#"{"kind": "gain", "each": 3}"#, &[("项次数=2", "6")]);
    }

    #[test]
    fn percentage_found_by_survey() {
        method(
            r#"{"kind": "percentage", "value": "满意度"}"#,
            &[
                ("满意度=100", "20"),
                ("满意度=97.5", "19.5"),
                ("满意度=0", "0"),
                ("满意度=_", "0~"),
                ("满意度=不适用", "不适用"),
            ],
        );
    }

    #[test]
    fn deduct_starts_full_and_never_falls_below_zero() {
        method(
            r#"{"kind": "deduct", "count": "次", "each": 1.5}"#,
            &[
                ("次=0", "20"),
                ("次=1", "18.5"),
                ("次=13", "0.5"),
                ("次=14", "0"),
                ("次=_", "20~"),
                ("次=不适用", "不适用"),
            ],
        );
    }

    #[test]
    fn gain_is_capped_at_the_full_marks() {
        method(
            r#"{"kind": "gain", "count": "次", "each": 3}"#,
            &[
                ("次=0", "0"),
                ("次=1", "3"),
                ("次=6", "18"),
                ("次=7", "20"),
                ("次=_", "0~"),
                ("次=不适用", "不适用"),
            ],
        );
    }

    #[test]
    fn a_checklist_gives_all_or_nothing_points_or_a_hard_constraint() {
        let list = |gives: &str| {
            format!(
                r#"{{"kind": "checklist", "gives": "{gives}", "items": [{{"name": "文件", "points": 5}}, {{"name": "人手", "when": "AND(人数 >= 1, 人数 <= 2)", "points": 15}}]}}"#
            )
        };
        let scheme = |gives: &str| {
            format!(
                r#"
                class 镇
                sheet 表 of 镇 by year
                 indicator 项 {{"full": 20, "method": {}}}
                 人数
                "#,
                list(gives)
            )
        };
        let typed = "
            表
            镇 文件 人数
            甲 是 2
            乙 是 3
            丙 否 1
            丁 不适用 1
            戊 不适用 3
            己 _ 1
            ";
        let scores = |scores: [&str; 6]| {
            let rows: Vec<String> = ["甲", "乙", "丙", "丁", "戊", "己"]
                .iter()
                .zip(scores)
                .map(|(who, score)| format!("{who} {score}"))
                .collect();
            format!("表\n镇 项\n{}", rows.join("\n"))
        };
        check(&scheme("truth"), typed, &scores(["是", "否", "否", "是", "否", "否~"]));
        check(&scheme("all-or-nothing"), typed, &scores(["20", "0", "0", "20", "0", "0~"]));
        // An item that does not apply leaves the denominator: 15 of 15 is 20 of 20.
        check(&scheme("points"), typed, &scores(["20", "5", "15", "20", "0", "15~"]));
    }

    #[test]
    fn mistakes_in_a_checklist_are_told() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             indicator 项 {"full": 20, "method": {"kind": "checklist", "gives": "points", "items": [{"name": "文件"}]}}
             indicator 空 {"method": {"kind": "checklist", "items": []}}
             indicator 少 {"full": 10, "method": {"kind": "checklist", "gives": "points", "items": [{"name": "一", "points": 4}]}}
            "#,
            "
            表
            镇
            甲
            ",
            "
            diagnostics
            setting-missing setting=points @ sheets[0].indicators[0].method.items[0]
            setting-missing setting=items @ sheets[0].indicators[1].method
            warning sum-differs expected=10 found=4 what=少 @ sheets[0].indicators[2].method.items
            ",
        );
    }

    #[test]
    fn finer_periods_are_carried_over() {
        // 甲: 60 70 80 of 100 in three months. Mean 70, sum 210, last 80, the best two 75; as 20 full marks a fifth.
        // 乙 has one month that applies; 丙 none.
        let carried = |settings: &str, scores: [&str; 3]| {
            check(
                &format!(
                    r#"
                    class 镇
                    sheet 月 of 镇 by month
                     分
                    sheet 表 of 镇 by year
                     indicator 项 {{"full": 20, "method": {{"kind": "carry", "from": "月.分"{settings}}}}}
                    "#
                ),
                "
                月
                月 镇 分
                2018-01 甲 60
                2018-02 甲 80
                2018-03 甲 70
                2018-01 乙 90
                2018-02 乙 不适用
                2018-03 乙 不适用
                2018-01 丙 不适用
                2018-02 丙 不适用
                2018-03 丙 不适用
                ",
                &format!("表\n镇 项\n甲 {}\n乙 {}\n丙 {}", scores[0], scores[1], scores[2]),
            );
        };
        carried("", ["70", "90", "不适用"]);
        carried(r#", "of": 100"#, ["14", "18", "不适用"]);
        carried(r#", "take": "sum""#, ["210", "90", "不适用"]);
        carried(r#", "take": "last", "of": 100"#, ["14", "不适用", "不适用"]);
        carried(r#", "best": 2"#, ["75", "90", "不适用"]);
    }

    #[test]
    fn persons_and_their_unit_count_for_each_other() {
        // 局's effect is the mean of its persons' that apply: (20 + 10) ÷ 2; a person's organisation is its unit's, of 50
        // full marks as 10. 院's only person does not apply, 所 has none.
        check(
            r#"
            class 单位
            class 人
             单位 link {"class": "单位"}
            sheet 单位表 of 单位 by year
             indicator 组织 {"full": 50, "method": {"kind": "points"}}
             indicator 成效 {"full": 20, "method": {"kind": "carry", "from": "人表.成效", "link": "单位"}}
            sheet 人表 of 人 by year
             indicator 成效 {"full": 20, "method": {"kind": "points"}}
             indicator 组织 {"full": 10, "method": {"kind": "linked", "link": "单位", "mark": "单位表.组织", "of": 50}}
            "#,
            "
            roster-单位
            单位
            局
            院
            所

            roster-人
            人 单位
            甲 局
            乙 局
            丙 局
            丁 院
            戊 _

            单位表
            单位 组织
            局 40
            院 不适用
            所 30

            人表
            人 成效
            甲 20
            乙 10
            丙 不适用
            丁 不适用
            戊 5
            ",
            "
            单位表
            单位 成效
            局 15
            院 不适用
            所 不适用

            人表
            人 组织
            甲 8
            丁 不适用
            戊 0
            ",
        );
    }

    #[test]
    fn a_formula() {
        method(r#"{"kind": "formula", "formula": "MAX(0, 项.分值 - 2 * 2)"}"#, &[("=", "16")]);
    }

    #[test]
    fn marks_out_of_range_are_told() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             indicator 项 {"full": 20, "method": {"kind": "percentage", "value": "率"}}
             indicator 扣 {"full": 5, "method": {"kind": "deduct", "count": "次", "each": 1}}
            "#,
            "
            表
            镇 率 次
            甲 101 -1
            ",
            "
            表
            镇 项 扣
            甲 0~ 5~

            diagnostics
            warning mark-out-of-range least=0 most=100 typed=101 @ 表/2018/甲/率
            warning mark-out-of-range least=0 typed=-1 @ 表/2018/甲/次
            ",
        );
    }

    #[test]
    fn tasks_are_named_by_id() {
        check(
            r#"
            class 镇
            register 别账 of 镇 by month {"id": "r0"}
             分
            register 任务 of 镇 by month {"id": "r1"}
             分值 {"id": "f1"}
             完成率 {"id": "f2"}
             逾期 = 完成率 < 60 | {"id": "c1"}
            sheet 月 of 镇 by month
             indicator 得分 {"full": 100, "method": {"kind": "tasks", "register": "r1", "points": "f1", "done": "f2", "overdue": "c1", "penalty": 2}}
            "#,
            "
            任务
            月 镇 分值 完成率
            2018-01 甲 4 100
            2018-01 甲 6 50
            ",
            "
            月
            期 镇 得分
            2018-01 甲 68
            ",
        );
    }

    #[test]
    fn tasks_score_the_share_done_less_the_overdue() {
        // 甲: (4 × 1 + 6 × 0.5) ÷ 10 × 100 − 2 × 1 = 68; 乙: more than 100 % counts as 100; 丙 has no tasks;
        // 丁: 0 − 2 is not below 0; 戊: a third of the points is 33.33; 己 and 庚: a task that is not applicable leaves
        // both sums.
        check(
            r#"
            class 镇
            register 任务 of 镇 by month
             分值
             完成率
             期限 date
             完成日期 date {"optional": true}
             逾期 = OR(ISBLANK(完成日期), 完成日期 > 期限)
            sheet 月 of 镇 by month
             indicator 得分 {"full": 100, "places": 2, "method": {"kind": "tasks", "register": "任务", "points": "分值", "done": "完成率", "overdue": "逾期", "penalty": 2}}
            "#,
            "
            roster-镇
            镇
            甲
            乙
            丙
            丁
            戊
            己
            庚

            任务
            月 镇 分值 完成率 期限 完成日期
            2018-01 甲 4 100 2018-01-20 2018-01-20
            2018-01 甲 6 50 2018-01-20 2018-01-21
            2018-01 乙 5 150 2018-01-20 2018-01-19
            2018-01 丁 5 0 2018-01-20 _
            2018-01 戊 1 100 2018-01-20 2018-01-02
            2018-01 戊 2 0 2018-01-20 2018-01-02
            2018-01 己 4 50 2018-01-20 2018-01-02
            2018-01 己 6 不适用 2018-01-20 2018-01-02
            2018-01 庚 6 不适用 2018-01-20 2018-01-02
            ",
            "
            月
            期 镇 得分
            2018-01 甲 68
            2018-01 乙 100
            2018-01 丙 不适用
            2018-01 丁 0
            2018-01 戊 33.33
            2018-01 己 50
            2018-01 庚 不适用
            ",
        );
    }
}

mod tree {
    use super::*;

    #[test]
    fn a_parent_is_the_sum_the_weighted_mean_or_the_least() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             total 总分 {"full": 100}
             indicator 和 {"full": 40, "indicators": [{"name": "和1", "full": 10, "method": {"kind": "points"}}, {"name": "和2", "full": 30, "method": {"kind": "points"}}]}
             indicator 均 {"full": 30, "combine": "mean", "indicators": [{"name": "均1", "full": 30, "weight": 0.75, "method": {"kind": "points"}}, {"name": "均2", "full": 30, "weight": 0.25, "method": {"kind": "points"}}]}
             indicator 低 {"full": 30, "combine": "least", "indicators": [{"name": "低1", "full": 30, "method": {"kind": "points"}}, {"name": "低2", "full": 30, "method": {"kind": "points"}}]}
            "#,
            "
            表
            镇 和1 和2 均1 均2 低1 低2
            甲 5 20 30 15 12 9
            乙 5 20 不适用 15 不适用 9
            ",
            "
            表
            镇 和 均 低 总分
            甲 25 26.25 9 60.25
            乙 25 15 9 49
            ",
        );
    }

    #[test]
    fn a_mean_without_weights_is_plain() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             total 总分 {"combine": "mean"}
             indicator 一 {"full": 10, "method": {"kind": "points"}}
             indicator 二 {"full": 10, "method": {"kind": "points"}}
            "#,
            "
            表
            镇 一 二
            甲 4 8
            乙 不适用 8
            ",
            "
            表
            镇 总分
            甲 6
            乙 8
            ",
        );
    }

    #[test]
    fn an_indicator_whose_condition_fails_is_an_error() {
        check(
            r#"
            class 镇
             河
            sheet 表 of 镇 by year
             indicator 河治 {"full": 10, "applies": "1 / 河 > 0", "method": {"kind": "points"}}
            "#,
            "
            roster-镇
            镇 河
            甲 1
            乙 0
            丙 -1

            表
            镇 河治
            甲 9
            乙 9
            丙 9
            ",
            "
            表
            镇 河治
            甲 9
            乙 #DIV/0!
            丙 不适用
            ",
        );
    }

    #[test]
    fn an_indicator_applies_where_its_condition_holds() {
        // 乙 has no river: 12 of the applicable 20 → 18 of 30.
        check(
            r#"
            class 镇
             临河 truth
            sheet 表 of 镇 by year
             total 总分 {"full": 30}
             indicator 一 {"full": 20, "method": {"kind": "points"}}
             indicator 河 {"full": 10, "applies": "临河", "method": {"kind": "points"}}
            "#,
            "
            roster-镇
            镇 临河
            甲 是
            乙 否

            表
            镇 一 河
            甲 12 9
            乙 12 _
            ",
            "
            表
            镇 河 总分
            甲 9 21
            乙 不适用 18
            ",
        );
    }

    #[test]
    fn a_condition_holds_for_computed_leaves_too() {
        check(
            r#"
            class 镇
             类 text
            sheet 表 of 镇 by year
             total 总分 {"full": 30}
             indicator 一 {"full": 20, "method": {"kind": "points"}}
             indicator 二 {"full": 10, "applies": "类 = \"山\"", "method": {"kind": "deduct", "count": "次", "each": 1}}
            "#,
            "
            roster-镇
            镇 类
            甲 山
            乙 川

            表
            镇 一 次
            甲 10 3
            乙 10 3
            ",
            "
            表
            镇 二 总分
            甲 7 17
            乙 不适用 15
            ",
        );
    }

    #[test]
    fn a_condition_on_a_parent_takes_its_children_out() {
        check(
            r#"
            class 镇
             临河 truth
            sheet 表 of 镇 by year
             total 总分 {"full": 30}
             indicator 一 {"full": 20, "method": {"kind": "points"}}
             indicator 河 {"full": 10, "applies": "临河", "indicators": [{"name": "河1", "full": 4, "method": {"kind": "points"}}, {"name": "河2", "full": 6, "method": {"kind": "points"}}]}
            "#,
            "
            roster-镇
            镇 临河
            甲 是
            乙 否

            表
            镇 一 河1 河2
            甲 12 4 5
            乙 12 4 5
            ",
            "
            表
            镇 河 总分
            甲 9 21
            乙 不适用 18
            ",
        );
    }

    #[test]
    fn full_marks_that_do_not_add_up_are_a_warning_and_it_computes() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             total 总分 {"full": 100}
             indicator 一 {"full": 48, "method": {"kind": "points"}}
             indicator 二 {"full": 50, "indicators": [{"name": "二1", "full": 20, "method": {"kind": "points"}}, {"name": "二2", "full": 20, "method": {"kind": "points"}}]}
            "#,
            "
            roster-镇
            镇
            甲
            ",
            "
            diagnostics
            warning sum-differs expected=100 found=98 what=总分 @ sheets[0].total.full
            warning sum-differs expected=50 found=40 what=二 @ sheets[0].indicators[1].full
            ",
        );
    }

    #[test]
    fn a_total_of_all_marks_is_the_plain_sum() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             total 总分 {"full": 30, "places": 2}
             indicator 一 {"full": 20, "method": {"kind": "formula", "formula": "x / 3"}}
             indicator 二 {"full": 10, "method": {"kind": "formula", "formula": "x * 2 / 3"}}
             x
            "#,
            "
            表
            镇 x
            甲 5
            乙 5.005
            ",
            "
            表
            镇 总分
            甲 5
            乙 5.01
            ",
        );
    }
}

mod rules {
    use super::*;

    const SCHEME: &str = r#"
            class 镇
            sheet 月 of 镇 by month
             x
             名次: {"rank": {"by": "x"}}
             连低 = STREAK(x < 60)
             rule 红旗 {"when": "x >= 90", "then": [{"list": "红榜"}]}
             rule 约谈 {"when": "连低 >= 2", "then": [{"action": {"kind": "约谈", "text": "{x}分，第{名次}名，连续{连低}月"}}, {"list": "黑榜"}]}
            sheet 年 of 镇 by year
             均 = AVERAGE(WITHIN(月.x))
             rule 差 {"when": "均 < 60", "then": [{"action": {"kind": "诫勉", "text": "年均{均}"}}]}
            statistic 红榜次 {"list": "红榜"}
            statistic 约谈次 {"action": "约谈"}
            statistic 诫勉次 {"action": "诫勉"}
            statistic 及格次 {"sheet": "月", "when": "x >= 60"}
            statistic 总和 {"sheet": "月", "sum": "x"}
            "#;

    const MARKS: &str = "
            月
            期 镇 x
            2017-12 甲 50
            2018-01 甲 59
            2018-02 甲 40
            2018-03 甲 95
            2017-12 乙 90
            2018-01 乙 80
            2018-02 乙 91
            2018-03 乙 59
            ";

    #[test]
    fn what_follows_from_them() {
        check(
            SCHEME,
            MARKS,
            "
            listed
            2017-12 乙 红榜
            2018-01 甲 黑榜
            2018-02 乙 红榜
            2018-02 甲 黑榜
            2018-03 甲 红榜

            actions
            2017 甲 诫勉 年均50
            2018-01 甲 约谈 59分，第2名，连续2月
            2018-02 甲 约谈 40分，第2名，连续3月
            ",
        );
    }

    #[test]
    fn statistics_count_and_sum_over_a_span_with_both_ends() {
        check(
            SCHEME,
            MARKS,
            "
            statistics 2018-01 2018-03
            红榜次 2
            约谈次 2
            诫勉次 0
            及格次 3
            总和 424

            statistics 2018-02 2018-02
            红榜次 1
            约谈次 1
            及格次 1
            总和 131

            statistics 2017-12 2018-01
            红榜次 1
            约谈次 1
            及格次 2
            总和 279

            statistics 2017 2018
            红榜次 3
            约谈次 2
            诫勉次 1
            及格次 4
            总和 564

            statistics 2018 2018
            红榜次 2
            诫勉次 0
            总和 424
            ",
        );
    }

    #[test]
    fn a_statistic_counts_what_is_true_and_sums_no_errors() {
        check(
            r#"
            class 镇
            sheet 月 of 镇 by month
             x
             商 = 12 / x
            statistic 达 {"sheet": "月", "when": "x >= 3"}
            statistic 和 {"sheet": "月", "sum": "商"}
            "#,
            "
            月
            期 镇 x
            2018-01 甲 3
            2018-01 乙 4
            2018-01 丙 2
            2018-01 丁 不适用
            2018-02 甲 1
            2018-02 乙 0
            ",
            "
            statistics 2018-01 2018-01
            达 2
            和 13

            statistics 2018-02 2018-02
            达 0
            和 #NUM!
            ",
        );
    }

    #[test]
    fn statistics_take_the_weeks_of_a_month_by_the_calendar() {
        check(
            r#"
            class 镇
            sheet 周 of 镇 by week
             x
            sheet 月 of 镇 by month
             y
            statistic 和 {"sheet": "周", "sum": "x"}
            "#,
            "
            open
            2018-03 2018-04

            周
            期 镇 x
            2018-W12 甲 1
            2018-W13 甲 10
            2018-W14 甲 100
            ",
            "
            statistics 2018-03 2018-03
            和 11

            statistics 2018-04 2018-04
            和 100

            statistics 2018-W12 2018-W13
            和 11
            ",
        );
    }

    #[test]
    fn exempt_blank_and_errors_give_no_consequence() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             x
             商 = 1 / x
             rule 低 {"when": "x < 1", "then": [{"list": "低"}]}
             rule 商 {"when": "商 > 0", "then": [{"list": "正"}]}
            "#,
            "
            表
            镇 x
            甲 不适用
            乙 0
            丙 2
            ",
            "
            listed
            2018 乙 低
            2018 丙 正
            ",
        );
    }

    #[test]
    fn an_action_of_a_provisional_result_is_marked() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             x
             rule 低 {"when": "x < 1", "then": [{"action": {"kind": "约谈", "text": "低"}}]}
            "#,
            "
            表
            镇 x
            甲 _
            乙 0
            ",
            "
            actions
            2018 甲 约谈 低~
            2018 乙 约谈 低
            ",
        );
    }
}
