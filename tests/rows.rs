//! Rows of the sources that no worked case exercises, each by its clause, in the built-in templates.
//!
//! Which row is shown where: `case` is the worked case of that name, the others are tests below.
//!
//! | source | rows | shown by |
//! |---|---|---|
//! | Ningming | classes assessed; task lists; blocks as items and groups; flags | case |
//! | | who runs it; how a mark is found | `ningming_who_runs_it_and_how_a_mark_is_found` |
//! | | cycles; ranking and circulars; red and black list; six sanctions; what was reported | `ningming_counts_…` |
//! | | three rewards; sanctions and talks: whom they concern | `ningming_rewards_…` |
//! | Yingshan | assessed; ballot; grades; linked appraisal of the unit | case |
//! | | drawn by lot; reports; questions | `yingshan_reports_and_the_lot` |
//! | | excellent; basically competent; not competent; linked appraisal of the person | `yingshan_what_follows_…` |
//! | Jiange | people; monthly study; households at year-end; funds pooled; the 12 teams | case |
//! | | households at half-year and in the personal report; key-work teams; special inspections | `jiange_…` |
//! | Haikou | three classes; their categories; five bindings | case |
//! | | how a mark is found; five steps; grade deliberated; cycle | `haikou_…` |
//! | Ningwu | assessed; who scores; bonus and deduction; day-to-day; pay | case |
//! | | content and weights that differ | `ningwu_indicators_differ_by_unit` |
//! | | red line; the two ends; pay | `ningwu_red_line_…` |
//! | | reports; talks; results; cadres who take responsibility | `ningwu_reports_…` |
//! | District | I.1 to I.8, II.1 to II.7 as the case has them | case |
//! | | every point of every clause, level and class | `district_every_point_of_the_tables` |
//! | | I.1 good, fair and poor composites | `district_composite_…` |
//! | | I.2 the city's list of units | `district_city_list_of_units` |
//! | | II.8, I.8 without a talk, II.5, part III | `district_what_follows_from_entries` |

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
use baton_core::exchange::{import, list_table, sheet_table, statistics_table};
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

/// The statistics of a span, as `name count`, those that are not 0.
fn counts(session: &Session, first: &str, last: &str) -> Vec<String> {
    let (header, rows) = statistics_table(session.results(), first.parse().unwrap(), last.parse().unwrap());
    let pairs = header.iter().zip(&rows[0]).skip(2).filter(|(_, count)| !["0", ""].contains(&count.as_str()));
    pairs.map(|(name, count)| format!("{name} {count}")).collect()
}

/// How much is wrong with a table: what is not read, and marks that do not fit.
fn refused(session: &Session, file: &str, text: &str) -> usize {
    let mut session = session.clone();
    match import(&session, file, text) {
        Ok(found) => {
            session.apply(&found.command).unwrap();
            found.problems.len() + session.diagnostics().len()
        }
        Err(found) => found.len(),
    }
}

/// Yingshan has a sheet and a roster of one name: what people see of them differs.
#[test]
fn tables_of_one_name_are_told_apart() {
    let session = book("yingshan", &[]);
    let named = baton::ui::tab::tabs(session.plan());
    let labels: Vec<String> = named.iter().map(|of| of.label("名册")).filter(|of| !of.is_empty()).collect();
    let mut distinct = labels.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), labels.len(), "{labels:?}");
    assert!(labels.iter().any(|of| of == "第一书记") && labels.iter().any(|of| of == "第一书记（名册）"));
}

/// Ningming: the headquarters scores by on-site verification, satisfaction survey and the task list; each item says which.
#[test]
fn ningming_who_runs_it_and_how_a_mark_is_found() {
    let session = book("ningming", &[]);
    let scheme = &session.book().editions[0].scheme;
    let sheet = scheme.sheets.iter().find(|sheet| sheet.name == "乡镇周考评").unwrap();
    assert_eq!(sheet.indicators.len(), 17);
    assert!(sheet.indicators.iter().all(|item| item.scored_by == "指挥部"));
    let ways = ["对照任务清单", "现场核验", "满意度调查"]
        .map(|way| sheet.indicators.iter().filter(|item| item.verified_by == way).count());
    assert_eq!(ways, [5, 11, 1]);
}

/// Ningming, ranking, flags, red and black list, six sanctions, what was reported: circulars with number, date and form,
/// talks and sanctions by person-times, counted over any span; `cycles`: checked by ten-day.
#[test]
fn ningming_counts_what_was_published_given_and_imposed() {
    let session = book(
        "ningming",
        &[
            ("roster-乡镇", "乡镇\n甲\n乙"),
            ("roster-村", "村,乡镇\n一村,甲\n二村,乙"),
            ("roster-指挥部", "指挥部\n县指挥部"),
            (
                "register-结果通报",
                "日期,指挥部,文号,形式
                 2018-01-12,县指挥部,1号,周汇报会通报
                 2018-02-09,县指挥部,2号,周汇报会通报
                 2018-03-09,县指挥部,3号,文件通报",
            ),
            ("register-红黑榜", "日期,对象,榜,事由\n2018-02-01,甲,红榜,进度快\n2018-02-01,乙,黑榜,进度慢"),
            (
                "register-约谈台账",
                "日期,村,约谈人员,人次\n2018-01-20,一村,两委成员,7\n2018-02-20,二村,驻村工作队,4",
            ),
            (
                "register-问责台账",
                "日期,乡镇,措施,人员,人次
                 2018-01-31,乙,扣发绩效工资,镇干部,12
                 2018-01-31,乙,限期整改,挂点领导,1
                 2018-02-28,乙,诫勉谈话,挂点领导,1
                 2018-02-28,乙,待岗,镇干部,9
                 2018-02-28,乙,降免职,镇干部,8
                 2018-03-31,乙,辞退解聘,镇干部,2",
            ),
            (
                "marks-乡镇旬督查",
                "旬,乡镇,督查进度,督查发现问题\n2018-01-T1,甲,30,0\n2018-01-T1,乙,10,2\n2018-01-T2,甲,40,1\n2018-01-T2,乙,50,0",
            ),
            ("marks-村月考评", "月,村,村指标1\n2018-01,一村,20\n2018-02,一村,20\n2018-03,一村,20"),
            ("marks-乡镇周考评", "周,乡镇,指标06\n2018-W02,甲,6\n2018-W13,甲,6"),
        ],
    );
    let of = |first: &str, last: &str| {
        let wanted = ["通报次", "红榜次", "黑榜次", "约谈人次", "问责人次"];
        let counts = counts(&session, first, last);
        counts
            .into_iter()
            .filter(|count| wanted.iter().any(|name| count.starts_with(name)))
            .collect::<Vec<_>>()
    };
    let all = ["通报次 3", "红榜次 1", "黑榜次 1", "约谈人次 11", "问责人次 33"];
    assert_eq!(of("2018-01", "2018-03"), all);
    assert_eq!(of("2018-02", "2018-02"), ["通报次 1", "红榜次 1", "黑榜次 1", "约谈人次 4", "问责人次 18"]);
    assert_eq!(rows(&session, "乡镇旬督查", "2018-01-T1", &["进度排名"]), ["甲 1", "乙 2"]);
    assert_eq!(rows(&session, "乡镇旬督查", "2018-01-T2", &["进度排名"]), ["甲 2", "乙 1"]);
    assert_eq!(
        refused(&session, "register-问责台账", "日期,乡镇,措施,人员,人次\n2018-01-31,乙,开除,某,1"),
        1
    );
}

/// Ningming, three rewards and six sanctions: whom they go to and hit, and flags: a talk for each yellow one.
#[test]
fn ningming_rewards_sanctions_and_talks_follow_from_the_rankings() {
    let session = book(
        "ningming",
        &[
            ("roster-乡镇", "乡镇\n甲\n乙\n丙\n丁"),
            ("roster-村", "村,乡镇\n一村,甲"),
            (
                "marks-乡镇周考评",
                "周,乡镇,指标06\n2018-W02,甲,6\n2018-W02,乙,5\n2018-W02,丙,4\n2018-W02,丁,3
                 2018-W06,甲,6\n2018-W06,乙,5\n2018-W06,丙,4\n2018-W06,丁,3",
            ),
            (
                "marks-村月考评",
                "月,村,村指标1,村指标2,村指标3,村指标4,村指标5\n2018-01,一村,10,10,10,10,10\n2018-02,一村,20,20,20,20,20",
            ),
        ],
    );
    assert_eq!(
        actions(&session),
        [
            "2018-01 甲 三奖 奖励",
            "2018-01 乙 三奖 奖励",
            "2018-01 丙 三奖 奖励",
            "2018-01 丁 六问责 问责",
            "2018-01 一村  约谈",
            "2018-02 甲 三奖 奖励",
            "2018-02 乙 三奖 奖励",
            "2018-02 丙 三奖 奖励",
            "2018-02 丁 六问责 问责"
        ]
    );
    let of = |kind: &str| {
        let all = session.results().actions();
        all.iter().filter(|of| of.kind == kind).map(|of| format!("{} {}", of.text, of.concerns)).next_back()
    };
    assert_eq!(of("问责").as_deref(), Some("连续 2 个月末位：诫勉谈话 挂点县领导和乡镇干部"));
    assert_eq!(
        of("约谈").as_deref(),
        Some("得分 50，倒数第 1，挂流动黄旗 村两委成员、驻村工作队员和包村干部")
    );
}

/// Yingshan, reports (three reviews, spot checks, sent back), drawn by lot (15, whoever is asked again), questions.
#[test]
fn yingshan_reports_and_the_lot() {
    let names: Vec<String> = (1..=20).map(|number| format!("书记{number:02}")).collect();
    let roster: Vec<String> = names.iter().map(|name| format!("{name},某局")).collect();
    let session = book(
        "yingshan",
        &[
            ("roster-派出单位", "派出单位,目标考核基础分\n某局,90"),
            ("roster-第一书记", &format!("第一书记,派出单位\n{}", roster.join("\n"))),
            (
                "marks-述职与抽签",
                "年,第一书记,乡镇初审,派出单位会审,组织部审核,组织部抽查,现场提问点评
                 2016,书记01,,,,,
                 2016,书记02,通过,,,,
                 2016,书记03,通过,通过,,,
                 2016,书记04,通过,通过,通过,属实,答得具体
                 2016,书记05,通过,退回,,,
                 2016,书记06,通过,通过,通过,失实,",
            ),
        ],
    );
    let reports = rows(&session, "述职与抽签", "2016", &["报告状态"]);
    assert_eq!(
        reports[..6],
        [
            "书记01 待乡镇初审",
            "书记02 待派出单位会审",
            "书记03 待组织部审核",
            "书记04 审核通过",
            "书记05 退回修改",
            "书记06 退回修改"
        ]
    );
    let back = actions(&session);
    assert_eq!(back, ["2016 书记05  退回", "2016 书记06  退回"]);
    let drawn = |session: &Session| list_table(session.results(), "大会述职名单").unwrap().1;
    assert_eq!(drawn(&session).len(), 15);
    let again = rows(&session, "述职与抽签", "2016", &["述职方式"]);
    assert_eq!(again.iter().filter(|row| row.ends_with("大会述职")).count(), 15);
}

/// Yingshan, excellent, basically competent, not competent, linked appraisal: what follows for the person and the unit.
#[test]
fn yingshan_what_follows_from_a_grade() {
    let votes = |name: &str, option: &str| {
        let dimensions = [
            "总体评价",
            "履行第一责任人职责",
            "建强基层组织",
            "推动精准扶贫",
            "为民办事服务",
            "提升治理水平",
            "驻村纪律",
            "群众认可",
        ];
        let counts = match option {
            "好" => "9,0,0,0",
            "一般" => "0,0,9,0",
            _ => "0,0,0,9",
        };
        let row = |dimension: &&str| format!("2016,{name},{dimension},考核组成员,{counts},0");
        dimensions.iter().map(row).collect::<Vec<_>>().join("\n")
    };
    let ballots = [("甲", "好"), ("乙", "一般"), ("丙", "差"), ("丁", "一般"), ("戊", "一般")];
    let ballots: Vec<String> = ballots.iter().map(|(name, option)| votes(name, option)).collect();
    let session = book(
        "yingshan",
        &[
            ("roster-派出单位", "派出单位,目标考核基础分\n一局,95\n二局,95"),
            ("roster-第一书记", "第一书记,派出单位\n甲,一局\n乙,一局\n丙,二局\n丁,一局\n戊,一局"),
            (
                "ballots-双评测评",
                &format!("年,第一书记,维度,评价主体,好,较好,一般,差,弃权\n{}", ballots.join("\n")),
            ),
        ],
    );
    let expected = [
        "2016 甲  提拔使用",
        "2016 乙  调整人选",
        "2016 丁  调整人选",
        "2016 戊  调整人选",
        "2016 丙  取消资格",
        "2016 丙  通报",
        "2016 二局  通报",
        "2016 二局  取消评先评优",
    ];
    let mut found = actions(&session);
    let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(
        rows(&session, "派出单位", "2016", &["得分", "领导班子等次", "主要领导评先评优"]),
        ["一局 95 好 保留", "二局 93 较好 取消"]
    );
    assert_eq!(rows(&session, "第一书记", "2016", &["年度目标奖"])[2], "丙 取消");
}

/// Jiange, every household seen (checked at half-year and year-end, documented, in the personal report) and supervision
/// (five key-work teams: full coverage in odd months, four things in even ones; special inspections).
#[test]
fn jiange_half_year_checks_key_work_teams_and_special_inspections() {
    let session = book(
        "jiange",
        &[
            ("roster-督导组", "督导组,组长\n第1组,某常委"),
            ("roster-重点工作督查组", "重点工作督查组,组长\n一组,甲"),
            ("roster-乡镇", "乡镇,督导组,重点工作督查组\n东镇,第1组,一组\n西镇,第1组,一组"),
            ("roster-涉农部门", "涉农部门,重点工作督查组\n农业局,一组"),
            (
                "register-见面台账",
                "日期,乡镇,户主,领导\n2016-03-01,东镇,张三,书记\n2016-08-01,东镇,李四,乡镇长",
            ),
            (
                "register-专项督查台账",
                "日期,对象,类别,项目,发现问题,已整改\n2016-05-01,东镇,项目验收,村道,路面裂缝,否\n2016-05-02,农业局,资金拨付,产业,,",
            ),
            (
                "marks-户户见面半年核查",
                "半年,乡镇,已见面户数,应见面户数\n2016-H1,东镇,30,40\n2016-H1,西镇,,\n2016-H2,东镇,40,40\n2016-H2,西镇,0,0",
            ),
            (
                "marks-乡镇督导",
                "月,乡镇,已督导\n2016-01,东镇,是\n2016-01,西镇,是\n2016-02,东镇,否\n2016-03,东镇,是",
            ),
            (
                "marks-涉农部门督导",
                "月,涉农部门,已督导\n2016-01,农业局,是\n2016-02,农业局,否\n2016-03,农业局,是",
            ),
            (
                "marks-重点工作督查月报",
                "月,重点工作督查组,已汇总,已报告,已通报,已定下期方案
                 2016-01,一组,,,,\n2016-02,一组,是,是,是,是\n2016-03,一组,,,,\n2016-04,一组,是,是,否,是",
            ),
            (
                "marks-乡镇硬约束",
                "年,乡镇,建卡贫困户数,书记见面户数,乡镇长见面户数,分管领导见面户数\n2016,东镇,40,40,40,39",
            ),
        ],
    );
    let half = |period: &str| rows(&session, "户户见面半年核查", period, &["台账户次", "见面率"]);
    assert_eq!(half("2016-H1"), ["东镇 1 75", "西镇 0 不适用"]);
    assert_eq!(half("2016-H2"), ["东镇 1 100", "西镇 0 不适用"]);
    let team = |period: &str| rows(&session, "重点工作督查月报", period, &["应督查", "已督查", "督查到位"]);
    assert_eq!(team("2016-01"), ["一组 3 3 是"]);
    assert_eq!(team("2016-02"), ["一组 3 0 是"]);
    assert_eq!(team("2016-03"), ["一组 3 2 否"]);
    assert_eq!(team("2016-04"), ["一组 3 0 否"]);
    let report = session.results().actions().into_iter().find(|of| of.kind == "写入年终述职").unwrap();
    assert_eq!(report.text, "书记见面 40 户，乡镇长 40 户，分管领导 39 户，应见 40 户");
    assert_eq!(
        refused(&session, "register-专项督查台账", "日期,对象,类别,项目\n2016-05-01,东镇,其他,村道"),
        1
    );
}

/// Haikou, five steps, cycle and grade: what comes next, the end of January, a deliberated grade beside the computed one,
/// those who fail named and held to account.
#[test]
fn haikou_steps_and_a_deliberated_grade() {
    let mut session = book(
        "haikou",
        &[
            ("roster-区", "区\n甲区\n乙区\n丙区"),
            (
                "marks-区考核流程",
                "年,区,自查总结报送,核查评估完成,建档立卡动态数据,贫困监测调查,评估结果,专项资金绩效考评,综合评价,市委市政府审定,反馈结果
                 2016,甲区,2016-12-20,2017-01-05,是,是,是,是,2017-01-15,2017-01-20,2017-02-01
                 2016,乙区,2016-12-20,2017-01-05,是,是,否,是,,,
                 2016,丙区,2016-12-20,,,,,,,,",
            ),
            (
                "marks-区考卷",
                "年,区,年度脱贫,整村推进,动态管理,资金使用,五大措施,贫困户满意度,组织领导机制
                 2016,甲区,25,15,10,15,15,10,10\n2016,乙区,12,8,5,8,8,5,5\n2016,丙区,25,15,10,15,15,10,10",
            ),
            ("marks-区日常督导", "月,区,督导得分\n2016-01,甲区,90\n2016-01,乙区,50\n2016-01,丙区,39"),
        ],
    );
    assert_eq!(
        rows(&session, "区考核流程", "2016", &["下一步", "完成期限", "超期完成"]),
        ["甲区 已完成 2017-01-31 是", "乙区 数据采集 2017-01-31 不适用", "丙区 核查评估 2017-01-31 不适用"]
    );
    // 乙 0.7 × 51 + 0.3 × 50 = 50.7; 丙 0.7 × 100 + 0.3 × 39 = 81.7, but a month below 40.
    let grades = |session: &Session| rows(session, "区考卷", "2016", &["总分", "等次"]);
    assert_eq!(grades(&session), ["甲区 97 达标", "乙区 50.7 不达标", "丙区 81.7 不达标"]);
    let decided = r#"{"command": "set-override",
        "key": {"table": "区考卷", "period": "2016", "row": "丙区", "column": "等次"},
        "value": {"value": "达标", "reason": "市领导小组评议：日常督导的问题已整改", "by": "市领导小组", "at": "2017-01-18"}}"#;
    session.apply(&serde_json::from_str(decided).unwrap()).unwrap();
    assert_eq!(grades(&session)[2], "丙区 81.7 达标");
    let (_, named) = list_table(session.results(), "不达标通报名单").unwrap();
    assert_eq!(named.len(), 1);
    assert_eq!(actions(&session), ["2016 乙区  通报", "2016 乙区  问责"]);
    let due: Vec<String> =
        session.results().duties().iter().map(|of| format!("{:?}", of.due.unwrap())).collect();
    assert_eq!(due, ["2017-01-31"]);
}

/// Ningwu, reports ("3 + 1" and four things), talks ("3 + 2 + 2"), results ("four ones"), cadres who take responsibility:
/// each kind has its place, and no other.
#[test]
fn ningwu_reports_talks_and_results_are_kept() {
    let session = book(
        "ningwu",
        &[
            ("roster-被考核单位", "被考核单位,类别,考核组,在职人数\n甲局,县直单位,第1考核组,10"),
            ("roster-干部", "干部,被考核单位,担当作为,此前连续优秀年数\n子,甲局,是,0"),
        ],
    );
    let kinds = |register: &str, field: &str| -> Vec<String> {
        let scheme = &session.book().editions[0].scheme;
        let of = scheme.registers.iter().find(|of| of.name == register).unwrap();
        of.fields.iter().find(|of| of.name == field).unwrap().choices.clone()
    };
    let count = |register: &str, field: &str, start: &str| {
        kinds(register, field).iter().filter(|kind| kind.starts_with(start)).count()
    };
    assert_eq!(["单位", "班子", "个人"].map(|of| count("谈话记录", "谈话内容", of)), [3, 2, 2]);
    assert_eq!(["单位", "个人"].map(|of| count("述职报告", "种类", of)), [4, 3]);
    assert_eq!(kinds("四个一成果", "成果").len(), 4);
    for (register, field, rest) in [
        ("谈话记录", "谈话内容", "谈话对象,记录\n2022-12-01,甲局,{},某人,属实"),
        ("四个一成果", "成果", "内容\n2022-12-01,甲局,{},某事"),
        ("述职报告", "种类", "报告人,提交\n2022-12-01,甲局,{},某人,是"),
    ] {
        for kind in kinds(register, field) {
            let text = format!("日期,被考核单位,{field},{}", rest.replace("{}", &kind));
            assert_eq!(refused(&session, &format!("register-{register}"), &text), 0, "{register} {kind}");
        }
        let text = format!("日期,被考核单位,{field},{}", rest.replace("{}", "别的"));
        assert_eq!(refused(&session, &format!("register-{register}"), &text), 1, "{register}");
    }
    let ledger =
        |kind: &str| format!("日期,干部,情形,事迹,政治标准,谈话推荐票\n2022-06-01,子,{kind},抢险,是,12");
    for kind in ["急难险重任务", "复杂问题", "乡村振兴"] {
        assert_eq!(refused(&session, "register-担当作为台账", &ledger(kind)), 0);
    }
    assert_eq!(refused(&session, "register-担当作为台账", &ledger("其他")), 1);
}

/// District, parts I and II: the points of every clause, kind, level and class, as the source's table has them.
#[test]
fn district_every_point_of_the_tables() {
    let levels = ["国家级", "省级", "市级", "区级"];
    let table: [(&str, &[&str], &[&str]); 15] = [
        ("验收无问题", &["4", "2", "1"], &["2", "1", "0.5"]),
        ("验收严重问题", &["-6", "-4", "-2"], &["-2", "-1", "-0.5"]),
        ("批示表扬", &["20", "15", "10", "5"], &["4", "3", "2", "1"]),
        ("点名批评", &["-20", "-15", "-10", "-5"], &["-4", "-3", "-2", "-1"]),
        ("影响考核评价", &["-20", "-15", "-10", "-5"], &["-4", "-3", "-2", "-1"]),
        ("现场推进会", &["20", "15", "10", "5"], &["4", "3", "2", "1"]),
        ("媒体宣传", &["15", "10", "5"], &["3", "2", "1"]),
        ("督查通报", &["-2", "-2", "-2", "-2"], &["-0.5", "-0.5", "-0.5", "-0.5"]),
        ("任务未落实", &["-2", "-2", "-2", "-2"], &["-0.5", "-0.5", "-0.5", "-0.5"]),
        ("材料迟报", &["-2", "-2", "-2", "-2"], &["-0.5", "-0.5", "-0.5", "-0.5"]),
        ("整改不力", &["-4", "-4", "-4", "-4"], &["-1", "-1", "-1", "-1"]),
        ("市月排名后三", &["-1", "-1", "-1", "-1"], &["-1", "-1", "-1", "-1"]),
        ("省月排名后11至20", &["-1", "-1", "-1", "-1"], &["-1", "-1", "-1", "-1"]),
        ("省月排名后10", &["-2", "-2", "-2", "-2"], &["-2", "-2", "-2", "-2"]),
        ("媒体曝光", &["0", "0", "0", "0"], &["0", "0", "0", "0"]),
    ];
    let (mut entries, mut expected) = ("日期,对象,事项,级别".to_owned(), Vec::new());
    for (kind, township, unit) in table {
        for (whom, points) in [("乡", township), ("局", unit)] {
            for (level, points) in levels.iter().zip(points) {
                entries.push_str(&format!("\n2018-03-01,{whom},{kind},{level}"));
                expected.push((*points).to_owned());
            }
        }
    }
    let session = book(
        "district",
        &[("roster-乡镇", "乡镇\n乡"), ("roster-区直单位", "区直单位\n局"), ("ledger", &entries)],
    );
    let table = session.plan().table("激励约谈台账").unwrap();
    let (header, rows) = sheet_table(session.results(), table, None);
    let at = header.iter().position(|name| name == "分值").unwrap();
    let found: Vec<&String> = rows.iter().map(|row| &row[at]).collect();
    assert_eq!(found, expected.iter().collect::<Vec<_>>());
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
