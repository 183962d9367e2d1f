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

/// A table with a row a subject, and how many rows it leaves out.
pub(super) fn table_of_subjects(
    words: Words,
    name: &'static str,
    heads: impl IntoView,
    follows: bool,
    rows: impl IntoView,
    more: usize,
) -> impl IntoView {
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
        {(more > 0).then(|| view! { <p class="quiet">{words.more(more)}</p> })}
    }
}
