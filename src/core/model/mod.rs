//! Scheme and book as documents: what is typed and written down, never results.

mod ballot;
mod book;
mod decode;
mod evidence;
mod id;
mod json;
mod ladder;
mod mark;
mod marks;
mod method;
mod number;
mod process;
mod rule;
#[cfg(feature = "schema")]
mod schema;
mod scheme;
mod settle;
mod sheet;
mod tariff;
mod value;
mod variant;

pub use ballot::{Ballot, BallotForm, BallotOption, Dimension, MarkLimit, Panel};
pub use book::{
    ActionKey, ActionNote, ActionState, Book, Edition, Entry, OverrideKey, OverrideValue, PeriodSpan, Subject,
};
pub use evidence::Evidence;
pub use id::Id;
pub use json::{
    Document, DocumentKind, is_patch, read_book, read_document, read_patch, read_scheme, scheme_from_json,
    scheme_to_json, write_book, write_patch, write_scheme,
};
pub use ladder::{Grade, GradeBy, Ladder, Limit, LimitKind, LineTies, Quota, QuotaRounding, Split};
pub use mark::{Known, read_mark};
pub use marks::Marks;
pub use method::{
    Ballots, Carry, CheckItem, Checklist, ChecklistGives, Drop, FormulaMethod, Linked, Method, PerOccurrence,
    Percentage, Position, Relative, Share, Standard, Standards, Take, Tasks,
};
pub use process::{Lock, Process, ProcessStep, Published, SheetPeriod, Stage, StepTaken};
pub use rule::{ActionPattern, Consequence, Duty, EntryPattern, EntryPeriod, GradeLimit, Rule, Statistic};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use scheme::{Class, Field, FieldKind, Parameter, Register, SEMANTICS, Scheme, Word};
pub use settle::settle_ids;
pub use sheet::{BlankRule, Column, Combine, End, Indicator, Rank, Sheet, TieBreak, Ties, Total};
pub use tariff::{Cap, Counts, EntrySpan, Ledger, Once, Series, Start, Tariff, TariffRow, Times};
pub use value::{Cell, CellError, CellRef, ErrorCode, GradeRef, SubjectRef, Value};
pub use variant::{
    Card, Change, EntryChange, FieldChange, ItemPath, MarkChange, OrderChange, OverrideChange, Patch,
    SchemeChange, SubjectChange, ValueChange, Variant,
};
