//! What is told of several numbers at once: how many, their sum, their mean.

use rust_decimal::Decimal;

use super::{exact_sum, keep};

/// Several numbers, looked at together.
///
/// ```
/// use baton_core::num::{Decimal, Summary};
/// let summary: Summary = ["0.1", "0.2"].iter().filter_map(|text| text.parse().ok()).collect();
/// assert_eq!((summary.count, summary.sum), (2, "0.3".parse().ok()));
/// assert_eq!(summary.mean(), "0.15".parse().ok());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many there are.
    pub count: usize,
    /// Their exact sum; `None` where it needs more than 28 digits.
    pub sum: Option<Decimal>,
}

impl Summary {
    /// The sum divided by the count, as a column would keep it; `None` without numbers.
    #[must_use]
    pub fn mean(&self) -> Option<Decimal> {
        self.sum?.checked_div(Decimal::from(self.count)).map(keep)
    }
}

impl FromIterator<Decimal> for Summary {
    fn from_iter<I: IntoIterator<Item = Decimal>>(numbers: I) -> Self {
        let mut summary = Self { count: 0, sum: Some(Decimal::ZERO) };
        for number in numbers {
            summary.count = summary.count.saturating_add(1);
            summary.sum = summary.sum.and_then(|sum| exact_sum(sum, number));
        }
        summary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_no_mean_and_what_does_not_fit_has_no_sum() {
        let of =
            |texts: &[&str]| texts.iter().map(|text| text.parse::<Decimal>().unwrap()).collect::<Summary>();
        assert_eq!((of(&[]).count, of(&[]).sum, of(&[]).mean()), (0, Some(Decimal::ZERO), None));
        assert_eq!(of(&["1", "1", "2"]).mean(), "1.33333333333333333333".parse().ok());
        let long = of(&["79228162514264337593543950335", "1", "2"]);
        assert_eq!((long.count, long.sum, long.mean()), (3, None, None));
    }
}
