//! What each table of a scheme calls by which name: what is listed, and what methods and votes make of it.

use serde_json::Value as Json;

use super::path::Path;
use super::targets::{library_of, method_of, numbers, with_id};
use crate::formula::fold;
use crate::model::Indicator;

/// A piece of a name: of something, or a word that is always the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The thing whose name it is.
    pub(super) of: Option<Path>,
    /// As it is written.
    pub(super) text: String,
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    /// What it is about: the thing itself, the setting that names a mark, the list whose items are its values.
    pub(super) of: Path,
    /// What the name is made of; none where it is always the same.
    pub(super) pieces: Vec<Piece>,
    /// Of entries whose subjects are of several classes: each class with its field of that name.
    pub(super) by_class: Vec<(Path, Path)>,
    /// Whether its table is named before it.
    pub(super) is_behind_a_dot: bool,
}

impl Meaning {
    /// Of a thing that is called so.
    pub(super) fn thing(of: Path, name: &str) -> Self {
        let piece = Piece { of: Some(of.clone()), text: name.to_owned() };
        Self { of, pieces: vec![piece], by_class: Vec::new(), is_behind_a_dot: false }
    }

    /// Of a name that is always the same.
    pub(super) fn word(of: Path) -> Self {
        Self { of, pieces: Vec::new(), by_class: Vec::new(), is_behind_a_dot: false }
    }

    /// Of a name that is made of others.
    pub(super) fn made(of: Path, pieces: Vec<Piece>) -> Self {
        Self { of, pieces, by_class: Vec::new(), is_behind_a_dot: false }
    }

    /// What it has to do with.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        let pieces = self.pieces.iter().filter_map(|piece| piece.of.as_ref());
        std::iter::once(&self.of).chain(pieces).chain(self.by_class.iter().map(|(_, field)| field))
    }
}

/// A name with what it means.
pub(super) type Called = (String, Meaning);

/// A table whose columns can be named.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) path: Path,
    pub(super) name: String,
    pub(super) is_class: bool,
    pub(super) classes: Vec<usize>,
    pub(super) columns: Vec<Called>,
    /// Caps, options and panels, of which only numbers can be named.
    pub(super) parts: Vec<Called>,
}

/// The tables of a scheme: classes, sheets, registers.
pub(super) fn tables(json: &Json) -> Vec<Table> {
    let mut tables = Vec::new();
    for path in items(json, &Path::read("classes")) {
        let mut columns = Vec::new();
        list(json, &path.key("fields"), &mut columns);
        tables.push(Table {
            name: path.key("name").text(json).to_owned(),
            is_class: true,
            classes: path.number().into_iter().collect(),
            columns,
            parts: Vec::new(),
            path,
        });
    }
    for path in items(json, &Path::read("sheets")) {
        let of = sheet(json, path);
        if let Some(class) = of.classes.first().and_then(|class| tables.get_mut(*class)) {
            given(json, &of.path.key("indicators"), &mut class.columns);
        }
        tables.push(of);
    }
    tables.extend(items(json, &Path::read("registers")).map(|path| register(json, path)));
    tables
}

fn items(json: &Json, list: &Path) -> impl Iterator<Item = Path> + use<> {
    let list = list.clone();
    numbers(json, &list).map(move |number| list.item(number))
}

fn class_of(json: &Json, id: &str) -> Option<usize> {
    with_id(json, "classes", id).and_then(|class| class.number())
}

fn sheet(json: &Json, path: Path) -> Table {
    let (mut columns, mut parts) = (Vec::new(), Vec::new());
    let total = path.key("total");
    if total.find(json).is_some() {
        let name = total.key("name").text(json).to_owned();
        columns.push((name.clone(), Meaning::thing(total, &name)));
    }
    let mut made = Vec::new();
    indicators(json, &path.key("indicators"), &mut columns, &mut made, &mut parts);
    let mut inputs = Vec::new();
    list(json, &path.key("inputs"), &mut inputs);
    // An item of a checklist that is a mark of the sheet is that mark.
    columns.retain(|(name, _)| !inputs.iter().any(|(known, _)| same(known, name)));
    columns.extend(inputs);
    list(json, &path.key("columns"), &mut columns);
    made.retain(|(name, _)| !columns.iter().any(|(known, _)| same(known, name)));
    columns.extend(made);
    Table {
        name: path.key("name").text(json).to_owned(),
        is_class: false,
        classes: class_of(json, path.key("class").text(json)).into_iter().collect(),
        columns,
        parts,
        path,
    }
}

/// The fields of a class that say who is given an indicator.
fn given(json: &Json, at: &Path, to: &mut Vec<Called>) {
    for item in items(json, at) {
        let from = library_of(json, &item);
        let is_given = |at: &Path| at.key("assigned").find(json) == Some(&Json::Bool(true));
        if is_given(&item) || from.as_ref().is_some_and(is_given) {
            let of = from.unwrap_or_else(|| item.clone());
            let own = Piece { text: name_of(json, &of), of: Some(of.clone()) };
            let pieces = vec![word(&Indicator::given("")), own];
            let name = written(&pieces);
            if !to.iter().any(|(known, _)| same(known, &name)) {
                to.push((name, Meaning::made(of.key("assigned"), pieces)));
            }
        }
        given(json, &item.key("indicators"), to);
    }
}

/// The name of an indicator, which may be that of one of the library.
fn called(json: &Json, indicator: &Path) -> Piece {
    let own = indicator.key("name").text(json);
    let of = library_of(json, indicator).filter(|_| own.is_empty()).unwrap_or_else(|| indicator.clone());
    Piece { text: name_of(json, &of), of: Some(of) }
}

/// The indicators of a list, the columns their methods make, and the caps of their ledgers.
fn indicators(json: &Json, at: &Path, to: &mut Vec<Called>, made: &mut Vec<Called>, caps: &mut Vec<Called>) {
    for item in items(json, at) {
        let own = called(json, &item);
        to.push((own.text.clone(), Meaning::made(item.clone(), vec![own.clone()])));
        let method = method_of(json, &item);
        list(json, &method.key("items"), to);
        for (key, mark) in marks(json, &item) {
            let meaning = match follows(json, &item, key) {
                Some(suffix) => Meaning::made(method.key(key), vec![own.clone(), word(suffix)]),
                None => Meaning::thing(method.key(key), &mark),
            };
            made.push((mark, meaning));
        }
        match method.key("kind").text(json) {
            "position" => {
                let pieces = vec![own, word("名次")];
                made.push((written(&pieces), Meaning::made(item.clone(), pieces)));
            }
            "ballots" => {
                let register = with_id(json, "registers", method.key("register").text(json));
                let panels = register.map(|register| register.key("ballot.panels"));
                for panel in panels.iter().flat_map(|panels| items(json, panels)) {
                    let text = panel.key("name").text(json).to_owned();
                    let pieces = vec![own.clone(), Piece { of: Some(panel), text }];
                    made.push((written(&pieces), Meaning::made(item.clone(), pieces)));
                }
            }
            "ledger" => capped(json, &method.key("caps"), caps),
            _ => {}
        }
        indicators(json, &item.key("indicators"), to, made, caps);
    }
}

fn capped(json: &Json, at: &Path, to: &mut Vec<Called>) {
    list(json, at, to);
    for cap in items(json, at) {
        capped(json, &cap.key("caps"), to);
    }
}

/// The marks that a method names: by which setting, and how; for the indicator where the setting is left out.
pub(super) fn marks(json: &Json, indicator: &Path) -> Vec<(&'static str, String)> {
    let method = method_of(json, indicator);
    let own = name_of(json, indicator);
    let name = |(key, suffix): &(&'static str, &str)| {
        let given = method.key(key).find(json).and_then(Json::as_str);
        (*key, given.map_or_else(|| format!("{own}{suffix}"), str::to_owned))
    };
    named_for(json, &method).iter().map(name).collect()
}

/// What follows the name of an indicator that uses one of the library in the name of a mark of its method; `None` where
/// the method names the mark. Such a mark has its id from the indicator's, and is called as it: it needs no keeping.
pub(super) fn follows(json: &Json, indicator: &Path, key: &str) -> Option<&'static str> {
    let method = method_of(json, indicator);
    if library_of(json, indicator).is_none() || method.key(key).find(json).is_some() {
        return None;
    }
    named_for(json, &method).iter().find(|(known, _)| *known == key).map(|(_, suffix)| *suffix)
}

/// The id of a mark that a method names.
pub(super) fn id_of_mark(json: &Json, indicator: &Path, key: &str, name: &str) -> String {
    follows(json, indicator, key)
        .map_or_else(|| name.to_owned(), |suffix| format!("{}{suffix}", indicator.key("id").text(json)))
}

/// The settings of a method that name marks, with what follows the indicator's name where they are left out.
fn named_for(json: &Json, method: &Path) -> &'static [(&'static str, &'static str)] {
    match method.key("kind").text(json) {
        "share" => &[("target", "任务数"), ("done", "完成数")],
        "bands" | "scale" | "relative" => &[("value", "数值")],
        // What is written there is a formula, and makes no mark.
        "position" if method.key("by").find(json).is_none() => &[("by", "数值")],
        "percentage" => &[("value", "百分比")],
        "deduct" | "gain" => &[("count", "次数")],
        _ => &[],
    }
}

fn register(json: &Json, path: Path) -> Table {
    let (mut columns, mut parts) = (Vec::new(), Vec::new());
    let ballot = path.key("ballot");
    if ballot.find(json).is_some() {
        votes(json, &ballot, &mut columns);
    }
    list(json, &path.key("fields"), &mut columns);
    list(json, &path.key("columns"), &mut columns);
    for key in ["options", "panels", "dimensions"] {
        list(json, &ballot.key(key), &mut parts);
    }
    let ids = path.key("classes");
    let classes = items(json, &ids).filter_map(|at| class_of(json, at.text(json))).collect();
    let name = path.key("name").text(json).to_owned();
    Table { name, is_class: false, classes, columns, parts, path }
}

/// The columns of a table of votes that are called for its panels, dimensions and options.
fn votes(json: &Json, ballot: &Path, to: &mut Vec<Called>) {
    let has = |key: &str| !numbers(json, &ballot.key(key)).is_empty();
    let (is_single, has_options) = (ballot.key("form").text(json) == "single", has("options"));
    let mut fixed = |name: &str, key: &str| to.push((name.to_owned(), Meaning::word(ballot.key(key))));
    if has("panels") {
        fixed("评价主体", "panels");
    }
    match (is_single, has("dimensions")) {
        (false, true) => fixed("维度", "dimensions"),
        (true, false) => fixed("评价", "options"),
        _ => {}
    }
    if is_single && ballot.key("voters").find(json).is_some() {
        fixed("评价人", "voters");
    }
    if !is_single {
        return list(json, &ballot.key("options"), to);
    }
    for dimension in items(json, &ballot.key("dimensions")) {
        let name = name_of(json, &dimension);
        to.push((name.clone(), Meaning::thing(dimension.clone(), &name)));
        if has_options {
            let pieces = vec![Piece { of: Some(dimension.clone()), text: name }, word("得分")];
            to.push((written(&pieces), Meaning::made(dimension.key("points"), pieces)));
        }
    }
}

pub(super) fn word(text: &str) -> Piece {
    Piece { of: None, text: text.to_owned() }
}

fn written(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// What an item of a list is called. A dimension is written as its name alone; a standard without one has its number.
pub(super) fn name_of(json: &Json, item: &Path) -> String {
    let name = item.key("name").find(json).or_else(|| item.find(json)).and_then(Json::as_str);
    match (name, item.last_key()) {
        (None, Some("standards")) => number_of(item),
        // What an indicator is called that has no name of its own.
        (None, Some("indicators")) => {
            library_of(json, item).map_or_else(String::new, |of| name_of(json, &of))
        }
        (name, _) => name.unwrap_or_default().to_owned(),
    }
}

/// What a standard without a name is called in formulas.
pub(super) fn number_of(standard: &Path) -> String {
    format!("第{}档", standard.number().unwrap_or_default().saturating_add(1))
}

fn list(json: &Json, at: &Path, to: &mut Vec<Called>) {
    for item in items(json, at) {
        let name = name_of(json, &item);
        to.push((name.clone(), Meaning::thing(item, &name)));
    }
}

/// Whether two names are one in formulas; what has no name is not called.
pub(super) fn same(known: &str, name: &str) -> bool {
    !known.is_empty() && fold(known) == fold(name)
}
