//! Variants 模拟测算方案: what-ifs, kept in the book as patches.
//!
//! A patch is a list of cards, one a change. A change of the scheme names its place by ids and not by numbers, so that
//! it survives reordering and renaming: [`ItemPath`]. Each card knows both sides, so that it can be told in words and
//! be seen to apply no longer.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

use super::decode::JSON;
use super::scheme::is_default;
use super::{Entry, Id, OverrideKey, OverrideValue, Subject};
use crate::calendar::Period;

/// A variant 模拟测算方案: a patch on the newest edition's scheme or on another variant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Variant {
    /// Its permanent id, unique in the book.
    pub id: Id,
    /// What people call it.
    pub title: String,
    /// Why it is tried.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The variant it is based on; left out: the book as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Id>,
    /// The date from which it is tried as the next edition; left out: in the place of the newest edition.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::calendar::OptionalDay")]
    pub from: Option<NaiveDate>,
    /// Its changes, in the order in which they are made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
}

/// A variant alone, as it is handed on by itself: all that it changes against the scheme, and the name of that scheme, so
/// that whoever gets it sees where it comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patch {
    /// The name of the scheme it was made for; empty: not told.
    pub scheme: String,
    /// The variant, based on nothing but that scheme.
    pub variant: Variant,
}

/// One change of a variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "CardInFile", into = "CardInFile")]
pub struct Card {
    /// What it changes.
    pub change: Change,
    /// Whether it is switched off.
    pub off: bool,
    /// What somebody noted beside it.
    pub comment: String,
}

impl Card {
    /// A change, switched on, without a comment.
    #[must_use]
    pub fn new(change: Change) -> Self {
        Self { change, off: false, comment: String::new() }
    }
}

/// The way to a place of a scheme: keys of objects and, in lists, what tells the item apart: its id; where it has none
/// its name, the values it is `of`, or its number from 0.
pub type ItemPath = Vec<String>;

/// A change, with both sides of it. Texts are as typed, empty for blank.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A value of the scheme; an item of a list came where `before` is `None`, and went where `after` is.
    Set(SchemeChange),
    /// The order of a list of the scheme.
    Order(OrderChange),
    /// A mark.
    Mark(MarkChange),
    /// A field of a subject.
    Field(FieldChange),
    /// A field of an entry.
    Value(ValueChange),
    /// A subject that came, went or got another name or dates.
    Subject(SubjectChange),
    /// An entry that came, went or got another subject or date.
    Entry(EntryChange),
    /// A computed cell replaced by hand 更正, or no longer.
    Override(OverrideChange),
}

/// A change of one value of a scheme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SchemeChange {
    /// Where.
    pub at: ItemPath,
    /// The value before; `None`: it was not there.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "written")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Json>"))]
    pub before: Option<Json>,
    /// The value after; `None`: it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "written")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Json>"))]
    pub after: Option<Json>,
    /// Of an item that came or went: the one in front of it; `None`: it is the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behind: Option<String>,
}

/// A change of the order of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OrderChange {
    /// The list.
    pub at: ItemPath,
    /// What tells its items apart, in their order before.
    pub before: Vec<String>,
    /// The same in their order now.
    pub after: Vec<String>,
}

/// A change of a mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MarkChange {
    /// The sheet.
    pub sheet: Id,
    /// The period.
    pub period: Period,
    /// The subject.
    pub subject: Id,
    /// The column.
    pub column: Id,
    /// What was typed before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// What is typed now.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
}

/// A change of a field of a subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FieldChange {
    /// The class.
    pub class: Id,
    /// The subject.
    pub subject: Id,
    /// The field.
    pub field: Id,
    /// What was typed before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// What is typed now.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
}

/// A change of a field of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ValueChange {
    /// The register.
    pub register: Id,
    /// The entry.
    pub entry: Id,
    /// The field.
    pub field: Id,
    /// What was typed before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// What is typed now.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
}

/// A subject that came, went or changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SubjectChange {
    /// The class.
    pub class: Id,
    /// The subject.
    pub subject: Id,
    /// As it was; `None`: it was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<Subject>>,
    /// As it is; `None`: it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Box<Subject>>,
}

/// An entry that came, went or changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EntryChange {
    /// The register.
    pub register: Id,
    /// The entry.
    pub entry: Id,
    /// As it was; `None`: it was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<Entry>>,
    /// As it is; `None`: it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Box<Entry>>,
}

/// A computed cell replaced by hand, or no longer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OverrideChange {
    /// The cell.
    pub key: OverrideKey,
    /// What replaced it before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<OverrideValue>,
    /// What replaces it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<OverrideValue>,
}

/// A card as files have it: exactly one of the changes.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct CardInFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    set: Option<SchemeChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<OrderChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<MarkChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<FieldChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<ValueChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<SubjectChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<EntryChange>,
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    by_hand: Option<OverrideChange>,
    #[serde(skip_serializing_if = "is_default")]
    off: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    comment: String,
}

impl From<Card> for CardInFile {
    fn from(Card { change, off, comment }: Card) -> Self {
        let mut file = Self { off, comment, ..Self::default() };
        match change {
            Change::Set(change) => file.set = Some(change),
            Change::Order(change) => file.order = Some(change),
            Change::Mark(change) => file.mark = Some(change),
            Change::Field(change) => file.field = Some(change),
            Change::Value(change) => file.value = Some(change),
            Change::Subject(change) => file.subject = Some(change),
            Change::Entry(change) => file.entry = Some(change),
            Change::Override(change) => file.by_hand = Some(change),
        }
        file
    }
}

impl TryFrom<CardInFile> for Card {
    type Error = &'static str;

    fn try_from(file: CardInFile) -> Result<Self, Self::Error> {
        let changes = [
            file.set.map(Change::Set),
            file.order.map(Change::Order),
            file.mark.map(Change::Mark),
            file.field.map(Change::Field),
            file.value.map(Change::Value),
            file.subject.map(Change::Subject),
            file.entry.map(Change::Entry),
            file.by_hand.map(Change::Override),
        ];
        let mut changes = changes.into_iter().flatten();
        match (changes.next(), changes.next()) {
            (Some(change), None) => Ok(Self { change, off: file.off, comment: file.comment }),
            _ => Err("a card, expected exactly one change"),
        }
    }
}

/// Values of a scheme as the file has them, numbers with all their digits.
mod written {
    use super::{Deserialize, Deserializer, JSON, Json, Serialize, Serializer};

    struct Written(Json);

    impl<'de> Deserialize<'de> for Written {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            from.deserialize_newtype_struct(JSON, JsonText).map(Written)
        }
    }

    /// Reads JSON from the text that our decoder hands out, or from another reader as it stands.
    struct JsonText;

    impl<'de> serde::de::Visitor<'de> for JsonText {
        type Value = Json;

        fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            to.write_str("JSON")
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Json, E> {
            serde_json::from_str(text).map_err(|error| E::custom(error))
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
            Json::deserialize(from)
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Json>, D::Error> {
        Ok(Option::<Written>::deserialize(from)?.map(|written| written.0))
    }

    #[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
    pub(super) fn serialize<S: Serializer>(value: &Option<Json>, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }
}
