//! Periods: their days, their neighbours and their text.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::cycle::Cycle;

/// The first year that periods are made for.
pub const FIRST_YEAR: i32 = 1900;
/// The last year that periods are made for.
pub const LAST_YEAR: i32 = 2999;
/// The highest number of a round.
pub const LAST_ROUND: u32 = 999;

/// One stretch of a cycle, or a day.
///
/// Its text is `2018-03-01`, `2018-W01`, `2018-01-T1`, `2018-01`, `2018-Q1`, `2018-H1`, `2018` or `R01`; JSON holds it
/// as that text, also as a key. Within one cycle the order is that of time; between cycles it only serves to sort.
///
/// A value may be put together that does not exist (week 53 of 2018, month 13, the year 1800): it has no days, no
/// neighbours and no container. Reading never gives one.
///
/// ```
/// use baton_core::calendar::Period;
/// let week: Period = "2020-W53".parse()?;
/// assert_eq!(week.next(), Some(Period::Week { year: 2021, week: 1 }));
/// assert!("2018-W53".parse::<Period>().is_err());
/// # Ok::<(), baton_core::calendar::PeriodError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A day.
    Day(NaiveDate),
    /// A week of ISO 8601.
    Week {
        /// The year its Thursday lies in.
        year: i32,
        /// 1 to 52 or 53.
        week: u32,
    },
    /// 旬, a third of a month.
    TenDay {
        /// The year.
        year: i32,
        /// 1 to 12.
        month: u32,
        /// 1 to 3: from the 1st, the 11th, the 21st.
        third: u32,
    },
    /// A month.
    Month {
        /// The year.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
    /// A quarter.
    Quarter {
        /// The year.
        year: i32,
        /// 1 to 4.
        quarter: u32,
    },
    /// A half-year.
    HalfYear {
        /// The year.
        year: i32,
        /// 1 or 2.
        half: u32,
    },
    /// A year.
    Year(i32),
    /// A round, by its place in the calendar's list from 1.
    Round(u32),
}

impl Period {
    /// The cycle it belongs to; `None` for a day.
    #[must_use]
    pub fn cycle(self) -> Option<Cycle> {
        match self {
            Self::Day(_) => None,
            Self::Week { .. } => Some(Cycle::Week),
            Self::TenDay { .. } => Some(Cycle::TenDay),
            Self::Month { .. } => Some(Cycle::Month),
            Self::Quarter { .. } => Some(Cycle::Quarter),
            Self::HalfYear { .. } => Some(Cycle::HalfYear),
            Self::Year(_) => Some(Cycle::Year),
            Self::Round(_) => Some(Cycle::Round),
        }
    }

    /// Whether there is such a period: years [`FIRST_YEAR`] to [`LAST_YEAR`], rounds 1 to [`LAST_ROUND`].
    #[must_use]
    pub fn exists(self) -> bool {
        match self {
            Self::Round(number) => (1..=LAST_ROUND).contains(&number),
            other => other.days().is_some(),
        }
    }

    /// The period after this one; `None` after the last that exists.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.plus(1)
    }

    /// The period before this one; `None` before the first that exists.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        self.plus(-1)
    }

    /// The period `n` later, or earlier where `n` is negative; `None` where there is none.
    ///
    /// ```
    /// use baton_core::calendar::Period;
    /// assert_eq!(Period::Month { year: 2018, month: 1 }.plus(-1), Some(Period::Month { year: 2017, month: 12 }));
    /// assert_eq!(Period::Round(1).plus(-1), None);
    /// ```
    #[must_use]
    pub fn plus(self, n: i32) -> Option<Self> {
        if !self.exists() {
            return None;
        }
        let moved = match self {
            Self::Day(date) => Self::Day(days_later(date, n)?),
            Self::Week { year, week } => {
                let thursday = days_later(thursday(year, week)?, n.checked_mul(7)?)?.iso_week();
                Self::Week { year: thursday.year(), week: thursday.week() }
            }
            Self::TenDay { year, month, third } => {
                let place = month.checked_sub(1)?.checked_mul(3)?.checked_add(third)?;
                let (year, place) = within_years(year, place, 36, n)?;
                let month = place.div_ceil(3);
                let third = place.checked_sub(month.checked_sub(1)?.checked_mul(3)?)?;
                Self::TenDay { year, month, third }
            }
            Self::Month { year, month } => {
                let (year, month) = within_years(year, month, 12, n)?;
                Self::Month { year, month }
            }
            Self::Quarter { year, quarter } => {
                let (year, quarter) = within_years(year, quarter, 4, n)?;
                Self::Quarter { year, quarter }
            }
            Self::HalfYear { year, half } => {
                let (year, half) = within_years(year, half, 2, n)?;
                Self::HalfYear { year, half }
            }
            Self::Year(year) => Self::Year(year.checked_add(n)?),
            Self::Round(number) => Self::Round(number.checked_add_signed(n)?),
        };
        moved.exists().then_some(moved)
    }

    /// First and last day; `None` where it does not exist, and for a round, whose days only the calendar knows.
    pub(super) fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        let (first, last) = match self {
            Self::Day(date) => (date, date),
            Self::Week { year, week } => {
                let thursday = thursday(year, week)?;
                (days_later(thursday, -3)?, days_later(thursday, 3)?)
            }
            Self::TenDay { year, month, third: 1 } => (day(year, month, 1)?, day(year, month, 10)?),
            Self::TenDay { year, month, third: 2 } => (day(year, month, 11)?, day(year, month, 20)?),
            Self::TenDay { year, month, third: 3 } => (day(year, month, 21)?, end_of_month(year, month)?),
            Self::TenDay { .. } | Self::Round(_) => return None,
            Self::Month { year, month } => months(year, month, 1)?,
            Self::Quarter { year, quarter } => months(year, quarter, 3)?,
            Self::HalfYear { year, half } => months(year, half, 6)?,
            Self::Year(year) => months(year, 1, 12)?,
        };
        let year = match self {
            Self::Week { year, .. } => year,
            _ => first.year(),
        };
        (FIRST_YEAR..=LAST_YEAR).contains(&year).then_some((first, last))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
            Self::Week { year, week } => write!(f, "{year:04}-W{week:02}"),
            Self::TenDay { year, month, third } => write!(f, "{year:04}-{month:02}-T{third}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Quarter { year, quarter } => write!(f, "{year:04}-Q{quarter}"),
            Self::HalfYear { year, half } => write!(f, "{year:04}-H{half}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Round(number) => write!(f, "R{number:02}"),
        }
    }
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

pub(super) fn days_later(date: NaiveDate, n: i32) -> Option<NaiveDate> {
    let days = Days::new(u64::from(n.unsigned_abs()));
    if n < 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) }
}

fn thursday(year: i32, week: u32) -> Option<NaiveDate> {
    NaiveDate::from_isoywd_opt(year, week, Weekday::Thu)
}

fn end_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    (28..=31).rev().find_map(|last| day(year, month, last))
}

/// First and last day of the year's `place`-th stretch of `length` months.
fn months(year: i32, place: u32, length: u32) -> Option<(NaiveDate, NaiveDate)> {
    let last = place.checked_mul(length)?;
    let first = last.checked_sub(length)?.checked_add(1)?;
    Some((day(year, first, 1)?, end_of_month(year, last)?))
}

/// Year and place `n` places on, where a year has `count` places that are counted from 1.
fn within_years(year: i32, place: u32, count: i32, n: i32) -> Option<(i32, u32)> {
    let place = year.checked_mul(count)?.checked_add(i32::try_from(place).ok()?)?.checked_sub(1)?;
    let moved = place.checked_add(n)?;
    let place = u32::try_from(moved.checked_rem_euclid(count)?).ok()?.checked_add(1)?;
    Some((moved.checked_div_euclid(count)?, place))
}
