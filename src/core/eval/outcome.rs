//! What follows from results: actions, lists and statistics.

use std::collections::BTreeSet;

use crate::calendar::Period;
use crate::model::{ActionKey, Book, Id, Value};
use crate::num::{Decimal, exact_sum};
use crate::plan::{Consequence, Rule, StatisticOf, TableIx, TextPart};

use super::Results;

/// An action 奖惩约谈事项 that follows from a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What caused it, by ids.
    pub key: ActionKey,
    /// Where it comes from, by numbers.
    pub origin: ActionOrigin,
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
    /// The clause it rests on.
    pub clause: String,
    /// Whether its cause may still change.
    pub provisional: bool,
}

/// Where an action or an entry of a list comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionOrigin {
    /// The sheet.
    pub table: TableIx,
    /// The rule's truth column.
    pub when: usize,
    /// The period's place.
    pub period: usize,
    /// The subject's row.
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
    /// Where it comes from.
    pub origin: ActionOrigin,
}

impl Results {
    /// Every action that follows from the rules, in order of period, rule and subject.
    #[must_use]
    pub fn actions(&self) -> Vec<Action> {
        let mut actions = Vec::new();
        self.consequences(|rule, number, consequence, origin, period, subject| {
            let Consequence::Action { pattern, text } = consequence else { return };
            let table = self.plan.tables.get(origin.table).map(|table| table.id.clone()).unwrap_or_default();
            let provisional =
                self.cell(origin.when, origin.period, origin.row).is_some_and(|cell| cell.provisional);
            actions.push(Action {
                key: ActionKey {
                    sheet: table,
                    rule: rule.id.clone(),
                    consequence: number,
                    period,
                    subject: subject.clone(),
                },
                origin,
                kind: pattern.kind.clone(),
                text: self.filled(text, origin),
                held_by: pattern.held_by.clone(),
                concerns: pattern.concerns.clone(),
                attended_by: pattern.attended_by.clone(),
                clause: rule.clause.clone(),
                provisional,
            });
        });
        actions.sort_by_key(|action| self.ends(action.key.period));
        actions
    }

    /// Every entry of the lists that rules fill, in order of period, rule and subject.
    #[must_use]
    pub fn listed(&self) -> Vec<Listed> {
        let mut listed = Vec::new();
        self.consequences(|_, _, consequence, origin, period, subject| {
            if let Consequence::List(list) = consequence {
                listed.push(Listed { list: list.clone(), period, subject: subject.clone(), origin });
            }
        });
        listed.sort_by_key(|entry| self.ends(entry.period));
        listed
    }

    /// What became of actions whose cause has vanished: kept, never dropped in silence.
    #[must_use]
    pub fn orphaned_actions<'a>(&self, book: &'a Book) -> Vec<&'a ActionKey> {
        let mut standing = BTreeSet::new();
        standing.extend(self.actions().into_iter().map(|action| action.key));
        book.actions.keys().filter(|key| !standing.contains(*key)).collect()
    }

    fn consequences(&self, mut found: impl FnMut(&Rule, u32, &Consequence, ActionOrigin, Period, &Id)) {
        for (edition, of) in self.plan.editions.iter().enumerate() {
            for rule in &of.rules {
                for at in 0..self.space.period_count(&self.plan, rule.table) {
                    if self.space.edition(&self.plan, rule.table, at) != edition {
                        continue;
                    }
                    let (Some(period), Some(rows)) =
                        (self.period(rule.table, at), self.space.rows(rule.table))
                    else {
                        continue;
                    };
                    for (row, cell) in self.column(rule.when, at).iter().enumerate() {
                        let (Value::Truth(true), Some(subject)) = (&cell.value, rows.ids.get(row)) else {
                            continue;
                        };
                        let origin = ActionOrigin { table: rule.table, when: rule.when, period: at, row };
                        for (number, consequence) in (0_u32..).zip(&rule.then) {
                            found(rule, number, consequence, origin, period, subject);
                        }
                    }
                }
            }
        }
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

    /// The statistics of the newest edition over the periods whose days lie from the first day of `first` to the last
    /// day of `last`, each with its name. `None` where the sum needs more than 28 digits or meets an error.
    #[must_use]
    pub fn statistics(&self, first: Period, last: Period) -> Vec<(String, Option<Decimal>)> {
        let Some(edition) = self.plan.editions.last() else { return Vec::new() };
        let calendar = &edition.calendar;
        let (from, to) = (calendar.first_day(first), calendar.last_day(last));
        // A week belongs to the month of its Thursday: where the span is coarser, the calendar's assignment decides.
        let lies_within = |period: Period| {
            let same_cycle = first.cycle().filter(|cycle| last.cycle() == Some(*cycle));
            match same_cycle.and_then(|cycle| calendar.container(period, cycle)) {
                Some(container) => first <= container && container <= last,
                None => match (calendar.first_day(period), calendar.last_day(period), from, to) {
                    (Some(begins), Some(ends), Some(from), Some(to)) => from <= begins && ends <= to,
                    _ => false,
                },
            }
        };
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
