//! The clock: only for what is offered first when people choose a date or a period, and for the log; never for a
//! score.

use baton_core::calendar::NaiveDate;

/// Today, where the browser is.
#[must_use]
pub fn today() -> Option<NaiveDate> {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).ok()?;
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date())
}

/// What the clock says, for the log: `2018-03-01 09:05:07`.
#[must_use]
pub fn now() -> String {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    let (hour, minute, second) = (now.get_hours(), now.get_minutes(), now.get_seconds());
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// Milliseconds since 1970, to tell moments apart.
#[must_use]
pub fn milliseconds() -> u64 {
    js_sys::Date::now() as u64
}
