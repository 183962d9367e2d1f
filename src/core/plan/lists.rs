//! Lists and reaches: arguments of functions, and what the wrappers `ALL`, `WITHIN`, `PREV`, … mean.

use super::assemble::{Body, Compiler};
use super::lower::{Site, broken, is_list};
use super::steps::{Argument, Expr, List};
use super::{Reach, Slot, TableIx, TableKind, Type};
use crate::calendar::{Cycle, Relation};
use crate::diag::{self, Expected, Message, nearest};
use crate::formula::catalogue::{self, Known, Shape, Wrapper};
use crate::formula::{self, Kind, Node};
use crate::model::Value;
use crate::num::Decimal;

impl Compiler<'_> {
    pub(super) fn argument(&mut self, node: &Node, shape: Shape, site: &mut Site<'_>) -> (Argument, Type) {
        if matches!(node.kind, Kind::Missing) {
            return (Argument::Missing, Type::Any);
        }
        if let Kind::Array(rows) = &node.kind {
            return self.table_argument(node, rows, shape, site);
        }
        if is_list(node) {
            if shape == Shape::One {
                let example = format!("SUM({})", formula::print(node));
                self.report_at(
                    site.text,
                    node.span,
                    Message::WrongShape { expected: Expected::One, example },
                );
                return (Argument::Missing, Type::Any);
            }
            return self.list(node, site);
        }
        if matches!(shape, Shape::List | Shape::Steps) {
            let example = match shape {
                Shape::Steps => "{0,0;60,1}".to_owned(),
                Shape::One | Shape::List | Shape::Either => self.list_example(node, site.table),
            };
            self.report_at(site.text, node.span, Message::WrongShape { expected: Expected::List, example });
            return (Argument::Missing, Type::Any);
        }
        let (expr, kind) = self.lower(node, site);
        (Argument::One(expr), kind)
    }

    /// How a list of such values is written: of entries, of finer periods, of another class, else of all subjects.
    fn list_example(&self, node: &Node, table: TableIx) -> String {
        let written = formula::print(node);
        let other = formula::paths(node).first().and_then(|path| match path {
            [head, _, ..] => self.names.table(&head.text),
            _ => None,
        });
        let Some(other) = other.filter(|other| *other != table) else { return format!("ALL({written})") };
        let own = self.classes_of(table);
        let same_class = self.classes_of(other).iter().any(|class| own.contains(class));
        match self.plan.tables.get(other).map(|other| &other.kind) {
            Some(TableKind::Register { .. }) => format!("ENTRIES({written})"),
            _ if same_class && self.relation(table, other) == Relation::Contains => {
                format!("WITHIN({written})")
            }
            _ if same_class => format!("ALL({written})"),
            _ => format!("EVERY({written})"),
        }
    }

    fn table_argument(
        &mut self,
        node: &Node,
        rows: &[Vec<Node>],
        shape: Shape,
        site: &mut Site<'_>,
    ) -> (Argument, Type) {
        let columns = rows.first().map_or(0, Vec::len);
        if shape == Shape::One || (shape == Shape::Steps && columns != 2) {
            let example = "{0,0;60,1}".to_owned();
            self.report_at(site.text, node.span, Message::WrongShape { expected: Expected::List, example });
            return (Argument::Missing, Type::Any);
        }
        let mut cells = Vec::new();
        let mut kind: Option<Type> = None;
        let mut thresholds: Vec<Decimal> = Vec::new();
        for row in rows {
            for (at, literal) in row.iter().enumerate() {
                let (expr, of) = self.lower(literal, site);
                let Expr::Constant(cell) = expr else { continue };
                if shape == Shape::Steps && at == 0 {
                    self.expect(of, Type::Number, literal.span, site);
                    if let Value::Number(number) = cell.value {
                        thresholds.push(number);
                    }
                } else {
                    kind = Some(kind.map_or(of, |before| before.either(of)));
                }
                cells.push(cell);
            }
        }
        if !thresholds.windows(2).all(|pair| matches!(pair, [a, b] if a < b)) {
            self.report_at(site.text, node.span, Message::NotInOrder { what: formula::print(node) });
        }
        (Argument::Table { columns, cells: cells.into() }, kind.unwrap_or(Type::Any))
    }

    /// A list: a wrapper, or a function that gives a list.
    fn list(&mut self, node: &Node, site: &mut Site<'_>) -> (Argument, Type) {
        let Kind::Call { name, arguments, .. } = &node.kind else { return (Argument::Missing, Type::Any) };
        match catalogue::lookup(name) {
            Some(Known::Wrapper(wrapper)) => match self.reach(wrapper, node, arguments, site) {
                Some((slot, reach)) => {
                    let kind = self.ensure_lowered(slot);
                    (Argument::List(List::Read(site.bound.read(slot, reach, &formula::print(node)))), kind)
                }
                None => (Argument::Missing, Type::Any),
            },
            Some(Known::Function(signature)) => {
                let (arguments, kind) = self.arguments(node, &signature, arguments, site);
                (Argument::List(List::Call(signature.function, arguments)), kind)
            }
            None => (Argument::Missing, Type::Any),
        }
    }

    fn check_count(&mut self, wrapper: Wrapper, node: &Node, arguments: &[Node], site: &Site<'_>) -> bool {
        let (least, most) = wrapper.counts();
        let found = u32::try_from(arguments.len()).unwrap_or(u32::MAX);
        let fits = found >= least && most.is_none_or(|most| found <= most);
        if !fits {
            let function = wrapper.name().to_owned();
            self.report_at(site.text, node.span, Message::ArgumentCount { function, least, most, found });
        }
        fits
    }

    /// A wrapper where one value is needed: `PREV`, `STREAK`, `RUNNING`.
    pub(super) fn wrapper(
        &mut self,
        wrapper: Wrapper,
        node: &Node,
        arguments: &[Node],
        site: &mut Site<'_>,
    ) -> (Expr, Type) {
        if wrapper.shape() == Shape::List {
            let example = format!("SUM({})", formula::print(node));
            self.report_at(site.text, node.span, Message::WrongShape { expected: Expected::One, example });
            return broken();
        }
        if !self.check_count(wrapper, node, arguments, site) {
            return broken();
        }
        if wrapper == Wrapper::Tariff {
            return self.tariff(arguments, site);
        }
        let Some(first) = arguments.first() else { return broken() };
        if self.plan.cycle(site.table).is_none()
            || !matches!(self.plan.tables.get(site.table).map(|t| &t.kind), Some(TableKind::Sheet { .. }))
        {
            let message = self.no_reach(site.table, site.table, diag::Reach::MakeColumn);
            self.report_at(site.text, node.span, message);
            return broken();
        }
        let Some(slot) = self.own_column(first, site.table, site.text) else { return broken() };
        let kind = self.ensure_lowered(slot);
        match wrapper {
            Wrapper::Prev => {
                let Some(lag) = self.lag(arguments.get(1), site) else { return broken() };
                (
                    Expr::Read(site.bound.read(
                        slot,
                        Reach::Earlier { lag, within: None },
                        &formula::print(node),
                    )),
                    kind,
                )
            }
            Wrapper::Streak => {
                self.expect(kind, Type::Truth, first.span, site);
                let within = (!self.scheme.calendar.streaks_across_years).then_some(Cycle::Year);
                let body = Body::Streak { condition: slot, within };
                let streak = self.define_part(site.table, &formula::print(node), body);
                self.ensure_lowered(streak);
                (Expr::Read(site.bound.read(streak, Reach::Row, &formula::print(node))), Type::Number)
            }
            Wrapper::Running => {
                self.expect(kind, Type::Number, first.span, site);
                let Some(within) = self.span(arguments.get(1), site) else { return broken() };
                let body = Body::Running { summed: slot, within: Some(within) };
                let sum = self.define_part(site.table, &formula::print(node), body);
                self.ensure_lowered(sum);
                (Expr::Read(site.bound.read(sum, Reach::Row, &formula::print(node))), Type::Number)
            }
            Wrapper::All
            | Wrapper::Peers
            | Wrapper::Within
            | Wrapper::Linked
            | Wrapper::Every
            | Wrapper::Entries
            | Wrapper::Tariff => broken(),
        }
    }

    /// How many periods `PREV` goes back: a whole number written out, at least 1.
    fn lag(&mut self, node: Option<&Node>, site: &Site<'_>) -> Option<u32> {
        let Some(node) = node else { return Some(1) };
        let written = match &node.kind {
            Kind::Number(number) if number.fract().is_zero() => u32::try_from(*number).ok(),
            _ => None,
        };
        let lag = written.filter(|lag| (1..=1000).contains(lag));
        if lag.is_none() {
            let example = "PREV(x, 1)".to_owned();
            self.report_at(
                site.text,
                node.span,
                Message::WrongShape { expected: Expected::WholeNumber, example },
            );
        }
        lag
    }

    /// The span that `RUNNING` names by the cycle's name, such as `"year"`; the year where none is named.
    fn span(&mut self, node: Option<&Node>, site: &Site<'_>) -> Option<Cycle> {
        let Some(node) = node else { return Some(Cycle::Year) };
        let Kind::Text(text) = &node.kind else {
            let message = Message::WrongShape { expected: Expected::Text, example: "\"year\"".to_owned() };
            self.report_at(site.text, node.span, message);
            return None;
        };
        let known = Cycle::ALL.into_iter().find(|cycle| cycle.name() == text);
        let own = self.plan.cycle(site.table);
        let span = known.filter(|cycle| {
            own.is_some_and(|own| matches!(own.relation(*cycle), Relation::Same | Relation::Contained))
        });
        if span.is_none() {
            let names: Vec<String> = Cycle::ALL.into_iter().map(|cycle| cycle.name().to_owned()).collect();
            let nearest = nearest(text, names.iter().map(String::as_str));
            let message = Message::UnknownChoice { found: text.clone(), known: names, nearest };
            self.report_at(site.text, node.span, message);
        }
        span
    }

    /// The column and reach of a wrapper that gives a list.
    fn reach(
        &mut self,
        wrapper: Wrapper,
        node: &Node,
        arguments: &[Node],
        site: &mut Site<'_>,
    ) -> Option<(Slot, Reach)> {
        if !self.check_count(wrapper, node, arguments, site) {
            return None;
        }
        let (first, rest) = arguments.split_first()?;
        match wrapper {
            Wrapper::All => Some((self.own_column(first, site.table, site.text)?, Reach::All)),
            Wrapper::Peers => {
                let slot = self.own_column(first, site.table, site.text)?;
                let mut fields = Vec::new();
                for field in rest {
                    let own = self.own_column(field, site.table, site.text)?;
                    self.ensure_lowered(own);
                    site.bound.read(own, Reach::All, "");
                    fields.push(own);
                }
                Some((slot, Reach::Peers(fields)))
            }
            Wrapper::Within | Wrapper::Linked | Wrapper::Every | Wrapper::Entries => {
                let (home, inner) = self.rehome(first, site.table, site.text)?;
                let reach = self.reach_to(wrapper, first, home, rest, site)?;
                // Entries that rules make are left out where they are not there.
                if let (Reach::Entries, Some(present)) =
                    (&reach, self.plan.tables.get(home).and_then(|home| home.present))
                {
                    site.bound.read(present, Reach::Entries, "");
                }
                Some((self.own_column(&inner, home, site.text)?, reach))
            }
            Wrapper::Prev | Wrapper::Streak | Wrapper::Running | Wrapper::Tariff => None,
        }
    }

    /// Whether a wrapper can reach from this table to another, and how.
    fn reach_to(
        &mut self,
        wrapper: Wrapper,
        first: &Node,
        home: TableIx,
        rest: &[Node],
        site: &mut Site<'_>,
    ) -> Option<Reach> {
        let own = self.classes_of(site.table);
        let same_class = self.classes_of(home).iter().any(|class| own.contains(class));
        let is_register = |table: TableIx| {
            matches!(self.plan.tables.get(table).map(|t| &t.kind), Some(TableKind::Register { .. }))
        };
        let (from_register, to_register) = (is_register(site.table), is_register(home));
        let relation = self.relation(site.table, home);
        let example = formula::print(first);
        let refused = match wrapper {
            _ if from_register => diag::Reach::MakeColumn,
            Wrapper::Within if !to_register && same_class && relation == Relation::Contains => {
                return Some(Reach::Within);
            }
            Wrapper::Entries if to_register && same_class => return Some(Reach::Entries),
            _ if to_register => diag::Reach::Entries { example: format!("SUM(ENTRIES({example}))") },
            Wrapper::Every if matches!(relation, Relation::Same | Relation::Contained) => {
                return Some(Reach::Every);
            }
            Wrapper::Linked if matches!(relation, Relation::Same | Relation::Contained) => {
                let [field] = rest else { return None };
                return self.link_field(field, home, site).map(Reach::Linked);
            }
            _ if relation == Relation::Overlaps => diag::Reach::Overlap,
            Wrapper::Within if same_class => diag::Reach::NotFiner { example },
            Wrapper::Within if !same_class => {
                diag::Reach::Linked { example: format!("SUM(EVERY({example}))") }
            }
            _ => diag::Reach::Within { example: format!("AVERAGE(WITHIN({example}))") },
        };
        let message = self.no_reach(site.table, home, refused);
        self.report_at(site.text, first.span, message);
        None
    }

    /// The link field of the other class that points to this table's class.
    fn link_field(&mut self, field: &Node, home: TableIx, site: &mut Site<'_>) -> Option<Slot> {
        let own = self.classes_of(site.table);
        let class = self.classes_of(home).first().copied()?;
        let name = match &field.kind {
            Kind::Path(names) => names.last().map(|name| name.text.clone()),
            _ => None,
        };
        let found = name.as_ref().and_then(|name| self.names.column(class, name));
        let link = found.filter(|&slot| self.link_class(slot).is_some_and(|target| own.contains(&target)));
        match link {
            Some(link) => {
                site.bound.read(link, Reach::Every, "");
                Some(link)
            }
            None => {
                let links: Vec<&str> = self.names.columns_of(class).collect();
                let name = name.unwrap_or_default();
                let message = Message::UnknownName { nearest: nearest(&name, links), name };
                self.report_at(site.text, field.span, message);
                None
            }
        }
    }
}
