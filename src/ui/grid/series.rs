//! How a few cells go on when they are drawn further: series of numbers, dates and numbered names, else copies.

use baton_core::calendar::{NaiveDate, Period, read_date};
use baton_core::num::{self, Decimal};

/// The next `count` texts after `source`, or before it where `back` (the nearest first).
#[must_use]
pub fn go_on(source: &[String], count: usize, back: bool) -> Vec<String> {
    let mut source = source.to_vec();
    if back {
        source.reverse();
    }
    let next = numbers(&source).or_else(|| dates(&source)).or_else(|| numbered(&source, back));
    match next {
        Some(next) => (1..=count).map(|at| next(at).unwrap_or_default()).collect(),
        None => source.iter().cycle().take(count).cloned().collect(),
    }
}

/// What stands so many cells on.
type Next = Box<dyn Fn(usize) -> Option<String>>;

/// Two or more numbers with one step between them.
fn numbers(source: &[String]) -> Option<Next> {
    let numbers = source.iter().map(|text| num::read(text)).collect::<Option<Vec<Decimal>>>()?;
    let step = step(&numbers, |a, b| b.checked_sub(*a))?;
    let last = *numbers.last()?;
    Some(Box::new(move |at| {
        let way = step.checked_mul(Decimal::from(at))?;
        last.checked_add(way).map(num::format)
    }))
}

/// One date or more; a single one goes on day by day.
fn dates(source: &[String]) -> Option<Next> {
    let dates = source.iter().map(|text| read_date(text)).collect::<Option<Vec<NaiveDate>>>()?;
    let days = match dates.as_slice() {
        [_] => 1,
        more => step(more, |a, b| Some(b.signed_duration_since(*a).num_days()))?,
    };
    let last = *dates.last()?;
    Some(Box::new(move |at| {
        let way = i32::try_from(days.checked_mul(i64::try_from(at).ok()?)?).ok()?;
        Period::Day(last).plus(way).map(|date| date.to_string())
    }))
}

/// Names that end in numbers: 乡镇01, 乡镇02. Several must have one name and one step.
fn numbered(source: &[String], back: bool) -> Option<Next> {
    let parts = source.iter().map(|text| ending(text)).collect::<Option<Vec<(&str, &str)>>>()?;
    let (name, digits) = *parts.last()?;
    if name.is_empty() || parts.iter().any(|(other, _)| *other != name) {
        return None;
    }
    let numbers: Vec<i64> = parts.iter().filter_map(|(_, digits)| digits.parse().ok()).collect();
    let by = match numbers.as_slice() {
        [_] if back => -1,
        [_] => 1,
        more => step(more, |a, b| b.checked_sub(*a))?,
    };
    let (last, name, width) = (*numbers.last()?, name.to_owned(), digits.len());
    Some(Box::new(move |at| {
        let number = last.checked_add(by.checked_mul(i64::try_from(at).ok()?)?)?;
        (number >= 0).then(|| format!("{name}{number:0width$}"))
    }))
}

/// The one step between neighbours of a list of two or more.
fn step<T, S: PartialEq>(list: &[T], between: impl Fn(&T, &T) -> Option<S>) -> Option<S> {
    let mut steps = list.windows(2).map(|pair| match pair {
        [a, b] => between(a, b),
        _ => None,
    });
    let first = steps.next()??;
    steps.all(|step| step.as_ref() == Some(&first)).then_some(first)
}

/// A name and the digits it ends in.
fn ending(text: &str) -> Option<(&str, &str)> {
    let name = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let digits = text.get(name.len()..)?;
    (1..=9).contains(&digits.len()).then_some((name, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(source: &[&str], count: usize, back: bool) -> String {
        let source: Vec<String> = source.iter().map(|text| (*text).to_owned()).collect();
        go_on(&source, count, back).join(" ")
    }

    #[test]
    fn series_go_on_and_everything_else_is_copied() {
        assert_eq!(on(&["1", "2"], 3, false), "3 4 5");
        assert_eq!(on(&["0.1", "0.2"], 2, false), "0.3 0.4");
        assert_eq!(on(&["1", "2"], 3, true), "0 -1 -2");
        assert_eq!(on(&["5"], 2, false), "5 5");
        assert_eq!(on(&["1", "2", "5"], 4, false), "1 2 5 1");
        assert_eq!(on(&["2018-02-27"], 3, false), "2018-02-28 2018-03-01 2018-03-02");
        assert_eq!(on(&["2018-03-01", "2018年3月8日"], 2, false), "2018-03-15 2018-03-22");
        assert_eq!(on(&["乡镇09"], 2, false), "乡镇10 乡镇11");
        assert_eq!(on(&["乡镇02"], 3, true), "乡镇01 乡镇00 ");
        assert_eq!(on(&["甲1", "乙2"], 3, false), "甲1 乙2 甲1");
        assert_eq!(on(&["是", ""], 3, false), "是  是");
    }
}
