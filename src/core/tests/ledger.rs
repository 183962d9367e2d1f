//! Registers with tariffs, and the ledger's mechanisms met in real rule books (`design.md` §4): a case a mechanism, worked
//! out by hand in its comment.

mod common;

use common::check;

/// Two classes share one ledger; points by what happened × class × level.
const TARIFF: &str = r#"
    class 乡镇
    class 单位
    tariff 标准 {"by": ["事项", "考评类别", "级别"], "across": ["国家", "省"], "points": [\
        {"of": ["表扬", "乡镇"], "points": [20, 15], "clause": "I.4"}, {"of": ["表扬", "单位"], "points": [4, 3]},\
        {"of": ["宣传", "乡镇"], "points": [null, 10]}, {"of": ["迟报", "乡镇"], "points": [-2]}]}
    register 台账 of 乡镇,单位
     事项 text
     级别 text
     分值 = TARIFF(标准)
     同省 = TARIFF(标准, 事项, 考评类别, "省")
    sheet 乡镇年 of 乡镇 by year
     indicator 加分 {"method": {"kind": "ledger", "register": "台账", "points": "分值"}}
    "#;

#[test]
fn a_tariff_gives_points_by_kind_class_and_level() {
    check(
        TARIFF,
        "
        roster-乡镇
        乡镇
        甲
        乙

        roster-单位
        单位
        丙

        open
        2018 2018

        台账
        日期 对象 事项 级别
        2018-01-01 甲 表扬 国家
        2018-01-02 丙 表扬 省
        2018-01-03 甲 迟报 国家
        2018-01-04 甲 迟报 省
        2018-01-05 甲 表扬 _
        2018-01-06 乙 宣传 国家
        2018-01-07 丙 迟报 省
        ",
        "
        台账
        # 分值 同省
        1 20 15
        2 3 3
        3 -2 -2
        4 -2 -2
        5 0 15
        6 #N/A@台账//6/分值 10
        7 #N/A@台账//7/分值 #N/A@台账//7/同省

        乡镇年
        乡镇 加分
        甲 16
        乙 #N/A@台账//6/分值
        ",
    );
}

#[test]
fn what_has_no_place_in_a_tariff_may_count_something_else() {
    check(
        r#"
        class 镇
        tariff 标准 {"by": ["事"], "points": [{"of": ["奖"], "points": [2]}], "otherwise": 0.5}
        register 台账 of 镇
         事 text
         分 = TARIFF(标准)
        "#,
        "
        台账
        日期 镇 事
        2018-01-01 甲 奖
        2018-01-02 甲 勤
        2018-01-03 甲 _
        ",
        "
        台账
        # 分
        1 2
        2 0.5
        3 0
        ",
    );
}

#[test]
fn mistakes_in_tariffs_are_told() {
    let expected = [
        "argument-count found=3 function=标准 least=2 most=2 @ tariffs[0].points[1].points",
        "argument-count found=2 function=标准 least=1 most=1 @ tariffs[0].points[1].of",
        "argument-count found=2 function=TARIFF least=3 most=3 @ registers[0].columns[1].formula «标准»",
        "duplicate-row key=奖 国家 @ tariffs[0].points[2].points[0]",
        "duplicate-row key=奖 省 @ tariffs[0].points[2].points[0]",
        "unknown-reference kind=tariff name=标谁 →标准 @ registers[0].columns[0].formula «标谁»",
        "wrong-type expected=text found=number @ tariffs[0].by[1] «级»",
    ];
    check(
        r#"
        class 镇
        tariff 标准 {"by": ["事", "级"], "across": ["国家", "省"], "points": [{"of": ["奖"], "points": [2, 1]},\
            {"of": ["罚", "多"], "points": [1, 2, 3]}, {"of": ["奖"], "points": [2]}]}
        register 台账 of 镇
         事 text
         级
         甲 = TARIFF(标谁)
         乙 = TARIFF(标准, 事)
         丙 = TARIFF(标准)
        "#,
        "",
        &format!("diagnostics\n{}", expected.join("\n")),
    );
}

/// The marks of a ledger with one class and the year's sum, as columns of the register follow.
fn ledger(columns: &str, method: &str) -> String {
    format!(
        r#"
        class 镇
        register 台账 of 镇
         事 text
         级 text
         户 text
         分
         真 truth
         期限 date
         完成 date
{columns}
        sheet 年 of 镇 by year
         indicator 项 {{{method}}}
        "#
    )
}

const SUM: &str = r#""method": {"kind": "ledger", "register": "台账", "points": "计"}"#;

#[test]
fn a_household_counts_once_at_its_highest_good_and_bad_apart() {
    check(
        &ledger(r#"         计: {"counts": {"points": "分", "once": {"within": ["户", "分 > 0"]}}}"#, SUM),
        "
        open
        2018 2019

        台账
        日期 镇 户 分
        2018-01-01 甲 一 1
        2018-02-01 甲 一 4
        2018-03-01 甲 一 4
        2018-03-02 甲 一 -2
        2018-03-03 甲 一 -6
        2018-04-01 甲 二 2
        2018-05-01 甲 _ 5
        2018-05-02 甲 _ 5
        2018-06-01 乙 一 1
        2019-01-01 甲 一 2
        ",
        "
        台账
        # 计
        1 0
        2 4
        3 0
        4 0
        5 -6
        6 2
        7 5
        8 5
        9 1
        10 2

        年
        期 镇 项
        2018 甲 10
        2018 乙 1
        2019 甲 2
        2019 乙 0
        ",
    );
}

#[test]
fn never_both_of_two_kinds_for_one_event() {
    // Of a circular and a blacklisting for one event (named by its document) the graver counts; praise stands apart.
    check(
        &ledger(
            r#"         计: {"counts": {"points": "分", "once": {"within": ["户"], "when": "OR(事 = \"通报\", 事 = \"黑榜\")"}}}"#,
            SUM,
        ),
        "
        台账
        日期 镇 事 户 分
        2018-01-01 甲 通报 文1 -2
        2018-01-05 甲 黑榜 文1 -5
        2018-01-06 甲 表扬 文1 3
        2018-01-07 甲 通报 文2 -2
        ",
        "
        台账
        # 计
        1 0
        2 -5
        3 3
        4 -2
        ",
    );
}

#[test]
fn the_first_award_2_each_further_one_more_at_most_5() {
    // 2, 3, 4, 5, 5 in all: so 2, 1, 1, 1, 0 each; by date, not by the order of typing; each year anew.
    check(
        &ledger(
            r#"         计: {"counts": {"points": "分", "series": {"within": ["事"], "when": "事 = \"获奖\"", "points": [2, 1, 1, 1, 0]}}}"#,
            SUM,
        ),
        "
        open
        2018 2019

        台账
        日期 镇 事 分
        2018-09-01 甲 获奖 _
        2018-01-01 甲 获奖 _
        2018-01-01 甲 获奖 _
        2018-02-01 甲 其他 7
        2018-03-01 甲 获奖 _
        2018-10-01 甲 获奖 _
        2018-05-01 乙 获奖 _
        2019-05-01 甲 获奖 _
        ",
        "
        台账
        # 计
        1 1
        2 2
        3 1
        4 7
        5 1
        6 0
        7 2
        8 2

        年
        期 镇 项
        2018 甲 12
        2018 乙 2
        2019 甲 2
        2019 乙 0
        ",
    );
}

#[test]
fn diminishing_points_within_a_month() {
    check(
        &ledger(
            r#"         计: {"counts": {"points": "分", "series": {"points": [3, 2, 1, 0], "span": "month"}}}"#,
            SUM,
        ),
        "
        台账
        日期 镇 分
        2018-01-01 甲 _
        2018-01-02 甲 _
        2018-01-03 甲 _
        2018-01-04 甲 _
        2018-02-01 甲 _
        ",
        "
        台账
        # 计
        1 3
        2 2
        3 1
        4 0
        5 3
        ",
    );
}

#[test]
fn what_points_are_multiplied_by_takes_all_of_their_formula() {
    check(
        &ledger(r#"         计: {"counts": {"points": "分 + 1", "times": [{"when": "真", "by": 2}]}}"#, SUM),
        "
        台账
        日期 镇 分 真
        2018-01-01 甲 3 是
        2018-01-02 甲 3 否
        ",
        "
        台账
        # 计
        1 8
        2 4
        ",
    );
}

#[test]
fn a_series_has_a_place_for_at_most_12_and_points_at_most_four_factors() {
    let series = |count: usize| {
        let points = vec!["1"; count].join(", ");
        format!(r#"         计: {{"counts": {{"points": "分", "series": {{"points": [{points}]}}}}}}"#)
    };
    let times = |count: usize| {
        let times = vec![r#"{"when": "真", "by": 2}"#; count].join(", ");
        format!(r#"         计: {{"counts": {{"points": "分", "times": [{times}]}}}}"#)
    };
    let range = "setting-out-of-range found=";
    let at = "@ registers[0].columns[0].counts";
    for (columns, told) in [
        (series(0), format!("{range}0 least=1 most=12 setting=points {at}.series.points")),
        (series(1), String::new()),
        (series(12), String::new()),
        (series(13), format!("{range}13 least=1 most=12 setting=points {at}.series.points")),
        (times(4), String::new()),
        (times(5), format!("{range}5 least=0 most=4 setting=times {at}.times")),
        (times(6), format!("{range}6 least=0 most=4 setting=times {at}.times")),
    ] {
        check(&ledger(&columns, SUM), "", &format!("diagnostics\n{told}"));
    }
}

/// What counts but once names the points three times: where they are more than a name they have a column of their own.
#[test]
fn points_that_are_more_than_a_name_are_computed_once() {
    let once = r#""once": {"within": ["户"]}"#;
    for (points, is_there) in [
        (r#""points": "分""#, false),
        (r#""points": " 分 ""#, false),
        (r#""points": "分 + 1""#, true),
        (r#""points": "分", "times": [{"when": "真", "by": 2}]"#, true),
        (r#""points": "分", "series": {"points": [2]}"#, true),
        (r#""points": "分", "series": {"points": [2, 1]}"#, true),
    ] {
        let columns = format!(r#"         计: {{"counts": {{{points}, {once}}}}}"#);
        let session = common::session(&ledger(&columns, SUM), "");
        let found = session.plan().columns.iter().any(|column| column.id.ends_with("应计分"));
        assert_eq!(found, is_there, "{points}");
    }
}

#[test]
fn doubled_when_the_level_above_deducted_too_then_once() {
    check(
        &ledger(
            r#"         计: {"counts": {"points": "分", "times": [{"when": "真", "by": 2}, {"when": "级 = \"重大\"", "by": 1.5}], "once": {"within": ["户"]}}}"#,
            SUM,
        ),
        "
        台账
        日期 镇 分 真 级 户
        2018-01-01 甲 -2 是 _ _
        2018-01-02 甲 -2 否 重大 _
        2018-01-03 甲 -2 是 重大 一
        2018-01-04 甲 -5 _ _ 一
        ",
        "
        台账
        # 计
        1 -4
        2 -3
        3 -6
        4 0
        ",
    );
}

#[test]
fn late_costs_2_and_not_done_5_and_what_is_reported_again_more() {
    // 0.3 the first time, 1 if not put right, 2 when reported again: plain formulas of an entry.
    check(
        &ledger(
            r#"
         迟 = IFS(ISBLANK(完成), -5, 完成 > 期限, -2, TRUE, 0)
         再 = SWITCH(级, "初次", -0.3, "未整改", -1, "再次", -2)
         计 = 迟 + 再"#,
            SUM,
        ),
        "
        台账
        日期 镇 级 期限 完成
        2018-01-01 甲 初次 2018-01-31 2018-01-31
        2018-01-02 甲 未整改 2018-01-31 2018-02-01
        2018-01-03 甲 再次 2018-01-31 _
        ",
        "
        台账
        # 迟 再 计
        1 0 -0.3 -0.3
        2 -2 -1 -3
        3 -5 -2 -7
        ",
    );
}

#[test]
fn commendations_at_most_5_within_all_bonuses_at_most_15() {
    // 甲: commendations 4 + 3 = 7, of which 5; innovation 6; other bonuses 8: 19, of which 15; deductions −4: 11.
    // 乙: commendations 3, others 2: 5. 丙: −30, and deductions together cost 20 at most.
    check(
        &ledger(
            "         计 = 分",
            r#""method": {"kind": "ledger", "register": "台账", "points": "计", "caps": [\
                {"name": "全部加分", "when": "分 > 0", "most": 15, "caps": [\
                    {"name": "表彰", "when": "事 = \"表彰\"", "most": 5}]},\
                {"name": "全部扣分", "when": "分 < 0", "least": -20}]}"#,
        ),
        "
        台账
        日期 镇 事 分
        2018-01-01 甲 表彰 4
        2018-01-02 甲 表彰 3
        2018-01-03 甲 创新 6
        2018-01-04 甲 其他 8
        2018-01-05 甲 通报 -4
        2018-01-06 乙 表彰 3
        2018-01-07 乙 其他 2
        2018-01-08 丙 通报 -12
        2018-01-09 丙 通报 -18
        2018-01-10 丁 其他 缺项
        ",
        "
        年
        镇 项
        甲 11
        乙 5
        丙 -20
        丁 0
        ",
    );
}

#[test]
fn an_entry_counts_in_the_first_cap_that_it_meets() {
    // 表彰 of 国家: 6 within the first cap of 4, and nothing of it in the second; 表彰 else: 5 within 3; the rest 1.
    check(
        &ledger(
            "         计 = 分",
            r#""full": 20, "method": {"kind": "ledger", "register": "台账", "points": "计", "when": "分 > 0", "least": -1, "caps": [\
                {"name": "国家", "when": "级 = \"国家\"", "most": 4}, {"name": "表彰", "when": "事 = \"表彰\"", "most": 3}]}"#,
        ),
        "
        台账
        日期 镇 事 级 分
        2018-01-01 甲 表彰 国家 6
        2018-01-02 甲 表彰 省 5
        2018-01-03 甲 其他 省 1
        2018-01-04 甲 其他 省 -9
        2018-01-05 乙 其他 省 31
        2018-01-06 丙 其他 省 -3
        ",
        "
        年
        镇 项
        甲 8
        乙 20
        丙 0
        ",
    );
}

#[test]
fn deducted_until_the_indicator_is_empty_and_never_below() {
    check(
        &ledger(
            "         计 = 分",
            r#""full": 10, "method": {"kind": "ledger", "register": "台账", "points": "计", "start": "full"}"#,
        ),
        "
        open
        2018 2018

        roster-镇
        镇
        甲
        乙
        丙
        丁

        台账
        日期 镇 分
        2018-01-01 甲 -4
        2018-01-02 甲 -7
        2018-01-03 乙 -3
        2018-01-03 丁 2
        ",
        "
        年
        镇 项
        甲 0
        乙 7
        丙 10
        丁 10
        ",
    );
}

#[test]
fn an_award_published_late_counts_in_the_year_it_is_for() {
    check(
        r#"
        class 镇
        register 台账 of 镇 {"counts-from": "计入日"}
         分
         计入日 date {"optional": true}
         哪年 = YEAR(日期)
        sheet 年 of 镇 by year
         和 = SUM(ENTRIES(台账.分))
        "#,
        "
        open
        2018 2019

        台账
        日期 镇 分 计入日
        2019-01-20 甲 3 2018-12-31
        2019-01-21 甲 5 _
        2018-05-01 甲 1 不是日期
        ",
        "
        台账
        # 哪年
        1 2018
        2 2019
        3 2018

        年
        期 镇 和
        2018 甲 4
        2019 甲 5

        diagnostics
        warning mark-not-a-date typed=不是日期 @ 台账//3/计入日
        ",
    );
    check(
        r#"
        class 镇
        register 台账 of 镇 {"counts-from": "计入日"}
         分
         计入日 date {"id": "jr"}
        sheet 年 of 镇 by year
         和 = SUM(ENTRIES(台账.分))
        "#,
        "
        open
        2018 2019

        台账
        日期 镇 分 计入日
        2019-01-20 甲 3 2018-12-31
        ",
        "
        年
        期 镇 和
        2018 甲 3
        2019 甲 0
        ",
    );
    check(
        r#"
        class 镇
        register 台账 of 镇 {"counts-from": "分"}
         分
         计入 date
        "#,
        "",
        "diagnostics\nunknown-reference kind=field name=分 @ registers[0].counts-from",
    );
}

#[test]
fn a_register_may_call_something_else_by_the_name_of_an_own_fact() {
    // 日期 is the day of the award here, which is not typed; entries go by their own dates all the same.
    check(
        r#"
        class 镇
        register 台账 of 镇
         日期 date {"optional": true}
         户 text
         分
         计: {"counts": {"points": "分", "series": {"points": [2, 1]}, "once": {"within": ["户"], "span": "month"}}}
        "#,
        "
        台账
        期 镇 户 分
        2018-01-05 甲 一 _
        2018-01-01 甲 一 _
        2018-02-01 甲 一 _
        ",
        "
        台账
        # 计
        1 0
        2 2
        3 1
        ",
    );
}

#[test]
fn every_row_knows_its_own_facts() {
    check(
        r#"
        class 镇
        register 台账 of 镇 by month
         日 = 日期
         第 = 序号
         类 = 考评类别
         同日 = COUNT(PEERS(序号, 对象))
        sheet 月 of 镇 by month
         起 = 期初日
         止 = 期末日
         报送 = WORKDAY(期末日, 5)
         次数 = COUNT(ENTRIES(台账.序号))
        "#,
        "
        open
        2018-02 2018-02

        台账
        期 镇
        2018-02 甲
        2018-02 甲
        2018-03 乙
        ",
        "
        台账
        # 日 第 类 同日
        1 2018-02-28 1 镇 2
        2 2018-02-28 2 镇 2
        3 2018-03-31 3 镇 1

        月
        期 镇 起 止 报送 次数
        2018-02 甲 2018-02-01 2018-02-28 2018-03-07 2
        2018-03 乙 2018-03-01 2018-03-31 2018-04-09 1
        ",
    );
}
