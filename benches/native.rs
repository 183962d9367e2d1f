//! Measures the core and prints each figure as `key<TAB>value<TAB>unit`.

#![allow(clippy::print_stdout, reason = "the figures are read from stdout")]

fn main() {}
