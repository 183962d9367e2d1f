//! The functions of the formula language, one family a file.
//!
//! Rules that hold for all of them (`design.md` §5):
//!
//! * The first error in the order of the arguments is the result, with the cell where it began. Only functions that
//!   choose (`IF`, `INDEX`, `XLOOKUP`, `SUMIFS`, …) leave errors alone in what they did not choose.
//! * Functions of single values are exempt where one of them is; aggregates skip exempt values and are exempt where
//!   all of them were.
//! * A blank counts 0 as a single number and false as a condition; aggregates skip it, except in sums.
//! * The result is provisional where any cell that was looked at is, one that was skipped included.
//! * Numbers, texts, truths and dates are never taken for one another: the wrong kind is `#VALUE!`.
//! * Every decision snaps its numbers first; sums are exact.

mod aggregates;
mod arguments;
mod criteria;
mod dates;
mod domain;
mod logic;
mod lookup;
mod maths;
mod pattern;
mod rounding;
mod statistics;
mod text;

#[cfg(test)]
pub(super) mod tests;

pub use super::operators::Context;
use crate::formula::catalogue::Function;
use crate::model::{Cell, ErrorCode, Value};
use arguments::{Arguments, Stop, truth};
pub(crate) use statistics::left_out;

/// What is handed to a function for one argument.
#[derive(Clone, Debug)]
pub enum Argument<'a> {
    /// One value.
    One(Cell),
    /// One value that stands in a cell.
    Read(&'a Cell),
    /// A list that stands in cells one after the other.
    List(&'a [Cell]),
    /// A list put together.
    Gathered(Vec<Cell>),
    /// A constant table, row by row.
    Table {
        /// How many cells a row has.
        columns: usize,
        /// The cells, row by row.
        cells: &'a [Cell],
    },
    /// An argument left out.
    Missing,
}

/// The value of a function.
///
/// Lazy functions (`IF`, `IFS`, `SWITCH`, `IFERROR`, `AND`, `OR`) give here what the evaluator's lazy version gives:
/// arguments behind the one that decides are not looked at. A function that gives a list has no single value
/// (`#VALUE!`): see [`call_list`].
#[must_use]
pub fn call(function: Function, arguments: &[Argument<'_>], context: &Context<'_>) -> Cell {
    let mut arguments = Arguments::new(arguments, context);
    let outcome = compute(function, &mut arguments);
    arguments.finish(outcome)
}

/// The list that a function gives (`TAKE`, `BEST`).
///
/// # Errors
///
/// The error, or exempt, that stands for the whole list; `#VALUE!` for a function that gives one value.
pub fn call_list(
    function: Function,
    arguments: &[Argument<'_>],
    context: &Context<'_>,
) -> Result<Vec<Cell>, Cell> {
    let mut arguments = Arguments::new(arguments, context);
    let outcome = match function {
        Function::Take => lookup::take(&mut arguments),
        Function::Best => domain::best(&mut arguments),
        _ => Err(Stop::from(ErrorCode::Value)),
    };
    outcome.map_err(|stop| arguments.finish(Err(stop)))
}

/// What a condition says: whether it holds, or the cell that stands for the result where it says neither.
///
/// A blank counts false; `IF`, `IFS`, `AND` and `OR` read their conditions so, and a lazy evaluator must too.
///
/// # Errors
///
/// The cell itself where it is exempt or an error; `#VALUE!` where it is no truth.
#[inline]
pub fn condition(cell: &Cell) -> Result<bool, Cell> {
    truth(&cell.value).map_err(|stop| Cell { value: stop.value(), provisional: cell.provisional })
}

fn compute(function: Function, arguments: &mut Arguments<'_>) -> Result<Value, Stop> {
    match function {
        Function::If => logic::choose(arguments),
        Function::Ifs => logic::choose_first(arguments),
        Function::Switch => logic::switch(arguments),
        Function::And => logic::and(arguments),
        Function::Or => logic::or(arguments),
        Function::Not => logic::not(arguments),
        Function::IfError => logic::if_error(arguments),
        Function::IsBlank => logic::is_blank(arguments),
        Function::IsExempt => logic::is_exempt(arguments),
        Function::Na => Err(Stop::from(ErrorCode::NotAvailable)),
        Function::Exempt => Err(Stop::Exempt),
        Function::Sum => aggregates::sum_of(arguments),
        Function::SumProduct => aggregates::sum_product(arguments),
        Function::Product => aggregates::product(arguments),
        Function::Average => aggregates::average_of(arguments),
        Function::Min => aggregates::least_of(arguments),
        Function::Max => aggregates::greatest_of(arguments),
        Function::Count => aggregates::count(arguments),
        Function::CountA => aggregates::count_filled(arguments),
        Function::CountIf | Function::CountIfs => criteria::count(arguments),
        Function::SumIf => criteria::over_own_or_other(arguments, aggregates::sum),
        Function::AverageIf => criteria::over_own_or_other(arguments, aggregates::average),
        Function::SumIfs => criteria::over_first(arguments, aggregates::sum),
        Function::AverageIfs => criteria::over_first(arguments, aggregates::average),
        Function::MaxIfs => criteria::over_first(arguments, aggregates::greatest),
        Function::MinIfs => criteria::over_first(arguments, aggregates::least),
        Function::Median => statistics::median(arguments),
        Function::GeoMean => statistics::geometric_mean(arguments),
        Function::StDev => statistics::deviation(arguments),
        Function::TrimMean => statistics::trimmed_mean(arguments),
        Function::Large => statistics::large(arguments),
        Function::Small => statistics::small(arguments),
        Function::Rank => statistics::rank(arguments),
        Function::PercentRank => statistics::percent_rank(arguments),
        Function::Index => lookup::index(arguments),
        Function::XLookup => lookup::look_up(arguments),
        Function::Round => rounding::round(arguments),
        Function::RoundUp => rounding::round_up(arguments),
        Function::RoundDown => rounding::round_down(arguments),
        Function::Int => rounding::int(arguments),
        Function::Abs => maths::absolute(arguments),
        Function::Mod => maths::remainder(arguments),
        Function::Power => maths::power(arguments),
        Function::Sqrt => maths::square_root(arguments),
        Function::Exp => maths::exponential(arguments),
        Function::Ln => maths::logarithm(arguments),
        Function::Date => dates::date(arguments),
        Function::Year => dates::year(arguments),
        Function::Month => dates::month(arguments),
        Function::Day => dates::day(arguments),
        Function::EDate => dates::months_later(arguments),
        Function::WorkDay => dates::working_days_later(arguments),
        Function::NetworkDays => dates::working_days_between(arguments),
        Function::Concat => text::concat(arguments),
        Function::TextJoin => text::join(arguments),
        Function::Text => text::formatted(arguments),
        Function::Band => domain::band(arguments),
        Function::Scale => domain::scale(arguments),
        Function::Rescale => domain::rescale(arguments),
        Function::Weighted => domain::weighted(arguments),
        Function::Lot => domain::lot(arguments),
        Function::Take | Function::Best => Err(Stop::from(ErrorCode::Value)),
    }
}
