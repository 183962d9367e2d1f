//! The indicators of a scoring table become those of a sheet: one that is there, or one that is made for them.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::change::{ensure, whole};
use super::path::Path;
use super::scoring::{Planned, ScoringTable};
use super::targets::numbers;
use crate::diag::Message;
use crate::model::{Scheme, scheme_to_json};
use crate::num;

/// What is called how where it has to be made.
#[derive(Clone, Copy, Debug)]
pub struct Fresh<'a> {
    /// The class, where there is none.
    pub class: &'a str,
    /// The sheet.
    pub sheet: &'a str,
    /// Its total.
    pub total: &'a str,
}

/// Adds the indicators of a scoring table to a sheet, behind those that it has; `None`: to a new sheet of the first class,
/// over years. Each is typed as points until a method is chosen. A sheet without indicators and total gets a total. Ids
/// are such that `is_taken` does not know: what was once typed under one is another's.
///
/// # Errors
/// The sheet is not there.
pub fn take_scoring_table(
    scheme: &Scheme,
    sheet: Option<&Path>,
    table: &ScoringTable,
    fresh: Fresh<'_>,
    is_taken: &dyn Fn(&str) -> bool,
) -> Result<(Scheme, Path), Message> {
    let mut json = scheme_to_json(scheme);
    let mut texts = BTreeSet::new();
    texts_of(&json, &mut texts);
    let mut names = Names { texts, is_taken };
    let sheet = match sheet {
        Some(sheet) => sheet.clone(),
        None => add_sheet(&mut json, fresh, &mut names),
    };
    let Some(Json::Object(_)) = sheet.find(&json) else {
        return Err(Message::UnknownKey { key: sheet.to_string(), known: Vec::new(), nearest: None });
    };
    let list = sheet.key("indicators");
    let is_new = numbers(&json, &list).is_empty() && sheet.key("total").find(&json).is_none();
    let made: Vec<Json> = table.indicators.iter().map(|of| indicator(of, &mut names)).collect();
    if made.is_empty() {
        return Err(Message::EmptyTable);
    }
    let mut total = Map::new();
    let name = names.free(fresh.total);
    total.insert("id".to_owned(), Json::from(names.free_id(&name)));
    total.insert("name".to_owned(), Json::from(name));
    if !table.total.is_zero() {
        total.insert("full".to_owned(), Json::from(num::format(table.total)));
    }
    if let Some(Json::Object(sheet)) = sheet.find_mut(&mut json).filter(|_| is_new) {
        sheet.insert("total".to_owned(), Json::Object(total));
    }
    ensure(&mut json, &list);
    if let Some(Json::Array(indicators)) = list.find_mut(&mut json) {
        indicators.extend(made);
    }
    Ok((whole(json)?, sheet))
}

fn add_sheet(json: &mut Json, fresh: Fresh<'_>, names: &mut Names<'_>) -> Path {
    let (classes, sheets) = (Path::read("classes"), Path::read("sheets"));
    if numbers(json, &classes).is_empty() {
        let name = names.free(fresh.class);
        let class = json!({"id": names.free_id(&name), "name": name});
        push(json, &classes, class);
    }
    let class = classes.item(0).key("id").text(json).to_owned();
    let name = names.free(fresh.sheet);
    let sheet = json!({"id": names.free_id(&name), "name": name, "class": class, "cycle": "year"});
    push(json, &sheets, sheet);
    sheets.item(numbers(json, &sheets).len().saturating_sub(1))
}

fn push(json: &mut Json, list: &Path, item: Json) {
    ensure(json, list);
    if let Some(Json::Array(items)) = list.find_mut(json) {
        items.push(item);
    }
}

fn indicator(of: &Planned, names: &mut Names<'_>) -> Json {
    let name = names.free(&of.name);
    let mut made = Map::new();
    made.insert("id".to_owned(), Json::from(names.free_id(&name)));
    made.insert("name".to_owned(), Json::from(name));
    if let Some(full) = of.full {
        made.insert("full".to_owned(), Json::from(num::format(full)));
    }
    for (key, text) in [
        ("scored-by", &of.scored_by),
        ("verified-by", &of.verified_by),
        ("clause", &of.clause),
        ("note", &of.note),
    ] {
        if !text.is_empty() {
            made.insert(key.to_owned(), Json::from(text.as_str()));
        }
    }
    if of.below.is_empty() {
        made.insert("method".to_owned(), json!({"kind": "points"}));
    } else {
        let below = of.below.iter().map(|child| indicator(child, names)).collect();
        made.insert("indicators".to_owned(), Json::Array(below));
    }
    Json::Object(made)
}

/// Names and ids that are still free.
struct Names<'a> {
    texts: BTreeSet<String>,
    is_taken: &'a dyn Fn(&str) -> bool,
}

impl Names<'_> {
    fn free(&mut self, name: &str) -> String {
        let texts = &self.texts;
        let found = first(name, &|candidate| !texts.contains(candidate));
        self.texts.insert(found.clone());
        found
    }

    /// Of a name that was found free.
    fn free_id(&self, name: &str) -> String {
        first(name, &|candidate| {
            (candidate == name || !self.texts.contains(candidate)) && !(self.is_taken)(candidate)
        })
    }
}

fn first(name: &str, is_free: &dyn Fn(&str) -> bool) -> String {
    let numbered = (2_u32..).map(|number| format!("{name}{number}"));
    let mut all = std::iter::once(name.to_owned()).chain(numbered);
    all.find(|candidate| is_free(candidate)).unwrap_or_else(|| name.to_owned())
}

/// Every text of a scheme: names, ids, and what formulas consist of alone.
fn texts_of(json: &Json, to: &mut BTreeSet<String>) {
    match json {
        Json::String(text) => _ = to.insert(text.clone()),
        Json::Array(list) => list.iter().for_each(|item| texts_of(item, to)),
        Json::Object(object) => object.values().for_each(|value| texts_of(value, to)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}
