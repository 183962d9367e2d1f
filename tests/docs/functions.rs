//! The functions and wrappers of the formula language: each with a formula and what the program computes of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use baton_core::edit::Session;
use baton_core::exchange::{import, sheet_table};
use baton_core::formula::catalogue::{Function, Gives, Kind, Parameter, Shape, Signature, Wrapper};
use baton_core::model::{Book, read_scheme};
use serde_json::{Value as Json, json};

/// A formula for each function.
fn example(function: Function) -> &'static str {
    match function {
        Function::If => "IF(80 >= 60, \"及格\", \"不及格\")",
        Function::Ifs => "IFS(72 >= 90, \"优\", 72 >= 60, \"良\", TRUE, \"差\")",
        Function::Switch => "SWITCH(\"省级\", \"国家级\", 3, \"省级\", 2, 0)",
        Function::And => "AND(1 < 2, 2 < 3)",
        Function::Or => "OR(1 > 2, 2 < 3)",
        Function::Not => "NOT(1 > 2)",
        Function::IfError => "IFERROR(1 / 0, 0)",
        Function::IsBlank => "ISBLANK(空)",
        Function::IsExempt => "ISEXEMPT(EXEMPT())",
        Function::Na => "IFERROR(NA(), \"没有\")",
        Function::Exempt => "EXEMPT()",
        Function::Sum => "SUM({1,2,3}, 4)",
        Function::SumProduct => "SUMPRODUCT({1,2,3}, {4,5,6})",
        Function::Product => "PRODUCT(2, 3, 4)",
        Function::Average => "AVERAGE({80,90,100})",
        Function::Min => "MIN(3, 1, 2)",
        Function::Max => "MAX(3, 1, 2)",
        Function::Count => "COUNT({1,2,\"三\"})",
        Function::CountA => "COUNTA({1,2,\"三\"})",
        Function::CountIf => "COUNTIF({55,60,90}, \">=60\")",
        Function::CountIfs => "COUNTIFS({55,60,90}, \">=60\", {1,2,3}, 3)",
        Function::SumIf => "SUMIF({\"表彰\",\"通报\",\"表彰\"}, \"表彰\", {2,5,3})",
        Function::SumIfs => "SUMIFS({2,5,3}, {\"省\",\"市\",\"省\"}, \"省\")",
        Function::AverageIf => "AVERAGEIF({55,60,90}, \">=60\")",
        Function::AverageIfs => "AVERAGEIFS({2,5,3}, {\"省\",\"市\",\"省\"}, \"省\")",
        Function::MaxIfs => "MAXIFS({2,5,3}, {\"省\",\"市\",\"省\"}, \"省\")",
        Function::MinIfs => "MINIFS({2,5,3}, {\"省\",\"市\",\"省\"}, \"省\")",
        Function::Median => "MEDIAN({70,90,80,100})",
        Function::GeoMean => "GEOMEAN({2,8})",
        Function::StDev => "STDEV({1,3,5})",
        Function::TrimMean => "TRIMMEAN({60,80,82,84,100}, 0.4)",
        Function::Large => "LARGE({70,90,80}, 2)",
        Function::Small => "SMALL({70,90,80}, 1)",
        Function::Rank => "RANK(80, {70,90,80})",
        Function::PercentRank => "PERCENTRANK({60,70,80,90,100}, 80)",
        Function::Index => "INDEX({10,8,6}, 2)",
        Function::Take => "SUM(TAKE({10,8,6}, 2))",
        Function::XLookup => "XLOOKUP(\"市\", {\"省\",\"市\"}, {2,1}, 0)",
        Function::Round => "ROUND(2.345, 2)",
        Function::RoundUp => "ROUNDUP(2.341, 2)",
        Function::RoundDown => "ROUNDDOWN(2.349, 2)",
        Function::Int => "INT(-2.5)",
        Function::Abs => "ABS(-3)",
        Function::Mod => "MOD(7, 3)",
        Function::Power => "POWER(2, 10)",
        Function::Sqrt => "SQRT(16)",
        Function::Exp => "ROUND(EXP(1), 6)",
        Function::Ln => "ROUND(LN(10), 6)",
        Function::Date => "DATE(2026, 3, 1)",
        Function::Year => "YEAR(DATE(2026, 3, 1))",
        Function::Month => "MONTH(DATE(2026, 3, 1))",
        Function::Day => "DAY(DATE(2026, 3, 1))",
        Function::EDate => "EDATE(DATE(2026, 1, 31), 1)",
        Function::WorkDay => "WORKDAY(DATE(2026, 9, 30), 3)",
        Function::NetworkDays => "NETWORKDAYS(DATE(2026, 3, 2), DATE(2026, 3, 8))",
        Function::Concat => "CONCAT(\"第\", 3, \"名\")",
        Function::TextJoin => "TEXTJOIN(\"、\", TRUE, \"甲\", \"\", \"乙\")",
        Function::Text => "TEXT(0.256, \"0.0%\")",
        Function::Band => "BAND(85, {0,0; 60,5; 80,8; 90,10})",
        Function::Scale => "SCALE(75, 50, 100, 20)",
        Function::Best => "SUM(BEST({70,90,80}, 2))",
        Function::Rescale => "RESCALE(100, 40, 60, EXEMPT(), 40)",
        Function::Weighted => "WEIGHTED(90, 60, 80, 40)",
        Function::Lot => "LOT(\"2026\", \"甲\") < 1",
    }
}

/// A sheet of the little book and a formula for each wrapper.
fn reach(wrapper: Wrapper) -> (&'static str, &'static str) {
    match wrapper {
        Wrapper::All => ("月表", "MAX(ALL(得分))"),
        Wrapper::Peers => ("月表", "MAX(PEERS(得分, 片区))"),
        Wrapper::Within => ("季表", "AVERAGE(WITHIN(月表.得分))"),
        Wrapper::Linked => ("月表", "AVERAGE(LINKED(村表.村得分, 所属镇))"),
        Wrapper::Every => ("月表", "AVERAGE(EVERY(村表.村得分))"),
        Wrapper::Entries => ("月表", "COUNT(ENTRIES(台账.分))"),
        Wrapper::Prev => ("月表", "PREV(得分)"),
        Wrapper::Streak => ("月表", "STREAK(得分 >= 80)"),
        Wrapper::Running => ("月表", "RUNNING(得分, \"quarter\")"),
        Wrapper::Tariff => ("月表", "TARIFF(标准, \"表彰\", \"省级\")"),
    }
}

pub(super) fn functions() -> String {
    let formulas: Vec<(&str, &str)> =
        Function::ALL.into_iter().map(|function| ("季表", example(function))).collect();
    let results = computed(&formulas);
    let mut text = "\n| function | arguments → result | example | gives |\n|---|---|---|---|\n".to_owned();
    for ((function, (_, formula)), result) in Function::ALL.into_iter().zip(formulas).zip(results) {
        let (comment, types) = (cell(function.comment()), cell(&signature(&function.signature())));
        let _ = writeln!(text, "| {comment} | {types} | `{}` | {} |", cell(formula), cell(&result));
    }
    text
}

pub(super) fn wrappers() -> String {
    let formulas: Vec<(&str, &str)> = Wrapper::ALL.into_iter().map(reach).collect();
    let results = computed(&formulas);
    let mut text = "\n| wrapper | gives | example | of 甲镇 |\n|---|---|---|---|\n".to_owned();
    for ((wrapper, (sheet, formula)), result) in Wrapper::ALL.into_iter().zip(formulas).zip(results) {
        let shape = if wrapper.shape() == Shape::List { "a list" } else { "one value" };
        let _ = writeln!(
            text,
            "| {} | {shape} | {sheet}: `{}` | {} |",
            cell(wrapper.comment()),
            cell(formula),
            cell(&result)
        );
    }
    text
}

fn cell(text: &str) -> String {
    text.trim().replace('|', "\\|")
}

/// `number, list of numbers, … → number`
fn signature(signature: &Signature) -> String {
    let fixed = signature.parameters.len() - signature.repeating as usize;
    let mut arguments: Vec<String> = Vec::new();
    for (at, parameter) in signature.parameters.iter().enumerate() {
        let text = argument(*parameter);
        let optional = at >= signature.least as usize && signature.repeating == 0;
        arguments.push(if optional { format!("[{text}]") } else { text });
    }
    if signature.repeating > 0 {
        let group = arguments[fixed..].join(", ");
        arguments.push(if arguments.len() - fixed > 1 { format!("({group}) …") } else { "…".to_owned() });
    }
    if let Some(last) = signature.remainder {
        arguments.push(format!("[{}]", argument(last)));
    }
    let gives = match signature.gives {
        Gives::Number => "number",
        Gives::Text => "text",
        Gives::Truth => "truth",
        Gives::Date => "date",
        Gives::Given => "the same kind",
        Gives::Nothing => "fits anywhere",
    };
    let list = if signature.shape == Shape::List { "list: " } else { "" };
    let arguments = if arguments.is_empty() { "nothing".to_owned() } else { arguments.join(", ") };
    format!("{arguments} → {list}{gives}")
}

fn argument(parameter: Parameter) -> String {
    let kind = match parameter.kind {
        Kind::Number => "number",
        Kind::Text => "text",
        Kind::Truth => "truth",
        Kind::Date => "date",
        Kind::Any => "any",
        Kind::Criterion => "criterion",
        Kind::Compared => "value",
        Kind::Given => "result",
        Kind::Ordered => "number, date or grade",
    };
    match parameter.shape {
        Shape::One => kind.to_owned(),
        Shape::List if parameter.kind == Kind::Number => "list of numbers".to_owned(),
        Shape::List => format!("list of {kind}"),
        Shape::Either => format!("{kind} or list"),
        Shape::Steps => "step table".to_owned(),
    }
}

/// The little book of the reference, with these formulas as columns of its sheets; their values for 甲镇 in the last
/// period.
fn computed(formulas: &[(&str, &str)]) -> Vec<String> {
    let mut scheme = little_scheme();
    for (number, (sheet, formula)) in formulas.iter().enumerate() {
        let sheets = scheme["sheets"].as_array_mut().unwrap();
        let found = sheets.iter_mut().find(|of| of["name"] == *sheet).unwrap();
        let columns = found["columns"].as_array_mut().unwrap();
        columns.push(json!({ "name": format!("列{number}"), "formula": formula }));
    }
    let scheme = read_scheme(&scheme.to_string()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut session = Session::open(Book::new("例", scheme));
    for (name, text) in LITTLE_TABLES {
        let imported = import(&session, name, text).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        assert!(imported.problems.is_empty(), "{name}: {:?}", imported.problems);
        session.apply(&imported.command).unwrap();
    }
    assert_eq!(session.diagnostics(), []);
    let tables: BTreeMap<&str, _> = ["月表", "季表"]
        .into_iter()
        .map(|name| (name, sheet_table(session.results(), session.plan().table(name).unwrap(), None)))
        .collect();
    let value = |(number, (sheet, _)): (usize, &(&str, &str))| {
        let (header, rows) = &tables[sheet];
        let at = header.iter().position(|of| *of == format!("列{number}")).unwrap();
        rows.iter().rev().find(|row| row[1] == "甲镇").unwrap()[at].clone()
    };
    formulas.iter().enumerate().map(value).collect()
}

/// What the examples of the wrappers are about; the page shows it.
fn little_scheme() -> Json {
    serde_json::from_str(LITTLE).unwrap()
}

pub(super) fn little_book() -> String {
    let mut text = format!("\n```json\n{LITTLE}\n```\n");
    for (name, table) in LITTLE_TABLES {
        let _ = write!(text, "\n```csv\n# {name}\n{table}```\n");
    }
    text
}

const LITTLE: &str = r#"{
  "format": "baton-scheme", "version": 1, "name": "例",
  "classes": [
    { "name": "镇", "fields": [{ "name": "片区", "type": "text" }] },
    { "name": "村", "fields": [{ "name": "所属镇", "type": "link", "class": "镇" }] }
  ],
  "tariffs": [
    { "name": "标准", "by": ["事项", "级别"], "across": ["市级", "省级"],
      "points": [{ "of": ["表彰"], "points": [1, 2] }] }
  ],
  "registers": [
    { "name": "台账", "classes": ["镇"],
      "fields": [{ "name": "事项", "type": "text" }, { "name": "级别", "type": "text" }],
      "columns": [{ "name": "分", "formula": "TARIFF(标准)" }] }
  ],
  "sheets": [
    { "name": "月表", "class": "镇", "cycle": "month", "inputs": [{ "name": "得分" }], "columns": [] },
    { "name": "季表", "class": "镇", "cycle": "quarter",
      "inputs": [{ "name": "空", "optional": true }], "columns": [] },
    { "name": "村表", "class": "村", "cycle": "month", "inputs": [{ "name": "村得分" }], "columns": [] }
  ]
}"#;

const LITTLE_TABLES: [(&str, &str); 5] = [
    ("roster-镇.csv", "镇,片区\n甲镇,东片\n乙镇,东片\n丙镇,西片\n"),
    ("roster-村.csv", "村,所属镇\n村1,甲镇\n村2,甲镇\n村3,乙镇\n"),
    (
        "marks-月表.csv",
        "月,镇,得分\n2026-01,甲镇,70\n2026-01,乙镇,75\n2026-01,丙镇,95\n2026-02,甲镇,82\n2026-02,乙镇,88\n\
         2026-02,丙镇,93\n2026-03,甲镇,85\n2026-03,乙镇,90\n2026-03,丙镇,96\n",
    ),
    ("marks-村表.csv", "月,村,村得分\n2026-03,村1,60\n2026-03,村2,70\n2026-03,村3,95\n"),
    (
        "register-台账.csv",
        "日期,镇,事项,级别\n2026-03-05,甲镇,表彰,省级\n2026-03-09,甲镇,表彰,市级\n2026-02-01,甲镇,表彰,市级\n",
    ),
];
