//! Backtest: a variant over every past period, whom it would have hit.

use std::sync::Arc;

use chrono::NaiveDate;

use super::beside::all_cards;
use super::moves::{Measure, Move, Moves, moves_of_sheet};
use super::{apply, apply_to_data};
use crate::eval::Results;
use crate::model::{Book, Edition, Variant};
use crate::plan::{TableKind, compile};

/// A variant over all periods.
#[derive(Clone, Debug)]
pub struct Backtest {
    /// The results with the variant's scheme in force in all periods.
    pub results: Results,
    /// Each sheet in each period, sheet by sheet, the oldest period first.
    pub sheets: Vec<Moves>,
}

/// Computes a variant as if its scheme had been in force in every open period, and compares it with what the book gives.
/// Periods that end after `until` are left out. `None` where a variant it is based on is missing, or the book has no
/// scheme.
#[must_use]
pub fn backtest(
    book: &Book,
    base: &Results,
    variant: &Variant,
    until: Option<NaiveDate>,
) -> Option<Backtest> {
    let cards = all_cards(book, variant)?;
    let (scheme, _) = apply(book.scheme()?, &cards);
    let mut data = book.clone();
    _ = apply_to_data(&mut data, &cards);
    let plan = compile(&[Edition { from: None, scheme }]);
    let results = Results::beside(Arc::new(plan), &data, base);
    let calendar = &results.plan().editions.last()?.calendar;
    let is_past =
        |of: &Moves| until.is_none_or(|until| calendar.last_day(of.period).is_some_and(|last| last <= until));
    let plan = base.plan();
    let sheets = plan.tables.iter().filter(|table| matches!(table.kind, TableKind::Sheet { .. }));
    let moves = sheets.flat_map(|sheet| moves_of_sheet(base, &results, &sheet.id));
    let sheets = moves.filter(is_past).collect();
    Some(Backtest { results, sheets })
}

impl Moves {
    /// Whom it hits: the subjects whose grade, actions or lists are others.
    pub fn hit(&self) -> impl Iterator<Item = &Move> {
        self.subjects.iter().filter(|of| {
            let mut cells = of.cells.iter().zip(&self.columns);
            let grade = cells.any(|(pair, column)| column.measure == Measure::Grade && !pair.is_same);
            let follows = [of.gained.len(), of.lost.len(), of.listed.len(), of.unlisted.len()];
            grade || follows.iter().any(|count| *count > 0)
        })
    }
}
