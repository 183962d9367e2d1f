//! `ABS`, `MOD`, `POWER`, `SQRT`, `EXP`, `LN`.

use super::arguments::{Arguments, Stop};
use crate::eval::powers;
use crate::model::{ErrorCode, Value};
use crate::num;

/// `ABS(number)`.
pub(super) fn absolute(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    Ok(Value::Number(arguments.number(0)?.abs()))
}

/// `MOD(number, divisor)`: what is left, with the divisor's sign; both are snapped first.
pub(super) fn remainder(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let number = num::snap(arguments.number(0)?);
    let divisor = num::snap(arguments.number(1)?);
    if divisor.is_zero() {
        return Err(Stop::from(ErrorCode::Div0));
    }
    let rest = number.checked_rem(divisor).ok_or(ErrorCode::Num)?;
    if rest.is_zero() || rest.is_sign_negative() == divisor.is_sign_negative() {
        return Ok(Value::Number(rest));
    }
    Ok(Value::Number(rest.checked_add(divisor).ok_or(ErrorCode::Num)?))
}

/// `POWER(base, exponent)`.
pub(super) fn power(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    Ok(Value::Number(powers::power(arguments.number(0)?, arguments.number(1)?)?))
}

/// `SQRT(number)`.
pub(super) fn square_root(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    Ok(Value::Number(powers::square_root(arguments.number(0)?)?))
}

/// `EXP(number)`.
pub(super) fn exponential(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    Ok(Value::Number(powers::exponential(arguments.number(0)?)?))
}

/// `LN(number)`.
pub(super) fn logarithm(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    Ok(Value::Number(powers::logarithm(arguments.number(0)?)?))
}
