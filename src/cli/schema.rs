//! `baton schema`: the JSON Schema of a scheme or a book, for editors and other programs.

use baton_core::model::{DocumentKind, schema};

use super::Outcome;
use super::arguments::{Schema, SchemaOf};

pub(super) fn run(options: &Schema) -> Outcome {
    let kind = match options.document {
        SchemaOf::Scheme => DocumentKind::Scheme,
        SchemaOf::Book => DocumentKind::Book,
    };
    Outcome::fine(format!("{:#}\n", schema(kind)))
}
