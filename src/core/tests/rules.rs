//! Rules that generate (`design.md` §6): entries of registers, limits, lists, actions with their days, recurring duties.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use baton_core::edit::{Command, Session};
use baton_core::model::{ActionNote, ActionState, Book, Id, read_scheme};
use common::check;

#[test]
fn entries_that_rules_make_count_as_typed_ones_do() {
    // 甲 is last in January and March: −2 each, and last places cost 3 at most; what was typed for the same counts once.
    // Its chief 一 loses half the rank a month, in the year. 丙 is last in February and has no chief.
    check(
        r#"
        class 人
        class 镇
         书记 link {"class": "人"}
        register 台账 of 镇
         事 text
         分
         计: {"counts": {"points": "分", "once": {"within": ["事"], "span": "month"}}}
        register 人账 of 人
         分
        sheet 月 of 镇 by month
         x
         名: {"rank": {"by": "x"}}
         次 = COUNT(ENTRIES(台账.分))
         当月 = SUM(ENTRIES(台账.计))
         rule 末位 {"when": "名 = MAX(ALL(名))", "clause": "一", "then": [\
            {"entry": {"register": "台账", "values": {"事": "\"末位\"", "分": "-2"}}}, \
            {"of": "书记", "entry": {"register": "人账", "counts-in": "containing", "values": {"分": "-名 / 2"}}}]}
        sheet 年 of 镇 by year
         indicator 项 {"method": {"kind": "ledger", "register": "台账", "points": "计", "caps": [\
            {"name": "末位扣分", "when": "事 = \"末位\"", "least": -3}]}}
        sheet 人年 of 人 by year
         和 = SUM(ENTRIES(人账.分))
        "#,
        "
        roster-人
        人
        一
        二

        roster-镇
        镇 书记
        甲 一
        乙 二
        丙 _

        open
        2018 2018

        月
        期 镇 x
        2018-01 甲 1
        2018-01 乙 2
        2018-01 丙 9
        2018-02 甲 1
        2018-02 乙 2
        2018-02 丙 0
        2018-03 甲 3
        2018-03 乙 3
        2018-03 丙 9

        台账
        日期 镇 事 分
        2018-01-31 甲 表扬 5
        2018-01-30 甲 末位 -1
        2018-03-30 乙 末位 -1
        ",
        "
        月
        期 镇 名 次 当月
        2018-01 甲 3 3 3
        2018-01 乙 2 0 0
        2018-02 甲 2 0 0
        2018-02 丙 3 1 -2
        2018-03 甲 2 1 -2
        2018-03 乙 2 2 -2
        2018-03 丙 1 0 0

        台账
        # 计
        1 5
        2 0
        3 0

        年
        镇 项
        甲 2
        乙 -2
        丙 -2

        人年
        人 和
        一 -2.5
        二 -1
        ",
    );
}

#[test]
fn an_entry_may_count_in_the_next_period_and_under_an_edition() {
    // From July on a last place costs 3. What December's costs counts in January, which is not open.
    check(
        r#"
        class 镇
        register 台账 of 镇
         分
        sheet 月 of 镇 by month
         x
         扣 = SUM(ENTRIES(台账.分))
         rule 末位 {"when": "x < 60", "then": [{"entry": {"register": "台账", "counts-in": "next", "values": {"分": "-2"}}}]}
        edition 2018-07-01
        class 镇
        register 台账 of 镇
         分
        sheet 月 of 镇 by month
         x
         扣 = SUM(ENTRIES(台账.分))
         rule 末位 {"when": "x < 60", "then": [{"entry": {"register": "台账", "counts-in": "next", "values": {"分": "-3"}}}]}
        "#,
        "
        月
        期 镇 x
        2018-05 甲 50
        2018-06 甲 55
        2018-07 甲 40
        2018-08 甲 60
        2018-09 甲 10

        台账
        日期 镇 分
        2018-08-20 甲 1
        ",
        "
        月
        期 镇 扣
        2018-05 甲 0
        2018-06 甲 -2
        2018-07 甲 -2
        2018-08 甲 -2
        2018-09 甲 0
        ",
    );
}

#[test]
fn an_edition_in_which_nothing_is_other_leaves_the_order_of_entries() {
    // All four count in the year, so that their order is that of the rules, and of the months of each.
    let scheme = r#"
        class 镇
        register 台账 of 镇
         事 text
         计: {"counts": {"points": "0", "series": {"points": [4, 3, 2, 1]}}}
        sheet 月 of 镇 by month
         x
         rule 好 {"when": "x > 0", "then": [{"entry": {"register": "台账", "counts-in": "containing", "values": {"事": "\"好\""}}}]}
         rule 更好 {"when": "x > 1", "then": [{"entry": {"register": "台账", "counts-in": "containing", "values": {"事": "\"更好\""}}}]}
        sheet 年 of 镇 by year
         好 = SUM(ENTRIES(IF(台账.事 = "好", 台账.计, 0)))
         更好 = SUM(ENTRIES(IF(台账.事 = "更好", 台账.计, 0)))
        "#;
    for scheme in [scheme.to_owned(), format!("{scheme}edition 2018-02-01{scheme}")] {
        check(
            &scheme,
            "
            open
            2018 2018

            月
            期 镇 x
            2018-01 甲 2
            2018-02 甲 2
            ",
            "
            台账
            # 计
            1 4
            2 3
            3 2
            4 1

            年
            镇 好 更好
            甲 7 3
            ",
        );
    }
}

#[test]
fn an_edition_in_which_nothing_is_other_leaves_the_order_of_what_follows() {
    let scheme = r#"
        class 镇
        duty 月报 {"cycle": "month", "day": 5}
        duty 周报 {"cycle": "week", "day": 5}
        register 台账 of 镇
         分
         rule 奖 {"when": "分 > 0", "cycle": "year", "then": [{"action": {"kind": "奖", "text": "一"}}, {"list": "红榜"}]}
         rule 大奖 {"when": "分 > 1", "cycle": "year", "then": [{"action": {"kind": "大奖", "text": "二"}}, {"list": "大红榜"}]}
        sheet 月 of 镇 by month
         x
        sheet 周 of 镇 by week
         x
        "#;
    for scheme in [scheme.to_owned(), format!("{scheme}edition 2018-01-29{scheme}")] {
        check(
            &scheme,
            "
            台账
            日期 镇 分
            2018-01-03 甲 2
            2018-01-30 乙 2
            ",
            "
            actions
            2018 甲 奖 一
            2018 乙 奖 一
            2018 甲 大奖 二
            2018 乙 大奖 二

            listed
            2018 甲 红榜
            2018 乙 红榜
            2018 甲 大红榜
            2018 乙 大红榜

            duties
            2018-01 月报 2018-02-05
            2018-W01 周报 2018-02-05
            2018-W02 周报 2018-02-05
            2018-W03 周报 2018-02-05
            2018-W04 周报 2018-02-05
            2018-W05 周报 2018-03-05
            ",
        );
    }
}

#[test]
fn a_rule_names_registers_and_fields_by_id_or_name() {
    let scheme = |register: &str, points: &str, whom: &str| {
        format!(
            r#"
        class 人
        class 镇
        register 台账 of 镇 {{"id": "tz"}}
         分 number {{"id": "f"}}
         责任人 link {{"id": "r", "class": "人"}}
        sheet 月 of 镇 by month
         x
         扣 = SUM(ENTRIES(台账.分))
         rule 末位 {{"when": "x < 60", "then": [{{"entry": {{"register": "{register}", "values": {{"{points}": "x - 60", "{whom}": "\"一\""}}}}}}]}}
        "#
        )
    };
    for scheme in [scheme("tz", "f", "r"), scheme("台账", "分", "责任人")] {
        check(
            &scheme,
            "
            roster-人
            人
            一

            月
            期 镇 x
            2018-01 甲 50
            2018-02 甲 70
            ",
            "
            月
            期 镇 扣
            2018-01 甲 -10
            2018-02 甲 0

            台账
            # 分 责任人
            1 -10 一
            ",
        );
    }
}

#[test]
fn rules_of_one_id_on_two_sheets_make_entries_of_their_own() {
    let rule =
        r#"rule 奖 {"when": "x > 0", "then": [{"entry": {"register": "台账", "values": {"分": "x"}}}]}"#;
    let session = common::session(
        &format!(
            "class 镇\nregister 台账 of 镇\n 分\nsheet 一 of 镇 by year\n x\n {rule}\nsheet 二 of 镇 by year\n x\n {rule}\n"
        ),
        "一\n镇 x\n甲 1\n\n二\n镇 x\n甲 2",
    );
    let register = session.plan().table("台账").unwrap();
    assert_eq!(
        session.results().space().rows(register).unwrap().ids,
        ["~一.奖.0/2018/甲", "~二.奖.0/2018/甲"].map(Id::new)
    );
}

#[test]
fn a_rule_may_need_the_entries_that_another_makes() {
    check(
        r#"
        class 镇
        register 甲账 of 镇
         分
        register 乙账 of 镇
         分
        sheet 月 of 镇 by month
         x
         甲和 = SUM(ENTRIES(甲账.分))
         乙和 = SUM(ENTRIES(乙账.分))
         rule 一 {"when": "x > 0", "then": [{"entry": {"register": "甲账", "values": {"分": "x"}}}]}
         rule 二 {"when": "甲和 > 1", "then": [{"entry": {"register": "乙账", "values": {"分": "甲和 * 10"}}}]}
        "#,
        "
        月
        期 镇 x
        2018-01 甲 1
        2018-01 乙 2
        ",
        "
        月
        期 镇 甲和 乙和
        2018-01 甲 1 0
        2018-01 乙 2 20
        ",
    );
}

#[test]
fn an_entry_that_a_rule_does_not_make_has_no_cells_in_a_cycle_either() {
    check(
        r#"
        class 镇
        register 台账 of 镇
         分
         甲 = 乙 + 分
         乙 = 甲
        sheet 月 of 镇 by month
         x
         rule 奖 {"when": "x > 0", "then": [{"entry": {"register": "台账", "values": {"分": "x"}}}]}
        "#,
        "
        月
        期 镇 x
        2018-01 甲 1
        2018-02 甲 0
        ",
        "
        台账
        # 甲 乙
        1 #REF! #REF!
        2 — —

        diagnostics
        cycle path=台账.甲|台账.乙|台账.甲 @ registers[0].columns[0]
        ",
    );
}

#[test]
fn a_rule_that_needs_its_own_entries_is_a_cycle() {
    check(
        r#"
        class 镇
        register 台账 of 镇
         分
        sheet 月 of 镇 by month
         扣 = SUM(ENTRIES(台账.分))
         rule 罚 {"when": "扣 < 0", "then": [{"entry": {"register": "台账", "values": {"分": "-2"}}}]}
        "#,
        "",
        "diagnostics\ncycle path=台账.分|台账.是否成立|月.罚|月.扣|台账.分 @ registers[0].fields[0]",
    );
}

#[test]
fn a_rule_may_need_what_it_made_for_the_period_before() {
    // Whoever has lost points in a month loses 2 more in the next, up to 6 a month in all; typed are −1 for 甲 in January
    // and −5 for 乙 in March. From May on it is 3 more.
    let edition = |points: u32| {
        format!(
            r#"class 镇
            register 台账 of 镇
             分
             减半 = 分 / 2
            sheet 月 of 镇 by month
             扣 = SUM(ENTRIES(台账.分))
             半 = SUM(ENTRIES(台账.减半))
             rule 罚 {{"when": "AND(扣 < 0, 扣 > -5)", "then": [{{"entry": {{"register": "台账", "counts-in": "next", "values": {{"分": "扣 - {points}"}}}}}}]}}
             rule 榜 {{"when": "扣 < 0", "then": [{{"list": "黑榜"}}]}}"#
        )
    };
    check(
        &format!("{}\nedition 2018-05-01\n{}", edition(2), edition(3)).replace("\n            ", "\n"),
        "
        open
        2018-01 2018-06

        台账
        日期 镇 分
        2018-01-10 甲 -1
        2018-03-10 乙 -5
        2018-05-10 乙 -0.5
        2018-05-11 丙 0
        ",
        "
        月
        期 镇 扣 半
        2018-01 甲 -1 -0.5
        2018-02 甲 -3 -1.5
        2018-03 甲 -5 -2.5
        2018-04 甲 0 0
        2018-03 乙 -5 -2.5
        2018-04 乙 0 0
        2018-05 乙 -0.5 -0.25
        2018-06 乙 -3.5 -1.75
        2018-06 丙 0 0

        台账
        # 减半
        1 -0.5
        2 -2.5

        listed
        2018-01 甲 黑榜
        2018-02 甲 黑榜
        2018-03 甲 黑榜
        2018-03 乙 黑榜
        2018-05 乙 黑榜
        2018-06 乙 黑榜
        ",
    );
}

#[test]
fn an_entry_may_count_by_what_a_sheet_made_of_earlier_ones() {
    // A township whose month before lost 3 or more counts its entries double: February's −2 is −4, so March's −1 is −2,
    // and April's is −1 again.
    check(
        r#"
        class 镇
        register 台账 of 镇
         分
         读 = 名 * 10
         占 = SUM(ALL(计)) - 计
         倍 = IF(月.上月扣 <= -3, 2, 1)
         计 = 分 * 倍
         名: {"rank": {"by": "计"}}
        sheet 月 of 镇 by month
         扣 = SUM(ENTRIES(台账.计))
         上月扣 = PREV(扣)
         x
        "#,
        "
        open
        2018-01 2018-04

        台账
        日期 镇 分
        2018-03-10 甲 -1
        2018-01-10 甲 -3
        2018-02-10 甲 -2
        2018-04-10 甲 -1
        2018-04-11 乙 -1
        ",
        "
        台账
        # 倍 计 名 读 占
        1 2 -2 3 30 -9
        2 1 -3 4 40 -8
        3 2 -4 5 50 -7
        4 1 -1 1 10 -10
        5 1 -1 1 10 -10

        月
        期 镇 扣 上月扣
        2018-01 甲 -3 _
        2018-02 甲 -4 -3
        2018-03 甲 -2 -4
        2018-04 甲 -1 -2
        2018-04 乙 -1 0
        ",
    );
}

#[test]
fn what_counts_but_once_in_a_year_needs_the_whole_year() {
    // Which entry of a household counts is known when all are: what one of them made cannot make another.
    check(
        r#"
        class 镇
        register 台账 of 镇
         户 text
         分
         计: {"counts": {"points": "分", "once": {"within": ["户"]}}}
        sheet 月 of 镇 by month
         扣 = SUM(ENTRIES(台账.计))
         rule 罚 {"when": "扣 < 0", "then": [{"entry": {"register": "台账", "counts-in": "next", "values": {"分": "-2"}}}]}
        "#,
        "
        open
        2018-01 2018-02

        台账
        日期 镇 户 分
        2018-01-10 甲 一 -1
        ",
        "
        月
        期 镇 扣
        2018-01 甲 #REF!
        2018-02 甲 #REF!

        diagnostics
        period-cycle path=台账.户|台账.是否成立|月.罚 2018-01|月.扣 2018-01|台账.计|台账.计.名次|台账.户 @ 台账//1/户
        ",
    );
}

#[test]
fn a_rule_limits_a_grade_after_the_limits_of_its_column() {
    check(
        r#"
        class 镇
        ladder 等次 [{"name": "优", "least": 90}, {"name": "良", "least": 60}, {"name": "差"}]
        sheet 年 of 镇 by year
         x
         曝光 truth
         等次: {"grade": {"ladder": "等次", "by": "x", "limits": [{"when": "x = 95", "gives": "exactly", "grade": "优"}]}}
         rule 曝光 {"when": "曝光", "clause": "七", "then": [{"limit": {"column": "等次", "gives": "at-most", "grade": "良"}}]}
        "#,
        "
        年
        镇 x 曝光
        甲 95 是
        乙 91 否
        丙 50 是
        ",
        "
        年
        镇 等次
        甲 良
        乙 优
        丙 差
        ",
    );
}

const TALKS: &str = r#"
    class 镇
    class 人
     镇 link {"class": "镇"}
    register 台账 of 镇
     事 text
     责任人 link {"class": "人"}
     rule 通报 {"when": "事 = \"通报\"", "cycle": "month", "clause": "II.2", "then": [\
        {"action": {"kind": "约谈", "plan": "约谈计划", "text": "{事}：{日期}", "held-by": "组长", "concerns": "主要负责人", \
        "attended-by": "纪委", "date": "DATE(YEAR(日期), MONTH(日期) + 1, 10)", "due-in-working-days": 5}}]}
     rule 曝光 {"when": "事 <> \"表扬\"", "cycle": "year", "clause": "I.7", "then": [{"list": "不得评优", "of": "责任人"}]}
    sheet 月 of 镇 by month
     x
     rule 末位 {"when": "x = MIN(ALL(x))", "clause": "II.1", "then": [\
        {"run-to": 1, "action": {"kind": "电话提醒", "plan": "约谈计划", "text": "末位"}}, \
        {"run-from": 2, "action": {"kind": "约谈", "plan": "约谈计划", "text": "再次末位", "due-in-working-days": 3}}]}
    duty 报送 {"cycle": "month", "day": 5, "text": "报送上月排名"}
    duty 检查 {"cycle": "month", "working-days": 3}
    duty 月底 {"cycle": "month", "day": 31}
    statistic 约谈次 {"action": "约谈"}
    "#;

const TALKED: &str = "
    roster-镇
    镇
    甲
    乙

    roster-人
    人 镇
    子 甲
    丑 乙
    寅 甲

    月
    期 镇 x
    2018-01 甲 1
    2018-01 乙 2
    2018-02 甲 1
    2018-02 乙 1
    2018-03 甲 5
    2018-03 乙 1
    2018-04 甲 不适用
    2018-04 乙 不适用

    台账
    日期 对象 事 责任人
    2018-02-03 乙 通报 寅
    2018-02-20 乙 通报 子
    2018-03-01 甲 曝光 子
    2018-03-02 甲 表扬 丑
    2018-03-03 甲 曝光 _
    ";

#[test]
fn a_rule_limits_the_grade_it_names_on_its_own_sheet() {
    let grade = r#"{"ladder": "等", "by": "x"}"#;
    check(
        &format!(
            r#"
        class 镇
        ladder 等 [{{"name": "优", "least": 90}}, {{"name": "良", "least": 60}}, {{"name": "差"}}]
        sheet 一 of 镇 by year
         x
         等次: {{"id": "dc", "grade": {grade}}}
         别等: {{"grade": {grade}}}
         rule 甲 {{"when": "x > 95", "then": [{{"limit": {{"column": "dc", "gives": "at-most", "grade": "差"}}}}]}}
         rule 乙 {{"when": "x > 90", "then": [{{"limit": {{"column": "等次", "gives": "at-most", "grade": "良"}}}}]}}
        sheet 二 of 镇 by year
         x
         等次: {{"grade": {grade}}}
        "#
        ),
        "
        一
        镇 x
        子 96
        丑 91
        寅 90

        二
        镇 x
        子 96
        丑 91
        寅 90
        ",
        "
        一
        镇 等次 别等
        子 差 优
        丑 良 优
        寅 优 优

        二
        镇 等次
        子 优
        丑 优
        寅 优
        ",
    );
}

#[test]
fn actions_have_their_days_and_grow_with_the_run() {
    check(
        TALKS,
        TALKED,
        "
        plan 约谈计划
        2018-01 甲 II.1 电话提醒 _ _ _ _ _
        2018-02 甲 II.1 约谈 _ _ _ _ 2018-03-05
        2018-02 乙 II.1 电话提醒 _ _ _ _ _
        2018-02 乙 II.2 约谈 组长 主要负责人 纪委 2018-03-10 2018-03-16
        2018-02 乙 II.2 约谈 组长 主要负责人 纪委 2018-03-10 2018-03-16
        2018-03 乙 II.1 约谈 _ _ _ _ 2018-04-04

        plan 不得评优
        2018 子 甲 I.7
        2018 寅 甲 I.7

        listed
        2018 寅 不得评优
        2018 子 不得评优
        2018 子 不得评优

        actions
        2018-01 甲 电话提醒 末位
        2018-02 乙 约谈 通报：2018-02-03
        2018-02 乙 约谈 通报：2018-02-20
        2018-02 乙 电话提醒 末位
        2018-02 甲 约谈 再次末位
        2018-03 乙 约谈 再次末位

        duties
        2018-01 报送 2018-02-05
        2018-01 检查 2018-02-05
        2018-01 月底 2018-02-28
        2018-02 报送 2018-03-05
        2018-02 检查 2018-03-05
        2018-02 月底 2018-03-31
        2018-03 检查 2018-04-04
        2018-03 报送 2018-04-05
        2018-03 月底 2018-04-30
        2018-04 检查 2018-05-04
        2018-04 报送 2018-05-05
        2018-04 月底 2018-05-31

        statistics 2018-01 2018-12
        约谈次 4
        ",
    );
}

#[test]
fn what_became_of_an_action_outlives_its_cause() {
    let scheme = r#"{"format": "baton-scheme", "version": 1, "name": "s", "classes": [{"name": "镇"}],
        "registers": [{"name": "台账", "classes": ["镇"], "fields": [{"name": "事", "type": "text"}],
            "rules": [{"name": "谈", "when": "事 = \"通报\"", "cycle": "month",
                "then": [{"action": {"kind": "约谈", "text": "谈", "due-in-working-days": 5}}]}]}],
        "duties": [{"name": "报送", "cycle": "month", "day": 5}],
        "sheets": [{"name": "月", "class": "镇", "cycle": "month"}]}"#;
    let mut session = Session::open(Book::new("b", read_scheme(scheme).unwrap()));
    let mut apply = |command: &str| {
        let command: Command = serde_json::from_str(command).unwrap();
        session.apply(&command).unwrap();
        session.clone()
    };
    apply(
        r#"{"command": "open-periods", "cycle": "month", "span": {"first": "2018-03", "last": "2018-03"}}"#,
    );
    apply(r#"{"command": "add-subject", "class": "镇", "subject": {"id": "甲"}}"#);
    apply(
        r#"{"command": "add-entry", "register": "台账", "entry":
            {"id": "1", "subject": "甲", "when": "2018-03-04", "values": {"事": "通报"}}}"#,
    );
    let key = r#"{"sheet": "台账", "rule": "谈", "consequence": 0, "period": "2018-03", "subject": "甲", "entry": "1"}"#;
    let duty = r#"{"sheet": "", "rule": "报送", "consequence": 0, "period": "2018-03", "subject": ""}"#;
    for key in [key, duty] {
        apply(&format!(
            r#"{{"command": "set-action", "key": {key}, "note": {{"state": "approved", "note": "已定"}}}}"#
        ));
    }
    let standing = apply(r#"{"command": "rename-book", "name": "c"}"#);
    let action = standing.results().actions().remove(0);
    assert_eq!(serde_json::to_string(&action.key).unwrap(), key.replace(": ", ":").replace(", ", ","));
    assert!(standing.results().orphaned_actions(standing.book()).is_empty());
    let note = standing.book().actions.get(&action.key).unwrap();
    let on = |day: &str| note.is_overdue(action.due, day.parse().unwrap());
    // Due on 9 April: five working days after the last of March, with the Qingming days between.
    assert_eq!(action.due, "2018-04-09".parse().ok());
    assert_eq!((on("2018-04-09"), on("2018-04-10")), (false, true));
    let done = ActionNote { state: ActionState::Done, ..note.clone() };
    assert!(!done.is_overdue(action.due, "2018-05-01".parse().unwrap()));
    let vanished = apply(
        r#"{"command": "set-entry", "register": "台账", "entry": "1", "field": "事", "typed": "表扬"}"#,
    );
    assert_eq!(vanished.results().orphaned_actions(vanished.book()), [&action.key]);
    assert_eq!(vanished.book().actions.get(&action.key), Some(note));
}

#[test]
fn mistakes_in_rules_are_told() {
    let expected = [
        "no-reach from=台账 remedy=(make-column) to=台账 @ registers[0].rules[0].then[0].entry",
        "unknown-name name=书计 →书记 @ sheets[0].rules[0].then[0].of",
        "unknown-reference kind=register name=账台 @ sheets[0].rules[0].then[1].entry.register",
        "unknown-reference kind=field name=份 @ sheets[0].rules[0].then[2].entry.values.份",
        "wrong-type expected=number found=text @ sheets[0].rules[0].then[3].entry.values.分 «\"多\"»",
        "unknown-name name=等 @ sheets[0].rules[0].then[4].limit.column",
        "wrong-type expected=date found=number @ sheets[0].rules[0].then[5].action.date «x»",
    ];
    check(
        r#"
        class 人
        class 镇
         书记 link {"class": "人"}
        register 台账 of 镇
         分
         rule 甲 {"when": "分 > 1", "then": [{"entry": {"register": "台账"}}]}
        sheet 年 of 镇 by year
         x
         rule 乙 {"when": "x > 1", "then": [{"list": "红榜", "of": "书计"}, {"entry": {"register": "账台"}}, \
            {"entry": {"register": "台账", "values": {"份": "1"}}}, {"entry": {"register": "台账", "values": {"分": "\"多\""}}}, \
            {"limit": {"column": "等", "gives": "at-most", "grade": "良"}}, {"action": {"kind": "谈", "text": "谈", "date": "x"}}]}
        "#,
        "",
        &format!("diagnostics\n{}", expected.join("\n")),
    );
}
