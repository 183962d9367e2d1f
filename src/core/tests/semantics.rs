//! The semantics of the model, rule by rule, each with its smallest example (`design.md` §5). All expected values are
//! worked out by hand from the rule.

mod common;

use common::{check, formulas};

mod kept_and_snapped {
    use super::*;

    #[test]
    fn decisions_look_at_snapped_values() {
        formulas(
            "x=1",
            r#"
            1/3 * 15 >= 5 -> 是
            1/3 * 15 = 5 -> 是
            1/3 * 15 < 5 -> 否
            1/3 * 15 <> 5 -> 否
            x/3 * 3 = x -> 是
            0.1 + 0.2 = 0.3 -> 是
            ROUND(1.01/6 * 3, 2) -> 0.51
            ROUNDUP(1/3 * 3, 0) -> 1
            ROUNDDOWN(1/3 * 3, 0) -> 1
            INT(1/3 * 3) -> 1
            MOD(1/3 * 6, 2) -> 0
            BAND(1/3 * 15, {0, "低"; 5, "高"}) -> 高
            IF(2/3 * 3 >= 2, "到", "未到") -> 到
            "#,
        );
    }

    #[test]
    fn values_closer_than_twelve_places_are_equal() {
        formulas(
            "x=1",
            r#"
            1.0000000000001 = x -> 是
            1.00000000001 = x -> 否
            1.0000000000001 > x -> 否
            1.00000000001 > x -> 是
            1000000000000000.1 = 1000000000000000.2 -> 否
            10000000000000000000.1 = 10000000000000000000.2 -> 是
            "#,
        );
    }

    #[test]
    fn a_column_keeps_twenty_places_or_twenty_four_digits() {
        formulas(
            "x=1",
            "
            x / 3 -> 0.33333333333333333333
            x * 2 / 3 -> 0.66666666666666666667
            200000 / 3 -> 66666.6666666666666666667
            x / 8 -> 0.125
            ",
        );
    }

    #[test]
    fn a_chain_of_columns_decides_the_same() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             完成
             率 = 完成 / 3
             分 = 率 * 15
             达标 = 分 >= 5
             名次: {\"rank\": {\"by\": \"分\"}}
            ",
            "
            表
            镇 完成
            甲 1
            乙 1.0000000000000001
            丙 1.1
            ",
            "
            表
            镇 达标 名次
            甲 是 2
            乙 是 2
            丙 是 1
            ",
        );
    }

    #[test]
    fn criteria_and_lookups_look_at_snapped_values() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             分 = x / 3 * 15
             够 = COUNTIF(ALL(分), \">=5\")
             等 = COUNTIF(ALL(分), 5)
             和 = SUMIF(ALL(分), \">=5\")
             位 = XLOOKUP(5, ALL(分), ALL(x))
            ",
            "
            表
            镇 x
            甲 1
            乙 0.9
            ",
            "
            表
            镇 够 等 位
            甲 1 1 1
            乙 1 1 1
            ",
        );
    }

    #[test]
    fn a_sum_does_not_depend_on_the_order() {
        let scheme = "
            class 镇
            sheet 表 of 镇 by year
             x
             份 = x / 3
             和 = SUM(ALL(份))
            ";
        // 12345678 ÷ 3 = 4115226; 1 ÷ 3 and 2 ÷ 3 kept to 20 places add up to 1.
        let expected = "
            表
            镇 和
            甲 4115227
            ";
        check(scheme, "表\n镇 x\n甲 12345678\n乙 1\n丙 2", expected);
        check(scheme, "表\n镇 x\n乙 1\n丙 2\n甲 12345678", expected);
        check(scheme, "表\n镇 x\n丙 2\n甲 12345678\n乙 1", expected);
    }

    #[test]
    fn a_sum_of_more_than_28_digits_is_told() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             份 = x / 3
             和 = SUM(ALL(份))
             后 = 和 + 1
             另 = x + 1
            ",
            "
            表
            镇 x
            甲 1
            乙 300000000000000000000000
            ",
            "
            表
            镇 份 和 后 另
            甲 0.33333333333333333333 #NUM! #NUM! 2
            乙 100000000000000000000000 #NUM! #NUM! 300000000000000000000001

            diagnostics
            warning sum-too-long @ 表/2018/甲/和
            warning sum-too-long @ 表/2018/乙/和
            ",
        );
    }

    #[test]
    fn a_product_stays_in_range_on_its_way() {
        formulas(
            "x=0.000000000000001",
            "
            PRODUCT(1000000000000000, 1000000000000000, x, x) -> 1
            PRODUCT(2000000000000000, 2000000000000000, 2000000000000000, x, x, x) -> 8
            PRODUCT(x, x, x, 2000000000000000, 2000000000000000, 2000000000000000) -> 8
            ",
        );
    }

    #[test]
    fn criteria_say_truths_and_dates_in_their_texts() {
        formulas(
            "x=1 t:truth=是 f:truth=否 d:date=2018-03-01",
            r#"
            COUNTIF(ALL(t), "TRUE") -> 1
            COUNTIF(ALL(t), "false") -> 0
            COUNTIF(ALL(t), "甲") -> 0
            COUNTIF(ALL(t), "<>甲") -> 1
            COUNTIF(ALL(f), "False") -> 1
            COUNTIF(ALL(f), "true") -> 0
            COUNTIF(ALL(f), "甲") -> 0
            COUNTIF(ALL(d), "2018-03-01") -> 1
            COUNTIF(ALL(d), "2018/3/1") -> 1
            COUNTIF(ALL(d), "2018-03-02") -> 0
            COUNTIF(ALL(d), "<>2018-03-02") -> 1
            COUNTIF(ALL(d), "02018-03-01") -> 0
            COUNTIF(ALL(d), "2018-03-01-01") -> 0
            COUNTIF(ALL(d), "2018-+3-01") -> 0
            "#,
        );
    }

    #[test]
    fn days_are_counted_up_to_100_000() {
        formulas(
            "x=1",
            "
            WORKDAY(DATE(2000, 1, 3), 100000) > DATE(2383, 1, 1) -> 是
            WORKDAY(DATE(2000, 1, 3), 100001) -> #NUM!
            NETWORKDAYS(DATE(2000, 1, 3), DATE(2273, 10, 18)) > 70000 -> 是
            NETWORKDAYS(DATE(2000, 1, 3), DATE(2273, 10, 19)) -> #NUM!
            ",
        );
    }

    #[test]
    fn what_stands_in_a_pattern_and_what_a_place_or_share_may_be() {
        formulas(
            "x=1",
            r##"
            TEXT(1.5, ".00") -> 1.50
            TEXT(5, "0""分""") -> 5分
            TEXT(5, "#0") -> 5
            TEXT(5, "0#") -> #VALUE!
            TEXT(5, "0000000000000000000000000000") -> 0000000000000000000000000005
            TEXT(5, "00000000000000000000000000000") -> #VALUE!
            TEXT(0, "0.0000000000000000000000000000") -> 0.0000000000000000000000000000
            TEXT(0, "0.00000000000000000000000000000") -> #VALUE!
            TEXT(5, "0""分""") -> 5分
            TEXT(DATE(2018, 3, 1), "yyyymmdd") -> 20180301
            LARGE(ALL(x), 0) -> #NUM!
            TRIMMEAN(ALL(x), -0.1) -> #NUM!
            TRIMMEAN(ALL(x), -0.0000000000001) -> 1
            "##,
        );
    }

    /// The most characters a text may have, however many bytes they take.
    #[test]
    fn a_text_may_have_32767_characters() {
        let first = "甲".repeat(151);
        let (second, third) = (["一"; 31].join(", "), ["二"; 7].join(", "));
        let scheme = format!(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             一 = \"{first}\"
             二 = CONCAT({second})
             三 = CONCAT({third})
             四 = 三 & \"\"
             五 = 三 & 一
            "
        );
        let longest = "甲".repeat(32_767);
        check(&scheme, "表\n镇 x\n东 1", &format!("表\n镇 三 四 五\n东 {longest} {longest} #VALUE!"));
    }

    #[test]
    fn a_blank_is_no_delimiter() {
        formulas("x=1 w:text=_", r#"TEXTJOIN(w, TRUE, "甲", "乙") -> 甲乙~"#);
    }

    #[test]
    fn a_deviation_is_good_however_near_the_numbers_are() {
        formulas(
            "x=1",
            "
            STDEV(0.0000000001, 0.0000000002, 0.0000000004) -> 0.00000000015275252317
            STDEV(0.1, 0.2, 0.3) -> 0.1
            STDEV(0.1, 0.2, 0.4) -> 0.15275252316519466689
            STDEV(0.3, 0.3) -> 0
            ",
        );
    }

    #[test]
    fn powers_are_good_to_twenty_digits() {
        formulas(
            "x=2",
            "
            SQRT(x) -> 1.4142135623730950488
            EXP(1) -> 2.71828182845904523536
            LN(x) -> 0.69314718055994530942
            POWER(x, 0.5) -> 1.4142135623730950488
            POWER(x, 10) -> 1024
            x ^ 10 -> 1024
            SQRT(x) ^ 2 = 2 -> 是
            SQRT(16) -> 4
            SQRT(16) -> 4
            SQRT(0.0000000000000000000000000002) -> 0.00000000000001414214
            EXP(-66.9) -> 0
            ",
        );
    }
}

mod exempt {
    use super::*;

    #[test]
    fn arithmetic_and_comparisons_are_exempt() {
        formulas(
            "x=不适用 y=3",
            "
            x -> 不适用
            x + y -> 不适用
            y - x -> 不适用
            x * 0 -> 不适用
            y / x -> 不适用
            -x -> 不适用
            x > y -> 不适用
            x = x -> 不适用
            x <> y -> 不适用
            ROUND(x, 2) -> 不适用
            x % -> 不适用
            EXEMPT() -> 不适用
            EXEMPT() + 1 -> 不适用
            IF(y > 5, 1, EXEMPT()) -> 不适用
            IF(y > 1, 1, EXEMPT()) -> 1
            ISBLANK(x) -> 否
            NA() -> #N/A
            ",
        );
    }

    #[test]
    fn aggregates_skip_it_and_are_exempt_if_nothing_is_left() {
        formulas(
            "x=不适用 y=3 z=5",
            "
            SUM(x, y, z) -> 8
            AVERAGE(x, y, z) -> 4
            MIN(x, y, z) -> 3
            MAX(x, y, z) -> 5
            COUNT(x, y, z) -> 2
            PRODUCT(x, y, z) -> 15
            MEDIAN(x, y, z) -> 4
            SUM(x, x) -> 不适用
            AVERAGE(x, x) -> 不适用
            MIN(x, x) -> 不适用
            MAX(x, x) -> 不适用
            MEDIAN(x, x) -> 不适用
            ",
        );
    }

    #[test]
    fn typed_as_缺项_it_is_the_same() {
        formulas("x=缺项 y=3", "x -> 不适用\n x + y -> 不适用\n SUM(x, y) -> 3");
    }

    #[test]
    fn it_leaves_the_denominator_of_the_tree() {
        // 24 of the applicable 30, so 24 ÷ 30 × 50 = 40.
        let scheme = r#"
            class 镇
            sheet 表 of 镇 by year
             total 总分 {"full": 50}
             indicator 一 {"full": 20, "method": {"kind": "points"}}
             indicator 二 {"full": 30, "method": {"kind": "points"}}
             名次: {"rank": {"by": "总分"}}
            "#;
        check(
            scheme,
            "
            表
            镇 一 二
            甲 不适用 24
            乙 10 24
            丙 缺项 不适用
            ",
            "
            表
            镇 总分 名次
            甲 40 1
            乙 34 2
            丙 不适用 不适用
            ",
        );
    }

    #[test]
    fn it_leaves_a_nested_denominator_level_by_level() {
        // 一: 一a is out, 6 of 10 → 12 of 20. 二 is 15 of 30. Together 27 of 50.
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             total 总分 {"full": 50}
             indicator 一 {"full": 20, "indicators": [{"name": "一a", "full": 10, "method": {"kind": "points"}}, {"name": "一b", "full": 10, "method": {"kind": "points"}}]}
             indicator 二 {"full": 30, "method": {"kind": "points"}}
            "#,
            "
            表
            镇 一a 一b 二
            甲 不适用 6 15
            乙 不适用 不适用 15
            ",
            "
            表
            镇 一 总分
            甲 12 27
            乙 不适用 25
            ",
        );
    }

    #[test]
    fn aggregates_over_subjects_skip_it() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             均 = AVERAGE(ALL(x))
             数 = COUNT(ALL(x))
             最 = MAX(ALL(x))
             超 = COUNTIF(ALL(x), \">1\")
             零 = COUNTIF(ALL(x), \"<1\")
            ",
            "
            表
            镇 x
            甲 2
            乙 不适用
            丙 4
            ",
            "
            表
            镇 均 数 最 超 零
            甲 3 2 4 2 0
            乙 3 2 4 2 0
            ",
        );
    }
}

mod blank {
    use super::*;

    #[test]
    fn it_counts_zero_and_is_provisional() {
        formulas(
            "x=_ y=4",
            "
            x + y -> 4~
            x * y -> 0~
            y - x -> 4~
            SUM(x, y) -> 4~
            x < y -> 是~
            IF(x < y, 1, 2) -> 1~
            y + 1 -> 5
            ",
        );
    }

    #[test]
    fn what_looks_at_it_before_it_chooses_is_provisional() {
        formulas(
            "x=_ y=1 z=不适用",
            "
            IFERROR(1 / x, 7) -> 7~
            IFERROR(y, x) -> 1
            IFERROR(1 / x, NA()) -> #N/A~
            IFS(x > 0, 1, y > 0, 2) -> 2~
            IFS(y > 0, 1, x > 0, 2) -> 1
            IFS(x > 0, 1, 1 / 0 > 0, 2) -> #DIV/0!~
            IFS(x > 0, 1, y > 1, 2) -> #N/A~
            SWITCH(y, x, 5, 1, 6) -> 6~
            SWITCH(y, 1, 6, x, 5) -> 6
            SWITCH(x, 1, 5, 6) -> 6~
            SWITCH(y, x, 5, z, 6) -> 不适用~
            SWITCH(y, x, 5, NA(), 6) -> #N/A~
            SWITCH(y, x, 5, 2, 6) -> #N/A~
            ",
        );
    }

    #[test]
    fn all_dependants_inherit_the_flag() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             二 = x + 1
             三 = 二 + 1
             和 = SUM(ALL(三))
             独 = 5
             名次: {\"rank\": {\"by\": \"三\"}}
            ",
            "
            表
            镇 x
            甲 _
            乙 1
            ",
            "
            表
            镇 二 三 和 独
            甲 1~ 2~ 5~ 5
            乙 2 3 5~ 5
            ",
        );
    }

    #[test]
    fn a_sheet_may_say_that_it_is_a_final_zero() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year {"blank": "zero"}
             total 总分 {"full": 10}
             indicator 一 {"full": 4, "method": {"kind": "points"}}
             indicator 二 {"full": 6, "method": {"kind": "points"}}
             x
             加 = x + 1
            "#,
            "
            表
            镇 一 二 x
            甲 _ 6 _
            ",
            "
            表
            镇 总分 加
            甲 6 1
            ",
        );
    }

    #[test]
    fn a_tree_is_provisional_until_all_marks_are_in() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             total 总分 {"full": 10}
             indicator 一 {"full": 4, "method": {"kind": "points"}}
             indicator 二 {"full": 6, "method": {"kind": "points"}}
            "#,
            "
            表
            镇 一 二
            甲 _ 6
            乙 1 6
            丙 _ _
            ",
            "
            表
            镇 总分
            甲 6~
            乙 7
            丙 0~
            ",
        );
    }

    #[test]
    fn average_min_max_and_count_skip_it() {
        formulas(
            "x=_ y=4 z=6",
            "
            AVERAGE(x, y, z) -> 5~
            MIN(x, y, z) -> 4~
            MAX(x, y - 5) -> -1~
            COUNT(x, y, z) -> 2~
            SUM(x, y, z) -> 10~
            ",
        );
    }

    #[test]
    fn it_equals_neither_zero_nor_the_empty_text() {
        formulas(
            "x=_ t:text=_ y=0",
            r#"
            x = 0 -> 否~
            x <> 0 -> 是~
            t = "" -> 否~
            y = 0 -> 是
            IF(ISBLANK(x), "空", "有") -> 空~
            IF(ISBLANK(y), "空", "有") -> 有
            IF(ISBLANK(t), "空", "有") -> 空~
            "#,
        );
    }

    #[test]
    fn an_optional_mark_is_complete_when_blank() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             x number {"optional": true}
             加 = x + 1
            "#,
            "
            表
            镇 x
            甲 _
            ",
            "
            表
            镇 加
            甲 1
            ",
        );
    }

    #[test]
    fn an_invalid_mark_counts_as_a_provisional_blank_and_is_told() {
        let scheme = r#"
            class 镇
            sheet 表 of 镇 by year {"blank": "zero"}
             x number {"least": 0, "most": 10}
             d date
             b truth
             c choice {"choices": ["好", "差"]}
             加 = x + 1
             均 = AVERAGE(ALL(x))
            "#;
        check(
            scheme,
            "
            表
            镇 x d b c
            甲 11 昨天 也许 中
            乙 4 2018-02-03 是 好
            丙 -0.5 _ _ _
            丁 十 _ _ _
            戊 10 _ _ _
            己 0 _ _ _
            ",
            "
            表
            镇 加 均
            甲 1~ 4.66666666666666666667~
            乙 5 4.66666666666666666667~
            丙 1~ 4.66666666666666666667~
            丁 1~ 4.66666666666666666667~
            戊 11 4.66666666666666666667~
            己 1 4.66666666666666666667~

            diagnostics
            warning mark-out-of-range least=0 most=10 typed=11 @ 表/2018/甲/x
            warning mark-not-a-date typed=昨天 @ 表/2018/甲/d
            warning mark-not-a-truth typed=也许 @ 表/2018/甲/b
            warning mark-not-a-choice choices=好|差 typed=中 @ 表/2018/甲/c
            warning mark-out-of-range least=0 most=10 typed=-0.5 @ 表/2018/丙/x
            warning mark-not-a-number typed=十 @ 表/2018/丁/x
            ",
        );
    }

    #[test]
    fn points_beyond_the_full_marks_are_invalid() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             total 总分 {"full": 10}
             indicator 一 {"full": 4, "method": {"kind": "points"}}
             indicator 二 {"full": 6, "method": {"kind": "points"}}
            "#,
            "
            表
            镇 一 二
            甲 5 6
            乙 4 0
            ",
            "
            表
            镇 总分
            甲 6~
            乙 4

            diagnostics
            warning mark-out-of-range least=0 most=4 typed=5 @ 表/2018/甲/一
            ",
        );
    }
}

mod errors {
    use super::*;

    #[test]
    fn they_are_excels() {
        formulas(
            "x=0 y=1",
            r#"
            y / x -> #DIV/0!
            MOD(y, x) -> #DIV/0!
            SQRT(-1) -> #NUM!
            LN(x) -> #NUM!
            SWITCH(y, 2, "二") -> #N/A
            IFS(y > 2, "大") -> #N/A
            NA() -> #N/A
            POWER(x, -1) -> #DIV/0!
            "#,
        );
    }

    #[test]
    fn they_carry_the_cell_where_they_began() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             商 = 1 / x
             加 = 商 + 1
             和 = SUM(ALL(加))
             大 = 和 > 1
             好 = x + 1
            ",
            "
            表
            镇 x
            甲 0
            乙 2
            ",
            "
            表
            镇 商 加 和 大 好
            甲 #DIV/0!@表/2018/甲/商 #DIV/0!@表/2018/甲/商 #DIV/0!@表/2018/甲/商 #DIV/0!@表/2018/甲/商 1
            乙 0.5 1.5 #DIV/0!@表/2018/甲/商 #DIV/0!@表/2018/甲/商 3
            ",
        );
    }

    #[test]
    fn no_aggregate_of_numbers_skips_them() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             商 = 1 / x
             和 = SUM(ALL(商))
             均 = AVERAGE(ALL(商))
             小 = MIN(ALL(商))
             大 = MAX(ALL(商))
             中 = MEDIAN(ALL(商))
             直 = SUM(商, 1)
            ",
            "
            表
            镇 x
            甲 1
            乙 0
            ",
            "
            表
            镇 和 均 小 大 中 直
            甲 #DIV/0! #DIV/0! #DIV/0! #DIV/0! #DIV/0! 2
            乙 #DIV/0! #DIV/0! #DIV/0! #DIV/0! #DIV/0! #DIV/0!
            ",
        );
    }

    #[test]
    fn iferror_and_branches_not_taken_pass_them_by() {
        formulas(
            "x=0 y=不适用",
            r#"
            IFERROR(1 / x, 7) -> 7
            IFERROR(2, 7) -> 2
            IFERROR(y, 7) -> 不适用
            IFERROR(NA(), "无") -> 无
            IF(x = 0, 1, 1 / x) -> 1
            IFS(x = 0, 1, TRUE, 1 / x) -> 1
            SWITCH(x, 0, 1, 1 / x) -> 1
            IF(1 / x > 0, 1, 2) -> #DIV/0!
            "#,
        );
    }

    #[test]
    fn an_error_beats_exempt_and_blank() {
        formulas("x=0 y=不适用 b=_", "1 / x + y -> #DIV/0!\n SUM(1 / x, y) -> #DIV/0!\n y + NA() -> #N/A");
    }
}

mod rounding {
    use super::*;

    const INPUT: &str = "
            表
            镇 x
            甲 0.125
            乙 -0.125
            丙 0.135
            丁 25
            戊 35
            己 1.005
            ";

    #[test]
    fn half_up_is_away_from_zero() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             x
             二 = x | {"places": 2}
             零 = x | {"places": 0}
             十 = x | {"places": -1}
            "#,
            INPUT,
            "
            表
            镇 二 零 十
            甲 0.13 0 0
            乙 -0.13 0 0
            丙 0.14 0 0
            丁 25 25 30
            戊 35 35 40
            己 1.01 1 0
            ",
        );
    }

    #[test]
    fn half_even_goes_to_the_even_neighbour() {
        check(
            r#"
            rounding half-even
            class 镇
            sheet 表 of 镇 by year
             x
             二 = x | {"places": 2}
             十 = x | {"places": -1}
             函数 = ROUND(x, 2)
            "#,
            INPUT,
            "
            表
            镇 二 十 函数
            甲 0.12 0 0.13
            乙 -0.12 0 -0.13
            丙 0.14 0 0.14
            丁 25 20 25
            戊 35 40 35
            己 1 0 1.01
            ",
        );
    }

    #[test]
    fn a_column_may_round_its_own_way() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             x
             双 = x | {"rounding": {"places": 2, "mode": "half-even"}}
             入 = x | {"rounding": {"places": 2, "mode": "half-up"}}
            "#,
            INPUT,
            "
            表
            镇 双 入
            甲 0.12 0.13
            乙 -0.12 -0.13
            丙 0.14 0.14
            己 1 1.01
            ",
        );
    }

    #[test]
    fn what_is_not_rounded_is_carried_on_whole() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             x
             整 = x / 3
             舍 = x / 3 | {"places": 2}
             整三 = 整 * 3 = x
             舍三 = 舍 * 3
             名次: {"rank": {"by": "整"}}
             舍名次: {"rank": {"by": "舍"}}
            "#,
            "
            表
            镇 x
            甲 2
            乙 2.001
            ",
            "
            表
            镇 舍 整三 舍三 名次 舍名次
            甲 0.67 是 2.01 2 1
            乙 0.67 是 2.01 1 1
            ",
        );
    }

    #[test]
    fn indicators_and_totals_round_where_they_say() {
        // 10 ÷ 3 = 3.333…; rounded at the leaf 3.33, so the total is 6.66, and 6.7 with one place.
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             total 总分 {"full": 20, "places": 1}
             indicator 一 {"full": 10, "places": 2, "method": {"kind": "formula", "formula": "10 / 3"}}
             indicator 二 {"full": 10, "places": 2, "method": {"kind": "formula", "formula": "10 / 3"}}
             和 = 一 + 二
            "#,
            "
            roster-镇
            镇
            甲
            ",
            "
            表
            镇 一 和 总分
            甲 3.33 6.66 6.7
            ",
        );
    }
}

mod ranks {
    use super::*;

    #[test]
    fn from_the_top_or_the_bottom_skipping_or_dense() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             x
             上: {"rank": {"by": "x"}}
             下: {"rank": {"by": "x", "from": "bottom"}}
             密: {"rank": {"by": "x", "ties": "dense"}}
             下密: {"rank": {"by": "x", "from": "bottom", "ties": "dense"}}
            "#,
            "
            表
            镇 x
            甲 80
            乙 90
            丙 90
            丁 70
            戊 95
            ",
            "
            表
            镇 上 下 密 下密
            甲 4 2 3 2
            乙 2 3 2 3
            丙 2 3 2 3
            丁 5 1 4 1
            戊 1 5 1 4
            ",
        );
    }

    #[test]
    fn tie_breaks_decide_in_order() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             x
             y
             z
             名次: {"rank": {"by": "x", "tie-break": [{"by": "y"}, {"by": "z", "from": "bottom"}]}}
            "#,
            "
            表
            镇 x y z
            甲 90 1 5
            乙 90 2 5
            丙 90 1 3
            丁 90 1 5
            戊 80 9 9
            ",
            "
            表
            镇 名次
            甲 3
            乙 1
            丙 2
            丁 3
            戊 5
            ",
        );
    }

    #[test]
    fn within_a_partition() {
        check(
            r#"
            class 镇
             片 text
             类 text
            sheet 表 of 镇 by year
             x
             名次: {"rank": {"by": "x", "within": ["片"]}}
             类名次: {"rank": {"by": "x", "within": ["片", "类"]}}
            "#,
            "
            roster-镇
            镇 片 类
            甲 东 大
            乙 西 大
            丙 东 大
            丁 东 小

            表
            镇 x
            甲 1
            乙 2
            丙 3
            丁 4
            ",
            "
            表
            镇 名次 类名次
            甲 3 2
            乙 1 1
            丙 2 1
            丁 1 1
            ",
        );
    }

    #[test]
    fn exempt_blank_error_and_out_of_competition_are_not_ranked() {
        check(
            r#"
            class 镇
             新 truth
            sheet 表 of 镇 by year
             x number {"optional": true}
             除 = IF(x = 0, 1 / 0, x)
             名次: {"rank": {"by": "x", "competes": "NOT(新)"}}
             误名次: {"rank": {"by": "除"}}
             参 = COUNT(ALL(名次))
            "#,
            "
            roster-镇
            镇 新
            甲 否
            乙 是
            丙 否
            丁 否
            戊 否

            表
            镇 x
            甲 3
            乙 9
            丙 不适用
            丁 _
            戊 0
            ",
            "
            表
            镇 名次 误名次 参
            甲 1 2 2
            乙 不适用 1 2
            丙 不适用 不适用 2
            丁 不适用 不适用 2
            戊 2 不适用 2
            ",
        );
    }

    #[test]
    fn who_is_not_ranked_is_not_among_the_first() {
        check(
            r#"
            class 镇
             新 truth
            sheet 表 of 镇 by year
             x
             名次: {"rank": {"by": "x", "competes": "NOT(新)"}}
             前三 = 名次 <= 3
             旗 = IF(名次 <= 3, "红旗", "")
             rule 奖 {"when": "名次 <= 3", "then": [{"list": "红榜"}]}
            "#,
            "
            roster-镇
            镇 新
            甲 否
            乙 是

            表
            镇 x
            甲 3
            乙 9
            ",
            "
            表
            镇 前三
            甲 是
            乙 不适用

            listed
            2018 甲 红榜
            ",
        );
    }

    #[test]
    fn equals_are_equal_after_snapping() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year
             x
             分 = x / 3
             名次: {"rank": {"by": "分 * 15"}}
             末 = 名次 = MAX(ALL(名次))
            "#,
            "
            表
            镇 x
            甲 1
            乙 1.0000000000000001
            丙 2
            ",
            "
            表
            镇 名次 末
            甲 2 是
            乙 2 是
            丙 1 否
            ",
        );
    }
}

mod ladders {
    use super::*;

    #[test]
    fn by_thresholds_the_last_grade_takes_the_rest() {
        check(
            r#"
            class 镇
            ladder 等次 [{"name": "优", "least": 90}, {"name": "良", "least": 80}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             三分 = x / 3
             等: {"grade": {"ladder": "等次", "by": "三分 * 3"}}
             优者 = COUNTIF(ALL(等), "优")
             好 = 等 >= "良"
             是优 = 等 = "优"
            "#,
            "
            表
            镇 x
            甲 90
            乙 89.99
            丙 80
            丁 79.9
            戊 0
            己 100
            ",
            "
            表
            镇 等 优者 好 是优
            甲 优 2 是 是
            乙 良 2 是 否
            丙 良 2 是 否
            丁 差 2 否 否
            戊 差 2 否 否
            己 优 2 是 是
            ",
        );
    }

    /// Ten subjects with 100, 99, … 91.
    const TEN: &str = "
            表
            镇 x
            甲 100
            乙 99
            丙 98
            丁 97
            戊 96
            己 95
            庚 94
            辛 93
            壬 92
            癸 91
            ";

    #[test]
    fn a_quota_rounds_down_up_or_half_up() {
        let scheme = |rounding: &str, share: &str| {
            format!(
                r#"
            class 镇
            ladder 等次 [{{"name": "优", "quota": {{"places": "COUNT(ALL(x)) * {share}", "rounding": "{rounding}"}}}}, {{"name": "差"}}]
            sheet 表 of 镇 by year
             x
             等: {{"grade": {{"ladder": "等次", "by": "x"}}}}
             优者 = COUNTIF(ALL(等), "优")
            "#
            )
        };
        for (rounding, share, places) in [
            ("down", "20%", 2),
            ("down", "29%", 2),
            ("down", "25%", 2),
            ("up", "21%", 3),
            ("up", "20%", 2),
            ("half-up", "24%", 2),
            ("half-up", "25%", 3),
            ("half-up", "26%", 3),
            ("down", "1/3 * 90%", 3),
            ("up", "1/3 * 90%", 3),
            ("down", "0%", 0),
            ("down", "9%", 0),
            ("up", "1%", 1),
            ("down", "200%", 10),
        ] {
            check(&scheme(rounding, share), TEN, &format!("表\n镇 优者\n癸 {places}"));
        }
    }

    #[test]
    fn a_quota_counts_the_grades_above() {
        // 20 % are at least 优, 50 % at least 良: two and then three more.
        check(
            r#"
            class 镇
            ladder 等次 [{"name": "优", "quota": {"places": "COUNT(ALL(x)) * 20%"}}, {"name": "良", "quota": {"places": "COUNT(ALL(x)) * 50%"}}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             等: {"grade": {"ladder": "等次", "by": "x"}}
            "#,
            TEN,
            "
            表
            镇 等
            甲 优
            乙 优
            丙 良
            丁 良
            戊 良
            己 差
            癸 差
            ",
        );
    }

    #[test]
    fn threshold_and_quota_are_both_needed() {
        check(
            r#"
            class 镇
            ladder 等次 [{"name": "优", "least": 99, "quota": {"places": "3"}}, {"name": "良", "least": 92}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             等: {"grade": {"ladder": "等次", "by": "x"}}
            "#,
            TEN,
            "
            表
            镇 等
            甲 优
            乙 优
            丙 良
            壬 良
            癸 差
            ",
        );
    }

    #[test]
    fn ties_at_the_line_are_all_out_all_in_or_broken() {
        let scheme = |ties: &str, tie_break: &str| {
            format!(
                r#"
            class 镇
            ladder 等次 [{{"name": "优", "quota": {{"places": "2", "ties": "{ties}"}}}}, {{"name": "差"}}]
            sheet 表 of 镇 by year
             x
             y
             等: {{"grade": {{"ladder": "等次", "by": "x", "tie-break": {tie_break}}}}}
            "#
            )
        };
        let marks = "
            表
            镇 x y
            甲 80 1
            乙 90 1
            丙 80 2
            丁 80 1
            ";
        let cases = [
            ("all-out", "[]", "差 优 差 差"),
            ("all-in", "[]", "优 优 优 优"),
            ("tie-break", "[]", "优 优 差 差"),
            ("tie-break", r#"[{"by": "y"}]"#, "差 优 优 差"),
            ("tie-break", r#"[{"by": "y", "from": "bottom"}]"#, "优 优 差 差"),
            // The tie-break leaves no tie at the line.
            ("all-out", r#"[{"by": "y"}]"#, "差 优 优 差"),
        ];
        for (ties, tie_break, grades) in cases {
            let grades: Vec<&str> = grades.split(' ').collect();
            let expected =
                format!("表\n镇 等\n甲 {}\n乙 {}\n丙 {}\n丁 {}", grades[0], grades[1], grades[2], grades[3]);
            check(&scheme(ties, tie_break), marks, &expected);
        }
    }

    #[test]
    fn ties_that_do_not_straddle_the_line_come_in() {
        check(
            r#"
            class 镇
            ladder 等次 [{"name": "优", "quota": {"places": "2"}}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             等: {"grade": {"ladder": "等次", "by": "x"}}
            "#,
            "
            表
            镇 x
            甲 90
            乙 90
            丙 80
            丁 80
            ",
            "
            表
            镇 等
            甲 优
            乙 优
            丙 差
            丁 差
            ",
        );
    }

    #[test]
    fn who_is_held_back_frees_the_place_or_not() {
        let scheme = |frees: bool| {
            format!(
                r#"
            class 镇
             红线 truth
            ladder 等次 [{{"name": "优", "quota": {{"places": "2", "frees": {frees}}}}}, {{"name": "良"}}]
            sheet 表 of 镇 by year
             x
             等: {{"grade": {{"ladder": "等次", "by": "x", "limits": [{{"when": "红线", "gives": "at-most", "grade": "良"}}]}}}}
            "#
            )
        };
        let marks = "
            roster-镇
            镇 红线
            甲 是
            乙 否
            丙 否
            丁 否

            表
            镇 x
            甲 9
            乙 8
            丙 7
            丁 6
            ";
        check(&scheme(false), marks, "表\n镇 等\n甲 良\n乙 优\n丙 良\n丁 良");
        check(&scheme(true), marks, "表\n镇 等\n甲 良\n乙 优\n丙 优\n丁 良");
    }

    #[test]
    fn limits_hold_in_order_and_later_ones_win() {
        let scheme = |limits: &str| {
            format!(
                r#"
            class 镇
            ladder 等次 [{{"name": "优", "least": 90}}, {{"name": "良", "least": 80}}, {{"name": "中", "least": 70}}, {{"name": "差"}}]
            sheet 表 of 镇 by year
             x
             等: {{"grade": {{"ladder": "等次", "by": "x", "limits": [{limits}]}}}}
            "#
            )
        };
        let limit = |gives: &str, grade: &str| {
            format!(r#"{{"when": "TRUE", "gives": "{gives}", "grade": "{grade}"}}"#)
        };
        let (at_most, at_least, exactly) = ("at-most", "at-least", "exactly");
        for (limits, of_95, of_75) in [
            (vec![(at_most, "良")], "良", "中"),
            (vec![(at_least, "良")], "优", "良"),
            (vec![(exactly, "中")], "中", "中"),
            (vec![(at_most, "中"), (at_least, "良")], "良", "良"),
            (vec![(at_least, "良"), (at_most, "中")], "中", "中"),
            (vec![(at_most, "良"), (at_most, "中")], "中", "中"),
            (vec![(at_most, "中"), (at_most, "良")], "中", "中"),
            (vec![(exactly, "差"), (at_least, "良")], "良", "良"),
            (vec![(at_least, "优"), (exactly, "差")], "差", "差"),
            (vec![(exactly, "优"), (exactly, "良")], "良", "良"),
        ] {
            let limits: Vec<String> = limits.iter().map(|(gives, grade)| limit(gives, grade)).collect();
            let expected = format!("表\n镇 等\n甲 {of_95}\n乙 {of_75}");
            check(&scheme(&limits.join(", ")), "表\n镇 x\n甲 95\n乙 75", &expected);
        }
    }

    #[test]
    fn a_limit_holds_only_where_its_condition_is_true() {
        check(
            r#"
            class 镇
            ladder 等次 [{"name": "优", "least": 90}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             事故
             等: {"grade": {"ladder": "等次", "by": "x", "limits": [{"when": "事故 > 0", "gives": "exactly", "grade": "差"}]}}
            "#,
            "
            表
            镇 x 事故
            甲 95 0
            乙 95 1
            丙 95 不适用
            ",
            "
            表
            镇 等
            甲 优
            乙 差
            丙 优
            ",
        );
    }

    #[test]
    fn a_limit_that_cannot_be_told_is_an_error() {
        check(
            r#"
            class 镇
            ladder 等次 [{"name": "优", "least": 90}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             事故
             等: {"grade": {"ladder": "等次", "by": "x", "limits": [{"when": "1 / 事故 > 0.5", "gives": "exactly", "grade": "差"}]}}
            "#,
            "
            表
            镇 x 事故
            甲 95 2
            乙 95 1
            丙 95 0
            丁 80 0
            ",
            "
            表
            镇 等
            甲 优
            乙 差
            丙 #DIV/0!
            丁 #DIV/0!
            ",
        );
    }

    #[test]
    fn places_that_cannot_be_counted_are_an_error_for_whoever_might_have_one() {
        let scheme = |places: &str| {
            format!(
                r#"
            class 镇
            ladder 等次 [{{"name": "优", "quota": {{"places": "1"}}}}, {{"name": "良", "least": 80, "quota": {{"places": "{places}"}}}}, {{"name": "差"}}]
            sheet 表 of 镇 by year
             x
             y
             等: {{"grade": {{"ladder": "等次", "by": "x"}}}}
            "#
            )
        };
        let typed = "
            表
            镇 x y
            甲 95 0
            乙 90 0
            丙 70 0
            ";
        check(&scheme("2 / SUM(ALL(y))"), typed, "表\n镇 等\n甲 优\n乙 #DIV/0!\n丙 差");
        check(&scheme("2 - SUM(ALL(y))"), typed, "表\n镇 等\n甲 优\n乙 良\n丙 差");
        // What the number of places rests on, anybody's grade rests on.
        let open = typed.replace("丙 70 0", "丙 70 _");
        check(&scheme("2 - SUM(ALL(y))"), &open, "表\n镇 等\n甲 优~\n乙 良~\n丙 差~");
    }

    #[test]
    fn what_decides_a_grade_makes_it_provisional() {
        let scheme = |quota: &str| {
            format!(
                r#"
            class 镇
            ladder 等次 [{{"name": "优", "least": 90{quota}}}, {{"name": "差"}}]
            sheet 表 of 镇 by year
             x
             y
             事故
             等: {{"grade": {{"ladder": "等次", "by": "x + y", "limits": [{{"when": "事故 > 0", "gives": "exactly", "grade": "差"}}]}}}}
            "#
            )
        };
        let typed = "
            表
            镇 x y 事故
            甲 90 1 0
            乙 90 _ 0
            丙 90 1 _
            ";
        // By one's own score and limits alone; with a quota by anybody's.
        check(&scheme(""), typed, "表\n镇 等\n甲 优\n乙 优~\n丙 优~");
        let quota = r#", "quota": {"places": "3", "rounding": "down"}"#;
        check(&scheme(quota), typed, "表\n镇 等\n甲 优~\n乙 优~\n丙 优~");
    }

    #[test]
    fn within_a_partition_each_has_its_quota() {
        check(
            r#"
            class 镇
             片 text
             名额
            ladder 等次 [{"name": "优", "quota": {"places": "名额"}}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             等: {"grade": {"ladder": "等次", "by": "x", "within": ["片"]}}
            "#,
            "
            roster-镇
            镇 片 名额
            甲 东 1
            乙 东 1
            丙 西 2
            丁 西 2
            戊 西 2

            表
            镇 x
            甲 5
            乙 6
            丙 1
            丁 2
            戊 3
            ",
            "
            表
            镇 等
            甲 差
            乙 优
            丙 差
            丁 优
            戊 优
            ",
        );
    }

    #[test]
    fn who_has_no_score_has_no_grade_and_takes_no_place() {
        check(
            r#"
            class 镇
            ladder 等次 [{"name": "优", "quota": {"places": "COUNT(ALL(x)) * 50%"}}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             等: {"grade": {"ladder": "等次", "by": "x"}}
             优者 = COUNTIF(ALL(等), "优")
            "#,
            "
            表
            镇 x
            甲 不适用
            乙 6
            丙 1
            ",
            "
            表
            镇 等 优者
            甲 不适用 1
            乙 优 1
            丙 差 1
            ",
        );
    }
}

mod budgets {
    use super::*;

    #[test]
    fn split_to_the_cent_by_the_largest_remainders() {
        let scheme = |split: &str| {
            format!(
                r#"
            class 镇
            sheet 表 of 镇 by year
             权
             钱: {{"split": {{{split}}}}}
             和 = SUM(ALL(钱))
            "#
            )
        };
        let of = |split: &str, weights: &[&str], shares: &[&str], sum: &str| {
            let names = ["甲", "乙", "丙", "丁"];
            let typed: Vec<String> =
                names.iter().zip(weights).map(|(name, weight)| format!("{name} {weight}")).collect();
            let found: Vec<String> =
                names.iter().zip(shares).map(|(name, share)| format!("{name} {share} {sum}")).collect();
            check(
                &scheme(split),
                &format!("表\n镇 权\n{}", typed.join("\n")),
                &format!("表\n镇 钱 和\n{}", found.join("\n")),
            );
        };
        // Equal remainders: the first of the roster.
        of(r#""budget": "100", "by": "权""#, &["1", "1", "1"], &["33.34", "33.33", "33.33"], "100");
        // 1.43 2.86 5.71 of 10 in whole units: 1 2 5 and two left over for .857 and .714.
        of(r#""budget": "10", "by": "权", "unit-places": 0"#, &["1", "2", "4"], &["1", "3", "6"], "10");
        of(r#""budget": "0.05", "by": "权""#, &["1", "1", "1"], &["0.02", "0.02", "0.01"], "0.05");
        of(r#""budget": "100", "by": "权""#, &["0", "3", "1"], &["0", "75", "25"], "100");
        of(r#""budget": "100", "by": "权""#, &["-1", "3", "1"], &["0", "75", "25"], "100");
        of(r#""budget": "1 / 0", "by": "权""#, &["1", "1"], &["#DIV/0!", "#DIV/0!"], "#DIV/0!");
        // The remainders of weights that are not exact decimals are compared snapped: thirds are equal.
        of(r#""budget": "1", "by": "权 / 3""#, &["1", "1", "1"], &["0.34", "0.33", "0.33"], "1");
    }

    #[test]
    fn each_part_has_its_budget() {
        check(
            r#"
            class 县
             总额
            class 镇
             县 link {"class": "县"}
            sheet 表 of 镇 by year
             权
             钱: {"split": {"budget": "县.总额", "by": "权", "within": ["县"]}}
            "#,
            "
            roster-县
            县 总额
            东 10
            西 1

            roster-镇
            镇 县
            甲 东
            乙 东
            丙 西
            丁 东

            表
            镇 权
            甲 1
            乙 1
            丙 7
            丁 1
            ",
            "
            表
            镇 钱
            甲 3.34
            乙 3.33
            丙 1
            丁 3.33
            ",
        );
    }
}

mod calendar {
    use super::*;

    /// Week 13 of 2018 is 26 March to 1 April; its Thursday is 29 March.
    #[test]
    fn a_week_belongs_to_the_month_of_its_thursday_or_of_its_last_day() {
        let scheme = |rule: &str| {
            format!(
                r#"
            calendar {{"week-rule": "{rule}"}}
            class 镇
            sheet 周 of 镇 by week
             x
            sheet 月 of 镇 by month
             和 = SUM(WITHIN(周.x))
            "#
            )
        };
        let marks = "
            open
            2018-03 2018-04

            周
            期 镇 x
            2018-W12 甲 1
            2018-W13 甲 10
            2018-W14 甲 100
            ";
        check(&scheme("thursday"), marks, "月\n期 镇 和\n2018-03 甲 11\n2018-04 甲 100");
        check(&scheme("last-day"), marks, "月\n期 镇 和\n2018-03 甲 1\n2018-04 甲 110");
    }

    /// Week 1 of 2019 is 31 December 2018 to 6 January; week 53 of 2020 is 28 December to 3 January 2021.
    #[test]
    fn a_week_over_the_year_end_belongs_to_one_year() {
        let scheme = |rule: &str| {
            format!(
                r#"
            calendar {{"week-rule": "{rule}"}}
            class 镇
            sheet 周 of 镇 by week
             x
            sheet 年 of 镇 by year
             和 = SUM(WITHIN(周.x))
            "#
            )
        };
        check(
            &scheme("thursday"),
            "open\n2018 2019\n\n周\n期 镇 x\n2018-W52 甲 1\n2019-W01 甲 10",
            "年\n期 镇 和\n2018 甲 1\n2019 甲 10",
        );
        let marks = "open\n2020 2021\n\n周\n期 镇 x\n2020-W52 甲 1\n2020-W53 甲 10\n2021-W01 甲 100";
        check(&scheme("thursday"), marks, "年\n期 镇 和\n2020 甲 11\n2021 甲 100");
        check(&scheme("last-day"), marks, "年\n期 镇 和\n2020 甲 1\n2021 甲 110");
    }

    #[test]
    fn ten_days_months_quarters_and_half_years_nest() {
        check(
            "
            class 镇
            sheet 旬 of 镇 by ten-day
             x
            sheet 月 of 镇 by month
             和 = SUM(WITHIN(旬.x))
            sheet 季 of 镇 by quarter
             季和 = SUM(WITHIN(月.和))
            sheet 半 of 镇 by half-year
             半和 = SUM(WITHIN(月.和))
            sheet 年 of 镇 by year
             年和 = SUM(WITHIN(旬.x))
            ",
            "
            open
            2018-01 2018-12

            open
            2018-Q1 2018-Q4

            open
            2018-H1 2018-H2

            open
            2018 2018

            旬
            期 镇 x
            2018-01-T1 甲 1
            2018-01-T3 甲 2
            2018-03-T2 甲 4
            2018-04-T1 甲 8
            2018-12-T3 甲 16
            ",
            "
            月
            期 镇 和
            2018-01 甲 3~
            2018-03 甲 4~
            2018-12 甲 16~

            季
            期 镇 季和
            2018-Q1 甲 7~
            2018-Q2 甲 8~
            2018-Q4 甲 16~

            半
            期 镇 半和
            2018-H1 甲 15~
            2018-H2 甲 16~

            年
            期 镇 年和
            2018 甲 31~
            ",
        );
    }

    const MONTHS: &str = "
            月
            期 镇 x
            2018-10 甲 5
            2018-11 甲 1
            2018-12 甲 2
            2019-01 甲 3
            2019-02 甲 9
            2019-03 甲 1
            ";

    #[test]
    fn prev_reaches_over_the_year_end() {
        check(
            "
            class 镇
            sheet 月 of 镇 by month
             x
             上 = PREV(x)
             上上 = PREV(x, 2)
             升 = x - PREV(x)
             无 = ISBLANK(PREV(x))
            ",
            MONTHS,
            "
            月
            期 镇 上 上上 升
            2018-12 甲 1 5 1
            2019-01 甲 2 1 1
            2019-02 甲 3 2 6
            2019-03 甲 9 3 -8
            ",
        );
    }

    #[test]
    fn streaks_go_on_across_years_or_begin_anew() {
        let scheme = |across: bool| {
            format!(
                r#"
            calendar {{"streaks-across-years": {across}}}
            class 镇
            sheet 月 of 镇 by month
             x
             连 = STREAK(x < 4)
            "#
            )
        };
        let expected = |january: u32| {
            format!(
                "
            月
            期 镇 连
            2018-10 甲 0
            2018-11 甲 1
            2018-12 甲 2
            2019-01 甲 {january}
            2019-02 甲 0
            2019-03 甲 1
            "
            )
        };
        check(&scheme(true), MONTHS, &expected(3));
        check(&scheme(false), MONTHS, &expected(1));
    }

    #[test]
    fn a_weekly_streak_breaks_at_the_year_of_the_thursday() {
        let scheme = |across: bool| {
            format!(
                r#"
            calendar {{"streaks-across-years": {across}}}
            class 镇
            sheet 周 of 镇 by week
             x
             连 = STREAK(x > 0)
            "#
            )
        };
        let marks = "周\n期 镇 x\n2018-W51 甲 1\n2018-W52 甲 1\n2019-W01 甲 1\n2019-W02 甲 1";
        check(
            &scheme(true),
            marks,
            "周\n期 镇 连\n2018-W51 甲 1\n2018-W52 甲 2\n2019-W01 甲 3\n2019-W02 甲 4",
        );
        check(
            &scheme(false),
            marks,
            "周\n期 镇 连\n2018-W51 甲 1\n2018-W52 甲 2\n2019-W01 甲 1\n2019-W02 甲 2",
        );
    }

    #[test]
    fn running_sums_within_the_span_it_names() {
        check(
            "
            class 镇
            sheet 月 of 镇 by month
             x
             年累 = RUNNING(x, \"year\")
             季累 = RUNNING(x, \"quarter\")
             算 = RUNNING(x * 2, \"year\")
            ",
            MONTHS,
            "
            月
            期 镇 年累 季累 算
            2018-10 甲 5 5 10
            2018-11 甲 6 6 12
            2018-12 甲 8 8 16
            2019-01 甲 3 3 6
            2019-02 甲 12 12 24
            2019-03 甲 13 13 26
            ",
        );
    }

    #[test]
    fn working_days_know_holidays_and_make_up_days() {
        // 2018-02-09 is a Friday, Sunday the 11th is worked, 15 to 21 February are off, Saturday the 24th is worked.
        check(
            r#"
            calendar {"holidays": ["2018-02-15", "2018-02-16", "2018-02-19", "2018-02-20", "2018-02-21"], "workdays": ["2018-02-11", "2018-02-24"]}
            class 镇
            sheet 表 of 镇 by year
             d date
             一 = WORKDAY(d, 1)
             五 = WORKDAY(d, 5)
             六 = WORKDAY(d, 6)
             八 = WORKDAY(d, 8)
             数 = NETWORKDAYS(d, DATE(2018, 2, 25))
            "#,
            "
            表
            镇 d
            甲 2018-02-09
            ",
            "
            表
            镇 一 五 六 八 数
            甲 2018-02-11 2018-02-22 2018-02-23 2018-02-26 8
            ",
        );
    }
}

mod editions {
    use super::*;

    #[test]
    fn a_period_uses_the_edition_in_force_on_its_last_day() {
        let scheme = |date: &str| {
            format!(
                "
            class 镇
            sheet 月 of 镇 by month
             x
             分 = x
            edition {date}
            class 镇
            sheet 月 of 镇 by month
             x
             分 = x * 10
            "
            )
        };
        let marks = "月\n期 镇 x\n2018-06 甲 1\n2018-07 甲 1\n2018-08 甲 1";
        let expected = |july: u32, august: u32| {
            format!("月\n期 镇 分\n2018-06 甲 1\n2018-07 甲 {july}\n2018-08 甲 {august}")
        };
        check(&scheme("2018-07-01"), marks, &expected(10, 10));
        check(&scheme("2018-07-31"), marks, &expected(10, 10));
        check(&scheme("2018-08-01"), marks, &expected(1, 10));
        check(&scheme("2018-08-31"), marks, &expected(1, 10));
        check(&scheme("2018-09-01"), marks, &expected(1, 1));
    }

    /// Tables are the same by their kind and id, not by their id alone.
    #[test]
    fn a_register_may_have_the_id_of_a_class() {
        check(
            r#"
            class 镇
             人口
            register 台账 of 镇 {"id": "镇"}
             分
            sheet 年 of 镇 by year
             和 = SUM(ENTRIES(台账.分)) + 人口
            "#,
            "
            roster-镇
            镇 人口
            甲 100
            乙 200

            台账
            日期 镇 分
            2018-01-01 乙 5
            2018-01-02 乙 6
            2018-01-03 甲 7
            ",
            "
            年
            镇 和
            甲 107
            乙 211

            台账
            # 分
            1 5
            3 7
            ",
        );
    }

    #[test]
    fn a_column_missing_in_an_edition_is_exempt() {
        check(
            "
            class 镇
            sheet 月 of 镇 by month
             x
             旧 = x + 1
            sheet 年 of 镇 by year
             和 = 0
            edition 2018-07-01
            class 镇
            sheet 月 of 镇 by month
             x
             新 = x * 2
             上新 = PREV(新)
             比 = 新 - PREV(新)
            sheet 年 of 镇 by year
             和 = SUM(WITHIN(月.新))
            ",
            "
            月
            期 镇 x
            2018-06 甲 1
            2018-07 甲 2
            2018-08 甲 3
            ",
            "
            月
            期 镇 旧 新 上新 比
            2018-06 甲 2 不适用 不适用 不适用
            2018-07 甲 不适用 4 不适用 不适用
            2018-08 甲 不适用 6 4 2

            年
            期 镇 和
            2018 甲 10
            ",
        );
    }

    #[test]
    fn columns_need_each_other_one_way_in_each_edition() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             一 = x + 1
             二 = 一 * 2
            edition 2018-07-01
            class 镇
            sheet 表 of 镇 by year
             x
             一 = 二 * 2
             二 = x + 1
            ",
            "
            表
            期 镇 x
            2017 甲 3
            2018 甲 4
            ",
            "
            表
            期 镇 一 二
            2017 甲 4 8
            2018 甲 10 5
            ",
        );
    }

    #[test]
    fn references_across_periods_go_by_column_id() {
        check(
            r#"
            class 镇
            sheet 月 of 镇 by month
             x
             得分: {"id": "s", "formula": "x"}
            edition 2018-07-01
            class 镇
            sheet 月 of 镇 by month
             x
             成绩: {"id": "s", "formula": "x * 10"}
             上 = PREV(成绩)
             连 = STREAK(成绩 > 0)
            "#,
            "
            月
            期 镇 x
            2018-06 甲 1
            2018-07 甲 2
            ",
            "
            月
            期 镇 成绩 上
            2018-06 甲 1 不适用
            2018-07 甲 20 1
            ",
        );
    }

    #[test]
    fn each_edition_has_its_full_marks_and_ladder() {
        check(
            r#"
            class 镇
            ladder 等次 [{"name": "优", "least": 80}, {"name": "差"}]
            sheet 月 of 镇 by month
             indicator 一 {"full": 100, "method": {"kind": "points"}}
             等: {"grade": {"ladder": "等次", "by": "一"}}
            edition 2018-07-01
            class 镇
            ladder 等次 [{"name": "优", "least": 90}, {"name": "差"}]
            sheet 月 of 镇 by month
             indicator 一 {"full": 90, "method": {"kind": "points"}}
             等: {"grade": {"ladder": "等次", "by": "一"}}
            "#,
            "
            月
            期 镇 一
            2018-06 甲 85
            2018-07 甲 85
            2018-06 乙 95
            2018-07 乙 95
            ",
            "
            月
            期 镇 等
            2018-06 甲 优
            2018-07 甲 差
            2018-06 乙 优

            diagnostics
            warning mark-out-of-range least=0 most=90 typed=95 @ 月/2018-07/乙/一
            ",
        );
    }
}

mod membership {
    use super::*;

    const ROSTER: &str = "
            roster-镇
            镇 从 至
            甲 _ _
            乙 2018-02-01 _
            丙 _ 2018-02-28

            月
            期 镇 x
            2018-01 甲 1
            2018-02 甲 1
            2018-03 甲 1
            2018-02 乙 2
            2018-03 乙 2
            2018-01 丙 3
            2018-02 丙 3
            ";

    #[test]
    fn outside_of_its_days_a_subject_has_no_row() {
        check(
            r#"
            class 镇
            sheet 月 of 镇 by month
             x
             名次: {"rank": {"by": "x"}}
             数 = COUNT(ALL(x))
             和 = SUM(ALL(x))
             齐 = COUNTA(ALL(名次))
            "#,
            ROSTER,
            "
            月
            期 镇 x 名次 数 和
            2018-01 甲 1 2 2 4
            2018-01 乙 — — — —
            2018-01 丙 3 1 2 4
            2018-02 甲 1 3 3 6
            2018-02 乙 2 2 3 6
            2018-02 丙 3 1 3 6
            2018-03 甲 1 2 2 3
            2018-03 乙 2 1 2 3
            2018-03 丙 — — — —
            ",
        );
    }

    #[test]
    fn its_absence_is_no_blank() {
        // Nobody's sum over the year is provisional because of months in which there was no row.
        check(
            "
            class 镇
            sheet 月 of 镇 by month
             x
             连 = STREAK(x > 0)
            sheet 年 of 镇 by year
             和 = SUM(WITHIN(月.x))
             均 = AVERAGE(WITHIN(月.x))
             月数 = COUNT(WITHIN(月.x))
            ",
            &format!("open\n2018-01 2018-03\n\n{ROSTER}"),
            "
            月
            期 镇 连
            2018-02 乙 1
            2018-03 乙 2

            年
            期 镇 和 均 月数
            2018 甲 3 1 3
            2018 乙 4 2 2
            2018 丙 — — —
            ",
        );
    }

    #[test]
    fn it_is_not_counted_by_those_it_is_linked_to() {
        check(
            r#"
            class 县
            class 镇
             县 link {"class": "县"}
            sheet 月 of 镇 by month
             x
            sheet 县月 of 县 by month
             数 = COUNT(LINKED(月.x, 县))
             全 = SUM(EVERY(月.x))
            "#,
            "
            roster-县
            县
            东

            roster-镇
            镇 县 从
            甲 东 _
            乙 东 2018-02-01

            月
            期 镇 x
            2018-01 甲 1
            2018-02 甲 1
            2018-02 乙 2
            ",
            "
            县月
            期 县 数 全
            2018-01 东 1 1
            2018-02 东 2 3
            ",
        );
    }

    #[test]
    fn it_has_no_place_in_a_list() {
        check(
            "
            class 县
            class 镇
            sheet 月 of 镇 by month
             x
            sheet 年 of 镇 by year
             首 = SUM(TAKE(WITHIN(月.x), 1))
            sheet 县月 of 县 by month
             全 = SUM(EVERY(月.x))
            ",
            "
            roster-县
            县
            东

            roster-镇
            镇 从
            乙 2018-02-01

            open
            2018-01 2018-02

            open
            2018 2018

            月
            期 镇 x
            2018-02 乙 2
            ",
            "
            年
            期 镇 首
            2018 乙 2

            县月
            期 县 全
            2018-01 东 0
            2018-02 东 2
            ",
        );
    }

    #[test]
    fn quotas_and_budgets_are_for_those_who_are_there() {
        check(
            r#"
            class 镇
            ladder 等次 [{"name": "优", "quota": {"places": "1"}}, {"name": "差"}]
            sheet 月 of 镇 by month
             x
             等: {"grade": {"ladder": "等次", "by": "x"}}
             钱: {"split": {"budget": "12", "by": "1"}}
            "#,
            ROSTER,
            "
            月
            期 镇 等 钱
            2018-01 丙 优 6
            2018-01 甲 差 6
            2018-02 丙 优 4
            2018-02 乙 差 4
            2018-03 乙 优 6
            2018-03 甲 差 6
            ",
        );
    }
}

mod overrides {
    use super::*;

    const SCHEME: &str = r#"
            class 镇
            ladder 等次 [{"name": "优", "least": 8}, {"name": "差"}]
            sheet 表 of 镇 by year
             x
             分 = x * 2
             名次: {"rank": {"by": "分"}}
             等: {"grade": {"ladder": "等次", "by": "分"}}
             和 = SUM(ALL(分))
             优者 = COUNTIF(ALL(等), "优")
            "#;

    #[test]
    fn dependants_use_it() {
        check(
            SCHEME,
            "
            表
            镇 x
            甲 1
            乙 3

            override
            表 期 行 列 值
            表 2018 甲 分 8
            ",
            "
            表
            镇 分 名次 等 和 优者
            甲 8 1 优 14 1
            乙 6 2 差 14 1
            ",
        );
    }

    #[test]
    fn a_grade_decided_by_a_body_is_one() {
        check(
            SCHEME,
            "
            表
            镇 x
            甲 1
            乙 5

            override
            表 期 行 列 值
            表 2018 甲 等 优
            表 2018 乙 名次 2
            ",
            "
            表
            镇 分 名次 等 优者
            甲 2 2 优 2
            乙 10 2 优 2
            ",
        );
    }

    #[test]
    fn it_is_read_as_the_column_is() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             达 = x > 60
             奖 = IF(达, 5, 0)
             日 = DATE(2018, x, 1)
             次日 = 日 + 1
            ",
            "
            表
            镇 x
            甲 5
            乙 6

            override
            表 期 行 列 值
            表 2018 甲 达 是
            表 2018 甲 日 2018-03-31
            ",
            "
            表
            镇 达 奖 日 次日
            甲 是 5 2018-03-31 2018-04-01
            乙 否 0 2018-06-01 2018-06-02
            ",
        );
    }

    #[test]
    fn it_replaces_an_error_too() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             商 = 1 / x
             和 = SUM(ALL(商))
            ",
            "
            表
            镇 x
            甲 0
            乙 2

            override
            表 期 行 列 值
            表 2018 甲 商 1
            ",
            "
            表
            镇 商 和
            甲 1 1.5
            乙 0.5 1.5
            ",
        );
    }

    #[test]
    fn one_whose_cell_vanished_is_told() {
        check(
            SCHEME,
            "
            表
            镇 x
            甲 1

            override
            表 期 行 列 值
            表 2018 甲 没有 8
            表 2018 癸 分 8
            表 2019 甲 分 8
            ",
            "
            表
            镇 分
            甲 2

            diagnostics
            warning override-vanished column=没有 period=2018 row=甲 table=表 @ document
            warning override-vanished column=分 period=2018 row=癸 table=表 @ document
            warning override-vanished column=分 period=2019 row=甲 table=表 @ document
            ",
        );
    }
}
