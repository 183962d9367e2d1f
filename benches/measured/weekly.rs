//! The weekly sheet of the Ningming template alone, scaled up.

use std::sync::Arc;

use baton_core::calendar::{Cycle, Period};
use baton_core::model::{Book, Id, Method, PeriodSpan, Scheme, Subject, read_scheme};

use super::Random;

/// The book scaled to so many subjects and weeks: every mark typed but for one in fifty.
pub(crate) fn weekly(subjects: usize, periods: u32) -> Book {
    let text = include_str!("../../src/templates/ningming/scheme.json");
    let mut scheme: Scheme = read_scheme(text).expect("the template reads");
    scheme.sheets.truncate(1);
    scheme.classes.truncate(1);
    scheme.registers.clear();
    scheme.parameters.clear();
    scheme.statistics.clear();
    let sheet = scheme.sheets[0].clone();
    let class = scheme.classes[0].id.clone();
    let mut book = Book::new("weekly", scheme);
    let first = Period::Week { year: 2018, week: 1 };
    let last = Period::Week { year: 2018, week: periods };
    book.periods.insert(Cycle::Week, PeriodSpan { first, last });
    let subjects: Vec<Subject> = (0..subjects).map(|number| Subject::new(&format!("{number:04}"))).collect();
    let mut random = Random(1);
    for period in 1..=periods {
        for subject in &subjects {
            let mut set = |column: &Id, typed: String| {
                let period = Period::Week { year: 2018, week: period };
                book.marks.set(&sheet.id, period, &subject.id, column, Some(Arc::from(typed.as_str())));
            };
            for indicator in &sheet.indicators {
                let is_blank = random.below(50) == 0;
                match indicator.method.as_ref().expect("a leaf") {
                    Method::Share(share) => {
                        let target = 1 + random.below(30);
                        set(&Id::new(share.target.as_deref().expect("named")), target.to_string());
                        if !is_blank {
                            let done = random.below(target + 1);
                            set(&Id::new(share.done.as_deref().expect("named")), done.to_string());
                        }
                    }
                    Method::Percentage(percentage) if !is_blank => {
                        let value = format!("{}.{}", random.below(100), random.below(10));
                        set(&Id::new(percentage.value.as_deref().expect("named")), value);
                    }
                    Method::Deduct(deduct) if !is_blank => {
                        set(&Id::new(deduct.count.as_deref().expect("named")), random.below(7).to_string());
                    }
                    Method::Points if !is_blank => {
                        set(&indicator.id, format!("{}.{}", random.below(5), random.below(10)));
                    }
                    _ => {}
                }
            }
        }
    }
    book.roster.insert(class, subjects);
    book
}
