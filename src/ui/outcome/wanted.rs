//! Which actions are shown, and in which order: a pure model of the two choices above their table.

use baton_core::calendar::NaiveDate;
use baton_core::model::{ActionNote, ActionState};

/// Which are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// All of them.
    #[default]
    All,
    /// Those that are still to be dealt with.
    Open,
    /// Those whose day has passed without that.
    Overdue,
    /// Those in a state.
    In(ActionState),
}

/// The order in which they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Their periods.
    #[default]
    Period,
    /// The days by which they are due, the next first; those without one come last.
    Due,
}

impl Wanted {
    /// Whether one is shown, with what became of it and its due day, on a day; overdue is only what has a day.
    #[must_use]
    pub fn lets(self, note: &ActionNote, due: Option<NaiveDate>, today: Option<NaiveDate>) -> bool {
        match self {
            Self::All => true,
            Self::Open => matches!(note.state, ActionState::Proposed | ActionState::Approved),
            Self::Overdue => today.is_some_and(|today| note.is_overdue(due, today)),
            Self::In(state) => note.state == state,
        }
    }
}

impl By {
    /// Puts them in order; equals stay as they were.
    pub fn order<T>(self, lines: &mut [T], due: impl Fn(&T) -> Option<NaiveDate>) {
        if self == Self::Due {
            lines.sort_by_key(|line| (due(line).is_none(), due(line)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2018, 3, day)
    }

    #[test]
    fn shows_what_is_asked_for() {
        let note = |state| ActionNote { state, ..ActionNote::default() };
        let (proposed, done) = (note(ActionState::Proposed), note(ActionState::Done));
        assert!(Wanted::All.lets(&done, day(1), day(9)));
        assert!(Wanted::Open.lets(&proposed, None, day(9)) && !Wanted::Open.lets(&done, None, day(9)));
        assert!(Wanted::Overdue.lets(&proposed, day(8), day(9)));
        assert!(!Wanted::Overdue.lets(&proposed, day(9), day(9)), "on its last day it is not late");
        assert!(
            !Wanted::Overdue.lets(&proposed, None, day(9)) && !Wanted::Overdue.lets(&done, day(1), day(9))
        );
        assert!(Wanted::In(ActionState::Done).lets(&done, None, None));
    }

    #[test]
    fn what_is_due_first_comes_first_and_what_is_never_due_last() {
        let mut lines = [(1, None), (2, day(9)), (3, day(2)), (4, day(9))];
        By::Period.order(&mut lines, |line| line.1);
        assert_eq!(lines.map(|line| line.0), [1, 2, 3, 4]);
        By::Due.order(&mut lines, |line| line.1);
        assert_eq!(lines.map(|line| line.0), [3, 2, 4, 1]);
    }
}
