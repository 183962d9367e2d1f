//! Rows of registers for the entries that rules make: one for each subject and period in which the rule may hold.

use std::sync::Arc;

use crate::calendar::Period;
use crate::model::{Book, EntryPeriod, Id, Known, SubjectRef};
use crate::plan::{Generator, Plan, TableIx, TableKind, Type};

use super::space::{Rows, Space};

/// What made an entry of a register: a rule, for a subject in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// The rule, by its number among the plan's generators.
    pub generator: usize,
    /// The place of the period on the rule's sheet.
    pub period: usize,
    /// The row of the subject there.
    pub row: usize,
}

impl Space {
    /// Adds a row for each entry that a rule would make in a register, if it held: rule by rule in the order of the scheme,
    /// period by period, whichever edition has the rule in that one. An edition in which nothing is other thus leaves the
    /// order as it is, by which equal entries count.
    pub(super) fn made_rows(&self, plan: &Plan, book: &Book, register: TableIx, rows: &mut Rows) {
        let in_register = plan.generators.iter().enumerate().filter(|(_, of)| of.register == register);
        let mut rules: Vec<Vec<(usize, &Generator)>> = Vec::new();
        for (number, generator) in in_register {
            let is_it = |rule: &&mut Vec<(usize, &Generator)>| {
                rule.first().is_some_and(|(_, of)| of.from == generator.from && of.id == generator.id)
            };
            match rules.iter_mut().find(is_it) {
                Some(rule) => rule.push((number, generator)),
                None => rules.push(vec![(number, generator)]),
            }
        }
        for rule in rules {
            let sheet = rule.first().map(|(_, of)| of.from);
            let kind = sheet.and_then(|sheet| plan.tables.get(sheet)).map(|of| &of.kind);
            let (Some(sheet), Some(TableKind::Sheet { cycle, .. })) = (sheet, kind) else { continue };
            for (period, of) in self.periods(*cycle).iter().enumerate() {
                let edition = self.edition(plan, sheet, period);
                for (number, generator) in rule.iter().filter(|(_, of)| of.edition == edition) {
                    self.made_in(plan, book, (*number, generator), (period, *of), rows);
                }
            }
        }
    }

    /// Adds a row for each subject for which a rule would make an entry in a period.
    fn made_in(
        &self,
        plan: &Plan,
        book: &Book,
        (number, generator): (usize, &Generator),
        (place, period): (usize, Period),
        rows: &mut Rows,
    ) {
        let kind = |table: TableIx| plan.tables.get(table).map(|of| &of.kind);
        let Some(TableKind::Register { classes, .. }) = kind(generator.register) else { return };
        let Some(TableKind::Sheet { class, .. }) = kind(generator.from) else { return };
        let Some(own) = plan.tables.get(*class) else { return };
        let Some(calendar) = plan.editions.last().map(|edition| &edition.calendar) else { return };
        let counts_in = match generator.counts_in {
            EntryPeriod::Same => Some(period),
            EntryPeriod::Next => period.next(),
            EntryPeriod::Containing => calendar.container(period, generator.containing),
        };
        let Some(counts_in) = counts_in else { return };
        for (row, subject) in book.subjects(&own.id).iter().enumerate() {
            let Some(tied) = self.tied_to(plan, generator, *class, row, subject) else { continue };
            if !classes.contains(&(tied.class as usize)) {
                continue;
            }
            let id = Id::new(&format!("{}/{period}/{}", generator.id, subject.id));
            rows.names.push(Arc::from(id.as_str()));
            rows.ids.push(id);
            rows.subjects.push(Some(tied));
            rows.dates.push(counts_in);
            rows.editions.push(generator.edition);
            rows.made.push(Made { generator: number, period: place, row });
        }
    }

    /// The subject that an entry made by a rule is tied to: the rule's own, or the one that its link says.
    fn tied_to(
        &self,
        plan: &Plan,
        generator: &Generator,
        class: TableIx,
        row: usize,
        subject: &crate::model::Subject,
    ) -> Option<SubjectRef> {
        let Some(link) = generator.of else {
            return Some(SubjectRef { class: u32::try_from(class).ok()?, row: u32::try_from(row).ok()? });
        };
        let typed = subject.fields.get(plan.columns.get(link)?.id.as_str())?;
        let Some(Type::Subject(target)) = plan.newest(link).map(|version| version.kind) else { return None };
        self.subject(&plan.tables.get(target)?.id, typed.trim()).ok()
    }
}
