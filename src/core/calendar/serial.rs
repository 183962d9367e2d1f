//! Periods and dates in documents: as text, to the letter.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;
use serde::de::{self, Deserialize, Deserializer, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use super::period::Period;

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(PeriodText)
    }
}

struct PeriodText;

impl Visitor<'_> for PeriodText {
    type Value = Period;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a period such as 2018-01, 2018-W01, 2018-Q1, 2018 or R01")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Period, E> {
        text.parse().map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

struct DateText;

impl Visitor<'_> for DateText {
    type Value = NaiveDate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date such as 2018-03-01")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<NaiveDate, E> {
        match text.parse() {
            Ok(Period::Day(date)) => Ok(date),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

/// A date that reads and writes itself as `2018-03-01`, for what is made of dates.
struct Date(NaiveDate);

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Period::Day(self.0).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DateText).map(Self)
    }
}

/// For a field that is a date: `#[serde(with = "calendar::Day")]`. These are types and no modules, so that the JSON
/// Schema is made of them too.
#[derive(Clone, Copy, Debug)]
pub struct Day;

impl Day {
    /// Writes `2018-03-01`.
    ///
    /// # Errors
    ///
    /// Only those of the writer.
    pub fn serialize<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
        Date(*date).serialize(serializer)
    }

    /// Reads `2018-03-01`.
    ///
    /// # Errors
    ///
    /// Where it is no such text or there is no such day.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
        Date::deserialize(deserializer).map(|date| date.0)
    }
}

/// For a field that may be a date; it also needs `default` so that it may be left out.
#[derive(Clone, Copy, Debug)]
pub struct OptionalDay;

impl OptionalDay {
    /// Writes `2018-03-01`, or null.
    ///
    /// # Errors
    ///
    /// Only those of the writer.
    pub fn serialize<S: Serializer>(date: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
        date.map(Date).serialize(serializer)
    }

    /// Reads `2018-03-01`, or null.
    ///
    /// # Errors
    ///
    /// Where it is no such text or there is no such day.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
        Ok(Option::<Date>::deserialize(deserializer)?.map(|date| date.0))
    }
}

/// For a field that is a set of dates, written as a list in order.
#[derive(Clone, Copy, Debug)]
pub struct Days;

impl Days {
    /// Writes `["2018-03-01", …]`.
    ///
    /// # Errors
    ///
    /// Only those of the writer.
    pub fn serialize<S: Serializer>(dates: &BTreeSet<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(dates.iter().copied().map(Date))
    }

    /// Reads `["2018-03-01", …]` in any order.
    ///
    /// # Errors
    ///
    /// Where one of them is no such text or there is no such day.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<NaiveDate>, D::Error> {
        Ok(Vec::<Date>::deserialize(deserializer)?.into_iter().map(|date| date.0).collect())
    }
}
