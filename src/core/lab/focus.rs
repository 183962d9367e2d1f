//! What an analysis looks at: one sheet in one period, by its score, rank and grade.

use std::sync::Arc;

use crate::eval::Results;
use crate::model::{GradeRef, SubjectRef, Value};
use crate::num::{self, Decimal};
use crate::plan::{Assign, LadderGrade, Part, Reach, Slot, Step, TableIx, TableKind};

/// One sheet in one period, and the columns that say how its subjects stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The sheet.
    pub table: TableIx,
    /// The place of the period among the open ones of the sheet's cycle.
    pub period: usize,
    /// The column that is ranked by, or the total.
    pub score: Slot,
    /// The rank; without one, subjects stand by their scores, the greatest first.
    pub rank: Option<Slot>,
    /// The grade 等次.
    pub grade: Option<Slot>,
}

/// How one subject stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Its score; `None` where it has none.
    pub score: Option<Decimal>,
    /// Its place, from 1; `None` where it is not ranked.
    pub place: Option<usize>,
    /// Its grade.
    pub grade: Option<GradeRef>,
}

impl Focus {
    /// The sheet by its first rank, else by its total; `None` where it has neither.
    #[must_use]
    pub fn of(results: &Results, table: TableIx, period: usize) -> Option<Self> {
        let layout = &results.plan().tables.get(table)?.layout;
        let step = |slot: &Slot| results.version_at((*slot, period)).map(|version| &version.step);
        let is_rank = |slot: &&Slot| matches!(step(slot), Some(Step::Order(_)));
        let is_total = |slot: &&Slot| {
            results.version_at((**slot, period)).is_some_and(|version| version.role.part == Part::Total)
        };
        let column = layout.iter().find(is_rank).or_else(|| layout.iter().find(is_total))?;
        Self::on(results, *column, period)
    }

    /// The sheet of a column: of a rank, or of any column of scores.
    #[must_use]
    pub fn on(results: &Results, column: Slot, period: usize) -> Option<Self> {
        let table = results.plan().columns.get(column)?.table;
        if !matches!(results.plan().tables.get(table)?.kind, TableKind::Sheet { .. }) {
            return None;
        }
        let version = results.version_at((column, period))?;
        let (score, rank) = match &version.step {
            Step::Order(order) => {
                let by = version.reads.get(order.by).filter(|read| read.reach == Reach::Row)?;
                (by.slot, Some(column))
            }
            Step::Assign(_) | Step::Own(_) | Step::Present(_) | Step::Broken(_) => return None,
            Step::Input(_) | Step::Formula(_) | Step::Gather(_) => (column, None),
        };
        let layout = &results.plan().tables.get(table)?.layout;
        let is_grade = |slot: &Slot| {
            let version = results.version_at((*slot, period))?;
            let Step::Assign(step) = &version.step else { return None };
            let Assign::Grade(ladder) = step.as_ref() else { return None };
            let by = version.reads.get(ladder.by)?;
            (by.reach == Reach::Row && by.slot == score).then_some(())
        };
        let grade = layout.iter().copied().find(|slot| is_grade(slot).is_some());
        Some(Self { table, period, score, rank, grade })
    }

    /// The columns that say how subjects stand, each in the period.
    #[must_use]
    pub fn wanted(&self) -> Vec<(Slot, usize)> {
        let columns = [Some(self.score), self.rank, self.grade];
        columns.into_iter().flatten().map(|slot| (slot, self.period)).collect()
    }

    /// How every subject of the class stands, in roster order.
    #[must_use]
    pub fn standings(&self, results: &Results) -> Vec<Standing> {
        let scores = results.column(self.score, self.period);
        let number = |value: &Value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        };
        let places = match self.rank {
            Some(rank) => {
                let place = |value| number(value).and_then(|place| usize::try_from(place).ok());
                results.column(rank, self.period).iter().map(|cell| place(&cell.value)).collect()
            }
            None => by_score(&scores.iter().map(|cell| number(&cell.value)).collect::<Vec<_>>()),
        };
        let grade = |row: usize| match results.cell(self.grade?, self.period, row)?.value {
            Value::Grade(grade) => Some(grade),
            _ => None,
        };
        let rows = scores.iter().zip(places).enumerate();
        rows.map(|(row, (cell, place))| Standing { score: number(&cell.value), place, grade: grade(row) })
            .collect()
    }

    /// The grades that can be had, the best first, with their names; none where nothing is graded.
    #[must_use]
    pub fn grades(&self, results: &Results) -> Vec<(GradeRef, Arc<str>)> {
        let version = self.grade.and_then(|grade| results.version_at((grade, self.period)));
        let Some(Step::Assign(step)) = version.map(|version| &version.step) else { return Vec::new() };
        let Assign::Grade(ladder) = step.as_ref() else { return Vec::new() };
        let places = (0..ladder.grades.len()).rev().filter_map(|place| u32::try_from(place).ok());
        let grade = |(place, grade): (u32, &LadderGrade)| {
            (GradeRef { ladder: ladder.ladder, place }, Arc::clone(&grade.name))
        };
        places.zip(&ladder.grades).map(grade).collect()
    }

    /// The groups within which places are counted, as rows; one group where the rank has no partitions.
    #[must_use]
    pub fn groups(&self, results: &Results) -> Vec<Vec<usize>> {
        let count = results.space().row_count(self.table);
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let Some((rank, version)) =
            self.rank.and_then(|rank| results.version_at((rank, self.period)).map(|version| (rank, version)))
        else {
            return vec![(0..count).filter(|row| results.is_there(self.table, self.period, *row)).collect()];
        };
        let mut known = vec![false; count];
        for row in 0..count {
            if known.get(row).copied().unwrap_or(true) {
                continue;
            }
            let group = results.population(version, (rank, self.period), row);
            for member in &group {
                if let Some(place) = known.get_mut(*member) {
                    *place = true;
                }
            }
            if !group.is_empty() {
                groups.push(group);
            }
        }
        groups
    }

    /// The name of the group within which each row's place is counted, a row each; none where there is one group of all.
    #[must_use]
    pub fn group_names(&self, results: &Results) -> Vec<String> {
        let rank = self.rank.and_then(|rank| Some((rank, results.version_at((rank, self.period))?)));
        rank.map_or_else(Vec::new, |(rank, version)| results.group_names(version, (rank, self.period)))
    }

    /// The subject of a row.
    #[must_use]
    pub fn subject(&self, results: &Results, row: usize) -> Option<SubjectRef> {
        let TableKind::Sheet { class, .. } = results.plan().tables.get(self.table)?.kind else { return None };
        Some(SubjectRef { class: u32::try_from(class).ok()?, row: u32::try_from(row).ok()? })
    }
}

/// Places by score, the greatest first, 1-2-2-4.
fn by_score(scores: &[Option<Decimal>]) -> Vec<Option<usize>> {
    let mut sorted: Vec<Decimal> = scores.iter().flatten().copied().map(num::snap).collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let place = |score: Decimal| sorted.partition_point(|other| *other > num::snap(score)).saturating_add(1);
    scores.iter().map(|score| score.map(place)).collect()
}
