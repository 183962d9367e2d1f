//! What is done to a scheme: a cell typed into, a thing added, taken out.
//!
//! Each gives the changed scheme as a whole, or says why it cannot stand; nothing else of it is touched, ids least of all.

use serde_json::{Map, Value as Json};

use super::at::{self, DOES, begun};
use super::called::name_of;
use super::path::{Path, Step};
use super::shape::{Shape, Thing, method};
use super::{gaps, keep, pin, rename, targets};
use crate::diag::{Diagnostic, Message};
use crate::model::{Scheme, scheme_from_json, scheme_to_json};

/// Types into a cell. A thing that gets another name is renamed in every formula too.
///
/// # Errors
/// Why the text cannot stand there; it is the caller's to keep it beside the cell.
pub fn set(scheme: &Scheme, cell: &Path, typed: &str) -> Result<Scheme, Message> {
    let mut json = scheme_to_json(scheme);
    if is_beyond(&json, cell) {
        return Err(gone(cell));
    }
    if typed.trim().is_empty()
        && at::holds(&json, cell).is_some_and(|holds| holds.must)
        && let Some(part) = cell.parent().filter(|part| is_optional_part(&json, part))
    {
        put(&mut json, &part, None);
        return whole(json);
    }
    if cell.last_key() == Some("name")
        && let Some(item) = cell.parent()
        && !item.steps().is_empty()
    {
        let is_standard = at::thing_of_item(&json, &item) == Some(Thing::Standard);
        let (shown, typed) = (at::read(&json, cell), typed.trim());
        if typed == shown {
            return Ok(scheme.clone());
        }
        // Without a name of its own an indicator is called as what it uses.
        if let Some(from) = targets::library_of(&json, &item) {
            pin::own_name(&mut json, &item);
            let before = name_of(&json, &item);
            let after = if typed.is_empty() { name_of(&json, &from) } else { typed.to_owned() };
            rename::rename(&mut json, &item, &before, &after)?;
            if typed.is_empty() {
                put(&mut json, cell, None);
            }
            return whole(json);
        }
        // A standard without a name goes by its number.
        let before = if is_standard { name_of(&json, &item) } else { shown };
        if is_standard && typed.is_empty() {
            rename::without_name(&mut json, &item, &before)?;
            return whole(json);
        }
        if !typed.is_empty() && !before.is_empty() {
            rename::rename(&mut json, &item, &before, typed)?;
            return whole(json);
        }
    }
    if cell.last_key() == Some(DOES) {
        choose(&mut json, cell, typed)?;
        return whole(json);
    }
    if at::settings(&json, cell).is_some() && at::holds(&json, cell).is_none() {
        part(&mut json, cell, typed)?;
        return whole(json);
    }
    let is_kind = cell.last_key() == Some("kind") && is_method(&json, cell.parent().as_ref());
    if is_kind || is_method(&json, Some(cell)) {
        let of = if is_kind { cell.parent().unwrap_or_default() } else { cell.clone() };
        let kind = at::parse(&json, &of, typed)?;
        set_method(&mut json, &of, kind.as_ref().and_then(Json::as_str));
        return whole(json);
    }
    if at::holds(&json, cell).is_some_and(|holds| matches!(holds.shape, Shape::Period)) {
        set_period(&mut json, cell, typed)?;
        return whole(json);
    }
    let value = at::parse(&json, cell, typed)?;
    if gaps::is_value(&json, cell) {
        gaps::put(&mut json, cell, value);
        return whole(json);
    }
    if cell.last_key() == Some("use")
        && let Some(item) = cell.parent()
    {
        set_use(&mut json, &item, value);
        return whole(json);
    }
    keep::keep_mark(&mut json, cell, value.as_ref())?;
    put(&mut json, cell, value);
    whole(json)
}

/// Lets an indicator use another one of the library, or none: then it keeps what it had from there, as its own.
fn set_use(json: &mut Json, item: &Path, value: Option<Json>) {
    let before = targets::library_of(json, item).and_then(|from| from.find(json).cloned());
    let from = value.as_ref().and_then(Json::as_str).map(str::to_owned);
    let plain = at::beginning(json, item, "method", Shape::Method);
    // What was typed for a method is there under the names it has now.
    pin::keep_marks(json, item);
    let Some(Json::Object(own)) = item.find_mut(json) else { return };
    if let Some(Json::Object(before)) = before {
        for (key, inherited) in before {
            // Its name stays in any case: formulas name it.
            if (value.is_none() || key == "name") && key != "id" && !own.contains_key(&key) {
                own.insert(key, inherited);
            }
        }
    } else if from.is_some() && own.get("method") == Some(&plain) {
        // What every new indicator begins with is no choice.
        own.shift_remove("method");
    }
    match from {
        Some(from) => _ = own.insert("use".to_owned(), Json::from(from)),
        None => _ = own.shift_remove("use"),
    }
}

fn is_method(json: &Json, path: Option<&Path>) -> bool {
    path.and_then(|path| at::holds(json, path)).is_some_and(|holds| matches!(holds.shape, Shape::Method))
}

/// Whether a place is in an item that a list does not have. One of several values is made by typing it.
fn is_beyond(json: &Json, cell: &Path) -> bool {
    let mut at = Some(cell.clone());
    while let Some(place) = at {
        if place.number().is_some() && place.find(json).is_none() && !gaps::is_value(json, &place) {
            return true;
        }
        at = place.parent();
    }
    false
}

/// Puts a value at a place, with the parts it stands in; `None` takes it away.
fn put(json: &mut Json, cell: &Path, value: Option<Json>) {
    let Some((parent, Step::Key(key))) = cell.split() else {
        if let (Some(place), Some(value)) = (cell.find_mut(json), value) {
            *place = value;
        }
        return;
    };
    if value.is_none() && parent.find(json).is_none() {
        return;
    }
    ensure(json, &parent);
    let Some(Json::Object(object)) = parent.find_mut(json) else { return };
    match value {
        Some(value) => _ = object.insert(key.clone(), value),
        None => _ = object.shift_remove(key),
    }
}

/// Sets the first or last period of a cycle; the other end is the same until it is typed, and an empty one opens none.
fn set_period(json: &mut Json, cell: &Path, typed: &str) -> Result<(), Message> {
    let Some(span) = cell.parent() else { return Ok(()) };
    if typed.trim().is_empty() {
        _ = span.split().and_then(|(periods, step)| match (periods.find_mut(json), step) {
            (Some(Json::Object(periods)), Step::Key(cycle)) => periods.shift_remove(cycle),
            _ => None,
        });
        return Ok(());
    }
    let value = at::parse(json, cell, typed)?;
    ensure(json, &span);
    if let Some(Json::Object(ends)) = span.find_mut(json) {
        for end in ["first", "last"] {
            if cell.last_key() == Some(end) || !ends.contains_key(end) {
                ends.insert(end.to_owned(), value.clone().unwrap_or_default());
            }
        }
    }
    Ok(())
}

/// Whether a part may be left out by itself: one of several that a thing has exactly one of may not.
fn is_optional_part(json: &Json, path: &Path) -> bool {
    let Some((item, Step::Key(key))) = path.split() else { return false };
    let one_of =
        item.split().and_then(|(list, _)| at::thing_of_list(json, &list)).map_or(&[][..], Thing::one_of);
    let is_part =
        at::setting(json, path).is_some_and(|holds| matches!(holds.shape, Shape::Part(_)) && !holds.must);
    is_part && !one_of.contains(&key.as_str())
}

/// Makes what a place stands in, where it is left out.
pub(super) fn ensure(json: &mut Json, path: &Path) {
    if path.find(json).is_some() {
        return;
    }
    let Some((parent, Step::Key(key))) = path.split() else { return };
    ensure(json, &parent);
    // The periods of a cycle: the other end is the same until it is typed.
    let fresh = match at::setting(json, path) {
        Some(holds) => at::beginning(json, &parent, key, holds.shape),
        None => Json::Object(Map::new()),
    };
    let fresh = if fresh.is_object() || fresh.is_array() { fresh } else { Json::Object(Map::new()) };
    if let Some(Json::Object(object)) = parent.find_mut(json) {
        object.insert(key.clone(), fresh);
    }
}

/// Gives a thing another one of the keys of which it has exactly one.
fn choose(json: &mut Json, cell: &Path, typed: &str) -> Result<(), Message> {
    let Some(item) = cell.parent() else { return Ok(()) };
    let chosen = at::parse(json, cell, typed)?;
    let chosen = chosen.as_ref().and_then(Json::as_str).unwrap_or_default().to_owned();
    if item.key(&chosen).find(json).is_some() {
        return Ok(());
    }
    let Some(thing) = item.parent().and_then(|list| at::thing_of_list(json, &list)) else { return Ok(()) };
    let Some(setting) = thing.settings().iter().find(|setting| setting.key == chosen) else { return Ok(()) };
    // What it goes by stays where the new one goes by something too.
    let by = thing.one_of().iter().find_map(|key| {
        let found = [item.key(key), item.key(key).key("by"), item.key(key).key("points")];
        found.iter().find_map(|path| path.find(json).filter(|value| value.is_string()).cloned())
    });
    let mut fresh = at::beginning(json, &item, &chosen, setting.shape);
    if let (Json::Object(object), Some(by)) = (&mut fresh, &by) {
        for key in ["by", "points"] {
            if object.contains_key(key) {
                object.insert(key.to_owned(), by.clone());
            }
        }
    }
    if let (Shape::Formula(_), Some(by)) = (setting.shape, by) {
        fresh = by;
    }
    if let Some(Json::Object(object)) = item.find_mut(json) {
        for key in thing.one_of() {
            object.shift_remove(*key);
        }
        object.insert(chosen, fresh);
    }
    Ok(())
}

/// Begins a part, or takes it away.
fn part(json: &mut Json, cell: &Path, typed: &str) -> Result<(), Message> {
    let Some((parent, Step::Key(key))) = cell.split() else { return Ok(()) };
    let wanted = match typed.trim() {
        at::YES | "是" | "有" => true,
        at::NO | "否" | "无" | "" => false,
        other => return Err(Message::MarkNotATruth { typed: other.to_owned() }),
    };
    if wanted == cell.find(json).is_some() {
        return Ok(());
    }
    let settings = at::settings(json, cell).unwrap_or_default();
    let fresh = begun(json, cell, settings);
    ensure(json, &parent);
    if let Some(Json::Object(object)) = parent.find_mut(json) {
        match wanted {
            true => _ = object.insert(key.clone(), fresh),
            false => _ = object.shift_remove(key),
        }
    }
    Ok(())
}

/// Gives an indicator another method; settings that both have stay.
fn set_method(json: &mut Json, path: &Path, kind: Option<&str>) {
    let Some((item, Step::Key(key))) = path.split() else { return };
    let before = path.find(json).cloned();
    let known = before.as_ref().and_then(|before| before.get("kind")).and_then(Json::as_str);
    if known == kind {
        return;
    }
    let fresh = kind.map(|kind| {
        let settings = method(kind);
        let mut fresh = Map::new();
        fresh.insert("kind".to_owned(), Json::from(kind));
        if let Json::Object(needed) = begun(json, path, settings) {
            fresh.extend(needed);
        }
        let old = known.map_or(&[][..], method);
        for setting in settings {
            let is_same = old.iter().any(|other| {
                other.key == setting.key
                    && std::mem::discriminant(&other.shape) == std::mem::discriminant(&setting.shape)
            });
            if let Some(value) =
                before.as_ref().and_then(|before| before.get(setting.key)).filter(|_| is_same)
            {
                fresh.insert(setting.key.to_owned(), value.clone());
            }
        }
        Json::Object(fresh)
    });
    if let Some(Json::Object(object)) = item.find_mut(json) {
        match fresh {
            Some(fresh) => _ = object.insert(key.clone(), fresh),
            None => _ = object.shift_remove(key),
        }
    }
}

/// Adds a thing to a list, behind the item of that number or at the beginning; `name` is what it is called, with a
/// number where that is taken. Its id is one that `is_taken` does not know: what was once typed under it is another's.
///
/// # Errors
/// The list cannot be there.
pub fn add(
    scheme: &Scheme,
    list: &Path,
    behind: Option<usize>,
    name: &str,
    is_taken: &dyn Fn(&str) -> bool,
) -> Result<(Scheme, Path), Message> {
    let mut json = scheme_to_json(scheme);
    let Some(thing) = at::thing_of_list(&json, list) else {
        return Err(Message::UnknownKey { key: list.to_string(), known: Vec::new(), nearest: None });
    };
    let mut item = begun(&json, list, thing.settings());
    if let Json::Object(object) = &mut item {
        if let Some(key) = thing.one_of().first() {
            let first = thing.settings().iter().find(|setting| setting.key == *key);
            let shape = first.map_or(Shape::Text, |setting| setting.shape);
            object.insert((*key).to_owned(), at::beginning(&json, list, key, shape));
        }
        if thing == Thing::Indicator {
            object.insert("method".to_owned(), at::beginning(&json, list, "method", Shape::Method));
        }
        let is_named = thing.settings().iter().any(|setting| setting.key == "name" && setting.must);
        if is_named || thing == Thing::Indicator {
            let name = free_name(&json, name);
            if has_id(thing) {
                object.insert("id".to_owned(), Json::from(free_id(&json, &name, is_taken)));
            }
            object.insert("name".to_owned(), Json::from(name));
        }
    }
    ensure(&mut json, list);
    let Some(Json::Array(items)) = list.find_mut(&mut json) else {
        return Err(Message::UnknownKey { key: list.to_string(), known: Vec::new(), nearest: None });
    };
    let place = behind.map_or(items.len(), |behind| behind.saturating_add(1)).min(items.len());
    items.insert(place, item);
    if thing == Thing::Indicator
        && let Some(holder) = list.parent().filter(|holder| holder.number().is_some())
        && at::thing_of_item(&json, &holder) == Some(thing)
    {
        // An indicator that others stand in has no method of its own.
        put(&mut json, &holder.key("method"), None);
    }
    Ok((whole(json)?, list.item(place)))
}

/// Whether things of the kind have permanent ids.
fn has_id(thing: Thing) -> bool {
    !matches!(thing, Thing::Round | Thing::Cap | Thing::Standard)
}

fn free_name(json: &Json, name: &str) -> String {
    free(name, &|candidate| has_text(json, candidate))
}

fn free_id(json: &Json, name: &str, is_taken: &dyn Fn(&str) -> bool) -> String {
    free(name, &|candidate| is_taken(candidate) || has_text(json, candidate))
}

fn free(name: &str, is_taken: &dyn Fn(&str) -> bool) -> String {
    let numbered = (2_u32..).map(|number| format!("{name}{number}"));
    let mut all = std::iter::once(name.to_owned()).chain(numbered);
    all.find(|candidate| !is_taken(candidate)).unwrap_or_else(|| name.to_owned())
}

/// Whether a text stands anywhere in a scheme as it is.
fn has_text(json: &Json, text: &str) -> bool {
    match json {
        Json::String(known) => known == text,
        Json::Array(list) => list.iter().any(|item| has_text(item, text)),
        Json::Object(object) => object.values().any(|value| has_text(value, text)),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}

/// Takes a thing out of its list.
///
/// # Errors
/// It is not there.
pub fn remove(scheme: &Scheme, item: &Path) -> Result<Scheme, Message> {
    let mut json = scheme_to_json(scheme);
    _ = take(&mut json, item).ok_or_else(|| gone(item))?;
    whole(json)
}

pub(super) fn take(json: &mut Json, item: &Path) -> Option<Json> {
    let (list, number) = (item.parent()?, item.number()?);
    let Some(Json::Array(items)) = list.find_mut(json) else { return None };
    let taken = (number < items.len()).then(|| items.remove(number))?;
    let is_empty = items.is_empty();
    let must = at::holds(json, &list).is_some_and(|holds| holds.must);
    if is_empty
        && !must
        && let Some((holder, Step::Key(key))) = list.split()
        && !matches!(key.as_str(), "classes" | "sheets")
        && let Some(Json::Object(holder)) = holder.find_mut(json)
    {
        holder.shift_remove(key);
    }
    Some(taken)
}

fn gone(item: &Path) -> Message {
    Message::UnknownKey { key: item.to_string(), known: Vec::new(), nearest: None }
}

pub(super) fn whole(json: Json) -> Result<Scheme, Message> {
    let message = |mistakes: Vec<Diagnostic>| mistakes.into_iter().next().map(|first| first.message);
    scheme_from_json(json).map_err(|mistakes| message(mistakes).unwrap_or(Message::EmptyTable))
}
