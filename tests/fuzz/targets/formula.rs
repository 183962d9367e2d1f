//! Any text: read as a formula, and where it is a good one, its printed form reads and prints the same.

#![no_main]

use baton_core::formula::{parse, print};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parsed = parse(text);
    let printed = print(&parsed.tree);
    if parsed.problems.is_empty() {
        let again = parse(&printed);
        assert!(again.problems.is_empty(), "{printed}: {:?}", again.problems);
        assert_eq!(print(&again.tree), printed);
    }
});
