//! Which period each cycle shows: choosing a month takes the weeks along, choosing a week its month.

use std::collections::BTreeMap;

use baton_core::calendar::{Calendar, Cycle, Period};
use baton_core::edit::{Command, Session};
use baton_core::model::PeriodSpan;
use baton_core::plan::TableKind;

/// The period chosen for each cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen(BTreeMap<Cycle, Period>);

impl Chosen {
    /// The period shown of a cycle: the chosen one where it is open, else the first open one.
    #[must_use]
    pub fn of(&self, session: &Session, cycle: Cycle) -> Option<Period> {
        let open = session.results().space().periods(cycle);
        let chosen = self.0.get(&cycle).filter(|period| open.contains(period));
        chosen.or(open.first()).copied()
    }

    /// Chooses a period; the other cycles follow it.
    pub fn choose(&mut self, session: &Session, period: Period) {
        let Some(cycle) = period.cycle() else { return };
        self.0.insert(cycle, period);
        let calendar = calendar(session);
        for other in Cycle::ALL.into_iter().filter(|other| *other != cycle) {
            if let Some(container) = calendar.container(period, other) {
                self.0.insert(other, container);
                continue;
            }
            let inside = |inner: &Period| calendar.container(*inner, cycle) == Some(period);
            if self.of(session, other).is_some_and(|inner| inside(&inner)) {
                continue;
            }
            let open = session.results().space().periods(other);
            if let Some(first) = open.iter().copied().find(inside) {
                self.0.insert(other, first);
            }
        }
    }

    /// How the choice is written down between visits.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.values().map(Period::to_string).collect::<Vec<_>>().join(" ")
    }

    /// The choice as it was written down.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        let periods = key.split(' ').filter_map(|text| text.parse::<Period>().ok());
        Self(periods.filter_map(|period| Some((period.cycle()?, period))).collect())
    }
}

/// The calendar of the newest edition.
#[must_use]
pub fn calendar(session: &Session) -> Calendar {
    session.plan().editions.last().map(|edition| edition.calendar.clone()).unwrap_or_default()
}

/// The cycles of the scheme's sheets, and of registers that are kept by periods.
#[must_use]
pub fn cycles(session: &Session) -> Vec<Cycle> {
    let used = |cycle: &Cycle| {
        session.plan().tables.iter().any(|table| match table.kind {
            TableKind::Sheet { cycle: own, .. } => own == *cycle,
            TableKind::Register { cycle: own, .. } => own == Some(*cycle),
            TableKind::Class => false,
        })
    };
    Cycle::ALL.into_iter().filter(used).collect()
}

/// The command that opens all periods from `first` to `last` besides those that are open, and the coarser ones that
/// contain them where the scheme has sheets for those. `None` where the two do not belong to one cycle in order.
#[must_use]
pub fn open(session: &Session, first: Period, last: Period) -> Option<Command> {
    if first.cycle()? != last.cycle()? || last < first {
        return None;
    }
    let calendar = calendar(session);
    let mut commands = Vec::new();
    for cycle in cycles(session) {
        let own = [first, last].into_iter().filter_map(|period| calendar.container(period, cycle));
        let open = session.book().periods.get(&cycle);
        let known = open.into_iter().flat_map(|span| [span.first, span.last]);
        let wanted: Vec<Period> = own.chain(known).collect();
        let (Some(&first), Some(&last)) = (wanted.iter().min(), wanted.iter().max()) else { continue };
        let span = PeriodSpan { first, last };
        if open != Some(&span) {
            commands.push(Command::OpenPeriods { cycle, span: Some(span) });
        }
    }
    Some(Command::Many { commands })
}

/// The period that would be opened next of a cycle.
#[must_use]
pub fn next(session: &Session, cycle: Cycle) -> Option<Period> {
    let last = session.results().space().periods(cycle).last().copied()?;
    let next = last.next()?;
    // A round must be listed in the calendar before it can be opened.
    calendar(session).last_day(next).map(|_| next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::Template;
    use baton_core::model::Book;

    fn empty() -> Session {
        Session::open(Book::new("x", Template::of("ningming").unwrap().scheme().unwrap()))
    }

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn weeks_open_their_months_and_choices_follow() {
        let mut session = empty();
        let command = open(&session, period("2018-W04"), period("2018-W06")).unwrap();
        session.apply(&command).unwrap();
        let space = session.results().space();
        assert_eq!(space.periods(Cycle::Week).len(), 3);
        assert_eq!(space.periods(Cycle::Month), [period("2018-01"), period("2018-02")]);
        let mut chosen = Chosen::default();
        assert_eq!(chosen.of(&session, Cycle::Week), Some(period("2018-W04")));
        chosen.choose(&session, period("2018-02"));
        assert_eq!(chosen.of(&session, Cycle::Week), Some(period("2018-W05")));
        chosen.choose(&session, period("2018-W04"));
        assert_eq!(chosen.of(&session, Cycle::Month), Some(period("2018-01")));
        assert_eq!(Chosen::from_key(&chosen.key()), chosen);
        assert_eq!(next(&session, Cycle::Week), Some(period("2018-W07")));
        assert_eq!(open(&session, period("2018-W07"), period("2018-02")), None);
    }
}
