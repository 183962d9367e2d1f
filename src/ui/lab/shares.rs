//! Which card moved a subject by how much: the whole for one card, Shapley shares for several, which sum to the whole.

use baton_core::diag::CellName;
use baton_core::lab::{EXACT, Target, Teller, attribute};
use baton_core::model::Id;
use baton_core::num;
use leptos::prelude::*;

use super::state::lab;
use crate::ui::side::Side;
use crate::words::page::Text;
use crate::words::variants::card;

/// With more cards than can be tried in all coalitions, so many orders are drawn.
const DRAWS: usize = 200;

/// What is told of the subject chosen in the table.
#[component]
pub(super) fn SharesOf() -> impl IntoView {
    let lab = lab();
    let side = expect_context::<Side>();
    let desk = lab.desk;
    move || {
        let subject = lab.subject.get()?;
        let place = lab.place()?;
        // Shares are dear: not while a slider is dragged.
        lab.track_calm();
        let found = untrack(|| lab.moves())?;
        let of = found.subjects.iter().find(|of| of.subject == subject)?.clone();
        let (words, variant) = (desk.words(), lab.pair());
        let is_told = variant.is_some();
        let variant = variant.unwrap_or_default();
        let tables =
            found.columns.iter().zip(&of.cells).filter(|(_, pair)| pair.change.is_some() && !pair.is_same);
        let tables: Vec<_> = tables
            .map(|(column, pair)| {
                let target =
                    Target { sheet: place.id.clone(), period: place.period, column: column.id.clone() };
                let shares = desk.read(|session| {
                    let how = (EXACT, DRAWS, 1);
                    let told = attribute(session.book(), session.results(), &variant, &target, how);
                    let at = told.subjects.iter().position(|known| *known == subject)?;
                    let shares = told.shares.of.get(at)?.clone()?;
                    let teller = Teller::new(session.book().scheme()?, session.book());
                    let said = |number: &usize| {
                        variant.cards.get(*number).map(|of| card(&teller.tell(&of.change), words.language))
                    };
                    Some(told.cards.iter().map(said).zip(shares).collect::<Vec<_>>())
                });
                let rows = shares.into_iter().flatten().map(|(said, share)| view! {
                    <tr><td>{said}</td><td class="number">{num::format_places(share, 4)}</td></tr>
                });
                let whole = pair.change.map(num::format).unwrap_or_default();
                let head = format!("{}　{}", column.name, words.from_to(&pair.shown_before, &pair.shown_after));
                let rows = rows.collect_view();
                view! {
                    <table class="list">
                        <caption>{head}</caption>
                        <tbody>{rows}</tbody>
                        <tfoot><tr><th scope="row">{words.say(Text::LabWhole)}</th><td class="number">{whole}</td></tr></tfoot>
                    </table>
                }
            })
            .collect();
        let column = found.columns.first().map(|column| column.id.clone()).unwrap_or_default();
        let lead_to = move |_| {
            let cell = CellName {
                table: place.id.to_string(),
                period: place.period.to_string(),
                row: subject.to_string(),
                column: column.to_string(),
            };
            side.grid.go_to(&cell);
        };
        let close = move |_| lab.subject.set(None::<Id>);
        Some(view! {
            <section class="lab-shares" data-test="shares" aria-label=words.say(Text::LabShares)>
                <h3>{words.shares_of(&of.name)}</h3>
                {if !is_told {
                    view! { <p class="quiet">{words.say(Text::LabNoShares)}</p> }.into_any()
                } else if tables.is_empty() {
                    view! { <p class="quiet">{words.say(Text::LabUnmoved)}</p> }.into_any()
                } else {
                    tables.into_any()
                }}
                <p class="side-actions">
                    <button on:click=lead_to>{words.say(Text::LabToCell)}</button>
                    <button on:click=close>{words.say(Text::Close)}</button>
                </p>
            </section>
        })
    }
}
