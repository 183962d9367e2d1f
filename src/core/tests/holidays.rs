//! China's public holidays against an independent table, and how a scheme adds days and takes them away.
//!
//! `holidays.csv` names every day from 2004 to 2026 on which Monday to Friday does not tell whether it is worked. It was
//! written by PyPI's chinesecalendar 1.11.0:
//!
//! ```text
//! pip install chinesecalendar==1.11.0 && python - > src/core/tests/holidays.csv <<'END'
//! import datetime
//! from chinese_calendar import is_workday
//! print("date,is")
//! day = datetime.date(2004, 1, 1)
//! while day.year < 2027:
//!     if is_workday(day) != (day.weekday() < 5):
//!         print(f"{day},{'worked' if is_workday(day) else 'off'}")
//!     day += datetime.timedelta(1)
//! END
//! ```

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use baton_core::calendar::{Calendar, NaiveDate};
use chrono::{Datelike, Weekday};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn every_day_is_as_in_the_independent_table() {
    let mut table = BTreeMap::new();
    table.extend(include_str!("holidays.csv").lines().skip(1).map(|line| {
        let (date, is) = line.split_once(',').unwrap();
        (day(date), is == "worked")
    }));
    assert_eq!(table.len(), 557);
    let calendar = Calendar::default();
    let days = day("2004-01-01").iter_days().take_while(|date| date.year() < 2027);
    let mut worked = 0;
    for date in days {
        let is_weekday = !matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        let expected = table.get(&date).copied().unwrap_or(is_weekday);
        assert_eq!(calendar.is_working_day(date), expected, "{date}");
        worked += i64::from(expected);
    }
    assert_eq!(calendar.working_days_between(day("2004-01-01"), day("2026-12-31")), worked);
}

#[test]
fn a_scheme_adds_days_and_takes_them_away() {
    let json = r#"{"holidays": ["2018-03-14"], "workdays": ["2018-10-05", "2018-10-06"]}"#;
    let calendar: Calendar = serde_json::from_str(json).unwrap();
    // A county's own holiday; a Friday and a Saturday of the national holiday that are worked after all.
    assert_eq!(calendar.working_days_after(day("2018-03-10"), 5), Some(day("2018-03-19")));
    assert_eq!(calendar.working_days_after(day("2018-09-30"), 3), Some(day("2018-10-08")));
    assert_eq!(calendar.working_days_between(day("2018-10-01"), day("2018-10-07")), 2);
    let none: Calendar = serde_json::from_str(r#"{"public-holidays": "none"}"#).unwrap();
    assert_eq!(none.working_days_between(day("2018-10-01"), day("2018-10-07")), 5);
    assert!(serde_json::to_string(&none).unwrap().contains("public-holidays"));
}
