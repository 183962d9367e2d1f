//! Compiling: editions of a scheme to one plan.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::cycles::{path_through, sorted};
use super::library::{self, Library};
use super::names::Names;
use super::rules::LimitByRule;
use super::steps::{Bound, Expr, Input, Own, Step};
use super::tariffs::Declared;
use super::{
    Column, Edition, Plan, Role, Slot, Statistic, StatisticOf, Table, TableIx, TableKind, Type, Version,
};
use crate::calendar::Cycle;
use crate::diag::{Diagnostic, Message, Place, Span, nearest};
use crate::formula::{self, Node};
use crate::model::{self, BlankRule, ErrorCode, Field, GradeBy, Id, Rank, Scheme, Split};
use crate::num::Rounding;

/// Compiles the editions of a scheme, oldest first; ids must have been settled.
///
/// Never fails: mistakes are [`Plan::diagnostics`], and what does not depend on them still computes.
#[must_use]
pub fn compile(editions: &[model::Edition]) -> Plan {
    let mut plan = Plan::default();
    let mut slots = BTreeMap::new();
    for (number, edition) in editions.iter().enumerate() {
        let prefix = if editions.len() > 1 { format!("editions[{number}].scheme.") } else { String::new() };
        let (scheme, library) = library::expand(&edition.scheme);
        let mut compiler = Compiler::new(plan, slots, number, &scheme);
        compiler.library = library;
        compiler.plan.editions.push(Edition {
            from: edition.from,
            calendar: edition.scheme.calendar.clone(),
            ..Edition::default()
        });
        compiler.run();
        compiler.place_diagnostics(&prefix);
        (plan, slots) = (compiler.plan, compiler.slots);
    }
    for column in &mut plan.columns {
        column.versions.resize_with(editions.len(), || None);
    }
    note_readers(&mut plan);
    plan
}

/// The text of a formula and its place in the scheme.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) path: Rc<str>,
    pub(super) text: Rc<str>,
}

impl Text {
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self { path: Rc::from(path), text: Rc::from(text) }
    }
}

/// What a column is declared as.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) clause: String,
    pub(super) role: Role,
    pub(super) rounding: Option<Rounding>,
    pub(super) shown: Option<Rounding>,
    pub(super) body: Body,
}

/// How a declared column comes about.
#[derive(Clone, Debug)]
pub(super) enum Body {
    Input {
        field: Box<Field>,
        blank: BlankRule,
        applies: Option<Slot>,
        most: Option<usize>,
    },
    Formula(Text),
    Own(Own),
    /// Whether an entry is there: a typed one always, one made by a rule where that holds.
    Present,
    /// A part of a formula, already read.
    Part(Rc<Node>, Text),
    /// How long the condition column has held.
    Streak {
        condition: Slot,
        within: Option<Cycle>,
    },
    /// The sum of a column up to this period.
    Running {
        summed: Slot,
        within: Option<Cycle>,
    },
    Rank(Rank),
    Grade(GradeBy),
    Split(Split),
    Broken,
}

/// Where the lowering of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Begun,
    Done,
}

/// One edition being compiled into the plan.
pub(super) struct Compiler<'a> {
    pub(super) plan: Plan,
    pub(super) scheme: &'a Scheme,
    pub(super) edition: usize,
    pub(super) names: Names,
    pub(super) sheets: BTreeMap<Id, TableIx>,
    pub(super) tariffs: BTreeMap<String, Declared>,
    /// Limits on grades that rules set.
    pub(super) limits: Vec<LimitByRule>,
    pub(super) definitions: BTreeMap<Slot, Definition>,
    pub(super) progress: BTreeMap<Slot, Progress>,
    /// How deep lowering is nested: a bound on the stack, whatever the scheme.
    pub(super) depth: u32,
    /// Marks that hold what is required, not what was achieved, by their names.
    pub(super) targets: BTreeSet<(TableIx, String)>,
    /// Formulas that have to give a value of a type: conditions and what statistics sum.
    pub(super) wanted: Vec<(Slot, Type, Text)>,
    /// Where what indicators of the library gave comes from.
    pub(super) library: Library,
    slots: BTreeMap<(TableIx, Id), Slot>,
    first_diagnostic: usize,
}

impl<'a> Compiler<'a> {
    fn new(plan: Plan, slots: BTreeMap<(TableIx, Id), Slot>, edition: usize, scheme: &'a Scheme) -> Self {
        let first_diagnostic = plan.diagnostics.len();
        Self {
            plan,
            scheme,
            edition,
            names: Names::default(),
            sheets: BTreeMap::new(),
            tariffs: BTreeMap::new(),
            limits: Vec::new(),
            definitions: BTreeMap::new(),
            progress: BTreeMap::new(),
            depth: 0,
            targets: BTreeSet::new(),
            wanted: Vec::new(),
            library: Library::default(),
            slots,
            first_diagnostic,
        }
    }

    fn run(&mut self) {
        let calendar = self.scheme.calendar.check("calendar");
        self.plan.diagnostics.extend(calendar);
        for (cycle, span) in &self.scheme.periods {
            if let Err(message) = span.check(*cycle) {
                let place = Place::path(format!("periods.{}", cycle.name()));
                self.plan.diagnostics.push(Diagnostic::error(place, message));
            }
        }
        self.check_ladders();
        self.check_processes();
        let mistakes = std::mem::take(&mut self.library.mistakes);
        self.plan.diagnostics.extend(mistakes);
        self.declare();
        let rules = self.declare_rules();
        let statistics = self.declare_statistics();
        // Lowering a formula may define further columns.
        loop {
            let is_open = |slot: &Slot| !self.progress.contains_key(slot);
            let open: Vec<Slot> = self.definitions.keys().copied().filter(is_open).collect();
            if open.is_empty() {
                break;
            }
            for slot in open {
                if !self.progress.contains_key(&slot) {
                    self.lower_column(slot);
                }
            }
        }
        self.check_limits();
        for (slot, wanted, text) in std::mem::take(&mut self.wanted) {
            let kind = self.plan.version(slot, self.edition).map_or(Type::Any, |version| version.kind);
            self.expect_whole(kind, wanted, &text);
        }
        if let Some(edition) = self.plan.editions.get_mut(self.edition) {
            edition.rules = rules;
            edition.duties.clone_from(&self.scheme.duties);
            edition.statistics = statistics;
        }
        self.check_cycles();
    }

    /// Reports a formula that gives a value of another type than is needed.
    pub(super) fn expect_whole(&mut self, found: Type, wanted: Type, text: &Text) {
        if !found.fits(wanted) {
            let end = u32::try_from(text.text.len()).unwrap_or(u32::MAX);
            let message = Message::WrongType { expected: wanted.expected(), found: found.expected() };
            self.report_at(text, Span::new(0, end), message);
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if !self.plan.diagnostics.contains(&diagnostic) {
            self.plan.diagnostics.push(diagnostic);
        }
    }

    /// The table of that kind and id, declared where it is new.
    pub(super) fn table(&mut self, kind: TableKind, id: &Id, name: &str) -> TableIx {
        // A register stays the same table where an edition ties it to other classes: its entries are one list.
        let is_register = |kind: &TableKind| matches!(kind, TableKind::Register { .. });
        let is_same = |known: &TableKind| *known == kind || (is_register(known) && is_register(&kind));
        let known = self.plan.tables.iter().position(|table| table.id == *id && is_same(&table.kind));
        let Some(table) = known else {
            self.plan.tables.push(Table {
                kind,
                id: id.clone(),
                name: name.to_owned(),
                is_ballot: false,
                layout: Vec::new(),
                counts_from: None,
                present: None,
            });
            return self.plan.tables.len().saturating_sub(1);
        };
        if let Some(Table { kind: TableKind::Register { classes, cycle }, .. }) =
            self.plan.tables.get_mut(table)
            && let TableKind::Register { classes: more, cycle: newer } = kind
        {
            *cycle = newer;
            for class in more {
                if !classes.contains(&class) {
                    classes.push(class);
                }
            }
        }
        table
    }

    /// The number of a column, new or as in an earlier edition.
    pub(super) fn slot(&mut self, table: TableIx, id: &Id) -> Slot {
        let next = self.plan.columns.len();
        let slot = *self.slots.entry((table, id.clone())).or_insert(next);
        if slot == next {
            self.plan.columns.push(Column {
                table,
                id: id.clone(),
                versions: Vec::new(),
                readers: Vec::new(),
            });
        }
        slot
    }

    /// Lowers a column unless that was done or has begun: then its type is not known yet.
    pub(super) fn ensure_lowered(&mut self, slot: Slot) -> Type {
        /// Deeper than this, types are not looked up any more; it is no limit on what computes.
        const DEEPEST: u32 = 600;
        if !self.progress.contains_key(&slot) && self.depth < DEEPEST {
            self.lower_column(slot);
        }
        self.plan.version(slot, self.edition).map_or(Type::Any, |version| version.kind)
    }

    fn lower_column(&mut self, slot: Slot) {
        let Some(definition) = self.definitions.get(&slot).cloned() else { return };
        let Some(table) = self.plan.columns.get(slot).map(|column| column.table) else { return };
        self.progress.insert(slot, Progress::Begun);
        let mut bound = Bound::default();
        let mistakes = self.plan.diagnostics.len();
        let (step, kind, text) = match &definition.body {
            Body::Input { field, blank, applies, most } => {
                let applies = applies.map(|condition| bound.read(condition, super::Reach::Row, ""));
                if let Some(most) = most {
                    bound.parameter(*most);
                }
                let kind = self.type_of(field);
                let generated = self.generated(slot, &mut bound);
                let field = (**field).clone();
                let is_target = self.targets.contains(&(table, field.name.clone()));
                let has_made = self.plan.tables.get(table).is_some_and(|table| table.present.is_some());
                let input =
                    Input { field, blank: *blank, applies, most: *most, generated, has_made, is_target };
                (Step::Input(Box::new(input)), kind, String::new())
            }
            Body::Formula(text) => {
                let parsed = formula::parse(&text.text);
                for (span, message) in parsed.problems {
                    self.report_at(text, span, message);
                }
                if self.plan.diagnostics.len() > mistakes {
                    (Step::Broken(ErrorCode::Name), Type::Any, text.text.as_ref().to_owned())
                } else {
                    let (step, kind) = self.lower_root(&parsed.tree, table, text, &mut bound);
                    // What people wrote themselves; methods write their caps so that they stay exempt.
                    let is_formula = text.path.ends_with(".formula");
                    if is_formula {
                        self.hint_at_caps(&parsed.tree, table, text);
                    }
                    if is_formula || text.path.ends_with(".when") {
                        self.hint_at_single(&parsed.tree, table, text);
                    }
                    (step, kind, formula::print(&parsed.tree))
                }
            }
            Body::Part(node, text) => {
                let (step, kind) = self.lower_root(node, table, text, &mut bound);
                (step, kind, formula::print(node))
            }
            Body::Streak { condition, within } => {
                let condition = bound.read(*condition, super::Reach::Row, "");
                let before = bound.read(slot, super::Reach::Earlier { lag: 1, within: *within }, "");
                (Step::Formula(Expr::Streak { condition, before }), Type::Number, definition.name.clone())
            }
            Body::Running { summed, within } => {
                let step = super::lower::running(*summed, slot, *within, &mut bound);
                (step, Type::Number, definition.name.clone())
            }
            Body::Rank(rank) => {
                (self.lower_rank(rank, table, &definition.path, &mut bound), Type::Number, String::new())
            }
            Body::Grade(grade) => {
                let (step, kind) = self.lower_grade(grade, slot, &definition.path, &mut bound);
                (step, kind, String::new())
            }
            Body::Split(split) => {
                (self.lower_split(split, table, &definition.path, &mut bound), Type::Number, String::new())
            }
            Body::Present => {
                let generators: Vec<(usize, Slot)> = self.generators_of(table).collect();
                let mut reads = Vec::new();
                for (generator, when) in generators {
                    reads.push((generator, bound.read(when, super::Reach::Rule(generator), "")));
                }
                (Step::Present(reads), Type::Truth, String::new())
            }
            Body::Own(own) => (Step::Own(*own), self.type_of_own(*own, table), String::new()),
            Body::Broken => (Step::Broken(ErrorCode::Name), Type::Any, String::new()),
        };
        if let Some(present) = self.plan.tables.get(table).and_then(|table| table.present)
            && present != slot
        {
            bound.read(present, super::Reach::Row, "");
        }
        if !matches!(definition.body, Body::Part(..) | Body::Streak { .. } | Body::Running { .. }) {
            self.name_columns(mistakes, slot);
        }
        let version = Version {
            name: definition.name,
            kind,
            step,
            reads: bound.reads,
            parameters: bound.parameters,
            rounding: definition.rounding,
            shown: definition.shown,
            role: definition.role,
            formula: text,
            path: definition.path,
            clause: definition.clause,
        };
        if let Some(column) = self.plan.columns.get_mut(slot) {
            column.versions.resize_with(self.edition.saturating_add(1), || None);
            if let Some(place) = column.versions.get_mut(self.edition) {
                *place = Some(version);
            }
        }
        self.progress.insert(slot, Progress::Done);
    }

    /// The rules of this edition that make entries of a register, each with its condition.
    fn generators_of(&self, register: TableIx) -> impl Iterator<Item = (usize, Slot)> {
        let generators = self.plan.generators.iter().enumerate();
        generators
            .filter(move |(_, of)| of.register == register && of.edition == self.edition)
            .map(|(at, of)| (at, of.when))
    }

    /// The rules that give a field of a register its value, each with the read of that value.
    fn generated(&self, field: Slot, bound: &mut Bound) -> Vec<(usize, usize)> {
        let mut generated = Vec::new();
        for (at, of) in self.plan.generators.iter().enumerate().filter(|(_, of)| of.edition == self.edition) {
            for (_, value) in of.values.iter().filter(|(known, _)| *known == field) {
                generated.push((at, bound.read(*value, super::Reach::Rule(at), "")));
            }
        }
        generated
    }

    /// Names the column in the places of mistakes found in its formula.
    fn name_columns(&mut self, from: usize, slot: Slot) {
        let name = self.full_name(slot);
        for diagnostic in self.plan.diagnostics.iter_mut().skip(from) {
            if let Place::Formula { column, .. } = &mut diagnostic.place
                && column.is_empty()
            {
                column.clone_from(&name);
            }
        }
    }

    fn declare_statistics(&mut self) -> Vec<Statistic> {
        let scheme = self.scheme;
        let mut statistics = Vec::new();
        for (at, statistic) in scheme.statistics.iter().enumerate() {
            let path = format!("statistics[{at}]");
            let of =
                match (&statistic.sheet, &statistic.when, &statistic.sum, &statistic.action, &statistic.list)
                {
                    (Some(sheet), Some(when), None, None, None) => {
                        self.statistic_column(sheet, statistic, when, &path, "when").map(StatisticOf::Count)
                    }
                    (Some(sheet), None, Some(sum), None, None) => {
                        self.statistic_column(sheet, statistic, sum, &path, "sum").map(StatisticOf::Sum)
                    }
                    (None, None, None, Some(kind), None) => Some(StatisticOf::Actions(kind.clone())),
                    (None, None, None, None, Some(list)) => Some(StatisticOf::List(list.clone())),
                    _ => {
                        let setting = "sheet + when | sheet + sum | action | list".to_owned();
                        self.report(Diagnostic::error(
                            Place::path(&path),
                            Message::SettingMissing { setting },
                        ));
                        None
                    }
                };
            let (id, name) = (statistic.id.clone(), statistic.name.clone());
            statistics.extend(of.map(|of| Statistic { id, name, of }));
        }
        statistics
    }

    fn statistic_column(
        &mut self,
        sheet: &Id,
        statistic: &model::Statistic,
        formula: &str,
        path: &str,
        key: &str,
    ) -> Option<Slot> {
        let Some(&table) = self.sheets.get(sheet) else {
            let known: Vec<&str> = self.sheets.keys().map(Id::as_str).collect();
            let nearest = nearest(sheet, known);
            let name = sheet.as_str().to_owned();
            let message = Message::UnknownReference { kind: "sheet".to_owned(), name, nearest };
            self.report(Diagnostic::error(Place::path(format!("{path}.sheet")), message));
            return None;
        };
        let text = Text::new(&format!("{path}.{key}"), formula);
        let id = format!("statistic:{}", statistic.id);
        let wanted = if key == "when" { Type::Truth } else { Type::Number };
        Some(self.define_wanted(table, &id, &statistic.name, text, wanted))
    }

    /// Columns that need each other within a period are reported as a path and become errors.
    fn check_cycles(&mut self) {
        let mut needs: BTreeMap<Slot, Vec<Slot>> = BTreeMap::new();
        for &slot in self.definitions.keys() {
            let Some(version) = self.plan.version(slot, self.edition) else { continue };
            // What a rule says counts in the period after it.
            let is_for_next = |read: &super::Read| match read.reach {
                super::Reach::Rule(at) => {
                    self.plan.generators.get(at).is_some_and(|of| of.counts_in == model::EntryPeriod::Next)
                }
                _ => false,
            };
            let reads = version.reads.iter().filter(|read| read.reach.lag() == 0 && !is_for_next(read));
            let reads = reads.map(|read| read.slot);
            needs.insert(slot, reads.collect());
        }
        let needs_of = |slot| needs.get(&slot).cloned().unwrap_or_default();
        for knot in sorted(needs.keys().copied(), needs_of).knots {
            let path = path_through(&knot, needs_of);
            let names: Vec<String> = path.iter().map(|&slot| self.full_name(slot)).collect();
            let place = path
                .iter()
                .filter_map(|slot| self.definitions.get(slot))
                .find(|definition| !definition.path.is_empty())
                .map_or(Place::Document, |definition| Place::path(&definition.path));
            self.report(Diagnostic::error(place, Message::Cycle { path: names }));
            for slot in path {
                // Whether an entry is there is known before all else of a register.
                let table = self.plan.columns.get(slot).and_then(|column| self.plan.tables.get(column.table));
                let present = table.and_then(|table| table.present).filter(|present| *present != slot);
                if let Some(version) = self
                    .plan
                    .columns
                    .get_mut(slot)
                    .and_then(|c| c.versions.get_mut(self.edition))
                    .and_then(Option::as_mut)
                {
                    version.step = Step::Broken(ErrorCode::Ref);
                    version.reads.retain(|read| Some(read.slot) == present);
                }
            }
        }
    }

    /// A column's name with that of its table.
    pub(super) fn full_name(&self, slot: Slot) -> String {
        let table = self.plan.columns.get(slot).and_then(|column| self.plan.tables.get(column.table));
        let table = table.map_or("", |table| &table.name);
        let name = self.definitions.get(&slot).map_or("", |definition| &definition.name);
        format!("{table}.{name}")
    }

    /// Leads what was found in this edition to where it is mended: to the library where that gave it. Puts the edition's
    /// place in front.
    fn place_diagnostics(&mut self, prefix: &str) {
        for mut diagnostic in self.plan.diagnostics.split_off(self.first_diagnostic) {
            if let Place::Path { path } | Place::Formula { path, .. } = &mut diagnostic.place {
                if let Some(origin) = self.library.origin(path) {
                    *path = origin;
                }
                path.insert_str(0, prefix);
            }
            // What is wrong with an indicator of the library is told once.
            self.report(diagnostic);
        }
    }
}

/// Notes in each column which columns read it.
fn note_readers(plan: &mut Plan) {
    let mut readers: BTreeMap<Slot, Vec<(Slot, super::Reach)>> = BTreeMap::new();
    for (slot, column) in plan.columns.iter().enumerate() {
        for read in column.versions.iter().flatten().flat_map(|version| &version.reads) {
            let known = readers.entry(read.slot).or_default();
            let reader = (slot, read.reach.clone());
            if !known.contains(&reader) {
                known.push(reader);
            }
        }
    }
    for (slot, column) in plan.columns.iter_mut().enumerate() {
        column.readers = readers.remove(&slot).unwrap_or_default();
    }
}
