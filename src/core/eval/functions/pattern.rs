//! Formats of `TEXT`: `0.00`, `#,##0`, `0.0%`, `yyyy年m月d日`, `@` and their like.
//!
//! * Numbers: the placeholders `0` and `#`, thousands separators, a decimal point, one per cent sign, and up to three
//!   sections for positive, negative and zero, separated by `;`.
//! * Dates: `yyyy yy m mm d dd`, and the weekday as `aaa` (四) or `aaaa` (星期四).
//! * `@` is the text itself.
//! * Around them literals: in double quotes, behind a backslash, spaces, brackets, `-`, `/`, `+`, `:` and everything
//!   that is not ASCII.
//!
//! Excel has many more; they are not guessed at.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::num::{self, RoundingMode};

/// Weekdays from Sunday.
const WEEKDAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];
/// Most placeholders on either side of the decimal point.
const MOST_DIGITS: usize = 28;

/// A format, as read.
pub(super) enum Pattern {
    /// Of numbers.
    Number(NumberPattern),
    /// Of dates.
    Date(DatePattern),
    /// Of texts.
    Text(TextPattern),
}

/// A format of numbers: sections for positive, negative and zero.
pub(super) struct NumberPattern(Vec<Section>);

/// A format of dates: literals and parts of the date.
pub(super) struct DatePattern(Vec<DatePart>);

/// A format of texts: what stands before and behind.
pub(super) struct TextPattern {
    before: String,
    behind: String,
}

#[derive(Clone, PartialEq)]
enum Token {
    Literal(char),
    /// `0 # , . % @ ;`
    Sign(char),
    /// A run of one letter, lower case.
    Letters(char, usize),
}

#[derive(Default)]
struct Section {
    before: String,
    behind: String,
    digits: Option<Digits>,
    is_percent: bool,
}

#[derive(Default)]
struct Digits {
    least_whole: usize,
    has_thousands: bool,
    has_point: bool,
    least_fraction: usize,
    most_fraction: usize,
}

enum DatePart {
    Literal(char),
    Year,
    ShortYear,
    Month(usize),
    Day(usize),
    Weekday(&'static str),
}

impl Pattern {
    /// Reads a format; `None` where it is not one of those known.
    pub(super) fn read(format: &str) -> Option<Self> {
        let tokens = tokens(format)?;
        if tokens.iter().any(|token| matches!(token, Token::Letters(..))) {
            return tokens
                .iter()
                .map(DatePart::read)
                .collect::<Option<_>>()
                .map(|parts| Self::Date(DatePattern(parts)));
        }
        if tokens.contains(&Token::Sign('@')) {
            return TextPattern::read(&tokens).map(Self::Text);
        }
        let sections: Vec<Section> =
            tokens.split(|token| *token == Token::Sign(';')).map(Section::read).collect::<Option<_>>()?;
        let has_digits = sections.first().is_some_and(|section| section.digits.is_some());
        (has_digits && sections.len() <= 3).then_some(Self::Number(NumberPattern(sections)))
    }
}

impl NumberPattern {
    /// The number in this format, rounded half away from zero; `None` beyond the range of a decimal.
    pub(super) fn write(&self, number: Decimal) -> Option<String> {
        let number = num::snap(number);
        let is_negative = number.is_sign_negative() && !number.is_zero();
        let special = match (is_negative, number.is_zero()) {
            (true, _) => self.0.get(1),
            (_, true) => self.0.get(2),
            _ => None,
        };
        let section = special.or(self.0.first())?;
        let magnitude = section.round(number.abs())?;
        // A section of its own for negative numbers says how to show that they are.
        let sign = if is_negative && special.is_none() && !magnitude.is_zero() { "-" } else { "" };
        Some([sign, &section.write(magnitude)].concat())
    }
}

impl Section {
    fn read(tokens: &[Token]) -> Option<Self> {
        let mut section = Self::default();
        let is_digit = |token: &Token| matches!(token, Token::Sign('0' | '#' | ',' | '.'));
        let start = tokens.iter().position(is_digit).unwrap_or(tokens.len());
        let end = tokens.iter().rposition(is_digit).map_or(start, |last| last.saturating_add(1));
        section.before = section.read_literals(tokens.get(..start)?)?;
        section.digits = if start < end { Some(Digits::read(tokens.get(start..end)?)?) } else { None };
        section.behind = section.read_literals(tokens.get(end..)?)?;
        Some(section)
    }

    fn read_literals(&mut self, tokens: &[Token]) -> Option<String> {
        let mut literals = String::new();
        for token in tokens {
            match token {
                Token::Literal(literal) => literals.push(*literal),
                Token::Sign('%') if !self.is_percent => {
                    self.is_percent = true;
                    literals.push('%');
                }
                _ => return None,
            }
        }
        Some(literals)
    }

    fn round(&self, magnitude: Decimal) -> Option<Decimal> {
        let scaled = if self.is_percent { magnitude.checked_mul(Decimal::ONE_HUNDRED)? } else { magnitude };
        let places = self.digits.as_ref().map_or(0, |digits| digits.most_fraction);
        Some(num::round(scaled, i32::try_from(places).ok()?, RoundingMode::HalfUp))
    }

    fn write(&self, magnitude: Decimal) -> String {
        let digits = self.digits.as_ref().map(|digits| digits.write(magnitude)).unwrap_or_default();
        [self.before.as_str(), &digits, &self.behind].concat()
    }
}

impl Digits {
    /// Reads placeholders: `#` before `0` left of the point, `0` before `#` right of it, separators only between
    /// placeholders left of it.
    fn read(tokens: &[Token]) -> Option<Self> {
        let mut digits = Self::default();
        let signs: Vec<char> = tokens
            .iter()
            .map(|token| if let Token::Sign(sign) = token { Some(*sign) } else { None })
            .collect::<Option<_>>()?;
        let mut whole = signs.as_slice();
        if let Some(point) = signs.iter().position(|sign| *sign == '.') {
            digits.has_point = true;
            whole = signs.get(..point)?;
            let fraction = signs.get(point.saturating_add(1)..)?;
            digits.least_fraction = fraction.iter().take_while(|sign| **sign == '0').count();
            digits.most_fraction = fraction.len();
            if fraction.iter().skip(digits.least_fraction).any(|sign| *sign != '#') {
                return None;
            }
        }
        let is_separator = |sign: Option<&char>| sign == Some(&',');
        digits.has_thousands = whole.contains(&',');
        if is_separator(whole.first()) || is_separator(whole.last()) {
            return None;
        }
        let placeholders: Vec<char> = whole.iter().copied().filter(|sign| *sign != ',').collect();
        digits.least_whole = placeholders.iter().rev().take_while(|sign| **sign == '0').count();
        let rest = placeholders.len().saturating_sub(digits.least_whole);
        let is_known = placeholders.iter().take(rest).all(|sign| *sign == '#');
        let is_short = placeholders.len() <= MOST_DIGITS && digits.most_fraction <= MOST_DIGITS;
        let is_any = !placeholders.is_empty() || digits.most_fraction > 0;
        (is_known && is_short && is_any).then_some(digits)
    }

    /// A magnitude that is already rounded.
    fn write(&self, magnitude: Decimal) -> String {
        let text = num::format(magnitude);
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let whole = if whole == "0" { "" } else { whole };
        let mut written = self.write_whole(&format!("{whole:0>width$}", width = self.least_whole));
        if self.has_point {
            written.push('.');
            written.push_str(&format!("{fraction:0<width$}", width = self.least_fraction));
        }
        written
    }

    fn write_whole(&self, whole: &str) -> String {
        if !self.has_thousands {
            return whole.to_owned();
        }
        let mut written = String::new();
        for (place, digit) in whole.chars().enumerate() {
            let behind = whole.len().saturating_sub(place);
            if place > 0 && behind.is_multiple_of(3) {
                written.push(',');
            }
            written.push(digit);
        }
        written
    }
}

impl DatePattern {
    /// The date in this format.
    pub(super) fn write(&self, date: NaiveDate) -> String {
        let year = date.year();
        let part = |part: &DatePart| match part {
            DatePart::Literal(literal) => literal.to_string(),
            DatePart::Year => format!("{year:04}"),
            DatePart::ShortYear => format!("{:02}", year.rem_euclid(100)),
            DatePart::Month(width) => format!("{:0width$}", date.month(), width = *width),
            DatePart::Day(width) => format!("{:0width$}", date.day(), width = *width),
            DatePart::Weekday(before) => {
                let weekday = usize::try_from(date.weekday().num_days_from_sunday()).unwrap_or_default();
                [*before, WEEKDAYS.get(weekday).copied().unwrap_or_default()].concat()
            }
        };
        self.0.iter().map(part).collect()
    }
}

impl DatePart {
    fn read(token: &Token) -> Option<Self> {
        match token {
            Token::Literal(literal) | Token::Sign(literal @ ('.' | ',')) => Some(Self::Literal(*literal)),
            Token::Letters('y', 4) => Some(Self::Year),
            Token::Letters('y', 2) => Some(Self::ShortYear),
            Token::Letters('m', width @ (1 | 2)) => Some(Self::Month(*width)),
            Token::Letters('d', width @ (1 | 2)) => Some(Self::Day(*width)),
            Token::Letters('a', 3) => Some(Self::Weekday("")),
            Token::Letters('a', 4) => Some(Self::Weekday("星期")),
            Token::Letters(..) | Token::Sign(_) => None,
        }
    }
}

impl TextPattern {
    fn read(tokens: &[Token]) -> Option<Self> {
        let mut halves = tokens.split(|token| *token == Token::Sign('@'));
        let mut half = || -> Option<String> {
            let literal =
                |token: &Token| if let Token::Literal(literal) = token { Some(*literal) } else { None };
            halves.next()?.iter().map(literal).collect()
        };
        let pattern = Self { before: half()?, behind: half()? };
        half().is_none().then_some(pattern)
    }

    /// The text in this format.
    pub(super) fn write(&self, text: &str) -> String {
        [self.before.as_str(), text, &self.behind].concat()
    }
}

fn tokens(format: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = format.chars();
    while let Some(next) = rest.next() {
        match next {
            '"' => loop {
                match rest.next()? {
                    '"' => break,
                    quoted => tokens.push(Token::Literal(quoted)),
                }
            },
            '\\' => tokens.push(Token::Literal(rest.next()?)),
            '0' | '#' | ',' | '.' | '%' | '@' | ';' => tokens.push(Token::Sign(next)),
            ' ' | '(' | ')' | '-' | '/' | '+' | ':' => tokens.push(Token::Literal(next)),
            'y' | 'm' | 'd' | 'a' | 'Y' | 'M' | 'D' | 'A' => {
                let letter = next.to_ascii_lowercase();
                match tokens.last_mut() {
                    Some(Token::Letters(last, count)) if *last == letter => *count = count.saturating_add(1),
                    _ => tokens.push(Token::Letters(letter, 1)),
                }
            }
            other if !other.is_ascii() => tokens.push(Token::Literal(other)),
            _ => return None,
        }
    }
    Some(tokens)
}
