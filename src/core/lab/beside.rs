//! A trial: the results of a variant beside those of the book, sharing with them what the patch does not touch.

use std::sync::Arc;

use chrono::NaiveDate;

use super::apply::{Obstacle, Unfit, apply};
use super::data::{apply_to_data, is_of_data};
use super::items::numbered;
use crate::eval::{Results, Touched};
use crate::model::{Book, Card, Change, Edition, Scheme, Variant, scheme_to_json};
use crate::num::Decimal;
use crate::plan::{Plan, compile};

/// A variant being tried.
#[derive(Clone, Debug)]
pub struct Trial {
    results: Results,
    /// The book with the variant's changes of data; `None` where it has none.
    data: Option<Arc<Book>>,
    /// The scheme with the variant's changes; `None` where the book has no scheme.
    scheme: Option<Arc<Scheme>>,
    unfit: Vec<Unfit>,
    parameters: Vec<Option<usize>>,
}

impl Trial {
    /// Tries a variant on a book whose results are known. The variant need not be kept in the book; its bases are.
    #[must_use]
    pub fn new(book: &Book, base: &Results, variant: &Variant) -> Self {
        let mut unfit = Vec::new();
        let lineage = lineage(book, variant).unwrap_or_else(|| {
            unfit.extend(variant.cards.first().map(|_| Unfit { card: 0, why: Obstacle::NoBase }));
            Vec::new()
        });
        let before: Vec<Card> = lineage.iter().flat_map(|variant| variant.cards.clone()).collect();
        let cards: Vec<Card> = before.iter().chain(&variant.cards).cloned().collect();
        let own = |of: Unfit| Some(Unfit { card: of.card.checked_sub(before.len())?, ..of });
        let data = cards.iter().any(|card| !card.off && is_of_data(&card.change)).then(|| {
            let mut data = book.clone();
            unfit.extend(apply_to_data(&mut data, &cards).into_iter().filter_map(own));
            Arc::new(data)
        });
        let Some(scheme) = book.scheme() else {
            let results = base.clone();
            return Self { results, data, scheme: None, unfit, parameters: vec![None; variant.cards.len()] };
        };
        let (changed, of_scheme) = apply(scheme, &cards);
        let is_out = |card: usize| of_scheme.iter().any(|of| of.card == card && !of.why.is_carried_out());
        let in_force: Vec<&Card> = cards
            .iter()
            .enumerate()
            .filter(|(at, card)| !card.off && !is_out(*at) && !is_of_data(&card.change))
            .map(|(_, card)| card)
            .collect();
        unfit.extend(of_scheme.iter().cloned().filter_map(own));
        unfit.sort_by_key(|of| of.card);
        let settings = match variant.from {
            None => settings(scheme, base.plan(), &in_force),
            // From a day on: the newest edition's parameters count before it too.
            Some(_) => None,
        };
        let results = match (settings, &data) {
            (Some(settings), None) => {
                let mut results = base.clone();
                for (parameter, value) in settings {
                    results.set_parameter_in(book, parameter, value);
                }
                results
            }
            (_, data) => {
                let plan = Arc::new(compile(&editions(book, changed.clone(), variant.from)));
                match data {
                    Some(data) => Results::beside(plan, data, base),
                    None => Results::by_other_rules(plan, book, base),
                }
            }
        };
        let json = scheme_to_json(&changed);
        let parameter = |card: &Card| match &card.change {
            Change::Set(set) => parameter_at(results.plan(), &numbered(&json, &set.at)?),
            _ => None,
        };
        let parameters = variant.cards.iter().map(parameter).collect();
        Self { results, data, scheme: Some(Arc::new(changed)), unfit, parameters }
    }

    /// The results.
    #[must_use]
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// The scheme with the variant's changes; `None` where the book has no scheme.
    #[must_use]
    pub fn scheme(&self) -> Option<&Scheme> {
        self.scheme.as_deref()
    }

    /// The book with the variant's changes of data, but not of its scheme; `None` where it changes none.
    #[must_use]
    pub fn data(&self) -> Option<&Book> {
        self.data.as_deref()
    }

    /// What of the variant's own cards no longer applies, in their order.
    #[must_use]
    pub fn unfit(&self) -> &[Unfit] {
        &self.unfit
    }

    /// The parameter of the trial's plan that a card sets, whether it is switched on or off; `None` where it sets none.
    #[must_use]
    pub fn parameter(&self, card: usize) -> Option<usize> {
        self.parameters.get(card).copied().flatten()
    }

    /// Sets a parameter of the trial's plan without compiling: what a slider does. The scheme of the trial stays behind;
    /// the card is changed when the slider is let go.
    pub fn slide(&mut self, book: &Book, parameter: usize, value: Decimal) -> Touched {
        let book = self.data.as_deref().unwrap_or(book);
        self.results.set_parameter_in(book, parameter, value)
    }
}

/// The variants that one is based on, the first first; `None` where one is missing or based on itself.
pub(super) fn lineage<'a>(book: &'a Book, variant: &Variant) -> Option<Vec<&'a Variant>> {
    let mut found: Vec<&Variant> = Vec::new();
    let mut next = variant.base.clone();
    while let Some(id) = next {
        let base = book.variant(&id)?;
        if base.id == variant.id || found.iter().any(|known| known.id == base.id) {
            return None;
        }
        found.push(base);
        next = base.base.clone();
    }
    found.reverse();
    Some(found)
}

/// All cards of a variant, those of its bases first; `None` where a base is missing or based on itself.
#[must_use]
pub fn all_cards(book: &Book, variant: &Variant) -> Option<Vec<Card>> {
    let bases = lineage(book, variant)?;
    Some(bases.into_iter().flat_map(|base| &base.cards).chain(&variant.cards).cloned().collect())
}

/// The editions of a book with another scheme: as the next edition from a date, or in the place of the newest one.
#[must_use]
pub fn editions(book: &Book, scheme: Scheme, from: Option<NaiveDate>) -> Vec<Edition> {
    let mut editions = book.editions.clone();
    match (editions.last_mut(), from) {
        (Some(newest), from) if from.is_none_or(|from| newest.from.is_some_and(|known| known >= from)) => {
            newest.scheme = scheme;
        }
        (_, from) => editions.push(Edition { from, scheme }),
    }
    editions
}

/// The parameters that changes set, with their values; `None` where one of them is another change.
fn settings(scheme: &Scheme, plan: &Plan, cards: &[&Card]) -> Option<Vec<(usize, Decimal)>> {
    let json = scheme_to_json(scheme);
    let setting = |card: &&Card| match &card.change {
        Change::Set(set) if set.before.is_some() => {
            let parameter = parameter_at(plan, &numbered(&json, &set.at)?)?;
            if plan.parameters.get(parameter)?.needs_order() {
                return None;
            }
            Some((parameter, number(set.after.as_ref()?)?))
        }
        _ => None,
    };
    cards.iter().map(setting).collect()
}

/// The number of the newest edition's parameter at a path.
fn parameter_at(plan: &Plan, path: &str) -> Option<usize> {
    let newest = plan.editions.len().checked_sub(1)?;
    plan.parameters.iter().position(|known| known.edition == newest && known.path == path)
}

/// A number as schemes have it.
pub(super) fn number(json: &serde_json::Value) -> Option<Decimal> {
    match json {
        serde_json::Value::Number(number) => exact(&number.to_string()),
        serde_json::Value::String(text) => exact(text),
        _ => None,
    }
}

fn exact(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok()
}
