//! The dialog that merges the selected subjects of a roster.

use baton_core::model::Subject;
use leptos::prelude::*;

use super::edit;
use super::merge::{Into, linked, merged};
use super::state::Grid;
use crate::platform::today::today;
use crate::ui::desk::Notice;
use crate::ui::widgets::Dialog;
use crate::words::page::Text;

/// So many names are told; all are counted.
const NAMED: usize = 12;

/// The dialog.
#[component]
pub(in crate::ui) fn MergeDialog() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let close = Callback::new(move |()| {
        desk.dialog.set(None);
        grid.focus();
    });
    let table = untrack(|| grid.shown.get()).map(|shown| shown.table).unwrap_or_default();
    let rows = StoredValue::new(untrack(|| grid.chosen_subjects()));
    let names: Vec<String> = desk.read(|session| {
        let class = session.plan().tables.get(table).map(|of| of.id.clone()).unwrap_or_default();
        let subjects = session.book().subjects(&class);
        let name = |row: &usize| subjects.get(*row).map(Subject::name).unwrap_or_default().to_owned();
        rows.with_value(|rows| rows.iter().map(name).collect())
    });
    // The place of the one that stays among those selected; behind the last: a new one.
    let (kept, name) = (RwSignal::new(0_usize), RwSignal::new(String::new()));
    let from = RwSignal::new(today().map(|day| day.to_string()).unwrap_or_default());
    let links = RwSignal::new(false);
    let wrong = RwSignal::new(None::<Notice>);
    let into = move || {
        let one = rows.with_value(|rows| rows.get(kept.get()).copied());
        one.map_or_else(|| Into::New(name.get()), Into::One)
    };
    let linked = Memo::new(move |_| {
        let into = into();
        desk.read(|session| {
            let found = rows.with_value(|rows| linked(session, table, rows, &into));
            found.into_iter().map(|of| of.name).collect::<Vec<String>>()
        })
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (into, links) = untrack(|| (into(), links.get()));
        let command = match edit::day(&from.get_untracked()) {
            Ok(Some(day)) => {
                desk.read(|session| rows.with_value(|rows| merged(session, table, rows, &into, (day, links))))
            }
            Ok(None) => return,
            Err(message) => Err(message),
        };
        match command {
            Ok(command) if desk.apply(&command) => close.run(()),
            Ok(_) => wrong.set(desk.notice.get_untracked()),
            Err(message) => wrong.set(Some(Notice::Refused(message))),
        }
    };
    let count = names.len();
    let options =
        names.iter().enumerate().map(|(at, name)| view! { <option value=at>{name.clone()}</option> });
    let options = options.collect_view();
    let choose = move |event| kept.set(event_target_value(&event).parse().unwrap_or_default());
    view! {
        <Dialog title=Signal::derive(desk.said(Text::MergeTitle)) close>
            <form class="merge" on:submit=submit data-test="merge">
                <p>{move || desk.words().several(&names, NAMED)}</p>
                <div class="fields">
                    <label>
                        {desk.said(Text::MergeInto)}
                        <select on:change=choose>{options}<option value=count>{desk.said(Text::MergeNew)}</option></select>
                    </label>
                    {move || (kept.get() == count).then(|| view! {
                        <label>
                            {desk.said(Text::MergeName)}
                            <input required=true prop:value=name on:input=move |event| name.set(event_target_value(&event))/>
                        </label>
                    })}
                    <label>
                        {desk.said(Text::MergeFrom)}
                        <input type="date" required=true prop:value=from on:input=move |event| from.set(event_target_value(&event))/>
                    </label>
                </div>
                {move || linked.with(|linked| (!linked.is_empty()).then(|| view! {
                    <p>{desk.words().linked(linked, NAMED)}</p>
                    <label class="choice">
                        <input type="checkbox" prop:checked=links on:change=move |event| links.set(event_target_checked(&event))/>
                        {desk.said(Text::MergeLinks)}
                    </label>
                }))}
                <p class="quiet">{desk.said(Text::MergeNote)}</p>
                {move || wrong.get().map(|notice| view! { <p class="bad" role="alert">{notice.say(desk.words())}</p> })}
                <div class="actions">
                    <button type="button" on:click=move |_| close.run(())>{desk.said(Text::Cancel)}</button>
                    <button class="main">{desk.said(Text::MergeDo)}</button>
                </div>
            </form>
        </Dialog>
    }
}
