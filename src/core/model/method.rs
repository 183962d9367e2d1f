//! Methods: how a leaf of the indicator tree comes to its score.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::Id;
use super::number;
use super::scheme::is_default;
use super::sheet::End;
use super::tariff::Ledger;

/// A method with its settings. Names of marks (`target`, `done`, …) that the sheet does not have yet become inputs
/// of the sheet; where they are left out, they are named for the indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Method {
    /// Points typed, 0 to the full marks.
    Points,
    /// Share of a target, at most the full marks: done ÷ target × full.
    Share(Share),
    /// A step table: the points of the best standard that is met.
    Bands(Standards),
    /// Linear between standards, such as those for A, B, C and D; nothing below the lowest.
    Scale(Standards),
    /// Share of the best of the class: value ÷ best × full.
    Relative(Relative),
    /// Points by position: the first 10, the second 8, …, or a step lost with each place.
    Position(Position),
    /// A percentage found by survey, 0 to 100: `value ÷ 100 × full`.
    Percentage(Percentage),
    /// Starts full and loses `each` an occurrence, never below 0.
    Deduct(PerOccurrence),
    /// Gains `each` an occurrence, at most the full marks.
    Gain(PerOccurrence),
    /// A task list: share of the points done, less a penalty for each overdue task.
    Tasks(Tasks),
    /// The sum of what the entries of a register count, within caps.
    Ledger(Ledger),
    /// A list of items that are met or not.
    Checklist(Checklist),
    /// Carried over from another sheet: the mean, sum, best or last of finer periods, or of the subjects that point here.
    Carry(Carry),
    /// The mark of a linked subject.
    Linked(Linked),
    /// The result of votes 民主测评: the mean of each panel's valid votes, weighted by the panels.
    Ballots(Ballots),
    /// A formula.
    Formula(FormulaMethod),
}

/// Settings of [`Method::Share`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Share {
    /// Name of the mark that holds the target; left out: the indicator's name and 任务数.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Name of the mark that holds what was done; left out: the indicator's name and 完成数.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// Whether less is better: target ÷ done.
    #[serde(rename = "less-is-better", skip_serializing_if = "is_default")]
    pub less_is_better: bool,
    /// Below this share of the target there is nothing: 0.6 for 60 %.
    #[serde(rename = "none-below", with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub none_below: Option<Decimal>,
    /// Not below these points, where there are any.
    #[serde(with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub least: Option<Decimal>,
    /// Not above these points; left out: the full marks.
    #[serde(with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub most: Option<Decimal>,
}

/// Settings of [`Method::Bands`] and [`Method::Scale`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Standards {
    /// Name of the mark or column that is looked at; left out: the indicator's name and 数值.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether less is better.
    #[serde(default, skip_serializing_if = "is_default")]
    pub less_is_better: bool,
    /// The standards, the best first.
    pub standards: Vec<Standard>,
}

/// A standard and what it earns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// What people call it, such as A; left out: its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The value that meets it.
    #[serde(with = "number::Exact")]
    pub at: Decimal,
    /// Its points.
    #[serde(with = "number::Exact")]
    pub points: Decimal,
}

/// Settings of [`Method::Relative`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Relative {
    /// Name of the mark or column that is compared; left out: the indicator's name and 数值.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether the least is the best: best ÷ value.
    #[serde(skip_serializing_if = "is_default")]
    pub less_is_better: bool,
    /// Fields whose equal values make those who are compared; left out: the whole class.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
}

/// Settings of [`Method::Position`]: exactly one of `points` and `step`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Position {
    /// A mark, reference or formula that is ordered by; left out: the mark of the indicator's name and 数值.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Which end is first.
    #[serde(skip_serializing_if = "is_default")]
    pub from: End,
    /// Fields whose equal values make a partition.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// A condition; subjects for which it does not hold are out of competition, and the indicator does not apply to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competes: Option<String>,
    /// Points of the first, the second, ….
    #[serde(with = "number::List", skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Decimal>,
    /// Points of all after those; left out: none.
    #[serde(with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Decimal>,
    /// The share of the full marks that is lost with each place, never below 0: 0.02 for 2 %.
    #[serde(with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub step: Option<Decimal>,
}

/// Settings of [`Method::Percentage`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Percentage {
    /// Name of the mark that holds the percentage; left out: the indicator's name and 百分比.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Settings of [`Method::Deduct`] and [`Method::Gain`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PerOccurrence {
    /// Name of the mark that counts; left out: the indicator's name and 次数.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<String>,
    /// Points for each.
    #[serde(with = "number::Exact")]
    pub each: Decimal,
}

/// Settings of [`Method::Tasks`]: the register's fields by id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tasks {
    /// The register.
    pub register: Id,
    /// Its field with the points of a task.
    pub points: Id,
    /// Its field with how far the task is done, in per cent; more than 100 counts as 100.
    pub done: Id,
    /// Its column that is true for an overdue task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue: Option<Id>,
    /// Points lost for each overdue task.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub penalty: Option<Decimal>,
}

/// Settings of [`Method::Checklist`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Its items.
    pub items: Vec<CheckItem>,
    /// What it gives.
    #[serde(default, skip_serializing_if = "is_default")]
    pub gives: ChecklistGives,
}

/// An item of a checklist: typed as 是 or 否, or a condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckItem {
    /// Its permanent id: the mark's, or the column's that holds the condition.
    #[serde(default)]
    pub id: Id,
    /// Its name: the mark's, or the column's that holds the condition.
    pub name: String,
    /// The condition; left out: it is typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Its points, where the items have points of their own.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub points: Option<Decimal>,
}

/// What a checklist gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ChecklistGives {
    /// A hard constraint: whether all items are met.
    #[default]
    Truth,
    /// The full marks where all items are met, else nothing.
    AllOrNothing,
    /// The points of the items that are met.
    Points,
}

/// Settings of [`Method::Carry`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Carry {
    /// What is carried over: a column with its sheet, such as `周考评.总分`.
    pub from: String,
    /// The link by which the other subjects point here; left out: the finer periods of the same subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// What is taken of them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub take: Take,
    /// How many are the best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<u32>,
    /// The full marks of what is carried over; left out: those of the indicator.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub of: Option<Decimal>,
}

/// What is taken of the values carried over; of the best ones where they are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Take {
    /// Their mean.
    #[default]
    Mean,
    /// Their sum.
    Sum,
    /// The last of them.
    Last,
}

/// Settings of [`Method::Linked`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Linked {
    /// The link field.
    pub link: String,
    /// The other subject's column, with its sheet.
    pub mark: String,
    /// The full marks of that column; left out: those of the indicator.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub of: Option<Decimal>,
}

/// Settings of [`Method::Ballots`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ballots {
    /// The register that holds the votes.
    pub register: Id,
    /// The dimension; left out: the one of the indicator's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dimension: Option<String>,
    /// Least number of valid votes for a panel's result to count; left out: 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// The highest and lowest votes of a panel that are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drop: Option<Drop>,
}

/// The highest and lowest votes of a panel that do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Drop {
    /// How many of the highest.
    #[serde(default)]
    pub highest: u32,
    /// How many of the lowest.
    #[serde(default)]
    pub lowest: u32,
    /// Only where there are more votes than this; left out: than are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more_than: Option<u32>,
}

/// Settings of [`Method::Formula`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormulaMethod {
    /// The formula.
    pub formula: String,
}

/// The settings of a method without any.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoSettings {}

/// The word that names a method in a scheme.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum MethodKind {
    Points,
    Share,
    Bands,
    Scale,
    Relative,
    Position,
    Percentage,
    Deduct,
    Gain,
    Tasks,
    Ledger,
    Checklist,
    Carry,
    Linked,
    Ballots,
    Formula,
}

/// Written by hand so that a mistake inside a method still has its path: serde's tagged enums lose it. `kind` comes
/// first, wherever it stands in the text: `decode` sees to that.
impl<'de> Deserialize<'de> for Method {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(MethodVisitor)
    }
}

struct MethodVisitor;

impl<'de> Visitor<'de> for MethodVisitor {
    type Value = Method;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an object with kind")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Method, A::Error> {
        if map.next_key::<String>()?.as_deref() != Some("kind") {
            return Err(A::Error::missing_field("kind"));
        }
        let kind = map.next_value()?;
        let settings = MapAccessDeserializer::new(map);
        Ok(match kind {
            MethodKind::Points => {
                NoSettings::deserialize(settings)?;
                Method::Points
            }
            MethodKind::Share => Method::Share(Share::deserialize(settings)?),
            MethodKind::Bands => Method::Bands(Standards::deserialize(settings)?),
            MethodKind::Scale => Method::Scale(Standards::deserialize(settings)?),
            MethodKind::Relative => Method::Relative(Relative::deserialize(settings)?),
            MethodKind::Position => Method::Position(Position::deserialize(settings)?),
            MethodKind::Percentage => Method::Percentage(Percentage::deserialize(settings)?),
            MethodKind::Deduct => Method::Deduct(PerOccurrence::deserialize(settings)?),
            MethodKind::Gain => Method::Gain(PerOccurrence::deserialize(settings)?),
            MethodKind::Tasks => Method::Tasks(Tasks::deserialize(settings)?),
            MethodKind::Ledger => Method::Ledger(Ledger::deserialize(settings)?),
            MethodKind::Checklist => Method::Checklist(Checklist::deserialize(settings)?),
            MethodKind::Carry => Method::Carry(Carry::deserialize(settings)?),
            MethodKind::Linked => Method::Linked(Linked::deserialize(settings)?),
            MethodKind::Ballots => Method::Ballots(Ballots::deserialize(settings)?),
            MethodKind::Formula => Method::Formula(FormulaMethod::deserialize(settings)?),
        })
    }
}
