//! A trace as a document: the cell, its step, and what it read, each again with its step, down to what was typed.
//!
//! Cells are named by ids, values stand as text with their kind, and each cell is told once: where it is read again only
//! its name and value stand there.

use std::collections::BTreeSet;

use serde::Serialize;

use super::findings::Finding;
use super::parts::{Part, PartKind};
use super::trace::{Reason, Shown, Trace, why};
use crate::diag::CellName;
use crate::eval::Results;
use crate::model::{Book, Cell, CellRef, Value};
use crate::num;

/// The version of the form of a [`Tree`].
pub const TREE_VERSION: u32 = 1;

/// Why a cell has its value, as a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Tree {
    /// Always `baton-trace`.
    pub format: &'static str,
    /// [`TREE_VERSION`].
    pub version: u32,
    /// The cell.
    #[serde(flatten)]
    pub node: Node,
}

/// A cell with how it came about.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Node {
    /// The cell, by ids; `None` for a value that stands in no cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellName>,
    /// Its names on the screen: table, period, row, column.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// What kind of value it has.
    pub kind: &'static str,
    /// The value; empty for a blank.
    pub value: String,
    /// Whether it may still change: something is missing or does not fit.
    #[serde(skip_serializing_if = "is_false")]
    pub provisional: bool,
    /// How it came about; `None` where it was told before, or is told no further.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
}

/// How a cell came about.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Step {
    /// `not-there`, `typed`, `by-rule`, `computed`, `ranked`, `graded`, `shared` or `broken`.
    pub kind: &'static str,
    /// The clause it rests on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub clause: String,
    /// The formula in names.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub formula: String,
    /// The formula with the values put in.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub values: String,
    /// What was typed, or the rule that made it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub typed: String,
    /// What the step gave before it was kept or rounded, where that is another value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// To how many places it was rounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<i32>,
    /// What was computed, where it was replaced by hand, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced: Option<Replaced>,
    /// Numbers of the scheme that the formula names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<(String, String)>,
    /// Amounts that add up exactly to the value: what kind, of what, how much.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<(&'static str, String, String)>,
    /// What decided within the formula.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decided: Vec<Decided>,
    /// What the step read, name by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reads: Vec<Reading>,
}

/// What a replacement by hand replaced.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Replaced {
    /// What would stand there.
    pub computed: String,
    /// Why it was replaced.
    pub reason: String,
    /// Who did it, if told.
    pub by: String,
}

/// Something that decided within a formula.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Decided {
    /// `chosen`, `matched`, `capped`, `used-up`, `tariff` or `dropped`.
    pub kind: &'static str,
    /// The condition, value or list that it is about.
    pub of: String,
    /// What came of it.
    pub gives: String,
}

/// What a step read under one name.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Reading {
    /// What the formula calls it.
    pub name: String,
    /// Whether it is a list.
    pub list: bool,
    /// The cells.
    pub cells: Vec<Node>,
}

/// Why a cell has its value, down to what was typed; at most so many steps deep. `None` where there is no such cell.
#[must_use]
pub fn tree(results: &Results, book: &Book, at: (usize, usize, usize), deepest: usize) -> Option<Tree> {
    let (slot, period, row) = at;
    let trace = why(results, book, slot, period, row)?;
    let mut told = BTreeSet::from([trace.cell.at]);
    let node = node(results, book, &trace.cell, Some(&trace), deepest, &mut told);
    Some(Tree { format: "baton-trace", version: TREE_VERSION, node })
}

fn node(
    results: &Results,
    book: &Book,
    shown: &Shown,
    trace: Option<&Trace>,
    deepest: usize,
    told: &mut BTreeSet<CellRef>,
) -> Node {
    let period = shown.period.map(|period| period.to_string()).unwrap_or_default();
    Node {
        cell: results.name(shown.at),
        names: vec![shown.table.clone(), period, shown.row.clone(), shown.column.clone()],
        step: trace.map(|trace| step(results, book, trace, deepest, told)),
        ..of_value(results, &shown.value)
    }
}

fn step(results: &Results, book: &Book, trace: &Trace, deepest: usize, told: &mut BTreeSet<CellRef>) -> Step {
    let text = |cell: &Cell| results.show(&cell.value);
    let raw = trace.raw.as_ref().filter(|raw| raw.value != trace.cell.value.value);
    let mut step = Step {
        clause: trace.clause.clone(),
        raw: raw.map(text),
        places: trace.rounding.map(|rounding| rounding.places),
        replaced: trace.by_hand.as_ref().map(|(computed, by_hand)| Replaced {
            computed: text(computed),
            reason: by_hand.reason.clone(),
            by: by_hand.by.clone(),
        }),
        parameters: trace.settings.iter().map(|(name, value)| (name.clone(), num::format(*value))).collect(),
        parts: trace.parts.iter().map(part).collect(),
        decided: trace.findings.iter().map(|found| decided(results, found)).collect(),
        ..Step::default()
    };
    step.kind = match &trace.reason {
        Reason::NotThere => "not-there",
        Reason::Typed { typed, .. } => {
            step.typed.clone_from(typed);
            "typed"
        }
        Reason::ByRule { rule, .. } => {
            step.typed.clone_from(rule);
            "by-rule"
        }
        Reason::Computed { formula, values } => {
            step.formula.clone_from(formula);
            step.values.clone_from(values);
            "computed"
        }
        Reason::Ranked { .. } => "ranked",
        Reason::Graded { .. } => "graded",
        Reason::Shared => "shared",
        Reason::Broken => "broken",
    };
    for line in &trace.lines {
        let mut cells: Vec<Node> = Vec::new();
        for shown in &line.cells {
            let is_new = deepest > 0 && told.insert(shown.at);
            let (slot, period, row) = (shown.at.column, shown.at.period, shown.at.row);
            let inner =
                if is_new { why(results, book, slot as usize, period as usize, row as usize) } else { None };
            cells.push(node(results, book, shown, inner.as_ref(), deepest.saturating_sub(1), told));
        }
        if cells.is_empty() {
            cells.extend(line.values.iter().map(|value| of_value(results, value)));
        }
        step.reads.push(Reading { name: line.label.clone(), list: line.is_list, cells });
    }
    step
}

/// A value that is told by itself.
fn of_value(results: &Results, cell: &Cell) -> Node {
    let kind = match &cell.value {
        Value::Blank => "blank",
        Value::Exempt => "exempt",
        Value::Number(_) => "number",
        Value::Text(_) => "text",
        Value::Truth(_) => "truth",
        Value::Date(_) => "date",
        Value::Grade(_) => "grade",
        Value::Subject(_) => "subject",
        Value::Error(_) => "error",
    };
    Node { kind, value: results.show(&cell.value), provisional: cell.provisional, ..Node::default() }
}

fn part(part: &Part) -> (&'static str, String, String) {
    let kind = match part.kind {
        PartKind::Item => "item",
        PartKind::Exempt => "exempt",
        PartKind::Blank => "blank",
        PartKind::Scaled => "scaled",
        PartKind::Rounded => "rounded",
        PartKind::ByHand => "by-hand",
    };
    (kind, part.label.clone(), num::format(part.amount))
}

fn decided(results: &Results, found: &Finding) -> Decided {
    let text = |cell: &Cell| results.show(&cell.value);
    let (kind, of, gives) = match found {
        Finding::Chosen { condition, holds, taken } => {
            ("chosen", format!("{condition} = {}", if *holds { "TRUE" } else { "FALSE" }), taken.clone())
        }
        Finding::Matched { of, case, taken } => {
            ("matched", format!("{of} = {}", case.clone().unwrap_or_default()), taken.clone())
        }
        Finding::Capped { what, value, limit, at, .. } => {
            ("capped", format!("{what} = {}", text(value)), format!("{limit} = {}", text(at)))
        }
        Finding::UsedUp { what, value, from } => {
            ("used-up", format!("{what} = {}", text(value)), from.clone())
        }
        Finding::Tariff { tariff, keys, points } => {
            ("tariff", format!("{tariff}: {}", keys.join(", ")), text(points))
        }
        Finding::Dropped { lowest, highest } => {
            let names = |cells: &[Shown]| {
                cells.iter().map(|of| format!("{} {}", of.row, of.text)).collect::<Vec<_>>().join(", ")
            };
            ("dropped", names(lowest), names(highest))
        }
    };
    Decided { kind, of, gives }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference to the field")]
fn is_false(is: &bool) -> bool {
    !is
}
