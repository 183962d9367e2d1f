//! Numbers as people type and read them.

use rust_decimal::Decimal;

use super::rounding::{RoundingMode, round};

/// Reads a number as typed: full-width digits and signs, thousands separators and a trailing per cent sign are
/// understood (`１２．５` is 12.5, `1,234` is 1234, `80%` is 0.8). `None` where the text is no number or has more
/// than 28 digits.
///
/// ```
/// use baton_core::num::{Decimal, read};
/// assert_eq!(read("１２．５"), Some("12.5".parse()?));
/// assert_eq!(read("1,234.5"), Some("1234.5".parse()?));
/// assert_eq!(read("12,3"), None);
/// # Ok::<(), rust_decimal::Error>(())
/// ```
#[must_use]
pub fn read(typed: &str) -> Option<Decimal> {
    let folded: String = typed.trim().chars().map(fold).collect();
    let (number, percent) = match folded.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (folded.as_str(), false),
    };
    let (sign, magnitude) = match number.as_bytes().first()? {
        b'-' => ("-", number.get(1..)?),
        b'+' => ("", number.get(1..)?),
        _ => ("", number),
    };
    let (whole, fraction) = magnitude.split_once('.').map_or((magnitude, None), |(w, f)| (w, Some(f)));
    let whole = without_separators(whole)?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(&whole)
        || !fraction.is_none_or(digits)
        || (whole.is_empty() && fraction.is_none_or(str::is_empty))
    {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { &whole };
    let text = match fraction.filter(|fraction| !fraction.is_empty()) {
        Some(fraction) => format!("{sign}{whole}.{fraction}"),
        None => format!("{sign}{whole}"),
    };
    let value = Decimal::from_str_exact(&text).ok()?;
    if percent { value.checked_div(Decimal::ONE_HUNDRED) } else { Some(value) }
}

/// The shortest exact decimal: `88`, `78.5`, `0`; never an exponent, never `-0`.
///
/// ```
/// use baton_core::num::{Decimal, format};
/// assert_eq!(format("78.50".parse::<Decimal>()?), "78.5");
/// # Ok::<(), rust_decimal::Error>(())
/// ```
#[must_use]
pub fn format(value: Decimal) -> String {
    let value = value.normalize();
    if value.is_zero() { "0".into() } else { value.to_string() }
}

/// The value rounded half-up to at most `places`, shortest form: what a cell shows that nothing else rounds.
#[must_use]
pub fn format_places(value: Decimal, places: i32) -> String {
    format(round(value, places, RoundingMode::HalfUp))
}

fn fold(typed: char) -> char {
    match typed {
        '０'..='９' | '，' | '．' | '％' | '＋' | '－' => {
            char::from_u32(u32::from(typed).saturating_sub(0xFEE0)).unwrap_or(typed)
        }
        '−' => '-',
        other => other,
    }
}

/// The digits without thousands separators; `None` where a separator stands anywhere but before groups of three.
fn without_separators(whole: &str) -> Option<String> {
    if !whole.contains(',') {
        return Some(whole.into());
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let well_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    well_grouped.then(|| whole.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        for (typed, value) in [
            ("12", Some("12")),
            (" -3.50 ", Some("-3.50")),
            ("＋１２", Some("12")),
            ("80%", Some("0.8")),
            ("８０％", Some("0.8")),
            (".5", Some("0.5")),
            ("5.", Some("5")),
            ("1,234,567.8", Some("1234567.8")),
            ("1，234", Some("1234")),
            ("－１２．５", Some("-12.5")),
            ("−0.5", Some("-0.5")),
            ("80 %", Some("0.8")),
            ("%", None),
            ("1234,567", None),
            (",567", None),
            ("1_000", None),
            ("1.2_3", None),
            ("1.2.3", None),
            ("--5", None),
            ("12,34", None),
            ("1e5", None),
            ("", None),
            ("-", None),
            (".", None),
            ("十", None),
            ("1 2", None),
            ("123456789012345678901234567890", None),
        ] {
            assert_eq!(read(typed), value.map(|v| v.parse().unwrap()), "{typed:?}");
        }
    }

    #[test]
    fn writes_the_shortest_form() {
        for (value, text) in
            [("88.00", "88"), ("78.50", "78.5"), ("-0.0", "0"), ("1000", "1000"), ("-2.10", "-2.1")]
        {
            assert_eq!(format(value.parse().unwrap()), text);
        }
        assert_eq!(format_places("0.125".parse().unwrap(), 2), "0.13");
        assert_eq!(format_places("-0.004".parse().unwrap(), 2), "0");
    }
}
