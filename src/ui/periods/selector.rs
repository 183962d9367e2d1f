//! The period shown: one back, one on, any open one, and one more.

use baton_core::calendar::{Cycle, Period};
use leptos::prelude::*;

use super::chosen::{calendar, cycles, next, open};
use crate::ui::desk::{Desk, Dialog, desk};
use crate::ui::tab::Tab;
use crate::words::page::Text;

/// The selector; it is there where the tab's table has periods.
#[component]
pub(in crate::ui) fn PeriodSelector() -> impl IntoView {
    let desk = desk();
    let cycle = Memo::new(move |_| cycle_of(desk));
    let list = Memo::new(move |_| {
        desk.track_shape();
        let open = |cycle| desk.read(|session| session.results().space().periods(cycle).to_vec());
        cycle.get().map(open).unwrap_or_default()
    });
    let shown = Memo::new(move |_| {
        desk.track_shape();
        desk.view.chosen.track();
        let chosen = desk.view.chosen.read_untracked();
        cycle.get().and_then(|cycle| desk.read(|session| chosen.of(session, cycle)))
    });
    let beside = move |by: isize| {
        let list = list.get();
        let at = list.iter().position(|period| Some(*period) == shown.get())?;
        list.get(at.checked_add_signed(by)?).copied()
    };
    let go = move |by: isize| {
        move |_| {
            if let Some(period) = beside(by) {
                desk.choose(period);
            }
        }
    };
    let choose = move |event| {
        if let Ok(period) = event_target_value(&event).parse::<Period>() {
            desk.choose(period);
        }
    };
    let following = Memo::new(move |_| {
        desk.track_shape();
        cycle.get().and_then(|cycle| desk.read(|session| next(session, cycle)))
    });
    let open_next = move |_| {
        let Some(period) = following.get() else {
            desk.dialog.set(Some(Dialog::Periods));
            return;
        };
        let command = desk.read(|session| open(session, period, period));
        if command.is_some_and(|command| desk.apply(&command)) {
            desk.choose(period);
        }
    };
    let options = move || {
        let words = desk.words();
        let calendar = desk.read(calendar);
        list.get().into_iter().map(|period| {
            let days = words.days(period, &calendar);
            let name = words.period(period, &calendar);
            let label = if days.is_empty() { name } else { format!("{name} ({days})") };
            view! { <option value=period.to_string() selected=move || shown.get() == Some(period)>{label}</option> }
        }).collect_view()
    };
    let next_label = move || match following.get() {
        Some(period) => desk.words().open_next(&desk.words().period(period, &desk.read(calendar))),
        None => desk.say(Text::OpenPeriods),
    };
    view! {
        <Show when=move || cycle.get().is_some()>
            <div class="periods" role="group" aria-label=move || desk.say(Text::Period)>
                <button
                    on:click=go(-1)
                    disabled=move || beside(-1).is_none()
                    aria-label=move || desk.say(Text::PreviousPeriod)
                >"◀"</button>
                <select
                    aria-label=move || desk.say(Text::Period)
                    on:change=choose
                    prop:value=move || { list.track(); shown.get().map(|period| period.to_string()) }
                >{options}</select>
                <button
                    on:click=go(1)
                    disabled=move || beside(1).is_none()
                    aria-label=move || desk.say(Text::NextPeriod)
                >"▶"</button>
                <button on:click=open_next aria-label=next_label title=next_label>"＋"</button>
            </div>
        </Show>
    }
}

/// The cycle of the tab; of a register dated by days, months.
fn cycle_of(desk: Desk) -> Option<Cycle> {
    let table = desk.table()?;
    let tab = desk.view.tab.get();
    desk.read(|session| match tab {
        Tab::Sheet(_) => session.plan().cycle(table),
        Tab::Register(_) => session.plan().cycle(table).or_else(|| {
            let cycles = cycles(session);
            cycles.iter().find(|cycle| **cycle == Cycle::Month).or(cycles.first()).copied()
        }),
        Tab::Roster(_) | Tab::Outcome | Tab::Problems => None,
    })
}
