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

/// The order as a text: a line with what is asked, then the whole book that the variant makes; `None` where the variant
/// makes none.
#[must_use]
pub fn order(book: &Book, variant: &Variant, asked: Asked) -> Option<String> {
    let book = if variant.cards.is_empty() { write_book(book) } else { write_book(&book_of(book, variant)?) };
    Some(format!("{}\n{book}", serde_json::to_string(&asked).ok()?))
}

/// The simulation that a text orders; `None` where it is no order, or there is nothing to draw.
#[must_use]
pub fn ordered(text: &str) -> Option<Simulation> {
    let (asked, book) = text.split_once('\n')?;
    let asked: Asked = serde_json::from_str(asked).ok()?;
    let session = Session::open(read_book(book).ok()?);
    simulation(session.results(), asked)
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
        let as_it_is =
            drawn(ordered(&order(session.book(), &Variant::default(), asked).unwrap()).unwrap(), 7);
        assert_eq!(as_it_is, drawn(simulation(session.results(), asked).unwrap(), 64));

        let slider = &model::sliders(session.results(), place)[0];
        let variant = model::new_variant(&session, |number| format!("方案{number}"), None);
        let raised = slider.value + Decimal::from(20);
        let variant = model::with_number(&session, &variant, &slider.path, raised).unwrap();
        let trial = Trial::new(session.book(), session.results(), &variant);
        let with_variant = drawn(ordered(&order(session.book(), &variant, asked).unwrap()).unwrap(), 7);
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
