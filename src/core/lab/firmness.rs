//! How firm a ranking is: for a parameter the interval within which a question keeps its answer.
//!
//! Every end is found by scoring: at the value inside the answer is as now, at the value outside, one step of the stated
//! places further, it is another. Where all scores that matter are ratios of linear expressions in the parameter, they
//! tell where answers can change at all, so that none is overlooked ([`Way::Exact`]); else values in even steps are
//! tried and the first change is closed in on, which may miss one that is taken back within a step
//! ([`Way::Bisection`]).

use std::collections::BTreeMap;

use super::forms::{Form, Forms};
use super::lever::{Lever, Others};
use super::linear::{Linear, Ratio};
use super::probe::Probe;
use super::{Focus, Standing};
use crate::eval::Results;
use crate::model::GradeRef;
use crate::num::{self, Decimal};
use crate::plan::Step;

/// How many even steps are tried between now and a limit where there is no better way.
const STEPS: u32 = 64;
/// The most decimal places of an end.
pub const MOST_PLACES: u32 = 9;

/// What is asked of a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Who is first, in each group.
    First,
    /// Who is last, in each group.
    Last,
    /// Which of two rows stands before the other.
    Pair(usize, usize),
    /// The place of a row.
    Place(usize),
    /// The grade of a row.
    Grade(usize),
}

/// How an interval was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// All scores that matter are linear, or ratios of linear expressions: nothing was overlooked.
    Exact,
    /// By trying values in even steps and closing in on the first change.
    Bisection,
}

/// An end of an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The answer changes between two values, one step of the stated places apart.
    Change {
        /// The last value at which the answer is as now.
        inside: Decimal,
        /// The first at which it is another.
        outside: Decimal,
        /// The rows that make it another: for who is first, those that become or cease to be.
        rows: Vec<usize>,
    },
    /// It does not change up to the limit that was looked at.
    Open {
        /// The limit.
        limit: Decimal,
    },
}

/// The values of a parameter for which a question keeps its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The parameter.
    pub parameter: usize,
    /// Its value now.
    pub value: Decimal,
    /// Below it.
    pub low: End,
    /// Above it.
    pub high: End,
    /// How it was found.
    pub way: Way,
}

/// For a lever the interval in which a question keeps its answer, with ends to so many decimal places (at most
/// [`MOST_PLACES`]). `None` where the lever cannot move: its value is out of reach of a decimal, or nothing else is
/// left to rescale.
#[must_use]
pub fn interval(
    results: &Results,
    focus: &Focus,
    lever: &Lever,
    others: Others,
    question: Question,
    places: u32,
) -> Option<Interval> {
    let (least, most) = lever.range(results, others);
    let mut search = Search {
        probe: Probe::new(results, focus, lever, others),
        groups: focus.groups(results),
        question,
        value: lever.value,
        unit: Decimal::try_new(1, places.min(MOST_PLACES)).ok()?,
    };
    let now = search.answer(lever.value)?;
    let turns = turns(results, focus, lever, others, question, &search, (least, most));
    let way = if turns.is_some() { Way::Exact } else { Way::Bisection };
    let steps = |limit: Decimal| -> Vec<Decimal> {
        let step = limit.checked_sub(lever.value).and_then(|way| way.checked_div(Decimal::from(STEPS)));
        let at = |number: u32| lever.value.checked_add(step?.checked_mul(Decimal::from(number))?);
        (1..STEPS).filter_map(at).collect()
    };
    let (down, up) = match turns {
        Some(turns) => {
            // Who is equal now may part in both directions.
            let mut down: Vec<Decimal> = turns.iter().copied().filter(|turn| *turn <= lever.value).collect();
            let mut up: Vec<Decimal> = turns.into_iter().filter(|turn| *turn >= lever.value).collect();
            down.sort_unstable_by(|a, b| b.cmp(a));
            up.sort_unstable();
            (down, up)
        }
        None => (steps(least), steps(most)),
    };
    let low = search.end(&now, &down, least)?;
    let high = search.end(&now, &up, most)?;
    Some(Interval { parameter: lever.parameter, value: lever.value, low, high, way })
}

/// An answer: rows, places or grades, whatever the question asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    Rows(Vec<usize>),
    Order(std::cmp::Ordering),
    Place(Option<usize>),
    Grade(Option<GradeRef>),
}

struct Search {
    probe: Probe,
    groups: Vec<Vec<usize>>,
    question: Question,
    value: Decimal,
    unit: Decimal,
}

impl Search {
    fn answer(&mut self, value: Decimal) -> Option<Answer> {
        let standings = self.probe.standings(value)?;
        Some(answer(self.question, &standings, &self.groups))
    }

    /// The end in one direction: `turns` are where the answer may change, the nearest first.
    fn end(&mut self, now: &Answer, turns: &[Decimal], limit: Decimal) -> Option<End> {
        let upward = limit > self.value;
        let is_within = |value: &Decimal| if upward { *value < limit } else { *value > limit };
        let mut inside = self.value;
        for turn in turns {
            // Just behind it: the turn itself may be a tie that something else decides.
            let Some(behind) = self.on_grid(*turn, upward, 2).filter(is_within) else { continue };
            if !(if upward { behind > inside } else { behind < inside }) {
                continue;
            }
            match self.answer(behind) {
                Some(answer) if answer == *now => inside = behind,
                Some(_) => return self.close_in(now, inside, behind),
                None => return Some(End::Open { limit: inside }),
            }
        }
        match self.answer(limit) {
            _ if limit == self.value => Some(End::Open { limit }),
            Some(answer) if answer == *now => Some(End::Open { limit }),
            Some(_) => self.close_in(now, inside, limit),
            None => Some(End::Open { limit: inside }),
        }
    }

    /// The value on the grid of the unit, so many units further on.
    fn on_grid(&self, value: Decimal, upward: bool, further: u32) -> Option<Decimal> {
        let units = value.checked_div(self.unit)?;
        let further = Decimal::from(further);
        let at =
            if upward { units.floor().checked_add(further)? } else { units.ceil().checked_sub(further)? };
        at.checked_mul(self.unit).map(|value| value.normalize())
    }

    /// The last value with the answer of now and the first without, between one that has it and one that has not.
    fn close_in(&mut self, now: &Answer, inside: Decimal, outside: Decimal) -> Option<End> {
        let (mut inside, mut outside) = (inside, outside);
        loop {
            let gap = outside.checked_sub(inside)?.abs();
            if gap <= self.unit {
                break;
            }
            let half = inside.checked_add(outside)?.checked_div(Decimal::TWO)?;
            // Where one of the two stands off the grid, the middle may have to be the next of the grid.
            let is_between = |value: &Decimal| *value > inside.min(outside) && *value < inside.max(outside);
            let middle = [0, 1].into_iter().filter_map(|further| self.on_grid(half, true, further));
            let Some(middle) = middle.into_iter().find(is_between) else { break };
            if self.answer(middle).as_ref() == Some(now) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        let (a, b) = (self.probe.standings(inside)?, self.probe.standings(outside)?);
        let rows = makes_another(self.question, &a, &b, &self.groups);
        Some(End::Change { inside, outside, rows })
    }
}

fn answer(question: Question, standings: &[Standing], groups: &[Vec<usize>]) -> Answer {
    let place = |row: usize| standings.get(row).and_then(|standing| standing.place);
    match question {
        Question::First => Answer::Rows((0..standings.len()).filter(|row| place(*row) == Some(1)).collect()),
        Question::Last => {
            let last = |group: &Vec<usize>| {
                let last = group.iter().filter_map(|row| place(*row)).max();
                group.iter().copied().filter(|row| last.is_some() && place(*row) == last).collect::<Vec<_>>()
            };
            Answer::Rows(groups.iter().flat_map(last).collect())
        }
        Question::Pair(a, b) => {
            let together = groups.iter().any(|group| group.contains(&a) && group.contains(&b));
            match (place(a), place(b)) {
                (Some(a), Some(b)) if together => Answer::Order(a.cmp(&b)),
                _ => {
                    let score = |row: usize| standings.get(row).and_then(|s| s.score).map(num::snap);
                    Answer::Order(score(b).cmp(&score(a)))
                }
            }
        }
        Question::Place(row) => Answer::Place(place(row)),
        Question::Grade(row) => Answer::Grade(standings.get(row).and_then(|standing| standing.grade)),
    }
}

fn makes_another(question: Question, a: &[Standing], b: &[Standing], groups: &[Vec<usize>]) -> Vec<usize> {
    match (answer(question, a, groups), answer(question, b, groups)) {
        (Answer::Rows(a), Answer::Rows(b)) => {
            let gone = a.iter().filter(|row| !b.contains(row));
            gone.chain(b.iter().filter(|row| !a.contains(row))).copied().collect()
        }
        _ => match question {
            Question::Pair(a, b) => vec![a, b],
            Question::Place(row) | Question::Grade(row) => {
                let place = |of: &[Standing], row: usize| of.get(row).and_then(|standing| standing.place);
                // Those that pass it, or that it passes.
                let passes = |other: &usize| {
                    place(a, *other).cmp(&place(a, row)) != place(b, *other).cmp(&place(b, row))
                };
                let others = (0..a.len()).filter(|other| *other != row && passes(other));
                std::iter::once(row).chain(others).collect()
            }
            Question::First | Question::Last => Vec::new(),
        },
    }
}

/// Where the answer may change, by the forms of the scores; `None` where they are no ratios of linear expressions, or
/// something else decides too.
fn turns(
    results: &Results,
    focus: &Focus,
    lever: &Lever,
    others: Others,
    question: Question,
    search: &Search,
    range: (Decimal, Decimal),
) -> Option<Vec<Decimal>> {
    let score = (focus.score, focus.period);
    let section = search.probe.section();
    if !section.has(score) {
        // A grade may depend on it all the same: by its line or its quota.
        let others = section.iter().next().is_some();
        return (!others).then(Vec::new);
    }
    if let Some(rank) = focus.rank {
        let version = results.version_at((rank, focus.period))?;
        let Step::Order(order) = &version.step else { return None };
        let moves = |(at, read): (usize, &crate::plan::Read)| {
            at != order.by && section.iter().any(|(slot, _)| slot == read.slot)
        };
        if version.reads.iter().enumerate().any(moves) || version.parameters.contains(&lever.parameter) {
            return None;
        }
    }
    let variables = variables(results, lever, others)?;
    let version = results.version_at(score)?;
    if version.rounding.is_some() {
        return None;
    }
    let forms = Forms::of(results, section, &variables, score).at(score);
    let ratio = |row: usize| -> Option<Option<Ratio>> {
        Some(match forms.get(row)?.as_ref()? {
            Form::Moving(ratio) => Some(ratio.clone()),
            Form::Fixed(cell) => match cell.value {
                crate::model::Value::Number(number) => Some(Ratio::constant(number)),
                _ => None,
            },
        })
    };
    let ratios: Vec<Option<Ratio>> = (0..forms.len()).map(ratio).collect::<Option<_>>()?;
    let mut turns = Vec::new();
    let now = question_rows(question, results, focus, &search.groups)?;
    for (a, b) in now {
        let (Some(Some(a)), Some(Some(b))) = (ratios.get(a), ratios.get(b)) else { continue };
        meetings(a, b, range, &mut turns)?;
    }
    // Where what is divided by is 0 everything may change.
    for by in ratios.iter().flatten().flat_map(|ratio| ratio.gone.iter().chain([&ratio.under])) {
        turns.extend(Decimal::ZERO.checked_sub(by.constant)?.checked_div(by.slope(0)));
    }
    turns.retain(|turn| *turn >= range.0 && *turn <= range.1);
    turns.dedup();
    Some(turns)
}

/// The pairs whose order decides the answer; `None` where it is not decided by pairs.
fn question_rows(
    question: Question,
    results: &Results,
    focus: &Focus,
    groups: &[Vec<usize>],
) -> Option<Vec<(usize, usize)>> {
    let standings = focus.standings(results);
    let leaders = match answer(question, &standings, groups) {
        Answer::Rows(rows) => rows,
        _ => match question {
            Question::Pair(a, b) => return Some(vec![(a, b)]),
            Question::Place(row) => vec![row],
            Question::Grade(_) | Question::First | Question::Last => return None,
        },
    };
    let pair = |leader: usize| {
        let group = groups.iter().find(|group| group.contains(&leader));
        group.into_iter().flatten().copied().filter(move |other| *other != leader).map(move |b| (leader, b))
    };
    Some(leaders.into_iter().flat_map(pair).collect())
}

/// What each parameter of the lever is where the first variable is the lever's value.
fn variables(results: &Results, lever: &Lever, others: Others) -> Option<BTreeMap<usize, Linear>> {
    let mut variables = BTreeMap::from([(lever.parameter, Linear::variable(0))]);
    if others == Others::Rescale {
        let (whole, rest) = (lever.whole(results)?, lever.rest(results)?);
        for other in lever.family.iter().filter(|other| **other != lever.parameter) {
            let share = results.parameter(*other)?.checked_div(rest)?;
            let left = Linear::constant(whole).add(&Linear::variable(0).scale(Decimal::NEGATIVE_ONE)?)?;
            variables.insert(*other, left.scale(share)?);
        }
    }
    Some(variables)
}

/// Where two ratios are equal: the roots of `a.over * b.under - b.over * a.under` within the range.
fn meetings(a: &Ratio, b: &Ratio, range: (Decimal, Decimal), found: &mut Vec<Decimal>) -> Option<()> {
    let minus = |x: Decimal, y: Decimal| x.checked_sub(y);
    let (mut c, mut s, mut q) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    if a.under == b.under {
        c = minus(a.over.constant, b.over.constant)?;
        s = minus(a.over.slope(0), b.over.slope(0))?;
    } else {
        for (over, under, sign) in
            [(&a.over, &b.under, Decimal::ONE), (&b.over, &a.under, Decimal::NEGATIVE_ONE)]
        {
            let (oc, os, uc, us) = (over.constant, over.slope(0), under.constant, under.slope(0));
            c = c.checked_add(oc.checked_mul(uc)?.checked_mul(sign)?)?;
            s = s.checked_add(oc.checked_mul(us)?.checked_add(os.checked_mul(uc)?)?.checked_mul(sign)?)?;
            q = q.checked_add(os.checked_mul(us)?.checked_mul(sign)?)?;
        }
    }
    // Coefficients are good to more than 20 digits: what is less than this is 0.
    let is_nothing = |value: Decimal| value.abs() < Decimal::new(1, 18);
    if is_nothing(q) {
        if !is_nothing(s) {
            found.extend(Decimal::ZERO.checked_sub(c)?.checked_div(s));
        }
        return Some(());
    }
    // On each side of the vertex the sign changes once at most.
    let vertex = Decimal::ZERO.checked_sub(s)?.checked_div(q.checked_mul(Decimal::TWO)?)?;
    let at = |x: Decimal| q.checked_mul(x)?.checked_add(s)?.checked_mul(x)?.checked_add(c);
    let vertex = vertex.clamp(range.0, range.1);
    found.push(vertex);
    for (mut from, mut to) in [(range.0, vertex), (vertex, range.1)] {
        let (first, last) = (at(from)?, at(to)?);
        if first.is_sign_negative() == last.is_sign_negative() {
            continue;
        }
        while to.checked_sub(from)? > Decimal::new(1, 12) {
            let middle = from.checked_add(to)?.checked_div(Decimal::TWO)?;
            if at(middle)?.is_sign_negative() == first.is_sign_negative() {
                from = middle;
            } else {
                to = middle;
            }
        }
        found.push(from);
    }
    Some(())
}
