//! The scheme editor: cells read and typed into, things added, moved, nested, renamed and taken out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(clippy::arithmetic_side_effects, reason = "tests")]

use std::collections::BTreeSet;

use baton_core::diag::{Diagnostic, Severity};
use baton_core::edit::rules::{
    METHODS, Path, SCHEME, Section, Setting, Shape, Thing, add, cell, nest, outline, read, remove, rewritten,
    sections, set, shift, table, typed as typed_into, unnest, uses,
};
use baton_core::edit::{Command, Session};
use baton_core::model::{Book, Scheme, Subject, read_scheme, scheme_to_json};
use baton_core::plan::compile;
use serde_json::Value as Json;

const SCHEME_TEXT: &str = r#"{
    "format": "baton-scheme", "version": 1, "id": "s", "name": "s",
    "parameters": [{"name": "系数", "value": 2}],
    "classes": [{"name": "镇", "fields": [{"name": "片区", "type": "text"}]}],
    "ladders": [{"name": "等次", "grades": [
        {"name": "优秀", "least": 90, "quota": {"places": "COUNT(ALL(总分)) * 30%"}}, {"name": "一般"}]}],
    "registers": [{"name": "台账", "classes": ["镇"], "fields": [{"name": "分", "type": "number"}]}],
    "sheets": [{"name": "月", "class": "镇", "cycle": "month", "total": {"name": "总分", "full": 100},
        "indicators": [
            {"name": "农业", "full": 60, "method": {"kind": "share"}},
            {"name": "工业", "full": 30, "method": {"kind": "points"}},
            {"name": "加分", "full": 10, "method": {"kind": "ledger", "register": "台账", "points": "分"}}],
        "columns": [
            {"name": "排名", "rank": {"by": "总分", "within": ["片区"]}},
            {"name": "等次", "grade": {"ladder": "等次", "by": "总分"}},
            {"name": "加倍", "formula": "工业 * 系数 + 农业完成数 + 农业.分值"},
            {"name": "是否优秀", "formula": "等次 = \"优秀\""}],
        "rules": [{"name": "约谈", "when": "排名 > 3 + 工业", "then": [{"action": {"kind": "约谈", "text": "得 {工业} 分"}}]}]}]
}"#;

fn scheme() -> Scheme {
    read_scheme(SCHEME_TEXT).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn at(path: &str) -> Path {
    Path::read(path)
}

fn typed(scheme: &Scheme, path: &str) -> String {
    read(&scheme_to_json(scheme), &at(path))
}

fn errors(scheme: &Scheme) -> Vec<Diagnostic> {
    let book = Book::new("b", scheme.clone());
    let mut found = compile(&book.editions).diagnostics;
    found.retain(|of| of.severity == Severity::Error);
    found
}

#[test]
fn what_is_typed_into_a_cell_stands_in_it() {
    for (path, text, shown) in [
        ("name", "青山办法", "青山办法"),
        ("word", "考核", "考核"),
        ("parameters[0].value", "１．５", "1.5"),
        ("sheets[0].indicators[1].full", "40", "40"),
        ("sheets[0].indicators[1].full", "", ""),
        ("sheets[0].indicators[1].method.kind", "gain", "gain"),
        ("sheets[0].indicators[1].method.kind", "", ""),
        ("sheets[0].indicators[1].clause", "第三条", "第三条"),
        ("sheets[0].columns[2].formula", "=工业 + ", "工业 +"),
        ("sheets[0].columns[0].rank.within", "片区", "片区"),
        ("sheets[0].columns[0].rank.from", "bottom", "bottom"),
        ("sheets[0].columns[2].does", "rank", "rank"),
        ("sheets[0].class", "镇", "镇"),
        ("sheets[0].class", "没有的类别", "没有的类别"),
        ("sheets[0].total.full", "", ""),
        ("sheets[0].total.name", "", ""),
        ("ladders[0].grades[0].quota.places", "3", "3"),
        ("ladders[0].grades[1].quota.places", "COUNT(ALL(总分))", "COUNT(ALL(总分))"),
        ("ladders[0].grades[0].quota.places", "", ""),
        ("classes[0].fields[0].choices", "东、西，南", "东、西、南"),
        ("classes[0].fields[0].choices", "甲、乙；丙", "甲、乙；丙"),
        ("calendar.holidays", "2025-10-01、2025-10-02", "2025-10-01、2025-10-02"),
        ("calendar.streaks-across-years", "no", "no"),
        ("periods.month.first", "2025-01", "2025-01"),
    ] {
        let changed =
            set(&scheme(), &at(path), text).unwrap_or_else(|error| panic!("{path} {text}: {error:?}"));
        assert_eq!(typed(&changed, path), shown, "{path} {text}");
        assert_eq!(changed.sheets[0].id, scheme().sheets[0].id);
    }
}

#[test]
fn what_cannot_stand_is_refused_and_changes_nothing() {
    for (path, text) in [
        ("parameters[0].value", "很多"),
        ("parameters[0].value", ""),
        ("sheets[0].indicators[1].full", "六十"),
        ("sheets[0].indicators[1].name", " "),
        ("sheets[0].cycle", "fortnight"),
        ("calendar.holidays", "2025-02-30"),
        ("periods.month.first", "2025-W01"),
        ("sheets[0].columns[0].hidden", "perhaps"),
        ("sheets[9].name", "x"),
        ("nothing", "x"),
    ] {
        assert!(set(&scheme(), &at(path), text).is_err(), "{path} {text}");
    }
}

#[test]
fn a_broken_formula_stays_as_typed_and_is_told_at_its_cell() {
    let broken = set(&scheme(), &at("sheets[0].columns[2].formula"), "工业 * (系数").unwrap();
    assert_eq!(typed(&broken, "sheets[0].columns[2].formula"), "工业 * (系数");
    let found = errors(&broken);
    assert!(!found.is_empty());
    for of in found {
        let baton_core::diag::Place::Formula { path, .. } = of.place else { panic!("{of:?}") };
        assert_eq!(path, "sheets[0].columns[2].formula");
    }
}

#[test]
fn what_would_make_a_right_cell_wrong_waits() {
    let start = scheme();
    for (path, text, is_right, stands) in [
        // Cannot be read, wherever it is.
        ("sheets[0].columns[2].formula", "工业 * (", true, false),
        ("sheets[0].columns[2].formula", "工业 * (", false, false),
        // Names what is not there: stands only where nothing right is lost.
        ("sheets[0].columns[2].formula", "工业 * 没有", true, false),
        ("sheets[0].columns[2].formula", "工业 * 没有", false, true),
        ("sheets[0].columns[0].rank.within", "没有", true, false),
        ("sheets[0].class", "没有的类别", true, false),
        ("sheets[0].rules[0].then[0].action.text", "得 {没有} 分", true, false),
        ("sheets[0].columns[2].formula", "工业 * 2", true, true),
        // Closes a circle, which is told at another column.
        ("sheets[0].columns[2].formula", "加倍 + 1", true, false),
        ("sheets[0].columns[1].grade.by", "IF(是否优秀, 1, 2)", true, false),
        ("sheets[0].indicators[1].applies", "", true, true),
        ("parameters[0].value", "很多", true, false),
        // A method is chosen before its settings.
        ("sheets[0].indicators[1].method.kind", "checklist", true, true),
    ] {
        let found = typed_into(&start, &at(path), text, is_right);
        assert_eq!(found.is_ok(), stands, "{path} {text}: {:?}", found.err());
    }
}

#[test]
fn a_steady_way_leads_to_the_same_thing_after_others_have_moved() {
    let start = scheme();
    let json = scheme_to_json(&start);
    let place = at("sheets[0].columns[2].formula");
    let way = place.steady(&json);
    assert_eq!(Path::find_steady(&json, &way), Some(place));
    let (moved, _) = shift(&start, &at("sheets[0].columns[2]"), false).unwrap();
    let moved = scheme_to_json(&moved);
    assert_eq!(Path::find_steady(&moved, &way), Some(at("sheets[0].columns[1].formula")));
    let gone = scheme_to_json(&remove(&start, &at("sheets[0].columns[2]")).unwrap());
    assert_eq!(Path::find_steady(&gone, &way), None);
    // What has no id goes by its number.
    let then = at("sheets[0].rules[0].then[0].list");
    assert_eq!(Path::find_steady(&json, &then.steady(&json)), Some(then));
    assert_eq!(Path::find_steady(&json, &["?".to_owned()]), None);
}

#[test]
fn renaming_rewrites_formulas_and_keeps_ids_and_marks() {
    let start = scheme();
    assert!(errors(&start).is_empty(), "{:?}", errors(&start));
    let changed = set(&start, &at("sheets[0].indicators[1].name"), "工业 (规上)").unwrap();
    assert_eq!(&*changed.sheets[0].indicators[1].id, "工业");
    assert_eq!(
        typed(&changed, "sheets[0].columns[2].formula"),
        "'工业 (规上)' * 系数 + 农业完成数 + 农业.分值"
    );
    assert_eq!(typed(&changed, "sheets[0].rules[0].when"), "排名 > 3 + '工业 (规上)'");
    assert_eq!(typed(&changed, "sheets[0].rules[0].then[0].action.text"), "得 {'工业 (规上)'} 分");
    assert!(errors(&changed).is_empty(), "{:?}", errors(&changed));
    let told = rewritten(&start, &at("sheets[0].indicators[1]"), "工业 (规上)");
    assert_eq!(told.len(), 3, "{told:?}");
    // Marks that are named for their indicator stay what they are.
    let changed = set(&changed, &at("sheets[0].indicators[0].name"), "粮食").unwrap();
    assert_eq!(typed(&changed, "sheets[0].indicators[0].method.done"), "农业完成数");
    assert_eq!(
        typed(&changed, "sheets[0].columns[2].formula"),
        "'工业 (规上)' * 系数 + 农业完成数 + 粮食.分值"
    );
    let changed = set(&changed, &at("ladders[0].grades[0].name"), "好").unwrap();
    assert_eq!(typed(&changed, "sheets[0].columns[3].formula"), "等次 = \"好\"");
    assert!(errors(&changed).is_empty(), "{:?}", errors(&changed));
    // A mark that a method names gets another name and keeps what was typed.
    let changed = set(&changed, &at("sheets[0].indicators[0].method.done"), "粮食产量").unwrap();
    assert_eq!(
        (&*changed.sheets[0].inputs[0].id, changed.sheets[0].inputs[0].name.as_str()),
        ("农业完成数", "粮食产量")
    );
}

#[test]
fn what_is_used_says_where() {
    let places =
        |item: &str| uses(&scheme(), &at(item)).into_iter().map(|of| of.at.to_string()).collect::<Vec<_>>();
    assert_eq!(
        places("classes[0]"),
        ["sheets[0].columns[0].rank.within[0]", "registers[0].classes[0]", "sheets[0].class"]
    );
    assert_eq!(places("ladders[0]"), ["sheets[0].columns[3].formula", "sheets[0].columns[1].grade.ladder"]);
    assert_eq!(
        places("registers[0]"),
        ["sheets[0].indicators[2].method.points", "sheets[0].indicators[2].method.register"]
    );
    assert_eq!(places("parameters[0]"), ["sheets[0].columns[2].formula"]);
    assert!(places("sheets[0].rules[0]").is_empty());
}

#[test]
fn things_come_move_nest_and_go() {
    let free = |_: &str| false;
    let list = at("sheets[0].indicators");
    let (changed, place) = add(&scheme(), &list, Some(0), "新指标", &free).unwrap();
    assert_eq!(place.to_string(), "sheets[0].indicators[1]");
    assert_eq!(typed(&changed, "sheets[0].indicators[1].method"), "points");
    let (again, _) = add(&changed, &list, None, "新指标", &|id| id == "新指标2").unwrap();
    let last = again.sheets[0].indicators.last().unwrap();
    assert_eq!((last.name.as_str(), &*last.id), ("新指标2", "新指标22"));
    let (moved, place) = shift(&changed, &place, true).unwrap();
    assert_eq!(moved.sheets[0].indicators[2].name, "新指标");
    let (nested, place) = nest(&moved, &place).unwrap();
    assert_eq!(place.to_string(), "sheets[0].indicators[1].indicators[0]");
    assert!(nested.sheets[0].indicators[1].method.is_none());
    let (back, place) = unnest(&nested, &place).unwrap();
    assert_eq!(place.to_string(), "sheets[0].indicators[2]");
    assert_eq!(remove(&back, &place).unwrap().sheets[0].indicators.len(), 3);
    assert!(unnest(&back, &place).is_none() && nest(&back, &at("sheets[0].indicators[0]")).is_none());
    // Every list of a scheme takes a new thing.
    for list in [
        "parameters",
        "classes",
        "classes[0].fields",
        "ladders",
        "ladders[0].grades",
        "tariffs",
        "processes",
        "registers",
        "registers[0].fields",
        "registers[0].columns",
        "registers[0].rules",
        "sheets",
        "sheets[0].inputs",
        "sheets[0].columns",
        "sheets[0].rules",
        "sheets[0].rules[0].then",
        "duties",
        "statistics",
        "calendar.rounds",
        "sheets[0].columns[0].rank.tie-break",
        "sheets[0].columns[1].grade.limits",
        "sheets[0].indicators[2].method.caps",
        "registers[0].ballot.options",
        "registers[0].ballot.panels",
        "registers[0].ballot.dimensions",
        "registers[0].ballot.limits",
    ] {
        let added = add(&scheme(), &at(list), None, "新的", &free);
        let (changed, place) = added.unwrap_or_else(|error| panic!("{list}: {error:?}"));
        assert_ne!(changed, scheme(), "{list}");
        assert_eq!(
            remove(&changed, &place).unwrap().sheets.len(),
            if list == "sheets" { 1 } else { changed.sheets.len() }
        );
    }
}

/// The built-in schemes.
fn templates() -> Vec<(String, Scheme)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
    ["district", "haikou", "jiange", "ningming", "ningwu", "yingshan"]
        .map(|id| {
            let text = std::fs::read_to_string(root.join(id).join("scheme.json")).unwrap();
            (id.to_owned(), read_scheme(&text).unwrap())
        })
        .into()
}

#[test]
fn every_name_of_every_built_in_scheme_can_be_changed() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (id, scheme) in templates() {
        let before = errors(&scheme);
        let json = scheme_to_json(&scheme);
        let mut names = Vec::new();
        for listed in sections(&json) {
            for row in table(&json, &listed.section).rows {
                let name = row.at.key("name");
                if row.thing.is_some() && !read(&json, &name).is_empty() {
                    names.push(name);
                }
            }
        }
        let names: BTreeSet<Path> = names.into_iter().collect();
        for name in names {
            let new = format!("{}甲 (改)", read(&json, &name));
            let changed = set(&scheme, &name, &new).unwrap_or_else(|error| panic!("{id} {name}: {error:?}"));
            let after = errors(&changed);
            if before.len() != after.len() {
                wrong.push(format!("{id} {name} → {new}: {:?}", after.first()));
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 400, "{count}");
}

#[test]
fn every_cell_of_every_built_in_scheme_takes_what_stands_in_it() {
    let mut wrong = Vec::new();
    for (id, scheme) in templates() {
        let json = scheme_to_json(&scheme);
        for listed in sections(&json) {
            let shown = table(&json, &listed.section);
            let below =
                shown.rows.iter().filter(|row| row.thing.is_some()).map(|row| outline(&json, &row.at));
            for of in std::iter::once(shown.clone()).chain(below) {
                for row in &of.rows {
                    for head in &of.heads {
                        let Some(path) = cell(&json, row, head) else { continue };
                        let text = read(&json, &path);
                        if text.is_empty() || matches!(listed.section, Section::Tariff(_)) {
                            continue;
                        }
                        if set(&scheme, &path, &text).as_ref() != Ok(&scheme) {
                            wrong.push(format!("{id} {path} {text}"));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn marks_stay_when_the_scheme_is_edited() {
    let mut session = Session::open(Book::new("b", scheme()));
    let span =
        r#"{"command": "open-periods", "cycle": "month", "span": {"first": "2024-01", "last": "2024-01"}}"#;
    session.apply(&serde_json::from_str(span).unwrap()).unwrap();
    session
        .apply(&Command::AddSubject { class: "镇".into(), at: None, subject: Subject::new("东") })
        .unwrap();
    let mark = Command::SetMark {
        sheet: "月".into(),
        period: "2024-01".parse().unwrap(),
        subject: "东".into(),
        column: "工业".into(),
        typed: "25".into(),
    };
    session.apply(&mark).unwrap();
    let value = |session: &Session| {
        let place = session.place("月", "2024-01".parse().ok(), "东", "工业").unwrap();
        session.results().show(&session.results().cell(place.0, place.1, place.2).unwrap().value)
    };
    assert_eq!(value(&session), "25");
    let changed =
        set(session.book().scheme().unwrap(), &at("sheets[0].indicators[1].name"), "规上工业").unwrap();
    let (changed, _) = shift(&changed, &at("sheets[0].indicators[1]"), false).unwrap();
    session.apply(&Command::SetScheme { scheme: Box::new(changed) }).unwrap();
    assert_eq!(value(&session), "25");
    session.undo().unwrap();
    assert_eq!(session.book().scheme().unwrap(), &scheme());
}

/// The keys that the JSON Schema of the types gives an object.
fn keys(schema: &Json, of: &str) -> BTreeSet<String> {
    let found = schema.pointer(&format!("/$defs/{of}/properties")).unwrap_or_else(|| panic!("{of}"));
    let mut keys: BTreeSet<String> = found.as_object().unwrap().keys().cloned().collect();
    keys.remove("id");
    keys
}

fn told(settings: &[Setting]) -> BTreeSet<String> {
    settings.iter().map(|setting| setting.key.to_owned()).collect()
}

#[test]
fn no_setting_is_out_of_reach() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scheme.schema.json");
    let schema: Json = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let part = |settings: &[Setting], key: &str| {
        let found = settings.iter().find(|setting| setting.key == key).unwrap();
        let Shape::Part(inner) = found.shape else { panic!("{key}") };
        told(inner)
    };
    let mut own = told(SCHEME);
    own.extend(["$schema", "format", "version", "id", "semantics"].map(str::to_owned));
    let properties = schema["properties"].as_object().unwrap();
    assert_eq!(own, properties.keys().cloned().collect());
    use Thing as T;
    for (thing, name) in [
        (T::Parameter, "Parameter"),
        (T::Class, "Class"),
        (T::Field, "Field"),
        (T::Input, "Field"),
        (T::Ladder, "Ladder"),
        (T::Grade, "Grade"),
        (T::Tariff, "Tariff"),
        (T::TariffRow, "TariffRow"),
        (T::Process, "Process"),
        (T::ProcessStep, "ProcessStep"),
        (T::Register, "Register"),
        (T::Sheet, "Sheet"),
        (T::Indicator, "Indicator"),
        (T::Column, "Column"),
        (T::Rule, "Rule"),
        (T::Consequence, "Consequence"),
        (T::Duty, "Duty"),
        (T::Statistic, "Statistic"),
        (T::BallotOption, "BallotOption"),
        (T::Panel, "Panel"),
        (T::MarkLimit, "MarkLimit"),
        (T::Standard, "Standard"),
        (T::CheckItem, "CheckItem"),
        (T::Cap, "Cap"),
        (T::TieBreak, "TieBreak"),
        (T::Limit, "Limit"),
        (T::Times, "Times"),
        (T::Round, "RoundDates"),
    ] {
        assert_eq!(told(thing.settings()), keys(&schema, name), "{name}");
    }
    for (thing, key, name) in [
        (T::Grade, "quota", "Quota"),
        (T::Column, "rank", "Rank"),
        (T::Column, "grade", "GradeBy"),
        (T::Column, "split", "Split"),
        (T::Column, "counts", "Counts"),
        (T::Column, "rounding", "Rounding"),
        (T::Register, "ballot", "Ballot"),
        (T::Sheet, "total", "Total"),
        (T::Consequence, "action", "ActionPattern"),
        (T::Consequence, "entry", "EntryPattern"),
        (T::Consequence, "limit", "GradeLimit"),
    ] {
        assert_eq!(part(thing.settings(), key), keys(&schema, name), "{name}");
    }
    assert_eq!(part(SCHEME, "calendar"), keys(&schema, "Calendar"));
    let methods = schema.pointer("/$defs/Method/oneOf").unwrap().as_array().unwrap();
    assert_eq!(methods.len(), METHODS.len());
    for (of, (kind, settings)) in methods.iter().zip(METHODS) {
        let mut known = told(settings);
        known.insert("kind".to_owned());
        let found: BTreeSet<String> = of["properties"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(known, found, "{kind}");
        assert_eq!(of.pointer("/properties/kind/const").and_then(Json::as_str), Some(*kind));
    }
}
