//! The dialog of the process: the steps, who took them and when, the lock, and what can be done now.

use baton_core::explain::verify_one;
use baton_core::model::StepTaken;
use leptos::prelude::*;

use super::model::{Move, Stand};
use crate::platform::today::now;
use crate::ui::desk::{Desk, Notice};
use crate::ui::grid::Grid;
use crate::ui::periods::chosen::calendar;
use crate::ui::widgets::Dialog;
use crate::words::locks;
use crate::words::page::{Text, Words};

/// How the sheet and period shown stand, followed.
pub(in crate::ui) fn stand(grid: Grid) -> Option<Stand> {
    grid.desk.track_change();
    let shown = grid.shown.get()?;
    grid.desk.read(|session| Stand::of(session, shown.table, shown.at))
}

/// The dialog; what was asked for is offered first.
#[component]
pub(in crate::ui) fn ProcessDialog(
    /// What was asked for.
    wish: Option<Move>,
) -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let close = Callback::new(move |()| desk.dialog.set(None));
    let (by, note) = (RwSignal::new(last_name(desk)), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None::<Notice>);
    let make = move |wanted: Move| {
        let Some(stand) = untrack(|| stand(grid)) else { return };
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let taken = StepTaken { step: None, by: text(by), at: now(), note: text(note) };
        match desk.read(|session| stand.command(session, wanted, taken)) {
            Ok(command) => {
                if desk.apply(&command) {
                    close.run(());
                }
            }
            Err(message) => wrong.set(Some(Notice::Refused(message))),
        }
    };
    // What Enter does: what was asked for, else what can be done first.
    let first = move || {
        let stand = stand(grid)?;
        wish.into_iter().chain(Move::ALL).find(|wanted| stand.can(*wanted))
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(wanted) = untrack(first) {
            make(wanted);
        }
    };
    let field = move |text: Text, signal: RwSignal<String>| {
        view! {
            <label>
                {desk.said(text)}
                <input prop:value=signal on:input=move |event| signal.set(event_target_value(&event))/>
            </label>
        }
    };
    let buttons = move || {
        let (words, first) = (desk.words(), first());
        let stand = stand(grid)?;
        let button = |wanted: Move| {
            let label = label(words, &stand, wanted);
            let is_first = first == Some(wanted);
            let kind = if is_first { "submit" } else { "button" };
            view! {
                <button
                    type=kind
                    class:main=is_first
                    on:click=move |_| if !is_first { make(wanted) }
                >{label}</button>
            }
        };
        let possible = Move::ALL.into_iter().filter(|wanted| stand.can(*wanted));
        Some(possible.map(button).collect_view())
    };
    view! {
        <Dialog title=Signal::derive(desk.said(Text::ProcessTitle)) close>
            <form on:submit=submit data-test="process">
                {move || stand(grid).map(|stand| described(desk, &stand))}
                <div class="fields">{field(Text::StepBy, by)}{field(Text::StepNote, note)}</div>
                {move || wrong.get().map(|notice| view! { <p class="bad" role="alert">{notice.say(desk.words())}</p> })}
                <div class="actions">
                    <button type="button" on:click=move |_| close.run(())>{desk.said(Text::Close)}</button>
                    {buttons}
                </div>
            </form>
        </Dialog>
    }
}

fn label(words: Words, stand: &Stand, wanted: Move) -> String {
    let to = |text: Text, start: Text| match stand.target(wanted) {
        Some(step) => format!("{}“{}”", words.say(text), step.name),
        None => words.say(start),
    };
    match wanted {
        Move::Next => to(Text::GoToStep, Text::GoToStep),
        Move::Back => to(Text::BackToStep, Text::BackToStart),
        Move::Lock => words.say(Text::LockDo),
        Move::Unlock => words.say(Text::UnlockDo),
    }
}

/// The steps, with those taken, and the lock.
fn described(desk: Desk, stand: &Stand) -> impl IntoView + use<> {
    let words = desk.words();
    let place = stand.place();
    let period = words.period(stand.of.period, &desk.read(calendar));
    let steps = stand.process.iter().flat_map(|process| process.steps.iter().enumerate());
    let steps = steps.map(|(at, step)| {
        let sign = if step.locks { " 🔒" } else { "" };
        let by = (!step.by.is_empty()).then(|| format!("（{}）", step.by));
        view! {
            <li aria-current=(place == Some(at)).then_some("step")>{step.name.clone()}{sign}<small class="quiet">{by}</small></li>
        }
    });
    let taken = stand.stage.taken.iter().rev().map(|taken| {
        let steps = stand.process.iter().flat_map(|process| &process.steps);
        let name = steps.filter(|step| Some(&step.id) == taken.step.as_ref()).map(|step| step.name.clone()).next();
        let name = name.unwrap_or_else(|| words.say(Text::NoStepYet));
        view! { <tr><td>{taken.at.clone()}</td><td>{name}</td><td>{taken.by.clone()}</td><td>{taken.note.clone()}</td></tr> }
    });
    let lock = desk.read(|session| verify_one(session.results(), session.book(), &stand.of));
    let lock = lock.map(|state| locks::tell(&state, words.language));
    view! {
        <h3>{stand.sheet.clone()}" · "{period}</h3>
        {match stand.process {
            Some(_) => view! { <ol class="steps">{steps.collect_view()}</ol> }.into_any(),
            None => view! { <p class="quiet">{words.say(Text::NoProcess)}</p> }.into_any(),
        }}
        {lock.map(|lines| view! { <div class="lock">{lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</div> })}
        {(!stand.stage.taken.is_empty()).then(|| view! { <table class="list"><tbody>{taken.collect_view()}</tbody></table> })}
    }
}

/// The name given with the last step.
fn last_name(desk: Desk) -> String {
    desk.read(|session| {
        let taken = session.book().stages.values().flat_map(|stage| &stage.taken);
        taken.max_by(|a, b| a.at.cmp(&b.at)).map(|taken| taken.by.clone()).unwrap_or_default()
    })
}
