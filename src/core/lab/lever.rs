//! Levers: the parameters that an analysis may move, alone or with those that share a whole with them.

use std::collections::BTreeSet;

use super::Focus;
use crate::eval::Results;
use crate::formula::Operator;
use crate::num::{self, Decimal};
use crate::plan::{Expr, Plan, Step};

/// What happens to the other weights of the same parent where one changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// They stay; the sum changes.
    #[default]
    Stay,
    /// They are rescaled in proportion, so that the sum stays.
    Rescale,
}

/// A parameter on which the standings depend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lever {
    /// The parameter.
    pub parameter: usize,
    /// Its value now.
    pub value: Decimal,
    /// The same numbers of its siblings under one parent, itself among them, in the order of the scheme: the weights of
    /// one node's children, the full marks of one node's children.
    pub family: Vec<usize>,
    /// The greatest mark typed that this parameter bounds: below it a mark would no longer fit.
    pub bounds: Option<Decimal>,
}

/// The parameters on which a sheet's standings in a period depend, in the order of the scheme.
#[must_use]
pub fn levers(results: &Results, focus: &Focus) -> Vec<Lever> {
    let parameters = results.parameters_above(&focus.wanted());
    parameters.iter().filter_map(|parameter| lever(results, focus, *parameter)).collect()
}

/// One parameter as a lever; `None` where there is no such parameter.
#[must_use]
pub fn lever(results: &Results, focus: &Focus, parameter: usize) -> Option<Lever> {
    let value = results.parameter(parameter)?;
    let family = family(results.plan(), parameter);
    Some(Lever { parameter, value, family, bounds: bounded(results, focus, parameter) })
}

impl Lever {
    /// What its parameters are where this one has a value: only this one, or with the family rescaled. `None` where the
    /// others cannot make up for it: they are all 0, or the sum leaves nothing.
    #[must_use]
    pub fn at(&self, results: &Results, value: Decimal, others: Others) -> Option<Vec<(usize, Decimal)>> {
        let mut values = vec![(self.parameter, value)];
        if others == Others::Rescale {
            let (rest, left) = (self.rest(results)?, self.whole(results)?.checked_sub(value)?);
            if rest.is_zero() || left < Decimal::ZERO {
                return None;
            }
            for other in self.family.iter().filter(|other| **other != self.parameter) {
                let share = results.parameter(*other)?.checked_mul(left)?.checked_div(rest)?;
                values.push((*other, num::keep(share)));
            }
        }
        Some(values)
    }

    /// What its family adds up to.
    #[must_use]
    pub fn whole(&self, results: &Results) -> Option<Decimal> {
        let mut values = self.family.iter().map(|parameter| results.parameter(*parameter));
        values.try_fold(Decimal::ZERO, |sum, value| num::exact_sum(sum, value?))
    }

    /// What the others of its family add up to.
    #[must_use]
    pub fn rest(&self, results: &Results) -> Option<Decimal> {
        self.whole(results)?.checked_sub(self.value)
    }

    /// From where to where it is looked at: from 0, or from the greatest mark that it bounds, to the whole of its family
    /// where the others are rescaled, else to ten times its value. A negative one is mirrored.
    #[must_use]
    pub fn range(&self, results: &Results, others: Others) -> (Decimal, Decimal) {
        const TIMES: Decimal = Decimal::TEN;
        let far = self.value.checked_mul(TIMES).filter(|far| !far.is_zero()).unwrap_or(TIMES);
        let (least, most) = match (others, self.whole(results)) {
            (Others::Rescale, Some(whole)) if whole > self.value => (Decimal::ZERO, whole),
            _ if far < Decimal::ZERO => (far, Decimal::ZERO),
            _ => (Decimal::ZERO, far),
        };
        (self.bounds.map_or(least, |bound| bound.max(least)).min(self.value), most.max(self.value))
    }
}

/// The same numbers of one parent's children: paths that differ in one index only, the last.
pub(super) fn family(plan: &Plan, parameter: usize) -> Vec<usize> {
    let Some(own) = plan.parameters.get(parameter) else { return Vec::new() };
    let Some((before, after)) = split(&own.path) else { return vec![parameter] };
    // The scheme's own parameters are a list of unrelated numbers, but for those that weigh the terms of one sum.
    if before == "parameters" {
        let versions = plan.columns.iter().filter_map(|column| column.versions.get(own.edition)?.as_ref());
        let mut sums = versions.filter_map(|version| match &version.step {
            Step::Formula(sum) => weights(sum).filter(|weights| weights.contains(&parameter)),
            _ => None,
        });
        return sums.next().unwrap_or_else(|| vec![parameter]);
    }
    // Neither is the library: each of its indicators stands under parents of the sheets that use it.
    if before == "library" {
        return vec![parameter];
    }
    let is_sibling = |(at, other): (usize, &crate::plan::Parameter)| {
        (other.edition == own.edition && split(&other.path) == Some((before, after))).then_some(at)
    };
    plan.parameters.iter().enumerate().filter_map(is_sibling).collect()
}

/// A path around its last index: `sheets[0].indicators[3].weight` is `sheets[0].indicators` and `.weight`.
fn split(path: &str) -> Option<(&str, &str)> {
    let (before, after) = path.rsplit_once('[')?;
    Some((before, after.split_once(']')?.1))
}

/// The weights of `a * w1 + b * w2 + …`, at least two; `None` where a term is not a product with one parameter.
pub(super) fn weights(sum: &Expr) -> Option<Vec<usize>> {
    let mut weights = Vec::new();
    let mut open = vec![sum];
    while let Some(expr) = open.pop() {
        match expr {
            Expr::Binary(Operator::Add, left, right) => open.extend([right.as_ref(), left.as_ref()]),
            Expr::Binary(Operator::Multiply, left, right) => match (left.as_ref(), right.as_ref()) {
                (Expr::Parameter(weight), Expr::Read(_)) | (Expr::Read(_), Expr::Parameter(weight)) => {
                    weights.push(*weight);
                }
                _ => return None,
            },
            _ => return None,
        }
    }
    (weights.len() > 1).then_some(weights)
}

/// The greatest mark in a column that the parameter bounds.
pub(super) fn bounded(results: &Results, focus: &Focus, parameter: usize) -> Option<Decimal> {
    let mut columns: BTreeSet<(usize, usize)> = results.above(&focus.wanted());
    columns.retain(|of| match results.version_at(*of).map(|version| &version.step) {
        Some(Step::Input(input)) => input.most == Some(parameter),
        _ => false,
    });
    let cells = columns.iter().flat_map(|(slot, period)| results.column(*slot, *period));
    let numbers = cells.filter_map(|cell| match cell.value {
        crate::model::Value::Number(number) => Some(number),
        _ => None,
    });
    numbers.max()
}
