//! Lowering: syntax trees to typed steps.

use std::sync::Arc;

use super::assemble::{Body, Compiler, Text};
use super::references::Meaning;
use super::steps::{
    Argument, Assign, Bound, Expr, Gather, Ladder, LadderGrade, Limit, List, Order, Quota, Split, Step, TieBreak,
};
use super::{Reach, Slot, TableIx, TableKind, Type};
use crate::calendar::{Cycle, Relation};
use crate::diag::{self, Diagnostic, Expected, Message, Place, Span, nearest};
use crate::formula::catalogue::{self, Function, Gives, Kind as ParameterKind, Known, Shape, Signature, Wrapper};
use crate::formula::{self, Kind, Node, Operator};
use crate::model::{Cell, ErrorCode, GradeBy, GradeRef, Rank, Value};
use crate::num::Decimal;

/// What lowering writes to: the table and text it reads, and the step's reads.
struct Site<'a> {
    table: TableIx,
    text: &'a Text,
    bound: &'a mut Bound,
}

/// A step that sums a column up to this period: `SUM(x, PREV(sum))`, which skips what is exempt.
pub(super) fn running(summed: Slot, own: Slot, within: Option<Cycle>, bound: &mut Bound) -> Step {
    let now = bound.read(summed, Reach::Row, "");
    let before = bound.read(own, Reach::Earlier { lag: 1, within }, "");
    let arguments = vec![Argument::One(Expr::Read(now)), Argument::One(Expr::Read(before))];
    Step::Formula(Expr::Call(Function::Sum, arguments))
}

impl Compiler<'_> {
    /// The step of a whole formula: a gather where it is an aggregate over a reach, else a formula.
    pub(super) fn lower_root(&mut self, node: &Node, table: TableIx, text: &Text, bound: &mut Bound) -> (Step, Type) {
        let mistakes = self.plan.diagnostics.len();
        let mut site = Site { table, text, bound };
        let gather = self.gather(node, &mut site);
        let (step, kind) = match gather {
            Some((gather, kind)) => (Step::Gather(Box::new(gather)), kind),
            None => {
                let (expr, kind) = self.lower(node, &mut site);
                (Step::Formula(expr), kind)
            }
        };
        if self.plan.diagnostics.len() > mistakes { (Step::Broken(ErrorCode::Name), Type::Any) } else { (step, kind) }
    }

    /// An aggregate over a reach, if the node is one.
    fn gather(&mut self, node: &Node, site: &mut Site<'_>) -> Option<(Gather, Type)> {
        let Kind::Call { name, arguments, .. } = &node.kind else { return None };
        let Some(Known::Function(signature)) = catalogue::lookup(name) else { return None };
        if signature.shape == Shape::List || !arguments.iter().any(is_list) {
            return None;
        }
        let (arguments, kind) = self.arguments(node, &signature, arguments, site);
        let shared = arguments.iter().all(|argument| self.is_shared(argument, site.bound));
        Some((Gather { function: signature.function, arguments, shared }, kind))
    }

    /// Whether an argument is the same for all rows, or for all of a partition.
    fn is_shared(&self, argument: &Argument, bound: &Bound) -> bool {
        match argument {
            Argument::One(Expr::Constant(_) | Expr::Parameter(_)) | Argument::Table { .. } | Argument::Missing => true,
            Argument::One(_) => false,
            Argument::List(List::Read(read)) => bound
                .reads
                .get(*read)
                .is_some_and(|read| matches!(read.reach, Reach::All | Reach::Every)),
            Argument::List(List::Call(_, arguments)) => arguments.iter().all(|argument| self.is_shared(argument, bound)),
        }
    }

    /// An expression with one value.
    fn lower(&mut self, node: &Node, site: &mut Site<'_>) -> (Expr, Type) {
        self.depth = self.depth.saturating_add(1);
        let lowered = self.lower_node(node, site);
        self.depth = self.depth.saturating_sub(1);
        lowered
    }

    fn lower_node(&mut self, node: &Node, site: &mut Site<'_>) -> (Expr, Type) {
        let constant = |value: Value| Expr::Constant(Cell::firm(value));
        match &node.kind {
            Kind::Number(number) => (constant(Value::Number(*number)), Type::Number),
            Kind::Text(text) => (constant(Value::text(text)), Type::Text),
            Kind::Truth(truth) => (constant(Value::Truth(*truth)), Type::Truth),
            Kind::Error(text) => {
                let code = ErrorCode::from_text(text).unwrap_or(ErrorCode::Value);
                (constant(Value::error(code)), Type::Any)
            }
            Kind::Path(names) => match self.resolve(names, site.table, site.text) {
                Some(Meaning::Column(slot, reach)) => {
                    let kind = self.ensure_lowered(slot);
                    if let Reach::Link(link) = reach {
                        // The link is read too: a change of it must reach this column.
                        self.read_link(link, site);
                    }
                    (Expr::Read(site.bound.read(slot, reach, &formula::print(node))), kind)
                }
                Some(Meaning::Parameter(parameter)) => {
                    site.bound.parameter(parameter);
                    (Expr::Parameter(parameter), Type::Number)
                }
                None => broken(),
            },
            Kind::Call { name, name_span, arguments } => self.call(node, name, *name_span, arguments, site),
            Kind::Unary(sign, operand) => {
                let (expr, kind) = self.lower(operand, site);
                self.expect(kind, Type::Number, operand.span, site);
                (Expr::Unary(*sign, Box::new(expr)), Type::Number)
            }
            Kind::Percent(operand) => {
                let (expr, kind) = self.lower(operand, site);
                self.expect(kind, Type::Number, operand.span, site);
                (Expr::Percent(Box::new(expr)), Type::Number)
            }
            Kind::Binary(operator, left, right) => self.binary(*operator, left, right, site),
            Kind::Array(_) => {
                let example = "BAND(x, {0,0;60,1})".to_owned();
                self.report_at(site.text, node.span, Message::WrongShape { expected: Expected::One, example });
                broken()
            }
            Kind::Missing | Kind::Hole => {
                self.report_at(site.text, node.span, Message::EmptyFormula);
                broken()
            }
        }
    }

    fn read_link(&mut self, link: Slot, site: &mut Site<'_>) {
        let table = self.plan.columns.get(link).map(|column| column.table);
        let reach = if table == Some(site.table) { Reach::Row } else { Reach::Subject };
        site.bound.read(link, reach, "");
    }

    fn expect(&mut self, found: Type, wanted: Type, span: Span, site: &Site<'_>) {
        if !found.fits(wanted) {
            let message = Message::WrongType { expected: wanted.expected(), found: found.expected() };
            self.report_at(site.text, span, message);
        }
    }

    fn binary(&mut self, operator: Operator, left: &Node, right: &Node, site: &mut Site<'_>) -> (Expr, Type) {
        let (mut l, left_kind) = self.lower(left, site);
        let (mut r, right_kind) = self.lower(right, site);
        let kind = match operator {
            Operator::Join => Type::Text,
            Operator::Add | Operator::Subtract if left_kind == Type::Date || right_kind == Type::Date => {
                match (operator, left_kind, right_kind) {
                    (Operator::Subtract, Type::Date, Type::Date) => Type::Number,
                    (_, Type::Date, Type::Number | Type::Any) => Type::Date,
                    (Operator::Add, Type::Number | Type::Any, Type::Date) => Type::Date,
                    (_, Type::Date, Type::Date) => {
                        self.expect(Type::Date, Type::Number, right.span, site);
                        Type::Any
                    }
                    (Operator::Subtract, _, Type::Date) if left_kind == Type::Any => Type::Any,
                    _ => {
                        let span = if left_kind == Type::Date { right.span } else { left.span };
                        let found = if left_kind == Type::Date { right_kind } else { left_kind };
                        self.expect(found, Type::Number, span, site);
                        Type::Any
                    }
                }
            }
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Power => {
                self.expect(left_kind, Type::Number, left.span, site);
                self.expect(right_kind, Type::Number, right.span, site);
                Type::Number
            }
            Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => {
                self.compared((&mut l, left_kind, left.span), (&mut r, right_kind, right.span), site);
                Type::Truth
            }
        };
        (Expr::Binary(operator, Box::new(l), Box::new(r)), kind)
    }

    /// Two sides of a comparison: of one type, or a grade and the text of one.
    fn compared(&mut self, left: (&mut Expr, Type, Span), right: (&mut Expr, Type, Span), site: &Site<'_>) {
        match (left.1, right.1) {
            (Type::Grade(ladder), Type::Text) => self.as_grade(right.0, ladder, right.2, site),
            (Type::Text, Type::Grade(ladder)) => self.as_grade(left.0, ladder, left.2, site),
            (found, wanted) => self.expect(wanted, found, right.2, site),
        }
    }

    /// A text constant compared with a grade becomes that grade; one that the ladder does not have is a mistake.
    fn as_grade(&mut self, expr: &mut Expr, ladder: u32, span: Span, site: &Site<'_>) {
        let Expr::Constant(Cell { value: Value::Text(text), .. }) = expr else { return };
        if text.is_empty() {
            return;
        }
        let names = self.grade_names(ladder);
        let place = names.iter().position(|name| name == text).and_then(|place| u32::try_from(place).ok());
        match place {
            Some(place) => *expr = Expr::Constant(Cell::firm(Value::Grade(GradeRef { ladder, place }))),
            None => {
                let message = Message::UnknownGrade {
                    grade: text.as_ref().to_owned(),
                    ladder: self.scheme.ladders.get(ladder as usize).map(|l| l.name.clone()).unwrap_or_default(),
                    nearest: nearest(text, names.iter().map(AsRef::as_ref)),
                };
                self.report_at(site.text, span, message);
            }
        }
    }

    fn grade_names(&self, ladder: u32) -> Vec<Arc<str>> {
        let edition = self.plan.editions.get(self.edition);
        edition.and_then(|edition| edition.grades.get(ladder as usize)).cloned().unwrap_or_default()
    }

    fn call(
        &mut self,
        node: &Node,
        name: &str,
        name_span: Span,
        arguments: &[Node],
        site: &mut Site<'_>,
    ) -> (Expr, Type) {
        let signature = match catalogue::lookup(name) {
            Some(Known::Function(signature)) => signature,
            Some(Known::Wrapper(wrapper)) => return self.wrapper(wrapper, node, arguments, site),
            None => {
                let nearest = nearest(name, catalogue::names());
                self.report_at(site.text, name_span, Message::UnknownFunction { name: name.to_owned(), nearest });
                return broken();
            }
        };
        if !signature.available {
            self.report_at(site.text, name_span, Message::FunctionNotThereYet { name: signature.name.to_owned() });
            return broken();
        }
        if signature.shape == Shape::List {
            let example = format!("SUM({})", formula::print(node));
            self.report_at(site.text, node.span, Message::WrongShape { expected: Expected::One, example });
            return broken();
        }
        if arguments.iter().any(is_list) {
            // An aggregate inside a formula is a column of its own.
            let canonical = formula::print(node);
            let body = Body::Part(std::rc::Rc::new(node.clone()), site.text.clone());
            let slot = self.define_part(site.table, &canonical, body);
            let kind = self.ensure_lowered(slot);
            return (Expr::Read(site.bound.read(slot, Reach::Row, &canonical)), kind);
        }
        let (arguments, kind) = self.arguments(node, &signature, arguments, site);
        (Expr::Call(signature.function, arguments), kind)
    }

    /// The arguments of a function, checked, and what it gives.
    fn arguments(
        &mut self,
        node: &Node,
        signature: &Signature,
        nodes: &[Node],
        site: &mut Site<'_>,
    ) -> (Vec<Argument>, Type) {
        let count = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
        if !signature.takes(count) {
            let function = signature.name.to_owned();
            let message =
                Message::ArgumentCount { function, least: signature.least, most: signature.most, found: count };
            self.report_at(site.text, node.span, message);
            return (Vec::new(), Type::Any);
        }
        let mut given = None;
        let mut compared: Option<Type> = None;
        let mut lowered = Vec::with_capacity(nodes.len());
        for (index, argument) in (0_u32..).zip(nodes) {
            let Some(parameter) = signature.parameter(index, count) else { continue };
            let (mut value, kind) = self.argument(argument, parameter.shape, site);
            match parameter.kind {
                ParameterKind::Number => self.expect(kind, Type::Number, argument.span, site),
                ParameterKind::Text => self.expect(kind, Type::Text, argument.span, site),
                ParameterKind::Truth => self.expect(kind, Type::Truth, argument.span, site),
                ParameterKind::Date => self.expect(kind, Type::Date, argument.span, site),
                ParameterKind::Any | ParameterKind::Criterion => {}
                ParameterKind::Compared => {
                    if let (Some(Type::Grade(ladder)), Argument::One(expr)) = (compared, &mut value)
                        && kind == Type::Text
                    {
                        self.as_grade(expr, ladder, argument.span, site);
                    } else if let Some(wanted) = compared {
                        self.expect(kind, wanted, argument.span, site);
                    }
                    compared = compared.or(Some(kind));
                }
                ParameterKind::Given | ParameterKind::Ordered => {
                    if !matches!(value, Argument::Missing) && !is_nothing(&value) {
                        given = Some(given.map_or(kind, |before: Type| before.either(kind)));
                    }
                }
            }
            lowered.push(value);
        }
        let kind = match signature.gives {
            Gives::Number => Type::Number,
            Gives::Text => Type::Text,
            Gives::Truth => Type::Truth,
            Gives::Date => Type::Date,
            Gives::Given => given.unwrap_or(Type::Any),
            Gives::Nothing => Type::Any,
        };
        (lowered, kind)
    }

    fn argument(&mut self, node: &Node, shape: Shape, site: &mut Site<'_>) -> (Argument, Type) {
        if matches!(node.kind, Kind::Missing) {
            return (Argument::Missing, Type::Any);
        }
        if let Kind::Array(rows) = &node.kind {
            return self.table_argument(node, rows, shape, site);
        }
        if is_list(node) {
            if shape == Shape::One {
                let example = format!("SUM({})", formula::print(node));
                self.report_at(site.text, node.span, Message::WrongShape { expected: Expected::One, example });
                return (Argument::Missing, Type::Any);
            }
            return self.list(node, site);
        }
        if matches!(shape, Shape::List | Shape::Steps) {
            let example = format!("ALL({})", formula::print(node));
            self.report_at(site.text, node.span, Message::WrongShape { expected: Expected::List, example });
            return (Argument::Missing, Type::Any);
        }
        let (expr, kind) = self.lower(node, site);
        (Argument::One(expr), kind)
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
    fn wrapper(
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
                (Expr::Read(site.bound.read(slot, Reach::Earlier { lag, within: None }, &formula::print(node))), kind)
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
            | Wrapper::Entries => broken(),
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
            self.report_at(site.text, node.span, Message::WrongShape { expected: Expected::WholeNumber, example });
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
                Some((self.own_column(&inner, home, site.text)?, reach))
            }
            Wrapper::Prev | Wrapper::Streak | Wrapper::Running => None,
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
        let is_register =
            |table: TableIx| matches!(self.plan.tables.get(table).map(|t| &t.kind), Some(TableKind::Register { .. }));
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
            Wrapper::Every if matches!(relation, Relation::Same | Relation::Contained) => return Some(Reach::Every),
            Wrapper::Linked if matches!(relation, Relation::Same | Relation::Contained) => {
                let [field] = rest else { return None };
                return self.link_field(field, home, site).map(Reach::Linked);
            }
            _ if relation == Relation::Overlaps => diag::Reach::Overlap,
            Wrapper::Within if !same_class => diag::Reach::Linked { example: format!("SUM(EVERY({example}))") },
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

    /// A reference or formula of a rank, grade or split, as a read of this table.
    fn operand(&mut self, formula: &str, table: TableIx, path: &str, bound: &mut Bound) -> Option<(usize, Type)> {
        let text = Text::new(path, formula);
        let parsed = formula::parse(formula);
        if !parsed.problems.is_empty() {
            for (span, message) in parsed.problems {
                self.report_at(&text, span, message);
            }
            return None;
        }
        let slot = self.own_column(&parsed.tree, table, &text)?;
        let kind = self.ensure_lowered(slot);
        Some((bound.read(slot, Reach::Row, &formula::print(&parsed.tree)), kind))
    }

    fn operands(&mut self, formulas: &[String], table: TableIx, path: &str, bound: &mut Bound) -> Option<Vec<usize>> {
        let read = |(at, formula): (usize, &String)| {
            self.operand(formula, table, &format!("{path}[{at}]"), bound).map(|(read, _)| read)
        };
        formulas.iter().enumerate().map(read).collect()
    }

    fn tie_breaks(
        &mut self,
        breaks: &[crate::model::TieBreak],
        table: TableIx,
        path: &str,
        bound: &mut Bound,
    ) -> Option<Vec<TieBreak>> {
        let mut lowered = Vec::new();
        for (at, tie_break) in breaks.iter().enumerate() {
            let path = format!("{path}.tie-break[{at}].by");
            let (by, _) = self.operand(&tie_break.by, table, &path, bound)?;
            lowered.push(TieBreak { by, from: tie_break.from });
        }
        Some(lowered)
    }

    pub(super) fn lower_rank(&mut self, rank: &Rank, table: TableIx, path: &str, bound: &mut Bound) -> Step {
        let path = format!("{path}.rank");
        let order = (|| {
            let (by, _) = self.operand(&rank.by, table, &format!("{path}.by"), bound)?;
            let within = self.operands(&rank.within, table, &format!("{path}.within"), bound)?;
            let tie_break = self.tie_breaks(&rank.tie_break, table, &path, bound)?;
            let competes = match &rank.competes {
                Some(condition) => {
                    Some(self.operand(condition, table, &format!("{path}.competes"), bound)?.0)
                }
                None => None,
            };
            Some(Order { by, from: rank.from, ties: rank.ties, within, tie_break, competes })
        })();
        order.map_or(Step::Broken(ErrorCode::Name), |order| Step::Order(Box::new(order)))
    }

    pub(super) fn lower_grade(
        &mut self,
        grade: &GradeBy,
        table: TableIx,
        path: &str,
        bound: &mut Bound,
    ) -> (Step, Type) {
        let path = format!("{path}.grade");
        let ladder_at = self.scheme.ladders.iter().position(|ladder| ladder.id == grade.ladder);
        let Some((at, ladder)) = ladder_at.and_then(|at| Some((at, self.scheme.ladders.get(at)?))) else {
            let known = self.scheme.ladders.iter().map(|ladder| ladder.id.as_str());
            let message = Message::UnknownReference {
                kind: "ladder".to_owned(),
                name: grade.ladder.as_str().to_owned(),
                nearest: nearest(&grade.ladder, known),
            };
            self.report(Diagnostic::error(Place::path(format!("{path}.ladder")), message));
            return (Step::Broken(ErrorCode::Name), Type::Any);
        };
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        let lowered = (|| {
            let (by, _) = self.operand(&grade.by, table, &format!("{path}.by"), bound)?;
            let within = self.operands(&grade.within, table, &format!("{path}.within"), bound)?;
            let tie_break = self.tie_breaks(&grade.tie_break, table, &path, bound)?;
            let mut grades = Vec::new();
            for (place, of) in ladder.grades.iter().enumerate() {
                let of_path = format!("ladders[{at}].grades[{place}]");
                let least = of.least.map(|least| {
                    let known = format!("{of_path}.least");
                    let found =
                        self.plan.parameters.iter().position(|p| p.edition == self.edition && p.path == known);
                    let name = format!("{}.{}", ladder.name, of.name);
                    let parameter = found.unwrap_or_else(|| self.parameter(&known, &name, least));
                    bound.parameter(parameter);
                    parameter
                });
                let quota = match &of.quota {
                    Some(quota) => {
                        let path = format!("{of_path}.quota.places");
                        let (places, _) = self.operand(&quota.places, table, &path, bound)?;
                        Some(Quota { places, rounding: quota.rounding, ties: quota.ties, frees: quota.frees })
                    }
                    None => None,
                };
                grades.push(LadderGrade { id: of.id.clone(), name: Arc::from(of.name.as_str()), least, quota });
            }
            let mut limits = Vec::new();
            for (place, limit) in grade.limits.iter().enumerate() {
                let limit_path = format!("{path}.limits[{place}]");
                let (when, _) = self.operand(&limit.when, table, &format!("{limit_path}.when"), bound)?;
                let named = ladder.grades.iter().position(|of| of.id == limit.grade);
                let Some(grade) = named else {
                    let message = Message::UnknownGrade {
                        grade: limit.grade.as_str().to_owned(),
                        ladder: ladder.name.clone(),
                        nearest: nearest(&limit.grade, ladder.grades.iter().map(|of| of.id.as_str())),
                    };
                    self.report(Diagnostic::error(Place::path(format!("{limit_path}.grade")), message));
                    return None;
                };
                limits.push(Limit { when, gives: limit.gives, grade, clause: limit.clause.clone() });
            }
            Some(Ladder { ladder: number, by, within, tie_break, grades, limits })
        })();
        match lowered {
            Some(ladder) => (Step::Assign(Box::new(Assign::Grade(ladder))), Type::Grade(number)),
            None => (Step::Broken(ErrorCode::Name), Type::Any),
        }
    }

    pub(super) fn lower_split(
        &mut self,
        split: &crate::model::Split,
        table: TableIx,
        path: &str,
        bound: &mut Bound,
    ) -> Step {
        let path = format!("{path}.split");
        let lowered = (|| {
            let (budget, _) = self.operand(&split.budget, table, &format!("{path}.budget"), bound)?;
            let (by, _) = self.operand(&split.by, table, &format!("{path}.by"), bound)?;
            let within = self.operands(&split.within, table, &format!("{path}.within"), bound)?;
            Some(Split { budget, by, within, unit_places: split.unit_places })
        })();
        lowered.map_or(Step::Broken(ErrorCode::Name), |split| Step::Assign(Box::new(Assign::Split(split))))
    }

    /// The ladders' grades, and thresholds that are not in order.
    pub(super) fn check_ladders(&mut self) {
        let scheme = self.scheme;
        let mut grades = Vec::new();
        for (at, ladder) in scheme.ladders.iter().enumerate() {
            grades.push(ladder.grades.iter().rev().map(|grade| Arc::from(grade.name.as_str())).collect());
            let thresholds: Vec<Decimal> = ladder.grades.iter().filter_map(|grade| grade.least).collect();
            if !thresholds.windows(2).all(|pair| matches!(pair, [better, worse] if better > worse)) {
                let place = Place::path(format!("ladders[{at}].grades"));
                self.report(Diagnostic::error(place, Message::NotInOrder { what: ladder.name.clone() }));
            }
        }
        if let Some(edition) = self.plan.editions.get_mut(self.edition) {
            edition.grades = grades;
        }
    }
}

fn broken() -> (Expr, Type) {
    (Expr::Constant(Cell::error(ErrorCode::Name)), Type::Any)
}

/// Whether an argument has no value of its own: it then does not decide what a function gives.
fn is_nothing(argument: &Argument) -> bool {
    matches!(
        argument,
        Argument::One(Expr::Call(Function::Exempt | Function::Na, _))
            | Argument::One(Expr::Constant(Cell { value: Value::Error(_), .. }))
    )
}

/// Whether a node is a list: wrapped, or a function that gives a list.
fn is_list(node: &Node) -> bool {
    let Kind::Call { name, .. } = &node.kind else { return false };
    match catalogue::lookup(name) {
        Some(Known::Wrapper(wrapper)) => wrapper.shape() == Shape::List,
        Some(Known::Function(signature)) => signature.shape == Shape::List,
        None => false,
    }
}

