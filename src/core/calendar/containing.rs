//! Which period another belongs to, and the days of each.

use chrono::{Datelike, NaiveDate};

use super::cycle::{Cycle, Relation};
use super::period::Period;
use super::{Calendar, RoundDates, WeekRule};

impl Calendar {
    /// The period's first day; `None` where it does not exist or the calendar does not list the round.
    #[must_use]
    pub fn first_day(&self, period: Period) -> Option<NaiveDate> {
        match period {
            Period::Round(number) => self.round(number).map(|round| round.from),
            other => other.days().map(|(first, _)| first),
        }
    }

    /// The period's last day; `None` where it does not exist or the calendar does not list the round.
    #[must_use]
    pub fn last_day(&self, period: Period) -> Option<NaiveDate> {
        match period {
            Period::Round(number) => self.round(number).map(|round| round.to),
            other => other.days().map(|(_, last)| last),
        }
    }

    /// The round of that number, from 1.
    #[must_use]
    pub fn round(&self, number: u32) -> Option<&RoundDates> {
        self.rounds.get(usize::try_from(number.checked_sub(1)?).ok()?)
    }

    /// The period of a coarser cycle that this one belongs to.
    ///
    /// A day belongs to a period of every cycle, to a round only where one has it. A week belongs to the month of its
    /// Thursday or of its last day (the [`WeekRule`]), and by the same day to quarter, half-year and year. A round
    /// goes by its last day; every other period lies in its container with all its days. Of its own cycle a period
    /// is its own container. `None` where the other cycle is finer or cuts across (weeks and 旬), or the period does
    /// not exist.
    ///
    /// ```
    /// use baton_core::calendar::{Calendar, Cycle, Period, WeekRule};
    /// let week: Period = "2020-W53".parse()?; // 28 December to 3 January
    /// let mut calendar = Calendar::default();
    /// assert_eq!(calendar.container(week, Cycle::Month), Some("2020-12".parse()?));
    /// calendar.week_rule = WeekRule::LastDay;
    /// assert_eq!(calendar.container(week, Cycle::Year), Some("2021".parse()?));
    /// # Ok::<(), baton_core::calendar::PeriodError>(())
    /// ```
    #[must_use]
    pub fn container(&self, period: Period, cycle: Cycle) -> Option<Period> {
        let last_day = self.last_day(period)?;
        match period.cycle().map(|own| own.relation(cycle)) {
            None => self.containing(last_day, cycle),
            Some(Relation::Same) => Some(period),
            Some(Relation::Contained) => self.containing(self.deciding_day(period, last_day)?, cycle),
            Some(Relation::Contains | Relation::Overlaps) => None,
        }
    }

    /// Whether a period lies within the span from `first` to `last`.
    ///
    /// A period as fine as theirs or finer does where its container is one of them, so that weeks go by the [`WeekRule`]. A
    /// coarser one, or one that cuts across, does where all its days are theirs. `false` where one of the three does not exist.
    ///
    /// ```
    /// use baton_core::calendar::{Calendar, Period};
    /// let (january, december): (Period, Period) = ("2018-01".parse()?, "2018-12".parse()?);
    /// let calendar = Calendar::default();
    /// assert!(calendar.lies_within("2018".parse()?, january, december));
    /// assert!(calendar.lies_within("2019-W01".parse()?, "2019-01".parse()?, "2019-01".parse()?)); // from 31 December
    /// assert!(!calendar.lies_within("2018".parse()?, january, "2018-11".parse()?));
    /// # Ok::<(), baton_core::calendar::PeriodError>(())
    /// ```
    #[must_use]
    pub fn lies_within(&self, period: Period, first: Period, last: Period) -> bool {
        let same_cycle = first.cycle().filter(|cycle| last.cycle() == Some(*cycle));
        if let Some(container) = same_cycle.and_then(|cycle| self.container(period, cycle)) {
            return first <= container && container <= last;
        }
        let (from, to) = (self.first_day(first), self.last_day(last));
        match (from, self.first_day(period), self.last_day(period), to) {
            (Some(from), Some(begins), Some(ends), Some(to)) => from <= begins && ends <= to,
            _ => false,
        }
    }

    /// The periods of a finer cycle that belong to this one, in order: those whose container it is.
    ///
    /// Empty where the other cycle is coarser or cuts across. Of its own cycle a period contains itself.
    ///
    /// ```
    /// use baton_core::calendar::{Calendar, Cycle, Period};
    /// let weeks = Calendar::default().within(Period::Month { year: 2018, month: 3 }, Cycle::Week);
    /// let texts: Vec<String> = weeks.iter().map(Period::to_string).collect();
    /// assert_eq!(texts, ["2018-W09", "2018-W10", "2018-W11", "2018-W12", "2018-W13"]);
    /// ```
    #[must_use]
    pub fn within(&self, period: Period, cycle: Cycle) -> Vec<Period> {
        let Some(own) = period.cycle() else {
            return Vec::new();
        };
        if !matches!(own.relation(cycle), Relation::Same | Relation::Contains) {
            return Vec::new();
        }
        let belongs = |inner: &Period| self.container(*inner, own) == Some(period);
        if cycle == Cycle::Round {
            return (1..).map(Period::Round).take(self.rounds.len()).filter(belongs).collect();
        }
        let (Some(first), Some(last)) = (self.first_day(period), self.last_day(period)) else {
            return Vec::new();
        };
        std::iter::successors(self.containing(first, cycle), |inner| inner.next())
            .take_while(|inner| self.first_day(*inner).is_some_and(|day| day <= last))
            .filter(belongs)
            .collect()
    }

    /// Reads a period as people type it, like [`Period::read`], and rounds by their names too.
    ///
    /// Where a round is asked for, a name wins over a number: a round called `2` need not be the second.
    #[must_use]
    pub fn read(&self, typed: &str, cycle: Option<Cycle>) -> Option<Period> {
        let named = || {
            let place = self.rounds.iter().position(|round| round.name.trim() == typed.trim())?;
            u32::try_from(place).ok()?.checked_add(1).map(Period::Round)
        };
        match cycle {
            Some(Cycle::Round) => named().or_else(|| Period::read(typed, cycle)),
            Some(_) => Period::read(typed, cycle),
            None => Period::read(typed, None).or_else(named),
        }
    }

    /// The day by which a period that may lie in two containers is given to one.
    fn deciding_day(&self, period: Period, last_day: NaiveDate) -> Option<NaiveDate> {
        match (period, self.week_rule) {
            (Period::Week { .. }, WeekRule::Thursday) => super::period::days_later(last_day, -3),
            _ => Some(last_day),
        }
    }

    /// The period of the cycle that has this day.
    fn containing(&self, date: NaiveDate, cycle: Cycle) -> Option<Period> {
        let (year, month) = (date.year(), date.month());
        let period = match cycle {
            Cycle::Week => Period::Week { year: date.iso_week().year(), week: date.iso_week().week() },
            Cycle::TenDay => Period::TenDay { year, month, third: date.day().div_ceil(10).min(3) },
            Cycle::Month => Period::Month { year, month },
            Cycle::Quarter => Period::Quarter { year, quarter: month.div_ceil(3) },
            Cycle::HalfYear => Period::HalfYear { year, half: month.div_ceil(6) },
            Cycle::Year => Period::Year(year),
            Cycle::Round => {
                let place = self.rounds.iter().position(|round| (round.from..=round.to).contains(&date))?;
                Period::Round(u32::try_from(place).ok()?.checked_add(1)?)
            }
        };
        period.exists().then_some(period)
    }
}
