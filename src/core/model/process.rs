//! The process 考评流程: the steps that a period of a sheet goes through, how far it has come, and the lock that approving
//! puts on it.
//!
//! What is locked is a sheet in one period. While it is, nothing may be written into it: no mark, no correction, no
//! evidence, no entry of a register that its results count in that period; and the period cannot be closed. What it
//! rests on besides (rosters, other sheets, the scheme) may go on changing, since other periods need that; the lock keeps
//! what was published, so that every later difference is told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Id;
use super::scheme::is_default;
use crate::calendar::Period;

/// A process 考评流程 of a scheme; sheets name the one that their periods go through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Process {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its steps in their order.
    pub steps: Vec<ProcessStep>,
    /// The clause it rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A step 环节 of a process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProcessStep {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name, such as 初审.
    pub name: String,
    /// Who does it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Whether it approves 审定: a period that comes to it is locked.
    #[serde(default, skip_serializing_if = "is_default")]
    pub locks: bool,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Process {
    /// The place of a step, from 0.
    #[must_use]
    pub fn place(&self, step: &str) -> Option<usize> {
        self.steps.iter().position(|known| &*known.id == step)
    }

    /// The place of the first step that approves.
    #[must_use]
    pub fn approval(&self) -> Option<usize> {
        self.steps.iter().position(|step| step.locks)
    }
}

/// A sheet in one period, by id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SheetPeriod {
    /// The sheet.
    pub sheet: Id,
    /// The period.
    pub period: Period,
}

/// How far a period of a sheet has come 进度. The default is: not begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// The steps taken, the newest last, those back among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<StepTaken>,
    /// The lock, where it is locked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
}

impl Stage {
    /// The step it stands at; `None` before the first.
    #[must_use]
    pub fn step(&self) -> Option<&Id> {
        self.taken.last()?.step.as_ref()
    }

    /// Whether it is as if nothing had been done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.lock.is_none()
    }
}

/// A step that was taken, forward or back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepTaken {
    /// The step it stands at since; left out: before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Id>,
    /// Who did it, if told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When, as the caller's clock said it or as it was typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// A remark; the reason, where it took a lock away.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The lock 锁定 of a period of a sheet, with what was published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// Who locked it, if told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When, as the caller's clock said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The fingerprint of results, inputs and scheme: SHA-256 as 64 hexadecimal digits.
    pub fingerprint: String,
    /// The fingerprint of the scheme's edition alone.
    pub scheme: String,
    /// The published results.
    pub results: Published,
}

impl Lock {
    /// The fingerprint in short, as people compare it: its first 12 digits.
    #[must_use]
    pub fn short(&self) -> &str {
        self.fingerprint.get(..12).unwrap_or(&self.fingerprint)
    }
}

/// The computed cells of a sheet in a period as they were published, every digit of them: a small table whose columns
/// are named once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The columns, by id.
    pub columns: Vec<Id>,
    /// The cells of each subject as text, in the order of the columns.
    pub rows: BTreeMap<Id, Vec<String>>,
}

impl Published {
    /// A cell; `None` where nothing was published.
    #[must_use]
    pub fn get(&self, row: &str, column: &str) -> Option<&str> {
        let at = self.columns.iter().position(|known| &**known == column)?;
        self.rows.get(row)?.get(at).map(String::as_str)
    }
}
