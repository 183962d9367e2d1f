//! Rules 结果运用规则, what follows from them, recurring duties 定期事项, and statistics.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Id;
use super::ladder::LimitKind;
use super::scheme::is_default;
use crate::calendar::Cycle;

/// A rule 结果运用规则: when a condition holds for a subject in a period, or for an entry of a register, these follow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The condition.
    pub when: String,
    /// Of a register: the cycle by whose period it is told; left out: the entry's own date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<Cycle>,
    /// What follows.
    pub then: Vec<Consequence>,
    /// The clause it rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// What follows from a rule: exactly one of `action`, `list`, `entry`, `limit`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Consequence {
    /// An action 奖惩约谈事项.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionPattern>,
    /// The name of a list the subject is put on, such as 红旗村.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// An entry in a register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryPattern>,
    /// A limit on a grade of the same sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<GradeLimit>,
    /// The link whose subject it concerns; left out: the subject itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Escalation: only from this period of a run on in which the condition holds; the first is 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_from: Option<u32>,
    /// Escalation: only up to this period of a run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_to: Option<u32>,
}

/// What an action says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct ActionPattern {
    /// Its kind, such as 约谈 or 奖励.
    pub kind: String,
    /// Its text, with `{column}` holes.
    pub text: String,
    /// Who holds it 约谈人.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub held_by: String,
    /// Whom it concerns 约谈对象.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub concerns: String,
    /// Who attends 参加人员.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub attended_by: String,
    /// The plan it stands in, such as 约谈计划.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub plan: String,
    /// A formula for its day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// So many working days after its day it is due: the report on how it was put right. Where it has no day, after the
    /// last day of the period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_in_working_days: Option<u32>,
}

/// An entry that a rule makes in a register; caps, orders and sums see it as they see typed ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EntryPattern {
    /// The register.
    pub register: Id,
    /// The period it counts in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub counts_in: EntryPeriod,
    /// The cycle of the period that contains the rule's, where it counts in that one; left out: the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<Cycle>,
    /// Formulas for its fields, by the field's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<Id, String>,
}

/// The period in which an entry counts that a rule makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EntryPeriod {
    /// The one for which the rule holds.
    #[default]
    Same,
    /// The one that contains it.
    Containing,
    /// The one after it.
    Next,
}

/// A limit on a grade that a rule sets; it comes after the limits of the grade's column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GradeLimit {
    /// The column of the grade.
    pub column: Id,
    /// What it does.
    pub gives: LimitKind,
    /// The grade it names, by id.
    pub grade: Id,
}

/// A recurring duty 定期事项: something to be done after each period, such as handing in the rankings by the 5th.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Duty {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// How often: after each open period of this cycle.
    pub cycle: Cycle,
    /// By which day of the month after the period's last day; the month's last day where it has fewer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<u32>,
    /// Or within so many working days after the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_days: Option<u32>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub held_by: String,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The clause it rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// A statistic 统计: a count or sum over a span of periods. It counts where `when` holds on a sheet, or sums `sum`;
/// or it counts the actions of a kind, or the entries of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Statistic {
    /// Its permanent id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The sheet whose rows it looks at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Id>,
    /// Counts the rows where this holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Sums this over the rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum: Option<String>,
    /// Counts the actions of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Counts the entries of this list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
}
