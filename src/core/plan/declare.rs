//! Declaring: every table, column and parameter of an edition gets its number and name before any formula is read.

use super::assemble::{Body, Compiler, Definition, Text};
use super::ledger;
use super::methods::{self, APPLIES, FULL, WEIGHT};
use super::names::{Setting, generated_id};
use super::{Part, Role, Slot, TableIx, TableKind, Type};
use crate::diag::{Diagnostic, Message, Place, nearest};
use crate::model::{BlankRule, Class, Combine, Field, FieldKind, Id, Indicator, Method, Register, Sheet};
use crate::num::Rounding;
use rust_decimal::Decimal;

/// Most decimal places that a value is rounded to; as many before the point.
const MOST_PLACES: i32 = 28;

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
    fn register_at(&mut self, register: &Id, path: &str) -> Option<()> {
        let known = &self.scheme.registers;
        if known.iter().any(|known| known.id == *register || known.name == register.as_str()) {
            return Some(());
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
            let parent = Parent { name: &total.name, full: total.full, combine: total.combine };
            self.check_sum(parent, &sheet.indicators, &format!("{path}.total"));
            // The root stands in front of its indicators on the screen, as the sum does in an Excel sheet's head.
            let formula = methods::total(total, &sheet.indicators);
            let rounding = self.places(total.places, &format!("{path}.total"));
            self.define(
                table,
                &total.id,
                Definition {
                    name: total.name.clone(),
                    path: format!("{path}.total"),
                    clause: String::new(),
                    role: Role { part: Part::Total, parent: None, full },
                    rounding,
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
            let text = Text::new(&format!("{path}.applies"), condition);
            let slot = self.define_wanted(
                table,
                &format!("{}.{APPLIES}", indicator.id),
                &format!("{}.{APPLIES}", indicator.name),
                text,
                Type::Truth,
            );
            self.names.add_setting(table, &indicator.name, APPLIES, Setting::Column(slot));
            slot
        });
        let role = Role { part: Part::Indicator, parent, full };
        let rounding = self.places(indicator.places, path);
        let (body, marks) = match &indicator.method {
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
                    let message = Message::SettingMissing { setting: "method".to_owned() };
                    self.report(Diagnostic::error(Place::path(path), message));
                    (Body::Broken, Vec::new())
                } else {
                    (Body::Formula(Text::new(path, &formula)), Vec::new())
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
        self.define(
            table,
            &indicator.id,
            Definition {
                name: indicator.name.clone(),
                path: path.to_owned(),
                clause: indicator.clause.clone(),
                role,
                rounding,
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

    fn declare_method(
        &mut self,
        table: TableIx,
        sheet: &Sheet,
        indicator: &Indicator,
        method: &Method,
        (full, applies): (Option<usize>, Option<Slot>),
        path: &str,
    ) -> (Body, Vec<(Field, String)>) {
        let needs_full = match method {
            Method::Formula(_) => false,
            Method::Ledger(ledger) => ledger::needs_full(ledger),
            _ => true,
        };
        if full.is_none() && needs_full {
            let message = Message::SettingMissing { setting: "full".to_owned() };
            self.report(Diagnostic::error(Place::path(path), message));
        }
        let method_path = format!("{path}.method");
        if let Method::Tasks(tasks) = method
            && self.register_at(&tasks.register, &format!("{method_path}.register")).is_none()
        {
            return (Body::Broken, Vec::new());
        }
        if let Method::Ledger(ledger) = method {
            if self.register_at(&ledger.register, &format!("{method_path}.register")).is_none() {
                return (Body::Broken, Vec::new());
            }
            self.declare_ledger(table, indicator, ledger, &method_path);
        }
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

    fn places(&mut self, places: Option<i32>, path: &str) -> Option<Rounding> {
        let places = places?;
        self.check_places(places, -MOST_PLACES, &format!("{path}.places"));
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

    fn check_name(&mut self, name: &str, is_new: bool, path: &str) {
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
        let (path, expected, found) = match parent.combine {
            Combine::Sum => (format!("{path}.full"), parent.full, sum(|child| child.full)),
            Combine::Mean => {
                let found = sum(|child| child.weight);
                let hundred = found.is_some_and(|found| found > Decimal::TEN);
                (path.to_owned(), Some(if hundred { Decimal::ONE_HUNDRED } else { Decimal::ONE }), found)
            }
            Combine::Least => return,
        };
        let (Some(expected), Some(found)) = (expected, found) else { return };
        if !children.is_empty() && found != expected {
            let message = Message::SumDiffers {
                what: parent.name.to_owned(),
                expected: crate::num::format(expected),
                found: crate::num::format(found),
            };
            self.report(Diagnostic::warning(Place::path(path), message));
        }
    }
}

/// A node of the indicator tree that has children.
#[derive(Clone, Copy)]
struct Parent<'a> {
    name: &'a str,
    full: Option<Decimal>,
    combine: Combine,
}
