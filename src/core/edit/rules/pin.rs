//! What goes by the name of an indicator, and stays what it is where that is called otherwise: marks, and the dimension that
//! is voted on.

use serde_json::{Map, Value as Json};

use super::called::{follows, id_of_mark, marks, name_of};
use super::path::Path;
use super::scope::Scope;
use super::targets::{self, numbers};
use crate::formula::{fold, quoted};

/// The marks of a method that are named for its indicator keep their names: they are what was typed under. So does the
/// dimension that is voted on.
pub(super) fn pin(json: &mut Json, indicator: &Path) {
    if is_of_library(indicator) {
        // Marks are theirs who use it.
        let users = targets::users(json, indicator).into_iter();
        return users.for_each(|user| pin(json, &user));
    }
    let mut names = marks(json, indicator);
    names.retain(|(key, _)| follows(json, indicator, key).is_none());
    if targets::method_of(json, indicator).key("kind").text(json) == "ballots" {
        names.push(("dimension", name_of(json, indicator)));
    }
    if names.iter().all(|(key, _)| targets::method_of(json, indicator).key(key).find(json).is_some()) {
        return;
    }
    own_method(json, indicator);
    let method = indicator.key("method");
    for (key, mark) in names {
        if method.key(key).find(json).is_some() {
            continue;
        }
        let text = if key == "by" { quoted(&mark) } else { mark.clone() };
        if let Some(Json::Object(method)) = method.find_mut(json) {
            method.insert(key.to_owned(), Json::from(text));
        }
        // A formula makes no mark.
        if key == "by" && !is_column(json, indicator, &mark) {
            add_mark(json, indicator, &mark, &mark, "scale");
        }
    }
}

pub(super) fn is_of_library(indicator: &Path) -> bool {
    indicator.parent().and_then(|list| list.last_key().map(|key| key == "library")) == Some(true)
}

/// An indicator that is called as one of the library has that name as its own.
pub(super) fn own_name(json: &mut Json, indicator: &Path) {
    let name = name_of(json, indicator);
    if targets::library_of(json, indicator).is_some()
        && let Some(Json::Object(of)) = indicator.find_mut(json)
    {
        of.entry("name".to_owned()).or_insert(Json::from(name));
    }
}

/// An indicator that has its method of the library has the same as its own.
pub(super) fn own_method(json: &mut Json, indicator: &Path) {
    let from = targets::method_of(json, indicator);
    let method = from.find(json).cloned();
    if let (Some(method), Some(Json::Object(of))) = (method, indicator.find_mut(json)) {
        of.entry("method".to_owned()).or_insert(method);
    }
}

/// Lists the marks of a method that are called for their indicator among those of the sheet: they stay what they are
/// where it uses another one of the library, or none any more.
pub(super) fn keep_marks(json: &mut Json, indicator: &Path) {
    let kind = targets::method_of(json, indicator).key("kind").text(json).to_owned();
    for (key, name) in marks(json, indicator) {
        let id = id_of_mark(json, indicator, key, &name);
        if follows(json, indicator, key).is_some() && !is_column(json, indicator, &name) {
            add_mark(json, indicator, &id, &name, &kind);
        }
    }
}

/// Methods that take a mark of the sheet because it is called for their indicator name it from now on.
pub(super) fn pin_marks(json: &mut Json, input: &Path, before: &str, after: &str) {
    for indicator in indicators(json, input) {
        for (key, mark) in marks(json, &indicator) {
            let cell = targets::method_of(json, &indicator).key(key);
            if fold(&mark) != fold(before) || cell.find(json).is_some() {
                continue;
            }
            own_method(json, &indicator);
            if let Some(Json::Object(method)) = indicator.key("method").find_mut(json) {
                let text = if key == "by" { quoted(after) } else { after.to_owned() };
                method.insert(key.to_owned(), Json::from(text));
            }
        }
    }
}

/// Indicators say which dimension they are voted on by its new name: an old one may become another's.
pub(super) fn vote_on(json: &mut Json, dimension: &Path, after: &str) {
    let Some(register) = targets::table(dimension) else { return };
    let id = register.key("id").text(json).to_owned();
    let list = register.key("ballot.dimensions");
    let sheets = Path::read("sheets");
    let all: Vec<Path> = numbers(json, &sheets).flat_map(|at| indicators(json, &sheets.item(at))).collect();
    for indicator in all {
        let method = targets::method_of(json, &indicator);
        if method.key("kind").text(json) != "ballots" || method.key("register").text(json) != id {
            continue;
        }
        let given = method.key("dimension").find(json).and_then(Json::as_str);
        let wanted = given.map_or_else(|| name_of(json, &indicator), str::to_owned);
        let items: Vec<Path> = numbers(json, &list).map(|at| list.item(at)).collect();
        let by_name = items.iter().find(|item| name_of(json, item) == wanted);
        let found = by_name.or_else(|| items.iter().find(|item| item.key("id").text(json) == wanted));
        if found != Some(dimension) {
            continue;
        }
        let method = if given.is_none() {
            own_method(json, &indicator);
            indicator.key("method")
        } else {
            method
        };
        if let Some(Json::Object(method)) = method.find_mut(json) {
            method.insert("dimension".to_owned(), Json::from(after));
        }
    }
}

/// The indicators of the sheet that a place is in, with those below them.
pub(super) fn indicators(json: &Json, place: &Path) -> Vec<Path> {
    fn below(json: &Json, list: &Path, to: &mut Vec<Path>) {
        for item in numbers(json, list).map(|number| list.item(number)) {
            to.push(item.clone());
            below(json, &item.key("indicators"), to);
        }
    }
    let mut found = Vec::new();
    if let Some(sheet) = targets::table(place) {
        below(json, &sheet.key("indicators"), &mut found);
    }
    found
}

/// Whether the sheet of a cell has something of that name that it lists itself.
pub(super) fn is_column(json: &Json, cell: &Path, name: &str) -> bool {
    let Some(sheet) = targets::table(cell) else { return false };
    let scope = Scope::new(json);
    let tables = scope.tables_at(&sheet, false);
    let offered = tables.first().map(|table| scope.offered(*table, None)).unwrap_or_default();
    let listed = |of: &Path| match of.key("name").text(json) {
        "" if of.number().is_some() => name_of(json, of),
        own => own.to_owned(),
    };
    offered.iter().any(|known| known.of.is_within(&sheet) && fold(&listed(&known.of)) == fold(name))
}

/// Lists a mark that a method of a kind makes among those of the sheet.
pub(super) fn add_mark(json: &mut Json, of: &Path, id: &str, name: &str, kind: &str) {
    let Some(sheet) = targets::table(of) else { return };
    let mut mark = Map::new();
    mark.insert("id".to_owned(), Json::from(id));
    mark.insert("name".to_owned(), Json::from(name));
    // A value that is held against standards may be below 0.
    if !matches!(kind, "bands" | "scale") {
        mark.insert("least".to_owned(), Json::from(0));
    }
    if kind == "percentage" {
        mark.insert("most".to_owned(), Json::from(100));
    }
    let list = sheet.key("inputs");
    let mut known = numbers(json, &list).map(|number| list.item(number));
    if known.any(|item| item.key("id").text(json) == id) {
        return;
    }
    if let Some(Json::Object(sheet)) = sheet.find_mut(json) {
        let inputs = sheet.entry("inputs".to_owned()).or_insert_with(|| Json::Array(Vec::new()));
        if let Json::Array(inputs) = inputs {
            inputs.push(Json::Object(mark));
        }
    }
}
