//! Going through every cell of a scheme.

use serde_json::Value as Json;

use super::at::Holds;
use super::path::Path;
use super::shape::{SCHEME, Setting, Shape, method};

/// Calls `visit` with every value that stands in a cell, in the order of the settings; of several in one cell with each.
pub(super) fn walk(json: &Json, visit: &mut dyn FnMut(&Path, Holds, &Json)) {
    settings(json, &Path::default(), SCHEME, visit);
}

fn settings(json: &Json, at: &Path, of: &[Setting], visit: &mut dyn FnMut(&Path, Holds, &Json)) {
    for setting in of {
        if let Some(value) = json.get(setting.key) {
            let holds = Holds { shape: setting.shape, must: setting.must };
            one(value, &at.only_key(setting.key), holds, visit);
        }
    }
}

fn one(value: &Json, at: &Path, holds: Holds, visit: &mut dyn FnMut(&Path, Holds, &Json)) {
    match (holds.shape, value) {
        (Shape::Part(of), _) => settings(value, at, of, visit),
        (Shape::Items(thing), Json::Array(items)) => {
            for (number, item) in items.iter().enumerate() {
                settings(item, &at.item(number), thing.settings(), visit);
            }
        }
        (Shape::Method, _) => {
            let kind = value.get("kind").and_then(Json::as_str).unwrap_or_default();
            visit(at, holds, value);
            settings(value, at, method(kind), visit);
        }
        (Shape::Several(inner), Json::Array(items)) => {
            for (number, item) in items.iter().enumerate() {
                one(item, &at.item(number), Holds { shape: *inner, must: false }, visit);
            }
        }
        (Shape::Values, Json::Object(of)) => {
            let holds = Holds { shape: Shape::Formula(super::shape::Rows::Own), must: false };
            for (key, value) in of {
                one(value, &at.only_key(key), holds, visit);
            }
        }
        (Shape::Spans, Json::Object(of)) => {
            for (cycle, span) in of {
                for end in ["first", "last"] {
                    if let Some(value) = span.get(end) {
                        let holds = Holds { shape: Shape::Period, must: true };
                        visit(&at.only_key(cycle).key(end), holds, value);
                    }
                }
            }
        }
        _ => visit(at, holds, value),
    }
}
