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
    let list = move || list(desk);
    let shown = move || shown(desk);
    let choose = move |event| {
        if let Ok(period) = event_target_value(&event).parse::<Period>() {
            desk.choose(period);
        }
    };
    let following = move || cycle_of(desk).and_then(|cycle| desk.read(|session| next(session, cycle)));
    let open_next = move |_| {
        let Some(period) = untrack(following) else {
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
        let (shown, calendar) = (shown(), desk.read(calendar));
        list()
            .into_iter()
            .map(|period| {
                let days = words.days(period, &calendar);
                let name = words.period(period, &calendar);
                let label = if days.is_empty() { name } else { format!("{name} ({days})") };
                view! { <option value=period.to_string() selected=shown == Some(period)>{label}</option> }
            })
            .collect_view()
    };
    let next_label = move || match following() {
        Some(period) => desk.words().open_next(&desk.words().period(period, &desk.read(calendar))),
        None => desk.say(Text::OpenPeriods),
    };
    view! {
        <Show when=move || cycle_of(desk).is_some()>
            <div class="periods" role="group" aria-label=desk.said(Text::Period)>
                <button
                    on:click=move |_| go(desk, -1)
                    disabled=move || beside(desk, -1).is_none()
                    aria-label=desk.said(Text::PreviousPeriod)
                >"◀"</button>
                <select
                    aria-label=desk.said(Text::Period)
                    on:change=choose
                    prop:value=move || shown().map(|period| period.to_string())
                >{options}</select>
                <button
                    on:click=move |_| go(desk, 1)
                    disabled=move || beside(desk, 1).is_none()
                    aria-label=desk.said(Text::NextPeriod)
                >"▶"</button>
                <button on:click=open_next aria-label=next_label title=next_label>"＋"</button>
                <button
                    class="compare"
                    aria-pressed=move || desk.view.compare.get().to_string()
                    on:click=move |_| desk.view.compare.update(|compare| *compare = !*compare)
                    aria-label=desk.said(Text::Compare)
                    title=move || format!("{} Alt+C", desk.say(Text::Compare))
                >"±"</button>
            </div>
        </Show>
    }
}

/// The open periods of the tab's cycle, followed.
fn list(desk: Desk) -> Vec<Period> {
    let open = |cycle| desk.read(|session| session.results().space().periods(cycle).to_vec());
    cycle_of(desk).map(open).unwrap_or_default()
}

/// The period shown, followed.
fn shown(desk: Desk) -> Option<Period> {
    let cycle = cycle_of(desk)?;
    desk.view.chosen.track();
    let chosen = desk.view.chosen.read_untracked();
    desk.read(|session| chosen.of(session, cycle))
}

/// The open period so many after the one shown, followed.
pub(in crate::ui) fn beside(desk: Desk, by: isize) -> Option<Period> {
    let (list, shown) = (list(desk), shown(desk));
    let at = list.iter().position(|period| Some(*period) == shown)?;
    list.get(at.checked_add_signed(by)?).copied()
}

/// Goes so many periods on.
pub(in crate::ui) fn go(desk: Desk, by: isize) {
    if let Some(period) = untrack(|| beside(desk, by)) {
        desk.choose(period);
    }
}

/// Whether the tab's table has periods, followed.
pub(in crate::ui) fn has_periods(desk: Desk) -> bool {
    cycle_of(desk).is_some()
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
        Tab::Roster(_) | Tab::Outcome | Tab::Lab | Tab::Rules | Tab::Problems => None,
    })
}
