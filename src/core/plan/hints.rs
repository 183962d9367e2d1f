//! Hints: what computes, but perhaps not as it is meant.

use super::assemble::{Compiler, Text};
use super::lower::is_list;
use super::names::Setting;
use super::{TableIx, TableKind};
use crate::diag::{Diagnostic, Message, Place, Span};
use crate::formula::{self, Kind, Name, Node};
use crate::num::Decimal;

/// Aggregates that give back a single value as it is. `COUNT` and `COUNTA` do not: they tell whether it is there.
const AGGREGATES: [&str; 5] = ["SUM", "AVERAGE", "MEDIAN", "MIN", "MAX"];
const COUNTS: [&str; 2] = ["COUNT", "COUNTA"];

impl Compiler<'_> {
    /// `MIN(100, x)` as a cap: where x does not apply, `MIN` skips it as every aggregate does, and gives the cap.
    pub(super) fn hint_at_caps(&mut self, tree: &Node, table: TableIx, text: &Text) {
        let mut found = Vec::new();
        formula::walk(tree, &mut |node| {
            let Kind::Call { name, arguments, .. } = &node.kind else { return };
            let sign = match name.as_str() {
                "MIN" => ">=",
                "MAX" => "<=",
                _ => return,
            };
            if arguments.iter().any(is_list) {
                return;
            }
            let cap = arguments.iter().find(|argument| self.is_fixed(argument, table));
            let value = arguments.iter().find(|argument| self.may_be_exempt(argument, table));
            if let (Some(cap), Some(value)) = (cap, value) {
                let (cap, value) = (formula::print(cap), formula::print(value));
                let instead = format!("IF({value} {sign} {cap}, {cap}, {value})");
                found.push((node.span, Message::CapWhereExempt { function: name.clone(), instead }));
            }
        });
        for (span, message) in found {
            self.report(Diagnostic::note(place(text, span), message));
        }
    }

    /// `MAX(排名)`: of one value it is that value, that of the own row; so is what a quota `COUNT(总分)` counts.
    pub(super) fn hint_at_single(&mut self, tree: &Node, table: TableIx, text: &Text) {
        let is_sheet =
            self.plan.tables.get(table).is_some_and(|of| matches!(of.kind, TableKind::Sheet { .. }));
        let is_quota = text.path.ends_with(".quota.places");
        let mut found = Vec::new();
        formula::walk(tree, &mut |node| {
            let Kind::Call { name, arguments, .. } = &node.kind else { return };
            let (aggregates, counts) =
                (AGGREGATES.contains(&name.as_str()), is_quota && COUNTS.contains(&name.as_str()));
            let ([argument], true) = (arguments.as_slice(), aggregates || counts) else { return };
            if matches!(&argument.kind, Kind::Path(names) if !self.is_parameter(names, table)) {
                let instead = format!("{name}(ALL({}))", formula::print(argument));
                found.push((node.span, Message::OwnRowOnly { function: name.clone(), instead }));
            }
        });
        for (span, message) in found.into_iter().filter(|_| is_sheet) {
            self.report(Diagnostic::warning(place(text, span), message));
        }
    }

    /// A quota of `25%`: places are a number, not a share. `by` is the score that grades go by.
    pub(super) fn hint_at_share(&mut self, tree: &Node, by: &str, text: &Text) {
        let number = match &tree.kind {
            Kind::Number(number) => Some(*number),
            Kind::Percent(of) => match &of.kind {
                Kind::Number(number) => number.checked_div(Decimal::ONE_HUNDRED),
                _ => None,
            },
            _ => None,
        };
        if number.is_some_and(|number| number > Decimal::ZERO && number < Decimal::ONE) {
            let share = formula::print(tree);
            let instead = format!("COUNT(ALL({by})) * {share}");
            let message = Message::ShareOfPlaces { share, instead };
            self.report(Diagnostic::warning(place(text, tree.span), message));
        }
    }

    /// Whether an argument is made of numbers of the scheme alone.
    fn is_fixed(&self, node: &Node, table: TableIx) -> bool {
        let mut calls = false;
        formula::walk(node, &mut |node| calls |= matches!(node.kind, Kind::Call { .. } | Kind::Missing));
        !calls && formula::paths(node).into_iter().all(|names| self.is_parameter(names, table))
    }

    /// Whether a value of a cell reaches the argument by arithmetic alone: exempt stays exempt.
    fn may_be_exempt(&self, node: &Node, table: TableIx) -> bool {
        match &node.kind {
            Kind::Path(names) => !self.is_parameter(names, table),
            Kind::Unary(_, operand) | Kind::Percent(operand) => self.may_be_exempt(operand, table),
            Kind::Binary(_, left, right) => {
                self.may_be_exempt(left, table) || self.may_be_exempt(right, table)
            }
            Kind::Number(_)
            | Kind::Text(_)
            | Kind::Truth(_)
            | Kind::Error(_)
            | Kind::Call { .. }
            | Kind::Array(_)
            | Kind::Missing
            | Kind::Hole => false,
        }
    }

    fn is_parameter(&self, names: &[Name], table: TableIx) -> bool {
        match names {
            [name] => {
                self.names.column(table, &name.text).is_none() && self.names.parameter(&name.text).is_some()
            }
            [head, name] => {
                matches!(self.names.setting(table, &head.text, &name.text), Some(Setting::Parameter(_)))
            }
            _ => false,
        }
    }
}

/// A part of a formula, as the place of a hint.
fn place(text: &Text, span: Span) -> Place {
    let (path, text) = (text.path.as_ref().into(), text.text.as_ref().into());
    Place::Formula { path, column: String::new(), text, span }
}
