//! Ranks, grades and shares: steps over a population.

use std::sync::Arc;

use super::assemble::{Compiler, Text};
use super::steps::{Assign, Bound, Ladder, LadderGrade, Limit, Order, Quota, Split, Step, TieBreak};
use super::{Reach, Slot, TableIx, Type};
use crate::diag::{Diagnostic, Message, Place, nearest};
use crate::formula;
use crate::model::{ErrorCode, GradeBy, Rank};
use crate::num::Decimal;

impl Compiler<'_> {
    /// A reference or formula of a rank, grade or split, as a read of this table.
    fn operand(
        &mut self,
        formula: &str,
        table: TableIx,
        path: &str,
        bound: &mut Bound,
    ) -> Option<(usize, Type)> {
        let text = Text::new(path, formula);
        let parsed = formula::parse(formula);
        if !parsed.problems.is_empty() {
            for (span, message) in parsed.problems {
                self.report_at(&text, span, message);
            }
            return None;
        }
        self.hint_at_single(&parsed.tree, table, &text);
        let slot = self.own_column(&parsed.tree, table, &text)?;
        let kind = self.ensure_lowered(slot);
        Some((bound.read(slot, Reach::Row, &formula::print(&parsed.tree)), kind))
    }

    /// An operand that has to be of a type.
    fn operand_of(
        &mut self,
        wanted: Type,
        formula: &str,
        table: TableIx,
        path: &str,
        bound: &mut Bound,
    ) -> Option<usize> {
        let (read, kind) = self.operand(formula, table, path, bound)?;
        self.expect_whole(kind, wanted, &Text::new(path, formula));
        kind.fits(wanted).then_some(read)
    }

    fn operands(
        &mut self,
        formulas: &[String],
        table: TableIx,
        path: &str,
        bound: &mut Bound,
    ) -> Option<Vec<usize>> {
        let read = |(at, formula): (usize, &String)| {
            self.operand(formula, table, &format!("{path}[{at}]"), bound).map(|(read, _)| read)
        };
        formulas.iter().enumerate().map(read).collect()
    }

    fn tie_breaks(
        &mut self,
        breaks: &[crate::model::TieBreak],
        table: TableIx,
        path: &str,
        bound: &mut Bound,
    ) -> Option<Vec<TieBreak>> {
        let mut lowered = Vec::new();
        for (at, tie_break) in breaks.iter().enumerate() {
            let path = format!("{path}.tie-break[{at}].by");
            let (by, _) = self.operand(&tie_break.by, table, &path, bound)?;
            lowered.push(TieBreak { by, from: tie_break.from });
        }
        Some(lowered)
    }

    pub(super) fn lower_rank(&mut self, rank: &Rank, table: TableIx, path: &str, bound: &mut Bound) -> Step {
        let path = format!("{path}.rank");
        let order = (|| {
            let by = match self.operand(&rank.by, table, &format!("{path}.by"), bound)? {
                (by, Type::Date | Type::Grade(_)) => by,
                (by, kind) => {
                    self.expect_whole(kind, Type::Number, &Text::new(&format!("{path}.by"), &rank.by));
                    kind.fits(Type::Number).then_some(by)?
                }
            };
            let within = self.operands(&rank.within, table, &format!("{path}.within"), bound)?;
            let tie_break = self.tie_breaks(&rank.tie_break, table, &path, bound)?;
            let competes = match &rank.competes {
                Some(condition) => {
                    let path = format!("{path}.competes");
                    Some(self.operand_of(Type::Truth, condition, table, &path, bound)?)
                }
                None => None,
            };
            Some(Order { by, from: rank.from, ties: rank.ties, within, tie_break, competes })
        })();
        order.map_or(Step::Broken(ErrorCode::Name), |order| Step::Order(Box::new(order)))
    }

    pub(super) fn lower_grade(
        &mut self,
        grade: &GradeBy,
        slot: Slot,
        path: &str,
        bound: &mut Bound,
    ) -> (Step, Type) {
        let Some(table) = self.plan.columns.get(slot).map(|column| column.table) else {
            return (Step::Broken(ErrorCode::Name), Type::Any);
        };
        let path = format!("{path}.grade");
        let ladder_at = self.scheme.ladders.iter().position(|ladder| ladder.id == grade.ladder);
        let Some((at, ladder)) = ladder_at.and_then(|at| Some((at, self.scheme.ladders.get(at)?))) else {
            let known = self.scheme.ladders.iter().map(|ladder| ladder.id.as_str());
            let message = Message::UnknownReference {
                kind: "ladder".to_owned(),
                name: grade.ladder.as_str().to_owned(),
                nearest: nearest(&grade.ladder, known),
            };
            self.report(Diagnostic::error(Place::path(format!("{path}.ladder")), message));
            return (Step::Broken(ErrorCode::Name), Type::Any);
        };
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        let lowered = (|| {
            let by = self.operand_of(Type::Number, &grade.by, table, &format!("{path}.by"), bound)?;
            let within = self.operands(&grade.within, table, &format!("{path}.within"), bound)?;
            let tie_break = self.tie_breaks(&grade.tie_break, table, &path, bound)?;
            let mut grades = Vec::new();
            for (place, of) in ladder.grades.iter().enumerate() {
                let of_path = format!("ladders[{at}].grades[{place}]");
                let least = of.least.map(|least| {
                    let known = format!("{of_path}.least");
                    let found = self
                        .plan
                        .parameters
                        .iter()
                        .position(|p| p.edition == self.edition && p.path == known);
                    let name = format!("{}.{}", ladder.name, of.name);
                    let parameter = found.unwrap_or_else(|| self.parameter(&known, &name, least));
                    bound.parameter(parameter);
                    parameter
                });
                let quota = match &of.quota {
                    Some(quota) => {
                        let path = format!("{of_path}.quota.places");
                        let text = Text::new(&path, &quota.places);
                        self.hint_at_share(&formula::parse(&quota.places).tree, &grade.by, &text);
                        let places = self.operand_of(Type::Number, &quota.places, table, &path, bound)?;
                        Some(Quota { places, rounding: quota.rounding, ties: quota.ties, frees: quota.frees })
                    }
                    None => None,
                };
                grades.push(LadderGrade {
                    id: of.id.clone(),
                    name: Arc::from(of.name.as_str()),
                    least,
                    quota,
                });
            }
            let mut limits = Vec::new();
            for (place, limit) in grade.limits.iter().enumerate() {
                let limit_path = format!("{path}.limits[{place}]");
                let path = format!("{limit_path}.when");
                let when = self.operand_of(Type::Truth, &limit.when, table, &path, bound)?;
                let named = ladder.grades.iter().position(|of| of.id == limit.grade);
                let Some(grade) = named else {
                    let message = Message::UnknownGrade {
                        grade: limit.grade.as_str().to_owned(),
                        ladder: ladder.name.clone(),
                        nearest: nearest(&limit.grade, ladder.grades.iter().map(|of| of.id.as_str())),
                    };
                    self.report(Diagnostic::error(Place::path(format!("{limit_path}.grade")), message));
                    return None;
                };
                limits.push(Limit { when, gives: limit.gives, grade, clause: limit.clause.clone() });
            }
            let (column, name) = (
                self.plan.columns.get(slot).map(|column| column.id.clone()).unwrap_or_default(),
                self.definitions.get(&slot).map(|definition| definition.name.clone()).unwrap_or_default(),
            );
            let mut by_rules = std::mem::take(&mut self.limits);
            for limit in &mut by_rules {
                let is_own = limit.column == column || limit.column.as_str() == name;
                if limit.table != table || !is_own {
                    continue;
                }
                limit.is_used = true;
                let Some(grade) = ladder.grades.iter().position(|of| of.id == limit.grade) else {
                    let message = Message::UnknownGrade {
                        grade: limit.grade.as_str().to_owned(),
                        ladder: ladder.name.clone(),
                        nearest: nearest(&limit.grade, ladder.grades.iter().map(|of| of.id.as_str())),
                    };
                    self.report(Diagnostic::error(Place::path(format!("{}.grade", limit.path)), message));
                    continue;
                };
                let when = bound.read(limit.when, Reach::Row, &formula::quoted(&limit.name));
                limits.push(Limit { when, gives: limit.gives, grade, clause: limit.clause.clone() });
            }
            self.limits = by_rules;
            Some(Ladder { ladder: number, by, within, tie_break, grades, limits })
        })();
        match lowered {
            Some(ladder) => (Step::Assign(Box::new(Assign::Grade(ladder))), Type::Grade(number)),
            None => (Step::Broken(ErrorCode::Name), Type::Any),
        }
    }

    pub(super) fn lower_split(
        &mut self,
        split: &crate::model::Split,
        table: TableIx,
        path: &str,
        bound: &mut Bound,
    ) -> Step {
        let path = format!("{path}.split");
        let lowered = (|| {
            let budget =
                self.operand_of(Type::Number, &split.budget, table, &format!("{path}.budget"), bound)?;
            let by = self.operand_of(Type::Number, &split.by, table, &format!("{path}.by"), bound)?;
            let within = self.operands(&split.within, table, &format!("{path}.within"), bound)?;
            Some(Split { budget, by, within, unit_places: split.unit_places })
        })();
        lowered.map_or(Step::Broken(ErrorCode::Name), |split| Step::Assign(Box::new(Assign::Split(split))))
    }

    /// The ladders' grades, and thresholds that are not in order.
    pub(super) fn check_ladders(&mut self) {
        let scheme = self.scheme;
        let mut grades = Vec::new();
        for (at, ladder) in scheme.ladders.iter().enumerate() {
            grades.push(ladder.grades.iter().rev().map(|grade| Arc::from(grade.name.as_str())).collect());
            for (place, grade) in ladder.grades.iter().enumerate() {
                if ladder.grades.iter().take(place).any(|before| before.name == grade.name) {
                    let place = Place::path(format!("ladders[{at}].grades[{place}].name"));
                    let message = Message::DuplicateName { name: grade.name.clone() };
                    self.report(Diagnostic::error(place, message));
                }
            }
            let thresholds: Vec<Decimal> = ladder.grades.iter().filter_map(|grade| grade.least).collect();
            if !thresholds.windows(2).all(|pair| matches!(pair, [better, worse] if better > worse)) {
                let place = Place::path(format!("ladders[{at}].grades"));
                self.report(Diagnostic::error(place, Message::NotInOrder { what: ladder.name.clone() }));
            }
        }
        if let Some(edition) = self.plan.editions.get_mut(self.edition) {
            edition.grades = grades;
        }
    }
}
