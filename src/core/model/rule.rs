//! Rules 结果运用规则, what follows from them, and statistics.

use serde::{Deserialize, Serialize};

use super::Id;

/// A rule 结果运用规则: when a condition holds for a subject in a period, these follow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The condition.
    pub when: String,
    /// What follows.
    pub then: Vec<Consequence>,
    /// The clause it rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// What follows from a rule: exactly one of `action`, `list`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Consequence {
    /// An action 奖惩约谈事项.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionPattern>,
    /// The name of a list the subject is put on, such as 红旗村.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
}

/// What an action says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
}

/// A statistic 统计: a count or sum over a span of periods. It counts where `when` holds on a sheet, or sums `sum`;
/// or it counts the actions of a kind, or the entries of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
