//! What the parts of the lab have in common: choosing a subject, whether the other weights follow, a table of subjects.

use leptos::prelude::*;

use super::state::Lab;
use crate::ui::desk::Desk;
use crate::words::page::{Text, Words};

/// The subjects of the sheet looked at, by their places, as what can be chosen.
pub(super) fn subjects(lab: Lab, chosen: RwSignal<usize>) -> impl IntoView {
    let option = move |(at, name): (usize, String)| {
        view! { <option value=at.to_string() selected=move || chosen.get() == at>{name}</option> }
    };
    lab.names().into_iter().enumerate().map(option).collect_view()
}

/// Whether the other weights are rescaled, so that their sum stays.
pub(super) fn rescaling(desk: Desk, rescales: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox" prop:checked=rescales
                on:change=move |event| rescales.set(event_target_checked(&event))
            />
            {desk.said(Text::LabRescale)}
        </label>
    }
}

/// So many subjects are listed unless all are asked for: whoever drags a slider looks at those that moved most, and every
/// row is drawn with every step.
const FEW: usize = 15;

/// How many of so many subjects are listed, followed.
pub(super) fn listed(lab: Lab, count: usize) -> usize {
    if lab.all_subjects.get() { count } else { count.min(FEW) }
}

/// A table with a row a subject of so many; where it does not list all, or need not, it can be asked for the others.
pub(super) fn table_of_subjects(
    lab: Lab,
    words: Words,
    name: &'static str,
    heads: impl IntoView,
    follows: bool,
    rows: impl IntoView,
    count: usize,
) -> impl IntoView {
    let all = lab.all_subjects;
    let others = count.saturating_sub(FEW);
    let said = move || match all.get() {
        true => words.say(Text::LabFewer).to_owned(),
        false => words.show_more(others),
    };
    view! {
        <div class="wide">
            <table class="list moves" data-test=name>
                <thead><tr>
                    <th scope="col">{words.say(Text::Subject)}</th>
                    {heads}
                    {follows.then(|| view! { <th scope="col">{words.say(Text::LabFollows)}</th> })}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {(others > 0).then(|| view! {
            <button class="link" data-test="all-subjects" on:click=move |_| all.update(|all| *all = !*all)>{said}</button>
        })}
    }
}
