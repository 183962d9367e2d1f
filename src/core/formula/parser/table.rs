//! Constant tables: `{0,1;60%,2}`.

use rust_decimal::Decimal;

use super::{Before, Grown, Parser, hole};
use crate::diag::{Message, Span};
use crate::formula::lexer::{Token, offset};
use crate::formula::tree::{Kind, Node, Sign};

impl Parser<'_> {
    /// `{1,2;3,4}`
    pub(super) fn array(&mut self) -> Grown {
        self.take();
        let open = self.behind;
        if !self.enter(open) {
            return hole(open);
        }
        self.braces = self.braces.saturating_add(1);
        let rows = self.rows(open);
        self.braces = self.braces.saturating_sub(1);
        self.close(open, '{');
        self.leave();
        self.check_even(&rows);
        let span = open.to(self.behind);
        self.grow(Kind::Array(rows), span, 1)
    }

    fn rows(&mut self, open: Span) -> Vec<Vec<Node>> {
        let mut rows = Vec::new();
        let mut row = Vec::new();
        let mut before = open;
        loop {
            let cell = self.expression(0, Before::Bracket(before));
            row.push(self.literal(cell.node));
            match self.ahead.token {
                Token::Comma => {}
                Token::Semicolon => rows.push(std::mem::take(&mut row)),
                _ => break,
            }
            self.take();
            before = self.behind;
        }
        rows.push(row);
        rows
    }

    /// A cell of a constant table as a literal: signs and per cent signs are worked out.
    fn literal(&mut self, cell: Node) -> Node {
        match literal_kind(&cell.kind) {
            Some(kind) => Node { kind, span: cell.span },
            None => {
                let found = self.source(cell.span);
                self.report(cell.span, Message::NotALiteral { found });
                Node { kind: Kind::Hole, span: cell.span }
            }
        }
    }

    fn check_even(&mut self, rows: &[Vec<Node>]) {
        let expected = rows.first().map_or(0, Vec::len);
        let Some(row) = rows.iter().find(|row| row.len() != expected) else { return };
        if let (Some(first), Some(last)) = (row.first(), row.last()) {
            let message = Message::UnevenRows { expected: offset(expected), found: offset(row.len()) };
            self.report(first.span.to(last.span), message);
        }
    }
}

/// The literal that a cell of a constant table stands for; a hole stays one.
fn literal_kind(kind: &Kind) -> Option<Kind> {
    match kind {
        Kind::Number(_) | Kind::Text(_) | Kind::Truth(_) | Kind::Error(_) | Kind::Hole => Some(kind.clone()),
        Kind::Unary(sign, operand) => match literal_kind(&operand.kind)? {
            Kind::Number(value) if *sign == Sign::Minus => Decimal::ZERO.checked_sub(value).map(Kind::Number),
            same @ (Kind::Number(_) | Kind::Hole) => Some(same),
            _ => None,
        },
        Kind::Percent(operand) => match literal_kind(&operand.kind)? {
            Kind::Number(value) => hundredth(value).map(Kind::Number),
            Kind::Hole => Some(Kind::Hole),
            _ => None,
        },
        Kind::Path(_) | Kind::Call { .. } | Kind::Binary(..) | Kind::Array(_) | Kind::Missing => None,
    }
}

/// The exact hundredth, where there is one of 28 places.
fn hundredth(value: Decimal) -> Option<Decimal> {
    let divided = value.checked_div(Decimal::ONE_HUNDRED)?;
    (divided.checked_mul(Decimal::ONE_HUNDRED)? == value).then_some(divided)
}
