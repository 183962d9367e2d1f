//! Reading token by token: what lies ahead, what is wrong with it, and how far the reading may go.

use super::{Grown, MAX_HEIGHT, MAX_NESTING, Parser, hole};
use crate::diag::{Message, Span};
use crate::formula::lexer::{Lexeme, Token, offset};
use crate::formula::tree::{Kind, Node};

impl Parser<'_> {
    pub(super) fn starts_operand(&self) -> bool {
        matches!(
            self.ahead.token,
            Token::Number(_)
                | Token::Text(_)
                | Token::Word(_)
                | Token::Quoted(_)
                | Token::Error(_)
                | Token::Open
                | Token::OpenBrace
        )
    }

    pub(super) fn ends_operand(&self) -> bool {
        matches!(
            self.ahead.token,
            Token::Comma | Token::Semicolon | Token::Close | Token::CloseBrace | Token::End
        )
    }

    /// A node one higher than its highest part; a hole where that is too high.
    pub(super) fn grow(&mut self, kind: Kind, span: Span, parts: u32) -> Grown {
        let height = parts.saturating_add(1);
        if height > MAX_HEIGHT {
            self.give_up(span, MAX_HEIGHT);
            return hole(span);
        }
        Grown { node: Node { kind, span }, height }
    }

    pub(super) fn enter(&mut self, open: Span) -> bool {
        if self.nesting >= MAX_NESTING {
            self.give_up(open, MAX_NESTING);
            return false;
        }
        self.nesting = self.nesting.saturating_add(1);
        true
    }

    pub(super) fn leave(&mut self) {
        self.nesting = self.nesting.saturating_sub(1);
    }

    /// Says once that the formula is too deep, and reads no further.
    pub(super) fn give_up(&mut self, span: Span, limit: u32) {
        if !self.too_deep {
            self.problems.push((span, Message::FormulaTooDeep { limit }));
        }
        self.too_deep = true;
        self.cut = true;
        self.rest = Vec::new().into_iter();
        self.ahead = Lexeme { token: Token::End, span: Span::new(self.behind.end, self.behind.end) };
    }

    pub(super) fn take(&mut self) {
        let end = offset(self.text.len());
        let end = Lexeme { token: Token::End, span: Span::new(end, end) };
        let taken = std::mem::replace(&mut self.ahead, self.rest.next().unwrap_or(end));
        if taken.token != Token::End {
            self.behind = taken.span;
        }
    }

    pub(super) fn report_ahead(&mut self, message: impl FnOnce(String) -> Message) {
        let span = self.ahead.span;
        let found = self.source(span);
        self.report(span, message(found));
    }

    pub(super) fn report(&mut self, span: Span, message: Message) {
        if !(self.cut && self.ahead.token == Token::End) {
            self.problems.push((span, message));
        }
    }

    /// The place before the next token.
    pub(super) fn here(&self) -> Span {
        Span::new(self.ahead.span.start, self.ahead.span.start)
    }

    pub(super) fn source(&self, span: Span) -> String {
        let start = usize::try_from(span.start).unwrap_or(usize::MAX);
        let end = usize::try_from(span.end).unwrap_or(usize::MAX);
        self.text.get(start..end).unwrap_or_default().to_owned()
    }
}
