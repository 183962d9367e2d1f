//! Every kind of message: how someone who edits a scheme comes to it, or why nobody does there.

use baton_core::diag::Message;

/// How one comes to a kind of message.
pub(super) enum How {
    /// In the scheme editor.
    Made(Case),
    /// Not there: why, and the test that has it, with its file.
    Elsewhere(&'static str, &'static str, &'static str),
}

/// A problem that is made in the scheme editor.
pub(super) struct Case {
    /// The cell that is typed into, as a path; where a row is added, the list.
    pub(super) at: &'static str,
    /// What is typed; empty: what stands there is deleted.
    pub(super) typed: String,
    /// The cell at which it is told.
    pub(super) told: &'static str,
    /// How it is made.
    pub(super) by: By,
}

/// How a problem is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Typed, and taken by Enter.
    Typing,
    /// Typed into a cell with choices, which Enter would take, and left for another cell.
    Leaving,
    /// A row is added.
    Adding,
}

const FORMULA: &str = "sheets[0].columns[0].formula";

/// Typed into a formula.
fn formula(typed: impl Into<String>) -> How {
    cell(FORMULA, typed)
}

/// Typed into a cell, and told there.
fn cell(at: &'static str, typed: impl Into<String>) -> How {
    told(at, typed, at)
}

/// Typed into a cell, and told at another.
fn told(at: &'static str, typed: impl Into<String>, told: &'static str) -> How {
    How::Made(Case { at, typed: typed.into(), told, by: By::Typing })
}

/// Typed into a cell with choices.
fn left(at: &'static str, typed: &str) -> How {
    How::Made(Case { at, typed: typed.to_owned(), told: at, by: By::Leaving })
}

/// Of a file that is opened.
fn file(test: &'static str) -> How {
    How::Elsewhere("it is of a file's text", "src/core/tests/mistakes.rs", test)
}

/// Of a table that is taken in.
fn table(file: &'static str, test: &'static str) -> How {
    How::Elsewhere("it is of a table that is taken in", file, test)
}

/// Of marks and other data.
fn data(file: &'static str, test: &'static str) -> How {
    How::Elsewhere("it is of the data, and told at its cell of the sheet", file, test)
}

/// Of a command that the scheme editor does not give.
fn command(file: &'static str, test: &'static str) -> How {
    How::Elsewhere("it refuses a command that is not given there", file, test)
}

const WORDS: &str = "src/words/diagnostics_tests.rs";
const EACH: &str = "every_message_says_what_is_wrong_and_what_to_do";

/// The kinds with how one comes to each. The match has no arm for the rest: a new kind needs its own line.
macro_rules! kinds {
    ($($kind:ident => $how:expr,)*) => {
        /// All kinds.
        pub(super) fn kinds() -> Vec<(&'static str, How)> {
            vec![$((stringify!($kind), $how)),*]
        }

        /// The kind of a message.
        pub(super) fn kind(message: &Message) -> &'static str {
            match message {
                $(Message::$kind { .. } => stringify!($kind),)*
            }
        }
    };
}

kinds! {
    // the text of a formula
    UnknownCharacter => formula("总分 $ 1"),
    UnclosedQuote => formula("说明 & \"x1"),
    UnclosedBracket => formula("(总分 + 1"),
    ExpectedToken => formula("IF(总分 == 60, 1, 2)"),
    MissingOperand => formula("总分 +"),
    MissingOperator => formula("总分 2"),
    UnexpectedToken => formula("总分)"),
    MissingName => formula("周. + 1"),
    NotALiteral => formula("BAND(总分, {0,总分})"),
    UnevenRows => formula("BAND(总分, {0,1;60})"),
    BadNumber => formula("总分 + 1.2.3"),
    EmptyFormula => cell("sheets[0].rules[0].when", ""),
    FormulaTooDeep => formula(format!("{}1{}", "(".repeat(65), ")".repeat(65))),
    FormulaTooLong => formula(format!("{}1", "1 + ".repeat(2100))),

    // names, types, shapes
    UnknownName => formula("农也 + 1"),
    AmbiguousName => formula("数 + 1"),
    UnknownFunction => formula("SUMM(总分)"),
    FunctionNotThereYet => How::Elsewhere("every function of the catalogue is there", WORDS, EACH),
    ArgumentCount => formula("ROUND(总分)"),
    WrongType => formula("说明 * 2"),
    WrongShape => formula("1 + ALL(总分)"),
    NoReach => formula("周.周分 + 1"),
    Cycle => formula("二 * 2"),
    UnknownGrade => formula("IF(等次 = \"优秀\", 1, 0)"),
    SumDiffers => told("sheets[0].indicators[0].full", "61", "sheets[0].total.full"),
    DuplicateName => cell("sheets[0].inputs[1].name", "说明"),
    NameMisleads => cell("parameters[0].name", "总分"),
    NameOfOld => cell("registers[1].ballot.options[1].name", "好"),
    DuplicateId => How::Elsewhere("nobody types ids", "src/core/tests/mistakes.rs", "of_columns"),
    EmptyName => cell("sheets[0].columns[1].name", ""),
    UnknownReference => cell("registers[0].columns[1].formula", "TARIFF(标隹)"),
    SettingOutOfRange => cell("sheets[0].columns[0].places", "29"),
    NotInOrder => told("ladders[0].grades[0].least", "50", "ladders[0].name"),
    SettingMissing => cell("parameters[0].value", ""),
    CapWhereExempt => formula("MIN(100, 总分)"),
    OwnRowOnly => formula("MAX(总分)"),
    ShareOfPlaces => cell("ladders[0].grades[1].quota.places", "25%"),
    SettingUnused => cell("registers[1].ballot.invalid-if-all-equal", "是"),
    NotUsed => How::Made(Case {
        at: "library",
        typed: String::new(),
        told: "library[0].name",
        by: By::Adding,
    }),

    // documents
    NotJson => file("not_json"),
    NotOurs => file("not_ours_too_deep_or_newer"),
    NewerVersion => file("not_ours_too_deep_or_newer"),
    UnknownSemantics => file("of_books"),
    TooLarge => How::Elsewhere("it is of a file's text", WORDS, EACH),
    TooDeep => file("not_ours_too_deep_or_newer"),
    UnknownKey => file("keys_that_are_not_known_or_missing"),
    MissingKey => file("keys_that_are_not_known_or_missing"),
    WrongValue => cell("sheets[0].columns[0].places", "99999999999"),
    UnknownChoice => formula("RUNNING(总分, \"years\")"),

    // the calendar
    NotAPeriod => cell("periods.month.first", "2025-13"),
    NotADate => data(WORDS, EACH),
    PeriodNotOpen => command(WORDS, "both_languages_read_well"),

    // marks; of some, settings are typed likewise
    MarkNotANumber => cell("sheets[0].indicators[0].full", "六十"),
    MarkOutOfRange => data("tests/page/editing.rs", "a_mark_that_does_not_fit_stays_with_its_reason"),
    MarkNotAChoice => data("src/core/tests/semantics.rs", "an_invalid_mark_counts_as_a_provisional_blank_and_is_told"),
    MarkNotATruth => left("sheets[0].columns[0].hidden", "对"),
    MarkNotADate => cell("calendar.holidays", "2025-02-30"),
    MarkNotASubject => data("src/core/tests/mistakes.rs", "entries_and_fields_that_do_not_fit"),
    MarkTooLong => data(WORDS, EACH),

    // results
    SumTooLong => data("src/core/tests/semantics.rs", "a_sum_of_more_than_28_digits_is_told"),
    PeriodCycle => cell("sheets[0].rules[1].when", "扣 < 0"),
    OverrideVanished => data("src/core/tests/semantics.rs", "one_whose_cell_vanished_is_told"),
    MarkVanished => data("src/core/tests/changes.rs", "what_was_typed_into_what_is_gone_is_told"),

    // tables that are taken in
    NoTableFor => table(WORDS, EACH),
    UnknownHeader => table("src/core/tests/mistakes.rs", "tables_with_headers_that_do_not_fit"),
    MissingHeader => table(WORDS, EACH),
    DuplicateHeader => table(WORDS, EACH),
    RowLength => table(WORDS, EACH),
    UnknownSubject => table("src/core/tests/mistakes.rs", "rows_that_do_not_fit"),
    DuplicateRow => told("tariffs[0].points[1].of[0]", "表彰", "tariffs[0].points[1].points"),
    EmptyTable => table("src/core/exchange/csv.rs", "says_what_is_wrong_and_where"),
    UnknownEncoding => table(WORDS, EACH),
    ColumnIsComputed => table("src/core/tests/mistakes.rs", "tables_with_headers_that_do_not_fit"),

    // commands
    CellIsComputed => command("tests/page/editing.rs", "computed_cells_cannot_be_typed_into"),
    NotBelonging => command("src/ui/grid/merge.rs", "who_is_not_there_cannot_be_merged"),
    NoSuchCell => command(WORDS, EACH),
    NothingToUndo => command(WORDS, EACH),
    NothingToRedo => command(WORDS, EACH),
    ReasonMissing => command(WORDS, EACH),
    NoSuchVariant => command(WORDS, EACH),
    EditionNotLater => command(WORDS, EACH),
    NoEdition => command(WORDS, EACH),
    PeriodLocked => command("src/core/tests/locks.rs", "every_kind_of_write_into_a_locked_period_is_refused"),
    EntryLocked => command("src/core/tests/locks.rs", "every_kind_of_write_into_a_locked_period_is_refused"),
    UnlockReasonMissing => command("src/core/tests/locks.rs", "every_kind_of_write_into_a_locked_period_is_refused"),
    NotLocked => command("src/core/tests/locks.rs", "a_lock_is_taken_away_with_a_reason_and_put_back_by_undo"),
}
