//! Methods: how a leaf of the indicator tree comes to its score.

use rust_decimal::Decimal;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value as Json;

use super::Id;
use super::number;

/// A method with its settings. Names of marks (`target`, `done`, …) that the sheet does not have yet become inputs
/// of the sheet; where they are left out, they are named for the indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Method {
    /// Points typed, 0 to the full marks.
    Points,
    /// Share of a target, at most the full marks: done ÷ target × full.
    Share(Share),
    /// A percentage found by survey, 0 to 100: `value ÷ 100 × full`.
    Percentage(Percentage),
    /// Starts full and loses `each` an occurrence, never below 0.
    Deduct(PerOccurrence),
    /// Gains `each` an occurrence, at most the full marks.
    Gain(PerOccurrence),
    /// A task list: share of the points done, less a penalty for each overdue task.
    Tasks(Tasks),
    /// A formula.
    Formula(FormulaMethod),
}

/// Settings of [`Method::Share`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Share {
    /// Name of the mark that holds the target; left out: the indicator's name and 任务数.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Name of the mark that holds what was done; left out: the indicator's name and 完成数.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
}

/// Settings of [`Method::Percentage`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Percentage {
    /// Name of the mark that holds the percentage; left out: the indicator's name and 百分比.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Settings of [`Method::Deduct`] and [`Method::Gain`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerOccurrence {
    /// Name of the mark that counts; left out: the indicator's name and 次数.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<String>,
    /// Points for each.
    #[serde(with = "number")]
    pub each: Decimal,
}

/// Settings of [`Method::Tasks`]: the register's fields by id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    #[serde(default, with = "number::option", skip_serializing_if = "Option::is_none")]
    pub penalty: Option<Decimal>,
}

/// Settings of [`Method::Formula`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormulaMethod {
    /// The formula.
    pub formula: String,
}

/// The settings of a method without any.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoSettings {}

/// The methods by the word that names them in a scheme.
const KINDS: [&str; 7] = ["points", "share", "percentage", "deduct", "gain", "tasks", "formula"];

/// Written by hand so that an error inside a method still has its path: serde's tagged enums lose it.
impl<'de> Deserialize<'de> for Method {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Json::Object(mut settings) = Json::deserialize(from)? else {
            return Err(D::Error::custom("invalid type, expected an object with `kind`"));
        };
        let Some(kind) = settings.remove("kind") else {
            return Err(D::Error::missing_field("kind"));
        };
        let kind = kind.as_str().map_or_else(|| kind.to_string(), str::to_owned);
        let settings = Json::Object(settings);
        match kind.as_str() {
            "points" => inner::<NoSettings, D>(settings).map(|_| Self::Points),
            "share" => inner::<_, D>(settings).map(Self::Share),
            "percentage" => inner::<_, D>(settings).map(Self::Percentage),
            "deduct" => inner::<_, D>(settings).map(Self::Deduct),
            "gain" => inner::<_, D>(settings).map(Self::Gain),
            "tasks" => inner::<_, D>(settings).map(Self::Tasks),
            "formula" => inner::<_, D>(settings).map(Self::Formula),
            other => Err(path_error::<D>("kind", &D::Error::unknown_variant(other, &KINDS).to_string())),
        }
    }
}

fn inner<'de, T: serde::de::DeserializeOwned, D: Deserializer<'de>>(settings: Json) -> Result<T, D::Error> {
    serde_path_to_error::deserialize(settings).map_err(|error| {
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        path_error::<D>(&path, &error.into_inner().to_string())
    })
}

/// An error that carries the path below the place where serde stands; [`super::json`] takes it apart.
fn path_error<'de, D: Deserializer<'de>>(path: &str, message: &str) -> D::Error {
    D::Error::custom(format!("{PATH_MARK}{path}{PATH_MARK}{message}"))
}

/// Stands around a path inside an error's text; no text of a document can hold it unescaped.
pub(super) const PATH_MARK: char = '\u{1}';
