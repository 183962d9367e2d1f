//! Ladders 等次设置, quotas and limits, and budgets that are split.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Id;
use super::number;
use super::scheme::is_default;
use super::sheet::TieBreak;

/// A ladder 等次设置: ordered grades, the best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ladder {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its grades, the best first; the last takes all that are left.
    pub grades: Vec<Grade>,
}

/// A grade 等次 with what it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Grade {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The least score for it.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub least: Option<Decimal>,
    /// How many may have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Quota>,
    /// Whether the source does not give its threshold or quota, so that they are a sample.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sample: bool,
}

/// A quota 优秀名额: how many places a grade and those above it have together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Quota {
    /// A formula for the number of places before rounding, such as `COUNT(ALL(总分)) * 30%`.
    pub places: String,
    /// How it becomes a whole number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rounding: QuotaRounding,
    /// What happens to equals that straddle the line.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ties: LineTies,
    /// Whether a subject held back by a limit frees its place.
    #[serde(default, skip_serializing_if = "is_default")]
    pub frees: bool,
}

/// How a share of a headcount becomes a whole number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum QuotaRounding {
    /// Towards zero.
    #[default]
    Down,
    /// Away from zero.
    Up,
    /// Half away from zero.
    HalfUp,
}

/// What happens to equals that straddle the line of a quota.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LineTies {
    /// All of them stay out.
    #[default]
    AllOut,
    /// All of them come in.
    AllIn,
    /// The order of the roster decides, after the tie-breaks.
    TieBreak,
}

/// A grade by a ladder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GradeBy {
    /// The ladder.
    pub ladder: Id,
    /// A reference or formula that is compared with the thresholds and orders the quota.
    pub by: String,
    /// Fields whose equal values make a population for the quota.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// What decides between equals at a line, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tie_break: Vec<TieBreak>,
    /// Limits 等次限制, in order; later ones win.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
}

/// A limit 等次限制: what caps, forces or lifts a grade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limit {
    /// When it holds.
    pub when: String,
    /// What it does.
    pub gives: LimitKind,
    /// The grade it names, by id.
    pub grade: Id,
    /// The clause it rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// What a limit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LimitKind {
    /// Not better than the grade.
    AtMost,
    /// Not worse than the grade.
    AtLeast,
    /// The grade.
    Exactly,
}

/// A budget split by weights: each share rounded down to places, what is left over goes to the largest remainders,
/// equals in roster order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Split {
    /// A formula for the budget; the same for all of a population.
    pub budget: String,
    /// A reference or formula for the weight of a subject.
    pub by: String,
    /// Fields whose equal values make a population with a budget of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// Places of the smallest share: 2 for cents.
    #[serde(default = "cents")]
    pub unit_places: i32,
}

fn cents() -> i32 {
    2
}
