//! The plan: what a scheme computes, as typed steps over the columns of all tables, in an order that can be filled.
//!
//! [`compile`] turns the editions of a scheme into one [`Plan`]. The evaluator fills its columns, the explainer reads
//! it backwards; neither looks at the scheme again. A scheme with mistakes still gives a plan: what is wrong is in
//! [`Plan::diagnostics`], and a column that cannot be computed is a [`Step::Broken`].

mod assemble;
mod ballots;
pub(crate) mod cycles;
mod declare;
mod hints;
mod ledger;
mod library;
mod lists;
mod lower;
mod methods;
mod names;
mod ordered;
mod own;
mod parameters;
mod processes;
mod references;
mod renumber;
mod rules;
mod standards;
mod steps;
mod tariffs;
mod types;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::calendar::{Calendar, Cycle};
use crate::diag::Diagnostic;
use crate::model::{ActionPattern, Duty, EntryPeriod, Id};
use crate::num::Rounding;

pub use assemble::compile;
pub use renumber::Numbers;
pub use steps::{
    Argument, Assign, Bound, Expr, Gather, Input, Ladder, LadderGrade, Limit, List, Order, Own, Quota, Reach,
    Read, Split, Step, TieBreak,
};
pub use types::Type;

/// Number of a table in a plan.
pub type TableIx = usize;
/// Number of a column in a plan: its slot.
pub type Slot = usize;

/// What all editions of a scheme compute.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The tables: classes, registers, sheets.
    pub tables: Vec<Table>,
    /// The columns of all tables.
    pub columns: Vec<Column>,
    /// Named numbers: parameters, full marks, weights, thresholds.
    pub parameters: Vec<Parameter>,
    /// What makes entries of registers, over all editions.
    pub generators: Vec<Generator>,
    /// The editions, oldest first.
    pub editions: Vec<Edition>,
    /// What is wrong with the scheme, in the order of the scheme.
    pub diagnostics: Vec<Diagnostic>,
}

/// One edition's part of the plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edition {
    /// The date from which it is in force.
    pub from: Option<NaiveDate>,
    /// Its calendar.
    pub calendar: Calendar,
    /// Its ladders' grade names, from the lowest, by the ladder's number.
    pub grades: Vec<Vec<Arc<str>>>,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Its recurring duties.
    pub duties: Vec<Duty>,
    /// Its statistics.
    pub statistics: Vec<Statistic>,
}

/// A table: rows are the subjects of a class or the entries of a register.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it is.
    pub kind: TableKind,
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Whether its entries are votes 民主测评.
    pub is_ballot: bool,
    /// Its columns on the screen, in order, without generated ones.
    pub layout: Vec<Slot>,
    /// Of a register: the date field that says from when an entry counts.
    pub counts_from: Option<Slot>,
    /// Of a register in which rules make entries: the truth column that says whether an entry is there.
    pub present: Option<Slot>,
}

/// What a table is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// The fields of a class; it has no periods.
    Class,
    /// A register; its rows are entries, each with a period of its own.
    Register {
        /// The classes of its subjects, by table number.
        classes: Vec<TableIx>,
        /// The cycle that dates its entries; `None` for days.
        cycle: Option<Cycle>,
    },
    /// A sheet.
    Sheet {
        /// The class of its subjects, by table number.
        class: TableIx,
        /// How often it is filled in.
        cycle: Cycle,
    },
}

/// A column; each edition may compute it in its own way.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its table.
    pub table: TableIx,
    /// Its id, unique within the table; generated columns begin with `~`.
    pub id: Id,
    /// How each edition computes it; `None` where an edition does not have it: its cells are then exempt.
    pub versions: Vec<Option<Version>>,
    /// The columns that read it, with how far they reach, over all editions.
    pub readers: Vec<(Slot, Reach)>,
}

/// How one edition computes a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its name.
    pub name: String,
    /// What its cells hold.
    pub kind: Type,
    /// How it comes about.
    pub step: Step,
    /// The columns that the step reads; its expressions name them by place.
    pub reads: Vec<Read>,
    /// The parameters that the step reads.
    pub parameters: Vec<usize>,
    /// How it is rounded; `None`: it is not.
    pub rounding: Option<Rounding>,
    /// How it is rounded where it is shown, and nowhere else.
    pub shown: Option<Rounding>,
    /// Where it stands in the indicator tree and on the screen.
    pub role: Role,
    /// The formula it was compiled from, in canonical writing; empty for inputs, ranks, grades and splits.
    pub formula: String,
    /// Its place in the scheme, as a path.
    pub path: String,
    /// The clause it rests on.
    pub clause: String,
}

/// Where a column stands in the indicator tree and on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// What it is for.
    pub part: Part,
    /// The indicator above it.
    pub parent: Option<Slot>,
    /// Its full marks, as a parameter.
    pub full: Option<usize>,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// A fact of a subject or a field of an entry.
    Field,
    /// A mark typed into a sheet.
    Mark,
    /// The score of an indicator.
    Indicator,
    /// The root of the tree.
    Total,
    /// A further computed column.
    #[default]
    Computed,
    /// A column that the compiler made for a part of a formula.
    Generated,
}

/// A named number of the plan; changing it needs no compiling.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The edition it belongs to.
    pub edition: usize,
    /// Its place in the scheme, as a path; unique within the edition.
    pub path: String,
    /// Its name: `通报扣分`, `指标01.分值`.
    pub name: String,
    /// Its value.
    pub value: Decimal,
}

impl Parameter {
    /// Whether it must stand in an order with its neighbours, which only compiling checks: the bounds of standards, what
    /// the options of a ballot are worth, the thresholds of a ladder.
    #[must_use]
    pub fn needs_order(&self) -> bool {
        let lists = [(".standards[", ".at"), (".options[", ".worth"), ("ladders[", ".least")];
        lists.iter().any(|(list, key)| self.path.contains(list) && self.path.ends_with(key))
    }
}

/// A rule: a truth column and what follows where it is true.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its sheet or register.
    pub table: TableIx,
    /// The truth column.
    pub when: Slot,
    /// Of a register: the cycle by whose period it is told.
    pub cycle: Option<Cycle>,
    /// The clause it rests on.
    pub clause: String,
    /// What follows.
    pub then: Vec<Consequence>,
}

/// What follows from a rule, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Consequence {
    /// Its number among the rule's consequences, from 0.
    pub number: u32,
    /// The truth column: the rule's, or one that holds in a part of its runs only.
    pub when: Slot,
    /// The link field whose subject it concerns; `None`: the subject itself.
    pub of: Option<Slot>,
    /// What follows.
    pub what: Follows,
}

/// What follows from a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Follows {
    /// An action with its text in parts.
    Action {
        /// The pattern as the scheme has it.
        pattern: ActionPattern,
        /// Its text, taken apart at the holes.
        text: Vec<TextPart>,
        /// The column of its day.
        date: Option<Slot>,
    },
    /// An entry in a list of that name.
    List(String),
    /// An entry of a register: one of [`Plan::generators`].
    Entry,
    /// A limit: part of the grade's step.
    Limit,
}

/// Makes an entry of a register for each subject and period for which a rule may hold; the entry is there where it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Generator {
    /// What its entries' ids begin with.
    pub id: Id,
    /// The rule's name.
    pub rule: String,
    /// The clause the rule rests on.
    pub clause: String,
    /// The edition it belongs to.
    pub edition: usize,
    /// The register.
    pub register: TableIx,
    /// The sheet of the rule.
    pub from: TableIx,
    /// The truth column.
    pub when: Slot,
    /// The link field whose subject the entry is tied to; `None`: the subject itself.
    pub of: Option<Slot>,
    /// The period it counts in.
    pub counts_in: EntryPeriod,
    /// The cycle of the period that contains the rule's.
    pub containing: Cycle,
    /// The fields, each with the sheet's column that gives its value.
    pub values: Vec<(Slot, Slot)>,
}

/// A part of an action's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPart {
    /// Literal text.
    Literal(String),
    /// The value of a column of the same row.
    Column(Slot),
}

/// A statistic over a span of periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistic {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it counts or sums.
    pub of: StatisticOf,
}

/// What a statistic counts or sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatisticOf {
    /// Counts the rows where a truth column holds.
    Count(Slot),
    /// Sums a number column.
    Sum(Slot),
    /// Counts the actions of a kind.
    Actions(String),
    /// Counts the entries of a list.
    List(String),
}

impl Plan {
    /// How an edition computes a column.
    #[must_use]
    pub fn version(&self, slot: Slot, edition: usize) -> Option<&Version> {
        self.columns.get(slot)?.versions.get(edition)?.as_ref()
    }

    /// The values of the parameters by which this plan differs from another; `None` where it differs in more than values,
    /// what is told of the scheme aside.
    #[must_use]
    pub fn settings_beside(&self, other: &Self) -> Option<Vec<(usize, Decimal)>> {
        // Taken apart, so that nothing a plan may have one day is left out.
        let Self { tables, columns, parameters, generators, editions, diagnostics: _ } = self;
        let pairs = || parameters.iter().zip(&other.parameters);
        let is_same_place = |(own, other): (&Parameter, &Parameter)| {
            (own.edition, &own.path, &own.name) == (other.edition, &other.path, &other.name)
        };
        let is_same = parameters.len() == other.parameters.len()
            && pairs().all(is_same_place)
            && *tables == other.tables
            && *generators == other.generators
            && *editions == other.editions
            && *columns == other.columns;
        let differs = |(_, (own, other)): &(usize, (&Parameter, &Parameter))| own.value != other.value;
        is_same.then(|| pairs().enumerate().filter(differs).map(|(at, (own, _))| (at, own.value)).collect())
    }

    /// The newest way a column is computed: for its name on the screen.
    #[must_use]
    pub fn newest(&self, slot: Slot) -> Option<&Version> {
        self.columns.get(slot)?.versions.iter().rev().find_map(Option::as_ref)
    }

    /// The table of that id or, where no id is, of that name.
    #[must_use]
    pub fn table(&self, id_or_name: &str) -> Option<TableIx> {
        let by_id =
            self.tables.iter().position(|table| &*table.id == id_or_name && table.kind != TableKind::Class);
        by_id
            .or_else(|| {
                self.tables
                    .iter()
                    .position(|table| table.name == id_or_name && table.kind != TableKind::Class)
            })
            .or_else(|| {
                self.tables.iter().position(|table| &*table.id == id_or_name || table.name == id_or_name)
            })
    }

    /// The table of a class.
    #[must_use]
    pub fn class(&self, id: &str) -> Option<TableIx> {
        self.tables.iter().position(|table| table.kind == TableKind::Class && &*table.id == id)
    }

    /// The column of that id or, where no id is, of that name, in a table.
    #[must_use]
    pub fn column(&self, table: TableIx, id_or_name: &str) -> Option<Slot> {
        let in_table = || self.columns.iter().enumerate().filter(move |(_, column)| column.table == table);
        let by_id = in_table().find(|(_, column)| &*column.id == id_or_name).map(|(slot, _)| slot);
        by_id.or_else(|| {
            in_table()
                .map(|(slot, _)| slot)
                .find(|&slot| self.newest(slot).is_some_and(|v| v.name == id_or_name))
        })
    }

    /// The columns of a table by id.
    #[must_use]
    pub fn columns_of(&self, table: TableIx) -> BTreeMap<&str, Slot> {
        let all = self.columns.iter().enumerate();
        let mut columns = BTreeMap::new();
        columns.extend(
            all.filter(|(_, column)| column.table == table).map(|(slot, column)| (column.id.as_str(), slot)),
        );
        columns
    }

    /// The cycle of a table: `None` for classes and for registers dated by days.
    #[must_use]
    pub fn cycle(&self, table: TableIx) -> Option<Cycle> {
        match self.tables.get(table)?.kind {
            TableKind::Class => None,
            TableKind::Register { cycle, .. } => cycle,
            TableKind::Sheet { cycle, .. } => Some(cycle),
        }
    }

    /// The edition in force on a day.
    #[must_use]
    pub fn edition_on(&self, day: NaiveDate) -> usize {
        let later =
            self.editions.iter().skip(1).take_while(|edition| edition.from.is_none_or(|from| from <= day));
        later.count()
    }
}
