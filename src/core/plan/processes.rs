//! Processes: nothing of them is computed; only what sheets name is checked here.

use std::collections::BTreeSet;

use super::assemble::Compiler;
use crate::diag::{Diagnostic, Message, Place, nearest};

impl Compiler<'_> {
    /// Processes without steps, names that are empty or stand twice, and sheets that name a process there is not.
    pub(super) fn check_processes(&mut self) {
        let scheme = self.scheme;
        let mut names = BTreeSet::new();
        for (at, process) in scheme.processes.iter().enumerate() {
            let path = format!("processes[{at}]");
            self.check_name(&process.name, names.insert(process.name.as_str()), &path);
            if process.steps.is_empty() {
                let message = Message::SettingMissing { setting: "steps".to_owned() };
                self.report(Diagnostic::error(Place::path(&path), message));
            }
            let mut steps = BTreeSet::new();
            let mut ids = BTreeSet::new();
            for (step_at, step) in process.steps.iter().enumerate() {
                let path = format!("{path}.steps[{step_at}]");
                self.check_name(&step.name, steps.insert(step.name.as_str()), &path);
                if !ids.insert(step.id.as_str()) {
                    let message = Message::DuplicateId { id: step.id.as_str().to_owned() };
                    self.report(Diagnostic::error(Place::path(format!("{path}.id")), message));
                }
            }
        }
        for (at, sheet) in scheme.sheets.iter().enumerate() {
            let Some(process) = &sheet.process else { continue };
            if scheme.processes.iter().any(|known| known.id == *process) {
                continue;
            }
            let nearest = nearest(process, scheme.processes.iter().map(|known| known.id.as_str()));
            let (kind, name) = ("process".to_owned(), process.as_str().to_owned());
            let place = Place::path(format!("sheets[{at}].process"));
            self.report(Diagnostic::error(place, Message::UnknownReference { kind, name, nearest }));
        }
    }
}
