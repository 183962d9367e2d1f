//! Keeping and snapping: the two named precisions of every value.

use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};

/// Decimal places of a kept value.
const KEPT_PLACES: u32 = 20;
/// Significant digits of a kept value, as the first mantissa that has more.
const KEPT_LIMIT: u128 = 10_u128.pow(24);
/// Significant digits of a kept value.
const KEPT_DIGITS: u32 = 24;
/// Decimal places at which decisions look.
const SNAPPED_PLACES: u32 = 12;
/// Significant digits at which decisions look, as the first mantissa that has more.
const SNAPPED_LIMIT: u128 = 10_u128.pow(18);
/// Significant digits at which decisions look.
const SNAPPED_DIGITS: u32 = 18;

/// A value as a column keeps it: half-even to 20 places or 24 significant digits, whichever is coarser.
///
/// ```
/// use baton_core::num::{Decimal, keep};
/// let third = Decimal::ONE / Decimal::from(3);
/// assert_eq!(keep(third).to_string(), "0.33333333333333333333");
/// ```
#[inline]
#[must_use]
pub fn keep(value: Decimal) -> Decimal {
    coarsen(value, KEPT_PLACES, KEPT_LIMIT, KEPT_DIGITS)
}

/// A value as a decision sees it: half-even to 12 places or 18 significant digits, whichever is coarser.
///
/// ```
/// use baton_core::num::{Decimal, snap};
/// let fifteen_thirds = Decimal::ONE / Decimal::from(3) * Decimal::from(15);
/// assert_eq!(snap(fifteen_thirds), Decimal::from(5));
/// ```
#[inline]
#[must_use]
pub fn snap(value: Decimal) -> Decimal {
    coarsen(value, SNAPPED_PLACES, SNAPPED_LIMIT, SNAPPED_DIGITS)
}

/// The order of two values as a decision sees it: both are snapped first.
#[inline]
#[must_use]
pub fn compare(a: Decimal, b: Decimal) -> Ordering {
    snap(a).cmp(&snap(b))
}

/// The exact sum, or `None` where it needs more than 28 digits or leaves the range of a decimal.
///
/// ```
/// use baton_core::num::{Decimal, exact_sum};
/// assert_eq!(exact_sum(Decimal::ONE, Decimal::TWO), Some(Decimal::from(3)));
/// assert_eq!(exact_sum(Decimal::MAX, Decimal::ONE), None);
/// ```
#[inline]
#[must_use]
pub fn exact_sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    let sum = a.checked_add(b)?;
    if sum.scale() >= a.scale().max(b.scale()) {
        return Some(sum);
    }
    // The decimal gave up places to fit. Trailing zeros do not count as digits needed.
    let (a, b) = (a.normalize(), b.normalize());
    let sum = a.checked_add(b)?;
    (sum.scale() >= a.scale().max(b.scale())).then_some(sum)
}

#[inline]
fn coarsen(value: Decimal, places: u32, limit: u128, digits: u32) -> Decimal {
    if value.scale() <= places && value.mantissa().unsigned_abs() < limit {
        return value;
    }
    coarsen_slowly(value, places, digits)
}

fn coarsen_slowly(value: Decimal, places: u32, digits: u32) -> Decimal {
    let mantissa = value.mantissa().unsigned_abs();
    let has = mantissa.checked_ilog10().map_or(1, |power| power.saturating_add(1));
    let excess = has.saturating_sub(digits);
    let target = places.min(value.scale().saturating_sub(excess));
    if excess <= value.scale() {
        return value.round_dp_with_strategy(target, RoundingStrategy::MidpointNearestEven);
    }
    // An integer with more digits than are significant: round to tens, hundreds, …
    let unit = 10_u128.saturating_pow(excess.saturating_sub(value.scale()));
    let Ok(unit) = i128::try_from(unit) else { return value };
    let unit = Decimal::from_i128_with_scale(unit, 0);
    let Some(share) = value.checked_div(unit) else { return value };
    let whole = share.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven);
    whole.checked_mul(unit).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn keeps_20_places_or_24_digits() {
        for (value, kept) in [
            ("0.123456789012345678905", "0.12345678901234567890"),
            ("0.123456789012345678915", "0.12345678901234567892"),
            ("123456.1234567890123456785", "123456.123456789012345678"),
            ("1234567890123456789012345", "1234567890123456789012340"),
            ("1234567890123456789012355", "1234567890123456789012360"),
            ("69228162514264337593543950335", "69228162514264337593544000000"),
            // Rounding would leave the range of a decimal: the value stays.
            ("79228162514264337593543950335", "79228162514264337593543950335"),
            ("-0.123456789012345678915", "-0.12345678901234567892"),
            ("999999999999999999999999.5", "1000000000000000000000000"),
            ("0", "0"),
        ] {
            assert_eq!(keep(d(value)), d(kept), "{value}");
            assert_eq!(keep(keep(d(value))), keep(d(value)), "{value} kept twice");
        }
    }

    #[test]
    fn snaps_12_places_or_18_digits() {
        for (value, snapped) in [
            ("4.9999999999999999999999999995", "5"),
            ("0.5049999999999999999999999999", "0.505"),
            ("0.0000000000005", "0"),
            ("0.0000000000015", "0.000000000002"),
            ("1234567.1234567890125", "1234567.12345678901"),
            ("1234567890123456785", "1234567890123456780"),
        ] {
            assert_eq!(snap(d(value)), d(snapped), "{value}");
        }
    }

    #[test]
    fn a_sum_is_exact_or_refused() {
        assert_eq!(
            exact_sum(d("0.00000000000000000001"), d("12345678.9")),
            Some(d("12345678.90000000000000000001"))
        );
        assert_eq!(exact_sum(d("0.00000000000000000001"), d("12345678901")), None);
        assert_eq!(
            exact_sum(d("12345678901.00000000000000000"), d("0.00000000000000001")),
            Some(d("12345678901.00000000000000001"))
        );
        assert_eq!(exact_sum(Decimal::MAX, Decimal::MAX), None);
    }
}
