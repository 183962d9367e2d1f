//! Who moves over all periods: for each subject the sums and means of its changes, and in how many periods its rank or
//! grade is another.

use std::collections::BTreeMap;

use super::moves::{Measure, Move, MoveCounts, Moves, moves_of_sheet};
use crate::eval::Results;
use crate::model::Id;
use crate::num::{self, Decimal};

/// What a column's change adds up to for a subject.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The sum of the changes of its number, over the periods that have one on both sides.
    pub sum: Decimal,
    /// The sum of how far they are from 0.
    pub way: Decimal,
    /// In how many periods it has a number on both sides.
    pub periods: usize,
    /// In how many periods it is another.
    pub changed: usize,
}

impl Total {
    /// The mean change of its number; `None` where no period has one on both sides.
    #[must_use]
    pub fn mean(&self) -> Option<Decimal> {
        self.sum.checked_div(Decimal::from(self.periods)).map(num::keep)
    }
}

/// A subject with what became of it over the periods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Over {
    /// The subject.
    pub subject: Id,
    /// Its name.
    pub name: String,
    /// What its changes add up to, in the order of [`OverPeriods::columns`].
    pub totals: Vec<Total>,
    /// How many actions it gained.
    pub gained: usize,
    /// How many it lost.
    pub lost: usize,
    /// How many entries of lists it gained.
    pub listed: usize,
    /// How many it lost.
    pub unlisted: usize,
}

/// A sheet over all periods that both results have open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverPeriods {
    /// How many periods.
    pub periods: usize,
    /// What is compared: the columns of all periods, by id, with their names and what they say.
    pub columns: Vec<(Id, String, Measure)>,
    /// The subjects, those that moved most first.
    pub subjects: Vec<Over>,
    /// How many moved, summed over the periods; subjects are counted once.
    pub counts: MoveCounts,
}

/// Compares a sheet over all periods.
#[must_use]
pub fn over_periods(before: &Results, after: &Results, sheet: &str) -> OverPeriods {
    let all = moves_of_sheet(before, after, sheet);
    let mut found = OverPeriods { periods: all.len(), ..OverPeriods::default() };
    // The newest period says how things are called and in which order they stand.
    for moves in all.iter().rev() {
        for column in &moves.columns {
            if !found.columns.iter().any(|(id, ..)| *id == column.id) {
                found.columns.push((column.id.clone(), column.name.clone(), column.measure));
            }
        }
    }
    let mut subjects: BTreeMap<Id, Over> = BTreeMap::new();
    for moves in all.iter().rev() {
        let places: Vec<Option<usize>> = moves
            .columns
            .iter()
            .map(|column| found.columns.iter().position(|(id, ..)| *id == column.id))
            .collect();
        for of in &moves.subjects {
            let known = subjects.entry(of.subject.clone()).or_insert_with(|| Over {
                subject: of.subject.clone(),
                name: of.name.clone(),
                totals: vec![Total::default(); found.columns.len()],
                ..Over::default()
            });
            add(known, of, &places);
        }
        add_counts(&mut found.counts, moves);
    }
    found.subjects = subjects.into_values().collect();
    found.counts.subjects = found.subjects.len();
    sort(&mut found);
    found
}

fn add(known: &mut Over, of: &Move, places: &[Option<usize>]) {
    for (pair, place) in of.cells.iter().zip(places) {
        let Some(change) = place.and_then(|place| known.totals.get_mut(place)) else { continue };
        change.changed = change.changed.saturating_add(usize::from(!pair.is_same));
        if let Some(by) = pair.change {
            change.sum = num::exact_sum(change.sum, by).unwrap_or(change.sum);
            change.way = num::exact_sum(change.way, by.abs()).unwrap_or(change.way);
            change.periods = change.periods.saturating_add(1);
        }
    }
    for (sum, more) in [
        (&mut known.gained, of.gained.len()),
        (&mut known.lost, of.lost.len()),
        (&mut known.listed, of.listed.len()),
        (&mut known.unlisted, of.unlisted.len()),
    ] {
        *sum = sum.saturating_add(more);
    }
}

fn add_counts(sum: &mut MoveCounts, moves: &Moves) {
    let counts = &moves.counts;
    for (sum, more) in [
        (&mut sum.scores, counts.scores),
        (&mut sum.ranks, counts.ranks),
        (&mut sum.grades, counts.grades),
        (&mut sum.gained, counts.gained),
        (&mut sum.lost, counts.lost),
        (&mut sum.listed, counts.listed),
        (&mut sum.unlisted, counts.unlisted),
    ] {
        *sum = sum.saturating_add(more);
    }
    sum.money_gained = sum.money_gained.saturating_add(counts.money_gained);
    sum.money_lost = sum.money_lost.saturating_add(counts.money_lost);
}

/// Those whose grades changed most often first, then by how far ranks went, then scores, then by name and id.
fn sort(found: &mut OverPeriods) {
    let of = |subject: &Over, is_it: fn(Measure) -> bool| -> (usize, Decimal) {
        let columns = found.columns.iter().zip(&subject.totals).filter(|((.., measure), _)| is_it(*measure));
        columns.fold((0, Decimal::ZERO), |(changed, way), (_, change)| {
            (changed.saturating_add(change.changed), way.saturating_add(change.way))
        })
    };
    let mut keyed: Vec<_> = std::mem::take(&mut found.subjects)
        .into_iter()
        .map(|subject| {
            let grades = of(&subject, |measure| measure == Measure::Grade).0;
            let ranks = of(&subject, |measure| matches!(measure, Measure::Rank(_))).1;
            let scores = of(&subject, |measure| measure == Measure::Score).1;
            (std::cmp::Reverse((grades, ranks, scores)), subject)
        })
        .collect();
    keyed.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.subject.cmp(&b.subject)));
    found.subjects = keyed.into_iter().map(|(_, subject)| subject).collect();
}
