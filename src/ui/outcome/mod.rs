//! 结果与运用: what follows from the results over a span of periods: statistics, lists, actions.

mod actions;
mod page;

pub(super) use page::Outcome;
