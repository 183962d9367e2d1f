//! A mark tried instead of what is typed: a card of the variant. The book's own data stays as it is.

use baton_core::diag::CellName;
use baton_core::lab::{Focus, OwnMark, own_marks};
use leptos::prelude::*;

use super::edited::with_mark;
use super::fields::subjects;
use super::leading::{cell_name, column_elsewhere};
use super::state::{Lab, lab};
use crate::ui::desk::Notice;
use crate::ui::periods::chosen::calendar;
use crate::words::page::Text;

/// A mark that can be tried.
#[derive(Clone, Debug, PartialEq)]
struct Mark {
    of: OwnMark,
    cell: CellName,
    name: String,
    now: String,
}

/// The form.
#[component]
pub(super) fn TryMark() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let is_open = RwSignal::new(false);
    let (row, which) = (RwSignal::new(0_usize), RwSignal::new(0_usize));
    let typed = RwSignal::new(String::new());
    let marks = Memo::new(move |_| if is_open.get() { marks(lab, row.get()) } else { Vec::new() });
    // What stands there now is what one changes.
    Effect::new(move || {
        typed
            .set(marks.with(|marks| marks.get(which.get()).map(|mark| mark.now.clone()).unwrap_or_default()));
    });
    let take = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let found = marks.with_untracked(|marks| marks.get(which.get_untracked()).cloned());
        if let Some(mark) = found {
            try_mark(lab, &mark.of, &mark.cell, &typed.get_untracked());
        }
    };
    let options = move || {
        let option = |(at, mark): (usize, Mark)| {
            view! { <option value=at.to_string() selected=move || which.get() == at>{mark.name}</option> }
        };
        marks.get().into_iter().enumerate().map(option).collect_view()
    };
    let number = |event| event_target_value(&event).parse().unwrap_or_default();
    view! {
        <details class="lab-rules" on:toggle=move |_| is_open.update(|open| *open = !*open)>
            <summary>{desk.said(Text::LabTryMark)}</summary>
            <p class="quiet">{desk.said(Text::LabTryMarkNote)}</p>
            <form class="fields" on:submit=take data-test="try-mark">
                <label>
                    {desk.said(Text::Subject)}
                    <select on:change=move |event| row.set(number(event))>{move || is_open.get().then(|| subjects(lab, row))}</select>
                </label>
                <label>
                    {desk.said(Text::LabMark)}
                    <select on:change=move |event| which.set(number(event))>{options}</select>
                </label>
                <label>
                    {desk.said(Text::LabGoalValue)}
                    <input inputmode="decimal" prop:value=typed on:input=move |event| typed.set(event_target_value(&event))/>
                </label>
                <button>{desk.said(Text::LabTry)}</button>
            </form>
        </details>
    }
}

/// The marks that a subject's standing depends on.
fn marks(lab: Lab, row: usize) -> Vec<Mark> {
    let (Some(place), words) = (lab.place(), lab.desk.words()) else { return Vec::new() };
    let calendar = lab.desk.read(calendar);
    let found = lab.compare_calmly(|_, after| {
        let focus = Focus::of(after, place.table, place.at)?;
        let mark = |of: OwnMark| {
            let at = (of.slot, of.period);
            Some(Mark {
                cell: cell_name(after, of.slot, of.period, of.row)?,
                name: column_elsewhere(after, words, &focus, &calendar, at),
                now: after.show(&of.now),
                of,
            })
        };
        Some(own_marks(after, &focus, row).into_iter().filter_map(mark).collect())
    });
    found.flatten().unwrap_or_default()
}

/// Puts a mark into the open variant, where it can stand in its cell; else it is told why not.
pub(super) fn try_mark(lab: Lab, of: &OwnMark, cell: &CellName, typed: &str) {
    let read = untrack(|| lab.compare(|_, after| after.read_typed(of.slot, of.period, typed).err()));
    match read.flatten() {
        Some(message) => lab.desk.notice.set(Some(Notice::Refused(message))),
        None => lab.change(|session, variant| with_mark(session, variant, cell, typed)),
    }
}
