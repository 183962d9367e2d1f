//! The advisor: what a look at rules and results together points out, each with the cells concerned.
//!
//! Nothing here is a mistake: a [`Hint`] says what stands out, and whoever made the rules knows whether it was meant.

mod bounds;
mod indicators;
mod lines;
mod rounding;
mod rules;

use super::Focus;
use crate::eval::Results;
use crate::model::CellRef;
use crate::num::Decimal;

/// What stands out, with all that is needed to say it. Names are those that people see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Weights of the terms of a sum that come to neither 1 nor 100.
    WeightsDiffer {
        /// The column of the sum.
        column: String,
        /// What they come to.
        sum: Decimal,
    },
    /// An indicator that cannot tell anybody apart.
    CannotMatter {
        /// The indicator.
        indicator: String,
        /// Why.
        why: Idle,
    },
    /// A grade whose least score is above what anybody can reach.
    Unreachable {
        /// The grade.
        grade: String,
        /// Its least score.
        least: Decimal,
        /// The most that can be reached.
        most: Decimal,
    },
    /// A rule that held nowhere.
    NeverFires {
        /// The rule.
        rule: String,
        /// In how many cells it was looked at.
        cells: usize,
    },
    /// A rule that held everywhere.
    AlwaysFires {
        /// The rule.
        rule: String,
        /// In how many cells it was looked at.
        cells: usize,
    },
    /// One entry that is deducted in several columns.
    DeductedTwice {
        /// The columns.
        columns: Vec<String>,
    },
    /// Deductions that several rules make for one subject and day.
    PunishedTwice {
        /// The rules.
        rules: Vec<String>,
    },
    /// A subject that so little keeps from a better grade.
    Cliff {
        /// The grade that it does not reach.
        grade: String,
        /// How much it lacks.
        gap: Decimal,
    },
    /// Equals that stand across the line of a quota.
    TieAtLine {
        /// The grade with the quota.
        grade: String,
        /// How many places it has.
        places: usize,
        /// How many are better than the equals.
        better: usize,
        /// How many are equal.
        equals: usize,
    },
    /// Two subjects whose order is another without rounding.
    RoundingDecides {
        /// With which rounding it is another.
        with: Finer,
    },
}

/// Why an indicator cannot matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// All have the same score on it.
    AllEqual,
    /// Its weight or its full marks are 0.
    NoWeight,
    /// Whatever its scores are between the least and the greatest given, no score changes: something caps it away.
    Capped,
}

/// A finer rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finer {
    /// With one more decimal place everywhere.
    OneMorePlace,
    /// Without any rounding.
    Unrounded,
}

/// A hint with the cells concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What stands out.
    pub hint: Hint,
    /// Where.
    pub cells: Vec<CellRef>,
}

/// How little counts as a cliff: what is asked for, and as issue and handbooks have it 0.01.
pub const CLIFF: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// All that stands out of a sheet in a period; rules are looked at over all periods of the book. `cliff` is how little
/// that keeps from a grade is told, see [`CLIFF`].
#[must_use]
pub fn advise(results: &Results, focus: &Focus, cliff: Decimal) -> Vec<Advice> {
    let mut found = Vec::new();
    indicators::weights(results, focus, &mut found);
    indicators::idle(results, focus, &mut found);
    lines::unreachable(results, focus, &mut found);
    rules::silent(results, &mut found);
    rules::deducted_twice(results, focus, &mut found);
    rules::punished_twice(results, focus, &mut found);
    lines::cliffs(results, focus, cliff, &mut found);
    lines::ties(results, focus, &mut found);
    rounding::decides(results, focus, &mut found);
    found
}

/// Of all this only the sums of weights that come to neither 1 nor 100: cheap enough to be told at every change.
#[must_use]
pub fn differing_weights(results: &Results, focus: &Focus) -> Vec<Advice> {
    let mut found = Vec::new();
    indicators::weights(results, focus, &mut found);
    found
}

/// The name of a column.
fn name(results: &Results, slot: usize) -> String {
    results.plan().newest(slot).map(|version| version.name.clone()).unwrap_or_default()
}
