//! Conditions: `IF`, `IFS`, `SWITCH`, `AND`, `OR`, `NOT`, `IFERROR`, `ISBLANK`, `ISEXEMPT`.

use super::arguments::{Arguments, Stop, truth};
use crate::eval::operators::equal;
use crate::model::{ErrorCode, Value};

/// `IF(condition, then, else)`; false without an else, as in Excel.
pub(super) fn choose(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    if arguments.truth(0)? {
        return given(arguments, 1);
    }
    if arguments.len() < 3 { Ok(Value::Truth(false)) } else { given(arguments, 2) }
}

/// `IFS(condition1, value1, …)`.
pub(super) fn choose_first(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    for condition in (0..arguments.len()).step_by(2) {
        if arguments.truth(condition)? {
            return given(arguments, condition.saturating_add(1));
        }
    }
    Err(Stop::from(ErrorCode::NotAvailable))
}

/// `SWITCH(value, case1, result1, …, [default])`.
pub(super) fn switch(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    let value = arguments.value(0)?;
    let count = arguments.len();
    let mut place = 1_usize;
    while place.saturating_add(1) < count {
        let case = arguments.value(place)?;
        if equal(value, case, arguments.context) {
            return given(arguments, place.saturating_add(1));
        }
        place = place.saturating_add(2);
    }
    if place < count { given(arguments, place) } else { Err(Stop::from(ErrorCode::NotAvailable)) }
}

/// `AND(condition, …)`.
pub(super) fn and(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    until(arguments, false)
}

/// `OR(condition, …)`.
pub(super) fn or(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    until(arguments, true)
}

/// `NOT(condition)`.
pub(super) fn not(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.truth(0).map(|truth| Value::Truth(!truth))
}

/// `IFERROR(value, otherwise)`; an exempt value is no error.
pub(super) fn if_error(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    match given(arguments, 0) {
        Err(Stop::Error(_)) => given(arguments, 1),
        outcome => outcome,
    }
}

/// `ISBLANK(value)`; false for an error, as in Excel.
pub(super) fn is_blank(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    let cell = arguments.cell(0)?;
    Ok(Value::Truth(matches!(arguments.look(cell), Value::Blank)))
}

/// `ISEXEMPT(value)`; false for an error, as `ISBLANK`.
pub(super) fn is_exempt(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    let cell = arguments.cell(0)?;
    Ok(Value::Truth(matches!(arguments.look(cell), Value::Exempt)))
}

/// The value of an argument as it is.
fn given(arguments: &mut Arguments<'_>, index: usize) -> Result<Value, Stop> {
    arguments.value(index).cloned()
}

/// Looks for the condition that decides, argument after argument. The conditions of one list are looked at
/// together, so that the order of subjects does not matter.
fn until(arguments: &mut Arguments<'_>, deciding: bool) -> Result<Value, Stop> {
    let mut only_exempt = true;
    for index in 0..arguments.len() {
        arguments.sound(index)?;
        let mut is_decided = false;
        for cell in arguments.list(index)? {
            match truth(&cell.value) {
                Ok(truth) => {
                    only_exempt = false;
                    is_decided |= truth == deciding;
                }
                Err(Stop::Exempt) => {}
                Err(stop) => return Err(stop),
            }
        }
        if is_decided {
            return Ok(Value::Truth(deciding));
        }
    }
    let was_any = (0..arguments.len()).any(|index| arguments.list(index).is_ok_and(|list| !list.is_empty()));
    if only_exempt && was_any { Err(Stop::Exempt) } else { Ok(Value::Truth(!deciding)) }
}
