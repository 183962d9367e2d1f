//! All corrections 更正 of the book, each with its reason, and taking it back.

use baton_core::edit::Command;
use baton_core::model::{OverrideKey, OverrideValue};
use leptos::prelude::*;

use super::model;
use super::state::Side;
use crate::ui::widgets::Dialog;
use crate::words::page::{Text, Words};
use crate::words::{diagnostics, trace};

/// The list of corrections.
#[component]
pub(in crate::ui) fn Overrides() -> impl IntoView {
    let side = expect_context::<Side>();
    let desk = side.desk;
    let close = Callback::new(move |()| desk.dialog.set(None));
    let list = move || {
        desk.track_change();
        desk.read(|session| session.book().overrides.clone())
    };
    view! {
        <Dialog title=Signal::derive(desk.said(Text::AllByHand)) close>
            {move || {
                let (words, list) = (desk.words(), list());
                if list.is_empty() {
                    return view! { <p class="quiet">{words.say(Text::NoneByHand)}</p> }.into_any();
                }
                let heads = [Text::Place, Text::ByRules, Text::ByHandValue, Text::ByHandReason, Text::ByHandName];
                let rows: Vec<_> = list.into_iter().map(|(key, value)| row(side, words, key, value)).collect();
                view! {
                    <table class="list" data-test="overrides">
                        <thead><tr>
                            {heads.map(|text| view! { <th scope="col">{words.say(text)}</th> })}<th></th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                .into_any()
            }}
            <div class="actions"><button on:click=move |_| close.run(())>{desk.said(Text::Close)}</button></div>
        </Dialog>
    }
}

fn row(side: Side, words: Words, key: OverrideKey, value: OverrideValue) -> impl IntoView {
    let desk = side.desk;
    let cell = model::of_override(&key);
    let computed = desk.read(|session| {
        let (slot, at, row) = model::locate(session, &cell)?;
        session.results().computed(slot, at, row).map(|cell| trace::value(cell, words.language))
    });
    let name = diagnostics::cell(&cell);
    let place = match &computed {
        Some(_) => {
            let go = move |_| {
                desk.dialog.set(None);
                side.go(cell.clone());
            };
            view! { <button class="link" title=words.say(Text::ShowCell) on:click=go>{name}</button> }
                .into_any()
        }
        // A correction of what the scheme no longer has stays, and can be taken back.
        None => view! { {name}<br/><small class="bad">{words.say(Text::CellVanished)}</small> }.into_any(),
    };
    let remove = move |_| {
        desk.apply(&Command::SetOverride { key: key.clone(), value: None });
    };
    // A body that deliberated stands before who wrote it down.
    let date = value.date.map(|date| date.to_string()).unwrap_or_default();
    let who = [value.body, date, value.by, value.at];
    let who = who.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    view! {
        <tr>
            <td>{place}</td>
            <td class="number">{computed}</td>
            <td class="number">{value.value}</td>
            <td>{value.reason}</td>
            <td>{who}</td>
            <td><button on:click=remove>{words.say(Text::TakeBackByHand)}</button></td>
        </tr>
    }
}
