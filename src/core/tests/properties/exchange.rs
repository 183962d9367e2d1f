//! Files: what is written reads as what it was, and writes the same text again.

use proptest::prelude::*;

use baton_core::edit::Session;
use baton_core::model::{read_book, read_scheme, write_book, write_scheme};

use super::books::{self, Wanted};
use super::choices::Choices;
use super::commands::command;

const ANY: Wanted = Wanted { ordered: true };

proptest! {
    #![proptest_config(super::config())]

    /// Invariant 3 for schemes.
    #[test]
    fn a_written_scheme_reads_equal(mut choices in Choices::any()) {
        let scheme = books::scheme(ANY, &mut choices);
        let text = write_scheme(&scheme);
        let again = read_scheme(&text).map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        prop_assert_eq!(&again, &scheme);
        prop_assert_eq!(write_scheme(&again), text);
    }

    /// Invariant 3 for books, after edits too.
    #[test]
    fn a_written_book_reads_equal(mut choices in Choices::any()) {
        let mut session = Session::open(books::book(ANY, &mut choices));
        for _ in 0..choices.pick(6) {
            let command = command(&session, ANY, 1, &mut choices);
            _ = session.apply(&command);
        }
        let text = write_book(session.book());
        let again = read_book(&text).map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        prop_assert_eq!(&again, session.book());
        prop_assert_eq!(write_book(&again), text);
    }
}
