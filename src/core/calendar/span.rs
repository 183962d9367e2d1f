//! All periods from one to another.

use std::fmt;

use super::period::Period;

/// How many periods a span may have: 13 years of days, 95 of weeks.
pub const LONGEST_SPAN: usize = 5_000;

/// Why there is no span between two periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanError {
    /// They are of different cycles.
    MixedCycles,
    /// The last is before the first.
    Reversed,
    /// More than [`LONGEST_SPAN`] periods lie between them.
    TooLong,
    /// One of them does not exist.
    NoSuchPeriod,
}

impl fmt::Display for SpanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MixedCycles => f.write_str("the first and the last period are of different cycles"),
            Self::Reversed => f.write_str("the last period is before the first"),
            Self::TooLong => write!(f, "more than {LONGEST_SPAN} periods"),
            Self::NoSuchPeriod => f.write_str("there is no such period"),
        }
    }
}

impl std::error::Error for SpanError {}

/// All periods from `first` to `last`, both included, in order; days too.
///
/// # Errors
///
/// Where the two are of different cycles, one does not exist, the last is before the first, or there would be more
/// than [`LONGEST_SPAN`].
///
/// ```
/// use baton_core::calendar::{Period, span};
/// let quarters = span(Period::Quarter { year: 2018, quarter: 3 }, Period::Quarter { year: 2019, quarter: 1 })?;
/// let texts: Vec<String> = quarters.iter().map(Period::to_string).collect();
/// assert_eq!(texts, ["2018-Q3", "2018-Q4", "2019-Q1"]);
/// # Ok::<(), baton_core::calendar::SpanError>(())
/// ```
pub fn span(first: Period, last: Period) -> Result<Vec<Period>, SpanError> {
    if first.cycle() != last.cycle() {
        return Err(SpanError::MixedCycles);
    }
    if !first.exists() || !last.exists() {
        return Err(SpanError::NoSuchPeriod);
    }
    if last < first {
        return Err(SpanError::Reversed);
    }
    let periods: Vec<Period> = std::iter::successors(Some(first), |period| period.next())
        .take_while(|period| *period <= last)
        .take(LONGEST_SPAN.saturating_add(1))
        .collect();
    if periods.len() > LONGEST_SPAN { Err(SpanError::TooLong) } else { Ok(periods) }
}
