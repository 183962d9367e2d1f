//! Every function of the formula language: its name, what it expects and what it gives.
//!
//! The list is closed: a name that is not here is an error, never a guess. Excel's functions keep Excel's order of
//! arguments; the domain's own follow the same pattern. Wrappers, which say how far a reference reaches, look like
//! functions in a formula but are compiled into the plan and never called.

/// What is known under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A function that computes from its arguments.
    Function(Signature),
    /// A wrapper that says how far a reference reaches.
    Wrapper(Wrapper),
}

/// What is known under `name`, upper or lower case.
///
/// ```
/// use baton_core::formula::catalogue::{Function, Known, Wrapper, lookup};
/// assert!(matches!(lookup("round"), Some(Known::Function(signature)) if signature.function == Function::Round));
/// assert_eq!(lookup("Peers"), Some(Known::Wrapper(Wrapper::Peers)));
/// assert_eq!(lookup("VLOOKUP"), None);
/// ```
#[must_use]
pub fn lookup(name: &str) -> Option<Known> {
    let function = Function::ALL.into_iter().map(Function::signature);
    let wrapper = Wrapper::ALL.into_iter();
    function
        .map(|signature| (signature.name, Known::Function(signature)))
        .chain(wrapper.map(|wrapper| (wrapper.name(), Known::Wrapper(wrapper))))
        .find_map(|(known, found)| known.eq_ignore_ascii_case(name).then_some(found))
}

/// Every name of the catalogue, functions first: what a misspelt name is compared with.
pub fn names() -> impl Iterator<Item = &'static str> {
    let functions = Function::ALL.into_iter().map(|function| function.signature().name);
    functions.chain(Wrapper::ALL.into_iter().map(Wrapper::name))
}

/// What a function expects of its arguments and what it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The function.
    pub function: Function,
    /// Its name, upper case.
    pub name: &'static str,
    /// The least number of arguments.
    pub least: u32,
    /// The greatest number of arguments; `None` where the last ones repeat without end.
    pub most: Option<u32>,
    /// The parameters in order; the last [`Signature::repeating`] of them repeat.
    pub parameters: &'static [Parameter],
    /// How many of the last parameters form the group that repeats; 0 where none does.
    pub repeating: u32,
    /// What the last argument is where it does not complete a group (the default of `SWITCH`).
    pub remainder: Option<Parameter>,
    /// The kind of the result.
    pub gives: Gives,
    /// Whether the result is one value or a list.
    pub shape: Shape,
    /// Whether the evaluator evaluates only the arguments it needs.
    pub lazy: bool,
    /// Whether it can be computed; one that cannot yet is refused by the compiler.
    pub available: bool,
}

/// What one argument has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its kind.
    pub kind: Kind,
    /// One value, a list, or either.
    pub shape: Shape,
}

/// The kind an argument has to be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number,
    /// A text.
    Text,
    /// True or false.
    Truth,
    /// A date.
    Date,
    /// Any kind.
    Any,
    /// What a list is searched by: a number, date, truth, grade or subject, or a text such as `">=60"` or `"一等"`.
    Criterion,
    /// Any kind, the same for all arguments of this kind: they are compared with each other.
    Compared,
    /// Any kind, the same for all arguments of this kind: one of them is the result.
    Given,
    /// As [`Kind::Given`], but only kinds with an order: numbers, dates and grades of one ladder.
    Ordered,
}

/// One value, a list, or a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One value.
    One,
    /// A list. A constant table is read as the list of its cells, row by row.
    List,
    /// One value or a list.
    Either,
    /// A constant table of two columns, thresholds (numbers, ascending) and results; the parameter's kind is that
    /// of the results.
    Steps,
}

/// The kind of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// A number.
    Number,
    /// A text.
    Text,
    /// True or false.
    Truth,
    /// A date.
    Date,
    /// The kind of the arguments that are [`Kind::Given`] or [`Kind::Ordered`].
    Given,
    /// No value of its own: fits wherever any kind is expected (`EXEMPT()`, `NA()`).
    Nothing,
}

impl Signature {
    /// Whether the function takes so many arguments: between least and most, and whole groups where groups repeat.
    #[must_use]
    pub fn takes(&self, count: u32) -> bool {
        if count < self.least || self.most.is_some_and(|most| count > most) {
            return false;
        }
        let over = count.saturating_sub(self.fixed());
        self.remainder.is_some() || over.checked_rem(self.repeating).unwrap_or(0) == 0
    }

    /// What the argument at `index` (from 0) of `count` has to be; `None` where there is no such parameter.
    #[must_use]
    pub fn parameter(&self, index: u32, count: u32) -> Option<Parameter> {
        let fixed = self.fixed();
        let over = index.saturating_sub(fixed);
        let in_group = over.checked_rem(self.repeating);
        let is_remainder = index >= fixed && index.checked_add(1) == Some(count) && in_group == Some(0);
        if let (Some(remainder), true) = (self.remainder, is_remainder) {
            return Some(remainder);
        }
        let place = if index < fixed { index } else { fixed.checked_add(in_group?)? };
        self.parameters.get(usize::try_from(place).ok()?).copied()
    }

    /// How many parameters stand before those that repeat.
    fn fixed(&self) -> u32 {
        length(self.parameters).saturating_sub(self.repeating)
    }

    const fn new(
        function: Function,
        name: &'static str,
        parameters: &'static [Parameter],
        gives: Gives,
    ) -> Self {
        let count = length(parameters);
        Self {
            function,
            name,
            least: count,
            most: Some(count),
            parameters,
            repeating: 0,
            remainder: None,
            gives,
            shape: Shape::One,
            lazy: false,
            available: true,
        }
    }

    /// The last `count` arguments may be left out.
    const fn optional(self, count: u32) -> Self {
        Self { least: self.least.saturating_sub(count), ..self }
    }

    /// The last `count` parameters repeat without end.
    const fn repeated(self, count: u32) -> Self {
        Self { repeating: count, most: None, ..self }
    }

    const fn with_remainder(self, parameter: Parameter) -> Self {
        Self { remainder: Some(parameter), ..self }
    }

    const fn lazily(self) -> Self {
        Self { lazy: true, ..self }
    }

    const fn as_list(self) -> Self {
        Self { shape: Shape::List, ..self }
    }
}

const fn length(parameters: &[Parameter]) -> u32 {
    parameters.len() as u32
}

const fn parameter(kind: Kind, shape: Shape) -> Parameter {
    Parameter { kind, shape }
}

const NUMBER: Parameter = parameter(Kind::Number, Shape::One);
const NUMBERS: Parameter = parameter(Kind::Number, Shape::List);
const NUMBER_OR_LIST: Parameter = parameter(Kind::Number, Shape::Either);
const TEXT: Parameter = parameter(Kind::Text, Shape::One);
const TRUTH: Parameter = parameter(Kind::Truth, Shape::One);
const TRUTH_OR_LIST: Parameter = parameter(Kind::Truth, Shape::Either);
const DATE: Parameter = parameter(Kind::Date, Shape::One);
const DATE_OR_LIST: Parameter = parameter(Kind::Date, Shape::Either);
const ANY: Parameter = parameter(Kind::Any, Shape::One);
const ANY_LIST: Parameter = parameter(Kind::Any, Shape::List);
const ANY_OR_LIST: Parameter = parameter(Kind::Any, Shape::Either);
const CRITERION: Parameter = parameter(Kind::Criterion, Shape::One);
const COMPARED: Parameter = parameter(Kind::Compared, Shape::One);
const COMPARED_LIST: Parameter = parameter(Kind::Compared, Shape::List);
const GIVEN: Parameter = parameter(Kind::Given, Shape::One);
const GIVEN_LIST: Parameter = parameter(Kind::Given, Shape::List);
const ORDERED: Parameter = parameter(Kind::Ordered, Shape::One);
const ORDERED_LIST: Parameter = parameter(Kind::Ordered, Shape::List);
const ORDERED_OR_LIST: Parameter = parameter(Kind::Ordered, Shape::Either);
const STEPS: Parameter = parameter(Kind::Given, Shape::Steps);

/// Declares functions or wrappers once: the enum and the list of all of them.
macro_rules! listed {
    ($(#[doc = $of:literal])* $kind:ident, $all:literal; $($(#[doc = $doc:literal])* $name:ident),+ $(,)?) => {
        $(#[doc = $of])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $kind {
            $($(#[doc = $doc])* $name,)+
        }

        impl $kind {
            #[doc = $all]
            pub const ALL: [Self; [$(Self::$name),+].len()] = [$(Self::$name),+];

            /// How it is written and what it gives, as in the source: the reference of the format is made of it.
            #[cfg(feature = "schema")]
            #[must_use]
            pub const fn comment(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),*),)+
                }
            }
        }
    };
}

listed! {
    /// A function of the formula language.
    Function, "Every function, in the order of the families.";

    /// `IF(condition, then, else)`
    If,
    /// `IFS(condition1, value1, …)`: the value of the first condition that holds, else `#N/A`.
    Ifs,
    /// `SWITCH(value, case1, result1, …, [default])`
    Switch,
    /// `AND(condition, …)`
    And,
    /// `OR(condition, …)`
    Or,
    /// `NOT(condition)`
    Not,
    /// `IFERROR(value, otherwise)`
    IfError,
    /// `ISBLANK(value)`
    IsBlank,
    /// `ISEXEMPT(value)`: whether a value is 不适用.
    IsExempt,
    /// `NA()`: Excel's `#N/A`.
    Na,
    /// `EXEMPT()`: 不适用.
    Exempt,
    /// `SUM(number, …)`
    Sum,
    /// `SUMPRODUCT(list, …)`
    SumProduct,
    /// `PRODUCT(number, …)`
    Product,
    /// `AVERAGE(number, …)`
    Average,
    /// `MIN(value, …)`
    Min,
    /// `MAX(value, …)`
    Max,
    /// `COUNT(value, …)`: how many are numbers or dates.
    Count,
    /// `COUNTA(value, …)`: how many are not blank.
    CountA,
    /// `COUNTIF(list, criterion)`
    CountIf,
    /// `COUNTIFS(list1, criterion1, …)`
    CountIfs,
    /// `SUMIF(list, criterion, [summed list])`
    SumIf,
    /// `SUMIFS(summed list, list1, criterion1, …)`
    SumIfs,
    /// `AVERAGEIF(list, criterion, [averaged list])`
    AverageIf,
    /// `AVERAGEIFS(averaged list, list1, criterion1, …)`
    AverageIfs,
    /// `MAXIFS(list, list1, criterion1, …)`
    MaxIfs,
    /// `MINIFS(list, list1, criterion1, …)`
    MinIfs,
    /// `MEDIAN(number, …)`
    Median,
    /// `GEOMEAN(number, …)`
    GeoMean,
    /// `STDEV(number, …)`: of a sample.
    StDev,
    /// `TRIMMEAN(list, share)`
    TrimMean,
    /// `LARGE(list, n)`
    Large,
    /// `SMALL(list, n)`
    Small,
    /// `RANK(value, list, [order])`
    Rank,
    /// `PERCENTRANK(list, value, [digits])`: inclusive.
    PercentRank,
    /// `INDEX(list, n)` or `INDEX(table, row, column)`
    Index,
    /// `TAKE(list, n)`: the first n, or the last n where n is negative.
    Take,
    /// `XLOOKUP(value, searched list, result list, [if not found], [match mode], [search mode])`
    XLookup,
    /// `ROUND(number, places)`: half away from zero.
    Round,
    /// `ROUNDUP(number, places)`
    RoundUp,
    /// `ROUNDDOWN(number, places)`
    RoundDown,
    /// `INT(number)`
    Int,
    /// `ABS(number)`
    Abs,
    /// `MOD(number, divisor)`
    Mod,
    /// `POWER(base, exponent)`
    Power,
    /// `SQRT(number)`
    Sqrt,
    /// `EXP(number)`
    Exp,
    /// `LN(number)`
    Ln,
    /// `DATE(year, month, day)`
    Date,
    /// `YEAR(date)`
    Year,
    /// `MONTH(date)`
    Month,
    /// `DAY(date)`
    Day,
    /// `EDATE(date, months)`
    EDate,
    /// `WORKDAY(date, days, [holidays])`
    WorkDay,
    /// `NETWORKDAYS(first, last, [holidays])`
    NetworkDays,
    /// `CONCAT(value, …)`
    Concat,
    /// `TEXTJOIN(delimiter, skip empty, value, …)`
    TextJoin,
    /// `TEXT(value, format)`
    Text,
    /// `BAND(number, table)`: the result of the last row of a step table whose threshold is reached.
    Band,
    /// `SCALE(number, low, high, full)`: linear between two goalposts, from 0 to full.
    Scale,
    /// `BEST(list, n)`: the n greatest, as a list.
    Best,
    /// `RESCALE(full, score1, full1, …)`: applicable scores ÷ their full marks × full.
    Rescale,
    /// `WEIGHTED(score1, weight1, …)`: the weighted mean of the applicable scores.
    Weighted,
    /// `LOT(seed, value)`: the lot of a value, from 0 to 1: who is drawn is decided by the seed that is shown.
    Lot,
}

impl Function {
    /// Its name, what it expects and what it gives.
    #[must_use]
    pub const fn signature(self) -> Signature {
        use Gives::{Date, Given, Nothing, Number, Text, Truth};
        match self {
            Self::If => Signature::new(self, "IF", &[TRUTH, GIVEN, GIVEN], Given).lazily(),
            Self::Ifs => Signature::new(self, "IFS", &[TRUTH, GIVEN], Given).repeated(2).lazily(),
            Self::Switch => Signature::new(self, "SWITCH", &[COMPARED, COMPARED, GIVEN], Given)
                .repeated(2)
                .with_remainder(GIVEN)
                .lazily(),
            Self::And => Signature::new(self, "AND", &[TRUTH_OR_LIST], Truth).repeated(1).lazily(),
            Self::Or => Signature::new(self, "OR", &[TRUTH_OR_LIST], Truth).repeated(1).lazily(),
            Self::Not => Signature::new(self, "NOT", &[TRUTH], Truth),
            Self::IfError => Signature::new(self, "IFERROR", &[GIVEN, GIVEN], Given).lazily(),
            Self::IsBlank => Signature::new(self, "ISBLANK", &[ANY], Truth),
            Self::IsExempt => Signature::new(self, "ISEXEMPT", &[ANY], Truth),
            Self::Na => Signature::new(self, "NA", &[], Nothing),
            Self::Exempt => Signature::new(self, "EXEMPT", &[], Nothing),
            Self::Sum => Signature::new(self, "SUM", &[NUMBER_OR_LIST], Number).repeated(1),
            Self::SumProduct => Signature::new(self, "SUMPRODUCT", &[NUMBERS], Number).repeated(1),
            Self::Product => Signature::new(self, "PRODUCT", &[NUMBER_OR_LIST], Number).repeated(1),
            Self::Average => Signature::new(self, "AVERAGE", &[NUMBER_OR_LIST], Number).repeated(1),
            Self::Min => Signature::new(self, "MIN", &[ORDERED_OR_LIST], Given).repeated(1),
            Self::Max => Signature::new(self, "MAX", &[ORDERED_OR_LIST], Given).repeated(1),
            Self::Count => Signature::new(self, "COUNT", &[ANY_OR_LIST], Number).repeated(1),
            Self::CountA => Signature::new(self, "COUNTA", &[ANY_OR_LIST], Number).repeated(1),
            Self::CountIf => Signature::new(self, "COUNTIF", &[ANY_LIST, CRITERION], Number),
            Self::CountIfs => Signature::new(self, "COUNTIFS", &[ANY_LIST, CRITERION], Number).repeated(2),
            Self::SumIf => Signature::new(self, "SUMIF", &[ANY_LIST, CRITERION, NUMBERS], Number).optional(1),
            Self::SumIfs => {
                Signature::new(self, "SUMIFS", &[NUMBERS, ANY_LIST, CRITERION], Number).repeated(2)
            }
            Self::AverageIf => {
                Signature::new(self, "AVERAGEIF", &[ANY_LIST, CRITERION, NUMBERS], Number).optional(1)
            }
            Self::AverageIfs => {
                Signature::new(self, "AVERAGEIFS", &[NUMBERS, ANY_LIST, CRITERION], Number).repeated(2)
            }
            Self::MaxIfs => {
                Signature::new(self, "MAXIFS", &[ORDERED_LIST, ANY_LIST, CRITERION], Given).repeated(2)
            }
            Self::MinIfs => {
                Signature::new(self, "MINIFS", &[ORDERED_LIST, ANY_LIST, CRITERION], Given).repeated(2)
            }
            Self::Median => Signature::new(self, "MEDIAN", &[NUMBER_OR_LIST], Number).repeated(1),
            Self::GeoMean => Signature::new(self, "GEOMEAN", &[NUMBER_OR_LIST], Number).repeated(1),
            Self::StDev => Signature::new(self, "STDEV", &[NUMBER_OR_LIST], Number).repeated(1),
            Self::TrimMean => Signature::new(self, "TRIMMEAN", &[NUMBERS, NUMBER], Number),
            Self::Large => Signature::new(self, "LARGE", &[ORDERED_LIST, NUMBER], Given),
            Self::Small => Signature::new(self, "SMALL", &[ORDERED_LIST, NUMBER], Given),
            Self::Rank => Signature::new(self, "RANK", &[ORDERED, ORDERED_LIST, NUMBER], Number).optional(1),
            Self::PercentRank => {
                Signature::new(self, "PERCENTRANK", &[NUMBERS, NUMBER, NUMBER], Number).optional(1)
            }
            Self::Index => Signature::new(self, "INDEX", &[GIVEN_LIST, NUMBER, NUMBER], Given).optional(1),
            Self::Take => Signature::new(self, "TAKE", &[GIVEN_LIST, NUMBER], Given).as_list(),
            Self::XLookup => Signature::new(
                self,
                "XLOOKUP",
                &[COMPARED, COMPARED_LIST, GIVEN_LIST, GIVEN, NUMBER, NUMBER],
                Given,
            )
            .optional(3),
            Self::Round => Signature::new(self, "ROUND", &[NUMBER, NUMBER], Number),
            Self::RoundUp => Signature::new(self, "ROUNDUP", &[NUMBER, NUMBER], Number),
            Self::RoundDown => Signature::new(self, "ROUNDDOWN", &[NUMBER, NUMBER], Number),
            Self::Int => Signature::new(self, "INT", &[NUMBER], Number),
            Self::Abs => Signature::new(self, "ABS", &[NUMBER], Number),
            Self::Mod => Signature::new(self, "MOD", &[NUMBER, NUMBER], Number),
            Self::Power => Signature::new(self, "POWER", &[NUMBER, NUMBER], Number),
            Self::Sqrt => Signature::new(self, "SQRT", &[NUMBER], Number),
            Self::Exp => Signature::new(self, "EXP", &[NUMBER], Number),
            Self::Ln => Signature::new(self, "LN", &[NUMBER], Number),
            Self::Date => Signature::new(self, "DATE", &[NUMBER, NUMBER, NUMBER], Date),
            Self::Year => Signature::new(self, "YEAR", &[DATE], Number),
            Self::Month => Signature::new(self, "MONTH", &[DATE], Number),
            Self::Day => Signature::new(self, "DAY", &[DATE], Number),
            Self::EDate => Signature::new(self, "EDATE", &[DATE, NUMBER], Date),
            Self::WorkDay => Signature::new(self, "WORKDAY", &[DATE, NUMBER, DATE_OR_LIST], Date).optional(1),
            Self::NetworkDays => {
                Signature::new(self, "NETWORKDAYS", &[DATE, DATE, DATE_OR_LIST], Number).optional(1)
            }
            Self::Concat => Signature::new(self, "CONCAT", &[ANY_OR_LIST], Text).repeated(1),
            Self::TextJoin => Signature::new(self, "TEXTJOIN", &[TEXT, TRUTH, ANY_OR_LIST], Text).repeated(1),
            Self::Text => Signature::new(self, "TEXT", &[ANY, TEXT], Text),
            Self::Band => Signature::new(self, "BAND", &[NUMBER, STEPS], Given),
            Self::Scale => Signature::new(self, "SCALE", &[NUMBER, NUMBER, NUMBER, NUMBER], Number),
            Self::Best => Signature::new(self, "BEST", &[NUMBERS, NUMBER], Number).as_list(),
            Self::Rescale => Signature::new(self, "RESCALE", &[NUMBER, NUMBER, NUMBER], Number).repeated(2),
            Self::Weighted => Signature::new(self, "WEIGHTED", &[NUMBER, NUMBER], Number).repeated(2),
            Self::Lot => Signature::new(self, "LOT", &[ANY, ANY], Number),
        }
    }
}

listed! {
    /// What says how far a reference reaches: it turns a reference into a list, or into a value of another period.
    Wrapper, "Every wrapper.";

    /// `ALL(x)`: over all subjects of this period.
    All,
    /// `PEERS(x, field, …)`: over the subjects equal in these fields.
    Peers,
    /// `WITHIN(sheet.x)`: over the finer periods inside this one.
    Within,
    /// `LINKED(sheet.x, field)`: over the subjects of another class that point here by that field.
    Linked,
    /// `EVERY(sheet.x)`: over all subjects of another class.
    Every,
    /// `ENTRIES(register.x)`: over the entries tied to this subject whose date lies in this period.
    Entries,
    /// `PREV(x, [n])`: the value n periods before.
    Prev,
    /// `STREAK(condition)`: how many periods up to this one it has held without a break.
    Streak,
    /// `RUNNING(x, [cycle])`: the sum of the periods up to this one within the year, or within the `"quarter"`, ….
    Running,
    /// `TARIFF(name, [key], …)`: the points that a tariff gives for what the row says.
    Tariff,
}

impl Wrapper {
    /// Its name, upper case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::Peers => "PEERS",
            Self::Within => "WITHIN",
            Self::Linked => "LINKED",
            Self::Every => "EVERY",
            Self::Entries => "ENTRIES",
            Self::Prev => "PREV",
            Self::Streak => "STREAK",
            Self::Running => "RUNNING",
            Self::Tariff => "TARIFF",
        }
    }

    /// Whether it gives a list or one value.
    #[must_use]
    pub const fn shape(self) -> Shape {
        match self {
            Self::All | Self::Peers | Self::Within | Self::Linked | Self::Every | Self::Entries => {
                Shape::List
            }
            Self::Prev | Self::Streak | Self::Running | Self::Tariff => Shape::One,
        }
    }

    /// The least and the greatest number of arguments; `None` where there is no greatest.
    #[must_use]
    pub const fn counts(self) -> (u32, Option<u32>) {
        match self {
            Self::All | Self::Within | Self::Every | Self::Entries | Self::Streak => (1, Some(1)),
            Self::Tariff => (1, None),
            Self::Peers => (2, None),
            Self::Linked => (2, Some(2)),
            Self::Prev | Self::Running => (1, Some(2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_again() {
        let mut seen: Vec<&str> = names().collect();
        for name in &seen {
            assert!(lookup(&name.to_lowercase()).is_some(), "{name}");
            assert_eq!(*name, name.to_uppercase());
        }
        let count = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), count, "a name twice");
        assert_eq!(lookup("COUNTBLANK"), None);
    }

    #[test]
    fn every_argument_taken_has_a_parameter() {
        for function in Function::ALL {
            let signature = function.signature();
            assert_eq!(signature.function, function);
            for count in (0..12).filter(|count| signature.takes(*count)) {
                for index in 0..count {
                    assert!(
                        signature.parameter(index, count).is_some(),
                        "{} {index} of {count}",
                        signature.name
                    );
                }
            }
        }
    }

    #[test]
    fn groups_are_whole() {
        let takes = |function: Function| {
            let signature = function.signature();
            (0..8).filter(move |count| signature.takes(*count)).collect::<Vec<_>>()
        };
        assert_eq!(takes(Function::Na), [0]);
        assert_eq!(takes(Function::If), [3]);
        assert_eq!(takes(Function::Ifs), [2, 4, 6]);
        assert_eq!(takes(Function::Switch), [3, 4, 5, 6, 7]);
        assert_eq!(takes(Function::Sum), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(takes(Function::SumIfs), [3, 5, 7]);
        assert_eq!(takes(Function::SumIf), [2, 3]);
        assert_eq!(takes(Function::XLookup), [3, 4, 5, 6]);
        assert_eq!(takes(Function::Rescale), [3, 5, 7]);
        assert_eq!(takes(Function::TextJoin), [3, 4, 5, 6, 7]);
    }

    #[test]
    fn parameters_repeat() {
        let switch = Function::Switch.signature();
        let kinds = |count: u32| -> Vec<Kind> {
            (0..count).filter_map(|index| switch.parameter(index, count)).map(|p| p.kind).collect()
        };
        use Kind::{Compared, Given};
        assert_eq!(kinds(3), [Compared, Compared, Given]);
        assert_eq!(kinds(4), [Compared, Compared, Given, Given]);
        assert_eq!(kinds(5), [Compared, Compared, Given, Compared, Given]);
        assert_eq!(kinds(6), [Compared, Compared, Given, Compared, Given, Given]);
        let sumifs = Function::SumIfs.signature();
        assert_eq!(sumifs.parameter(3, 5), Some(ANY_LIST));
        assert_eq!(sumifs.parameter(4, 5), Some(CRITERION));
        assert_eq!(Function::Round.signature().parameter(2, 3), None);
    }
}
