//! The rankings of a sheet as lists.

use leptos::prelude::*;

use super::ranking::{Ranking, rankings};
use crate::ui::grid::Grid;
use crate::words::page::Text;

/// The rankings of the sheet.
#[component]
pub(super) fn RankingLists(
    /// Shows the subject at a place of the grid's rows.
    open: Callback<usize>,
) -> impl IntoView {
    let grid = expect_context::<Grid>();
    let desk = grid.desk;
    let list = move || {
        desk.track_change();
        let Some(shown) = grid.shown.get() else { return Vec::new() };
        desk.read(|session| rankings(session, shown.table, shown.at))
    };
    let one = move |ranking: Ranking| {
        let rows = grid.rows.get();
        let lines: Vec<_> = ranking
            .lines
            .into_iter()
            .map(|line| {
                let place = rows.iter().position(|row| *row == line.row).unwrap_or_default();
                view! {
                    <li>
                        <button on:click=move |_| open.run(place)>
                            <span class="place-number">{line.place}</span>
                            <span class="name">{line.name}</span>
                            <span class="value">{line.value}</span>
                        </button>
                    </li>
                }
            })
            .collect();
        let heading = format!("{} · {}", ranking.name, desk.words().ordered_by(&ranking.by));
        view! { <h2>{heading}</h2><ol class="phone-ranking">{lines}</ol> }
    };
    view! {
        <div class="phone-rankings" data-test="phone-rankings">
            {move || {
                let list = list();
                if list.is_empty() {
                    return view! { <p class="quiet side-empty">{desk.say(Text::NoRankings)}</p> }.into_any();
                }
                list.into_iter().map(one).collect_view().into_any()
            }}
        </div>
    }
}
