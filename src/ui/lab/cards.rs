//! What the open variant changes, a card each: in words, with a switch, its comment, and its place in the order.

use baton_core::lab::Teller;
use leptos::prelude::*;

use super::model::{CardChange, with_card};
use super::state::{Lab, lab};
use crate::words::page::{Text, Words};
use crate::words::variants::{card, obstacle};

/// The cards.
#[component]
pub(super) fn Cards() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let list = move || {
        let (words, variant) = (desk.words(), lab.variant());
        if variant.cards.is_empty() {
            return view! { <p class="quiet">{words.say(Text::LabNoCards)}</p> }.into_any();
        }
        let told = lab.read_trial(|session, trial| {
            let book = session.book();
            let teller = Teller::new(book.scheme()?, book);
            let line = |(at, of): (usize, &baton_core::model::Card)| {
                let unfit = trial.unfit().iter().find(|unfit| unfit.card == at);
                let because = unfit.map(|unfit| obstacle(&unfit.why, words.language));
                (at, card(&teller.tell(&of.change), words.language), of.off, of.comment.clone(), because)
            };
            Some(variant.cards.iter().enumerate().map(line).collect::<Vec<_>>())
        });
        let count = variant.cards.len();
        let items = told.flatten().into_iter().flatten().map(|(at, said, off, comment, because)| {
            item(lab, words, (at, count), said, off, comment, because)
        });
        view! { <ol class="change-cards" data-test="cards">{items.collect_view()}</ol> }.into_any()
    };
    view! { <h2>{desk.said(Text::LabChanges)}</h2>{list} }
}

fn item(
    lab: Lab,
    words: Words,
    (at, count): (usize, usize),
    said: String,
    off: bool,
    comment: String,
    because: Option<String>,
) -> impl IntoView {
    let change = move |change: CardChange| lab.change(|_, variant| Some(with_card(variant, at, change)));
    let named = |text: Text| format!("{} {said}", words.say(text));
    let (up, down, remove) = (named(Text::LabCardUp), named(Text::LabCardDown), named(Text::LabCardRemove));
    let note = named(Text::LabComment);
    view! {
        <li class="change-card" class:off=off>
            <label>
                <input
                    type="checkbox"
                    prop:checked=!off
                    on:change=move |event| change(CardChange::Switch(!event_target_checked(&event)))
                />
                <span>{said}</span>
            </label>
            {because.map(|because| view! { <p class="bad">{because}</p> })}
            <div class="card-line">
                <input
                    class="comment"
                    aria-label=note
                    placeholder=words.say(Text::LabComment)
                    prop:value=comment
                    on:change=move |event| change(CardChange::Comment(event_target_value(&event).trim().to_owned()))
                />
                <button aria-label=up.clone() title=up disabled=at == 0 on:click=move |_| change(CardChange::Up)>"↑"</button>
                <button
                    aria-label=down.clone() title=down disabled=at + 1 == count
                    on:click=move |_| change(CardChange::Down)
                >"↓"</button>
                <button aria-label=remove.clone() title=remove on:click=move |_| change(CardChange::Remove)>"✕"</button>
            </div>
        </li>
    }
}
