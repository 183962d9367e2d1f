//! Types of columns and expressions.

use crate::diag::Expected;
use crate::model::{Field, FieldKind};

/// What a column or expression holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Type {
    /// A number.
    Number,
    /// A text.
    Text,
    /// True or false.
    Truth,
    /// A date.
    Date,
    /// A grade of a ladder, by its number.
    Grade(u32),
    /// A subject of a class, by the class's table number.
    Subject(usize),
    /// Anything: not known, or different from row to row.
    #[default]
    Any,
}

impl Type {
    /// The type of a field, links aside.
    #[must_use]
    pub fn of_field(field: &Field) -> Self {
        match field.kind {
            FieldKind::Number => Self::Number,
            FieldKind::Text | FieldKind::Choice => Self::Text,
            FieldKind::Truth => Self::Truth,
            FieldKind::Date => Self::Date,
            FieldKind::Link => Self::Any,
        }
    }

    /// Whether a value of this type may stand where `wanted` is expected.
    #[must_use]
    pub fn fits(self, wanted: Self) -> bool {
        self == wanted || self == Self::Any || wanted == Self::Any
    }

    /// The type of two branches together.
    #[must_use]
    pub fn either(self, other: Self) -> Self {
        if self == other { self } else { Self::Any }
    }

    /// What a message calls it.
    #[must_use]
    pub fn expected(self) -> Expected {
        match self {
            Self::Number => Expected::Number,
            Self::Text => Expected::Text,
            Self::Truth => Expected::Truth,
            Self::Date => Expected::Date,
            Self::Grade(_) => Expected::Grade,
            Self::Subject(_) => Expected::Subject,
            Self::Any => Expected::One,
        }
    }
}
