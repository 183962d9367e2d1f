//! Randomness as whole numbers: PCG XSL RR 128/64, the same in every browser and in the command line.

use rand_pcg::Pcg64;
use rand_pcg::rand_core::Rng;

use crate::num::Decimal;

/// The stream of the generator; the seed that is shown is its state.
const STREAM: u128 = 0x0a02_bdbf_7bb3_c0a7_ac28_fa16_a64a_bf96;

/// Draws from a seed.
#[derive(Clone, Debug)]
pub(super) struct Random(Pcg64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(Pcg64::new(u128::from(seed), STREAM))
    }

    /// A whole number from 0 to below `count`, all alike; 0 for a count of 0.
    pub(super) fn below(&mut self, count: u64) -> u64 {
        let Some(rest) = u64::MAX.checked_rem(count) else { return 0 };
        // What would make the first numbers likelier is drawn again.
        let last = u64::MAX.saturating_sub(rest.saturating_add(1).checked_rem(count).unwrap_or_default());
        loop {
            let drawn = self.0.next_u64();
            if drawn <= last {
                return drawn.checked_rem(count).unwrap_or_default();
            }
        }
    }

    /// A whole number from `-most` to `most`, all alike.
    pub(super) fn around(&mut self, most: u32) -> i64 {
        let drawn = self.below(u64::from(most).saturating_mul(2).saturating_add(1));
        i64::try_from(drawn).unwrap_or_default().saturating_sub(i64::from(most))
    }

    /// Shares of a whole that is cut into so many steps, all ways to share it out alike: the lattice of a Dirichlet
    /// distribution with all parameters 1.
    pub(super) fn shares(&mut self, count: usize, steps: u32) -> Vec<u32> {
        // Stars and bars: `count - 1` different bars among the steps and bars.
        let places = u64::from(steps).saturating_add(count as u64).saturating_sub(1);
        let mut bars: Vec<u64> = Vec::with_capacity(count);
        while bars.len().saturating_add(1) < count {
            let bar = self.below(places);
            if let Err(at) = bars.binary_search(&bar) {
                bars.insert(at, bar);
            }
        }
        let mut from = 0_u64;
        let mut shares: Vec<u32> = Vec::with_capacity(count);
        for bar in bars.into_iter().chain([places]) {
            shares.push(u32::try_from(bar.saturating_sub(from)).unwrap_or(u32::MAX));
            from = bar.saturating_add(1);
        }
        shares
    }
}

/// `number ÷ 10^places`.
pub(super) fn scaled(number: i64, places: u32) -> Decimal {
    Decimal::try_new(number, places).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Another version of the crate must not change what a seed gives.
    #[test]
    fn a_seed_gives_the_same_numbers_for_ever() {
        let mut random = Random::new(2026);
        let drawn: Vec<u64> = (0..4).map(|_| random.below(1_000_000)).collect();
        assert_eq!(drawn, [241_742, 272_231, 522_576, 428_906]);
    }

    #[test]
    fn numbers_are_alike() {
        let mut random = Random::new(1);
        let mut counts = [0_u32; 7];
        for _ in 0..70_000 {
            let drawn = usize::try_from(random.around(3) + 3).unwrap();
            counts[drawn] += 1;
        }
        // Six standard deviations of 10,000.
        assert!(counts.iter().all(|count| count.abs_diff(10_000) < 560), "{counts:?}");
        assert_eq!((random.below(0), random.below(1)), (0, 0));
    }

    #[test]
    fn shares_make_the_whole_and_all_ways_are_alike() {
        let mut random = Random::new(2);
        let mut counts = std::collections::BTreeMap::new();
        for _ in 0..30_000 {
            let shares = random.shares(3, 3);
            assert_eq!(shares.iter().sum::<u32>(), 3);
            *counts.entry(shares).or_insert(0_u32) += 1;
        }
        // Ten ways to share 3 among three.
        assert_eq!(counts.len(), 10);
        assert!(counts.values().all(|count| count.abs_diff(3_000) < 320), "{counts:?}");
        assert_eq!(random.shares(1, 5), [5]);
    }
}
