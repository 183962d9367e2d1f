//! The methods with the formulas they stand for, as the compiler expands them.

use std::fmt::Write as _;

use baton_core::model::{DocumentKind, Edition, read_scheme, schema};
use baton_core::plan::{Step, compile};
use serde_json::{Value as Json, json};

/// An indicator for each method, and what else the scheme has to have.
fn example(kind: &str) -> (Json, Json) {
    let none = || json!([]);
    match kind {
        "points" => (json!({ "kind": "points" }), none()),
        "share" => (json!({ "kind": "share", "target": "任务", "done": "完成" }), none()),
        "bands" | "scale" => (
            json!({ "kind": kind, "value": "覆盖率", "standards": [
                { "name": "A", "at": 95, "points": 20 }, { "name": "B", "at": 80, "points": 15 },
                { "name": "C", "at": 60, "points": 8 },
            ] }),
            none(),
        ),
        "relative" => (json!({ "kind": "relative", "value": "亩均税收" }), none()),
        "position" => (json!({ "kind": "position", "points": [20, 16, 12] }), none()),
        "percentage" => (json!({ "kind": "percentage", "value": "满意度" }), none()),
        "deduct" => (json!({ "kind": "deduct", "count": "次数", "each": 2 }), none()),
        "gain" => (json!({ "kind": "gain", "count": "次数", "each": 2 }), none()),
        "tasks" => (
            json!({ "kind": "tasks", "register": "任务清单", "points": "分值", "done": "完成率", "overdue": "逾期", "penalty": 1 }),
            json!([{
                "name": "任务清单", "classes": ["乡镇"], "fields": [{ "name": "分值" }, { "name": "完成率" }],
                "columns": [{ "name": "逾期", "formula": "完成率 < 100" }],
            }]),
        ),
        "ledger" => (
            json!({
                "kind": "ledger", "register": "台账", "points": "分", "least": -5, "most": 3,
                "caps": [{ "name": "表彰", "when": "事项 = \"表彰\"", "most": 2 }],
            }),
            json!([{ "name": "台账", "classes": ["乡镇"], "fields": [{ "name": "事项", "type": "text" }, { "name": "分" }] }]),
        ),
        "checklist" => (
            json!({ "kind": "checklist", "gives": "points", "items": [
                { "name": "有制度", "points": 10 }, { "name": "有专人", "points": 10, "when": "人数 >= 1" },
            ] }),
            none(),
        ),
        "carry" => {
            (json!({ "kind": "carry", "from": "月表.月得分", "take": "mean", "best": 10, "of": 100 }), none())
        }
        "linked" => (json!({ "kind": "linked", "link": "上级", "mark": "县表.县得分", "of": 100 }), none()),
        "ballots" => (
            json!({ "kind": "ballots", "register": "民主测评", "least": 3 }),
            json!([{
                "name": "民主测评", "classes": ["乡镇"], "cycle": "year",
                "ballot": {
                    "options": [{ "name": "好", "worth": 100 }, { "name": "差", "worth": 0 }],
                    "panels": [{ "name": "领导", "weight": 60 }, { "name": "群众", "weight": 40 }],
                },
            }]),
        ),
        "formula" => (json!({ "kind": "formula", "formula": "IF(人数 >= 10, 项.分值, 人数 * 2)" }), none()),
        other => panic!("an example for the method {other} belongs here"),
    }
}

pub(super) fn methods() -> String {
    let schema = schema(DocumentKind::Scheme);
    let mut text = String::new();
    for method in schema["$defs"]["Method"]["oneOf"].as_array().unwrap() {
        let kind = method["properties"]["kind"]["const"].as_str().unwrap();
        let says = method["description"].as_str().unwrap();
        let _ =
            write!(text, "\n#### `{kind}`\n\n{says}\n{}", super::keys::table(method.as_object().unwrap()));
        let (settings, registers) = example(kind);
        let _ = write!(text, "\n```text\n{settings}\n{}```\n", formulas(&settings, &registers));
    }
    text
}

/// The marks and formulas that the method brings to a sheet, one a line.
fn formulas(method: &Json, registers: &Json) -> String {
    let scheme = json!({
        "format": "baton-scheme", "version": 1, "name": "例",
        "classes": [
            { "name": "县" },
            { "name": "乡镇", "fields": [{ "name": "上级", "type": "link", "class": "县" }, { "name": "人数" }] },
        ],
        "registers": registers,
        "sheets": [
            { "name": "表", "class": "乡镇", "cycle": "year",
              "indicators": [{ "name": "项", "full": 20, "method": method }] },
            { "name": "月表", "class": "乡镇", "cycle": "month", "inputs": [{ "name": "月得分" }] },
            { "name": "县表", "class": "县", "cycle": "year", "inputs": [{ "name": "县得分" }] },
        ],
    });
    let scheme = read_scheme(&scheme.to_string()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let plan = compile(&[Edition { from: None, scheme }]);
    assert!(plan.diagnostics.is_empty(), "{:?}", plan.diagnostics);
    let table = &plan.tables[plan.table("表").unwrap()];
    table
        .layout
        .iter()
        .map(|slot| {
            let column = plan.newest(*slot).unwrap();
            match (&column.step, column.formula.as_str()) {
                (Step::Input(_), _) => format!("{}: typed\n", column.name),
                (_, "") => format!("{}: the place in that order\n", column.name),
                (_, formula) => format!("{} = {formula}\n", column.name),
            }
        })
        .collect()
}
