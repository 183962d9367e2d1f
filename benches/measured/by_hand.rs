//! The weekly sheet as somebody would write it by hand, for this sheet only: loops over arrays of decimals, with the
//! same arithmetic, blanks, keeping, snapping, rounding, ranking and counting of weeks.

use std::sync::Arc;

use baton_core::eval::Results;
use baton_core::model::{Book, Method, Value};
use baton_core::num::{Decimal, RoundingMode, exact_sum, keep, round, snap};
use baton_core::plan::compile;

/// The arrays: by period and column the marks, blank or typed, and what is computed from them.
pub(crate) struct Weekly {
    indicators: Vec<Indicator>,
    full: Decimal,
    rows: usize,
    weeks: Vec<Week>,
}

#[derive(Clone, Copy)]
struct Indicator {
    full: Decimal,
    how: How,
    /// Its first mark's place; a share has its second behind it.
    mark: usize,
}

#[derive(Clone, Copy)]
enum How {
    Points,
    Share,
    Percentage,
    Deduct { each: Decimal },
}

#[derive(Default)]
struct Week {
    marks: Vec<Vec<Option<Decimal>>>,
    scores: Vec<Vec<(Decimal, bool)>>,
    totals: Vec<(Decimal, bool)>,
    ranks: Vec<Decimal>,
    last: Decimal,
    provisional: bool,
    streaks: Vec<(Decimal, bool)>,
}

impl Weekly {
    /// The arrays with the marks of a book, read once.
    pub(crate) fn new(book: &Book) -> Self {
        let results = Results::new(Arc::new(compile(&book.editions)), book);
        let sheet = &book.editions[0].scheme.sheets[0];
        let plan = results.plan();
        let table = plan.table(&sheet.name).expect("the sheet");
        let rows = results.space().row_count(table);
        let mut indicators = Vec::new();
        let mut marks: Vec<String> = Vec::new();
        for indicator in &sheet.indicators {
            let mark = marks.len();
            let how = match indicator.method.as_ref().expect("a leaf") {
                Method::Share(share) => {
                    marks.extend([share.target.clone().expect("named"), share.done.clone().expect("named")]);
                    How::Share
                }
                Method::Percentage(percentage) => {
                    marks.push(percentage.value.clone().expect("named"));
                    How::Percentage
                }
                Method::Deduct(deduct) => {
                    marks.push(deduct.count.clone().expect("named"));
                    How::Deduct { each: deduct.each }
                }
                _ => {
                    marks.push(indicator.name.clone());
                    How::Points
                }
            };
            indicators.push(Indicator { full: indicator.full.expect("full marks"), how, mark });
        }
        let number = |value: &Value| if let Value::Number(number) = value { Some(*number) } else { None };
        let weeks = (0..results.space().period_count(plan, table)).map(|period| Week {
            marks: marks
                .iter()
                .map(|name| {
                    let slot = plan.column(table, name).expect("a mark");
                    results.column(slot, period).iter().map(|cell| number(&cell.value)).collect()
                })
                .collect(),
            scores: vec![vec![(Decimal::ZERO, false); rows]; indicators.len()],
            totals: vec![(Decimal::ZERO, false); rows],
            ranks: vec![Decimal::ZERO; rows],
            streaks: vec![(Decimal::ZERO, false); rows],
            ..Week::default()
        });
        let weeks = weeks.collect();
        let full = sheet.total.as_ref().and_then(|total| total.full).expect("full marks");
        Self { indicators, full, rows, weeks }
    }

    /// Computes all weeks.
    pub(crate) fn compute(&mut self) {
        let mut fulls = Decimal::ZERO;
        for indicator in &self.indicators {
            fulls = exact_sum(fulls, keep(indicator.full)).expect("small numbers");
        }
        let mut before: Vec<(Decimal, bool)> = vec![(Decimal::ZERO, false); self.rows];
        let mut order: Vec<(Decimal, usize)> = Vec::with_capacity(self.rows);
        for week in &mut self.weeks {
            for (indicator, scores) in self.indicators.iter().zip(&mut week.scores) {
                let marks = &week.marks[indicator.mark];
                match indicator.how {
                    How::Points => {
                        for (score, mark) in scores.iter_mut().zip(marks) {
                            *score = (mark.unwrap_or(Decimal::ZERO), mark.is_none());
                        }
                    }
                    How::Share => {
                        let done = &week.marks[indicator.mark + 1];
                        for ((score, target), done) in scores.iter_mut().zip(marks).zip(done) {
                            *score = match (target, done) {
                                (Some(target), Some(done)) => {
                                    let share = done.checked_div(*target).expect("a target");
                                    let points = share.checked_mul(indicator.full).expect("small numbers");
                                    (keep(indicator.full.min(points)), false)
                                }
                                _ => (Decimal::ZERO, true),
                            };
                        }
                    }
                    How::Percentage => {
                        for (score, mark) in scores.iter_mut().zip(marks) {
                            let value = mark.unwrap_or(Decimal::ZERO);
                            let share = value.checked_div(Decimal::ONE_HUNDRED).expect("a hundred");
                            let points = share.checked_mul(indicator.full).expect("small numbers");
                            *score = (keep(points), mark.is_none());
                        }
                    }
                    How::Deduct { each } => {
                        for (score, mark) in scores.iter_mut().zip(marks) {
                            let count = mark.unwrap_or(Decimal::ZERO);
                            let lost = each.checked_mul(count).expect("small numbers");
                            let points = indicator.full.checked_sub(lost).expect("small numbers");
                            *score = (keep(points.max(Decimal::ZERO)), mark.is_none());
                        }
                    }
                }
            }
            for row in 0..self.rows {
                let mut sum = Decimal::ZERO;
                let mut provisional = false;
                for scores in &week.scores {
                    let (score, is_provisional) = scores[row];
                    sum = exact_sum(sum, keep(score)).expect("small numbers");
                    provisional |= is_provisional;
                }
                if snap(fulls) != snap(self.full) {
                    sum = sum
                        .checked_mul(self.full)
                        .and_then(|sum| sum.checked_div(fulls))
                        .expect("small numbers");
                }
                week.totals[row] = (round(sum, 2, RoundingMode::HalfUp), provisional);
            }
            order.clear();
            order.extend(week.totals.iter().enumerate().map(|(row, (total, _))| (snap(*total), row)));
            order.sort_by(|(a, _), (b, _)| b.cmp(a));
            let mut place = 0_u32;
            for at in 0..order.len() {
                let (total, row) = order[at];
                if at == 0 || order[at - 1].0 != total {
                    place = at as u32 + 1;
                }
                week.ranks[row] = Decimal::from(place);
            }
            week.provisional = week.totals.iter().any(|(_, provisional)| *provisional);
            week.last = week.ranks.iter().copied().max().unwrap_or_default();
            for (row, (length, provisional)) in before.iter().copied().enumerate() {
                let is_last = snap(week.ranks[row]) == snap(week.last);
                let (length, provisional) = if is_last {
                    (length.checked_add(Decimal::ONE).expect("small numbers"), provisional)
                } else {
                    (Decimal::ZERO, false)
                };
                week.streaks[row] = (length, provisional | week.provisional);
            }
            before.copy_from_slice(&week.streaks);
        }
    }

    /// Panics where any cell differs from what the evaluator computed.
    pub(crate) fn assert_equal(&self, results: &Results) {
        let plan = results.plan();
        let sheet = plan.table("乡镇周考评").expect("the sheet");
        let compare = |name: &str, period: usize, row: usize, expected: (Decimal, bool), typed: bool| {
            let slot = plan.column(sheet, name).expect("a column");
            let cell = results.cell(slot, period, row).expect("a cell");
            let found = match &cell.value {
                Value::Number(number) => *number,
                Value::Blank if typed => Decimal::ZERO,
                other => panic!("{name} {period} {row}: {other:?}"),
            };
            assert_eq!((found, cell.provisional), expected, "{name} {period} {row}");
        };
        for (period, week) in self.weeks.iter().enumerate() {
            for row in 0..self.rows {
                for (at, scores) in week.scores.iter().enumerate() {
                    let is_points = matches!(self.indicators[at].how, How::Points);
                    compare(&format!("指标{:02}", at + 1), period, row, scores[row], is_points);
                }
                compare("总分", period, row, week.totals[row], false);
                compare("排名", period, row, (week.ranks[row], week.provisional), false);
                compare("连续末位周数", period, row, week.streaks[row], false);
            }
        }
    }
}
