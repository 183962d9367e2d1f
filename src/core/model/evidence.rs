//! Evidence 佐证材料: the document that a mark or an entry rests on. Files stay outside of the book.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a mark or an entry rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The document's number 文号.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    /// The document's date.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::calendar::OptionalDay")]
    pub date: Option<NaiveDate>,
    /// The name of its file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// The SHA-256 of the file's bytes, as the caller computed it: by it the file can be checked later.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
}

impl Evidence {
    /// Whether it names nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
