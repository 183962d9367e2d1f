//! What was typed into sheets, cell by cell.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Id;
use crate::calendar::Period;

type Row = BTreeMap<Id, Arc<str>>;
type Rows = BTreeMap<Id, Row>;

/// The marks of all sheets, as typed: sheet, period, subject, column. A blank cell is not in it.
///
/// In a file each sheet and period is a small table, its columns named once:
/// `{"周考评": {"2018-W01": {"columns": ["任务数", "完成数"], "rows": {"乡镇01": ["17", "11"]}}}}`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Marks(
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<Id, BTreeMap<Period, Table>>"))]
    BTreeMap<Id, BTreeMap<Period, Rows>>,
);

impl Marks {
    /// What was typed into a cell; `None` where it is blank.
    #[must_use]
    pub fn get(&self, sheet: &str, period: Period, subject: &str, column: &str) -> Option<&Arc<str>> {
        self.row(sheet, period, subject)?.get(column)
    }

    /// All that was typed into a row, by column.
    #[must_use]
    pub fn row(&self, sheet: &str, period: Period, subject: &str) -> Option<&BTreeMap<Id, Arc<str>>> {
        self.0.get(sheet)?.get(&period)?.get(subject)
    }

    /// Types into a cell, or blanks it with `None`; gives what was there before. Rows and tables without anything in
    /// them vanish, so that typing and taking back leaves no trace.
    pub fn set(
        &mut self,
        sheet: &Id,
        period: Period,
        subject: &Id,
        column: &Id,
        typed: Option<Arc<str>>,
    ) -> Option<Arc<str>> {
        if let Some(typed) = typed {
            let table = self.0.entry(sheet.clone()).or_default().entry(period).or_default();
            return table.entry(subject.clone()).or_default().insert(column.clone(), typed);
        }
        let periods = self.0.get_mut(sheet.as_str())?;
        let rows = periods.get_mut(&period)?;
        let row = rows.get_mut(subject.as_str())?;
        let before = row.remove(column.as_str());
        if row.is_empty() {
            rows.remove(subject.as_str());
        }
        if rows.is_empty() {
            periods.remove(&period);
        }
        if periods.is_empty() {
            self.0.remove(sheet.as_str());
        }
        before
    }

    /// Every cell of a sheet in a period that is not blank, in order: subject, column, what was typed.
    pub fn table(&self, sheet: &str, period: Period) -> impl Iterator<Item = (&Id, &Id, &Arc<str>)> {
        let rows = self.0.get(sheet).and_then(|periods| periods.get(&period)).into_iter().flatten();
        rows.flat_map(|(subject, row)| row.iter().map(move |(column, typed)| (subject, column, typed)))
    }

    /// Every cell that is not blank, in order: sheet, period, subject, column, what was typed.
    pub fn iter(&self) -> impl Iterator<Item = (&Id, Period, &Id, &Id, &Arc<str>)> {
        self.0.iter().flat_map(|(sheet, periods)| {
            periods.iter().flat_map(move |(period, rows)| {
                rows.iter().flat_map(move |(subject, row)| {
                    row.iter().map(move |(column, typed)| (sheet, *period, subject, column, typed))
                })
            })
        })
    }

    /// Every sheet's table in a period, in order: by subject and column what was typed.
    pub fn tables(&self) -> impl Iterator<Item = (&Id, Period, &Rows)> {
        self.0
            .iter()
            .flat_map(|(sheet, periods)| periods.iter().map(move |(period, rows)| (sheet, *period, rows)))
    }

    /// How many cells are not blank.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.values().flat_map(BTreeMap::values).flat_map(BTreeMap::values).map(BTreeMap::len).sum()
    }

    /// Whether nothing was typed at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The marks of a sheet and a period.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Table {
    /// The columns, named once.
    columns: Vec<Id>,
    /// What was typed, by subject, in the order of the columns; `null` is a blank.
    rows: BTreeMap<Id, Vec<Option<Arc<str>>>>,
}

impl Serialize for Marks {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(sheet, periods)| (sheet, Tables(periods))))
    }
}

/// The tables of a sheet, by period.
struct Tables<'a>(&'a BTreeMap<Period, Rows>);

impl Serialize for Tables<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(period, rows)| (period, table(rows))))
    }
}

fn table(rows: &Rows) -> Table {
    let mut columns = BTreeSet::new();
    columns.extend(rows.values().flat_map(BTreeMap::keys).cloned());
    let mut cells_of = BTreeMap::new();
    for (subject, row) in rows {
        let mut cells: Vec<_> = columns.iter().map(|column| row.get(column.as_str()).cloned()).collect();
        while cells.last().is_some_and(Option::is_none) {
            cells.pop();
        }
        cells_of.insert(subject.clone(), cells);
    }
    Table { columns: columns.into_iter().collect(), rows: cells_of }
}

impl<'de> Deserialize<'de> for Marks {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let tables = BTreeMap::<Id, BTreeMap<Period, Table>>::deserialize(from)?;
        let mut marks = Self::default();
        for (sheet, periods) in tables {
            for (period, table) in periods {
                for (subject, cells) in table.rows {
                    if cells.len() > table.columns.len() {
                        return Err(D::Error::custom(format!(
                            "invalid length: row `{subject}` of `{sheet}` {period} has {} cells, expected at most {}",
                            cells.len(),
                            table.columns.len()
                        )));
                    }
                    for (column, typed) in table.columns.iter().zip(cells) {
                        if let Some(typed) = typed.filter(|typed| !typed.trim().is_empty()) {
                            marks.set(&sheet, period, &subject, column, Some(typed));
                        }
                    }
                }
            }
        }
        Ok(marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_and_taking_back_leaves_no_trace() {
        let (sheet, subject, column) = (Id::new("周"), Id::new("乡镇01"), Id::new("完成数"));
        let period = Period::Year(2018);
        let mut marks = Marks::default();
        assert_eq!(marks.set(&sheet, period, &subject, &column, Some(Arc::from("5"))), None);
        assert_eq!(marks.get("周", period, "乡镇01", "完成数").map(AsRef::as_ref), Some("5"));
        assert_eq!(marks.set(&sheet, period, &subject, &column, None), Some(Arc::from("5")));
        assert_eq!(marks, Marks::default());
    }

    #[test]
    fn a_file_names_columns_once() {
        let text = r#"{"周":{"2018":{"columns":["a","b"],"rows":{"甲":["1"],"乙":[null,"2"]}}}}"#;
        let marks: Marks = serde_json::from_str(text).unwrap();
        assert_eq!(marks.len(), 2);
        assert_eq!(
            serde_json::to_string(&marks).unwrap(),
            r#"{"周":{"2018":{"columns":["a","b"],"rows":{"乙":[null,"2"],"甲":["1"]}}}}"#
        );
        let long = r#"{"周":{"2018":{"columns":["a"],"rows":{"甲":["1","2"]}}}}"#;
        assert!(serde_json::from_str::<Marks>(long).is_err());
    }
}
