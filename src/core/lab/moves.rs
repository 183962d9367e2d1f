//! Who moves: two results side by side, sheet by sheet and period by period.

use std::collections::{BTreeMap, BTreeSet};

use super::tau::{TauB, tau_b};
use crate::calendar::Period;
use crate::eval::{Action, Listed, Results};
use crate::model::{Cell, End, Id, Value};
use crate::num::{self, Decimal};
use crate::plan::{Assign, Part, Plan, Slot, Step, TableIx, TableKind, Version};

/// What a column says of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A score: the total, or what is ordered or graded by.
    Score,
    /// A place; the first is the best where it is counted from the top.
    Rank(End),
    /// A grade.
    Grade,
    /// A share of a budget.
    Money,
}

/// A column that is compared, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Its id.
    pub id: Id,
    /// Its name, as the variant has it where it has the column.
    pub name: String,
    /// What it says.
    pub measure: Measure,
    /// Its number in the plan before.
    pub before: Option<Slot>,
    /// Its number in the plan after.
    pub after: Option<Slot>,
}

/// A cell before and after; `None` where there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The cell before.
    pub before: Option<Cell>,
    /// The cell after.
    pub after: Option<Cell>,
    /// How tables show it before.
    pub shown_before: String,
    /// How tables show it after.
    pub shown_after: String,
    /// By how much a number changed; of what is no number on both sides there is none.
    pub change: Option<Decimal>,
    /// Whether both sides are the same, grades by their names.
    pub is_same: bool,
}

/// A subject with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The subject.
    pub subject: Id,
    /// Its name.
    pub name: String,
    /// Its row before.
    pub row_before: Option<usize>,
    /// Its row after.
    pub row_after: Option<usize>,
    /// Its cells, in the order of [`Moves::columns`].
    pub cells: Vec<Pair>,
    /// For each of these the group within which it is decided, before and after: places of two groups tell nothing of
    /// each other. Empty where there is one group of all, or no row.
    pub groups: Vec<[String; 2]>,
    /// Actions that follow now and did not before.
    pub gained: Vec<Action>,
    /// Actions that followed before and do not now.
    pub lost: Vec<Action>,
    /// Lists it is on now and was not before.
    pub listed: Vec<Listed>,
    /// Lists it was on before and is not now.
    pub unlisted: Vec<Listed>,
}

/// How many of something moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoveCounts {
    /// Subjects that are compared.
    pub subjects: usize,
    /// Subjects with another score.
    pub scores: usize,
    /// Subjects with another rank.
    pub ranks: usize,
    /// Subjects with another grade.
    pub grades: usize,
    /// Actions gained.
    pub gained: usize,
    /// Actions lost.
    pub lost: usize,
    /// Entries of lists gained.
    pub listed: usize,
    /// Entries of lists lost.
    pub unlisted: usize,
    /// Money redistributed: what those who gain gain.
    pub money_gained: Decimal,
    /// Money redistributed: what those who lose lose.
    pub money_lost: Decimal,
}

/// How many hold a grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seats {
    /// The column.
    pub column: Id,
    /// The grade's name.
    pub grade: String,
    /// How many before.
    pub before: usize,
    /// How many after.
    pub after: usize,
}

/// A sheet in a period, before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Moves {
    /// The sheet.
    pub sheet: Id,
    /// The period.
    pub period: Period,
    /// What is compared: scores, ranks, grades, money.
    pub columns: Vec<Compared>,
    /// The subjects, those that moved most first.
    pub subjects: Vec<Move>,
    /// How many moved.
    pub counts: MoveCounts,
    /// How many hold each grade.
    pub seats: Vec<Seats>,
    /// How far the two orders agree, by the first rank, or by the first score where nothing is ranked; where places are
    /// counted in groups, over the pairs that are of one group on both sides.
    pub tau: TauB,
}

impl Moves {
    /// The first column that says this.
    #[must_use]
    pub fn column(&self, is_it: impl Fn(Measure) -> bool) -> Option<usize> {
        self.columns.iter().position(|column| is_it(column.measure))
    }

    /// For slope charts: each subject with its numbers of a column before and after, those without one left out.
    #[must_use]
    pub fn slopes(&self, column: usize) -> Vec<(&Move, Decimal, Decimal)> {
        slopes(column, &self.subjects)
    }

    /// Whom a subject passes in a column of places, who passes it, and with whom it shares its place now and did not
    /// before: those of its group whose place was the smaller of both before and is the greater one after, and the other
    /// way round.
    #[must_use]
    pub fn passes(&self, column: usize, subject: &str) -> [Vec<&Move>; 3] {
        let mut slopes = self.slopes(column);
        let Some((own, before, after)) = slopes.iter().find(|(of, ..)| &*of.subject == subject).copied()
        else {
            return [Vec::new(), Vec::new(), Vec::new()];
        };
        slopes.retain(|(of, ..)| of.groups.get(column) == own.groups.get(column));
        let passed = slopes.iter().filter(|(_, b, a)| *b < before && *a > after).map(|(of, ..)| *of);
        let passing = slopes.iter().filter(|(_, b, a)| *b > before && *a < after).map(|(of, ..)| *of);
        let level = slopes.iter().filter(|(_, b, a)| *b != before && *a == after).map(|(of, ..)| *of);
        [passed.collect(), passing.collect(), level.collect()]
    }
}

/// Compares a sheet in all periods that both results have open, oldest first.
#[must_use]
pub fn moves_of_sheet(before: &Results, after: &Results, sheet: &str) -> Vec<Moves> {
    let Some(table) = sheet_of(before.plan(), sheet) else { return Vec::new() };
    let Some(cycle) = before.plan().cycle(table) else { return Vec::new() };
    let follows = (Follows::of(before), Follows::of(after));
    let periods = before.space().periods(cycle).iter();
    periods.filter_map(|period| compare(before, after, sheet, *period, &follows)).collect()
}

/// Compares a sheet in a period; `None` where one of the results does not have it.
#[must_use]
pub fn moves(before: &Results, after: &Results, sheet: &str, period: Period) -> Option<Moves> {
    let follows = (Follows::on(before, sheet, period), Follows::on(after, sheet, period));
    compare(before, after, sheet, period, &follows)
}

/// What follows from results, by period and subject.
struct Follows {
    actions: BTreeMap<(Id, Period, Id), Vec<Action>>,
    listed: BTreeMap<(Id, Period, Id), Vec<Listed>>,
}

impl Follows {
    /// All of it.
    fn of(results: &Results) -> Self {
        Self::sorted(results, results.actions(), results.listed())
    }

    /// Of one sheet in one period: a slider that is dragged asks for no more.
    fn on(results: &Results, sheet: &str, period: Period) -> Self {
        let at = At::of(results, sheet, period);
        let (actions, listed) = at.map_or_else(Default::default, |at| {
            (results.actions_on(at.table, at.period), results.listed_on(at.table, at.period))
        });
        Self::sorted(results, actions, listed)
    }

    fn sorted(results: &Results, actions: Vec<Action>, listed: Vec<Listed>) -> Self {
        let mut follows = Self { actions: BTreeMap::new(), listed: BTreeMap::new() };
        for action in actions {
            let key = (action.key.sheet.clone(), action.key.period, action.key.subject.clone());
            follows.actions.entry(key).or_default().push(action);
        }
        for listed in listed {
            let table = results.plan().tables.get(listed.origin.table);
            let Some(sheet) = table.map(|table| table.id.clone()) else { continue };
            let rows = results.space().rows(listed.origin.table);
            let Some(row) = rows.and_then(|rows| rows.ids.get(listed.origin.row)) else { continue };
            follows.listed.entry((sheet, listed.period, row.clone())).or_default().push(listed);
        }
        follows
    }
}

fn compare(
    before: &Results,
    after: &Results,
    sheet: &str,
    period: Period,
    (follows_before, follows_after): &(Follows, Follows),
) -> Option<Moves> {
    let old = At::of(before, sheet, period)?;
    let new = At::of(after, sheet, period)?;
    let columns = columns(&old, &new);
    let groups: Vec<[Vec<String>; 2]> =
        columns.iter().map(|column| [old.groups(column.before), new.groups(column.after)]).collect();
    let group = |names: &[String], row: Option<usize>| {
        row.and_then(|row| names.get(row)).cloned().unwrap_or_default()
    };
    let mut subjects = Vec::new();
    let no_actions = Vec::new();
    let no_lists = Vec::new();
    for (subject, name, row_before, row_after) in rows(&old, &new) {
        let key = (Id::new(sheet), period, subject.clone());
        let actions = |of: &Follows| of.actions.get(&key).unwrap_or(&no_actions).clone();
        let listed = |of: &Follows| of.listed.get(&key).unwrap_or(&no_lists).clone();
        let is_same_action = |one: &Action, other: &Action| one.key == other.key && one.kind == other.kind;
        let is_same_list = |one: &Listed, other: &Listed| one.list == other.list && one.whom == other.whom;
        subjects.push(Move {
            cells: columns
                .iter()
                .map(|column| pair(&old, &new, (column.before, column.after), (row_before, row_after)))
                .collect(),
            groups: groups.iter().map(|[old, new]| [group(old, row_before), group(new, row_after)]).collect(),
            gained: without(actions(follows_after), &actions(follows_before), is_same_action),
            lost: without(actions(follows_before), &actions(follows_after), is_same_action),
            listed: without(listed(follows_after), &listed(follows_before), is_same_list),
            unlisted: without(listed(follows_before), &listed(follows_after), is_same_list),
            subject,
            name,
            row_before,
            row_after,
        });
    }
    let counts = count(&columns, &subjects);
    let seats = seats(&columns, &subjects);
    let tau = agreement(&columns, &subjects);
    sort(&columns, &mut subjects);
    Some(Moves { sheet: Id::new(sheet), period, columns, subjects, counts, seats, tau })
}

/// A sheet in a period of one of the results.
pub(super) struct At<'a> {
    pub(super) results: &'a Results,
    pub(super) plan: &'a Plan,
    pub(super) table: TableIx,
    pub(super) period: usize,
    pub(super) edition: usize,
}

impl<'a> At<'a> {
    pub(super) fn of(results: &'a Results, sheet: &str, period: Period) -> Option<Self> {
        let plan: &Plan = results.plan();
        let is_it = |of: &crate::plan::Table| {
            &*of.id == sheet
                && matches!(of.kind, TableKind::Sheet { cycle, .. } if period.cycle() == Some(cycle))
        };
        let table = plan.tables.iter().position(is_it)?;
        let at = results.space().period(period)?;
        Some(Self { results, plan, table, period: at, edition: results.space().edition(plan, table, at) })
    }

    /// The names of the groups within which a column is decided, a row each; none where there is one group of all.
    fn groups(&self, slot: Option<Slot>) -> Vec<String> {
        let version = slot.and_then(|slot| Some((slot, self.plan.version(slot, self.edition)?)));
        version
            .map_or_else(Vec::new, |(slot, version)| self.results.group_names(version, (slot, self.period)))
    }

    /// The columns that say something about a subject, in the order of the screen.
    pub(super) fn measured(&self) -> Vec<(Slot, Measure)> {
        let Some(table) = self.plan.tables.get(self.table) else { return Vec::new() };
        let measured = table.layout.iter().filter_map(|slot| {
            let version = self.plan.version(*slot, self.edition)?;
            Some((*slot, measure(version)?))
        });
        let measured: Vec<_> = measured.collect();
        // What ranks and grades go by is a score too, where the sheet has no total.
        let mut scores: Vec<Slot> = Vec::new();
        if !measured.iter().any(|(_, measure)| *measure == Measure::Score) {
            for (slot, _) in &measured {
                let Some(version) = self.plan.version(*slot, self.edition) else { continue };
                let by = by(version).and_then(|by| version.reads.get(by)).map(|read| read.slot);
                scores.extend(by.filter(|by| table.layout.contains(by) && !scores.contains(by)));
            }
        }
        let scores: Vec<_> = scores.into_iter().map(|slot| (slot, Measure::Score)).collect();
        scores.into_iter().chain(measured).collect()
    }
}

fn measure(version: &Version) -> Option<Measure> {
    match &version.step {
        Step::Order(order) => Some(Measure::Rank(order.from)),
        Step::Assign(step) => Some(match step.as_ref() {
            Assign::Grade(_) => Measure::Grade,
            Assign::Split(_) => Measure::Money,
        }),
        _ if version.role.part == Part::Total => Some(Measure::Score),
        Step::Input(_)
        | Step::Own(_)
        | Step::Present(_)
        | Step::Formula(_)
        | Step::Gather(_)
        | Step::Broken(_) => None,
    }
}

/// The read that a rank or grade goes by.
fn by(version: &Version) -> Option<usize> {
    match &version.step {
        Step::Order(order) => Some(order.by),
        Step::Assign(step) => match step.as_ref() {
            Assign::Grade(ladder) => Some(ladder.by),
            Assign::Split(_) => None,
        },
        _ => None,
    }
}

/// The columns of both, those of the variant first, then those it no longer has.
fn columns(old: &At<'_>, new: &At<'_>) -> Vec<Compared> {
    let before = old.measured();
    let mut columns: Vec<Compared> = Vec::new();
    let named = |at: &At<'_>, slot: Slot| {
        let id = at.plan.columns.get(slot).map(|column| column.id.clone()).unwrap_or_default();
        let name = at.plan.version(slot, at.edition).map(|version| version.name.clone());
        (id, name.unwrap_or_default())
    };
    let in_old = |id: &str| old.plan.columns_of(old.table).get(id).copied();
    let in_new = |id: &str| new.plan.columns_of(new.table).get(id).copied();
    for (slot, measure) in new.measured() {
        let (id, name) = named(new, slot);
        columns.push(Compared { before: in_old(&id), after: Some(slot), id, name, measure });
    }
    for (slot, measure) in before {
        let (id, name) = named(old, slot);
        if !columns.iter().any(|known| known.id == id) {
            columns.push(Compared { before: Some(slot), after: in_new(&id), id, name, measure });
        }
    }
    columns
}

/// The subjects that have a row in one of both, in the order after, then those that have none any more.
fn rows(old: &At<'_>, new: &At<'_>) -> Vec<(Id, String, Option<usize>, Option<usize>)> {
    let ids =
        |at: &At<'_>| at.results.space().rows(at.table).map(|rows| rows.ids.clone()).unwrap_or_default();
    let present = |at: &At<'_>, row: usize| at.results.space().is_present(at.table, at.period, row);
    let name = |at: &At<'_>, row: usize| {
        let rows = at.results.space().rows(at.table);
        rows.and_then(|rows| rows.names.get(row)).map(|name| name.as_ref().to_owned()).unwrap_or_default()
    };
    let mut before = BTreeMap::new();
    before.extend(
        ids(old).into_iter().enumerate().filter(|(row, _)| present(old, *row)).map(|(row, id)| (id, row)),
    );
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (row, id) in ids(new).into_iter().enumerate().filter(|(row, _)| present(new, *row)) {
        seen.insert(id.clone());
        found.push((id.clone(), name(new, row), before.get(&id).copied(), Some(row)));
    }
    let gone = ids(old).into_iter().enumerate();
    for (row, id) in gone.filter(|(row, id)| present(old, *row) && !seen.contains(id)) {
        found.push((id, name(old, row), Some(row), None));
    }
    found
}

pub(super) fn pair(
    old: &At<'_>,
    new: &At<'_>,
    slots: (Option<Slot>, Option<Slot>),
    rows: (Option<usize>, Option<usize>),
) -> Pair {
    let cell = |at: &At<'_>, slot: Option<Slot>, row: Option<usize>| {
        Some(at.results.cell(slot?, at.period, row?)?.clone())
    };
    let shown = |at: &At<'_>, slot: Option<Slot>, row: Option<usize>| {
        slot.zip(row).map(|(slot, row)| at.results.shown(slot, at.period, row)).unwrap_or_default()
    };
    let before = cell(old, slots.0, rows.0);
    let after = cell(new, slots.1, rows.1);
    let numbers = before.as_ref().and_then(number).zip(after.as_ref().and_then(number));
    let change =
        numbers.and_then(|(before, after)| num::exact_sum(after, Decimal::ZERO.checked_sub(before)?));
    let is_same = match (&before, &after) {
        (Some(one), Some(other)) => match (&one.value, &other.value) {
            // Where ladders or tables were renumbered, names and codes tell.
            (Value::Grade(_) | Value::Subject(_), Value::Grade(_) | Value::Subject(_)) => {
                old.results.show(&one.value) == new.results.show(&other.value)
            }
            (Value::Error(one), Value::Error(other)) => one.code == other.code,
            (one, other) => one == other,
        },
        (one, other) => one.is_none() && other.is_none(),
    };
    let shown_before = shown(old, slots.0, rows.0);
    let shown_after = shown(new, slots.1, rows.1);
    Pair { before, after, shown_before, shown_after, change, is_same }
}

fn number(cell: &Cell) -> Option<Decimal> {
    match cell.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// Those of a list that another list does not have.
fn without<T>(list: Vec<T>, other: &[T], is_same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    list.into_iter().filter(|one| !other.iter().any(|known| is_same(one, known))).collect()
}

fn count(columns: &[Compared], subjects: &[Move]) -> MoveCounts {
    let moved = |is_it: fn(Measure) -> bool| {
        let has_moved = |of: &&Move| {
            let mut cells = of.cells.iter().zip(columns);
            cells.any(|(pair, column)| is_it(column.measure) && !pair.is_same)
        };
        subjects.iter().filter(has_moved).count()
    };
    let sum = |of: fn(&Move) -> usize| subjects.iter().map(of).sum();
    let mut counts = MoveCounts {
        subjects: subjects.len(),
        scores: moved(|measure| measure == Measure::Score),
        ranks: moved(|measure| matches!(measure, Measure::Rank(_))),
        grades: moved(|measure| measure == Measure::Grade),
        gained: sum(|of| of.gained.len()),
        lost: sum(|of| of.lost.len()),
        listed: sum(|of| of.listed.len()),
        unlisted: sum(|of| of.unlisted.len()),
        ..MoveCounts::default()
    };
    for of in subjects {
        for (pair, _) in of.cells.iter().zip(columns).filter(|(_, column)| column.measure == Measure::Money) {
            let value = |cell: &Option<Cell>| cell.as_ref().and_then(number).unwrap_or_default();
            let change = value(&pair.after).saturating_sub(value(&pair.before));
            if change.is_sign_negative() {
                counts.money_lost = counts.money_lost.saturating_add(change.abs());
            } else {
                counts.money_gained = counts.money_gained.saturating_add(change);
            }
        }
    }
    counts
}

fn seats(columns: &[Compared], subjects: &[Move]) -> Vec<Seats> {
    let mut seats: Vec<Seats> = Vec::new();
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| column.measure == Measure::Grade) {
        let mut count = |grade: &str, by: (usize, usize)| {
            let known = seats.iter_mut().find(|known| known.column == column.id && known.grade == grade);
            match known {
                Some(known) => {
                    known.before = known.before.saturating_add(by.0);
                    known.after = known.after.saturating_add(by.1);
                }
                None => seats.push(Seats {
                    column: column.id.clone(),
                    grade: grade.to_owned(),
                    before: by.0,
                    after: by.1,
                }),
            }
        };
        let is_grade =
            |cell: &Option<Cell>| cell.as_ref().is_some_and(|cell| matches!(cell.value, Value::Grade(_)));
        for pair in subjects.iter().filter_map(|of| of.cells.get(at)) {
            if is_grade(&pair.before) {
                count(&pair.shown_before, (1, 0));
            }
            if is_grade(&pair.after) {
                count(&pair.shown_after, (0, 1));
            }
        }
    }
    seats
}

fn agreement(columns: &[Compared], subjects: &[Move]) -> TauB {
    let first = |is_it: fn(Measure) -> bool| columns.iter().position(|column| is_it(column.measure));
    let by = first(|measure| matches!(measure, Measure::Rank(_)))
        .or_else(|| first(|measure| measure == Measure::Score));
    let Some(by) = by else { return TauB::default() };
    let mut groups: BTreeMap<&[String; 2], Vec<(Decimal, Decimal)>> = BTreeMap::new();
    let none = Default::default();
    for (of, before, after) in slopes(by, subjects) {
        groups.entry(of.groups.get(by).unwrap_or(&none)).or_default().push((before, after));
    }
    groups.values().map(|values| tau_b(values)).fold(TauB::default(), TauB::with)
}

/// The subjects that have a number in a column on both sides, and the numbers.
fn slopes(column: usize, subjects: &[Move]) -> Vec<(&Move, Decimal, Decimal)> {
    let slope = |of: &'_ Move| {
        let pair = of.cells.get(column)?;
        Some((number(pair.before.as_ref()?)?, number(pair.after.as_ref()?)?))
    };
    subjects.iter().filter_map(|of| slope(of).map(|(before, after)| (of, before, after))).collect()
}

/// Those that moved most first: by the change of the first rank, then of the first score, then by what else changed.
fn sort(columns: &[Compared], subjects: &mut [Move]) {
    let first = |is_it: fn(Measure) -> bool| columns.iter().position(|column| is_it(column.measure));
    let rank = first(|measure| matches!(measure, Measure::Rank(_)));
    let score = first(|measure| measure == Measure::Score);
    let by = |of: &Move, column: Option<usize>| {
        let change = column.and_then(|column| of.cells.get(column)).and_then(|pair| pair.change);
        change.unwrap_or_default().abs()
    };
    let others = |of: &Move| {
        let cells = of.cells.iter().filter(|pair| !pair.is_same).count();
        let follows = [of.gained.len(), of.lost.len(), of.listed.len(), of.unlisted.len()];
        cells.saturating_add(follows.into_iter().sum())
    };
    subjects.sort_by(|one, other| {
        by(other, rank)
            .cmp(&by(one, rank))
            .then_with(|| by(other, score).cmp(&by(one, score)))
            .then_with(|| others(other).cmp(&others(one)))
    });
}

/// The sheet of that id.
fn sheet_of(plan: &Plan, sheet: &str) -> Option<TableIx> {
    let is_sheet = |of: &crate::plan::Table| matches!(of.kind, TableKind::Sheet { .. }) && &*of.id == sheet;
    plan.tables.iter().position(is_sheet)
}
