//! A formula's text cut into tokens. Full-width signs, digits and letters count as half-width ones everywhere
//! outside quotes.

use rust_decimal::Decimal;

use super::names::{continues_word, fold_char, quoted, starts_word};
use super::tree::Operator;
use crate::diag::{Message, Span};

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number(Decimal),
    Text(String),
    /// A name without quotes, or a function's name.
    Word(String),
    /// A name in quotes: never a function.
    Quoted(String),
    Error(&'static str),
    /// An operator; `+` and `-` may turn out to be signs.
    Operator(Operator),
    Percent,
    Dot,
    Comma,
    Semicolon,
    Open,
    Close,
    OpenBrace,
    CloseBrace,
    /// What could not be read; its problem is reported.
    Unknown,
    End,
}

/// A token with its place.
#[derive(Clone, Debug)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) span: Span,
}

/// A text cut up. The tokens end without an [`Token::End`].
pub(super) struct Lexed {
    pub(super) lexemes: Vec<Lexeme>,
    pub(super) problems: Vec<(Span, Message)>,
    /// Whether a quote that is not closed has swallowed the rest of the text.
    pub(super) swallowed: bool,
}

/// The error literals of the language.
const ERRORS: [&str; 6] = ["#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#N/A", "#NUM!"];

/// Cuts a text into tokens; a `=` at its beginning is left out.
pub(super) fn lex(text: &str) -> Lexed {
    let lexed = Lexed { lexemes: Vec::new(), problems: Vec::new(), swallowed: false };
    let mut lexer = Lexer { text, at: 0, lexed };
    lexer.take_while(is_blank);
    if lexer.peek() == Some('=') {
        lexer.take();
    }
    while let Some(typed) = lexer.peek_typed() {
        lexer.token(typed);
    }
    lexer.lexed
}

struct Lexer<'a> {
    text: &'a str,
    /// The first byte not yet read; always at a character's beginning.
    at: usize,
    lexed: Lexed,
}

impl<'a> Lexer<'a> {
    fn token(&mut self, typed: char) {
        match plain(typed) {
            blank if is_blank(blank) => self.take_while(is_blank),
            '"' | '“' | '”' => self.text(typed),
            '\'' | '‘' | '’' => self.quoted_name(typed),
            '0'..='9' => self.number(),
            '.' if self.peek_second().is_some_and(|next| next.is_ascii_digit()) && !self.follows_name() => {
                self.number();
            }
            '#' => self.error(),
            letter if starts_word(letter) => {
                let start = self.at;
                self.take_while(continues_word);
                self.push(start, Token::Word(self.since(start).to_owned()));
            }
            _ => self.symbol(typed),
        }
    }

    /// A text in double quotes. A half-width quote is closed by its like only, so that a text may hold `“ ”`.
    fn text(&mut self, opening: char) {
        let start = self.at;
        let closing: &[char] = if opening == '"' { &['"'] } else { &['"', '＂', '“', '”'] };
        let content = self.quoted(closing);
        self.push(start, Token::Text(content));
    }

    fn quoted_name(&mut self, opening: char) {
        let start = self.at;
        let closing: &[char] = if opening == '\'' { &['\''] } else { &['\'', '＇', '‘', '’'] };
        let name = self.quoted(closing);
        if name.is_empty() && !self.lexed.swallowed {
            self.report(start, Message::MissingName { after: opening.into() });
        }
        self.push(start, Token::Quoted(name));
    }

    /// What stands up to a closing quote; the same quote twice stands for itself.
    fn quoted(&mut self, closing: &[char]) -> String {
        let start = self.at;
        self.take();
        let opening = self.span(start);
        let mut content = String::new();
        while let Some(typed) = self.take() {
            if !closing.contains(&typed) {
                content.push(typed);
            } else if self.peek_typed() == Some(typed) {
                self.take();
                content.push(typed);
            } else {
                return content;
            }
        }
        self.lexed.swallowed = true;
        self.lexed.problems.push((opening, Message::UnclosedQuote));
        content
    }

    /// A number; or a name that begins with a digit, which should have been quoted.
    fn number(&mut self) {
        let start = self.at;
        self.take_while(|next| next.is_ascii_digit() || next == '.');
        self.exponent();
        let goes_on = self.peek().is_some_and(continues_word);
        self.take_while(continues_word);
        let found = self.since(start).to_owned();
        let value = if goes_on { None } else { decimal(&found.chars().map(plain).collect::<String>()) };
        if let Some(value) = value {
            self.push(start, Token::Number(value));
        } else if goes_on && found.chars().all(continues_word) {
            self.report(start, Message::ExpectedToken { expected: quoted(&found), found: found.clone() });
            self.push(start, Token::Quoted(found));
        } else {
            self.report(start, Message::BadNumber { text: found });
            self.push(start, Token::Unknown);
        }
    }

    /// `E` and a whole number, if that is what follows.
    fn exponent(&mut self) {
        let mut ahead = self.rest().chars().map(plain);
        if !matches!(ahead.next(), Some('E' | 'e')) {
            return;
        }
        let (signed, digit) = match ahead.next() {
            Some('+' | '-') => (true, ahead.next()),
            other => (false, other),
        };
        if digit.is_some_and(|digit| digit.is_ascii_digit()) {
            self.take();
            if signed {
                self.take();
            }
            self.take_while(|next| next.is_ascii_digit());
        }
    }

    fn error(&mut self) {
        let start = self.at;
        let matches = |literal: &&&str| {
            let mut ahead = self.rest().chars().map(|typed| plain(typed).to_ascii_uppercase());
            literal.chars().all(|wanted| ahead.next() == Some(wanted))
        };
        if let Some(literal) = ERRORS.iter().find(matches).copied() {
            literal.chars().for_each(|_| {
                self.take();
            });
            self.push(start, Token::Error(literal));
        } else {
            self.take();
            self.take_while(|next| next.is_ascii_alphanumeric() || matches!(next, '/' | '!' | '?'));
            self.unknown(start, '#');
        }
    }

    /// An operator or a mark of one or two characters.
    fn symbol(&mut self, typed: char) {
        let start = self.at;
        let (token, length, meant) = match (plain(typed), self.peek_second()) {
            ('<', Some('=')) => (Token::Operator(Operator::LessOrEqual), 2, None),
            ('<', Some('>')) => (Token::Operator(Operator::NotEqual), 2, None),
            ('>', Some('=')) => (Token::Operator(Operator::GreaterOrEqual), 2, None),
            ('=', Some('<')) => (Token::Operator(Operator::LessOrEqual), 2, Some("<=")),
            ('=', Some('>')) => (Token::Operator(Operator::GreaterOrEqual), 2, Some(">=")),
            ('=', Some('=')) => (Token::Operator(Operator::Equal), 2, Some("=")),
            ('>', Some('<')) | ('!', Some('=')) => (Token::Operator(Operator::NotEqual), 2, Some("<>")),
            ('&', Some('&')) => (Token::Operator(Operator::Join), 2, Some("AND(…)")),
            ('|', Some('|')) => (Token::Operator(Operator::Join), 2, Some("OR(…)")),
            (single, _) => (mark(single), 1, None),
        };
        for _ in 0..length {
            self.take();
        }
        if let Some(meant) = meant {
            let found = self.since(start).to_owned();
            self.report(start, Message::ExpectedToken { expected: meant.to_owned(), found });
        }
        if token == Token::Unknown {
            self.unknown(start, typed);
        } else {
            self.push(start, token);
        }
    }

    /// Characters that no formula has: a run of them is one token and one problem.
    fn unknown(&mut self, start: usize, found: char) {
        let span = self.span(start);
        if let (Some(last), Some((reported, Message::UnknownCharacter { .. }))) =
            (self.lexed.lexemes.last_mut(), self.lexed.problems.last_mut())
            && last.span == *reported
            && last.span.end == span.start
        {
            last.span.end = span.end;
            reported.end = span.end;
        } else {
            self.report(start, Message::UnknownCharacter { found });
            self.push(start, Token::Unknown);
        }
    }

    /// Whether what was just read is a name, so that a dot here leads to a further name.
    fn follows_name(&self) -> bool {
        self.lexed.lexemes.last().is_some_and(|last| {
            matches!(last.token, Token::Word(_) | Token::Quoted(_)) && last.span.end == offset(self.at)
        })
    }

    fn push(&mut self, start: usize, token: Token) {
        let span = self.span(start);
        self.lexed.lexemes.push(Lexeme { token, span });
    }

    fn report(&mut self, start: usize, message: Message) {
        let span = self.span(start);
        self.lexed.problems.push((span, message));
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn span(&self, start: usize) -> Span {
        Span::new(offset(start), offset(self.at))
    }

    fn peek_typed(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn peek(&self) -> Option<char> {
        self.peek_typed().map(plain)
    }

    fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1).map(plain)
    }

    fn take(&mut self) -> Option<char> {
        let typed = self.peek_typed()?;
        self.at = self.at.saturating_add(typed.len_utf8());
        Some(typed)
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&belongs) {
            self.take();
        }
    }
}

/// The half-width character that a typed one stands for.
fn plain(typed: char) -> char {
    match typed {
        '×' => '*',
        '÷' => '/',
        '−' => '-',
        other => fold_char(other),
    }
}

/// White space, and the invisible characters that come along when text is pasted.
fn is_blank(typed: char) -> bool {
    typed.is_whitespace() || matches!(typed, '\u{200B}' | '\u{FEFF}')
}

fn mark(plain: char) -> Token {
    match plain {
        '^' => Token::Operator(Operator::Power),
        '*' => Token::Operator(Operator::Multiply),
        '/' => Token::Operator(Operator::Divide),
        '+' => Token::Operator(Operator::Add),
        '-' => Token::Operator(Operator::Subtract),
        '&' => Token::Operator(Operator::Join),
        '=' => Token::Operator(Operator::Equal),
        '≠' => Token::Operator(Operator::NotEqual),
        '<' => Token::Operator(Operator::Less),
        '≤' => Token::Operator(Operator::LessOrEqual),
        '>' => Token::Operator(Operator::Greater),
        '≥' => Token::Operator(Operator::GreaterOrEqual),
        '%' => Token::Percent,
        '.' => Token::Dot,
        ',' => Token::Comma,
        ';' => Token::Semicolon,
        '(' => Token::Open,
        ')' => Token::Close,
        '{' => Token::OpenBrace,
        '}' => Token::CloseBrace,
        _ => Token::Unknown,
    }
}

/// A byte offset as spans have it; the parser refuses texts long before this saturates.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The exact value of digits with at most one point and an exponent; `None` where a decimal cannot hold it.
fn decimal(text: &str) -> Option<Decimal> {
    let (mantissa, exponent) = text.split_once(['E', 'e']).unwrap_or((text, "0"));
    let exponent: i64 = exponent.parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if fraction.contains('.') {
        return None;
    }
    let mut places = i64::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
    let mut digits = format!("{whole}{fraction}");
    while places > 0 && digits.ends_with('0') {
        digits.pop();
        places = places.saturating_sub(1);
    }
    let mut digits = digits.trim_start_matches('0').to_owned();
    if digits.is_empty() {
        return Some(Decimal::ZERO);
    }
    if places < 0 {
        let zeros = usize::try_from(places.saturating_neg()).ok().filter(|zeros| *zeros <= 28)?;
        digits.push_str(&"0".repeat(zeros));
        places = 0;
    }
    let scale = u32::try_from(places).ok()?;
    Decimal::try_from_i128_with_scale(digits.parse().ok()?, scale).ok()
}
