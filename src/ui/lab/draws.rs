//! What is asked of the simulation and what it has counted so far, as texts: the draws are made by a program of their own,
//! in the background.

use baton_core::edit::{Session, book_of};
use baton_core::eval::Results;
use baton_core::lab::{Focus, Noise, Settings, Shape, Simulation, Spread, Tally, levers, scored};
use baton_core::model::{Book, Variant, read_book, write_book};
use baton_core::num::Decimal;
use baton_core::plan::TableIx;
use serde::{Deserialize, Serialize};

/// To how many decimal places noisy marks are given.
const NOISE_PLACES: u32 = 1;

/// What is to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The sheet.
    pub table: TableIx,
    /// The place of its period.
    pub at: usize,
    /// How many draws.
    pub draws: u32,
    /// From where they begin.
    pub seed: u64,
    /// By how many per cent each weight may be off.
    pub percent: Decimal,
    /// How far a mark may be off; 0 for marks that are certain.
    pub most: Decimal,
}

/// Which draws one of several programs that share them out counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its number, from 0.
    pub number: u32,
    /// How many share them out.
    pub of: u32,
}

/// What was counted so far, as far as the page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// How many draws were made.
    pub draws: u32,
    /// In how many of them the first places were as they are.
    pub first_holds: u32,
    /// For each subject, in roster order, how often it took each place.
    pub places: Vec<Vec<u32>>,
    /// For each subject how often its grade was as it is.
    pub holds: Vec<u32>,
}

impl Counts {
    /// What was counted.
    #[must_use]
    pub fn of(tally: &Tally) -> Self {
        let Tally { draws, first_holds, places, holds, .. } = tally.clone();
        Self { draws, first_holds, places, holds }
    }

    /// What all parts counted together.
    #[must_use]
    pub fn sum(parts: &[Self]) -> Self {
        let mut sum = Self::default();
        for part in parts {
            sum.draws = sum.draws.saturating_add(part.draws);
            sum.first_holds = sum.first_holds.saturating_add(part.first_holds);
            add(&mut sum.holds, &part.holds);
            sum.places.resize(sum.places.len().max(part.places.len()), Vec::new());
            sum.places.iter_mut().zip(&part.places).for_each(|(sum, part)| add(sum, part));
        }
        sum
    }

    /// It as a text.
    #[must_use]
    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// It from a text; `None` where the text is another.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// Adds counts to counts, one by one.
fn add(sum: &mut Vec<u32>, part: &[u32]) {
    sum.resize(sum.len().max(part.len()), 0);
    sum.iter_mut().zip(part).for_each(|(sum, part)| *sum = sum.saturating_add(*part));
}

/// The order of each of so many parts as a text: a line with what is asked, then the whole book that the variant makes;
/// `None` where the variant makes none.
#[must_use]
pub fn orders(book: &Book, variant: &Variant, asked: Asked, of: u32) -> Option<Vec<String>> {
    let book = if variant.cards.is_empty() { write_book(book) } else { write_book(&book_of(book, variant)?) };
    let order =
        |number| Some(format!("{}\n{book}", serde_json::to_string(&(asked, Part { number, of })).ok()?));
    (0..of).map(order).collect()
}

/// The simulation that a text orders; `None` where it is no order, or there is nothing to draw.
#[must_use]
pub fn ordered(text: &str) -> Option<Simulation> {
    let (asked, book) = text.split_once('\n')?;
    let (asked, part): (Asked, Part) = serde_json::from_str(asked).ok()?;
    let session = Session::open(read_book(book).ok()?);
    Some(simulation(session.results(), asked)?.part(part.number, part.of))
}

/// The simulation of what is asked; `None` where nothing is ranked.
#[must_use]
pub fn simulation(results: &Results, asked: Asked) -> Option<Simulation> {
    let focus = Focus::of(results, asked.table, asked.at)?;
    let settings = Settings {
        seed: asked.seed,
        draws: asked.draws,
        parameters: levers(results, &focus).iter().map(|lever| lever.parameter).collect(),
        spread: Spread::Percent { percent: asked.percent, keep_sum: true },
        marks: if asked.most.is_zero() { Vec::new() } else { scored(results, &focus) },
        noise: Noise { most: asked.most, shape: Shape::Triangular, places: NOISE_PLACES },
    };
    Some(Simulation::new(results, &focus, settings))
}

#[cfg(test)]
mod tests {
    use baton_core::lab::Trial;

    use super::*;
    use crate::ui::lab::model;
    use crate::ui::periods::chosen::Chosen;

    /// All that is drawn, by steps of another length each time.
    fn drawn(mut simulation: Simulation, at_once: u32) -> Counts {
        while simulation.step(at_once) {}
        Counts::of(simulation.tally())
    }

    #[test]
    fn in_the_background_the_same_is_drawn() {
        let sample = include_str!("../../templates/ningming/sample.json");
        let session = Session::open(read_book(sample).unwrap());
        let places = model::places(&session, &Chosen::default());
        let place = places.iter().find(|place| place.name == "乡镇周考评").unwrap();
        let mark = Decimal::new(5, 1);
        let asked = Asked {
            table: place.table,
            at: place.at,
            draws: 60,
            seed: 7,
            percent: Decimal::from(20),
            most: mark,
        };
        let in_parts = |variant: &Variant, of| {
            let orders = orders(session.book(), variant, asked, of).unwrap();
            let parts: Vec<Counts> = orders.iter().map(|order| drawn(ordered(order).unwrap(), 7)).collect();
            Counts::sum(&parts)
        };
        let as_it_is = in_parts(&Variant::default(), 1);
        assert_eq!(as_it_is, drawn(simulation(session.results(), asked).unwrap(), 64));
        assert_eq!(as_it_is, in_parts(&Variant::default(), 4));

        let slider = &model::sliders(session.results(), place)[0];
        let variant = model::new_variant(&session, |number| format!("方案{number}"), None);
        let raised = slider.lever.value + Decimal::from(20);
        let variant = model::with_number(&session, &variant, &slider.path, raised).unwrap();
        let trial = Trial::new(session.book(), session.results(), &variant);
        let with_variant = in_parts(&variant, 2);
        assert_eq!(with_variant, drawn(simulation(trial.results(), asked).unwrap(), 64));
        assert_ne!(with_variant, as_it_is);
        assert_eq!(Counts::read(&with_variant.write()), Some(with_variant));
    }

    #[test]
    fn what_is_no_order_is_not_drawn() {
        assert!(ordered("").is_none());
        assert!(ordered("{}").is_none());
        assert!(Counts::read("").is_none());
    }
}
