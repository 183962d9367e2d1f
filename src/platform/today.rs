//! The clock: only for what is offered first when people choose a date or a period, never for a score.

use baton_core::calendar::NaiveDate;

/// Today, where the browser is.
#[must_use]
pub fn today() -> Option<NaiveDate> {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).ok()?;
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date())
}
