//! Sheets 考评表: their indicator trees and further columns.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Id;
use super::ladder::{GradeBy, Split};
use super::method::Method;
use super::number;
use super::rule::Rule;
use super::scheme::{Field, is_default};
use super::tariff::Counts;
use crate::calendar::Cycle;
use crate::num::Rounding;

/// A sheet 考评表: one class over one cycle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sheet {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The class whose subjects are its rows.
    pub class: Id,
    /// How often it is filled in.
    pub cycle: Cycle,
    /// The process that its periods go through, by id; left out: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub process: Option<Id>,
    /// What a blank mark counts.
    #[serde(default, skip_serializing_if = "is_default")]
    pub blank: BlankRule,
    /// The root of the indicator tree; left out where the indicators are not added up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Total>,
    /// The indicators below the root.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// Further marks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Field>,
    /// Further computed columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// What follows from the results.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What a blank mark 未填 counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BlankRule {
    /// 0, and all that depends on it is provisional.
    #[default]
    Provisional,
    /// 0, and that is final.
    Zero,
}

/// The root of the indicator tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Total {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name, such as 总分.
    pub name: String,
    /// Its full marks; the indicators' full marks are checked against it.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub full: Option<Decimal>,
    /// How it comes from the indicators.
    #[serde(default, skip_serializing_if = "is_default")]
    pub combine: Combine,
    /// Places it is rounded to; left out: not rounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<i32>,
    /// Places it is shown with, where the value itself is not rounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<i32>,
}

/// How a parent comes from its children.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Combine {
    /// Their sum; where one is exempt, score ÷ applicable full marks × full marks.
    #[default]
    Sum,
    /// Their mean, weighted by their weights, over those that apply.
    Mean,
    /// The least of them.
    Least,
}

/// An indicator 考评指标: a node of the tree; a leaf has a method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Indicator {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name; may be left out where it uses one of the library.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The indicator of the library that it uses, by id: what is left out here is as it is there. Only in sheets.
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    pub uses: Option<Id>,
    /// Whether it applies only to the subjects that it is given to 差异化指标: each has a field of its own in the roster
    /// for that. Elsewhere it is exempt.
    #[serde(default, skip_serializing_if = "is_default")]
    pub assigned: bool,
    /// Its full marks 分值.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub full: Option<Decimal>,
    /// Its weight 权重, for a parent that is a mean.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub weight: Option<Decimal>,
    /// How a leaf comes to its score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Children.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// How a parent comes from its children.
    #[serde(default, skip_serializing_if = "is_default")]
    pub combine: Combine,
    /// A condition on the subject; where it does not hold, the indicator is exempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies: Option<String>,
    /// Places it is rounded to; left out: not rounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<i32>,
    /// Places it is shown with, where the value itself is not rounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<i32>,
    /// Whether the source does not give its full marks, so that they are a sample.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sample: bool,
    /// Who scores it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scored_by: String,
    /// How it is verified.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub verified_by: String,
    /// The clause it rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Indicator {
    /// What the field of the roster is called that says who is given the indicator of that name.
    #[must_use]
    pub fn given(name: &str) -> String {
        format!("适用：{name}")
    }
}

/// A further computed column: exactly one of `formula`, `rank`, `grade`, `split`, in a register also `counts`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Column {
    /// Its permanent id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// A formula.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// A place in an order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<Rank>,
    /// A grade of a ladder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<GradeBy>,
    /// A share of a budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
    /// What an entry of a register counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
    /// Places it is rounded to by the scheme's rounding; left out: not rounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<i32>,
    /// Places and mode, where the mode is not the scheme's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
    /// Places it is shown with, where the value itself is not rounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<i32>,
    /// Whether it is left out of the table on the screen.
    #[serde(skip_serializing_if = "is_default")]
    pub hidden: bool,
    /// The clause it rests on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub clause: String,
    /// What a reader should know.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A rank 排名: exempt, blank, error and out-of-competition subjects are not ranked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rank {
    /// A reference or formula that is ordered by.
    pub by: String,
    /// Which end is first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: End,
    /// What follows after equals.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ties: Ties,
    /// Fields whose equal values make a partition.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// What decides between equals, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tie_break: Vec<TieBreak>,
    /// A condition; subjects for which it does not hold are out of competition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competes: Option<String>,
}

/// Which end of an order is first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// The greatest is first.
    #[default]
    Top,
    /// The least is first.
    Bottom,
}

/// What follows after equals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Ties {
    /// 1-2-2-4
    #[default]
    Skip,
    /// 1-2-2-3
    Dense,
}

/// What decides between equals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TieBreak {
    /// A reference or formula.
    pub by: String,
    /// Which end is first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: End,
}
