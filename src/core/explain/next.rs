//! The next better grade: what it would take.

use crate::eval::{Decision, Given, Results};
use crate::model::Value;
use crate::num::{self, Decimal};
use crate::plan::Ladder;

/// What the grade above the one given would take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextGrade {
    /// Its name.
    pub name: String,
    /// What stands in the way.
    pub bar: Bar,
}

/// What stands between a subject and a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// Its least score, and how far it is.
    Least {
        /// The least score.
        least: Decimal,
        /// The score that is missing; more than 0.
        missing: Decimal,
    },
    /// Its places are taken: the least score of those who have one, and how far it is.
    Places {
        /// The least score among them; `None` where nobody has a place.
        last: Option<Decimal>,
        /// How far it is; 0 for the same score.
        missing: Decimal,
    },
}

/// What the next better grade takes of one of several rows; `None` where it has the best, or where a limit holds it back.
pub(super) fn next_grade(
    results: &Results,
    ladder: &Ladder,
    given: &[Given],
    decisions: &[Option<Decision>],
    own: usize,
) -> Option<NextGrade> {
    let decision = decisions.get(own)?.as_ref()?;
    if decision.given != decision.earned {
        return None;
    }
    let place = decision.earned.checked_sub(1)?;
    let grade = ladder.grades.get(place)?;
    let score = |row: usize| match given.get(ladder.by)? {
        Given::Rows(cells) => match cells.get(row)?.value {
            Value::Number(score) => Some(score),
            _ => None,
        },
        Given::List(_) => None,
    };
    let own = score(own)?;
    let least = grade.least.and_then(|parameter| results.parameter(parameter));
    let bar = match least.filter(|least| num::compare(own, *least).is_lt()) {
        Some(least) => Bar::Least { least, missing: least.checked_sub(own)? },
        None => {
            grade.quota?;
            let has_place = |(row, of): (usize, &Option<Decision>)| {
                of.as_ref().filter(|of| of.earned <= place).and_then(|_| score(row))
            };
            let last = decisions.iter().enumerate().filter_map(has_place).min();
            let missing = match last {
                Some(last) => last.checked_sub(own)?,
                None => Decimal::ZERO,
            };
            Bar::Places { last, missing }
        }
    };
    Some(NextGrade { name: grade.name.as_ref().to_owned(), bar })
}
