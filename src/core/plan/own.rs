//! Own facts: what every row knows without anybody typing it.

use super::assemble::{Body, Compiler};
use super::steps::Own;
use super::{Slot, TableIx, TableKind, Type};
use crate::formula::fold;

/// The names by which formulas of a register call the facts of an entry.
const OF_ENTRY: [(&str, Own); 4] =
    [(DATE, Own::Date), (SUBJECT, Own::Subject), (CLASS, Own::Class), (NUMBER, Own::Number)];
/// The names by which formulas of a sheet call the facts of a row.
const OF_SHEET: [(&str, Own); 3] =
    [("期初日", Own::FirstDay), ("期末日", Own::LastDay), (SUBJECT, Own::Subject)];

/// Name of the day from which an entry counts.
pub(super) const DATE: &str = "日期";
/// Name of the subject of a row: of an entry the one that it is tied to.
pub(super) const SUBJECT: &str = "对象";
/// Name of the class of an entry's subject.
pub(super) const CLASS: &str = "考评类别";
/// Name of an entry's number in its register.
pub(super) const NUMBER: &str = "序号";

impl Compiler<'_> {
    /// The column of an own fact of that name; `None` where the scheme gives the name to something of its own.
    pub(super) fn own_fact(&mut self, name: &str, table: TableIx) -> Option<Slot> {
        let facts: &[(&str, Own)] = match self.plan.tables.get(table)?.kind {
            TableKind::Register { .. } => &OF_ENTRY,
            TableKind::Sheet { .. } => &OF_SHEET,
            TableKind::Class => return None,
        };
        let (name, own) = facts.iter().find(|(known, _)| *known == fold(name)).copied()?;
        let mut tables = std::iter::once(table).chain(self.classes_of(table));
        if tables.any(|table| self.names.column(table, name).is_some())
            || self.names.parameter(name).is_some()
        {
            return None;
        }
        Some(self.define_part(table, name, Body::Own(own)))
    }

    /// What an own fact is.
    pub(super) fn type_of_own(&self, own: Own, table: TableIx) -> Type {
        match own {
            Own::Date | Own::FirstDay | Own::LastDay => Type::Date,
            Own::Class => Type::Text,
            Own::Number => Type::Number,
            Own::Subject => match self.classes_of(table).as_slice() {
                [class] => Type::Subject(*class),
                _ => Type::Any,
            },
        }
    }
}
