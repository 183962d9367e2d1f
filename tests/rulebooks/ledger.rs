//! A ledger: nested caps, awards whose points rise, problems that cost more each time, doubled deductions, what counts
//! once, what counts in another year, indicators that empty; and money withheld and shared out.

use super::RuleBook;

pub(super) fn book() -> RuleBook {
    RuleBook {
        name: "ledger",
        scheme: include_str!("ledger.json"),
        typed: vec![
            ("roster-乡镇", "乡镇 奖金基数\n甲 20000\n乙 10000\n丙 8000\n丁 10000".to_owned()),
            ("marks-乡镇年度", MARKS.to_owned()),
            ("register-台账", ENTRIES.to_owned()),
        ],
        expected: vec![("台账", "", POINTS), ("乡镇年度", "2018", RESULTS)],
    }
}

const MARKS: &str = "
    年 乡镇 基础工作 迟报月数
    2018 甲 55 0
    2018 乙 52 2
    2018 丙 40 1
    2018 丁 50 0
    ";

const ENTRIES: &str = "
    日期 乡镇 事项 级别 环节 期限 完成 上级已扣 文号 计入日
    2018-02-01 甲 表彰 国家级 _ _ _ _ 文1 _
    2018-03-01 甲 表彰 省级 _ _ _ _ 文2 _
    2018-03-05 甲 创新 市级 _ _ _ _ 文3 _
    2018-04-01 甲 获奖 _ _ _ _ _ _ _
    2018-05-01 甲 获奖 _ _ _ _ _ _ _
    2018-06-01 甲 获奖 _ _ _ _ _ _ _
    2018-07-01 甲 获奖 _ _ _ _ _ _ _
    2018-08-01 甲 获奖 _ _ _ _ _ _ _
    2018-09-01 甲 问题 _ 初次 _ _ _ _ _
    2018-10-01 甲 任务 _ _ 2018-09-30 2018-10-01 _ _ _
    2019-01-20 乙 表彰 市级 _ _ _ _ 文4 2018-12-31
    2018-05-01 乙 创新 县级 _ _ _ _ 文5 _
    2018-06-01 乙 创新 省级 _ _ _ _ 文5 _
    2018-03-01 乙 问题 _ 初次 _ _ 否 _ _
    2018-04-01 乙 问题 _ 未整改 _ _ 否 _ _
    2018-05-01 乙 问题 _ 再次 _ _ 是 _ _
    2018-07-01 乙 任务 _ _ 2018-06-30 _ _ _ _
    2018-01-10 丙 问题 _ 再次 _ _ 是 _ _
    2018-02-10 丙 问题 _ 再次 _ _ 是 _ _
    2018-03-10 丙 问题 _ 再次 _ _ 是 _ _
    2018-04-10 丙 任务 _ _ 2018-03-31 _ 是 _ _
    2018-05-10 丙 任务 _ _ 2018-04-30 _ 是 _ _
    2018-06-10 丙 任务 _ _ 2018-06-30 2018-06-30 _ _ _
    ";

/// Awards: the first 2, then 3, 4, and 5 for all that follow. 文5 counts once, at its highest. Late −2, not done −5;
/// a problem −0.3, −1, −2; twice that where the level above deducted too.
const POINTS: &str = "
    # 计分
    1 5
    2 3
    3 2
    4 2
    5 3
    6 4
    7 5
    8 5
    9 -0.3
    10 -2
    11 2
    12 0
    13 3
    14 -0.3
    15 -1
    16 -4
    17 -5
    18 -4
    19 -4
    20 -4
    21 -10
    22 -10
    23 0
    ";

/// 奖励加分: 甲 commendations 5 + 3 = 8, at most 5; awards 2 + 3 + 4 + 5 + 5 = 19, at most 10; innovation 2: 17, at most 15.
/// 乙 commendation 2 (published in 2019 for 2018) and innovation 3: 5.
/// 问题整改 of 10: 甲 9.7; 乙 10 − 0.3 − 1 − 4 = 4.7; 丙 10 − 12 is not below 0. 任务落实 of 30: 甲 28, 乙 25, 丙 30 − 20 = 10.
/// 总分: 甲 55 + 9.7 + 28 + 15; 乙 52 + 4.7 + 25 + 5; 丙 40 + 0 + 10 + 0; 丁 50 + 10 + 30 + 0.
/// 优秀: 30 % of 4 is 1.2, up to 2, with 88 and more: 甲, 丁.
///
/// 扣发: 乙 10 % × 2 of 10000 is 2000, and 90 − 86.7 = 3.3 points are 3.3 / 10 × 5 % = 1.65 %: 165; 丙 800, and 40 points are
/// 20 %: 1600. Together 2165 + 2400 = 4565, which 甲 and 丁 share 2 : 1: 3043.333… and 1521.666…, the cent to 丁.
/// What is paid is 48000, all that there is.
const RESULTS: &str = "
    乡镇 问题整改 任务落实 奖励加分 总分 排名 等次 扣发 另发 实发
    甲 9.7 28 15 107.7 1 优秀 0 3043.33 23043.33
    乙 4.7 25 5 86.7 3 良好 2165 0 7835
    丙 0 10 0 50 4 一般 2400 0 5600
    丁 10 30 0 90 2 优秀 0 1521.67 11521.67
    ";
