//! The bars of the window: at the top the book, its period and what can be done; under it the active cell; at the
//! bottom how complete and how safe everything is.

mod formula;
mod notices;
mod status;
mod top;

pub(super) use formula::FormulaLine;
pub(super) use notices::Notices;
pub(super) use status::StatusLine;
pub(super) use top::TopBar;
