//! Two books of 100 mixed 30 : 70, the best of two windows of months, ties decided by counting back, a unit's result in
//! its people's, and seats: 20 %, in a good unit 25 % with the extra ones for the front line, none on probation.

use super::RuleBook;

pub(super) fn book() -> RuleBook {
    RuleBook {
        name: "rounds",
        scheme: include_str!("rounds.json"),
        typed: vec![
            ("roster-单位", "单位 在职人数\n甲 10\n乙 10\n丙 20\n丁 10".to_owned()),
            ("roster-干部", PEOPLE.to_owned()),
            ("marks-平时考核", MONTHS.to_owned()),
            ("marks-单位年度", "年 单位 年终成绩\n2018 甲 80\n2018 乙 80\n2018 丙 80\n2018 丁 _".to_owned()),
            ("marks-干部年度", WORK.to_owned()),
        ],
        expected: vec![
            ("平时考核", "2018-01", "单位 月名次\n甲 3\n乙 1\n丙 2\n丁 不适用"),
            ("平时考核", "2018-04", "单位 月名次\n甲 1\n乙 1\n丙 3\n丁 不适用"),
            ("单位年度", "2018", UNITS),
            ("干部年度", "2018", GRADES),
        ],
    }
}

const PEOPLE: &str = "
    干部 单位 一线 试用期
    子 丙 否 否
    丑 丙 否 是
    寅 丙 否 否
    卯 丙 否 否
    辰 丙 否 否
    巳 丙 是 否
    午 丙 是 否
    未 甲 否 否
    申 甲 否 否
    酉 甲 是 否
    ";

/// 丁 has no tasks, so no marks and no place.
const MONTHS: &str = "
    月 单位 任务数 平时分
    2018-01 甲 5 80
    2018-02 甲 5 90
    2018-03 甲 5 70
    2018-04 甲 5 85
    2018-05 甲 5 60
    2018-06 甲 5 75
    2018-01 乙 5 90
    2018-02 乙 5 80
    2018-03 乙 5 60
    2018-04 乙 5 85
    2018-05 乙 5 70
    2018-06 乙 5 72
    2018-01 丙 5 85
    2018-02 丙 5 85
    2018-03 丙 5 88
    2018-04 丙 5 80
    2018-05 丙 5 82
    2018-06 丙 5 81
    2018-01 丁 0 _
    2018-02 丁 0 _
    2018-03 丁 0 _
    2018-04 丁 0 _
    2018-05 丁 0 _
    2018-06 丁 0 _
    ";

const WORK: &str = "
    年 干部 个人实绩
    2018 子 55
    2018 丑 54
    2018 寅 53
    2018 卯 52
    2018 辰 51
    2018 巳 50
    2018 午 49
    2018 未 58
    2018 申 57
    2018 酉 45
    ";

/// The best two of the first quarter and the best one of the second: 甲 (90 + 80 + 85) / 3, 乙 (90 + 80 + 85) / 3, 丙 (88 + 85
/// + 82) / 3: 85 each; 0.3 × 85 + 0.7 × 80 = 81.5 each.
///
/// Places by month, January to June: 甲 3 1 2 1 3 2, 乙 1 3 3 1 2 3, 丙 2 2 1 3 1 1. Firsts: 丙 3, 甲 and 乙 2; seconds: 甲 2, 乙 1.
/// 丙, the first, is 好: 25 % of 20 are 5 seats and 20 % are 4, so one more.
const UNITS: &str = "
    单位 平时成绩 年终成绩 总分 第一次数 第二次数 第三次数 排名 单位等次 增加名额
    甲 85 80 81.5 2 2 2 2 一般 0
    乙 85 80 81.5 2 1 3 3 一般 0
    丙 85 80 81.5 3 2 1 1 好 1
    丁 不适用 不适用 不适用 不适用 不适用 不适用 不适用 不适用 不适用
    ";

/// The unit's 81.5 of 100 is 32.6 of 40. In 丙 the four seats go to 子 寅 卯 辰, 丑 being on probation; the fifth to 巳, the
/// better of the front line. In 甲 two seats, and none more for 酉.
const GRADES: &str = "
    干部 单位成绩 得分 定等分 初评 一线候补 等次
    子 32.6 87.6 87.6 优秀 不适用 优秀
    丑 32.6 86.6 不适用 不适用 不适用 不适用
    寅 32.6 85.6 85.6 优秀 不适用 优秀
    卯 32.6 84.6 84.6 优秀 不适用 优秀
    辰 32.6 83.6 83.6 优秀 不适用 优秀
    巳 32.6 82.6 82.6 称职 1 优秀
    午 32.6 81.6 81.6 称职 2 称职
    未 32.6 90.6 90.6 优秀 不适用 优秀
    申 32.6 89.6 89.6 优秀 不适用 优秀
    酉 32.6 77.6 77.6 称职 1 称职
    ";
