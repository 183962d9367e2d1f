//! Methods as the formulas they stand for.
//!
//! Each gives formula text over names that the sheet has: the marks of the method and the indicator's settings
//! (`指标01.分值`). That text is what people are shown and what is compiled; there is no second way.
//!
//! Caps and floors are written with `IF`: an exempt mark makes a comparison exempt, but `MIN` and `MAX` would skip it
//! and give the cap.

use std::borrow::Cow;

use super::ballots::{self, Tally};
use super::ledger::{LEAST, MOST};
use super::standards;
use crate::formula::quoted;
use crate::model::{
    Ballot, Carry, CheckItem, Checklist, ChecklistGives, Combine, Field, FieldKind, Id, Indicator, Method,
    Rank, Register, Share, Take, Total,
};
use crate::num::Decimal;

/// Name of an indicator's full marks in formulas.
pub(super) const FULL: &str = "分值";
/// Name of an indicator's weight in formulas.
pub(super) const WEIGHT: &str = "权重";
/// Name of the points for each occurrence in formulas.
pub(super) const EACH: &str = "每次";
/// Name of the full marks of what is carried over in formulas.
const OTHER_FULL: &str = "原分值";
/// Name of the penalty for each overdue task in formulas.
pub(super) const PENALTY: &str = "逾期扣分";
/// Name of the share of a target below which there is nothing, in formulas.
const NONE_BELOW: &str = "起分线";
/// Name of the condition under which an indicator applies, in formulas.
pub(super) const APPLIES: &str = "适用";
/// Name of its own condition where it also has to be given, in formulas.
pub(super) const APPLIES_OWN: &str = "适用条件";

/// A number of a method: its name in formulas, its key in the scheme, its value.
pub(super) type Number = (Cow<'static, str>, Cow<'static, str>, Decimal);

/// A number whose name and key are always the same.
pub(super) fn number(name: &'static str, key: &'static str, value: Decimal) -> Number {
    (Cow::Borrowed(name), Cow::Borrowed(key), value)
}

/// What a method stands for.
#[derive(Default)]
pub(super) struct Expansion {
    /// The marks it needs.
    pub(super) marks: Vec<Field>,
    /// The mark among them that holds what is required.
    pub(super) target: Option<String>,
    /// Its numbers.
    pub(super) settings: Vec<Number>,
    /// Columns that its formula needs: id, name, formula.
    pub(super) columns: Vec<(Id, String, String)>,
    /// A place that its formula needs: id, name, rank.
    pub(super) rank: Option<(Id, String, Rank)>,
    /// Its formula; `None` where the indicator's own column is typed.
    pub(super) formula: Option<String>,
}

impl Expansion {
    /// Of a method that is one formula over marks.
    pub(super) fn of(marks: Vec<Field>, formula: String) -> Self {
        Self { marks, formula: Some(formula), ..Self::default() }
    }
}

/// The votes that a method is about: the register, what makes it one of votes, and the dimension.
pub(super) type Votes<'a> = (&'a Register, &'a Ballot, Option<&'a str>);

/// What the method of a leaf stands for; `votes` for [`Method::Ballots`].
pub(super) fn expand(indicator: &Indicator, method: &Method, votes: Option<Votes<'_>>) -> Expansion {
    let full = setting(&indicator.name, FULL);
    match method {
        Method::Points => Expansion::default(),
        Method::Share(share) => share_of_target(indicator, share, &full),
        Method::Bands(of) => standards::bands(indicator, of),
        Method::Scale(of) => standards::scale(indicator, of),
        Method::Relative(of) => standards::relative(indicator, of, &full),
        Method::Position(of) => standards::position(indicator, of, &full),
        Method::Percentage(percentage) => {
            let mut value = mark(percentage.value.as_deref(), indicator, "百分比");
            value.most = Some(Decimal::ONE_HUNDRED);
            let formula = format!("{} / 100 * {full}", quoted(&value.name));
            Expansion::of(vec![value], formula)
        }
        Method::Deduct(deduct) => {
            let count = mark(deduct.count.as_deref(), indicator, "次数");
            let lost = format!("{} * {}", setting(&indicator.name, EACH), quoted(&count.name));
            let formula = format!("IF({lost} >= {full}, 0, {full} - {lost})");
            let settings = vec![number(EACH, "each", deduct.each)];
            Expansion { settings, ..Expansion::of(vec![count], formula) }
        }
        Method::Gain(gain) => {
            let count = mark(gain.count.as_deref(), indicator, "次数");
            let gained = format!("{} * {}", setting(&indicator.name, EACH), quoted(&count.name));
            let formula = format!("IF({gained} >= {full}, {full}, {gained})");
            let settings = vec![number(EACH, "each", gain.each)];
            Expansion { settings, ..Expansion::of(vec![count], formula) }
        }
        Method::Tasks(tasks) => {
            let of = |field: &str| format!("{}.{}", quoted(&tasks.register), quoted(field));
            let (points, done) = (of(&tasks.points), of(&tasks.done));
            let applicable = format!("ENTRIES(IF(ISEXEMPT({done}), EXEMPT(), {points}))");
            let mut score = format!(
                "SUM(ENTRIES(IF({done} >= 100, {points}, {points} * {done} / 100))) / SUM({applicable}) * {full}"
            );
            let mut settings = Vec::new();
            if let (Some(overdue), Some(penalty)) = (&tasks.overdue, tasks.penalty) {
                score = format!(
                    "{score} - {} * COUNTIF(ENTRIES({}), TRUE)",
                    setting(&indicator.name, PENALTY),
                    of(overdue)
                );
                settings.push(number(PENALTY, "penalty", penalty));
            }
            let formula = format!("IF(COUNT({applicable}) = 0, EXEMPT(), MAX(0, {score}))");
            Expansion { settings, ..Expansion::of(Vec::new(), formula) }
        }
        Method::Ledger(ledger) => Expansion::of(Vec::new(), super::ledger::formula(indicator, ledger)),
        Method::Checklist(list) => checklist(list, &full),
        Method::Carry(carry) => carried(&indicator.name, carry, &full),
        Method::Linked(linked) => {
            let mark = format!("{}.{}", quoted(&linked.link), linked.mark);
            rescaled(&indicator.name, mark, linked.of, &full)
        }
        Method::Ballots(method) => {
            let Some((register, ballot, dimension)) = votes else {
                return Expansion::of(Vec::new(), String::new());
            };
            let Tally { panels, formula, settings } =
                ballots::tally(&indicator.name, method, register, ballot, dimension);
            let column = |(panel, formula): (crate::model::Panel, String)| {
                let id = Id::new(&format!("{}-{}", indicator.id, panel.id));
                (id, ballots::panel_column(&indicator.name, &panel.name), formula)
            };
            let columns = panels.into_iter().map(column).collect();
            Expansion { settings, columns, ..Expansion::of(Vec::new(), formula) }
        }
        Method::Formula(method) => Expansion::of(Vec::new(), method.formula.clone()),
    }
}

/// The share of a target, within its floor and cap.
fn share_of_target(indicator: &Indicator, of: &Share, full: &str) -> Expansion {
    let own = |name: &str| setting(&indicator.name, name);
    let target = mark(of.target.as_deref(), indicator, "任务数");
    let done = mark(of.done.as_deref(), indicator, "完成数");
    let (t, d) = (quoted(&target.name), quoted(&done.name));
    let share = if of.less_is_better { format!("{t} / {d}") } else { format!("{d} / {t}") };
    let points = format!("{share} * {full}");
    let most = of.most.map_or_else(|| full.to_owned(), |_| own(MOST));
    let mut formula = match of.most {
        None => format!("IF({share} >= 1, {full}, {points})"),
        Some(_) => format!("IF({points} >= {most}, {most}, {points})"),
    };
    let mut settings: Vec<Number> = of.most.map(|most| number(MOST, "most", most)).into_iter().collect();
    if let Some(least) = of.least {
        let floor = own(LEAST);
        formula = format!("IF({points} <= {floor}, {floor}, {formula})");
        settings.push(number(LEAST, "least", least));
    }
    if let Some(none_below) = of.none_below {
        formula = format!("IF({share} < {}, 0, {formula})", own(NONE_BELOW));
        settings.push(number(NONE_BELOW, "none-below", none_below));
    }
    if of.less_is_better {
        formula = format!("IF({d} = 0, {most}, {formula})");
    }
    formula = format!("IF(OR(ISBLANK({t}), ISBLANK({d})), 0, {formula})");
    let required = Some(target.name.clone());
    Expansion { settings, target: required, ..Expansion::of(vec![target, done], formula) }
}

/// The items of a checklist as marks and conditions, and what they give together.
fn checklist(list: &Checklist, full: &str) -> Expansion {
    let mut marks = Vec::new();
    let mut columns = Vec::new();
    for item in &list.items {
        match &item.when {
            None => {
                let mark = Field::new(&item.name, FieldKind::Truth);
                marks.push(Field { id: item.id.clone(), ..mark });
            }
            Some(when) => columns.push((item.id.clone(), item.name.clone(), when.clone())),
        }
    }
    let names: Vec<String> = list.items.iter().map(|item| quoted(&item.name)).collect();
    let all = format!("AND({})", names.join(", "));
    let formula = match list.gives {
        ChecklistGives::Truth => all,
        ChecklistGives::AllOrNothing => format!("IF({all}, {full}, 0)"),
        ChecklistGives::Points => {
            // An item that does not apply leaves the full marks too.
            let pair = |item: &CheckItem| {
                let points = setting(&item.name, FULL);
                format!("IF({}, {points}, 0), {points}", quoted(&item.name))
            };
            format!("RESCALE({full}, {})", list.items.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
    };
    Expansion { columns, ..Expansion::of(marks, formula) }
}

/// What is carried over from finer periods, or from the subjects that point here.
fn carried(indicator: &str, carry: &Carry, full: &str) -> Expansion {
    let all = match &carry.link {
        Some(link) => format!("LINKED({}, {})", carry.from, quoted(link)),
        None => format!("WITHIN({})", carry.from),
    };
    let list = match carry.best {
        Some(best) => format!("BEST({all}, {best})"),
        None => all.clone(),
    };
    let value = match carry.take {
        Take::Mean => format!("AVERAGE({list})"),
        Take::Sum => format!("SUM({list})"),
        Take::Last => format!("SUM(TAKE({list}, -1))"),
    };
    let of_all = rescaled(indicator, value, carry.of, full);
    let formula = of_all.formula.map(|formula| format!("IF(COUNT({all}) = 0, EXEMPT(), {formula})"));
    Expansion { formula, ..of_all }
}

/// A score out of other full marks than the indicator's.
fn rescaled(indicator: &str, value: String, of: Option<Decimal>, full: &str) -> Expansion {
    let settings = of.map(|of| number(OTHER_FULL, "of", of)).into_iter().collect();
    let formula = match of {
        Some(_) => format!("{value} * {full} / {}", setting(indicator, OTHER_FULL)),
        None => value,
    };
    Expansion { settings, ..Expansion::of(Vec::new(), formula) }
}

/// The formula of a parent over its children.
pub(super) fn combine(own: &str, has_full: bool, combine: Combine, children: &[Indicator]) -> String {
    let name = |child: &Indicator| quoted(&child.name);
    let pairs = |what: &str| -> Vec<String> {
        children.iter().map(|child| format!("{}, {}", name(child), setting(&child.name, what))).collect()
    };
    let list = || children.iter().map(name).collect::<Vec<_>>().join(", ");
    match combine {
        Combine::Sum if !children.is_empty() && children.iter().all(|child| child.full.is_some()) => {
            let full = if has_full {
                setting(own, FULL)
            } else {
                let fulls: Vec<String> = children.iter().map(|child| setting(&child.name, FULL)).collect();
                format!("SUM({})", fulls.join(", "))
            };
            format!("RESCALE({full}, {})", pairs(FULL).join(", "))
        }
        Combine::Sum => format!("SUM({})", list()),
        Combine::Mean if children.iter().all(|child| child.weight.is_some()) => {
            format!("WEIGHTED({})", pairs(WEIGHT).join(", "))
        }
        Combine::Mean => format!("AVERAGE({})", list()),
        Combine::Least => format!("MIN({})", list()),
    }
}

/// The formula of the root.
pub(super) fn total(total: &Total, children: &[Indicator]) -> String {
    combine(&total.name, total.full.is_some(), total.combine, children)
}

/// A formula that is exempt where the indicator does not apply.
pub(super) fn where_it_applies(indicator: &str, formula: &str) -> String {
    format!("IF({}, {formula}, EXEMPT())", setting(indicator, APPLIES))
}

/// A number of an indicator, an option or a panel, as formulas name it.
pub(super) fn setting(of: &str, name: &str) -> String {
    format!("{}.{name}", quoted(of))
}

/// A text as formulas write it.
pub(super) fn quoted_text(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A number mark, 0 or more, named by the scheme or for its indicator. Where an indicator that uses one of the library is
/// what it is named for, its id is made of the indicator's: the name may be another one tomorrow, without anybody touching
/// the sheet.
pub(super) fn mark(named: Option<&str>, indicator: &Indicator, what: &str) -> Field {
    let name = named.map_or_else(|| format!("{}{what}", indicator.name), str::to_owned);
    let mut field = Field::new(&name, FieldKind::Number);
    field.least = Some(Decimal::ZERO);
    if named.is_none() && indicator.uses.is_some() {
        field.id = Id::new(&format!("{}{what}", indicator.id));
    }
    field
}
