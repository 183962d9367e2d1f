//! What each table of a scheme calls by which name: what is listed, and what methods and votes make of it.

use serde_json::Value as Json;

use super::path::Path;
use super::targets::{numbers, with_id};
use crate::formula::fold;

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
    tables.extend(items(json, &Path::read("sheets")).map(|path| sheet(json, path)));
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

/// The indicators of a list, the columns their methods make, and the caps of their ledgers.
fn indicators(json: &Json, at: &Path, to: &mut Vec<Called>, made: &mut Vec<Called>, caps: &mut Vec<Called>) {
    for item in items(json, at) {
        let name = item.key("name").text(json).to_owned();
        to.push((name.clone(), Meaning::thing(item.clone(), &name)));
        list(json, &item.key("method.items"), to);
        for (key, mark) in marks(json, &item) {
            made.push((mark.clone(), Meaning::thing(item.key("method").key(key), &mark)));
        }
        let own = Piece { of: Some(item.clone()), text: name };
        match item.key("method.kind").text(json) {
            "position" => {
                let pieces = vec![own, word("名次")];
                made.push((written(&pieces), Meaning::made(item.clone(), pieces)));
            }
            "ballots" => {
                let register = with_id(json, "registers", item.key("method.register").text(json));
                let panels = register.map(|register| register.key("ballot.panels"));
                for panel in panels.iter().flat_map(|panels| items(json, panels)) {
                    let text = panel.key("name").text(json).to_owned();
                    let pieces = vec![own.clone(), Piece { of: Some(panel), text }];
                    made.push((written(&pieces), Meaning::made(item.clone(), pieces)));
                }
            }
            "ledger" => capped(json, &item.key("method.caps"), caps),
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
    let method = indicator.key("method");
    let own = indicator.key("name").text(json);
    let named: &[(&'static str, &str)] = match method.key("kind").text(json) {
        "share" => &[("target", "任务数"), ("done", "完成数")],
        "bands" | "scale" | "relative" => &[("value", "数值")],
        // What is written there is a formula, and makes no mark.
        "position" if method.key("by").find(json).is_none() => &[("by", "数值")],
        "percentage" => &[("value", "百分比")],
        "deduct" | "gain" => &[("count", "次数")],
        _ => &[],
    };
    let name = |(key, suffix): &(&'static str, &str)| {
        let given = method.key(key).find(json).and_then(Json::as_str);
        (*key, given.map_or_else(|| format!("{own}{suffix}"), str::to_owned))
    };
    named.iter().map(name).collect()
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
