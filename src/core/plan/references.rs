//! References: what a name means from a table, and how far it reaches.

use std::rc::Rc;

use super::assemble::{Body, Compiler, Text};
use super::names::Setting;
use super::{Reach, Slot, TableIx, TableKind};
use crate::calendar::Relation;
use crate::diag::{self, Diagnostic, Message, Place, Span, nearest};
use crate::formula::{self, Kind, Name, Node};
use crate::model::FieldKind;

/// What a reference means.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// A column, with its reach.
    Column(Slot, Reach),
    /// A parameter.
    Parameter(usize),
}

impl Compiler<'_> {
    /// What a bare or dotted reference means from a table; `None` where it was reported.
    pub(super) fn resolve(&mut self, names: &[Name], table: TableIx, text: &Text) -> Option<Meaning> {
        let span = names.iter().map(|name| name.span).reduce(Span::to).unwrap_or_default();
        if let [name] = names
            && let Some(slot) = self.own_fact(&name.text, table)
        {
            return Some(Meaning::Column(slot, Reach::Row));
        }
        if let [name] = names
            && let Some(slot) = self.by_class(&name.text, table)
        {
            return Some(Meaning::Column(slot, Reach::Row));
        }
        let found = match names {
            [name] => self.bare(&name.text, table),
            [head, name] => self.dotted(&head.text, &name.text, table),
            [link, sheet, name] => self.linked_sheet(&link.text, &sheet.text, &name.text, table),
            _ => Err(self.unknown(names, table)),
        };
        match found {
            Ok(meaning) => Some(meaning),
            Err(message) => {
                self.report_at(text, span, message);
                None
            }
        }
    }

    /// Of a register of several classes that have a field of one name: the column that holds for each entry its own
    /// class's.
    fn by_class(&mut self, name: &str, table: TableIx) -> Option<Slot> {
        let classes = self.classes_of(table);
        if classes.len() < 2 || self.names.column(table, name).is_some() {
            return None;
        }
        let having: Vec<TableIx> =
            classes.into_iter().filter(|class| self.names.column(*class, name).is_some()).collect();
        if having.len() < 2 {
            return None;
        }
        let cases: Vec<String> = having
            .into_iter()
            .map(|class| {
                let class = self.table_name(class);
                let text = super::methods::quoted_text(&class);
                format!("{text}, {}.{}", formula::quoted(&class), formula::quoted(name))
            })
            .collect();
        let own = self.own_fact(super::own::CLASS, table);
        let class = match own {
            Some(_) => super::own::CLASS,
            None => return None,
        };
        let formula = format!("SWITCH({class}, {})", cases.join(", "));
        let body = Body::Formula(Text::new("", &formula));
        Some(self.define_part(table, &format!("{name}/{class}"), body))
    }

    pub(super) fn report_at(&mut self, text: &Text, span: Span, message: Message) {
        let (path, text) = (text.path.as_ref().into(), text.text.as_ref().into());
        let diagnostic =
            Diagnostic::error(Place::Formula { path, column: String::new(), text, span }, message);
        // The column is named later; the same mistake read again is the same mistake.
        let is_known = self.plan.diagnostics.iter().any(|known| is_same(known, &diagnostic));
        if !is_known {
            self.plan.diagnostics.push(diagnostic);
        }
    }

    fn bare(&self, name: &str, table: TableIx) -> Result<Meaning, Message> {
        if let Some(slot) = self.names.column(table, name) {
            return Ok(Meaning::Column(slot, Reach::Row));
        }
        for class in self.classes_of(table) {
            if let Some(slot) = self.names.column(class, name) {
                return Ok(Meaning::Column(slot, Reach::Subject));
            }
        }
        if let Some(parameter) = self.names.parameter(name) {
            return Ok(Meaning::Parameter(parameter));
        }
        let candidates = self.sheets_with(name, |sheet_class| self.classes_of(table).contains(&sheet_class));
        match self.only(name, &candidates)? {
            Some((sheet, slot)) => self.same_subject(table, sheet, slot, name),
            None => Err(self.unknown_name(name, table)),
        }
    }

    fn dotted(&self, head: &str, name: &str, table: TableIx) -> Result<Meaning, Message> {
        match self.names.setting(table, head, name) {
            Some(Setting::Parameter(parameter)) => return Ok(Meaning::Parameter(parameter)),
            Some(Setting::Column(slot)) => return Ok(Meaning::Column(slot, Reach::Row)),
            None => {}
        }
        if let Some((link, class)) = self.only_link(table, head)? {
            if let Some(slot) = self.names.column(class, name) {
                return Ok(Meaning::Column(slot, Reach::Link(link)));
            }
            let candidates = self.sheets_with(name, |sheet_class| sheet_class == class);
            return match self.only(name, &candidates)? {
                Some((sheet, slot)) => self.through_link(table, link, sheet, slot),
                None => Err(self.unknown_name(name, class)),
            };
        }
        if let Some(other) = self.names.table(head) {
            if let Some(Setting::Parameter(parameter)) = self.names.setting(other, head, name) {
                return Ok(Meaning::Parameter(parameter));
            }
            let Some(slot) = self.names.column(other, name) else {
                return Err(self.unknown_name(name, other));
            };
            return self.same_subject(table, other, slot, name);
        }
        if let Some(class) = self.names.class(head).filter(|class| self.classes_of(table).contains(class)) {
            let slot = self.names.column(class, name);
            return slot
                .map(|slot| Meaning::Column(slot, Reach::Subject))
                .ok_or_else(|| self.unknown_name(name, class));
        }
        Err(self.not_dotted(head, name, table))
    }

    /// Why `head.name` means nothing: a column has no parts but its settings (`招商引资.满分`), and its table stands
    /// before it (`总分.月考评`).
    fn not_dotted(&self, head: &str, name: &str, table: TableIx) -> Message {
        if self.names.column(table, head).is_none() {
            return self.unknown_name(head, table);
        }
        let is_turned = self.names.table(name).is_some_and(|other| self.names.column(other, head).is_some());
        let nearest = if is_turned {
            Some(format!("{}.{}", formula::quoted(name), formula::quoted(head)))
        } else {
            let settings = || self.names.settings_of(table, head);
            let setting = nearest(name, settings()).or_else(|| settings().next().map(str::to_owned));
            setting.map(|setting| format!("{}.{setting}", formula::quoted(head)))
        };
        Message::UnknownName { name: format!("{head}.{name}"), nearest }
    }

    fn linked_sheet(&self, link: &str, sheet: &str, name: &str, table: TableIx) -> Result<Meaning, Message> {
        // A number of another table's indicator, option or panel: `双评测评.好.分值`.
        let other = self.names.table(link);
        if let Some(Setting::Parameter(parameter)) =
            other.and_then(|other| self.names.setting(other, sheet, name))
        {
            return Ok(Meaning::Parameter(parameter));
        }
        let Some((link, class)) = self.only_link(table, link)? else {
            return Err(self.unknown_name(link, table));
        };
        let Some(other) = self.names.table(sheet) else { return Err(self.unknown_name(sheet, table)) };
        let Some(slot) = self.names.column(other, name) else { return Err(self.unknown_name(name, other)) };
        if !self.classes_of(other).contains(&class) {
            return Err(self.no_reach(table, other, diag::Reach::MakeColumn));
        }
        self.through_link(table, link, other, slot)
    }

    /// A column of another table of the same class.
    fn same_subject(
        &self,
        table: TableIx,
        other: TableIx,
        slot: Slot,
        name: &str,
    ) -> Result<Meaning, Message> {
        if table == other {
            return Ok(Meaning::Column(slot, Reach::Row));
        }
        let dotted = format!("{}.{}", formula::quoted(&self.table_name(other)), formula::quoted(name));
        if let Some(TableKind::Register { .. }) = self.plan.tables.get(other).map(|table| &table.kind) {
            let example = format!("SUM(ENTRIES({dotted}))");
            return Err(self.no_reach(table, other, diag::Reach::Entries { example }));
        }
        let classes = self.classes_of(table);
        if !self.classes_of(other).iter().any(|class| classes.contains(class)) {
            let example = self.linked_example(table, other, &dotted);
            return Err(self.no_reach(table, other, diag::Reach::Linked { example }));
        }
        match self.relation(table, other) {
            Relation::Same | Relation::Contained => Ok(Meaning::Column(slot, Reach::Subject)),
            Relation::Contains => {
                let example = format!("AVERAGE(WITHIN({dotted}))");
                Err(self.no_reach(table, other, diag::Reach::Within { example }))
            }
            Relation::Overlaps => Err(self.no_reach(table, other, diag::Reach::Overlap)),
        }
    }

    /// How to reach a table of another class: by the field that points there, by the one that points here, or over
    /// all of it.
    fn linked_example(&self, table: TableIx, other: TableIx, dotted: &str) -> String {
        let (own, others) = (self.classes_of(table), self.classes_of(other));
        let link = |from: &[TableIx], to: &[TableIx]| {
            let columns = from.iter().flat_map(|class| {
                self.names
                    .columns_of(*class)
                    .filter_map(|name| Some((name, self.names.column(*class, name)?)))
            });
            let mut links =
                columns.filter(|(_, slot)| self.link_class(*slot).is_some_and(|target| to.contains(&target)));
            links.next().map(|(name, _)| formula::quoted(name))
        };
        match (link(&own, &others), link(&others, &own)) {
            (Some(field), _) => format!("{field}.{dotted}"),
            (None, Some(field)) => format!("SUM(LINKED({dotted}, {field}))"),
            (None, None) => format!("SUM(EVERY({dotted}))"),
        }
    }

    fn through_link(
        &self,
        table: TableIx,
        link: Slot,
        other: TableIx,
        slot: Slot,
    ) -> Result<Meaning, Message> {
        match self.relation(table, other) {
            Relation::Same | Relation::Contained => Ok(Meaning::Column(slot, Reach::Link(link))),
            Relation::Contains => Err(self.no_reach(table, other, diag::Reach::MakeColumn)),
            Relation::Overlaps => Err(self.no_reach(table, other, diag::Reach::Overlap)),
        }
    }

    /// How the periods of two tables lie to each other; days lie in everything, and so do tables without periods.
    pub(super) fn relation(&self, table: TableIx, other: TableIx) -> Relation {
        let is_class =
            |table: TableIx| self.plan.tables.get(table).is_some_and(|t| t.kind == TableKind::Class);
        if is_class(other) {
            return Relation::Contained;
        }
        match (self.plan.cycle(table), self.plan.cycle(other)) {
            (Some(own), Some(other)) => own.relation(other),
            (None, _) => Relation::Contained,
            (Some(_), None) => Relation::Contains,
        }
    }

    /// The classes of a table's rows.
    pub(super) fn classes_of(&self, table: TableIx) -> Vec<TableIx> {
        match self.plan.tables.get(table).map(|table| &table.kind) {
            Some(TableKind::Class) => vec![table],
            Some(TableKind::Register { classes, .. }) => classes.clone(),
            Some(TableKind::Sheet { class, .. }) => vec![*class],
            None => Vec::new(),
        }
    }

    /// The link field of that name, where it is one only: an entry of a register of several classes would follow that of
    /// the first.
    pub(super) fn only_link(&self, table: TableIx, name: &str) -> Result<Option<(Slot, TableIx)>, Message> {
        let in_class = |class: TableIx| {
            let slot = self.names.column(class, name)?;
            self.link_class(slot).map(|_| (class, slot))
        };
        let found: Vec<(TableIx, Slot)> = match self.names.column(table, name) {
            Some(_) => Vec::new(),
            None => self.classes_of(table).into_iter().filter_map(in_class).collect(),
        };
        match found.as_slice() {
            [] | [_] => Ok(self.link(table, name)),
            several => self.only(name, several).map(|_| None),
        }
    }

    /// The link field of that name, in the table itself or in its class, with the class it points to.
    pub(super) fn link(&self, table: TableIx, name: &str) -> Option<(Slot, TableIx)> {
        let tables = std::iter::once(table).chain(self.classes_of(table));
        tables
            .filter_map(|table| self.names.column(table, name))
            .find_map(|slot| Some((slot, self.link_class(slot)?)))
    }

    /// The class that a link field points to; `None` where the column is no link.
    pub(super) fn link_class(&self, slot: Slot) -> Option<TableIx> {
        let Body::Input { field, .. } = &self.definitions.get(&slot)?.body else { return None };
        let class = field.class.as_ref().filter(|_| field.kind == FieldKind::Link)?;
        self.plan.class(class)
    }

    /// The sheets that have a column of that name, of classes that pass.
    fn sheets_with(&self, name: &str, is_wanted: impl Fn(TableIx) -> bool) -> Vec<(TableIx, Slot)> {
        let sheets =
            self.sheets.values().filter(|&&sheet| self.classes_of(sheet).into_iter().any(&is_wanted));
        sheets.filter_map(|&sheet| Some((sheet, self.names.column(sheet, name)?))).collect()
    }

    fn only(&self, name: &str, found: &[(TableIx, Slot)]) -> Result<Option<(TableIx, Slot)>, Message> {
        match found {
            [] => Ok(None),
            [one] => Ok(Some(*one)),
            several => Err(Message::AmbiguousName {
                name: name.to_owned(),
                places: several.iter().map(|(_, slot)| self.full_name(*slot)).collect(),
            }),
        }
    }

    fn unknown(&self, names: &[Name], table: TableIx) -> Message {
        let joined: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        self.unknown_name(&joined.join("."), table)
    }

    fn unknown_name(&self, name: &str, table: TableIx) -> Message {
        let mut known: Vec<&str> = self.names.columns_of(table).collect();
        for class in self.classes_of(table) {
            known.extend(self.names.columns_of(class));
        }
        let of_class = |sheet: TableIx| {
            self.classes_of(sheet)
                .iter()
                .any(|class| *class == table || self.classes_of(table).contains(class))
        };
        for &sheet in self.sheets.values().filter(|&&sheet| of_class(sheet)) {
            known.extend(self.names.columns_of(sheet));
        }
        known.extend(self.names.parameters());
        known.extend(self.names.tables());
        // A column that is written where a table or link belongs is no remedy for itself.
        known.retain(|known| *known != name);
        Message::UnknownName { name: name.to_owned(), nearest: nearest(name, known) }
    }

    fn table_name(&self, table: TableIx) -> String {
        self.plan.tables.get(table).map(|table| table.name.clone()).unwrap_or_default()
    }

    pub(super) fn no_reach(&self, from: TableIx, to: TableIx, remedy: diag::Reach) -> Message {
        Message::NoReach { from: self.table_name(from), to: self.table_name(to), remedy }
    }

    /// The column of this table that holds an expression of one row: the column it names, or a generated one.
    pub(super) fn own_column(&mut self, node: &Node, table: TableIx, text: &Text) -> Option<Slot> {
        if let Kind::Path(names) = &node.kind {
            match self.resolve(names, table, text)? {
                Meaning::Column(slot, Reach::Row) => return Some(slot),
                Meaning::Column(..) | Meaning::Parameter(_) => {}
            }
        }
        let canonical = formula::print(node);
        let body = Body::Part(Rc::new(node.clone()), text.clone());
        Some(self.define_part(table, &canonical, body))
    }

    /// A generated column for a part of a formula; the same part gives the same column.
    pub(super) fn define_part(&mut self, table: TableIx, canonical: &str, body: Body) -> Slot {
        let id = super::names::generated_id(canonical);
        let slot = self.slot(table, &id);
        if self.definitions.contains_key(&slot) {
            return slot;
        }
        self.define_generated(table, canonical, canonical, body)
    }

    /// The table that an expression inside `WITHIN`, `ENTRIES`, `LINKED` or `EVERY` is about, and the expression as
    /// that table would write it: without the table's name in front.
    pub(super) fn rehome(&mut self, node: &Node, table: TableIx, text: &Text) -> Option<(TableIx, Node)> {
        let mut home: Option<(TableIx, String)> = None;
        for path in formula::paths(node) {
            if let [head, _, ..] = path
                && let Some(found) = self.names.table(&head.text).or_else(|| self.names.class(&head.text))
            {
                match &home {
                    None => home = Some((found, head.text.clone())),
                    Some((first, _)) if *first == found => {}
                    Some((first, _)) => {
                        let message = self.no_reach(*first, found, diag::Reach::MakeColumn);
                        self.report_at(text, node.span, message);
                        return None;
                    }
                }
            }
        }
        if let Some((home, head)) = home {
            return Some((home, without_head(node, &head)));
        }
        if let Some([head, _, ..]) = formula::paths(node).first().copied()
            && self.link(table, &head.text).is_none()
        {
            let nearest = nearest(&head.text, self.names.tables());
            let message = Message::UnknownName { name: head.text.clone(), nearest };
            self.report_at(text, head.span, message);
            return None;
        }
        // No table is named: the column's name must be unique among the sheets.
        let Some([name]) = formula::paths(node).first().copied() else {
            let message = Message::WrongShape {
                expected: diag::Expected::Reference,
                example: format!("{}.…", self.names.tables().next().unwrap_or_default()),
            };
            self.report_at(text, node.span, message);
            return None;
        };
        let candidates = self.sheets_with(&name.text, |_| true);
        let found = self.only(&name.text, &candidates).map(|found| found.map(|(sheet, _)| sheet));
        match found {
            Ok(Some(sheet)) => Some((sheet, node.clone())),
            Ok(None) => {
                let message = self.unknown_name(&name.text, table);
                self.report_at(text, name.span, message);
                None
            }
            Err(message) => {
                self.report_at(text, name.span, message);
                None
            }
        }
    }
}

/// Whether two mistakes are one, whatever column they were found for.
fn is_same(a: &Diagnostic, b: &Diagnostic) -> bool {
    match (&a.place, &b.place) {
        (
            Place::Formula { path: a_path, span: a_span, .. },
            Place::Formula { path: b_path, span: b_span, .. },
        ) => a_path == b_path && a_span == b_span && a.message == b.message,
        _ => a == b,
    }
}

/// The tree with `head.` taken off every reference that begins with it.
fn without_head(node: &Node, head: &str) -> Node {
    let again = |node: &Node| without_head(node, head);
    let kind = match &node.kind {
        Kind::Path(names) => match names.as_slice() {
            [first, rest @ ..] if !rest.is_empty() && formula::fold(&first.text) == formula::fold(head) => {
                Kind::Path(rest.to_vec())
            }
            _ => node.kind.clone(),
        },
        Kind::Call { name, name_span, arguments } => Kind::Call {
            name: name.clone(),
            name_span: *name_span,
            arguments: arguments.iter().map(again).collect(),
        },
        Kind::Unary(sign, operand) => Kind::Unary(*sign, Box::new(again(operand))),
        Kind::Percent(operand) => Kind::Percent(Box::new(again(operand))),
        Kind::Binary(operator, left, right) => {
            Kind::Binary(*operator, Box::new(again(left)), Box::new(again(right)))
        }
        Kind::Number(_)
        | Kind::Text(_)
        | Kind::Truth(_)
        | Kind::Error(_)
        | Kind::Array(_)
        | Kind::Missing
        | Kind::Hole => node.kind.clone(),
    };
    Node { kind, span: node.span }
}
