//! The advisor: what stands out in rules and results together, each with the cells concerned.

use baton_core::lab::{CLIFF, Focus, advise};
use leptos::prelude::*;

use super::leading::go;
use super::state::lab;
use crate::ui::side::Side;
use crate::words::advice::advice;
use crate::words::page::Text;

/// More cells of one hint than these are counted, not listed.
const MOST: usize = 6;

/// The part.
#[component]
pub(super) fn AdvicePart() -> impl IntoView {
    let lab = lab();
    let side = expect_context::<Side>();
    move || {
        let words = lab.desk.words();
        let place = lab.place()?;
        let found = lab.compare_calmly(|_, after| {
            let focus = Focus::of(after, place.table, place.at)?;
            let told = advise(after, &focus, CLIFF).into_iter().map(|of| {
                let said = advice(&of.hint, words.language);
                let cells: Vec<_> = of.cells.iter().filter_map(|cell| after.name(*cell)).collect();
                (said, cells)
            });
            Some(told.collect::<Vec<_>>())
        });
        let found = found.flatten().unwrap_or_default();
        if found.is_empty() {
            return Some(view! { <p class="quiet">{words.say(Text::LabNoAdvice)}</p> }.into_any());
        }
        let items = found.into_iter().map(|(said, cells)| {
            let more = cells.len().saturating_sub(MOST);
            let links = cells.into_iter().take(MOST).map(|cell| {
                let name = [cell.row.as_str(), cell.column.as_str(), cell.period.as_str()]
                    .into_iter()
                    .filter(|part| !part.is_empty() && !part.starts_with('~'))
                    .collect::<Vec<_>>()
                    .join(" · ");
                view! { <button class="link" on:click=move |_| go(lab, side, &cell)>{name}</button> }
            });
            let links = links.collect_view();
            view! {
                <li>
                    <p><strong>{said.what}</strong>" "{said.remedy}</p>
                    <p class="hint-cells">{links}{(more > 0).then(|| words.more(more))}</p>
                </li>
            }
        });
        let items = items.collect_view();
        Some(
            view! {
                <p class="quiet">{words.say(Text::LabAdviceNote)}</p>
                <ol class="hints" data-test="hints">{items}</ol>
            }
            .into_any(),
        )
    }
}
