//! Places of a scheme: what tells the items of its lists apart, and the way to a value.

use std::collections::BTreeSet;

use serde_json::Value as Json;

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
