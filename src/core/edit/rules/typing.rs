//! What may be typed without making wrong what is right: the last good text of a cell goes on computing.

use super::at;
use super::path::Path;
use super::set;
use super::shape::Shape;
use crate::diag::{Diagnostic, Message, Place, Severity};
use crate::formula::parse;
use crate::model::{Edition, Scheme, scheme_to_json};
use crate::plan::compile;

/// Types into a cell like [`set`], unless what is typed cannot be read as a formula, or names what is not there in a cell
/// that is right so far. Where a cell is wrong already, what is typed stands: nothing is made worse.
///
/// # Errors
/// Why the text does not stand; it is the caller's to keep it beside the cell.
pub fn typed(scheme: &Scheme, cell: &Path, text: &str, is_right: bool) -> Result<Scheme, Message> {
    let json = scheme_to_json(scheme);
    let shape = at::holds(&json, cell).map(|holds| holds.shape);
    if let Some(Shape::Formula(_)) = shape
        && !text.trim().is_empty()
        && let Some((_, message)) = parse(text).problems.into_iter().next()
    {
        return Err(message);
    }
    let changed = set(scheme, cell, text)?;
    if !is_right || text.trim().is_empty() || !shape.is_some_and(names_something) {
        return Ok(changed);
    }
    let edition = Edition { from: None, scheme: changed.clone() };
    let is_of_cell = |of: &&Diagnostic| {
        let (Place::Path { path } | Place::Formula { path, .. }) = &of.place else { return false };
        of.severity == Severity::Error && Path::read(path).is_within(cell)
    };
    match compile(&[edition]).diagnostics.iter().find(is_of_cell) {
        Some(wrong) => Err(wrong.message.clone()),
        None => Ok(changed),
    }
}

/// Whether what stands in a cell names other things of the scheme.
fn names_something(shape: Shape) -> bool {
    match shape {
        Shape::Formula(_) | Shape::Name(_) | Shape::Holes | Shape::Reference(_) => true,
        Shape::Several(inner) => names_something(*inner),
        _ => false,
    }
}
