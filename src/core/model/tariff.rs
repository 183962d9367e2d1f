//! Tariffs 加扣分标准: points by kind × level × class, and which entries of a register count how much.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Id;
use super::number;
use super::scheme::is_default;

/// A tariff 加扣分标准: a table of points by what an entry says. In formulas `TARIFF(name)`.
///
/// ```text
/// {"name": "加扣分标准", "by": ["事项", "考评类别", "级别"], "across": ["国家级", "省级"], "points": [
///     {"of": ["批示表扬", "乡镇"], "points": [20, 15], "clause": "I.4"}]}
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tariff {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What an entry is looked up by: references or formulas of one row.
    pub by: Vec<String>,
    /// The values of the last of `by`, where they stand side by side: a row then gives points for each of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub across: Vec<String>,
    /// The rows.
    pub points: Vec<TariffRow>,
    /// What an entry gets that has no place in the table; left out: an error, so that it is seen.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Decimal>,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A row of a tariff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TariffRow {
    /// The values it is for, in the order of the tariff's `by`, without those that stand side by side.
    pub of: Vec<String>,
    /// Its points: one, or one for each value side by side, where `null` says that there are none.
    #[serde(with = "number::Gaps")]
    pub points: Vec<Option<Decimal>>,
    /// Whether the source does not give them, so that they are a sample.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sample: bool,
    /// The clause it rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// What an entry of a register counts: its points, but only once for a key, by a series, or times something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Counts {
    /// A reference or formula for its points.
    pub points: String,
    /// Points by the number of the entry in its series instead of `points`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// What multiplies them: doubled when ….
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<Times>,
    /// What counts but once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub once: Option<Once>,
}

/// Entries of one subject that make a series, in the order of their dates: the first award 2, each further one ….
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Series {
    /// References or formulas whose equal values make a series.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// Which entries; the others have their points. Left out: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Points of the first, the second, …; the last of them is for all that follow.
    #[serde(with = "number::List")]
    pub points: Vec<Decimal>,
    /// How long a series goes on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub span: EntrySpan,
}

/// Multiplies the points of entries for which a condition holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Times {
    /// The condition.
    pub when: String,
    /// What they are multiplied by.
    #[serde(with = "number::Exact")]
    pub by: Decimal,
}

/// Of the entries of one subject that are equal in a key, such as a household or an event, only the one with the most
/// points counts, whichever sign they have; of equals the earliest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Once {
    /// References or formulas that make the key.
    pub within: Vec<String>,
    /// Which entries; the others count all. Left out: those whose key is not blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Within which time.
    #[serde(default, skip_serializing_if = "is_default")]
    pub span: EntrySpan,
}

/// The time within which entries are looked at together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EntrySpan {
    /// The year of their dates.
    #[default]
    Year,
    /// The month of their dates.
    Month,
    /// All time.
    Ever,
}

/// Settings of the method `ledger`: the sum of what the entries of a register count, within its caps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// The register.
    pub register: Id,
    /// Its column with what an entry counts.
    pub points: String,
    /// Which entries; left out: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// What it starts from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub start: Start,
    /// Not below this; an indicator that starts full is not below 0 where it is left out.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub least: Option<Decimal>,
    /// Not above this; left out: the full marks, where there are some.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub most: Option<Decimal>,
    /// Caps on kinds of entries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<Cap>,
}

/// What a ledger sum starts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// Nothing: points are gained and lost.
    #[default]
    Zero,
    /// The full marks, of which points are taken.
    Full,
}

/// A cap on a kind of entries, with further caps inside. An entry counts in the first cap whose condition it meets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// What people call the kind.
    pub name: String,
    /// Which entries.
    pub when: String,
    /// Together not below this.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub least: Option<Decimal>,
    /// Together not above this.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub most: Option<Decimal>,
    /// Caps on kinds within this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<Cap>,
}
