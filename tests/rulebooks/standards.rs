//! Linear standards A to D with nothing below D and a gate, the share of the best, points by position, and a monthly
//! bonus that three gates guard.

use super::RuleBook;

pub(super) fn book() -> RuleBook {
    RuleBook {
        name: "standards",
        scheme: include_str!("standards.json"),
        typed: vec![
            ("roster-局", "局\n甲\n乙\n丙\n丁\n戊".to_owned()),
            ("marks-月度", MONTHS.to_owned()),
            ("marks-年度", YEAR.to_owned()),
        ],
        expected: vec![("年度", "2018", RESULTS)],
    }
}

const MONTHS: &str = "
    月 局 安全 稳定 廉洁
    2018-01 甲 是 是 是
    2018-02 甲 是 否 是
    2018-03 甲 是 是 是
    2018-01 乙 是 是 是
    2018-02 乙 是 是 是
    2018-03 乙 是 是 是
    2018-01 丙 否 是 是
    2018-02 丙 是 否 是
    2018-03 丙 是 是 否
    2018-01 丁 是 是 是
    2018-02 丁 是 是 是
    2018-03 丁 是 是 是
    2018-01 戊 是 是 是
    2018-02 戊 是 是 是
    2018-03 戊 是 是 是
    ";

const YEAR: &str = "
    年 局 收入增幅数值 事故率数值 产值数值 招商数值
    2018 甲 9 1.5 200 30
    2018 乙 12 1 225 20
    2018 丙 6.5 3 125 30
    2018 丁 11 6.1 250 40
    2018 戊 2.99 6 0 0
    ";

/// 收入增幅, more is better, 10 8 5 3 earn 40 32 24 16: 甲 32 + (9 − 8) × 8 / 2 = 36; 乙 above A: 40; 丙 24 + (6.5 − 5) × 8 / 3 =
/// 28; 丁 40; 戊 below D: 0. 事故率, less is better, 1 2 4 6 earn 15 12 9 6: 甲 12 + (2 − 1.5) × 3 / 1 = 13.5; 乙 15; 丙 9 + (4 − 3) ×
/// 3 / 2 = 10.5; 丁 worse than D: 0; 戊 just D: 6. 产值 of the best, 250, as 30: 24, 27, 15, 30, 0. 招商: 丁 first 15, 甲 and 丙 both
/// second 12, 乙 fourth and 戊 fifth 6.
///
/// 奖励: 甲 two months, 乙 three, 丙 none; 丁 and 戊 would have three but are below D in something. 丁's 85 is B by score, and C
/// by the gate.
const RESULTS: &str = "
    局 收入增幅 事故率 产值 招商 基本分 奖励 过线 总分 排名 等次
    甲 36 13.5 24 12 85.5 2 是 87.5 2 B
    乙 40 15 27 6 88 3 是 91 1 A
    丙 28 10.5 15 12 65.5 0 是 65.5 4 C
    丁 40 0 30 15 85 3 否 85 3 C
    戊 0 6 0 6 12 3 否 12 5 D
    ";
