//! China's public holidays and the days that make up for them, 2004 to 2026.
//!
//! Source: the yearly notices of the General Office of the State Council on the arrangement of holidays (国务院办公厅
//! 关于部分节假日安排的通知), with what was announced later: 3 September 2015, the longer Spring Festival of 2020.
//! `tests/holidays.rs` compares the table with an independent one, day by day.

use chrono::{Datelike, NaiveDate};

/// A year: its spans of days off, and the days of weekends that are worked; each day as month × 100 + day.
struct Year {
    year: i32,
    off: &'static [(u32, u32)],
    worked: &'static [u32],
}

/// Whether a day is off or worked by public notice; `None` where no notice names it.
pub(super) fn public(date: NaiveDate) -> Option<bool> {
    let year = YEARS.iter().find(|year| year.year == date.year())?;
    let day = date.month().saturating_mul(100).saturating_add(date.day());
    if year.off.iter().any(|(first, last)| (*first..=*last).contains(&day)) {
        return Some(false);
    }
    year.worked.contains(&day).then_some(true)
}

/// The days that public notices name between two days, both included.
pub(super) fn named(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let (first, last) = (YEARS.first().map(|year| year.year), YEARS.last().map(|year| year.year));
    let first = first.and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)).map_or(from, |day| day.max(from));
    let last = last.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31)).map_or(to, |day| day.min(to));
    first.iter_days().take_while(move |date| *date <= last).filter(|date| public(*date).is_some())
}

#[rustfmt::skip]
const YEARS: &[Year] = &[
    Year { year: 2004, off: &[(101, 101), (122, 128), (501, 507), (1001, 1007)], worked: &[117, 118, 508, 509, 1009, 1010] },
    Year { year: 2005, off: &[(101, 103), (209, 215), (501, 507), (1001, 1007)], worked: &[205, 206, 430, 508, 1008, 1009] },
    Year { year: 2006, off: &[(101, 103), (129, 204), (501, 507), (1001, 1007)], worked: &[128, 205, 429, 430, 930, 1008, 1230, 1231] },
    Year { year: 2007, off: &[(101, 103), (218, 224), (501, 507), (1001, 1007), (1230, 1231)], worked: &[217, 225, 428, 429, 929, 930, 1229] },
    Year { year: 2008, off: &[(101, 101), (206, 212), (404, 406), (501, 503), (607, 609), (913, 915), (929, 1005)], worked: &[202, 203, 504, 927, 928] },
    Year { year: 2009, off: &[(101, 103), (125, 131), (404, 406), (501, 503), (528, 530), (1001, 1008)], worked: &[104, 124, 201, 531, 927, 1010] },
    Year { year: 2010, off: &[(101, 103), (213, 219), (403, 405), (501, 503), (614, 616), (922, 924), (1001, 1007)], worked: &[220, 221, 612, 613, 919, 925, 926, 1009] },
    Year { year: 2011, off: &[(101, 103), (202, 208), (403, 405), (430, 502), (604, 604), (606, 606), (910, 912), (1001, 1007)], worked: &[130, 212, 402, 1008, 1009, 1231] },
    Year { year: 2012, off: &[(101, 103), (122, 128), (402, 404), (429, 501), (622, 622), (624, 624), (930, 1007)], worked: &[121, 129, 331, 401, 428, 929] },
    Year { year: 2013, off: &[(101, 103), (209, 215), (404, 406), (429, 501), (610, 612), (919, 921), (1001, 1007)], worked: &[105, 106, 216, 217, 407, 427, 428, 608, 609, 922, 929, 1012] },
    Year { year: 2014, off: &[(101, 101), (131, 206), (405, 407), (501, 503), (602, 602), (908, 908), (1001, 1007)], worked: &[126, 208, 504, 928, 1011] },
    Year { year: 2015, off: &[(101, 103), (218, 224), (405, 406), (501, 501), (620, 620), (622, 622), (903, 904), (927, 927), (1001, 1007)], worked: &[104, 215, 228, 906, 1010] },
    Year { year: 2016, off: &[(101, 101), (207, 213), (404, 404), (501, 502), (609, 611), (915, 917), (1001, 1007)], worked: &[206, 214, 612, 918, 1008, 1009] },
    Year { year: 2017, off: &[(101, 102), (127, 202), (402, 404), (501, 501), (528, 530), (1001, 1008)], worked: &[122, 204, 401, 527, 930] },
    Year { year: 2018, off: &[(101, 101), (215, 221), (405, 407), (429, 501), (618, 618), (924, 924), (1001, 1007), (1230, 1231)], worked: &[211, 224, 408, 428, 929, 930, 1229] },
    Year { year: 2019, off: &[(101, 101), (204, 210), (405, 407), (501, 504), (607, 609), (913, 915), (1001, 1007)], worked: &[202, 203, 428, 505, 929, 1012] },
    Year { year: 2020, off: &[(101, 101), (124, 202), (404, 406), (501, 505), (625, 627), (1001, 1008)], worked: &[119, 426, 509, 628, 927, 1010] },
    Year { year: 2021, off: &[(101, 103), (211, 217), (403, 405), (501, 505), (612, 614), (919, 921), (1001, 1007)], worked: &[207, 220, 425, 508, 918, 926, 1009] },
    Year { year: 2022, off: &[(101, 103), (131, 206), (403, 405), (430, 504), (603, 605), (910, 912), (1001, 1007), (1231, 1231)], worked: &[129, 130, 402, 424, 507, 1008, 1009] },
    Year { year: 2023, off: &[(101, 102), (121, 127), (405, 405), (429, 503), (622, 624), (929, 1006), (1230, 1231)], worked: &[128, 129, 423, 506, 625, 1007, 1008] },
    Year { year: 2024, off: &[(101, 101), (210, 217), (404, 406), (501, 505), (610, 610), (915, 917), (1001, 1007)], worked: &[204, 218, 407, 428, 511, 914, 929, 1012] },
    Year { year: 2025, off: &[(101, 101), (128, 204), (404, 406), (501, 505), (531, 602), (1001, 1008)], worked: &[126, 208, 427, 928, 1011] },
    Year { year: 2026, off: &[(101, 103), (215, 223), (404, 406), (501, 505), (619, 621), (925, 927), (1001, 1007)], worked: &[104, 214, 228, 509, 920, 1010] },
];
