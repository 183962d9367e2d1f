//! Which rows a column lets through: chosen values, a text within, bounds of numbers.

use std::collections::BTreeSet;

use baton_core::num::Decimal;

/// What a column's cells must be for their rows to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Texts that are let through; `None` for all.
    pub values: Option<BTreeSet<String>>,
    /// A text that must be within.
    pub contains: String,
    /// The least number.
    pub least: Option<Decimal>,
    /// The greatest number.
    pub most: Option<Decimal>,
}

impl Filter {
    /// Whether every row is let through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_none()
            && self.contains.trim().is_empty()
            && self.least.is_none()
            && self.most.is_none()
    }

    /// Whether a cell is let through that shows this text and holds this number, if it is one.
    #[must_use]
    pub fn lets(&self, text: &str, number: Option<Decimal>) -> bool {
        let is_chosen = self.values.as_ref().is_none_or(|values| values.contains(text));
        let wanted = folded(self.contains.trim());
        let contains = wanted.is_empty() || folded(text).contains(&wanted);
        let is_in_bounds = match number {
            Some(number) => {
                self.least.is_none_or(|least| number >= least) && self.most.is_none_or(|most| number <= most)
            }
            None => self.least.is_none() && self.most.is_none(),
        };
        is_chosen && contains && is_in_bounds
    }
}

/// A text as it is looked for: without case, full-width letters and digits as half-width ones.
#[must_use]
pub fn folded(text: &str) -> String {
    let narrow = |letter: char| match letter {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(u32::from(letter).saturating_sub(0xFEE0)).unwrap_or(letter),
        other => other,
    };
    text.chars().map(narrow).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_must_hold() {
        let mut filter = Filter::default();
        assert!(filter.is_empty() && filter.lets("x", None));
        filter.least = Some(60.into());
        filter.most = Some(80.into());
        assert!(filter.lets("60", Some(60.into())) && filter.lets("80", Some(80.into())));
        assert!(!filter.lets("80.01", Some("80.01".parse().unwrap())) && !filter.lets("", None));
        filter.values = Some(BTreeSet::from(["70".to_owned()]));
        assert!(filter.lets("70", Some(70.into())) && !filter.lets("71", Some(71.into())));
        let filter = Filter { contains: "ＡＢ".to_owned(), ..Filter::default() };
        assert!(filter.lets("xab", None) && !filter.lets("a b", None));
    }
}
