//! The lab's state: which variant lies open, which sheet is looked at, and the trial that shows what would come of it.
//! View state but for the variants, which belong to the book and change by command only.

use std::time::Duration;

use baton_core::edit::{Command, Session};
use baton_core::eval::Results;
use baton_core::lab::{Focus, Moves, Trial, between, moves};
use baton_core::model::{Id, Variant};
use baton_core::num::Decimal;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::model::{self, Place};
use super::moves::Only;
use crate::ui::desk::Desk;
use crate::words::page::Text;

/// How long nothing moves before what is dear to compute is computed: nobody drags a slider that slowly.
const MOMENT: Duration = Duration::from_millis(120);

/// A part of the lab beside the changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// Who moves.
    #[default]
    Moves,
    /// How firm that is: intervals of the parameters, and simulation.
    Firm,
    /// What moves one subject.
    Swings,
    /// How places change without an indicator, and what each indicator tells.
    LeftOut,
    /// What it takes to reach a goal.
    Goal,
    /// What stands out.
    Advice,
    /// Whom it would have hit in every period.
    Backtest,
}

impl Part {
    pub(super) const ALL: [Self; 7] =
        [Self::Moves, Self::Firm, Self::Swings, Self::LeftOut, Self::Goal, Self::Advice, Self::Backtest];

    pub(super) fn text(self) -> Text {
        match self {
            Self::Moves => Text::LabMoves,
            Self::Firm => Text::LabFirm,
            Self::Swings => Text::LabSwings,
            Self::LeftOut => Text::LabLeftOut,
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
    /// The id of the variant that was opened last; see [`Lab::variant`].
    pub(super) open: RwSignal<Option<Id>>,
    /// The sheet looked at, by id.
    pub(super) sheet: RwSignal<Option<Id>>,
    /// What the open variant is compared with: another variant by its id; `None`: the book as it is.
    pub(super) against: RwSignal<Option<Id>>,
    /// Whether who moves is told of all periods together.
    pub(super) all_periods: RwSignal<bool>,
    pub(super) part: RwSignal<Part>,
    /// The subject of which it is told why it moved.
    pub(super) subject: RwSignal<Option<Id>>,
    /// Of whom alone it is told who moves; `None`: of all.
    pub(super) only: RwSignal<Option<Only>>,
    /// Whether all subjects are listed, not only those that moved most.
    pub(super) all_subjects: RwSignal<bool>,
    /// What is said of the variant that ended, and the command that takes the end back.
    pub(super) ended: RwSignal<Option<(String, Option<Command>)>>,
    /// What the open variant gives.
    trial: StoredValue<Option<Trial>>,
    /// What the variant it is compared with gives; `None`: the book as it is.
    left: StoredValue<Option<Trial>>,
    /// Fires when the trial is another one, or was slid.
    moved: Trigger,
    /// Fires when that has not happened for a moment.
    calm: Trigger,
    /// The end of that moment.
    calming: StoredValue<Option<TimeoutHandle>>,
}

impl Lab {
    pub(super) fn new(desk: Desk) -> Self {
        let lab = Self {
            desk,
            open: desk.view.variant,
            sheet: RwSignal::new(first_sheet(desk)),
            against: RwSignal::new(None),
            all_periods: RwSignal::new(false),
            part: RwSignal::new(Part::default()),
            subject: RwSignal::new(None),
            only: RwSignal::new(None),
            all_subjects: RwSignal::new(false),
            ended: RwSignal::new(None),
            trial: StoredValue::new(None),
            left: StoredValue::new(None),
            moved: Trigger::new(),
            calm: Trigger::new(),
            calming: StoredValue::new(None),
        };
        Effect::new(move || {
            desk.track_change();
            let (variant, left) = (lab.variant(), lab.left_variant());
            desk.read(|session| {
                let tried = |variant: &Variant| Trial::new(session.book(), session.results(), variant);
                lab.trial.set_value(Some(tried(&variant)));
                lab.left.set_value(left.as_ref().map(tried));
            });
            lab.notify();
        });
        on_cleanup(move || {
            lab.calming.update_value(|calming| {
                if let Some(waiting) = calming.take() {
                    waiting.clear();
                }
            });
        });
        lab
    }

    /// The variant that lies open, followed; one without cards where none does, or it is gone, and the first change makes
    /// one. Where undo brings it back it lies open again.
    pub(super) fn variant(self) -> Variant {
        self.desk.track_change();
        let open = self.open.get();
        self.desk.read(|session| {
            let book = session.book();
            open.and_then(|id| book.variant(&id)).cloned().unwrap_or_default()
        })
    }

    /// The variant that the open one is compared with, followed; `None`: the book as it is.
    pub(super) fn left_variant(self) -> Option<Variant> {
        self.desk.track_change();
        let left = self.against.get()?;
        // A variant beside itself would tell nothing.
        if left == self.variant().id {
            return None;
        }
        self.desk.read(|session| session.book().variant(&left).cloned())
    }

    /// The names of both sides, followed.
    pub(super) fn sides(self) -> (String, String) {
        let title = |variant: Option<Variant>, text: Text| match variant {
            Some(variant) if !variant.id.is_empty() => variant.title,
            _ => self.desk.say(text),
        };
        (title(self.left_variant(), Text::LabScheme), title(Some(self.variant()), Text::LabNoVariantYet))
    }

    /// What lies between both sides as cards, followed; `None` where they cannot be told apart by cards.
    pub(super) fn pair(self) -> Option<Variant> {
        let (left, variant) = (self.left_variant(), self.variant());
        let left = left.as_ref().map(|left| left.id.as_str());
        self.desk.read(|session| between(session.book(), left, &variant))
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

    /// Reads the results of both sides, followed; `None` before there is a trial.
    pub(super) fn compare<T>(self, read: impl FnOnce(&Results, &Results) -> T) -> Option<T> {
        self.read_trial(|session, trial| {
            self.left.with_value(|left| {
                read(left.as_ref().map_or_else(|| session.results(), Trial::results), trial.results())
            })
        })
    }

    /// The same for what is dear to compute: not while something moves, but a moment later.
    pub(super) fn compare_calmly<T>(self, read: impl FnOnce(&Results, &Results) -> T) -> Option<T> {
        self.calm.track();
        untrack(|| self.compare(read))
    }

    /// Follows the moments in which nothing moves any more.
    pub(super) fn track_calm(self) {
        self.calm.track();
    }

    /// Tells that the trial is another one, or was slid; a moment later that it rests.
    fn notify(self) {
        self.moved.notify();
        let calm = self.calm;
        let moment = set_timeout_with_handle(move || calm.notify(), MOMENT).ok();
        self.calming.update_value(|calming| {
            if let Some(before) = std::mem::replace(calming, moment) {
                before.clear();
            }
        });
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
        self.notify();
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

    /// Changes the open variant by what it computes now.
    pub(super) fn change_by_trial(
        self,
        change: impl FnOnce(&Session, &Results, &Variant) -> Option<Variant>,
    ) {
        let plain = |session: &Session, variant: &Variant| {
            self.trial.with_value(|trial| change(session, trial.as_ref()?.results(), variant))
        };
        self.change(plain);
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
        self.notify();
    }
}

/// The sheet that the lab opens with.
fn first_sheet(desk: Desk) -> Option<Id> {
    let (chosen, last) = (desk.view.chosen.read_untracked(), desk.view.sheet.read_untracked());
    desk.read(|session| model::first_place(session, &chosen, &last))
}

/// The lab of the page.
pub(super) fn lab() -> Lab {
    expect_context::<Lab>()
}
