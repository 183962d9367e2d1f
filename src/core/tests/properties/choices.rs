//! Choices: a list of numbers that a generator reads one after the other. Shrinking the list makes what is generated
//! simpler, because the first option of every choice is the simplest and an empty list always chooses it.

use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// Numbers to choose by.
#[derive(Clone)]
pub(crate) struct Choices {
    numbers: Vec<u32>,
    at: usize,
}

impl Choices {
    /// As many choices as anything here needs.
    pub(crate) fn any() -> impl Strategy<Value = Self> {
        vec(proptest::num::u32::ANY, 1..1200).prop_map(Self::of)
    }

    pub(crate) fn of(numbers: Vec<u32>) -> Self {
        Self { numbers, at: 0 }
    }

    /// Less than `options`; 0 when the numbers have run out.
    pub(crate) fn pick(&mut self, options: usize) -> usize {
        let number = self.numbers.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        if options == 0 { 0 } else { number as usize % options }
    }

    pub(crate) fn one<'a, T: ?Sized>(&mut self, options: &[&'a T]) -> &'a T {
        options[self.pick(options.len())]
    }

    /// True once in so many times; false when the numbers have run out.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.pick(times) + 1 == times
    }

    pub(crate) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.pick(most - least + 1)
    }
}

impl std::fmt::Debug for Choices {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "Choices::of(vec!{:?})", self.numbers)
    }
}

/// A single example, for looking at what is generated.
#[allow(dead_code, reason = "for looking at what is generated")]
pub(crate) fn example() -> Choices {
    Choices::any().new_tree(&mut TestRunner::default()).unwrap().current()
}
