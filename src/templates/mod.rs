//! The built-in schemes.

use baton_core::diag::Diagnostic;
use baton_core::model::{Scheme, read_scheme};

/// A built-in scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its id: the folder's name, and what `baton new` takes.
    pub id: &'static str,
    /// The scheme's name.
    pub name: &'static str,
    /// The scheme as JSON.
    json: &'static str,
}

/// Every built-in scheme.
pub const TEMPLATES: [Template; 1] =
    [Template {
        id: "ningming", name: "宁明县四位一体考评办法", json: include_str!("ningming/scheme.json")
    }];

impl Template {
    /// The template of that id.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        TEMPLATES.into_iter().find(|template| template.id == id)
    }

    /// Its scheme.
    ///
    /// # Errors
    /// What is wrong with the built-in text; a test keeps that from happening.
    pub fn scheme(self) -> Result<Scheme, Vec<Diagnostic>> {
        read_scheme(self.json)
    }
}
