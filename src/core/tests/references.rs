//! Every form of reference with its reach, and the order in which columns of all tables are filled (`design.md` §3).

mod common;

use common::check;

mod one_value {
    use super::*;

    #[test]
    fn a_name_is_a_column_then_a_field_then_a_parameter() {
        check(
            "
            parameter 线 60
            parameter 人口 7
            parameter 完成 8
            class 镇
             人口
             类 text
            sheet 表 of 镇 by year
             完成
             达线 = 完成 >= 线
             人均 = 完成 / 人口
             标 = 类 & \"镇\"
            ",
            "
            roster-镇
            镇 人口 类
            甲 100 大
            乙 50 小

            表
            镇 完成
            甲 60
            乙 59
            ",
            "
            表
            镇 达线 人均 标
            甲 是 0.6 大镇
            乙 否 1.18 小镇
            ",
        );
    }

    const WEEK_MONTH_YEAR: &str = "
            class 镇
            sheet 年 of 镇 by year
             底
            sheet 月 of 镇 by month
             x
             加年 = x + 年.底
             独 = x + 底
            sheet 周 of 镇 by week
             y
             加月 = y + 月.x
             加月年 = y + 月.加年
            ";

    #[test]
    fn a_dotted_name_is_the_same_subjects_in_the_same_or_the_containing_period() {
        check(
            WEEK_MONTH_YEAR,
            "
            年
            期 镇 底
            2018 甲 1000
            2018 乙 2000

            月
            期 镇 x
            2018-01 甲 100
            2018-02 甲 200
            2018-01 乙 300
            2018-02 乙 400

            周
            期 镇 y
            2018-W04 甲 1
            2018-W05 甲 2
            2018-W05 乙 3
            ",
            "
            月
            期 镇 加年 独
            2018-01 甲 1100 1100
            2018-02 甲 1200 1200
            2018-02 乙 2400 2400

            周
            期 镇 加月 加月年
            2018-W04 甲 101 1101
            2018-W05 甲 202 1202
            2018-W05 乙 403 2403
            ",
        );
    }

    #[test]
    fn of_another_sheet_of_the_same_period() {
        check(
            "
            class 镇
            sheet 甲表 of 镇 by month
             x
            sheet 乙表 of 镇 by month
             倍 = 甲表.x * 2
             独 = x * 2
            ",
            "
            甲表
            期 镇 x
            2018-01 东 1
            2018-02 东 2
            2018-01 西 3
            ",
            "
            乙表
            期 镇 倍 独
            2018-01 东 2 2
            2018-02 东 4 4
            2018-01 西 6 6
            ",
        );
    }

    #[test]
    fn through_a_link_to_a_field_or_a_sheet() {
        check(
            r#"
            class 县
             人口
            class 镇
             上级 link {"class": "县"}
            sheet 县年 of 县 by year
             底
            sheet 县月 of 县 by month
             分
             独分
            sheet 镇月 of 镇 by month
             x
             人 = 上级.人口
             上分 = 上级.县月.分
             上独 = 上级.独分
             上底 = 上级.县年.底
             差 = x - 上级.县月.分
             名 = 上级
            "#,
            "
            roster-县
            县 人口
            东县 100
            西县 200

            roster-镇
            镇 上级
            甲 东县
            乙 西县
            丙 东县

            县年
            期 县 底
            2018 东县 7
            2018 西县 8

            县月
            期 县 分 独分
            2018-01 东县 10 1
            2018-02 东县 20 2
            2018-01 西县 30 3
            2018-02 西县 40 4

            镇月
            期 镇 x
            2018-01 甲 11
            2018-02 甲 22
            2018-01 乙 33
            2018-02 丙 44
            ",
            "
            镇月
            期 镇 人 上分 上独 上底 差 名
            2018-01 甲 100 10 1 7 1 东县
            2018-02 甲 100 20 2 7 2 东县
            2018-01 乙 200 30 3 8 3 西县
            2018-02 丙 100 20 2 7 24 东县
            ",
        );
    }

    #[test]
    fn through_a_link_of_a_mark_an_entry_or_its_subject() {
        check(
            r#"
            class 县
             人口
            class 镇
             上级 link {"class": "县"}
            sheet 月 of 镇 by month
             帮扶 link {"class": "县"}
             人 = 帮扶.人口
            register 台账 of 镇
             经办 link {"class": "县"}
             办人 = 经办.人口
             属人 = 上级.人口
            "#,
            "
            roster-县
            县 人口
            东县 100
            西县 200

            roster-镇
            镇 上级
            甲 东县
            乙 西县

            月
            期 镇 帮扶
            2018-01 甲 东县
            2018-02 甲 西县
            2018-02 乙 东县

            台账
            日期 镇 经办
            2018-01-31 乙 东县
            2018-02-01 甲 西县
            ",
            "
            月
            期 镇 人
            2018-01 甲 100
            2018-02 甲 200
            2018-02 乙 100

            台账
            # 办人 属人
            1 100 200
            2 200 100
            ",
        );
    }

    #[test]
    fn an_entry_reads_its_subject_in_its_period() {
        check(
            "
            class 镇
             人口
            register 台账 of 镇
             分
             人均 = 分 / 人口
             月分 = 月.x * 分
            sheet 月 of 镇 by month
             x
             和 = SUM(ENTRIES(台账.月分))
            ",
            "
            roster-镇
            镇 人口
            甲 10
            乙 20

            月
            期 镇 x
            2018-01 甲 2
            2018-02 甲 3
            2018-01 乙 4

            台账
            日期 镇 分
            2018-01-31 甲 1
            2018-02-01 甲 5
            2018-01-15 乙 10
            ",
            "
            台账
            # 人均 月分
            1 0.1 2
            2 0.5 15
            3 0.5 40

            月
            期 镇 和
            2018-01 甲 2
            2018-02 甲 15
            2018-01 乙 40
            ",
        );
    }
}

mod registers_of_two_classes {
    use super::*;

    #[test]
    fn a_field_of_both_is_that_of_the_entrys_own_class() {
        check(
            r#"
            class 乡镇
             系数
             级 text
            class 单位
             系数
             级 text
            register 台账 of 乡镇,单位
             分
             计 = 分 * 系数
             何级 = 级
             同级 = SUM(PEERS(分, 级))
            sheet 乡镇年 of 乡镇 by year
             和 = SUM(ENTRIES(台账.计))
            sheet 单位年 of 单位 by year
             和 = SUM(ENTRIES(台账.分 * 台账.系数))
            "#,
            "
            open
            2018 2018

            roster-乡镇
            乡镇 系数 级
            甲 2 一级

            roster-单位
            单位 系数 级
            乙 3 二级
            丙 不适用 一级

            台账
            日期 对象 分
            2018-01-01 甲 10
            2018-01-02 乙 10
            2018-01-03 丙 10
            ",
            "
            台账
            # 计 何级 同级
            1 20 一级 20
            2 30 二级 10
            3 不适用 一级 20

            乡镇年
            乡镇 和
            甲 20

            单位年
            单位 和
            乙 30
            丙 不适用
            ",
        );
    }

    #[test]
    fn a_column_of_the_register_goes_first_and_some_classes_may_lack_the_field() {
        check(
            "
            class 镇
             甲
             乙
            class 村
             甲
             乙
            class 组
            register 台账 of 镇,村,组
             甲
             读甲 = 甲
             读乙 = 乙
            ",
            "
            roster-镇
            镇 甲 乙
            东 1 2

            roster-村
            村 甲 乙
            西 3 4

            roster-组
            组
            一

            台账
            日期 对象 甲
            2018-01-01 东 5
            2018-01-01 西 6
            ",
            "
            台账
            # 读甲 读乙
            1 5 2
            2 6 4
            ",
        );
    }

    #[test]
    fn a_later_edition_may_add_a_class() {
        check(
            "
            class 镇
            class 村
            register 台账 of 镇
             分
            sheet 镇年 of 镇 by year
             和 = SUM(ENTRIES(台账.分))
            edition 2018-07-01
            class 镇
            class 村
            register 台账 of 镇,村
             分
            sheet 镇年 of 镇 by year
             和 = SUM(ENTRIES(台账.分))
            sheet 村年 of 村 by year
             和 = SUM(ENTRIES(台账.分))
            ",
            "
            open
            2017 2018

            roster-镇
            镇
            甲

            roster-村
            村
            乙

            台账
            日期 对象 分
            2017-01-01 甲 5
            2018-08-01 乙 3
            2018-08-02 甲 2
            ",
            "
            镇年
            期 镇 和
            2017 甲 5
            2018 甲 2

            村年
            期 村 和
            2018 乙 3
            ",
        );
    }

    #[test]
    fn a_link_of_both_is_refused() {
        check(
            r#"
            class 人
             年龄
            class 乡镇
             书记 link {"class": "人"}
            class 单位
             书记 link {"class": "人"}
            register 台账 of 乡镇,单位
             岁 = 书记.年龄
             rule 报 {"when": "岁 > 50", "then": [{"list": "名单", "of": "书记"}]}
            "#,
            "",
            "
            diagnostics
            ambiguous-name name=书记 places=乡镇.书记|单位.书记 @ registers[0].columns[0].formula «书记.年龄»
            ambiguous-name name=书记 places=乡镇.书记|单位.书记 @ registers[0].rules[0].then[0].of
            ",
        );
    }
}

mod lists {
    use super::*;

    #[test]
    fn all_is_every_subject_of_this_period() {
        check(
            "
            class 镇
            sheet 月 of 镇 by month
             x
             和 = SUM(ALL(x))
             倍和 = SUM(ALL(x * 2))
             占 = x / SUM(ALL(x))
             最 = MAX(ALL(x))
            ",
            "
            月
            期 镇 x
            2018-01 甲 1
            2018-01 乙 3
            2018-02 甲 10
            2018-02 乙 30
            ",
            "
            月
            期 镇 和 倍和 占 最
            2018-01 甲 4 8 0.25 3
            2018-01 乙 4 8 0.75 3
            2018-02 甲 40 80 0.25 30
            2018-02 乙 40 80 0.75 30
            ",
        );
    }

    #[test]
    fn peers_are_equal_in_the_fields() {
        check(
            r#"
            class 县
            class 镇
             片 text
             大 truth
             县 link {"class": "县"}
            sheet 表 of 镇 by year
             x
             片和 = SUM(PEERS(x, 片))
             同和 = SUM(PEERS(x, 片, 大))
             县和 = SUM(PEERS(x, 县))
             片数 = COUNT(PEERS(x, 片))
            "#,
            "
            roster-县
            县
            一
            二

            roster-镇
            镇 片 大 县
            甲 东 是 一
            乙 东 否 二
            丙 西 是 一
            丁 东 是 二

            表
            镇 x
            甲 1
            乙 10
            丙 100
            丁 1000
            ",
            "
            表
            镇 片和 同和 县和 片数
            甲 1011 1001 101 3
            乙 1011 10 1010 3
            丙 100 100 101 1
            丁 1011 1001 1010 3
            ",
        );
    }

    #[test]
    fn peers_in_other_fields_are_others() {
        check(
            "
            class 镇
             片 text
             类 text
            sheet 表 of 镇 by year
             x
             和 = SUM(PEERS(x, 片), PEERS(x, 类))
             重 = SUM(PEERS(x, 片), PEERS(x, 片))
            ",
            "
            roster-镇
            镇 片 类
            甲 东 大
            乙 西 大
            丙 东 小

            表
            镇 x
            甲 1
            乙 2
            丙 4
            ",
            "
            表
            镇 和 重
            甲 8 10
            乙 5 4
            丙 9 10
            ",
        );
    }

    #[test]
    fn within_is_the_finer_periods_inside_this_one() {
        check(
            "
            class 镇
            sheet 月 of 镇 by month
             x
            sheet 季 of 镇 by quarter
             和 = SUM(WITHIN(月.x))
             均 = AVERAGE(WITHIN(月.x))
             末 = INDEX(WITHIN(月.x), 3)
             最好 = SUM(BEST(WITHIN(月.x), 2))
             倍 = SUM(WITHIN(月.x * 2))
             数 = COUNT(WITHIN(月.x))
            ",
            "
            open
            2018-Q1 2018-Q2

            月
            期 镇 x
            2018-01 甲 1
            2018-02 甲 5
            2018-03 甲 3
            2018-04 甲 7
            2018-01 乙 2
            2018-02 乙 2
            2018-03 乙 2
            2018-04 乙 9
            ",
            "
            季
            期 镇 和 均 末 最好 倍 数
            2018-Q1 甲 9 3 3 8 18 3
            2018-Q1 乙 6 2 2 4 12 3
            ",
        );
    }

    #[test]
    fn linked_are_those_who_point_here_and_every_is_all_of_them() {
        check(
            r#"
            class 县
            class 镇
             上级 link {"class": "县"}
             帮扶 link {"class": "县"}
            sheet 镇月 of 镇 by month
             x
            sheet 镇年 of 镇 by year
             z
            sheet 县月 of 县 by month
             属和 = SUM(LINKED(镇月.x, 上级))
             属数 = COUNT(LINKED(镇月.x, 上级))
             帮和 = SUM(LINKED(镇月.x, 帮扶))
             全 = SUM(EVERY(镇月.x))
             年属 = SUM(LINKED(镇年.z, 上级))
            "#,
            "
            roster-县
            县
            东
            西
            空

            roster-镇
            镇 上级 帮扶
            甲 东 西
            乙 西 西
            丙 东 东
            丁 _ _

            镇月
            期 镇 x
            2018-01 甲 1
            2018-01 乙 10
            2018-01 丙 100
            2018-01 丁 1000
            2018-02 甲 2
            2018-02 乙 20
            2018-02 丙 200
            2018-02 丁 2000

            镇年
            期 镇 z
            2018 甲 5
            2018 乙 6
            2018 丙 7
            2018 丁 8
            ",
            "
            县月
            期 县 属和 属数 帮和 全 年属
            2018-01 东 101 2 100 1111 12
            2018-01 西 10 1 11 1111 6
            2018-02 东 202 2 200 2222 12
            2018-02 西 20 1 22 2222 6
            2018-01 空 0 0 0 1111 0
            ",
        );
    }

    #[test]
    fn entries_are_those_of_this_subject_dated_in_this_period() {
        check(
            r#"
            class 镇
            register 台账 of 镇
             类 choice {"choices": ["奖", "罚"]}
             分
             折 = 分 * IF(类 = "奖", 1, -1)
            sheet 月 of 镇 by month
             和 = SUM(ENTRIES(台账.折))
             数 = COUNT(ENTRIES(台账.分))
             奖 = SUMIFS(ENTRIES(台账.分), ENTRIES(台账.类), "奖")
             最大 = MAX(ENTRIES(台账.分))
            sheet 年 of 镇 by year
             年和 = SUM(ENTRIES(台账.折))
            "#,
            "
            open
            2018-01 2018-03

            台账
            日期 镇 类 分
            2018-01-01 甲 奖 3
            2018-01-31 甲 罚 1
            2018-02-01 甲 奖 5
            2018-01-10 乙 罚 2
            ",
            "
            月
            期 镇 和 数 奖
            2018-01 甲 2 2 3
            2018-02 甲 5 1 5
            2018-03 甲 0 0 0
            2018-01 乙 -2 1 0
            2018-02 乙 0 0 0

            年
            期 镇 年和
            2018 甲 7
            2018 乙 -2
            ",
        );
    }

    #[test]
    fn entries_are_multiplied_by_what_their_own_link_says() {
        check(
            r#"
            class 人
             系数
            class 镇
            register 奖惩 of 镇
             分值
             领导 link {"class": "人"}
            sheet 年 of 镇 by year
             和 = SUM(ENTRIES(奖惩.分值 * 领导.系数))
            "#,
            "
            roster-人
            人 系数
            一 2
            二 3

            奖惩
            日期 镇 分值 领导
            2018-01-01 甲 5 一
            2018-01-02 甲 7 二
            ",
            "
            年
            镇 和
            甲 31
            ",
        );
    }

    #[test]
    fn entries_of_a_register_kept_by_months_and_by_two_classes() {
        check(
            "
            class 镇
            class 村
            register 任务 of 镇,村 by month
             分
            sheet 镇月 of 镇 by month
             和 = SUM(ENTRIES(任务.分))
            sheet 村季 of 村 by quarter
             和 = SUM(ENTRIES(任务.分))
            ",
            "
            roster-镇
            镇
            甲

            roster-村
            村
            东

            任务
            月 对象 分
            2018-01 甲 1
            2018-01 甲 2
            2018-02 甲 4
            2018-01 东 8
            2018-03 东 16
            ",
            "
            镇月
            期 镇 和
            2018-01 甲 3
            2018-02 甲 4

            村季
            期 村 和
            2018-Q1 东 24
            ",
        );
    }
}

mod earlier_periods {
    use super::*;

    #[test]
    fn prev_streak_and_running() {
        check(
            "
            class 镇
            sheet 周 of 镇 by week
             x
             前 = PREV(x)
             前二 = PREV(x, 2)
             连 = STREAK(x >= 5)
             累 = RUNNING(x, \"month\")
             前算 = PREV(x * 2)
            ",
            "
            周
            期 镇 x
            2018-W03 甲 5
            2018-W04 甲 6
            2018-W05 甲 1
            2018-W06 甲 7
            ",
            "
            周
            期 镇 连 累
            2018-W03 甲 1 5
            2018-W04 甲 2 11
            2018-W05 甲 0 1
            2018-W06 甲 1 8

            周
            期 镇 前 前算
            2018-W04 甲 5 10
            2018-W05 甲 6 12
            2018-W06 甲 1 2

            周
            期 镇 前二
            2018-W05 甲 5
            2018-W06 甲 6
            ",
        );
    }

    #[test]
    fn a_run_keeps_errors_and_what_is_provisional() {
        check(
            "
            class 镇
            sheet 月 of 镇 by month
             x
             y
             连 = STREAK(6 / x >= 1)
             续 = STREAK(y >= 0)
            ",
            "
            月
            期 镇 x y
            2018-01 甲 5 1
            2018-02 甲 0 _
            2018-03 甲 5 2
            2018-04 甲 7 -1
            2018-05 甲 5 2
            ",
            "
            月
            期 镇 连 续
            2018-01 甲 1 1
            2018-02 甲 #DIV/0! 2~
            2018-03 甲 #DIV/0! 3~
            2018-04 甲 0 0
            2018-05 甲 1 1
            ",
        );
    }

    #[test]
    fn a_column_may_use_its_own_earlier_value() {
        check(
            "
            class 镇
            sheet 月 of 镇 by month
             x
             余 = IF(ISBLANK(PREV(余)), 0, PREV(余)) + x
             滑 = IF(ISBLANK(PREV(滑)), x, (PREV(滑) + x) / 2)
            ",
            "
            月
            期 镇 x
            2018-01 甲 1
            2018-02 甲 2
            2018-03 甲 4
            ",
            "
            月
            期 镇 余 滑
            2018-01 甲 1 1
            2018-02 甲 3 1.5
            2018-03 甲 7 2.75
            ",
        );
    }
}

mod order {
    use super::*;

    #[test]
    fn two_sheets_may_use_each_other() {
        check(
            "
            class 县
            class 镇
             县 link {\"class\": \"县\"}
            sheet 县表 of 县 by year
             均 = AVERAGE(LINKED(镇表.分, 县))
             底
            sheet 镇表 of 镇 by year
             x
             分 = x + 县.县表.底
             超 = 分 - 县.县表.均
            ",
            "
            roster-县
            县
            东

            roster-镇
            镇 县
            甲 东
            乙 东

            县表
            县 底
            东 10

            镇表
            镇 x
            甲 1
            乙 3
            ",
            "
            县表
            县 均
            东 12

            镇表
            镇 分 超
            甲 11 -1
            乙 13 1
            ",
        );
    }

    #[test]
    fn columns_in_any_order() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             丙 = 乙 + 1
             乙 = 甲 + 1
             甲 = 1
            ",
            "",
            "
            表
            镇 甲 乙 丙
            东 1 2 3
            ",
        );
    }

    #[test]
    fn a_cycle_is_told_with_its_path_and_the_rest_computes() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             甲列 = 乙列 + 1
             乙列 = 丙列 * 2
             丙列 = 甲列 - x
             后 = 甲列 + 1
             好 = x + 1
            ",
            "
            表
            镇 x
            东 1
            ",
            "
            表
            镇 甲列 后 好
            东 #REF! #REF! 2

            diagnostics
            cycle path=表.甲列|表.乙列|表.丙列|表.甲列 @ sheets[0].columns[0]
            ",
        );
    }

    #[test]
    fn a_cycle_of_one_column_or_through_a_list() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             己 = 己 + 1
             好 = x + 1
            ",
            "表\n镇 x\n东 1",
            "
            表
            镇 己 好
            东 #REF! 2

            diagnostics
            cycle path=表.己|表.己 @ sheets[0].columns[0]
            ",
        );
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             差 = x - AVERAGE(ALL(差))
            ",
            "表\n镇 x\n东 1",
            "
            表
            镇 差
            东 #REF!

            diagnostics
            cycle path=表.差|表.AVERAGE(ALL(差))|表.差 @ sheets[0].columns[0]
            ",
        );
    }

    #[test]
    fn a_cycle_between_sheets() {
        check(
            "
            class 镇
            sheet 月 of 镇 by month
             x
             分 = x + 年.年分
            sheet 年 of 镇 by year
             年分 = SUM(WITHIN(月.分))
            ",
            "月\n期 镇 x\n2018-01 东 1",
            "
            月
            期 镇 分
            2018-01 东 #REF!

            年
            期 镇 年分
            2018 东 #REF!

            diagnostics
            cycle path=月.分|年.年分|月.分 @ sheets[0].columns[0]
            ",
        );
    }

    #[test]
    fn a_lag_of_one_is_no_cycle() {
        check(
            "
            class 镇
            sheet 月 of 镇 by month
             x
             甲列 = x + PREV(乙列)
             乙列 = 甲列 * 2
            ",
            "
            月
            期 镇 x
            2018-01 东 1
            2018-02 东 1
            2018-03 东 1
            ",
            "
            月
            期 镇 甲列 乙列
            2018-02 东 3 6
            2018-03 东 7 14
            ",
        );
    }
}

mod names {
    use super::*;

    /// A sheet goes before a class of its name, an id before a name.
    #[test]
    fn tables_of_one_name() {
        let session = common::session(
            r#"{"format": "baton-scheme", "version": 1, "name": "例",
                "classes": [{"id": "c", "name": "镇"}, {"id": "d", "name": "县"}],
                "sheets": [{"id": "s", "name": "镇", "class": "c", "cycle": "year"},
                    {"id": "t", "name": "s", "class": "c", "cycle": "year"}]}"#,
            "",
        );
        let plan = session.plan();
        let id = |name: &str| plan.tables.get(plan.table(name)?).map(|table| table.id.as_str());
        for (name, wanted) in [("镇", "s"), ("s", "s"), ("t", "t"), ("c", "c"), ("县", "d"), ("d", "d")] {
            assert_eq!(id(name), Some(wanted), "{name}");
        }
        assert_eq!(id("村"), None);
    }

    #[test]
    fn quoted_names_and_doubled_quotes() {
        check(
            r#"
            class 镇
            sheet 表 of 镇 by year {"inputs": [{"name": "第一书记 (驻村)"}, {"name": "1季度"}, {"name": "甲'乙"}, {"name": "TRUE"}, {"name": "SUM"}]}
             和 = '第一书记 (驻村)' + '1季度' + '甲''乙' + 'TRUE' + SUM
             点 = 表.'1季度' + '表'.'1季度'
            "#,
            "
            roster-镇
            镇
            东
            ",
            "
            表
            镇 和 点
            东 0~ 0~
            ",
        );
    }

    #[test]
    fn full_width_punctuation_and_letters() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             x
             完成A
             和 = SUM（x，完成Ａ）＋１
             比 = x ≥ 3
             小 = x ≤ 3
             异 = x ≠ 3
             句 = IF（x＞2，“多”，“少”）
             率 = x × 50％
            ",
            "
            表
            镇 x 完成A
            东 3 4
            ",
            "
            表
            镇 和 比 小 异 句 率
            东 8 是 是 否 多 1.5
            ",
        );
    }

    #[test]
    fn functions_in_any_case_and_names_in_theirs() {
        check(
            "
            class 镇
            sheet 表 of 镇 by year
             a
             A
             和 = sum(a, A * 10)
             均 = Average(a, A)
            ",
            "
            表
            镇 a A
            东 1 2
            ",
            "
            表
            镇 和 均
            东 21 1.5
            ",
        );
    }
}
