//! The syntax tree of a formula.

use rust_decimal::Decimal;

use crate::diag::Span;

/// A formula as read: a tree whose nodes know their place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number; per cent literals are a [`Kind::Percent`] around one.
    Number(Decimal),
    /// A text in double quotes.
    Text(String),
    /// `TRUE` or `FALSE`.
    Truth(bool),
    /// An error literal such as `#N/A`, by its text.
    Error(String),
    /// A bare or dotted reference, at least one name.
    Path(Vec<Name>),
    /// A function call; the name is upper case.
    Call {
        /// The function's name, upper case.
        name: String,
        /// Where the name stands.
        name_span: Span,
        /// The arguments; one left out is [`Kind::Missing`].
        arguments: Vec<Node>,
    },
    /// A sign before an operand.
    Unary(Sign, Box<Node>),
    /// A per cent sign behind an operand.
    Percent(Box<Node>),
    /// An operator between two operands.
    Binary(Operator, Box<Node>, Box<Node>),
    /// A constant table `{1,2;3,4}`: rows of literals.
    Array(Vec<Vec<Node>>),
    /// An argument left out.
    Missing,
    /// A place where something could not be read; a diagnostic says what.
    Hole,
}

/// One name of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name without quotes, as written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// An operator between two operands, binding as in Excel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `^`
    Power,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `&`
    Join,
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Operator {
    /// The operator as it is written in a formula: `>=`.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Power => "^",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Join => "&",
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// How tightly it binds, 1 (comparisons) to 5 (`^`), as in Excel; signs bind tighter still, and the per cent
    /// sign tightest. Operators of one strength group from the left, `^` too.
    #[must_use]
    pub fn strength(self) -> u8 {
        match self {
            Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::LessOrEqual
            | Self::Greater
            | Self::GreaterOrEqual => 1,
            Self::Join => 2,
            Self::Add | Self::Subtract => 3,
            Self::Multiply | Self::Divide => 4,
            Self::Power => 5,
        }
    }
}
