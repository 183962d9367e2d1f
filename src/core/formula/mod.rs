//! The formula language: text to syntax tree and back, names, and the catalogue of functions (`design.md` §3).
//!
//! A text always gives a tree. What could not be read is a [`Kind::Hole`] in it, and the problems say why; a tree
//! that came with problems may be looked at but not evaluated.

pub mod catalogue;

mod lexer;
mod names;
mod parser;
mod pieces;
mod printer;
mod tree;
mod visit;

#[cfg(test)]
mod tests;

pub use names::{fold, is_reserved, quoted};
pub use parser::{MAX_HEIGHT, MAX_LENGTH, MAX_NESTING, Parsed, parse};
pub use pieces::{Piece, PieceKind, pieces};
pub use printer::{print, print_with};
pub use tree::{Kind, Name, Node, Operator, Sign};
pub use visit::{each_part, paths, walk};
