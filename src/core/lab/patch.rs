//! A variant alone: what is handed on as a file or a link, and what of it a book can take over.

use super::apply::{Obstacle, Unfit};
use super::beside::{Trial, all_cards};
use crate::eval::Results;
use crate::model::{Book, Patch, Variant};

/// A variant as it is handed on by itself: with the cards of all that it is based on. `None` where one of these is
/// missing.
#[must_use]
pub fn alone(book: &Book, variant: &Variant) -> Option<Patch> {
    let cards = all_cards(book, variant)?;
    let scheme = book.scheme().map(|scheme| scheme.name.clone()).unwrap_or_default();
    Some(Patch { scheme, variant: Variant { base: None, cards, ..variant.clone() } })
}

/// How far a patch fits a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Some of its cards, or all, do something here.
    Applies,
    /// All that it makes is there already.
    Already,
    /// None of its cards finds its place: it was made for another scheme.
    Foreign,
    /// It holds no cards.
    Empty,
}

/// What a book would make of a patch, before it is taken over.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// How far it fits.
    pub fit: Fit,
    /// What of its cards does not apply as it was written, those that are switched off too, in their order.
    pub unfit: Vec<Unfit>,
}

/// Looks at a patch beside a book; nothing is changed. Cards are tried as if all were switched on.
#[must_use]
pub fn held(book: &Book, base: &Results, patch: &Patch) -> Held {
    let mut tried = Variant { base: None, ..patch.variant.clone() };
    for card in &mut tried.cards {
        card.off = false;
    }
    let trial = Trial::new(book, base, &tried);
    let unfit = trial.unfit().to_vec();
    let is_out =
        |card: usize, is_it: fn(&Obstacle) -> bool| unfit.iter().any(|of| of.card == card && is_it(&of.why));
    let count = tried.cards.len();
    let all = |is_it: fn(&Obstacle) -> bool| (0..count).all(|card| is_out(card, is_it));
    let fit = match count {
        0 => Fit::Empty,
        _ if all(|why| *why == Obstacle::Already) => Fit::Already,
        _ if all(|why| !why.is_carried_out()) => Fit::Foreign,
        _ => Fit::Applies,
    };
    Held { fit, unfit }
}
