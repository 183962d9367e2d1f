//! Linear expressions in some variables, and ratios of two of them.

use crate::num::Decimal;

/// A constant and a coefficient for each variable that matters, by its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Linear {
    pub(super) constant: Decimal,
    /// By variable, ascending; none is 0.
    pub(super) terms: Vec<(usize, Decimal)>,
}

impl Linear {
    pub(super) fn constant(constant: Decimal) -> Self {
        Self { constant, terms: Vec::new() }
    }

    pub(super) fn variable(variable: usize) -> Self {
        Self { constant: Decimal::ZERO, terms: vec![(variable, Decimal::ONE)] }
    }

    pub(super) fn is_constant(&self) -> bool {
        self.terms.is_empty()
    }

    pub(super) fn scale(&self, by: Decimal) -> Option<Self> {
        let constant = self.constant.checked_mul(by)?;
        let scaled = |(of, by_it): &(usize, Decimal)| Some((*of, by_it.checked_mul(by)?));
        let terms: Vec<_> = self.terms.iter().map(scaled).collect::<Option<_>>()?;
        Some(Self { constant, terms: without_zeros(terms) })
    }

    pub(super) fn shrink(&self, by: Decimal) -> Option<Self> {
        let constant = self.constant.checked_div(by)?;
        let shrunk = |(of, by_it): &(usize, Decimal)| Some((*of, by_it.checked_div(by)?));
        let terms: Vec<_> = self.terms.iter().map(shrunk).collect::<Option<_>>()?;
        Some(Self { constant, terms: without_zeros(terms) })
    }

    pub(super) fn add(&self, other: &Self) -> Option<Self> {
        let constant = self.constant.checked_add(other.constant)?;
        let mut terms = Vec::with_capacity(self.terms.len().saturating_add(other.terms.len()));
        let (mut left, mut right) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        loop {
            let next = match (left.peek(), right.peek()) {
                (Some((a, x)), Some((b, y))) if a == b => {
                    let both = (*a, x.checked_add(*y)?);
                    left.next();
                    right.next();
                    both
                }
                (Some((a, _)), Some((b, _))) if a > b => *right.next()?,
                (Some(_), _) => *left.next()?,
                (None, Some(_)) => *right.next()?,
                (None, None) => break,
            };
            terms.push(next);
        }
        Some(Self { constant, terms: without_zeros(terms) })
    }

    /// The value where the variables have these values.
    pub(super) fn at(&self, values: &[Decimal]) -> Option<Decimal> {
        self.terms
            .iter()
            .try_fold(self.constant, |sum, (of, by)| sum.checked_add(by.checked_mul(*values.get(*of)?)?))
    }

    /// The coefficient of a variable.
    pub(super) fn slope(&self, variable: usize) -> Decimal {
        self.terms.iter().find(|(of, _)| *of == variable).map_or(Decimal::ZERO, |(_, by)| *by)
    }
}

fn without_zeros(mut terms: Vec<(usize, Decimal)>) -> Vec<(usize, Decimal)> {
    terms.retain(|(_, by)| !by.is_zero());
    terms
}

/// `over ÷ under`. A constant `under` is always 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    pub(super) over: Linear,
    pub(super) under: Linear,
    /// What it was divided by before that was cancelled: where one of these is 0 it has no value.
    pub(super) gone: Vec<Linear>,
}

impl Ratio {
    pub(super) fn whole(over: Linear) -> Self {
        Self { over, under: Linear::constant(Decimal::ONE), gone: Vec::new() }
    }

    pub(super) fn constant(value: Decimal) -> Self {
        Self::whole(Linear::constant(value))
    }

    /// Over a linear expression; where that is a constant, shrunk by it.
    pub(super) fn new(over: Linear, under: Linear) -> Option<Self> {
        if under.is_constant() {
            return Some(Self::whole(over.shrink(under.constant)?));
        }
        Some(Self { over, under, gone: Vec::new() })
    }

    pub(super) fn is_whole(&self) -> bool {
        self.under.is_constant()
    }

    /// The constant that it is, if it is one.
    pub(super) fn as_constant(&self) -> Option<Decimal> {
        (self.is_whole() && self.over.is_constant()).then_some(self.over.constant)
    }

    /// The same with what was cancelled in making it.
    fn without(mut self, gone: impl Iterator<Item = Linear>) -> Self {
        for of in gone.filter(|of| !of.is_constant()) {
            if !self.gone.contains(&of) {
                self.gone.push(of);
            }
        }
        self
    }

    /// The sum; `None` where it is no ratio of linear expressions.
    pub(super) fn add(&self, other: &Self) -> Option<Self> {
        let gone = self.gone.iter().chain(&other.gone).cloned();
        Some(self.plus(other)?.without(gone))
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        if self.under == other.under {
            return Self::new(self.over.add(&other.over)?, self.under.clone());
        }
        match (self.as_constant(), other.as_constant()) {
            (Some(constant), _) => {
                Self::new(other.over.add(&other.under.scale(constant)?)?, other.under.clone())
            }
            (_, Some(constant)) => {
                Self::new(self.over.add(&self.under.scale(constant)?)?, self.under.clone())
            }
            (None, None) => None,
        }
    }

    pub(super) fn scale(&self, by: Decimal) -> Option<Self> {
        Some(Self { over: self.over.scale(by)?, ..self.clone() })
    }

    /// The product; `None` where it is no ratio of linear expressions.
    pub(super) fn multiply(&self, other: &Self) -> Option<Self> {
        let gone = self.gone.iter().chain(&other.gone).cloned();
        let cancelled = |product: Self, by: &Linear| product.without(std::iter::once(by.clone()));
        let product = match (self.as_constant(), other.as_constant()) {
            (Some(by), _) => other.scale(by)?,
            (_, Some(by)) => self.scale(by)?,
            _ if self.over == other.under => {
                cancelled(Self::new(other.over.clone(), self.under.clone())?, &other.under)
            }
            _ if other.over == self.under => {
                cancelled(Self::new(self.over.clone(), other.under.clone())?, &self.under)
            }
            _ => return None,
        };
        Some(product.without(gone))
    }

    /// The quotient; `None` where it is no ratio of linear expressions, or divides by 0.
    pub(super) fn divide(&self, by: &Self) -> Option<Self> {
        if let Some(constant) = by.as_constant() {
            let quotient = Self { over: self.over.shrink(constant)?, ..self.clone() };
            return Some(quotient.without(by.gone.iter().cloned()));
        }
        let gone = by.gone.iter().chain([&by.under]).cloned();
        self.multiply(&Self::new(by.under.clone(), by.over.clone())?.without(gone))
    }

    /// The value where the variables have these values; `None` where it has none there.
    pub(super) fn at(&self, values: &[Decimal]) -> Option<Decimal> {
        for gone in &self.gone {
            gone.at(values).filter(|of| !of.is_zero())?;
        }
        let over = self.over.at(values)?;
        if self.is_whole() { Some(over) } else { over.checked_div(self.under.at(values)?) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn sums_products_and_quotients_stay_ratios_or_are_none() {
        let x = Ratio::whole(Linear::variable(0));
        let y = Ratio::whole(Linear::variable(1));
        let two = Ratio::constant(d("2"));
        let sum = x.scale(d("3")).unwrap().add(&y).unwrap().add(&two).unwrap();
        assert_eq!(sum.at(&[d("5"), d("0.5")]), Some(d("17.5")));
        assert_eq!(x.multiply(&y), None);
        let share = x.divide(&x.add(&y).unwrap()).unwrap();
        assert_eq!(share.at(&[d("3"), d("1")]), Some(d("0.75")));
        assert_eq!(share.add(&two).unwrap().at(&[d("3"), d("1")]), Some(d("2.75")));
        let cancelled = share.multiply(&x.add(&y).unwrap()).unwrap();
        assert_eq!((&cancelled.over, &cancelled.under), (&x.over, &x.under));
        assert_eq!(cancelled.at(&[d("3"), d("1")]), Some(d("3")));
        assert_eq!(share.add(&x), None);
        assert_eq!(x.divide(&Ratio::constant(Decimal::ZERO)), None);
        assert_eq!(x.add(&x.scale(d("-1")).unwrap()).unwrap().as_constant(), Some(Decimal::ZERO));
    }

    /// What was divided by 0 has no value, whatever was cancelled since.
    #[test]
    fn what_is_cancelled_may_not_be_0() {
        let x = Ratio::whole(Linear::variable(0));
        let y = Ratio::whole(Linear::variable(1));
        let one = x.divide(&x).unwrap();
        let two = Ratio::constant(d("2"));
        for ratio in [
            one.clone(),
            one.add(&two).unwrap(),
            two.add(&one).unwrap(),
            one.scale(d("3")).unwrap(),
            two.multiply(&one).unwrap(),
            y.multiply(&one).unwrap(),
            one.divide(&two).unwrap(),
            two.divide(&one).unwrap(),
            two.divide(&two.divide(&x).unwrap()).unwrap(),
        ] {
            assert!(ratio.at(&[d("4"), d("6")]).is_some(), "{ratio:?}");
            assert_eq!(ratio.at(&[d("0"), d("6")]), None, "{ratio:?}");
        }
    }
}
