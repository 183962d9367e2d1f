//! Rules: truth columns, and what follows where they are true: actions, lists, limits, entries that they make.

use super::assemble::{Body, Compiler, Text};
use super::{Consequence, Follows, Generator, Rule, Slot, TableIx, TableKind, TextPart, Type};
use crate::calendar::{Cycle, Relation};
use crate::diag::{self, Diagnostic, Message, Place, nearest};
use crate::model::{self, EntryPattern, EntryPeriod, FieldKind, Id, LimitKind};

/// A limit that a rule sets on a grade.
#[derive(Clone, Debug)]
pub(super) struct LimitByRule {
    pub(super) table: TableIx,
    pub(super) column: Id,
    pub(super) when: Slot,
    pub(super) name: String,
    pub(super) gives: LimitKind,
    pub(super) grade: Id,
    pub(super) clause: String,
    pub(super) path: String,
    pub(super) is_used: bool,
}

/// The id of the column that says whether an entry made by a rule is there.
const PRESENT: &str = "present";

impl Compiler<'_> {
    /// Declares the rules of all sheets and registers.
    pub(super) fn declare_rules(&mut self) -> Vec<Rule> {
        let scheme = self.scheme;
        let mut rules = Vec::new();
        for (at, register) in scheme.registers.iter().enumerate() {
            let is_it =
                |of: &super::Table| of.id == register.id && matches!(of.kind, TableKind::Register { .. });
            let Some(table) = self.plan.tables.iter().position(is_it) else { continue };
            for (number, rule) in register.rules.iter().enumerate() {
                rules.push(self.declare_rule(table, rule, &format!("registers[{at}].rules[{number}]")));
            }
        }
        for (at, sheet) in scheme.sheets.iter().enumerate() {
            let Some(&table) = self.sheets.get(&sheet.id) else { continue };
            for (number, rule) in sheet.rules.iter().enumerate() {
                rules.push(self.declare_rule(table, rule, &format!("sheets[{at}].rules[{number}]")));
            }
        }
        rules
    }

    fn declare_rule(&mut self, table: TableIx, rule: &model::Rule, path: &str) -> Rule {
        let text = Text::new(&format!("{path}.when"), &rule.when);
        let when = self.define_wanted(table, &format!("rule:{}", rule.id), &rule.name, text, Type::Truth);
        let mut then = Vec::new();
        for (place, consequence) in rule.then.iter().enumerate() {
            let path = format!("{path}.then[{place}]");
            let when = self.in_run(table, rule, consequence, when, place, &path);
            let of = consequence.of.as_ref().and_then(|link| self.concerned(table, link, &path));
            let what = match (&consequence.action, &consequence.list, &consequence.entry, &consequence.limit)
            {
                (Some(action), None, None, None) => {
                    if action.kind.trim().is_empty() {
                        let message = Message::SettingMissing { setting: "kind".to_owned() };
                        self.report(Diagnostic::error(Place::path(format!("{path}.action")), message));
                    }
                    let text = self.text_parts(table, &action.text, &format!("{path}.action.text"));
                    let date = action.date.as_ref().map(|date| {
                        let text = Text::new(&format!("{path}.action.date"), date);
                        let id = format!("rule:{}.{place}.date", rule.id);
                        self.define_wanted(table, &id, &rule.name, text, Type::Date)
                    });
                    Follows::Action { pattern: action.clone(), text, date }
                }
                (None, Some(list), None, None) => Follows::List(list.clone()),
                (None, None, Some(entry), None) => {
                    self.declare_generator(table, rule, entry, (when, of), place, &path);
                    Follows::Entry
                }
                (None, None, None, Some(limit)) => {
                    self.limits.push(LimitByRule {
                        table,
                        column: limit.column.clone(),
                        when,
                        name: rule.name.clone(),
                        gives: limit.gives,
                        grade: limit.grade.clone(),
                        clause: rule.clause.clone(),
                        path: format!("{path}.limit"),
                        is_used: false,
                    });
                    Follows::Limit
                }
                _ => {
                    let setting = "action | list | entry | limit".to_owned();
                    let message = Message::SettingMissing { setting };
                    self.report(Diagnostic::error(Place::path(&path), message));
                    continue;
                }
            };
            let number = u32::try_from(place).unwrap_or(u32::MAX);
            then.push(Consequence { number, when, of, what });
        }
        let (id, name, clause) = (rule.id.clone(), rule.name.clone(), rule.clause.clone());
        Rule { id, name, table, when, cycle: rule.cycle, clause, then }
    }

    /// The condition within a part of a run: `AND(STREAK(when) >= from, STREAK(when) <= to)`.
    fn in_run(
        &mut self,
        table: TableIx,
        rule: &model::Rule,
        consequence: &model::Consequence,
        when: Slot,
        place: usize,
        path: &str,
    ) -> Slot {
        let streak = format!("STREAK({})", rule.when);
        if consequence.run_from.is_none() && consequence.run_to.is_none() {
            return when;
        }
        // A run of at least one period says that the condition holds now: an exempt one would be skipped by AND.
        let from = format!("{streak} >= {}", consequence.run_from.unwrap_or(1).max(1));
        let to = consequence.run_to.map(|to| format!("{streak} <= {to}"));
        let conditions: Vec<String> = std::iter::once(from).chain(to).collect();
        let text = Text::new(path, &format!("AND({})", conditions.join(", ")));
        self.define_wanted(table, &format!("rule:{}.{place}", rule.id), &rule.name, text, Type::Truth)
    }

    /// The link that a consequence follows.
    fn concerned(&mut self, table: TableIx, link: &str, path: &str) -> Option<Slot> {
        let found = match self.only_link(table, link) {
            Ok(found) => found.map(|(slot, _)| slot),
            Err(message) => {
                self.report(Diagnostic::error(Place::path(format!("{path}.of")), message));
                return None;
            }
        };
        if found.is_none() {
            let known: Vec<String> = std::iter::once(table)
                .chain(self.classes_of(table))
                .flat_map(|table| self.names.columns_of(table).map(str::to_owned).collect::<Vec<_>>())
                .collect();
            let nearest = nearest(link, known.iter().map(String::as_str));
            let message = Message::UnknownName { name: link.to_owned(), nearest };
            self.report(Diagnostic::error(Place::path(format!("{path}.of")), message));
        }
        found
    }

    fn declare_generator(
        &mut self,
        table: TableIx,
        rule: &model::Rule,
        entry: &EntryPattern,
        (when, of): (Slot, Option<Slot>),
        place: usize,
        path: &str,
    ) {
        let path = format!("{path}.entry");
        let scheme = self.scheme;
        let known = scheme
            .registers
            .iter()
            .find(|known| known.id == entry.register || known.name == entry.register.as_str());
        let Some(register) = known else {
            let nearest = nearest(&entry.register, scheme.registers.iter().map(|known| known.name.as_str()));
            let name = entry.register.as_str().to_owned();
            let message = Message::UnknownReference { kind: "register".to_owned(), name, nearest };
            self.report(Diagnostic::error(Place::path(format!("{path}.register")), message));
            return;
        };
        let Some(target) = self.names.table(&register.name) else { return };
        let own = match self.plan.tables.get(table).map(|table| &table.kind) {
            Some(TableKind::Sheet { cycle, .. }) => *cycle,
            // A rule about an entry would make entries out of entries: they would need each other.
            _ => {
                let message = self.no_reach(table, target, diag::Reach::MakeColumn);
                self.report(Diagnostic::error(Place::path(&path), message));
                return;
            }
        };
        // Who is concerned must be known before anything is computed: only a fact of a subject can say so.
        let is_fact = |slot: Slot| {
            let table = self.plan.columns.get(slot).map(|column| column.table);
            table.is_some_and(|at| self.plan.tables.get(at).is_some_and(|of| of.kind == TableKind::Class))
        };
        if of.is_some_and(|of| !is_fact(of)) {
            let message = self.no_reach(table, target, diag::Reach::MakeColumn);
            self.report(Diagnostic::error(Place::path(&path), message));
            return;
        }
        let containing = entry.cycle.unwrap_or(Cycle::Year);
        let counts_in = match entry.counts_in {
            EntryPeriod::Containing if own.relation(containing) == Relation::Overlaps => {
                let message = self.no_reach(table, target, diag::Reach::Overlap);
                self.report(Diagnostic::error(Place::path(format!("{path}.cycle")), message));
                return;
            }
            counts_in => counts_in,
        };
        let mut values = Vec::new();
        for (field, formula) in &entry.values {
            let path = format!("{path}.values.{field}");
            let Some(known) = register.fields.iter().find(|of| of.id == *field || of.name == field.as_str())
            else {
                let nearest = nearest(field, register.fields.iter().map(|of| of.name.as_str()));
                let name = field.as_str().to_owned();
                let message = Message::UnknownReference { kind: "field".to_owned(), name, nearest };
                self.report(Diagnostic::error(Place::path(path), message));
                continue;
            };
            let id = format!("rule:{}.{place}.{}", rule.id, known.id);
            let text = Text::new(&path, formula);
            let wanted = self.type_of(known);
            let value = match known.kind {
                FieldKind::Link => self.define_generated(table, &id, &known.name, Body::Formula(text)),
                _ => self.define_wanted(table, &id, &known.name, text, wanted),
            };
            values.push((self.slot(target, &known.id), value));
        }
        let id = format!("~{}.{}.{place}", self.table_id(table), rule.id);
        self.plan.generators.push(Generator {
            id: Id::new(&id),
            rule: rule.name.clone(),
            clause: rule.clause.clone(),
            edition: self.edition,
            register: target,
            from: table,
            when,
            of,
            counts_in,
            containing,
            values,
        });
        let id = super::names::generated_id(PRESENT);
        let present = self.slot(target, &id);
        if !self.definitions.contains_key(&present) {
            self.define_generated(target, PRESENT, "是否成立", Body::Present);
        }
        if let Some(target) = self.plan.tables.get_mut(target) {
            target.present = Some(present);
        }
    }

    fn table_id(&self, table: TableIx) -> Id {
        self.plan.tables.get(table).map(|table| table.id.clone()).unwrap_or_default()
    }

    /// Limits by rules that name no grade column are mistakes.
    pub(super) fn check_limits(&mut self) {
        for limit in std::mem::take(&mut self.limits).into_iter().filter(|limit| !limit.is_used) {
            let columns = self.names.columns_of(limit.table);
            let nearest = nearest(&limit.column, columns);
            let message = Message::UnknownName { name: limit.column.as_str().to_owned(), nearest };
            self.report(Diagnostic::error(Place::path(format!("{}.column", limit.path)), message));
        }
    }

    /// An action's text taken apart at its `{column}` holes; a hole may be any formula over the row.
    fn text_parts(&mut self, table: TableIx, text: &str, path: &str) -> Vec<TextPart> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((literal, behind)) = rest.split_once('{') {
            let Some((hole, behind)) = behind.split_once('}') else { break };
            if !literal.is_empty() {
                parts.push(TextPart::Literal(literal.to_owned()));
            }
            let column = self.names.column(table, hole.trim()).unwrap_or_else(|| {
                self.define_generated(
                    table,
                    &format!("text:{hole}"),
                    hole,
                    Body::Formula(Text::new(path, hole)),
                )
            });
            parts.push(TextPart::Column(column));
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(TextPart::Literal(rest.to_owned()));
        }
        parts
    }
}
