//! Places of a scheme: what tells the items of its lists apart, and the way to a value.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::calendar::Period;
use crate::diag::CellName;
use crate::model::{Change, Id, Scheme, scheme_to_json};

/// What tells an item of a list apart: its id; where it has none its name, or the values it is `of`.
pub(super) fn key(item: &Json) -> Option<String> {
    let text = |name: &str| item.get(name).and_then(Json::as_str).filter(|text| !text.is_empty());
    let of = || {
        let values: Option<Vec<&str>> = item.get("of")?.as_array()?.iter().map(Json::as_str).collect();
        Some(values?.join(" · "))
    };
    text("id").or_else(|| text("name")).map(str::to_owned).or_else(of)
}

/// The keys of a list's items; `None` where some have none or two have the same: they then go by their numbers.
pub(super) fn keys(list: &[Json]) -> Option<Vec<String>> {
    let keys: Vec<String> = list.iter().map(key).collect::<Option<_>>()?;
    let mut seen = BTreeSet::new();
    keys.iter().all(|key| seen.insert(key.as_str())).then_some(keys)
}

/// The number of the item that a key tells.
pub(super) fn position(list: &[Json], key: &str) -> Option<usize> {
    match keys(list) {
        Some(keys) if !list.is_empty() => keys.iter().position(|known| known == key),
        _ => key.parse().ok().filter(|at| *at < list.len()),
    }
}

/// The value at a place.
pub(super) fn find<'a>(json: &'a Json, at: &[String]) -> Option<&'a Json> {
    at.iter().try_fold(json, |json, step| match json {
        Json::Array(list) => list.get(position(list, step)?),
        other => other.get(step),
    })
}

/// The value at a place, to be changed.
pub(super) fn find_mut<'a>(json: &'a mut Json, at: &[String]) -> Option<&'a mut Json> {
    at.iter().try_fold(json, |json, step| match json {
        Json::Array(list) => {
            let at = position(list, step)?;
            list.get_mut(at)
        }
        other => other.get_mut(step),
    })
}

/// Where a scheme has what a card changes, as a path by numbers; as much of the way as there is, where the card took the
/// end of it out. `None` for a change of data.
#[must_use]
pub fn place_of(scheme: &Scheme, change: &Change) -> Option<String> {
    let at = match change {
        Change::Set(set) => &set.at,
        Change::Order(order) => &order.at,
        _ => return None,
    };
    let json = scheme_to_json(scheme);
    (0..=at.len()).rev().find_map(|length| numbered(&json, at.get(..length)?))
}

/// The cell of the data that a card changes, or the first of the row; `None` for a change of the scheme.
#[must_use]
pub fn cell_of(change: &Change) -> Option<CellName> {
    let name = |table: &Id, period: Option<Period>, row: &Id, column: Option<&Id>| CellName {
        table: table.to_string(),
        period: period.map(|period| period.to_string()).unwrap_or_default(),
        row: row.to_string(),
        column: column.map(ToString::to_string).unwrap_or_default(),
    };
    Some(match change {
        Change::Set(_) | Change::Order(_) => return None,
        Change::Mark(of) => name(&of.sheet, Some(of.period), &of.subject, Some(&of.column)),
        Change::Field(of) => name(&of.class, None, &of.subject, Some(&of.field)),
        Change::Value(of) => name(&of.register, None, &of.entry, Some(&of.field)),
        Change::Subject(of) => name(&of.class, None, &of.subject, None),
        Change::Entry(of) => name(&of.register, None, &of.entry, None),
        Change::Override(of) => name(&of.key.table, of.key.period, &of.key.row, Some(&of.key.column)),
    })
}

/// The path of a place by numbers, as parameters of a plan have it: `sheets[2].indicators[4].full`.
pub(super) fn numbered(json: &Json, at: &[String]) -> Option<String> {
    let mut path = String::new();
    let mut json = json;
    for step in at {
        json = match json {
            Json::Array(list) => {
                let number = position(list, step)?;
                path.push_str(&format!("[{number}]"));
                list.get(number)?
            }
            other => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(step);
                other.get(step)?
            }
        };
    }
    Some(path)
}
