//! Tariffs: points by kind × level × class. Each number is a parameter; `TARIFF` looks one up by nested `SWITCH`.

use super::Type;
use super::assemble::{Compiler, Text};
use super::lower::{Site, broken};
use super::steps::{Argument, Expr};
use crate::diag::{Diagnostic, Expected, Message, Place, nearest};
use crate::formula::catalogue::Function;
use crate::formula::{self, Kind, Node, fold};
use crate::model::{Cell, ErrorCode, Tariff, Value};

/// A declared tariff.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    /// Its place in the scheme.
    at: usize,
    /// For each combination of values its parameter.
    rows: Vec<(Vec<String>, usize)>,
    /// The parameter for what has no place in the table.
    otherwise: Option<usize>,
}

impl Compiler<'_> {
    /// Makes the numbers of all tariffs parameters.
    pub(super) fn declare_tariffs(&mut self) {
        let scheme = self.scheme;
        for (at, tariff) in scheme.tariffs.iter().enumerate() {
            let declared = self.declare_tariff(at, tariff);
            let is_new = self.tariffs.insert(fold(&tariff.name).into_owned(), declared).is_none();
            if !is_new || tariff.name.trim().is_empty() {
                let message = if is_new {
                    Message::EmptyName
                } else {
                    Message::DuplicateName { name: tariff.name.clone() }
                };
                self.report(Diagnostic::error(Place::path(format!("tariffs[{at}].name")), message));
            }
        }
    }

    fn declare_tariff(&mut self, at: usize, tariff: &Tariff) -> Declared {
        let side_by_side = usize::from(!tariff.across.is_empty());
        let of = tariff.by.len().saturating_sub(side_by_side);
        let mut rows: Vec<(Vec<String>, usize)> = Vec::new();
        for (number, row) in tariff.points.iter().enumerate() {
            let path = format!("tariffs[{at}].points[{number}]");
            let mut count = |what: &str, wanted: usize, found: usize| {
                let as_count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
                if wanted != found {
                    let message = Message::ArgumentCount {
                        function: tariff.name.clone(),
                        least: as_count(wanted),
                        most: Some(as_count(wanted)),
                        found: as_count(found),
                    };
                    self.report(Diagnostic::error(Place::path(format!("{path}.{what}")), message));
                }
            };
            count("of", of, row.of.len());
            let is_for_all = row.points.len() == 1;
            if !is_for_all {
                count("points", tariff.across.len().max(1), row.points.len());
            }
            let named: Vec<Option<&String>> =
                if tariff.across.is_empty() { vec![None] } else { tariff.across.iter().map(Some).collect() };
            let mut for_all = None;
            for (place, value) in named.into_iter().enumerate() {
                let place = if is_for_all { 0 } else { place };
                let Some(points) = row.points.get(place).copied().flatten() else { continue };
                let keys: Vec<String> = row.of.iter().chain(value).cloned().collect();
                let path = format!("{path}.points[{place}]");
                let parameter = match for_all.filter(|_| is_for_all) {
                    Some(known) => known,
                    None => {
                        let name = std::iter::once(&tariff.name).chain(&keys).cloned().collect::<Vec<_>>();
                        self.parameter(&path, &name.join("."), points)
                    }
                };
                for_all = Some(parameter);
                if rows.iter().any(|(known, _)| *known == keys) {
                    let message = Message::DuplicateRow { key: keys.join(" ") };
                    self.report(Diagnostic::error(Place::path(path), message));
                } else {
                    rows.push((keys, parameter));
                }
            }
        }
        let otherwise = tariff
            .otherwise
            .map(|points| self.parameter(&format!("tariffs[{at}].otherwise"), &tariff.name, points));
        Declared { at, rows, otherwise }
    }

    /// `TARIFF(name)`: the points for what the tariff itself looks at, or for the values that follow the name. An entry
    /// that does not say everything yet has 0.
    pub(super) fn tariff(&mut self, arguments: &[Node], site: &mut Site<'_>) -> (Expr, Type) {
        let Some((first, values)) = arguments.split_first() else { return broken() };
        let Kind::Path(names) = &first.kind else {
            let example = "TARIFF(加扣分标准)".to_owned();
            let message = Message::WrongShape { expected: Expected::Reference, example };
            self.report_at(site.text, first.span, message);
            return broken();
        };
        let name = names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
        let Some(declared) = self.tariffs.get(fold(&name).as_ref()).cloned() else {
            let nearest = nearest(&name, self.tariffs.keys().map(String::as_str));
            let message = Message::UnknownReference { kind: "tariff".to_owned(), name, nearest };
            self.report_at(site.text, first.span, message);
            return broken();
        };
        let Some(tariff) = self.scheme.tariffs.get(declared.at) else { return broken() };
        let mut keys = Vec::with_capacity(tariff.by.len());
        if values.is_empty() {
            for (place, by) in tariff.by.iter().enumerate() {
                let text = Text::new(&format!("tariffs[{}].by[{place}]", declared.at), by);
                let parsed = formula::parse(by);
                for (span, message) in parsed.problems {
                    self.report_at(&text, span, message);
                }
                let mut site = Site { table: site.table, text: &text, bound: &mut *site.bound };
                keys.push(self.key(&parsed.tree, &mut site));
            }
        } else if values.len() == tariff.by.len() {
            for value in values {
                keys.push(self.key(value, site));
            }
        } else {
            let count = |count: usize| u32::try_from(count.saturating_add(1)).unwrap_or(u32::MAX);
            let (wanted, found) = (count(tariff.by.len()), count(values.len()));
            let message = Message::ArgumentCount {
                function: "TARIFF".to_owned(),
                least: wanted,
                most: Some(wanted),
                found,
            };
            self.report_at(site.text, first.span, message);
            return broken();
        }
        for parameter in declared.rows.iter().map(|(_, parameter)| *parameter).chain(declared.otherwise) {
            site.bound.parameter(parameter);
        }
        let otherwise = match declared.otherwise {
            Some(parameter) => Expr::Parameter(parameter),
            None => Expr::Constant(Cell::error(ErrorCode::NotAvailable)),
        };
        let rows: Vec<(&[String], usize)> =
            declared.rows.iter().map(|(of, parameter)| (of.as_slice(), *parameter)).collect();
        let is_blank =
            |key: &Expr| Argument::One(Expr::Call(Function::IsBlank, vec![Argument::One(key.clone())]));
        let says_not_all = Expr::Call(Function::Or, keys.iter().map(is_blank).collect());
        let looked_up = look_up(&rows, &keys, &otherwise);
        let nothing = Expr::Constant(Cell::firm(crate::num::Decimal::ZERO));
        let parts = [says_not_all, nothing, looked_up].map(Argument::One);
        (Expr::Call(Function::If, parts.into()), Type::Number)
    }

    fn key(&mut self, node: &Node, site: &mut Site<'_>) -> Expr {
        let (expr, kind) = self.lower(node, site);
        self.expect(kind, Type::Text, node.span, site);
        expr
    }
}

/// `SWITCH` over the first key, with one over the next inside.
fn look_up(rows: &[(&[String], usize)], keys: &[Expr], otherwise: &Expr) -> Expr {
    let Some((key, later)) = keys.split_first() else {
        return rows.first().map_or_else(|| otherwise.clone(), |(_, parameter)| Expr::Parameter(*parameter));
    };
    let mut arguments = vec![Argument::One(key.clone())];
    let mut done: Vec<&String> = Vec::new();
    for (of, _) in rows {
        let Some(value) = of.first().filter(|value| !done.contains(value)) else { continue };
        done.push(value);
        let same: Vec<(&[String], usize)> = rows
            .iter()
            .filter(|(of, _)| of.first() == Some(value))
            .map(|(of, parameter)| (of.get(1..).unwrap_or_default(), *parameter))
            .collect();
        arguments.push(Argument::One(Expr::Constant(Cell::firm(Value::text(value)))));
        arguments.push(Argument::One(look_up(&same, later, otherwise)));
    }
    if done.is_empty() {
        return otherwise.clone();
    }
    arguments.push(Argument::One(otherwise.clone()));
    Expr::Call(Function::Switch, arguments)
}
