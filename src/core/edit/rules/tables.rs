//! How a scheme is laid out: sections, each a table of things with their most used settings side by side, and all
//! settings of one thing below each other.

use serde_json::Value as Json;

use super::at::{DOES, holds, read, setting, settings};
use super::path::Path;
use super::shape::{Shape, Thing, cycles};
use super::targets::{inherited, numbers};
use crate::num::{self, Decimal};

/// A section of the editor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Name, wording, rounding, calendar, periods.
    General,
    /// A list of the scheme itself, by its key.
    Of(&'static str),
    /// A list of a sheet or register: the place of that, and the key.
    In(Path, &'static str),
    /// The editions of the rules, which the book holds, not the scheme.
    Editions,
    /// What makes a register one of votes.
    Ballot(Path),
    /// A tariff with its points side by side.
    Tariff(Path),
}

/// A section with the name of what it belongs to; empty where it is of the scheme itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The section.
    pub section: Section,
    /// The name of the sheet, register or tariff.
    pub of: String,
}

/// The sections of a scheme, in their order.
#[must_use]
pub fn sections(json: &Json) -> Vec<Listed> {
    let own = |section: Section| Listed { section, of: String::new() };
    let mut all = vec![
        own(Section::General),
        own(Section::Editions),
        own(Section::Of("classes")),
        own(Section::Of("sheets")),
        own(Section::Of("library")),
    ];
    let each = |list: &str| {
        let list = Path::read(list);
        numbers(json, &list).map(|number| list.item(number)).collect::<Vec<_>>()
    };
    let named =
        |item: &Path, section: Section| Listed { section, of: item.key("name").text(json).to_owned() };
    for sheet in each("sheets") {
        for key in ["indicators", "inputs", "columns", "rules"] {
            all.push(named(&sheet, Section::In(sheet.clone(), key)));
        }
    }
    all.push(own(Section::Of("registers")));
    for register in each("registers") {
        for key in ["fields", "columns", "rules"] {
            all.push(named(&register, Section::In(register.clone(), key)));
        }
        all.push(named(&register, Section::Ballot(register.clone())));
    }
    all.push(own(Section::Of("tariffs")));
    for tariff in each("tariffs") {
        all.push(named(&tariff, Section::Tariff(tariff.clone())));
    }
    all.extend(
        ["ladders", "parameters", "statistics", "duties", "processes"].map(|key| own(Section::Of(key))),
    );
    all
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// A setting, by its key, which may lead several steps down.
    Setting(&'static str),
    /// A setting that the scheme itself names, such as a level of a tariff.
    Named {
        /// The key.
        key: String,
        /// The name.
        name: String,
    },
    /// Whom a rule hits: nothing of the scheme.
    Hits,
    /// The names of settings, where they stand below each other.
    Names,
    /// What stands in them.
    Values,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The thing, or of settings below each other the setting.
    pub at: Path,
    /// How far it is indented.
    pub depth: usize,
    /// What it is; `None` where it is a setting.
    pub thing: Option<Thing>,
    /// Whether it is a heading above its items, which can be added to.
    pub is_list: bool,
}

impl Row {
    /// The thing of a list that the row itself is: neither a setting, nor a heading, nor a part.
    #[must_use]
    pub fn own_thing(&self) -> Option<Thing> {
        self.thing.filter(|_| !self.is_list && self.at.number().is_some())
    }
}

/// A table of the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it is about: a thing; of the scheme's own lists the scheme.
    pub of: Path,
    /// The list that new rows go to at first; `None` where there are none.
    pub list: Option<Path>,
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// The cell of a row under a column; `None` where there is none.
#[must_use]
pub fn cell(json: &Json, row: &Row, head: &Head) -> Option<Path> {
    let path = match head {
        Head::Names | Head::Hits => return None,
        Head::Values => return (!row.is_list).then(|| row.at.clone()),
        Head::Setting(key) => row.at.key(key),
        Head::Named { key, .. } => row.at.key(key),
    };
    // A parent has no method, and a leaf nothing to combine.
    let is_parent = row.at.key("indicators").find(json).is_some();
    let is_idle = row.thing == Some(Thing::Indicator)
        && match path.last_key() {
            Some("combine") => !is_parent,
            Some("kind" | "formula") => is_parent && row.at.key("method").find(json).is_none(),
            _ => false,
        };
    if row.is_list || is_idle {
        return None;
    }
    // Below a part that is left out there are cells too: typing makes the part.
    (holds(json, &path).is_some() || setting(json, &path).is_some()).then_some(path)
}

/// The table of a section.
#[must_use]
pub fn table(json: &Json, section: &Section) -> Table {
    match section {
        Section::Editions => Table { of: Path::default(), list: None, heads: Vec::new(), rows: Vec::new() },
        Section::General => {
            let mut rows = Vec::new();
            for key in ["name", "word", "source", "note", "rounding"] {
                rows.push(setting_row(Path::read(key), 0));
            }
            for cycle in cycles() {
                rows.push(setting_row(Path::read("periods").key(cycle).key("first"), 0));
                rows.push(setting_row(Path::read("periods").key(cycle).key("last"), 0));
            }
            outline_into(json, &Path::read("calendar"), 0, &mut rows);
            Table { of: Path::default(), list: None, heads: vec![Head::Names, Head::Values], rows }
        }
        Section::Ballot(register) => {
            let mut rows = vec![setting_row(register.key("ballot"), 0)];
            if register.key("ballot").find(json).is_some() {
                outline_into(json, &register.key("ballot"), 0, &mut rows);
            }
            Table { of: register.clone(), list: None, heads: vec![Head::Names, Head::Values], rows }
        }
        Section::Tariff(tariff) => tariff_table(json, tariff),
        Section::Of(key) => listed(json, &Path::read(key), key),
        Section::In(of, key) => {
            let mut table = listed(json, &of.key(key), key);
            if *key == "indicators" {
                let total = Row { at: of.key("total"), depth: 0, thing: None, is_list: false };
                table.rows.iter_mut().for_each(|row| row.depth = row.depth.saturating_add(1));
                table.rows.insert(0, total);
            }
            table
        }
    }
}

fn listed(json: &Json, list: &Path, key: &str) -> Table {
    let heads: &[&'static str] = match key {
        "classes" => &["name", "type", "class", "choices", "least", "most", "optional", "note"],
        "fields" | "inputs" => &["name", "type", "class", "choices", "least", "most", "optional", "note"],
        "sheets" => &["name", "class", "cycle", "total.name", "total.full", "blank", "process", "note"],
        "registers" => &["name", "classes", "cycle", "counts-from"],
        "library" => &[
            "name",
            "full",
            "weight",
            "method.kind",
            "method.formula",
            "applies",
            "assigned",
            "scored-by",
            "verified-by",
            "clause",
            "note",
        ],
        "indicators" => &[
            "name",
            "full",
            "weight",
            "combine",
            "method.kind",
            "method.formula",
            "use",
            "assigned",
            "applies",
            "scored-by",
            "verified-by",
            "clause",
            "note",
        ],
        "columns" => &["name", DOES, "formula", "rank.by", "grade.by", "places", "hidden", "clause", "note"],
        "rules" => &["name", "when", DOES, "action.kind", "action.text", "list", "run-from", "clause"],
        "tariffs" => &["name", "by", "across", "otherwise", "note"],
        "ladders" => {
            &["name", "least", "quota.places", "quota.rounding", "quota.ties", "quota.frees", "sample"]
        }
        "parameters" => &["name", "value", "sample", "note"],
        "statistics" => &["name", "sheet", DOES, "when", "sum", "action", "list"],
        "duties" => &["name", "cycle", "day", "working-days", "held-by", "text", "clause"],
        "processes" => &["name", "by", "locks", "clause", "note"],
        _ => &["name"],
    };
    let mut rows = Vec::new();
    things(json, list, 0, &mut rows);
    let mut heads: Vec<Head> = heads.iter().map(|key| Head::Setting(key)).collect();
    if key == "rules" {
        // Beside the condition.
        heads.insert(2, Head::Hits);
    }
    Table { of: list.parent().unwrap_or_default(), list: Some(list.clone()), heads, rows }
}

/// The things of a list, each with those it holds below it where they belong into the same table.
fn things(json: &Json, list: &Path, depth: usize, to: &mut Vec<Row>) {
    let Some(thing) = super::at::thing_of_list(json, list) else { return };
    for number in numbers(json, list) {
        let at = list.item(number);
        to.push(Row { at: at.clone(), depth, thing: Some(thing), is_list: false });
        if let Some(below) = below(thing) {
            things(json, &at.key(below), depth.saturating_add(1), to);
        }
    }
}

/// The list of a thing that stands in the same table, indented.
#[must_use]
pub fn below(thing: Thing) -> Option<&'static str> {
    match thing {
        Thing::Class => Some("fields"),
        Thing::Ladder => Some("grades"),
        Thing::Process => Some("steps"),
        Thing::Rule => Some("then"),
        Thing::Indicator => Some("indicators"),
        _ => None,
    }
}

/// A tariff: what a row is for and its points, each value of the last lookup side by side.
fn tariff_table(json: &Json, tariff: &Path) -> Table {
    let text = |path: Path| path.text(json).to_owned();
    let (by, across) = (tariff.key("by"), tariff.key("across"));
    let count = numbers(json, &by).len().saturating_sub(usize::from(!numbers(json, &across).is_empty()));
    let named =
        |key: &str, number: usize, name: String| Head::Named { key: format!("{key}[{number}]"), name };
    let mut heads: Vec<Head> = (0..count).map(|number| named("of", number, text(by.item(number)))).collect();
    match numbers(json, &across).len() {
        0 => heads.push(Head::Setting("points")),
        _ => heads
            .extend(numbers(json, &across).map(|number| named("points", number, text(across.item(number))))),
    }
    heads.extend(["sample", "clause"].map(Head::Setting));
    let list = tariff.key("points");
    let mut rows = Vec::new();
    things(json, &list, 0, &mut rows);
    Table { of: tariff.clone(), list: Some(list), heads, rows }
}

fn setting_row(at: Path, depth: usize) -> Row {
    Row { at, depth, thing: None, is_list: false }
}

/// All settings of a thing or part, below each other: parts and lists with theirs indented.
#[must_use]
pub fn outline(json: &Json, at: &Path) -> Table {
    let mut rows = Vec::new();
    outline_into(json, at, 0, &mut rows);
    Table { of: at.clone(), list: None, heads: vec![Head::Names, Head::Values], rows }
}

fn outline_into(json: &Json, at: &Path, depth: usize, to: &mut Vec<Row>) {
    let Some(of) = settings(json, at) else { return };
    let one_of = super::at::thing_of_item(json, at).map_or(&[][..], Thing::one_of);
    if !one_of.is_empty() {
        to.push(setting_row(at.key(DOES), depth));
    }
    let inner = depth.saturating_add(1);
    for setting in of {
        let path = at.key(setting.key);
        let is_there = path.find(json).is_some();
        if one_of.contains(&setting.key) && !is_there {
            continue;
        }
        match setting.shape {
            Shape::Part(_) => {
                // What is chosen by the cell above it needs no cell of its own.
                if one_of.contains(&setting.key) {
                    outline_into(json, &path, inner, to);
                } else if setting.key != "calendar" {
                    to.push(setting_row(path.clone(), depth));
                    if is_there {
                        outline_into(json, &path, inner, to);
                    }
                }
            }
            // They have tables of their own, or stand in the same one.
            Shape::Items(
                Thing::Indicator
                | Thing::Input
                | Thing::Column
                | Thing::Rule
                | Thing::Field
                | Thing::TariffRow,
            ) => {}
            Shape::Items(thing) => {
                to.push(Row { at: path.clone(), depth, thing: Some(thing), is_list: true });
                for number in numbers(json, &path) {
                    let item = path.item(number);
                    let before = to.len();
                    outline_into(json, &item, inner, to);
                    if let Some(first) = to.get_mut(before) {
                        first.thing = Some(thing);
                    }
                }
            }
            Shape::Method => {
                to.push(setting_row(path.clone(), depth));
                if is_there {
                    outline_into(json, &path, inner, to);
                }
            }
            Shape::Values => values(json, &path, depth, to),
            Shape::Spans => {}
            _ => to.push(setting_row(path, depth)),
        }
    }
}

/// A formula for each field of the register that an entry is made in.
fn values(json: &Json, at: &Path, depth: usize, to: &mut Vec<Row>) {
    for (id, _) in super::targets::candidates(json, at, super::shape::Target::OfRegister) {
        let known = at.parent().map(|entry| entry.only_key("values").only_key(&id));
        to.extend(known.map(|path| setting_row(path, depth)));
    }
}

/// What the indicators below one, or all below the total, have as full marks together; `None` where one has none or
/// there is none.
#[must_use]
pub fn sum_below(json: &Json, row: &Path) -> Option<Decimal> {
    let list = match row.last_key() {
        Some("total") => row.parent()?.key("indicators"),
        _ => row.key("indicators"),
    };
    let all = numbers(json, &list);
    if all.is_empty() {
        return None;
    }
    let full = |number: usize| {
        let cell = list.item(number).key("full");
        num::read(&read(json, &inherited(json, &cell).unwrap_or(cell)))
    };
    all.map(full).try_fold(Decimal::ZERO, |sum, full| sum.checked_add(full?))
}
