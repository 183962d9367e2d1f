//! What may be typed without making wrong what is right: the last good text of a cell goes on computing.

use serde_json::Value as Json;

use super::at;
use super::path::Path;
use super::set;
use super::shape::Shape;
use crate::diag::{Diagnostic, Message, Place, Severity};
use crate::formula::parse;
use crate::model::{Edition, Scheme, scheme_to_json};
use crate::plan::compile;

/// Types into a cell like [`set`], unless what is typed cannot be read as a formula, or in a cell that is right so far names
/// what is not there or closes a circle. Where a cell is wrong already, what is typed stands: nothing is made worse.
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
    if !is_right || text.trim().is_empty() || !shape.is_some_and(says_what_is_read) {
        return Ok(changed);
    }
    let told = |scheme: &Scheme| compile(&[Edition { from: None, scheme: scheme.clone() }]).diagnostics;
    let found = told(&changed);
    let is_of_cell = |of: &&Diagnostic| {
        let (Place::Path { path } | Place::Formula { path, .. }) = &of.place else { return false };
        of.severity == Severity::Error && Path::read(path).is_within(cell)
    };
    if let Some(wrong) = found.iter().find(is_of_cell).filter(|_| shape.is_some_and(names_something)) {
        return Err(wrong.message.clone());
    }
    // A circle is told at one of its columns, which may be another than the one that closes it.
    match found.iter().find(|of| is_circle(of)) {
        Some(circle) if !told(scheme).iter().any(is_circle) => Err(circle.message.clone()),
        _ => Ok(changed),
    }
}

fn is_circle(of: &Diagnostic) -> bool {
    matches!(of.message, Message::Cycle { .. })
}

/// Whether what stands in a cell decides what a column reads: only by that can a circle be closed.
#[must_use]
pub fn may_close_a_circle(json: &Json, cell: &Path) -> bool {
    at::holds(json, cell).is_some_and(|holds| says_what_is_read(holds.shape))
}

fn says_what_is_read(shape: Shape) -> bool {
    names_something(shape) || matches!(shape, Shape::Choice(_))
}

/// Whether what stands in a cell names other things of the scheme.
fn names_something(shape: Shape) -> bool {
    match shape {
        Shape::Formula(_) | Shape::Name(_) | Shape::Holes | Shape::Reference(_) => true,
        Shape::Several(inner) => names_something(*inner),
        _ => false,
    }
}
