//! A syntax tree back to text: half-width, evenly spaced, with as few brackets as keep its meaning.

use super::names::quoted;
use super::tree::{Kind, Name, Node, Operator, Sign};
use crate::num::format;

/// The tree as text, without a leading `=`. Reading the text gives the tree again, apart from spans; names are
/// written as they were, a [`Kind::Hole`] as `?`.
///
/// What no text gives comes back as its nearest: a negative [`Kind::Number`] outside a constant table as a sign
/// before a number, a single [`Kind::Missing`] argument as none.
///
/// ```
/// use baton_core::formula::{parse, print};
/// assert_eq!(print(&parse("=（（完成数）／目标）＊１００").tree), "完成数 / 目标 * 100");
/// assert_eq!(print(&parse("a-(b-c)").tree), "a - (b - c)");
/// ```
#[must_use]
pub fn print(tree: &Node) -> String {
    print_with(tree, &mut |_| None)
}

/// The tree as text, with each reference replaced by what `replace` gives for it: a new name, or the value it had.
/// Where `replace` gives `None` the reference stays. A replacement is written as it is, so it must read as one
/// operand.
///
/// ```
/// use baton_core::formula::{parse, print_with};
/// let tree = parse("完成数 / 目标").tree;
/// let shown = print_with(&tree, &mut |path| (path.first()?.text == "目标").then(|| "40".to_owned()));
/// assert_eq!(shown, "完成数 / 40");
/// ```
#[must_use]
pub fn print_with(tree: &Node, replace: &mut dyn FnMut(&[Name]) -> Option<String>) -> String {
    let mut printer = Printer { text: String::new(), replace };
    printer.node(tree);
    printer.text
}

/// How tightly signs bind: tighter than every operator.
const SIGN: u8 = 6;
/// How tightly the per cent sign binds.
const PERCENT: u8 = 7;
/// What needs no brackets anywhere.
const WHOLE: u8 = 8;

struct Printer<'a> {
    text: String,
    replace: &'a mut dyn FnMut(&[Name]) -> Option<String>,
}

impl Printer<'_> {
    fn node(&mut self, node: &Node) {
        match &node.kind {
            Kind::Number(value) => self.text.push_str(&format(*value)),
            Kind::Text(text) => {
                self.text.push('"');
                self.text.push_str(&text.replace('"', "\"\""));
                self.text.push('"');
            }
            Kind::Truth(true) => self.text.push_str("TRUE"),
            Kind::Truth(false) => self.text.push_str("FALSE"),
            Kind::Error(text) => self.text.push_str(text),
            Kind::Path(names) => self.path(names),
            Kind::Call { name, arguments, .. } => self.call(name, arguments),
            Kind::Unary(sign, operand) => {
                self.text.push(match sign {
                    Sign::Plus => '+',
                    Sign::Minus => '-',
                });
                self.operand(operand, SIGN);
            }
            Kind::Percent(operand) => {
                self.operand(operand, PERCENT);
                self.text.push('%');
            }
            Kind::Binary(operator, left, right) => self.binary(*operator, left, right),
            Kind::Array(rows) => self.array(rows),
            Kind::Missing => {}
            Kind::Hole => self.text.push('?'),
        }
    }

    /// The node, in brackets if it binds looser than `least`.
    fn operand(&mut self, node: &Node, least: u8) {
        if strength(node) < least {
            self.text.push('(');
            self.node(node);
            self.text.push(')');
        } else {
            self.node(node);
        }
    }

    /// Operators group from the left, so only the right operand needs brackets at equal strength.
    fn binary(&mut self, operator: Operator, left: &Node, right: &Node) {
        let strength = operator.strength();
        self.operand(left, strength);
        if operator == Operator::Power {
            self.text.push_str(operator.symbol());
        } else {
            self.text.push(' ');
            self.text.push_str(operator.symbol());
            self.text.push(' ');
        }
        self.operand(right, strength.saturating_add(1));
    }

    fn path(&mut self, names: &[Name]) {
        if let Some(replacement) = (self.replace)(names) {
            self.text.push_str(&replacement);
            return;
        }
        for (place, name) in names.iter().enumerate() {
            if place > 0 {
                self.text.push('.');
            }
            self.text.push_str(&quoted(&name.text));
        }
    }

    fn call(&mut self, name: &str, arguments: &[Node]) {
        self.text.push_str(name);
        self.text.push('(');
        for (place, argument) in arguments.iter().enumerate() {
            if place > 0 {
                self.text.push_str(if argument.kind == Kind::Missing { "," } else { ", " });
            }
            self.node(argument);
        }
        self.text.push(')');
    }

    fn array(&mut self, rows: &[Vec<Node>]) {
        self.text.push('{');
        for (place, row) in rows.iter().enumerate() {
            if place > 0 {
                self.text.push_str("; ");
            }
            for (place, cell) in row.iter().enumerate() {
                if place > 0 {
                    self.text.push_str(", ");
                }
                self.node(cell);
            }
        }
        self.text.push('}');
    }
}

fn strength(node: &Node) -> u8 {
    match &node.kind {
        Kind::Binary(operator, ..) => operator.strength(),
        Kind::Unary(..) => SIGN,
        Kind::Number(value) if value.is_sign_negative() && !value.is_zero() => SIGN,
        Kind::Percent(_) => PERCENT,
        Kind::Number(_)
        | Kind::Text(_)
        | Kind::Truth(_)
        | Kind::Error(_)
        | Kind::Path(_)
        | Kind::Call { .. }
        | Kind::Array(_)
        | Kind::Missing
        | Kind::Hole => WHOLE,
    }
}
