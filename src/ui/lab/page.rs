//! The lab's page: the changes on one side, what would come of them on the other.

use baton_core::calendar::Period;
use baton_core::lab::Teller;
use leptos::prelude::*;

use super::advice::AdvicePart;
use super::backtest::BacktestPart;
use super::brief::Brief;
use super::cards::Cards;
use super::firm::FirmPart;
use super::goal::GoalPart;
use super::left_out::LeftOutPart;
use super::moves::MovesPart;
use super::sliders::{Rules, Sliders};
use super::state::{Lab, Part};
use super::swings::SwingsPart;
use super::tried::TryMark;
use super::variants::Variants;
use crate::ui::desk::desk;
use crate::ui::periods::chosen::calendar;
use crate::words::page::Text;
use crate::words::variants::card;

/// The value of the choice of all periods, which no period has.
const ALL_PERIODS: &str = "all";

/// The lab.
#[component]
pub(in crate::ui) fn LabPage() -> impl IntoView {
    let desk = desk();
    let lab = Lab::new(desk);
    provide_context(lab);
    let choose_sheet = move |event| {
        let id = event_target_value(&event);
        lab.sheet.set(Some(baton_core::model::Id::new(&id)));
    };
    let sheets = move || {
        let shown = lab.place().map(|place| place.id);
        let option = |place: super::model::Place| {
            let is_shown = Some(&place.id) == shown.as_ref();
            view! { <option value=place.id.to_string() selected=is_shown>{place.name}</option> }
        };
        lab.places().into_iter().map(option).collect_view()
    };
    let choose_period = move |event| {
        let chosen = event_target_value(&event);
        lab.all_periods.set(chosen == ALL_PERIODS);
        if let Ok(period) = chosen.parse() {
            desk.choose(period);
        }
    };
    let periods = move || {
        let (words, place) = (desk.words(), lab.place()?);
        let cycle = place.period.cycle()?;
        let (open, calendar) =
            desk.read(|session| (session.results().space().periods(cycle).to_vec(), calendar(session)));
        let is_all = lab.all_periods.get();
        let option = |period: Period| {
            let name = words.period(period, &calendar);
            let is_chosen = !is_all && period == place.period;
            view! { <option value=period.to_string() selected=is_chosen>{name}</option> }
        };
        let all =
            view! { <option value=ALL_PERIODS selected=is_all>{words.say(Text::LabAllPeriods)}</option> };
        Some(view! { {all}{open.into_iter().map(option).collect_view()} })
    };
    view! {
        <div class="page lab" data-test="lab">
            <Show
                when=move || lab.place().is_some()
                fallback=move || view! { <p>{desk.said(Text::LabNothing)}</p> }
            >
                <Variants/>
                <div class="lab-sides">
                    <section class="lab-changes" aria-label=desk.said(Text::LabChanges)>
                        <label class="lab-sheet">
                            {desk.said(Text::LabSheet)}
                            <select on:change=choose_sheet>{sheets}</select>
                        </label>
                        <label class="lab-sheet">
                            {desk.said(Text::Period)}
                            <select data-test="lab-period" on:change=choose_period>{periods}</select>
                        </label>
                        <Sliders/>
                        <Rules/>
                        <TryMark/>
                        <Brief/>
                    </section>
                    <section class="lab-outcome" aria-label=desk.said(Text::LabOutcome)>
                        <Cards/>
                        <div class="lab-parts" role="group" aria-label=desk.said(Text::LabOutcome)>
                            {Part::ALL.map(|part| view! {
                                <button
                                    aria-pressed=move || (lab.part.get() == part).to_string()
                                    on:click=move |_| lab.part.set(part)
                                >{desk.said(part.text())}</button>
                            })}
                        </div>
                        <p class="quiet lab-pair" data-test="pair">{move || {
                            let (left, right) = lab.sides();
                            desk.words().from_to(&left, &right)
                        }}</p>
                        {move || left_changes(lab).map(|said| view! { <p class="quiet lab-pair" data-test="left-changes">{said}</p> })}
                        {move || match lab.part.get() {
                            Part::Moves => view! { <MovesPart/> }.into_any(),
                            Part::Firm => view! { <FirmPart/> }.into_any(),
                            Part::Swings => view! { <SwingsPart/> }.into_any(),
                            Part::LeftOut => view! { <LeftOutPart/> }.into_any(),
                            Part::Goal => view! { <GoalPart/> }.into_any(),
                            Part::Advice => view! { <AdvicePart/> }.into_any(),
                            Part::Backtest => view! { <BacktestPart/> }.into_any(),
                        }}
                    </section>
                </div>
            </Show>
        </div>
    }
}

/// What the variant changes that the open one is compared with, followed; `None` where that is the book as it is.
fn left_changes(lab: Lab) -> Option<String> {
    let (words, left) = (lab.desk.words(), lab.left_variant()?);
    lab.desk.read(|session| {
        let teller = Teller::new(session.book().scheme()?, session.book());
        let on = left.cards.iter().filter(|of| !of.off);
        let said: Vec<String> = on.map(|of| card(&teller.tell(&of.change), words.language)).collect();
        Some(words.changes_of(&left.title, &said))
    })
}
