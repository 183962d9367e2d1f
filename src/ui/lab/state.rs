//! The lab's state: which variant lies open, which sheet is looked at, and the trial that shows what would come of it.
//! View state but for the variants, which belong to the book and change by command only.

use baton_core::edit::{Command, Session};
use baton_core::eval::Results;
use baton_core::lab::{Focus, Moves, Trial, moves};
use baton_core::model::{Id, Variant};
use baton_core::num::Decimal;
use leptos::prelude::*;

use super::model::{self, Place};
use crate::ui::desk::Desk;
use crate::words::page::Text;

/// A part of the lab beside the changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// Who moves.
    #[default]
    Moves,
    /// How firm that is: intervals of the parameters, and simulation.
    Firm,
    /// What it takes to reach a goal.
    Goal,
    /// What stands out.
    Advice,
    /// Whom it would have hit in every period.
    Backtest,
}

impl Part {
    pub(super) const ALL: [Self; 5] = [Self::Moves, Self::Firm, Self::Goal, Self::Advice, Self::Backtest];

    pub(super) fn text(self) -> Text {
        match self {
            Self::Moves => Text::LabMoves,
            Self::Firm => Text::LabFirm,
            Self::Goal => Text::LabGoalPart,
            Self::Advice => Text::LabAdvice,
            Self::Backtest => Text::LabBacktest,
        }
    }
}

/// The lab. Handed to its parts as a context.
#[derive(Clone, Copy)]
pub(super) struct Lab {
    pub(super) desk: Desk,
    /// The id of the variant that lies open; `None`: none yet, and the first change makes one.
    pub(super) open: RwSignal<Option<Id>>,
    /// The sheet looked at, by id; `None`: the first.
    pub(super) sheet: RwSignal<Option<Id>>,
    pub(super) part: RwSignal<Part>,
    /// The subject of which it is told which card moved it.
    pub(super) subject: RwSignal<Option<Id>>,
    /// What the open variant gives.
    trial: StoredValue<Option<Trial>>,
    /// Fires when the trial is another one, or was slid.
    moved: Trigger,
}

impl Lab {
    pub(super) fn new(desk: Desk) -> Self {
        let lab = Self {
            desk,
            open: desk.view.variant,
            sheet: RwSignal::new(None),
            part: RwSignal::new(Part::default()),
            subject: RwSignal::new(None),
            trial: StoredValue::new(None),
            moved: Trigger::new(),
        };
        // A variant that is there is open: whoever comes back finds what was tried.
        let first = desk.read(|session| session.book().variants.first().map(|known| known.id.clone()));
        if lab.open.with_untracked(Option::is_none) {
            lab.open.set(first);
        }
        Effect::new(move || {
            desk.track_change();
            let variant = lab.variant();
            let trial = desk.read(|session| Trial::new(session.book(), session.results(), &variant));
            lab.trial.set_value(Some(trial));
            lab.moved.notify();
        });
        lab
    }

    /// The variant that lies open, followed; one without cards where there is none.
    pub(super) fn variant(self) -> Variant {
        self.desk.track_change();
        let open = self.open.get();
        let known = self.desk.read(|session| open.and_then(|id| session.book().variant(&id).cloned()));
        known.unwrap_or_default()
    }

    /// Whether a variant lies open, followed.
    pub(super) fn is_open(self) -> bool {
        !self.variant().id.is_empty()
    }

    /// The sheet looked at, followed.
    pub(super) fn place(self) -> Option<Place> {
        let (places, wanted) = (self.places(), self.sheet.get());
        let found = places.iter().position(|place| Some(&place.id) == wanted.as_ref()).unwrap_or(0);
        places.into_iter().nth(found)
    }

    /// The sheets that can be looked at, followed.
    pub(super) fn places(self) -> Vec<Place> {
        self.desk.track_shape();
        let chosen = self.desk.view.chosen.get();
        self.desk.read(|session| model::places(session, &chosen))
    }

    /// Follows the trial.
    pub(super) fn track(self) {
        self.moved.track();
    }

    /// The names of the subjects of the sheet looked at, in roster order, followed.
    pub(super) fn names(self) -> Vec<String> {
        let Some(place) = self.place() else { return Vec::new() };
        let names = self.compare(|_, after| {
            let count = after.space().row_count(place.table);
            let name = |row: usize| {
                let focus = Focus::of(after, place.table, place.at)?;
                Some(after.subject_name(focus.subject(after, row)?)?.as_ref().to_owned())
            };
            (0..count).map(|row| name(row).unwrap_or_default()).collect()
        });
        names.unwrap_or_default()
    }

    /// Who moves on the sheet looked at, followed.
    pub(super) fn moves(self) -> Option<Moves> {
        self.moved.track();
        let place = self.place()?;
        self.compare(|before, after| moves(before, after, &place.id, place.period)).flatten()
    }

    /// Reads the book's results and the trial's, followed; `None` before there is a trial.
    pub(super) fn compare<T>(self, read: impl FnOnce(&Results, &Results) -> T) -> Option<T> {
        self.read_trial(|session, trial| read(session.results(), trial.results()))
    }

    /// Reads the trial beside the session, followed; `None` before there is one.
    pub(super) fn read_trial<T>(self, read: impl FnOnce(&Session, &Trial) -> T) -> Option<T> {
        self.moved.track();
        self.trial
            .with_value(|trial| trial.as_ref().map(|trial| self.desk.read(|session| read(session, trial))))
    }

    /// Moves a slider: only what depends on it is computed, and nothing is written down.
    pub(super) fn slide(self, parameter: usize, value: Decimal) {
        self.trial.update_value(|trial| {
            if let Some(trial) = trial {
                self.desk.read(|session| _ = trial.slide(session.book(), parameter, value));
            }
        });
        self.moved.notify();
    }

    /// Changes the open variant, by command; the first change makes one.
    pub(super) fn change(self, change: impl FnOnce(&Session, &Variant) -> Option<Variant>) {
        let known = untrack(|| self.variant());
        let changed = self.desk.read(|session| {
            let start = if known.id.is_empty() { self.fresh(session, None) } else { known.clone() };
            change(session, &start)
        });
        match changed {
            Some(changed) if changed != known => self.put(changed),
            // What cannot stand in the scheme leaves everything as it was, the slider too.
            _ => self.renew(),
        }
    }

    /// Begins another variant, based on the scheme or on the open variant.
    pub(super) fn begin(self, base: Option<Id>) {
        let fresh = self.desk.read(|session| self.fresh(session, base));
        self.put(fresh);
    }

    /// Puts a variant into the book and opens it.
    pub(super) fn put(self, variant: Variant) {
        let id = variant.id.clone();
        let command = Command::SetVariant { id: id.clone(), at: None, variant: Some(Box::new(variant)) };
        self.open.set(Some(id));
        if !self.desk.apply(&command) {
            self.renew();
        }
    }

    fn fresh(self, session: &Session, base: Option<Id>) -> Variant {
        let words = untrack(|| self.desk.words());
        model::new_variant(session, |number| words.variant_title(number), base)
    }

    /// Tries the open variant anew.
    fn renew(self) {
        let variant = untrack(|| self.variant());
        let trial = self.desk.read(|session| Trial::new(session.book(), session.results(), &variant));
        self.trial.set_value(Some(trial));
        self.moved.notify();
    }
}

/// The lab of the page.
pub(super) fn lab() -> Lab {
    expect_context::<Lab>()
}
