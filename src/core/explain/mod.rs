//! Explanation: why a cell has its value, read backwards from the plan.
//!
//! A [`Trace`] names every cell that a step looked at, with its value, and the step between them. It holds no text for
//! people and no arithmetic of its own: [`Trace::reevaluate`] runs the evaluator's step over the values that the trace
//! shows and must come to the cell's value.

mod compare;
mod findings;
mod fingerprint;
mod locks;
mod next;
mod parts;
mod trace;
mod tree;

pub use compare::{Change, change};
pub use findings::Finding;
pub use fingerprint::{Fingerprint, fingerprint, published, sha256, sheet_at};
pub use locks::{Difference, LockState, Locked, Standing, verify, verify_one};
pub use next::{Bar, NextGrade};
pub use parts::{Part, PartKind};
pub use trace::{Line, Reason, Shown, Trace, is_named, why};
pub use tree::{Decided, Node, Reading, Replaced, Step, TREE_VERSION, Tree, tree};
