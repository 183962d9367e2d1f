//! Making texts: `CONCAT`, `TEXTJOIN`, `TEXT`.

use super::arguments::{Arguments, Stop};
use super::pattern::Pattern;
use crate::eval::operators::{made_text, written};
use crate::model::{ErrorCode, Value};

/// `CONCAT(value, …)`: blanks and exempt values add nothing; exempt where all are.
pub(super) fn concat(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let pieces = pieces(arguments, 0)?;
    Ok(made_text(&pieces.concat())?)
}

/// `TEXTJOIN(delimiter, skip empty, value, …)`: exempt values are skipped; exempt where all are.
pub(super) fn join(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let delimiter = arguments.text(0)?;
    let skips_empty = arguments.truth(1)?;
    let mut pieces = pieces(arguments, 2)?;
    if skips_empty {
        pieces.retain(|piece| !piece.is_empty());
    }
    Ok(made_text(&pieces.join(&*delimiter))?)
}

/// `TEXT(value, format)`: the formats that [`Pattern`] knows; any other is `#VALUE!`. Truths are `TRUE` and `FALSE`
/// in every format, as in Excel; a blank counts 0 in a format of numbers.
pub(super) fn formatted(arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    arguments.all_sound()?;
    let value = arguments.value(0)?;
    let pattern = Pattern::read(&arguments.text(1)?).ok_or(ErrorCode::Value)?;
    let text = match (pattern, value) {
        (_, Value::Truth(_)) => written(value, arguments.context)?.into_owned(),
        (Pattern::Number(pattern), Value::Number(number)) => pattern.write(*number).ok_or(ErrorCode::Num)?,
        (Pattern::Number(pattern), Value::Blank) => pattern.write(0.into()).ok_or(ErrorCode::Num)?,
        (Pattern::Date(pattern), Value::Date(date)) => pattern.write(*date),
        (
            Pattern::Text(pattern),
            Value::Text(_) | Value::Number(_) | Value::Grade(_) | Value::Subject(_) | Value::Blank,
        ) => pattern.write(&written(value, arguments.context)?),
        _ => return Err(Stop::from(ErrorCode::Value)),
    };
    Ok(made_text(&text)?)
}

/// The texts of the arguments from `first` on, without exempt values.
fn pieces(arguments: &Arguments<'_>, first: usize) -> Result<Vec<String>, Stop> {
    let mut pieces = Vec::new();
    let mut was_exempt = false;
    for value in arguments.values_from(first)? {
        if matches!(value, Value::Exempt) {
            was_exempt = true;
        } else {
            pieces.push(written(value, arguments.context)?.into_owned());
        }
    }
    if was_exempt && pieces.is_empty() { Err(Stop::Exempt) } else { Ok(pieces) }
}
