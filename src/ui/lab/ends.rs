//! The two ends of a variant: adopting makes it the rules, from a date if one is given; discarding leaves no trace. Both
//! are commands: undo takes them back.

use baton_core::calendar::{Period, read_date};
use baton_core::diag::Message;
use baton_core::edit::{Command, adopt, discard};
use baton_core::eval::Results;
use leptos::prelude::*;

use super::model::Place;
use super::state::lab;
use crate::ui::desk::Notice;
use crate::ui::periods::chosen::calendar;
use crate::words::page::Text;

/// The buttons.
#[component]
pub(super) fn Ends() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let is_adopting = RwSignal::new(false);
    let from = RwSignal::new(String::new());
    let end = move |said: &dyn Fn() -> String, command: Result<Command, Message>| match command {
        Ok(command) => {
            if desk.apply(&command) {
                is_adopting.set(false);
                lab.ended.set(Some((said(), desk.read(|session| session.next_undo().cloned()))));
            }
        }
        Err(message) => desk.notice.set(Some(Notice::Refused(message))),
    };
    let adopt_it = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (variant, date) = (untrack(|| lab.variant()), read_date(&from.get_untracked()));
        let said = || {
            let words = untrack(|| desk.words());
            let Some((date, place)) = date.zip(untrack(|| lab.place())) else {
                return words.adopted(&variant.title, None);
            };
            let first = desk.read(|session| {
                first_in_force(session.results(), &place)
                    .map(|period| words.period(period, &calendar(session)))
            });
            words.adopted(&variant.title, Some((&date.to_string(), &place.name, first)))
        };
        end(&said, desk.read(|session| adopt(session.book(), &variant.id, date)));
    };
    let discard_it = move |_| {
        let variant = untrack(|| lab.variant());
        let said = || untrack(|| desk.words()).discarded(&variant.title);
        end(&said, desk.read(|session| discard(session.book(), &variant.id)));
    };
    view! {
        <Show
            when=move || is_adopting.get()
            fallback=move || view! {
                <button class="main" disabled=move || lab.variant().cards.is_empty() on:click=move |_| is_adopting.set(true)>{desk.said(Text::LabAdopt)}</button>
                <button on:click=discard_it>{desk.said(Text::LabDiscard)}</button>
            }
        >
            <form class="lab-adopt" on:submit=adopt_it>
                <label>
                    {desk.said(Text::LabValidFrom)}
                    <input type="date" prop:value=from on:change=move |event| from.set(event_target_value(&event))/>
                </label>
                <span class="quiet">{desk.said(Text::LabValidFromNote)}</span>
                <button class="main">{desk.said(Text::LabAdopt)}</button>
                <button type="button" on:click=move |_| is_adopting.set(false)>{desk.said(Text::Cancel)}</button>
            </form>
        </Show>
    }
}

/// The first period of a sheet that goes by the newest edition; `None` where all that are open go by earlier ones.
fn first_in_force(results: &Results, place: &Place) -> Option<Period> {
    let (plan, space) = (results.plan(), results.space());
    let is_new = |at: &usize| space.edition(plan, place.table, *at).saturating_add(1) == plan.editions.len();
    let periods = space.periods(place.period.cycle()?);
    (0..periods.len()).find(is_new).and_then(|at| periods.get(at).copied())
}
