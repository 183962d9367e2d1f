//! What names in formulas mean, read from the scheme as it is written: which thing each word of a reference names.
//!
//! The compiler resolves names too, but to columns, of formulas that methods stand for; here the question is which words
//! of a text a person wrote are to be changed when a thing is renamed. A test renames everything in every built-in scheme
//! and sees that the compiler still finds the same.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::called::{Called, Meaning, Piece, Table, name_of, same, tables, word};
use super::path::{Path, Step};
use super::shape::{Rows, Shape};
use super::targets::{numbers, register_of, table, users, with_id};
use super::walk::walk;
use crate::formula::catalogue::{Known, Wrapper, lookup};
use crate::formula::{self, Kind, Name, Node, fold};

/// Is told the words of a name and what each of them means.
type Told<'a> = &'a mut dyn FnMut(&[Name], Vec<Option<Meaning>>);

/// The class of an entry's subject, in formulas of a register.
pub(super) const CLASS: &str = "考评类别";
/// What every row knows by itself: of an entry, of a row of a sheet.
const OF_ENTRY: [&str; 4] = ["日期", "对象", CLASS, "序号"];
const OF_SHEET: [&str; 3] = ["期初日", "期末日", "对象"];

/// All names of a scheme.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    json: &'a Json,
    tables: Vec<Table>,
    classes: Vec<usize>,
    /// From which tables each tariff is looked up by what it says itself.
    lookups: OnceCell<BTreeMap<String, BTreeSet<usize>>>,
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
        let tables = tables(json);
        let classes = (0..tables.iter().filter(|table| table.is_class).count()).collect();
        Self { json, tables, classes, lookups: OnceCell::new() }
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
            Some("tariffs") => match self.lookups_of(own.key("name").text(json)) {
                Some(tables) => tables.iter().copied().collect(),
                // Nothing looks it up yet: anything may.
                None => (0..self.tables.len()).collect(),
            },
            // What the library has is computed in the sheets that use it.
            Some("library") => {
                let sheets: Vec<Path> = users(json, &own).iter().filter_map(table).collect();
                let is_one = |at: &usize| self.tables.get(*at).is_some_and(|of| sheets.contains(&of.path));
                (0..self.tables.len()).filter(is_one).collect()
            }
            _ => (0..self.tables.len()).collect(),
        }
    }

    /// The tables from which a tariff is looked up by what it says itself; `None` where there are none.
    pub(super) fn lookups_of(&self, tariff: &str) -> Option<&BTreeSet<usize>> {
        let all = self.lookups.get_or_init(|| {
            let mut all: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
            walk(self.json, &mut |at, holds, value| {
                let (Shape::Formula(rows), Some(text)) = (holds.shape, value.as_str()) else { return };
                if !text.to_ascii_uppercase().contains("TARIFF")
                    || at.steps().first() == Some(&Step::Key("tariffs".into()))
                {
                    return;
                }
                formula::walk(&formula::parse(text).tree, &mut |node| {
                    let Kind::Call { name, arguments, .. } = &node.kind else { return };
                    if let ("TARIFF", [Node { kind: Kind::Path(names), .. }]) =
                        (name.as_str(), arguments.as_slice())
                        && let [name] = names.as_slice()
                    {
                        let tables = self.tables_at(at, rows == Rows::Register);
                        all.entry(fold(&name.text).into_owned()).or_default().extend(tables);
                    }
                });
            });
            all
        });
        all.get(fold(tariff).as_ref())
    }

    /// What each word of a reference means, from a table.
    #[must_use]
    fn resolve(&self, table: usize, names: &[Name]) -> Vec<Option<Meaning>> {
        match names {
            [name] => vec![self.bare(table, &name.text)],
            [head, name] => self.dotted(table, &head.text, &name.text),
            [link, sheet, name] => self.linked(table, &link.text, &sheet.text, &name.text),
            _ => vec![None; names.len()],
        }
    }

    /// Calls `found` with every word of a formula that means something.
    pub(super) fn names(&self, table: usize, tree: &Node, found: &mut dyn FnMut(&Name, Meaning)) {
        let mut tell = |names: &[Name], meanings: Vec<Option<Meaning>>| {
            for (name, meaning) in names.iter().zip(meanings) {
                if let Some(meaning) = meaning {
                    found(name, meaning);
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
                            let theirs = arguments.first().and_then(|first| self.home(first));
                            let of = self.resolve(theirs.unwrap_or(table), names);
                            tell(names, of);
                        }
                        (_, 0) if is_elsewhere(name) => self.elsewhere(table, argument, tell),
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

    /// What is computed for each row of another table is written from there.
    fn elsewhere(&self, table: usize, node: &Node, tell: Told<'_>) {
        let Some(home) = self.home(node) else { return self.node(table, node, tell) };
        let mut own = |names: &[Name], meanings: Vec<Option<Meaning>>| match names {
            [head, rest @ ..] if !rest.is_empty() && self.named(&head.text) == Some(home) => {
                let head = self.tables.get(home).map(|of| Meaning::thing(of.path.clone(), &of.name));
                let mut all = vec![head];
                let behind = |meaning: Meaning| Meaning { is_behind_a_dot: true, ..meaning };
                all.extend(self.resolve(home, rest).into_iter().map(|meaning| meaning.map(behind)));
                tell(names, all);
            }
            _ => tell(names, meanings),
        };
        self.node(home, node, &mut own);
    }

    /// The table that a part is about which is computed for each row of another: the one it names before a dot, else the
    /// sheet that alone has the first of its names.
    pub(super) fn home(&self, node: &Node) -> Option<usize> {
        let paths = formula::paths(node);
        let named = paths.iter().find_map(|names| match names {
            [head, _, ..] => self.named(&head.text),
            _ => None,
        });
        named.or_else(|| match paths.first()? {
            [name] => self.tables.iter().position(|known| {
                known.path.last_key() == Some("sheets") && called(&known.columns, &name.text).is_some()
            }),
            _ => None,
        })
    }

    /// The sheet, register or class of that name.
    fn named(&self, name: &str) -> Option<usize> {
        self.table(name).or_else(|| self.class(name))
    }

    /// The list whose items are the values of what a part names: the grades of a ladder, the panels of a vote, classes.
    pub(super) fn values(&self, table: usize, node: &Node) -> Option<Path> {
        let mut found = None;
        self.names(table, node, &mut |_, meaning| found = found.take().or_else(|| self.domain(&meaning)));
        found
    }

    /// The list whose items are the values of what a tariff looks up by at a place.
    pub(super) fn values_of_tariff(&self, table: usize, tariff: &str, place: usize) -> Option<Path> {
        let by = self.of_list("tariffs", tariff)?.of.key("by").item(place);
        self.values(table, &formula::parse(by.text(self.json)).tree)
    }

    /// What a thing is called.
    pub(super) fn name(&self, of: &Path) -> String {
        name_of(self.json, of)
    }

    fn domain(&self, meaning: &Meaning) -> Option<Path> {
        let of = &meaning.of;
        let ladder = of.key("grade.ladder").text(self.json);
        if !ladder.is_empty() {
            return with_id(self.json, "ladders", ladder).map(|ladder| ladder.key("grades"));
        }
        match (of.last_key()?, of.number()) {
            ("panels" | "dimensions" | "options" | "classes", None) => Some(of.clone()),
            // What was voted on a dimension.
            ("dimensions", Some(_)) => {
                let options = of.parent()?.parent()?.key("options");
                (!numbers(self.json, &options).is_empty()).then_some(options)
            }
            _ => None,
        }
    }

    fn of_list(&self, list: &str, name: &str) -> Option<Meaning> {
        let list = Path::read(list);
        let mut all = numbers(self.json, &list).map(|number| list.item(number));
        let found = all.find(|item| same(item.key("name").text(self.json), name))?;
        Some(Meaning::thing(found, name))
    }

    fn column(&self, table: usize, name: &str) -> Option<Meaning> {
        called(&self.tables.get(table)?.columns, name)
    }

    fn part(&self, table: usize, name: &str) -> Option<Meaning> {
        called(&self.tables.get(table)?.parts, name)
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

    fn the_table(&self, at: usize) -> Option<Meaning> {
        self.tables.get(at).map(|known| Meaning::thing(known.path.clone(), &known.name))
    }

    fn field(&self, classes: &[usize], name: &str) -> Option<Meaning> {
        classes.iter().find_map(|class| self.column(*class, name))
    }

    /// The column of that name in a sheet of one of the classes.
    fn of_sheets(&self, classes: &[usize], name: &str) -> Option<Meaning> {
        let is_sheet = |known: &&Table| {
            known.path.last_key() == Some("sheets")
                && known.classes.iter().any(|class| classes.contains(class))
        };
        self.tables.iter().filter(is_sheet).find_map(|known| called(&known.columns, name))
    }

    fn bare(&self, table: usize, name: &str) -> Option<Meaning> {
        let classes = self.classes_of(table);
        self.column(table, name)
            .or_else(|| self.by_class(table, name))
            .or_else(|| self.field(classes, name))
            .or_else(|| self.of_list("parameters", name))
            .or_else(|| self.own_fact(table, name))
            .or_else(|| self.of_sheets(classes, name))
    }

    /// What every row knows, where nothing of the scheme has its name.
    fn own_fact(&self, table: usize, name: &str) -> Option<Meaning> {
        let facts: &[&str] = match self.tables.get(table)?.path.last_key()? {
            "registers" => &OF_ENTRY,
            "sheets" => &OF_SHEET,
            _ => return None,
        };
        let known = facts.iter().find(|known| same(known, name))?;
        let of = if *known == CLASS { Path::read("classes") } else { Path::default().only_key(known) };
        Some(Meaning::word(of))
    }

    /// Of entries whose subjects are of several classes, the field of that name that each class has itself.
    fn by_class(&self, table: usize, name: &str) -> Option<Meaning> {
        let having: Vec<(usize, Path)> = self
            .classes_of(table)
            .iter()
            .filter(|class| **class != table)
            .filter_map(|class| Some((*class, self.column(*class, name)?.of)))
            .collect();
        let (_, first) = having.first()?;
        let is_told = self.field(self.classes_of(table), CLASS).is_none()
            && self.of_list("parameters", CLASS).is_none()
            && self.column(table, CLASS).is_none();
        if having.len() < 2 || !is_told {
            return None;
        }
        let own =
            |(class, field): &(usize, Path)| Some((self.tables.get(*class)?.path.clone(), field.clone()));
        let by_class = having.iter().filter_map(own).collect();
        Some(Meaning { by_class, ..Meaning::word(first.clone()) })
    }

    /// The class that a link field points to, with the field.
    fn link(&self, table: usize, name: &str) -> Option<(Meaning, usize)> {
        let field = self.column(table, name).or_else(|| self.field(self.classes_of(table), name))?;
        let class = match field.of.last_key() {
            Some("voters") => field.of.clone(),
            _ if field.of.key("type").text(self.json) == "link" => field.of.key("class"),
            _ => return None,
        };
        let class = with_id(self.json, "classes", class.text(self.json))?.number()?;
        Some((field, class))
    }

    fn dotted(&self, table: usize, head: &str, name: &str) -> Vec<Option<Meaning>> {
        if let Some((field, class)) = self.link(table, head) {
            return vec![Some(field), self.column(class, name).or_else(|| self.of_sheets(&[class], name))];
        }
        // A number of an indicator, a cap, an option or a panel.
        if let Some(own) = self.column(table, head).or_else(|| self.part(table, head)) {
            let number = self.number(&own, name);
            return vec![Some(own), number];
        }
        if let Some(other) = self.table(head) {
            return vec![
                self.the_table(other),
                self.column(other, name).or_else(|| self.own_fact(other, name)),
            ];
        }
        if let Some(class) = self.class(head) {
            return vec![self.the_table(class), self.column(class, name)];
        }
        vec![self.bare(table, head), None]
    }

    /// What meets a standard of an indicator, or what it earns.
    fn number(&self, of: &Meaning, name: &str) -> Option<Meaning> {
        let list = of.of.key("method.standards");
        numbers(self.json, &list).map(|number| list.item(number)).find_map(|standard| {
            let own = name_of(self.json, &standard);
            if same(&own, name) {
                return Some(Meaning::thing(standard, &own));
            }
            let pieces = vec![Piece { of: Some(standard.clone()), text: own.clone() }, word("得分")];
            same(&format!("{own}得分"), name).then(|| Meaning::made(standard.key("points"), pieces))
        })
    }

    fn linked(&self, table: usize, link: &str, sheet: &str, name: &str) -> Vec<Option<Meaning>> {
        if let Some(other) = self.table(link)
            && let Some(own) = self.column(other, sheet).or_else(|| self.part(other, sheet))
        {
            let number = self.number(&own, name);
            return vec![self.the_table(other), Some(own), number];
        }
        if let Some((field, _)) = self.link(table, link) {
            let other = self.table(sheet);
            let the_other = other.and_then(|other| self.the_table(other));
            return vec![Some(field), the_other, other.and_then(|other| self.column(other, name))];
        }
        vec![None; 3]
    }

    /// The names that can be written at the end of a formula so far, `before` a dot or not: columns, fields, parameters,
    /// and the heads of dotted names.
    #[must_use]
    pub fn offered(&self, table: usize, head: Option<&str>) -> Vec<Offered> {
        let offer = |name: &str, of: &Path| Offered { text: formula::quoted(name), of: of.clone() };
        let columns = |at: usize| self.tables.get(at).map_or(&[][..], |known| &known.columns);
        let all = |at: usize| {
            columns(at).iter().map(|(name, meaning)| offer(name, &meaning.of)).collect::<Vec<_>>()
        };
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
        self.named(head).map_or_else(Vec::new, all)
    }
}

/// Whether the first argument of a wrapper is computed for each row of another table.
pub(super) fn is_elsewhere(name: &str) -> bool {
    matches!(
        lookup(name),
        Some(Known::Wrapper(Wrapper::Within | Wrapper::Linked | Wrapper::Every | Wrapper::Entries))
    )
}

fn called(all: &[Called], name: &str) -> Option<Meaning> {
    all.iter().find(|(known, _)| same(known, name)).map(|(_, meaning)| meaning.clone())
}
