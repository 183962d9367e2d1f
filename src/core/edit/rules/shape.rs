//! What a scheme is made of, as the editor sees it: which settings each thing has, and what is typed into each.
//!
//! The types of the model say what a file may hold; this says how a person writes it into a cell. A test holds it
//! against the JSON Schema of the types, so that no setting is out of reach.

/// What stands in a setting.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A text.
    Text,
    /// A text in which `{…}` are holes for columns.
    Holes,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// Yes or no; left out means no.
    Truth,
    /// Yes or no; left out means yes.
    TrueAtFirst,
    /// A day.
    Date,
    /// A period.
    Period,
    /// A formula over the rows of a table.
    Formula(Rows),
    /// The name of a column, as it is and not as a formula quotes it.
    Name(Rows),
    /// One of some words; the first is meant where it is left out, if it may be.
    Choice(&'static [&'static str]),
    /// Something else of the scheme, kept by its id.
    Reference(Target),
    /// Several of these in one cell.
    Several(&'static Shape),
    /// A part with settings of its own.
    Part(&'static [Setting]),
    /// A list of things with settings of their own.
    Items(Thing),
    /// How a leaf comes to its score: the settings depend on the kind.
    Method,
    /// Formulas for the fields of a register, by the field.
    Values,
    /// The first and last period of each cycle.
    Spans,
}

/// Over the rows of which table a formula goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Those of the sheet or register it stands in.
    Own,
    /// Those of the register named beside it.
    Register,
}

/// What a setting refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A class.
    Class,
    /// A sheet.
    Sheet,
    /// A register.
    Register,
    /// A process.
    Process,
    /// A ladder.
    Ladder,
    /// An indicator of the library.
    Indicator,
    /// A grade of the ladder in question.
    Grade,
    /// A column of the sheet that gives grades.
    GradeColumn,
    /// A field or column of the register in question.
    OfRegister,
    /// A date field of the register it stands in.
    DateField,
}

/// A setting of a thing.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its key.
    pub key: &'static str,
    /// What stands in it.
    pub shape: Shape,
    /// Whether it may not be left out.
    pub must: bool,
}

/// A kind of thing that lists hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "named as in the model")]
pub enum Thing {
    Parameter,
    Class,
    Field,
    Ladder,
    Grade,
    Tariff,
    TariffRow,
    Process,
    ProcessStep,
    Register,
    Sheet,
    Indicator,
    Input,
    Column,
    Rule,
    Consequence,
    Duty,
    Statistic,
    BallotOption,
    Panel,
    Dimension,
    MarkLimit,
    Standard,
    CheckItem,
    Cap,
    TieBreak,
    Limit,
    Times,
    Round,
}

const fn may(key: &'static str, shape: Shape) -> Setting {
    Setting { key, shape, must: false }
}

const fn must(key: &'static str, shape: Shape) -> Setting {
    Setting { key, shape, must: true }
}

const FORMULA: Shape = Shape::Formula(Rows::Own);
const NAME_OF_OWN: Shape = Shape::Name(Rows::Own);
const OF_REGISTER: Shape = Shape::Formula(Rows::Register);
const CYCLES: &[&str] = &["week", "ten-day", "month", "quarter", "half-year", "year", "round"];
const CYCLE: Shape = Shape::Choice(CYCLES);
const TEXTS: Shape = Shape::Several(&Shape::Text);
const FORMULAS: Shape = Shape::Several(&FORMULA);
const NUMBERS: Shape = Shape::Several(&Shape::Number);
const COMBINE: Shape = Shape::Choice(&["sum", "mean", "least"]);
const GIVES: Shape = Shape::Choice(&["at-most", "at-least", "exactly"]);
const END: Shape = Shape::Choice(&["top", "bottom"]);
const SPAN: Shape = Shape::Choice(&["year", "month", "ever"]);
const NAME: Setting = must("name", Shape::Text);
const NOTE: Setting = may("note", Shape::Text);
const CLAUSE: Setting = may("clause", Shape::Text);
const SAMPLE: Setting = may("sample", Shape::Truth);
const PLACES: Setting = may("places", Shape::Whole);
const SHOWN: Setting = may("shown", Shape::Whole);
const WITHIN: Setting = may("within", FORMULAS);

/// The settings of the scheme itself.
pub const SCHEME: &[Setting] = &[
    NAME,
    may("word", Shape::Choice(&["考评", "考核"])),
    may("source", Shape::Text),
    NOTE,
    may("rounding", Shape::Choice(&["half-up", "half-even"])),
    may("calendar", Shape::Part(CALENDAR)),
    may("periods", Shape::Spans),
    may("parameters", Shape::Items(Thing::Parameter)),
    may("classes", Shape::Items(Thing::Class)),
    may("ladders", Shape::Items(Thing::Ladder)),
    may("tariffs", Shape::Items(Thing::Tariff)),
    may("processes", Shape::Items(Thing::Process)),
    may("registers", Shape::Items(Thing::Register)),
    may("sheets", Shape::Items(Thing::Sheet)),
    may("library", Shape::Items(Thing::Indicator)),
    may("duties", Shape::Items(Thing::Duty)),
    may("statistics", Shape::Items(Thing::Statistic)),
];

const CALENDAR: &[Setting] = &[
    may("week-rule", Shape::Choice(&["thursday", "last-day"])),
    may("streaks-across-years", Shape::TrueAtFirst),
    may("public-holidays", Shape::Choice(&["china", "none"])),
    may("holidays", Shape::Several(&Shape::Date)),
    may("workdays", Shape::Several(&Shape::Date)),
    may("rounds", Shape::Items(Thing::Round)),
];

const TOTAL: &[Setting] = &[NAME, may("full", Shape::Number), may("combine", COMBINE), PLACES, SHOWN];

const QUOTA: &[Setting] = &[
    must("places", FORMULA),
    may("rounding", Shape::Choice(&["down", "up", "half-up"])),
    may("ties", Shape::Choice(&["all-out", "all-in", "tie-break"])),
    may("frees", Shape::Truth),
];

const RANK: &[Setting] = &[
    must("by", FORMULA),
    may("from", END),
    may("ties", Shape::Choice(&["skip", "dense"])),
    WITHIN,
    may("tie-break", Shape::Items(Thing::TieBreak)),
    may("competes", FORMULA),
];

const GRADE: &[Setting] = &[
    must("ladder", Shape::Reference(Target::Ladder)),
    must("by", FORMULA),
    WITHIN,
    may("tie-break", Shape::Items(Thing::TieBreak)),
    may("limits", Shape::Items(Thing::Limit)),
];

const SPLIT: &[Setting] =
    &[must("budget", FORMULA), must("by", FORMULA), WITHIN, may("unit-places", Shape::Whole)];

const SERIES: &[Setting] = &[WITHIN, may("when", FORMULA), must("points", NUMBERS), may("span", SPAN)];

const ONCE: &[Setting] = &[must("within", FORMULAS), may("when", FORMULA), may("span", SPAN)];

const COUNTS: &[Setting] = &[
    must("points", FORMULA),
    may("series", Shape::Part(SERIES)),
    may("times", Shape::Items(Thing::Times)),
    may("once", Shape::Part(ONCE)),
];

const ROUNDING: &[Setting] =
    &[must("places", Shape::Whole), may("mode", Shape::Choice(&["half-up", "half-even"]))];

const BALLOT: &[Setting] = &[
    may("form", Shape::Choice(&["counts", "single"])),
    may("options", Shape::Items(Thing::BallotOption)),
    may("full", Shape::Number),
    may("panels", Shape::Items(Thing::Panel)),
    may("dimensions", Shape::Items(Thing::Dimension)),
    may("returns", Shape::Truth),
    may("voters", Shape::Reference(Target::Class)),
    may("nobody-rates-itself", Shape::Truth),
    may("invalid-if-all-equal", Shape::Truth),
    may("limits", Shape::Items(Thing::MarkLimit)),
];

const ACTION: &[Setting] = &[
    may("kind", Shape::Text),
    may("text", Shape::Holes),
    may("held-by", Shape::Holes),
    may("concerns", Shape::Holes),
    may("attended-by", Shape::Holes),
    may("plan", Shape::Text),
    may("date", FORMULA),
    may("due-in-working-days", Shape::Whole),
];

const ENTRY: &[Setting] = &[
    must("register", Shape::Reference(Target::Register)),
    may("counts-in", Shape::Choice(&["same", "containing", "next"])),
    may("cycle", CYCLE),
    may("values", Shape::Values),
];

const GRADE_LIMIT: &[Setting] = &[
    must("column", Shape::Reference(Target::GradeColumn)),
    must("gives", GIVES),
    must("grade", Shape::Reference(Target::Grade)),
];

const DROP: &[Setting] =
    &[may("highest", Shape::Whole), may("lowest", Shape::Whole), may("more-than", Shape::Whole)];

const STANDARDS: &[Setting] = &[
    may("value", NAME_OF_OWN),
    may("less-is-better", Shape::Truth),
    must("standards", Shape::Items(Thing::Standard)),
];

const PER_OCCURRENCE: &[Setting] = &[may("count", NAME_OF_OWN), must("each", Shape::Number)];

const FIELD: &[Setting] = &[
    NAME,
    may("type", Shape::Choice(&["number", "text", "choice", "truth", "date", "link"])),
    may("class", Shape::Reference(Target::Class)),
    may("choices", TEXTS),
    may("least", Shape::Number),
    may("most", Shape::Number),
    may("optional", Shape::Truth),
    NOTE,
];

/// The methods with their settings.
pub const METHODS: &[(&str, &[Setting])] = &[
    ("points", &[]),
    (
        "share",
        &[
            may("target", NAME_OF_OWN),
            may("done", NAME_OF_OWN),
            may("less-is-better", Shape::Truth),
            may("none-below", Shape::Number),
            may("least", Shape::Number),
            may("most", Shape::Number),
        ],
    ),
    ("bands", STANDARDS),
    ("scale", STANDARDS),
    ("relative", &[may("value", NAME_OF_OWN), may("less-is-better", Shape::Truth), WITHIN]),
    (
        "position",
        &[
            may("by", FORMULA),
            may("from", END),
            WITHIN,
            may("competes", FORMULA),
            may("points", NUMBERS),
            may("otherwise", Shape::Number),
            may("step", Shape::Number),
        ],
    ),
    ("percentage", &[may("value", NAME_OF_OWN)]),
    ("deduct", PER_OCCURRENCE),
    ("gain", PER_OCCURRENCE),
    (
        "tasks",
        &[
            must("register", Shape::Reference(Target::Register)),
            must("points", Shape::Reference(Target::OfRegister)),
            must("done", Shape::Reference(Target::OfRegister)),
            may("overdue", Shape::Reference(Target::OfRegister)),
            may("penalty", Shape::Number),
        ],
    ),
    (
        "ledger",
        &[
            must("register", Shape::Reference(Target::Register)),
            must("points", Shape::Name(Rows::Register)),
            may("when", OF_REGISTER),
            may("start", Shape::Choice(&["zero", "full"])),
            may("least", Shape::Number),
            may("most", Shape::Number),
            may("caps", Shape::Items(Thing::Cap)),
        ],
    ),
    (
        "checklist",
        &[
            must("items", Shape::Items(Thing::CheckItem)),
            may("gives", Shape::Choice(&["truth", "all-or-nothing", "points"])),
        ],
    ),
    (
        "carry",
        &[
            must("from", FORMULA),
            may("link", NAME_OF_OWN),
            may("take", Shape::Choice(&["mean", "sum", "last"])),
            may("best", Shape::Whole),
            may("of", Shape::Number),
        ],
    ),
    ("linked", &[must("link", NAME_OF_OWN), must("mark", FORMULA), may("of", Shape::Number)]),
    (
        "ballots",
        &[
            must("register", Shape::Reference(Target::Register)),
            may("dimension", Shape::Text),
            may("least", Shape::Whole),
            may("drop", Shape::Part(DROP)),
        ],
    ),
    ("formula", &[must("formula", FORMULA)]),
];

impl Thing {
    /// Its settings, without the id, which nobody types.
    #[must_use]
    pub fn settings(self) -> &'static [Setting] {
        match self {
            Self::Parameter => const { &[NAME, must("value", Shape::Number), SAMPLE, NOTE] },
            Self::Class => const { &[NAME, may("fields", Shape::Items(Self::Field))] },
            Self::Field | Self::Input => FIELD,
            Self::Ladder => const { &[NAME, must("grades", Shape::Items(Self::Grade))] },
            Self::Grade => {
                const { &[NAME, may("least", Shape::Number), may("quota", Shape::Part(QUOTA)), SAMPLE] }
            }
            Self::Tariff => {
                const {
                    &[
                        NAME,
                        must("by", FORMULAS),
                        may("across", TEXTS),
                        must("points", Shape::Items(Self::TariffRow)),
                        may("otherwise", Shape::Number),
                        NOTE,
                    ]
                }
            }
            Self::TariffRow => const { &[must("of", TEXTS), must("points", NUMBERS), SAMPLE, CLAUSE] },
            Self::Process => const { &[NAME, must("steps", Shape::Items(Self::ProcessStep)), CLAUSE, NOTE] },
            Self::ProcessStep => const { &[NAME, may("by", Shape::Text), may("locks", Shape::Truth), NOTE] },
            Self::Register => {
                const {
                    &[
                        NAME,
                        must("classes", Shape::Several(&Shape::Reference(Target::Class))),
                        may("cycle", CYCLE),
                        may("counts-from", Shape::Reference(Target::DateField)),
                        may("ballot", Shape::Part(BALLOT)),
                        may("fields", Shape::Items(Self::Field)),
                        may("columns", Shape::Items(Self::Column)),
                        may("rules", Shape::Items(Self::Rule)),
                    ]
                }
            }
            Self::Sheet => {
                const {
                    &[
                        NAME,
                        must("class", Shape::Reference(Target::Class)),
                        must("cycle", CYCLE),
                        may("process", Shape::Reference(Target::Process)),
                        may("blank", Shape::Choice(&["provisional", "zero"])),
                        may("total", Shape::Part(TOTAL)),
                        may("indicators", Shape::Items(Self::Indicator)),
                        may("inputs", Shape::Items(Self::Input)),
                        may("columns", Shape::Items(Self::Column)),
                        may("rules", Shape::Items(Self::Rule)),
                        NOTE,
                    ]
                }
            }
            Self::Indicator => {
                const {
                    &[
                        may("name", Shape::Text),
                        may("use", Shape::Reference(Target::Indicator)),
                        may("assigned", Shape::Truth),
                        may("full", Shape::Number),
                        may("weight", Shape::Number),
                        may("method", Shape::Method),
                        may("combine", COMBINE),
                        may("applies", FORMULA),
                        PLACES,
                        SHOWN,
                        SAMPLE,
                        may("scored-by", Shape::Text),
                        may("verified-by", Shape::Text),
                        CLAUSE,
                        NOTE,
                        may("indicators", Shape::Items(Self::Indicator)),
                    ]
                }
            }
            Self::Column => {
                const {
                    &[
                        NAME,
                        may("formula", FORMULA),
                        may("rank", Shape::Part(RANK)),
                        may("grade", Shape::Part(GRADE)),
                        may("split", Shape::Part(SPLIT)),
                        may("counts", Shape::Part(COUNTS)),
                        PLACES,
                        may("rounding", Shape::Part(ROUNDING)),
                        SHOWN,
                        may("hidden", Shape::Truth),
                        CLAUSE,
                        NOTE,
                    ]
                }
            }
            Self::Rule => {
                const {
                    &[
                        NAME,
                        must("when", FORMULA),
                        may("cycle", CYCLE),
                        must("then", Shape::Items(Self::Consequence)),
                        CLAUSE,
                    ]
                }
            }
            Self::Consequence => {
                const {
                    &[
                        may("action", Shape::Part(ACTION)),
                        may("list", Shape::Text),
                        may("entry", Shape::Part(ENTRY)),
                        may("limit", Shape::Part(GRADE_LIMIT)),
                        may("of", NAME_OF_OWN),
                        may("run-from", Shape::Whole),
                        may("run-to", Shape::Whole),
                    ]
                }
            }
            Self::Duty => {
                const {
                    &[
                        NAME,
                        must("cycle", CYCLE),
                        may("day", Shape::Whole),
                        may("working-days", Shape::Whole),
                        may("held-by", Shape::Text),
                        may("text", Shape::Text),
                        CLAUSE,
                    ]
                }
            }
            Self::Statistic => {
                const {
                    &[
                        NAME,
                        may("sheet", Shape::Reference(Target::Sheet)),
                        may("when", FORMULA),
                        may("sum", FORMULA),
                        may("action", Shape::Text),
                        may("list", Shape::Text),
                    ]
                }
            }
            Self::BallotOption => const { &[NAME, must("worth", Shape::Number), SAMPLE, NOTE] },
            Self::Panel => const { &[NAME, may("weight", Shape::Number), SAMPLE, NOTE] },
            Self::Dimension => const { &[NAME] },
            Self::MarkLimit => {
                const { &[must("marks", Shape::Text), may("least", Shape::Whole), may("most", Shape::Whole)] }
            }
            Self::Standard => {
                const { &[may("name", Shape::Text), must("at", Shape::Number), must("points", Shape::Number)] }
            }
            Self::CheckItem => {
                const { &[must("name", NAME_OF_OWN), may("when", FORMULA), may("points", Shape::Number)] }
            }
            Self::Cap => {
                const {
                    &[
                        NAME,
                        must("when", OF_REGISTER),
                        may("least", Shape::Number),
                        may("most", Shape::Number),
                        may("caps", Shape::Items(Self::Cap)),
                    ]
                }
            }
            Self::TieBreak => const { &[must("by", FORMULA), may("from", END)] },
            Self::Limit => {
                const {
                    &[
                        must("when", FORMULA),
                        must("gives", GIVES),
                        must("grade", Shape::Reference(Target::Grade)),
                        CLAUSE,
                    ]
                }
            }
            Self::Times => const { &[must("when", FORMULA), must("by", Shape::Number)] },
            Self::Round => const { &[NAME, must("from", Shape::Date), must("to", Shape::Date)] },
        }
    }

    /// The keys of which it has exactly one, where there are such.
    #[must_use]
    pub fn one_of(self) -> &'static [&'static str] {
        match self {
            Self::Column => &["formula", "rank", "grade", "split", "counts"],
            Self::Consequence => &["action", "list", "entry", "limit"],
            Self::Statistic => &["when", "sum", "action", "list"],
            _ => &[],
        }
    }
}

/// The settings of a method.
#[must_use]
pub(super) fn method(kind: &str) -> &'static [Setting] {
    METHODS.iter().find(|(known, _)| *known == kind).map_or(&[], |(_, settings)| *settings)
}

/// The cycles, in their order.
#[must_use]
pub(super) fn cycles() -> &'static [&'static str] {
    CYCLES
}
