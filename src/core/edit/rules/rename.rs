//! Renaming, and where a thing is used. Ids stay; every formula that names the thing is written anew.

use serde_json::{Map, Value as Json};

use super::at::Holds;
use super::path::{Path, Step};
use super::scope::Scope;
use super::shape::{Rows, Shape, Thing};
use super::targets::numbers;
use super::walk::walk;
use super::{at, targets};
use crate::diag::Span;
use crate::formula::{Kind, Name, Node, each_part, fold, parse, quoted};
use crate::model::{Scheme, scheme_to_json};

/// A place where a thing is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The cell.
    pub at: Path,
    /// What stands in it.
    pub text: String,
    /// The parts of a formula that name the thing; none where the cell refers to it by id.
    pub spans: Vec<Span>,
    /// Whether the text is a name as it is, not a formula.
    pub is_name: bool,
}

impl Use {
    /// The text if the thing were called otherwise.
    fn renamed(&self, name: &str) -> String {
        let written = if self.is_name { name.to_owned() } else { quoted(name) };
        replaced(&self.text, &self.spans, &written)
    }
}

/// Where a thing of a scheme, or anything inside it, is used from outside of it.
#[must_use]
pub fn uses(scheme: &Scheme, item: &Path) -> Vec<Use> {
    let json = scheme_to_json(scheme);
    let mut found = named(&json, &|of| of.is_within(item));
    found.extend(by_id(&json, item));
    found.retain(|of| !of.at.is_within(item));
    found
}

/// The formulas that name a thing itself, with the text they would have if it were called otherwise: what
/// [`super::set`] does to them.
#[must_use]
pub fn rewritten(scheme: &Scheme, item: &Path, name: &str) -> Vec<(Path, String, String)> {
    let json = scheme_to_json(scheme);
    let text = |of: Use| {
        let new = of.renamed(name);
        (of.at, of.text, new)
    };
    named(&json, &|of| of == item).into_iter().map(text).collect()
}

/// The formulas that name a thing of which `is_wanted` holds.
fn named(json: &Json, is_wanted: &dyn Fn(&Path) -> bool) -> Vec<Use> {
    let scope = Scope::new(json);
    let mut found = Vec::new();
    walk(json, &mut |at, Holds { shape, .. }, value| {
        let (Some(text), of_register) =
            (value.as_str(), matches!(shape, Shape::Formula(Rows::Register) | Shape::Name(Rows::Register)))
        else {
            return;
        };
        let pieces = match shape {
            Shape::Formula(_) => vec![(0, text)],
            Shape::Name(_) => vec![(0, text)],
            Shape::Holes => holes(text),
            _ => return,
        };
        let is_name = matches!(shape, Shape::Name(_));
        let mut spans: Vec<Span> = Vec::new();
        for table in scope.tables_at(at, of_register) {
            for (start, piece) in &pieces {
                let tree = if is_name { name_alone(piece) } else { parse(piece).tree };
                let table = from(json, &scope, at, table);
                scope.names(table, &tree, &mut |name, of| {
                    let start = u32::try_from(*start).unwrap_or(u32::MAX);
                    let shifted = |offset: u32| offset.saturating_add(start);
                    let span = Span::new(shifted(name.span.start), shifted(name.span.end));
                    if is_wanted(&of) && !spans.contains(&span) {
                        spans.push(span);
                    }
                });
            }
        }
        if !spans.is_empty() {
            spans.sort_by_key(|span| span.start);
            found.push(Use { at: at.clone(), text: text.to_owned(), spans, is_name });
        }
    });
    found
}

/// A name as it is, as a formula that is nothing but it.
fn name_alone(text: &str) -> Node {
    let span = Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
    Node { kind: Kind::Path(vec![Name { text: text.to_owned(), span }]), span }
}

/// The table from which a setting names things, where that is not the one it stands in: the link of what is carried over
/// is the other subjects'.
fn from(json: &Json, scope: &Scope<'_>, at: &Path, table: usize) -> usize {
    let Some((method, Step::Key(key))) = at.split() else { return table };
    if key != "link" || method.key("kind").text(json) != "carry" {
        return table;
    }
    let tree = parse(method.key("from").text(json)).tree;
    let mut theirs = None;
    scope.names(table, &tree, &mut |_, of| theirs = targets::table(&of).or(theirs.take()));
    theirs.and_then(|path| scope.tables_at(&path, false).first().copied()).unwrap_or(table)
}

/// The holes of a text, with where they begin.
fn holes(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((before, rest)) = text.get(from..).and_then(|rest| rest.split_once('{')) {
        let start = from.saturating_add(before.len()).saturating_add(1);
        let Some((hole, _)) = rest.split_once('}') else { break };
        found.push((start, hole));
        from = start.saturating_add(hole.len()).saturating_add(1);
    }
    found
}

/// The cells that refer by id to a thing, or to one inside it.
fn by_id(json: &Json, item: &Path) -> Vec<Use> {
    let mut found = Vec::new();
    walk(json, &mut |at, Holds { shape, .. }, value| {
        let (Shape::Reference(target), Some(id)) = (shape, value.as_str()) else { return };
        let of = thing(json, at, target, id);
        if of.is_some_and(|of| of.is_within(item)) {
            found.push(Use {
                at: at.clone(),
                text: targets::named(json, at, target, id),
                spans: Vec::new(),
                is_name: false,
            });
        }
    });
    found
}

/// What a setting refers to.
fn thing(json: &Json, at: &Path, target: super::shape::Target, id: &str) -> Option<Path> {
    use super::shape::Target;
    let among = |list: Path| {
        let mut all = numbers(json, &list).map(|number| list.item(number));
        all.find(|item| item.key("id").text(json) == id)
    };
    match target {
        Target::Class => targets::with_id(json, "classes", id),
        Target::Sheet => targets::with_id(json, "sheets", id),
        Target::Register => targets::with_id(json, "registers", id),
        Target::Process => targets::with_id(json, "processes", id),
        Target::Ladder => targets::with_id(json, "ladders", id),
        Target::Grade => {
            let ladders = Path::read("ladders");
            let known = targets::candidates(json, at, target);
            let is_ladder = |ladder: &Path| {
                let list = ladder.key("grades");
                let ids =
                    numbers(json, &list).map(|number| list.item(number).key("id").text(json).to_owned());
                ids.eq(known.iter().map(|(id, _)| id.clone()))
            };
            let mut all = numbers(json, &ladders).map(|number| ladders.item(number));
            among(all.find(is_ladder)?.key("grades"))
        }
        Target::GradeColumn => among(targets::table(at)?.key("columns")),
        Target::DateField => among(targets::table(at)?.key("fields")),
        Target::OfRegister => {
            let register = targets::register_of(json, at)?;
            among(register.key("fields")).or_else(|| among(register.key("columns")))
        }
    }
}

/// Renames a thing, and what names it.
pub(super) fn rename(json: &mut Json, item: &Path, before: &str, after: &str) {
    if let Some(mark) = mark_of(json, item, before) {
        return rename(json, &mark, before, after);
    }
    for of in named(json, &|of| of == item) {
        let text = of.renamed(after);
        if let Some(place) = of.at.find_mut(json) {
            *place = Json::from(text);
        }
    }
    let thing = item.parent().and_then(|list| at::thing_of_list(json, &list));
    match thing {
        Some(Thing::Indicator) => pin(json, item, before),
        Some(Thing::CheckItem) if item.key("when").find(json).is_none() => {
            add_mark(json, item, before, after, "truth");
        }
        Some(Thing::Grade) => in_texts(json, item, before, after),
        _ => {}
    }
    match item.find_mut(json) {
        Some(Json::Object(object)) => _ = object.insert("name".to_owned(), Json::from(after)),
        // A dimension is written as its name alone, which is its id.
        Some(place @ Json::String(_)) => {
            let mut object = Map::new();
            object.insert("id".to_owned(), Json::from(before));
            object.insert("name".to_owned(), Json::from(after));
            *place = Json::Object(object);
        }
        _ => {}
    }
}

/// The mark of the sheet that an item of a checklist is, where the sheet lists it.
fn mark_of(json: &Json, item: &Path, name: &str) -> Option<Path> {
    let thing = item.parent().and_then(|list| at::thing_of_list(json, &list))?;
    if thing != Thing::CheckItem || item.key("when").find(json).is_some() {
        return None;
    }
    let list = targets::table(item)?.key("inputs");
    let mut all = numbers(json, &list).map(|number| list.item(number));
    all.find(|mark| fold(mark.key("name").text(json)) == fold(name))
}

/// The marks of a method that are named for its indicator keep their names: they are what was typed under.
fn pin(json: &mut Json, item: &Path, name: &str) {
    let method = item.key("method");
    let marks: &[(&str, &str)] = match method.key("kind").text(json) {
        "share" => &[("target", "任务数"), ("done", "完成数")],
        "bands" | "scale" | "relative" => &[("value", "数值")],
        "position" => &[("by", "数值")],
        "percentage" => &[("value", "百分比")],
        "deduct" | "gain" => &[("count", "次数")],
        "ballots" => &[("dimension", "")],
        _ => &[],
    };
    let Some(Json::Object(object)) = method.find_mut(json) else { return };
    for (key, suffix) in marks {
        if !object.contains_key(*key) {
            let mark = format!("{name}{suffix}");
            let text = if *key == "by" { quoted(&mark) } else { mark };
            object.insert((*key).to_owned(), Json::from(text));
        }
    }
}

/// A mark that a method makes by naming it, and that is now named otherwise, stays what it is: it becomes a mark of the
/// sheet with its old id.
pub(super) fn keep_mark(json: &mut Json, cell: &Path, value: Option<&Json>) {
    let Some((method, Step::Key(key))) = cell.split() else { return };
    let is_mark = matches!(
        (method.key("kind").text(json), key.as_str()),
        ("share", "target" | "done") | ("percentage", "value") | ("deduct" | "gain", "count")
    );
    let before = cell.text(json).to_owned();
    let Some(after) = value.and_then(Json::as_str).map(str::to_owned) else { return };
    if !is_mark || before == after || before.is_empty() || after.is_empty() || is_column(json, cell, &before)
    {
        return;
    }
    if !is_column(json, cell, &after) {
        add_mark(json, cell, &before, &after, "number");
    }
}

/// Whether the sheet of a cell has something of that name that it lists itself.
fn is_column(json: &Json, cell: &Path, name: &str) -> bool {
    let Some(sheet) = targets::table(cell) else { return false };
    let scope = Scope::new(json);
    let tables = scope.tables_at(&sheet, false);
    let offered = tables.first().map(|table| scope.offered(*table, None)).unwrap_or_default();
    offered
        .iter()
        .any(|known| known.of.is_within(&sheet) && fold(known.of.key("name").text(json)) == fold(name))
}

fn add_mark(json: &mut Json, of: &Path, id: &str, name: &str, kind: &str) {
    let Some(sheet) = targets::table(of) else { return };
    let list = sheet.key("inputs");
    let mut mark = Map::new();
    mark.insert("id".to_owned(), Json::from(id));
    mark.insert("name".to_owned(), Json::from(name));
    if kind == "number" {
        mark.insert("least".to_owned(), Json::from(0));
    } else {
        mark.insert("type".to_owned(), Json::from(kind));
    }
    let known = numbers(json, &list).map(|number| list.item(number));
    if known.into_iter().any(|item| item.key("id").text(json) == id) {
        return;
    }
    if let Some(Json::Object(sheet)) = sheet.find_mut(json) {
        let inputs = sheet.entry("inputs".to_owned()).or_insert_with(|| Json::Array(Vec::new()));
        if let Json::Array(inputs) = inputs {
            inputs.push(Json::Object(mark));
        }
    }
}

/// Texts in formulas that name a grade: those beside a column that gives grades of its ladder.
fn in_texts(json: &mut Json, grade: &Path, before: &str, after: &str) {
    let ladder =
        grade.parent().and_then(|list| list.parent()).map(|ladder| ladder.key("id").text(json).to_owned());
    let scope = Scope::new(json);
    let mut found = Vec::new();
    walk(json, &mut |at, Holds { shape, .. }, value| {
        let (Shape::Formula(rows), Some(text)) = (shape, value.as_str()) else { return };
        let tree = parse(text).tree;
        let mut spans = Vec::new();
        for table in scope.tables_at(at, rows == Rows::Register) {
            beside(&scope, table, &tree, &mut Vec::new(), &mut |literal, of, span| {
                if literal == before && Some(of) == ladder.as_deref() && !spans.contains(&span) {
                    spans.push(span);
                }
            });
        }
        if !spans.is_empty() {
            spans.sort_by_key(|span| span.start);
            found.push((at.clone(), replaced(text, &spans, &format!("\"{}\"", after.replace('"', "\"\"")))));
        }
    });
    for (at, text) in found {
        if let Some(place) = at.find_mut(json) {
            *place = Json::from(text);
        }
    }
}

/// Calls `found` with every text and the ladder of the nearest part around it that names grades.
fn beside<'a>(
    scope: &Scope<'_>,
    table: usize,
    node: &'a Node,
    around: &mut Vec<&'a Node>,
    found: &mut dyn FnMut(&str, &str, Span),
) {
    if let Kind::Text(literal) = &node.kind {
        let ladder = around.iter().rev().find_map(|part| scope.ladder(table, part));
        if let Some(ladder) = ladder {
            found(literal, &ladder, node.span);
        }
    }
    around.push(node);
    each_part(node, &mut |part| beside(scope, table, part, around, found));
    around.pop();
}

fn replaced(text: &str, spans: &[Span], by: &str) -> String {
    let mut new = String::new();
    let mut from = 0;
    for span in spans {
        let (start, end) = (usize::try_from(span.start).unwrap_or(0), usize::try_from(span.end).unwrap_or(0));
        new.push_str(text.get(from..start).unwrap_or_default());
        new.push_str(by);
        from = end;
    }
    new.push_str(text.get(from..).unwrap_or_default());
    new
}
