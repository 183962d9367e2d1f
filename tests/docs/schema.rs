//! The JSON Schemas: current, and of one mind with the program's own reader.

use baton::templates::TEMPLATES;
use baton_core::model::{DocumentKind, read_document, schema};
use jsonschema::Validator;
use serde_json::{Value as Json, json};

use crate::{is_current, read};

const KINDS: [(DocumentKind, &str); 2] =
    [(DocumentKind::Scheme, "docs/scheme.schema.json"), (DocumentKind::Book, "docs/book.schema.json")];

#[test]
fn the_schemas_are_current() {
    for (kind, file) in KINDS {
        is_current(file, &format!("{:#}\n", schema(kind)));
    }
}

fn validator(kind: DocumentKind) -> Validator {
    let schema = schema(kind);
    jsonschema::meta::validate(&schema).expect("a JSON Schema");
    jsonschema::validator_for(&schema).unwrap()
}

/// What the schema has against a document, one line each.
fn problems(validator: &Validator, document: &Json) -> Vec<String> {
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path)).collect()
}

#[test]
fn every_scheme_and_book_of_ours_fits_its_schema() {
    let (schemes, books) = (validator(DocumentKind::Scheme), validator(DocumentKind::Book));
    for template in TEMPLATES {
        let folder = format!("src/templates/{}", template.id);
        let scheme = serde_json::from_str(&read(&format!("{folder}/scheme.json"))).unwrap();
        assert_eq!(problems(&schemes, &scheme), [""; 0], "{}", template.id);
        // As the program writes it: all keys in their order, ids made.
        let written = baton_core::model::write_scheme(&template.scheme().unwrap());
        assert_eq!(problems(&schemes, &serde_json::from_str(&written).unwrap()), [""; 0], "{}", template.id);
        let book = serde_json::from_str(&read(&format!("{folder}/sample.json"))).unwrap();
        assert_eq!(problems(&books, &book), [""; 0], "{}", template.id);
    }
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = read(readme);
        let (_, rest) = text.split_once("```json\n").unwrap();
        let example = rest.split_once("```").unwrap().0;
        assert_eq!(problems(&schemes, &serde_json::from_str(example).unwrap()), [""; 0], "{readme}");
    }
    // What no sample has: replaced cells, decided actions, editions.
    let mut book: Json = serde_json::from_str(&read("src/templates/ningming/sample.json")).unwrap();
    book["overrides"] = json!([{
        "of": { "table": "乡镇周考评", "period": "2018-W01", "row": "乡镇01", "column": "总分" },
        "is": { "value": "60", "reason": "复核", "by": "考评办", "at": "2018-02-01T09:00:00Z" },
    }]);
    book["actions"] = json!([{
        "of": { "sheet": "村月考评", "rule": "红旗", "consequence": 0, "period": "2018-01", "subject": "村01" },
        "is": { "state": "done", "date": "2018-02-05", "note": "已授旗" },
    }]);
    book["editions"][0]["from"] = json!("2018-01-01");
    assert_eq!(problems(&books, &book), [""; 0]);
    assert!(read_document(&book.to_string()).is_ok());
}

/// The smallest scheme, changed at one place.
fn scheme(pointer: &str, value: Json) -> Json {
    let mut scheme = json!({
        "format": "baton-scheme", "version": 1, "name": "示例",
        "classes": [{ "name": "乡镇" }],
        "sheets": [{
            "name": "月考评", "class": "乡镇", "cycle": "month",
            "total": { "name": "总分", "full": 100 },
            "indicators": [{ "name": "招商", "full": 100, "method": { "kind": "points" } }],
            "columns": [{ "name": "排名", "rank": { "by": "总分" } }],
        }],
    });
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match scheme.pointer_mut(parent).unwrap() {
        Json::Object(map) if value.is_null() => _ = map.remove(key).unwrap(),
        Json::Object(map) => _ = map.insert(key.to_owned(), value),
        _ => panic!("{parent}"),
    }
    scheme
}

/// Each is refused by the schema and by the reader; `null` takes the key away.
#[test]
fn what_the_reader_refuses_the_schema_refuses_too() {
    let schemes = validator(DocumentKind::Scheme);
    let right = scheme("/name", json!("另一个"));
    assert_eq!(problems(&schemes, &right), [""; 0]);
    assert!(read_document(&right.to_string()).is_ok());
    for (pointer, value) in [
        ("/format", json!("baton-schema")),
        ("/format", json!(null)),
        ("/version", json!(2)),
        ("/version", json!("1")),
        ("/version", json!(null)),
        ("/name", json!(null)),
        ("/name", json!(3)),
        ("/classes", json!(null)),
        ("/classes", json!({ "name": "乡镇" })),
        ("/classes", json!(["乡镇"])),
        ("/sheets", json!(null)),
        ("/titel", json!("x")),
        ("/word", json!("考察")),
        ("/rounding", json!("half-down")),
        ("/rounding", json!({ "places": 2 })),
        ("/parameters", json!([{ "name": "线" }])),
        ("/parameters", json!([{ "name": "线", "value": "八十" }])),
        ("/parameters", json!([{ "name": "线", "value": true }])),
        ("/periods", json!({ "fortnight": { "first": "2018-01", "last": "2018-02" } })),
        ("/periods", json!({ "month": { "first": "2018年1月", "last": "2018-02" } })),
        ("/periods", json!({ "month": { "first": "2018-01" } })),
        ("/calendar", json!({ "holidays": ["2018/2/15"] })),
        ("/calendar", json!({ "week-rule": "friday" })),
        ("/sheets/0/class", json!(null)),
        ("/sheets/0/cycle", json!("monthly")),
        ("/sheets/0/blank", json!(true)),
        ("/sheets/0/total", json!("总分")),
        ("/sheets/0/total/combine", json!("max")),
        ("/sheets/0/total/places", json!(1.5)),
        ("/sheets/0/total/places", json!("2")),
        ("/sheets/0/indicators/0/full", json!([100])),
        ("/sheets/0/indicators/0/fulls", json!(100)),
        ("/sheets/0/indicators/0/method", json!("points")),
        ("/sheets/0/indicators/0/method", json!({})),
        ("/sheets/0/indicators/0/method", json!({ "kind": "point" })),
        ("/sheets/0/indicators/0/method", json!({ "kind": "points", "full": 100 })),
        ("/sheets/0/indicators/0/method", json!({ "kind": "share", "taget": "任务" })),
        ("/sheets/0/indicators/0/method", json!({ "kind": "deduct", "count": "次数" })),
        ("/sheets/0/indicators/0/method", json!({ "kind": "ballots", "register": "票", "least": -1 })),
        (
            "/sheets/0/indicators/0/method",
            json!({ "kind": "ledger", "register": "账", "points": "分", "caps": [{}] }),
        ),
        ("/sheets/0/columns/0/rank", json!({})),
        ("/sheets/0/columns/0/rank", json!("总分")),
        ("/sheets/0/columns/0/rank/from", json!("best")),
        ("/sheets/0/columns/0/rank/within", json!("乡镇")),
        ("/sheets/0/rules", json!([{ "name": "奖", "when": "排名 = 1" }])),
    ] {
        let wrong = scheme(pointer, value.clone());
        assert_ne!(problems(&schemes, &wrong), [""; 0], "the schema takes {pointer} {value}");
        assert!(read_document(&wrong.to_string()).is_err(), "the reader takes {pointer} {value}");
    }
    let books = validator(DocumentKind::Book);
    for wrong in [
        json!({ "format": "baton-book", "version": 1, "name": "簿" }),
        json!({ "format": "baton-scheme", "version": 1, "name": "簿", "editions": [] }),
        json!({ "format": "baton-book", "version": 1, "name": "簿", "editions": [{}] }),
        json!({ "format": "baton-book", "version": 1, "name": "簿", "editions": [{ "scheme": right }] }),
    ] {
        assert_ne!(problems(&books, &wrong), [""; 0], "the schema takes {wrong}");
        assert!(read_document(&wrong.to_string()).is_err(), "the reader takes {wrong}");
    }
}
