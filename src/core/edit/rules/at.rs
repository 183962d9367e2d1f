//! What a place of a scheme may hold, and how it is read and written as a cell.

use serde_json::{Map, Value as Json};

use super::path::{Path, Step};
use super::shape::{METHODS, SCHEME, Setting, Shape, Target, Thing, cycles, method};
use super::targets::{candidates, named};
use crate::calendar::{Cycle, read_date};
use crate::diag::{Message, nearest};
use crate::num;

/// The key of the cell that says which of several keys a thing has: see [`Thing::one_of`].
pub const DOES: &str = "does";
/// The word for yes in a cell.
pub const YES: &str = "yes";
/// The word for no in a cell.
pub const NO: &str = "no";

/// What a cell may hold.
#[derive(Clone, Copy, Debug)]
pub struct Holds {
    /// What is typed into it.
    pub shape: Shape,
    /// Whether it may not be left empty.
    pub must: bool,
}

const PERIOD: Holds = Holds { shape: Shape::Period, must: true };

enum Where {
    Settings(&'static [Setting]),
    Of(&'static [&'static str]),
    Holds(Holds),
}

/// What the place of a scheme may hold; `None` where there can be nothing.
#[must_use]
pub fn holds(json: &Json, path: &Path) -> Option<Holds> {
    let mut now = Where::Settings(SCHEME);
    let mut one_of: &'static [&'static str] = &[];
    let mut walked = Path::default();
    for step in path.steps() {
        now = match (now, step) {
            (Where::Settings(_), Step::Key(key)) if key == DOES && !one_of.is_empty() => Where::Of(one_of),
            (Where::Settings(settings), Step::Key(key)) => {
                let setting = settings.iter().find(|setting| setting.key == key)?;
                into(Holds { shape: setting.shape, must: setting.must })
            }
            (Where::Holds(Holds { shape: Shape::Items(thing), .. }), Step::Index(_)) => {
                one_of = thing.one_of();
                Where::Settings(thing.settings())
            }
            (Where::Holds(Holds { shape: Shape::Several(inner), .. }), Step::Index(_)) => {
                Where::Holds(Holds { shape: *inner, must: false })
            }
            (Where::Holds(Holds { shape: Shape::Method, .. }), Step::Key(key)) if key == "kind" => {
                Where::Holds(Holds { shape: Shape::Method, must: false })
            }
            (Where::Holds(Holds { shape: Shape::Method, .. }), Step::Key(key)) => {
                let settings = method(walked.key("kind").text(json));
                let setting = settings.iter().find(|setting| setting.key == key)?;
                into(Holds { shape: setting.shape, must: setting.must })
            }
            (Where::Holds(Holds { shape: Shape::Values, .. }), Step::Key(_)) => {
                Where::Holds(Holds { shape: Shape::Formula(super::shape::Rows::Own), must: false })
            }
            (Where::Holds(Holds { shape: Shape::Spans, .. }), Step::Key(_)) => Where::Holds(PERIOD),
            (Where::Holds(Holds { shape: Shape::Period, .. }), Step::Key(_)) => Where::Holds(PERIOD),
            _ => return None,
        };
        walked = match step {
            Step::Key(key) => walked.only_key(key),
            Step::Index(number) => walked.item(*number),
        };
    }
    match now {
        Where::Holds(holds) => Some(holds),
        Where::Of(of) => Some(Holds { shape: Shape::Choice(of), must: true }),
        Where::Settings(_) => None,
    }
}

/// Parts are gone into at once; the setting itself is [`holds_part`].
fn into(holds: Holds) -> Where {
    match holds.shape {
        Shape::Part(settings) => Where::Settings(settings),
        _ => Where::Holds(holds),
    }
}

/// The setting at a place where that is a part with settings of its own, or anything else [`holds`] does not tell.
#[must_use]
pub(super) fn setting(json: &Json, path: &Path) -> Option<Holds> {
    if let Some(found) = holds(json, path) {
        return Some(found);
    }
    let (parent, Step::Key(key)) = path.split()? else { return None };
    let settings = settings(json, &parent)?;
    let found = settings.iter().find(|setting| setting.key == key)?;
    Some(Holds { shape: found.shape, must: found.must })
}

/// The settings that the thing or part at a place has.
#[must_use]
pub fn settings(json: &Json, path: &Path) -> Option<&'static [Setting]> {
    let Some((parent, step)) = path.split() else { return Some(SCHEME) };
    match step {
        Step::Index(_) => match holds(json, &parent)?.shape {
            Shape::Items(thing) => Some(thing.settings()),
            _ => None,
        },
        Step::Key(key) => {
            let own = match holds(json, path) {
                Some(Holds { shape: Shape::Method, .. }) => {
                    return Some(method(path.key("kind").text(json)));
                }
                Some(_) => return None,
                None => settings(json, &parent)?,
            };
            match own.iter().find(|setting| setting.key == key)?.shape {
                Shape::Part(settings) => Some(settings),
                _ => None,
            }
        }
    }
}

/// The kind of thing that the list at a place holds.
#[must_use]
pub(super) fn thing_of_list(json: &Json, list: &Path) -> Option<Thing> {
    match holds(json, list)?.shape {
        Shape::Items(thing) => Some(thing),
        _ => None,
    }
}

/// The kind of thing that stands at a place, where that is an item of a list.
#[must_use]
pub(super) fn thing_of_item(json: &Json, item: &Path) -> Option<Thing> {
    item.number()?;
    thing_of_list(json, &item.parent()?)
}

/// What stands in a cell, as it would be typed; empty where it is left out.
#[must_use]
pub fn read(json: &Json, path: &Path) -> String {
    let Some(holds) = holds(json, path) else { return String::new() };
    if path.last_key() == Some(DOES) {
        let item = path.parent().and_then(|item| item.find(json));
        let Shape::Choice(keys) = holds.shape else { return String::new() };
        let found = keys.iter().find(|key| item.is_some_and(|item| item.get(**key).is_some()));
        return found.map(|key| (*key).to_owned()).unwrap_or_default();
    }
    match path.find(json) {
        Some(value) => shown(json, path, holds.shape, value),
        // A dimension is written as its name alone.
        None if path.last_key() == Some("name") => {
            path.parent().map(|item| item.text(json).to_owned()).unwrap_or_default()
        }
        None => String::new(),
    }
}

fn shown(json: &Json, path: &Path, shape: Shape, value: &Json) -> String {
    match (shape, value) {
        (Shape::Several(inner), Json::Array(list)) => {
            let parts: Vec<String> = list.iter().map(|item| shown(json, path, *inner, item)).collect();
            joined(&parts)
        }
        (Shape::Reference(target), Json::String(id)) => named(json, path, target, id),
        (Shape::Method, Json::Object(of)) => {
            of.get("kind").and_then(Json::as_str).unwrap_or_default().to_owned()
        }
        (_, Json::Bool(truth)) => (if *truth { YES } else { NO }).to_owned(),
        (_, Json::String(text)) => text.clone(),
        (_, Json::Number(number)) => number.to_string(),
        (_, Json::Array(list)) => list.len().to_string(),
        (_, Json::Object(_)) => YES.to_owned(),
        (_, Json::Null) => String::new(),
    }
}

/// Several texts in one cell. A text that has the usual sign in it is set apart by another.
fn joined(parts: &[String]) -> String {
    if !parts.iter().any(|part| part.contains(['、', '；', ';'])) {
        return parts.join("、");
    }
    let text = parts.join("；");
    if parts.len() == 1 { format!("{text}；") } else { text }
}

fn parts(typed: &str, inner: Shape) -> Vec<String> {
    let typed = typed.trim();
    let formula = matches!(inner, Shape::Formula(_));
    let separators: &[char] = match typed.contains(['；', ';']) {
        true => &['；', ';'],
        // A formula has commas of its own.
        false if formula => &['、'],
        false => &['、', '，', ',', '\n'],
    };
    let typed = typed.strip_suffix(['；', ';']).unwrap_or(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    typed.split(separators).map(|part| part.trim().to_owned()).collect()
}

/// The value that a typed text is for a place; `None`: it is left out.
///
/// # Errors
/// Why it cannot stand there. A formula and a name of something else can always stand there: what is wrong with them is
/// told when the scheme is compiled.
pub(super) fn parse(json: &Json, path: &Path, typed: &str) -> Result<Option<Json>, Message> {
    let Some(holds) = holds(json, path) else {
        return Err(Message::UnknownKey { key: path.to_string(), known: Vec::new(), nearest: None });
    };
    let typed = typed.trim();
    let key = path.last_key().unwrap_or_default();
    if typed.is_empty() {
        return match holds.shape {
            _ if key == "name" && (holds.must || is_nameless(json, path)) => Err(Message::EmptyName),
            Shape::Text | Shape::Holes | Shape::Name(_) | Shape::Formula(_) if holds.must => {
                Ok(Some(Json::from("")))
            }
            Shape::Several(_) if holds.must => Ok(Some(Json::Array(Vec::new()))),
            _ if holds.must => Err(Message::SettingMissing { setting: key.to_owned() }),
            _ => Ok(None),
        };
    }
    value(json, path, holds.shape, typed)
}

/// Whether a thing has no name where it has none of its own: an indicator that uses none of the library.
fn is_nameless(json: &Json, name: &Path) -> bool {
    let item = name.parent().unwrap_or_default();
    thing_of_item(json, &item) == Some(Thing::Indicator) && item.key("use").text(json).is_empty()
}

fn value(json: &Json, path: &Path, shape: Shape, typed: &str) -> Result<Option<Json>, Message> {
    let owned = || typed.to_owned();
    Ok(Some(match shape {
        Shape::Text | Shape::Holes | Shape::Name(_) => Json::from(typed),
        Shape::Formula(_) => Json::from(typed.strip_prefix(['=', '＝']).unwrap_or(typed).trim()),
        Shape::Number => {
            let number = num::read(typed).ok_or_else(|| Message::MarkNotANumber { typed: owned() })?;
            Json::from(num::format(number))
        }
        Shape::Whole => {
            let number = num::read(typed).filter(num::Decimal::is_integer);
            let number = number.and_then(|number| i64::try_from(number).ok());
            Json::from(number.ok_or_else(|| Message::MarkNotANumber { typed: owned() })?)
        }
        Shape::Truth | Shape::TrueAtFirst => match typed {
            YES | "是" | "有" | "1" => Json::Bool(true),
            NO | "否" | "无" | "0" => Json::Bool(false),
            _ => return Err(Message::MarkNotATruth { typed: owned() }),
        },
        Shape::Date => {
            let date = read_date(typed).ok_or_else(|| Message::MarkNotADate { typed: owned() })?;
            Json::from(date.to_string())
        }
        Shape::Period => Json::from(period(path, typed)?),
        Shape::Choice(known) => Json::from(choice(known, typed)?),
        Shape::Method => {
            let known: Vec<&'static str> = METHODS.iter().map(|(kind, _)| *kind).collect();
            Json::from(choice(&known, typed)?)
        }
        Shape::Reference(target) => Json::from(id_of(json, path, target, typed)),
        Shape::Several(inner) => {
            let one = |part: String| match value(json, path, *inner, &part) {
                Ok(found) => Ok(found.unwrap_or_default()),
                // A row of a tariff may have gaps.
                Err(_) if part.is_empty() => Ok(Json::Null),
                Err(message) => Err(message),
            };
            Json::Array(parts(typed, *inner).into_iter().map(one).collect::<Result<_, _>>()?)
        }
        Shape::Part(_) | Shape::Items(_) | Shape::Values | Shape::Spans => {
            return Err(Message::UnknownKey { key: path.to_string(), known: Vec::new(), nearest: None });
        }
    }))
}

fn choice(known: &[&'static str], typed: &str) -> Result<&'static str, Message> {
    let found = known.iter().find(|word| **word == typed);
    found.copied().ok_or_else(|| Message::UnknownChoice {
        found: typed.to_owned(),
        known: known.iter().map(|word| (*word).to_owned()).collect(),
        nearest: nearest(typed, known.iter().copied()),
    })
}

fn period(path: &Path, typed: &str) -> Result<String, Message> {
    let cycle = path.steps().iter().find_map(|step| match step {
        Step::Key(key) if cycles().contains(&key.as_str()) => {
            Cycle::ALL.into_iter().find(|cycle| cycle.name() == key)
        }
        _ => None,
    });
    let example = cycle.map_or("", Cycle::example).to_owned();
    let found: Option<crate::calendar::Period> = typed.parse().ok();
    match found.filter(|period| cycle.is_none() || period.cycle() == cycle) {
        Some(period) => Ok(period.to_string()),
        None => Err(Message::NotAPeriod { text: typed.to_owned(), example }),
    }
}

/// The id of what is called so; what nothing is called stays as typed, and is told as unknown at its cell.
fn id_of(json: &Json, path: &Path, target: Target, typed: &str) -> String {
    let all = candidates(json, path, target);
    let by_name = all.iter().find(|(_, name)| name == typed);
    by_name
        .or_else(|| all.iter().find(|(id, _)| id == typed))
        .map_or_else(|| typed.to_owned(), |(id, _)| id.clone())
}

/// What a setting begins with.
#[must_use]
pub(super) fn beginning(json: &Json, path: &Path, key: &str, shape: Shape) -> Json {
    match shape {
        Shape::Number | Shape::Whole => Json::from(0),
        Shape::Choice(known) if known == cycles() => Json::from("month"),
        Shape::Choice(known) => known.first().copied().map(Json::from).unwrap_or_default(),
        Shape::Truth => Json::Bool(false),
        Shape::TrueAtFirst => Json::Bool(true),
        Shape::Date => Json::from("2025-01-01"),
        Shape::Several(Shape::Reference(target)) => {
            Json::Array(first(json, path, *target).map(Json::from).into_iter().collect())
        }
        Shape::Several(_) | Shape::Items(_) => Json::Array(Vec::new()),
        Shape::Reference(target) => Json::from(first(json, &path.only_key(key), target).unwrap_or_default()),
        Shape::Part(settings) => begun(json, path, settings),
        Shape::Method => Json::Object([("kind".to_owned(), Json::from("points"))].into_iter().collect()),
        Shape::Values | Shape::Spans => Json::Object(Map::new()),
        Shape::Text | Shape::Holes | Shape::Name(_) | Shape::Formula(_) | Shape::Period => Json::from(""),
    }
}

fn first(json: &Json, path: &Path, target: Target) -> Option<String> {
    candidates(json, path, target).into_iter().next().map(|(id, _)| id)
}

/// A thing or part with the settings that may not be left out.
#[must_use]
pub(super) fn begun(json: &Json, path: &Path, settings: &[Setting]) -> Json {
    let needed = settings.iter().filter(|setting| setting.must);
    let pair =
        |setting: &Setting| (setting.key.to_owned(), beginning(json, path, setting.key, setting.shape));
    Json::Object(needed.map(pair).collect())
}
