//! Carrying out cards on a scheme, and saying what no longer applies.

use serde_json::Value as Json;

use super::items::{find, find_mut, keys, position};
use crate::diag::Diagnostic;
use crate::model::{Card, Change, OrderChange, Scheme, SchemeChange, scheme_from_json, scheme_to_json};

/// Why a card does not do what it says, or not from where it says.
#[derive(Clone, Debug, PartialEq)]
pub enum Obstacle {
    /// Its place is no longer there: the card does nothing.
    Gone,
    /// The value before is another one by now: the card is carried out all the same. `None`: there is none.
    Differs(Option<Json>),
    /// What it makes is there already: the card does nothing.
    Already,
    /// Its value cannot stand there: the card does nothing.
    Refused(Vec<Diagnostic>),
    /// The variant it is based on is no longer there, or based on this one.
    NoBase,
}

impl Obstacle {
    /// Whether the card is carried out nevertheless.
    #[must_use]
    pub fn is_carried_out(&self) -> bool {
        matches!(self, Self::Differs(_))
    }
}

/// Something that no longer applies as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfit {
    /// The card, by its number in the list.
    pub card: usize,
    /// Why.
    pub why: Obstacle,
}

/// Carries out the cards on a scheme that are switched on, and says what no longer applies. Cards about data are left
/// alone: see [`super::apply_to_data`].
#[must_use]
pub fn apply(scheme: &Scheme, cards: &[Card]) -> (Scheme, Vec<Unfit>) {
    let start = scheme_to_json(scheme);
    let mut json = start.clone();
    let mut unfit = Vec::new();
    for (card, change) in on_scheme(cards) {
        unfit.extend(carry_out(&mut json, change).map(|why| Unfit { card, why }));
    }
    if let Ok(changed) = scheme_from_json(json) {
        return (changed, unfit);
    }
    // One of them cannot stand where it is put: each is tried by itself.
    let (mut json, mut changed, mut unfit) = (start, scheme.clone(), Vec::new());
    for (card, change) in on_scheme(cards) {
        let mut tried = json.clone();
        let why = carry_out(&mut tried, change);
        match scheme_from_json(tried.clone()) {
            Ok(scheme) => {
                (json, changed) = (tried, scheme);
                unfit.extend(why.map(|why| Unfit { card, why }));
            }
            Err(mistakes) => unfit.push(Unfit { card, why: Obstacle::Refused(mistakes) }),
        }
    }
    (changed, unfit)
}

fn on_scheme(cards: &[Card]) -> impl Iterator<Item = (usize, &Change)> {
    let changes = cards.iter().enumerate().filter(|(_, card)| !card.off);
    changes.map(|(number, card)| (number, &card.change))
}

fn carry_out(json: &mut Json, change: &Change) -> Option<Obstacle> {
    match change {
        Change::Set(change) => set(json, change).err(),
        Change::Order(change) => order(json, change).err(),
        Change::Mark(_)
        | Change::Field(_)
        | Change::Value(_)
        | Change::Subject(_)
        | Change::Entry(_)
        | Change::Override(_) => None,
    }
}

fn set(json: &mut Json, change: &SchemeChange) -> Result<(), Obstacle> {
    let Some((last, parents)) = change.at.split_last() else { return Err(Obstacle::Gone) };
    let found = find(json, &change.at).filter(|found| !found.is_null()).cloned();
    if found == change.after {
        return Err(Obstacle::Already);
    }
    // A list that is left out is empty.
    if find(json, parents).is_none()
        && let Some((list, above)) = parents.split_last()
        && change.before.is_none()
        && change.after.as_ref().is_some_and(|item| super::items::key(item).as_ref() == Some(last))
        && let Some(Json::Object(object)) = find_mut(json, above)
    {
        object.insert(list.clone(), Json::Array(Vec::new()));
    }
    match find_mut(json, parents).ok_or(Obstacle::Gone)? {
        Json::Object(object) => match &change.after {
            Some(after) => _ = object.insert(last.clone(), after.clone()),
            None => _ = object.shift_remove(last),
        },
        Json::Array(list) => set_item(list, last, change)?,
        _ => return Err(Obstacle::Gone),
    }
    if found == change.before { Ok(()) } else { Err(Obstacle::Differs(found)) }
}

fn set_item(list: &mut Vec<Json>, key: &str, change: &SchemeChange) -> Result<(), Obstacle> {
    let place = position(list, key);
    let has_keys = keys(list).is_some();
    match (place.and_then(|place| list.get_mut(place)), &change.after) {
        (Some(item), Some(after)) => *item = after.clone(),
        // A gap in a list without keys, such as the points of a tariff.
        (Some(item), None) if !has_keys => *item = Json::Null,
        (Some(_), None) => _ = place.map(|place| list.remove(place)),
        // What was changed is gone.
        (None, Some(_)) if change.before.is_some() => return Err(Obstacle::Gone),
        (None, Some(after)) if has_keys => {
            let front = change.behind.as_ref().map(|front| position(list, front));
            let place = match front {
                None => 0,
                Some(Some(front)) => front.saturating_add(1).min(list.len()),
                Some(None) => list.len(),
            };
            list.insert(place, after.clone());
        }
        _ => return Err(Obstacle::Gone),
    }
    Ok(())
}

/// Puts the items that the card names into its order, in the places that they have; others stay where they are.
fn order(json: &mut Json, change: &OrderChange) -> Result<(), Obstacle> {
    let Some(Json::Array(list)) = find_mut(json, &change.at) else { return Err(Obstacle::Gone) };
    let known = keys(list).ok_or(Obstacle::Gone)?;
    if known == change.after {
        return Err(Obstacle::Already);
    }
    let places: Vec<usize> = known
        .iter()
        .enumerate()
        .filter(|(_, key)| change.after.contains(key))
        .map(|(place, _)| place)
        .collect();
    let sorted: Vec<Json> = change
        .after
        .iter()
        .filter_map(|key| list.get(known.iter().position(|known| known == key)?).cloned())
        .collect();
    for (place, item) in places.into_iter().zip(sorted) {
        if let Some(there) = list.get_mut(place) {
            *there = item;
        }
    }
    if known == change.before { Ok(()) } else { Err(Obstacle::Differs(None)) }
}
