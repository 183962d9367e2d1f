//! Opening periods: from one to another, in words that offices use.

use baton_core::calendar::{Calendar, Cycle, Period};
use baton_core::diag::Message;
use leptos::prelude::*;

use super::chosen::{calendar, cycles, next, open};
use crate::ui::desk::{Notice, desk};
use crate::ui::widgets::Dialog;
use crate::words::page::Text;

/// The dialog that opens periods.
#[component]
pub(in crate::ui) fn OpenPeriods() -> impl IntoView {
    let desk = desk();
    let list = desk.read(cycles);
    let table = untrack(|| desk.table());
    let own = table.and_then(|table| desk.read(|session| session.plan().cycle(table)));
    let cycle = RwSignal::new(own.or(list.first().copied()).unwrap_or(Cycle::Month));
    let (first, last) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None::<Notice>);
    let offer = move |of: Cycle| {
        let period = desk.read(|session| next(session, of)).or_else(|| this_period(of, &desk.read(calendar)));
        let text = period.map(|period| period.to_string()).unwrap_or_default();
        first.set(text.clone());
        last.set(text);
    };
    offer(cycle.get_untracked());
    let choose = move |event| {
        let name = event_target_value(&event);
        if let Some(chosen) = Cycle::ALL.into_iter().find(|cycle| cycle.name() == name) {
            cycle.set(chosen);
            offer(chosen);
        }
    };
    let close = Callback::new(move |()| desk.dialog.set(None));
    let carry_out = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let of = cycle.get();
        let read = |typed: String| {
            let period = desk.read(|session| calendar(session).read(&typed, Some(of)));
            period.ok_or_else(|| {
                Notice::Refused(Message::NotAPeriod { text: typed, example: of.example().to_owned() })
            })
        };
        let command = read(first.get()).and_then(|from| {
            let to = read(last.get())?;
            let command = desk.read(|session| open(session, from, to));
            command.map(|command| (from, command)).ok_or(Notice::Text(Text::PeriodsReversed))
        });
        match command {
            Ok((from, command)) => {
                if desk.apply(&command) {
                    desk.choose(from);
                    close.run(());
                }
            }
            Err(notice) => wrong.set(Some(notice)),
        }
    };
    let cycles = move || {
        list.iter().map(|of| {
        let of = *of;
        view! { <option value=of.name() selected=move || cycle.get() == of>{move || desk.words().cycle(of)}</option> }
    }).collect_view()
    };
    view! {
        <Dialog title=Signal::derive(desk.said(Text::OpenPeriods)) close>
            <form on:submit=carry_out>
                <div class="fields">
                    <label>{desk.said(Text::Cycle)}<select on:change=choose>{cycles}</select></label>
                    <label>
                        {desk.said(Text::FirstPeriod)}
                        <input prop:value=first on:input=move |event| first.set(event_target_value(&event))/>
                    </label>
                    <label>
                        {desk.said(Text::LastPeriod)}
                        <input prop:value=last on:input=move |event| last.set(event_target_value(&event))/>
                    </label>
                </div>
                <p class="quiet">{desk.said(Text::OpenPeriodsNote)}</p>
                {move || wrong.get().map(|notice| view! { <p class="bad" role="alert">{notice.say(desk.words())}</p> })}
                <div class="actions">
                    <button type="button" on:click=move |_| close.run(())>{desk.said(Text::Cancel)}</button>
                    <button class="main">{desk.said(Text::OpenThem)}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// The period that today lies in.
fn this_period(cycle: Cycle, calendar: &Calendar) -> Option<Period> {
    if cycle == Cycle::Round {
        return calendar.round(1).map(|_| Period::Round(1));
    }
    calendar.container(Period::Day(crate::platform::today::today()?), cycle)
}
