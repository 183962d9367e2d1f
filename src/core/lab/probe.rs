//! A probe: how subjects would stand if some numbers were others, computed by the evaluator in a copy of the results.

use std::collections::BTreeSet;

use super::{Focus, Lever, Others, Standing};
use crate::eval::{Results, Section};
use crate::num::Decimal;

/// A copy of the results in which one lever is moved back and forth.
#[derive(Clone, Debug)]
pub(super) struct Probe {
    results: Results,
    focus: Focus,
    lever: Lever,
    others: Others,
    section: Section,
    before: Vec<(usize, Decimal)>,
}

impl Probe {
    pub(super) fn new(results: &Results, focus: &Focus, lever: &Lever, others: Others) -> Self {
        let moved: Vec<usize> = match others {
            Others::Stay => vec![lever.parameter],
            Others::Rescale => lever.family.clone(),
        };
        let set: BTreeSet<usize> = moved.iter().copied().collect();
        let section = results.prepared(results.section(&set, &[], &focus.wanted()), &set);
        let before = set.iter().filter_map(|of| Some((*of, results.parameter(*of)?))).collect();
        Self { results: results.clone(), focus: focus.clone(), lever: lever.clone(), others, section, before }
    }

    /// How subjects stand where the lever has a value; `None` where it cannot have it.
    pub(super) fn standings(&mut self, value: Decimal) -> Option<Vec<Standing>> {
        // The others are rescaled from what they are now, not from where the last probe left them.
        for (parameter, before) in &self.before {
            self.results.put_parameter(*parameter, *before);
        }
        // At its own value nothing is rescaled: not even by what a division rounds.
        if value != self.lever.value {
            for (parameter, value) in self.lever.at(&self.results, value, self.others)? {
                self.results.put_parameter(parameter, value);
            }
        }
        self.results.fill_section(&self.section);
        Some(self.focus.standings(&self.results))
    }

    pub(super) fn section(&self) -> &Section {
        &self.section
    }
}
