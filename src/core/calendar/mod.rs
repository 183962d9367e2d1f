//! Cycles, periods and the calendar that ties them together: weeks to months, rounds, holidays, working days.
//!
//! A [`Cycle`] is how often something is appraised, a [`Period`] one stretch of it, and the [`Calendar`] of a scheme
//! says what the plain Gregorian and ISO 8601 calendars leave open: which month a week belongs to, when the named
//! rounds were, which days are worked. Deliberately absent is the clock: nothing here knows what day it is.

mod containing;
mod cycle;
mod period;
mod public_holidays;
mod read;
mod serial;
mod span;
#[cfg(test)]
mod tests;
mod working_days;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Message, Place};

pub use chrono::NaiveDate;
pub use cycle::{Cycle, Relation};
pub use period::{FIRST_YEAR, LAST_ROUND, LAST_YEAR, Period};
pub use read::{PeriodError, read_date};
pub use serial::{Day, Days, OptionalDay};
pub use span::{LONGEST_SPAN, SpanError, span};

/// Which month, and thereby which quarter, half-year and year, a week belongs to that lies in two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum WeekRule {
    /// The one its Thursday lies in, where most of its days are; the year is then the ISO year.
    #[default]
    Thursday,
    /// The one its last day, Sunday, lies in.
    LastDay,
}

/// Which public holidays and make-up workdays a calendar begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PublicHolidays {
    /// China's, 2004 to 2026, by the yearly notices of the State Council.
    #[default]
    China,
    /// None: only what the calendar itself names.
    None,
}

/// A named round: an appraisal that follows no regular cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RoundDates {
    /// What people call it.
    pub name: String,
    /// Its first day.
    #[serde(with = "Day")]
    pub from: NaiveDate,
    /// Its last day; it decides which month the round belongs to.
    #[serde(with = "Day")]
    pub to: NaiveDate,
}

/// The calendar of a scheme.
///
/// ```
/// use baton_core::calendar::{Calendar, Cycle, Period};
/// let calendar: Calendar = serde_json::from_str(r#"{ "holidays": ["2018-02-15"], "workdays": ["2018-02-11"] }"#)?;
/// assert!(calendar.streaks_across_years);
/// let week: Period = "2018-W05".parse()?; // 29 January to 4 February, its Thursday is 1 February
/// assert_eq!(calendar.container(week, Cycle::Month), Some(Period::Month { year: 2018, month: 2 }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Calendar {
    /// How weeks fall to months.
    pub week_rule: WeekRule,
    /// Whether a run of periods goes on from one year into the next.
    pub streaks_across_years: bool,
    /// Which public holidays and make-up workdays it begins with; `holidays` and `workdays` add to them and take away.
    #[serde(skip_serializing_if = "is_china")]
    pub public_holidays: PublicHolidays,
    /// Days off besides the weekends and public holidays. A day named here is off even where `workdays` names it too.
    #[serde(with = "Days", skip_serializing_if = "BTreeSet::is_empty")]
    pub holidays: BTreeSet<NaiveDate>,
    /// Days that are worked: of weekends, to make up for a holiday, or public holidays that are not kept.
    #[serde(with = "Days", skip_serializing_if = "BTreeSet::is_empty")]
    pub workdays: BTreeSet<NaiveDate>,
    /// The named rounds in order: the first is `R01`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<RoundDates>,
}

fn is_china(public: &PublicHolidays) -> bool {
    *public == PublicHolidays::China
}

impl Default for Calendar {
    /// Weeks by their Thursday, runs across years, China's public holidays, no rounds.
    fn default() -> Self {
        Self {
            week_rule: WeekRule::default(),
            streaks_across_years: true,
            public_holidays: PublicHolidays::China,
            holidays: BTreeSet::new(),
            workdays: BTreeSet::new(),
            rounds: Vec::new(),
        }
    }
}

impl Calendar {
    /// What is wrong with the settings; `path` is the calendar's own path in its document.
    ///
    /// An error for each round without a name, with the name of an earlier one, or that ends before it begins; a
    /// warning for each round that does not begin after the one before it ends (a day in both belongs to the
    /// earlier), and for each day that is both off and worked (it is off).
    #[must_use]
    pub fn check(&self, path: &str) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut names = BTreeSet::new();
        let mut last_end = None;
        for (index, round) in self.rounds.iter().enumerate() {
            let place = |key: &str| Place::path(format!("{path}.rounds[{index}].{key}"));
            let name = round.name.trim();
            if name.is_empty() {
                found.push(Diagnostic::error(place("name"), Message::EmptyName));
            } else if !names.insert(name) {
                found.push(Diagnostic::error(place("name"), Message::DuplicateName { name: name.into() }));
            }
            if round.to < round.from {
                found.push(Diagnostic::error(place("to"), Message::NotInOrder { what: name.into() }));
            } else if last_end.is_some_and(|end| round.from <= end) {
                found.push(Diagnostic::warning(place("from"), Message::NotInOrder { what: name.into() }));
            }
            last_end = last_end.max(Some(round.to));
        }
        for date in self.holidays.intersection(&self.workdays) {
            let name = Period::Day(*date).to_string();
            let place = Place::path(format!("{path}.workdays"));
            found.push(Diagnostic::warning(place, Message::DuplicateName { name }));
        }
        found
    }
}
