//! Cycles and periods in words.

use baton_core::calendar::{Cycle, Period};

use super::Language;

/// A cycle: 每周, every week.
#[must_use]
pub fn cycle(cycle: Cycle, language: Language) -> &'static str {
    match cycle {
        Cycle::Week => language.pick("周", "week"),
        Cycle::TenDay => language.pick("旬", "ten days"),
        Cycle::Month => language.pick("月", "month"),
        Cycle::Quarter => language.pick("季度", "quarter"),
        Cycle::HalfYear => language.pick("半年", "half-year"),
        Cycle::Year => language.pick("年", "year"),
        Cycle::Round => language.pick("轮次", "round"),
    }
}

/// A period: 2018年第1周, week 1 of 2018. A round is told by its number; only the calendar knows its name.
#[must_use]
pub fn period(period: Period, language: Language) -> String {
    match language {
        Language::Chinese => in_chinese(period),
        Language::English => in_english(period),
    }
}

/// The text of a period in words; a text that is none stays as it is.
#[must_use]
pub fn period_text(text: &str, language: Language) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |read| period(read, language))
}

fn in_chinese(period: Period) -> String {
    match period {
        Period::Day(_) => {
            let (year, month, day) = day_parts(period);
            format!("{year}年{month}月{day}日")
        }
        Period::Week { year, week } => format!("{year}年第{week}周"),
        Period::TenDay { year, month, third } => {
            let third = match third {
                1 => "上旬",
                2 => "中旬",
                _ => "下旬",
            };
            format!("{year}年{month}月{third}")
        }
        Period::Month { year, month } => format!("{year}年{month}月"),
        Period::Quarter { year, quarter } => {
            let quarter = match quarter {
                1 => "一",
                2 => "二",
                3 => "三",
                _ => "四",
            };
            format!("{year}年第{quarter}季度")
        }
        Period::HalfYear { year, half: 1 } => format!("{year}年上半年"),
        Period::HalfYear { year, .. } => format!("{year}年下半年"),
        Period::Year(year) => format!("{year}年"),
        Period::Round(number) => format!("第{number}轮"),
    }
}

fn in_english(period: Period) -> String {
    match period {
        Period::Day(_) => {
            let (year, month, day) = day_parts(period);
            format!("{day} {} {year}", month_name(month))
        }
        Period::Week { year, week } => format!("week {week} of {year}"),
        Period::TenDay { year, month, third } => {
            let days = match third {
                1 => "first ten days",
                2 => "second ten days",
                _ => "last days",
            };
            format!("{days} of {} {year}", month_name(month))
        }
        Period::Month { year, month } => format!("{} {year}", month_name(month)),
        Period::Quarter { year, quarter } => format!("quarter {quarter} of {year}"),
        Period::HalfYear { year, half: 1 } => format!("first half of {year}"),
        Period::HalfYear { year, .. } => format!("second half of {year}"),
        Period::Year(year) => year.to_string(),
        Period::Round(number) => format!("round {number}"),
    }
}

/// Year, month and day of a day, from its text: `2018-03-01`.
fn day_parts(day: Period) -> (u32, u32, u32) {
    let text = day.to_string();
    let mut parts = text.split('-').map(|part| part.parse().unwrap_or_default());
    let mut next = || parts.next().unwrap_or_default();
    (next(), next(), next())
}

fn month_name(month: u32) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let place = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    place.and_then(|place| NAMES.get(place)).map_or_else(|| format!("month {month}"), |&name| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_period_has_words() {
        let words = [
            ("2018-03-01", "2018年3月1日", "1 March 2018"),
            ("2018-W01", "2018年第1周", "week 1 of 2018"),
            ("2018-01-T1", "2018年1月上旬", "first ten days of January 2018"),
            ("2018-01-T2", "2018年1月中旬", "second ten days of January 2018"),
            ("2018-12-T3", "2018年12月下旬", "last days of December 2018"),
            ("2018-01", "2018年1月", "January 2018"),
            ("2018-Q4", "2018年第四季度", "quarter 4 of 2018"),
            ("2018-H1", "2018年上半年", "first half of 2018"),
            ("2018-H2", "2018年下半年", "second half of 2018"),
            ("2018", "2018年", "2018"),
            ("R02", "第2轮", "round 2"),
            ("乡镇01", "乡镇01", "乡镇01"),
        ];
        for (text, chinese, english) in words {
            assert_eq!(period_text(text, Language::Chinese), chinese);
            assert_eq!(period_text(text, Language::English), english);
        }
    }

    #[test]
    fn the_chinese_words_are_read_back_as_the_same_period() {
        for text in ["2018-03-01", "2018-W01", "2018-01-T2", "2018-11", "2018-Q4", "2018-H2", "2018", "R02"] {
            let meant: Period = text.parse().unwrap();
            assert_eq!(Period::read(&period(meant, Language::Chinese), meant.cycle()), Some(meant), "{text}");
        }
    }
}
