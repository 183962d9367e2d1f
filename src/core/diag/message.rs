//! Every message the core can give, as a key with its arguments.

use serde::Serialize;

/// What a formula's compiler expected at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// A number.
    Number,
    /// A text.
    Text,
    /// True or false.
    Truth,
    /// A date.
    Date,
    /// A grade.
    Grade,
    /// A subject.
    Subject,
    /// One value, not a list.
    One,
    /// A list: a reference wrapped by `ALL`, `WITHIN`, ….
    List,
    /// A bare or dotted name.
    Reference,
    /// A whole number written out.
    WholeNumber,
}

/// A message: what is wrong, with all that is needed to say it and its remedy in any language.
///
/// Variants are grouped by the module that gives them. Names in arguments are those that people see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "message")]
#[expect(missing_docs, reason = "arguments are named for what they hold")]
pub enum Message {
    // formula: the text
    /// A character that no formula has.
    UnknownCharacter { found: char },
    /// A quote that is not closed.
    UnclosedQuote,
    /// A bracket that is not closed; `open` is the bracket.
    UnclosedBracket { open: char },
    /// Something else was expected here.
    ExpectedToken { expected: String, found: String },
    /// An operand is missing.
    MissingOperand { operator: String },
    /// Two operands without an operator between them; `found` is the second one's first word.
    MissingOperator { found: String },
    /// Something that has no place here, such as a comma or a bracket too many.
    UnexpectedToken { found: String },
    /// A name is missing after a dot or between quotes.
    MissingName { after: String },
    /// Anything but a number, text, truth or error in a constant table.
    NotALiteral { found: String },
    /// A row of a constant table longer or shorter than its first row.
    UnevenRows { expected: u32, found: u32 },
    /// A number that is not a decimal of at most 28 digits.
    BadNumber { text: String },
    /// A formula without anything in it.
    EmptyFormula,
    /// Brackets or signs nested too deep.
    FormulaTooDeep { limit: u32 },
    /// A formula longer than is read.
    FormulaTooLong { limit: u32 },

    // plan: names, types, shapes
    /// A name that nothing here has.
    UnknownName { name: String, nearest: Option<String> },
    /// A name that a table has twice.
    AmbiguousName { name: String, places: Vec<String> },
    /// A function that is not known.
    UnknownFunction { name: String, nearest: Option<String> },
    /// A function that the language has but that cannot be computed yet.
    FunctionNotThereYet { name: String },
    /// Too few or too many arguments.
    ArgumentCount { function: String, least: u32, most: Option<u32>, found: u32 },
    /// A value of another type.
    WrongType { expected: Expected, found: Expected },
    /// A list where one value is needed, or the other way round; `example` says what to write instead.
    WrongShape { expected: Expected, example: String },
    /// A reference whose reach does not exist between the two tables.
    NoReach { from: String, to: String, remedy: Reach },
    /// Columns that need each other within the same period, as a path that ends where it began.
    Cycle { path: Vec<String> },
    /// A grade that the ladder does not have.
    UnknownGrade { grade: String, ladder: String, nearest: Option<String> },
    /// Full marks or weights that do not add up.
    SumDiffers { what: String, expected: String, found: String },
    /// Two things of one kind share a name.
    DuplicateName { name: String },
    /// A new name by which a formula would mean something else than before.
    NameMisleads { name: String, formula: String },
    /// A new name under which something else was typed, which is called `now` today.
    NameOfOld { name: String, now: String },
    /// Two things of one kind share an id.
    DuplicateId { id: String },
    /// A name that is empty.
    EmptyName,
    /// A setting that refers to something that does not exist.
    UnknownReference { kind: String, name: String, nearest: Option<String> },
    /// A setting outside of what is allowed.
    SettingOutOfRange { setting: String, least: String, most: String, found: String },
    /// Thresholds or table rows that are not in order.
    NotInOrder { what: String },
    /// A setting that is missing for what it stands with.
    SettingMissing { setting: String },
    /// `MIN` or `MAX` of a number and a value: where the value is exempt, the number is left. `instead` stays exempt.
    CapWhereExempt { function: String, instead: String },
    /// An aggregate of a single value, which is that of the own row. `instead` is of all rows.
    OwnRowOnly { function: String, instead: String },
    /// A quota that is less than one place: a share. `instead` is that share of all.
    ShareOfPlaces { share: String, instead: String },
    /// A setting that does nothing here, since it works only with another one.
    SettingUnused { setting: String, needs: String },
    /// An indicator of the library that no sheet uses.
    NotUsed { name: String },

    // model and exchange: documents
    /// Not JSON: the parser's own words.
    NotJson { detail: String },
    /// A document of another program or kind.
    NotOurs { expected: String, found: String },
    /// A document of a newer version of this program.
    NewerVersion { supported: u32, found: u32 },
    /// Semantics this program does not know.
    UnknownSemantics { supported: u32, found: u32 },
    /// A document larger than is read.
    TooLarge { limit_mb: u32 },
    /// A document nested deeper than is read.
    TooDeep { limit: u32 },
    /// A key that is not known, with those that are.
    UnknownKey { key: String, known: Vec<String>, nearest: Option<String> },
    /// A key that must be there.
    MissingKey { key: String },
    /// A value of another kind than expected: both in the reader's words.
    WrongValue { expected: String, found: String },
    /// A choice that is not known.
    UnknownChoice { found: String, known: Vec<String>, nearest: Option<String> },

    // calendar
    /// A text that is no period of the cycle.
    NotAPeriod { text: String, example: String },
    /// A text that is no date.
    NotADate { text: String },
    /// A period that the book has not opened.
    PeriodNotOpen { period: String, first: String, last: String },

    // marks
    /// Not a number.
    MarkNotANumber { typed: String },
    /// Below or above what is allowed.
    MarkOutOfRange { typed: String, least: Option<String>, most: Option<String> },
    /// Not one of the choices.
    MarkNotAChoice { typed: String, choices: Vec<String> },
    /// Neither yes nor no.
    MarkNotATruth { typed: String },
    /// Not a date.
    MarkNotADate { typed: String },
    /// Not a subject of the class.
    MarkNotASubject { typed: String, class: String, nearest: Option<String> },
    /// A mark longer than a cell takes.
    MarkTooLong { limit: u32 },

    // eval
    /// A sum that needs more than 28 digits.
    SumTooLong,
    /// Cells that need each other through periods that overlap, as a path that ends where it began.
    PeriodCycle { path: Vec<String> },
    /// An override whose cell is no longer there.
    OverrideVanished { table: String, period: String, row: String, column: String },
    /// A mark whose column or subject is no longer there.
    MarkVanished { table: String, period: String, row: String, column: String },

    // exchange: tables
    /// A file that no table of the book matches.
    NoTableFor { file: String, nearest: Option<String> },
    /// A column of a file that the table does not have.
    UnknownHeader { header: String, table: String, nearest: Option<String> },
    /// A column that a file must have.
    MissingHeader { header: String, table: String },
    /// A header twice.
    DuplicateHeader { header: String },
    /// A row with more or fewer cells than the header.
    RowLength { expected: u32, found: u32 },
    /// A subject that the roster does not have.
    UnknownSubject { name: String, class: String, nearest: Option<String> },
    /// The same subject twice in one roster, or the same row of marks twice.
    DuplicateRow { key: String },
    /// A file without a header or without rows.
    EmptyTable,
    /// Bytes that are neither UTF-8 nor GB18030.
    UnknownEncoding,
    /// A column that is computed and cannot be imported.
    ColumnIsComputed { column: String, table: String },

    // edit
    /// A cell that is computed cannot be typed into.
    CellIsComputed { column: String },
    /// A command that names something that does not exist.
    NoSuchCell { table: String, period: String, row: String, column: String },
    /// A subject that is not in the roster on the day from which it is merged with others, or the day before.
    NotBelonging { subject: String, day: String },
    /// Nothing to undo.
    NothingToUndo,
    /// Nothing to redo.
    NothingToRedo,
    /// An override without a reason.
    ReasonMissing,
    /// A variant that is not there.
    NoSuchVariant { id: String },
    /// An edition that is not later than the newest.
    EditionNotLater { newest: String, found: String },
    /// No edition behind the first one, or none at all.
    NoEdition,
    /// A period of a sheet is locked; `at` says since when, and may be empty.
    PeriodLocked { table: String, period: String, at: String },
    /// An entry counts in a period of a sheet that is locked.
    EntryLocked { register: String, table: String, period: String },
    /// A lock is taken away without a reason.
    UnlockReasonMissing,
    /// There is no lock to take away.
    NotLocked { table: String, period: String },
}

/// What to write where a reference cannot reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "write")]
#[expect(missing_docs, reason = "arguments are named for what they hold")]
pub enum Reach {
    /// Wrap in `WITHIN(…)`: the other table has finer periods.
    Within { example: String },
    /// Wrap in `ENTRIES(…)`: the other table is a register.
    Entries { example: String },
    /// Wrap in `LINKED(…)` or `EVERY(…)`: the other table is of another class.
    Linked { example: String },
    /// The other table's periods are not finer: its value is written without a wrapper.
    NotFiner { example: String },
    /// The periods of the two tables overlap without one containing the other.
    Overlap,
    /// There is no way; make a column of it first.
    MakeColumn,
}
