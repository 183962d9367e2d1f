//! Cycles, and how the periods of two cycles lie to each other.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How often something is appraised.
///
/// The order is the one they are listed in on the screen; whether one lies in another is said by
/// [`relation`](Cycle::relation).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cycle {
    /// Weeks of ISO 8601: Monday to Sunday, the first is the one with the year's first Thursday.
    Week,
    /// 旬: the days 1 to 10, 11 to 20, and 21 to the end of a month.
    TenDay,
    /// Months.
    Month,
    /// Quarters.
    Quarter,
    /// Half-years.
    HalfYear,
    /// Years.
    Year,
    /// Rounds with dates of their own, listed in the calendar.
    Round,
}

/// How the periods of one cycle lie to those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// It is one cycle.
    Same,
    /// Each period of the first belongs to one of the second.
    Contained,
    /// Each period of the second belongs to one of the first.
    Contains,
    /// Neither: weeks, ten-day periods and rounds cut across each other.
    Overlaps,
}

impl Serialize for Cycle {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

/// Read as a text, not as serde's enum: as a key of a map its name then stands in the path of a mistake below it.
impl<'de> Deserialize<'de> for Cycle {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        const NAMES: [&str; 7] = ["week", "ten-day", "month", "quarter", "half-year", "year", "round"];
        let text = String::deserialize(from)?;
        let found = Self::ALL.into_iter().find(|cycle| cycle.name() == text);
        found.ok_or_else(|| D::Error::unknown_variant(&text, &NAMES))
    }
}

impl Cycle {
    /// All cycles, in their order.
    pub const ALL: [Self; 7] =
        [Self::Week, Self::TenDay, Self::Month, Self::Quarter, Self::HalfYear, Self::Year, Self::Round];

    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::TenDay => "ten-day",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half-year",
            Self::Year => "year",
            Self::Round => "round",
        }
    }

    /// The text of one of its periods, for messages that say what was expected.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Week => "2018-W01",
            Self::TenDay => "2018-01-T1",
            Self::Month => "2018-01",
            Self::Quarter => "2018-Q1",
            Self::HalfYear => "2018-H1",
            Self::Year => "2018",
            Self::Round => "R01",
        }
    }

    /// How the periods of this cycle lie to those of the other.
    ///
    /// Weeks and rounds may reach over the end of a month; they are contained by assignment (see
    /// [`Calendar::container`](super::Calendar::container)).
    ///
    /// ```
    /// use baton_core::calendar::{Cycle, Relation};
    /// assert_eq!(Cycle::Week.relation(Cycle::Month), Relation::Contained);
    /// assert_eq!(Cycle::Year.relation(Cycle::Month), Relation::Contains);
    /// assert_eq!(Cycle::Week.relation(Cycle::TenDay), Relation::Overlaps);
    /// ```
    #[must_use]
    pub fn relation(self, other: Self) -> Relation {
        match self.level().cmp(&other.level()) {
            std::cmp::Ordering::Less => Relation::Contained,
            std::cmp::Ordering::Greater => Relation::Contains,
            std::cmp::Ordering::Equal if self == other => Relation::Same,
            std::cmp::Ordering::Equal => Relation::Overlaps,
        }
    }

    /// Cycles of one level cut across each other; those of a lower level lie in those of a higher.
    fn level(self) -> u8 {
        match self {
            Self::Week | Self::TenDay | Self::Round => 0,
            Self::Month => 1,
            Self::Quarter => 2,
            Self::HalfYear => 3,
            Self::Year => 4,
        }
    }
}
