//! The marks on which one subject's standing depends, and what each may be.

use std::collections::BTreeSet;

use super::{Focus, Standing};
use crate::eval::{Results, Section, cell_ref};
use crate::model::{Cell, CellRef, FieldKind, Value};
use crate::num::{self, Decimal};
use crate::plan::{Slot, Step, TableKind};

/// The most decimal places of a mark that is looked for.
const MOST_PLACES: u32 = 4;

/// A mark on which a subject's standing depends.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnMark {
    /// The column.
    pub slot: Slot,
    /// The place of the period.
    pub period: usize,
    /// The subject's row.
    pub row: usize,
    /// What stands there.
    pub now: Value,
    /// What may stand there.
    pub range: Range,
    /// Whether it is what is required of the subject, and not what it achieved.
    pub is_target: bool,
}

/// What a mark may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Range {
    /// A number.
    Number {
        /// The least that may be typed, or that any subject has where there is no end.
        least: Decimal,
        /// The greatest.
        most: Decimal,
        /// Whether the scheme gives both ends.
        is_given: bool,
        /// To how many decimal places the column is marked.
        places: u32,
    },
    /// One of these.
    OneOf(Vec<Value>),
}

/// The marks in sheets on which a subject's standing depends; what is exempt for it is none.
#[must_use]
pub fn own_marks(results: &Results, focus: &Focus, row: usize) -> Vec<OwnMark> {
    let class = |table: usize| match results.plan().tables.get(table).map(|table| &table.kind) {
        Some(TableKind::Sheet { class, .. }) => Some(*class),
        _ => None,
    };
    let Some(own) = class(focus.table) else { return Vec::new() };
    let mark = |(slot, period): (Slot, usize)| {
        let table = results.plan().columns.get(slot)?.table;
        if class(table) != Some(own) || !results.is_there(table, period, row) {
            return None;
        }
        let Step::Input(input) = &results.version_at((slot, period))?.step else { return None };
        let now = results.cell(slot, period, row)?.value.clone();
        if matches!(now, Value::Exempt | Value::Error(_)) {
            return None;
        }
        let range = match input.field.kind {
            FieldKind::Number => {
                let most = match input.most {
                    Some(parameter) => results.parameter(parameter),
                    None => input.field.most,
                };
                numbers(results, (slot, period), input.field.least, most)?
            }
            FieldKind::Truth => Range::OneOf(vec![Value::Truth(false), Value::Truth(true)]),
            FieldKind::Choice => {
                Range::OneOf(input.field.choices.iter().map(|choice| Value::text(choice)).collect())
            }
            FieldKind::Text | FieldKind::Date | FieldKind::Link => return None,
        };
        Some(OwnMark { slot, period, row, now, range, is_target: input.is_target })
    };
    results.above(&focus.wanted()).into_iter().filter_map(mark).collect()
}

/// The range of a column of numbers; `None` where nothing is left to choose.
fn numbers(
    results: &Results,
    (slot, period): (Slot, usize),
    least: Option<Decimal>,
    most: Option<Decimal>,
) -> Option<Range> {
    let found: Vec<Decimal> =
        results.column(slot, period).iter().filter_map(|cell| number(&cell.value)).collect();
    let places = found.iter().map(|number| number.normalize().scale()).max().unwrap_or(0).min(MOST_PLACES);
    let is_given = least.is_some() && most.is_some();
    let least = least.or_else(|| found.iter().min().copied())?;
    let most = most.or_else(|| found.iter().max().copied())?;
    (least < most).then_some(Range::Number { least, most, is_given, places })
}

/// The number that a value is.
pub(super) fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

/// A copy of the results in which one subject's marks are changed.
#[derive(Clone, Debug)]
pub(super) struct MarkProbe {
    results: Results,
    focus: Focus,
    row: usize,
}

impl MarkProbe {
    pub(super) fn new(results: &Results, focus: &Focus, row: usize) -> Self {
        Self { results: results.clone(), focus: focus.clone(), row }
    }

    /// What has to be computed again for a mark.
    pub(super) fn section(&self, mark: &OwnMark) -> Section {
        self.results.section(&BTreeSet::new(), &[(mark.slot, mark.period)], &self.focus.wanted())
    }

    /// How all subjects stand where a mark has a value; it stays so.
    pub(super) fn put(&mut self, mark: &OwnMark, section: &Section, value: &Value) -> Vec<Standing> {
        if let Some(at) = self.at(mark) {
            let cell = if *value == mark.now { self.typed(at) } else { Cell::firm(kept(value)) };
            self.results.put_typed(at, cell);
        }
        self.results.fill_section(section);
        self.focus.standings(&self.results)
    }

    /// How the subject stands where a mark has a value; the mark is as before then.
    pub(super) fn try_value(&mut self, mark: &OwnMark, section: &Section, value: &Value) -> Standing {
        let before = self.at(mark).map(|at| (at, self.typed(at)));
        let standings = self.put(mark, section, value);
        if let Some((at, cell)) = before {
            self.results.put_typed(at, cell);
            self.results.fill_section(section);
        }
        standings.get(self.row).copied().unwrap_or_default()
    }

    fn at(&self, mark: &OwnMark) -> Option<CellRef> {
        cell_ref(mark.slot, mark.period, mark.row)
    }

    fn typed(&self, at: CellRef) -> Cell {
        self.results.typed_cell(at).cloned().unwrap_or(Cell::BLANK)
    }
}

fn kept(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(num::keep(*number)),
        other => other.clone(),
    }
}

impl OwnMark {
    /// Values over its range: its ends and so many even steps between them, to its places; all of a list.
    pub(super) fn values(&self, steps: u32) -> Vec<Value> {
        match &self.range {
            Range::OneOf(values) => values.iter().filter(|value| **value != self.now).cloned().collect(),
            Range::Number { least, most, places, .. } => {
                let step =
                    most.checked_sub(*least).and_then(|way| way.checked_div(Decimal::from(steps.max(1))));
                let at = |number: u32| {
                    let value = least.checked_add(step?.checked_mul(Decimal::from(number))?)?;
                    let places = i32::try_from(*places).unwrap_or_default();
                    Some(num::round_down(value, places).max(*least).min(*most))
                };
                let mut values: Vec<Decimal> = (1..steps).filter_map(at).collect();
                values.extend([*least, *most]);
                values.sort_unstable();
                values.dedup();
                let now = number(&self.now);
                values.into_iter().filter(|value| Some(*value) != now).map(Value::Number).collect()
            }
        }
    }
}
