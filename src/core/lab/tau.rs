//! Kendall's tau-b: how far two rankings agree.

use crate::eval::square_root;
use crate::num::{Decimal, snap};

/// How two rankings of the same subjects agree.
///
/// Kendall (1945), *The treatment of ties in ranking problems*, Biometrika 33.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TauB {
    /// Pairs that both put in the same order.
    pub concordant: u64,
    /// Pairs that they put in opposite orders.
    pub discordant: u64,
    /// Pairs that are equal in the first.
    pub tied_before: u64,
    /// Pairs that are equal in the second.
    pub tied_after: u64,
    /// All pairs.
    pub pairs: u64,
}

impl TauB {
    /// (concordant − discordant) ÷ √((pairs − tied before) × (pairs − tied after)): 1 for the same order, −1 for the
    /// opposite one, good to 20 digits. `None` where one of them puts all equal.
    #[must_use]
    pub fn value(&self) -> Option<Decimal> {
        let over = Decimal::from(self.concordant).checked_sub(self.discordant.into())?;
        let before = self.pairs.checked_sub(self.tied_before)?;
        let after = self.pairs.checked_sub(self.tied_after)?;
        if before == 0 || after == 0 {
            return None;
        }
        if before == after {
            return over.checked_div(before.into());
        }
        over.checked_div(square_root(Decimal::from(before).checked_mul(after.into())?).ok()?)
    }

    /// The pairs of two groups together; no pair is of both.
    pub(super) fn with(self, other: Self) -> Self {
        let sum = |of: fn(&Self) -> u64| of(&self).saturating_add(of(&other));
        Self {
            concordant: sum(|tau| tau.concordant),
            discordant: sum(|tau| tau.discordant),
            tied_before: sum(|tau| tau.tied_before),
            tied_after: sum(|tau| tau.tied_after),
            pairs: sum(|tau| tau.pairs),
        }
    }
}

/// How the values of the same subjects before and after agree, pair by pair; values that count as equal are ties.
#[must_use]
pub fn tau_b(values: &[(Decimal, Decimal)]) -> TauB {
    let mut tau = TauB::default();
    // Pairs are many and decimals dear to compare: whole numbers in their order say the same.
    let before = ordinals(values.iter().map(|(before, _)| *before));
    let after = ordinals(values.iter().map(|(_, after)| *after));
    let values: Vec<(usize, usize)> = before.into_iter().zip(after).collect();
    for (at, one) in values.iter().enumerate() {
        for other in values.iter().skip(at.saturating_add(1)) {
            let (before, after) = (one.0.cmp(&other.0), one.1.cmp(&other.1));
            let (is_tied_before, is_tied_after) = (before.is_eq(), after.is_eq());
            let count = |to: &mut u64, holds: bool| *to = to.saturating_add(u64::from(holds));
            count(&mut tau.pairs, true);
            count(&mut tau.tied_before, is_tied_before);
            count(&mut tau.tied_after, is_tied_after);
            count(&mut tau.concordant, !is_tied_before && before == after);
            count(&mut tau.discordant, !is_tied_before && !is_tied_after && before != after);
        }
    }
    tau
}

/// The place of each value among those that differ, in rising order.
fn ordinals(values: impl Iterator<Item = Decimal>) -> Vec<usize> {
    let values: Vec<Decimal> = values.map(snap).collect();
    let mut sorted = values.clone();
    sorted.sort_unstable();
    sorted.dedup();
    values.iter().map(|value| sorted.partition_point(|other| other < value)).collect()
}
