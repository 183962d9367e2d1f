//! The JSON Schema of the documents, made from their types: keys and their meaning are those of the types and their
//! comments. Here stands only what the types do not say by themselves: how numbers, dates and periods are written,
//! and the header of a file.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value as Json, json};

use super::json::VERSION;
use super::{Book, Dimension, DocumentKind, Id, Scheme, number};
use crate::calendar::{Cycle, Day, Days, OptionalDay, Period};

/// The JSON Schema (draft 2020-12) of a scheme or a book. It tells keys, kinds and choices; what it cannot tell (names
/// that must be there, formulas) is found by compiling.
#[must_use]
pub fn schema(kind: DocumentKind) -> Json {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = match kind {
        DocumentKind::Scheme => generator.into_root_schema_for::<Scheme>(),
        DocumentKind::Book => generator.into_root_schema_for::<Book>(),
    };
    Plain.transform(&mut schema);
    with_header(schema.to_value(), kind)
}

/// Puts the header of a file before the document's own keys.
fn with_header(mut schema: Json, kind: DocumentKind) -> Json {
    let mut header = json!({
        "$schema": { "type": "string", "description": "Where this schema lies, for editors; it is not read and not kept." },
        "format": { "const": kind.format(), "description": "What the file is." },
        "version": { "const": VERSION, "description": "The version of the file format." },
    });
    if let (Some(header), Some(properties)) =
        (header.as_object_mut(), schema.get_mut("properties").and_then(Json::as_object_mut))
    {
        header.append(properties);
        *properties = std::mem::take(header);
    }
    if let Some(required) = schema.get_mut("required").and_then(Json::as_array_mut) {
        required.splice(0..0, ["format".into(), "version".into()]);
    }
    schema
}

/// Comments as plain text: links of the source's documentation become names, lines become sentences; and the formats
/// that only say how wide a number is in memory go.
struct Plain;

impl Transform for Plain {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(Json::String(text)) = schema.get_mut("description") {
            *text = plain(text);
        }
        if let Some(map) = schema.as_object_mut() {
            map.shift_remove("format");
            // An id that is left out is made from the name; it is not empty.
            if map.get("default").and_then(Json::as_str) == Some("") {
                map.shift_remove("default");
            }
        }
        transform_subschemas(self, schema);
    }
}

fn plain(text: &str) -> String {
    let (prose, code) = text.split_once("\n\n```").unwrap_or((text, ""));
    let mut plain = prose.replace("[`", "`").replace("`]", "`").replace("super::", "").replace('\n', " ");
    // An example of the format; those in Rust are for the reader of the source.
    if let Some(example) = code.strip_prefix("text\n") {
        let words: Vec<&str> = example.trim_end_matches('`').split_whitespace().collect();
        plain = format!("{plain} Example: {}", words.join(" "));
    }
    plain
}

/// A type that is written in a way of its own.
macro_rules! written {
    ($type:ty, $name:literal, $generator:ident => $schema:expr) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
    (inline $type:ty, $name:literal, $generator:ident => $schema:expr) => {
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

written!(Id, "Id", _g => json_schema!({
    "type": "string",
    "description": "A permanent id; left out, it is made from the name. Where another part is named, its id, which is its name unless an id was given.",
}));

written!(Dimension, "Dimension", generator => json_schema!({
    "anyOf": [{ "type": "string" }, {
        "type": "object",
        "properties": { "id": generator.subschema_for::<Id>(), "name": { "type": "string" } },
        "required": ["name"],
        "additionalProperties": false,
    }],
    "description": "What is voted on: its name alone, or an object with `id` and `name` once it was renamed.",
}));

written!(number::Exact, "Number", _g => json_schema!({
    "type": ["number", "string"],
    "pattern": r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$",
    "description": "An exact number: a JSON number of up to 15 digits, or a text of up to 28.",
}));
written!(inline number::Optional, "OptionalNumber", generator => json_schema!({
    "anyOf": [generator.subschema_for::<number::Exact>(), { "type": "null" }],
}));
written!(inline number::List, "Numbers", generator => json_schema!({
    "type": "array",
    "items": generator.subschema_for::<number::Exact>(),
}));
written!(inline number::Gaps, "NumbersWithGaps", generator => json_schema!({
    "type": "array",
    "items": generator.subschema_for::<number::Optional>(),
}));

written!(Day, "Date", _g => json_schema!({
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}$",
    "description": "A date such as `2018-03-01`.",
}));
written!(inline OptionalDay, "OptionalDate", generator => json_schema!({
    "anyOf": [generator.subschema_for::<Day>(), { "type": "null" }],
}));
written!(inline Days, "Dates", generator => json_schema!({
    "type": "array",
    "items": generator.subschema_for::<Day>(),
}));

written!(Period, "Period", _g => json_schema!({
    "type": "string",
    "pattern": r"^(\d{4}(-(W\d{2}|Q[1-4]|H[12]|\d{2}(-(T[1-3]|\d{2}))?))?|R\d{2,})$",
    "description": "A period: `2018-W01` a week, `2018-01-T1` ten days, `2018-01` a month, `2018-Q1` a quarter, `2018-H1` a half-year, `2018` a year, `R01` a round; or a day, `2018-03-01`.",
}));

written!(Cycle, "Cycle", _g => json_schema!({
    "type": "string",
    "enum": Cycle::ALL.map(Cycle::name),
    "description": "A cycle: `week` (ISO 8601, Monday to Sunday), `ten-day` 旬, `month`, `quarter`, `half-year`, `year`, or `round`, the rounds that the calendar names.",
}));
