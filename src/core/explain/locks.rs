//! Locks checked: whether what was published still follows from the book.

use std::collections::BTreeSet;

use super::fingerprint::{Fingerprint, fingerprint, published, sheet_at};
use crate::diag::CellName;
use crate::eval::Results;
use crate::model::{Book, Id, Lock, Published, SheetPeriod};

/// A locked period of a sheet, with how it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockState {
    /// The sheet and the period.
    pub of: SheetPeriod,
    /// The sheet's name; its id where the scheme no longer has it.
    pub sheet: String,
    /// Since when and by whom, with the fingerprint and what was published.
    pub lock: Lock,
    /// The fingerprint now; `None` where the sheet or the period is no longer there.
    pub now: Option<Fingerprint>,
    /// Whether what was published still holds.
    pub standing: Standing,
    /// The cells that differ from what was published.
    pub differences: Vec<Difference>,
}

/// What is to be told of the lock that a cell stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// Since when, as the caller's clock said it; may be empty.
    pub since: String,
    /// Who locked it, if told.
    pub by: String,
    /// The fingerprint in short.
    pub fingerprint: String,
    /// What was published of the cell, where that is no longer what stands there.
    pub published: Option<String>,
}

/// The lock that a cell stands under, with its text now; `None` where it is not locked.
#[must_use]
pub(super) fn locked(book: &Book, of: &SheetPeriod, row: &str, column: &str, now: &str) -> Option<Locked> {
    let lock = book.lock(of)?;
    Some(Locked {
        since: lock.at.clone(),
        by: lock.by.clone(),
        fingerprint: lock.short().to_owned(),
        published: lock.results.get(row, column).filter(|published| *published != now).map(str::to_owned),
    })
}

/// Whether what was published still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Results, inputs and scheme are as they were.
    Holds,
    /// The results are as they were, but what they rest on has changed.
    Rests,
    /// Results are no longer what was published.
    Differs,
}

/// A cell that is no longer what was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The cell.
    pub cell: CellName,
    /// What was published; `None` where nothing was.
    pub published: Option<String>,
    /// What stands there now; `None` where the cell is no longer there.
    pub now: Option<String>,
}

impl LockState {
    /// Whether the scheme's edition is another than the one it was locked under.
    #[must_use]
    pub fn scheme_changed(&self) -> bool {
        self.now.as_ref().is_none_or(|now| now.scheme != self.lock.scheme)
    }
}

/// Every lock of a book, in the order of sheets and periods, with how it stands.
#[must_use]
pub fn verify(results: &Results, book: &Book) -> Vec<LockState> {
    book.stages.keys().filter_map(|of| verify_one(results, book, of)).collect()
}

/// How the lock of a sheet in a period stands; `None` where it is not locked.
#[must_use]
pub fn verify_one(results: &Results, book: &Book, of: &SheetPeriod) -> Option<LockState> {
    let lock = book.lock(of)?.clone();
    let now = fingerprint(results, book, of);
    let differences = differences(of, &lock.results, &published(results, of).unwrap_or_default());
    let is_same = now.as_ref().is_some_and(|now| now.whole == lock.fingerprint);
    let standing = match (differences.is_empty(), is_same) {
        (false, _) => Standing::Differs,
        (true, true) => Standing::Holds,
        (true, false) => Standing::Rests,
    };
    let table = sheet_at(results, of).and_then(|(table, _)| results.plan().tables.get(table));
    let sheet = table.map_or_else(|| of.sheet.as_str().to_owned(), |table| table.name.clone());
    Some(LockState { of: of.clone(), sheet, lock, now, standing, differences })
}

/// The cells in which two tables differ, by row and column.
fn differences(of: &SheetPeriod, before: &Published, now: &Published) -> Vec<Difference> {
    let mut rows: BTreeSet<&Id> = BTreeSet::new();
    rows.extend(before.rows.keys().chain(now.rows.keys()));
    let mut columns: Vec<&Id> = Vec::new();
    let mut known: BTreeSet<&Id> = BTreeSet::new();
    columns.extend(before.columns.iter().chain(&now.columns).filter(|column| known.insert(*column)));
    let mut found = Vec::new();
    for row in rows {
        for column in &columns {
            let (published, now) = (before.get(row, column), now.get(row, column));
            if published == now {
                continue;
            }
            found.push(Difference {
                cell: CellName {
                    table: of.sheet.as_str().to_owned(),
                    period: of.period.to_string(),
                    row: row.as_str().to_owned(),
                    column: column.as_str().to_owned(),
                },
                published: published.map(str::to_owned),
                now: now.map(str::to_owned),
            });
        }
    }
    found
}
