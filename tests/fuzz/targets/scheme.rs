//! Any text: read as a scheme and compiled; what was read is written and reads equal.

#![no_main]

use baton_core::model::{Edition, read_scheme, write_scheme};
use baton_core::plan::compile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(scheme) = read_scheme(text) {
        assert_eq!(read_scheme(&write_scheme(&scheme)).as_ref(), Ok(&scheme));
        _ = compile(&[Edition { from: None, scheme }]);
    }
});
