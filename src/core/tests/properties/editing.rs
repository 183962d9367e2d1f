//! Edits: the results follow them, undo and redo are exact, and a command that fails changes nothing.

use proptest::prelude::*;

use baton_core::edit::Session;

use super::books::{self, Wanted};
use super::choices::Choices;
use super::commands::command;
use super::compare::against_fresh;

const ANY: Wanted = Wanted { ordered: true };

proptest! {
    #![proptest_config(super::config())]

    /// Invariants 1 and 2: results after edits are those of a fresh start, to the last digit; undo restores the book
    /// exactly, and redo brings it back.
    #[test]
    fn edits_follow_undo_and_redo(choices in Choices::any()) {
        edits(choices)?;
    }
}

pub(crate) fn edits(mut choices: Choices) -> Result<(), TestCaseError> {
    let mut session = Session::open(books::book(ANY, &mut choices));
    let mut books = vec![session.book().clone()];
    for _ in 0..choices.between(1, 8) {
        let command = command(&session, ANY, 2, &mut choices);
        let before = session.book().clone();
        let done = session.apply(&command);
        if done.is_err() {
            prop_assert!(session.book() == &before, "{:?} failed and changed the book", command);
        } else {
            books.push(session.book().clone());
        }
        let different = against_fresh(&session);
        prop_assert!(different.is_empty(), "after {:?}:\n{}", command, different.join("\n"));
    }
    prop_assert_eq!(session.depth(), (books.len() - 1, 0));
    for before in books.iter().rev().skip(1) {
        session.undo().unwrap();
        prop_assert!(session.book() == before, "undo: {:?}\nis not {:?}", session.book(), before);
    }
    let different = against_fresh(&session);
    prop_assert!(different.is_empty(), "after undo:\n{}", different.join("\n"));
    for after in books.iter().skip(1) {
        session.redo().unwrap();
        prop_assert!(session.book() == after, "redo");
    }
    let different = against_fresh(&session);
    prop_assert!(different.is_empty(), "after redo:\n{}", different.join("\n"));
    Ok(())
}
