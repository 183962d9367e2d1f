//! What the README files tell people to write is right.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use baton_core::edit::Session;
use baton_core::model::{Book, read_scheme};

#[test]
fn the_smallest_scheme_is_right_and_the_same_in_both_languages() {
    let schemes = [include_str!("../README.md"), include_str!("../README.zh-CN.md")].map(|readme| {
        let (_, rest) = readme.split_once("```json\n").unwrap();
        let (text, _) = rest.split_once("```").unwrap();
        read_scheme(text).unwrap_or_else(|problems| panic!("{problems:?}"))
    });
    let [english, chinese] = schemes;
    assert_eq!(english, chinese);
    assert_eq!(Session::open(Book::new("示例", english)).diagnostics(), []);
}
