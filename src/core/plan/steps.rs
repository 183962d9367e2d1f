//! Steps: the four operators that fill a column, and the expressions in them.

use std::sync::Arc;

use crate::calendar::Cycle;
use crate::formula::catalogue::Function;
use crate::formula::{Operator, Sign};
use crate::model::{BlankRule, Cell, End, ErrorCode, Field, Id, LimitKind, LineTies, QuotaRounding, Ties};

use super::Slot;

/// How a column is filled.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Typed by people.
    Input(Box<Input>),
    /// What every row knows without anybody typing it.
    Own(Own),
    /// Whether an entry is there: a typed one always; one made by a rule where the read of that rule is true.
    Present(Vec<(usize, usize)>),
    /// *Formula*: from one row.
    Formula(Expr),
    /// *Gather*: an aggregate over a reach.
    Gather(Box<Gather>),
    /// *Order*: the place within a partition.
    Order(Box<Order>),
    /// *Assign*: grades or shares, over a population.
    Assign(Box<Assign>),
    /// Cannot be computed; a diagnostic says why, and its cells are this error.
    Broken(ErrorCode),
}

/// What every row knows without anybody typing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// The day from which an entry counts: its date, or the last day of its period.
    Date,
    /// The subject an entry is tied to.
    Subject,
    /// The name of the class of an entry's subject.
    Class,
    /// The number of an entry in its register, from 1.
    Number,
    /// The first day of the period.
    FirstDay,
    /// The last day of the period.
    LastDay,
}

/// A column that people type into.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// What may be typed.
    pub field: Field,
    /// What a blank counts.
    pub blank: BlankRule,
    /// A read of this step: where it is not true, the cell is exempt.
    pub applies: Option<usize>,
    /// The parameter that bounds the mark from above: the full marks of points typed.
    pub most: Option<usize>,
    /// For entries that rules make: each rule, by its number among [`super::Plan::generators`], and the read of its value.
    pub generated: Vec<(usize, usize)>,
    /// Whether rules make rows of its table: in those nothing is typed.
    pub has_made: bool,
    /// Whether it holds what is required of a subject, such as a number of tasks, and not what it achieved.
    pub is_target: bool,
}

impl Input {
    /// Whether some of its cells are computed: they apply where a condition holds, or rules give their value.
    #[must_use]
    pub fn is_partly_computed(&self) -> bool {
        self.applies.is_some() || self.has_made
    }
}

/// A column that a step reads, and how far the step reaches for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// What the formula calls it, in canonical writing: a reference, or an aggregate that is a column of its own.
    pub label: String,
    /// The column.
    pub slot: Slot,
    /// How far.
    pub reach: Reach,
}

/// How far a step reaches. The first four and the last give one value, the others a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The same row of the same table, in the same period.
    Row,
    /// The same subject in another table of its class: its fields, or a sheet in the same period or the one that
    /// contains it. For an entry: the subject it is tied to.
    Subject,
    /// The subject that a link field points to, by the field's column in the class's table.
    Link(Slot),
    /// The same row, so many periods before.
    Earlier {
        /// How many periods, at least 1.
        lag: u32,
        /// Only within the same period of this cycle.
        within: Option<Cycle>,
    },
    /// All subjects of this period.
    All,
    /// All subjects of this period equal in these columns, each read from the same table or the class.
    Peers(Vec<Slot>),
    /// The finer periods inside this one.
    Within,
    /// The subjects of another class whose link field, by its column, points here.
    Linked(Slot),
    /// All subjects of another class.
    Every,
    /// The entries tied to this subject whose date lies in this period.
    Entries,
    /// Of an entry that a rule made, by its number among [`super::Plan::generators`]: the subject and period for which the
    /// rule held.
    Rule(usize),
}

impl Reach {
    /// Whether it gives a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        match self {
            Self::Row | Self::Subject | Self::Link(_) | Self::Earlier { .. } | Self::Rule(_) => false,
            Self::All | Self::Peers(_) | Self::Within | Self::Linked(_) | Self::Every | Self::Entries => true,
        }
    }

    /// How many periods it goes back.
    #[must_use]
    pub fn lag(&self) -> u32 {
        match self {
            Self::Earlier { lag, .. } => *lag,
            Self::Row
            | Self::Subject
            | Self::Link(_)
            | Self::All
            | Self::Peers(_)
            | Self::Within
            | Self::Linked(_)
            | Self::Every
            | Self::Entries
            | Self::Rule(_) => 0,
        }
    }
}

/// An expression over one row.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A constant.
    Constant(Cell),
    /// A parameter of the plan.
    Parameter(usize),
    /// One of the step's reads, by its place.
    Read(usize),
    /// A sign.
    Unary(Sign, Box<Expr>),
    /// A per cent sign.
    Percent(Box<Expr>),
    /// An operator.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// A function of single values.
    Call(Function, Vec<Argument>),
    /// How long a condition has held: one more than the read of the period before where the first read is true,
    /// else 0.
    Streak {
        /// The read of the condition.
        condition: usize,
        /// The read of this column one period before.
        before: usize,
    },
}

/// An argument of a function.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// One value.
    One(Expr),
    /// A list.
    List(List),
    /// A constant table, row by row.
    Table {
        /// How many columns it has.
        columns: usize,
        /// Its cells, row by row.
        cells: Arc<[Cell]>,
    },
    /// Left out.
    Missing,
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub enum List {
    /// One of the step's reads, by its place; its reach gives a list.
    Read(usize),
    /// A function that gives a list.
    Call(Function, Vec<Argument>),
}

/// *Gather*: a function over lists and, beside them, values of the row.
#[derive(Clone, Debug, PartialEq)]
pub struct Gather {
    /// The function.
    pub function: Function,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// Whether the result is the same for all rows (of a partition, where the lists reach over peers).
    pub shared: bool,
}

/// *Order*: 1 for the first of a partition.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The read that is ordered by.
    pub by: usize,
    /// Which end is first.
    pub from: End,
    /// What follows after equals.
    pub ties: Ties,
    /// Reads whose equal values make a partition.
    pub within: Vec<usize>,
    /// What decides between equals, in order.
    pub tie_break: Vec<TieBreak>,
    /// A read; where it is not true, the subject is out of competition.
    pub competes: Option<usize>,
}

/// What decides between equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TieBreak {
    /// The read.
    pub by: usize,
    /// Which end is first.
    pub from: End,
}

/// *Assign*: sequential over a population.
#[derive(Clone, Debug, PartialEq)]
pub enum Assign {
    /// A grade of a ladder.
    Grade(Ladder),
    /// A share of a budget.
    Split(Split),
}

/// A grade of a ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    /// The ladder's number in the edition.
    pub ladder: u32,
    /// The read that is compared with the thresholds and ordered by.
    pub by: usize,
    /// Reads whose equal values make a population.
    pub within: Vec<usize>,
    /// What decides between equals at a line, in order.
    pub tie_break: Vec<TieBreak>,
    /// The grades, the best first.
    pub grades: Vec<LadderGrade>,
    /// The limits, in order; later ones win.
    pub limits: Vec<Limit>,
}

/// A grade with what it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct LadderGrade {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Arc<str>,
    /// The parameter with the least score for it.
    pub least: Option<usize>,
    /// How many may have it or a better one.
    pub quota: Option<Quota>,
}

/// How many may have a grade or a better one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quota {
    /// The read with the number of places before rounding; the first row of the population tells it.
    pub places: usize,
    /// How it becomes a whole number.
    pub rounding: QuotaRounding,
    /// What happens to equals that straddle the line.
    pub ties: LineTies,
    /// Whether a subject held back by a limit frees its place.
    pub frees: bool,
}

/// What caps, forces or lifts a grade.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The read that says where it holds.
    pub when: usize,
    /// What it does.
    pub gives: LimitKind,
    /// The grade, by its place from the best, from 0.
    pub grade: usize,
    /// The clause it rests on.
    pub clause: String,
}

/// A budget split by weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The read with the budget; the first row of the population tells it.
    pub budget: usize,
    /// The read with the weights.
    pub by: usize,
    /// Reads whose equal values make a population.
    pub within: Vec<usize>,
    /// Places of the smallest share.
    pub unit_places: i32,
}

/// An expression with the reads and parameters it uses: what lowering gives.
#[derive(Clone, Debug, Default)]
pub struct Bound {
    /// The columns it reads.
    pub reads: Vec<Read>,
    /// The parameters it reads.
    pub parameters: Vec<usize>,
}

impl Bound {
    /// The place of a read, adding it where it is new.
    pub fn read(&mut self, slot: Slot, reach: Reach, label: &str) -> usize {
        let known = self
            .reads
            .iter()
            .position(|read| read.slot == slot && read.reach == reach && read.label == label);
        known.unwrap_or_else(|| {
            self.reads.push(Read { label: label.to_owned(), slot, reach });
            self.reads.len().saturating_sub(1)
        })
    }

    /// Notes that a parameter is read.
    pub fn parameter(&mut self, parameter: usize) {
        if !self.parameters.contains(&parameter) {
            self.parameters.push(parameter);
        }
    }
}
