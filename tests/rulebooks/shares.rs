//! Votes: ballots that do not count, trimming, step tables over shares of the valid votes with a second condition, the
//! places that several raters give turned into points, and quotas by a table of headcounts.

use super::{RuleBook, votes};

pub(super) fn book() -> RuleBook {
    RuleBook {
        name: "shares",
        scheme: include_str!("shares.json"),
        typed: vec![
            ("roster-部门", "部门\n甲\n乙\n丙\n丁\n戊\n己\n庚".to_owned()),
            ("ballots-领导评分票", votes(("票号", "评价"), "部门", "2018", PAPERS)),
            ("ballots-总体评价票", COUNTS.to_owned()),
            ("register-领导排序", votes(("领导", "印象分"), "部门", "2018", ORDERS)),
        ],
        expected: vec![("领导评分票", "", VALID), ("部门测评", "2018", RESULTS)],
    }
}

/// Nine papers. 二 marks all alike; 三 has four of 90 and more; 四 has one below 70 only: none of the three counts.
/// 一 has three of 90 and more and two below 70: that is still allowed. 七 leaves 庚 out.
const PAPERS: &str = "
    票号 甲 乙 丙 丁 戊 己 庚
    一 95 92 91 80 75 65 60
    二 85 85 85 85 85 85 85
    三 96 95 92 90 70 60 50
    四 90 88 85 80 75 72 69
    五 88 94 80 78 72 64 66
    六 90 90 90 75 70 68 60
    七 80 85 78 90 66 62 _
    八 92 86 74 70 68 69 55
    九 84 81 95 77 60 58 61
    ";

/// The first row of each paper.
const VALID: &str = "
    # 有效
    1 是
    8 否
    15 否
    22 否
    29 是
    36 是
    43 是
    50 是
    57 是
    ";

/// 优秀率 over the valid votes 50 50 60 60 40 0 50: 甲 45/50 = 0.9 just reaches 200; 乙 44/50 = 0.88; 丙 40/60 with 20/60
/// = 1/3 bad: 160 becomes 130; 丁 40/60 with 19/60 bad stays 160; 戊 10/40 with 20/40 bad: 100 is below 130 anyway; of 己 all
/// abstained: not applicable; 庚 30/50 = 0.6 just reaches 160.
const COUNTS: &str = "
    年 部门 发出票 收回票 优秀 称职 基本称职 不称职 弃权
    2018 甲 60 58 45 3 1 1 2
    2018 乙 60 55 44 4 1 1 5
    2018 丙 60 60 40 _ 12 8 _
    2018 丁 60 60 40 1 10 9 _
    2018 戊 60 45 10 10 15 5 _
    2018 己 60 20 _ _ _ _ 20
    2018 庚 60 50 30 15 3 2 _
    ";

/// Places of 一: 1 2 2 4 5 6 7; 二: 2 1 4 3 6 7 5; 三: 2 3 1 5 6 – 4; 四: 2 3 4 1 6 5 7. A place costs 2 % of 50, which is 1.
const ORDERS: &str = "
    领导 甲 乙 丙 丁 戊 己 庚
    一 95 90 90 80 70 60 50
    二 90 95 80 85 70 65 75
    三 90 85 95 75 70 _ 80
    四 90 85 80 95 70 75 65
    ";

/// 领导评分 over papers 一 五 六 七 八 九, six votes, so the highest and lowest fall out:
/// 甲 (88+90+92+84)/4 = 354/4; 乙 (92+90+85+86)/4 = 353/4; 丙 (91+80+90+78)/4 = 339/4; 丁 (80+78+75+77)/4 = 310/4;
/// 戊 (72+70+66+68)/4 = 276/4; 己 (65+64+68+62)/4 = 259/4; 庚 has five, which all count: (60+66+60+55+61)/5 = 302/5.
///
/// 领导排序: 甲 (50+49+49+49)/4 = 197/4; 乙 (49+50+48+48)/4 = 195/4; 丙 (49+47+50+47)/4 = 193/4; 丁 (47+48+46+50)/4 =
/// 191/4; 戊 (46+45+45+45)/4 = 181/4; 己, whom 三 does not place, (45+44+46)/3 = 45; 庚 (44+46+47+44)/4 = 181/4.
///
/// 总分: sums, but 己 (64.75 + 45) of 150 applicable: 109.75 × 350 / 150 = 256.0833…, two places. Seven departments have
/// two places for 优秀.
const RESULTS: &str = "
    部门 领导评分 优秀率 差评率 总体评价 领导排序 总分 排名 等次
    甲 88.5 0.9 0.04 200 49.25 337.75 1 优秀
    乙 88.25 0.88 0.04 160 48.75 297 2 优秀
    丙 84.75 0.66666666666666666667 0.33333333333333333333 130 48.25 263 5 良好
    丁 77.5 0.66666666666666666667 0.31666666666666666667 160 47.75 285.25 3 良好
    戊 69 0.25 0.5 100 45.25 214.25 7 一般
    己 64.75 不适用 不适用 不适用 45 256.08 6 良好
    庚 60.4 0.6 0.1 160 45.25 265.65 4 良好
    ";
