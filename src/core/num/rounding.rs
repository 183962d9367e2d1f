//! Named rounding: to places, always the same way, and only where somebody asked for it.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::precision::snap;

/// How a value exactly between two neighbours is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RoundingMode {
    /// 四舍五入: half away from zero, as Excel's `ROUND`.
    #[default]
    HalfUp,
    /// 四舍六入五成双: half to the even neighbour (GB/T 8170).
    HalfEven,
}

/// Rounding of a column: places and mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Decimal places, −28 to 28; negative ones round to tens, hundreds, …
    pub places: i32,
    /// What happens exactly between two neighbours.
    #[serde(default)]
    pub mode: RoundingMode,
}

impl Rounding {
    /// The value rounded; it is snapped first, as every decision is.
    #[inline]
    #[must_use]
    pub fn apply(self, value: Decimal) -> Decimal {
        round(value, self.places, self.mode)
    }
}

/// Rounds to `places`; the value is snapped first. Values beyond the range of a decimal stay as they are.
///
/// ```
/// use baton_core::num::{Decimal, RoundingMode, round};
/// let value: Decimal = "0.505".parse()?;
/// assert_eq!(round(value, 2, RoundingMode::HalfUp).to_string(), "0.51");
/// assert_eq!(round(value, 2, RoundingMode::HalfEven).to_string(), "0.50");
/// # Ok::<(), rust_decimal::Error>(())
/// ```
#[inline]
#[must_use]
pub fn round(value: Decimal, places: i32, mode: RoundingMode) -> Decimal {
    let strategy = match mode {
        RoundingMode::HalfUp => RoundingStrategy::MidpointAwayFromZero,
        RoundingMode::HalfEven => RoundingStrategy::MidpointNearestEven,
    };
    with_strategy(value, places, strategy)
}

/// Rounds away from zero to `places`, as Excel's `ROUNDUP`; the value is snapped first.
#[must_use]
pub fn round_up(value: Decimal, places: i32) -> Decimal {
    with_strategy(value, places, RoundingStrategy::AwayFromZero)
}

/// Rounds towards zero to `places`, as Excel's `ROUNDDOWN`; the value is snapped first.
#[must_use]
pub fn round_down(value: Decimal, places: i32) -> Decimal {
    with_strategy(value, places, RoundingStrategy::ToZero)
}

#[inline]
fn with_strategy(value: Decimal, places: i32, strategy: RoundingStrategy) -> Decimal {
    let value = snap(value);
    if let Ok(places) = u32::try_from(places) {
        if places >= value.scale() {
            return value;
        }
        return value.round_dp_with_strategy(places, strategy);
    }
    let Some(unit) = 10_i128.checked_pow(places.unsigned_abs()).filter(|_| places >= -28) else {
        return if strategy == RoundingStrategy::AwayFromZero { value } else { Decimal::ZERO };
    };
    let unit = Decimal::from_i128_with_scale(unit, 0);
    let Some(share) = value.checked_div(unit) else { return value };
    share.round_dp_with_strategy(0, strategy).checked_mul(unit).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_as_named() {
        use RoundingMode::{HalfEven, HalfUp};
        for (value, places, mode, expected) in [
            ("2.5", 0, HalfUp, "3"),
            ("-2.5", 0, HalfUp, "-3"),
            ("2.5", 0, HalfEven, "2"),
            ("3.5", 0, HalfEven, "4"),
            ("1250", -2, HalfUp, "1300"),
            ("1250", -2, HalfEven, "1200"),
            ("49", -2, HalfUp, "0"),
            ("7", 5, HalfUp, "7"),
        ] {
            assert_eq!(
                round(value.parse().unwrap(), places, mode),
                expected.parse().unwrap(),
                "{value} {places}"
            );
        }
        let rounding = Rounding { places: 1, mode: HalfEven };
        assert_eq!(rounding.apply("0.25".parse().unwrap()), "0.2".parse().unwrap());
        let sixth = "1.01".parse::<Decimal>().unwrap() / Decimal::from(6) * Decimal::from(3);
        assert_eq!(round(sixth, 2, HalfUp), "0.51".parse().unwrap());
        assert_eq!(round_up("3.001".parse().unwrap(), 2), "3.01".parse().unwrap());
        assert_eq!(round_up("-3.2".parse().unwrap(), 0), "-4".parse().unwrap());
        assert_eq!(round_down("-3.9".parse().unwrap(), 0), "-3".parse().unwrap());
    }

    #[test]
    fn rounds_to_tens_and_more_within_the_range_of_a_decimal() {
        let d = |text: &str| text.parse::<Decimal>().unwrap();
        let great = d("12345678901234567890123456789");
        for (value, places, rounded, up, down) in [
            (d("1250.5"), -2, "1300", "1300", "1200"),
            (d("-1250.5"), -2, "-1300", "-1300", "-1200"),
            (d("49"), -2, "0", "100", "0"),
            (
                great,
                -28,
                "10000000000000000000000000000",
                "20000000000000000000000000000",
                "10000000000000000000000000000",
            ),
            (d("5"), -28, "0", "10000000000000000000000000000", "0"),
            // Further than a decimal reaches: to nothing, or, where there is no greater one, as it is.
            (d("5"), -29, "0", "5", "0"),
            (d("5"), i32::MIN, "0", "5", "0"),
            (
                Decimal::MAX,
                -28,
                "79228162514264337593543950335",
                "79228162514264337593543950335",
                "70000000000000000000000000000",
            ),
        ] {
            assert_eq!(round(value, places, RoundingMode::HalfUp), d(rounded), "{value} {places}");
            assert_eq!(round_up(value, places), d(up), "{value} {places} up");
            assert_eq!(round_down(value, places), d(down), "{value} {places} down");
        }
    }
}
