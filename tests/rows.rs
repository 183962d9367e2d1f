//! Rows of the sources that no worked case exercises, each by its clause, in the built-in templates.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at once and tell what it ran"
)]

mod support;

use std::collections::BTreeMap;

use baton::templates::Template;
use baton_core::edit::Session;
use baton_core::exchange::{list_table, sheet_table};
use support::filled;

/// A template's book filled from small tables.
fn book(template: &str, tables: &[(&str, &str)]) -> Session {
    let mut files = BTreeMap::new();
    files.extend(tables.iter().map(|(name, text)| {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        (format!("{name}.csv"), lines.join("\n"))
    }));
    let (session, problems) = filled(Template::of(template).expect("a template of that name"), &files);
    assert!(problems.is_empty(), "{problems:?}");
    session
}

/// Some columns of a sheet in a period, a text a row: `甲 二等 否`.
fn rows(session: &Session, sheet: &str, period: &str, columns: &[&str]) -> Vec<String> {
    let table = session.plan().table(sheet).unwrap();
    let (header, rows) = sheet_table(session.results(), table, Some(period.parse().unwrap()));
    let at = |name: &&str| header.iter().position(|known| known == name).unwrap();
    let places: Vec<usize> = std::iter::once(1).chain(columns.iter().map(at)).collect();
    rows.iter().map(|row| places.iter().map(|at| row[*at].as_str()).collect::<Vec<_>>().join(" ")).collect()
}

/// The kinds, clauses and subjects of all actions.
fn actions(session: &Session) -> Vec<String> {
    let name = |whom| session.results().subject_name(whom).unwrap();
    session
        .results()
        .actions()
        .iter()
        .map(|of| format!("{} {} {} {}", of.key.period, of.whom.map(name).unwrap(), of.clause, of.kind))
        .collect()
}

/// District I.2: first, second, third and the last three of the city's list; the first is graded first, the last
/// three cannot be, the very last is graded third; their leaders are not excellent.
#[test]
fn district_city_list_of_units() {
    let session = book(
        "district",
        &[
            ("roster-区直单位", "区直单位\n甲\n乙\n丙\n丁\n戊\n己\n庚"),
            (
                "marks-区直单位年终",
                "年,区直单位,基础分,市级综合指标名次,市级参评单位数
                 2018,甲,60,1,9
                 2018,乙,70,2,9
                 2018,丙,70,3,9
                 2018,丁,98,7,9
                 2018,戊,99,8,9
                 2018,己,97,9,9
                 2018,庚,80,,",
            ),
        ],
    );
    assert_eq!(
        rows(&session, "区直单位年终", "2018", &["市级名次分", "年终绩效", "等次", "领导不得评优"]),
        [
            "甲 3 63 一等 否",
            "乙 2 72 二等 否",
            "丙 1 71 二等 否",
            "丁 -1 97 二等 是",
            "戊 -2 97 二等 是",
            "己 -3 94 三等 是",
            "庚 0 80 二等 否"
        ]
    );
}

/// District I.1: composite 好 and ranked first, 一般 and ranked last, 好 but a grave problem at a check: the
/// prohibition wins; 一般 or 较差 two years running.
#[test]
fn district_composite_of_townships() {
    let session = book(
        "district",
        &[
            ("roster-乡镇", "乡镇\n甲\n乙\n丙"),
            ("roster-干部", "干部,所在单位\n子,乙"),
            (
                "marks-乡镇市级综合评价",
                "年,乡镇,综合评价\n2016,甲,好\n2017,甲,好\n2018,甲,好\n2017,乙,好\n2018,乙,好\n2017,丙,较差\n2018,丙,一般",
            ),
            ("marks-乡镇年终", "年,乡镇,基础分\n2018,甲,90\n2018,乙,80\n2018,丙,70"),
            (
                "ledger",
                "日期,对象,事项,级别,户,严重,责任人,文号
                 2018-05-01,乙,验收严重问题,市级,一户,否,子,文1
                 2018-05-02,乙,验收严重问题,国家级,一户,否,子,文2
                 2018-05-03,乙,验收无问题,省级,一户,否,子,文3",
            ),
        ],
    );
    assert_eq!(
        rows(
            &session,
            "乡镇年终",
            "2018",
            &["台账分", "综合评价分", "等次", "优秀比例", "领导不得评优", "重用建议", "取消评先资格"]
        ),
        ["甲 0 0 一等 25 否 优先提拔重用 否", "乙 -4 0 二等 20 否 择优重用 否", "丙 0 -10 二等 15 是  是"]
    );
    let (_, persons) = list_table(session.results(), "个人不得评优").unwrap();
    assert_eq!(persons, [["2018", "子", "乙", "I.3"]]);
}

/// District II.8 (coping with inspections, formalism, named for it: held to account), I.8 (circulars, tasks, material:
/// no talk), II.5 (last ten of the province), and part III: rankings by the 5th.
#[test]
fn district_what_follows_from_entries() {
    let session = book(
        "district",
        &[
            ("roster-乡镇", "乡镇\n甲"),
            ("roster-区直单位", "区直单位\n乙"),
            (
                "ledger",
                "日期,对象,事项,级别
                 2018-02-01,甲,形式主义,市级
                 2018-02-02,甲,督查通报,区级
                 2018-02-03,乙,任务未落实,区级
                 2018-02-04,乙,材料迟报,区级
                 2018-02-05,乙,省月排名后10,省级
                 2018-02-06,乙,媒体宣传,国家级",
            ),
        ],
    );
    assert_eq!(actions(&session), ["2018-02 乙 II.5 约谈", "2018-02 甲 II.8 问责"]);
    assert_eq!(rows(&session, "乡镇年终", "2018", &["台账分"]), ["甲 -2"]);
    assert_eq!(rows(&session, "区直单位年终", "2018", &["台账分"]), ["乙 0"]);
    let duties = session.results().duties();
    let due: Vec<String> =
        duties.iter().map(|of| format!("{} {:?}", of.duty.name, of.due.unwrap())).collect();
    assert_eq!(due, ["报送月排名 2018-03-05", "拟定约谈计划 2018-03-10"]);
}

/// Ningwu, weights and content: a department is measured on its own business, a township on agriculture, rural
/// revitalisation and health; full marks are those that apply.
#[test]
fn ningwu_indicators_differ_by_unit() {
    let session = book(
        "ningwu",
        &[
            (
                "roster-被考核单位",
                "被考核单位,类别,考核组,在职人数\n甲局,县直单位,第1考核组,10\n乙乡,乡镇,第1考核组,20",
            ),
            (
                "marks-目标任务分项",
                "年,被考核单位,党建和基层治理,廉政建设,人才工作,部门业务,农业,乡村振兴,卫生健康,集体经济
                 2022,甲局,18,9,8,55,,,,
                 2022,乙乡,20,10,10,,15,10,15,5",
            ),
        ],
    );
    assert_eq!(
        rows(&session, "目标任务分项", "2022", &["部门业务", "乡镇工作", "目标任务测算"]),
        ["甲局 55 不适用 90", "乙乡 不适用 45 85"]
    );
}

/// Ningwu, red line: no grade "excellent" whatever the score, and its place goes to the next; results: the two ends
/// of the list; pay: commendation or third-class merit.
#[test]
fn ningwu_red_line_and_the_two_ends() {
    let marks = |unit: &str, points: u32, line: &str| {
        format!("2022,{unit},{points},{points},{points},{points},{points},{line}\n")
    };
    let units = ["甲", "乙", "丙", "丁"];
    let roster: String = units.iter().map(|unit| format!("{unit},乡镇,第1考核组,8\n")).collect();
    let year = [("甲", 95, "是"), ("乙", 90, "否"), ("丙", 89, "否"), ("丁", 50, "否")];
    let year: String = year.iter().map(|(unit, points, line)| marks(unit, *points, line)).collect();
    let quarter: String = [("甲", 95), ("乙", 90), ("丙", 89), ("丁", 50)]
        .iter()
        .map(|(unit, points)| format!("2022-Q1,{unit},{points}\n"))
        .collect();
    let session = book(
        "ningwu",
        &[
            ("roster-被考核单位", &format!("被考核单位,类别,考核组,在职人数\n{roster}")),
            ("roster-干部", "干部,被考核单位,担当作为,此前连续优秀年数\n子,乙,是,2\n丑,乙,否,0\n寅,乙,否,1"),
            (
                "marks-年终考核",
                &format!("年,被考核单位,目标任务,责任单位评分,县领导评分,互评,本单位测评,红线\n{year}"),
            ),
            ("marks-平时考核", &format!("季,被考核单位,平时得分\n{quarter}")),
            ("marks-干部年度考核", "年,干部,个人得分\n2022,子,95\n2022,丑,85\n2022,寅,59"),
        ],
    );
    // 30 % of 4 is 1 place, which the red line frees for 乙; ranks 1 to 3 are within 80 %.
    assert_eq!(
        rows(&session, "年终考核", "2022", &["总分", "类别排名", "等次", "优秀名额"]),
        ["甲 95 1 良好 1", "乙 90 2 优秀 2", "丙 89 3 良好 1", "丁 50 4 较差 0"]
    );
    // By headcount × coefficient 8, 9.6, 8, 4 of 29.6; within 乙 by 1.3 × 1.1, 1.3 and 0.6 of 3.33: the cents that are
    // left over go to the largest remainders.
    assert_eq!(
        rows(&session, "年终考核", "2022", &["奖金"]),
        ["甲 810810.81", "乙 972972.97", "丙 810810.81", "丁 405405.41"]
    );
    assert_eq!(
        rows(&session, "干部年度考核", "2022", &["个人等次", "奖励", "个人奖金"]),
        ["子 优秀 三等功 417823.23", "丑 优秀 嘉奖 379839.3", "寅 基本称职  175310.44"]
    );
    let ends: Vec<usize> = ["好的单位", "差的单位"]
        .iter()
        .map(|list| list_table(session.results(), list).unwrap().1.len())
        .collect();
    assert_eq!(ends, [1, 1]);
}
