//! Where a diagnostic belongs.

use serde::{Deserialize, Serialize};

/// A part of a formula's text: byte offsets, start included, end excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// First byte behind it.
    pub end: u32,
}

impl Span {
    /// The span from `start` to before `end`.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A cell by its ids: sheet or register, period (empty where the table has none), subject or entry, column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellName {
    /// Id of the sheet, register or class.
    pub table: String,
    /// The period's text, empty for tables without periods.
    pub period: String,
    /// Id of the subject or entry.
    pub row: String,
    /// Id of the column.
    pub column: String,
}

/// Where a diagnostic belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "in")]
pub enum Place {
    /// The whole document.
    Document,
    /// A value of a JSON document, by its path: `sheets[2].indicators[4].method.target`.
    Path {
        /// The path.
        path: String,
    },
    /// A part of a formula, by the path of the formula's text and a span within that text.
    Formula {
        /// Path of the formula's text in the scheme.
        path: String,
        /// The column it computes, as `table.column`; for a rule or statistic its name in the column's stead.
        column: String,
        /// The formula's text.
        text: String,
        /// The part of it.
        span: Span,
    },
    /// A position in a text file; line and column count from 1.
    Text {
        /// Line, from 1.
        line: u64,
        /// Column, from 1; 0 where only the line is known.
        column: u64,
    },
    /// A cell of the book.
    Cell(CellName),
}

impl Place {
    /// The value at `path`.
    #[must_use]
    pub fn path(path: impl Into<String>) -> Self {
        Self::Path { path: path.into() }
    }
}
