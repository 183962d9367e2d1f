//! Export: a sheet's results and statistics as tables of text.

use crate::calendar::{NaiveDate, Period};
use crate::eval::Results;
use crate::model::SubjectRef;
use crate::num;
use crate::plan::{Follows, TableIx, TableKind};

/// A sheet or register as a table of text: its periods or all time, rows in roster order, columns as on the screen.
/// `period` limits it to one.
#[must_use]
pub fn sheet_table(
    results: &Results,
    table: TableIx,
    period: Option<Period>,
) -> (Vec<String>, Vec<Vec<String>>) {
    let plan = results.plan();
    let Some(of) = plan.tables.get(table) else { return (Vec::new(), Vec::new()) };
    let mut header = Vec::new();
    let subject_header = match of.kind {
        TableKind::Sheet { class, .. } => plan.tables.get(class).map_or("", |class| &class.name),
        TableKind::Class => &of.name,
        TableKind::Register { .. } => "考评对象",
    };
    let has_periods = matches!(of.kind, TableKind::Sheet { .. });
    let is_register = matches!(of.kind, TableKind::Register { .. });
    if has_periods || is_register {
        header.push("期".to_owned());
    }
    header.push(subject_header.to_owned());
    header
        .extend(of.layout.iter().map(|slot| plan.newest(*slot).map(|v| v.name.clone()).unwrap_or_default()));
    let mut lines = Vec::new();
    let Some(rows) = results.space().rows(table) else { return (header, lines) };
    for at in 0..results.space().period_count(plan, table) {
        let this = results.period(table, at);
        if period.is_some() && has_periods && this != period {
            continue;
        }
        for (row, name) in rows.names.iter().enumerate() {
            if !results.is_there(table, at, row) {
                continue;
            }
            let mut line = Vec::with_capacity(header.len());
            if has_periods {
                line.push(this.map(|period| period.to_string()).unwrap_or_default());
            }
            if is_register {
                line.push(rows.dates.get(row).map(|date| date.to_string()).unwrap_or_default());
                let subject = rows.subjects.get(row).copied().flatten();
                let subject = subject.and_then(|subject| results.subject_name(subject));
                line.push(subject.map(|name| name.as_ref().to_owned()).unwrap_or_default());
            } else {
                line.push(name.as_ref().to_owned());
            }
            line.extend(of.layout.iter().map(|slot| results.shown(*slot, at, row)));
            lines.push(line);
        }
    }
    (header, lines)
}

/// A list that rules fill, or a plan of actions, as a table of text; `None` where no rule names it.
///
/// A plan has a line for each action, in order of period (as text), subject, clause and kind; a list a line for each subject
/// and clause, in roster order, with the subject's facts.
#[must_use]
pub fn list_table(results: &Results, name: &str) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let follows = || {
        let rules = results.plan().editions.iter().flat_map(|edition| &edition.rules);
        rules.flat_map(|rule| &rule.then).map(|consequence| &consequence.what)
    };
    if follows().any(|of| matches!(of, Follows::Action { pattern, .. } if pattern.plan == name)) {
        return Some(plan_of_actions(results, name));
    }
    let is_list = |of: &Follows| matches!(of, Follows::List(list) if list == name);
    follows().any(is_list).then(|| subjects_listed(results, name))
}

fn plan_of_actions(results: &Results, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let header = ["期", "对象", "条款", "方式", "约谈人", "约谈对象", "参加人员", "约谈日期", "整改报告期限"];
    let mut lines: Vec<_> = results
        .actions()
        .into_iter()
        .filter(|action| action.plan == name)
        .map(|action| {
            let whom = action.whom.and_then(|whom| results.subject_name(whom));
            let whom = whom.map(|name| name.as_ref().to_owned()).unwrap_or_default();
            let day =
                |date: Option<NaiveDate>| date.map_or_else(String::new, |date| Period::Day(date).to_string());
            let line = vec![
                action.key.period.to_string(),
                whom,
                action.clause.clone(),
                action.kind.clone(),
                action.held_by,
                action.concerns,
                action.attended_by,
                day(action.date),
                day(action.due),
            ];
            (action.key.period.to_string(), action.whom, action.clause, action.kind, line)
        })
        .collect();
    lines.sort();
    (header.map(str::to_owned).into(), lines.into_iter().map(|(.., line)| line).collect())
}

fn subjects_listed(results: &Results, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let plan = results.plan();
    let mut entries: Vec<_> = results
        .listed()
        .into_iter()
        .filter(|entry| entry.list == name)
        .map(|entry| (entry.period.to_string(), entry.whom, entry.clause))
        .collect();
    entries.sort();
    entries.dedup();
    let class = entries.iter().find_map(|(_, whom, _)| whom.as_ref()).map(|whom| whom.class as usize);
    let fields = class.and_then(|class| plan.tables.get(class)).map_or(&[][..], |class| &class.layout);
    let mut header = vec!["期".to_owned()];
    header.push(
        class.and_then(|class| plan.tables.get(class)).map_or("考评对象", |class| &class.name).to_owned(),
    );
    header.extend(fields.iter().map(|slot| plan.newest(*slot).map(|of| of.name.clone()).unwrap_or_default()));
    header.push("条款".to_owned());
    let line = |(period, whom, clause): (String, Option<SubjectRef>, String)| {
        let name = whom.and_then(|whom| results.subject_name(whom));
        let mut line = vec![period, name.map(|name| name.as_ref().to_owned()).unwrap_or_default()];
        line.extend(fields.iter().map(|slot| {
            let cell = whom.and_then(|whom| results.cell(*slot, 0, whom.row as usize));
            cell.map(|cell| results.show(&cell.value)).unwrap_or_default()
        }));
        line.push(clause);
        line
    };
    (header, entries.into_iter().map(line).collect())
}

/// The statistics over a span of periods, as one row.
#[must_use]
pub fn statistics_table(results: &Results, first: Period, last: Period) -> (Vec<String>, Vec<Vec<String>>) {
    let mut header = vec!["起".to_owned(), "止".to_owned()];
    let mut line = vec![first.to_string(), last.to_string()];
    for (name, value) in results.statistics(first, last) {
        header.push(name);
        line.push(value.map(num::format).unwrap_or_else(|| "#NUM!".to_owned()));
    }
    (header, vec![line])
}
