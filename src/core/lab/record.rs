//! Recording: what is changed while a variant is open becomes its cards.

use super::apply::apply;
use super::data::is_of_data;
use super::diff::diff;
use crate::model::{Card, Change, Scheme};

/// The cards of a variant after its scheme was edited: `base` is what it is based on, `edited` what it is to give now.
/// Cards whose place is still changed keep their place in the list and their comment; those that are switched off, and
/// those about data, stay; what is changed anew comes last. Carrying out the cards gives `edited`.
#[must_use]
pub fn record(cards: &[Card], base: &Scheme, edited: &Scheme) -> Vec<Card> {
    let mut new = diff(base, edited);
    let mut kept = Vec::new();
    for card in cards {
        if card.off || is_of_data(&card.change) {
            kept.push(card.clone());
        } else if let Some(at) = new.iter().position(|of| place(&of.change) == place(&card.change)) {
            let change = new.remove(at).change;
            kept.push(Card { change, ..card.clone() });
        }
    }
    kept.extend(new);
    let (given, unfit) = apply(base, &kept);
    if given == *edited && unfit.is_empty() {
        return kept;
    }
    // In that order they do not give it: the order in which they were found does.
    let comment = |card: Card| {
        let known = kept.iter().find(|known| !known.off && known.change == card.change);
        Card { comment: known.map(|known| known.comment.clone()).unwrap_or_default(), ..card }
    };
    let others = kept.iter().filter(|card| card.off || is_of_data(&card.change));
    diff(base, edited).into_iter().map(comment).chain(others.cloned()).collect()
}

/// What tells changes of a scheme apart: the place, and whether it is about the order there.
fn place(change: &Change) -> Option<(&[String], bool)> {
    match change {
        Change::Set(set) => Some((&set.at, false)),
        Change::Order(order) => Some((&order.at, true)),
        Change::Mark(_)
        | Change::Field(_)
        | Change::Value(_)
        | Change::Subject(_)
        | Change::Entry(_)
        | Change::Override(_) => None,
    }
}
