//! Rounding that decides a rank: who stands otherwise with one more place, or without any rounding.

use super::{Advice, Finer, Focus, Hint};
use crate::eval::{Results, cell_ref};
use crate::num::{self, Decimal};
use crate::plan::{Plan, Slot};

/// The most pairs that are told.
const MOST: usize = 50;

/// Pairs of subjects of one group whose order is another with a finer rounding of the columns that lead to the score.
pub(super) fn decides(results: &Results, focus: &Focus, found: &mut Vec<Advice>) {
    let score = (focus.score, focus.period);
    let rounded: Vec<Slot> = results
        .above(&[score])
        .into_iter()
        .filter(|of| results.version_at(*of).is_some_and(|version| version.rounding.is_some()))
        .map(|(slot, _)| slot)
        .collect();
    if rounded.is_empty() {
        return;
    }
    let now = scores(results, focus);
    let mut told: Vec<(usize, usize)> = Vec::new();
    for with in [Finer::OneMorePlace, Finer::Unrounded] {
        let mut plan: Plan = results.plan().as_ref().clone();
        for slot in &rounded {
            for version in plan
                .columns
                .get_mut(*slot)
                .into_iter()
                .flat_map(|column| column.versions.iter_mut())
                .flatten()
            {
                version.rounding = match (with, version.rounding) {
                    (Finer::OneMorePlace, Some(mut rounding)) => {
                        rounding.places = rounding.places.saturating_add(1);
                        Some(rounding)
                    }
                    _ => None,
                };
            }
        }
        let finer = scores(&results.filled_by(plan, &[score]), focus);
        for group in focus.groups(results) {
            for (at, a) in group.iter().enumerate() {
                for b in group.iter().skip(at.saturating_add(1)) {
                    let order = |of: &[Option<Decimal>]| {
                        Some(of.get(*a).copied().flatten()?.cmp(&of.get(*b).copied().flatten()?))
                    };
                    let (before, after) = (order(&now), order(&finer));
                    let is_other = before.zip(after).is_some_and(|(before, after)| before != after);
                    if is_other && !told.contains(&(*a, *b)) && told.len() < MOST {
                        told.push((*a, *b));
                        let cells =
                            [*a, *b].into_iter().filter_map(|row| cell_ref(focus.score, focus.period, row));
                        found.push(Advice { hint: Hint::RoundingDecides { with }, cells: cells.collect() });
                    }
                }
            }
        }
    }
}

fn scores(results: &Results, focus: &Focus) -> Vec<Option<Decimal>> {
    focus.standings(results).iter().map(|standing| standing.score.map(num::snap)).collect()
}
