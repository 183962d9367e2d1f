//! The editor's model: the scheme that is shown, what is wrong with each of its cells, what fits into a cell while one
//! types. Knows no browser.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use baton_core::diag::{Diagnostic, Place};
use baton_core::edit::Session;
use baton_core::edit::rules::{
    DOES, METHODS, NO, Offered, Path, Rows, Scope, Shape, Thing, YES, candidates, holds, inherited, read,
    settings,
};
use baton_core::formula::catalogue;
use baton_core::lab::{all_cards, apply};
use baton_core::model::{Book, Edition, Id, Scheme, scheme_to_json};
use baton_core::plan::{Plan, compile};
use serde_json::Value as Json;

use crate::words::Language;
use crate::words::rules::{choice, function};

/// Most names offered at once.
const MOST: usize = 12;

/// The scheme that is shown and edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The scheme.
    pub scheme: Scheme,
    /// It as a document, of which cells are read.
    pub json: Json,
    /// What is wrong with it, with the place of each.
    pub problems: Vec<(Path, Diagnostic)>,
    /// The cell at which each of them is told: every cell that is drawn asks for it.
    homes: Vec<Path>,
    /// What the columns are computed by, by the ids of sheet and column.
    formulas: Arc<HashMap<(Id, Id), String>>,
}

impl Shown {
    /// The book's rules, or those of a variant; `None` where there are none.
    #[must_use]
    pub fn new(session: &Session, variant: Option<&Id>) -> Option<Self> {
        let book = session.book();
        let newest = book.scheme()?;
        let variant = variant.and_then(|id| book.variant(id));
        let (scheme, found, formulas) = match variant {
            None => (newest.clone(), session.plan().diagnostics.clone(), formulas(session.plan())),
            Some(variant) => {
                let (scheme, _) = apply(newest, &all_cards(book, variant)?);
                let plan = compile(&[Edition { from: None, scheme: scheme.clone() }]);
                let formulas = formulas(&plan);
                (scheme, plan.diagnostics, formulas)
            }
        };
        let formulas = Arc::new(formulas);
        let before = if variant.is_none() { before_newest(book) } else { String::new() };
        let placed = |diagnostic: Diagnostic| {
            let path = Path::read(place_within(&diagnostic.place, &before)?);
            Some((path, diagnostic))
        };
        let mut problems: Vec<(Path, Diagnostic)> = found.into_iter().filter_map(placed).collect();
        if variant.is_none() {
            let circles = session.results().circles().into_iter();
            problems.extend(circles.filter_map(|circle| match &circle.place {
                Place::Path { path } => Some((Path::read(path), circle)),
                _ => None,
            }));
        }
        let mut shown = Self { json: scheme_to_json(&scheme), scheme, problems, homes: Vec::new(), formulas };
        shown.homes = shown.problems.iter().map(|(of, _)| shown.home(of)).collect();
        Some(shown)
    }

    /// The same with its scheme changed a little, as long as what is wrong has not been looked for anew.
    #[must_use]
    pub fn with(&self, scheme: Scheme) -> Self {
        Self {
            json: scheme_to_json(&scheme),
            scheme,
            problems: self.problems.clone(),
            homes: self.homes.clone(),
            formulas: Arc::clone(&self.formulas),
        }
    }

    /// The formula that the method of an indicator stands for; `None` where it is written out as one, or has none.
    #[must_use]
    pub fn stands_for(&self, indicator: &Path) -> Option<&str> {
        let json = &self.json;
        if !matches!(holds(json, &indicator.key("method"))?.shape, Shape::Method)
            || read(json, &indicator.key("method.kind")) == "formula"
        {
            return None;
        }
        let mut sheet = indicator.clone();
        while sheet.depth() > 2 {
            sheet = sheet.parent()?;
        }
        let id = |of: &Path| Id::new(of.key("id").text(json));
        self.formulas.get(&(id(&sheet), id(indicator))).map(String::as_str)
    }

    /// What is wrong with a cell: with its value, or with what it alone stands for.
    #[must_use]
    pub fn problems_of(&self, cell: &Path) -> Vec<&Diagnostic> {
        let is_of = |of: &Path, home: &Path| {
            of == cell
                || (of.is_within(cell) && holds(&self.json, cell).is_some_and(|of| is_one_cell(of.shape)))
                || home == cell
                // What a method as a whole lacks is told at its kind too.
                || (cell.last_key() == Some("kind") && cell.parent().as_ref() == Some(of))
        };
        let told = self.problems.iter().zip(&self.homes).filter(|((of, _), home)| is_of(of, home));
        told.map(|((_, diagnostic), _)| diagnostic).collect()
    }

    /// The cell at which is told what is wrong at a place: of several values in one cell that cell; what a thing or one of
    /// its lists lacks as a whole, at its name, or else at its first setting.
    #[must_use]
    pub fn home(&self, place: &Path) -> Path {
        let json = &self.json;
        let is_several =
            |at: &Path| matches!(holds(json, at).map(|holds| holds.shape), Some(Shape::Several(_)));
        let mut at = place.clone();
        loop {
            let parent = at.parent();
            let found = match holds(json, &at).map(|holds| holds.shape) {
                Some(Shape::Items(_)) => None,
                Some(_) => Some(parent.clone().filter(is_several).unwrap_or_else(|| at.clone())),
                None => self.first_cell(&at),
            };
            match (found, parent) {
                (Some(found), _) => return found,
                (None, Some(parent)) => at = parent,
                (None, None) => return at,
            }
        }
    }

    /// The cell that speaks for a thing or part.
    fn first_cell(&self, at: &Path) -> Option<Path> {
        let json = &self.json;
        let of = settings(json, at)?;
        if of.iter().any(|setting| setting.key == "name") {
            return Some(at.key("name"));
        }
        // What is chosen above its settings has no cell of its own.
        let choice = |item: &Path| item.key(DOES);
        let is_chosen = |item: &Path| match holds(json, &choice(item)).map(|holds| holds.shape) {
            Some(Shape::Choice(keys)) => at.last_key().is_some_and(|key| keys.contains(&key)),
            _ => false,
        };
        match at.number() {
            None => {
                let item = at.parent().filter(is_chosen);
                Some(item.map_or_else(|| at.clone(), |item| choice(&item)))
            }
            Some(_) if holds(json, &choice(at)).is_some() => Some(choice(at)),
            Some(_) => of.first().map(|setting| at.key(setting.key)),
        }
    }
}

/// What stands before the places of the newest edition, which is edited, in what is told of a book.
#[must_use]
pub fn before_newest(book: &Book) -> String {
    match book.editions.len() {
        0 | 1 => String::new(),
        count => format!("editions[{}].scheme.", count.saturating_sub(1)),
    }
}

/// The place within the scheme that is edited; `None` where it is not of that.
#[must_use]
pub fn place_within<'a>(place: &'a Place, before: &str) -> Option<&'a str> {
    match place {
        Place::Path { path } | Place::Formula { path, .. } => path.strip_prefix(before),
        Place::Document | Place::Cell(_) | Place::Text { .. } => None,
    }
}

fn formulas(plan: &Plan) -> HashMap<(Id, Id), String> {
    let newest = plan.editions.len().saturating_sub(1);
    let columns = plan.columns.iter().filter_map(|column| {
        let version = column.versions.get(newest)?.as_ref().filter(|version| !version.formula.is_empty())?;
        let table = plan.tables.get(column.table)?;
        Some(((table.id.clone(), column.id.clone()), version.formula.clone()))
    });
    columns.collect()
}

fn is_one_cell(shape: Shape) -> bool {
    matches!(shape, Shape::Several(_) | Shape::Formula(_) | Shape::Method)
}

/// The kind of thing that a list holds.
#[must_use]
pub fn thing_of(json: &Json, list: &Path) -> Option<Thing> {
    match holds(json, list)?.shape {
        Shape::Items(thing) => Some(thing),
        _ => None,
    }
}

/// Whether something was once typed under that id: a new thing may not have it, or it would have old marks.
#[must_use]
pub fn is_typed_under(session: &Session, id: &str) -> bool {
    let book = session.book();
    book.roster.contains_key(id)
        || book.registers.contains_key(id)
        || book.roster.values().flatten().any(|subject| subject.fields.contains_key(id))
        || book.registers.values().flatten().any(|entry| entry.values.contains_key(id))
        || book
            .marks
            .tables()
            .any(|(sheet, _, rows)| sheet.as_str() == id || rows.values().any(|row| row.contains_key(id)))
}

/// How much of what was typed a changed scheme has no place for any more, where it has one now: marks, values of entries and
/// subjects; entries and subjects themselves where their table goes.
#[must_use]
pub fn count_without(session: &Session, now: &Scheme, changed: &Scheme) -> usize {
    let places = |scheme: &Scheme| {
        let plan = compile(&[Edition { from: None, scheme: scheme.clone() }]);
        let tables = plan.tables.iter().map(|table| (table.id.clone(), None));
        let columns = plan
            .columns
            .iter()
            .filter_map(|column| Some((plan.tables.get(column.table)?.id.clone(), Some(column.id.clone()))));
        tables.chain(columns).collect::<BTreeSet<(Id, Option<Id>)>>()
    };
    let after = places(changed);
    let gone: BTreeSet<_> = places(now).into_iter().filter(|place| !after.contains(place)).collect();
    if gone.is_empty() {
        return 0;
    }
    let book = session.book();
    let has = |table: &Id, column: Option<&Id>| usize::from(gone.contains(&(table.clone(), column.cloned())));
    let marks = book.marks.iter().map(|(sheet, _, _, column, _)| has(sheet, Some(column)));
    let entries = book.registers.iter().flat_map(|(table, entries)| {
        entries.iter().flat_map(move |entry| {
            entry.values.keys().map(move |key| has(table, Some(key))).chain([has(table, None)])
        })
    });
    let subjects = book.roster.iter().flat_map(|(table, subjects)| {
        subjects.iter().flat_map(move |subject| {
            subject.fields.keys().map(move |key| has(table, Some(key))).chain([has(table, None)])
        })
    });
    marks.chain(entries).chain(subjects).sum()
}

/// What stands in a cell as people read it: words for choices.
#[must_use]
pub fn said(json: &Json, cell: &Path, language: Language) -> String {
    let text = read(json, cell);
    let is_choice = match holds(json, cell) {
        Some(holds) => {
            matches!(holds.shape, Shape::Choice(_) | Shape::Method | Shape::Truth | Shape::TrueAtFirst)
        }
        None => true,
    };
    if text.is_empty() && holds(json, cell).is_none() && settings(json, cell).is_some() {
        let word = if cell.find(json).is_some() { YES } else { NO };
        return choice(word, language).unwrap_or_default().to_owned();
    }
    match choice(&text, language).filter(|_| is_choice) {
        Some(word) => word.to_owned(),
        None => text,
    }
}

/// What holds where a cell is left empty, as people read it.
#[must_use]
pub fn meant(json: &Json, cell: &Path, language: Language) -> String {
    // What an indicator leaves out is as in the library.
    if let Some(from) = inherited(json, cell) {
        return said(json, &from, language);
    }
    // A row of a tariff with one number has that for all.
    if let Some(only) = for_all(json, cell) {
        return read(json, &only);
    }
    usual(json, cell, language).to_owned()
}

/// The one value of a row that stands for all of those side by side.
fn for_all(json: &Json, cell: &Path) -> Option<Path> {
    let list = cell.number().filter(|number| *number > 0).and_then(|_| cell.parent())?;
    let is_points =
        list.last_key() == Some("points") && matches!(holds(json, &list)?.shape, Shape::Several(_));
    let count = list.find(json)?.as_array()?.len();
    (is_points && count == 1).then(|| list.item(0))
}

fn usual(json: &Json, cell: &Path, language: Language) -> &'static str {
    let word = match holds(json, cell) {
        Some(holds) if holds.must || cell.last_key() == Some(DOES) => return "",
        Some(holds) => match holds.shape {
            Shape::Choice(known) if cell.last_key() != Some("cycle") => {
                known.first().copied().unwrap_or_default()
            }
            Shape::TrueAtFirst => YES,
            _ => return "",
        },
        None => return "",
    };
    choice(word, language).unwrap_or_default()
}

/// What was typed, with the keys of a file in the place of words for choices.
#[must_use]
pub fn keyed(json: &Json, cell: &Path, typed: &str, language: Language) -> String {
    let typed = typed.trim();
    let known = keys(json, cell);
    let by_word = known.iter().find(|key| choice(key, language) == Some(typed));
    let other = language.pick(Language::English, Language::Chinese);
    let by_word = by_word.or_else(|| known.iter().find(|key| choice(key, other) == Some(typed)));
    by_word.map_or_else(|| typed.to_owned(), |key| (*key).to_owned())
}

/// What waits in a cell as people read it.
#[must_use]
pub fn in_words(json: &Json, cell: &Path, typed: &str, language: Language) -> String {
    let known = keys(json, cell).contains(&typed);
    choice(typed, language).filter(|_| known).unwrap_or(typed).to_owned()
}

/// The words among which a cell chooses.
fn keys(json: &Json, cell: &Path) -> Vec<&'static str> {
    match holds(json, cell).map(|holds| holds.shape) {
        Some(Shape::Choice(known)) => known.to_vec(),
        Some(Shape::Method) => METHODS.iter().map(|(kind, _)| *kind).collect(),
        Some(Shape::Truth | Shape::TrueAtFirst) => vec![YES, NO],
        None if settings(json, cell).is_some() => vec![YES, NO],
        _ => Vec::new(),
    }
}

/// Whether something is chosen in a cell rather than written.
#[must_use]
pub fn is_chosen(json: &Json, cell: &Path) -> bool {
    !keys(json, cell).is_empty()
        || matches!(holds(json, cell).map(|holds| holds.shape), Some(Shape::Reference(_)))
}

/// Whether a cell holds one of some fixed words.
#[must_use]
pub fn is_fixed(json: &Json, cell: &Path) -> bool {
    !keys(json, cell).is_empty()
}

/// Whether a formula stands in a cell.
#[must_use]
pub fn is_formula(json: &Json, cell: &Path) -> bool {
    let shape = holds(json, cell).map(|holds| holds.shape);
    matches!(shape, Some(Shape::Formula(_) | Shape::Several(Shape::Formula(_))))
}

/// What may be put into the text of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// As the list shows it.
    pub shown: String,
    /// The whole text with it.
    pub text: String,
    /// Where the caret goes, in UTF-16 units, as browsers count.
    pub caret: usize,
    /// How it is written, of a function.
    pub help: String,
}

/// What fits into a cell where so much has been typed before the caret.
#[must_use]
pub fn suggestions(
    json: &Json,
    cell: &Path,
    before: &str,
    after: &str,
    language: Language,
) -> Vec<Suggestion> {
    let whole =
        |text: String| Suggestion { shown: text.clone(), caret: units(&text), text, help: String::new() };
    let typed = before.trim();
    let known = keys(json, cell);
    if !known.is_empty() {
        let words = known.iter().map(|key| choice(key, language).unwrap_or(key).to_owned());
        return fitting(words.collect(), typed).into_iter().map(whole).collect();
    }
    match holds(json, cell).map(|holds| holds.shape) {
        Some(Shape::Reference(target)) => {
            let all = candidates(json, cell, target).into_iter().map(|(_, name)| name).collect();
            fitting(all, typed).into_iter().map(whole).collect()
        }
        Some(Shape::Formula(rows)) => names(json, cell, rows, before, after, language),
        Some(Shape::Several(Shape::Formula(rows))) => names(json, cell, *rows, before, after, language),
        Some(Shape::Name(rows)) => names(json, cell, rows, before, after, language),
        _ => Vec::new(),
    }
}

/// The words in which something typed is found: the one that it is first, then those that begin with it. What fits
/// none is offered none: it is told in its cell.
fn fitting(words: Vec<String>, typed: &str) -> Vec<String> {
    let mut found: Vec<String> = words.into_iter().filter(|word| word.contains(typed)).collect();
    found.sort_by_key(|word| (word != typed, !word.starts_with(typed)));
    found
}

fn names(
    json: &Json,
    cell: &Path,
    rows: Rows,
    before: &str,
    after: &str,
    language: Language,
) -> Vec<Suggestion> {
    let start = word_start(before);
    let (front, word) = before.split_at(start);
    let word = word.trim_start_matches('\'');
    let head = front.strip_suffix('.').map(|front| {
        let start = word_start(front);
        front.get(start..).unwrap_or_default().trim_matches('\'').to_owned()
    });
    if word.is_empty() && head.is_none() {
        return Vec::new();
    }
    let scope = Scope::new(json);
    let mut found: Vec<(String, String)> = Vec::new();
    for table in scope.tables_at(cell, rows == Rows::Register) {
        for Offered { text, .. } in scope.offered(table, head.as_deref()) {
            if !found.iter().any(|(known, _)| *known == text) {
                found.push((text, String::new()));
            }
        }
    }
    if head.is_none() && word.is_ascii() {
        let functions = catalogue::names().map(|name| (format!("{name}("), name));
        found.extend(functions.map(|(text, name)| (text, function(name, language).unwrap_or_default())));
    }
    let wanted = word.to_lowercase();
    let rank = |text: &str| {
        let text = text.trim_start_matches('\'').to_lowercase();
        if text.starts_with(&wanted) { 0 } else { usize::from(!text.contains(&wanted)) + 1 }
    };
    let mut fitting: Vec<(usize, (String, String))> =
        found.into_iter().map(|of| (rank(&of.0), of)).filter(|(rank, _)| *rank < 2).collect();
    fitting.sort_by_key(|(rank, _)| *rank);
    let put = |(_, (text, help)): (usize, (String, String))| {
        let new = format!("{front}{text}");
        Suggestion { caret: units(&new), text: format!("{new}{after}"), shown: text, help }
    };
    // A name that is written out needs no help.
    let is_whole = |of: &Suggestion| of.shown == word;
    let all: Vec<Suggestion> = fitting.into_iter().map(put).collect();
    if all.iter().any(is_whole) { Vec::new() } else { all.into_iter().take(MOST).collect() }
}

/// Where the word at the end of a text begins, in bytes.
fn word_start(text: &str) -> usize {
    let is_part = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '\'';
    let mut start = text.len();
    for (at, sign) in text.char_indices().rev() {
        if !is_part(sign) {
            break;
        }
        start = at;
    }
    start
}

/// The function in whose brackets a formula ends so far.
#[must_use]
pub fn function_at(before: &str, language: Language) -> Option<String> {
    let mut open = Vec::new();
    let mut in_text = false;
    for (at, sign) in before.char_indices() {
        match sign {
            '"' => in_text = !in_text,
            '(' | '（' if !in_text => open.push(at),
            ')' | '）' if !in_text => _ = open.pop(),
            _ => {}
        }
    }
    let front = before.get(..open.pop()?)?;
    function(front.get(word_start(front)..)?, language)
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::model::read_scheme;

    fn json() -> Json {
        scheme_to_json(&read_scheme(include_str!("../../templates/ningming/scheme.json")).unwrap())
    }

    #[test]
    fn names_and_functions_are_completed() {
        let json = json();
        let cell = Path::read("sheets[0].columns[0].formula");
        let offered = |before: &str| {
            suggestions(&json, &cell, before, "", Language::Chinese)
                .into_iter()
                .map(|of| of.text)
                .collect::<Vec<_>>()
        };
        assert!(offered("1 + ROUN").contains(&"1 + ROUND(".to_owned()), "{:?}", offered("1 + ROUN"));
        let name = json["sheets"][0]["indicators"][0]["name"].as_str().unwrap();
        let start: String = name.chars().take(1).collect();
        assert!(offered(&format!("2 * {start}")).iter().any(|text| text.contains(name)));
        assert!(offered("1 + ").is_empty());
        assert_eq!(
            function_at("1 + IF(ROUND(2, 1), ", Language::English).unwrap().split('(').next(),
            Some("IF")
        );
        assert_eq!(function_at("IF(1)", Language::English), None);
    }

    #[test]
    fn choices_are_read_and_typed_in_words() {
        let json = json();
        let cell = Path::read("sheets[0].cycle");
        assert_eq!(said(&json, &cell, Language::Chinese), "周");
        assert_eq!(keyed(&json, &cell, "季度", Language::Chinese), "quarter");
        assert_eq!(keyed(&json, &cell, "quarter", Language::Chinese), "quarter");
        let offered = |typed: &str| -> Vec<String> {
            suggestions(&json, &cell, typed, "", Language::Chinese).into_iter().map(|of| of.text).collect()
        };
        assert_eq!(offered("半"), ["半年"]);
        // What is written out is meant, though it stands in another word too; what fits none is not taken for the first.
        assert_eq!(offered("年"), ["年", "半年"]);
        assert!(offered("世纪").is_empty());
        assert_eq!(offered("").len(), 7);
    }

    #[test]
    fn a_method_says_the_formula_it_stands_for() {
        let sample = include_str!("../../templates/ningming/sample.json");
        let session = Session::open(baton_core::model::read_book(sample).unwrap());
        let shown = Shown::new(&session, None).unwrap();
        let first = Path::read("sheets[0].indicators[0]");
        assert_eq!(read(&shown.json, &first.key("method.kind")), "share");
        let formula = shown.stands_for(&first).unwrap();
        assert!(formula.contains("指标01完成数") && formula.contains("指标01任务数"), "{formula}");
        assert!(baton_core::formula::parse(formula).problems.is_empty(), "{formula}");
        // What is written as a formula stands for itself.
        let cell = first.key("method.kind");
        let changed = baton_core::edit::rules::set(&shown.scheme, &cell, "formula").unwrap();
        assert_eq!(shown.with(changed).stands_for(&first), None);
    }

    #[test]
    fn what_was_typed_under_a_thing_is_counted() {
        let sample = include_str!("../../templates/ningming/sample.json");
        let session = Session::open(baton_core::model::read_book(sample).unwrap());
        let scheme = session.book().scheme().unwrap();
        let count = |path: &str| {
            let changed = baton_core::edit::rules::remove(scheme, &Path::read(path)).unwrap();
            count_without(&session, scheme, &changed)
        };
        let marks = |is_it: &dyn Fn(&Id, &Id) -> bool| {
            session.book().marks.iter().filter(|(sheet, _, _, column, _)| is_it(sheet, column)).count()
        };
        let sheet = &scheme.sheets[0].id;
        let of_first = |of: &Id, column: &Id| of == sheet && column.starts_with("指标01");
        assert_eq!(count("sheets[0].indicators[0]"), marks(&of_first));
        assert!(marks(&of_first) > 0);
        assert_eq!(count("parameters[0]"), 0);
        assert_eq!(count("sheets[0]"), marks(&|of, _| of == sheet));
        // Entries that come with their values, and subjects with theirs.
        assert!(count("registers[0]") >= session.book().registers[&scheme.registers[0].id].len());
        assert!(count("classes[0]") >= session.book().roster[&scheme.classes[0].id].len());
    }

    #[test]
    fn one_number_of_a_row_of_a_tariff_is_shown_for_all() {
        let text = include_str!("../../templates/district/scheme.json");
        let json = scheme_to_json(&read_scheme(text).unwrap());
        let rows = json["tariffs"][0]["points"].as_array().unwrap();
        let for_all = rows.iter().position(|row| row["of"][0] == "督查通报").unwrap();
        let shown = |row: usize, number: usize| {
            meant(
                &json,
                &Path::read(&format!("tariffs[0].points[{row}].points[{number}]")),
                Language::Chinese,
            )
        };
        assert_eq!((shown(for_all, 2).as_str(), shown(0, 3).as_str()), ("-2", ""));
    }
}
