//! Renaming, and where a thing is used. Ids stay; every formula that names the thing is written anew.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::at::Holds;
use super::called::{Meaning, follows, id_of_mark, marks, name_of, number_of};
use super::path::{Path, Step};
use super::scope::{CLASS, Scope};
use super::shape::{Rows, Shape, Target, Thing};
use super::targets::numbers;
use super::walk::walk;
use super::{at, literals, targets};
use crate::diag::{Message, Span};
use crate::formula::{Kind, Name, Node, fold, parse, quoted};
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
    /// How each of them is written when the thing is called otherwise.
    written: Vec<Written>,
}

/// How a part of a text is written that names a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Written {
    /// A name in a formula, with what stands before and behind the thing's within it.
    Name(String, String),
    /// The same where the text is no formula.
    AsItIs(String, String),
    /// A formula that takes the place of the name, with what stands before and behind the thing's.
    Instead(String, String),
    /// A text in quotes, with what stands before the name: the sign of a criterion.
    Text(String),
}

impl Written {
    fn with(&self, name: &str) -> String {
        match self {
            Self::Name(before, behind) => quoted(&format!("{before}{name}{behind}")),
            Self::AsItIs(before, behind) => format!("{before}{name}{behind}"),
            Self::Instead(before, behind) => format!("{before}{}{behind}", quoted(name)),
            Self::Text(sign) => format!("\"{sign}{}\"", name.replace('"', "\"\"")),
        }
    }
}

impl Use {
    /// The text if the thing were called otherwise.
    fn renamed(&self, name: &str) -> String {
        let mut new = String::new();
        let mut from = 0;
        for (span, written) in self.spans.iter().zip(&self.written) {
            let (start, end) = (place(span.start), place(span.end));
            new.push_str(self.text.get(from..start).unwrap_or_default());
            new.push_str(&written.with(name));
            from = end;
        }
        new.push_str(self.text.get(from..).unwrap_or_default());
        new
    }

    /// Whether a name is no longer there as one name.
    fn is_instead(&self) -> bool {
        self.written.iter().any(|of| matches!(of, Written::Instead(..)))
    }
}

fn place(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(0)
}

/// Where a thing of a scheme, or anything inside it, is used from outside of it.
#[must_use]
pub fn uses(scheme: &Scheme, item: &Path) -> Vec<Use> {
    let mut json = scheme_to_json(scheme);
    own_name(&mut json, item);
    let mut found = named(&json, &|of| of.is_within(item));
    found.extend(by_id(&json, item));
    found.retain(|of| !of.at.is_within(item));
    found
}

/// The formulas that name a thing itself, with the text they would have if it were called otherwise: what
/// [`super::set`] does to them.
#[must_use]
pub fn rewritten(scheme: &Scheme, item: &Path, name: &str) -> Vec<(Path, String, String)> {
    let mut json = scheme_to_json(scheme);
    own_name(&mut json, item);
    let item = mark_of(&json, item, &name_of(&json, item)).unwrap_or_else(|| item.clone());
    let text = |of: Use| {
        let new = of.renamed(name);
        (of.at, of.text, new)
    };
    named(&json, &|of| *of == item).into_iter().map(text).collect()
}

/// The formulas that name a thing of which `is_wanted` holds.
fn named(json: &Json, is_wanted: &dyn Fn(&Path) -> bool) -> Vec<Use> {
    let scope = Scope::new(json);
    let mut found = Vec::new();
    walk(json, &mut |at, holds, value| {
        let Some(text) = value.as_str() else { return };
        let mut parts: BTreeMap<u32, (Span, Written)> = BTreeMap::new();
        let is_formula = !matches!(holds.shape, Shape::Name(_));
        words(json, &scope, at, holds, text, &mut |_, name, span, meaning| {
            if let Some(written) = written(&scope, &meaning, name, is_formula, is_wanted) {
                parts.entry(span.start).or_insert((span, written));
            }
        });
        if let Shape::Formula(rows) = holds.shape {
            let tree = parse(text).tree;
            for table in scope.tables_at(at, rows == Rows::Register) {
                literals::each(&scope, table, &tree, &mut |literal, list, span| {
                    let bare = literal.trim_start_matches(['<', '>', '=']);
                    let sign = literal.get(..literal.len().saturating_sub(bare.len())).unwrap_or_default();
                    let mut items = numbers(json, list).map(|number| list.item(number));
                    let of = items.find(|item| name_of(json, item) == bare);
                    if of.is_some_and(|of| is_wanted(&of)) {
                        parts.entry(span.start).or_insert((span, Written::Text(sign.to_owned())));
                    }
                });
            }
        }
        if !parts.is_empty() {
            let (spans, written) = parts.into_values().unzip();
            found.push(Use { at: at.clone(), text: text.to_owned(), spans, written });
        }
    });
    found
}

/// How a word is written that means a wanted thing; `None` where it means no such thing.
fn written(
    scope: &Scope<'_>,
    meaning: &Meaning,
    name: &str,
    is_formula: bool,
    is_wanted: &dyn Fn(&Path) -> bool,
) -> Option<Written> {
    let mut of_classes = meaning.by_class.iter().filter(|_| !meaning.is_behind_a_dot);
    if of_classes.any(|(_, field)| is_wanted(field)) {
        // One name no longer does for all classes: each is asked for its own.
        let mut parts = (format!("SWITCH({CLASS}"), String::new());
        let mut is_behind = false;
        for (class, field) in &meaning.by_class {
            let class = scope.name(class);
            let case = format!(", \"{}\", {}.", class.replace('"', "\"\""), quoted(&class));
            if is_wanted(field) && !is_behind {
                parts.0.push_str(&case);
                is_behind = true;
                continue;
            }
            let to = if is_behind { &mut parts.1 } else { &mut parts.0 };
            to.push_str(&format!("{case}{}", quoted(name)));
        }
        parts.1.push(')');
        return Some(Written::Instead(parts.0, parts.1));
    }
    let own = meaning.pieces.iter().position(|piece| piece.of.as_ref().is_some_and(is_wanted))?;
    let text = |from: usize, to: usize| -> String {
        meaning.pieces.get(from..to).unwrap_or_default().iter().map(|piece| piece.text.as_str()).collect()
    };
    let (before, behind) = (text(0, own), text(own.saturating_add(1), meaning.pieces.len()));
    Some(if is_formula { Written::Name(before, behind) } else { Written::AsItIs(before, behind) })
}

/// Calls `found` with every word of a cell that means something: the table from which it does, the word, where it
/// stands, what it means.
fn words(
    json: &Json,
    scope: &Scope<'_>,
    at: &Path,
    Holds { shape, .. }: Holds,
    text: &str,
    found: &mut dyn FnMut(usize, &str, Span, Meaning),
) {
    let is_name = matches!(shape, Shape::Name(_));
    let pieces = match shape {
        Shape::Formula(_) | Shape::Name(_) => vec![(0, text)],
        Shape::Holes => holes(text),
        _ => return,
    };
    let of_register = matches!(shape, Shape::Formula(Rows::Register) | Shape::Name(Rows::Register));
    let tree = |piece: &str| if is_name { name_alone(piece) } else { parse(piece).tree };
    let trees: Vec<(usize, Node)> = pieces.into_iter().map(|(start, piece)| (start, tree(piece))).collect();
    for table in scope.tables_at(at, of_register) {
        for (start, tree) in &trees {
            let table = from(json, scope, at, table);
            scope.names(table, tree, &mut |name, meaning| {
                let start = u32::try_from(*start).unwrap_or(u32::MAX);
                let shifted = |offset: u32| offset.saturating_add(start);
                let span = Span::new(shifted(name.span.start), shifted(name.span.end));
                found(table, &name.text, span, meaning);
            });
        }
    }
}

/// What the words of a scheme mean: by the cell and the table from which it is read, in their order.
type Meanings = BTreeMap<(Path, usize), Vec<Vec<Path>>>;

fn meanings(json: &Json) -> Meanings {
    let scope = Scope::new(json);
    let mut found = Meanings::new();
    walk(json, &mut |at, holds, value| {
        let Some(text) = value.as_str() else { return };
        // What nothing looks up yet means nothing yet.
        let tariff = targets::table(at).filter(|own| own.last_key() == Some("tariffs"));
        if tariff.is_some_and(|own| scope.lookups_of(own.key("name").text(json)).is_none()) {
            return;
        }
        words(json, &scope, at, holds, text, &mut |table, _, _, meaning| {
            let paths = meaning.paths().cloned().collect();
            found.entry((at.clone(), table)).or_default().push(paths);
        });
    });
    found
}

/// Renames a thing, and what names it.
///
/// # Errors
/// A formula, or what was typed, would then mean something else by a name.
pub(super) fn rename(json: &mut Json, item: &Path, before: &str, after: &str) -> Result<(), Message> {
    let item = &mark_of(json, item, before).unwrap_or_else(|| item.clone());
    was_not_typed(json, item, after)?;
    while refer_by_id(json) {}
    let thing = item.parent().and_then(|list| at::thing_of_list(json, &list));
    if thing == Some(Thing::Indicator) {
        pin(json, item);
    }
    let known = meanings(json);
    let uses = named(json, &|of| of == item);
    let instead: Vec<Path> = uses.iter().filter(|of| of.is_instead()).map(|of| of.at.clone()).collect();
    match thing {
        Some(Thing::Input) => pin_marks(json, item, before, after),
        Some(Thing::Dimension) => vote_on(json, item, after),
        _ => {}
    }
    literals::in_tariffs(json, item, before, after);
    for of in uses {
        let text = of.renamed(after);
        if let Some(place) = of.at.find_mut(json) {
            *place = Json::from(text);
        }
    }
    match item.find_mut(json) {
        Some(Json::Object(object)) => _ = object.insert("name".to_owned(), Json::from(after)),
        // A dimension is written as its name alone, which is its id.
        Some(place @ Json::String(_)) if thing == Some(Thing::Dimension) => {
            let mut object = Map::new();
            object.insert("id".to_owned(), Json::from(before));
            object.insert("name".to_owned(), Json::from(after));
            *place = Json::Object(object);
        }
        // The name of a mark that a method makes.
        Some(place) => *place = Json::from(after),
        None => {}
    }
    stays(&known, json, after, &instead)
}

/// Votes are typed by the names of panels, dimensions and options. What has another name now is still meant by its old
/// one, which is its id: nothing else may have it.
fn was_not_typed(json: &Json, item: &Path, name: &str) -> Result<(), Message> {
    let Some(list) = item.parent().filter(|_| {
        matches!(item.last_key(), Some("panels" | "dimensions" | "options")) && item.number().is_some()
    }) else {
        return Ok(());
    };
    let mut others = numbers(json, &list).map(|number| list.item(number)).filter(|other| other != item);
    let is_old = |other: &Path| other.key("id").text(json) == name && name_of(json, other) != name;
    match others.find(is_old) {
        Some(other) => Err(Message::NameOfOld { name: name.to_owned(), now: name_of(json, &other) }),
        None => Ok(()),
    }
}

/// Whether every word still means what it meant, but in the cells that ask for more than a name now. A word that meant
/// nothing may mean something.
fn stays(known: &Meanings, json: &Json, name: &str, instead: &[Path]) -> Result<(), Message> {
    let now = meanings(json);
    for (key, before) in known {
        let mut after = now.get(key).into_iter().flatten();
        let is_same = before.iter().all(|meant| after.any(|means| means == meant));
        if !is_same && !instead.contains(&key.0) {
            return Err(Message::NameMisleads {
                name: name.to_owned(),
                formula: key.0.text(json).to_owned(),
            });
        }
    }
    Ok(())
}

/// Settings that refer to something by its name do so by its id, which stays; `false` where all do. What an id refers to
/// may be found only once another does.
fn refer_by_id(json: &mut Json) -> bool {
    let mut found: Vec<(Path, String)> = Vec::new();
    let mut keys: Vec<(Path, String, String)> = Vec::new();
    let id_of = |json: &Json, at: &Path, target: Target, name: &str| {
        let all = targets::candidates(json, at, target);
        let is_id = all.iter().any(|(id, _)| id == name);
        all.into_iter().find(|(id, of)| of == name && !is_id && !id.is_empty()).map(|(id, _)| id)
    };
    walk(json, &mut |at, Holds { shape, .. }, value| {
        if let (Shape::Reference(target), Some(name)) = (shape, value.as_str()) {
            found.extend(id_of(json, at, target, name).map(|id| (at.clone(), id)));
        }
        // The fields of an entry that a rule makes.
        if let Some((values, Step::Key(field))) = at.split()
            && values.last_key() == Some("values")
        {
            let id = id_of(json, at, Target::OfRegister, field);
            keys.extend(id.map(|id| (values, field.clone(), id)));
        }
    });
    for (at, id) in &found {
        if let Some(place) = at.find_mut(json) {
            *place = Json::from(id.as_str());
        }
    }
    for (values, field, id) in &keys {
        if let Some(Json::Object(values)) = values.find_mut(json)
            && let Some(value) = values.shift_remove(field)
        {
            values.insert(id.clone(), value);
        }
    }
    !found.is_empty() || !keys.is_empty()
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
    scope.names(table, &tree, &mut |_, of| theirs = targets::table(&of.of).or(theirs.take()));
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
                written: Vec::new(),
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
        Target::Indicator => targets::with_id(json, "library", id),
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

/// The marks of a method that are named for its indicator keep their names: they are what was typed under. So does the
/// dimension that is voted on.
fn pin(json: &mut Json, indicator: &Path) {
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

fn is_of_library(indicator: &Path) -> bool {
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
fn own_method(json: &mut Json, indicator: &Path) {
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
fn pin_marks(json: &mut Json, input: &Path, before: &str, after: &str) {
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
fn vote_on(json: &mut Json, dimension: &Path, after: &str) {
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
fn indicators(json: &Json, place: &Path) -> Vec<Path> {
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

/// A mark that a method makes by naming it, and that is now named otherwise, stays what it is: it becomes a mark of the
/// sheet with its old id, and formulas go on naming it. Where another method names it too, or the sheet has something of the
/// new name, the method takes another mark instead.
///
/// # Errors
/// A formula would then mean something else by a name.
pub(super) fn keep_mark(json: &mut Json, cell: &Path, value: Option<&Json>) -> Result<(), Message> {
    let Some((method, Step::Key(key))) = cell.split() else { return Ok(()) };
    let Some(indicator) = method.parent() else { return Ok(()) };
    if key == "by" || method.last_key() != Some("method") {
        return Ok(());
    }
    let name =
        |json: &Json| marks(json, &indicator).into_iter().find(|(of, _)| of == key).map(|(_, name)| name);
    let Some(before) = name(json) else { return Ok(()) };
    let mut changed = json.clone();
    if let Some(Json::Object(object)) = method.find_mut(&mut changed) {
        match value {
            Some(value) => _ = object.insert(key.clone(), value.clone()),
            None => _ = object.shift_remove(key),
        }
    }
    let Some(after) = name(&changed) else { return Ok(()) };
    let others = indicators(json, cell).into_iter().flat_map(|of| marks(json, &of)).map(|(_, mark)| mark);
    let is_shared = others.filter(|mark| fold(mark) == fold(&before)).count() > 1;
    if before == after || before.is_empty() || after.is_empty() || is_shared {
        return Ok(());
    }
    let kind = method.key("kind").text(json).to_owned();
    if is_of_library(&indicator) {
        return keep_mark_of_users(json, &indicator, cell, (&before, &after), &kind);
    }
    if is_column(json, cell, &before) || is_column(json, cell, &after) {
        return Ok(());
    }
    let id = id_of_mark(json, &indicator, key, &before);
    // So that there is a name to be rewritten.
    if let Some(Json::Object(object)) = method.find_mut(json) {
        object.insert(key.clone(), Json::from(before.as_str()));
    }
    rename(json, cell, &before, &after)?;
    add_mark(json, cell, &id, &after, &kind);
    Ok(())
}

/// The same for a method of the library: each sheet that has the method from there keeps its mark.
fn keep_mark_of_users(
    json: &mut Json,
    indicator: &Path,
    cell: &Path,
    (before, after): (&str, &str),
    kind: &str,
) -> Result<(), Message> {
    let Some(key) = cell.last_key() else { return Ok(()) };
    let users = targets::users(json, indicator).into_iter();
    let kept: Vec<(Path, String, String)> = users
        .filter(|user| user.key("method").find(json).is_none())
        .filter_map(|user| {
            let (_, name) = marks(json, &user).into_iter().find(|(of, _)| *of == key)?;
            let id = id_of_mark(json, &user, key, &name);
            (!is_column(json, &user, &name) && !is_column(json, &user, after)).then_some((user, name, id))
        })
        .collect();
    if cell.find(json).is_some() {
        rename(json, cell, before, after)?;
    }
    for (user, name, id) in kept {
        if follows(json, &user, key).is_some() {
            // For as long as its formulas are written anew it names the mark itself.
            own_method(json, &user);
            let method = user.key("method");
            if let Some(Json::Object(method)) = method.find_mut(json) {
                method.insert(key.to_owned(), Json::from(name.as_str()));
            }
            rename(json, &method.key(key), &name, after)?;
            if let Some(Json::Object(user)) = user.find_mut(json) {
                user.shift_remove("method");
            }
        }
        // Two of one sheet have one mark now.
        if !is_column(json, &user, after) {
            add_mark(json, &user, &id, after, kind);
        }
    }
    Ok(())
}

/// Whether the sheet of a cell has something of that name that it lists itself.
fn is_column(json: &Json, cell: &Path, name: &str) -> bool {
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
fn add_mark(json: &mut Json, of: &Path, id: &str, name: &str, kind: &str) {
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

/// What a standard is called in formulas where its cell is typed empty: by its number.
pub(super) fn without_name(json: &mut Json, standard: &Path, before: &str) -> Result<(), Message> {
    rename(json, standard, before, &number_of(standard))?;
    if let Some(Json::Object(object)) = standard.find_mut(json) {
        object.shift_remove("name");
    }
    Ok(())
}
