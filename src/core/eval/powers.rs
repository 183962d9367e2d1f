//! Powers, roots, exponentials and logarithms, good to 20 digits (or 28 places, where that is coarser).
//!
//! What is exact stays exact: whole powers that fit, roots of squares. Everything else is rounded half-even to 24
//! significant digits, so that a result that is a short number comes out as that number.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, MathematicalOps, RoundingStrategy};

use crate::model::ErrorCode;
use crate::num::snap;

/// Significant digits of a result that is not exact.
const DIGITS: u32 = 24;
/// Most decimal places of a decimal.
const PLACES: u32 = 28;
/// e to the power of this and above leaves the range of a decimal.
const EXPONENT_LIMIT: Decimal = Decimal::from_parts(67, 0, 0, false, 0);

/// `base` to the power of `exponent`; whole exponents by repeated multiplication.
///
/// # Errors
///
/// As Excel: `#NUM!` for 0⁰, for a negative base with a fractional exponent and beyond the range of a decimal;
/// `#DIV/0!` for 0 to a negative power.
pub(super) fn power(base: Decimal, exponent: Decimal) -> Result<Decimal, ErrorCode> {
    let snapped = snap(exponent);
    if base.is_zero() {
        return match (snapped.is_zero(), snapped.is_sign_negative()) {
            (true, _) => Err(ErrorCode::Num),
            (false, true) => Err(ErrorCode::Div0),
            (false, false) => Ok(Decimal::ZERO),
        };
    }
    if snapped.is_integer() {
        return whole_power(base, snapped);
    }
    if base.is_sign_negative() {
        return Err(ErrorCode::Num);
    }
    // The whole part by multiplication, so that the logarithm's error is not multiplied by a large exponent.
    let whole = whole_power(base, exponent.trunc())?;
    let logarithm = base.checked_ln().ok_or(ErrorCode::Num)?;
    let rest = logarithm.checked_mul(exponent.fract()).ok_or(ErrorCode::Num)?;
    whole.checked_mul(unrounded_exponential(rest)?).map(shorten).ok_or(ErrorCode::Num)
}

/// The square root.
///
/// # Errors
///
/// `#NUM!` for a negative number.
pub(crate) fn square_root(value: Decimal) -> Result<Decimal, ErrorCode> {
    if value.is_zero() {
        return Ok(Decimal::ZERO);
    }
    if value.is_sign_negative() {
        return Err(ErrorCode::Num);
    }
    root_of_positive(value).ok_or(ErrorCode::Num)
}

/// e to the power of `exponent`.
///
/// # Errors
///
/// `#NUM!` beyond the range of a decimal.
pub(super) fn exponential(exponent: Decimal) -> Result<Decimal, ErrorCode> {
    unrounded_exponential(exponent).map(shorten)
}

/// The natural logarithm.
///
/// # Errors
///
/// `#NUM!` for zero and below.
pub(super) fn logarithm(value: Decimal) -> Result<Decimal, ErrorCode> {
    value.checked_ln().map(shorten).ok_or(ErrorCode::Num)
}

/// The mean of logarithms taken back: the n-th root of a product, for numbers above 0.
///
/// # Errors
///
/// `#NUM!` for an empty list, for zero and below.
pub(super) fn geometric_mean(values: &[Decimal]) -> Result<Decimal, ErrorCode> {
    let mut sum = Decimal::ZERO;
    for value in values {
        sum = value.checked_ln().and_then(|logarithm| sum.checked_add(logarithm)).ok_or(ErrorCode::Num)?;
    }
    let mean = sum.checked_div(Decimal::from(values.len())).ok_or(ErrorCode::Num)?;
    exponential(mean)
}

fn unrounded_exponential(exponent: Decimal) -> Result<Decimal, ErrorCode> {
    if exponent.abs() >= EXPONENT_LIMIT {
        return if exponent.is_sign_negative() { Ok(Decimal::ZERO) } else { Err(ErrorCode::Num) };
    }
    match exponent.checked_exp() {
        Some(value) => Ok(value),
        None if exponent.is_sign_negative() => Ok(Decimal::ZERO),
        None => Err(ErrorCode::Num),
    }
}

/// `base`, not zero, to a whole power.
fn whole_power(base: Decimal, exponent: Decimal) -> Result<Decimal, ErrorCode> {
    let times = exponent.abs().to_u64();
    let is_small = base.abs() < Decimal::ONE;
    if !exponent.is_sign_negative() || exponent.is_zero() {
        return match times {
            Some(times) => base.checked_powu(times).ok_or(ErrorCode::Num),
            None => Err(ErrorCode::Num),
        };
    }
    let Some(times) = times else { return Err(ErrorCode::Num) };
    if !is_small {
        // A power too large to be written has a reciprocal too small to be.
        return match base.checked_powu(times) {
            Some(power) => Decimal::ONE.checked_div(power).ok_or(ErrorCode::Num),
            None => Ok(Decimal::ZERO),
        };
    }
    let places = u64::from(base.normalize().scale());
    if places.checked_mul(times).is_some_and(|places| places <= u64::from(PLACES)) {
        let power = base.checked_powu(times).ok_or(ErrorCode::Num)?;
        return Decimal::ONE.checked_div(power).ok_or(ErrorCode::Num);
    }
    // The power itself would lose digits to the last place: turn the base over first.
    let inverse = Decimal::ONE.checked_div(base).ok_or(ErrorCode::Num)?;
    inverse.checked_powu(times).ok_or(ErrorCode::Num)
}

/// The root by the integer root of as many digits as fit, and one step of Newton's.
fn root_of_positive(value: Decimal) -> Option<Decimal> {
    let mut mantissa = value.mantissa().unsigned_abs();
    let mut scale = value.scale();
    if !scale.is_multiple_of(2) {
        mantissa = mantissa.checked_mul(10)?;
        scale = scale.checked_add(1)?;
    }
    while let Some(longer) = mantissa.checked_mul(100) {
        mantissa = longer;
        scale = scale.checked_add(2)?;
    }
    let mut root = mantissa.isqrt();
    let mut scale = scale.checked_div(2)?;
    let is_exact = root.checked_mul(root) == Some(mantissa);
    while scale > PLACES || (scale > 0 && root.is_multiple_of(10)) {
        root = root.checked_div(10)?;
        scale = scale.checked_sub(1)?;
    }
    let root = Decimal::try_from_i128_with_scale(i128::try_from(root).ok()?, scale).ok()?;
    if is_exact {
        return Some(root);
    }
    let twice = root.checked_add(value.checked_div(root)?)?;
    Some(shorten(twice.checked_div(Decimal::TWO)?))
}

fn shorten(value: Decimal) -> Decimal {
    let rounded = value.round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointNearestEven);
    rounded.unwrap_or(value).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// Equal to `expected` in its first 20 significant digits.
    fn near(found: Result<Decimal, ErrorCode>, expected: &str) {
        let found = found.unwrap();
        let difference = found.checked_sub(d(expected)).unwrap().abs();
        let allowed = d(expected).abs().checked_mul(d("0.00000000000000000001")).unwrap();
        assert!(difference <= allowed, "{found} is not {expected}");
    }

    #[test]
    fn roots_of_squares_are_exact() {
        for (value, root) in [
            ("4", "2"),
            ("0.0625", "0.25"),
            ("2.25", "1.5"),
            ("0.0000000000000000000000000001", "0.00000000000001"),
            ("10000000000000000000000000000", "100000000000000"),
            ("15241578750190521", "123456789"),
            ("1.00", "1"),
        ] {
            assert_eq!(square_root(d(value)), Ok(d(root)), "{value}");
        }
        assert_eq!(square_root(d("-1")), Err(ErrorCode::Num));
        near(square_root(d("2")), "1.414213562373095048801688724");
        near(square_root(d("0.5")), "0.7071067811865475244008443621");
        near(square_root(d("79228162514264337593543950335")), "281474976710655.9999999999999982");
    }

    #[test]
    fn whole_powers_are_exact_where_they_fit() {
        for (base, exponent, expected) in [
            ("5", "2", "25"),
            ("1.1", "20", "6.72749994932560009201"),
            ("-2", "3", "-8"),
            ("-2", "4", "16"),
            ("2", "-2", "0.25"),
            ("0.5", "-3", "8"),
            ("0.1", "-20", "100000000000000000000"),
            ("10", "28", "10000000000000000000000000000"),
            ("10", "-28", "0.0000000000000000000000000001"),
            ("10", "-40", "0"),
            ("7", "0", "1"),
            ("0", "3", "0"),
            ("8", "0.9999999999999999999999999999", "8"),
        ] {
            assert_eq!(power(d(base), d(exponent)), Ok(d(expected)), "{base}^{exponent}");
        }
        assert_eq!(power(d("10"), d("29")), Err(ErrorCode::Num));
        assert_eq!(power(d("0"), d("0")), Err(ErrorCode::Num));
        assert_eq!(power(d("0"), d("-1")), Err(ErrorCode::Div0));
        assert_eq!(power(d("-8"), d("0.5")), Err(ErrorCode::Num));
        assert_eq!(power(d("2"), Decimal::MAX), Err(ErrorCode::Num));
        assert_eq!(power(d("9"), d("0.5")), Ok(d("3")));
        assert_eq!(power(d("32"), d("0.2")), Ok(d("2")));
    }

    #[test]
    fn everything_else_is_good_to_20_digits() {
        for (base, exponent, expected) in [
            ("98.6", "3.2", "2401077.2220695758769716498"),
            ("4", "1.25", "5.6568542494923801952067548968"),
            ("1.0001", "10000.5", "2.7182818307240535902527477153"),
            ("0.03", "-16", "2323057312541877463791028.3573"),
            ("0.9", "0.3", "0.9688861611972633658975446246"),
            ("1.05", "-30.5", "0.2258012690218974764774091238"),
            ("1.000001", "5000000", "148.41278807038999217657815938"),
            ("3", "-3", "0.0370370370370370370370370370"),
            ("100", "13.7", "2511886431509580111085032067.8"),
        ] {
            near(power(d(base), d(exponent)), expected);
        }
        for (exponent, expected) in [
            ("1", "2.7182818284590452353602874714"),
            ("-1", "0.3678794411714423215955237702"),
            ("0.5", "1.6487212707001281468486507878"),
            ("-0.75", "0.4723665527410147071380465509"),
            ("10", "22026.465794806716516957900645"),
            ("-10", "0.0000453999297624848515355916"),
            ("60", "114200738981568428366295718.31"),
            ("66", "46071866343312915426773184428"),
            ("0", "1"),
            ("-70", "0"),
        ] {
            near(exponential(d(exponent)), expected);
        }
        assert_eq!(exponential(d("66.6")), Err(ErrorCode::Num));
        assert_eq!(exponential(d("1000")), Err(ErrorCode::Num));
        for (value, expected) in [
            ("86", "4.4543472962535077328900746348"),
            ("2", "0.6931471805599453094172321215"),
            ("0.5", "-0.6931471805599453094172321215"),
            ("1.0001", "0.0000999950003333083353331667"),
            ("0.000001", "-13.815510557964274104107948728"),
            ("79228162514264337593543950335", "66.542129333754749704054283660"),
            ("10", "2.3025850929940456840179914547"),
            ("1", "0"),
        ] {
            near(logarithm(d(value)), expected);
        }
        assert_eq!(logarithm(d("0")), Err(ErrorCode::Num));
        assert_eq!(logarithm(d("-3")), Err(ErrorCode::Num));
        near(geometric_mean(&[d("90"), d("91.5"), d("87")]), "89.480338575080591794129248562");
        assert_eq!(geometric_mean(&[d("2"), d("8")]), Ok(d("4")));
    }
}
