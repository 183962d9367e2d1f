//! Declaring: every table, column and parameter of an edition gets its number and name before any formula is read.

use super::assemble::{Body, Compiler, Definition, Text};
use super::methods::{self, APPLIES, FULL, WEIGHT};
use super::names::{Setting, generated_id};
use super::{Part, Role, Slot, TableIx, TableKind, Type};
use crate::diag::{Diagnostic, Message, Place, nearest};
use crate::model::{BlankRule, Class, Field, FieldKind, Id, Indicator, Method, Register, Sheet};
use crate::num::Rounding;
use rust_decimal::Decimal;

impl Compiler<'_> {
    /// Declares all of the edition's scheme.
    pub(super) fn declare(&mut self) {
        let scheme = self.scheme;
        for (index, parameter) in scheme.parameters.iter().enumerate() {
            let path = format!("parameters[{index}]");
            let number = self.parameter(&format!("{path}.value"), &parameter.name, parameter.value);
            let is_new = self.names.add_parameter(&parameter.name, number);
            self.check_name(&parameter.name, is_new, &path);
        }
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
        for (at, field) in register.fields.iter().enumerate() {
            let path = format!("{path}.fields[{at}]");
            self.declare_field(table, field, Part::Field, BlankRule::Zero, &path);
        }
        self.declare_columns(table, &register.columns, path);
    }

    fn declare_sheet(&mut self, sheet: &Sheet, path: &str) {
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
            self.check_sum(
                sheet.indicators.as_slice(),
                total.full,
                &format!("{path}.total.full"),
                &total.name,
            );
            // The root stands in front of its indicators on the screen, as the sum does in an Excel sheet's head.
            let formula = methods::total(total, &sheet.indicators);
            self.define(
                table,
                &total.id,
                Definition {
                    name: total.name.clone(),
                    path: format!("{path}.total"),
                    clause: String::new(),
                    role: Role { part: Part::Total, parent: None, full },
                    rounding: self.places(total.places),
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
        sheet: &Sheet,
        indicator: &Indicator,
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
        let applies = indicator.applies.as_ref().map(|condition| {
            let slot = self.define_generated(
                table,
                &format!("{}.{APPLIES}", indicator.id),
                &format!("{}.{APPLIES}", indicator.name),
                Body::Formula(Text::new(&format!("{path}.applies"), condition)),
            );
            self.names.add_setting(table, &indicator.name, APPLIES, Setting::Column(slot));
            slot
        });
        let role = Role { part: Part::Indicator, parent, full };
        let (body, marks) = match &indicator.method {
            Some(method) => self.declare_method(table, sheet, indicator, method, (own, full, applies), path),
            None => {
                let formula = methods::combine(
                    &indicator.name,
                    full.is_some(),
                    indicator.combine,
                    &indicator.indicators,
                );
                if indicator.indicators.is_empty() {
                    let message = Message::SettingMissing { setting: "method".to_owned() };
                    self.report(Diagnostic::error(Place::path(path), message));
                }
                (Body::Formula(Text::new(path, &formula)), Vec::new())
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
        self.define(
            table,
            &indicator.id,
            Definition {
                name: indicator.name.clone(),
                path: path.to_owned(),
                clause: indicator.clause.clone(),
                role,
                rounding: self.places(indicator.places),
                body,
            },
        );
        if !indicator.indicators.is_empty() {
            self.check_sum(&indicator.indicators, indicator.full, &format!("{path}.full"), &indicator.name);
        }
        for (at, child) in indicator.indicators.iter().enumerate() {
            self.declare_indicator(table, sheet, child, Some(own), &format!("{path}.indicators[{at}]"));
        }
    }

    fn declare_method(
        &mut self,
        table: TableIx,
        sheet: &Sheet,
        indicator: &Indicator,
        method: &Method,
        (_own, full, applies): (Slot, Option<usize>, Option<Slot>),
        path: &str,
    ) -> (Body, Vec<(Field, String)>) {
        if full.is_none() && !matches!(method, Method::Formula(_)) {
            let message = Message::SettingMissing { setting: "full".to_owned() };
            self.report(Diagnostic::error(Place::path(path), message));
        }
        let method_path = format!("{path}.method");
        let expansion = methods::expand(indicator, method);
        for (name, key, value) in expansion.settings {
            self.setting(table, &indicator.name, name, &format!("{method_path}.{key}"), value);
        }
        let marks = expansion.marks.into_iter().map(|mark| (mark, method_path.clone())).collect();
        let Some(formula) = expansion.formula else {
            let mut field = Field::new(&indicator.name, FieldKind::Number);
            field.id = indicator.id.clone();
            field.least = Some(Decimal::ZERO);
            field.most = indicator.full;
            return (Body::Input { field: Box::new(field), blank: sheet.blank, applies, most: full }, marks);
        };
        let formula_path = match method {
            Method::Formula(_) => format!("{method_path}.formula"),
            _ => method_path,
        };
        let text = match applies {
            Some(_) => methods::where_it_applies(&indicator.name, &formula),
            None => formula,
        };
        (Body::Formula(Text::new(&formula_path, &text)), marks)
    }

    fn declare_columns(&mut self, table: TableIx, columns: &[crate::model::Column], path: &str) {
        for (at, column) in columns.iter().enumerate() {
            let path = format!("{path}.columns[{at}]");
            let body = match (&column.formula, &column.rank, &column.grade, &column.split) {
                (Some(formula), None, None, None) => {
                    Body::Formula(Text::new(&format!("{path}.formula"), formula))
                }
                (None, Some(rank), None, None) => Body::Rank(rank.clone()),
                (None, None, Some(grade), None) => Body::Grade(grade.clone()),
                (None, None, None, Some(split)) => Body::Split(split.clone()),
                _ => {
                    let message =
                        Message::SettingMissing { setting: "formula | rank | grade | split".to_owned() };
                    self.report(Diagnostic::error(Place::path(&path), message));
                    Body::Broken
                }
            };
            let part = if column.hidden { Part::Generated } else { Part::Computed };
            self.define(
                table,
                &column.id,
                Definition {
                    name: column.name.clone(),
                    path,
                    clause: column.clause.clone(),
                    role: Role { part, parent: None, full: None },
                    rounding: column.rounding.or(self.places(column.places)),
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

    fn places(&self, places: Option<i32>) -> Option<Rounding> {
        places.map(|places| Rounding { places, mode: self.scheme.rounding })
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
                body,
            },
        );
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

    fn check_name(&mut self, name: &str, is_new: bool, path: &str) {
        if name.trim().is_empty() {
            self.report(Diagnostic::error(Place::path(format!("{path}.name")), Message::EmptyName));
        } else if !is_new {
            let message = Message::DuplicateName { name: name.to_owned() };
            self.report(Diagnostic::error(Place::path(format!("{path}.name")), message));
        }
    }

    /// Full marks of the children against those of the parent.
    fn check_sum(&mut self, children: &[Indicator], full: Option<Decimal>, path: &str, name: &str) {
        let Some(full) = full else { return };
        let mut sum = Decimal::ZERO;
        for child in children {
            let Some(added) = child.full.and_then(|full| sum.checked_add(full)) else { return };
            sum = added;
        }
        if !children.is_empty() && sum != full {
            let message = Message::SumDiffers {
                what: name.to_owned(),
                expected: crate::num::format(full),
                found: crate::num::format(sum),
            };
            self.report(Diagnostic::warning(Place::path(path), message));
        }
    }
}
