//! The parts of a scheme with their keys, from its JSON Schema.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use baton_core::model::{DocumentKind, schema};
use serde_json::{Map, Value as Json};

/// Every part as a table of its keys, a part where it is first spoken of.
pub(super) fn keys() -> String {
    let schema = schema(DocumentKind::Scheme);
    let parts = schema["$defs"].as_object().unwrap();
    let mut text = part("Scheme", schema.as_object().unwrap());
    let mut told = BTreeSet::from(["Method".to_owned()]);
    let mut next = named(&schema["properties"]);
    while !next.is_empty() {
        let name = next.remove(0);
        if told.insert(name.clone()) {
            let object = parts[&name].as_object().unwrap();
            text.push_str(&part(&name, object));
            // What a part speaks of comes right after it.
            let mut deeper = named(object.get("properties").unwrap_or(&Json::Null));
            deeper.append(&mut next);
            next = deeper;
        }
    }
    let spoken_of_by_methods: Vec<String> =
        parts.keys().filter(|name| !told.contains(*name)).cloned().collect();
    for name in spoken_of_by_methods {
        text.push_str(&part(&name, parts[&name].as_object().unwrap()));
    }
    text
}

/// The parts that a value speaks of, in order.
fn named(value: &Json) -> Vec<String> {
    match value {
        Json::Object(map) => map
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value) {
                ("$ref", Json::String(to)) => vec![to.rsplit('/').next().unwrap().to_owned()],
                _ => named(value),
            })
            .collect(),
        Json::Array(list) => list.iter().flat_map(named).collect(),
        _ => Vec::new(),
    }
}

fn part(name: &str, schema: &Map<String, Json>) -> String {
    let description = schema.get("description").and_then(Json::as_str).unwrap_or_default();
    let mut text = format!("\n#### {name}\n\n{description}\n");
    if schema.contains_key("properties") {
        text.push_str(&table(schema));
    } else if let Some(choices) = schema.get("oneOf").and_then(Json::as_array) {
        text.push('\n');
        for choice in choices {
            let says = choice["description"].as_str().unwrap_or_default();
            for word in words(choice) {
                let _ = writeln!(text, "* `{word}`: {says}");
            }
        }
    }
    text
}

/// The keys of an object, except for one that stands elsewhere.
pub(super) fn table(schema: &Map<String, Json>) -> String {
    let properties = schema.get("properties").and_then(Json::as_object).cloned().unwrap_or_default();
    // The kind of a method is its heading.
    let is_told = |key: &str, value: &Json| key == "$schema" || (key == "kind" && value["const"].is_string());
    let properties: Vec<_> = properties.into_iter().filter(|(key, value)| !is_told(key, value)).collect();
    if properties.is_empty() {
        return String::new();
    }
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect();
    let mut text = "\n| key | holds | |\n|---|---|---|\n".to_owned();
    for (key, value) in properties {
        let key = if required.contains(&key.as_str()) { format!("**`{key}`**") } else { format!("`{key}`") };
        let says = value["description"].as_str().unwrap_or_default();
        let _ = writeln!(text, "| {key} | {} | {} |", holds(&value), says.replace('|', "\\|"));
    }
    text
}

/// What kind of value a key holds, with a link to a part.
fn holds(value: &Json) -> String {
    if let Some(to) = value["$ref"].as_str() {
        return link(to.rsplit('/').next().unwrap());
    }
    let one_of: Vec<String> = ["anyOf", "oneOf", "allOf"]
        .iter()
        .filter_map(|key| value[*key].as_array())
        .flatten()
        .filter(|of| of["type"] != "null")
        .map(holds)
        .collect();
    if !one_of.is_empty() {
        return one_of.join(" or ");
    }
    let words = words(value);
    if !words.is_empty() {
        return words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    }
    let kinds: Vec<&str> = match &value["type"] {
        Json::String(kind) => vec![kind],
        Json::Array(kinds) => kinds.iter().filter_map(Json::as_str).filter(|kind| *kind != "null").collect(),
        _ => Vec::new(),
    };
    match kinds.as_slice() {
        ["string"] => "text".to_owned(),
        ["integer"] => "whole number".to_owned(),
        ["boolean"] => "`true` or `false`".to_owned(),
        ["array"] => format!("list of {}", holds(&value["items"])),
        ["object"] => {
            let of = value["additionalProperties"].as_object().map(|_| &value["additionalProperties"]);
            let of = of.or_else(|| value["properties"].as_object()?.values().next());
            let of = of.or_else(|| value["patternProperties"].as_object()?.values().next());
            let keys = value["properties"].as_object().map(|of| {
                let keys: Vec<String> = of.keys().map(|key| format!("`{key}`")).collect();
                format!(" by {}", keys.join(", "))
            });
            format!("object of {}{}", of.map(holds).unwrap_or_default(), keys.unwrap_or_default())
        }
        other => panic!("{other:?} {value}"),
    }
}

/// The words that may stand here.
fn words(value: &Json) -> Vec<String> {
    let text = |of: &Json| of.as_str().map_or_else(|| of.to_string(), str::to_owned);
    match (&value["const"], &value["enum"]) {
        (Json::Null, Json::Array(list)) => list.iter().filter(|of| !of.is_null()).map(text).collect(),
        (Json::Null, _) => Vec::new(),
        (one, _) => vec![text(one)],
    }
}

fn link(part: &str) -> String {
    match part {
        "Method" => "[method](#methods)".to_owned(),
        "Number" => "[number](#number)".to_owned(),
        "Id" => "[id](#id)".to_owned(),
        "Date" => "[date](#date)".to_owned(),
        other => format!("[{other}](#{})", other.to_lowercase()),
    }
}

/// The page says so of every list of words that may be left out.
#[test]
fn the_first_word_holds_where_the_key_is_left_out() {
    use baton_core::{calendar, model, num};
    fn word<T: Default + serde::Serialize>() -> Json {
        serde_json::to_value(T::default()).unwrap()
    }
    let defaults = [
        ("BallotForm", word::<model::BallotForm>()),
        ("BlankRule", word::<model::BlankRule>()),
        ("ChecklistGives", word::<model::ChecklistGives>()),
        ("Combine", word::<model::Combine>()),
        ("End", word::<model::End>()),
        ("EntryPeriod", word::<model::EntryPeriod>()),
        ("EntrySpan", word::<model::EntrySpan>()),
        ("FieldKind", word::<model::FieldKind>()),
        ("LineTies", word::<model::LineTies>()),
        ("PublicHolidays", word::<calendar::PublicHolidays>()),
        ("QuotaRounding", word::<model::QuotaRounding>()),
        ("RoundingMode", word::<num::RoundingMode>()),
        ("Start", word::<model::Start>()),
        ("Take", word::<model::Take>()),
        ("Ties", word::<model::Ties>()),
        ("WeekRule", word::<calendar::WeekRule>()),
        ("Word", word::<model::Word>()),
    ];
    let schema = schema(DocumentKind::Scheme);
    let parts = schema["$defs"].as_object().unwrap();
    for (name, part) in parts {
        let Some(first) = part["oneOf"].as_array().and_then(|choices| words(&choices[0]).first().cloned())
        else {
            continue;
        };
        // What a limit does has to be said.
        let must_be_said = name == "LimitKind";
        let default = defaults.iter().find(|(known, _)| known == name).map(|(_, word)| word);
        assert!(must_be_said || default.is_some(), "{name} belongs into this list");
        assert!(
            default.is_none_or(|default| *default == first),
            "{name} begins with {first}, not {default:?}"
        );
    }
}
