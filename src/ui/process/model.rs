//! How a sheet stands in a period: what can be done next, and the command for it.

use baton_core::diag::Message;
use baton_core::edit::{Command, Session};
use baton_core::model::{Process, ProcessStep, SheetPeriod, Stage, StepTaken};
use baton_core::plan::{TableIx, TableKind};

/// What may be done with a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The next step of its process.
    Next,
    /// The step before.
    Back,
    /// Approving and locking it.
    Lock,
    /// Taking the lock away.
    Unlock,
}

impl Move {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Next, Self::Back, Self::Lock, Self::Unlock];
}

/// A sheet in a period, with its process and how far it has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Stand {
    /// The sheet and the period.
    pub of: SheetPeriod,
    /// The sheet's name.
    pub sheet: String,
    /// The process it goes through.
    pub process: Option<Process>,
    /// How far it has come.
    pub stage: Stage,
}

impl Stand {
    /// How a table stands in a period of its own; `None` where it is no sheet.
    #[must_use]
    pub fn of(session: &Session, table: TableIx, at: usize) -> Option<Self> {
        let sheet = session.plan().tables.get(table)?;
        if !matches!(sheet.kind, TableKind::Sheet { .. }) {
            return None;
        }
        let of = SheetPeriod { sheet: sheet.id.clone(), period: session.results().period(table, at)? };
        let process = session.book().process(&of).cloned();
        let stage = session.book().stages.get(&of).cloned().unwrap_or_default();
        Some(Self { of, sheet: sheet.name.clone(), process, stage })
    }

    /// The place of the step it stands at.
    #[must_use]
    pub fn place(&self) -> Option<usize> {
        self.process.as_ref()?.place(self.stage.step()?)
    }

    /// The step it stands at.
    #[must_use]
    pub fn step(&self) -> Option<&ProcessStep> {
        self.process.as_ref()?.steps.get(self.place()?)
    }

    /// The step that a move leads to; `None` where it leads to none, such as back before the first.
    #[must_use]
    pub fn target(&self, wanted: Move) -> Option<&ProcessStep> {
        let steps = &self.process.as_ref()?.steps;
        match wanted {
            Move::Next => steps.get(self.place().map_or(0, |place| place + 1)),
            Move::Back => steps.get(self.place()?.checked_sub(1)?),
            Move::Lock | Move::Unlock => None,
        }
    }

    /// Whether a move can be made now.
    #[must_use]
    pub fn can(&self, wanted: Move) -> bool {
        match wanted {
            Move::Next => self.target(Move::Next).is_some(),
            Move::Back => self.place().is_some(),
            Move::Lock => self.stage.lock.is_none(),
            Move::Unlock => self.stage.lock.is_some(),
        }
    }

    /// The command for a move.
    ///
    /// # Errors
    /// Why it cannot be made, such as that a lock is taken away without a reason.
    pub fn command(&self, session: &Session, wanted: Move, taken: StepTaken) -> Result<Command, Message> {
        match wanted {
            Move::Next | Move::Back => {
                let step = self.target(wanted).map(|step| step.id.clone());
                session.take_step(&self.of, StepTaken { step, ..taken })
            }
            Move::Lock => session.lock(&self.of, taken),
            Move::Unlock => session.unlock(&self.of, taken),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::model::{Book, PeriodSpan, read_scheme};

    #[test]
    fn a_period_goes_on_and_back_step_by_step() {
        let scheme = r#"{"format": "baton-scheme", "version": 1, "name": "s",
            "classes": [{"name": "镇"}],
            "processes": [{"name": "流程", "steps": [{"name": "初审"}, {"name": "审定", "locks": true}]}],
            "sheets": [{"name": "年", "class": "镇", "cycle": "year", "process": "流程", "inputs": [{"name": "甲"}]},
                       {"name": "另", "class": "镇", "cycle": "year", "inputs": [{"name": "甲"}]}]}"#;
        let mut session = Session::open(Book::new("b", read_scheme(scheme).unwrap()));
        let year = "2024".parse().unwrap();
        let span = Some(PeriodSpan { first: year, last: year });
        session.apply(&Command::OpenPeriods { cycle: baton_core::calendar::Cycle::Year, span }).unwrap();
        let stand = |session: &Session, sheet: &str| {
            Stand::of(session, session.plan().table(sheet).unwrap(), 0).unwrap()
        };
        let can = |stand: &Stand| Move::ALL.map(|wanted| stand.can(wanted));
        let taken = |note: &str| StepTaken { note: note.to_owned(), ..StepTaken::default() };
        assert_eq!(can(&stand(&session, "年")), [true, false, true, false]);
        for (wanted, step, after) in [
            (Move::Next, Some("初审"), [true, true, true, false]),
            (Move::Back, None, [true, false, true, false]),
            (Move::Lock, Some("审定"), [false, true, false, true]),
            (Move::Back, Some("初审"), [true, true, true, false]),
            (Move::Next, Some("审定"), [false, true, false, true]),
            (Move::Unlock, Some("初审"), [true, true, true, false]),
        ] {
            let command = stand(&session, "年").command(&session, wanted, taken("核实")).unwrap();
            session.apply(&command).unwrap();
            let now = stand(&session, "年");
            assert_eq!((now.step().map(|step| step.name.as_str()), can(&now)), (step, after), "{wanted:?}");
        }
        // Without a process it can still be locked.
        assert_eq!(can(&stand(&session, "另")), [false, false, true, false]);
        assert_eq!(Stand::of(&session, session.plan().table("镇").unwrap(), 0), None);
    }
}
