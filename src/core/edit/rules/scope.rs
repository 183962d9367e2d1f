//! What names in formulas mean, read from the scheme as it is written: which thing each word of a reference names.
//!
//! The compiler resolves names too, but to columns, of formulas that methods stand for; here the question is which words
//! of a text a person wrote are to be changed when a thing is renamed. A test renames everything in every built-in scheme
//! and sees that the compiler still finds the same.

use serde_json::Value as Json;

use super::path::Path;
use super::targets::{numbers, register_of, table, with_id};
use crate::formula::catalogue::{Known, lookup};
use crate::formula::{Kind, Name, Node, fold};

/// Is told the words of a name and what each of them names.
type Told<'a> = &'a mut dyn FnMut(&[Name], Vec<Option<Path>>);

/// A table whose columns can be named.
#[derive(Clone, Debug)]
struct Table {
    path: Path,
    name: String,
    is_class: bool,
    classes: Vec<usize>,
    /// Names with what has them.
    columns: Vec<(String, Path)>,
    /// Options and panels, of which only numbers can be named.
    parts: Vec<(String, Path)>,
}

/// All names of a scheme.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    json: &'a Json,
    tables: Vec<Table>,
    classes: Vec<usize>,
}

/// A name that can be written in a formula, with what has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// As it is written, quoted where it must be.
    pub text: String,
    /// The thing that has it.
    pub of: Path,
}

impl<'a> Scope<'a> {
    /// The names of a scheme.
    #[must_use]
    pub fn new(json: &'a Json) -> Self {
        let mut tables = Vec::new();
        let class_list = Path::read("classes");
        for number in numbers(json, &class_list) {
            let path = class_list.item(number);
            let mut columns = Vec::new();
            list(json, &path.key("fields"), &mut columns);
            tables.push(Table {
                name: path.key("name").text(json).to_owned(),
                is_class: true,
                classes: vec![number],
                columns,
                parts: Vec::new(),
                path,
            });
        }
        let class_count = tables.len();
        let class_of = |id: &str| with_id(json, "classes", id).and_then(|class| class.number());
        let sheets = Path::read("sheets");
        for number in numbers(json, &sheets) {
            let path = sheets.item(number);
            let mut columns = Vec::new();
            if path.key("total").find(json).is_some() {
                columns.push((path.key("total.name").text(json).to_owned(), path.key("total")));
            }
            indicators(json, &path.key("indicators"), &mut columns);
            let mut inputs = Vec::new();
            list(json, &path.key("inputs"), &mut inputs);
            // An item of a checklist that is a mark of the sheet is that mark.
            columns.retain(|(name, _)| !inputs.iter().any(|(known, _)| same(known, name)));
            columns.extend(inputs);
            list(json, &path.key("columns"), &mut columns);
            let classes = class_of(path.key("class").text(json)).into_iter().collect();
            let name = path.key("name").text(json).to_owned();
            tables.push(Table { name, is_class: false, classes, columns, parts: Vec::new(), path });
        }
        let registers = Path::read("registers");
        for number in numbers(json, &registers) {
            let path = registers.item(number);
            let (mut columns, mut parts) = (Vec::new(), Vec::new());
            list(json, &path.key("fields"), &mut columns);
            list(json, &path.key("columns"), &mut columns);
            for key in ["ballot.options", "ballot.panels", "ballot.dimensions"] {
                list(json, &path.key(key), &mut parts);
            }
            let ids = path.key("classes");
            let classes = numbers(json, &ids).filter_map(|at| class_of(ids.item(at).text(json))).collect();
            let name = path.key("name").text(json).to_owned();
            tables.push(Table { name, is_class: false, classes, columns, parts, path });
        }
        Self { json, tables, classes: (0..class_count).collect() }
    }

    /// The tables over whose rows a formula at a place may go.
    #[must_use]
    pub fn tables_at(&self, path: &Path, of_register: bool) -> Vec<usize> {
        let find = |wanted: &Path| self.tables.iter().position(|known| known.path == *wanted);
        let json = self.json;
        if of_register {
            return register_of(json, path).and_then(|register| find(&register)).into_iter().collect();
        }
        let Some(own) = table(path) else { return Vec::new() };
        match own.last_key() {
            Some("sheets" | "registers" | "classes") => find(&own).into_iter().collect(),
            Some("statistics") => {
                let sheet = with_id(json, "sheets", own.key("sheet").text(json));
                sheet.and_then(|sheet| find(&sheet)).into_iter().collect()
            }
            Some("ladders") => {
                let id = own.key("id").text(json);
                let gives = |known: &Table| {
                    let list = known.path.key("columns");
                    numbers(json, &list).any(|number| list.item(number).key("grade.ladder").text(json) == id)
                };
                (0..self.tables.len()).filter(|at| self.tables.get(*at).is_some_and(gives)).collect()
            }
            // A tariff is looked up from any table.
            _ => (0..self.tables.len()).collect(),
        }
    }

    /// Which thing each name of a reference has, from a table.
    #[must_use]
    pub fn resolve(&self, table: usize, names: &[Name]) -> Vec<Option<Path>> {
        match names {
            [name] => vec![self.bare(table, &name.text)],
            [head, name] => self.dotted(table, &head.text, &name.text),
            [link, sheet, name] => self.linked(table, &link.text, &sheet.text, &name.text),
            _ => vec![None; names.len()],
        }
    }

    /// Calls `found` with every name in a formula and what has it.
    pub fn names(&self, table: usize, tree: &Node, found: &mut dyn FnMut(&Name, Path)) {
        let mut tell = |names: &[Name], paths: Vec<Option<Path>>| {
            for (name, path) in names.iter().zip(paths) {
                if let Some(path) = path {
                    found(name, path);
                }
            }
        };
        self.node(table, tree, &mut tell);
    }

    fn node(&self, table: usize, node: &Node, tell: Told<'_>) {
        match &node.kind {
            Kind::Path(names) => tell(names, self.resolve(table, names)),
            Kind::Call { name, arguments, .. } => {
                for (number, argument) in arguments.iter().enumerate() {
                    match (&argument.kind, number) {
                        (Kind::Path(names), 0) if name == "TARIFF" && names.len() == 1 => {
                            let of = names.first().map(|name| self.of_list("tariffs", &name.text));
                            tell(names, of.into_iter().collect());
                        }
                        // The field by which others point here is theirs.
                        (Kind::Path(names), 1) if name == "LINKED" => {
                            let theirs = arguments.first().and_then(|first| self.table_named(table, first));
                            let of = self.resolve(theirs.unwrap_or(table), names);
                            tell(names, of);
                        }
                        // What is computed for each row of another table is written from there.
                        (_, 0) if matches!(lookup(name), Some(Known::Wrapper(_))) => {
                            self.node(self.table_within(argument).unwrap_or(table), argument, tell);
                        }
                        _ => self.node(table, argument, tell),
                    }
                }
            }
            Kind::Unary(_, operand) | Kind::Percent(operand) => self.node(table, operand, tell),
            Kind::Binary(_, left, right) => {
                self.node(table, left, tell);
                self.node(table, right, tell);
            }
            Kind::Number(_)
            | Kind::Text(_)
            | Kind::Truth(_)
            | Kind::Error(_)
            | Kind::Array(_)
            | Kind::Missing
            | Kind::Hole => {}
        }
    }

    /// The table that a part names before a dot, where it is more than one reference.
    fn table_within(&self, node: &Node) -> Option<usize> {
        if matches!(node.kind, Kind::Path(_)) {
            return None;
        }
        crate::formula::paths(node).into_iter().find_map(|names| match names {
            [head, _] => self.table(&head.text),
            _ => None,
        })
    }

    /// The ladder by which the grades go that a part names, by id.
    #[must_use]
    pub fn ladder(&self, table: usize, node: &Node) -> Option<String> {
        let mut found = None;
        self.names(table, node, &mut |_, of| {
            let ladder = of.key("grade.ladder").text(self.json);
            if found.is_none() && !ladder.is_empty() {
                found = Some(ladder.to_owned());
            }
        });
        found
    }

    /// The table that the first reference of a part is about.
    fn table_named(&self, table: usize, node: &Node) -> Option<usize> {
        let paths = crate::formula::paths(node);
        let names = paths.first()?;
        match names {
            [head, _] => self.table(&head.text),
            [name] => {
                let found = self.bare(table, &name.text)?;
                self.tables.iter().position(|known| found.is_within(&known.path))
            }
            _ => None,
        }
    }

    fn of_list(&self, list: &str, name: &str) -> Option<Path> {
        let list = Path::read(list);
        let mut all = numbers(self.json, &list).map(|number| list.item(number));
        all.find(|item| same(item.key("name").text(self.json), name))
    }

    fn column(&self, table: usize, name: &str) -> Option<Path> {
        let columns = &self.tables.get(table)?.columns;
        columns.iter().find(|(known, _)| same(known, name)).map(|(_, path)| path.clone())
    }

    fn part(&self, table: usize, name: &str) -> Option<Path> {
        let parts = &self.tables.get(table)?.parts;
        parts.iter().find(|(known, _)| same(known, name)).map(|(_, path)| path.clone())
    }

    fn classes_of(&self, table: usize) -> &[usize] {
        self.tables.get(table).map_or(&[], |table| &table.classes)
    }

    /// The sheet or register of that name.
    fn table(&self, name: &str) -> Option<usize> {
        self.tables.iter().position(|known| !known.is_class && same(&known.name, name))
    }

    fn class(&self, name: &str) -> Option<usize> {
        self.classes
            .iter()
            .copied()
            .find(|at| self.tables.get(*at).is_some_and(|known| same(&known.name, name)))
    }

    fn field(&self, classes: &[usize], name: &str) -> Option<Path> {
        classes.iter().find_map(|class| self.column(*class, name))
    }

    /// The column of that name in a sheet of one of the classes.
    fn of_sheets(&self, classes: &[usize], name: &str) -> Option<Path> {
        let is_sheet = |known: &&Table| {
            known.path.last_key() == Some("sheets")
                && known.classes.iter().any(|class| classes.contains(class))
        };
        let sheets = self.tables.iter().filter(is_sheet);
        let mut columns = sheets.flat_map(|known| &known.columns);
        columns.find(|(known, _)| same(known, name)).map(|(_, path)| path.clone())
    }

    fn bare(&self, table: usize, name: &str) -> Option<Path> {
        let classes = self.classes_of(table);
        self.column(table, name)
            .or_else(|| self.field(classes, name))
            .or_else(|| self.of_list("parameters", name))
            .or_else(|| self.of_sheets(classes, name))
    }

    /// The class that a link field points to, with the field.
    fn link(&self, table: usize, name: &str) -> Option<(Path, usize)> {
        let field = self.column(table, name).or_else(|| self.field(self.classes_of(table), name))?;
        if field.key("type").text(self.json) != "link" {
            return None;
        }
        let class = with_id(self.json, "classes", field.key("class").text(self.json))?.number()?;
        Some((field, class))
    }

    fn dotted(&self, table: usize, head: &str, name: &str) -> Vec<Option<Path>> {
        if let Some((field, class)) = self.link(table, head) {
            return vec![Some(field), self.column(class, name).or_else(|| self.of_sheets(&[class], name))];
        }
        // A number of an indicator, an option or a panel.
        if let Some(own) = self.column(table, head).or_else(|| self.part(table, head)) {
            return vec![Some(own), None];
        }
        if let Some(other) = self.table(head) {
            let path = self.tables.get(other).map(|known| known.path.clone());
            return vec![path, self.column(other, name)];
        }
        if let Some(class) = self.class(head) {
            let path = self.tables.get(class).map(|known| known.path.clone());
            return vec![path, self.column(class, name)];
        }
        vec![self.bare(table, head), None]
    }

    fn linked(&self, table: usize, link: &str, sheet: &str, name: &str) -> Vec<Option<Path>> {
        let path_of =
            |at: Option<usize>| at.and_then(|at| self.tables.get(at)).map(|known| known.path.clone());
        if let Some((field, _)) = self.link(table, link) {
            let other = self.table(sheet);
            return vec![Some(field), path_of(other), other.and_then(|other| self.column(other, name))];
        }
        if let Some(other) = self.table(link) {
            let own = self.column(other, sheet).or_else(|| self.part(other, sheet));
            return vec![path_of(Some(other)), own, None];
        }
        vec![None; 3]
    }

    /// The names that can be written at the end of a formula so far, `before` a dot or not: columns, fields, parameters,
    /// and the heads of dotted names.
    #[must_use]
    pub fn offered(&self, table: usize, head: Option<&str>) -> Vec<Offered> {
        let offer = |name: &str, of: &Path| Offered { text: crate::formula::quoted(name), of: of.clone() };
        let columns = |at: usize| self.tables.get(at).map_or(&[][..], |known| &known.columns);
        let all = |at: usize| columns(at).iter().map(|(name, path)| offer(name, path)).collect::<Vec<_>>();
        let Some(head) = head else {
            let mut found = all(table);
            for class in self.classes_of(table).iter().filter(|class| **class != table) {
                found.extend(all(*class));
            }
            let list = Path::read("parameters");
            for number in numbers(self.json, &list) {
                let of = list.item(number);
                found.push(offer(of.key("name").text(self.json), &of));
            }
            let others = self.tables.iter().filter(|known| !known.is_class);
            found.extend(others.map(|known| offer(&known.name, &known.path)));
            return found;
        };
        if let Some((_, class)) = self.link(table, head) {
            let mut found = all(class);
            let sheets = self.tables.iter().filter(|known| !known.is_class && known.classes.contains(&class));
            found.extend(sheets.map(|known| offer(&known.name, &known.path)));
            return found;
        }
        self.table(head).or_else(|| self.class(head)).map_or_else(Vec::new, all)
    }
}

fn same(known: &str, name: &str) -> bool {
    !known.is_empty() && fold(known) == fold(name)
}

fn list(json: &Json, at: &Path, to: &mut Vec<(String, Path)>) {
    for number in numbers(json, at) {
        let item = at.item(number);
        // A dimension is written as its name alone.
        let name = item.key("name").find(json).or_else(|| item.find(json)).and_then(Json::as_str);
        to.push((name.unwrap_or_default().to_owned(), item));
    }
}

fn indicators(json: &Json, at: &Path, to: &mut Vec<(String, Path)>) {
    for number in numbers(json, at) {
        let item = at.item(number);
        to.push((item.key("name").text(json).to_owned(), item.clone()));
        let items = item.key("method.items");
        list(json, &items, to);
        indicators(json, &item.key("indicators"), to);
    }
}
