//! A formula's text cut into pieces to be coloured, however much of it is typed yet: what each is, and which brackets
//! belong together.

use super::lexer::{Token, lex};
use crate::diag::Span;

/// A piece of a formula's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PieceKind,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// A number.
    Number,
    /// A text in quotes.
    Text,
    /// A word with a bracket behind it.
    Function,
    /// Another word, or a name in quotes.
    Name,
    /// A bracket or brace.
    Bracket {
        /// How many brackets are open around it.
        depth: usize,
        /// The number of the piece that it belongs together with; `None` where that is missing.
        mate: Option<usize>,
    },
    /// Operators, separators, and what cannot be read.
    Other,
}

/// The pieces of a text, in their order; blanks belong to none.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let lexemes = lex(text).lexemes;
    let is_called =
        |at: usize| lexemes.get(at.saturating_add(1)).is_some_and(|next| matches!(next.token, Token::Open));
    let mut pieces: Vec<Piece> = Vec::with_capacity(lexemes.len());
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (at, lexeme) in lexemes.iter().enumerate() {
        let bracket = |depth: usize, mate: Option<usize>| PieceKind::Bracket { depth, mate };
        let kind = match &lexeme.token {
            Token::Number(_) => PieceKind::Number,
            Token::Text(_) => PieceKind::Text,
            Token::Word(_) if is_called(at) => PieceKind::Function,
            Token::Word(_) | Token::Quoted(_) => PieceKind::Name,
            Token::Open | Token::OpenBrace => {
                open.push((at, matches!(lexeme.token, Token::OpenBrace)));
                bracket(open.len().saturating_sub(1), None)
            }
            Token::Close | Token::CloseBrace => {
                let is_brace = matches!(lexeme.token, Token::CloseBrace);
                let mate = open.pop_if(|(_, opened)| *opened == is_brace).map(|(mate, _)| mate);
                if let Some(PieceKind::Bracket { mate, .. }) =
                    mate.and_then(|mate| pieces.get_mut(mate)).map(|piece| &mut piece.kind)
                {
                    *mate = Some(at);
                }
                bracket(open.len(), mate)
            }
            _ => PieceKind::Other,
        };
        pieces.push(Piece { span: lexeme.span, kind });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(&str, PieceKind)> {
        let word = |of: &Piece| &text[of.span.start as usize..of.span.end as usize];
        pieces(text).iter().map(|of| (word(of), of.kind)).collect()
    }

    #[test]
    fn brackets_know_their_mates() {
        use PieceKind::{Bracket, Function, Name, Number, Other, Text};
        assert_eq!(
            cut("=ROUND(（甲）* 2, \"(\")"),
            [
                ("ROUND", Function),
                ("(", Bracket { depth: 0, mate: Some(9) }),
                ("（", Bracket { depth: 1, mate: Some(4) }),
                ("甲", Name),
                ("）", Bracket { depth: 1, mate: Some(2) }),
                ("*", Other),
                ("2", Number),
                (",", Other),
                ("\"(\"", Text),
                (")", Bracket { depth: 0, mate: Some(1) }),
            ]
        );
        // What has no mate has none, and does not take another's.
        let mates = |text: &str| -> Vec<Option<usize>> {
            let mate = |piece: Piece| match piece.kind {
                Bracket { mate, .. } => Some(mate),
                _ => None,
            };
            pieces(text).into_iter().filter_map(mate).collect()
        };
        assert_eq!(mates("(1 +"), [None]);
        assert_eq!(mates("1)"), [None]);
        assert_eq!(mates("((1)"), [None, Some(3), Some(1)]);
        assert_eq!(mates("({1)"), [None, None, None]);
        assert_eq!(mates(""), []);
    }
}
