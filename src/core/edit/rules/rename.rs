//! Renaming, and where a thing is used. Ids stay; every formula that names the thing is written anew.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::at::Holds;
use super::called::{Meaning, name_of, number_of};
use super::path::{Path, Step};
use super::pin::{own_name, pin, pin_marks, vote_on};
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

/// What a standard is called in formulas where its cell is typed empty: by its number.
pub(super) fn without_name(json: &mut Json, standard: &Path, before: &str) -> Result<(), Message> {
    rename(json, standard, before, &number_of(standard))?;
    if let Some(Json::Object(object)) = standard.find_mut(json) {
        object.shift_remove("name");
    }
    Ok(())
}
