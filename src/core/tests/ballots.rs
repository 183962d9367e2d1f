//! Ballots 民主测评: counts and single ballots, panels, validity, trimming (`design.md` §4).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use common::check;

mod counts {
    use super::*;

    #[test]
    fn a_panel_is_the_mean_of_its_valid_votes_and_panels_are_weighed() {
        // 班子 of 甲: (2 × 100 + 1 × 80 + 1 × 60) ÷ 4 = 85; two abstained. 群众: (3 × 80 + 1 × 0) ÷ 4 = 60, in two
        // rows. Of 20 full marks 17 and 12; 0.6 × 17 + 0.4 × 12 = 15. 乙 has no votes of 群众: 班子 alone counts, 100.
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"options": [{"name": "好", "worth": 100}, {"name": "中", "worth": 80}, {"name": "一般", "worth": 60}, {"name": "差", "worth": 0}], "panels": [{"name": "班子", "weight": 0.6}, {"name": "群众", "weight": 0.4}]}}
            sheet 表 of 人 by year
             indicator 测评 {"full": 20, "method": {"kind": "ballots", "register": "票"}}
            "#,
            "
            票
            人 评价主体 好 中 一般 差 弃权
            甲 班子 2 1 1 _ 2
            甲 群众 _ 2 _ 1 _
            甲 群众 _ 1 _ _ _
            乙 班子 1 _ _ _ _
            丙 班子 _ _ _ _ 3
            ",
            "
            票
            # 有效票 票分 平均分
            1 4 340 85
            2 3 160 53.33333333333333333333
            5 0 0 不适用

            表
            人 测评班子 测评群众 测评
            甲 17 12 15
            乙 20 不适用 20
            丙 不适用 不适用 不适用
            ",
        );
    }

    #[test]
    fn dimensions_are_told_apart_and_panels_without_weights_count_alike() {
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"dimensions": ["德", "能"], "options": [{"name": "优", "worth": 10}, {"name": "差", "worth": 4}], "full": 10, "panels": [{"name": "上级"}, {"name": "下级"}]}}
            sheet 表 of 人 by year
             total 总分 {"full": 100}
             indicator 德 {"full": 50, "method": {"kind": "ballots", "register": "票"}}
             indicator 才 {"full": 50, "method": {"kind": "ballots", "register": "票", "dimension": "能"}}
            "#,
            "
            票
            人 维度 评价主体 优 差
            甲 德 上级 1 1
            甲 德 下级 1 _
            甲 能 上级 _ 1
            甲 能 下级 _ 2
            ",
            "
            表
            人 德上级 德下级 德 才 总分
            甲 35 50 42.5 20 62.5
            ",
        );
    }

    #[test]
    fn without_panels_all_votes_count_together_and_too_few_give_no_result() {
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"options": [{"name": "好", "worth": 100}, {"name": "差", "worth": 0}]}}
            sheet 表 of 人 by year
             indicator 测评 {"full": 100, "method": {"kind": "ballots", "register": "票", "least": 3}}
            "#,
            "
            票
            人 好 差
            甲 1 1
            甲 1 _
            乙 1 1
            ",
            "
            表
            人 测评
            甲 66.66666666666666666667
            乙 不适用
            ",
        );
    }

    #[test]
    fn ballots_given_out_returned_and_valid() {
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"returns": true, "options": [{"name": "好", "worth": 100}, {"name": "差", "worth": 0}]}}
            "#,
            "
            票
            人 发出票 收回票 好 差 弃权
            甲 10 9 5 2 1
            乙 10 11 10 _ _
            丙 10 5 5 1 _
            丁 10 _ 1 _ _
            ",
            "
            票
            # 有效票 无效票 票数相符
            1 7 1 是
            2 10 1 否
            3 6 -1 否
            4 1 不适用 不适用
            ",
        );
    }

    #[test]
    fn shares_of_the_valid_votes_with_a_second_condition() {
        // Excellent ≥ 90 % gives 200, but 130 if basic and incompetent together are a third or more.
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"options": [{"name": "优秀", "worth": 100}, {"name": "基本称职", "worth": 60}, {"name": "不称职", "worth": 0}]}}
            sheet 表 of 人 by year
             有效 = SUM(ENTRIES(票.有效票))
             优秀率 = SUM(ENTRIES(票.优秀)) / 有效
             差率 = SUM(ENTRIES(票.基本称职 + 票.不称职)) / 有效
             得分 = IF(差率 >= 1/3, 130, BAND(优秀率, {0,100; 0.6,160; 0.9,200}))
            "#,
            "
            票
            人 优秀 基本称职 不称职 弃权
            甲 9 1 _ 5
            乙 8 1 1 _
            丙 6 1 2 _
            ",
            "
            表
            人 优秀率 差率 得分
            甲 0.9 0.1 200
            乙 0.8 0.2 160
            丙 0.66666666666666666667 0.33333333333333333333 130
            ",
        );
    }

    #[test]
    fn mistakes_in_the_setup_are_told() {
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"dimensions": ["德"], "panels": [{"name": "上级", "weight": 0.5}, {"name": "下级"}]}}
            register 账 of 人 by year
            sheet 表 of 人 by year
             indicator 德 {"full": 50, "method": {"kind": "ballots", "register": "账"}}
             indicator 得 {"full": 50, "method": {"kind": "ballots", "register": "票"}}
             indicator 三 {"full": 50, "method": {"kind": "ballots", "register": "票", "dimension": "德", "drop": {"highest": 1}}}
            "#,
            "
            表
            人
            甲
            ",
            "
            diagnostics
            setting-missing setting=options @ registers[0].ballot
            setting-missing setting=weight @ registers[0].ballot.panels[1]
            setting-missing setting=ballot @ sheets[0].indicators[0].method.register
            unknown-choice found=得 known=德 @ sheets[0].indicators[1].method.dimension
            ",
        );
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"options": [{"name": "差", "worth": 0}, {"name": "好", "worth": 100}]}}
            sheet 表 of 人 by year
             indicator 测评 {"full": 100, "method": {"kind": "ballots", "register": "票", "drop": {"highest": 1}}}
            "#,
            "",
            "
            diagnostics
            not-in-order what=options @ sheets[0].indicators[0].method.drop
            ",
        );
    }

    #[test]
    fn the_highest_and_lowest_are_left_out_of_counts() {
        // 班子 of 甲 in two rows: 100 100 100 80 80 0. 群众 has 80 0 0 only: as many as are left out, or fewer.
        let scheme = |drop: &str| {
            format!(
                r#"
                class 人
                register 票 of 人 by year {{"ballot": {{"options": [{{"name": "好", "worth": 100}}, {{"name": "中", "worth": 80}}, {{"name": "差", "worth": 0}}], "panels": [{{"name": "班子"}}, {{"name": "群众"}}]}}}}
                sheet 表 of 人 by year
                 indicator 测评 {{"full": 50, "method": {{"kind": "ballots", "register": "票", "drop": {drop}}}}}
                "#
            )
        };
        let typed = "
            票
            人 评价主体 好 中 差 弃权
            甲 班子 2 1 1 5
            甲 班子 1 1 _ _
            甲 群众 _ 1 2 _
            乙 群众 不适用 2 4 _
            ";
        let left =
            |甲: &str, 乙: &str| format!("表\n人 测评班子 测评群众 测评\n甲 {甲}\n乙 不适用 {乙} {乙}");
        // 班子 of 甲: 100 100 80 80 is 90, of 50 full marks 45; of 群众 one 0 is left. 乙: 80 0 0 0 is 20.
        check(&scheme(r#"{"highest": 1, "lowest": 1}"#), typed, &left("45 0 22.5", "10"));
        // More than 5 are needed: 群众 of 甲 counts all, 80 ÷ 3 of 50.
        let all = "13.33333333333333333333";
        let both = "29.16666666666666666666";
        check(
            &scheme(r#"{"highest": 1, "lowest": 1, "more-than": 5}"#),
            typed,
            &left(&format!("45 {all} {both}"), "10"),
        );
        // As many as are left out are the fewest that it may be.
        check(&scheme(r#"{"highest": 1, "lowest": 1, "more-than": 2}"#), typed, &left("45 0 22.5", "10"));
        check(
            &scheme(r#"{"highest": 2, "lowest": 1, "more-than": 2}"#),
            typed,
            "diagnostics\nsetting-out-of-range found=2 least=3 most=4294967295 setting=more-than \
             @ sheets[0].indicators[0].method.drop.more-than",
        );
        // Of 班子 one 80 is left, of 乙 one 0; without the two highest 100 80 80 0 and 0 0 0 0; without the two lowest
        // 100 100 100 80, 80 and 80 80 0 0.
        check(
            &scheme(r#"{"highest": 4, "lowest": 1}"#),
            typed,
            &left(&format!("40 {all} 26.66666666666666666666"), "0"),
        );
        check(&scheme(r#"{"highest": 2}"#), typed, &left("32.5 0 16.25", "0"));
        check(&scheme(r#"{"lowest": 2}"#), typed, &left("47.5 40 43.75", "20"));
    }

    #[test]
    fn options_and_the_register_may_have_ids_of_their_own() {
        check(
            r#"
            class 人
            register 票 of 人 by year {"id": "p", "ballot": {"options": [{"id": "a", "name": "好", "worth": 100}, {"id": "b", "name": "差", "worth": 0}]}}
            sheet 表 of 人 by year
             indicator 一 {"full": 20, "method": {"kind": "ballots", "register": "p"}}
             indicator 二 {"full": 20, "method": {"kind": "ballots", "register": "票"}}
            "#,
            "
            票
            人 好 差 弃权
            甲 3 1 _
            ",
            "
            表
            人 一 二
            甲 15 15
            ",
        );
    }

    #[test]
    fn votes_are_kept_under_the_id_of_their_option() {
        let session = common::session(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"options": [{"id": "a", "name": "好", "worth": 100}, {"id": "b", "name": "差", "worth": 0}]}}
            "#,
            "票\n人 好 差\n甲 3 1",
        );
        let kept: Vec<&str> = session.book().entries("票")[0].values.keys().map(|id| id.as_str()).collect();
        assert_eq!(kept, ["a", "b"]);
    }

    #[test]
    fn a_renamed_dimension_panel_or_option_keeps_its_votes() {
        // Typed were 德, 班子 and 好, before the scheme called them 品德, 领导班子 and 优秀.
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"dimensions": [{"id": "德", "name": "品德"}, "能"], "options": [{"id": "好", "name": "优秀", "worth": 100}, {"name": "差", "worth": 50}], "panels": [{"id": "班子", "name": "领导班子"}]}}
            register 单票 of 人 by year {"ballot": {"form": "single", "dimensions": [{"id": "德", "name": "品德"}], "options": [{"id": "好", "name": "优秀", "worth": 100}, {"name": "差", "worth": 50}]}}
            sheet 表 of 人 by year
             indicator 品德 {"full": 100, "method": {"kind": "ballots", "register": "票"}}
             indicator 才能 {"full": 100, "method": {"kind": "ballots", "register": "票", "dimension": "能"}}
             indicator 单评 {"full": 100, "method": {"kind": "ballots", "register": "单票", "dimension": "德"}}
            "#,
            "
            票
            人 维度 评价主体 优秀 差
            甲 德 班子 1 1
            甲 品德 领导班子 2 _
            甲 能 班子 _ 1

            单票
            人 票号 品德
            甲 1 好
            甲 2 差
            甲 3 优秀
            甲 4 弃权
            ",
            "
            表
            人 品德 才能 单评
            甲 87.5 50 83.33333333333333333333
            ",
        );
    }

    #[test]
    fn settings_that_the_form_has_no_use_for_are_told() {
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"voters": "人", "nobody-rates-itself": true, "invalid-if-all-equal": true, "limits": [{"marks": ">=90", "most": 3}], "options": [{"name": "好", "worth": 100}]}}
            register 单票 of 人 by year {"ballot": {"form": "single", "returns": true, "nobody-rates-itself": true}}
            "#,
            "",
            "
            diagnostics
            warning setting-unused needs=form: single setting=voters @ registers[0].ballot.voters
            warning setting-unused needs=form: single setting=nobody-rates-itself @ registers[0].ballot.nobody-rates-itself
            warning setting-unused needs=form: single setting=invalid-if-all-equal @ registers[0].ballot.invalid-if-all-equal
            warning setting-unused needs=form: single setting=limits @ registers[0].ballot.limits
            warning setting-unused needs=form: counts setting=returns @ registers[1].ballot.returns
            warning setting-unused needs=voters setting=nobody-rates-itself @ registers[1].ballot.nobody-rates-itself
            ",
        );
    }
}

mod singles {
    use super::*;

    #[test]
    fn one_ballot_a_row_with_abstentions() {
        // 班子 of 甲 on 德: 100 and 60, one abstained, one blank: 80. 能: 60 alone.
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"form": "single", "dimensions": ["德", "能"], "options": [{"name": "好", "worth": 100}, {"name": "差", "worth": 60}], "panels": [{"name": "班子", "weight": 1}]}}
            sheet 表 of 人 by year
             indicator 德 {"full": 100, "method": {"kind": "ballots", "register": "票"}}
             indicator 能 {"full": 100, "method": {"kind": "ballots", "register": "票"}}
            "#,
            "
            票
            人 评价主体 票号 德 能
            甲 班子 1 好 差
            甲 班子 2 差 _
            甲 班子 3 弃权 弃权
            甲 班子 4 _ _
            ",
            "
            票
            # 德得分 能得分
            1 100 60
            3 不适用 不适用
            4 不适用 不适用

            表
            人 德班子 德 能
            甲 80 80 60
            ",
        );
    }

    #[test]
    fn the_highest_and_lowest_are_left_out_where_there_are_enough() {
        // 甲 has six votes: without 100 and 10 the mean of 20 30 40 50 is 35. 乙 has five: all count, 36.
        let scheme = |drop: &str| {
            format!(
                r#"
                class 人
                register 票 of 人 by year {{"ballot": {{"form": "single"}}}}
                sheet 表 of 人 by year
                 indicator 测评 {{"full": 100, "method": {{"kind": "ballots", "register": "票", "drop": {drop}}}}}
                "#
            )
        };
        let typed = "
            票
            人 票号 评价
            甲 1 20
            甲 2 100
            甲 3 30
            甲 4 10
            甲 5 40
            甲 6 50
            甲 7 _
            乙 1 10
            乙 2 20
            乙 3 30
            乙 4 40
            乙 5 80
            ";
        let trimmed = |甲: &str, 乙: &str| format!("表\n人 测评\n甲 {甲}\n乙 {乙}");
        check(&scheme(r#"{"highest": 1, "lowest": 1, "more-than": 5}"#), typed, &trimmed("35", "36"));
        check(&scheme(r#"{"highest": 1, "lowest": 1}"#), typed, &trimmed("35", "30"));
        // Only the two highest, only the lowest, and one above with two below.
        check(&scheme(r#"{"highest": 2}"#), typed, &trimmed("25", "20"));
        check(&scheme(r#"{"lowest": 1}"#), typed, &trimmed("48", "42.5"));
        check(&scheme(r#"{"highest": 1, "lowest": 2}"#), typed, &trimmed("40", "35"));
        check(&scheme(r#"{"highest": 3, "lowest": 3}"#), typed, &trimmed("41.66666666666666666667", "36"));
    }

    #[test]
    fn a_ballot_whose_marks_are_all_equal_is_invalid() {
        // Ballot 1 marks both with 90, ballot 2 tells them apart, ballot 3 marks one subject only; in another year the
        // same number is another ballot.
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"form": "single", "invalid-if-all-equal": true, "panels": [{"name": "班子"}, {"name": "群众"}]}}
            sheet 表 of 人 by year
             indicator 测评 {"full": 100, "method": {"kind": "ballots", "register": "票"}}
            "#,
            "
            票
            期 人 评价主体 票号 评价
            2018 甲 班子 1 90
            2018 乙 班子 1 90
            2018 甲 班子 2 80
            2018 乙 班子 2 70
            2018 甲 群众 1 60
            2019 甲 班子 1 50
            ",
            "
            票
            # 有效
            1 否
            2 否
            3 是
            4 是
            5 是
            6 是

            表
            期 人 测评班子 测评群众 测评
            2018 甲 80 60 70
            2018 乙 70 不适用 70
            2019 甲 50 不适用 50
            ",
        );
    }

    #[test]
    fn a_row_without_a_number_is_a_ballot_of_its_own() {
        // Two rows without a number are no paper that marks all alike; a paper of one mark says nothing about that. Nor is
        // the 95 of one the second high mark of the other.
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"form": "single", "invalid-if-all-equal": true, "limits": [{"marks": ">=90", "most": 1}]}}
            sheet 表 of 人 by year
             indicator 测评 {"full": 100, "method": {"kind": "ballots", "register": "票"}}
            "#,
            "
            票
            人 票号 评价
            甲 _ 95
            乙 _ 95
            甲 1 80
            乙 1 80
            ",
            "
            票
            # 有效
            1 是
            2 是
            3 否
            4 否

            表
            人 测评
            甲 95
            乙 95
            ",
        );
    }

    #[test]
    fn a_ballot_with_too_many_high_or_too_few_low_marks_is_invalid() {
        // At most one of 90 and more, at least one below 70: 一 has two high ones, 二 no low one, 三 is valid.
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"form": "single", "limits": [{"marks": ">=90", "most": 1}, {"marks": "<70", "least": 1}]}}
            sheet 表 of 人 by year
             indicator 测评 {"full": 100, "method": {"kind": "ballots", "register": "票"}}
            "#,
            "
            票
            人 票号 评价
            甲 一 90
            乙 一 95
            丙 一 60
            甲 二 90
            乙 二 80
            丙 二 70
            甲 三 90
            乙 三 80
            丙 三 69
            ",
            "
            票
            # 有效
            1 否
            3 否
            4 否
            7 是

            表
            人 测评
            甲 90
            乙 80
            丙 69
            ",
        );
    }

    #[test]
    fn nobody_rates_itself() {
        check(
            r#"
            class 单位
            register 互评 of 单位 by year {"ballot": {"form": "single", "voters": "单位", "nobody-rates-itself": true}}
            sheet 表 of 单位 by year
             indicator 互评得分 {"full": 100, "method": {"kind": "ballots", "register": "互评"}}
            "#,
            "
            互评
            单位 评价人 评价
            甲 甲 100
            甲 乙 80
            甲 丙 70
            乙 甲 60
            乙 乙 100
            丙 丙 100
            ",
            "
            互评
            # 有效
            1 否
            2 是

            表
            单位 互评得分
            甲 75
            乙 60
            丙 不适用
            ",
        );
    }
}

mod shown {
    use super::*;

    #[test]
    fn a_value_is_shown_with_places_and_carried_on_unrounded() {
        // 0.345 is shown as 0.35; three times it is 1.035, which rounds to 1.04, and not 1.05.
        check(
            r#"
            class 人
            sheet 表 of 人 by year
             x
             单 = x / 2 | {"shown": 2}
             三 = 单 * 3 | {"places": 2}
            "#,
            "
            表
            人 x
            甲 0.69
            ",
            "
            表
            人 单 三
            甲 0.35 1.04
            ",
        );
    }

    #[test]
    fn the_parts_of_an_indicator_are_shown_as_it_is_but_not_its_places() {
        check(
            r#"
            class 人
            register 票 of 人 by year {"ballot": {"options": [{"name": "好", "worth": 100}, {"name": "差", "worth": 0}], "panels": [{"name": "上", "weight": 0.5}, {"name": "下", "weight": 0.5}]}}
            sheet 表 of 人 by year
             x
             indicator 测评 {"full": 20, "shown": 2, "method": {"kind": "ballots", "register": "票"}}
             indicator 名位 {"full": 20, "shown": 2, "method": {"kind": "position", "by": "x", "points": [6, 4]}}
            "#,
            "
            票
            人 评价主体 好 差
            甲 上 1 2
            甲 下 1 _

            表
            人 x
            甲 1
            ",
            "
            表
            人 测评上 测评下 测评 名位名次 名位
            甲 6.67 20 13.33 1 6
            ",
        );
    }
}
