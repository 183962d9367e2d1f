//! The scheme: the rules, without data.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Id;
use super::ballot::Ballot;
use super::book::PeriodSpan;
use super::ladder::Ladder;
use super::number;
use super::process::Process;
use super::rule::{Duty, Rule, Statistic};
use super::sheet::{Column, Indicator, Sheet};
use super::tariff::Tariff;
use crate::calendar::{Calendar, Cycle};
use crate::num::RoundingMode;

/// The version of the semantics that this program computes by (`design.md` §5).
pub const SEMANTICS: u32 = 1;

/// A scheme 考评办法: classes, sheets with their indicators, registers, ladders, rules and statistics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scheme {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The semantics it was written for; an unknown one is refused.
    #[serde(default = "semantics")]
    pub semantics: u32,
    /// Whether the screen speaks of 考评 or 考核.
    #[serde(default, skip_serializing_if = "is_default")]
    pub word: Word,
    /// Where its rules come from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How columns that name only places round.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rounding: RoundingMode,
    /// How weeks belong to months, holidays, named rounds.
    #[serde(default, skip_serializing_if = "is_default")]
    pub calendar: Calendar,
    /// The periods that a new book opens: those of a scheme for one year.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub periods: BTreeMap<Cycle, PeriodSpan>,
    /// Named numbers that formulas use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// Classes of subjects 考评类别.
    pub classes: Vec<Class>,
    /// Ladders of grades 等次设置.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ladders: Vec<Ladder>,
    /// Tariffs 加扣分标准.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tariffs: Vec<Tariff>,
    /// Processes 考评流程.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub processes: Vec<Process>,
    /// Registers 台账.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registers: Vec<Register>,
    /// Sheets 考评表.
    pub sheets: Vec<Sheet>,
    /// The indicator library 指标库: leaves that sheets use, each kept in one place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub library: Vec<Indicator>,
    /// Recurring duties 定期事项.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<Duty>,
    /// Statistics 统计.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statistics: Vec<Statistic>,
}

/// Whether the screen speaks of 考评 or 考核.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Word {
    /// 考评
    #[default]
    #[serde(rename = "考评")]
    Kaoping,
    /// 考核
    #[serde(rename = "考核")]
    Kaohe,
}

/// A parameter 参数: a named number of the scheme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Parameter {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// The name formulas use.
    pub name: String,
    /// Its value.
    #[serde(with = "number::Exact")]
    pub value: Decimal,
    /// Whether the source does not give it, so that the value is a sample.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sample: bool,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A class 考评类别 of subjects with its fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Class {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Facts of each subject 基本信息.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
}

/// A typed column: a field of a class, a field of a register, or a mark of a sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Field {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What is typed into it.
    #[serde(rename = "type", default, skip_serializing_if = "is_default")]
    pub kind: FieldKind,
    /// The class a link points to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Id>,
    /// The choices of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Choices that have permanent ids, with their names of today: an id that was typed means the name. Never written
    /// down; the compiler makes it.
    #[serde(skip)]
    pub renamed: Vec<(Id, String)>,
    /// The least number allowed.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub least: Option<Decimal>,
    /// The greatest number allowed.
    #[serde(default, with = "number::Optional", skip_serializing_if = "Option::is_none")]
    pub most: Option<Decimal>,
    /// Whether a blank is complete: it then never makes a result provisional.
    #[serde(default, skip_serializing_if = "is_default")]
    pub optional: bool,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Field {
    /// A field of that name and kind, without bounds.
    #[must_use]
    pub fn new(name: &str, kind: FieldKind) -> Self {
        Self {
            id: Id::new(name),
            name: name.to_owned(),
            kind,
            class: None,
            choices: Vec::new(),
            renamed: Vec::new(),
            least: None,
            most: None,
            optional: false,
            note: String::new(),
        }
    }
}

/// What is typed into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// A number.
    #[default]
    Number,
    /// Any text.
    Text,
    /// One of the choices, a text.
    Choice,
    /// 是 or 否.
    Truth,
    /// A date.
    Date,
    /// A subject of the class named.
    Link,
}

/// A register 台账: a table of dated rows tied to subjects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Register {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The classes whose subjects entries may be tied to.
    pub classes: Vec<Id>,
    /// The cycle whose periods date the entries; left out: days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<Cycle>,
    /// Its date field that, where it is filled in, says from when an entry counts, in place of the entry's own date: what
    /// is published late may count in the year before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_from: Option<Id>,
    /// What makes its entries votes 民主测评; left out: they are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballot: Option<Ballot>,
    /// What is typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What is computed for each entry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// What follows from an entry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

fn semantics() -> u32 {
    SEMANTICS
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
