//! Walking over a syntax tree.

use super::tree::{Kind, Name, Node};

/// Calls `visit` with every node, a node before its parts and parts in the order of the text.
pub fn walk<'a>(tree: &'a Node, visit: &mut dyn FnMut(&'a Node)) {
    visit(tree);
    each_part(tree, &mut |part| walk(part, visit));
}

/// Calls `visit` with every part that a node has itself, in the order of the text.
pub fn each_part<'a>(node: &'a Node, visit: &mut dyn FnMut(&'a Node)) {
    match &node.kind {
        Kind::Call { arguments, .. } => arguments.iter().for_each(visit),
        Kind::Unary(_, operand) | Kind::Percent(operand) => visit(operand),
        Kind::Binary(_, left, right) => {
            visit(left);
            visit(right);
        }
        Kind::Array(rows) => rows.iter().flatten().for_each(visit),
        Kind::Number(_)
        | Kind::Text(_)
        | Kind::Truth(_)
        | Kind::Error(_)
        | Kind::Path(_)
        | Kind::Missing
        | Kind::Hole => {}
    }
}

/// Every reference in the order of the text; one that is used twice comes twice.
///
/// ```
/// use baton_core::formula::{parse, paths};
/// let parsed = parse("SUM(ALL(a.b), c) / a.b");
/// let lengths: Vec<usize> = paths(&parsed.tree).iter().map(|path| path.len()).collect();
/// assert_eq!(lengths, [2, 1, 2]);
/// ```
#[must_use]
pub fn paths(tree: &Node) -> Vec<&[Name]> {
    let mut found = Vec::new();
    walk(tree, &mut |node| {
        if let Kind::Path(names) = &node.kind {
            found.push(names.as_slice());
        }
    });
    found
}
