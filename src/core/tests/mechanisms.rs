//! Mechanisms met in real rule books (`design.md` §4): a case each, worked out by hand in its comment.
//!
//! Which test shows which, in the order of the list; `general` is `tests/general.rs` of the program, with whole rule
//! books, `ledger`, `ballots`, `methods`, `semantics` are the files beside this one:
//!
//! | mechanism | test |
//! |---|---|
//! | relative to the best of the class | `relative_to_the_best_of_the_class` |
//! | A to D with linear interpolation, zero below the lowest | `linear_between_standards_…`; general, standards |
//! | target met 80 % and ±0.5 a percentage point up to a multiple | `target_met_is_80_percent_…` |
//! | −1 for every 3 % off plan | `one_point_for_every_3_percent_off_plan` |
//! | a threshold earns 4, then a race by rank for 6 more | `a_threshold_earns_4_then_a_race_for_6_more` |
//! | one of two alternative indicators | `one_of_two_alternative_indicators` |
//! | a monthly bonus only if three gates pass | `a_monthly_bonus_needs_three_gates`; general, standards |
//! | rank to points with a step of 2 %, averaged over raters | `a_step_of_2_percent_a_place`; general, shares |
//! | share-of-votes step table with a second condition | ballots, `shares_of_the_valid_votes_…`; general, shares |
//! | invalid: all equal, more than 3 ≥ 90, fewer than 2 < 70 | ballots, `a_ballot_…_is_invalid`; general, shares |
//! | trimming only when more than 5 | ballots, `the_highest_and_lowest_…`; general, shares |
//! | shares over valid ballots | ballots, `ballots_given_out_…`; general, shares |
//! | commendations ≤ 5 within all bonuses ≤ 15 | ledger, `commendations_…`; general, ledger |
//! | the first award 2, each further +1, at most 5 | ledger, `the_first_award_2_…`; general, ledger |
//! | 0.3, then 1, then 2 when reported again; late −2, not done −5 | ledger, `late_costs_2_…`; general, ledger |
//! | doubled when the level above deducted too | ledger, `doubled_…`; general, ledger |
//! | deducted until the indicator is empty, never below | ledger, `deducted_until_…`; general, ledger |
//! | an award published late counts in this year | ledger, `an_award_published_late_…`; general, ledger |
//! | two books of 100 mixed 30/70 | general, rounds |
//! | a person's item is the unit's score rescaled | methods, `persons_and_their_unit_…`; general, rounds |
//! | the best n of one window and the best m of another | `best_of_two_windows_of_rounds`; general, rounds |
//! | ties by firsts, then seconds, then thirds | `count_back_by_firsts_seconds_and_thirds`; general, rounds |
//! | quotas by headcount table | `places_by_a_table_of_headcounts`; general, shares |
//! | rounded up, down or half-up | semantics, `a_quota_rounds_down_up_or_half_up` |
//! | 20 % raised to 25 %, the extra seats for a sub-group | `extra_seats_for_a_sub_group`; general, rounds |
//! | no grade for those on probation | `no_grade_on_probation`; general, rounds |
//! | units without a task stay out of the ranking | `without_a_task_out_of_the_ranking`; general, rounds |
//! | money −10 % for each month late | `money_for_each_month_late`; general, ledger |
//! | −5 % for every 10 points with interpolation | `money_by_points_with_interpolation`; general, ledger |
//! | what is withheld is shared out among the excellent | `what_is_withheld_goes_to_the_excellent`; general, ledger |

mod common;

use common::check;

#[test]
fn relative_to_the_best_of_the_class() {
    // Of 20: the best 50 has 20, 40 has 40 ÷ 50 × 20 = 16, 0 and a blank have 0. Less is better: the best is 2, so
    // 4 has 2 ÷ 4 × 10 = 5; a blank is not the best. Within 片: 乙 alone in its own has all.
    check(
        r#"
        class 镇
         片 text
        sheet 表 of 镇 by year
         indicator 产值 {"full": 20, "method": {"kind": "relative"}}
         indicator 事故 {"full": 10, "method": {"kind": "relative", "value": "起数", "less-is-better": true}}
         indicator 片内 {"full": 10, "method": {"kind": "relative", "value": "产值数值", "within": ["片"]}}
        "#,
        "
        roster-镇
        镇 片
        甲 东
        乙 西
        丙 东
        丁 东

        表
        镇 产值数值 起数
        甲 50 4
        乙 40 2
        丙 0 _
        丁 不适用 5
        ",
        "
        表
        镇 产值 事故 片内
        甲 20 5~ 10
        乙 16 10~ 10
        丙 0 0~ 0
        丁 不适用 4~ 不适用
        ",
    );
}

#[test]
fn nothing_was_achieved_by_anybody() {
    // Nobody's best is nothing: no division by 0. Where less is better, 0 is the best there is.
    check(
        r#"
        class 镇
        sheet 表 of 镇 by year
         indicator 多 {"full": 20, "method": {"kind": "relative", "value": "x"}}
         indicator 少 {"full": 20, "method": {"kind": "relative", "value": "x", "less-is-better": true}}
        "#,
        "
        表
        镇 x
        甲 0
        乙 0
        ",
        "
        表
        镇 多 少
        甲 0 20
        乙 0 20
        ",
    );
}

const STANDARDS: &str = r#""standards": [{"name": "A", "at": 10, "points": 20}, {"name": "B", "at": 8, "points": 16}, \
    {"name": "C", "at": 5, "points": 12}, {"name": "D", "at": 0, "points": 8}]"#;

#[test]
fn linear_between_standards_a_to_d_and_nothing_below() {
    // 11 → 20; 9 → 16 + 1 × 4 ÷ 2 = 18; 6.5 → 12 + 1.5 × 4 ÷ 3 = 14; 0 → 8; −0.1 → 0. As a step table the better
    // standard's points are not reached before it is met. A blank counts 0 points, provisional.
    check(
        &format!(
            r#"
            class 镇
            sheet 表 of 镇 by year
             indicator 直 {{"full": 20, "method": {{"kind": "scale", "value": "增速", {STANDARDS}}}}}
             indicator 档 {{"full": 20, "method": {{"kind": "bands", "value": "增速", {STANDARDS}}}}}
            "#
        ),
        "
        表
        镇 增速
        甲 11
        乙 10
        丙 9
        丁 6.5
        戊 0
        己 -0.1
        庚 _
        辛 不适用
        ",
        "
        表
        镇 直 档
        甲 20 20
        乙 20 20
        丙 18 16
        丁 14 12
        戊 8 8
        己 0 0
        庚 0~ 0~
        辛 不适用 不适用
        ",
    );
}

#[test]
fn linear_where_less_is_better() {
    // Two goalposts: 10 at 2 and nothing at 6 and above: 3 → 0 + (3 − 6) × (10 − 0) ÷ (2 − 6) = 7.5.
    check(
        r#"
        class 镇
        sheet 表 of 镇 by year
         indicator 项 {"full": 10, "method": {"kind": "scale", "less-is-better": true, "standards": [{"at": 2, "points": 10}, {"at": 6, "points": 0}]}}
        "#,
        "
        表
        镇 项数值
        甲 1
        乙 2
        丙 3
        丁 6
        戊 7
        己 _
        ",
        "
        表
        镇 项
        甲 10
        乙 10
        丙 7.5
        丁 0
        戊 0
        己 0~
        ",
    );
}

#[test]
fn a_share_with_floor_cap_and_less_is_better() {
    // 完成: at 60 % and more, not below 5 points, at most 12 of 10: 150 % is 15, so 12; 70 % is 7; 50 % is nothing.
    // 能耗: less than planned is better: 80 of 100 is 100 ÷ 80 × 10 = 12.5, at most 10; 125 of 100 is 8; 400 is 2.5,
    // not below 4; 0 used is the best.
    check(
        r#"
        class 镇
        sheet 表 of 镇 by year
         indicator 完成 {"full": 10, "method": {"kind": "share", "target": "计划", "done": "完成数", "none-below": 0.6, "least": 5, "most": 12}}
         indicator 能耗 {"full": 10, "method": {"kind": "share", "target": "计划", "done": "用量", "less-is-better": true, "least": 4}}
        "#,
        "
        表
        镇 计划 完成数 用量
        甲 100 150 80
        乙 100 70 125
        丙 100 59 400
        丁 100 60 0
        戊 100 _ 不适用
        ",
        "
        表
        镇 完成 能耗
        甲 12 10
        乙 7 8
        丙 0 4
        丁 6 10
        戊 0~ 不适用
        ",
    );
}

#[test]
fn points_by_position_from_either_end() {
    // The first 10, the second 8, the third 5, all others 1; equals share a place: two seconds, then the fourth.
    // From the bottom within 片 without a word for others: nothing. A blank has no place and no points.
    check(
        r#"
        class 镇
         片 text
        sheet 表 of 镇 by year
         indicator 招商 {"full": 10, "method": {"kind": "position", "points": [10, 8, 5], "otherwise": 1}}
         indicator 信访 {"full": 6, "method": {"kind": "position", "by": "件数 / 2", "from": "bottom", "within": ["片"], "points": [6]}}
         件数
        "#,
        "
        roster-镇
        镇 片
        甲 东
        乙 东
        丙 东
        丁 西
        戊 西

        表
        镇 招商数值 件数
        甲 30 4
        乙 20 2
        丙 20 2
        丁 10 9
        戊 _ 9
        ",
        "
        表
        镇 招商名次 招商 信访名次 信访
        甲 1~ 10~ 3 0
        乙 2~ 8~ 1 6
        丙 2~ 8~ 1 6
        丁 4~ 1~ 1 6
        戊 不适用~ 0~ 1 6
        ",
    );
}

#[test]
fn a_step_of_2_percent_a_place() {
    // Of 50 a place costs 1: 50, 49, 49, 47. A step of 40 % is used up by the fourth: 50 × (1 − 1.2) is not below 0.
    check(
        r#"
        class 镇
        sheet 表 of 镇 by year
         indicator 项 {"full": 50, "method": {"kind": "position", "by": "x", "step": 0.02, "competes": "x > 0"}}
         indicator 陡 {"full": 50, "method": {"kind": "position", "by": "x", "step": 0.4}}
         x
        "#,
        "
        表
        镇 x
        甲 4
        乙 3
        丙 3
        丁 1
        戊 0
        ",
        "
        表
        镇 项 陡
        甲 50 50
        乙 49 30
        丙 49 30
        丁 47 0
        戊 不适用 0
        ",
    );
}

#[test]
fn mistakes_in_standards_are_told() {
    check(
        r#"
        class 镇
        sheet 表 of 镇 by year
         indicator 一 {"full": 5, "method": {"kind": "bands", "standards": []}}
         indicator 二 {"full": 5, "method": {"kind": "scale", "standards": [{"at": 1, "points": 1}, {"at": 2, "points": 5}]}}
         indicator 三 {"full": 5, "method": {"kind": "position"}}
         indicator 四 {"full": 5, "method": {"kind": "position", "points": [5], "step": 0.1}}
         indicator 五 {"method": {"kind": "position", "step": 0.1}}
         indicator 六 {"method": {"kind": "relative"}}
        "#,
        "
        表
        镇
        甲
        ",
        "
        diagnostics
        setting-missing setting=standards @ sheets[0].indicators[0].method
        not-in-order what=standards @ sheets[0].indicators[1].method.standards
        setting-missing setting=points | step @ sheets[0].indicators[2].method
        setting-missing setting=points | step @ sheets[0].indicators[3].method
        setting-missing setting=full @ sheets[0].indicators[4]
        setting-missing setting=full @ sheets[0].indicators[5]
        ",
    );
}

#[test]
fn target_met_is_80_percent_and_half_a_point_for_each_percentage_point() {
    // Full 20, so 16 for the target met. 104 % is 4 points above: 16 + 2; 90 % is 10 below: 16 − 5; at most 1.5 times
    // the full marks: 150 % would be 41, so 30; 60 % would be −4, so 0. 100.5 % is not rounded: 16.25.
    check(
        r#"
        class 镇
        sheet 表 of 镇 by year
         indicator 项 {"full": 20, "method": {"kind": "formula", "formula": "IF(算 <= 0, 0, IF(算 >= 项.分值 * 1.5, 项.分值 * 1.5, 算))"}}
         完成率
         算 = 项.分值 * 80% + (完成率 - 100) * 0.5
        "#,
        "
        表
        镇 完成率
        甲 104
        乙 90
        丙 150
        丁 60
        戊 100.5
        己 不适用
        ",
        "
        表
        镇 项
        甲 18
        乙 11
        丙 30
        丁 0
        戊 16.25
        己 不适用
        ",
    );
}

#[test]
fn one_point_for_every_3_percent_off_plan() {
    // Off plan either way: 100 planned, 94 done is 6 % → −2; 108 is 8 % → two whole steps of 3 % → −2; 97 → −1;
    // 97.01 is not a whole step; 60 would cost 13 of 10.
    check(
        r#"
        class 镇
        sheet 表 of 镇 by year
         计划
         完成
         indicator 项 {"full": 10, "method": {"kind": "deduct", "count": "偏离档", "each": 1}}
         偏离档 = INT(ABS(完成 - 计划) / 计划 / 3%)
        "#,
        "
        表
        镇 计划 完成
        甲 100 94
        乙 100 108
        丙 100 97
        丁 100 97.01
        戊 100 60
        ",
        "
        表
        镇 偏离档 项
        甲 2 8
        乙 2 8
        丙 1 9
        丁 0 10
        戊 13 0
        ",
    );
}

#[test]
fn a_threshold_earns_4_then_a_race_for_6_more() {
    // At 50 and more 4 points, and among those the first 6, the second 4, the third 2; who is below is not in the race.
    check(
        r#"
        class 镇
        sheet 表 of 镇 by year
         x
         indicator 项 {"full": 10, "indicators": [{"name": "达线", "full": 4, "method": {"kind": "bands", "value": "x", "standards": [{"at": 50, "points": 4}]}}, \
            {"name": "竞位", "full": 6, "method": {"kind": "formula", "formula": "IF(x >= 50, SWITCH(名, 1, 6, 2, 4, 3, 2, 0), 0)"}}]}
         名: {"rank": {"by": "x", "competes": "x >= 50"}}
        "#,
        "
        表
        镇 x
        甲 90
        乙 50
        丙 49.99
        丁 70
        戊 60
        ",
        "
        表
        镇 达线 竞位 项
        甲 4 6 10
        乙 4 0 4
        丙 0 0 0
        丁 4 4 8
        戊 4 2 6
        ",
    );
}

#[test]
fn one_of_two_alternative_indicators() {
    // The better of the two counts; one that does not apply leaves the other; neither leaves none.
    check(
        r#"
        class 镇
        sheet 表 of 镇 by year
         indicator 项 {"full": 10, "method": {"kind": "formula", "formula": "MAX(工业 / 100 * 项.分值, 旅游 / 50 * 项.分值)"}}
         工业
         旅游
        "#,
        "
        表
        镇 工业 旅游
        甲 60 40
        乙 90 不适用
        丙 不适用 不适用
        ",
        "
        表
        镇 项
        甲 8
        乙 9
        丙 不适用
        ",
    );
}

#[test]
fn a_monthly_bonus_needs_three_gates() {
    // 5 where safety, stability and integrity all pass: the year has the months that did.
    check(
        r#"
        class 镇
        sheet 月 of 镇 by month
         indicator 奖励 {"full": 5, "method": {"kind": "checklist", "gives": "all-or-nothing", "items": [{"name": "安全"}, {"name": "稳定"}, {"name": "廉洁"}]}}
        sheet 年 of 镇 by year
         indicator 奖励 {"method": {"kind": "carry", "from": "月.奖励", "take": "sum"}}
        "#,
        "
        月
        期 镇 安全 稳定 廉洁
        2018-01 甲 是 是 是
        2018-02 甲 是 否 是
        2018-03 甲 是 是 是
        ",
        "
        月
        期 镇 奖励
        2018-01 甲 5
        2018-02 甲 0

        年
        镇 奖励
        甲 10
        ",
    );
}

#[test]
fn best_of_two_windows_of_rounds() {
    // The best two of rounds in the first half (7, 9, 8) and the best one of those in the second (5, 6): 9 + 8 + 6.
    check(
        r#"
        class 队
        sheet 轮 of 队 by month
         分
        sheet 半年 of 队 by half-year
         两场 = SUM(BEST(WITHIN(轮.分), 2))
         一场 = SUM(BEST(WITHIN(轮.分), 1))
        sheet 年 of 队 by year
         总 = SUM(BEST(WITHIN(IF(轮.期末日 <= DATE(2018, 6, 30), 轮.分, EXEMPT())), 2)) + SUM(BEST(WITHIN(IF(轮.期末日 > DATE(2018, 6, 30), 轮.分, EXEMPT())), 1))
        "#,
        "
        轮
        期 队 分
        2018-04 甲 7
        2018-05 甲 9
        2018-06 甲 8
        2018-07 甲 5
        2018-08 甲 6
        ",
        "
        半年
        期 队 两场 一场
        2018-H1 甲 17 9
        2018-H2 甲 11 6

        年
        队 总
        甲 23
        ",
    );
}

#[test]
fn count_back_by_firsts_seconds_and_thirds() {
    // All have 20. Firsts: 甲 1, 乙 1, 丙 1, 丁 0, so 丁 is last. Seconds: 乙 1, 甲 0, 丙 0. Thirds: 甲 2, 丙 0.
    check(
        r#"
        class 队
        sheet 轮 of 队 by month
         分
         名: {"rank": {"by": "分"}}
        sheet 年 of 队 by year
         总 = SUM(WITHIN(轮.分))
         一 = COUNTIF(WITHIN(轮.名), 1)
         二 = COUNTIF(WITHIN(轮.名), 2)
         三 = COUNTIF(WITHIN(轮.名), 3)
         排名: {"rank": {"by": "总", "tie-break": [{"by": "一"}, {"by": "二"}, {"by": "三"}]}}
        "#,
        "
        轮
        期 队 分
        2018-01 甲 9
        2018-01 乙 8
        2018-01 丙 3
        2018-01 丁 7
        2018-02 甲 6
        2018-02 乙 9
        2018-02 丙 5
        2018-02 丁 7
        2018-03 甲 5
        2018-03 乙 3
        2018-03 丙 12
        2018-03 丁 6
        ",
        "
        轮
        期 队 名
        2018-01 甲 1
        2018-01 乙 2
        2018-01 丁 3
        2018-02 甲 3
        2018-02 丁 2
        2018-03 甲 3
        2018-03 丁 2

        年
        队 总 一 二 三 排名
        甲 20 1 0 2 2
        乙 20 1 1 0 1
        丙 20 1 0 0 3
        丁 20 0 2 1 4
        ",
    );
}

#[test]
fn places_by_a_table_of_headcounts() {
    // Fewer than 6: 1; 6 to 12: 2; 13 and more: 15 %, rounded up. 东 has 5, 西 6.
    check(
        r#"
        class 人
         片 text
        ladder 等 [{"name": "优秀", "quota": {"places": "BAND(COUNT(PEERS(分, 片)), {0, 1; 6, 2; 13, 3})"}}, {"name": "称职"}]
        sheet 表 of 人 by year
         分
         等次: {"grade": {"ladder": "等", "by": "分", "within": ["片"]}}
        "#,
        "
        roster-人
        人 片
        一 东
        二 东
        三 东
        四 东
        五 东
        六 西
        七 西
        八 西
        九 西
        十 西
        末 西

        表
        人 分
        一 9
        二 8
        三 7
        四 6
        五 5
        六 9
        七 8
        八 7
        九 6
        十 5
        末 4
        ",
        "
        表
        人 等次
        一 优秀
        二 称职
        六 优秀
        七 优秀
        八 称职
        ",
    );
}

#[test]
fn extra_seats_for_a_sub_group() {
    // Headcount 20: 20 % are 4 seats for anybody; 好 raises to 25 %, and the fifth is for the best of the front line who
    // is not among the four (己), not for the fifth of all (戊). 乙局 is not 好.
    check(
        r#"
        class 局
         好 truth
         人数
        class 人
         局 link {"class": "局"}
         一线 truth
        ladder 初 [{"name": "优秀", "quota": {"places": "局.人数 * 20%"}}, {"name": "称职"}]
        ladder 终 [{"name": "优秀"}, {"name": "称职"}]
        sheet 表 of 人 by year
         分
         初评: {"grade": {"ladder": "初", "by": "分", "within": ["局"]}}
         一线候补: {"rank": {"by": "分", "within": ["局"], "competes": "AND(一线, 初评 = \"称职\")"}}
         增加 = IF(局.好, ROUNDDOWN(局.人数 * 25%, 0) - ROUNDDOWN(局.人数 * 20%, 0), 0)
         等次 = IF(OR(初评 = "优秀", IF(ISEXEMPT(一线候补), FALSE, 一线候补 <= 增加)), "优秀", "称职")
        "#,
        "
        roster-局
        局 好 人数
        甲局 是 20
        乙局 否 5

        roster-人
        人 局 一线
        甲 甲局 否
        乙 甲局 是
        丙 甲局 否
        丁 甲局 否
        戊 甲局 否
        己 甲局 是
        庚 甲局 是
        辛 乙局 否
        壬 乙局 是

        表
        人 分
        甲 99
        乙 98
        丙 97
        丁 96
        戊 95
        己 94
        庚 93
        辛 92
        壬 91
        ",
        "
        表
        人 初评 一线候补 增加 等次
        甲 优秀 不适用 1 优秀
        乙 优秀 不适用 1 优秀
        丁 优秀 不适用 1 优秀
        戊 称职 不适用 1 称职
        己 称职 1 1 优秀
        庚 称职 2 1 称职
        辛 优秀 不适用 0 优秀
        壬 称职 1 0 称职
        ",
    );
}

#[test]
fn no_grade_on_probation() {
    // 二 would be second of the half that may be excellent; it has a score, but no grade, and takes no place.
    check(
        r#"
        class 人
         试用 truth
        ladder 等 [{"name": "优秀", "quota": {"places": "COUNT(ALL(计等分)) * 50%", "rounding": "half-up"}}, {"name": "称职"}]
        sheet 表 of 人 by year
         分
         计等分 = IF(试用, EXEMPT(), 分)
         等次: {"grade": {"ladder": "等", "by": "计等分"}}
        "#,
        "
        roster-人
        人 试用
        一 否
        二 是
        三 否
        四 否

        表
        人 分
        一 9
        二 8
        三 7
        四 6
        ",
        "
        表
        人 等次
        一 优秀
        二 不适用
        三 优秀
        四 称职
        ",
    );
}

#[test]
fn without_a_task_out_of_the_ranking() {
    check(
        r#"
        class 镇
        register 任务 of 镇 by month
         分值
         完成率
        sheet 月 of 镇 by month
         indicator 得分 {"full": 100, "method": {"kind": "tasks", "register": "任务", "points": "分值", "done": "完成率"}}
         排名: {"rank": {"by": "得分"}}
         末位 = 排名 = MAX(ALL(排名))
        "#,
        "
        roster-镇
        镇
        甲
        乙
        丙

        open
        2018-01 2018-01

        任务
        月 镇 分值 完成率
        2018-01 甲 5 100
        2018-01 丙 5 50
        ",
        "
        月
        期 镇 得分 排名 末位
        2018-01 甲 100 1 否
        2018-01 乙 不适用 不适用 不适用
        2018-01 丙 50 2 是
        ",
    );
}

#[test]
fn money_for_each_month_late() {
    // −10 % for each month begun: 3 months late leaves 70 %, 12 leave nothing and not less.
    check(
        r#"
        class 镇
        sheet 表 of 镇 by year
         奖金
         期限 date
         完成 date
         迟月 = IF(完成 <= 期限, 0, (YEAR(完成) - YEAR(期限)) * 12 + MONTH(完成) - MONTH(期限) + IF(DAY(完成) > DAY(期限), 1, 0))
         实发 = 奖金 * IF(迟月 >= 10, 0, 1 - 迟月 * 10%) | {"places": 2}
        "#,
        "
        表
        镇 奖金 期限 完成
        甲 1000 2018-06-30 2018-06-30
        乙 1000 2018-06-30 2018-07-01
        丙 999.99 2018-06-15 2018-08-16
        丁 1000 2018-06-30 2019-06-30
        ",
        "
        表
        镇 迟月 实发
        甲 0 1000
        乙 1 900
        丙 3 699.99
        丁 12 0
        ",
    );
}

#[test]
fn money_by_points_with_interpolation() {
    // −5 % for every 10 points below 90, and for a part of 10 its part: 84 is 6 below: 3 %; 70 is 10 %.
    check(
        r#"
        class 镇
        sheet 表 of 镇 by year
         奖金
         分
         实发 = 奖金 * (1 - IF(分 >= 90, 0, (90 - 分) / 10 * 5%)) | {"places": 2}
        "#,
        "
        表
        镇 奖金 分
        甲 1000 95
        乙 1000 84
        丙 1000 70
        ",
        "
        表
        镇 实发
        甲 1000
        乙 970
        丙 900
        ",
    );
}

#[test]
fn what_is_withheld_goes_to_the_excellent() {
    // 100 + 50.01 are withheld; 甲 and 乙 are excellent, by their bases 1 : 2 of 150.01: 50.00333… and 100.00666…; the
    // cent left over goes to 乙.
    check(
        r#"
        class 镇
        sheet 表 of 镇 by year
         基数
         扣发
         优秀 truth
         另发: {"split": {"budget": "SUM(ALL(扣发))", "by": "IF(优秀, 基数, 0)"}}
         实发 = 基数 - 扣发 + 另发
        "#,
        "
        表
        镇 基数 扣发 优秀
        甲 1000 0 是
        乙 2000 0 是
        丙 1000 100 否
        丁 1000 50.01 否
        ",
        "
        表
        镇 另发 实发
        甲 50 1050
        乙 100.01 2100.01
        丙 0 900
        丁 0 949.99
        ",
    );
}
