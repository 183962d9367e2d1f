//! Simulation: how often each subject takes each place where weights are uncertain and scorers' marks are noisy.
//!
//! Each draw gives the moved parameters and marks other values and computes the standings; only counts are kept. A draw
//! is computed by the evaluator over the section between what moves and what is asked for. Where the scores are ratios
//! of linear expressions in what moves, they are taken from these instead, unless one is so near to where a decision
//! rounds that its last digits matter: then the evaluator decides. Both ways so give the same standings.
//!
//! Draws can be shared out: each [part](Simulation::part) counts some of them, side by side with the others.

use std::collections::{BTreeMap, BTreeSet};

use super::forms::{Form, Forms};
use super::lever::{bounded, family};
use super::linear::{Linear, Ratio};
use super::random::{Random, scaled};
use super::{Focus, Standing};
use crate::eval::{Results, Section, cell_ref};
use crate::formula::catalogue::Function;
use crate::model::{Cell, CellRef, FieldKind, GradeRef, Value};
use crate::num::{self, Decimal};
use crate::plan::{Assign, Expr, Slot, Step, TableKind, Version};

/// How finely a spread is cut: that many steps on each side.
const STEPS: u32 = 10_000;
/// The same as a power of ten.
const STEP_PLACES: u32 = 4;
/// Into how many steps the whole of a family is cut where its shares are drawn.
const SHARE_STEPS: u32 = 1_000_000;
/// The same as a power of ten.
const SHARE_PLACES: u32 = 6;

/// The most places of a mark's noise.
const NOISE_PLACES: u32 = 6;

/// How uncertain weights are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Each alike between so many per cent below and above its value, in 10,000 steps a side.
    Percent {
        /// Per cent of the value.
        percent: Decimal,
        /// Whether those that share a whole are rescaled so that its sum stays.
        keep_sum: bool,
    },
    /// Those that share a whole share it out anew: so many per cent of it by a draw in which all ways to share out a
    /// whole are alike (Dirichlet with all parameters 1, on a lattice of a million steps), the rest as it is.
    Shares {
        /// Per cent of the whole, at most 100.
        percent: Decimal,
    },
}

/// How noisy scorers' marks are. A mark that noise would lead out of its range stands at the end of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noise {
    /// At most so far up or down.
    pub most: Decimal,
    /// How it is distributed between these.
    pub shape: Shape,
    /// To how many decimal places marks are given.
    pub places: u32,
}

/// A distribution between two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// All values alike.
    Uniform,
    /// The sum of two uniform ones of half the width: most often near the middle.
    Triangular,
}

/// What a simulation draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// From where the draws begin: the same seed gives the same counts, everywhere.
    pub seed: u64,
    /// How many draws.
    pub draws: u32,
    /// The parameters that are uncertain. One that bounds marks is not drawn below the greatest of them.
    pub parameters: Vec<usize>,
    /// How uncertain they are.
    pub spread: Spread,
    /// The columns of marks that are noisy, each in a period: see [`scored`].
    pub marks: Vec<(Slot, usize)>,
    /// How noisy they are.
    pub noise: Noise,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many draws were made.
    pub draws: u32,
    /// For each subject, in roster order, in how many draws it took each place, from the first.
    pub places: Vec<Vec<u32>>,
    /// For each subject in how many draws it was not ranked.
    pub unranked: Vec<u32>,
    /// For each subject in how many draws it had each grade; without one under `None`.
    pub grades: Vec<BTreeMap<Option<GradeRef>, u32>>,
    /// For each subject in how many draws its grade was as it is.
    pub holds: Vec<u32>,
    /// In how many draws every grade was as it is.
    pub all_hold: u32,
    /// In how many draws the first places were as they are.
    pub first_holds: u32,
    /// How many draws were taken from linear expressions; the others the evaluator computed.
    pub linear: u32,
}

/// Draws, made in as many steps as one likes.
#[derive(Clone, Debug)]
pub struct Simulation {
    settings: Settings,
    focus: Focus,
    results: Results,
    section: Section,
    random: Random,
    /// Parameters that move, with their values as they are.
    before: BTreeMap<usize, Decimal>,
    /// The greatest mark that a parameter bounds: it is not drawn below.
    bounds: BTreeMap<usize, Decimal>,
    families: Vec<Vec<usize>>,
    marks: Vec<Noisy>,
    now: Vec<Standing>,
    shortcut: Option<Shortcut>,
    /// Which of how many parts this is.
    part: (u32, u32),
    /// How many draws were come to, of whichever part.
    at: u32,
    counts: Tally,
}

#[derive(Clone, Debug)]
struct Noisy {
    at: CellRef,
    value: Decimal,
    least: Option<Decimal>,
    most: Option<Decimal>,
    provisional: bool,
}

impl Noisy {
    /// The mark off by so much, within its range.
    fn off_by(&self, noise: Option<Decimal>) -> Cell {
        let mut value = noise.and_then(|noise| self.value.checked_add(noise)).unwrap_or(self.value);
        if let Some(least) = self.least {
            value = value.max(least);
        }
        if let Some(most) = self.most {
            value = value.min(most);
        }
        Cell::new(num::keep(value), self.provisional)
    }
}

/// The scores as ratios of linear expressions in the parameters that move.
#[derive(Clone, Debug)]
struct Shortcut {
    /// By variable: its parameter.
    variables: Vec<usize>,
    ratios: Vec<Option<Ratio>>,
    /// What is left to fill then.
    rest: Section,
}

/// The columns of marks that people give on a scale: numbers with a least and a most, each in a period.
#[must_use]
pub fn scored(results: &Results, focus: &Focus) -> Vec<(Slot, usize)> {
    let is_sheet = |slot: Slot| {
        let table =
            results.plan().columns.get(slot).and_then(|column| results.plan().tables.get(column.table));
        matches!(table.map(|table| &table.kind), Some(TableKind::Sheet { .. }))
    };
    let is_scored = |of: &(Slot, usize)| match results.version_at(*of).map(|version| &version.step) {
        Some(Step::Input(input)) => {
            let has_most = input.most.is_some() || input.field.most.is_some();
            is_sheet(of.0) && has_most && input.field.kind == FieldKind::Number
        }
        _ => false,
    };
    results.above(&focus.wanted()).into_iter().filter(is_scored).collect()
}

impl Simulation {
    /// Makes ready; nothing is drawn yet.
    #[must_use]
    pub fn new(results: &Results, focus: &Focus, settings: Settings) -> Self {
        let mut families: Vec<Vec<usize>> = Vec::new();
        for parameter in &settings.parameters {
            let family: Vec<usize> = family(results.plan(), *parameter)
                .into_iter()
                .filter(|of| settings.parameters.contains(of))
                .collect();
            if !family.is_empty() && !families.contains(&family) {
                families.push(family);
            }
        }
        let moved: BTreeSet<usize> = families.iter().flatten().copied().collect();
        let before: BTreeMap<usize, Decimal> =
            moved.iter().filter_map(|of| Some((*of, results.parameter(*of)?))).collect();
        let bounds = moved.iter().filter_map(|of| Some((*of, bounded(results, focus, *of)?))).collect();
        let section = results.section(&moved, &settings.marks, &focus.wanted());
        let section = results.prepared(section, &moved);
        let marks = noisy(results, &settings.marks);
        let shortcut = if marks.is_empty() { Shortcut::new(results, focus, &section, &before) } else { None };
        let now = focus.standings(results);
        let count = now.len();
        let counts = Tally {
            places: vec![vec![0; count]; count],
            unranked: vec![0; count],
            grades: vec![BTreeMap::new(); count],
            holds: vec![0; count],
            ..Tally::default()
        };
        let random = Random::new(settings.seed);
        Self {
            settings,
            focus: focus.clone(),
            results: results.clone(),
            section,
            random,
            before,
            bounds,
            families,
            marks,
            now,
            shortcut,
            part: (0, 1),
            at: 0,
            counts,
        }
    }

    /// Counts only each `of`-th draw, from the one with the number `part`, from 0. Every part draws all numbers, so that
    /// parts count together what the whole counts.
    #[must_use]
    pub fn part(mut self, part: u32, of: u32) -> Self {
        self.part = (part, of.max(1));
        self
    }

    /// Has every draw computed by the evaluator, as an edit is: nothing found before the first draw. To compare.
    #[must_use]
    pub fn without_shortcut(mut self) -> Self {
        self.shortcut = None;
        self.section = self.section.unprepared();
        self
    }

    /// Comes to so many draws more, as far as any are left; whether some are.
    pub fn step(&mut self, draws: u32) -> bool {
        let left = self.settings.draws.saturating_sub(self.at);
        for _ in 0..draws.min(left) {
            self.draw();
            self.at = self.at.saturating_add(1);
        }
        self.at < self.settings.draws
    }

    /// What was counted so far.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.counts
    }

    /// How subjects stand in the last draw that was counted, in roster order.
    #[must_use]
    pub fn standings(&self) -> Vec<Standing> {
        self.focus.standings(&self.results)
    }

    /// What is drawn.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    fn draw(&mut self) {
        let values = self.parameters();
        let noise = self.settings.noise;
        let off: Vec<Option<Decimal>> = self.marks.iter().map(|_| noise.draw(&mut self.random)).collect();
        let (part, of) = self.part;
        if self.at.checked_rem(of) != Some(part) {
            return;
        }
        for (parameter, value) in &values {
            self.results.put_parameter(*parameter, *value);
        }
        for (mark, off) in self.marks.iter().zip(off) {
            self.results.put_typed(mark.at, mark.off_by(off));
        }
        let scores =
            self.shortcut.as_ref().and_then(|shortcut| shortcut.scores(&self.results, &self.focus, &values));
        match (scores, &self.shortcut) {
            (Some(scores), Some(shortcut)) => {
                self.results.put_column((self.focus.score, self.focus.period), scores);
                self.results.fill_section(&shortcut.rest);
                self.counts.linear = self.counts.linear.saturating_add(1);
            }
            _ => self.results.fill_section(&self.section),
        }
        self.count();
    }

    /// A draw of all uncertain parameters.
    fn parameters(&mut self) -> BTreeMap<usize, Decimal> {
        let mut values = BTreeMap::new();
        for family in &self.families {
            let before: Vec<Decimal> = family.iter().filter_map(|of| self.before.get(of).copied()).collect();
            // What leaves the range of a decimal stays as it is.
            let drawn = spread(&mut self.random, self.settings.spread, &before);
            values.extend(family.iter().copied().zip(drawn.unwrap_or(before)));
        }
        // Full marks below a mark that was typed would make it no mark at all.
        for (parameter, bound) in &self.bounds {
            if let Some(value) = values.get_mut(parameter) {
                *value = (*value).max(*bound);
            }
        }
        values
    }

    fn count(&mut self) {
        let standings = self.standings();
        let counts = &mut self.counts;
        counts.draws = counts.draws.saturating_add(1);
        let (mut all_hold, mut first_holds) = (true, true);
        for (row, (standing, now)) in standings.iter().zip(&self.now).enumerate() {
            let place = standing.place.and_then(|place| place.checked_sub(1));
            let counter = match place {
                Some(place) => counts.places.get_mut(row).and_then(|places| places.get_mut(place)),
                None => counts.unranked.get_mut(row),
            };
            add_one(counter);
            let of_grade = counts.grades.get_mut(row).map(|grades| grades.entry(standing.grade).or_insert(0));
            add_one(of_grade);
            if standing.grade == now.grade {
                add_one(counts.holds.get_mut(row));
            } else {
                all_hold = false;
            }
            first_holds &= (standing.place == Some(1)) == (now.place == Some(1));
        }
        counts.all_hold = counts.all_hold.saturating_add(u32::from(all_hold));
        counts.first_holds = counts.first_holds.saturating_add(u32::from(first_holds));
    }
}

fn add_one(counter: Option<&mut u32>) {
    if let Some(counter) = counter {
        *counter = counter.saturating_add(1);
    }
}

/// The numbers that are there in columns of marks, with the ends of their ranges; what is blank or exempt stays so.
fn noisy(results: &Results, columns: &[(Slot, usize)]) -> Vec<Noisy> {
    let mut marks = Vec::new();
    for &(slot, period) in columns {
        let Some(Step::Input(input)) = results.version_at((slot, period)).map(|version| &version.step) else {
            continue;
        };
        let most = match input.most {
            Some(parameter) => results.parameter(parameter),
            None => input.field.most,
        };
        for row in 0..results.column(slot, period).len() {
            let Some(at) = cell_ref(slot, period, row) else { continue };
            let Some(cell) = results.typed_cell(at) else { continue };
            if let Value::Number(value) = cell.value {
                let (least, provisional) = (input.field.least, cell.provisional);
                marks.push(Noisy { at, value, least, most, provisional });
            }
        }
    }
    marks
}

/// A draw of the parameters of one family.
fn spread(random: &mut Random, spread: Spread, before: &[Decimal]) -> Option<Vec<Decimal>> {
    let hundred = Decimal::ONE_HUNDRED;
    let sum =
        |values: &[Decimal]| values.iter().try_fold(Decimal::ZERO, |sum, value| num::exact_sum(sum, *value));
    match spread {
        Spread::Percent { percent, keep_sum } => {
            let mut drawn = Vec::with_capacity(before.len());
            for value in before {
                let share =
                    scaled(random.around(STEPS), STEP_PLACES).checked_mul(percent)?.checked_div(hundred)?;
                drawn.push(num::keep(value.checked_add(value.checked_mul(share)?)?));
            }
            let (whole, now) = (sum(before)?, sum(&drawn)?);
            if keep_sum && before.len() > 1 && !now.is_zero() {
                for value in &mut drawn {
                    *value = num::keep(value.checked_mul(whole)?.checked_div(now)?);
                }
            }
            Some(drawn)
        }
        Spread::Shares { percent } => {
            if before.len() < 2 {
                return Some(before.to_vec());
            }
            let whole = sum(before)?;
            let by_lot = percent.clamp(Decimal::ZERO, hundred).checked_div(hundred)?;
            let stays = Decimal::ONE.checked_sub(by_lot)?;
            let shares = random.shares(before.len(), SHARE_STEPS);
            let value = |(before, share): (&Decimal, u32)| {
                let share = whole.checked_mul(scaled(i64::from(share), SHARE_PLACES))?.checked_mul(by_lot)?;
                before.checked_mul(stays)?.checked_add(share).map(num::keep)
            };
            before.iter().zip(shares).map(value).collect()
        }
    }
}

impl Noise {
    fn draw(self, random: &mut Random) -> Option<Decimal> {
        let places = self.places.min(NOISE_PLACES);
        let unit = Decimal::try_new(1, places).ok()?;
        let steps = self.most.checked_div(unit)?.floor();
        let steps = u32::try_from(steps).ok()?.min(u32::MAX.checked_div(2)?);
        let drawn = match self.shape {
            Shape::Uniform => random.around(steps),
            Shape::Triangular => {
                // Two halves of whole steps, which add up to the width.
                let half = steps.checked_div(2)?;
                random.around(half).saturating_add(random.around(steps.saturating_sub(half)))
            }
        };
        Some(scaled(drawn, places))
    }
}

impl Shortcut {
    fn new(
        results: &Results,
        focus: &Focus,
        section: &Section,
        before: &BTreeMap<usize, Decimal>,
    ) -> Option<Self> {
        let score = (focus.score, focus.period);
        let is_entries = |slot: Slot| {
            let table =
                results.plan().columns.get(slot).and_then(|column| results.plan().tables.get(column.table));
            matches!(table.map(|table| &table.kind), Some(TableKind::Register { .. }))
        };
        if !section.has(score) || section.iter().any(|(slot, _)| is_entries(slot)) {
            return None;
        }
        // What leads to the score is not computed in the shortcut: nothing else may need it.
        let above = results.above(&[score]);
        let skipped: BTreeSet<Slot> =
            section.iter().filter(|of| *of != score && above.contains(of)).map(|(slot, _)| slot).collect();
        let rest = section.without(&above);
        let needs_no_more = |of: (Slot, usize)| {
            results.version_at(of).is_some_and(|version| {
                let reads_score = version.reads.iter().any(|read| read.slot == focus.score);
                !version.reads.iter().any(|read| skipped.contains(&read.slot))
                    && (!reads_score || only_decides(version, focus.score))
            })
        };
        if !rest.iter().all(needs_no_more) {
            return None;
        }
        let variables: BTreeMap<usize, Linear> =
            before.keys().enumerate().map(|(at, parameter)| (*parameter, Linear::variable(at))).collect();
        let forms = Forms::of(results, section, &variables, score).at(score);
        let ratio = |form: Option<Form>| match form? {
            Form::Moving(ratio) => Some(Some(ratio)),
            Form::Fixed(_) => Some(None),
        };
        let ratios = forms.into_iter().map(ratio).collect::<Option<_>>()?;
        Some(Self { variables: before.keys().copied().collect(), ratios, rest })
    }

    /// The scores of a draw; `None` where the last digits of one might matter.
    fn scores(
        &self,
        results: &Results,
        focus: &Focus,
        values: &BTreeMap<usize, Decimal>,
    ) -> Option<Vec<Cell>> {
        let values: Vec<Decimal> =
            self.variables.iter().map(|parameter| values.get(parameter).copied()).collect::<Option<_>>()?;
        let rounding = results.version_at((focus.score, focus.period))?.rounding;
        let column = results.column(focus.score, focus.period);
        let cell = |(cell, ratio): (&Cell, &Option<Ratio>)| match ratio {
            None => Some(cell.clone()),
            Some(ratio) => {
                let value = ratio.at(&values).filter(|value| is_clear(*value))?;
                let value = rounding.map_or_else(|| num::keep(value), |rounding| rounding.apply(value));
                Some(Cell::new(value, cell.provisional))
            }
        };
        column.iter().zip(&self.ratios).map(cell).collect()
    }
}

/// Whether a value that may be wrong by less than 10^-16 certainly snaps as the right one does.
fn is_clear(value: Decimal) -> bool {
    if value.abs() >= Decimal::from(100_000) {
        return false;
    }
    let off = value.checked_sub(num::snap(value)).map(|off| off.abs());
    let half = Decimal::new(5, 13);
    off.and_then(|off| off.checked_sub(half)).is_some_and(|gap| gap.abs() > Decimal::new(1, 16))
}

/// Whether a step that reads the score only decides by it, so that its snapped value is all that matters: an order,
/// grades, how many there are, a comparison of the score itself.
fn only_decides(version: &Version, score: Slot) -> bool {
    use crate::formula::Operator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    match &version.step {
        Step::Order(_) => true,
        Step::Assign(assign) => matches!(assign.as_ref(), Assign::Grade(_)),
        Step::Gather(gather) => gather.function == Function::Count,
        Step::Formula(Expr::Binary(operator, left, right)) => {
            let is_score = |read: &usize| version.reads.get(*read).is_some_and(|read| read.slot == score);
            let is_simple = |expr: &Expr| match expr {
                Expr::Read(read) => is_score(read),
                Expr::Parameter(_) | Expr::Constant(_) => true,
                _ => false,
            };
            matches!(operator, Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual)
                && is_simple(left)
                && is_simple(right)
        }
        _ => false,
    }
}
