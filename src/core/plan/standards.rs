//! Methods that hold a value against standards, against the best of the class, or against the order of all, as the
//! formulas they stand for.

use std::borrow::Cow;

use super::assemble::Compiler;
use super::methods::{Expansion, Number, mark, number, setting};
use crate::diag::{Diagnostic, Message, Place};
use crate::formula::quoted;
use crate::model::{Field, Id, Indicator, Method, Position, Rank, Relative, Standard, Standards, Ties};
use crate::num::Decimal;

/// Name of the share of the full marks lost with each place, in formulas.
const STEP: &str = "每名递减";
/// Name of the points of all places that have none of their own, in formulas.
const OTHERWISE: &str = "其余名次";

impl Compiler<'_> {
    /// Whether the standards or points of a method can be used; what is wrong is reported.
    pub(super) fn check_standards(&mut self, method: &Method, path: &str) -> bool {
        let missing = |setting: &str| Message::SettingMissing { setting: setting.to_owned() };
        let found = match method {
            Method::Bands(of) | Method::Scale(of) => {
                let is_better = |a: Decimal, b: Decimal| if of.less_is_better { a < b } else { a > b };
                let mut pairs = of.standards.iter().zip(of.standards.iter().skip(1));
                if of.standards.is_empty() {
                    Some(("", missing("standards")))
                } else if pairs.all(|(better, worse)| is_better(better.at, worse.at)) {
                    None
                } else {
                    Some((".standards", Message::NotInOrder { what: "standards".to_owned() }))
                }
            }
            Method::Position(of) if of.points.is_empty() == of.step.is_none() => {
                Some(("", missing("points | step")))
            }
            _ => None,
        };
        let Some((key, message)) = found else { return true };
        self.report(Diagnostic::error(Place::path(format!("{path}{key}")), message));
        false
    }
}

/// A value that may be below 0, such as a growth.
fn value(named: Option<&str>, indicator: &Indicator) -> Field {
    Field { least: None, ..mark(named, indicator, "数值") }
}

/// A standard in formulas: what meets it and what it earns.
fn names(indicator: &str, of: &Standards) -> Vec<(String, String)> {
    let name = |(number, standard): (usize, &Standard)| {
        let name = name_of(standard, number);
        let setting = |name: &str| format!("{}.{}", quoted(indicator), quoted(name));
        (setting(&name), setting(&format!("{name}得分")))
    };
    (1_usize..).zip(&of.standards).map(name).collect()
}

fn name_of(standard: &Standard, number: usize) -> String {
    standard.name.clone().unwrap_or_else(|| format!("第{number}档"))
}

fn numbers(of: &Standards) -> Vec<Number> {
    let own = |(number, standard): (usize, &Standard)| {
        let (name, at) = (name_of(standard, number), number.saturating_sub(1));
        let key = |key: &str| Cow::Owned(format!("standards[{at}].{key}"));
        let points = Cow::Owned(format!("{name}得分"));
        [(Cow::Owned(name), key("at"), standard.at), (points, key("points"), standard.points)]
    };
    (1_usize..).zip(&of.standards).flat_map(own).collect()
}

/// The points of the best standard that is met.
pub(super) fn bands(indicator: &Indicator, of: &Standards) -> Expansion {
    against(indicator, of, |_, (_, points), _| points.clone())
}

/// Linear between the best standard that is met and the next better one.
pub(super) fn scale(indicator: &Indicator, of: &Standards) -> Expansion {
    against(indicator, of, |value, (at, points), better| match better {
        None => points.clone(),
        Some((top, most)) => format!("{points} + ({value} - {at}) * ({most} - {points}) / ({top} - {at})"),
    })
}

/// A standard's names in formulas: what meets it, what it earns.
type Names = (String, String);

/// What a value earns by the best standard that it meets, which `earns` gives with the next better one; a blank is no
/// value, and where less is better it would be the best.
fn against(
    indicator: &Indicator,
    of: &Standards,
    earns: impl Fn(&str, &Names, Option<&Names>) -> String,
) -> Expansion {
    let mark = value(of.value.as_deref(), indicator);
    let value = quoted(&mark.name);
    let sign = if of.less_is_better { "<=" } else { ">=" };
    let names = names(&indicator.name, of);
    let mut formula = "0".to_owned();
    for (at, standard) in names.iter().enumerate().rev() {
        let better = at.checked_sub(1).and_then(|at| names.get(at));
        let points = earns(&value, standard, better);
        formula = format!("IF({value} {sign} {}, {points}, {formula})", standard.0);
    }
    let formula = format!("IF(ISBLANK({value}), 0, {formula})");
    Expansion { settings: numbers(of), ..Expansion::of(vec![mark], formula) }
}

/// The share of the best of the class.
pub(super) fn relative(indicator: &Indicator, of: &Relative, full: &str) -> Expansion {
    let mark = mark(of.value.as_deref(), indicator, "数值");
    let value = quoted(&mark.name);
    let all = match of.within.as_slice() {
        [] => format!("ALL({value})"),
        fields => format!("PEERS({value}, {})", fields.join(", ")),
    };
    let formula = if of.less_is_better {
        format!("IF({value} = 0, {full}, MIN({all}) / {value} * {full})")
    } else {
        format!("IF(MAX({all}) = 0, 0, {value} / MAX({all}) * {full})")
    };
    let formula = format!("IF(ISBLANK({value}), 0, {formula})");
    Expansion::of(vec![mark], formula)
}

/// Points by the place among all; what is blank has no place and no points.
pub(super) fn position(indicator: &Indicator, of: &Position, full: &str) -> Expansion {
    let name = &indicator.name;
    let (by, marks) = match &of.by {
        Some(by) => (by.clone(), Vec::new()),
        None => {
            let mark = value(None, indicator);
            (quoted(&mark.name), vec![mark])
        }
    };
    let place = format!("{name}名次");
    let rank = Rank {
        by: by.clone(),
        from: of.from,
        ties: Ties::Skip,
        within: of.within.clone(),
        tie_break: Vec::new(),
        competes: of.competes.clone(),
    };
    let id = Id::new(&format!("{}-名次", indicator.id));
    let rank = Some((id, place.clone(), rank));
    let place = quoted(&place);
    let (formula, settings) = match of.step {
        Some(step) => {
            let lost = format!("{} * ({place} - 1)", setting(name, STEP));
            let formula = format!("IF({lost} >= 1, 0, {full} - {full} * {lost})");
            (formula, vec![number(STEP, "step", step)])
        }
        None => {
            let nth = |number: usize| format!("第{number}名");
            let case = |number: usize| format!("{number}, {}", setting(name, &nth(number)));
            let cases: Vec<String> = (1..=of.points.len()).map(case).collect();
            let mut settings: Vec<Number> = (1_usize..)
                .zip(&of.points)
                .map(|(number, points)| {
                    let key = format!("points[{}]", number.saturating_sub(1));
                    (Cow::Owned(nth(number)), Cow::Owned(key), *points)
                })
                .collect();
            let otherwise = match of.otherwise {
                Some(points) => {
                    settings.push(number(OTHERWISE, "otherwise", points));
                    setting(name, OTHERWISE)
                }
                None => "0".to_owned(),
            };
            (format!("SWITCH({place}, {}, {otherwise})", cases.join(", ")), settings)
        }
    };
    let formula = format!("IF(ISBLANK({by}), 0, {formula})");
    Expansion { settings, rank, ..Expansion::of(marks, formula) }
}
