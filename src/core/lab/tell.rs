//! Telling cards: what a change is about and what it does, by names and keys; the words are made at the edge.

use serde_json::Value as Json;

use super::items;
use crate::calendar::Period;
use crate::model::{Book, Change, OrderChange, OverrideKey, Scheme, SchemeChange, scheme_to_json};

/// A change as it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What it is about, from the outermost: a sheet, then its indicator. Empty: the scheme itself.
    pub things: Vec<Thing>,
    /// What it does there.
    pub what: Said,
}

/// Something with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// What it is.
    pub kind: ThingKind,
    /// Its name; what tells it apart where it has none.
    pub name: String,
}

/// What something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the vocabulary's word")]
pub enum ThingKind {
    Parameter,
    Class,
    Field,
    Ladder,
    Grade,
    Limit,
    Tariff,
    TariffRow,
    Register,
    Sheet,
    Indicator,
    Column,
    Rule,
    Consequence,
    Duty,
    Statistic,
    Panel,
    /// An option of a scale.
    BallotOption,
    /// An item of a checklist.
    CheckItem,
    Cap,
    Subject,
    Entry,
    Period,
    /// An item of another list.
    Item,
}

/// What a change does.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// The thing came.
    Added,
    /// The thing went; of a rule: it is off.
    Removed,
    /// The thing is another one: what it computes, what follows.
    Replaced,
    /// A value of the thing changed.
    Value {
        /// The keys that lead to it, such as `method` and `each`.
        keys: Vec<String>,
        /// Before; `None`: it was not there.
        before: Option<Json>,
        /// After; `None`: it is not there.
        after: Option<Json>,
    },
    /// The order of a list changed.
    Order {
        /// The key of the list.
        key: String,
        /// What its items are.
        kind: ThingKind,
        /// Their names in their order now.
        names: Vec<String>,
    },
    /// What was typed into a cell changed.
    Typed {
        /// The column.
        column: String,
        /// Before, empty for blank.
        before: String,
        /// After, empty for blank.
        after: String,
    },
    /// A computed cell was replaced by hand.
    ByHand {
        /// The column.
        column: String,
        /// What replaced it before.
        before: Option<String>,
        /// What replaces it now.
        after: Option<String>,
    },
}

/// Tells changes of one scheme and book.
#[derive(Clone, Debug)]
pub struct Teller<'a> {
    json: Json,
    book: &'a Book,
}

impl<'a> Teller<'a> {
    /// For changes of a scheme, that of the book or of the variant it is based on, and of the book's data.
    #[must_use]
    pub fn new(scheme: &Scheme, book: &'a Book) -> Self {
        Self { json: scheme_to_json(scheme), book }
    }

    /// What a change is about and what it does.
    #[must_use]
    pub fn tell(&self, change: &Change) -> Told {
        match change {
            Change::Set(set) => self.set(set),
            Change::Order(order) => self.order(order),
            Change::Mark(of) => Told {
                things: vec![
                    self.table("sheets", ThingKind::Sheet, &of.sheet),
                    period(of.period),
                    self.subject(None, &of.subject),
                ],
                what: self.typed(&["sheets", &of.sheet], &of.column, (&of.before, &of.after)),
            },
            Change::Field(of) => Told {
                things: vec![self.subject(Some(&of.class), &of.subject)],
                what: self.typed(&["classes", &of.class], &of.field, (&of.before, &of.after)),
            },
            Change::Value(of) => Told {
                things: vec![
                    self.table("registers", ThingKind::Register, &of.register),
                    Thing { kind: ThingKind::Entry, name: of.entry.as_str().to_owned() },
                ],
                what: self.typed(&["registers", &of.register], &of.field, (&of.before, &of.after)),
            },
            Change::Subject(of) => {
                let name = of.after.as_ref().or(of.before.as_ref()).map(|subject| subject.name().to_owned());
                let name = name.unwrap_or_else(|| of.subject.as_str().to_owned());
                let things = vec![
                    self.table("classes", ThingKind::Class, &of.class),
                    Thing { kind: ThingKind::Subject, name },
                ];
                Told { things, what: came(of.before.is_some(), of.after.is_some()) }
            }
            Change::Entry(of) => {
                let things = vec![
                    self.table("registers", ThingKind::Register, &of.register),
                    Thing { kind: ThingKind::Entry, name: of.entry.as_str().to_owned() },
                ];
                Told { things, what: came(of.before.is_some(), of.after.is_some()) }
            }
            Change::Override(of) => {
                let OverrideKey { table, period: at, row, column } = &of.key;
                let list = if at.is_some() { "sheets" } else { "registers" };
                let kind = if at.is_some() { ThingKind::Sheet } else { ThingKind::Register };
                let row = match at {
                    Some(_) => self.subject(None, row),
                    None => Thing { kind: ThingKind::Entry, name: row.as_str().to_owned() },
                };
                let value = |of: &Option<crate::model::OverrideValue>| of.as_ref().map(|of| of.value.clone());
                let things = [Some(self.table(list, kind, table)), at.map(period), Some(row)];
                Told {
                    things: things.into_iter().flatten().collect(),
                    what: Said::ByHand {
                        column: self.column(&[list, table], column),
                        before: value(&of.before),
                        after: value(&of.after),
                    },
                }
            }
        }
    }

    fn set(&self, change: &SchemeChange) -> Told {
        let (mut things, keys, is_item) = self.way(&change.at);
        if !is_item {
            let (before, after) = (change.before.clone(), change.after.clone());
            return Told { things, what: Said::Value { keys, before, after } };
        }
        if let Some(last) = things.last_mut()
            && let Some(name) = change.after.as_ref().or(change.before.as_ref()).and_then(name)
        {
            last.name = name;
        }
        Told { things, what: came(change.before.is_some(), change.after.is_some()) }
    }

    fn order(&self, change: &OrderChange) -> Told {
        let (things, keys, _) = self.way(&change.at);
        let list = items::find(&self.json, &change.at).and_then(Json::as_array);
        let named = |key: &String| {
            let item = list.and_then(|list| list.get(items::position(list, key)?));
            item.and_then(name).unwrap_or_else(|| key.clone())
        };
        let key = keys.last().cloned().unwrap_or_default();
        let names = change.after.iter().map(named).collect();
        Told { things, what: Said::Order { kind: kind(&key), key, names } }
    }

    /// The things on the way to a place, the keys behind the last of them, and whether the place is that thing itself.
    fn way(&self, at: &[String]) -> (Vec<Thing>, Vec<String>, bool) {
        let (mut things, mut keys) = (Vec::new(), Vec::new());
        let mut json = Some(&self.json);
        let mut is_item = false;
        let mut list: Option<&String> = None;
        for step in at {
            // Where the scheme does not have the list, its key tells that it is one.
            let is_list = match json {
                Some(Json::Array(_)) => true,
                Some(_) => false,
                None => list.is_some_and(|list| kind(list) != ThingKind::Item),
            };
            json = json.and_then(|json| items::find(json, std::slice::from_ref(step)));
            is_item = is_list && json.is_none_or(Json::is_object);
            if is_item {
                let name = json.and_then(name).unwrap_or_else(|| step.clone());
                things.push(Thing { kind: list.map_or(ThingKind::Item, |list| kind(list)), name });
                keys.clear();
                list = None;
            } else {
                keys.push(step.clone());
                list = Some(step);
            }
        }
        (things, keys, is_item)
    }

    fn table(&self, list: &str, kind: ThingKind, id: &str) -> Thing {
        let found = items::find(&self.json, &[list.to_owned(), id.to_owned()]);
        Thing { kind, name: found.and_then(name).unwrap_or_else(|| id.to_owned()) }
    }

    fn subject(&self, class: Option<&str>, id: &str) -> Thing {
        let classes = self.book.roster.iter().filter(|(of, _)| class.is_none_or(|class| &***of == class));
        let found = classes.flat_map(|(_, subjects)| subjects).find(|subject| &*subject.id == id);
        let name = found.map_or_else(|| id.to_owned(), |subject| subject.name().to_owned());
        Thing { kind: ThingKind::Subject, name }
    }

    fn typed(&self, table: &[&str], column: &str, (before, after): (&str, &str)) -> Said {
        Said::Typed { column: self.column(table, column), before: before.to_owned(), after: after.to_owned() }
    }

    /// The name of a column, wherever it stands in its table.
    fn column(&self, table: &[&str], id: &str) -> String {
        fn named(json: &Json, id: &str) -> Option<String> {
            match json {
                Json::Array(list) => list.iter().find_map(|item| named(item, id)),
                Json::Object(map) => {
                    let own = map.get("id").and_then(Json::as_str) == Some(id);
                    let own = own.then(|| name(json)).flatten();
                    own.or_else(|| map.values().find_map(|value| named(value, id)))
                }
                _ => None,
            }
        }
        let at: Vec<String> = table.iter().map(|step| (*step).to_owned()).collect();
        let inside = items::find(&self.json, &at).and_then(Json::as_object);
        let found = inside.and_then(|of| of.values().find_map(|value| named(value, id)));
        found.unwrap_or_else(|| id.to_owned())
    }
}

fn came(before: bool, after: bool) -> Said {
    match (before, after) {
        (false, _) => Said::Added,
        (true, false) => Said::Removed,
        (true, true) => Said::Replaced,
    }
}

fn period(of: Period) -> Thing {
    Thing { kind: ThingKind::Period, name: of.to_string() }
}

fn name(item: &Json) -> Option<String> {
    item.get("name").and_then(Json::as_str).map(str::to_owned)
}

/// What the items of a list are, by its key.
fn kind(list: &str) -> ThingKind {
    match list {
        "parameters" => ThingKind::Parameter,
        "classes" => ThingKind::Class,
        "fields" | "inputs" => ThingKind::Field,
        "ladders" => ThingKind::Ladder,
        "grades" => ThingKind::Grade,
        "limits" => ThingKind::Limit,
        "tariffs" => ThingKind::Tariff,
        "points" => ThingKind::TariffRow,
        "registers" => ThingKind::Register,
        "sheets" => ThingKind::Sheet,
        "indicators" | "library" => ThingKind::Indicator,
        "columns" => ThingKind::Column,
        "rules" => ThingKind::Rule,
        "then" => ThingKind::Consequence,
        "duties" => ThingKind::Duty,
        "statistics" => ThingKind::Statistic,
        "panels" => ThingKind::Panel,
        "options" => ThingKind::BallotOption,
        "items" => ThingKind::CheckItem,
        "caps" => ThingKind::Cap,
        _ => ThingKind::Item,
    }
}
