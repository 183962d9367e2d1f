//! Steps and locks: the commands that move a period of a sheet through its process, each made from the book as it is.

use super::{Command, Session};
use crate::diag::{Message, nearest};
use crate::explain::{fingerprint, published};
use crate::model::{Lock, SheetPeriod, Stage, StepTaken};

impl Session {
    /// The command that takes a step of the process, forward or back. A step that approves locks the period; a step back
    /// before it takes the lock away, and its remark is the reason.
    ///
    /// # Errors
    /// There is no such sheet, period or step, or the reason is missing.
    pub fn take_step(&self, of: &SheetPeriod, taken: StepTaken) -> Result<Command, Message> {
        let process = self.book().process(of);
        let place = match &taken.step {
            None => None,
            Some(step) => {
                let steps = process.map_or(&[][..], |process| process.steps.as_slice());
                let found = steps.iter().position(|known| known.id == *step);
                Some(found.ok_or_else(|| Message::UnknownReference {
                    kind: "step".to_owned(),
                    name: step.as_str().to_owned(),
                    nearest: nearest(step, steps.iter().map(|known| known.name.as_str())),
                })?)
            }
        };
        let mut stage = self.stage(of);
        let approval = process.and_then(|process| process.approval());
        if approval.is_some() && place >= approval {
            if stage.lock.is_none() {
                stage.lock = Some(self.new_lock(of, &taken)?);
            }
        } else if approval.is_some() && stage.lock.is_some() {
            if taken.note.trim().is_empty() {
                return Err(Message::UnlockReasonMissing);
            }
            stage.lock = None;
        }
        stage.taken.push(taken);
        Ok(set(of, stage))
    }

    /// The command that locks a period of a sheet: by the step that approves, where its process has one.
    ///
    /// # Errors
    /// There is no such sheet or period, or it is locked already.
    pub fn lock(&self, of: &SheetPeriod, taken: StepTaken) -> Result<Command, Message> {
        let mut stage = self.stage(of);
        if let Some(lock) = &stage.lock {
            let (table, period) = (self.sheet_name(of), of.period.to_string());
            return Err(Message::PeriodLocked { table, period, at: lock.at.clone() });
        }
        let process = self.book().process(of);
        let step = process.and_then(|process| process.steps.get(process.approval()?));
        match step {
            Some(step) => self.take_step(of, StepTaken { step: Some(step.id.clone()), ..taken }),
            None => {
                stage.lock = Some(self.new_lock(of, &taken)?);
                Ok(set(of, stage))
            }
        }
    }

    /// The command that takes the lock away: the remark is the reason. The period then stands before the step that
    /// approves, where its process has one.
    ///
    /// # Errors
    /// It is not locked, or the reason is missing.
    pub fn unlock(&self, of: &SheetPeriod, taken: StepTaken) -> Result<Command, Message> {
        let mut stage = self.stage(of);
        if stage.lock.take().is_none() {
            return Err(Message::NotLocked { table: self.sheet_name(of), period: of.period.to_string() });
        }
        if taken.note.trim().is_empty() {
            return Err(Message::UnlockReasonMissing);
        }
        let process = self.book().process(of);
        let step = match process.and_then(|process| process.approval()) {
            Some(approval) => {
                let before = approval.checked_sub(1);
                before.and_then(|before| Some(process?.steps.get(before)?.id.clone()))
            }
            None => stage.step().cloned(),
        };
        stage.taken.push(StepTaken { step, ..taken });
        Ok(set(of, stage))
    }

    fn stage(&self, of: &SheetPeriod) -> Stage {
        self.book().stages.get(of).cloned().unwrap_or_default()
    }

    /// The lock of a period as its results are now.
    fn new_lock(&self, of: &SheetPeriod, taken: &StepTaken) -> Result<Lock, Message> {
        let found = fingerprint(self.results(), self.book(), of);
        match (found, published(self.results(), of)) {
            (Some(found), Some(results)) => Ok(Lock {
                by: taken.by.clone(),
                at: taken.at.clone(),
                note: taken.note.clone(),
                fingerprint: found.whole,
                scheme: found.scheme,
                results,
            }),
            _ => Err(self.no_such(of)),
        }
    }

    pub(super) fn no_such(&self, of: &SheetPeriod) -> Message {
        Message::NoSuchCell {
            table: self.sheet_name(of),
            period: of.period.to_string(),
            row: String::new(),
            column: String::new(),
        }
    }

    fn sheet_name(&self, of: &SheetPeriod) -> String {
        let table = crate::explain::sheet_at(self.results(), of).map(|(table, _)| table);
        let table = table.and_then(|table| self.plan().tables.get(table));
        table.map_or_else(|| of.sheet.as_str().to_owned(), |table| table.name.clone())
    }
}

fn set(of: &SheetPeriod, stage: Stage) -> Command {
    Command::SetStage { sheet: of.sheet.clone(), period: of.period, stage: Some(Box::new(stage)) }
}
