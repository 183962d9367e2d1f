//! Working days: weekends and holidays are off, days that make up for a holiday are worked.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::period::days_later;
use super::{Calendar, PublicHolidays, public_holidays};

/// How far a working day is looked for, about a century: a calendar may name every day a holiday.
const SEARCHED_DAYS: u32 = 36_600;

impl Calendar {
    /// Whether the day is worked: what the calendar itself names goes before the public holidays and make-up workdays,
    /// and those before Monday to Friday.
    ///
    /// ```
    /// use baton_core::calendar::{Calendar, NaiveDate};
    /// let sunday = NaiveDate::from_ymd_opt(2018, 2, 11); // made up for the Spring Festival
    /// assert!(sunday.is_some_and(|date| Calendar::default().is_working_day(date)));
    /// ```
    #[must_use]
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        if self.holidays.contains(&date) || self.workdays.contains(&date) {
            return !self.holidays.contains(&date);
        }
        match self.public_holidays {
            PublicHolidays::China => public_holidays::public(date).unwrap_or_else(|| is_weekday(date)),
            PublicHolidays::None => is_weekday(date),
        }
    }

    /// The `n`-th working day after `date`, which itself is not counted and may be off; before it where `n` is
    /// negative; `date` where `n` is 0. As Excel's `WORKDAY`, with workdays at weekends.
    ///
    /// `None` where there are fewer within about a century.
    ///
    /// ```
    /// use baton_core::calendar::{Calendar, NaiveDate};
    /// let friday = NaiveDate::from_ymd_opt(2018, 8, 10);
    /// let next = friday.and_then(|date| Calendar::default().working_days_after(date, 5));
    /// assert_eq!(next, NaiveDate::from_ymd_opt(2018, 8, 17));
    /// ```
    #[must_use]
    pub fn working_days_after(&self, date: NaiveDate, n: i32) -> Option<NaiveDate> {
        let mut left = n.unsigned_abs();
        let mut day = date;
        for _ in 0..SEARCHED_DAYS {
            if left == 0 {
                break;
            }
            day = days_later(day, n.signum())?;
            left = left.saturating_sub(u32::from(self.is_working_day(day)));
        }
        (left == 0).then_some(day)
    }

    /// How many working days lie from `from` to `to`, both included; negative where `to` is before `from`. As
    /// Excel's `NETWORKDAYS`, with workdays at weekends.
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to < from {
            return self.working_days_between(to, from).saturating_neg();
        }
        let mut named = BTreeSet::new();
        named.extend(self.holidays.range(from..=to).chain(self.workdays.range(from..=to)));
        if self.public_holidays == PublicHolidays::China {
            named.extend(public_holidays::named(from, to));
        }
        let off = named.iter().filter(|date| is_weekday(**date) && !self.is_working_day(**date)).count();
        let made_up = named.iter().filter(|date| !is_weekday(**date) && self.is_working_day(**date)).count();
        weekdays(from, to).saturating_sub(count(off)).saturating_add(count(made_up))
    }
}

fn is_weekday(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Mondays to Fridays from `from` to `to`: five a week, and those of the days left over.
fn weekdays(from: NaiveDate, to: NaiveDate) -> i64 {
    let days = to.signed_duration_since(from).num_days().saturating_add(1);
    let left_over = usize::try_from(days.rem_euclid(7)).unwrap_or_default();
    let extra = from.iter_days().take(left_over).filter(|date| is_weekday(*date)).count();
    days.div_euclid(7).saturating_mul(5).saturating_add(count(extra))
}

fn count(days: usize) -> i64 {
    i64::try_from(days).unwrap_or(i64::MAX)
}
