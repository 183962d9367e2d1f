//! The formula that is being typed, in colours: functions, names, numbers, brackets by their depth. The pair of brackets at the
//! caret is pointed out, a bracket without its mate is marked.

use baton_core::formula::{Piece, PieceKind, pieces};
use leptos::prelude::*;

use crate::words::Language;
use crate::words::rules::function;

/// So many depths of brackets have colours of their own.
const DEPTHS: usize = 3;

/// A formula, cut at a caret: so many bytes stand before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mirror {
    pub(super) text: String,
    pub(super) caret: usize,
    pub(super) language: Language,
}

impl Mirror {
    /// It in colours.
    pub(super) fn view(&self) -> impl IntoView + use<> {
        let all = pieces(&self.text);
        let at_caret = self.bracket_at_caret(&all);
        let mut from = 0;
        let mut drawn = Vec::new();
        for (at, piece) in all.iter().enumerate() {
            let (start, end) = (piece.span.start as usize, piece.span.end as usize);
            let between = self.text.get(from..start).unwrap_or_default().to_owned();
            let own = self.text.get(start..end).unwrap_or_default().to_owned();
            let is_pair = at_caret.is_some_and(|(own, mate)| own == at || mate == Some(at));
            let help = (piece.kind == PieceKind::Function).then(|| function(&own, self.language)).flatten();
            drawn.push(view! { {between}<span class=class(piece.kind, is_pair) title=help>{own}</span> });
            from = end;
        }
        let rest = self.text.get(from..).unwrap_or_default().to_owned();
        view! { {drawn}{rest} }
    }

    /// The bracket right before or behind the caret, with its mate.
    fn bracket_at_caret(&self, all: &[Piece]) -> Option<(usize, Option<usize>)> {
        let touches =
            |piece: &Piece| piece.span.end as usize == self.caret || piece.span.start as usize == self.caret;
        all.iter().enumerate().filter(|(_, piece)| touches(piece)).find_map(|(at, piece)| match piece.kind {
            PieceKind::Bracket { mate, .. } => Some((at, mate)),
            _ => None,
        })
    }
}

fn class(kind: PieceKind, is_pair: bool) -> String {
    let own = match kind {
        PieceKind::Number => "of-number".to_owned(),
        PieceKind::Text => "of-text".to_owned(),
        PieceKind::Function => "of-function".to_owned(),
        PieceKind::Name => "of-name".to_owned(),
        PieceKind::Bracket { mate: None, .. } => "of-bracket lone".to_owned(),
        PieceKind::Bracket { depth, .. } => format!("of-bracket depth-{}", depth % DEPTHS),
        PieceKind::Other => String::new(),
    };
    if is_pair { format!("{own} at-caret") } else { own }
}
