//! One subject of a sheet or roster, or one entry of a register, as a list of its cells; or a ranking as a list.

use leptos::prelude::*;

use super::line::line;
use super::rankings::RankingLists;
use crate::ui::grid::columns::Holds;
use crate::ui::grid::cursor::Cursor;
use crate::ui::grid::selection::Selection;
use crate::ui::grid::{Grid, Tools, cell};
use crate::ui::tab::Tab;
use crate::words::page::Text;

/// The table of the tab, one by one.
#[component]
pub(in crate::ui) fn OneByOne() -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let is_sheet = Memo::new(move |_| desk.view.tab.with(|tab| matches!(tab, Tab::Sheet(_))));
    let ranking = RwSignal::new(false);
    let shows_ranking = Memo::new(move |_| is_sheet.get() && ranking.get());
    let place = Memo::new(move |_| grid.cursor().row);
    // None in the row for a new one.
    let row = Memo::new(move |_| grid.rows.with(|rows| rows.get(place.get()).copied()));
    let count = move || grid.row_count();
    let to =
        move |place: usize| grid.select(Selection::at(Cursor { row: place, ..untrack(|| grid.cursor()) }));
    let options = move || {
        desk.track_shape();
        let shown = grid.shown.get();
        let is_register = desk.view.tab.with(|tab| matches!(tab, Tab::Register(_)));
        let rows = grid.rows.get();
        let name = |(at, row): (usize, &usize)| {
            let name = shown.map(|shown| desk.read(|s| cell::subject(s, shown.table, Some(*row))));
            let name = name.unwrap_or_default();
            // Several entries are of one subject.
            (at, if is_register { format!("{} · {name}", at + 1) } else { name })
        };
        let new = shown.filter(|shown| shown.grows).map(|_| {
            let sign = format!("{} {}", desk.say(Text::NewRowShort), desk.say(Text::AddRow));
            (rows.len(), sign)
        });
        let all = rows.iter().enumerate().map(name).chain(new);
        all.map(|(at, name)| {
            view! { <option value=at.to_string() selected=move || place.get() == at>{name}</option> }
        })
        .collect_view()
    };
    let is_last = move || place.get().saturating_add(1) >= count();
    let choose = move |event| {
        if let Ok(at) = event_target_value(&event).parse() {
            to(at);
        }
    };
    let cells = move || {
        // The columns before the row, which is derived from them: see the painter of the grid.
        let columns = grid.columns.get();
        let (Some(shown), row) = (grid.shown.get(), row.get()) else { return Vec::new() };
        let is_shown = |holds: Holds| match holds {
            Holds::Subject => !is_sheet.get(),
            // Of a new one the name comes first: with it the row begins.
            Holds::When | Holds::From | Holds::To | Holds::Slot(_) => row.is_some(),
        };
        let columns = columns.list.iter().enumerate().filter(|(_, column)| is_shown(column.holds));
        columns.map(|(at, column)| line(grid, shown, row, at, column.clone())).collect()
    };
    view! {
        <Tools/>
        <div class="phone">
            <div class="phone-head">
                <Show when=move || is_sheet.get()>
                    <div class="pair" role="group" aria-label=desk.said(Text::PhoneView)>
                        <button aria-pressed=move || (!ranking.get()).to_string() on:click=move |_| ranking.set(false)>
                            {desk.said(Text::OneByOne)}
                        </button>
                        <button aria-pressed=move || ranking.get().to_string() on:click=move |_| ranking.set(true)>
                            {desk.said(Text::Rankings)}
                        </button>
                    </div>
                </Show>
                <Show when=move || !shows_ranking.get()>
                    <div class="phone-walk">
                        <button
                            aria-label=desk.said(Text::PreviousSubject)
                            disabled=move || place.get() == 0
                            on:click=move |_| to(place.get_untracked().saturating_sub(1))
                        >"◀"</button>
                        <select aria-label=desk.said(Text::Subject) on:change=choose>{options}</select>
                        <button
                            aria-label=desk.said(Text::NextSubject)
                            disabled=is_last
                            on:click=move |_| to(place.get_untracked().saturating_add(1))
                        >"▶"</button>
                    </div>
                </Show>
            </div>
            {move || if shows_ranking.get() {
                let open = Callback::new(move |place: usize| {
                    ranking.set(false);
                    to(place);
                });
                view! { <RankingLists open/> }.into_any()
            } else {
                view! { <ul class="phone-cells" data-test="phone-cells">{cells}</ul> }.into_any()
            }}
        </div>
    }
}
