//! All results of a book as tables of text: what the command line prints and the page exports, to the byte.

use crate::calendar::Period;
use crate::eval::Results;
use crate::plan::{Follows, Plan, TableIx, TableKind};

use super::{list_table, sheet_table, statistics_table, write_csv};

/// A table of results by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultTable {
    /// The sheet, the register, the list, or 统计.
    pub name: String,
    /// What its columns are.
    pub header: Vec<String>,
    /// Its rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

impl ResultTable {
    /// A sheet or register; `period` limits it to one.
    #[must_use]
    pub fn of(results: &Results, table: TableIx, period: Option<Period>) -> Self {
        let (header, rows) = sheet_table(results, table, period);
        let name = results.plan().tables.get(table).map(|table| table.name.clone()).unwrap_or_default();
        Self { name, header, rows }
    }
}

/// Every result of a book: its sheets in the order of the scheme, its registers, the lists and plans of actions that its
/// rules fill in the order in which they are first named, and its statistics over all open periods.
#[must_use]
pub fn all_results(results: &Results) -> Vec<ResultTable> {
    let plan = results.plan();
    let of_kind = |wanted: fn(&TableKind) -> bool| {
        plan.tables.iter().enumerate().filter(move |(_, table)| wanted(&table.kind)).map(|(at, _)| at)
    };
    let sheets = of_kind(|kind| matches!(kind, TableKind::Sheet { .. }));
    let registers = of_kind(|kind| matches!(kind, TableKind::Register { .. }));
    let mut tables: Vec<ResultTable> =
        sheets.chain(registers).map(|table| ResultTable::of(results, table, None)).collect();
    for name in lists(plan) {
        let list = list_table(results, &name);
        tables.extend(list.map(|(header, rows)| ResultTable { name, header, rows }));
    }
    let has_statistics = plan.editions.last().is_some_and(|edition| !edition.statistics.is_empty());
    if let Some((first, last)) = open_days(results).filter(|_| has_statistics) {
        let (header, rows) = statistics_table(results, first, last);
        tables.push(ResultTable { name: "统计".to_owned(), header, rows });
    }
    tables
}

/// One table as CSV; of several, each with a line that names it before and an empty line behind. The byte-order mark,
/// by which Excel knows the encoding, stands once, at the very beginning.
#[must_use]
pub fn write_tables(tables: &[ResultTable], named: bool) -> String {
    let unmarked = |csv: String| csv.strip_prefix('\u{FEFF}').unwrap_or(&csv).to_owned();
    let mut text = String::from('\u{FEFF}');
    for table in tables {
        if named {
            text.push_str(&unmarked(write_csv(std::slice::from_ref(&table.name), &[])));
        }
        text.push_str(&unmarked(write_csv(&table.header, &table.rows)));
        if named {
            text.push_str("\r\n");
        }
    }
    text
}

/// The names of the lists and plans that rules fill, each once.
fn lists(plan: &Plan) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let rules = plan.editions.iter().flat_map(|edition| &edition.rules);
    for consequence in rules.flat_map(|rule| &rule.then) {
        let name = match &consequence.what {
            Follows::List(name) => name,
            Follows::Action { pattern, .. } => &pattern.plan,
            Follows::Entry | Follows::Limit => continue,
        };
        if !name.is_empty() && !found.contains(name) {
            found.push(name.clone());
        }
    }
    found
}

/// The first and the last day of all open periods; `None` where none is open.
fn open_days(results: &Results) -> Option<(Period, Period)> {
    let plan = results.plan();
    let calendar = &plan.editions.last()?.calendar;
    let cycles = plan.tables.iter().filter_map(|table| match table.kind {
        TableKind::Sheet { cycle, .. } => Some(cycle),
        TableKind::Class | TableKind::Register { .. } => None,
    });
    let periods = || cycles.clone().flat_map(|cycle| results.space().periods(cycle));
    let first = periods().filter_map(|period| calendar.first_day(*period)).min()?;
    let last = periods().filter_map(|period| calendar.last_day(*period)).max()?;
    Some((Period::Day(first), Period::Day(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_tables_are_told_apart() {
        let table = |name: &str| ResultTable {
            name: name.into(),
            header: vec!["月".into()],
            rows: vec![vec!["2018-01".into()]],
        };
        assert_eq!(write_tables(&[table("甲")], false), "\u{FEFF}月\r\n2018-01\r\n");
        assert_eq!(
            write_tables(&[table("甲"), table("乙,丙")], true),
            "\u{FEFF}甲\r\n月\r\n2018-01\r\n\r\n\"乙,丙\"\r\n月\r\n2018-01\r\n\r\n"
        );
    }
}
