//! What tells two schemes apart, as cards: so that any change made by any editor becomes cards.
//!
//! Both schemes are compared as documents. Items of lists are told apart by their ids, so that an item that moved or
//! was renamed is still the same. What only makes sense together, such as a method of another kind, is one card.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::items::keys;
use crate::model::{Card, Change, ItemPath, OrderChange, Scheme, SchemeChange, scheme_to_json};

/// Keys of which an object has exactly one: what a column computes, what follows from a rule, what a statistic counts.
const CHOICES: [&str; 10] =
    ["formula", "rank", "grade", "split", "counts", "action", "list", "entry", "limit", "sum"];

/// The cards that make the second scheme of the first. The ids of both have been settled.
#[must_use]
pub fn diff(before: &Scheme, after: &Scheme) -> Vec<Card> {
    let mut changes = Vec::new();
    compare(&scheme_to_json(before), &scheme_to_json(after), &mut Vec::new(), &mut changes);
    changes.into_iter().map(Card::new).collect()
}

fn compare(before: &Json, after: &Json, at: &mut ItemPath, to: &mut Vec<Change>) {
    match (before, after) {
        _ if before == after => {}
        (Json::Object(old), Json::Object(new)) if at.is_empty() || !is_of_another_kind(old, new) => {
            objects(old, new, at, to);
        }
        (Json::Array(old), Json::Array(new)) => lists(old, new, at, to),
        _ => to.push(set(at, Some(before), Some(after), None)),
    }
}

/// Whether the keys of two objects only make sense together.
fn is_of_another_kind(before: &Map<String, Json>, after: &Map<String, Json>) -> bool {
    let choices = |of: &Map<String, Json>| CHOICES.map(|key| of.contains_key(key));
    let kind = |of: &Map<String, Json>| of.get("kind").cloned();
    kind(before) != kind(after) || choices(before) != choices(after)
}

fn objects(before: &Map<String, Json>, after: &Map<String, Json>, at: &mut ItemPath, to: &mut Vec<Change>) {
    let new = after.keys().filter(|key| !before.contains_key(*key));
    for key in before.keys().chain(new) {
        at.push(key.clone());
        match (before.get(key), after.get(key)) {
            (Some(old), Some(new)) => compare(old, new, at, to),
            // An empty list is left out.
            (None, Some(Json::Array(new))) if has_items(new) => lists(&[], new, at, to),
            (Some(Json::Array(old)), None) if has_items(old) => lists(old, &[], at, to),
            (old, new) => to.push(set(at, old, new, None)),
        }
        at.pop();
    }
}

/// Whether the items of a list can be told apart.
fn has_items(list: &[Json]) -> bool {
    !list.is_empty() && keys(list).is_some()
}

fn lists(before: &[Json], after: &[Json], at: &mut ItemPath, to: &mut Vec<Change>) {
    let (old, new) = match (keys(before), keys(after)) {
        (Some(old), Some(new)) => (old, new),
        (None, None) if before.len() == after.len() => {
            for (number, (old, new)) in before.iter().zip(after).enumerate() {
                at.push(number.to_string());
                compare(old, new, at, to);
                at.pop();
            }
            return;
        }
        _ => {
            let list = |items: &[Json]| Json::Array(items.to_vec());
            to.push(set(at, Some(&list(before)), Some(&list(after)), None));
            return;
        }
    };
    let (mut was, mut is) = (BTreeSet::new(), BTreeSet::new());
    was.extend(old.iter());
    is.extend(new.iter());
    let mut order: Vec<&String> = old.iter().collect();
    for (key, item) in old.iter().zip(before) {
        if !is.contains(key) {
            let front = order.iter().take_while(|known| **known != key).last().copied();
            to.push(of_item(at, key, (Some(item), None), front));
            order.retain(|known| *known != key);
        }
    }
    for (key, item) in old.iter().zip(before) {
        if let Some(other) = new.iter().position(|known| known == key).and_then(|place| after.get(place)) {
            at.push(key.clone());
            compare(item, other, at, to);
            at.pop();
        }
    }
    let mut front = None;
    for (key, item) in new.iter().zip(after) {
        if !was.contains(key) {
            to.push(of_item(at, key, (None, Some(item)), front));
            let place = front.and_then(|front| order.iter().position(|known| *known == front));
            order.insert(place.map_or(0, |place| place.saturating_add(1)), key);
        }
        front = Some(key);
    }
    if !order.iter().copied().eq(new.iter()) {
        let before = order.into_iter().cloned().collect();
        to.push(Change::Order(OrderChange { at: at.clone(), before, after: new }));
    }
}

fn of_item(
    list: &[String],
    key: &str,
    (before, after): (Option<&Json>, Option<&Json>),
    front: Option<&String>,
) -> Change {
    let at: ItemPath = list.iter().cloned().chain([key.to_owned()]).collect();
    set(&at, before, after, front)
}

fn set(at: &[String], before: Option<&Json>, after: Option<&Json>, front: Option<&String>) -> Change {
    let value = |json: Option<&Json>| json.filter(|json| !json.is_null()).cloned();
    Change::Set(SchemeChange {
        at: at.to_vec(),
        before: value(before),
        after: value(after),
        behind: front.cloned(),
    })
}
