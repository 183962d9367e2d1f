//! Working days: weekends and holidays are off, days that make up for a holiday are worked.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Calendar;
use super::period::days_later;

/// How far a working day is looked for, about a century: a calendar may name every day a holiday.
const SEARCHED_DAYS: u32 = 36_600;

impl Calendar {
    /// Whether the day is worked: Monday to Friday and the named workdays, but no holiday.
    #[must_use]
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !self.holidays.contains(&date) && (is_weekday(date) || self.workdays.contains(&date))
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
        let off = self.holidays.range(from..=to).filter(|date| is_weekday(**date)).count();
        let made_up = self.workdays.range(from..=to);
        let made_up = made_up.filter(|date| !is_weekday(**date) && !self.holidays.contains(date)).count();
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
