//! Periods and dates as they are stored and as offices type them.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::cycle::Cycle;
use super::period::Period;

/// Texts longer than this, in bytes, are no period.
const LONGEST_TEXT: usize = 64;
/// Numbers with more digits than a date in one run are no part of a period.
const MOST_DIGITS: usize = 8;

/// Why a text is no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodError {
    /// It has none of the forms, or not to the letter (`2018-1` for `2018-01`).
    NotAPeriod,
    /// It has the form of a period that does not exist: week 53 of 2018, 30 February, a year before 1900.
    NoSuchPeriod,
}

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAPeriod => "not a period such as 2018-01, 2018-W01, 2018-Q1, 2018 or R01",
            Self::NoSuchPeriod => "there is no such period",
        })
    }
}

impl std::error::Error for PeriodError {}

impl FromStr for Period {
    type Err = PeriodError;

    /// The period whose text this is, to the letter.
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let period = understand(text, None)?;
        if period.to_string() == text { Ok(period) } else { Err(PeriodError::NotAPeriod) }
    }
}

impl Period {
    /// Reads a period as people type it: besides its text `2018年1月`, `2018/1`, `2018.1`, `201801`, `2018年第3周`,
    /// `2018年第一季度`, `2018年上半年`, `2018年1月上旬`, `2018年3月1日`, `2018年度`, `第2轮` and the like, in full-width
    /// characters too and with spaces around the numbers.
    ///
    /// With a cycle only its periods are read, and for rounds the bare number too; without one also days.
    /// `None` where the text is no such period or it does not exist.
    ///
    /// `2018.1` is January. A spreadsheet that took October's `2018.10` for a number writes the same; nothing in the
    /// text tells the two apart.
    ///
    /// ```
    /// use baton_core::calendar::{Cycle, Period};
    /// assert_eq!(Period::read("２０１８年第三周", None), Some(Period::Week { year: 2018, week: 3 }));
    /// assert_eq!(Period::read("2018/1", Some(Cycle::Month)), Some(Period::Month { year: 2018, month: 1 }));
    /// assert_eq!(Period::read("2018/1", Some(Cycle::Week)), None);
    /// ```
    #[must_use]
    pub fn read(typed: &str, cycle: Option<Cycle>) -> Option<Self> {
        understand(typed, cycle).ok().filter(|period| cycle.is_none() || period.cycle() == cycle)
    }
}

/// Reads a date as people type it: `2018-03-01`, `2018/3/1`, `2018.3.1`, `2018年3月1日`, `20180301`, in full-width
/// characters too. `None` where it is none, or outside of the years that periods are made for.
///
/// ```
/// use baton_core::calendar::{NaiveDate, read_date};
/// assert_eq!(read_date("2018年3月1日"), NaiveDate::from_ymd_opt(2018, 3, 1));
/// assert_eq!(read_date("2018-02-30"), None);
/// ```
#[must_use]
pub fn read_date(typed: &str) -> Option<NaiveDate> {
    match understand(typed, None) {
        Ok(Period::Day(date)) => Some(date),
        _ => None,
    }
}

fn understand(typed: &str, cycle: Option<Cycle>) -> Result<Period, PeriodError> {
    let (shape, numbers) = shape_of(typed).ok_or(PeriodError::NotAPeriod)?;
    let period = match (shape.as_str(), numbers.as_slice()) {
        ("#", &[number]) if cycle == Some(Cycle::Round) => Some(Period::Round(number)),
        ("r#" | "第#轮" | "第#次", &[number]) => Some(Period::Round(number)),
        ("#", &[run]) => in_one_run(run),
        ("#年" | "#年度" | "#年全年", &[year]) => signed(year).map(Period::Year),
        ("#年上半年", &[year]) => half_year(year, 1),
        ("#年下半年", &[year]) => half_year(year, 2),
        ("#-h#" | "#h#", &[year, half]) => half_year(year, half),
        ("#年第#季度" | "#年#季度" | "#年第#季" | "#年#季" | "#-q#" | "#q#", &[year, quarter]) => {
            signed(year).map(|year| Period::Quarter { year, quarter })
        }
        ("#年#月" | "#年#月份" | "#-#" | "#/#" | "#.#", &[year, month]) => {
            signed(year).map(|year| Period::Month { year, month })
        }
        ("#年#月上旬", &[year, month]) => ten_day(year, month, 1),
        ("#年#月中旬", &[year, month]) => ten_day(year, month, 2),
        ("#年#月下旬", &[year, month]) => ten_day(year, month, 3),
        ("#-#-t#", &[year, month, third]) => ten_day(year, month, third),
        ("#年第#周" | "#年#周" | "#-w#" | "#w#", &[year, week]) => {
            signed(year).map(|year| Period::Week { year, week })
        }
        ("#年#月#日" | "#年#月#号" | "#-#-#" | "#/#/#" | "#.#.#", &[year, month, day]) => {
            date(year, month, day)
        }
        _ => return Err(PeriodError::NotAPeriod),
    };
    period.filter(|period| period.exists()).ok_or(PeriodError::NoSuchPeriod)
}

fn signed(year: u32) -> Option<i32> {
    i32::try_from(year).ok()
}

fn half_year(year: u32, half: u32) -> Option<Period> {
    Some(Period::HalfYear { year: signed(year)?, half })
}

fn ten_day(year: u32, month: u32, third: u32) -> Option<Period> {
    Some(Period::TenDay { year: signed(year)?, month, third })
}

fn date(year: u32, month: u32, day: u32) -> Option<Period> {
    NaiveDate::from_ymd_opt(signed(year)?, month, day).map(Period::Day)
}

/// `2018`, `201803` or `20180301`.
fn in_one_run(run: u32) -> Option<Period> {
    let parted = |by: u32| Some((run.checked_div(by)?, run.checked_rem(by)?));
    match run {
        0..=9_999 => signed(run).map(Period::Year),
        10_000..=999_999 => {
            let (year, month) = parted(100)?;
            Some(Period::Month { year: signed(year)?, month })
        }
        _ => {
            let (year, rest) = parted(10_000)?;
            date(year, rest.checked_div(100)?, rest.checked_rem(100)?)
        }
    }
}

/// The text with `#` for each number, folded and without spaces, and the numbers.
fn shape_of(typed: &str) -> Option<(String, Vec<u32>)> {
    if typed.len() > LONGEST_TEXT {
        return None;
    }
    let folded: Vec<char> = typed.chars().map(fold).collect();
    let (mut shape, mut numbers) = (String::new(), Vec::new());
    for run in folded.chunk_by(|a, b| kind(*a) == kind(*b)) {
        let number = match kind(*run.first()?) {
            Kind::Space => continue,
            Kind::Other => {
                shape.extend(run);
                continue;
            }
            Kind::Digit => decimal(run)?,
            Kind::Numeral => chinese(run)?,
        };
        shape.push('#');
        numbers.push(number);
    }
    Some((shape, numbers))
}

#[derive(PartialEq, Eq)]
enum Kind {
    Digit,
    Numeral,
    Space,
    Other,
}

fn kind(folded: char) -> Kind {
    match folded {
        '0'..='9' => Kind::Digit,
        '十' => Kind::Numeral,
        other if numeral(other).is_some() => Kind::Numeral,
        other if other.is_whitespace() => Kind::Space,
        _ => Kind::Other,
    }
}

/// Full-width ASCII to half-width, capitals to small letters, every dash to a hyphen. The sign that marks a number's
/// place is taken for another character, so that none can be typed in.
fn fold(typed: char) -> char {
    match typed {
        '\u{FF01}'..='\u{FF5E}' => {
            let half = char::from_u32(u32::from(typed).saturating_sub(0xFEE0)).unwrap_or(typed);
            fold(half)
        }
        '–' | '—' | '−' => '-',
        '#' => '?',
        other => other.to_ascii_lowercase(),
    }
}

fn decimal(digits: &[char]) -> Option<u32> {
    if digits.len() > MOST_DIGITS {
        return None;
    }
    digits.iter().try_fold(0u32, |sum, digit| sum.checked_mul(10)?.checked_add(digit.to_digit(10)?))
}

/// 一 to 九十九.
fn chinese(numerals: &[char]) -> Option<u32> {
    let (tens, units) = match *numerals {
        ['十'] => (1, 0),
        [unit] => (0, numeral(unit)?),
        ['十', unit] => (1, numeral(unit)?),
        [ten, '十'] => (numeral(ten)?, 0),
        [ten, '十', unit] => (numeral(ten)?, numeral(unit)?),
        _ => return None,
    };
    u32::checked_mul(tens, 10)?.checked_add(units)
}

fn numeral(folded: char) -> Option<u32> {
    let place = "一二三四五六七八九".chars().position(|numeral| numeral == folded)?;
    u32::try_from(place).ok()?.checked_add(1)
}
