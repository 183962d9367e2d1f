//! Rounding as Excel does it: `ROUND`, `ROUNDUP`, `ROUNDDOWN`, `INT`. Numbers are snapped first.

use rust_decimal::Decimal;

use super::arguments::{Arguments, Stop};
use crate::model::Value;
use crate::num::{self, RoundingMode};

/// Places beyond which rounding changes nothing more.
const MOST_PLACES: i64 = 40;

/// `ROUND(number, places)`: half away from zero.
pub(super) fn round(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    rounded(arguments, |number, places| num::round(number, places, RoundingMode::HalfUp))
}

/// `ROUNDUP(number, places)`: away from zero.
pub(super) fn round_up(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    rounded(arguments, num::round_up)
}

/// `ROUNDDOWN(number, places)`: towards zero.
pub(super) fn round_down(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    rounded(arguments, num::round_down)
}

/// `INT(number)`: down to a whole number.
pub(super) fn int(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    Ok(Value::Number(num::snap(arguments.number(0)?).floor()))
}

fn rounded(arguments: &mut Arguments<'_>, round: fn(Decimal, i32) -> Decimal) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let number = arguments.number(0)?;
    let places = arguments.whole(1)?.clamp(-MOST_PLACES, MOST_PLACES);
    Ok(Value::Number(round(number, i32::try_from(places).unwrap_or_default())))
}
