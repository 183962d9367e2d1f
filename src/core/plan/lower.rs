//! Lowering: syntax trees to typed steps.

use std::sync::Arc;

use super::assemble::{Body, Compiler, Text};
use super::references::Meaning;
use super::steps::{Argument, Bound, Expr, Gather, List, Step};
use super::{Reach, Slot, TableIx, Type};
use crate::calendar::Cycle;
use crate::diag::{Expected, Message, Span, nearest};
use crate::formula::catalogue::{self, Function, Gives, Kind as ParameterKind, Known, Shape, Signature};
use crate::formula::{self, Kind, Node, Operator};
use crate::model::{Cell, ErrorCode, GradeRef, Value};

/// What lowering writes to: the table and text it reads, and the step's reads.
pub(super) struct Site<'a> {
    pub(super) table: TableIx,
    pub(super) text: &'a Text,
    pub(super) bound: &'a mut Bound,
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
    pub(super) fn lower_root(
        &mut self,
        node: &Node,
        table: TableIx,
        text: &Text,
        bound: &mut Bound,
    ) -> (Step, Type) {
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
        if self.plan.diagnostics.len() > mistakes {
            (Step::Broken(ErrorCode::Name), Type::Any)
        } else {
            (step, kind)
        }
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
            Argument::One(Expr::Constant(_) | Expr::Parameter(_))
            | Argument::Table { .. }
            | Argument::Missing => true,
            Argument::One(_) => false,
            Argument::List(List::Read(read)) => {
                bound.reads.get(*read).is_some_and(|read| matches!(read.reach, Reach::All | Reach::Every))
            }
            Argument::List(List::Call(_, arguments)) => {
                arguments.iter().all(|argument| self.is_shared(argument, bound))
            }
        }
    }

    /// An expression with one value.
    pub(super) fn lower(&mut self, node: &Node, site: &mut Site<'_>) -> (Expr, Type) {
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
                self.report_at(
                    site.text,
                    node.span,
                    Message::WrongShape { expected: Expected::One, example },
                );
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

    pub(super) fn expect(&mut self, found: Type, wanted: Type, span: Span, site: &Site<'_>) {
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
    pub(super) fn as_grade(&mut self, expr: &mut Expr, ladder: u32, span: Span, site: &Site<'_>) {
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
                    ladder: self
                        .scheme
                        .ladders
                        .get(ladder as usize)
                        .map(|l| l.name.clone())
                        .unwrap_or_default(),
                    nearest: nearest(text, names.iter().map(AsRef::as_ref)),
                };
                self.report_at(site.text, span, message);
            }
        }
    }

    /// A criterion for grades, such as `">=良好"`, must name one of the ladder.
    fn check_criterion(&mut self, expr: &Expr, ladder: u32, span: Span, site: &Site<'_>) {
        let Expr::Constant(Cell { value: Value::Text(text), .. }) = expr else { return };
        let name = ["<>", "<=", ">=", "=", "<", ">"].into_iter().find_map(|sign| text.strip_prefix(sign));
        let mut named = Expr::Constant(Cell::firm(Value::text(name.unwrap_or(text))));
        self.as_grade(&mut named, ladder, span, site);
    }

    fn grade_names(&self, ladder: u32) -> Vec<Arc<str>> {
        let edition = self.plan.editions.get(self.edition);
        edition.and_then(|edition| edition.grades.get(ladder as usize)).cloned().unwrap_or_default()
    }

    pub(super) fn call(
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
                self.report_at(
                    site.text,
                    name_span,
                    Message::UnknownFunction { name: name.to_owned(), nearest },
                );
                return broken();
            }
        };
        if !signature.available {
            self.report_at(
                site.text,
                name_span,
                Message::FunctionNotThereYet { name: signature.name.to_owned() },
            );
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
    pub(super) fn arguments(
        &mut self,
        node: &Node,
        signature: &Signature,
        nodes: &[Node],
        site: &mut Site<'_>,
    ) -> (Vec<Argument>, Type) {
        let count = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
        if !signature.takes(count) {
            let function = signature.name.to_owned();
            let message = Message::ArgumentCount {
                function,
                least: signature.least,
                most: signature.most,
                found: count,
            };
            self.report_at(site.text, node.span, message);
            return (Vec::new(), Type::Any);
        }
        let mut given = None;
        let mut compared: Option<Type> = None;
        // What a criterion is about: the list in front of it.
        let mut searched = Type::Any;
        let mut lowered = Vec::with_capacity(nodes.len());
        for (index, argument) in (0_u32..).zip(nodes) {
            let Some(parameter) = signature.parameter(index, count) else { continue };
            let (mut value, kind) = self.argument(argument, parameter.shape, site);
            match parameter.kind {
                ParameterKind::Number => self.expect(kind, Type::Number, argument.span, site),
                ParameterKind::Text => self.expect(kind, Type::Text, argument.span, site),
                ParameterKind::Truth => self.expect(kind, Type::Truth, argument.span, site),
                ParameterKind::Date => self.expect(kind, Type::Date, argument.span, site),
                ParameterKind::Any => {}
                ParameterKind::Criterion => {
                    if let (Type::Grade(ladder), Argument::One(expr)) = (searched, &value) {
                        self.check_criterion(expr, ladder, argument.span, site);
                    }
                }
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
            searched = kind;
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
}

pub(super) fn broken() -> (Expr, Type) {
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
pub(super) fn is_list(node: &Node) -> bool {
    let Kind::Call { name, .. } = &node.kind else { return false };
    match catalogue::lookup(name) {
        Some(Known::Wrapper(wrapper)) => wrapper.shape() == Shape::List,
        Some(Known::Function(signature)) => signature.shape == Shape::List,
        None => false,
    }
}
