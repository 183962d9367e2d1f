//! Hints: what computes, but perhaps not as it is meant.

use super::TableIx;
use super::assemble::{Compiler, Text};
use super::lower::is_list;
use super::names::Setting;
use crate::diag::{Diagnostic, Message, Place};
use crate::formula::{self, Kind, Name, Node};

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
            let (path, text) = (text.path.as_ref().into(), text.text.as_ref().into());
            self.report(Diagnostic::note(
                Place::Formula { path, column: String::new(), text, span },
                message,
            ));
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
