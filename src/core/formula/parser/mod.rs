//! A formula's text to its syntax tree, with all problems at once.
//!
//! Operators are read by their strength, brackets by recursion. After a mistake reading goes on at the next
//! operator, comma or bracket, so that one mistake gives one problem.

mod reader;
mod table;

use super::lexer::{Lexed, Lexeme, Token, lex, offset};
use super::names::{fold, quoted, truth};
use super::tree::{Kind, Name, Node, Operator, Sign};
use crate::diag::{Message, Span};

/// The most characters of a formula, as in Excel.
pub const MAX_LENGTH: u32 = 8192;

/// The most brackets inside each other, as in Excel.
pub const MAX_NESTING: u32 = 64;

/// The most nodes on the way from the root of a tree to a leaf; also the most operators in a row. Whoever walks a
/// tree by recursion can rely on it.
pub const MAX_HEIGHT: u32 = 256;

/// A formula as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The tree; where something could not be read, it has a [`Kind::Hole`] or lacks a part.
    pub tree: Node,
    /// What is wrong, in the order of the text; empty for a good formula. Spans are byte offsets into the text
    /// and lie between characters.
    pub problems: Vec<(Span, Message)>,
}

/// Reads a formula; a leading `=` may be there or not. Never fails: a bad text gives problems, and a tree of what
/// could be read.
///
/// A text longer than [`MAX_LENGTH`] or nested deeper than [`MAX_NESTING`] or [`MAX_HEIGHT`] is a problem too. A
/// node's span includes the brackets around it.
///
/// ```
/// use baton_core::diag::{Message, Span};
/// use baton_core::formula::{parse, print};
///
/// let parsed = parse("=IF（完成率≥90%，10，8）");
/// assert!(parsed.problems.is_empty());
/// assert_eq!(print(&parsed.tree), "IF(完成率 >= 90%, 10, 8)");
///
/// let parsed = parse("a + * b");
/// let problem = Message::MissingOperand { operator: "+".to_owned() };
/// assert_eq!(parsed.problems, [(Span::new(2, 3), problem)]);
/// ```
#[must_use]
pub fn parse(text: &str) -> Parsed {
    let limit = usize::try_from(MAX_LENGTH).unwrap_or(usize::MAX);
    if let Some((start, _)) = text.char_indices().nth(limit) {
        let too_long = Message::FormulaTooLong { limit: MAX_LENGTH };
        return unread(Span::new(offset(start), offset(text.len())), too_long);
    }
    let Lexed { lexemes, mut problems, swallowed } = lex(text);
    let end = offset(text.len());
    if lexemes.is_empty() {
        return unread(Span::new(0, end), Message::EmptyFormula);
    }
    let mut parser = Parser {
        text,
        ahead: Lexeme { token: Token::End, span: Span::new(end, end) },
        behind: Span::new(0, 0),
        rest: lexemes.into_iter(),
        problems: Vec::new(),
        nesting: 0,
        brackets: 0,
        braces: 0,
        cut: swallowed,
        too_deep: false,
    };
    parser.take();
    let tree = parser.formula();
    problems.append(&mut parser.problems);
    problems.sort_by_key(|(span, _)| span.start);
    Parsed { tree, problems }
}

/// A formula of which nothing was read.
fn unread(span: Span, message: Message) -> Parsed {
    Parsed { tree: Node { kind: Kind::Hole, span }, problems: vec![(span, message)] }
}

/// A node with the number of nodes on the longest way down.
struct Grown {
    node: Node,
    height: u32,
}

/// What stands before an operand, to say where one is missing.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    /// A bracket or a separator.
    Bracket(Span),
    Operator(Span),
}

struct Parser<'a> {
    text: &'a str,
    ahead: Lexeme,
    /// The token read last.
    behind: Span,
    rest: std::vec::IntoIter<Lexeme>,
    problems: Vec<(Span, Message)>,
    nesting: u32,
    /// Round brackets open here.
    brackets: u32,
    /// Curly brackets open here.
    braces: u32,
    /// Whether the text was not read to its end, so that what is missing there is no further mistake.
    cut: bool,
    too_deep: bool,
}

impl Parser<'_> {
    fn formula(&mut self) -> Node {
        let tree = self.expression(0, Before::Nothing);
        self.leftovers(tree, |token| *token == Token::End).node
    }

    /// An operand and all operators behind it that bind at least as tightly as `least`.
    fn expression(&mut self, least: u8, before: Before) -> Grown {
        let left = self.operand(before);
        self.operators(left, least)
    }

    fn operators(&mut self, mut left: Grown, least: u8) -> Grown {
        loop {
            match self.ahead.token {
                Token::Operator(operator) if operator.strength() < least => return left,
                Token::Operator(operator) => {
                    self.take();
                    let tighter = operator.strength().saturating_add(1);
                    let right = self.expression(tighter, Before::Operator(self.behind));
                    let span = left.node.span.to(right.node.span);
                    let height = left.height.max(right.height);
                    let kind = Kind::Binary(operator, Box::new(left.node), Box::new(right.node));
                    left = self.grow(kind, span, height);
                }
                Token::Percent => left = self.percent(left),
                Token::Comma | Token::Semicolon | Token::Close | Token::CloseBrace | Token::End => {
                    return left;
                }
                Token::Unknown => {
                    self.take();
                    self.skip_operands();
                }
                Token::Dot => {
                    self.report_ahead(|found| Message::UnexpectedToken { found });
                    self.take();
                    self.skip_operands();
                }
                Token::Number(_)
                | Token::Text(_)
                | Token::Word(_)
                | Token::Quoted(_)
                | Token::Error(_)
                | Token::Open
                | Token::OpenBrace => {
                    self.report_ahead(|found| Message::MissingOperator { found });
                    self.skip_operands();
                }
            }
        }
    }

    /// Signs, a value, per cent signs.
    fn operand(&mut self, mut before: Before) -> Grown {
        let mut signs = Vec::new();
        loop {
            let sign = match self.ahead.token {
                Token::Operator(Operator::Add) => Sign::Plus,
                Token::Operator(Operator::Subtract) => Sign::Minus,
                _ => break,
            };
            self.take();
            before = Before::Operator(self.behind);
            signs.push((sign, self.behind));
        }
        let mut grown = self.value(before);
        while self.ahead.token == Token::Percent {
            grown = self.percent(grown);
        }
        for (sign, place) in signs.into_iter().rev() {
            let span = place.to(grown.node.span);
            grown = self.grow(Kind::Unary(sign, Box::new(grown.node)), span, grown.height);
        }
        grown
    }

    fn value(&mut self, before: Before) -> Grown {
        let skipped = self.skip_unknown();
        let place = self.ahead.span;
        match self.ahead.token.clone() {
            Token::Number(value) => self.leaf(Kind::Number(value)),
            Token::Text(text) => self.leaf(Kind::Text(text)),
            Token::Error(literal) => self.leaf(Kind::Error(literal.to_owned())),
            Token::Word(text) => self.word(text),
            Token::Quoted(text) => {
                self.take();
                let first = Name { text, span: place };
                self.path(first, false)
            }
            Token::Open => self.bracket(),
            Token::OpenBrace => self.array(),
            Token::Operator(_)
            | Token::Percent
            | Token::Dot
            | Token::Comma
            | Token::Semicolon
            | Token::Close
            | Token::CloseBrace
            | Token::Unknown
            | Token::End => match skipped {
                Some(span) => hole(span),
                None => self.missing_operand(before),
            },
        }
    }

    /// Skips what the lexer has reported, and dots that no name stands before.
    fn skip_unknown(&mut self) -> Option<Span> {
        let mut skipped: Option<Span> = None;
        while matches!(self.ahead.token, Token::Unknown | Token::Dot) {
            if self.ahead.token == Token::Dot && skipped.is_none() {
                self.report_ahead(|found| Message::UnexpectedToken { found });
            }
            self.take();
            skipped = Some(skipped.map_or(self.behind, |span| span.to(self.behind)));
        }
        skipped
    }

    /// Says once which operator, bracket or separator lacks its operand.
    fn missing_operand(&mut self, before: Before) -> Grown {
        let at_operator = matches!(self.ahead.token, Token::Operator(_) | Token::Percent);
        let blamed = match before {
            Before::Operator(span) => Some(span),
            _ if at_operator => Some(self.ahead.span),
            // The bracket will be reported as not closed.
            Before::Bracket(_) if self.ahead.token == Token::End => None,
            Before::Bracket(span) => Some(span),
            Before::Nothing => None,
        };
        if let Some(span) = blamed {
            let operator = self.source(span);
            self.report(span, Message::MissingOperand { operator });
        }
        hole(self.here())
    }

    fn leaf(&mut self, kind: Kind) -> Grown {
        self.take();
        Grown { node: Node { kind, span: self.behind }, height: 1 }
    }

    fn percent(&mut self, operand: Grown) -> Grown {
        self.take();
        let span = operand.node.span.to(self.behind);
        self.grow(Kind::Percent(Box::new(operand.node)), span, operand.height)
    }

    /// A function call, a truth or a reference.
    fn word(&mut self, text: String) -> Grown {
        self.take();
        let span = self.behind;
        match truth(&text) {
            Some(value) if self.ahead.token != Token::Open => {
                Grown { node: Node { kind: Kind::Truth(value), span }, height: 1 }
            }
            _ => self.path(Name { text, span }, true),
        }
    }

    /// The rest of a reference. One of words only before a bracket is a function, so that `STDEV.S(…)` is
    /// reported as a function not known.
    fn path(&mut self, first: Name, mut words_only: bool) -> Grown {
        let mut names = vec![first];
        while self.ahead.token == Token::Dot {
            self.take();
            let dot = self.behind;
            let text = match &self.ahead.token {
                Token::Word(text) => text.clone(),
                Token::Quoted(text) => {
                    words_only = false;
                    text.clone()
                }
                Token::Number(_) => {
                    words_only = false;
                    let text = self.source(self.ahead.span);
                    let expected = quoted(&text);
                    self.report_ahead(|found| Message::ExpectedToken { expected, found });
                    text
                }
                _ => {
                    let after = self.source(dot);
                    self.report(dot, Message::MissingName { after });
                    break;
                }
            };
            self.take();
            names.push(Name { text, span: self.behind });
        }
        let span = names.iter().fold(self.behind, |span, name| span.to(name.span));
        if words_only && self.ahead.token == Token::Open {
            let name =
                names.iter().map(|name| fold(&name.text).to_ascii_uppercase()).collect::<Vec<_>>().join(".");
            return self.call(name, span);
        }
        Grown { node: Node { kind: Kind::Path(names), span }, height: 1 }
    }

    fn call(&mut self, name: String, name_span: Span) -> Grown {
        self.take();
        let open = self.behind;
        if !self.enter(open) {
            return hole(name_span.to(open));
        }
        self.brackets = self.brackets.saturating_add(1);
        let (arguments, height) = self.arguments(open);
        self.brackets = self.brackets.saturating_sub(1);
        self.close(open, '(');
        self.leave();
        let span = name_span.to(self.behind);
        match truth(&name) {
            Some(value) if arguments.is_empty() => {
                Grown { node: Node { kind: Kind::Truth(value), span }, height: 1 }
            }
            _ => self.grow(Kind::Call { name, name_span, arguments }, span, height),
        }
    }

    /// The arguments up to what is neither an argument nor a separator, and the height of the highest.
    fn arguments(&mut self, open: Span) -> (Vec<Node>, u32) {
        let mut arguments = Vec::new();
        let mut height = 0;
        if matches!(self.ahead.token, Token::Close | Token::CloseBrace | Token::End) {
            return (arguments, height);
        }
        let mut before = open;
        loop {
            if self.ends_operand() {
                arguments.push(Node { kind: Kind::Missing, span: self.here() });
            } else {
                let argument = self.expression(0, Before::Bracket(before));
                height = height.max(argument.height);
                arguments.push(argument.node);
            }
            match self.ahead.token {
                Token::Comma => self.take(),
                Token::Semicolon => {
                    self.report_ahead(|found| Message::ExpectedToken { expected: ",".to_owned(), found });
                    self.take();
                }
                _ => return (arguments, height),
            }
            before = self.behind;
        }
    }

    /// `( … )`
    fn bracket(&mut self) -> Grown {
        self.take();
        let open = self.behind;
        if !self.enter(open) {
            return hole(open);
        }
        self.brackets = self.brackets.saturating_add(1);
        let inner = self.expression(0, Before::Bracket(open));
        let mut inner =
            self.leftovers(inner, |token| matches!(token, Token::Close | Token::CloseBrace | Token::End));
        self.brackets = self.brackets.saturating_sub(1);
        self.close(open, '(');
        self.leave();
        inner.node.span = open.to(self.behind);
        inner
    }

    /// Reads on behind what has no place where an expression has ended, until `stop`.
    fn leftovers(&mut self, mut left: Grown, stop: fn(&Token) -> bool) -> Grown {
        while !stop(&self.ahead.token) {
            self.report_ahead(|found| Message::UnexpectedToken { found });
            while self.ends_operand() && !stop(&self.ahead.token) {
                self.take();
            }
            if self.starts_operand() {
                self.expression(0, Before::Nothing);
            } else {
                left = self.operators(left, 0);
            }
        }
        left
    }

    /// The closing bracket for `open`, or a problem.
    fn close(&mut self, open: Span, bracket: char) {
        let (wanted, expected, other, other_open) = match bracket {
            '(' => (Token::Close, ")", Token::CloseBrace, self.braces),
            _ => (Token::CloseBrace, "}", Token::Close, self.brackets),
        };
        if self.ahead.token == wanted {
            self.take();
        } else if self.ahead.token == other && other_open == 0 {
            self.report_ahead(|found| Message::ExpectedToken { expected: expected.to_owned(), found });
            self.take();
        } else {
            self.report(open, Message::UnclosedBracket { open: bracket });
        }
    }

    /// Reads operands that follow without an operator, only for the problems within them.
    fn skip_operands(&mut self) {
        while self.starts_operand() {
            self.operand(Before::Nothing);
        }
    }
}

fn hole(span: Span) -> Grown {
    Grown { node: Node { kind: Kind::Hole, span }, height: 1 }
}
