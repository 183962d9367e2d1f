//! Shares: which card moved a subject by how much.
//!
//! Shapley (1953), *A value for n-person games*: a card's share is the mean, over all orders in which the cards could be
//! made one after the other, of what it changes when its turn comes. Shares are rounded half-even to 12 places; what is
//! left of the whole by rounding goes to the largest share, the first of equals, so that shares sum to the whole exactly
//! and a card without effect has exactly 0.

use std::collections::BTreeMap;

use super::random::Random;
use crate::num::{Decimal, RoundingMode, exact_sum, round};

/// Most cards for which all coalitions are tried: 256 of them.
pub const EXACT: usize = 8;
/// Places of a share.
const PLACES: i32 = 12;

/// The shares of cards in what changed, by subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// By how much each subject changed; `None` where it has no number before or after.
    pub whole: Vec<Option<Decimal>>,
    /// Each subject's shares, card by card; `None` where it has no number in one of the coalitions tried.
    pub of: Vec<Option<Vec<Decimal>>>,
    /// How many orders of the cards were drawn; `None`: all coalitions were tried.
    pub draws: Option<usize>,
    /// How many coalitions were computed, each once.
    pub computed: usize,
}

/// What subjects have when some of the cards are made, each subject's number in one order; `None` for what is none.
pub type Values = Vec<Option<Decimal>>;

/// Shares out what `cards` cards change. `value` gives what subjects have when those cards are made that are marked.
/// Up to `exact` cards ([`EXACT`]) all coalitions are tried; with more, `draws` orders drawn from the seed, each with its
/// reverse.
pub fn shapley(
    cards: usize,
    (exact, draws, seed): (usize, usize, u64),
    value: impl FnMut(&[bool]) -> Values,
) -> Shares {
    let mut known = Known { value, values: BTreeMap::new() };
    let (nothing, all) = (known.of(&vec![false; cards]), known.of(&vec![true; cards]));
    let whole = differences(&all, &nothing);
    let is_exact = cards <= exact.min(16);
    let sums = if is_exact { enumerated(cards, &mut known) } else { drawn(cards, draws, seed, &mut known) };
    let of = sums.into_iter().zip(&whole).map(|(sums, whole)| shared_out(&sums?, (*whole)?)).collect();
    let draws = (!is_exact).then_some(draws.saturating_mul(2));
    Shares { whole, of, draws, computed: known.values.len() }
}

/// Coalitions, each computed once.
struct Known<F> {
    value: F,
    values: BTreeMap<Vec<bool>, Values>,
}

impl<F: FnMut(&[bool]) -> Values> Known<F> {
    fn of(&mut self, coalition: &[bool]) -> Values {
        if let Some(known) = self.values.get(coalition) {
            return known.clone();
        }
        let values = (self.value)(coalition);
        self.values.insert(coalition.to_vec(), values.clone());
        values
    }
}

/// For each subject what the cards' shares are proportional to, with what they are to be divided by.
type Sums = Vec<Option<(Vec<Decimal>, Decimal)>>;

fn start(subjects: usize, cards: usize) -> Sums {
    vec![Some((vec![Decimal::ZERO; cards], Decimal::ZERO)); subjects]
}

/// Over all coalitions without a card: size! × (cards − 1 − size)! × what the card changes.
fn enumerated(cards: usize, known: &mut Known<impl FnMut(&[bool]) -> Values>) -> Sums {
    let subjects = known.of(&vec![false; cards]).len();
    let mut sums = start(subjects, cards);
    // Neighbours differ in one card: whoever computes them changes little from one to the next.
    for number in 0..1_u32.checked_shl(u32::try_from(cards).unwrap_or(u32::MAX)).unwrap_or(0) {
        let gray = number ^ (number >> 1);
        let coalition: Vec<bool> = (0..cards).map(|card| (gray >> card) & 1 == 1).collect();
        known.of(&coalition);
    }
    let coalitions: Vec<(Vec<bool>, Values)> =
        known.values.iter().map(|(coalition, values)| (coalition.clone(), values.clone())).collect();
    for (coalition, before) in coalitions {
        let size = coalition.iter().filter(|is_in| **is_in).count();
        for card in (0..cards).filter(|card| coalition.get(*card) == Some(&false)) {
            let weight = factorial(size).checked_mul(factorial(cards.saturating_sub(1).saturating_sub(size)));
            let mut with = coalition.clone();
            if let Some(place) = with.get_mut(card) {
                *place = true;
            }
            add(&mut sums, card, &differences(&known.of(&with), &before), weight);
        }
    }
    for sums in sums.iter_mut().flatten() {
        sums.1 = factorial(cards);
    }
    sums
}

fn drawn(cards: usize, draws: usize, seed: u64, known: &mut Known<impl FnMut(&[bool]) -> Values>) -> Sums {
    let subjects = known.of(&vec![false; cards]).len();
    let mut sums = start(subjects, cards);
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..cards).collect();
    for _ in 0..draws {
        for at in (1..cards).rev() {
            let drawn = random.below(at.saturating_add(1) as u64);
            order.swap(at, usize::try_from(drawn).unwrap_or_default());
        }
        for order in [order.clone(), order.iter().rev().copied().collect()] {
            let mut coalition = vec![false; cards];
            let mut before = known.of(&coalition);
            for card in order {
                if let Some(place) = coalition.get_mut(card) {
                    *place = true;
                }
                let after = known.of(&coalition);
                add(&mut sums, card, &differences(&after, &before), Some(Decimal::ONE));
                before = after;
            }
        }
    }
    for sums in sums.iter_mut().flatten() {
        sums.1 = Decimal::from(draws.saturating_mul(2));
    }
    sums
}

fn differences(after: &[Option<Decimal>], before: &[Option<Decimal>]) -> Values {
    let difference = |(after, before): (&Option<Decimal>, &Option<Decimal>)| {
        exact_sum((*after)?, Decimal::ZERO.checked_sub((*before)?)?)
    };
    after.iter().zip(before).map(difference).collect()
}

fn add(sums: &mut Sums, card: usize, change: &[Option<Decimal>], weight: Option<Decimal>) {
    for (sums, change) in sums.iter_mut().zip(change) {
        let more =
            sums.as_ref().and_then(|(sums, _)| sums.get(card)?.checked_add((*change)?.checked_mul(weight?)?));
        match (sums.as_mut().and_then(|(sums, _)| sums.get_mut(card)), more) {
            (Some(sum), Some(more)) => *sum = more,
            _ => *sums = None,
        }
    }
}

fn factorial(number: usize) -> Decimal {
    (1..=number)
        .try_fold(Decimal::ONE, |product, factor| product.checked_mul(factor.into()))
        .unwrap_or_default()
}

/// Rounds the shares; what is left goes to the largest.
fn shared_out((sums, over): &(Vec<Decimal>, Decimal), whole: Decimal) -> Option<Vec<Decimal>> {
    if sums.is_empty() {
        return Some(Vec::new());
    }
    let share = |sum: &Decimal| Some(round(sum.checked_div(*over)?, PLACES, RoundingMode::HalfEven));
    let mut shares: Vec<Decimal> = sums.iter().map(share).collect::<Option<_>>()?;
    let largest = shares.iter().map(Decimal::abs).max()?;
    let at = shares.iter().position(|share| share.abs() == largest)?;
    let others = shares.iter().enumerate().filter(|(other, _)| *other != at);
    let others = others.map(|(_, share)| *share).try_fold(Decimal::ZERO, exact_sum)?;
    *shares.get_mut(at)? = exact_sum(whole, Decimal::ZERO.checked_sub(others)?)?;
    Some(shares)
}
