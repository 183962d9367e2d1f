//! The scheme: the rules, without data.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Id;
use super::method::Method;
use super::number;
use crate::calendar::{Calendar, Cycle};
use crate::num::{Rounding, RoundingMode};

/// The version of the semantics that this program computes by (`design.md` §5).
pub const SEMANTICS: u32 = 1;

/// A scheme 考评办法: classes, sheets with their indicators, registers, ladders, rules and statistics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Named numbers that formulas use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// Classes of subjects 考评类别.
    pub classes: Vec<Class>,
    /// Ladders of grades 等次设置.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ladders: Vec<Ladder>,
    /// Registers 台账.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registers: Vec<Register>,
    /// Sheets 考评表.
    pub sheets: Vec<Sheet>,
    /// Statistics 统计.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statistics: Vec<Statistic>,
}

/// Whether the screen speaks of 考评 or 考核.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Parameter {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// The name formulas use.
    pub name: String,
    /// Its value.
    #[serde(with = "number")]
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
    /// The least number allowed.
    #[serde(default, with = "number::option", skip_serializing_if = "Option::is_none")]
    pub least: Option<Decimal>,
    /// The greatest number allowed.
    #[serde(default, with = "number::option", skip_serializing_if = "Option::is_none")]
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
            least: None,
            most: None,
            optional: false,
            note: String::new(),
        }
    }
}

/// What is typed into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What is typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What is computed for each entry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
}

/// A sheet 考评表: one class over one cycle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Total {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name, such as 总分.
    pub name: String,
    /// Its full marks; the indicators' full marks are checked against it.
    #[serde(default, with = "number::option", skip_serializing_if = "Option::is_none")]
    pub full: Option<Decimal>,
    /// How it comes from the indicators.
    #[serde(default, skip_serializing_if = "is_default")]
    pub combine: Combine,
    /// Places it is rounded to; left out: not rounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<i32>,
}

/// How a parent comes from its children.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Indicator {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its full marks 分值.
    #[serde(default, with = "number::option", skip_serializing_if = "Option::is_none")]
    pub full: Option<Decimal>,
    /// Its weight 权重, for a parent that is a mean.
    #[serde(default, with = "number::option", skip_serializing_if = "Option::is_none")]
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
}

/// A further computed column: exactly one of `formula`, `rank`, `grade`, `split`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// Places it is rounded to by the scheme's rounding; left out: not rounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<i32>,
    /// Places and mode, where the mode is not the scheme's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
    /// Whether it is left out of the table on the screen.
    #[serde(skip_serializing_if = "is_default")]
    pub hidden: bool,
    /// The clause it rests on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// A rank 排名: exempt, blank, error and out-of-competition subjects are not ranked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TieBreak {
    /// A reference or formula.
    pub by: String,
    /// Which end is first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: End,
}

/// A ladder 等次设置: ordered grades, the best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Grade {
    /// Its permanent id.
    #[serde(default)]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The least score for it.
    #[serde(default, with = "number::option", skip_serializing_if = "Option::is_none")]
    pub least: Option<Decimal>,
    /// How many may have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Quota>,
}

/// A quota 优秀名额: how many places a grade and those above it have together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

fn semantics() -> u32 {
    SEMANTICS
}

fn cents() -> i32 {
    2
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
