//! Renaming in the scheme editor: every kind of thing that something names is called otherwise, and the book shows the
//! same as before.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;

use baton_core::diag::Message;
use baton_core::edit::rules::{Path, read, set};
use baton_core::edit::{Command, Session};
use baton_core::model::{Scheme, scheme_to_json};

use common::open;

/// A scheme in which everything that has a name is named by something else.
const SCHEME: &str = r#"
    class 县
     级别 text
    class 镇
     片区 text
     属县 link {"class": "县"}
     人口 number
    class 委
     片区 text
    parameter 系数 2
    ladder 等次 [{"name": "优秀", "least": 60, "quota": {"places": "COUNT(ALL(总分))"}}, {"name": "一般"}]
    tariff 标准 {"by": ["事项", "考评类别"], "across": ["镇", "委"], "points": [\
        {"of": ["奖"], "points": [3, 4]}, {"of": ["罚"], "points": [-1, -2]}]}
    register 台账 of 镇,委
     事项 text
     分值 = TARIFF(标准)
     镇分 = TARIFF(标准, 事项, "镇")
     属地 = 片区 & 考评类别
     是镇 = 考评类别 = "镇"
    register 票 of 镇 by month {"ballot": {"dimensions": ["德", "能"], "options": [{"name": "好", "worth": 100}, {"name": "差", "worth": 50}], "panels": [{"name": "领导", "weight": 0.6}, {"name": "群众", "weight": 0.4}]}}
     好评率 = 好 / (好 + 差)
     好值 = 好.分值
    register 单票 of 镇 by month {"ballot": {"form": "single", "dimensions": ["勤", "廉"], "options": [{"name": "优", "worth": 100}, {"name": "劣", "worth": 40}]}}
     是优 = 勤 = "优"
     勤分 = 勤得分 + 1
    sheet 月 of 镇 by month
     total 总分 {"full": 100}
     indicator 农业 {"full": 10, "method": {"kind": "share"}}
     indicator 工业 {"full": 10, "method": {"kind": "bands", "standards": [{"name": "甲档", "at": 80, "points": 10}, {"at": 50, "points": 5}]}}
     indicator 招商 {"full": 10, "method": {"kind": "position", "points": [10, 6]}}
     indicator 台 {"full": 10, "method": {"kind": "ledger", "register": "台账", "points": "分值", "caps": [{"name": "奖项", "when": "台账.事项 = \"奖\"", "most": 5}]}}
     indicator 德 {"full": 10, "method": {"kind": "ballots", "register": "票"}}
     indicator 作风 {"full": 10, "method": {"kind": "ballots", "register": "票", "dimension": "能"}}
     indicator 勤政 {"full": 10, "method": {"kind": "ballots", "register": "单票", "dimension": "勤"}}
     indicator 清单 {"full": 10, "method": {"kind": "checklist", "gives": "points", "items": [{"name": "有制度", "points": 4}, {"name": "达标", "when": "农业 > 1", "points": 6}]}}
     indicator 稳定 {"full": 20, "method": {"kind": "deduct", "each": 2, "count": "上访"}}
     督查 number
     甲 = 农业完成数 + 农业任务数 + 农业.分值
     乙 = 工业.甲档 + 工业.甲档得分 + 工业.第2档 + 工业.第2档得分 + 工业数值
     丙 = 招商名次 + 招商数值 + 招商.第1名
     丁 = 奖项.上限 + 系数 + 督查 + 人口
     戊 = 德领导 * 票.领导.权重 + 作风群众 + 票.好.分值
     己 = SUMIFS(ENTRIES(票.好), ENTRIES(票.评价主体), "领导", ENTRIES(票.维度), "德") + COUNTIF(ENTRIES(单票.廉), "劣")
     庚 = IF(有制度, 有制度.分值, 0) + IF(达标, 达标.分值, 0) + 上访
     辛 = IF(等次结果 >= "优秀", 1, 0) + COUNTIF(ALL(等次结果), "<>优秀") + IF(等次结果 = IF(1 = 1, "优秀", "一般"), 10, 0)
     壬 = 属县.县年.基数 + IF(属县.级别 = "大", 1, 0)
     癸 = SUM(ENTRIES(IF(台账.考评类别 = "镇", 台账.分值, 0))) + SUM(ENTRIES(IF(考评类别 = "镇", 台账.分值, 0)))
     排名: {"rank": {"by": "总分 + 督查", "within": ["片区"]}}
     等次结果: {"grade": {"ladder": "等次", "by": "总分"}}
     rule 奖 {"when": "排名 = 1 + 督查 * 0", "then": [{"action": {"kind": "奖", "text": "{德领导} 分，{督查}"}}, {"limit": {"column": "等次结果", "gives": "at-most", "grade": "优秀"}}]}
    sheet 县年 of 县 by month
     基数 number
     合计 = SUM(LINKED(月.总分 + 月.督查, 属县))
     均分 = AVERAGE(LINKED(督查, 属县))
    sheet 镇年 of 镇 by year
     indicator 月均 {"full": 100, "method": {"kind": "carry", "from": "月.总分", "take": "mean"}}
     indicator 县均 {"full": 10, "method": {"kind": "formula", "formula": "SUM(WITHIN(督查 * 2)) + SUM(WITHIN(月.农业 * 农业))"}}
    statistic 红 {"sheet": "月", "when": "总分 > 10 + 督查"}
    "#;

const TYPED: &str = "
    roster-县
    县 级别
    大县 大

    roster-镇
    镇 片区 属县 人口
    东 一 大县 7
    西 一 大县 9

    roster-委
    委 片区
    发改 二

    open
    2018-01 2018-01

    open
    2018 2018

    台账
    日期 对象 事项
    2018-01-01 东 奖
    2018-01-02 东 奖
    2018-01-03 西 罚
    2018-01-03 发改 奖

    票
    期 镇 维度 评价主体 好 差
    2018-01 东 德 领导 3 1
    2018-01 东 德 群众 2 2
    2018-01 东 能 领导 1 2
    2018-01 东 能 群众 5 1
    2018-01 西 德 领导 1 1
    2018-01 西 德 群众 1 3
    2018-01 西 能 领导 2 2
    2018-01 西 能 群众 2 1

    单票
    期 镇 票号 勤 廉
    2018-01 东 1 优 劣
    2018-01 东 2 劣 优
    2018-01 西 1 优 优

    月
    期 镇 农业任务数 农业完成数 工业数值 招商数值 有制度 上访 督查
    2018-01 东 10 8 85 30 是 1 4
    2018-01 西 10 5 60 20 否 2 3

    县年
    期 县 基数
    2018-01 大县 11
    ";

/// All that a book shows, by the ids of table, column, period and row.
fn shown(session: &Session) -> BTreeMap<String, String> {
    let (plan, results) = (session.plan(), session.results());
    let mut found = BTreeMap::new();
    for (at, table) in plan.tables.iter().enumerate() {
        for &slot in &table.layout {
            for period in 0..results.space().period_count(plan, at) {
                for row in 0..results.column(slot, period).len() {
                    let value = &results.cell(slot, period, row).unwrap().value;
                    let place = format!("{} {} {period} {row}", table.id, plan.columns[slot].id);
                    found.insert(place, results.show(value));
                }
            }
        }
    }
    for (at, action) in results.actions().into_iter().enumerate() {
        found.insert(format!("~action {at}"), action.text);
    }
    found
}

fn problems(session: &Session) -> Vec<String> {
    session.diagnostics().iter().map(|of| format!("{:?}", of.message)).collect()
}

fn start() -> Session {
    let (session, problems) = open(SCHEME, TYPED, "").unwrap_or_else(|found| panic!("{found:?}"));
    assert!(problems.is_empty(), "{problems:?}");
    assert!(self::problems(&session).is_empty(), "{:?}", self::problems(&session));
    session
}

fn with(session: &Session, scheme: Scheme) -> Session {
    let mut changed = Session::open(session.book().clone());
    changed.apply(&Command::SetScheme { scheme: Box::new(scheme) }).unwrap();
    changed
}

/// What is called otherwise: the cells of names, by their places.
fn names(scheme: &Scheme) -> Vec<Path> {
    let json = scheme_to_json(scheme);
    let mut found = Vec::new();
    collect(&json, &Path::default(), &mut found);
    for (kind, keys) in [("share", &["target", "done"][..]), ("bands", &["value"]), ("deduct", &["count"])] {
        for number in 0..9 {
            let method = Path::read(&format!("sheets[0].indicators[{number}].method"));
            if method.key("kind").text(&json) == kind {
                found.extend(keys.iter().map(|key| method.key(key)));
            }
        }
    }
    found
}

fn collect(json: &serde_json::Value, at: &Path, to: &mut Vec<Path>) {
    match json {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                let place = at.only_key(key);
                if key == "name" && at.depth() > 0 {
                    to.push(place);
                } else {
                    collect(value, &place, to);
                }
            }
        }
        serde_json::Value::Array(list) => {
            for (number, value) in list.iter().enumerate() {
                let place = at.item(number);
                // Dimensions are written as their names alone; a standard may have none.
                if at.last_key() == Some("dimensions")
                    || (at.last_key() == Some("standards") && value.get("name").is_none())
                {
                    to.push(place.key("name"));
                }
                collect(value, &place, to);
            }
        }
        _ => {}
    }
}

#[test]
fn whatever_is_renamed_the_book_shows_the_same() {
    let session = start();
    let scheme = session.book().scheme().unwrap();
    let before = shown(&session);
    assert!(before.len() > 100, "{}", before.len());
    let mut wrong = Vec::new();
    let all = names(scheme);
    assert!(all.len() > 70, "{}", all.len());
    for name in all {
        let old = read(&scheme_to_json(scheme), &name);
        for new in [format!("{old}新"), format!("{old} (改)")] {
            let changed = match set(scheme, &name, &new) {
                Ok(changed) => with(&session, changed),
                Err(message) => {
                    wrong.push(format!("{name} {old} → {new}: {message:?}"));
                    continue;
                }
            };
            let found = problems(&changed);
            if !found.is_empty() {
                wrong.push(format!("{name} {old} → {new}: {found:?}"));
            }
            let after = shown(&changed);
            for (place, value) in &before {
                let now = after.get(place);
                // A name that is itself a value is shown as it is called.
                let is_same =
                    now == Some(value) || now == Some(&value.replace(&old, &new)) && !old.is_empty();
                if !is_same {
                    wrong.push(format!("{name} {old} → {new}: {place} was {value}, is {now:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_name_that_would_mislead_a_formula_is_refused() {
    let session = start();
    let scheme = session.book().scheme().unwrap();
    for (name, new) in [
        // Formulas of the sheet name the parameter.
        ("sheets[0].inputs[0].name", "系数"),
        // The total is named by a formula of another sheet, from which the field would be nearer.
        ("classes[1].fields[2].name", "等次结果"),
        ("sheets[0].columns[0].name", "人口"),
        ("parameters[0].name", "考评类别"),
    ] {
        let found = set(scheme, &Path::read(name), new);
        assert!(matches!(found, Err(Message::NameMisleads { .. })), "{name} {new}: {found:?}");
    }
    // What is called twice is told by the compiler, as long as every formula means what it meant.
    assert!(set(scheme, &Path::read("sheets[0].columns[0].name"), "癸").is_ok());
}

#[test]
fn a_name_under_which_something_else_was_typed_is_refused() {
    let session = start();
    let scheme = session.book().scheme().unwrap();
    let dimension = |number: usize| Path::read(&format!("registers[1].ballot.dimensions[{number}].name"));
    let changed = set(scheme, &dimension(0), "品德").unwrap();
    // 德 was typed, and means 品德.
    let now = Message::NameOfOld { name: "德".into(), now: "品德".into() };
    assert_eq!(set(&changed, &dimension(1), "德"), Err(now));
    let (before, after) = (shown(&session), shown(&with(&session, changed)));
    for column in ["月 德 0 0", "月 作风 0 0", "月 德 0 1", "月 作风 0 1"] {
        assert_eq!(before[column], after[column], "{column}");
    }
}

#[test]
fn a_reference_by_name_becomes_one_by_id() {
    let text = r#"{"format": "baton-scheme", "version": 1, "id": "s", "name": "s",
        "classes": [{"id": "zhen", "name": "镇"}],
        "registers": [{"id": "tz", "name": "台账", "classes": ["镇"], "fields": [{"id": "fen", "name": "分", "type": "number"}]}],
        "sheets": [{"name": "月", "class": "镇", "cycle": "month", "indicators": [
            {"name": "加分", "method": {"kind": "ledger", "register": "台账", "points": "分"}}],
            "inputs": [{"name": "x"}],
            "rules": [{"name": "r", "when": "x > 1", "then": [{"entry": {"register": "台账", "values": {"分": "1"}}}]}]}]}"#;
    let scheme = baton_core::model::read_scheme(text).unwrap();
    let mistakes = |scheme: &Scheme| {
        let book = baton_core::model::Book::new("b", scheme.clone());
        baton_core::plan::compile(&book.editions).diagnostics
    };
    assert!(mistakes(&scheme).is_empty(), "{:?}", mistakes(&scheme));
    for name in ["classes[0].name", "registers[0].name", "registers[0].fields[0].name"] {
        let changed = set(&scheme, &Path::read(name), "别名").unwrap();
        assert!(mistakes(&changed).is_empty(), "{name}: {:?}", mistakes(&changed));
    }
}

#[test]
fn an_item_of_a_checklist_keeps_its_id_whatever_is_changed_about_it() {
    let session = start();
    let item = |key: &str| Path::read(&format!("sheets[0].indicators[7].method.items[0].{key}"));
    let mut changed = session.book().scheme().unwrap().clone();
    let value = |session: &Session| {
        let (slot, period, row) = session.place("月", "2018-01".parse().ok(), "东", "有制度").unwrap();
        session.results().show(&session.results().cell(slot, period, row).unwrap().value)
    };
    assert_eq!(value(&session), "是");
    // It becomes a condition, gets another name and other points, and is typed again.
    for (key, typed) in [("when", "农业 > 100"), ("name", "有规章"), ("points", "4"), ("when", "")] {
        changed = set(&changed, &item(key), typed).unwrap();
        let now = with(&session, changed.clone());
        let is_typed = read(&scheme_to_json(&changed), &item("when")).is_empty();
        // What was typed waits, and is told.
        assert_eq!(problems(&now).is_empty(), is_typed, "{key} {typed}");
        let expected = if is_typed { "是" } else { "否" };
        assert_eq!(value(&now), expected, "{key} {typed}");
    }
    assert_eq!(read(&scheme_to_json(&changed), &item("name")), "有规章");
}
