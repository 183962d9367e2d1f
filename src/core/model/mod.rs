//! Scheme and book as documents: what is typed and written down, never results.

mod book;
mod id;
mod json;
mod mark;
mod marks;
mod method;
mod number;
mod scheme;
mod settle;
mod value;

pub use book::{
    ActionKey, ActionNote, ActionState, Book, Edition, Entry, OverrideKey, OverrideValue, PeriodSpan, Subject,
};
pub use id::Id;
pub use json::{Document, DocumentKind, read_book, read_document, read_scheme, write_book, write_scheme};
pub use mark::{Known, read_mark};
pub use marks::Marks;
pub use method::{FormulaMethod, Method, PerOccurrence, Percentage, Share, Tasks};
pub use scheme::{
    ActionPattern, BlankRule, Class, Column, Combine, Consequence, End, Field, FieldKind, Grade, GradeBy, Indicator,
    Ladder, Limit, LimitKind, LineTies, Parameter, Quota, QuotaRounding, Rank, Register, Rule, SEMANTICS, Scheme,
    Sheet, Split, Statistic, TieBreak, Ties, Total, Word,
};
pub use settle::settle_ids;
pub use value::{Cell, CellError, CellRef, ErrorCode, GradeRef, SubjectRef, Value};
