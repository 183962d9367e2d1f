//! What follows from results: actions, lists, recurring duties and statistics.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::calendar::Period;
use crate::model::{ActionKey, Book, Duty, Id, SubjectRef, Value};
use crate::num::{Decimal, exact_sum};
use crate::plan::{Consequence, Follows, Rule, StatisticOf, TableIx, TableKind, TextPart};

use super::Results;

/// An action 奖惩约谈事项 that follows from a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What caused it, by ids.
    pub key: ActionKey,
    /// Where it comes from, by numbers.
    pub origin: ActionOrigin,
    /// Whom it is about: the subject, or the one that the rule's link says.
    pub whom: Option<SubjectRef>,
    /// Its kind, such as 约谈.
    pub kind: String,
    /// Its text, holes filled.
    pub text: String,
    /// Who holds it 约谈人.
    pub held_by: String,
    /// Whom it concerns 约谈对象.
    pub concerns: String,
    /// Who attends 参加人员.
    pub attended_by: String,
    /// The plan it stands in, such as 约谈计划.
    pub plan: String,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// The last day for what is due after it, such as the report on how it was put right.
    pub due: Option<NaiveDate>,
    /// The clause it rests on.
    pub clause: String,
    /// Whether its cause may still change.
    pub provisional: bool,
}

/// Where an action or an entry of a list comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionOrigin {
    /// The sheet or register.
    pub table: TableIx,
    /// The rule's truth column.
    pub when: usize,
    /// The period's place; 0 in a register.
    pub period: usize,
    /// The row of the subject or entry.
    pub row: usize,
}

/// A subject on a list, such as 红旗村.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The list.
    pub list: String,
    /// The period.
    pub period: Period,
    /// The subject.
    pub subject: Id,
    /// The subject by numbers.
    pub whom: Option<SubjectRef>,
    /// The clause it rests on.
    pub clause: String,
    /// Where it comes from.
    pub origin: ActionOrigin,
}

/// A recurring duty 定期事项 after one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyDue {
    /// What its state is kept under: the duty as the rule, without sheet and subject.
    pub key: ActionKey,
    /// The duty.
    pub duty: Duty,
    /// The day by which it is to be done.
    pub due: Option<NaiveDate>,
}

/// Where a rule holds, and what follows there.
struct Held<'a> {
    rule: &'a Rule,
    /// The rule's number in its edition.
    number: usize,
    consequence: &'a Consequence,
    origin: ActionOrigin,
    period: Period,
    /// The subject of the row.
    subject: Option<SubjectRef>,
    /// The entry, in a register.
    entry: Option<&'a Id>,
}

impl Results {
    /// Every action that follows from the rules, in order of period, rule and subject.
    #[must_use]
    pub fn actions(&self) -> Vec<Action> {
        self.actions_where(None)
    }

    /// The actions that follow on a sheet in the period at a place, in order of rule and subject.
    pub(crate) fn actions_on(&self, table: TableIx, at: usize) -> Vec<Action> {
        self.actions_where(Some((table, at)))
    }

    fn actions_where(&self, only: Option<(TableIx, usize)>) -> Vec<Action> {
        let mut actions = Vec::new();
        for held in self.consequences(only) {
            let (rule, origin) = (held.rule, held.origin);
            let Follows::Action { pattern, text, date } = &held.consequence.what else { continue };
            let table = self.plan.tables.get(origin.table).map(|table| table.id.clone()).unwrap_or_default();
            let provisional =
                self.cell(origin.when, origin.period, origin.row).is_some_and(|cell| cell.provisional);
            let date = date.and_then(|date| match self.cell(date, origin.period, origin.row)?.value {
                Value::Date(date) => Some(date),
                _ => None,
            });
            let due = pattern.due_in_working_days.and_then(|days| {
                let calendar = &self.plan.editions.last()?.calendar;
                let from = date.or_else(|| calendar.last_day(held.period))?;
                calendar.working_days_after(from, i32::try_from(days).ok()?)
            });
            actions.push(Action {
                key: ActionKey {
                    sheet: table,
                    rule: rule.id.clone(),
                    consequence: held.consequence.number,
                    period: held.period,
                    subject: self.subject_id(held.subject).unwrap_or_default(),
                    entry: held.entry.cloned(),
                },
                origin,
                whom: self.concerned(&held),
                kind: pattern.kind.clone(),
                text: self.filled(text, origin),
                held_by: pattern.held_by.clone(),
                concerns: pattern.concerns.clone(),
                attended_by: pattern.attended_by.clone(),
                plan: pattern.plan.clone(),
                date,
                due,
                clause: rule.clause.clone(),
                provisional,
            });
        }
        actions
    }

    /// Every entry of the lists that rules fill, in order of period, rule and subject.
    #[must_use]
    pub fn listed(&self) -> Vec<Listed> {
        self.listed_where(None)
    }

    /// The entries of lists that a sheet fills in the period at a place, in order of rule and subject.
    pub(crate) fn listed_on(&self, table: TableIx, at: usize) -> Vec<Listed> {
        self.listed_where(Some((table, at)))
    }

    fn listed_where(&self, only: Option<(TableIx, usize)>) -> Vec<Listed> {
        let mut listed = Vec::new();
        for held in self.consequences(only) {
            let Follows::List(list) = &held.consequence.what else { continue };
            let whom = self.concerned(&held);
            // A link that says nobody puts nobody on the list.
            let Some(subject) = self.subject_id(whom) else { continue };
            let clause = held.rule.clause.clone();
            let (list, period, origin) = (list.clone(), held.period, held.origin);
            listed.push(Listed { list, period, subject, whom, clause, origin });
        }
        listed
    }

    /// The recurring duties after each open period, in order of the days by which they are due.
    #[must_use]
    pub fn duties(&self) -> Vec<DutyDue> {
        let mut duties = Vec::new();
        for (edition, of) in self.plan.editions.iter().enumerate() {
            for (number, duty) in of.duties.iter().enumerate() {
                for period in self.space.periods(duty.cycle) {
                    let last = of.calendar.last_day(*period);
                    if last.is_none_or(|last| self.plan.edition_on(last) != edition) {
                        continue;
                    }
                    let due = last.and_then(|last| match (duty.day, duty.working_days) {
                        (Some(day), _) => day_of_next_month(last, day),
                        (None, Some(days)) => of.calendar.working_days_after(last, i32::try_from(days).ok()?),
                        (None, None) => None,
                    });
                    let key = ActionKey {
                        sheet: Id::default(),
                        rule: duty.id.clone(),
                        consequence: 0,
                        period: *period,
                        subject: Id::default(),
                        entry: None,
                    };
                    duties.push((number, DutyDue { key, duty: duty.clone(), due }));
                }
            }
        }
        duties.sort_by_key(|(number, duty)| (duty.due, *number));
        duties.into_iter().map(|(_, duty)| duty).collect()
    }

    /// What became of actions whose cause has vanished: kept, never dropped in silence.
    #[must_use]
    pub fn orphaned_actions<'a>(&self, book: &'a Book) -> Vec<&'a ActionKey> {
        let mut standing = BTreeSet::new();
        standing.extend(self.actions().into_iter().map(|action| action.key));
        standing.extend(self.duties().into_iter().map(|duty| duty.key));
        book.actions.keys().filter(|key| !standing.contains(*key)).collect()
    }

    /// What follows everywhere, or only on one table in the period at a place: in order of period, rule and row, whichever
    /// edition says so.
    fn consequences(&self, only: Option<(TableIx, usize)>) -> Vec<Held<'_>> {
        let mut found = Vec::new();
        for (edition, of) in self.plan.editions.iter().enumerate() {
            let rules = of.rules.iter().enumerate();
            for rule in rules.filter(|(_, rule)| only.is_none_or(|(table, _)| rule.table == table)) {
                let periods = match only {
                    Some((_, at)) => at..at.saturating_add(1),
                    None => 0..self.space.period_count(&self.plan, rule.1.table),
                };
                for at in periods {
                    for consequence in &rule.1.then {
                        self.held(edition, rule, consequence, at, &mut found);
                    }
                }
            }
        }
        found.sort_by_cached_key(|held| {
            (self.ends(held.period), held.number, held.consequence.number, held.origin.row)
        });
        found
    }

    /// The rows for which a consequence of a rule follows in a period.
    fn held<'a>(
        &'a self,
        edition: usize,
        (number, rule): (usize, &'a Rule),
        consequence: &'a Consequence,
        at: usize,
        found: &mut Vec<Held<'a>>,
    ) {
        let Some(rows) = self.space.rows(rule.table) else { return };
        let kind = self.plan.tables.get(rule.table).map(|table| &table.kind);
        for (row, cell) in self.column(consequence.when, at).iter().enumerate() {
            if cell.value != Value::Truth(true) {
                continue;
            }
            let origin = ActionOrigin { table: rule.table, when: consequence.when, period: at, row };
            let (period, subject, entry) = match kind {
                Some(TableKind::Sheet { class, .. }) => {
                    if self.space.edition(&self.plan, rule.table, at) != edition {
                        continue;
                    }
                    let subject = u32::try_from(*class).ok().zip(u32::try_from(row).ok());
                    let subject = subject.map(|(class, row)| SubjectRef { class, row });
                    (self.period(rule.table, at), subject, None)
                }
                Some(TableKind::Register { .. }) => {
                    if rows.editions.get(row) != Some(&edition) {
                        continue;
                    }
                    let date = rows.dates.get(row).copied();
                    let calendar = self.plan.editions.last().map(|edition| &edition.calendar);
                    let period = match rule.cycle {
                        Some(cycle) => date.and_then(|date| calendar?.container(date, cycle)),
                        None => date,
                    };
                    (period, rows.subjects.get(row).copied().flatten(), rows.ids.get(row))
                }
                Some(TableKind::Class) | None => continue,
            };
            if let Some(period) = period {
                found.push(Held { rule, number, consequence, origin, period, subject, entry });
            }
        }
    }

    /// Whom a consequence concerns: the subject of the row, or the one that its link says.
    fn concerned(&self, held: &Held<'_>) -> Option<SubjectRef> {
        let Some(link) = held.consequence.of else { return held.subject };
        let own = self.plan.columns.get(link)?.table == held.origin.table;
        let (period, row) = match own {
            true => (held.origin.period, held.origin.row),
            false => (0, held.subject?.row as usize),
        };
        match self.cell(link, period, row)?.value {
            Value::Subject(subject) => Some(subject),
            _ => None,
        }
    }

    fn subject_id(&self, subject: Option<SubjectRef>) -> Option<Id> {
        let subject = subject?;
        self.space.rows(subject.class as usize)?.ids.get(subject.row as usize).cloned()
    }

    /// The last day of a period: the order of time across cycles.
    fn ends(&self, period: Period) -> Option<chrono::NaiveDate> {
        self.plan.editions.last()?.calendar.last_day(period)
    }

    fn filled(&self, text: &[TextPart], origin: ActionOrigin) -> String {
        let part = |part: &TextPart| match part {
            TextPart::Literal(text) => text.clone(),
            TextPart::Column(slot) => self
                .cell(*slot, origin.period, origin.row)
                .map(|cell| self.show(&cell.value))
                .unwrap_or_default(),
        };
        text.iter().map(part).collect()
    }

    /// The statistics of the newest edition over the periods that lie within the span from `first` to `last`
    /// ([`crate::calendar::Calendar::lies_within`]), each with its name. `None` where the sum needs more than 28 digits or meets an error.
    #[must_use]
    pub fn statistics(&self, first: Period, last: Period) -> Vec<(String, Option<Decimal>)> {
        let Some(edition) = self.plan.editions.last() else { return Vec::new() };
        let calendar = &edition.calendar;
        let lies_within = |period: Period| calendar.lies_within(period, first, last);
        let statistics = edition.statistics.iter().map(|statistic| {
            let value = match &statistic.of {
                StatisticOf::Count(slot) => {
                    let holds =
                        |value: &Value| if *value == Value::Truth(true) { Some(Decimal::ONE) } else { None };
                    self.total(*slot, &lies_within, |value| Ok(holds(value)))
                }
                StatisticOf::Sum(slot) => self.total(*slot, &lies_within, |value| match value {
                    Value::Number(number) => Ok(Some(*number)),
                    Value::Error(_) => Err(()),
                    _ => Ok(None),
                }),
                StatisticOf::Actions(kind) => {
                    let actions = self.actions();
                    let counted = actions
                        .iter()
                        .filter(|action| action.kind == *kind && lies_within(action.key.period));
                    Some(Decimal::from(counted.count()))
                }
                StatisticOf::List(list) => {
                    let listed = self.listed();
                    let counted =
                        listed.iter().filter(|entry| entry.list == *list && lies_within(entry.period));
                    Some(Decimal::from(counted.count()))
                }
            };
            (statistic.name.clone(), value)
        });
        statistics.collect()
    }

    fn total(
        &self,
        slot: usize,
        lies_within: &impl Fn(Period) -> bool,
        counts: impl Fn(&Value) -> Result<Option<Decimal>, ()>,
    ) -> Option<Decimal> {
        let table = self.plan.columns.get(slot)?.table;
        let mut sum = Decimal::ZERO;
        for at in 0..self.space.period_count(&self.plan, table) {
            if !self.period(table, at).is_some_and(lies_within) {
                continue;
            }
            for cell in self.column(slot, at) {
                if let Some(value) = counts(&cell.value).ok()? {
                    sum = exact_sum(sum, value)?;
                }
            }
        }
        Some(sum)
    }
}

/// A day of the month after a date; the month's last day where it has fewer.
fn day_of_next_month(date: NaiveDate, day: u32) -> Option<NaiveDate> {
    let first = date.with_day(1)?.checked_add_months(Months::new(1))?;
    let last = first.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?;
    Some(first.checked_add_days(Days::new(u64::from(day.max(1).saturating_sub(1))))?.min(last))
}
