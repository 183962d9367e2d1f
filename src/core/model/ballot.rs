//! Ballots 民主测评: a register whose entries are votes on a subject by a panel.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Id;
use super::number;
use super::scheme::is_default;

/// What makes a register a table of votes: who votes, on what, with which options. The register's fields and columns
/// for that are made from it; its own fields and columns stand beside them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Ballot {
    /// What a row holds.
    #[serde(skip_serializing_if = "is_default")]
    pub form: BallotForm,
    /// The options 档次 and what they are worth, the best first; none where points are typed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<BallotOption>,
    /// The points that stand for full marks; left out: 100.
    #[serde(with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub full: Option<Decimal>,
    /// The panels 评价主体; none where all votes count alike.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub panels: Vec<Panel>,
    /// What is voted on 测评维度; none where there is one question only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<Dimension>,
    /// With counts: whether ballots given out 发出 and returned 收回 are counted too.
    #[serde(skip_serializing_if = "is_default")]
    pub returns: bool,
    /// With single ballots: the class of those who vote; left out: a ballot has a number only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voters: Option<Id>,
    /// With voters: a vote on oneself does not count.
    #[serde(skip_serializing_if = "is_default")]
    pub nobody_rates_itself: bool,
    /// With single ballots: one whose marks are all equal is invalid. A voter's, or a number's, marks on all subjects
    /// of a period are one ballot.
    #[serde(skip_serializing_if = "is_default")]
    pub invalid_if_all_equal: bool,
    /// With single ballots: how many marks of a kind a valid one has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<MarkLimit>,
}

/// What is voted on 测评维度. Written as its name alone, or with an id once it was renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// Its permanent id.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// A dimension as an object.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DimensionObject {
    #[serde(default)]
    id: Id,
    name: String,
}

impl Serialize for Dimension {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.id.as_str() == self.name || self.id.is_empty() {
            return to.serialize_str(&self.name);
        }
        DimensionObject { id: self.id.clone(), name: self.name.clone() }.serialize(to)
    }
}

/// By hand: serde's untagged enums lose the path of a mistake.
impl<'de> Deserialize<'de> for Dimension {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(DimensionVisitor)
    }
}

struct DimensionVisitor;

impl<'de> Visitor<'de> for DimensionVisitor {
    type Value = Dimension;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("string or map")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Dimension, E> {
        Ok(Dimension { id: Id::default(), name: name.to_owned() })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Dimension, A::Error> {
        let DimensionObject { id, name } = DimensionObject::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Dimension { id, name })
    }
}

/// What a row of votes holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BallotForm {
    /// A panel's votes on a dimension of a subject: how many for each option.
    #[default]
    Counts,
    /// One voter's marks for a subject.
    Single,
}

/// An option 档次 of a ballot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BallotOption {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it is worth.
    #[serde(with = "number::Exact")]
    pub worth: Decimal,
    /// Whether the source does not give its worth, so that it is a sample.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sample: bool,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A panel 评价主体: who votes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Panel {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its weight; where no panel has one, the panels count alike.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub weight: Option<Decimal>,
    /// Whether the source does not give its weight, so that it is a sample.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sample: bool,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How many marks of a kind a valid ballot has, such as at most three of 90 and more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MarkLimit {
    /// Which marks, as a criterion of `COUNTIF`: `">=90"`.
    pub marks: String,
    /// At least so many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// At most so many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
}
