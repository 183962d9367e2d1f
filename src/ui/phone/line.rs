//! A cell as a line: its name, its full marks, and its value, typed or chosen where it may be.

use baton_core::num;
use leptos::prelude::*;

use crate::ui::grid::cell;
use crate::ui::grid::columns::{GridColumn, Holds};
use crate::ui::grid::cursor::Cursor;
use crate::ui::grid::edit::{self, Choices, Target};
use crate::ui::grid::selection::Selection;
use crate::ui::grid::{Grid, Shown};
use crate::ui::periods::change_mark;
use crate::ui::side::{Part, Side};
use crate::words::page::Text;

/// Longer lists are typed into, with what they offer below.
const LONGEST_LIST: usize = 300;

/// The line of a cell; `row` is `None` for the first cell of a new row.
pub(super) fn line(
    grid: Grid,
    shown: Shown,
    row: Option<usize>,
    place: usize,
    column: GridColumn,
) -> AnyView {
    let desk = grid.desk;
    let side = expect_context::<Side>();
    let Shown { table, at, .. } = shown;
    let slot = match column.holds {
        Holds::Slot(slot) => Some(slot),
        Holds::Subject | Holds::When | Holds::From | Holds::To => None,
    };
    let full = desk.read(|session| {
        let (plan, results) = (session.plan(), session.results());
        let version = plan.version(slot?, results.space().edition(plan, table, at))?;
        results.parameter(version.role.full?).map(num::format)
    });
    let name = column.name.clone();
    let (is_typed, is_number) = (column.typed, column.number);
    let go = move || grid.select(Selection::at(Cursor { column: place, ..untrack(|| grid.cursor()) }));
    let choices = desk.read(|session| {
        let target = Target { table, at, row, column: &column };
        let has = is_typed && edit::has_choices(session, target);
        if has { edit::choices(session, target, shown.period) } else { Choices::default() }
    });
    let column = StoredValue::new(column);
    let value = Memo::new(move |_| {
        match slot {
            Some(slot) => _ = desk.track_column(slot, at),
            None => desk.track_shape(),
        }
        let look = |row| {
            desk.read(|session| column.with_value(|column| cell::shown(session, table, at, row, column)))
        };
        row.map(look).unwrap_or_default()
    });
    let signs = move || {
        let value = value.get();
        let signs = [
            (value.provisional, "provisional"),
            (value.exempt, "exempt"),
            (value.error, "error"),
            (value.problem.is_some(), "invalid"),
            (value.overridden, "overridden"),
        ];
        let held = signs.iter().filter(|(holds, _)| *holds).map(|(_, sign)| *sign);
        held.fold("value".to_owned(), |class, sign| format!("{class} {sign}"))
    };
    // What cannot be typed is told, and stays in the field.
    let commit = move |event| {
        go();
        grid.type_in(&event_target_value(&event));
    };
    let text = move || value.get().text;
    let label = name.clone();
    let field = if !is_typed {
        let explain = move |_| {
            go();
            side.open(Part::Why);
        };
        let label = format!("{} {name}", desk.say(Text::WhyThis));
        view! { <button class=signs aria-label=label on:click=explain>{text}</button> }.into_any()
    } else if choices.only && choices.list.len() <= LONGEST_LIST {
        let options = move || {
            let now = text();
            // What does not fit stays to be seen.
            let other = (!choices.list.contains(&now)).then(|| now.clone());
            let all = other.into_iter().chain(choices.list.iter().cloned());
            let blank = (!now.is_empty()).then(|| view! { <option value=""></option> });
            let all = all
                .map(|choice| {
                    let is_chosen = choice == now;
                    let own = choice.clone();
                    view! { <option value=own selected=is_chosen>{choice}</option> }
                })
                .collect_view();
            (all, blank)
        };
        view! { <select class=signs aria-label=label on:focus=move |_| go() on:change=commit>{options}</select> }
            .into_any()
    } else {
        let list = (!choices.list.is_empty()).then(|| format!("offered-{place}"));
        let options =
            choices.list.iter().take(LONGEST_LIST).map(|choice| view! { <option value=choice.clone()/> });
        let hint = row.is_none().then(|| desk.say(Text::NewRow));
        view! {
            <input
                class=signs
                aria-label=label
                placeholder=hint
                list=list.clone()
                prop:value=text
                on:focus=move |_| go()
                on:change=commit
            />
            {list.map(|id| view! { <datalist id=id>{options.collect_view()}</datalist> })}
        }
        .into_any()
    };
    let change = move || {
        let (slot, row) = (slot?, row?);
        desk.track_column(slot, at);
        change_mark(desk, slot, at, row)
    };
    let problem = move || {
        let problem = value.get().problem?;
        Some(view! { <small class="bad">{desk.words().because(&problem)}</small> })
    };
    view! {
        <li class:computed=!is_typed class:text=!is_number data-name=name.clone()>
            <span class="name">{name.clone()}{full.map(|full| view! { <small>{full}</small> })}{change}</span>
            {field}
            {problem}
        </li>
    }
    .into_any()
}
