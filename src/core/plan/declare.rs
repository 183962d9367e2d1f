//! Declaring: every table, column and parameter of an edition gets its number and name before any formula is read.

use super::assemble::{Body, Compiler, Definition, Text};
use super::ballots;
use super::ledger;
use super::methods::{self, APPLIES, APPLIES_OWN, FULL, WEIGHT};
use super::names::{Setting, generated_id};
use super::{Part, Role, Slot, TableIx, TableKind, Type};
use crate::diag::{Diagnostic, Message, Place, Severity, nearest};
use crate::model::{
    Ballot, BallotForm, BlankRule, Carry, Checklist, ChecklistGives, Class, Combine, Field, FieldKind, Id,
    Indicator, Ledger, Linked, Method, Register, Sheet, Tasks,
};
use crate::num::Rounding;
use rust_decimal::Decimal;

/// Most decimal places that a value is rounded to; as many before the point.
const MOST_PLACES: i32 = 28;

impl<'a> Compiler<'a> {
    /// Declares all of the edition's scheme.
    pub(super) fn declare(&mut self) {
        let scheme = self.scheme;
        for (index, parameter) in scheme.parameters.iter().enumerate() {
            let path = format!("parameters[{index}]");
            let number = self.parameter(&format!("{path}.value"), &parameter.name, parameter.value);
            let is_new = self.names.add_parameter(&parameter.name, number);
            self.check_name(&parameter.name, is_new, &path);
        }
        self.declare_tariffs();
        let classes: Vec<TableIx> = scheme
            .classes
            .iter()
            .enumerate()
            .map(|(index, class)| self.declare_class(class, &format!("classes[{index}]")))
            .collect();
        for (index, class) in scheme.classes.iter().enumerate() {
            let Some(&table) = classes.get(index) else { continue };
            for (at, field) in class.fields.iter().enumerate() {
                let path = format!("classes[{index}].fields[{at}]");
                self.declare_field(table, field, Part::Field, BlankRule::Zero, &path);
            }
        }
        let mut registers = Vec::new();
        for (index, register) in scheme.registers.iter().enumerate() {
            registers.extend(self.declare_register(register, &format!("registers[{index}]")));
        }
        for (index, register) in scheme.registers.iter().enumerate() {
            let Some(&table) = registers.get(index) else { continue };
            self.declare_register_columns(register, table, &format!("registers[{index}]"));
        }
        for (index, sheet) in scheme.sheets.iter().enumerate() {
            self.declare_sheet(sheet, &format!("sheets[{index}]"));
        }
    }

    fn declare_class(&mut self, class: &Class, path: &str) -> TableIx {
        let table = self.table(TableKind::Class, &class.id, &class.name);
        let is_new = self.names.add_class(&class.name, table);
        self.check_name(&class.name, is_new, path);
        table
    }

    /// The class that a setting names, by id or name.
    pub(super) fn class_at(&mut self, class: &Id, path: &str) -> Option<TableIx> {
        let found = self.plan.class(class).or_else(|| self.names.class(class));
        if found.is_none() {
            let known: Vec<&str> = self.scheme.classes.iter().map(|class| class.id.as_str()).collect();
            let message = Message::UnknownReference {
                kind: "class".to_owned(),
                name: class.as_str().to_owned(),
                nearest: nearest(class, known),
            };
            self.report(Diagnostic::error(Place::path(path), message));
        }
        found
    }

    /// The register that a setting names, by id or name.
    fn register_at(&mut self, register: &Id, path: &str) -> Option<&'a Register> {
        let known = &self.scheme.registers;
        let named = known.iter().find(|known| known.id == *register);
        if let Some(found) = named.or_else(|| known.iter().find(|known| known.name == register.as_str())) {
            return Some(found);
        }
        let message = Message::UnknownReference {
            kind: "register".to_owned(),
            name: register.as_str().to_owned(),
            nearest: nearest(register, known.iter().map(|known| known.name.as_str())),
        };
        self.report(Diagnostic::error(Place::path(path), message));
        None
    }

    fn declare_register(&mut self, register: &Register, path: &str) -> Option<TableIx> {
        let classes: Vec<TableIx> = register
            .classes
            .iter()
            .enumerate()
            .filter_map(|(at, class)| self.class_at(class, &format!("{path}.classes[{at}]")))
            .collect();
        let kind = TableKind::Register { classes, cycle: register.cycle };
        let table = self.table(kind, &register.id, &register.name);
        let is_new = self.names.add_table(&register.name, table);
        self.check_name(&register.name, is_new, path);
        Some(table)
    }

    fn declare_register_columns(&mut self, register: &Register, table: TableIx, path: &str) {
        if let Some(ballot) = &register.ballot {
            self.declare_ballot(register, ballot, table, &format!("{path}.ballot"));
        }
        for (at, field) in register.fields.iter().enumerate() {
            let path = format!("{path}.fields[{at}]");
            self.declare_field(table, field, Part::Field, BlankRule::Zero, &path);
        }
        self.declare_columns(table, &register.columns, path);
        if let Some(field) = &register.counts_from {
            let known = register.fields.iter().find(|of| of.id == *field || of.name == field.as_str());
            let slot = known.filter(|of| of.kind == FieldKind::Date).map(|of| self.slot(table, &of.id));
            if slot.is_none() {
                let dates = register.fields.iter().filter(|of| of.kind == FieldKind::Date);
                let message = Message::UnknownReference {
                    kind: "field".to_owned(),
                    name: field.as_str().to_owned(),
                    nearest: nearest(field, dates.map(|of| of.name.as_str())),
                };
                self.report(Diagnostic::error(Place::path(format!("{path}.counts-from")), message));
            }
            if let Some(table) = self.plan.tables.get_mut(table) {
                table.counts_from = slot;
            }
        }
    }

    /// The fields and columns of a table of votes.
    fn declare_ballot(&mut self, register: &Register, ballot: &Ballot, table: TableIx, path: &str) {
        if let Some(table) = self.plan.tables.get_mut(table) {
            table.is_ballot = true;
        }
        let whole = ballot.full.unwrap_or(Decimal::ONE_HUNDRED);
        self.setting(table, &register.name, ballots::WHOLE, &format!("{path}.full"), whole);
        for (at, option) in ballot.options.iter().enumerate() {
            self.setting(table, &option.name, FULL, &format!("{path}.options[{at}].worth"), option.worth);
        }
        for (at, panel) in ballot.panels.iter().enumerate() {
            if let Some(weight) = panel.weight {
                self.setting(table, &panel.name, WEIGHT, &format!("{path}.panels[{at}].weight"), weight);
            }
        }
        self.check_ballot(register, ballot, path);
        for field in ballots::fields(ballot) {
            self.declare_field(table, &field, Part::Field, BlankRule::Zero, path);
        }
        let is_told = ballot.form == BallotForm::Counts && ballot.options.is_empty();
        for (id, name, formula) in ballots::columns(ballot).into_iter().filter(|_| !is_told) {
            self.define(
                table,
                &id,
                Definition {
                    name,
                    path: path.to_owned(),
                    clause: String::new(),
                    role: Role { part: Part::Computed, parent: None, full: None },
                    rounding: None,
                    shown: None,
                    body: Body::Formula(Text::new(path, &formula)),
                },
            );
        }
    }

    fn check_ballot(&mut self, register: &Register, ballot: &Ballot, path: &str) {
        if ballot.form == BallotForm::Counts && ballot.options.is_empty() {
            let message = Message::SettingMissing { setting: "options".to_owned() };
            self.report(Diagnostic::error(Place::path(path), message));
        }
        self.check_unused(ballot, path);
        let weights = ballot.panels.iter().map(|panel| panel.weight);
        if weights.clone().any(|weight| weight.is_some()) {
            for (at, _) in weights.clone().enumerate().filter(|(_, weight)| weight.is_none()) {
                let message = Message::SettingMissing { setting: "weight".to_owned() };
                self.report(Diagnostic::error(Place::path(format!("{path}.panels[{at}]")), message));
            }
            self.check_weights(&register.name, weights, &format!("{path}.panels"));
        }
    }

    /// Tells the settings of a table of votes that its form has no use for.
    fn check_unused(&mut self, ballot: &Ballot, path: &str) {
        let is_single = ballot.form == BallotForm::Single;
        let settings = [
            ("returns", ballot.returns && is_single, "form: counts"),
            ("voters", ballot.voters.is_some() && !is_single, "form: single"),
            ("nobody-rates-itself", ballot.nobody_rates_itself && !is_single, "form: single"),
            (
                "nobody-rates-itself",
                ballot.nobody_rates_itself && is_single && ballot.voters.is_none(),
                "voters",
            ),
            ("invalid-if-all-equal", ballot.invalid_if_all_equal && !is_single, "form: single"),
            ("limits", !ballot.limits.is_empty() && !is_single, "form: single"),
        ];
        for (setting, is_unused, needs) in settings {
            if is_unused {
                let message = Message::SettingUnused { setting: setting.to_owned(), needs: needs.to_owned() };
                self.report(Diagnostic::warning(Place::path(format!("{path}.{setting}")), message));
            }
        }
    }

    /// The votes that a method is about; `None` where there are none, which is reported.
    fn votes_of(
        &mut self,
        method: &'a crate::model::Ballots,
        indicator: &'a str,
        path: &str,
    ) -> Option<methods::Votes<'a>> {
        let register = self.register_at(&method.register, &format!("{path}.register"))?;
        let Some(ballot) = &register.ballot else {
            let message = Message::SettingMissing { setting: "ballot".to_owned() };
            self.report(Diagnostic::error(Place::path(format!("{path}.register")), message));
            return None;
        };
        if let Some(drop) = method.drop {
            if ballot.form == BallotForm::Counts && ballot.options.is_empty() {
                // Told where the votes are declared.
                return None;
            }
            let left_out = drop.highest.saturating_add(drop.lowest);
            if let Some(more_than) = drop.more_than.filter(|more_than| *more_than < left_out) {
                let message = Message::SettingOutOfRange {
                    setting: "more-than".to_owned(),
                    least: left_out.to_string(),
                    most: u32::MAX.to_string(),
                    found: more_than.to_string(),
                };
                self.report(Diagnostic::error(Place::path(format!("{path}.drop.more-than")), message));
                return None;
            }
            // Of counts, the highest are told by the order of the options.
            let mut pairs = ballot.options.iter().zip(ballot.options.iter().skip(1));
            if ballot.form == BallotForm::Counts && !pairs.all(|(better, worse)| better.worth >= worse.worth)
            {
                let message = Message::NotInOrder { what: "options".to_owned() };
                self.report(Diagnostic::error(Place::path(format!("{path}.drop")), message));
                return None;
            }
        }
        if ballot.dimensions.is_empty() {
            return Some((register, ballot, None));
        }
        let wanted = method.dimension.as_deref().unwrap_or(indicator);
        let by_name = ballot.dimensions.iter().find(|dimension| dimension.name == wanted);
        let found =
            by_name.or_else(|| ballot.dimensions.iter().find(|dimension| dimension.id.as_str() == wanted));
        if let Some(found) = found {
            return Some((register, ballot, Some(found.name.as_str())));
        }
        let known: Vec<String> = ballot.dimensions.iter().map(|dimension| dimension.name.clone()).collect();
        let nearest = nearest(wanted, known.iter().map(String::as_str));
        let message = Message::UnknownChoice { found: wanted.to_owned(), known, nearest };
        self.report(Diagnostic::error(Place::path(format!("{path}.dimension")), message));
        None
    }

    fn declare_sheet(&mut self, sheet: &'a Sheet, path: &str) {
        let Some(class) = self.class_at(&sheet.class, &format!("{path}.class")) else { return };
        let table = self.table(TableKind::Sheet { class, cycle: sheet.cycle }, &sheet.id, &sheet.name);
        self.sheets.insert(sheet.id.clone(), table);
        let is_new = self.names.add_table(&sheet.name, table);
        self.check_name(&sheet.name, is_new, path);
        let total = sheet.total.as_ref().map(|total| (self.slot(table, &total.id), total));
        if let Some((_, total)) = total {
            let full = total
                .full
                .map(|full| self.setting(table, &total.name, FULL, &format!("{path}.total.full"), full));
            let parent = Parent { name: &total.name, full: total.full, combine: total.combine };
            self.check_sum(parent, &sheet.indicators, &format!("{path}.total"));
            // The root stands in front of its indicators on the screen, as the sum does in an Excel sheet's head.
            let formula = methods::total(total, &sheet.indicators);
            let rounding = self.places(total.places, &format!("{path}.total"));
            let shown = self.shown_places(total.shown, &format!("{path}.total"));
            self.define(
                table,
                &total.id,
                Definition {
                    name: total.name.clone(),
                    path: format!("{path}.total"),
                    clause: String::new(),
                    role: Role { part: Part::Total, parent: None, full },
                    rounding,
                    shown,
                    body: Body::Formula(Text::new(&format!("{path}.total"), &formula)),
                },
            );
        }
        for (at, indicator) in sheet.indicators.iter().enumerate() {
            let parent = total.map(|(slot, _)| slot);
            self.declare_indicator(table, sheet, indicator, parent, &format!("{path}.indicators[{at}]"));
        }
        for (at, field) in sheet.inputs.iter().enumerate() {
            self.declare_field(table, field, Part::Mark, sheet.blank, &format!("{path}.inputs[{at}]"));
        }
        self.declare_columns(table, &sheet.columns, path);
    }

    fn declare_indicator(
        &mut self,
        table: TableIx,
        sheet: &'a Sheet,
        indicator: &'a Indicator,
        parent: Option<Slot>,
        path: &str,
    ) {
        let own = self.slot(table, &indicator.id);
        let full = indicator
            .full
            .map(|full| self.setting(table, &indicator.name, FULL, &format!("{path}.full"), full));
        if let Some(weight) = indicator.weight {
            self.setting(table, &indicator.name, WEIGHT, &format!("{path}.weight"), weight);
        }
        let applies = self.declare_condition(table, indicator, path);
        let role = Role { part: Part::Indicator, parent, full };
        let rounding = self.places(indicator.places, path);
        let shown = self.shown_places(indicator.shown, path);
        let Declared { body, marks, columns } = match &indicator.method {
            Some(method) => self.declare_method(table, sheet, indicator, method, (full, applies), path),
            None => {
                let formula = methods::combine(
                    &indicator.name,
                    full.is_some(),
                    indicator.combine,
                    &indicator.indicators,
                );
                let formula = match applies {
                    Some(_) => methods::where_it_applies(&indicator.name, &formula),
                    None => formula,
                };
                if indicator.indicators.is_empty() {
                    // What it uses is not known, and that is told.
                    if !self.library.is_unknown(path) {
                        let message = Message::SettingMissing { setting: "method".to_owned() };
                        self.report(Diagnostic::error(Place::path(path), message));
                    }
                    Declared::of(Body::Broken)
                } else {
                    Declared::of(Body::Formula(Text::new(path, &formula)))
                }
            }
        };
        for (mark, mark_path) in marks {
            if self.names.column(table, &mark.name).is_none() {
                let known = sheet.inputs.iter().any(|input| input.name == mark.name)
                    || sheet.columns.iter().any(|column| column.name == mark.name);
                if !known {
                    let slot = self.declare_field(table, &mark, Part::Mark, sheet.blank, &mark_path);
                    self.set_parent(slot, own);
                }
            }
        }
        for (id, name, body) in columns {
            let path = format!("{path}.method");
            self.define(
                table,
                &id,
                Definition {
                    name,
                    path: path.clone(),
                    clause: indicator.clause.clone(),
                    role: Role { part: Part::Computed, parent: Some(own), full: None },
                    rounding: None,
                    shown: shown.filter(|_| !matches!(body, Body::Rank(_))),
                    body,
                },
            );
        }
        self.define(
            table,
            &indicator.id,
            Definition {
                name: indicator.name.clone(),
                path: path.to_owned(),
                clause: indicator.clause.clone(),
                role,
                rounding,
                shown,
                body,
            },
        );
        if !indicator.indicators.is_empty() {
            let parent = Parent { name: &indicator.name, full: indicator.full, combine: indicator.combine };
            self.check_sum(parent, &indicator.indicators, path);
        }
        for (at, child) in indicator.indicators.iter().enumerate() {
            self.declare_indicator(table, sheet, child, Some(own), &format!("{path}.indicators[{at}]"));
        }
    }

    /// The truth column that says to whom an indicator applies: who is given it, and where its own condition holds.
    fn declare_condition(&mut self, table: TableIx, indicator: &Indicator, path: &str) -> Option<Slot> {
        let own = indicator.applies.as_ref().map(|own| (APPLIES, Text::new(&format!("{path}.applies"), own)));
        let given = self.library.given(path);
        let place = format!("{path}.assigned");
        let columns = match (own, given) {
            (None, None) => return None,
            (Some(own), None) => vec![own],
            (None, Some(given)) => vec![(APPLIES, Text::new(&place, &given))],
            (Some((_, own)), Some(given)) => {
                // Whether its own condition holds does not matter where it is not given.
                let own_column = methods::setting(&indicator.name, APPLIES_OWN);
                let both = format!("IF({given}, {own_column}, FALSE)");
                vec![(APPLIES_OWN, own), (APPLIES, Text::new(&place, &both))]
            }
        };
        let define = |(name, text): (&str, Text)| {
            let (id, named) = (format!("{}.{name}", indicator.id), format!("{}.{name}", indicator.name));
            let slot = self.define_wanted(table, &id, &named, text, Type::Truth);
            self.names.add_setting(table, &indicator.name, name, Setting::Column(slot));
            slot
        };
        columns.into_iter().map(define).last()
    }

    fn declare_method(
        &mut self,
        table: TableIx,
        sheet: &Sheet,
        indicator: &'a Indicator,
        method: &'a Method,
        (full, applies): (Option<usize>, Option<Slot>),
        path: &str,
    ) -> Declared {
        let needs_full = match method {
            Method::Formula(_) | Method::Bands(_) | Method::Scale(_) => false,
            Method::Position(of) => of.step.is_some(),
            Method::Checklist(list) => list.gives != ChecklistGives::Truth,
            // What is carried over as it is needs none.
            Method::Carry(Carry { of, .. }) | Method::Linked(Linked { of, .. }) => of.is_some(),
            Method::Ledger(ledger) => ledger::needs_full(ledger),
            _ => true,
        };
        let lacks_full = full.is_none() && needs_full;
        if lacks_full {
            let message = Message::SettingMissing { setting: "full".to_owned() };
            self.report(Diagnostic::error(Place::path(path), message));
        }
        let method_path = format!("{path}.method");
        if let Method::Tasks(tasks) = method
            && self.register_at(&tasks.register, &format!("{method_path}.register")).is_none()
        {
            return Declared::of(Body::Broken);
        }
        if let Method::Ledger(ledger) = method {
            if self.register_at(&ledger.register, &format!("{method_path}.register")).is_none() {
                return Declared::of(Body::Broken);
            }
            self.declare_ledger(table, indicator, ledger, &method_path);
        }
        if let Method::Checklist(list) = method {
            let mistakes = self.plan.diagnostics.len();
            self.declare_items(table, indicator, list, &method_path);
            if self.plan.diagnostics.iter().skip(mistakes).any(|found| found.severity == Severity::Error) {
                return Declared::of(Body::Broken);
            }
        }
        if !self.check_standards(method, &method_path) {
            return Declared::of(Body::Broken);
        }
        let votes = match method {
            Method::Ballots(method) => {
                let votes = self.votes_of(method, &indicator.name, &method_path);
                if votes.is_none() {
                    return Declared::of(Body::Broken);
                }
                votes
            }
            _ => None,
        };
        let method = &self.by_name(method);
        let expansion = methods::expand(indicator, method, votes);
        for (name, key, value) in expansion.settings {
            self.setting(table, &indicator.name, &name, &format!("{method_path}.{key}"), value);
        }
        self.targets.extend(expansion.target.map(|name| (table, name)));
        let marks = expansion.marks.into_iter().map(|mark| (mark, method_path.clone())).collect();
        let Some(formula) = expansion.formula else {
            let mut field = Field::new(&indicator.name, FieldKind::Number);
            field.id = indicator.id.clone();
            field.least = Some(Decimal::ZERO);
            field.most = indicator.full;
            let body = Body::Input { field: Box::new(field), blank: sheet.blank, applies, most: full };
            return Declared { body, marks, columns: Vec::new() };
        };
        let formula_path = match method {
            Method::Formula(_) => format!("{method_path}.formula"),
            _ => method_path,
        };
        let text = match applies {
            Some(_) => methods::where_it_applies(&indicator.name, &formula),
            None => formula,
        };
        if lacks_full {
            // What it gives is not known, but what was typed for it stays.
            return Declared { body: Body::Broken, marks, columns: Vec::new() };
        }
        let column = |(id, name, formula): (Id, String, String)| {
            (id, name, Body::Formula(Text::new(&formula_path, &formula)))
        };
        let rank = expansion.rank.map(|(id, name, rank)| (id, name, Body::Rank(rank)));
        let columns = expansion.columns.into_iter().map(column).chain(rank).collect();
        Declared { body: Body::Formula(Text::new(&formula_path, &text)), marks, columns }
    }

    /// The points of a checklist's items.
    fn declare_items(&mut self, table: TableIx, indicator: &Indicator, list: &Checklist, path: &str) {
        if list.items.is_empty() {
            let message = Message::SettingMissing { setting: "items".to_owned() };
            self.report(Diagnostic::error(Place::path(path), message));
        }
        if list.gives != ChecklistGives::Points {
            return;
        }
        for (at, item) in list.items.iter().enumerate() {
            match item.points {
                Some(points) => {
                    self.setting(table, &item.name, FULL, &format!("{path}.items[{at}].points"), points);
                }
                None => {
                    let message = Message::SettingMissing { setting: "points".to_owned() };
                    self.report(Diagnostic::error(Place::path(format!("{path}.items[{at}]")), message));
                }
            }
        }
        let mut points = list.items.iter().map(|item| item.points);
        let found = points.try_fold(Decimal::ZERO, |sum, points| sum.checked_add(points?));
        if let (Some(expected), Some(found)) = (indicator.full, found)
            && expected != found
        {
            self.report_sum(&indicator.name, expected, found, &format!("{path}.items"));
        }
    }

    /// A method that names its register, and the columns of a task list, as formulas do.
    fn by_name(&self, method: &Method) -> Method {
        let name = |register: &Id| {
            let known = self.scheme.registers.iter().find(|known| known.id == *register);
            known.map_or_else(|| register.clone(), |known| Id::new(&known.name))
        };
        match method.clone() {
            Method::Ledger(ledger) => Method::Ledger(Ledger { register: name(&ledger.register), ..ledger }),
            Method::Tasks(tasks) => {
                let of = self.scheme.registers.iter().find(|known| known.id == tasks.register);
                let column = |id: Id| {
                    let fields = of.into_iter().flat_map(|of| &of.fields).map(|of| (&of.id, &of.name));
                    let columns = of.into_iter().flat_map(|of| &of.columns).map(|of| (&of.id, &of.name));
                    let known = fields.chain(columns).find(|(known, _)| **known == id);
                    known.map_or(id.clone(), |(_, name)| Id::new(name))
                };
                Method::Tasks(Tasks {
                    register: name(&tasks.register),
                    points: column(tasks.points),
                    done: column(tasks.done),
                    overdue: tasks.overdue.map(column),
                    ..tasks
                })
            }
            other => other,
        }
    }

    fn declare_columns(&mut self, table: TableIx, columns: &[crate::model::Column], path: &str) {
        for (at, column) in columns.iter().enumerate() {
            let path = format!("{path}.columns[{at}]");
            let is_register =
                matches!(self.plan.tables.get(table).map(|of| &of.kind), Some(TableKind::Register { .. }));
            let body = match (&column.formula, &column.rank, &column.grade, &column.split, &column.counts) {
                (Some(formula), None, None, None, None) => {
                    Body::Formula(Text::new(&format!("{path}.formula"), formula))
                }
                (None, Some(rank), None, None, None) => Body::Rank(rank.clone()),
                (None, None, Some(grade), None, None) => Body::Grade(grade.clone()),
                (None, None, None, Some(split), None) => Body::Split(split.clone()),
                (None, None, None, None, Some(counts)) if is_register => {
                    self.declare_counts(table, column, counts, &path)
                }
                _ => {
                    let known = "formula | rank | grade | split";
                    let known = if is_register { format!("{known} | counts") } else { known.to_owned() };
                    let message = Message::SettingMissing { setting: known };
                    self.report(Diagnostic::error(Place::path(&path), message));
                    Body::Broken
                }
            };
            let part = if column.hidden { Part::Generated } else { Part::Computed };
            let rounding = match column.rounding {
                Some(rounding) => {
                    self.check_places(rounding.places, -MOST_PLACES, &format!("{path}.rounding.places"));
                    Some(rounding)
                }
                None => self.places(column.places, &path),
            };
            let shown = self.shown_places(column.shown, &path);
            if let Some(split) = &column.split {
                self.check_places(split.unit_places, 0, &format!("{path}.split.unit-places"));
            }
            self.define(
                table,
                &column.id,
                Definition {
                    name: column.name.clone(),
                    path,
                    clause: column.clause.clone(),
                    role: Role { part, parent: None, full: None },
                    rounding,
                    shown,
                    body,
                },
            );
        }
    }

    fn declare_field(
        &mut self,
        table: TableIx,
        field: &Field,
        part: Part,
        blank: BlankRule,
        path: &str,
    ) -> Slot {
        if field.kind == FieldKind::Link {
            match &field.class {
                Some(class) => _ = self.class_at(class, &format!("{path}.class")),
                None => {
                    let message = Message::SettingMissing { setting: "class".to_owned() };
                    self.report(Diagnostic::error(Place::path(path), message));
                }
            }
        }
        if field.kind == FieldKind::Choice && field.choices.is_empty() {
            let message = Message::SettingMissing { setting: "choices".to_owned() };
            self.report(Diagnostic::error(Place::path(path), message));
        }
        let mut field = field.clone();
        if let Some(class) =
            field.class.as_ref().and_then(|class| self.plan.class(class).or(self.names.class(class)))
            && let Some(class) = self.plan.tables.get(class)
        {
            field.class = Some(class.id.clone());
        }
        let id = field.id.clone();
        let name = field.name.clone();
        let body = Body::Input { field: Box::new(field), blank, applies: None, most: None };
        self.define(
            table,
            &id,
            Definition {
                name,
                path: path.to_owned(),
                clause: String::new(),
                role: Role { part, parent: None, full: None },
                rounding: None,
                shown: None,
                body,
            },
        )
    }

    /// The type of a field, links by their class.
    pub(super) fn type_of(&self, field: &Field) -> Type {
        match (field.kind, &field.class) {
            (FieldKind::Link, Some(class)) => self.plan.class(class).map_or(Type::Any, Type::Subject),
            _ => Type::of_field(field),
        }
    }

    fn places(&mut self, places: Option<i32>, path: &str) -> Option<Rounding> {
        let places = places?;
        self.check_places(places, -MOST_PLACES, &format!("{path}.places"));
        Some(Rounding { places, mode: self.scheme.rounding })
    }

    /// How a value is rounded where it is shown.
    fn shown_places(&mut self, places: Option<i32>, path: &str) -> Option<Rounding> {
        let places = places?;
        self.check_places(places, 0, &format!("{path}.shown"));
        Some(Rounding { places, mode: self.scheme.rounding })
    }

    fn check_places(&mut self, places: i32, least: i32, path: &str) {
        if !(least..=MOST_PLACES).contains(&places) {
            let message = Message::SettingOutOfRange {
                setting: path.rsplit('.').next().unwrap_or(path).to_owned(),
                least: least.to_string(),
                most: MOST_PLACES.to_string(),
                found: places.to_string(),
            };
            self.report(Diagnostic::error(Place::path(path), message));
        }
    }

    /// A column that the compiler makes, by what it stands for.
    pub(super) fn define_generated(&mut self, table: TableIx, id: &str, name: &str, body: Body) -> Slot {
        let id = generated_id(id);
        let slot = self.slot(table, &id);
        self.definitions.insert(
            slot,
            Definition {
                name: name.to_owned(),
                path: String::new(),
                clause: String::new(),
                role: Role { part: Part::Generated, parent: None, full: None },
                rounding: None,
                shown: None,
                body,
            },
        );
        slot
    }

    /// A column that the compiler makes for a formula that has to give a value of a type.
    pub(super) fn define_wanted(
        &mut self,
        table: TableIx,
        id: &str,
        name: &str,
        text: Text,
        wanted: Type,
    ) -> Slot {
        let slot = self.define_generated(table, id, name, Body::Formula(text.clone()));
        self.wanted.push((slot, wanted, text));
        slot
    }

    /// Gives a column its definition and its name; a second of that name is refused, the first stays.
    fn define(&mut self, table: TableIx, id: &Id, definition: Definition) -> Slot {
        let slot = self.slot(table, id);
        let is_new = self.names.add_column(table, &definition.name, slot);
        self.check_name(&definition.name, is_new, &definition.path);
        if self.definitions.contains_key(&slot) && is_new {
            let message = Message::DuplicateId { id: id.as_str().to_owned() };
            self.report(Diagnostic::error(Place::path(&definition.path), message));
            return slot;
        }
        if is_new {
            if definition.role.part != Part::Generated
                && let Some(table) = self.plan.tables.get_mut(table)
                && !table.layout.contains(&slot)
            {
                table.layout.push(slot);
            }
            self.definitions.insert(slot, definition);
        }
        slot
    }

    fn set_parent(&mut self, slot: Slot, parent: Slot) {
        if let Some(definition) = self.definitions.get_mut(&slot) {
            definition.role.parent = Some(parent);
        }
    }

    pub(super) fn check_name(&mut self, name: &str, is_new: bool, path: &str) {
        if name.trim().is_empty() {
            self.report(Diagnostic::error(Place::path(format!("{path}.name")), Message::EmptyName));
        } else if !is_new {
            let message = Message::DuplicateName { name: name.to_owned() };
            self.report(Diagnostic::error(Place::path(format!("{path}.name")), message));
        }
    }

    /// Full marks of the children of a sum against those of the parent; weights of a mean against 1 or 100.
    fn check_sum(&mut self, parent: Parent<'_>, children: &[Indicator], path: &str) {
        let sum = |part: fn(&Indicator) -> Option<Decimal>| {
            children.iter().try_fold(Decimal::ZERO, |sum, child| sum.checked_add(part(child)?))
        };
        self.check_weighted(parent, children, path);
        let (path, expected, found) = match parent.combine {
            Combine::Sum => (format!("{path}.full"), parent.full, sum(|child| child.full)),
            Combine::Mean => {
                return self.check_weights(parent.name, children.iter().map(|child| child.weight), path);
            }
            Combine::Least => return,
        };
        let (Some(expected), Some(found)) = (expected, found) else { return };
        // Of indicators that apply to some subjects only, those of one kind of subject add up, which ones is not known here.
        let part = |child: &Indicator| if parent.combine == Combine::Sum { child.full } else { child.weight };
        let is_for_some = |child: &&Indicator| child.applies.is_some() || child.assigned;
        let always = children.iter().filter(|child| !is_for_some(child)).filter_map(part);
        let always = always.fold(Decimal::ZERO, Decimal::saturating_add);
        let may_add_up =
            children.iter().any(|child| is_for_some(&child)) && always < expected && expected < found;
        if !children.is_empty() && found != expected && !may_add_up {
            self.report_sum(parent.name, expected, found, &path);
        }
    }

    /// Weights are for a mean, and there all have one or none has: a weight that does not count would be a wrong score.
    fn check_weighted(&mut self, parent: Parent<'_>, children: &[Indicator], path: &str) {
        let weighted = children.iter().filter(|child| child.weight.is_some()).count();
        if weighted == 0 {
            return;
        }
        let message = match parent.combine {
            Combine::Mean if weighted == children.len() => return,
            Combine::Mean => Message::SettingMissing { setting: "weight".to_owned() },
            Combine::Sum | Combine::Least => {
                Message::SettingUnused { setting: "weight".to_owned(), needs: "combine: mean".to_owned() }
            }
        };
        self.report(Diagnostic::warning(Place::path(path), message));
    }

    /// Weights against 1, or 100 where they are per cents.
    fn check_weights(
        &mut self,
        what: &str,
        weights: impl Iterator<Item = Option<Decimal>> + Clone,
        path: &str,
    ) {
        if weights.clone().next().is_none() {
            return;
        }
        let mut weights = weights;
        let sum = weights.try_fold(Decimal::ZERO, |sum, weight| sum.checked_add(weight?));
        let Some(found) = sum else { return };
        let expected = if found > Decimal::TEN { Decimal::ONE_HUNDRED } else { Decimal::ONE };
        if found != expected {
            self.report_sum(what, expected, found, path);
        }
    }

    fn report_sum(&mut self, what: &str, expected: Decimal, found: Decimal, path: &str) {
        let message = Message::SumDiffers {
            what: what.to_owned(),
            expected: crate::num::format(expected),
            found: crate::num::format(found),
        };
        self.report(Diagnostic::warning(Place::path(path), message));
    }
}

/// What the method of an indicator makes of it.
struct Declared {
    body: Body,
    /// Marks that it needs, with their places in the scheme.
    marks: Vec<(Field, String)>,
    /// Columns that it needs: id, name, how they come about.
    columns: Vec<(Id, String, Body)>,
}

impl Declared {
    fn of(body: Body) -> Self {
        Self { body, marks: Vec::new(), columns: Vec::new() }
    }
}

/// A node of the indicator tree that has children.
#[derive(Clone, Copy)]
struct Parent<'a> {
    name: &'a str,
    full: Option<Decimal>,
    combine: Combine,
}
