//! Schemes and books as JSON text: strict reading that says all that is wrong and where, writing in one fixed order.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::{DeserializeOwned, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::decode::{self, Step};
use super::{Book, Id, Indicator, Patch, SEMANTICS, Scheme, Variant, settle_ids};
use crate::diag::{Diagnostic, Message, Place};

/// The newest version of the file format that this program reads and writes.
pub(super) const VERSION: u32 = 1;
/// The word in the `format` of a variant saved alone.
const VARIANT: &str = "baton-variant";
/// Largest file that is read, in bytes.
const LARGEST: usize = 64 << 20;
/// Deepest nesting that is read.
const DEEPEST: u32 = 64;
/// Most columns of a scheme; those of a whole county's rule books are some hundreds.
const MOST_COLUMNS: usize = 10_000;
/// Most mistakes told at once.
const MOST_MISTAKES: usize = 50;

/// A file of this program.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// A scheme alone.
    Scheme(Box<Scheme>),
    /// A book.
    Book(Box<Book>),
}

/// What a file of this program holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// A scheme alone.
    Scheme,
    /// A book.
    Book,
}

impl DocumentKind {
    /// The word in the file's `format`.
    #[must_use]
    pub fn format(self) -> &'static str {
        match self {
            Self::Scheme => "baton-scheme",
            Self::Book => "baton-book",
        }
    }
}

/// Reads a scheme or a book; ids left out are made.
///
/// # Errors
/// What is wrong and where: not JSON, too large, too deep, not ours, of a newer version, or each wrong key and value
/// with its path.
pub fn read_document(text: &str) -> Result<Document, Vec<Diagnostic>> {
    let (kind, json) = read_header(text)?;
    match kind {
        DocumentKind::Scheme => scheme(json).map(|scheme| Document::Scheme(Box::new(scheme))),
        DocumentKind::Book => book(json).map(|book| Document::Book(Box::new(book))),
    }
}

/// Reads a scheme; ids left out are made.
///
/// # Errors
/// As [`read_document`]; a book is not a scheme.
pub fn read_scheme(text: &str) -> Result<Scheme, Vec<Diagnostic>> {
    match read_header(text)? {
        (DocumentKind::Scheme, json) => scheme(json),
        (found @ DocumentKind::Book, _) => Err(not_ours(DocumentKind::Scheme.format(), found.format())),
    }
}

/// Reads a book; ids left out are made.
///
/// # Errors
/// As [`read_document`]; a scheme is not a book.
pub fn read_book(text: &str) -> Result<Book, Vec<Diagnostic>> {
    match read_header(text)? {
        (DocumentKind::Book, json) => book(json),
        (found @ DocumentKind::Scheme, _) => Err(not_ours(DocumentKind::Book.format(), found.format())),
    }
}

/// Reads a variant that was saved alone.
///
/// # Errors
/// As [`read_document`]; a scheme or a book is no variant.
pub fn read_patch(text: &str) -> Result<Patch, Vec<Diagnostic>> {
    let (format, mut json) = read_content(text)?;
    if format != VARIANT {
        return Err(not_ours(VARIANT, &format));
    }
    let scheme = json.as_object_mut().and_then(|content| content.shift_remove("scheme"));
    let scheme = match scheme {
        None => String::new(),
        Some(Json::String(name)) => name,
        Some(other) => {
            let (expected, found) = ("text".to_owned(), json_kind(&other).to_owned());
            return Err(at("scheme", Message::WrongValue { expected, found }));
        }
    };
    Ok(Patch { scheme, variant: decode(json)? })
}

/// Whether a text says of itself that it is a variant saved alone, of whatever version.
#[must_use]
pub fn is_patch(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Header {
        format: String,
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    serde_json::from_str::<Header>(text).is_ok_and(|header| header.format == VARIANT)
}

/// A variant alone as JSON text, without line breaks: a file, or what a link holds when it is compressed.
#[must_use]
pub fn write_patch(patch: &Patch) -> String {
    #[derive(Serialize)]
    struct Content<'a> {
        #[serde(skip_serializing_if = "str::is_empty")]
        scheme: &'a str,
        #[serde(flatten)]
        variant: &'a Variant,
    }
    let content = Content { scheme: &patch.scheme, variant: &patch.variant };
    serde_json::to_string(&Written { format: VARIANT, version: VERSION, content: &content })
        .unwrap_or_default()
}

/// A scheme as a JSON value; what is left out in files is left out here.
#[must_use]
pub fn scheme_to_json(scheme: &Scheme) -> Json {
    // Documents hold only texts, numbers, lists and maps with text keys: writing them cannot fail.
    serde_json::to_value(scheme).unwrap_or_default()
}

/// The scheme that a JSON value is; ids left out are made.
///
/// # Errors
/// Each wrong key and value with its path.
pub fn scheme_from_json(json: Json) -> Result<Scheme, Vec<Diagnostic>> {
    scheme(json)
}

/// A scheme as JSON text that a person can read.
#[must_use]
pub fn write_scheme(scheme: &Scheme) -> String {
    // Documents hold only texts, numbers, lists and maps with text keys: writing them cannot fail.
    format!("{:#}", serde_json::to_value(Written::new(DocumentKind::Scheme, scheme)).unwrap_or_default())
}

/// A book as JSON text, without line breaks. Written at once: as a tree, a large book would fill the memory twice.
#[must_use]
pub fn write_book(book: &Book) -> String {
    serde_json::to_string(&Written::new(DocumentKind::Book, book)).unwrap_or_default()
}

/// The header first, then the document: keys in the order of their types, lists in theirs.
#[derive(Serialize)]
struct Written<'a, T> {
    format: &'static str,
    version: u32,
    #[serde(flatten)]
    content: &'a T,
}

impl<'a, T> Written<'a, T> {
    fn new(kind: DocumentKind, content: &'a T) -> Self {
        Self { format: kind.format(), version: VERSION, content }
    }
}

fn scheme(json: Json) -> Result<Scheme, Vec<Diagnostic>> {
    let mut scheme: Scheme = decode(json)?;
    check_scheme(&scheme, "")?;
    settle_ids(&mut scheme);
    Ok(scheme)
}

fn book(json: Json) -> Result<Book, Vec<Diagnostic>> {
    let mut book: Book = decode(json)?;
    for (index, edition) in book.editions.iter().enumerate() {
        check_scheme(&edition.scheme, &format!("editions[{index}].scheme."))?;
    }
    if book.editions.is_empty() {
        return Err(at("editions", Message::MissingKey { key: "scheme".to_owned() }));
    }
    book.settle();
    let mistakes = check(&book);
    if mistakes.is_empty() { Ok(book) } else { Err(mistakes) }
}

/// Ids that stand twice, and open periods that are none.
fn check(book: &Book) -> Vec<Diagnostic> {
    let mut mistakes = Vec::new();
    for (class, subjects) in &book.roster {
        repeated(subjects.iter().map(|subject| &subject.id), &format!("roster.{class}"), &mut mistakes);
    }
    for (register, entries) in &book.registers {
        repeated(entries.iter().map(|entry| &entry.id), &format!("registers.{register}"), &mut mistakes);
    }
    for (cycle, span) in &book.periods {
        if let Err(message) = span.check(*cycle) {
            mistakes.extend(at(&format!("periods.{}", cycle.name()), message));
        }
    }
    mistakes.truncate(MOST_MISTAKES);
    mistakes
}

fn repeated<'a>(ids: impl Iterator<Item = &'a Id>, path: &str, mistakes: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.enumerate().filter(|(_, id)| !seen.insert(*id)) {
        let message = Message::DuplicateId { id: id.as_str().to_owned() };
        mistakes.extend(at(&format!("{path}[{index}].id"), message));
    }
}

fn check_scheme(scheme: &Scheme, path: &str) -> Result<(), Vec<Diagnostic>> {
    if scheme.semantics != SEMANTICS {
        let message = Message::UnknownSemantics { supported: SEMANTICS, found: scheme.semantics };
        return Err(at(&format!("{path}semantics"), message));
    }
    let columns = columns(scheme);
    if columns > MOST_COLUMNS {
        return Err(of_document(Message::SettingOutOfRange {
            setting: "columns".to_owned(),
            least: "0".to_owned(),
            most: MOST_COLUMNS.to_string(),
            found: columns.to_string(),
        }));
    }
    Ok(())
}

/// How many columns the tables of a scheme have, rules and statistics too.
fn columns(scheme: &Scheme) -> usize {
    fn nodes(indicators: &[Indicator]) -> usize {
        indicators.iter().map(|node| nodes(&node.indicators).saturating_add(1)).sum()
    }
    fn consequences(rules: &[super::Rule]) -> usize {
        let values = |entry: &super::EntryPattern| entry.values.len();
        let then = rules.iter().flat_map(|rule| &rule.then);
        let columns = then.map(|of| of.entry.as_ref().map_or(0, values).saturating_add(2));
        columns.chain(rules.iter().map(|_| 1)).sum()
    }
    let lengths = [
        scheme.parameters.len(),
        scheme.statistics.len(),
        scheme.classes.len(),
        scheme.sheets.len(),
        nodes(&scheme.library),
    ];
    let classes = scheme.classes.iter().map(|class| class.fields.len());
    let registers = scheme
        .registers
        .iter()
        .flat_map(|of| [of.fields.len(), of.columns.len(), of.classes.len(), consequences(&of.rules)]);
    let ladders = scheme.ladders.iter().map(|ladder| ladder.grades.len());
    let tariffs = scheme.tariffs.iter().flat_map(|of| of.points.iter().map(|row| row.points.len()));
    let sheets = scheme
        .sheets
        .iter()
        .flat_map(|of| [nodes(&of.indicators), of.inputs.len(), of.columns.len(), consequences(&of.rules)]);
    lengths.into_iter().chain(classes).chain(registers).chain(ladders).chain(tariffs).chain(sheets).sum()
}

fn at(path: &str, message: Message) -> Vec<Diagnostic> {
    vec![Diagnostic::error(Place::path(path), message)]
}

fn of_document(message: Message) -> Vec<Diagnostic> {
    vec![Diagnostic::error(Place::Document, message)]
}

fn not_ours(expected: &str, found: &str) -> Vec<Diagnostic> {
    of_document(Message::NotOurs { expected: expected.to_owned(), found: found.to_owned() })
}

/// The kind of document and its content without the header.
fn read_header(text: &str) -> Result<(DocumentKind, Json), Vec<Diagnostic>> {
    let (format, json) = read_content(text)?;
    let kinds = [DocumentKind::Scheme, DocumentKind::Book];
    match kinds.into_iter().find(|kind| kind.format() == format) {
        Some(kind) => Ok((kind, json)),
        None => Err(not_ours("baton-book", &format)),
    }
}

/// The word in a file's `format`, one of ours, and its content without the header.
fn read_content(text: &str) -> Result<(String, Json), Vec<Diagnostic>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.len() > LARGEST {
        return Err(of_document(Message::TooLarge { limit_mb: 64 }));
    }
    if depth(text) > DEEPEST {
        return Err(of_document(Message::TooDeep { limit: DEEPEST }));
    }
    let Unrepeated(json) = serde_json::from_str(text).map_err(|error| {
        let place = Place::Text {
            line: u64::try_from(error.line()).unwrap_or_default(),
            column: u64::try_from(error.column()).unwrap_or_default(),
        };
        vec![Diagnostic::error(place, Message::NotJson { detail: parser_words(&error) })]
    })?;
    let Json::Object(mut content) = json else {
        return Err(not_ours("baton-book", json_kind(&json)));
    };
    // For editors: it says where the schema of the format lies.
    content.shift_remove("$schema");
    let found = content.shift_remove("format");
    let found = found.as_ref().and_then(Json::as_str).unwrap_or_default().to_owned();
    if ![DocumentKind::Scheme.format(), DocumentKind::Book.format(), VARIANT].contains(&found.as_str()) {
        return Err(not_ours("baton-book", &found));
    }
    let Some(version) = content.shift_remove("version") else {
        return Err(at("version", Message::MissingKey { key: "version".to_owned() }));
    };
    let Some(version) = version.as_u64().and_then(|version| u32::try_from(version).ok()) else {
        return Err(at(
            "version",
            Message::WrongValue { expected: "whole number".to_owned(), found: version.to_string() },
        ));
    };
    if version == 0 || version > VERSION {
        return Err(of_document(Message::NewerVersion { supported: VERSION, found: version }));
    }
    Ok((found, Json::Object(content)))
}

/// The parser's words without the position, which the place says.
fn parser_words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

fn json_kind(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "number",
        Json::String(_) => "text",
        Json::Array(_) => "list",
        Json::Object(_) => "object",
    }
}

/// The deepest nesting of brackets outside texts.
fn depth(text: &str) -> u32 {
    let (mut depth, mut deepest, mut quoted, mut escaped) = (0_u32, 0_u32, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                depth = depth.saturating_add(1);
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Decodes a document. After a mistake the part that has it is cut out and the rest is decoded again, so that all
/// mistakes are told at once.
fn decode<T: DeserializeOwned>(mut json: Json) -> Result<T, Vec<Diagnostic>> {
    let mut mistakes: Vec<Diagnostic> = Vec::new();
    let mut removed = Removed::new();
    loop {
        let mistake = match decode::decode::<T>(&json) {
            Ok(document) if mistakes.is_empty() => return Ok(document),
            Ok(_) => return Err(mistakes),
            Err(mistake) => mistake,
        };
        let found = mistake.steps();
        let path = path(&as_written(&found, &removed));
        let place = if path.is_empty() { Place::Document } else { Place::path(path.clone()) };
        let diagnostic = Diagnostic::error(place, *mistake.message);
        let repeated = mistakes.contains(&diagnostic);
        // A key that was cut out for its value is not missing.
        let cut_out = match &diagnostic.message {
            Message::MissingKey { key } => {
                let key = Place::path(join(&path, key));
                mistakes.iter().any(|told| told.place == key)
            }
            _ => false,
        };
        if !repeated && !cut_out {
            mistakes.push(diagnostic);
        }
        if repeated || mistakes.len() >= MOST_MISTAKES || !cut(&mut json, found, &mut removed) {
            return Err(mistakes);
        }
    }
}

/// Cuts a part out of the document: the key where it is one, else the list element that holds it. `false` where
/// nothing could be cut.
fn cut(json: &mut Json, mut steps: Vec<Step>, removed: &mut Removed) -> bool {
    while let Some(last) = steps.pop() {
        let Some(parent) = steps.iter().try_fold(&mut *json, |json, step| match step {
            Step::Key(key) => json.get_mut(key.as_str()),
            Step::Index(index) => json.get_mut(*index),
        }) else {
            continue;
        };
        match (parent, &last) {
            // A key that must be there cannot be cut; its holder can. Cutting a key that may be left out is enough.
            (Json::Object(map), Step::Key(key)) if map.contains_key(key) => {
                map.shift_remove(key);
                return true;
            }
            (Json::Array(list), Step::Index(index)) if *index < list.len() => {
                list.remove(*index);
                steps.push(last);
                let mut whole = as_written(&steps, removed);
                if let Some(Step::Index(index)) = whole.pop() {
                    removed.entry(path(&whole)).or_default().insert(index);
                }
                return true;
            }
            _ => {}
        }
    }
    false
}

/// The elements cut out of lists so far, by the list's path: both as in the document.
type Removed = BTreeMap<String, BTreeSet<usize>>;

/// The steps in what is left of a document, as they are in the whole of it.
fn as_written(steps: &[Step], removed: &Removed) -> Vec<Step> {
    let mut whole: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        whole.push(match step {
            Step::Index(index) => {
                let cut = removed.get(&path(&whole)).into_iter().flatten();
                Step::Index(
                    cut.fold(
                        *index,
                        |index, cut| if *cut <= index { index.saturating_add(1) } else { index },
                    ),
                )
            }
            Step::Key(_) => step.clone(),
        });
    }
    whole
}

/// A path as people read it: `sheets[2].indicators[4].method.target`.
fn path(steps: &[Step]) -> String {
    steps.iter().fold(String::new(), |path, step| match step {
        Step::Key(key) => join(&path, key),
        Step::Index(index) => format!("{path}[{index}]"),
    })
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// JSON in which no object has a key twice: the second would silently replace the first.
struct Unrepeated(Json);

impl<'de> serde::Deserialize<'de> for Unrepeated {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(JsonVisitor).map(Unrepeated)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(serde_json::Number::from_f64(value).map_or(Json::Null, Json::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(value))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(Unrepeated(item)) = from.next_element()? {
            list.push(item);
        }
        Ok(Json::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut map = Map::new();
        while let Some(key) = from.next_key::<String>()? {
            let Unrepeated(value) = from.next_value()?;
            if map.contains_key(&key) {
                return Err(A::Error::custom(format!("key `{key}` twice in one object")));
            }
            map.insert(key, value);
        }
        Ok(Json::Object(map))
    }
}
