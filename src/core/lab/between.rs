//! What lies between two variants: the cards that lead from one to the other.

use super::apply::apply;
use super::beside::{all_cards, lineage};
use super::data::is_of_data;
use super::diff::diff;
use crate::model::{Book, Card, Id, Variant};

/// A variant based on `left` that gives what `right` gives, `left` being a variant by its id or, left out, the book as
/// it is. Where `right` is based on `left`, its cards are those that lie between; else they are found by comparing the
/// two schemes.
///
/// `None` where there is no such variant by cards: a base is missing, the two are tried from other dates, or they change
/// data differently.
#[must_use]
pub fn between(book: &Book, left: Option<&str>, right: &Variant) -> Option<Variant> {
    let Some(left) = left else {
        return Some(Variant { base: None, cards: all_cards(book, right)?, ..right.clone() });
    };
    let left = book.variant(left)?;
    if left.from != right.from {
        return None;
    }
    let bases = lineage(book, right)?;
    let based = |cards: Vec<Card>| Variant { base: Some(left.id.clone()), cards, ..right.clone() };
    if let Some(at) = bases.iter().position(|base| base.id == left.id) {
        let above = bases.iter().skip(at.saturating_add(1));
        return Some(based(above.flat_map(|base| &base.cards).chain(&right.cards).cloned().collect()));
    }
    let (before, after) = (all_cards(book, left)?, all_cards(book, right)?);
    let data = |cards: &[Card]| -> Vec<Card> {
        cards.iter().filter(|card| !card.off && is_of_data(&card.change)).cloned().collect()
    };
    if data(&before) != data(&after) {
        return None;
    }
    let scheme = book.scheme()?;
    let ((before, _), (after, _)) = (apply(scheme, &before), apply(scheme, &after));
    // Under an id of its own: it is none of the book's, and must not be taken for its own base.
    Some(Variant { id: Id::new(&format!("{}~{}", left.id, right.id)), ..based(diff(&before, &after)) })
}
